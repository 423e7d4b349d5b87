"""Formats of a .doc: what property modifiers (SPRM) and styles make of paragraphs and runs. [MS-DOC] 2.6.

What is not about text, lists or tables is passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..layout import Alignment
from . import doc_pages
from .doc_file import Style, WordFile
from .doc_old import NUMBERED, upgraded
from .table_stream import CellForm, RowForm

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # of an operand, by the three highest bits of the modifier; 0: it says so itself
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_DEEPEST = 40
_VIETNAMESE = 0x042A
_ALIGNMENTS: dict[int, Alignment] = {0: "left", 1: "center", 2: "right", 3: "both", 4: "both", 5: "both"}
# Modifiers of pieces in their short form: its number -> the modifier it stands for.
_SHORT = {0x05: 0x2403, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x55: 0x0835, 0x56: 0x0836, 0x5B: 0x083B, 0x5C: 0x083C}


class Character(NamedTuple):
    """The format of a run. ``special`` marks signs with a meaning of their own; ``symbol`` is a font and a place in it."""

    font: int | None = None
    other_font: int | None = None
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    gone: bool = False
    special: bool = False
    symbol: tuple[int, int] | None = None
    vietnamese: bool = False


class ParagraphFormat(NamedTuple):
    """The format of a paragraph; ``list`` counts from 1, 0 is none. ``row`` is the form of the row that it ends."""

    style: int = 0
    align: Alignment = ""
    in_table: bool = False
    ends_row: bool = False
    depth: int = 0
    inner_cell: bool = False
    inner_row: bool = False
    list: int = 0
    level: int = 0
    row: RowForm = RowForm()
    numbered: bool = False
    """It has an automatic number in the way of Word 6."""

    @property
    def tables(self) -> int:
        return self.depth if self.depth > 0 else int(self.in_table)


def modifiers(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The modifiers in a group with their operands; ends where the group is cut short."""
    at, size = 0, len(content)
    while at + 2 <= size:
        code = content[at] | content[at + 1] << 8
        at += 2
        length = _SIZES[code >> 13]
        if not length:
            if at >= size:
                return
            length = content[at]
            at += 1
            if code == _TABLE_DEFINITION:
                if at >= size:
                    return
                length = (length | content[at] << 8) - 1
                at += 1
            elif code == _TABS and length == 255:
                deleted = content[at] if at < size else 0
                added_at = at + 1 + 4 * deleted
                length = 2 + 4 * deleted + 3 * (content[added_at] if added_at < size else 0)
        if length < 0 or at + length > size:
            return
        yield code, content[at : at + length]
        at += length


