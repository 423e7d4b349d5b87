"""Tables that assign work: a column for the task, one for who leads it, often others for who helps and by when.

Columns may stand in any order; a cell merged downwards counts for every row that it spans; a table that goes on over a page
keeps its columns. One row is one task.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import CellLines, Document, Table
from ..models import AssigneeRole
from ..text import fold
from .assignees import Found, assignees_in
from .bodies import Lexicon, lexicon
from .words import Words, valued

_HEAD_ROWS = 3  # a table's head stands in its first rows; a title row and a two-row head are the deepest met
_HEAD_CELL = 90  # characters; longer cells are content
_NUMBER_HEADS = frozenset({"stt", "tt", "số tt", "số thứ tự", "s tt", "no"})
_ROLES: dict[str, AssigneeRole] = {"lead": "lead", "cooperating": "cooperating", "monitoring": "monitoring"}
_PARTS: dict[str, AssigneeRole] = {
    fold("chủ trì"): "lead",
    fold("phối hợp"): "cooperating",
    fold("theo dõi"): "monitoring",
    fold("giám sát"): "monitoring",
}
_PART_REMARK = re.compile(r"\s*\(\s*(" + "|".join(_PARTS) + r")\s*\)[\s.,]*$", re.IGNORECASE)
_CACHE_SIZE = 2000  # texts of cells that are kept read; the bodies of one office fit many times
_LONGEST_NAME = 18  # words that a cell piece may have and still be one name


class Columns(NamedTuple):
    """Grid columns of an assignment table by what they hold; ``rows`` are the rows of its head, ``width`` its columns."""

    content: int
    roles: tuple[tuple[int, AssigneeRole], ...]
    number: int | None
    time: int | None
    rows: int
    width: int


class AssignedRow(NamedTuple):
    """A row: its printed number and the cells that matter, as lines; ``cells`` are all that it prints itself, in order;
    ``more`` are content cells of rows that go on with it on the next page."""

    number: str
    content: CellLines
    roles: tuple[tuple[CellLines, AssigneeRole], ...]
    time: CellLines | None
    cells: tuple[CellLines, ...]
    more: tuple[CellLines, ...] = ()


def columns_of(document: Document, table: Table, grammars: Grammars) -> Columns | None:
    """The columns, or None for a table that assigns nothing."""
    kinds: dict[int, str] = {}
    for depth, row in enumerate(table.rows[:_HEAD_ROWS]):
        here = {cell.cell.column: kind for cell in row if (kind := _head_kind(document, cell, grammars))}
        if depth and kinds and len(here) < 2:
            break
        kinds.update(here)
        if "content" in kinds.values() and ({"lead", "cooperating"} & set(kinds.values())):
            below = table.rows[depth + 1] if depth + 1 < len(table.rows) else ()
            more = {cell.cell.column: kind for cell in below if (kind := _head_kind(document, cell, grammars))}
            two_rows = len(more) > 1 and sum(cell.cell.continued for cell in below) > 0
            if two_rows:
                kinds.update(more)
            return _columns(kinds, depth + 1 + two_rows, table)
    return None


def _columns(kinds: dict[int, str], rows: int, table: Table) -> Columns:
    roles: list[tuple[int, AssigneeRole]] = []
    for column, kind in sorted(kinds.items()):
        if kind in _ROLES:
            roles.append((column, _ROLES[kind]))
    first = {kind: column for column, kind in sorted(kinds.items(), reverse=True)}
    width = max(cell.cell.column + cell.cell.span for row in table.rows[: rows + 1] for cell in row)
    return Columns(first["content"], tuple(roles), first.get("number"), first.get("time"), rows, width)


def _kinds(grammars: Grammars) -> list[tuple[str, str]]:
    return list(valued(grammars.items("table-columns")).items())


def _head_kind(document: Document, cell: CellLines, grammars: Grammars) -> str:
    lines = document.lines
    length = lines[cell.stop - 1].end - lines[cell.first].start
    if not 0 < length <= _HEAD_CELL:
        return ""
    text = " ".join(document.folded[lines[cell.first].start : lines[cell.stop - 1].end].lower().split())
    if text.strip(" .") in _NUMBER_HEADS:
        return "number"
    table: list[tuple[str, str]] = grammars.derived(_kinds)
    return next((kind for phrase, kind in table if phrase in text), "")


def assigned_rows(document: Document, table: Table, columns: Columns, *, headless: bool = False) -> Iterator[AssignedRow]:
    """The rows that hold a task. ``headless``: the table goes on with one on the page before."""
    above: dict[int, CellLines] = {}
    pending: AssignedRow | None = None
    for row in table.rows[0 if headless else columns.rows :]:
        cells = {cell.cell.column: cell for cell in row}
        for column, cell in cells.items():
            if not cell.cell.continued:
                above[column] = cell
        read = _read(document, cells, above, columns)
        if read is None:
            continue
        if isinstance(read, AssignedRow):
            if pending is not None:
                yield pending
            pending = read
        elif pending is not None:
            pending = pending._replace(more=(*pending.more, read), cells=(*pending.cells, *_printed(row)))
    if pending is not None:
        yield pending


def first_row_goes_on(document: Document, table: Table, columns: Columns) -> CellLines | None:
    """The content cell of the first row where it only goes on with the last row of the page before."""
    if not table.rows:
        return None
    cells = {cell.cell.column: cell for cell in table.rows[0]}
    read = _read(document, cells, cells, columns)
    return read if isinstance(read, CellLines) else None


def _read(document: Document, cells: dict[int, CellLines], above: dict[int, CellLines], columns: Columns) -> AssignedRow | CellLines | None:
    """A task, the content cell of a row that goes on with the row before, or None for a head or group row."""
    content = _at(cells, columns.content)
    if content is None or content.cell.continued:
        return None
    text = _text(document, content)
    number = _at(cells, columns.number) if columns.number is not None else None
    number_text = _text(document, number) if number is not None else ""
    if not any(c.isalpha() for c in text) or number_text.lower() in _NUMBER_HEADS or content.cell.column > columns.content:
        return None
    here = content.cell.row
    roles = tuple((cell, role) for column, role in columns.roles if (cell := _at(above, column)) is not None and _text(document, cell))
    own = any(cell.cell.row == here for cell, _ in roles)
    time = _at(above, columns.time) if columns.time is not None else None
    timed = time is not None and time.cell.row == here and bool(_text(document, time))
    if not own and not timed:
        if columns.number is not None and not number_text and text[:1].islower():
            return content
        merged = any((cell := _at(cells, column)) is not None and cell.cell.continued for column, _ in columns.roles)
        if not merged or content.cell.span > 1:
            return None
    if content.cell.span > max(columns.width - 2, 1) and len(cells) < 3:
        return None
    return AssignedRow(number_text, content, roles, time, _printed(cells.values()))


def _printed(cells: Iterable[CellLines]) -> tuple[CellLines, ...]:
    return tuple([cell for cell in cells if not cell.cell.continued])


def _at(cells: dict[int, CellLines], column: int) -> CellLines | None:
    """The cell over a grid column."""
    if (cell := cells.get(column)) is not None:
        return cell
    return next((c for start, c in cells.items() if start < column < start + c.cell.span), None)


def _text(document: Document, cell: CellLines) -> str:
    start, end = bounds(document, cell)
    return document.text[start:end].strip()


def bounds(document: Document, cell: CellLines) -> tuple[int, int]:
    """Offsets of a cell's words."""
    lines = document.lines
    first = last = lines[cell.first]
    if cell.stop - cell.first > 1:
        last = lines[cell.stop - 1]
    return first.start, last.start + len(last.text)


