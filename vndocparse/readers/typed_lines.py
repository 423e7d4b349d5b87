"""A line that a typist set with blanks and tabs, as segments in columns of text."""

from __future__ import annotations

import re

from .segments import NONE, STRONG, WEAK, Row, Segment, gap_kind

BLANKS = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
TAB = 8
_GAP = re.compile(rf"[{BLANKS}]{{2,}}|\t")
_MOST_PIECES = 10


def segments(line: str, bare: str) -> tuple[Row, list[tuple[int, int]]]:
    """The segments of a line in columns of text, and where each begins and ends in ``bare``."""
    if not bare:
        return (), []
    indent = line[: line.index(bare[0])]
    x = advance(0, indent)
    gaps = [] if len(bare) < 4 else [gap.span() for gap in _GAP.finditer(bare)]
    if not gaps or len(gaps) >= _MOST_PIECES:
        return (Segment(x, x + len(bare), bare, 0, indent.count("\t")),), [(0, len(bare))]
    segments: list[Segment] = []
    bounds = []
    start, first, kind, tabs = 0, x, 0, indent.count("\t")
    word = 0
    for left, right in [*gaps, (len(bare), len(bare))]:
        end = x + left - word
        word, x = right, advance(end, bare[left:right])
        gap = _gap(bare, start, left, right, x - end)
        if gap != NONE:
            segments.append(Segment(first, end, bare[start:left], kind, tabs))
            bounds.append((start, left))
            start, first, kind, tabs = right, x, gap, bare.count("\t", left, right)
    return segments, bounds


def _gap(bare: str, start: int, left: int, right: int, width: float) -> int:
    if right == len(bare):
        return STRONG
    kind = gap_kind(bare[start:left], bare[right:], width)
    return min(kind, WEAK) if right - left == 2 and "\t" not in bare[left:right] else kind


def advance(x: int, blanks: str) -> int:
    """The column after ``blanks``, which begin in column ``x``."""
    if "\t" not in blanks:
        return x + len(blanks)
    for blank in blanks:
        x = x + 1 if blank != "\t" else x + TAB - x % TAB
    return x
