"""Word 97-2003 files (.doc): text by run and font, tables, automatic list numbers, fields, notes, headers, text boxes.

No kept library gives what is needed: office-oxide (0.1) knows neither fonts nor the cells of most tables, antiword is a
program under the GPL, textract and kin call it. Hence a reader of our own over olefile. Of Word 6 and 95 files the automatic
list numbers are not read, which a diagnostic says.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import TypeVar

from ..errors import DamagedFileError, LimitExceededError
from ..layout import Document
from . import doc_file
from .doc_anchors import Anchors
from .doc_file import DAMAGED, WordFile
from .doc_lists import Lists
from .doc_old import upgraded
from .doc_pages import fonts
from .doc_properties import Character, ParagraphFormat, Properties, modifiers
from .flow import OPTIONAL_HYPHEN, Block, Flow, Paragraph, Piece
from .limits import DEFAULT_LIMITS, Limits
from .symbols import inserted
from .table_stream import TableStream

_MARKS = re.compile("[\r\x07\x0c]")
_SIGNS = re.compile("([\x00-\x08\x0b-\x1f])")
_SYMBOL_FIELD = re.compile(r'\s*SYMBOL\s+(\d{1,5})(?:.*?\\f\s*"?([^"\\]{1,60}))?', re.IGNORECASE | re.DOTALL)
_TITLE_PAGE = 0x300A
_BREAKS = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "\u2011", "\x1f": OPTIONAL_HYPHEN}
_LONGEST_INSTRUCTION = 200
# Of each section: headers of even, odd and first pages, and footers; in that order in the file.
_MARGIN_KINDS = ("header", "header", "footer", "footer", "first header", "first footer")
_T = TypeVar("_T")


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``.

    Raises :class:`DamagedFileError`, :class:`EncryptedFileError`, :class:`LimitExceededError` or, for another office file
    that is no Word document, :class:`UnsupportedFormatError`. Broken secondary parts (lists, notes, text boxes) leave a diagnostic.
    """
    try:
        file = WordFile(data, limits)
        return _Walk(file, limits).document()
    except (struct.error, IndexError, ValueError, OverflowError, UnicodeError) as error:
        raise DamagedFileError(DAMAGED) from error
    except RecursionError:
        raise LimitExceededError("the document is nested too deeply to be read; open it in Word and save it again") from None


