"""The text as citations are matched on: folded, wrapped lines rejoined, letter-spaced runs closed.

A view has two strings of one length, ``text`` and ``low`` (the same in lower case). A line break that stands inside a
sentence is a blank there, so that a citation broken over two lines reads on; every other break stays. Offsets of the view
lead back to offsets of the document by :meth:`View.original`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ..grammar import Grammars
from ..layout import Document

if TYPE_CHECKING:
    import regex

    Pattern = re.Pattern[str] | regex.Pattern[str]

_WIDEST_PRINTED_LINE = 140
"""Characters: no page holds a longer printed line at 13 points; paragraphs of a word processor file do."""

_INVISIBLE = "\u200b\u200c\u200d\ufeff\u00ad"
_INVISIBLE_RUN = re.compile(f"[{_INVISIBLE}]+")

# Single letters that stand alone only where a word was set with blanks between its letters.
_LETTERS_ALONE = (" ị ", " ố ", "\nị\n", "\nố\n", " Ị ", " Ố ")


class Origin(NamedTuple):
    """Where the characters of a view come from: its stretches begin at ``starts``, in the document at ``sources``."""

    starts: list[int]
    sources: list[int]

    def of(self, at: int) -> int:
        """The offset in the document of the character ``at`` of the view."""
        stretch = bisect_right(self.starts, at) - 1
        return self.sources[stretch] + at - self.starts[stretch]

    def here(self, offset: int) -> int:
        """The first character of the view that comes from ``offset`` or behind it."""
        stretch = bisect_right(self.sources, offset) - 1
        if stretch < 0:
            return 0
        at = self.starts[stretch] + offset - self.sources[stretch]
        return min(at, self.starts[stretch + 1]) if stretch + 1 < len(self.starts) else at


class View(NamedTuple):
    """See the module. ``numbers`` holds the matches of the rule ``cited-number`` by their start, in order; ``origin``
    leads to the document, null where the view has the same offsets."""

    text: str
    low: str
    numbers: dict[int, regex.Match[str]]
    origin: Origin | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document behind a stretch of the view."""
        if self.origin is None or start >= end:
            return start, end
        return self.origin.of(start), self.origin.of(end - 1) + 1

    def here(self, offset: int) -> int:
        """The place in the view of an offset of the document."""
        return offset if self.origin is None else min(self.origin.here(offset), len(self.text))


def view_of(document: Document, grammars: Grammars) -> View:
    """The view of a whole document."""
    text = document.folded
    origin = None
    if any(letter in text for letter in _LETTERS_ALONE):
        text, origin = _without(text, origin, grammars.pattern("letter-spaced"), _every_second)
    if any(sign in text for sign in _INVISIBLE):
        text, origin = _without(text, origin, _INVISIBLE_RUN, _nothing)
    if "\n" in text:
        text = grammars.pattern("wrapped-line" if _is_wrapped(document) else "continued-line").sub(" ", text)
    numbers = {match.start(): match for match in grammars.pattern("cited-number").finditer(text)}
    return View(text, _lower(text), numbers, origin)


def _is_wrapped(document: Document) -> bool:
    if document.wrapped:
        return True
    return document.format == "txt" and max(map(len, document.text.split("\n"))) <= _WIDEST_PRINTED_LINE


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _nothing(run: range) -> range:
    return run[:0]


def _every_second(run: range) -> range:
    return run[::2]


def _without(text: str, origin: Origin | None, pattern: Pattern, kept: Callable[[range], range]) -> tuple[str, Origin | None]:
    """``text`` with only the ``kept`` characters of each run that ``pattern`` finds, and where each came from."""
    parts: list[tuple[int, int]] = []
    at = 0
    for run in pattern.finditer(text):
        parts.append((at, run.start()))
        parts += ((place, place + 1) for place in kept(range(run.start(), run.end())))
        at = run.end()
    if not at:
        return text, origin
    parts.append((at, len(text)))
    parts = [part for part in parts if part[0] < part[1]]
    return "".join([text[start:end] for start, end in parts]), _composed(parts, origin)


def _composed(parts: list[tuple[int, int]], origin: Origin | None) -> Origin:
    """The origin of a view joined from ``parts`` of a text that has itself an origin or is the document."""
    starts, sources, at = [0], [0], 0
    for start, end in parts:
        cuts = [start]
        if origin is not None:
            cuts += origin.starts[bisect_right(origin.starts, start) : bisect_left(origin.starts, end)]
        for cut in cuts:
            place = at + cut - start
            if not place:
                starts.clear()
                sources.clear()
            starts.append(place)
            sources.append(cut if origin is None else origin.of(cut))
        at += end - start
    return Origin(starts, sources)
