"""Text of PDF files: lines, columns, ruled tables; every line with its place on its page.

A reader of the text layer. Pdfium tells the runs of every page; pdfplumber is called for pages with rulings alone. A scan
has no text layer: that is said in a diagnostic, for OCR is another step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import DamagedFileError, LimitExceededError
from ..layout import Alignment, Document, DocumentBuilder, Region
from ..models import Severity
from . import pdf_damage
from .columns import Part, arrange
from .limits import Limits
from .page_codes import decoded
from .page_fonts import to_unicode
from .page_furniture import set_apart
from .page_lines import PrintedLine, printed_lines, segments, undoubled
from .page_runs import Run
from .page_tables import RuledCell, RuledTable, grids, ruled_tables
from .pdf_file import PageContent, PdfFile
from .pdfium import LOCK
from .segments import NONE, STRONG, Row

_UNIT = 0.5  # ems: the mean width of a character, which columns are measured in
_OVERLAP = 0.2
_BLANK_LINE = 1.6  # ems between two lines that mean a blank line
_USUAL_SIZE = 13.0
_CENTRED_FROM = 0.12  # of the width of the text; an indent is a twelfth
_AXIS = 0.04
_MOST_UNMAPPED = 0.3


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
    found_runs, legacy = to_unicode(_meant(builder, pages))
    ruled_pages = grids(data, {number: page for number, page in enumerate(pages, 1) if page.drawn.ruled}, limits, builder)
    tables: list[list[RuledTable]] = []
    lines: list[list[PrintedLine]] = []
    for number, on_page in enumerate(found_runs, 1):
        ruled, free = ruled_tables(ruled_pages.get(number, ()), on_page, number)
        tables.append(ruled)
        lines.append(printed_lines(free, number))
    found = set_apart(lines, [page.text.height for page in pages])
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
        for text in page.text.turned:
            builder.line(text)
    return builder.build("pdf", pages=len(pages), wrapped=True, legacy_encoding=legacy)


def _pages(data: bytes, limits: Limits, builder: DocumentBuilder) -> list[PageContent]:
    suspect = pdf_damage.suspect(data, limits)
    with LOCK:
        file = PdfFile(data, limits)
        try:
            pages = list(file.read())
        finally:
            file.close()
    if not pages:
        raise DamagedFileError("the PDF holds no page; copy or download it again")
    if (suspect or file.missing) and (lost := pdf_damage.faults(data, file.missing, file.pages, limits)):
        builder.diagnose("damaged", "error", f"the PDF is damaged and text may be missing: {'; '.join(lost)}")
    return pages


def _report(builder: DocumentBuilder, pages: Sequence[PageContent]) -> None:
    """Says what of the file is not in the text."""
    characters = sum(page.characters for page in pages)
    empty = [number for number, page in enumerate(pages, 1) if not page.characters and page.drawn.pictured]
    if not characters:
        builder.diagnose("no-text-layer", "error", "the PDF has no text layer: it is a scan, or drawn outlines, and needs OCR")
    elif empty:
        numbers = ", ".join(map(str, empty[:20]))
        builder.diagnose("no-text-layer", "warning", f"pages without a text layer, which need OCR: {numbers}")


def _meant(builder: DocumentBuilder, pages: Sequence[PageContent]) -> list[list[Run]]:
    """The runs of the pages, with the codes of fonts that do not tell their meaning turned into letters."""
    runs, repaired, lost = decoded([undoubled(page.text.runs) for page in pages])
    if repaired:
        builder.diagnose(
            "repaired-text", "info", f"{repaired} characters stand in fonts that do not tell their meaning, and were told by their glyphs"
        )
    if lost:
        severity: Severity = "error" if lost > _MOST_UNMAPPED * sum(page.characters for page in pages) else "warning"
        builder.diagnose("undecodable", severity, f"{lost} characters of the PDF have no meaning in its fonts and became U+FFFD")
    return runs


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
        sizes[line.size] += len(line.text)
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
    """What a row was made of: its lines, and the runs of each of its segments."""

    lines: list[PrintedLine]
    runs: list[Sequence[Run]]


def _rows(lines: Sequence[PrintedLine], unit: float) -> tuple[list[Row], list[_Source]]:
    """The rows of a page for :func:`arrange`: lines side by side whose baselines differ a little are one row."""
    rows: list[Row] = []
    sources: list[_Source] = []
    bottom = 0.0
    for line in lines:
        parts = segments(line, unit)
        if rows and rows[-1] and _is_level(sources[-1].lines, line):
            together = [*zip(rows[-1], sources[-1].runs, strict=True), *parts]
            together.sort(key=lambda part: part[0].x0)
            rows[-1] = [segment._replace(gap=(segment.gap or STRONG) if at else NONE) for at, (segment, _) in enumerate(together)]
            sources[-1] = _Source([*sources[-1].lines, line], [runs for _, runs in together])
        else:
            if rows and line.box[1] - bottom > _BLANK_LINE * line.size:
                rows.append(())
                sources.append(_Source([], []))
            rows.append([segment for segment, _ in parts])
            sources.append(_Source([line], [runs for _, runs in parts]))
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
    runs = [run for stretch in source.runs[part.first : part.stop] for run in stretch]
    return PrintedLine(runs, source.lines[0].page)


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
    builder.line(line.text, align=align, bold=line.bold, italic=line.italic, box=line.box)
