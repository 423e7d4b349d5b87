"""Rich Text Format (.rtf): text by code page and font, tables, list numbers as written, notes, headers, text boxes.

Of the libraries that read RTF in Python, striprtf gives bare text without fonts, tables' merges or notes, and those that
keep more (pyth, rtfparse) are not maintained or no readers; hence one of our own. The file is walked once, control word by
control word; a group that holds no text is passed over at once.
"""

from __future__ import annotations

import re

from ..errors import DamagedFileError, LimitExceededError
from ..layout import Document
from .flow import Block, Flow, Paragraph, Piece
from .limits import DEFAULT_LIMITS, Limits
from .rtf_fonts import Fonts
from .rtf_state import Format, Group, Shape, Story
from .rtf_words import ALIGNMENTS, CODE_PAGES, MARGINS, READ, SIGNS, SKIPPED
from .symbols import inserted
from .table_stream import CellForm, RowForm

_TOKEN = re.compile(
    rb"[^\\{}\r\n\0]+"  # text
    rb"|\\([a-zA-Z]{1,40})(-?\d{1,10})?[ ]?"  # control word
    rb"|((?:\\'[0-9a-fA-F]{2})+)"  # bytes
    rb"|\\(.)"  # control symbol
    rb"|[{}]|[\r\n\0]+|\\",
    re.DOTALL,
)
_BOUNDARY = re.compile(rb"[{}]|\\bin(\d{1,10})[ ]?|\\.", re.DOTALL)
_SYMBOL_FIELD = re.compile(rb"SYMBOL\s+(\d{1,5}|0x[0-9a-fA-F]{1,4})[^\\]*(?:\\+f\s*\"?([^\"\\}]{1,60}))?")
_HEX = re.compile(rb"\\'")
_MOST_COLUMNS = 1000


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``.

    Raises :class:`DamagedFileError` for what is no RTF and :class:`LimitExceededError`. A file that is cut short is read as
    far as it goes, with a diagnostic.
    """
    start = data[:4096].find(b"{\\rtf")
    if start < 0:
        raise DamagedFileError("this is no RTF file; get the file again or save it as .docx")
    return _Walk(data, limits).document(start)


class _Walk:
    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits
        self._flow = Flow(limits)
        self._fonts = Fonts()
        self._format, self._shape = Format(), Shape()
        self._fallback = 1
        """How many characters stand after a \\u for programs that do not know it."""
        self._pending = 0
        """How many of them are still to be passed over."""
        self._groups: list[Group] = []
        self._stories: list[Story] = [Story(limits)]
        self._label: list[Piece] | None = None
        self._first_only: list[tuple[str, list[Block]]] = []
        self._title_page = False
        self._endnotes: list[list[Block]] = []
        self._note_is_endnote = False
        self._starred = False
        self._row: tuple[int, list[CellForm]] = (0, [])
        self._merge = (False, False)
        self._end = len(data)

    def document(self, start: int) -> Document:
        flow = self._flow
        self._run(start)
        if self._groups:
            flow.diagnose("cut-short", "warning", "the file ends before its text does; get it again")
            while self._groups:
                self._close()
        body = self._stories[0]
        self._end_story(body)
        flow.body = body.stream.blocks()
        flow.notes += self._endnotes
        for region, story in self._first_only if self._title_page else ():
            (flow.headers if region == "header" else flow.footers).append(story)
        return flow.document("rtf")

    def _run(self, at: int) -> None:
        data, match = self._data, _TOKEN.match
        while at < self._end:
            token = match(data, at)
            if token is None:  # cannot be: every byte begins some token
                break
            at = token.end()
            first = data[token.start()]
            if first == 0x7B:
                self._open()
            elif first == 0x7D:
                self._close()
                if not self._groups:
                    break  # what follows the last brace belongs to no document
            elif first == 0x5C:
                at = self._control(token, at)
            elif first not in b"\r\n\0":
                self._text(token[0])

    # Groups

    def _open(self) -> None:
        self._pending = 0
        around = self._groups[-1].destination if self._groups else b""
        destination = around if around in _INHERITED else b""
        self._groups.append(Group(self._format, self._shape, self._fallback, destination, self._row))

    def _close(self) -> None:
        self._pending = 0
        self._starred = False
        if not self._groups:
            return
        group = self._groups.pop()
        if group.destination:
            self._leave(group)
        self._format, self._shape, self._fallback = group.format, group.shape, group.fallback

    def _enter(self, word: bytes) -> None:
        """Begins a destination in the group that is open."""
        if not self._groups:
            return
        self._groups[-1] = self._groups[-1]._replace(destination=word)
        if word in (b"listtext", b"pntext"):
            self._label = []
        elif word in (b"footnote", b"shptxt", b"dptxbxtext") or word in MARGINS:
            if len(self._stories) > self._limits.max_nesting:
                raise LimitExceededError(
                    f"text boxes are nested more than {self._limits.max_nesting} deep; raise max_nesting if you trust the file"
                )
            self._stories.append(Story(self._limits))
            self._format, self._shape = Format(self._fonts.default), Shape()
            self._note_is_endnote = False

    def _leave(self, group: Group) -> None:
        word = group.destination
        if word in (b"listtext", b"pntext"):
            self._end_label()
        elif word == b"nesttableprops":
            self._row = group.row
        elif word == b"fonttbl":
            self._fonts.end()
        elif word in (b"footnote", b"shptxt", b"dptxbxtext") or word in MARGINS:
            story = self._stories.pop()
            self._end_story(story)
            blocks = story.stream.blocks()
            if word == b"footnote":
                (self._endnotes if self._note_is_endnote else self._flow.notes).append(blocks)
                self._note_is_endnote = False
            elif word not in MARGINS:
                self._stories[-1].open.anchor(blocks)
            elif word.endswith(b"f"):
                self._first_only.append((MARGINS[word], blocks))
            else:
                (self._flow.headers if MARGINS[word] == "header" else self._flow.footers).append(blocks)

    def _skip(self, at: int) -> int:
        """Where the group that is open at ``at`` ends: at its closing brace."""
        depth = 0
        data = self._data
        while found := _BOUNDARY.search(data, at):
            at = found.end()
            sign = data[found.start()]
            if sign == 0x7B:
                depth += 1
            elif sign == 0x7D:
                if depth == 0:
                    return at - 1
                depth -= 1
            elif found[1]:
                at = min(at + int(found[1]), self._end)
        return self._end

    # Control words

    def _control(self, token: re.Match[bytes], at: int) -> int:
        word, number, coded, symbol = token.groups()
        if coded is not None:
            self._coded(coded)
            return at
        if word is None:
            word = symbol or b""
            if word == b"*":
                self._starred = True
                return at
            if word in b"\r\n" and word:
                word = b"par"
        if word == b"bin":
            return min(at + max(int(number or 0), 0), self._end)
        if self._pending:
            self._pending -= 1
            return at
        starred, self._starred = self._starred, False
        if word in SKIPPED or (starred and word not in READ):
            return self._skip(at)
        value = int(number) if number else None
        if self._groups and self._groups[-1].destination == b"fonttbl" and word not in (b"fonttbl", b"u"):
            self._fonts.word(word, value)
            return at
        if word == b"fldinst":
            return self._field(at)
        self._word(word, value)
        return at

    def _field(self, at: int) -> int:
        """Passes over the instruction of a field; one that inserts a symbol is read."""
        end = self._skip(at)
        found = _SYMBOL_FIELD.search(self._data, at, min(end, at + 400))
        if found:
            code = int(found[1], 16 if found[1].startswith(b"0x") else 10)
            font = (found[2] or b"Symbol").decode("cp1252", "replace").strip()
            self._add(inserted(code, font) if code < 0xD800 else "")
        return end

    def _word(self, word: bytes, value: int | None) -> None:
        if word in SIGNS:
            self._add(SIGNS[word])
        elif word == b"u":
            self._unicode(value or 0)
        elif word in _CHARACTERS:
            self._character(word, value)
        elif word in _PARAGRAPHS:
            self._paragraph(word, value)
        elif word in ALIGNMENTS:
            self._shape = self._shape._replace(align=ALIGNMENTS[word])
        elif word in _ROWS:
            self._table(word, value)
        elif word in READ or word in (b"fonttbl", b"upr"):
            self._enter(word)
            if word == b"fonttbl":
                self._fonts.begin()
        elif word in _SETTINGS:
            self._setting(word, value)

    def _setting(self, word: bytes, value: int | None) -> None:
        if word == b"titlepg":
            self._title_page = True
        elif word == b"ftnalt":
            self._note_is_endnote = True
        elif word == b"deff":
            self._fonts.default = value or 0
            self._format = self._format._replace(font=value or 0)
        else:
            self._fonts.code_page = f"cp{value or 1252}" if word == b"ansicpg" else CODE_PAGES[word]

    def _character(self, word: bytes, value: int | None) -> None:
        on = value != 0
        if word == b"plain":
            self._format = Format(self._fonts.default)
        elif word == b"f":
            self._format = self._format._replace(font=value or 0)
        elif word == b"uc":
            self._fallback = min(max(value or 0, 0), 1000)
        elif word == b"b":
            self._format = self._format._replace(bold=on)
        elif word == b"i":
            self._format = self._format._replace(italic=on)
        elif word == b"caps":
            self._format = self._format._replace(capitals=on)
        elif word == b"v":
            self._format = self._format._replace(hidden=on)
        else:
            self._format = self._format._replace(gone=on)

    def _paragraph(self, word: bytes, value: int | None) -> None:
        if word in (b"par", b"sect"):
            if word == b"par" or self._stories[-1].open.pieces:
                self._end_paragraph(self._shape.tables)
        elif word == b"pard":
            if self._label is None:
                self._shape = Shape()
        elif word == b"intbl":
            self._shape = self._shape._replace(in_table=True)
        elif word == b"itap":
            self._shape = self._shape._replace(depth=min(max(value or 0, 0), 1000), in_table=(value or 0) > 0)
        else:
            self._shape = self._shape._replace(level=min(max(value or 0, 0), 8))

    # Tables

    def _table(self, word: bytes, value: int | None) -> None:
        left, cells = self._row
        stream = self._stories[-1].stream
        if word == b"trowd":
            self._row, self._merge = (0, []), (False, False)
        elif word == b"trleft":
            self._row = (value or 0, cells)
        elif word == b"cellx":
            if len(cells) < _MOST_COLUMNS:
                cells.append(CellForm(value or 0, *self._merge))
            self._merge = (False, False)
        elif word == b"clvmrg":
            self._merge = (True, self._merge[1])
        elif word == b"clmrg":
            self._merge = (self._merge[0], True)
        elif word in (b"cell", b"nestcell"):
            depth = 1 if word == b"cell" else max(self._shape.tables, 2)
            self._end_paragraph(depth)
            stream.end_cell(depth)
        else:
            depth = 1 if word == b"row" else max(self._shape.tables, 2)
            if self._stories[-1].open.pieces:
                self._end_paragraph(depth)
            stream.end_row(depth, RowForm(left, tuple(cells)))

    # Text

    def _unicode(self, code: int) -> None:
        self._add(chr(code & 0xFFFF))
        self._pending = self._fallback

    def _coded(self, coded: bytes) -> None:
        raw = bytes.fromhex(_HEX.sub(b"", coded).decode("ascii"))
        if self._pending:
            passed = min(self._pending, len(raw))
            self._pending -= passed
            raw = raw[passed:]
        if raw:
            self._bytes(raw, False)

    def _text(self, raw: bytes) -> None:
        self._starred = False
        if self._pending:
            passed = min(self._pending, len(raw))
            self._pending -= passed
            raw = raw[passed:]
        if raw:
            self._bytes(raw, True)

    def _bytes(self, raw: bytes, plain: bool) -> None:
        destination = self._groups[-1].destination if self._groups else b""
        if destination == b"fonttbl":
            self._fonts.name(raw)
        else:
            self._add(self._fonts.decode(raw, self._format.font, plain))

    def _add(self, text: str) -> None:
        form = self._format
        if form.hidden or form.gone or not text or (self._groups and self._groups[-1].destination == b"upr"):
            return
        piece = Piece(text, self._fonts.font(form.font), form.bold, form.italic, form.capitals)
        target = self._stories[-1].open.pieces if self._label is None else self._label
        if target and target[-1][1:] == piece[1:] and len(target[-1].text) < 256:
            target[-1] = piece._replace(text=target[-1].text + text)
        else:
            target.append(piece)

    def _end_label(self) -> None:
        found, self._label = self._label or [], None
        paragraph = self._stories[-1].open
        paragraph.label = "".join(piece.text for piece in found).replace("\n", " ").strip()
        paragraph.label_font = next((piece.font for piece in found if not piece.text.isspace()), None)

    def _end_paragraph(self, tables: int) -> None:
        story = self._stories[-1]
        paragraph, story.open = story.open, Paragraph()
        paragraph.align = self._shape.align
        paragraph.level = self._shape.level if paragraph.label else -1
        self._flow.count()
        story.stream.paragraph(paragraph, tables)

    def _end_story(self, story: Story) -> None:
        """Takes in what stands after the last end of a paragraph."""
        paragraph = story.open
        if paragraph.pieces or paragraph.before or paragraph.after:
            paragraph.align = self._shape.align
            paragraph.level = self._shape.level if paragraph.label else -1
            self._flow.count()
            story.stream.paragraph(paragraph, self._shape.tables)
        story.open = Paragraph()


_SETTINGS = frozenset((b"titlepg", b"ftnalt", b"deff", b"ansicpg", *CODE_PAGES))
_INHERITED = frozenset((b"fonttbl", b"upr"))
_CHARACTERS = frozenset((b"plain", b"f", b"uc", b"b", b"i", b"caps", b"v", b"deleted"))
_PARAGRAPHS = frozenset((b"par", b"sect", b"pard", b"intbl", b"itap", b"ilvl"))
_ROWS = frozenset((b"trowd", b"trleft", b"cellx", b"clvmrg", b"clmrg", b"cell", b"nestcell", b"row", b"nestrow"))
