"""Lines with provenance, the tables they stand in, and the one canonical text made of them.

A reader feeds a :class:`DocumentBuilder` in reading order; the builder normalises to NFC, sets the separators that the
contract names (a line break, a tab between cells of a row) and records where each line begins in the text. Nothing here
knows what a line means.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from .models import Diagnostic, Format, LegacyEncoding, Severity, Span
from .text import bare, fold, nfc

Region = Literal["body", "footnote", "header", "footer", "stamp"]
Alignment = Literal["", "left", "center", "right", "both"]
Rectangle = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the top left corner."""


class Cell(NamedTuple):
    """The place of a line in a table: indexes of table, row and grid column, all from 0.

    ``span`` counts grid columns; ``continued`` marks a cell that vertically continues the one above it (its own text is
    empty). ``Document.tables[table].rows[row]`` finds the neighbours.
    """

    table: int
    row: int
    column: int
    span: int = 1
    continued: bool = False


class Line(NamedTuple):
    """One line: a paragraph of a word processor file, or a printed line of a page or a plain text.

    ``text`` is NFC and begins with ``label`` and a blank where Word numbers the paragraph; ``start`` is its offset in
    ``Document.text``; ``level`` the list level from 0, or -1; ``soft`` says that the line continues the paragraph of the
    line before it (a manual line break).
    """

    text: str
    start: int
    label: str = ""
    level: int = -1
    cell: Cell | None = None
    align: Alignment = ""
    bold: bool = False
    italic: bool = False
    soft: bool = False
    region: Region = "body"
    page: int | None = None
    box: Rectangle | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class CellLines(NamedTuple):
    """A cell of a row: its place and its lines, ``first`` included and ``stop`` not."""

    cell: Cell
    first: int
    stop: int


class Table(NamedTuple):
    """A table. ``layout`` marks one that a reader made of two columns of plain text; ``parent`` the cell it stands in."""

    rows: tuple[tuple[CellLines, ...], ...]
    layout: bool = False
    parent: Cell | None = None


class Word(NamedTuple):
    """A word of a page: its stretch of the text, its rectangle, and how sure the OCR engine was (0 to 1)."""

    start: int
    end: int
    page: int
    box: Rectangle
    confidence: float | None = None


