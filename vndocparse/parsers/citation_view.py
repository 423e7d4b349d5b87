"""The text as citations are matched on: folded, wrapped lines rejoined, letter-spaced runs closed.

A view has two strings of one length, ``text`` and ``low`` (the same in lower case). A line break that stands inside a
sentence is a blank there, so that a citation broken over two lines reads on; every other break stays. Offsets of the view
lead back to offsets of the document by :meth:`View.original`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document

_WIDEST_PRINTED_LINE = 140
"""Characters: no page holds a longer printed line at 13 points; paragraphs of a word processor file do."""

# Single letters that stand alone only where a word was set with blanks between its letters.
_LETTERS_ALONE = (" ị ", " ố ", "\nị\n", "\nố\n", " Ị ", " Ố ")


class View(NamedTuple):
    """See the module; ``origin`` maps each character to the document, null where the view has the same offsets."""

    text: str
    low: str
    origin: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the document behind a stretch of the view."""
        if self.origin is None or start >= end:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1

    def here(self, offset: int) -> int:
        """The place in the view of an offset of the document."""
        return offset if self.origin is None else bisect_left(self.origin, offset)


def view_of(document: Document, grammars: Grammars) -> View:
    """The view of a whole document."""
    text = document.folded
    origin = None
    if any(letter in text for letter in _LETTERS_ALONE):
        text, origin = _close_letters(text, grammars)
    if "\n" in text:
        text = grammars.pattern("wrapped-line" if _is_wrapped(document) else "continued-line").sub(" ", text)
    return View(text, _lower(text), origin)


def _is_wrapped(document: Document) -> bool:
    if document.wrapped:
        return True
    return document.format == "txt" and max(map(len, document.text.split("\n"))) <= _WIDEST_PRINTED_LINE


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _close_letters(text: str, grammars: Grammars) -> tuple[str, tuple[int, ...] | None]:
    """``text`` without the blanks inside letter-spaced runs, and where each character came from."""
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for run in grammars.pattern("letter-spaced").finditer(text):
        parts += (text[at : run.start()], run[0][::2])
        origin += range(at, run.start())
        origin += range(run.start(), run.end(), 2)
        at = run.end()
    if not parts:
        return text, None
    origin += range(at, len(text))
    return "".join([*parts, text[at:]]), tuple(origin)
