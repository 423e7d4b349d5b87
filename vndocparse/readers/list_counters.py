"""Automatic list numbers: the counters of a list, and the label that each paragraph of it shows.

The counters belong to the definition, so that several lists over one definition go on counting; a list that overrides the
start of a level sets that counter once, when the level first appears in it. A level starts anew when a higher one is used,
unless it says otherwise (ISO/IEC 29500-1, 17.9, with Word's readings of it in [MS-OI29500]; the lists of .doc and .rtf are
the same ones in another writing).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .list_numbers import is_lettered, shown

LEVELS = 9


class Label(NamedTuple):
    """What stands before a paragraph; ``font`` is that of the level, where it names one."""

    text: str
    level: int
    font: str | None = None


class Level:
    """One level of a list; ``restart`` is the level (from 1) whose use starts it anew, 0 for none, None for any higher one."""

    def __init__(
        self,
        start: int = 1,
        style: str = "decimal",
        text: tuple[str | int, ...] = (),
        restart: int | None = None,
        legal: bool = False,
        bullet: bool = False,
        font: str | None = None,
        language: str | None = None,
    ) -> None:
        self.start, self.style, self.restart, self.legal, self.bullet = start, style, restart, legal, bullet
        self.font, self.language = font, language
        self.text = text
        """Literal text, and the levels whose numbers stand between it."""


class Definition:
    """A definition: its levels, the paragraph styles that are tied to them, and where each level has come to."""

    def __init__(self, levels: dict[int, Level] | None = None) -> None:
        self.levels: dict[int, Level] = {} if levels is None else levels
        self.styles: dict[str, int] = {}
        self.counts: dict[int, int] = {}


class CountedList:
    """A list over a definition, with the levels and starts of its own."""

    def __init__(self, definition: Definition, levels: dict[int, Level], starts: dict[int, int]) -> None:
        self.definition, self.levels, self.starts = definition, levels, starts
        self.begun: set[int] = set()

    def next(self, level: int, language: Callable[[], str | None]) -> Label | None:
        """Counts a paragraph of the list and gives its label; None where the list has no such level.

        ``language`` gives the language of the paragraph mark, asked only for letters.
        """
        level = min(max(level, 0), LEVELS - 1)
        current = self.levels.get(level)
        if current is None:
            return None
        self._count(level, current)
        return Label(self._text(current, language), level, current.font)

    def _count(self, level: int, current: Level) -> None:
        counts = self.definition.counts
        if level in self.starts and level not in self.begun:
            self.begun.add(level)
            counts[level] = self.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self.starts.get(level, current.start)
        for deeper in [at for at in counts if at > level]:
            rule = self.definition.levels.get(deeper, current).restart
            if rule is None or level < rule:
                del counts[deeper]

    def _text(self, current: Level, language: Callable[[], str | None]) -> str:
        if current.bullet:
            return str(current.text[0]) if current.text else ""
        counts = self.definition.counts
        parts: list[str] = []
        for piece in current.text:
            if isinstance(piece, str):
                parts.append(piece)
                continue
            other = self.levels.get(piece, current)
            value = counts[piece] if piece in counts else self.starts.get(piece, other.start)
            style = "decimal" if current.legal and other.style not in ("none", "bullet") else other.style
            vietnamese = is_lettered(style) and (current.language or language() or "").lower().startswith("vi")
            parts.append(shown(value, style, vietnamese))
        return "".join(parts).strip()


def pieces(text: str, at: int) -> tuple[str | int, ...]:
    """``%1.%2`` as levels and what stands between them; empty if it asks for a level below its own, as Word then shows none."""
    pieces: list[str | int] = []
    literal = ""
    position = 0
    while position < len(text):
        sign = text[position]
        if sign == "%" and text[position + 1 : position + 2] in tuple("123456789"):
            other = int(text[position + 1]) - 1
            if other > at:
                return ()
            if literal:
                pieces.append(literal)
                literal = ""
            pieces.append(other)
            position += 2
        else:
            literal += sign
            position += 1
    if literal:
        pieces.append(literal)
    return tuple(pieces)
