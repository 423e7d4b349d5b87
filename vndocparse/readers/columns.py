"""Blocks of printed lines that stand side by side: the letterhead, the foot, signatures, tables without rulings.

A page, or a plain text, is given as rows of segments: the stretches of a printed line between wide gaps. Where a gap runs
down several rows it is a gutter, and what stands on its two sides is set cell by cell. Only geometry and the shapes of
letters count; nothing here knows a word of any language. What is not surely a column stays a line: a torn sentence costs
more than an untidy letterhead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from .segments import STRONG, Row, Segment, capital, is_item, is_ordinal, is_post_or_name, is_sentence, leads_in, merged

# The bounds keep the work linear: a list of recipients has seldom more than thirty lines; a line with more than eight wide
# gaps is justified or letter-spaced. Blank lines leave room for a signature and its stamp.
_MOST_ROWS = 80
_MOST_RISE = 12
_MOST_GAPS = 8
_MOST_GUTTERS = 12
_MOST_SINGLES = 14
_MOST_UNPLACED = 3  # where only tabs tell the columns apart
_MOST_BLANKS = 9
_HEADING = 12  # letters; posts (BÍ THƯ, CHỦ TỊCH) below a signature are shorter
# Widths in columns of text (see ``unit``).
_NEAR = 1.6  # edges or centres of one column differ so much by typing
_OFF_CENTRE = 8  # a line under a column belongs to it when their centres are nearer than that: the page's own centre is not
_LONE_GAP = 4
_LONGEST_ITEM = 60
_WIDEST_PIECE = 75


class Part(NamedTuple):
    """Segments ``first`` to ``stop`` (not included) of a row: one line of one cell."""

    row: int
    first: int
    stop: int


Cells = tuple[tuple[tuple[Part, ...], ...], ...]
"""Rows of cells of lines."""


class Arrangement(NamedTuple):
    """Rows ``start`` to ``stop`` (not included) set as a table.

    ``layout``: one row of columns, each read from top to bottom; otherwise a grid, read row by row.
    """

    start: int
    stop: int
    layout: bool
    cells: Cells


def arrange(rows: Sequence[Row], unit: float = 1.0) -> list[Arrangement]:
    """The side-by-side blocks among ``rows``, top to bottom; rows in none of them are plain lines.

    ``unit`` is the width of a character in the measure of the segments (1 for plain text, about half an em on a page).
    """
    found: list[Arrangement] = []
    at = 0
    while at < len(rows):
        if not _may_found(rows[at]):
            at += 1
            continue
        run = _Run(rows, at, unit)
        run.grow()
        run.rise(found[-1].stop if found else 0)
        arrangement = _Block(run).arrangement()
        if arrangement:
            found.append(arrangement)
        at = arrangement.stop if arrangement else run.last + 1
    return found


def _may_found(row: Row) -> bool:
    return 1 < len(row) <= _MOST_GAPS + 1 and any(segment.gap == STRONG for segment in row)


class _Gutter(NamedTuple):
    left: float
    right: float
    witnesses: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def beside(self, x0: float, x1: float, least: float) -> _Gutter | None:
        """The gutter that remains when a line stands on one side of it; None when the line crosses it."""
        left_side = x0 + x1 < self.left + self.right
        remaining = self._replace(left=max(self.left, x1)) if left_side else self._replace(right=min(self.right, x0))
        return remaining if remaining.right - remaining.left >= least else None

    def within(self, row: Row, least: float) -> list[_Gutter]:
        """What the gaps of ``row`` leave of the gutter."""
        met = (_Gutter(max(self.left, a.x1), min(self.right, b.x0), self.witnesses + (b.gap == STRONG)) for a, b in pairwise(row))
        return [gutter for gutter in met if gutter.right - gutter.left >= least]


@dataclass
class _Run:
    """The rows that share a gutter: from ``first`` down to ``last``, which something divides."""

    rows: Sequence[Row]
    first: int
    unit: float
    last: int = 0
    divided: list[int] = field(default_factory=list)
    gutters: list[_Gutter] = field(default_factory=list)
    tabbed: bool = False
    """Every divided row is two stretches with tabs between: left and right, wherever the tab stops were."""

    def grow(self) -> None:
        row = self.rows[self.first]
        self.last = self.first
        self.divided = [self.first]
        self.gutters = gutters = [_Gutter(a.x1, b.x0, int(b.gap == STRONG)) for a, b in pairwise(row)]
        self.tabbed = _is_tabbed(row)
        singles = blanks = 0
        for at in range(self.first + 1, min(len(self.rows), self.first + _MOST_ROWS)):
            row = self.rows[at]
            if not row:
                blanks += 1
                continue
            gutters, divides = self._narrow(gutters, row)
            if not divides:
                singles += 1
                if self._ends(row, self.rows[at - 1], gutters, singles, blanks):
                    return
            elif leads_in(row[0].text) and not capital(row[-1].text):
                return  # a label and its value under a letterhead
            elif self._restarts(at):
                return
            else:
                self.last, self.gutters, singles, blanks = at, gutters, 0, 0
                self.divided.append(at)

    def _restarts(self, at: int) -> bool:
        """Do both columns begin anew: with capitals after a gap of two blank rows or below a list and a name (another letterhead),
        or with the opening of a list below a letterhead (its foot)?

        Names below two signatures stand after such a gap too, in small letters.
        """
        row = self.rows[at]
        if leads_in(row[0].text) and capital(row[-1].text):
            return _is_heading(self.rows[self.first])
        if not _is_heading(row):
            return False
        if at >= 2 and not self.rows[at - 1] and not self.rows[at - 2]:
            return True
        above = next(self.rows[index] for index in range(at - 1, -1, -1) if self.rows[index])
        listed = any(is_item(self.rows[index][0].text) for index in self.divided)
        return listed and not any(segment.text.isupper() for segment in above)

    def rise(self, floor: int) -> None:
        """Takes in rows above the first: lines of the right column alone, with what is on their left, and too narrow gaps."""
        gutters = [gutter for gutter in self.gutters if gutter.witnesses]
        centre = self.rows[self.first][-1].centre
        blanks, least = 0, self.unit
        heads = _is_heading(self.rows[self.first][:1])  # below a name begins another letterhead, that of a certified copy
        for at in range(self.first - 1, max(floor, self.first - _MOST_RISE) - 1, -1):
            row = self.rows[at]
            if not row:
                blanks += 1
                continue
            if heads and _is_name(row):
                return
            met = [] if blanks else [part for gutter in gutters for part in gutter.within(row, least)]
            beside = [part for gutter in gutters if (part := gutter.beside(row[0].x0, row[-1].x1, least))]
            if met and capital(row[0].text):
                self.divided.insert(0, at)
            elif not self._in_right(row, beside, centre):
                if blanks or not beside:
                    return
                gutters = beside
                if leads_in(row[-1].text) and at + 1 == self.first:
                    self.first, self.gutters = at, beside
                continue
            self.first, self.gutters, blanks = at, met or beside, 0
            gutters = self.gutters

    def _in_right(self, row: Row, gutters: list[_Gutter], centre: float) -> bool:
        return any(row[0].x0 >= gutter.middle for gutter in gutters) and abs(merged(row).centre - centre) <= _OFF_CENTRE * self.unit

    def _ends(self, row: Row, above: Row, gutters: list[_Gutter], singles: int, blanks: int) -> bool:
        """Does ``row``, which nothing divides, end the run? A clause under an item goes on with the item."""
        if not gutters:
            return not self.tabbed or singles > _MOST_UNPLACED or blanks > 0
        if singles > _MOST_SINGLES or blanks > _MOST_BLANKS:
            return True
        if row[0].tabs > 1 or any(row[0].x0 >= gutter.middle for gutter in self.gutters):
            return False
        listed = bool(above) and is_item(above[0].text) and not leads_in(row[-1].text)
        return (is_sentence(row[-1].text) and not listed) or (blanks > 0 and not is_item(row[0].text))

    def _narrow(self, gutters: list[_Gutter], row: Row) -> tuple[list[_Gutter], bool]:
        """The gutters that still run through after ``row``, and whether the row is divided by one of them."""
        if len(row) > _MOST_GAPS + 1:
            self.tabbed = False
            return [], False
        least = self.unit
        met = [part for gutter in gutters for part in gutter.within(row, least)]
        beside = [part for gutter in gutters if (part := gutter.beside(row[0].x0, row[-1].x1, least))]
        if met:
            self.tabbed = self.tabbed and _is_tabbed(row)
            return (met + beside)[:_MOST_GUTTERS], True
        if self.tabbed and _is_tabbed(row):
            return [], True
        if not beside and len(row) == 1 and is_item(row[0].text):
            return gutters, False  # a long item of the left list runs under an empty right column
        self.tabbed = self.tabbed and row[-1].x1 - row[0].x0 < _WIDEST_PIECE * self.unit
        return beside, False


class _Block:
    """A run with its gutters settled: what stands in which column, and whether that is a table at all."""

    def __init__(self, run: _Run) -> None:
        self.rows, self.unit, self.run = run.rows, run.unit, run
        self.middles = self._middles(run.gutters)
        self.number = len(self.middles) + 1 if self.middles else 2
        self.once = run.tabbed and all(run.rows[at][-1].tabs == 1 for at in run.divided)
        self.lines = [self._parts(at) for at in range(run.first, run.last + 1)]
        self.pieces = [[self._piece(part) for part in line if part] for line in self.lines]
        self.full = [row for row in self.pieces if len(row) == self.number]

    def arrangement(self) -> Arrangement | None:
        """The block as a table, or None when it is not surely one."""
        run = self.run
        every = [piece for row in self.pieces for piece in row]
        posts = self.number > 2 and all(is_post_or_name(piece.text) for piece in every)
        if any(piece.x1 - piece.x0 > _WIDEST_PIECE * self.unit for piece in every if not is_item(piece.text)):
            return None
        if self._is_grid(posts):
            return Arrangement(run.first, run.last + 1, False, self._grid())
        if self.number > 2 and not posts:
            return None
        if not any(capital(piece.text) for piece in every) and not self._is_centred():
            return None
        if len(run.divided) == 1 and not self._stands_alone():
            return None
        stop = self._tail()
        lines = self.lines + [self._parts(at) for at in range(run.last + 1, stop)]
        cells = tuple(tuple(part for line in lines if (part := line[column])) for column in range(self.number))
        return Arrangement(run.first, stop, True, (cells,))

    @staticmethod
    def _middles(gutters: list[_Gutter]) -> list[float]:
        """The gutters that count; none where the tabs alone tell left from right."""
        chosen: list[_Gutter] = []
        for gutter in sorted(gutters, key=lambda g: (g.witnesses, g.right - g.left), reverse=True):
            least = 2 if len(chosen) == 1 else 1
            if not chosen or (gutter.witnesses >= least and all(gutter.right < o.left or gutter.left > o.right for o in chosen)):
                chosen.append(gutter)
        return sorted(gutter.middle for gutter in chosen)

    def _parts(self, at: int) -> list[Part | None]:
        """What of row ``at`` stands in each column."""
        row = self.rows[at]
        parts: list[Part | None] = [None] * self.number
        first = 0
        while first < len(row):
            column = self._column(row, first)
            stop = first + 1
            while stop < len(row) and self._column(row, stop) == column:
                stop += 1
            parts[column] = Part(at, first, stop)
            first = stop
        return parts

    def _column(self, row: Row, index: int) -> int:
        if len(row) == 1 and row[0].tabs and (self.once or not self.middles):
            return 1
        if not self.middles:
            return int(index > 0)
        return sum(middle <= row[index].x0 for middle in self.middles)

    def _piece(self, part: Part) -> Segment:
        return merged(self.rows[part.row][part.first : part.stop])

    def _is_grid(self, posts: bool) -> bool:
        """Cells that belong together row by row: three columns that are not signatures, or two with capitals in the heading at most."""
        if self.number > 2:
            return len(self.full) > 1 and not posts
        capitals = [any(capital(piece.text) for piece in row) for row in self.pieces if row]
        if len(self.full) < 3 + any(capitals) or any(capitals[1:]):
            return False
        return self.run.tabbed or _range([row[-1].x0 for row in self.full]) <= _NEAR * self.unit

    def _grid(self) -> Cells:
        """One row a printed line, unless the first column counts: then a row runs to the next number."""
        counted = sum(is_ordinal(self._piece(line[0]).text) for line in self.lines if line[0]) > 1
        rows: list[list[list[Part]]] = []
        for line in self.lines:
            if not any(line):
                continue
            if not (counted and rows and line[0] is None):
                rows.append([[] for _ in line])
            for cell, part in zip(rows[-1], line, strict=True):
                if part:
                    cell.append(part)
        return tuple(tuple(map(tuple, row)) for row in rows)

    def _is_centred(self) -> bool:
        """Lines of one column about one axis, of different lengths: no gap in a sentence does that."""
        near = _NEAR * self.unit
        starts = _range([row[-1].x0 for row in self.full])
        return len(self.full) > 1 and _range([row[-1].centre for row in self.full]) <= near < starts

    def _stands_alone(self) -> bool:
        wide = _LONE_GAP * self.unit
        return any(b.gap == STRONG and (b.tabs or b.x0 - a.x1 >= wide) for a, b in pairwise(self.rows[self.run.divided[0]]))

    def _tail(self) -> int:
        """Where the block really ends: the rest of the list on the left, the name under the post on the right."""
        right = [self._piece(part) for line in self.lines if (part := line[-1])]
        left = [self._piece(part) for line in self.lines if (part := line[0])]
        edge = max(_LONGEST_ITEM * self.unit, *(piece.x1 for piece in right)) if _has_list(left) else 0.0
        centre = (min(piece.x0 for piece in right) + max(piece.x1 for piece in right)) / 2
        axis = self._axis(left)
        blanks, stop = 0, self.run.last + 1
        for at in range(stop, min(len(self.rows), stop + _MOST_ROWS)):
            row = self.rows[at]
            if not row:
                blanks += 1
                continue
            line = merged(row)
            on_left = line.x1 <= edge and (is_item(line.text) or (not blanks and line.text[0].islower()))
            on_axis = axis is not None and not blanks and line.x1 < self.middles[0] and abs(line.centre - axis) <= _NEAR * self.unit
            if blanks > _MOST_BLANKS or not (on_left or on_axis or self._ends_right(line, centre)):
                break
            blanks, stop = 0, at + 1
        return stop

    def _axis(self, left: list[Segment]) -> float | None:
        """The centre that the lines of the left column share, if they are set about one; a body begins at a margin."""
        centres = [piece.centre for piece in left]
        if not self.middles or len(left) < 2 or _range(centres) > _NEAR * self.unit or _range([piece.x0 for piece in left]) < self.unit:
            return None
        return sum(centres) / len(centres)

    def _ends_right(self, line: Segment, centre: float) -> bool:
        if self.once:
            return line.tabs > 0 and is_post_or_name(line.text)
        if not self.middles:
            return line.tabs > 1
        return line.x0 >= self.middles[-1] and abs(line.centre - centre) <= _OFF_CENTRE * self.unit


def _is_heading(row: Row) -> bool:
    return all(segment.text.isupper() and len(segment.text) >= _HEADING for segment in row)


def _is_name(row: Row) -> bool:
    text = merged(row).text
    return not text.isupper() and is_post_or_name(text)


def _has_list(left: list[Segment]) -> bool:
    return any(is_item(piece.text) or leads_in(piece.text) for piece in left)


def _is_tabbed(row: Row) -> bool:
    return len(row) == 2 and row[1].gap == STRONG and row[1].tabs > 0


def _range(values: list[float]) -> float:
    return max(values) - min(values) if values else 0.0
