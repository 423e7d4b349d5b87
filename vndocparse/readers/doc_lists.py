"""The lists of a .doc: their levels, and the overrides through which paragraphs use them. [MS-DOC] 2.9.147, 2.9.131"""

from __future__ import annotations

import struct

from . import doc_file
from .doc_file import WordFile
from .doc_properties import modifiers
from .list_counters import LEVELS, CountedList, Definition, Label, Level
from .symbols import bullet

_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    8: "hex",
    9: "chicago",
    18: "decimalEnclosedCircle",
    22: "decimalZero",
    23: "bullet",
    57: "numberInDash",
    255: "none",
}
_VIETNAMESE = 0x042A
_LONGEST_TEXT = 200


class Lists:
    """Counts the numbered paragraphs of a document."""

    def __init__(self, file: WordFile, fonts: list[str]) -> None:
        self.unknown_formats: set[str] = set()
        self._fonts = fonts
        self._lists: list[CountedList | None] = self._overrides(file.part(doc_file.LIST_OVERRIDES), self._definitions(file))

    def next(self, number: int, level: int, vietnamese: bool) -> Label | None:
        """Counts a paragraph of the list with that number (from 1); None where there is no such list or level."""
        if not 0 < number <= len(self._lists):
            return None
        found = self._lists[number - 1]
        return found.next(level, lambda: "vi" if vietnamese else None) if found else None

    def _definitions(self, file: WordFile) -> dict[int, Definition]:
        offset, size = file.place(doc_file.LISTS)
        content = file.table
        if size < 2:
            return {}
        count = struct.unpack_from("<H", content, offset)[0]
        at = offset + 2 + 28 * count
        found: dict[int, Definition] = {}
        for number in range(count):
            head = offset + 2 + 28 * number
            key = struct.unpack_from("<i", content, head)[0]
            definition = Definition()
            for level in range(1 if content[head + 26] & 1 else LEVELS):
                definition.levels[level], at = self._level(content, at)
            found[key] = definition
        return found

    def _level(self, content: bytes, at: int) -> tuple[Level, int]:
        start, form, flags = struct.unpack_from("<iBB", content, at)
        characters, paragraphs, limit = content[at + 24], content[at + 25], content[at + 26]
        at += 28 + paragraphs
        font, language = self._format(content[at : at + characters])
        at += characters
        length = struct.unpack_from("<H", content, at)[0]
        raw = content[at + 2 : at + 2 + 2 * min(length, _LONGEST_TEXT)]
        text = raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
        style = _FORMATS.get(form, "decimal")
        if form not in _FORMATS:
            self.unknown_formats.add(f"no. {form}")
        level = Level(
            start=start,
            style=style,
            restart=limit if flags & 8 else None,
            legal=bool(flags & 4),
            bullet=style == "bullet",
            font=font,
            language=language,
        )
        level.text = (bullet(text, font),) if level.bullet else _pieces(text)
        return level, at + 2 + 2 * length

    def _format(self, content: bytes) -> tuple[str | None, str | None]:
        font = language = None
        for code, operand in modifiers(content):
            value = operand[0] | operand[1] << 8 if len(operand) > 1 else 0
            if code == 0x4A4F:
                font = self._fonts[value] if value < len(self._fonts) else None
            elif code in (0x486D, 0x4873):
                language = "vi" if value == _VIETNAMESE else "other"
        return font, language

    def _overrides(self, content: bytes, definitions: dict[int, Definition]) -> list[CountedList | None]:
        if len(content) < 4:
            return []
        count = struct.unpack_from("<I", content, 0)[0]
        heads = [struct.unpack_from("<i8xB", content, 4 + 16 * number) for number in range(min(count, len(content) // 16))]
        at = 4 + 16 * len(heads)
        lists: list[CountedList | None] = []
        for key, levels in heads:
            definition = definitions.get(key)
            found = CountedList(definition, dict(definition.levels), {}) if definition else None
            if levels or content[at : at + 4] == b"\xff\xff\xff\xff":
                at += 4
            for _ in range(levels):
                start, flags = struct.unpack_from("<iI", content, at)
                at += 8
                number = flags & 0xF
                if flags & 0x20:
                    own, at = self._level(content, at)
                    start = own.start
                    if found:
                        found.levels[number] = own
                if flags & 0x10 and found:
                    found.starts[number] = start
            lists.append(found)
        return lists


def _pieces(text: str) -> tuple[str | int, ...]:
    """The text of a level: the signs U+0000 to U+0008 stand for the numbers of the levels."""
    found: list[str | int] = []
    literal = ""
    for sign in text:
        if ord(sign) < LEVELS:
            if literal:
                found.append(literal)
                literal = ""
            found.append(ord(sign))
        else:
            literal += sign
    return (*found, literal) if literal else tuple(found)
