"""Where the text boxes of a .doc are anchored: from a position in the body to stretches of the story of text boxes.

A box is known by the number of its shape; that of a box in a group is reached through the group. [MS-DOC] 2.8.33, 2.8.37,
[MS-ODRAW] 2.2.13 to 2.2.16.
"""

from __future__ import annotations

import struct

from . import doc_file
from .doc_file import WordFile

_DRAWING, _GROUP, _SHAPE, _SHAPE_RECORD = 0xF002, 0xF003, 0xF004, 0xF00A
_CONTAINERS = (_DRAWING, _GROUP, _SHAPE)
_MOST_RECORDS = 100_000


class Anchors:
    """The text boxes by the position of their anchor; each is given once."""

    def __init__(self, file: WordFile, first: int) -> None:
        boxes, texts = file.part(doc_file.BOXES), {}
        count = (len(boxes) - 4) // 26
        bounds = struct.unpack_from(f"<{count + 1}I", boxes, 0) if count > 0 else ()
        for number in range(max(count, 0)):
            reusable, shape = struct.unpack_from("<8xH4xI", boxes, 4 * (count + 1) + 22 * number)
            if not reusable and bounds[number + 1] > bounds[number]:
                texts[shape] = (first + bounds[number], first + bounds[number + 1])
        self._texts: dict[int, tuple[int, int]] = texts
        self._shapes: dict[int, int] = {}
        anchors = file.part(doc_file.ANCHORS)
        count = (len(anchors) - 4) // 30
        for number in range(count):
            position = struct.unpack_from("<I", anchors, 4 * number)[0]
            self._shapes[position] = struct.unpack_from("<I", anchors, 4 * (count + 1) + 26 * number)[0]
        self._groups = _groups(file.part(doc_file.DRAWINGS)) if texts and set(texts) - set(self._shapes.values()) else {}

    def at(self, position: int) -> list[tuple[int, int]]:
        """The stretches of text in the shape anchored at that position, taken out."""
        shape = self._shapes.get(position)
        if shape is None:
            return []
        return [self._texts.pop(member) for member in (shape, *self._groups.get(shape, ())) if member in self._texts]

    def rest(self) -> list[tuple[int, int]]:
        """Boxes whose anchor was not met."""
        found = list(self._texts.values())
        self._texts.clear()
        return found


def _groups(content: bytes) -> dict[int, list[int]]:
    """The shapes in each outermost group, by the number of the group."""
    groups: dict[int, list[int]] = {}
    open_ends: list[tuple[int, int]] = []  # end and type of the containers that are open
    leader: int | None = None
    at = 0
    for _ in range(_MOST_RECORDS):
        while open_ends and at >= open_ends[-1][0]:
            open_ends.pop()
        if at + 8 > len(content):
            break
        if not open_ends and content[at : at + 1] in (b"\0", b"\1") and content[at + 3 : at + 5] == b"\x02\xf0":
            at += 1  # the byte that tells body from header before each drawing
            continue
        kind, size = struct.unpack_from("<2xHI", content, at)
        end = min(at + 8 + size, len(content))
        if kind in _CONTAINERS:
            depth = sum(1 for _, opened in open_ends if opened == _GROUP)
            if kind == _GROUP and depth == 1:
                leader = None  # a group of its own in the drawing; its first shape stands for it
            open_ends.append((end, kind))
            at += 8
            continue
        depth = sum(1 for _, opened in open_ends if opened == _GROUP)
        if kind == _SHAPE_RECORD and size >= 4 and depth > 1:
            shape = struct.unpack_from("<I", content, at + 8)[0]
            if leader is None:
                leader = shape
                groups[shape] = []
            else:
                groups[leader].append(shape)
        at = end if kind >= 0xF000 else at + 1
    return groups
