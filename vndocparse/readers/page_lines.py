"""The runs of a page as printed lines, and a line as segments between wide gaps.

Runs come in the order in which the file draws them; a line is all runs on one baseline, from left to right.
Coordinates are PDF points from the upper left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from ..layout import Rectangle
from ..text import is_upper
from .page_drawn import COLUMN_GAP
from .page_runs import Run
from .page_spacing import word_gap
from .segments import NONE, STRONG, WEAK, Segment, gap_kind

# In ems.
_BASELINE = 0.2
_WIDE_GAP = 1.5  # of drawn blanks
_WIDE_JUMP = 1.0
_TOUCHING = 0.05
_ADJOINING = 0.12
_LETTERS = 4
_SPACED = 0.08
# Bounds that keep the work linear: no line of print has more runs.
_MOST_RUNS = 60


class PrintedLine:
    """Runs on one baseline, left to right, with the page they stand on (from 1); ``spaced``: they were single letters."""

    __slots__ = ("box", "page", "runs", "size", "spaced", "text")

    def __init__(self, runs: Sequence[Run], page: int, spaced: bool = False) -> None:
        self.runs = runs
        self.spaced = spaced
        self.page = page
        self.text = joined(runs)
        first = runs[0]
        self.box: Rectangle = first.box
        self.size = first.size
        if len(runs) > 1:
            self.box = (
                first.x0,
                min(run.top for run in runs),
                max(run.x1 for run in runs),
                max(run.bottom for run in runs),
            )
            self.size = max(run.size for run in runs)

    def retold(self, text: str) -> PrintedLine:
        """The line with another text in its place."""
        line = PrintedLine(self.runs, self.page, self.spaced)
        line.text = text
        return line

    @property
    def bold(self) -> bool:
        return self._mostly(0)

    @property
    def italic(self) -> bool:
        return self._mostly(1)

    def _mostly(self, style: int) -> bool:
        runs = self.runs
        if len(runs) == 1:
            return _style(runs[0].font)[style]
        return sum(len(run.text) if _style(run.font)[style] else -len(run.text) for run in runs) > 0


def joined(runs: Sequence[Run]) -> str:
    """The text of runs that follow each other on a line."""
    if len(runs) == 1:
        return runs[0].text
    return "".join(run.text if run.glued or not at else f" {run.text}" for at, run in enumerate(runs))


@lru_cache(maxsize=256)
def _style(font: str) -> tuple[bool, bool]:
    name = font.rpartition("+")[2].lower()
    return any(mark in name for mark in ("bold", "black", "heavy")), "italic" in name or "oblique" in name


def printed_lines(runs: Iterable[Run], page: int) -> list[PrintedLine]:
    """``runs`` on their lines, top to bottom; a raised or lowered small run joins the line it stands in."""
    groups: list[list[Run]] = []
    for run in sorted(runs, key=attrgetter("baseline")):
        if groups and run.baseline - groups[-1][0].baseline <= _BASELINE * run.size:
            groups[-1].append(run)
        else:
            groups.append([run])
    lines: list[list[Run]] = []
    for group in groups:
        if lines and len(group) == 1 == len(lines[-1]) and 0.8 < group[0].size / (lines[-1][0].size or 1.0) < 1.25:
            lines.append(group)
        elif lines and (_is_raised(lines[-1], group) or _is_raised(group, lines[-1])):
            lines[-1] += group
        else:
            lines.append(group)
    return [_line(track, page) for line in lines for track in layers(line)]


def layers(line: list[Run]) -> list[list[Run]]:
    """The runs of a line, those that are drawn over others, as a stamp is, on lines of their own."""
    if not any(run.layer for run in line):
        return [line]
    return [track for layer in sorted({run.layer for run in line}) if (track := [run for run in line if run.layer == layer])]


def _line(line: list[Run], page: int) -> PrintedLine:
    if len(line) == 1:
        return PrintedLine(line, page)
    ordered = _in_order(line)
    closed = _closed(ordered) if len(ordered) >= _LETTERS else ordered
    gaps = sorted(right.x0 - left.x1 for left, right in pairwise(ordered)) if len(closed) < len(ordered) else []
    return PrintedLine(closed, page, bool(gaps) and gaps[len(gaps) // 2] > _SPACED * ordered[0].size)


def _in_order(line: list[Run]) -> list[Run]:
    """The runs of a line from left to right; glued are those that were so to the run before them, and those that touch it."""
    before = {id(run): last for last, run in pairwise(line)}
    ordered: list[Run] = sorted(line, key=attrgetter("x0"))
    found = [ordered[0]._replace(glued=False) if ordered[0].glued else ordered[0]]
    for last, run in pairwise(ordered):
        same = before.get(id(run)) is last
        # Of neighbours that were none when they were measured, no gap is known but this one.
        most = (_TOUCHING if same else _ADJOINING) * run.size
        glued = (same and run.glued) or (not run.blanks and run.x0 - last.x1 < most and _letters(last, run))
        found.append(run if glued == run.glued else run._replace(glued=glued))
    return found


def _letters(left: Run, right: Run) -> bool:
    return left.text[-1].isalnum() and right.text[0].isalnum() and left.size == right.size


def _closed(line: list[Run]) -> list[Run]:
    """Letters that stand apart as words, where the gaps between them tell words from letters."""
    single = [len(run.text) == 1 for run in line]
    found: list[Run] = []
    start = 0
    while start < len(line):
        stop = start
        while stop < len(line) and single[stop]:
            stop += 1
        letters = line[start:stop]
        if len(letters) >= _LETTERS and not all(letter.glued for letter in letters[1:]):
            found += _words(letters)
        else:
            found += letters
        if stop < len(line):
            found.append(line[stop])
        start = stop + 1
    return found


def _words(letters: list[Run]) -> list[Run]:
    gaps = [right.x0 - left.x1 for left, right in pairwise(letters)]
    least = word_gap(gaps, max(letter.size for letter in letters))
    if least is None:
        return letters
    found = [letters[0]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        last = found[-1]
        if gap < least and letter.font == last.font:
            found[-1] = last._replace(text=last.text + letter.text, x1=letter.x1)
        else:
            found.append(letter._replace(glued=gap < least, blanks=0))
    return found


def _is_raised(small: Sequence[Run], line: Sequence[Run]) -> bool:
    """Are all runs of ``small`` short, smaller than their neighbours in ``line``, and within its height and its width?"""
    if len(line) > _MOST_RUNS or len(small) > _MOST_RUNS:
        return False
    size = max(run.size for run in line)
    if any(run.size > 0.8 * size for run in small) or sum(run.text.count(" ") + 1 for run in small) > 4:
        return False
    top, bottom = min(run.top for run in line), max(run.bottom for run in line)
    return all(
        top <= (run.top + run.bottom) / 2 <= bottom and any(-1 <= max(run.x0 - other.x1, other.x0 - run.x1) <= 0.5 * size for other in line)
        for run in small
    )


# A code (BTP-, 33-, 116/2021/) or a word at the end of a line, and what goes on with it.
_BREAKS = frozenset("-/")
_BROKEN = re.compile(r"\s[^\W\d_]+-$")
_COUNTS = re.compile(r"\W*(?:[IVXLC]+|\w)\W*")
_CODE_GOES_ON = re.compile(r"[^\W_]+")


def rejoined(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """``lines`` with the rest of a code or a word that a line end breaks (``TTLT-BTP-`` / ``BNV``) moved up to its beginning."""
    found: list[PrintedLine] = []
    for line in lines:
        if found and _is_broken(found[-1].text, line.text):
            first, _, rest = line.text.partition(" ")
            found[-1] = found[-1].retold(found[-1].text + first)
            if not rest:
                continue
            line = line.retold(rest)
        found.append(line)
    return found


def _is_broken(text: str, following: str) -> bool:
    if text[-1:] not in _BREAKS or not following:
        return False
    last = text.rpartition(" ")[2]
    if last == text:
        return False
    if _BROKEN.search(text) and last.islower():
        return following[0].islower()
    goes_on = following[0].isdigit() or is_upper(following.partition(" ")[0])
    code = any(map(str.isdigit, last)) or (last.isupper() and text[-1] != "/" and not _COUNTS.fullmatch(last))
    return goes_on and code and _CODE_GOES_ON.match(following) is not None and last[-2:-1].isalnum()


def segments(line: PrintedLine, unit: float) -> list[tuple[Segment, Sequence[Run]]]:
    """The stretches of ``line`` between wide gaps, with their runs; ``unit`` as in :func:`columns.arrange`."""
    runs = line.runs
    if len(runs) == 1:
        return [(Segment(runs[0].x0, runs[0].x1, line.text), runs)]
    cuts: list[tuple[int, int]] = []
    start = 0
    for at, (left, right) in enumerate(pairwise(runs), 1):
        gap = right.x0 - left.x1
        size = max(left.size, right.size)
        if gap <= COLUMN_GAP * size:
            continue
        jump = right.blanks < 2
        kind = gap_kind(joined(runs[max(start, at - _MOST_RUNS) : at]), joined(runs[at : at + _MOST_RUNS]), gap / unit, printed=jump)
        if kind != NONE:
            cuts.append((at, min(kind, WEAK) if gap < (_WIDE_JUMP if jump else _WIDE_GAP) * size else kind))
            start = at
    found: list[tuple[Segment, Sequence[Run]]] = []
    for (start, kind), (stop, _) in pairwise([(0, 0), *cuts, (len(runs), STRONG)]):
        part = runs[start:stop]
        found.append((Segment(part[0].x0, max(run.x1 for run in part), joined(part), kind), part))
    return found
