"""Columns that a typist set with blanks and tabs in a word processor, where offices of later years use a table.

The text of such a file stays as it is, line by line; only the lines that the zones see are parted and set column by column,
as those of plain text are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..layout import Cell, CellLines, Document, Line, Table
from ..readers.columns import Arrangement, arrange
from ..readers.segments import Row as Segments
from ..readers.typed_lines import segments
from .dividing import part
from .lines import Frame

_WIDE = re.compile(r"\S(?:[ \u00a0]{4,}|[ \u00a0]*\t[ \t\u00a0]*)\S")
_FORMATS = frozenset({"docx", "doc", "rtf", "odt", "html"})
_RIGHT = frozenset({"title", "motto", "date", "authority"})  # what stands in the right column of a letterhead or a foot
_LEFT = frozenset({"copies", "archive", "number"})


def part_typed_columns(document: Document, frame: Frame) -> Document:
    """The document with the lines of such letterheads and feet parted; the same one where nothing was typed so."""
    if document.format not in _FORMATS or not any(_is_typed(line) for line in document.lines):
        return document
    bounds: list[list[tuple[int, int]]] = []
    rows: list[Segments] = []
    for line in document.lines:
        row, ends = segments(line.text, line.text.strip()) if line.cell is None and line.region == "body" else ((), [])
        rows.append(row)
        bounds.append(ends)
    blocks = [block for block in arrange(rows) if block.layout and _is_frame(document, block, bounds, frame)]
    return _arranged(document, blocks, bounds) if blocks else document


def _is_typed(line: Line) -> bool:
    return line.cell is None and len(line.text) < 240 and ("\t" in line.text or "    " in line.text) and _WIDE.search(line.text) is not None


def _is_frame(document: Document, block: Arrangement, bounds: list[list[tuple[int, int]]], frame: Frame) -> bool:
    """Does the block hold what letterheads and feet hold, each on its side?"""
    left, right = ({frame.row(line).kind for line in _lines(document, parts, bounds)} for parts in (block.cells[0][0], block.cells[0][-1]))
    return bool(right & _RIGHT) or (bool(left & _LEFT) and len(block.cells[0]) > 1)


def _lines(document: Document, parts: Sequence[tuple[int, int, int]], bounds: list[list[tuple[int, int]]]) -> list[Line]:
    found = []
    for row, first, stop in parts:
        line = document.lines[row]
        lead = len(line.text) - len(line.text.lstrip())
        found.append(part(line, lead + bounds[row][first][0], lead + bounds[row][stop - 1][1]))
    return found


def _arranged(document: Document, blocks: list[Arrangement], bounds: list[list[tuple[int, int]]]) -> Document:
    pieces: list[list[Line]] = [[line] for line in document.lines]
    columns: list[tuple[int, list[int]]] = []
    for number, block in enumerate(blocks, len(document.tables)):
        made: list[Line] = []
        sizes = []
        for column, parts in enumerate(block.cells[0]):
            lines = [line._replace(cell=Cell(number, 0, column)) for line in _lines(document, parts, bounds)]
            sizes.append(len(lines))
            made += lines
        pieces[block.start : block.stop] = [made, *([] for _ in range(block.start + 1, block.stop))]
        columns.append((block.start, sizes))
    relined = document.relined(pieces)
    tables = list(relined.tables)
    for number, (start, sizes) in enumerate(columns, len(tables)):
        first = sum(map(len, pieces[:start]))
        cells = []
        for column, size in enumerate(sizes):
            cells.append(CellLines(Cell(number, 0, column), first, first + size))
            first += size
        tables.append(Table((tuple(cells),), layout=True))
    return replace(relined, tables=tuple(tables))
