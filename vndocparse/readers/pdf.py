"""Text of PDF files: lines, columns, ruled tables; every word with its place on its page.

A plain reader of the text layer through pdfplumber. A scan has none: that is said in a diagnostic, for OCR is another step.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError, VndocparseError
from ..layout import Alignment, Document, DocumentBuilder, Region
from ..models import Severity
from .columns import Part, arrange
from .limits import Limits
from .page_fonts import to_unicode
from .page_furniture import set_apart
from .page_lines import PrintedLine, Word, page_text, printed_lines, segments
from .page_tables import Grid, RuledCell, RuledTable, grids, ruled_tables
from .pdf_damage import faults
from .segments import NONE, STRONG, Row

_UNIT = 0.5  # ems: the mean width of a character, which columns are measured in
_OVERLAP = 0.2
_BLANK_LINE = 1.6  # ems between two lines that mean a blank line
_USUAL_SIZE = 13.0
_CENTRED_FROM = 0.12  # of the width of the text; an indent is a twelfth
_AXIS = 0.04
_MOST_UNMAPPED = 0.3


class _Page(NamedTuple):
    height: float
    words: list[Word]
    grids: list[Grid]
    turned: list[str]
    characters: int
    unmapped: int
    pictures: int


class _Plain(NamedTuple):
    line: PrintedLine
    align: Alignment


class _Columns(NamedTuple):
    """Columns of a page: rows of cells of lines."""

    layout: bool
    rows: list[list[list[PrintedLine]]]


_Item = _Plain | RuledTable | _Columns


def read(data: bytes, limits: Limits) -> Document:
    """The text layer of the PDF in ``data``.

    Raises :class:`EncryptedFileError` where a password is asked for, :class:`DamagedFileError` for a broken file, and
    :class:`LimitExceededError` for one with more than ``limits.max_pages`` pages.
    """
    if len(data) > limits.max_bytes:
        raise LimitExceededError(f"the PDF is larger than {limits.max_bytes:,} bytes; split it or raise max_bytes")
    builder = DocumentBuilder()
    pages = _pages(data, limits, builder)
    _report(builder, pages)
    words, legacy = to_unicode([page.words for page in pages])
    tables: list[list[RuledTable]] = []
    lines: list[list[PrintedLine]] = []
    for number, (page, on_page) in enumerate(zip(pages, words, strict=True), 1):
        ruled, free = ruled_tables(page.grids, on_page, number)
        tables.append(ruled)
        lines.append(printed_lines(free, number))
    found = set_apart(lines, [page.height for page in pages])
    items: list[_Item] = []
    for body, ruled in zip(found.pages, tables, strict=True):
        _add_page(items, body, ruled)
    for item in items:
        _set_item(builder, item)
    extras: tuple[tuple[Region, list[PrintedLine]], ...] = (("footnote", found.notes), ("header", found.heads), ("footer", found.feet))
    for builder.region, outer in extras:
        for line in outer:
            _set_line(builder, line)
    builder.region = "stamp"
    for builder.page, page in enumerate(pages, 1):
        for text in page.turned:
            builder.line(text)
    return builder.build("pdf", pages=len(pages), wrapped=True, legacy_encoding=legacy)


def _pages(data: bytes, limits: Limits, builder: DocumentBuilder) -> list[_Page]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    _hush()
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if len(file.pages) > limits.max_pages:
                raise LimitExceededError(f"the PDF has {len(file.pages):,} pages; split it or raise max_pages ({limits.max_pages:,})")
            if lost := faults(file, limits):
                builder.diagnose("damaged", "error", f"the PDF is damaged and text may be missing: {'; '.join(lost)}")
            pages = [_page(page) for page in file.pages]
    except VndocparseError:
        raise
    except Exception as error:  # pdfminer lets anything escape on damaged files, from its own errors to struct.error
        causes = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
            raise EncryptedFileError("the PDF is protected by a password; save a copy without one") from error
        raise DamagedFileError("the PDF is cut short or damaged; copy or download it again") from error
    if not pages:
        raise DamagedFileError("the PDF holds no page; copy or download it again")
    return pages


def _hush() -> None:
    """Keeps the warnings of pdfminer from the user's terminal, unless the user has set that logger's level."""
    logger = logging.getLogger("pdfminer")
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.CRITICAL)


def _page(page: Any) -> _Page:
    chars = page.chars
    text = page_text(chars, float(page.width), float(page.height))
    read = _Page(float(page.height), text.words, grids(page), text.turned, len(chars), text.unmapped, len(page.images))
    page.close()
    return read


def _report(builder: DocumentBuilder, pages: Sequence[_Page]) -> None:
    """Says what of the file is not in the text."""
    characters, unmapped = (sum(counts) for counts in zip(*((page.characters, page.unmapped) for page in pages), strict=True))
    empty = [number for number, page in enumerate(pages, 1) if not page.characters and page.pictures]
    if not characters:
        builder.diagnose("no-text-layer", "error", "the PDF has no text layer: it is a scan, or drawn outlines, and needs OCR")
    elif empty:
        numbers = ", ".join(map(str, empty[:20]))
        builder.diagnose("no-text-layer", "warning", f"pages without a text layer, which need OCR: {numbers}")
    if unmapped:
        severity: Severity = "error" if unmapped > _MOST_UNMAPPED * characters else "warning"
        builder.diagnose("undecodable", severity, f"{unmapped} characters of the PDF have no meaning in its fonts and became U+FFFD")


def _add_page(items: list[_Item], lines: Sequence[PrintedLine], tables: Sequence[RuledTable]) -> None:
    """Adds what stands on a page, top to bottom; a table that the page break cut is joined to its beginning."""
    unit = _UNIT * _usual_size(lines)
    left, right = min((line.box[0] for line in lines), default=0.0), max((line.box[2] for line in lines), default=0.0)
    rest = list(lines)
    for at, table in enumerate(tables):
        above = [line for line in rest if line.box[1] < table.box[1]]
        rest = rest[len(above) :]
        _add_lines(items, above, unit, (left, right))
        before = items[-1] if items else None
        if at or above or not isinstance(before, RuledTable) or not before.take_on(table):
            items.append(table)
    _add_lines(items, rest, unit, (left, right))


def _usual_size(lines: Sequence[PrintedLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.words)
    return max(sizes, key=lambda size: (sizes[size], size), default=_USUAL_SIZE)


def _add_lines(items: list[_Item], lines: Sequence[PrintedLine], unit: float, area: tuple[float, float]) -> None:
    rows, sources = _rows(lines, unit)
    at = 0
    for block in [*arrange(rows, unit), None]:
        items += _plain([line for row in sources[at : block.start if block else len(rows)] for line in row.lines], area)
        if block:
            items.append(_Columns(block.layout, [[[_line(sources, part) for part in cell] for cell in row] for row in block.cells]))
            at = block.stop


@dataclass
class _Source:
    """What a row was made of: its lines, and the words of each of its segments."""

    lines: list[PrintedLine]
    words: list[tuple[Word, ...]]


def _rows(lines: Sequence[PrintedLine], unit: float) -> tuple[list[Row], list[_Source]]:
    """The rows of a page for :func:`arrange`: lines side by side whose baselines differ a little are one row."""
    rows: list[Row] = []
    sources: list[_Source] = []
    bottom = 0.0
    for line in lines:
        parts = segments(line, unit)
        if rows and rows[-1] and _is_level(sources[-1].lines, line):
            together = [*zip(rows[-1], sources[-1].words, strict=True), *parts]
            together.sort(key=lambda part: part[0].x0)
            rows[-1] = [segment._replace(gap=(segment.gap or STRONG) if at else NONE) for at, (segment, _) in enumerate(together)]
            sources[-1] = _Source([*sources[-1].lines, line], [words for _, words in together])
        else:
            if rows and line.box[1] - bottom > _BLANK_LINE * line.size:
                rows.append(())
                sources.append(_Source([], []))
            rows.append([segment for segment, _ in parts])
            sources.append(_Source([line], [words for _, words in parts]))
        bottom = line.box[3]
    return rows, sources


def _is_level(lines: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Does ``line`` stand beside all of ``lines``, overlapping the last in height?"""
    x0, top, x1, bottom = line.box
    _, last_top, _, last_bottom = lines[-1].box
    if min(bottom, last_bottom) - max(top, last_top) < _OVERLAP * min(bottom - top, last_bottom - last_top):
        return False
    apart = line.size
    return all(other.box[2] + apart < x0 or x1 + apart < other.box[0] for other in lines)


