"""Builds the streams of small Word 97 files, so that a test shows exactly which properties Word would have written."""

from __future__ import annotations

import struct

Streams = tuple[bytes, tuple[bytes | None, bytes | None], bytes]
TEXT_AT = 0x800
PAGE = 512


def sprm(code: int, *operand: int) -> bytes:
    return struct.pack("<H", code) + bytes(operand)


def short(code: int, value: int) -> bytes:
    return struct.pack("<HH", code, value)


def row(*cells: tuple[int, int]) -> bytes:
    """The definition of a row: for each cell its right edge in twips and its merge flags."""
    edges = struct.pack(f"<{len(cells) + 1}h", 0, *(right for right, _ in cells))
    body = bytes([len(cells)]) + edges + b"".join(struct.pack("<H18x", flags) for _, flags in cells)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


IN_TABLE, ROW_END = sprm(0x2416, 1), sprm(0x2417, 1)


def word97(
    *paragraphs: tuple[str, bytes] | str,
    runs: tuple[tuple[str, bytes], ...] = (),
    fonts: tuple[str, ...] = ("Times New Roman",),
    modifier: int = 0,
    flags: int = 0,
    wide: bool = False,
) -> Streams:
    """A file of these paragraphs, each with its end mark and its properties; ``runs`` gives words their properties.

    ``modifier`` is that of the only piece; ``wide`` writes two bytes a letter.
    """
    found = [item if isinstance(item, tuple) else (item, b"") for item in paragraphs]
    text = "".join(part for part, _ in found)
    width = 2 if wide else 1
    raw = text.encode("utf-16-le") if wide else text.encode("cp1252")
    bounds, groups, at = [TEXT_AT], [], TEXT_AT
    for part, properties in found:
        at += len(part) * width
        bounds.append(at)
        groups.append(b"\0\0" + properties)
    stretches: list[tuple[int, int, bytes]] = []
    for words, properties in runs:
        start = text.index(words)
        stretches.append((TEXT_AT + start * width, TEXT_AT + (start + len(words)) * width, properties))
    edges = sorted({TEXT_AT, at, *(edge for start, end, _ in stretches for edge in (start, end))})
    characters = [next((p for start, end, p in stretches if start <= edge < end), b"") for edge in edges[:-1]]
    main = bytearray(TEXT_AT) + raw
    main += bytes(-len(main) % PAGE)
    character_page = len(main) // PAGE
    main += page(edges, characters, 1, lambda group: bytes([len(group)]) + group)
    main += page(bounds, groups, 13, lambda group: bytes([0, (len(group) + 1) // 2]) + group)
    table = bytearray()
    pointers = {
        12: struct.pack("<III", TEXT_AT, at, character_page),
        13: struct.pack("<III", TEXT_AT, at, character_page + 1),
        15: struct.pack("<HH", len(fonts), 0) + b"".join(map(_font, fonts)),
        33: b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, TEXT_AT if wide else 0x40000000 | TEXT_AT * 2, modifier),
    }
    struct.pack_into("<HH6xH", main, 0, 0xA5EC, 0xC1, 0x0200 | flags)
    struct.pack_into("<i", main, 0x4C, len(text))
    struct.pack_into("<H", main, 0x98, 93)
    for index, content in pointers.items():
        struct.pack_into("<II", main, 0x9A + 8 * index, len(table), len(content))
        table += content
    return bytes(main), (None, bytes(table)), b""


def _font(name: str) -> bytes:
    body = bytes(39) + name.encode("utf-16-le") + b"\0\0"
    return bytes([len(body)]) + body


def page(edges: list[int], groups: list[bytes], width: int, coded: object) -> bytes:
    """A formatted disk page: the edges of its stretches and their groups."""
    page = bytearray(PAGE)
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    at = PAGE - 2
    for number, group in enumerate(groups):
        content = coded(group)  # type: ignore[operator]
        at = (at - len(content)) // 2 * 2
        page[at : at + len(content)] = content
        page[4 * len(edges) + width * number] = at // 2
    page[PAGE - 1] = len(groups)
    return bytes(page)