def names_in_cell(document: Document, cell: CellLines, role: AssigneeRole, grammars: Grammars) -> list[Found]:
    """The names of a cell: split at semicolons and lines, and as a list of names; what is no known name stands as it is."""
    start, end = bounds(document, cell)
    return [Found(start + first, start + last, part) for first, last, part in _names(document, start, end, role, grammars)]


def _names(document: Document, start: int, end: int, role: AssigneeRole, grammars: Grammars) -> list[Found]:
    """The names of a stretch, with offsets from its start: one text is read once however many cells repeat it."""
    key = (document.folded[start:end], role, document.wrapped)
    cache: dict[tuple[str, AssigneeRole, bool], list[Found]] = grammars.derived(_cell_cache)
    known = cache.get(key)
    if known is not None:
        return known
    if len(cache) > _CACHE_SIZE:
        cache.clear()
    found: list[Found] = []
    for piece_start, piece_end in _cell_pieces(document, start, end):
        told, piece_end = _told_in_brackets(document.folded, piece_start, piece_end, role)
        words = Words(document.folded, piece_start, piece_end)
        if not words.count:
            continue
        names = lexicon(grammars).names_at(words, 0)
        if names is not None and names.stop == words.count:
            found += [Found(words.start(first), words.end(stop - 1), told) for first, stop in names.items]
            continue
        if listed := _listed(words, lexicon(grammars)):
            found += [Found(words.start(first), words.end(stop - 1), told) for first, stop in listed]
        elif named := assignees_in(words, grammars):
            found += [item if item.role == "cooperating" else item._replace(role=told) for item in named]
        elif words.count <= _LONGEST_NAME and any(c.isalpha() for c in words.low[0]):
            found.append(Found(words.start(0), piece_end, told))
    cache[key] = [Found(item.start - start, item.end - start, item.role) for item in found]
    return cache[key]


def _told_in_brackets(folded: str, start: int, end: int, role: AssigneeRole) -> tuple[AssigneeRole, int]:
    """The part that a remark behind the names tells (``Công an xã (chủ trì)``), and where the names end."""
    match = _PART_REMARK.search(folded[:end], start)
    if match is None:
        return role, end
    return _PARTS[match[1].lower()], match.start()


def _listed(words: Words, names: Lexicon) -> list[tuple[int, int]]:
    """The names of a list whose entries all begin as names do, one of them a head alone (``Phòng Đào tạo, Thư viện``)."""
    commas = [at for at in range(1, words.count) if words.gaps[at].strip() == ","]
    found = list(pairwise([0, *commas, words.count]))
    if not commas or any(words.gaps[at].strip() not in ("", ",", "-") for at in range(1, words.count)):
        return []
    for first, stop in found:
        head = names.capital_heads.match(words, first)
        if names.name_end(words, first) != stop and (head is None or head[0] != stop or not words.capital(first)):
            return []
    return found


def _cell_cache(_: Grammars) -> dict[tuple[str, AssigneeRole, bool], list[Found]]:
    return {}


def _cell_pieces(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces between semicolons, and between lines where lines are paragraphs; bullets and end marks stay out."""
    text = document.text
    marks = ";" if document.wrapped else ";\n"
    at = start
    for index in range(start, end + 1):
        if index == end or text[index] in marks:
            first, last = at, index
            while first < last and text[first] in " \t\n-+•*.,":
                first += 1
            while last > first and text[last - 1] in " \t\n.,;":
                last -= 1
            if last > first:
                yield first, last
            at = index + 1
