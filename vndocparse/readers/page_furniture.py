"""What is printed on every page and belongs to none: page numbers, running heads and feet; and the notes at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .page_lines import PrintedLine

# Heads and feet stand in the outer eighth of a page (2 cm margins are a fifteenth).
_ZONE = 0.125
_DEEP = 3
_NUMBER = re.compile(
    r"(?:[-\u2013\u2014]\s*)?(?:(?:trang|page)\s*)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-\u2013\u2014])?$", re.IGNORECASE
)
_NOTE = re.compile(r"(?:\(?\d{1,2}\)?|\*{1,3})\s*[^\W\d_]")
_NOTE_SIZE = 0.9


class Furniture(NamedTuple):
    """The body lines of each page; the running heads and feet, each once; the notes."""

    pages: list[list[PrintedLine]]
    heads: list[PrintedLine]
    feet: list[PrintedLine]
    notes: list[PrintedLine]


def set_apart(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]) -> Furniture:
    """Sorts the lines of ``pages`` (free of tables, top to bottom) into body, running heads and feet, and notes."""
    numbers = _page_numbers(pages, heights)
    shapes = Counter(
        shape for lines, height in zip(pages, heights, strict=True) for shape in {_shape(n, height) for n in _outer(lines, height)}
    )
    repeated = {shape for shape, count in shapes.items() if count > 1 and count * 2 >= len(pages)}
    found = Furniture([], [], [], [])
    seen: set[tuple[str, int]] = set()
    for lines, height in zip(pages, heights, strict=True):
        outer = _outer(lines, height)
        body = []
        for line in lines:
            if line in numbers:
                continue
            if line in outer and (shape := _shape(line, height)) in repeated:
                if shape not in seen:
                    seen.add(shape)
                    (found.heads if line.box[1] < height / 2 else found.feet).append(line)
                continue
            body.append(line)
        first_note = _notes_from(body)
        found.pages.append(body[:first_note])
        found.notes.extend(body[first_note:])
    return found


def _outer(lines: Sequence[PrintedLine], height: float) -> list[PrintedLine]:
    """The first and last lines of a page that stand in its margins."""
    top = [line for line in lines[:_DEEP] if line.box[3] < _ZONE * height]
    return top + [line for line in lines[max(len(lines) - _DEEP, len(top)) :] if line.box[1] > (1 - _ZONE) * height]


def _shape(line: PrintedLine, height: float) -> tuple[str, int]:
    """What stays the same from page to page: the words but for the number of the page, and the place."""
    words = " ".join("#" if word.strip("-/.,") == str(line.page) else word for word in line.text.split())
    return words, round(line.box[1] / height * 100)


def _page_numbers(pages: Sequence[Sequence[PrintedLine]], heights: Sequence[float]) -> set[PrintedLine]:
    """Lone numbers in the margins that count the pages: from their first one on, or all with one offset."""
    found = []
    for index, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for line in _outer(lines, height):
            if match := _NUMBER.match(line.text):
                found.append((line, int(match[1]) - index))
    offsets = Counter(offset for _, offset in found)
    return {line for line, offset in found if offset == 1 or offsets[offset] > 1}


def _notes_from(lines: Sequence[PrintedLine]) -> int:
    """Index of the first footnote: the lines from it to the end are in smaller type, and it begins with its mark."""
    if not lines:
        return 0
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    most = _NOTE_SIZE * max(sizes, key=lambda size: (sizes[size], size))
    at = first = len(lines)
    while at > 0 and lines[at - 1].size < most:
        at -= 1
        if _NOTE.match(lines[at].text) and _is_mark(lines[at]):
            first = at
    return first


def _is_mark(line: PrintedLine) -> bool:
    """Is the mark of a note raised, or glued to its words? ``1. …`` in small type is an item of a list."""
    runs = line.runs
    return runs[0].size < 0.85 * runs[-1].size or not line.text.partition(" ")[0].rstrip(".").isdigit()
