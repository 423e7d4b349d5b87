"""The characters of a page to words, and the words to printed lines.

Works on the order in which the file draws them: within a stroke of text that order is right even where a combining mark or
a badly measured glyph stands beside its place, and a blank that is drawn parts words even where it has no width.
Coordinates are PDF points from the top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from ..layout import Rectangle
from ..text import nfc
from .segments import NONE, STRONG, WEAK, Segment, gap_kind

# In ems. Between words of a file that draws its blanks, and of one that only moves the pen.
_WORD_GAP = 0.7
_BARE_WORD_GAP = 0.17
_JUMP = 1.0  # a longer jump without a blank begins another cell
_BACK = 0.4
_BASELINE = 0.2
_COLUMN_GAP = 0.9  # justified prose stays below
_WIDE_GAP = 1.5  # of drawn blanks
_WIDE_JUMP = 1.0
_LABEL_JUMP = 0.4
# One character in six to nine of Vietnamese is a blank; files that move the pen instead draw next to none.
_BLANK_SHARE = 0.08
_BARE_RUN = 25
_LIST_NUMBER = re.compile(r"(?:\d{1,3}\.)+$|\w{1,3}[.)]$|[-+\u2022\u2013]$")
_UNMAPPED = re.compile(r"\(cid:\d+\)")


class Word(NamedTuple):
    """A word where it stands; ``blanks`` counts the blanks drawn before it on its line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    blanks: int = 0

    @property
    def bold(self) -> bool:
        return _style(self.font)[0]

    @property
    def italic(self) -> bool:
        return _style(self.font)[1]

    @property
    def box(self) -> Rectangle:
        return (self.x0, self.top, self.x1, self.bottom)


class PrintedLine(NamedTuple):
    """Words on one baseline, left to right, with the page they stand on (from 1)."""

    words: tuple[Word, ...]
    page: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Rectangle:
        words = self.words
        return (words[0].x0, min(word.top for word in words), max(word.x1 for word in words), max(word.bottom for word in words))

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return sum(len(word.text) if word.bold else -len(word.text) for word in self.words) > 0

    @property
    def italic(self) -> bool:
        return sum(len(word.text) if word.italic else -len(word.text) for word in self.words) > 0


class PageText(NamedTuple):
    """The words of a page, the lines that do not run from left to right, and how many glyphs had no meaning."""

    words: list[Word]
    turned: list[str]
    unmapped: int


class _Glyph(NamedTuple):
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str


def page_text(chars: Sequence[Mapping[str, Any]], width: float, height: float) -> PageText:
    """The words among the characters of a page (as pdfplumber gives them); what lies off the page is left out."""
    drawn_blanks = sum(char["text"].isspace() for char in chars) >= _BLANK_SHARE * len(chars)
    words: list[Word] = []
    turned: list[str] = []
    unmapped = 0
    stroke: list[_Glyph] = []
    upright = True
    for char in chars:
        x0, x1, top, bottom = char["x0"], char["x1"], char["top"], char["bottom"]
        if x1 < 0 or x0 > width or bottom < 0 or top > height:
            continue
        text = char["text"]
        if text[0] == "(" and len(text) > 1 and _UNMAPPED.match(text):
            text, unmapped = "\ufffd", unmapped + 1
        if not char["upright"]:
            if upright or not turned:
                turned.append("")
            turned[-1] += text
            upright = False
            continue
        upright = True
        glyph = _Glyph(text, x0, top, x1, bottom, height - char["matrix"][5], char["size"], char["fontname"])
        if stroke and not _goes_on(stroke[-1], glyph):
            words += _words(stroke, drawn_blanks)
            stroke = []
        stroke.append(glyph)
    words += _words(stroke, drawn_blanks)
    return PageText(_undoubled(words), [" ".join(line.split()) for line in turned if line.strip()], unmapped)


def _goes_on(last: _Glyph, glyph: _Glyph) -> bool:
    size = max(last.size, glyph.size)
    return abs(glyph.baseline - last.baseline) <= _BASELINE * size and -_BACK * size <= glyph.x0 - last.x1 <= _JUMP * size