class Properties:
    """Formats by position, each resolved once."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._styles, self.default_font = doc_pages.styles(file)
        self._runs = doc_pages.character_pages(file)
        self._paragraphs = doc_pages.paragraph_pages(file)
        self._style_characters: dict[int, Character] = {}
        self._characters: dict[tuple[int, bytes], Character] = {}
        self._formats: dict[bytes, ParagraphFormat] = {}

    def paragraph(self, mark: int) -> ParagraphFormat:
        """The format of the paragraph whose mark stands at that position."""
        piece = self._file.piece_at(mark)
        content = self._paragraphs.at(piece.offset + (mark - piece.start) * piece.width)
        return self._format(content + self._modifier(piece.modifier) if piece.modifier else content)

    def runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, Character]]:
        """The stretches of one format between two positions, in a paragraph of that style."""
        while start < end:
            piece = self._file.piece_at(start)
            stop = min(end, max(piece.end, start + 1))
            offset = piece.offset + (start - piece.start) * piece.width
            content, until = self._runs.reach(offset)
            if until is not None:
                stop = min(stop, start + max((until - offset) // piece.width, 1))
            if piece.modifier:
                content += self._modifier(piece.modifier)
            yield start, stop, self.character(content, style)
            start = stop

    def character(self, content: bytes, style: int) -> Character:
        key = (style, content)
        found = self._characters.get(key)
        if found is None:
            found = self._characters[key] = self._apply(content, self._of_style(style), self._of_style(style))
        return found

    def _of_style(self, number: int) -> Character:
        found = self._style_characters.get(number)
        if found is None:
            found = Character()
            for style in self._chain(number):
                found = self._apply(style.character, found, found, False)
            self._style_characters[number] = found
        return found

    def _chain(self, number: int) -> list[Style]:
        """A style and those it is based on, the farthest first; a circle ends where it closes."""
        found: list[Style] = []
        seen: set[int] = set()
        while number in self._styles and number not in seen and len(found) < _DEEPEST:
            seen.add(number)
            found.append(self._styles[number])
            number = found[-1].base
        return found[::-1]

    def _apply(self, content: bytes, base: Character, style: Character, named: bool = True) -> Character:
        values = base._asdict()
        for code, operand in modifiers(content):
            toggled = _TOGGLES.get(code)
            if toggled is not None:
                value = operand[0]
                before = getattr(style, toggled)
                values[toggled] = (
                    bool(value) if value < 2 else (before if value == 0x80 else not before if value == 0x81 else values[toggled])
                )
            elif code == 0x4A4F:
                values["font"] = _short(operand)
            elif code == 0x4A51:
                values["other_font"] = _short(operand)
            elif code == 0x6A09:
                values["symbol"] = (_short(operand), _short(operand[2:]))
            elif code in (0x486D, 0x4873):
                values["vietnamese"] = _short(operand) == _VIETNAMESE
            elif code == 0x4A30 and named:
                found = self._of_style(_short(operand))
                for name in ("bold", "italic", "capitals", "hidden"):
                    values[name] = getattr(style, name) != getattr(found, name)
                for name in ("font", "other_font"):
                    values[name] = getattr(found, name) if getattr(found, name) is not None else values[name]
                style = Character(**values)
            elif code == 0x2A33:
                values = style._asdict()
        return Character(**values)

    def _modifier(self, modifier: int) -> bytes:
        """What the modifier of a piece stands for, as a group."""
        if modifier & 1:
            index = modifier >> 1
            found = self._file.modifiers[index] if index < len(self._file.modifiers) else b""
            return upgraded(found) if self._file.old else found
        code = _SHORT.get(modifier >> 1 & 0x7F)
        return b"" if code is None else struct.pack("<HB", code, modifier >> 8)

    def _format(self, content: bytes) -> ParagraphFormat:
        found = self._formats.get(content)
        if found is None:
            number = _short(content)
            values = ParagraphFormat(number)._asdict()
            form = _Row()
            for style in self._chain(number):
                self._set(style.paragraph, values, form)
            self._set(content[2:], values, form)
            found = ParagraphFormat(**values)._replace(row=form.form())
            self._formats[content] = found
        return found

    def _set(self, content: bytes, values: dict[str, Any], form: _Row) -> None:
        for code, operand in modifiers(content):
            if code in (0x2403, 0x2461):
                values["align"] = _ALIGNMENTS.get(operand[0], "")
            elif code in _FLAGS:
                values[_FLAGS[code]] = operand[0] != 0
            elif code == 0x6649:
                values["depth"] = min(max(struct.unpack("<i", operand)[0], 0), 1000)
            elif code == 0x260A:
                values["level"] = operand[0]
            elif code == 0x460B:
                values["list"] = _short(operand)
            elif code == NUMBERED:
                values["numbered"] = True
            elif code in (0x6646, 0x6645):
                at = struct.unpack("<I", operand)[0]
                self._set_huge(at, values, form)
            else:
                form.set(code, operand)

    def _set_huge(self, at: int, values: dict[str, Any], form: _Row) -> None:
        """A group that did not fit its page stands in the data stream."""
        data = self._file.data
        content = data[at + 2 : at + 2 + _short(data[at : at + 2])]
        # It may not point to another one.
        for code, operand in modifiers(content):
            if code not in (0x6646, 0x6645):
                self._set(struct.pack("<H", code) + _with_length(code, operand), values, form)


def _with_length(code: int, operand: bytes) -> bytes:
    if _SIZES[code >> 13]:
        return operand
    if code == _TABLE_DEFINITION:
        return struct.pack("<H", len(operand) + 1) + operand
    return bytes([min(len(operand), 254)]) + operand[:254]


_TOGGLES = {
    0x0800: "gone",
    0x0835: "bold",
    0x0836: "italic",
    0x083B: "capitals",
    0x083C: "hidden",
    0x0855: "special",
}
_FLAGS = {0x2416: "in_table", 0x2417: "ends_row", 0x244B: "inner_cell", 0x244C: "inner_row"}


class _Row:
    """The cells of a row as its modifiers define them."""

    def __init__(self) -> None:
        self._edges: tuple[int, ...] = ()
        self._merges: list[tuple[int, int]] = []

    def set(self, code: int, operand: bytes) -> None:
        if code == _TABLE_DEFINITION and operand:
            count = operand[0]
            if len(operand) < 1 + 2 * (count + 1):
                return
            self._edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
            cells = operand[1 + 2 * (count + 1) :]
            flags = [_short(cells[20 * at : 20 * at + 2]) for at in range(count)]
            self._merges = [(flag & 3, flag >> 5 & 3) for flag in flags]
        elif code == 0xD62B and len(operand) >= 2 and operand[0] < len(self._merges):
            self._merges[operand[0]] = (self._merges[operand[0]][0], operand[1] & 3)

    def form(self) -> RowForm:
        if not self._edges:
            return RowForm()
        cells = []
        across = False
        for right, (horizontal, vertical) in zip(self._edges[1:], self._merges, strict=True):
            # The first of a set of merged cells and the others are told apart in two ways; their order tells it for sure.
            cells.append(CellForm(right, vertical == 1, across and horizontal != 0))
            across = horizontal != 0
        return RowForm(self._edges[0], tuple(cells))


def _short(content: bytes) -> int:
    return content[0] | content[1] << 8 if len(content) > 1 else 0
