"""Word 6 and 95: their formats as those of Word 97, which came of them.

Modifiers have one byte and no size of their own; what is known of them is turned into the modifiers of Word 97, and a group
is read up to the first one that is not known. The numbers of automatic lists are kept in another way and are not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from . import doc_file
from .doc_file import Style, WordFile, western

if TYPE_CHECKING:
    from .doc_pages import Run

NUMBERED = 0xC63E
"""The modifier of Word 97 that keeps an automatic number of Word 6."""
_NUMBER, _SYMBOL, _TABLE_10, _TABLE = 12, 74, 188, 190
_FIRST_PAGES = {doc_file.CHARACTERS: 0x18A, doc_file.PARAGRAPHS: 0x18C}
_NO_STYLE = 0x0FFF
# Operands in bytes; -1 where the operand tells its own length.
_SIZES = {
    **dict.fromkeys((4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 24, 25, 29, 37, 44, 50, 51, 53), 1),
    **dict.fromkeys((2, 16, 17, 18, 19, 21, 22, 26, 27, 28, 30, 31, 32, 33, 34, 35, 36, 38, 39, 40, 41, 42, 43, 45, 46, 47, 48, 49), 2),
    20: 4,
    **dict.fromkeys((3, _NUMBER, 15, 23, 52), -1),
    **dict.fromkeys((65, 66, 67, 71, 75, *range(85, 93), 94, 98, 100, 102, 104, 117, 118, 119), 1),
    **dict.fromkeys((69, 72, 80, 93, 96, 97, 99, 101, 107, 109, 110, 121, 122, 123, 124), 2),
    **dict.fromkeys((73, 95), 3),
    70: 4,
    83: 0,
    **dict.fromkeys((68, _SYMBOL, 81, 82, 103, 105, 106, 108, 120), -1),
    **dict.fromkeys((131, 132, 138, 139, 142, 143), 1),
    **dict.fromkeys((140, 141, 144, 145), 2),
    **dict.fromkeys((136, 137), 3),
    133: -1,
    **dict.fromkeys((185, 186), 1),
    **dict.fromkeys((182, 183, 184, 189, 195, 197, 198), 2),
    **dict.fromkeys((192, 194, 196, 200), 4),
    **dict.fromkeys((193, 199), 5),
    187: 12,
    191: -1,
}
# Modifiers whose operand is the same in Word 97.
_SAME = {
    5: 0x2403,
    24: 0x2416,
    25: 0x2417,
    65: 0x0800,
    66: 0x0801,
    80: 0x4A30,
    85: 0x0835,
    86: 0x0836,
    91: 0x083B,
    92: 0x083C,
    93: 0x4A4F,
    97: 0x486D,
    117: 0x0855,
    143: 0x300A,
}


def upgraded(group: bytes) -> bytes:
    """A group of Word 6 modifiers as one of Word 97 modifiers."""
    found = b""
    for code, operand in _modifiers(group):
        if code in _SAME:
            found += struct.pack("<H", _SAME[code]) + operand
        elif code == 83:
            found += struct.pack("<HB", 0x2A33, 0)
        elif code == _SYMBOL and len(operand) >= 3:
            found += struct.pack("<HHH", 0x6A09, operand[0] | operand[1] << 8, 0xF000 | operand[2])
        elif code == _NUMBER and operand[:1] not in (b"", b"\xff"):
            found += struct.pack("<HB", NUMBERED, 0)
        elif code in (_TABLE, _TABLE_10) and operand:
            found += _row(operand)
    return found


def _modifiers(group: bytes) -> Iterator[tuple[int, bytes]]:
    at, size = 0, len(group)
    while at < size:
        code = group[at]
        at += 1
        if code == 0:
            continue
        if code in (_TABLE, _TABLE_10):
            length = (group[at] | group[at + 1] << 8) - 1 if at + 2 <= size else -1
            at += 2
        elif code in _SIZES:
            length = _SIZES[code]
            if length < 0:
                length = group[at] if at < size else -1
                at += 1
        else:
            return
        if length < 0 or at + length > size:
            return
        yield code, group[at : at + length]
        at += length


def _row(operand: bytes) -> bytes:
    """The definition of a row: cells of 10 bytes become such of 20."""
    count = operand[0]
    head = 1 + 2 * (count + 1)
    cells = b"".join(operand[head + 10 * at : head + 10 * at + 2].ljust(2, b"\0") + bytes(18) for at in range(count))
    body = operand[:head] + cells
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def page_numbers(file: WordFile, index: int) -> list[int]:
    """The pages of one kind; a file may list the first one only, and say how many follow it."""
    plc = file.part(index)
    count = max((len(plc) - 4) // 6, 0)
    numbers = list(struct.unpack_from(f"<{count}H", plc, 4 * (count + 1))) if count else []
    first = struct.unpack_from("<H", file.main, _FIRST_PAGES[index])[0]
    whole = struct.unpack_from("<H", file.main, _FIRST_PAGES[index] + 4)[0]
    return numbers if len(numbers) >= whole else list(range(first, first + whole))


def character_page(page: bytes) -> Iterator[Run]:
    count = page[511]
    if 4 * (count + 1) + count > 511:
        return
    for number, (start, end) in enumerate(pairwise(struct.unpack_from(f"<{count + 1}I", page, 0))):
        at = page[4 * (count + 1) + number] * 2
        if end > start:
            yield start, end, upgraded(page[at + 1 : min(at + 1 + page[at], 511)]) if at else b""


def paragraph_page(page: bytes) -> Iterator[Run]:
    count = page[511]
    if 4 * (count + 1) + 7 * count > 511:
        return
    for number, (start, end) in enumerate(pairwise(struct.unpack_from(f"<{count + 1}I", page, 0))):
        at = page[4 * (count + 1) + 7 * number] * 2
        if end > start:
            group = page[at + 1 : min(at + 1 + 2 * page[at], 511)] if at else b""
            yield start, end, group[:2].ljust(2, b"\0") + upgraded(group[2:])


def styles(content: bytes) -> tuple[dict[int, Style], int | None]:
    """The style sheet; its names have one byte a letter."""
    found: dict[int, Style] = {}
    if len(content) < 6:
        return found, None
    size = content[0] | content[1] << 8
    count, base_size = struct.unpack_from("<HH", content, 2)
    font = content[14] | content[15] << 8 if size >= 14 and len(content) > 15 else None
    at = 2 + size
    for number in range(count):
        if at + 2 > len(content):
            break
        length = content[at] | content[at + 1] << 8
        body = content[at + 2 : at + 2 + length]
        at += 2 + length
        if len(body) <= base_size or base_size < 8:
            continue
        second, third = struct.unpack_from("<HH", body, 2)
        kind, base, groups = second & 0xF, second >> 4, third & 0xF
        place = base_size + 2 + body[base_size]
        parts: list[bytes] = []
        for _ in range(min(groups, 2)):
            place += place % 2
            width = body[place] | body[place + 1] << 8 if place + 2 <= len(body) else 0
            parts.append(body[place + 2 : place + 2 + width])
            place += 2 + width
        parts += [b""] * 2
        base = -1 if base == _NO_STYLE else base
        found[number] = (
            Style(kind, base, upgraded(parts[0][2:]), upgraded(parts[1])) if kind == 1 else Style(kind, base, b"", upgraded(parts[0]))
        )
    return found, font


def fonts(content: bytes) -> list[str]:
    """The names of the font table, one byte a letter."""
    names: list[str] = []
    at = 2
    while at < len(content):
        record = content[at : at + 1 + content[at]]
        names.append(western(record[6:].partition(b"\0")[0]))
        at += len(record)
    return names
