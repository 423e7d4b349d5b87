"""Web pages (.html, and .doc that is one; web archives): paragraphs, tables, list numbers, notes, as a browser shows them.

Scripts, style sheets, forms and what a style hides are left out; the menus of a portal are not told from its text. The
tree is walked once, without recursion: old pages nest hundreds of unclosed elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ..errors import LimitExceededError
from ..layout import Document
from . import html_source
from .flow import Block, Flow, Grid, GridCell, GridRow, Paragraph, Piece
from .html_styles import Look, Sheet, is_hidden, look_of
from .html_tags import BLOCKS, BULLETS, LISTS, NUMBERS, ROWS, SKIPPED
from .limits import DEFAULT_LIMITS, Limits
from .list_numbers import shown

_BLANKS = re.compile("[ \t\r\n\f]+")
_MOST_COLUMNS = 1000
_LONGEST_LABEL = 20
_LIST_LEVEL = re.compile(r"\blevel([1-9])\b")
_NOTE_MARK = re.compile(r"#?(?:_?(?:ftn|edn|sdfootnote|sdendnote)(?:ref)?\d+(?:anc|sym)?)", re.IGNORECASE)
_SMALL = re.compile(r"\b7(?:\.0)?pt\b")


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``.

    Raises :class:`DamagedFileError`, :class:`LimitExceededError` or, for a web archive without a page,
    :class:`UnsupportedFormatError`.
    """
    flow = Flow(limits)
    root, lost = html_source.page(data, limits)
    if lost:
        flow.diagnose("undecodable", "warning", f"{lost} bytes do not fit the encoding of the page and were replaced by U+FFFD")
    if root is not None:
        try:
            _Walk(flow).document(root)
        except RecursionError:
            raise LimitExceededError("tables are nested too deeply; open the page in a browser and save it as text") from None
    return flow.document("html")


@dataclass(slots=True)
class _Table:
    """A table that is being read: in which columns a cell still reaches down, and how far; its open cell."""

    grid: Grid = field(default_factory=Grid)
    cell: GridCell | None = None
    reaching: dict[int, tuple[int, int]] = field(default_factory=dict)
    column: int = 0


@dataclass(slots=True)
class _Numbers:
    """A list that is being read: whether its items are numbered, and the number of the next one."""

    ordered: bool
    next: int = 1


@dataclass(slots=True)
class _Open:
    """An element that is open: its tag, its look, and what else ends with it."""

    tag: str
    look: Look
    ends: str = ""


