"""Text of PDF files: lines, columns, ruled tables; every line with its place on its page.

A reader of the text layer. Pdfium tells the runs of every page; pdfplumber is called for pages with rulings alone. A scan
has no text layer: that is said in a diagnostic, for OCR is another step.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import DamagedFileError, LimitExceededError
from ..layout import Alignment, Document, DocumentBuilder, Region
from . import page_furniture as furniture
from . import page_stamps, pdf_damage
from .columns import Part, arrange
from .limits import Limits
from .page_image import PageImage, Recogniser
from .page_letters import settled
from .page_lines import PrintedLine, printed_lines, rejoined, segments
from .page_runs import Run
from .page_stamps import Stamped
from .page_tables import Grid, RuledCell, RuledTable, grids, ruled_tables
from .pdf_file import PageContent, PdfFile
from .pdfium import LOCK
from .segments import NONE, STRONG, Row

# The catalogue that says so may be packed; a cover says no more than that one should open the files.
_COVER = 600
_READABLE = re.compile(r"\.(?:pdf|docx?|rtf|odt|tiff?)$", re.IGNORECASE)
_PORTFOLIO = re.compile(rb"/Collection\b")
_UNIT = 0.5  # ems: the mean width of a character, which columns are measured in
_OVERLAP = 0.2
_BLANK_LINE = 1.6  # ems between two lines that mean a blank line
_USUAL_SIZE = 13.0
_CENTRED_FROM = 0.12  # of the width of the text; an indent is a twelfth
_AXIS = 0.04
# A page number, a running head or a seal stands over the picture of a page; a text of so few letters is none.
_FEW_LETTERS = 60
_PICTURED = 0.4  # of the page
_WHOLLY_PICTURED = 0.9
_MOST_NUMBERS = 20
_OUTLINES = 150  # letters drawn as outlines; a page with a table has seldom as many lines


class _Plain(NamedTuple):
    line: PrintedLine
    align: Alignment


class _Columns(NamedTuple):
    """Columns of a page: rows of cells of lines."""

    layout: bool
    rows: list[list[list[PrintedLine]]]


_Item = _Plain | RuledTable | _Columns


def read(data: bytes, limits: Limits, recognise: Recogniser | None = None) -> Document:
    """The text of the PDF in ``data``: of its text layer, and of pages that have none where ``recognise`` reads pictures.

    Raises :class:`EncryptedFileError` where a password is asked for, :class:`DamagedFileError` for a broken file, and
    :class:`LimitExceededError` for one beyond ``limits`` (pages, characters and objects of a page, unpacked bytes).
    """
    if len(data) > limits.max_bytes:
        raise LimitExceededError(f"the PDF is larger than {limits.max_bytes:,} bytes; split it or raise max_bytes")
    builder = DocumentBuilder()
    pages, signed = _pages(data, limits, builder)
    letters, legacy = settled([page.text.runs for page in pages], builder)
    stamped = [
        page_stamps.set_apart(runs, page.signatures, number, page.text.height, page.drawn.pictured >= _PICTURED)
        for number, (page, runs) in enumerate(zip(pages, letters, strict=True), 1)
    ]
    scans = [number for number, (page, stamp) in enumerate(zip(pages, stamped, strict=True), 1) if _is_scan(page, stamp.runs)]
    free = [stamp.runs for stamp in stamped]
    if recognise and scans:
        for number in scans:
            free[number - 1] = list(recognise(PageImage(data, number, pages[number - 1].text.width, pages[number - 1].text.height, limits)))
    else:
        _report_scans(builder, scans, blank=not any(free), pages=len(pages))
    if read_before := [at for at, page in enumerate(pages, 1) if page.drawn.pictured >= _WHOLLY_PICTURED and at not in scans]:
        numbers = _numbered(read_before)
        builder.diagnose(
            "text-over-picture", "info", f"pages whose text lies over their picture, and may be another program's OCR: {numbers}"
        )
    ruled_pages = grids(data, {number: page for number, page in enumerate(pages, 1) if page.drawn.cells}, limits, builder)
    _set_pages(builder, pages, free, ruled_pages)
    _set_stamps(builder, pages, stamped)
    return builder.build("pdf", pages=len(pages), wrapped=True, ocr=bool(recognise and scans), legacy_encoding=legacy, signed=signed)


def _set_pages(
    builder: DocumentBuilder, pages: Sequence[PageContent], runs: Sequence[Sequence[Run]], grids_of: Mapping[int, Sequence[Grid]]
) -> None:
    """Sets the body of all pages, then notes, running heads and feet."""
    tables: list[list[RuledTable]] = []
    lines: list[list[PrintedLine]] = []
    for number, on_page in enumerate(runs, 1):
        ruled, free = ruled_tables(grids_of.get(number, ()), on_page, number)
        tables.append(ruled)
        lines.append(printed_lines(free, number))
    if spaced := sum(line.spaced for on_page in lines for line in on_page):
        builder.diagnose("repaired-text", "info", f"{spaced} lines are set letter by letter, and were put together by their gaps")
    found = furniture.set_apart(lines, [page.text.height for page in pages])
    items: list[_Item] = []
    for body, ruled in zip(found.pages, tables, strict=True):
        _add_page(items, body, ruled)
    for item in _rejoined(items):
        _set_item(builder, item)
    extras: tuple[tuple[Region, list[PrintedLine]], ...] = (("footnote", found.notes), ("header", found.heads), ("footer", found.feet))
    for builder.region, outer in extras:
        for line in outer:
            _set_line(builder, line)


def _set_stamps(builder: DocumentBuilder, pages: Sequence[PageContent], stamped: Sequence[Stamped]) -> None:
    builder.region = "stamp"
    for stamp in stamped:
        for line in [*stamp.incoming, *stamp.signed]:
            _set_line(builder, line)
    for builder.page, page in enumerate(pages, 1):
        for text in page.text.turned:
            builder.line(text)


def _is_scan(page: PageContent, runs: Sequence[Run]) -> bool:
    """Is the page a picture of text, or drawn outlines, with no more text over it than stamps and a page number?"""
    letters = sum(len(run.text) for run in runs)
    if letters >= _FEW_LETTERS:
        return False
    return page.drawn.pictured >= _PICTURED or (not letters and (page.drawn.pictured > 0 or page.drawn.paths >= _OUTLINES))


def _report_scans(builder: DocumentBuilder, scans: Sequence[int], blank: bool, pages: int) -> None:
    """Says which pages are not in the text."""
    if len(scans) == pages:
        builder.diagnose("no-text-layer", "error", "the PDF has no text layer: it is a scan, or drawn outlines, and needs OCR")
    elif scans:
        numbers = _numbered(scans)
        builder.diagnose("no-text-layer", "error" if blank else "warning", f"pages without a text layer, which need OCR: {numbers}")
    elif blank:
        builder.diagnose(
            "no-text-layer", "error", "the PDF has no text layer and no pictures: its pages are blank (if they are not, OCR is needed)"
        )


def _numbered(pages: Sequence[int]) -> str:
    more = f" and {len(pages) - _MOST_NUMBERS} more" if len(pages) > _MOST_NUMBERS else ""
    return ", ".join(map(str, pages[:_MOST_NUMBERS])) + more


def _pages(data: bytes, limits: Limits, builder: DocumentBuilder) -> tuple[list[PageContent], list[datetime.date]]:
    suspect = pdf_damage.suspect(data, limits)
    with LOCK:
        file = PdfFile(data, limits)
        try:
            pages = list(file.read())
            attached, signed = file.attachments(), file.signed()
        finally:
            file.close()
    if not pages:
        raise DamagedFileError("the PDF holds no page; copy or download it again")
    if attached:
        cover = sum(len(run.text) for page in pages for run in page.text.runs) < _COVER and any(map(_READABLE.search, attached))
        _report_attachments(builder, attached, cover or _PORTFOLIO.search(data) is not None)
    if (suspect or file.missing) and (lost := pdf_damage.faults(data, file.missing, file.pages, limits)):
        builder.diagnose("damaged", "error", f"the PDF is damaged and text may be missing: {'; '.join(lost)}")
    return pages, signed


def _report_attachments(builder: DocumentBuilder, names: Sequence[str], portfolio: bool) -> None:
    """Says that the PDF carries files, which are not read; in a portfolio they are what matters."""
    told = ", ".join(name for name in names if name)
    if portfolio:
        what = f"the PDF is a portfolio of {len(names)} files, of which only the cover was read; save them from it and parse each: {told}"
        builder.diagnose("portfolio", "error", what)
    else:
        builder.diagnose("attachments", "info", f"the PDF carries {len(names)} files that were not read: {told}")


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
        centred = abs(before - after) <= _AXIS * width and (before >= _CENTRED_FROM * width or (below and line.bold))
        found.append(_Plain(line, "center" if centred else ""))
        below = centred and line.bold
    return found[::-1]


def _rejoined(items: Sequence[_Item]) -> Iterator[_Item]:
    """The items, with codes and words that a line end breaks put together on their first line."""
    plain: list[_Plain] = []
    for item in items:
        if isinstance(item, _Plain):
            plain.append(item)
            continue
        yield from _whole(plain)
        plain = []
        for row in item.rows:
            for cell in row:
                lines = cell.lines if isinstance(cell, RuledCell) else cell
                lines[:] = rejoined(lines)
        yield item
    yield from _whole(plain)


def _whole(items: Sequence[_Plain]) -> list[_Plain]:
    alignments = {id(item.line.runs): item.align for item in items}
    return [_Plain(line, alignments[id(line.runs)]) for line in rejoined([item.line for item in items])]


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
