"""OpenDocument texts (.odt, and flat ones in one XML file): paragraphs, list numbers, tables, frames, notes, headers, footers.

What a tracked change deleted is kept elsewhere in the file and never read.
"""

from __future__ import annotations

import re

from lxml.etree import _Element

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError
from ..layout import Document
from .flow import Block, Flow, Grid, GridCell, GridRow, Paragraph, Piece
from .limits import DEFAULT_LIMITS, Limits
from .list_counters import LEVELS, CountedList, Definition
from .odt_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Look, Styles
from .parts import Archive, PartError, parse

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BLANKS = re.compile("[ \t\r\n]+")
_MOST_COLUMNS = 1000
_MOST_BLANKS = 1000
_PARAGRAPHS = frozenset((f"{TEXT}p", f"{TEXT}h"))
_SKIPPED = frozenset(
    [f"{TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "note-citation")]
    + [f"{OFFICE}{name}" for name in ("forms", "annotation", "annotation-end", "event-listeners", "binary-data")]
    + [f"{TEXT}{name}" for name in ("alphabetical-index-auto-mark-file", "dde-connection-decls")]
)
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_ROW_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``.

    Raises :class:`DamagedFileError`, :class:`EncryptedFileError`, :class:`LimitExceededError` or
    :class:`UnsupportedFormatError`. A broken style part leaves a diagnostic.
    """
    flow = Flow(limits)
    try:
        content, styles = _flat(data, limits) if not data.startswith(b"PK") else _packed(data, limits, flow)
        body = next(content.iter(f"{OFFICE}text"), None)
        if body is None:
            raise UnsupportedFormatError("an OpenDocument file that is no text; save it as .docx or PDF")
        _Walk(flow, [content] if styles is None else [content, styles]).document(body)
        return flow.document("odt")
    except PartError as error:
        raise DamagedFileError(f"{error}; get the file again or open and save it in LibreOffice") from None
    except RecursionError:
        raise LimitExceededError("the document is nested too deeply to be read; open it in LibreOffice and save it again") from None


def _flat(data: bytes, limits: Limits) -> tuple[_Element, None]:
    if len(data) > limits.max_part_bytes:
        raise LimitExceededError(f"the file is larger than {limits.max_part_bytes:,} bytes; raise max_part_bytes if you trust it")
    return parse(data, "the file"), None


def _packed(data: bytes, limits: Limits, flow: Flow) -> tuple[_Element, _Element | None]:
    archive = Archive(data, limits, ".odt")
    try:
        if archive.has("META-INF/manifest.xml") and b"encryption-data" in archive.bytes("META-INF/manifest.xml"):
            raise EncryptedFileError("the document is protected by a password; open it in LibreOffice and save it without one")
        content = archive.xml("content.xml")
        try:
            return content, archive.xml("styles.xml")
        except PartError as error:
            flow.diagnose("part-unreadable", "warning", f"read without a part of the file: {error}")
            return content, None
    finally:
        archive.close()


class _List:
    """A list that is being read: its style, its counters, and how deep it is nested."""

    __slots__ = ("counted", "level", "style")

    def __init__(self, style: str | None, counted: CountedList, level: int) -> None:
        self.style, self.counted, self.level = style, counted, level


class _Walk:
    def __init__(self, flow: Flow, roots: list[_Element]) -> None:
        self._flow, self._limits = flow, flow.limits
        self._roots = roots
        self._styles = Styles(roots)
        self._nesting = 0
        self._table_depth = 0
        self._counted: dict[str, CountedList] = {}
        """Lists by their id, for those that continue one of them; by style for those that continue the last one."""
        self._last: dict[str | None, CountedList] = {}
        self._outline = self._new_list(None)
        self._endnotes: list[list[Block]] = []
        self._list: _List | None = None
        self._label: tuple[str, str | None, int] | None = None
        self._paragraph = Paragraph()
        self._blank = True
        """Whether white space that comes now is dropped: at the beginning, and after a blank."""

    def document(self, body: _Element) -> None:
        flow = self._flow
        flow.body = self._blocks(body)
        flow.notes += self._endnotes
        for page in (element for root in self._roots for element in root.iter(f"{STYLE}master-page")):
            for margin in page:
                name = str(margin.tag).removeprefix(STYLE)
                if margin.get(f"{STYLE}display") != "false" and name.startswith(("header", "footer")):
                    (flow.headers if name.startswith("header") else flow.footers).append(self._blocks(margin))
        if self._styles.unknown_formats:
            formats = ", ".join(sorted(self._styles.unknown_formats))
            flow.diagnose("list-format", "warning", f"list numbers of the format {formats} are given in figures")

    # Blocks

    def _enter(self) -> None:
        self._nesting += 1
        if self._nesting > self._limits.max_nesting:
            raise LimitExceededError(
                f"containers are nested more than {self._limits.max_nesting} deep; raise max_nesting if you trust the file"
            )

    def _blocks(self, container: _Element) -> list[Block]:
        """The blocks of a story of its own: the list around it does not number it."""
        self._enter()
        outer, self._list = self._list, None
        blocks: list[Block] = []
        self._into(container, blocks)
        self._list = outer
        self._nesting -= 1
        return blocks

    def _into(self, container: _Element, blocks: list[Block]) -> None:
        for element in container.iterchildren("*"):
            tag = element.tag
            if tag in _PARAGRAPHS:
                blocks.append(self._read_paragraph(element))
            elif tag == f"{TEXT}list":
                self._read_list(element, blocks)
            elif tag == f"{TABLE}table":
                blocks.append(self._read_table(element))
            elif tag in _SKIPPED or element.get(f"{TEXT}display") == "none":
                continue
            elif str(tag).startswith(DRAW):
                for box in self._boxes(element):
                    blocks += box
            elif len(element):  # a section, an index, a numbered paragraph: whatever wraps blocks
                self._enter()
                self._into(element, blocks)
                self._nesting -= 1

    # Lists

    def _new_list(self, style: str | None) -> CountedList:
        levels = self._styles.levels(style)
        return CountedList(Definition(levels), levels, {})

    def _counted_list(self, element: _Element, style: str | None) -> CountedList:
        """The counters of a list: its own, or those of the list that it continues."""
        continued = element.get(f"{TEXT}continue-list")
        found = self._counted.get(continued) if continued else None
        if found is None and element.get(f"{TEXT}continue-numbering") == "true":
            found = self._last.get(style)
        if found is None:
            found = self._new_list(style)
        elif found.levels is not self._styles.levels(style):
            found = CountedList(found.definition, self._styles.levels(style), {})
        return found

    def _read_list(self, element: _Element, blocks: list[Block]) -> None:
        self._enter()
        outer = self._list
        style = element.get(f"{TEXT}style-name")
        if outer is None:
            counted = self._counted_list(element, style)
        elif style is None or style == outer.style:
            style, counted = outer.style, outer.counted
        else:
            counted = CountedList(outer.counted.definition, self._styles.levels(style), {})
        self._list = _List(style, counted, outer.level + 1 if outer else 0)
        if outer is None:
            self._last[style] = counted
            self._counted[element.get(_XML_ID) or element.get(f"{TEXT}id") or ""] = counted
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            self._read_item(item, blocks)
        self._list = outer
        self._label = None
        self._nesting -= 1

    def _read_item(self, item: _Element, blocks: list[Block]) -> None:
        found = self._list
        assert found is not None
        self._label = None
        first = next(item.iterchildren("*"), None)
        if item.tag == f"{TEXT}list-item" and first is not None and first.tag != f"{TEXT}list":
            start = item.get(f"{TEXT}start-value")
            level = min(found.level, LEVELS - 1)
            if start and start.isascii() and start.isdecimal() and len(start) < 10:
                found.counted.definition.counts[level] = int(start) - 1
            label = found.counted.next(level, lambda: None)
            self._label = (label.text, label.font, label.level) if label else None
        self._into(item, blocks)

    # Tables

    def _read_table(self, element: _Element) -> Grid:
        self._table_depth += 1
        if self._table_depth > self._limits.max_table_depth:
            raise LimitExceededError(
                f"tables are nested more than {self._limits.max_table_depth} deep; raise max_table_depth if you trust the file"
            )
        grid = Grid()
        reaching: dict[int, tuple[int, int]] = {}  # column -> rows that a cell still reaches down, its columns
        for row in _rows(element):
            grid.rows.append(self._read_row(row, reaching))
        self._table_depth -= 1
        return grid

    def _read_row(self, row: _Element, reaching: dict[int, tuple[int, int]]) -> GridRow:
        found = GridRow()
        column = 0
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            self._flow.count()
            if column > _MOST_COLUMNS:
                break
            repeated = _count(cell.get(f"{TABLE}number-columns-repeated"))
            if cell.tag == f"{TABLE}covered-table-cell":
                for at in range(column, column + repeated):
                    rows, span = reaching.pop(at, (0, 0))
                    if rows:
                        found.cells.append(GridCell([], span, True))
                        if rows > 1:
                            reaching[at] = rows - 1, span
                column += repeated
                continue
            span = _count(cell.get(f"{TABLE}number-columns-spanned"))
            rows = _count(cell.get(f"{TABLE}number-rows-spanned"))
            reaching.pop(column, None)
            if rows > 1:
                reaching[column] = rows - 1, span
            blocks = self._blocks(cell)
            found.cells.append(GridCell(blocks, span))
            for _ in range(0 if blocks else repeated - 1):
                self._flow.count()
                found.cells.append(GridCell())
            # The columns that a cell covers follow as covered cells.
            column += repeated
        return found

    # Paragraphs

    def _read_paragraph(self, element: _Element) -> Paragraph:
        self._flow.count()
        outer, outer_blank = self._paragraph, self._blank
        paragraph = self._paragraph = Paragraph()
        self._blank = True
        look = self._styles.paragraph(element.get(f"{TEXT}style-name"))
        label, self._label = self._label, None
        if label is None and element.tag == f"{TEXT}h" and self._list is None:
            label = self._heading(element)
        paragraph.align = look.align
        if label is not None:
            paragraph.label, paragraph.label_font, paragraph.level = label
        self._inline(element, look)
        self._paragraph, self._blank = outer, outer_blank
        return paragraph

    def _heading(self, element: _Element) -> tuple[str, str | None, int] | None:
        if element.get(f"{TEXT}is-list-header") == "true":
            return None
        level = min(_count(element.get(f"{TEXT}outline-level")), LEVELS) - 1
        if element.get(f"{TEXT}restart-numbering") == "true":
            self._outline.definition.counts.pop(level, None)
        found = self._outline.next(level, lambda: None)
        return (found.text, found.font, found.level) if found and found.text else None

    def _inline(self, element: _Element, look: Look) -> None:
        self._enter()
        if element.text:
            self._add(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, child.tag, look)
            if child.tail:
                self._add(child.tail, look)
        self._nesting -= 1

    def _child(self, child: _Element, tag: str, look: Look) -> None:
        if tag == f"{TEXT}span":
            self._inline(child, self._styles.run(child.get(f"{TEXT}style-name")).over(look))
        elif tag in _SIGNS:
            self._sign(_SIGNS[tag], look)
        elif tag == f"{TEXT}s":
            self._sign(" " * min(_count(child.get(f"{TEXT}c")), _MOST_BLANKS), look)
        elif tag == f"{TEXT}note":
            self._note(child, look)
        elif tag in _SKIPPED:
            return
        elif tag.startswith(DRAW):
            if not look.hidden:
                for box in self._boxes(child):
                    self._paragraph.anchor(box)
        elif child.get(f"{TEXT}is-hidden") != "true" and child.get(f"{TEXT}display") != "none":
            self._inline(child, look)

    def _note(self, element: _Element, look: Look) -> None:
        if look.hidden:
            return
        endnote = element.get(f"{TEXT}note-class") == "endnote"
        for body in element.iterchildren(f"{TEXT}note-body"):
            label, self._label = self._label, None
            (self._endnotes if endnote else self._flow.notes).append(self._blocks(body))
            self._label = label

    def _boxes(self, element: _Element) -> list[list[Block]]:
        """The text boxes in a drawing; what a shape holds directly is one, too."""
        self._enter()
        found: list[list[Block]] = []
        if any(child.tag in _PARAGRAPHS or child.tag == f"{TEXT}list" for child in element):
            found.append(self._blocks(element))
        else:
            for child in element.iterchildren("*"):
                if str(child.tag).startswith(DRAW) and child.tag != f"{DRAW}object":
                    found += self._boxes(child)
        self._nesting -= 1
        return [box for box in found if box]

    def _add(self, text: str, look: Look) -> None:
        """Text with its white space as the format has it: one blank for any amount, none at the beginning."""
        text = _BLANKS.sub(" ", text)
        if self._blank and text.startswith(" "):
            text = text[1:]
        if not text:
            return
        self._blank = text.endswith(" ")
        self._piece(text, look)

    def _sign(self, sign: str, look: Look) -> None:
        self._blank = False
        self._piece(sign, look)

    def _piece(self, text: str, look: Look) -> None:
        if not look.hidden:
            self._paragraph.pieces.append(Piece(text, look.font, bool(look.bold), bool(look.italic), bool(look.capitals)))


def _rows(table: _Element) -> list[_Element]:
    """The rows of a table, whatever groups them."""
    found: list[_Element] = []
    stack = [table]
    while stack:
        element = stack.pop()
        if element.tag == f"{TABLE}table-row":
            found.append(element)
        elif element is table or element.tag in _ROW_GROUPS:
            stack.extend(reversed(element.findall("*")))
    return found


def _count(written: str | None) -> int:
    """A number of columns, rows or blanks."""
    return min(max(int(written), 1), _MOST_COLUMNS) if written and written.isascii() and written.isdecimal() and len(written) < 10 else 1
