"""The few functions of pdfium that read a text layer, called as cheaply as ctypes allows.

pypdfium2 brings the library; its prototypes build a Python object for every pointer, which is dear for calls that are made
for every run. Here pointers are plain integers and results land in arrays. Pdfium is not made for threads: hold :data:`LOCK`.
"""

from __future__ import annotations

import ctypes
import struct
import threading
from typing import Any, NamedTuple

import pypdfium2.raw as raw

LOCK = threading.Lock()
"""Held while pdfium is used."""

_INT, _POINTER = ctypes.c_int, ctypes.c_void_p


def _function(name: str, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(getattr(raw, name), _POINTER).value or 0)


_loose_box = _function("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_generated = _function("FPDFText_IsGenerated", _INT, _POINTER, _INT)
_map_error = _function("FPDFText_HasUnicodeMapError", _INT, _POINTER, _INT)
_font_size = _function("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)
_matrix = _function("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
_origin = _function("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
_text = _function("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
_count = _function("FPDFText_CountChars", _INT, _POINTER)
_font = _function("FPDFTextObj_GetFont", _POINTER, _POINTER)
_font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong)

# Unpacking an array so is five times as fast as iterating over it.
_FOUR, _PAIR = struct.Struct("=4f").unpack_from, struct.Struct("=2d").unpack_from
_LONGEST_NAME = 256
_SURROGATES = range(0xD800, 0xE000)


class Glyph(NamedTuple):
    """How a character is set: size in points, the direction of its line, the origin on its baseline, the font's pointer.

    Coordinates are those of the file: points from the lower left corner, before the page is turned.
    """

    size: float
    along: tuple[float, float]
    x: float
    y: float
    font: int


Box = tuple[float, float, float, float]
"""left, top, right, bottom of a character with its side bearings; top is the larger."""


class TextPage:
    """The text layer of a loaded page. Close it before its page."""

    def __init__(self, page: Any) -> None:
        self._page = raw.FPDFText_LoadPage(page)
        self._handle = ctypes.cast(self._page, _POINTER).value
        if not self._handle:
            raise ValueError("pdfium cannot read the text of the page")
        self.count: int = _count(self._handle)
        """Characters, those included that pdfium adds: blanks at gaps, line breaks."""
        self._box = (ctypes.c_float * 4)()
        self._box_at = ctypes.addressof(self._box)
        self._six = (ctypes.c_float * 6)()
        self._six_at = ctypes.addressof(self._six)
        self._two = (ctypes.c_double * 2)()
        self._two_at = ctypes.addressof(self._two)

    def close(self) -> None:
        raw.FPDFText_ClosePage(self._page)

    def text(self) -> str:
        """All characters, so that an index into the string is pdfium's index of the character; U+FFFD for one without meaning."""
        count = self.count
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 2))()
        if _text(self._handle, 0, count, ctypes.addressof(buffer)) == count + 1:
            text = bytes(memoryview(buffer).cast("B")[: 2 * count]).decode("utf-16-le", "surrogatepass")
            if len(text) == count and "\0" not in text:
                return text
        # Characters that pdfium counts and leaves out of the text, or that take two units of UTF-16.
        codes = [_unicode(self._handle, index) for index in range(count)]
        return "".join("\ufffd" if not code or code in _SURROGATES or code > 0x10FFFF else chr(code) for code in codes)

    def object_at(self, index: int) -> int:
        """The text object that draws a character; 0 for one that pdfium added."""
        return _object(self._handle, index) or 0

    def is_generated(self, index: int) -> bool:
        """Did pdfium add the character, which the file does not draw?"""
        return bool(_generated(self._handle, index) == 1)

    def is_unmapped(self, index: int) -> bool:
        """Is the character a bare code, because its font does not tell what it means?"""
        return bool(_map_error(self._handle, index) == 1)

    def box(self, index: int) -> Box:
        _loose_box(self._handle, index, self._box_at)
        return _FOUR(self._box)

    def glyph(self, index: int, drawn_by: int) -> Glyph:
        """How the character at ``index`` is set, which the object ``drawn_by`` draws."""
        handle = self._handle
        _matrix(handle, index, self._six_at)
        a, b, c, d = _FOUR(self._six)
        _origin(handle, index, self._two_at, self._two_at + 8)
        x, y = _PAIR(self._two)
        size = _font_size(handle, index) * ((c * c + d * d) ** 0.5 or (a * a + b * b) ** 0.5)
        return Glyph(size, (a, b), x, y, _font(drawn_by) or 0 if drawn_by else 0)


def font_name(font: int) -> str:
    """The name that the file gives to a font, with the mark of a subset (``ABCDEF+TimesNewRoman``)."""
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = _font_name(font, ctypes.addressof(buffer), _LONGEST_NAME)
    return buffer.value.decode("utf-8", "replace") if length <= _LONGEST_NAME else ""
