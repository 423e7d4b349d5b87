"""Tables with rulings: which cell each word stands in, and rows that a page break cuts in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..layout import Rectangle
from .page_lines import PrintedLine, Word, printed_lines

# Two columns and two rows have at least three rulings each way; fewer lines on a page are rules under a heading.
_LEAST_EDGES = 5
_SAME = 3.0


class Grid(NamedTuple):
    """Boxes of the cells of a table, row by row; None where a wider or a higher cell takes the place."""

    box: Rectangle
    rows: list[list[Rectangle | None]]


@dataclass
class RuledCell:
    """A cell: grid columns it spans, whether it continues the one above it, its lines."""

    span: int
    continued: bool
    lines: list[PrintedLine]


@dataclass
class RuledTable:
    """A table of a page; ``columns`` are the left edges of its grid."""

    box: Rectangle
    columns: tuple[float, ...]
    rows: list[list[RuledCell]]

    def take_on(self, following: RuledTable) -> bool:
        """Joins the table at the top of the next page when it is the rest of this one; its repeated heading is left out."""
        if len(self.columns) != len(following.columns):
            return False
        if any(abs(a - b) > _SAME for a, b in zip(self.columns, following.columns, strict=True)):
            return False
        rows = following.rows
        if len(rows) > 1 and _texts(rows[0]) == _texts(self.rows[0]):
            rows = rows[1:]
        if rows and not rows[0][0].lines and [c.span for c in rows[0]] == [c.span for c in self.rows[-1]]:
            for cell, rest in zip(self.rows[-1], rows[0], strict=True):
                cell.lines += rest.lines
            rows = rows[1:]
        self.rows += rows
        return True


def _texts(row: Sequence[RuledCell]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]


def grids(page: Any) -> list[Grid]:
    """The rulings of a pdfplumber page that enclose cells."""
    if len(page.lines) + len(page.rects) + len(page.curves) < _LEAST_EDGES and len(page.edges) < 2 * _LEAST_EDGES:
        return []
    return [Grid(found.bbox, [list(row.cells) for row in found.rows]) for found in page.find_tables()]


def ruled_tables(found: Sequence[Grid], words: Sequence[Word], number: int) -> tuple[list[RuledTable], list[Word]]:
    """The tables of page ``number``, top to bottom, and the words that stand in none of them.

    A frame round a mark, or round the page, is no table: two columns are the least.
    """
    tables, free = [], list(words)
    for grid in found:
        columns = tuple(sorted({cell[0] for row in grid.rows for cell in row if cell}))
        inside, outside = _split(free, grid.box)
        if len(columns) < 2 or not inside:
            continue
        tables.append(RuledTable(grid.box, columns, _rows(grid.rows, columns, inside, number)))
        free = outside
    return sorted(tables, key=lambda table: table.box[1]), free


def _split(words: Iterable[Word], box: Rectangle) -> tuple[list[Word], list[Word]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        (inside if box[0] <= x <= box[2] and box[1] <= y <= box[3] else outside).append(word)
    return inside, outside


def _rows(grid: Sequence[Sequence[Rectangle | None]], columns: Sequence[float], words: list[Word], number: int) -> list[list[RuledCell]]:
    rows: list[list[RuledCell]] = []
    for boxes in grid:
        cells = sorted((box for box in boxes if box), key=lambda box: box[0])
        row: list[RuledCell] = []
        edge = 0
        for box in cells:
            at = columns.index(box[0])
            row += [RuledCell(1, True, []) for _ in range(edge, at)]
            edge = at + max(sum(box[0] <= x < box[2] - _SAME for x in columns), 1)
            inside, words = _split(words, box)
            row.append(RuledCell(edge - at, False, printed_lines(inside, number)))
        row += [RuledCell(1, True, []) for _ in range(edge, len(columns))]
        rows.append(row)
    return rows
