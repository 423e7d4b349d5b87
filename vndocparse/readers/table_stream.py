"""Tables that come as a stream: paragraphs that say how deep in tables they stand, marks that end cells and rows.

So do .rtf and .doc write them. A row says at its end where its cells have their edges; the grid of the table is made of
the edges of all its rows.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import LimitExceededError
from .flow import Block, Grid, GridCell, GridRow, Paragraph, pieces
from .limits import Limits

# Edges nearer than this are one, in twips (a twentieth of a point): half a millimetre, less than any column is wide.
_SAME_EDGE = 30
_MOST_COLUMNS = 1000


class CellForm(NamedTuple):
    """A cell as its row defines it: its right edge in twips, and how it is merged."""

    right: int
    continued: bool = False
    """It prolongs the cell above it."""
    joined: bool = False
    """It is merged into the cell before it."""


class RowForm(NamedTuple):
    """A row: its left edge in twips, its cells; none where nothing is known of them."""

    left: int = 0
    cells: tuple[CellForm, ...] = ()


@dataclass(slots=True)
class _OpenTable:
    rows: list[tuple[RowForm, list[list[Block]]]] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class TableStream:
    """Puts paragraphs into the cells of their tables; ``depth`` counts tables from 1, 0 is outside of any."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._body: list[Block] = []
        self._open: list[_OpenTable] = []

    def paragraph(self, paragraph: Paragraph, depth: int) -> None:
        self._at(depth).append(paragraph)

    def end_cell(self, depth: int) -> None:
        self._at(depth)
        table = self._open[-1]
        table.cells.append(table.blocks)
        table.blocks = []

    def end_row(self, depth: int, form: RowForm) -> None:
        self._at(depth)
        table = self._open[-1]
        if table.blocks:  # text after the last mark of a cell
            table.cells.append(table.blocks)
        if table.cells:
            table.rows.append((form, table.cells))
        table.cells, table.blocks = [], []

    def blocks(self) -> list[Block]:
        """All that came, tables closed."""
        self._at(0)
        return self._body

    def _at(self, depth: int) -> list[Block]:
        """The blocks at that depth; closes and opens tables to get there."""
        if depth > self._limits.max_table_depth:
            raise LimitExceededError(
                f"tables are nested more than {self._limits.max_table_depth} deep; raise max_table_depth if you trust the file"
            )
        while len(self._open) > depth:
            table = self._open.pop()
            if table.blocks or table.cells:
                table.rows.append((RowForm(), [*table.cells, *([table.blocks] if table.blocks else [])]))
            if table.rows:
                (self._open[-1].blocks if self._open else self._body).append(_grid(table.rows))
        while len(self._open) < depth:
            self._open.append(_OpenTable())
        return self._open[-1].blocks if self._open else self._body


def _grid(rows: list[tuple[RowForm, list[list[Block]]]]) -> Grid:
    edges = _edges([form for form, _ in rows])
    return Grid([_row(form, cells, edges) for form, cells in rows])


def _edges(forms: list[RowForm]) -> list[int]:
    """The left side of each grid column, and the right side of the last."""
    edges: list[int] = []
    for edge in sorted({edge for form in forms if form.cells for edge in (form.left, *(cell.right for cell in form.cells))}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _column(edges: list[int], at: int) -> int:
    return bisect_left(edges, at - _SAME_EDGE)


def _row(form: RowForm, cells: list[list[Block]], edges: list[int]) -> GridRow:
    """The cells of a row in the grid; those merged into the one before them add to its width."""
    row = GridRow()
    while len(cells) > len(form.cells) > 0 and not _has_text(cells[-1]):  # LibreOffice ends more cells than it defines
        cells.pop()
    if len(form.cells) < len(cells):
        row.cells = [GridCell(blocks) for blocks in cells]
        return row
    row.skip = min(_column(edges, form.left), _MOST_COLUMNS)
    left = row.skip
    for cell, blocks in zip(form.cells, cells, strict=False):
        right = _column(edges, cell.right)
        span = min(max(right - left, 0), _MOST_COLUMNS)
        left = max(right, left)
        if cell.joined and row.cells:
            row.cells[-1].span += span
            row.cells[-1].blocks += [block for block in blocks if isinstance(block, Grid) or block.pieces or block.before]
        else:
            # A cell that has words of its own is shown, whatever its row says.
            row.cells.append(GridCell(blocks, max(span, 1), cell.continued and not _has_text(blocks)))
    return row


def _has_text(blocks: list[Block]) -> bool:
    return any(piece.text.strip() for piece in pieces(blocks))