class _Walk:
    def __init__(self, file: WordFile, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._flow = Flow(limits)
        self._properties = Properties(file)
        self._fonts: list[str] = self._part("the font table", lambda: fonts(file), list[str]())
        self._lists = self._part("the lists", lambda: Lists(file, self._fonts), None)
        sizes = file.stories
        first_box = sum(sizes[:6])
        self._anchors = self._part("the text boxes", lambda: Anchors(file, first_box), None)
        self._marks: dict[int, tuple[bool, int, int]] = {}
        """Where a note is referred to: whether it is an endnote, and its stretch of text."""
        self._part("the footnotes", lambda: self._notes(doc_file.NOTE_MARKS, doc_file.NOTES, sizes.body, False), None)
        self._part("the endnotes", lambda: self._notes(doc_file.ENDNOTE_MARKS, doc_file.ENDNOTES, sum(sizes[:5]), True), None)
        self._found: list[tuple[bool, int, int]] = []
        self._section_ends: set[int] = set()
        self._titled: list[bool] = []
        self._part("the sections", self._sections, None)
        self._nesting = 0
        self._numbers_missed = False

    def document(self) -> Document:
        file, flow = self._file, self._flow
        sizes = file.stories
        if not file.text:
            raise DamagedFileError(DAMAGED)
        flow.body = self._story(0, min(sizes.body, len(file.text)))
        for start, end in self._anchors.rest() if self._anchors else ():
            flow.body += self._box(start, end)
        for endnote in (False, True):
            for found in dict.fromkeys(self._found):
                if found[0] == endnote:
                    flow.notes.append(self._story(found[1], found[2]))
        self._part("the headers", lambda: self._margins(sizes.body + sizes.notes, sizes.margins), None)
        if self._lists and self._lists.unknown_formats:
            formats = ", ".join(sorted(self._lists.unknown_formats))
            flow.diagnose("list-format", "warning", f"list numbers of the format {formats} are given in figures")
        if self._numbers_missed:
            flow.diagnose(
                "old-word", "warning", "a Word 6/95 file: its automatic list numbers are not read; install LibreOffice to read them"
            )
        if len(file.text) < sizes.body:
            flow.diagnose("cut-short", "warning", "the file ends before its text does; get it again")
        return flow.document("doc")

    def _part(self, what: str, make: Callable[[], _T], default: _T) -> _T:
        """A part that the document can do without if it is broken."""
        try:
            return make()
        except (struct.error, IndexError, ValueError, OverflowError):
            self._flow.diagnose("part-unreadable", "warning", f"read without a part of the file: {what}")
            return default

    # Where the stories are

    def _notes(self, marks: int, texts: int, first: int, endnote: bool) -> None:
        content, bounds = self._file.part(marks), _positions(self._file.part(texts))
        count = (len(content) - 4) // 6
        for number, mark in enumerate(_positions(content[: 4 * max(count, 0)])):
            if number + 1 < len(bounds):
                self._marks[mark] = (endnote, first + bounds[number], first + bounds[number + 1])

    def _sections(self) -> None:
        content = self._file.part(doc_file.SECTIONS)
        count = (len(content) - 4) // 16
        self._section_ends = set(_positions(content[: 4 * (count + 1)])[1:]) if count > 0 else set()
        for number in range(max(count, 0)):
            at = struct.unpack_from("<2xI", content, 4 * (count + 1) + 12 * number)[0]
            size = struct.unpack_from("<H", self._file.main, at)[0] if at + 2 <= len(self._file.main) else 0
            group = self._file.main[at + 2 : at + 2 + size]
            group = upgraded(group) if self._file.old else group
            self._titled.append(any(code == _TITLE_PAGE and operand[0] for code, operand in modifiers(group)))

    def _margins(self, first: int, size: int) -> None:
        bounds = _positions(self._file.part(doc_file.MARGINS))
        for number in range(6, len(bounds) - 2):
            start, end = bounds[number], bounds[number + 1]
            section, kind = divmod(number - 6, 6)
            if not start < end <= size:
                continue
            if kind >= 4 and not (section < len(self._titled) and self._titled[section]):
                continue
            stories = self._flow.headers if "header" in _MARGIN_KINDS[kind] else self._flow.footers
            stories.append(self._story(first + start, first + end))

    # Stories

    def _box(self, start: int, end: int) -> list[Block]:
        self._nesting += 1
        if self._nesting > self._limits.max_nesting:
            raise LimitExceededError(
                f"text boxes are nested more than {self._limits.max_nesting} deep; raise max_nesting if you trust the file"
            )
        blocks = self._story(start, end)
        self._nesting -= 1
        # Every box ends with an empty paragraph of its own.
        if blocks and isinstance(blocks[-1], Paragraph) and not blocks[-1].pieces:
            blocks.pop()
        return blocks

    def _story(self, start: int, end: int) -> list[Block]:
        return _Story(self._file, self._properties, self._limits, self).read(start, min(end, len(self._file.text)))

    # What a story asks for

    def count(self) -> None:
        self._flow.count()

    def ends_section(self, position: int) -> bool:
        return position + 1 in self._section_ends

    def font(self, number: int | None) -> str | None:
        number = self._properties.default_font if number is None else number
        return self._fonts[number] if number is not None and number < len(self._fonts) else None

    def label(self, form: ParagraphFormat, vietnamese: bool) -> tuple[str, str | None, int]:
        self._numbers_missed = self._numbers_missed or form.numbered
        found = self._lists.next(form.list, form.level, vietnamese) if self._lists and form.list else None
        return (found.text, found.font, found.level) if found else ("", None, -1)

    def note(self, position: int) -> None:
        if position in self._marks:
            self._found.append(self._marks[position])

    def boxes(self, position: int) -> list[list[Block]]:
        return [self._box(start, end) for start, end in self._anchors.at(position)] if self._anchors else []


class _Story:
    """Reads one story; fields may run over several of its paragraphs."""

    def __init__(self, file: WordFile, properties: Properties, limits: Limits, walk: _Walk) -> None:
        self._file, self._properties, self._walk = file, properties, walk
        self._stream = TableStream(limits)
        self._open = Paragraph()
        self._fields: list[bool] = []
        """For each open field, whether it is at its instruction, which nobody sees."""
        self._instructions = 0
        self._instruction = ""
        self._broken = False

    def read(self, start: int, end: int) -> list[Block]:
        text = self._file.text
        self._broken = not _paired(text, start, end)
        at = start
        for mark in _MARKS.finditer(text, start, end):
            position = mark.start()
            if mark[0] == "\x0c" and not self._walk.ends_section(position):
                continue  # a page break within a paragraph
            self._paragraph(at, position, mark[0])
            at = position + 1
        if at < end:
            self._paragraph(at, end, "")
        if self._open.pieces or self._open.before or self._open.after:
            self._stream.paragraph(self._open, 0)
        return self._stream.blocks()

    def _paragraph(self, start: int, mark: int, sign: str) -> None:
        properties = self._properties
        form = properties.paragraph(min(mark, len(self._file.text) - 1))
        own = next(properties.runs(mark, mark + 1, form.style))[2] if sign else Character()
        tables = form.tables
        ends_row = form.ends_row or form.inner_row
        if ends_row and tables:
            self._stream.end_row(tables, form.row)
            return
        for first, last, character in properties.runs(start, mark, form.style):
            self._run(first, last, character)
        if self._broken:
            self._fields.clear()
            self._instructions = 0
        paragraph = self._open
        ends_cell = bool(tables) and (sign == "\x07" or form.inner_cell)
        if own.gone and sign == "\r" and not ends_cell:
            return  # its end was deleted: it goes on in the next one
        self._open = Paragraph()
        empty = not (paragraph.pieces or paragraph.before or paragraph.after)
        if not (own.hidden and empty and not ends_cell) and not (sign == "\x0c" and empty):
            self._walk.count()
            paragraph.align = form.align
            paragraph.label, paragraph.label_font, paragraph.level = self._walk.label(form, own.vietnamese)
            self._stream.paragraph(paragraph, tables)
        if ends_cell:
            self._stream.end_cell(tables)

    def _run(self, start: int, end: int, character: Character) -> None:
        text = self._file.text[start:end]
        if character.symbol is not None and character.special:
            font, place = character.symbol
            self._add(inserted(place, self._walk.font(font)) * len(text), character)
            return
        if _SIGNS.search(text) is None:
            self._add(text, character)
            return
        for number, part in enumerate(_SIGNS.split(text)):
            if number % 2 == 0:
                self._add(part, character)
            else:
                self._sign(part, start, character)
            start += len(part)

    def _add(self, text: str, character: Character) -> None:
        if self._instructions:
            if len(self._instruction) < _LONGEST_INSTRUCTION:
                self._instruction += text
            return
        if not text or character.hidden or character.gone:
            return
        font = character.font if character.font is not None else character.other_font
        self._open.pieces.append(Piece(text, self._walk.font(font), character.bold, character.italic, character.capitals))

    def _sign(self, sign: str, position: int, character: Character) -> None:
        if sign == "\x13":
            self._fields.append(True)
            self._instructions += 1
            self._instruction = ""
        elif sign in "\x14\x15":
            self._field(sign, character)
        elif sign in _BREAKS:
            self._add(_BREAKS[sign], character)
        elif character.hidden or character.gone or self._instructions:
            return
        elif sign == "\x02":
            self._walk.note(position)
        elif sign == "\x08":
            for box in self._walk.boxes(position):
                self._open.anchor(box)

    def _field(self, sign: str, character: Character) -> None:
        """A field begins with its instruction; what is seen lies between its separator and its end."""
        if not self._fields:
            return
        instructing = self._fields[-1]
        if instructing:
            self._instructions -= 1
        if sign == "\x14":
            self._fields[-1] = False
            return
        self._fields.pop()
        symbol = _SYMBOL_FIELD.match(self._instruction) if instructing else None
        if symbol and int(symbol[1]) < 0xD800:
            self._add(inserted(int(symbol[1]), (symbol[2] or "Symbol").strip()), character)


def _positions(content: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(content) // 4}I", content, 0)


def _paired(text: str, start: int, end: int) -> bool:
    """Do the signs of fields pair?"""
    return text.count("\x13", start, end) == text.count("\x15", start, end)