class _Walk:
    def __init__(self, flow: Flow) -> None:
        self._flow, self._limits = flow, flow.limits
        self._sheet = Sheet()
        self._open: list[_Open] = []
        self._stories: list[list[Block]] = [flow.body]
        self._tables: list[_Table] = []
        self._lists: list[_Numbers] = []
        self._label: tuple[str, int] | None = None
        self._outer: list[tuple[Paragraph | None, bool, bool, tuple[str, int] | None]] = []
        """What was open around a cell, a note or a box."""
        self._paragraph: Paragraph | None = None
        self._kept = False
        """Is the open paragraph one that shows even when it is empty (it has a break or a hard blank)?"""
        self._blank = True
        self._ignored: list[Piece] | None = None
        """The text of a number that Word wrote before a paragraph, while it is being read."""
        self._labels = 0

    def document(self, root: etree._Element) -> None:
        for style in root.iter("style"):
            self._sheet.add("".join(map(str, style.itertext())))
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = 0
        for event, element in walk:
            tag = element.tag.lower() if isinstance(element.tag, str) else ""
            if event == "end":
                if skipped:
                    skipped -= 1
                else:
                    self._close()
                if element.tail:
                    self._text(element.tail)
                continue
            properties = self._sheet.properties(element)
            if tag in SKIPPED or not tag or is_hidden(element, properties) or self._is_note_mark(tag, element):
                walk.skip_subtree()
                skipped = 1
                continue
            self._start(element, tag, properties)
            if element.text:
                self._text(element.text)
        self._end_paragraph()

    # Elements

    def _start(self, element: etree._Element, tag: str, properties: dict[str, str]) -> None:
        around = self._open[-1].look if self._open else Look()
        opened = _Open(tag, look_of(element, tag, properties, around))
        self._open.append(opened)
        opened.ends = self._story(element, tag, properties)
        if opened.ends:
            return
        if tag == "br":
            self._break()
        elif tag == "table":
            self._end_paragraph()
            self._tables.append(_Table())
            if len(self._tables) > self._limits.max_table_depth:
                raise LimitExceededError(
                    f"tables are nested more than {self._limits.max_table_depth} deep; raise max_table_depth if you trust the file"
                )
            self._lists.append(_Numbers(False))  # a list around the table does not number what is in it
            opened.ends = "table"
        elif tag in ROWS and self._tables and self._tables[-1].cell is None:
            if tag == "tr":
                self._row()
            else:
                self._cell(element)
                opened.ends = "cell"
        elif "mso-list" in properties and properties["mso-list"].lower() == "ignore":
            self._ignored, opened.ends = [], "label"
            self._labels += 1
        elif _SMALL.search(properties.get("font", "")) and not any(str(text).strip("\xa0 \t\r\n") for text in element.itertext()):
            opened.ends = "gap"
            self._ignored = [] if self._ignored is None else self._ignored
        elif tag in BLOCKS or tag in ROWS:
            self._block(element, tag, properties)

    def _close(self) -> None:
        opened = self._open.pop()
        if opened.ends == "table":
            self._end_paragraph()
            table = self._tables.pop()
            self._lists.pop()
            if table.grid.rows:
                self._continue(table, True)
                self._stories[-1].append(table.grid)
        elif opened.ends in ("cell", "note", "box", "header", "footer"):
            self._end_story(opened.ends)
        elif opened.ends == "label":
            self._end_label()
        elif opened.ends == "gap":
            self._gap()
        elif opened.tag in BLOCKS or opened.tag in ROWS:
            self._end_paragraph()
            if opened.tag in LISTS and self._lists:
                self._lists.pop()
            elif opened.tag == "li":
                self._label = None

    def _block(self, element: etree._Element, tag: str, properties: dict[str, str]) -> None:
        self._end_paragraph()
        if tag in LISTS:
            self._lists.append(_Numbers(tag == "ol", _number(element.get("start"), 1)))
        elif tag == "li" and self._lists:
            self._item(element)
        elif "mso-list" in properties:
            level = _LIST_LEVEL.search(properties["mso-list"])
            self._begin()
            if level and self._paragraph:
                self._paragraph.level = int(level[1]) - 1

    def _item(self, element: etree._Element) -> None:
        numbers = self._lists[-1]
        look = self._open[-1].look
        level = max(len(self._lists) - 1, 0)
        if look.list_type.lower() == "none":
            self._label = None
        elif numbers.ordered:
            value = _number(element.get("value"), numbers.next)
            style = NUMBERS.get(look.list_type) or NUMBERS.get(look.list_type.lower(), "decimal")
            self._label = f"{shown(value, style)}.", level
            numbers.next = value + 1
        else:
            self._label = BULLETS.get(look.list_type.lower(), "•"), level

    @staticmethod
    def _is_note_mark(tag: str, element: etree._Element) -> bool:
        """A link from the text to a note or back."""
        return tag == "a" and _NOTE_MARK.fullmatch(element.get("href") or "") is not None

    # Stories: cells, notes, boxes

    def _story(self, element: etree._Element, tag: str, properties: dict[str, str]) -> str:
        """Begins a story if the element is one; gives its kind."""
        kind = ""
        if tag == "div":
            title = (element.get("title") or "").lower()
            if title in ("header", "footer") and element.get("class") is None:  # so LibreOffice writes them
                kind = title
            elif properties.get("mso-element") in ("footnote", "endnote") or _NOTE_MARK.fullmatch(element.get("id") or ""):
                kind = "note"
        elif tag == "span" and self._paragraph is not None and ("float" in properties or properties.get("position") == "absolute"):
            kind = "box"
        if kind:
            if kind != "box":
                self._end_paragraph()
            self._begin_story()
        return kind

    def _begin_story(self) -> None:
        if len(self._outer) > self._limits.max_nesting + self._limits.max_table_depth:
            raise LimitExceededError(f"boxes are nested more than {self._limits.max_nesting} deep; raise max_nesting if you trust the file")
        self._outer.append((self._paragraph, self._kept, self._blank, self._label))
        self._paragraph, self._kept, self._blank, self._label = None, False, True, None
        self._stories.append([])

    def _end_story(self, kind: str) -> None:
        self._end_paragraph()
        blocks = self._stories.pop()
        self._paragraph, self._kept, self._blank, self._label = self._outer.pop()
        if kind == "note":
            self._flow.notes.append(blocks)
        elif kind in ("header", "footer"):
            (self._flow.headers if kind == "header" else self._flow.footers).append(blocks)
        elif kind == "box" and self._paragraph is not None:
            self._paragraph.anchor(blocks)
        elif kind == "cell":
            table = self._tables[-1]
            if table.cell is not None:
                table.cell.blocks, table.cell = blocks, None
        else:
            self._stories[-1].extend(blocks)

    def _row(self) -> None:
        self._end_paragraph()
        table = self._tables[-1]
        if table.grid.rows:
            self._continue(table, True)
        self._flow.count()
        table.grid.rows.append(GridRow())
        table.column = 0

    def _cell(self, element: etree._Element) -> None:
        self._end_paragraph()
        table = self._tables[-1]
        if not table.grid.rows:
            table.grid.rows.append(GridRow())
        self._continue(table, False)
        span = _number(element.get("colspan"), 1, 1)
        rows = _number(element.get("rowspan") if element.get("rowspan") != "0" else str(_MOST_COLUMNS), 1, 1)  # 0: down to the end
        if rows > 1:
            table.reaching[table.column] = rows - 1, span
        table.cell = GridCell([], span)
        table.grid.rows[-1].cells.append(table.cell)
        table.column += span
        if len(table.grid.rows[-1].cells) > _MOST_COLUMNS:
            raise LimitExceededError(f"a row of the page has more than {_MOST_COLUMNS} cells; save the page as text")
        self._begin_story()

    def _continue(self, table: _Table, to_the_end: bool) -> None:
        """Sets the cells that reach down from above into the open row: those next in it, or all to its end."""
        for at in sorted(table.reaching) if to_the_end else (table.column,):
            while at >= table.column and at in table.reaching:
                self._flow.count()
                cells = table.grid.rows[-1].cells
                rows, span = table.reaching.pop(at)
                if at > table.column:  # a row of fewer cells than the table has columns
                    cells.append(GridCell([], at - table.column))
                cells.append(GridCell([], span, True))
                table.column = at + span
                if rows > 1:
                    table.reaching[at] = rows - 1, span
                if not to_the_end:
                    at = table.column

    # Text

    def _begin(self) -> Paragraph:
        if self._paragraph is None:
            self._flow.count()
            self._paragraph, self._kept, self._blank = Paragraph(), False, True
            self._paragraph.align = self._open[-1].look.align if self._open else ""
            if self._label is not None:
                self._paragraph.label, self._paragraph.level = self._label
                self._label = None
        return self._paragraph

    def _text(self, text: str) -> None:
        look = self._open[-1].look if self._open else Look()
        if look.preserved:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = _BLANKS.sub(" ", text)
            if self._blank and self._ignored is None and text.startswith(" "):
                text = text[1:]
        if not text:
            return
        piece = Piece(text, look.font, look.bold, look.italic, look.capitals)
        if self._ignored is not None:
            self._ignored.append(piece)
            return
        paragraph = self._begin()
        self._blank = text.endswith(" ") and not look.preserved
        self._kept = self._kept or "\xa0" in text
        paragraph.pieces.append(piece)

    def _break(self) -> None:
        paragraph = self._begin()
        if paragraph.pieces and paragraph.pieces[-1].text.endswith(" "):
            paragraph.pieces[-1] = paragraph.pieces[-1]._replace(text=paragraph.pieces[-1].text.rstrip(" "))
        paragraph.pieces.append(Piece("\n"))
        self._kept = self._blank = True

    def _end_label(self) -> None:
        """A number that Word wrote before a paragraph, with blanks after it."""
        found, self._ignored = self._ignored or [], None
        self._labels -= 1
        text = "".join(piece.text for piece in found).strip("\xa0 ")
        paragraph = self._begin()
        if text and not paragraph.label:
            paragraph.label = text
            paragraph.label_font = next((piece.font for piece in found if piece.text.strip("\xa0 ")), None)
            paragraph.level = max(paragraph.level, 0)
        self._blank = True

    def _gap(self) -> None:
        """Small hard blanks: Word's space between a number that it wrote into the text and the words after it."""
        if self._labels:
            return
        self._ignored = None
        paragraph = self._paragraph
        if paragraph is None:
            return
        text = "".join(piece.text for piece in paragraph.pieces).strip("\xa0 ")
        if text and not paragraph.label and len(text) <= _LONGEST_LABEL and "\n" not in text:
            paragraph.label = text
            paragraph.label_font = paragraph.pieces[0].font
            paragraph.level = max(paragraph.level, 0)
            paragraph.pieces.clear()
        elif paragraph.pieces:
            self._text(" ")
        self._blank = True

    def _end_paragraph(self) -> None:
        paragraph, self._paragraph = self._paragraph, None
        self._blank = True
        if paragraph is None:
            return
        pieces = paragraph.pieces
        if pieces and pieces[-1].text.endswith("\n"):  # a break at the end of a block shows nothing
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text[:-1])
        elif pieces and pieces[-1].text.endswith(" "):
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip(" "))
        if not any(piece.text.strip("\xa0 \t") for piece in pieces):
            if not (self._kept or paragraph.before or paragraph.after or paragraph.label):
                return
            pieces.clear()
        if paragraph.label == "":
            paragraph.level = -1
        self._stories[-1].append(paragraph)


def _number(written: str | None, default: int, least: int = -(10**6)) -> int:
    try:
        value = int(written) if written and len(written) < 10 else default
    except ValueError:
        value = default
    return min(max(value, least), _MOST_COLUMNS if least > 0 else 10**6)
