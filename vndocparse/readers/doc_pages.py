"""Where a .doc keeps its formats: pages of groups by position (FKP), the style sheet, the table of fonts. [MS-DOC] 2.9.

Word 6 and 95 keep them in the same places in another writing: see :mod:`.doc_old`.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from . import doc_file, doc_old
from .doc_file import Style, WordFile

_PAGE = 512
_NO_STYLE = 0x0FFF
Run = tuple[int, int, bytes]
"""Where a group begins and ends to hold in the file, and the group."""


def character_pages(file: WordFile) -> Pages:
    """The formats of runs."""
    if file.old:
        return Pages(file.main, doc_old.page_numbers(file, doc_file.CHARACTERS), doc_old.character_page, b"")
    return Pages(file.main, _page_numbers(file.part(doc_file.CHARACTERS)), _character_page, b"")


def paragraph_pages(file: WordFile) -> Pages:
    """The formats of paragraphs; each group begins with the number of its style."""
    if file.old:
        return Pages(file.main, doc_old.page_numbers(file, doc_file.PARAGRAPHS), doc_old.paragraph_page, b"\0\0")
    return Pages(file.main, _page_numbers(file.part(doc_file.PARAGRAPHS)), _paragraph_page, b"\0\0")


def styles(file: WordFile) -> tuple[dict[int, Style], int | None]:
    """The styles by number, and the font of a text that names none."""
    content = file.part(doc_file.STYLES)
    return doc_old.styles(content) if file.old else _read_styles(content)


def fonts(file: WordFile) -> list[str]:
    """The names of the font table."""
    content = file.part(doc_file.FONTS)
    return doc_old.fonts(content) if file.old else _read_fonts(content)


def _page_numbers(plc: bytes) -> tuple[int, ...]:
    count = (len(plc) - 4) // 8
    return tuple(number & 0x3FFFFF for number in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1))) if count > 0 else ()


class Pages:
    """The formatted disk pages of one kind: by position in the file, the group that holds there."""

    def __init__(self, main: bytes, numbers: Iterable[int], read: Callable[[bytes], Iterator[Run]], empty: bytes) -> None:
        runs: list[Run] = []
        for number in numbers:
            page = main[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE:
                runs += read(page)
        runs.sort(key=lambda run: run[:2])
        self._starts: list[int] = [run[0] for run in runs]
        self._runs = runs
        self._empty = empty

    def at(self, offset: int) -> bytes:
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self._runs[number][1]:
            return self._empty
        return self._runs[number][2]

    def reach(self, offset: int) -> tuple[bytes, int | None]:
        """The group at an offset, and up to where it holds."""
        number = bisect_right(self._starts, offset) - 1
        following = self._starts[number + 1] if number + 1 < len(self._starts) else None
        if number < 0 or offset >= self._runs[number][1]:
            return self._empty, following
        end = self._runs[number][1]
        return self._runs[number][2], end if following is None else min(end, following)


def _character_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = page[511]
    if 4 * (count + 1) + count > 511:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number, (start, end) in enumerate(pairwise(bounds)):
        at = page[4 * (count + 1) + number] * 2
        if end > start:
            yield start, end, page[at + 1 : min(at + 1 + page[at], 511)] if at else b""


def _paragraph_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Each group begins with the number of the style."""
    count = page[511]
    if 4 * (count + 1) + 13 * count > 511:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number, (start, end) in enumerate(pairwise(bounds)):
        at = page[4 * (count + 1) + 13 * number] * 2
        if not end > start:
            continue
        if not at:
            yield start, end, b"\0\0"
        elif page[at]:
            yield start, end, page[at + 1 : min(at + 2 * page[at], 511)]
        else:
            yield start, end, page[at + 2 : min(at + 2 + 2 * page[at + 1], 511)]


def _read_styles(content: bytes) -> tuple[dict[int, Style], int | None]:
    """The styles by number, and the font of a text that names none. [MS-DOC] 2.9.271"""
    if len(content) < 20:
        return {}, None
    size = _short(content)
    count, base_size = struct.unpack_from("<HH", content, 2)
    font = _short(content[14:16]) if size >= 14 else None
    styles: dict[int, Style] = {}
    at = 2 + size
    for number in range(count):
        length = _short(content[at : at + 2])
        body = content[at + 2 : at + 2 + length]
        at += 2 + length
        if at > len(content):
            break
        if len(body) > base_size + 2 and base_size >= 10:
            styles[number] = _style(body, base_size)
    return styles, font


def _style(body: bytes, base_size: int) -> Style:
    second, third = struct.unpack_from("<HH", body, 2)
    kind, base, groups = second & 0xF, second >> 4, third & 0xF
    at = base_size + 2 + 2 * (_short(body[base_size : base_size + 2]) + 1)
    found: list[bytes] = []
    for _ in range(min(groups, 3)):
        at += at % 2
        length = _short(body[at : at + 2])
        found.append(body[at + 2 : at + 2 + length])
        at += 2 + length
    base = -1 if base == _NO_STYLE else base
    if kind == 1:
        return Style(kind, base, found[0][2:] if found else b"", found[1] if len(found) > 1 else b"")
    return Style(kind, base, b"", found[0] if kind == 2 and found else b"")


def _short(content: bytes) -> int:
    return content[0] | content[1] << 8 if len(content) > 1 else 0


def _read_fonts(content: bytes) -> list[str]:
    """The names of the font table. [MS-DOC] 2.9.286"""
    names: list[str] = []
    at = 4
    for _ in range(_short(content)):
        if at >= len(content):
            break
        record = content[at : at + 1 + content[at]]
        raw = record[40:]
        names.append(raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").partition("\0")[0])
        at += max(len(record), 1)
    return names