@dataclass(frozen=True)
class Document:
    """What a reader returns. ``wrapped``: the lines are printed lines, so a paragraph may run over several.

    ``signed``: the days on which the file says that it was signed digitally.
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    words: tuple[Word, ...] = ()
    format: Format = "txt"
    pages: int | None = None
    wrapped: bool = False
    ocr: bool = False
    legacy_encoding: LegacyEncoding | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    signed: tuple[datetime.date, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The text as patterns match it: see :func:`vndocparse.text.fold`; same length as ``text``."""
        return fold(self.text)

    @cached_property
    def bare(self) -> str:
        """The folded text as lower-case letters without diacritics: see :func:`vndocparse.text.bare`; same length."""
        return bare(self.folded)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words, as an OCR engine told them, that lie in a stretch or reach into it; none for other files."""
        first = bisect_right(self._word_starts, start)
        if first and self.words[first - 1].end > start:
            first -= 1
        return self.words[first : bisect_left(self._word_starts, end)]

    def line_at(self, offset: int) -> int:
        """Index of the line that holds ``offset`` (a separator belongs to the line before it)."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def span(self, start: int, end: int) -> Span:
        """The stretch without the white space at its ends, with its page."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if self.pages is None:
            return Span(start=start, end=end)
        return Span(start=start, end=end, page=self.lines[self.line_at(start)].page if self.lines else None)

    def relined(self, pieces: Sequence[Sequence[Line]]) -> Document:
        """The document with each line replaced by the ``pieces`` given for it; the text and the offsets stay."""
        places = list(accumulate(map(len, pieces), initial=0))

        def moved(cell: CellLines) -> CellLines:
            return CellLines(cell.cell, places[cell.first], places[cell.stop])

        tables = [table._replace(rows=tuple([tuple(map(moved, row)) for row in table.rows])) for table in self.tables]
        return replace(self, lines=tuple([line for parts in pieces for line in parts]), tables=tuple(tables))

    def cell_text(self, cell: CellLines) -> str:
        """The lines of one cell joined by line breaks."""
        return "\n".join(line.text for line in self.lines[cell.first : cell.stop])


class _OpenTable:
    """A table that is being read: its finished rows, the cells of the open row, where the open cell began."""

    __slots__ = ("cell", "column", "first", "index", "layout", "parent", "row", "rows")

    def __init__(self, index: int, layout: bool, parent: Cell | None) -> None:
        self.index, self.layout, self.parent = index, layout, parent
        self.rows: list[tuple[CellLines, ...]] = []
        self.row: list[CellLines] = []
        self.column = self.first = 0
        self.cell: Cell | None = None


class DocumentBuilder:
    """Collects lines in reading order and makes the canonical text of them, once."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._parts: list[str] = []
        self._length = 0
        self._tables: list[Table | None] = []
        self._open: list[_OpenTable] = []
        self._words: list[Word] = []
        self._diagnostics: list[Diagnostic] = []
        self._cell: Cell | None = None
        self._separator = ""
        self.region: Region = "body"
        self.page: int | None = None

    def line(
        self,
        text: str,
        *,
        label: str = "",
        level: int = -1,
        align: Alignment = "",
        bold: bool = False,
        italic: bool = False,
        soft: bool = False,
        box: Rectangle | None = None,
    ) -> int:
        """Adds a line and returns the offset of its first character. ``text`` must hold no line break."""
        if label:
            text = f"{label} {text}"
        text = nfc(text)
        separator = self._separator
        start = self._length + len(separator)
        self._lines.append(Line(text, start, label, level, self._cell, align, bold, italic, soft, self.region, self.page, box))
        self._parts.append(separator + text)
        self._length = start + len(text)
        self._separator = "\n"
        return start

    def open_table(self, *, layout: bool = False) -> None:
        """Begins a table, in the open cell if there is one."""
        self._open.append(_OpenTable(len(self._tables), layout, self._cell))
        self._tables.append(None)

    def open_row(self, skip: int = 0) -> None:
        """Begins a row whose first ``skip`` grid columns are missing."""
        table = self._open[-1]
        table.row = []
        table.column = skip

    def open_cell(self, span: int = 1, continued: bool = False) -> None:
        table = self._open[-1]
        table.cell = self._cell = Cell(table.index, len(table.rows), table.column, span, continued)
        table.column += span
        table.first = len(self._lines)
        if table.row:
            self._separator = "\t"

    def close_cell(self) -> None:
        """Ends a cell; an empty one gets one empty line, so that every cell has its place in the text."""
        table = self._open[-1]
        if len(self._lines) == table.first:
            self.line("")
        assert table.cell is not None
        table.row.append(CellLines(table.cell, table.first, len(self._lines)))
        self._cell = table.parent

    def close_row(self) -> None:
        table = self._open[-1]
        if table.row:
            table.rows.append(tuple(table.row))
        self._separator = "\n"

    def close_table(self) -> None:
        table = self._open.pop()
        self._tables[table.index] = Table(tuple(table.rows), table.layout, table.parent)
        self._cell = table.parent

    def word(self, start: int, end: int, box: Rectangle, confidence: float | None = None) -> None:
        """Records where a word of the line just added stands on the open page."""
        self._words.append(Word(start, end, self.page or 1, box, confidence))

    def diagnose(self, code: str, severity: Severity, message: str, span: Span | None = None) -> None:
        self._diagnostics.append(Diagnostic(code=code, severity=severity, message=message, span=span))

    def build(
        self,
        form: Format,
        *,
        pages: int | None = None,
        wrapped: bool = False,
        ocr: bool = False,
        legacy_encoding: LegacyEncoding | None = None,
        signed: Sequence[datetime.date] = (),
    ) -> Document:
        return Document(
            text="".join(self._parts),
            lines=tuple(self._lines),
            tables=tuple(table for table in self._tables if table is not None),
            words=tuple(self._words),
            format=form,
            pages=pages,
            wrapped=wrapped,
            ocr=ocr,
            legacy_encoding=legacy_encoding,
            diagnostics=tuple(self._diagnostics),
            signed=tuple(signed),
        )