def _line(sources: Sequence[_Source], part: Part) -> PrintedLine:
    source = sources[part.row]
    words = [word for stretch in source.words[part.first : part.stop] for word in stretch]
    return PrintedLine(tuple(words), source.lines[0].page)


def _plain(lines: Sequence[PrintedLine], area: tuple[float, float]) -> list[_Plain]:
    """Lines with their alignment; a bold line as wide as the text above a centred one belongs to the same heading."""
    found: list[_Plain] = []
    width = max(area[1] - area[0], 1.0)
    below = False
    for line in reversed(lines):
        before, after = line.box[0] - area[0], area[1] - line.box[2]
        bold = line.bold
        centred = abs(before - after) <= _AXIS * width and (before >= _CENTRED_FROM * width or (below and bold))
        found.append(_Plain(line, "center" if centred else ""))
        below = centred and bold
    return found[::-1]


def _set_item(builder: DocumentBuilder, item: _Item) -> None:
    if isinstance(item, _Plain):
        _set_line(builder, item.line, item.align)
        return
    builder.open_table(layout=isinstance(item, _Columns) and item.layout)
    for row in item.rows:
        builder.open_row()
        for cell in row:
            if isinstance(cell, RuledCell):
                builder.open_cell(cell.span, cell.continued)
            else:
                builder.open_cell()
            for line in cell.lines if isinstance(cell, RuledCell) else cell:
                _set_line(builder, line)
            builder.close_cell()
        builder.close_row()
    builder.close_table()


def _set_line(builder: DocumentBuilder, line: PrintedLine, align: Alignment = "") -> None:
    builder.page = line.page
    at = builder.line(line.text, align=align, bold=line.bold, italic=line.italic, box=line.box)
    for word in line.words:
        builder.word(at, at + len(word.text), word.box)
        at += len(word.text) + 1