def _words(stroke: Sequence[_Glyph], drawn_blanks: bool) -> list[Word]:
    bare = not drawn_blanks or (len(stroke) > _BARE_RUN and not any(glyph.text.isspace() for glyph in stroke))
    most = _BARE_WORD_GAP if bare else _WORD_GAP
    words: list[Word] = []
    open_word: list[_Glyph] = []
    blanks = before = 0
    for glyph in stroke:
        if glyph.text.isspace():
            blanks += 1
            continue
        if open_word and (blanks or _parts(open_word, glyph, most)):
            words.append(_word(open_word, before))
            open_word, before = [], blanks
        elif not open_word:
            before = blanks
        blanks = 0
        open_word.append(glyph)
    if open_word:
        words.append(_word(open_word, before))
    return words


def _parts(word: Sequence[_Glyph], glyph: _Glyph, most: float) -> bool:
    """Is the pen moved far enough before ``glyph`` to end ``word``? Less is enough after the number that a list sets."""
    gap = glyph.x0 - word[-1].x1
    return gap > most * glyph.size or (gap > _LABEL_JUMP * glyph.size and _LIST_NUMBER.match("".join(g.text for g in word)) is not None)


def _word(glyphs: Sequence[_Glyph], blanks: int) -> Word:
    first, middle = glyphs[0], glyphs[len(glyphs) // 2]
    text = nfc("".join(glyph.text for glyph in glyphs))
    top, bottom = min(glyph.top for glyph in glyphs), max(glyph.bottom for glyph in glyphs)
    x0, x1 = min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
    return Word(text, x0, top, x1, bottom, first.baseline, middle.size, middle.font, blanks)


@lru_cache(maxsize=256)
def _style(font: str) -> tuple[bool, bool]:
    name = font.rpartition("+")[2].lower()
    return any(mark in name for mark in ("bold", "black", "heavy")), "italic" in name or "oblique" in name


def _undoubled(words: Sequence[Word]) -> list[Word]:
    """``words`` without those drawn a second time a hair away, which is how some writers print bold."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for word in words:
        x, y = round(word.x0 / 2), round(word.baseline / 2)
        if any((word.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen.add((word.text, x, y))
        kept.append(word)
    return kept


def printed_lines(words: Iterable[Word], page: int) -> list[PrintedLine]:
    """``words`` on their lines, top to bottom; a raised or lowered small word joins the line it stands in."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if groups and word.baseline - groups[-1][0].baseline <= _BASELINE * word.size:
            groups[-1].append(word)
        else:
            groups.append([word])
    lines: list[list[Word]] = []
    for group in groups:
        if lines and (_is_raised(lines[-1], group) or _is_raised(group, lines[-1])):
            lines[-1] += group
        else:
            lines.append(group)
    return [PrintedLine(tuple(sorted(line, key=lambda word: word.x0)), page) for line in lines]


def _is_raised(small: Sequence[Word], line: Sequence[Word]) -> bool:
    """Are all words of ``small`` smaller than their neighbours in ``line``, and within its height and its width?"""
    size = max(word.size for word in line)
    if len(small) > 4 or any(word.size > 0.8 * size for word in small):
        return False
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    return all(
        top <= (word.top + word.bottom) / 2 <= bottom
        and any(-1 <= max(word.x0 - other.x1, other.x0 - word.x1) <= 0.5 * size for other in line)
        for word in small
    )


def segments(line: PrintedLine, unit: float) -> list[tuple[Segment, tuple[Word, ...]]]:
    """The stretches of ``line`` between wide gaps, with their words; ``unit`` as in :func:`columns.arrange`."""
    words = line.words
    cuts: list[tuple[int, int]] = []
    start = 0
    for at, (left, right) in enumerate(pairwise(words), 1):
        gap = right.x0 - left.x1
        size = max(left.size, right.size)
        if gap <= _COLUMN_GAP * size:
            continue
        before, after = (" ".join(word.text for word in part) for part in (words[start:at], words[at:]))
        jump = right.blanks < 2
        kind = gap_kind(before, after, gap / unit, printed=jump)
        if kind != NONE:
            cuts.append((at, min(kind, WEAK) if gap < (_WIDE_JUMP if jump else _WIDE_GAP) * size else kind))
            start = at
    found = []
    for (start, kind), (stop, _) in pairwise([(0, 0), *cuts, (len(words), STRONG)]):
        part = words[start:stop]
        found.append((Segment(part[0].x0, max(word.x1 for word in part), " ".join(word.text for word in part), kind), part))
    return found
