"""Automatic list numbers of a .docx, as Word shows them.

The counters belong to the abstract definition, so that several lists over one definition go on counting; a list that
overrides the start of a level sets that counter once, when the level first appears in it. A level starts anew when a
higher one is used, unless it says otherwise (ISO/IEC 29500-1, 17.9, with Word's readings of it in [MS-OI29500]).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lxml.etree import _Element

from . import docx_tags as w
from .docx_fragments import Fragments
from .docx_package import Package, PartError
from .docx_styles import Styles, run_format
from .list_numbers import is_known, is_lettered, shown
from .symbols import bullet

_LEVELS = 9
_LONGEST_TEXT = 200  # Word allows 31 characters


class Label(NamedTuple):
    """What stands before a paragraph; ``font`` is that of the level, where it names one."""

    text: str
    level: int
    font: str | None = None


class _Level:
    """One level of a list: the defaults are those of a level that says nothing."""

    start: int = 1
    style: str = "decimal"
    text: tuple[str | int, ...] = ()
    """Literal text, and the levels whose numbers stand between it."""
    restart: int | None = None
    legal: bool = False
    bullet: bool = False
    font: str | None = None
    language: str | None = None


class _Definition:
    """An abstract definition: its levels, the paragraph styles that are tied to them, and where each level has come to."""

    def __init__(self) -> None:
        self.levels: dict[int, _Level] = {}
        self.styles: dict[str, int] = {}
        self.counts: dict[int, int] = {}


class _List:
    """A list of the document: its definition, its own levels and the starts that it overrides, the levels it has begun."""

    def __init__(self, definition: _Definition, levels: dict[int, _Level], starts: dict[int, int]) -> None:
        self.definition, self.levels, self.starts = definition, levels, starts
        self.begun: set[int] = set()


class Numbering:
    """The numbering part, which may be missing or broken: then no paragraph has a number, and ``fault`` says why."""

    def __init__(self, package: Package, part: str | None, styles: Styles) -> None:
        self.fault = ""
        self.unknown_formats: set[str] = set()
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._definitions: dict[str, _Definition] = {}
        self._fragments: Fragments | None = None
        try:
            if part is None:
                self.fault = "paragraphs are numbered, but the file has no numbering part"
            else:
                self._fragments = Fragments(package, part, b"numbering")
        except PartError as error:
            self.fault = str(error)

    def next(self, list_id: str, level: int | None, names: tuple[str, ...], language: Callable[[], str | None]) -> Label | None:
        """Counts a paragraph of the list and gives its label; None for a paragraph that Word does not number.

        ``names`` are, where a style numbers the paragraph, that style and those it is based on: one that is tied to a level
        has that level. ``language`` gives the language of the paragraph mark, asked only for letters.
        """
        found = self._list(list_id)
        if found is None:
            return None
        definition = found.definition
        for name in names:
            if name in definition.styles:
                level = definition.styles[name]
                break
        level = min(max(level or 0, 0), _LEVELS - 1)
        current = found.levels.get(level)
        if current is None:
            return None
        self._count(found, level, current)
        return Label(self._text(found, current, language), level, current.font)

    @staticmethod
    def _count(found: _List, level: int, current: _Level) -> None:
        counts = found.definition.counts
        if level in found.starts and level not in found.begun:
            found.begun.add(level)
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = found.starts.get(level, current.start)
        for deeper in [at for at in counts if at > level]:
            rule = found.definition.levels.get(deeper, current).restart
            if rule is None or level < rule:
                del counts[deeper]

    @staticmethod
    def _text(found: _List, current: _Level, language: Callable[[], str | None]) -> str:
        if current.bullet:
            return str(current.text[0]) if current.text else ""
        counts = found.definition.counts
        parts: list[str] = []
        for piece in current.text:
            if isinstance(piece, str):
                parts.append(piece)
                continue
            other = found.levels.get(piece, current)
            value = counts[piece] if piece in counts else found.starts.get(piece, other.start)
            style = "decimal" if current.legal and other.style not in ("none", "bullet") else other.style
            vietnamese = is_lettered(style) and (current.language or language() or "").lower().startswith("vi")
            parts.append(shown(value, style, vietnamese))
        return "".join(parts).strip()

    def _list(self, list_id: str) -> _List | None:
        lists = self._lists
        if list_id not in lists:
            lists[list_id] = None  # a list that refers to itself has no definition
            try:
                lists[list_id] = self._read_list(list_id)
            except PartError as error:
                self.fault = str(error)
        return lists[list_id]

    def _read_list(self, list_id: str) -> _List | None:
        element = self._fragments.find("num", "numId", list_id) if self._fragments else None
        if element is None:
            return None
        definition: _Definition | None = None
        own: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for item in element.iterchildren(w.ABSTRACT_ID, w.LEVEL_OVERRIDE):
            if item.tag == w.ABSTRACT_ID:
                definition = self._definition(item.get(w.VALUE) or "")
                continue
            at = w.number(item.get(w.LIST_LEVEL))
            for part in item.iterchildren(w.START_OVERRIDE, w.LEVEL):
                if part.tag == w.START_OVERRIDE:
                    starts[at] = w.number(part.get(w.VALUE), 1)
                else:
                    own[at] = self._read_level(part, at)
        if definition is None:
            return None
        return _List(definition, definition.levels | own, starts)

    def _definition(self, abstract_id: str) -> _Definition | None:
        if abstract_id in self._definitions:
            return self._definitions[abstract_id]
        element = self._fragments.find("abstractNum", "abstractNumId", abstract_id) if self._fragments else None
        if element is None:
            return None
        definition = _Definition()
        for item in element.iterchildren(w.LEVEL, w.LIST_STYLE_LINK):
            if item.tag == w.LIST_STYLE_LINK:
                linked = self._linked(item.get(w.VALUE) or "")
                if linked is not None:
                    definition = linked
                    break
                continue
            at = w.number(item.get(w.LIST_LEVEL))
            definition.levels[at] = self._read_level(item, at)
            tied = next(item.iterchildren(w.P_STYLE), None)
            if tied is not None:
                definition.styles[tied.get(w.VALUE) or ""] = at
        self._definitions[abstract_id] = definition
        return definition

    def _linked(self, style: str) -> _Definition | None:
        """The definition behind a list style: through the list that the style names, else the one that claims the style."""
        list_id = self._styles.list_of_style(style)
        if list_id is not None:
            found = self._list(list_id)
            return found.definition if found else None
        if self._fragments is not None:
            for element in self._fragments.whole().iterchildren(w.ABSTRACT):
                if any(link.get(w.VALUE) == style for link in element.iterchildren(w.STYLE_LINK)):
                    return self._definition(element.get(w.ABSTRACT_ID) or "")
        return None

    def _read_level(self, element: _Element, at: int) -> _Level:
        level = _Level()
        text = ""
        for item in element.iterchildren():
            tag = item.tag
            if tag == w.START:
                level.start = w.number(item.get(w.VALUE), 1)
            elif tag == w.NUMBER_FORMAT:
                level.style = _style(item)
            elif tag == w.ALTERNATIVES:
                # A custom format; the fallback is for programs that do not know it.
                level.style = next((_style(found) for found in item.iter(w.NUMBER_FORMAT)), level.style)
            elif tag == w.LEVEL_TEXT:
                text = (item.get(w.VALUE) or "")[:_LONGEST_TEXT]
            elif tag == w.LEVEL_RESTART:
                level.restart = w.number(item.get(w.VALUE))
            elif tag == w.LEGAL:
                level.legal = w.is_on(item)
            elif tag == w.R_PROPERTIES:
                form = run_format(item)
                level.font, level.language = form.font, form.language
        level.bullet = level.style == "bullet"
        if not level.bullet and not is_known(level.style):
            self.unknown_formats.add(level.style)
        level.text = (bullet(text, level.font),) if level.bullet else _pieces(text, at)
        return level


def _style(item: _Element) -> str:
    style = item.get(w.VALUE) or "decimal"
    if style != "custom":
        return style
    # "001, 002, 003, ..." and the like
    pattern = (item.get(w.FORMAT) or "").split(",")[0].strip()
    return pattern[:-1] + "0" if len(pattern) > 1 and pattern.strip("0") == "1" else "decimal"


def _pieces(text: str, at: int) -> tuple[str | int, ...]:
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
