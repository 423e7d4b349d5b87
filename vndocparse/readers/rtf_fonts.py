"""The fonts of an RTF file and the code pages that their text is written in."""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache

from ..encodings import font_encoding
from .rtf_words import CHARACTER_SETS, SYMBOLS
from .symbols import PRIVATE

_LONGEST_NAME = 200


class Fonts:
    """The font table, filled word by word while it is read, and the decoding of bytes by it."""

    def __init__(self) -> None:
        self.default = 0
        self.code_page = "cp1252"
        self._names: dict[int, str] = {}
        self._sets: dict[int, int] = {}
        self._number = 0
        self._name = b""

    def begin(self) -> None:
        self._name = b""

    def word(self, word: bytes, value: int | None) -> None:
        """A control word of the table."""
        if word == b"f":
            self.end()
            self._number = value or 0
        elif word == b"fcharset":
            self._sets[self._number] = value or 0

    def name(self, raw: bytes) -> None:
        """Bytes of a name, which ends with a semicolon."""
        first, semicolon, rest = raw.partition(b";")
        if len(self._name) < _LONGEST_NAME:
            self._name += first
        if semicolon:
            self.end()
            self._name = rest.strip()

    def end(self) -> None:
        """Ends the name of a font."""
        name = self._name.decode(_known(self.code_page), "replace").strip()
        if name:
            self._names.setdefault(self._number, name)
        self._name = b""

    def font(self, number: int | None) -> str | None:
        return self._names.get(self.default if number is None else number)

    def decode(self, raw: bytes, number: int | None, plain: bool) -> str:
        """Bytes of a text in that font; ``plain`` for bytes that stand as such, which some programs write in UTF-8."""
        if raw.isascii() and self._sets.get(number or 0) != SYMBOLS:
            return raw.decode("ascii")
        number = self.default if number is None else number
        charset = self._sets.get(number, 1)
        if charset == SYMBOLS:
            name = self._names.get(number)
            moved = not (name and font_encoding(name))
            return "".join(chr(PRIVATE + byte) if moved and byte >= 0x20 else chr(byte) for byte in raw)
        if plain:
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                pass
        page = _known(CHARACTER_SETS.get(charset, self.code_page))
        text = "".join(_letters(raw, page)) if page.startswith("cp125") else raw.decode(page, "replace")
        return unicodedata.normalize("NFC", text) if page == "cp1258" else text


def _letters(raw: bytes, page: str) -> list[str]:
    """Letter by letter: bytes that a Windows code page leaves free still are letters of older encodings."""
    table = _table(page)
    return [table[byte] for byte in raw]


@cache
def _table(page: str) -> list[str]:
    return [bytes([byte]).decode(page, "ignore") or chr(byte) for byte in range(256)]


@cache
def _known(page: str) -> str:
    try:
        codecs.lookup(page)
    except LookupError:
        return "cp1252"
    return page
