"""Tables with rulings: which cell each run stands in, and rows that a page break cuts in two."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..layout import DocumentBuilder, Rectangle
from .limits import Limits
from .page_lines import PrintedLine, printed_lines
from .page_runs import Run
from .pdf_file import PageContent

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


def grids(data: bytes, pages: Mapping[int, PageContent], limits: Limits, builder: DocumentBuilder) -> dict[int, list[Grid]]:
    """The rulings that enclose cells, of the ``pages`` (by number, from 1) of the PDF in ``data`` that draw any.

    Pdfplumber finds them, at the price of reading these pages once more; where it fails they are read without tables, which
    is said in a diagnostic.
    """
    if not pages:
        return {}
    import pdfplumber

    _hush()
    found: dict[int, list[Grid]] = {}
    chosen = [number for number, page in pages.items() if page.drawn.cells <= limits.max_page_cells][: limits.max_table_pages]
    failed = sorted(set(pages).difference(chosen))
    try:
        with pdfplumber.open(io.BytesIO(data), pages=chosen) as file:
            for page in file.pages:
                number = page.page_number
                try:
                    found[number] = _page_grids(page, pages[number])
                except Exception:  # pdfminer lets anything escape on damaged files, from its own errors to struct.error
                    failed.append(number)
                page.close()
    except Exception:
        failed = [number for number in pages if number not in found]
    if failed:
        numbers = ", ".join(map(str, sorted(failed)[:20]))
        builder.diagnose(
            "tables-not-read", "warning", f"the rulings of these pages were not read, and tables on them are in columns: {numbers}"
        )
    return found


def _hush() -> None:
    """Keeps the warnings of pdfminer from the user's terminal, unless the user has set that logger's level."""
    logger = logging.getLogger("pdfminer")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.CRITICAL)


def _page_grids(page: Any, content: PageContent) -> list[Grid]:
    if len(page.lines) + len(page.rects) + len(page.curves) < _LEAST_EDGES and len(page.edges) < 2 * _LEAST_EDGES:
        return []
    left, top, *_ = page.cropbox
    turns = (content.text.turn - content.turn) % 4
    size = float(page.cropbox[2] - left), float(page.cropbox[3] - top)

    def placed(box: Rectangle) -> Rectangle:
        x0, y0, x1, y1 = box
        return _turned((x0 - left, y0 - top, x1 - left, y1 - top), size, turns)

    return [
        Grid(placed(table.bbox), _in_rows([placed(cell) for row in table.rows for cell in row.cells if cell]))
        if turns
        else Grid(placed(table.bbox), [[placed(cell) if cell else None for cell in row.cells] for row in table.rows])
        for table in page.find_tables()
    ]


def _turned(box: Rectangle, size: tuple[float, float], turns: int) -> Rectangle:
    """A box on a page of ``size`` after so many quarter turns clockwise of the page."""
    x0, y0, x1, y1 = box
    width, height = size
    if turns == 1:
        return (height - y1, x0, height - y0, x1)
    if turns == 2:
        return (width - x1, height - y1, width - x0, height - y0)
    if turns == 3:
        return (y0, width - x1, y1, width - x0)
    return box


def _in_rows(cells: Sequence[Rectangle]) -> list[list[Rectangle | None]]:
    """The cells of a turned table by their upper edges."""
    rows: list[list[Rectangle | None]] = []
    last = None
    for cell in sorted(cells, key=lambda cell: (round(cell[1] / _SAME), cell[0])):
        if last is None or cell[1] - last > _SAME:
            rows.append([])
            last = cell[1]
        rows[-1].append(cell)
    return rows


def ruled_tables(found: Sequence[Grid], runs: Sequence[Run], number: int) -> tuple[list[RuledTable], list[Run]]:
    """The tables of page ``number``, top to bottom, and the runs that stand in none of them.

    A frame round a mark, or round the page, is no table: two columns are the least.
    """
    tables, free = [], list(runs)
    for grid in found:
        columns = tuple(sorted({cell[0] for row in grid.rows for cell in row if cell}))
        inside, outside = _split(free, grid.box)
        if len(columns) < 2 or not inside:
            continue
        tables.append(RuledTable(grid.box, columns, _rows(grid.rows, columns, inside, number)))
        free = outside
    return sorted(tables, key=lambda table: table.box[1]), free


def _split(runs: Iterable[Run], box: Rectangle) -> tuple[list[Run], list[Run]]:
    inside: list[Run] = []
    outside: list[Run] = []
    for run in runs:
        x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
        (inside if box[0] <= x <= box[2] and box[1] <= y <= box[3] else outside).append(run)
    return inside, outside


def _rows(grid: Sequence[Sequence[Rectangle | None]], columns: Sequence[float], runs: list[Run], number: int) -> list[list[RuledCell]]:
    rows: list[list[RuledCell]] = []
    for boxes in grid:
        cells = sorted((box for box in boxes if box), key=lambda box: box[0])
        row: list[RuledCell] = []
        edge = 0
        for box in cells:
            at = columns.index(box[0])
            row += [RuledCell(1, True, []) for _ in range(edge, at)]
            edge = at + max(sum(box[0] <= x < box[2] - _SAME for x in columns), 1)
            inside, runs = _split(runs, box)
            row.append(RuledCell(edge - at, False, printed_lines(inside, number)))
        row += [RuledCell(1, True, []) for _ in range(edge, len(columns))]
        rows.append(row)
    return rows
