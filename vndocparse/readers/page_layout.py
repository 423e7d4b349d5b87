"""The printed lines of pages set as a document: running heads apart, columns and tables cell by cell, alignment.

What the readers of pages share, whether a text layer or an OCR engine told the runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..layout import Alignment, DocumentBuilder, Region
from . import page_furniture as furniture
from .columns import Part, arrange
from .page_lines import PrintedLine, rejoined, segments
from .page_runs import Run
from .page_tables import RuledCell, RuledTable
from .segments import NONE, STRONG, Row

_UNIT = 0.5  # ems: the mean width of a character, which columns are measured in
_OVERLAP = 0.2
_BLANK_LINE = 1.6  # ems between two lines that mean a blank line
_USUAL_SIZE = 13.0
_CENTRED_FROM = 0.12  # of the width of the text; an indent is a twelfth
_AXIS = 0.04


class PageParts(NamedTuple):
    """What stands on a page: free lines and ruled tables, both from top to bottom; the height of the page in points."""

    lines: list[PrintedLine]
    tables: list[RuledTable]
    height: float


class _Plain(NamedTuple):
    line: PrintedLine
    align: Alignment


class _Columns(NamedTuple):
    """Columns of a page: rows of cells of lines."""

    layout: bool
    rows: list[list[list[PrintedLine]]]


_Item = _Plain | RuledTable | _Columns


def set_pages(builder: DocumentBuilder, pages: Sequence[PageParts]) -> None:
    """Sets the bodies of all pages, then notes, running heads and feet."""
    if spaced := sum(line.spaced for page in pages for line in page.lines):
        builder.diagnose("repaired-text", "info", f"{spaced} lines are set letter by letter, and were put together by their gaps")
    found = furniture.set_apart([page.lines for page in pages], [page.height for page in pages])
    items: list[_Item] = []
    for body, page in zip(found.pages, pages, strict=True):
        _add_page(items, body, page.tables)
    for item in _rejoined(items):
        _set_item(builder, item)
    extras: tuple[tuple[Region, list[PrintedLine]], ...] = (("footnote", found.notes), ("header", found.heads), ("footer", found.feet))
    for builder.region, outer in extras:
        for line in outer:
            set_line(builder, line)


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
        set_line(builder, item.line, item.align)
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
                set_line(builder, line)
            builder.close_cell()
        builder.close_row()
    builder.close_table()


def set_line(builder: DocumentBuilder, line: PrintedLine, align: Alignment = "") -> None:
    """Adds a printed line, with its words where an OCR engine told them."""
    builder.page = line.page
    at = builder.line(line.text, align=align, bold=line.bold, italic=line.italic, box=line.box)
    if line.runs[0].confidence is None:
        return
    for run in line.runs:
        at += not run.glued and run is not line.runs[0]
        builder.word(at, at + len(run.text), run.box, run.confidence)
        at += len(run.text)
