"""The numbering part of a .docx: its lists and their definitions, read when a paragraph first names them."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element

from . import docx_tags as w
from .docx_fragments import Fragments
from .docx_package import Package
from .docx_styles import Styles, run_format
from .list_counters import CountedList, Definition, Label, Level, pieces
from .list_numbers import is_known
from .parts import PartError
from .symbols import bullet

_LONGEST_TEXT = 200  # Word allows 31 characters


class Numbering:
    """The numbering part, which may be missing or broken: then no paragraph has a number, and ``fault`` says why."""

    def __init__(self, package: Package, part: str | None, styles: Styles) -> None:
        self.fault = ""
        self.unknown_formats: set[str] = set()
        self._styles = styles
        self._lists: dict[str, CountedList | None] = {}
        self._definitions: dict[str, Definition] = {}
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
        return found.next(level or 0, language)

    def _list(self, list_id: str) -> CountedList | None:
        lists = self._lists
        if list_id not in lists:
            lists[list_id] = None  # a list that refers to itself has no definition
            try:
                lists[list_id] = self._read_list(list_id)
            except PartError as error:
                self.fault = str(error)
        return lists[list_id]

    def _read_list(self, list_id: str) -> CountedList | None:
        element = self._fragments.find("num", "numId", list_id) if self._fragments else None
        if element is None:
            return None
        definition: Definition | None = None
        own: dict[int, Level] = {}
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
        return CountedList(definition, definition.levels | own, starts)

    def _definition(self, abstract_id: str) -> Definition | None:
        if abstract_id in self._definitions:
            return self._definitions[abstract_id]
        element = self._fragments.find("abstractNum", "abstractNumId", abstract_id) if self._fragments else None
        if element is None:
            return None
        definition = Definition()
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

    def _linked(self, style: str) -> Definition | None:
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

    def _read_level(self, element: _Element, at: int) -> Level:
        level = Level()
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
        level.text = (bullet(text, level.font),) if level.bullet else pieces(text, at)
        return level


def _style(item: _Element) -> str:
    style = item.get(w.VALUE) or "decimal"
    if style != "custom":
        return style
    # "001, 002, 003, ..." and the like
    pattern = (item.get(w.FORMAT) or "").split(",")[0].strip()
    return pattern[:-1] + "0" if len(pattern) > 1 and pattern.strip("0") == "1" else "decimal"
