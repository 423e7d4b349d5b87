"""Builds the stream of small Word 6/95 files; LibreOffice reads what is built here as meant."""

from __future__ import annotations

import struct

from word97 import Streams, page

TEXT_AT = 0x600


def sprm(code: int, *operand: int) -> bytes:
    return bytes([code, *operand])


def font(number: int) -> bytes:
    return struct.pack("<BH", 93, number)


def row(*cells: tuple[int, int]) -> bytes:
    """The definition of a row: for each cell its right edge in twips and its merge flags."""
    edges = struct.pack(f"<{len(cells) + 1}h", 0, *(right for right, _ in cells))
    body = bytes([len(cells)]) + edges + b"".join(struct.pack("<H8x", flags) for _, flags in cells)
    return b"\xbe" + struct.pack("<H", len(body) + 1) + body


IN_TABLE, ROW_END = sprm(24, 1), sprm(25, 1)


def word6(
    *paragraphs: tuple[str, bytes] | str,
    runs: tuple[tuple[str, bytes], ...] = (),
    fonts: tuple[str, ...] = ("Times New Roman",),
    fast: bool = False,
) -> Streams:
    """A file of these paragraphs, each with its end mark and its properties; ``runs`` gives words their properties."""
    found = [item if isinstance(item, tuple) else (item, b"") for item in paragraphs]
    text = "".join(part for part, _ in found)
    end = TEXT_AT + len(text)
    bounds = [TEXT_AT]
    for part, _ in found:
        bounds.append(bounds[-1] + len(part))
    stretches = [(TEXT_AT + text.index(words), TEXT_AT + text.index(words) + len(words), properties) for words, properties in runs]
    edges = sorted({TEXT_AT, end, *(edge for first, last, _ in stretches for edge in (first, last))})
    characters = [next((group for first, last, group in stretches if first <= edge < last), b"") for edge in edges[:-1]]
    main = bytearray(TEXT_AT) + text.encode("cp1252")
    main += bytes(-len(main) % 512)
    first_page = len(main) // 512
    main += page(edges, characters, 1, lambda group: bytes([len(group)]) + group)
    groups = [b"\0\0" + group for _, group in found]
    main += page(bounds, groups, 7, lambda group: bytes([(len(group) + 1) // 2]) + group + bytes(len(group) % 2))
    names = b"".join(bytes([6 + len(name)]) + bytes(5) + name.encode() + b"\0" for name in fonts)
    parts = {
        1: _styles(),
        12: struct.pack("<IIH", TEXT_AT, end, first_page),
        13: struct.pack("<IIH", TEXT_AT, end, first_page + 1),
        15: struct.pack("<H", len(names) + 2) + names,
        33: b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, TEXT_AT, 0),
    }
    for index, content in parts.items():
        struct.pack_into("<II", main, 0x58 + 8 * index, len(main), len(content))
        main += content
    struct.pack_into("<HH6xH", main, 0, 0xA5DC, 0x65, 4 if fast else 0)
    struct.pack_into("<II", main, 0x18, TEXT_AT, end)
    struct.pack_into("<i", main, 0x34, len(text))
    struct.pack_into("<HHHH", main, 0x18A, first_page, first_page + 1, 1, 1)
    return bytes(main), (None, None), b""


def _styles() -> bytes:
    """A style sheet of the one style Normal, in the first font."""
    body = struct.pack("<HHHH", 0, 0xFFF << 4 | 1, 2, 0) + b"\x06Normal\0"
    body += struct.pack("<HH", 2, 0) + struct.pack("<H", 3) + font(0) + b"\0"
    return struct.pack("<H7H", 14, 1, 8, 0, 0x5B, 15, 0, 0) + struct.pack("<H", len(body)) + body
