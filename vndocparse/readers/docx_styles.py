"""Styles of a .docx: what a paragraph or run gets from its style, the styles that one is based on, and the defaults.

Each style is resolved once, when a paragraph first names it. Conditional formats of table styles are not looked at.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml.etree import _Element

from ..layout import Alignment
from . import docx_tags as w
from .docx_fragments import Fragments
from .docx_package import Package
from .parts import PartError

ALIGNMENTS: dict[str | None, Alignment] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "both",
    "lowKashida": "both",
    "mediumKashida": "both",
    "highKashida": "both",
    "thaiDistribute": "both",
}
_DEEPEST = 40  # styles based on each other; Word itself stops at 11


class RunFormat(NamedTuple):
    """What run properties say; None where they say nothing. ``font`` is a name or ``+`` and a slot of the theme."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    language: str | None = None


class ParagraphStyle(NamedTuple):
    """A paragraph style with all it inherits: ``run`` without the defaults, ``bold`` and the rest with them.

    ``list_id`` is None where no style numbers the paragraph; ``list_level`` None where the list itself tells it by one of
    ``names``, the style and those it is based on.
    """

    names: tuple[str, ...] = ()
    align: Alignment = ""
    list_id: str | None = None
    list_level: int | None = None
    run: RunFormat = RunFormat()
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str | None = None
    language: str | None = None
    altered: bool = False
    """Its text is not shown as it is written: hidden, or in capitals."""


class _Own(NamedTuple):
    """What a style itself says."""

    based_on: str | None
    align: Alignment
    list_id: str | None
    list_level: int | None
    run: RunFormat


def run_format(properties: _Element) -> RunFormat:
    """The direct formatting in a w:rPr, its character style left aside."""
    bold = italic = capitals = hidden = font = language = None
    for item in properties.iterchildren(w.BOLD, w.ITALIC, w.CAPITALS, w.HIDDEN, w.FONTS, w.LANGUAGE):
        tag = item.tag
        if tag == w.BOLD:
            bold = w.is_on(item)
        elif tag == w.ITALIC:
            italic = w.is_on(item)
        elif tag == w.CAPITALS:
            capitals = w.is_on(item)
        elif tag == w.HIDDEN:
            hidden = w.is_on(item)
        elif tag == w.FONTS:
            font = font_of(item)
        else:
            language = item.get(w.VALUE)
    return RunFormat(bold, italic, capitals, hidden, font, language)


class Styles:
    """The style part of a package, which may be missing or broken: then nothing has a style, and ``fault`` says why."""

    def __init__(self, package: Package, part: str | None, theme: str | None) -> None:
        self.fault = ""
        self._package, self._theme = package, theme
        self._fragments: Fragments | None = None
        self._own: dict[str, _Own | None] = {}
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._characters: dict[str, RunFormat] = {}
        self._theme_fonts: dict[str, str] | None = None
        if part is not None:
            try:
                self._fragments = Fragments(package, part, b"styles")
            except PartError as error:
                self.fault = str(error)
        self.defaults = self._read_defaults()
        self._default_name = self._find_default()

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """The paragraph style of that id; the default one for None and for an id that no style has."""
        style = self._paragraphs.get(name)
        if style is None:
            style = self._paragraphs[name] = self._resolve(name)
        return style

    def character(self, name: str) -> RunFormat:
        """What the character style of that id says, with all it is based on."""
        found = self._characters.get(name)
        if found is None:
            found = RunFormat()
            for _, own in self._chain(name):
                found = _filled(found, own.run)
            self._characters[name] = found
        return found

    def list_of_style(self, name: str) -> str | None:
        """The list id that a style (usually a list style) points to."""
        own = self._read(name)
        return own.list_id if own else None

    def font_name(self, font: str | None) -> str | None:
        """The name of a font, slots of the theme looked up."""
        return self._theme_font(font[1:]) if font and font.startswith("+") else font

    def mentions(self, names: tuple[bytes, ...]) -> bool:
        """Does the style part hold any of these byte strings?"""
        content = self._fragments.content if self._fragments else b""
        return any(name in content for name in names)

    def _resolve(self, name: str | None) -> ParagraphStyle:
        if name is None or self._read(name) is None:
            name = self._default_name
        names: list[str] = []
        align: Alignment = ""
        list_id: str | None = None
        list_level: int | None = None
        run = RunFormat()
        for style, own in self._chain(name):
            names.append(style)
            align = align or own.align
            if list_id is None:
                list_id = own.list_id
                if list_level is None:
                    list_level = own.list_level
            run = _filled(run, own.run)
        base = self.defaults
        return ParagraphStyle(
            tuple(names),
            align,
            list_id,
            list_level,
            run,
            bool(run.bold or base.bold),
            bool(run.italic or base.italic),
            bool(run.capitals or base.capitals),
            bool(run.hidden or base.hidden),
            run.font or base.font,
            run.language or base.language,
            bool(run.capitals or base.capitals or run.hidden or base.hidden),
        )

    def _chain(self, name: str | None) -> list[tuple[str, _Own]]:
        """A style and those it is based on, nearest first; a circle ends where it closes."""
        found: list[tuple[str, _Own]] = []
        seen: set[str] = set()
        while name is not None and name not in seen and len(found) < _DEEPEST:
            seen.add(name)
            own = self._read(name)
            if own is None:
                break
            found.append((name, own))
            name = own.based_on
        return found

    def _read(self, name: str) -> _Own | None:
        if name not in self._own:
            element = self._element(name)
            self._own[name] = None if element is None else self._read_element(element)
        return self._own[name]

    def _read_element(self, element: _Element) -> _Own:
        based_on: str | None = None
        align: Alignment = ""
        list_id: str | None = None
        list_level: int | None = None
        run = RunFormat()
        for item in element.iterchildren(w.BASED_ON, w.P_PROPERTIES, w.R_PROPERTIES):
            if item.tag == w.BASED_ON:
                based_on = item.get(w.VALUE)
            elif item.tag == w.R_PROPERTIES:
                run = run_format(item)
            else:
                for part in item.iterchildren(w.ALIGNMENT, w.NUMBERING):
                    if part.tag == w.ALIGNMENT:
                        align = ALIGNMENTS.get(part.get(w.VALUE), "")
                    else:
                        list_id, list_level = list_reference(part)
        return _Own(based_on, align, list_id, list_level, run)

    def _element(self, name: str) -> _Element | None:
        if self._fragments is None or self.fault:
            return None
        try:
            return self._fragments.find("style", "styleId", name)
        except PartError as error:
            self.fault = str(error)
            return None

    def _read_defaults(self) -> RunFormat:
        if self._fragments is None:
            return RunFormat()
        try:
            if not self._fragments.regular:
                root = self._fragments.whole()
                defaults = next(root.iterchildren(w.DEFAULTS), None)
            else:
                defaults = self._fragments.first(b"docDefaults")
        except PartError as error:
            self.fault = str(error)
            return RunFormat()
        if defaults is None:
            return RunFormat()
        properties = next((item for part in defaults.iterchildren(w.R_DEFAULT) for item in part.iterchildren(w.R_PROPERTIES)), None)
        return RunFormat() if properties is None else run_format(properties)

    def _find_default(self) -> str | None:
        """The id of the default paragraph style; parsed at once, since nearly every paragraph has it."""
        if self._fragments is None or self.fault:
            return None
        try:
            if self._fragments.regular:
                for start, opening in self._fragments.openings(b"style"):
                    if b"paragraph" in opening and b"default" in opening:
                        element = self._fragments.at(start, b"style")
                        if element is not None and _is_default(element):
                            return self._keep(element)
                return None
            for element in self._fragments.whole().iterchildren(w.STYLE):
                if _is_default(element):
                    return self._keep(element)
        except PartError as error:
            self.fault = str(error)
        return None

    def _keep(self, element: _Element) -> str:
        name = element.get(w.STYLE_ID) or ""
        self._own[name] = self._read_element(element)
        return name

    def _theme_font(self, name: str) -> str | None:
        """The Latin font behind ``minorHAnsi``, ``majorAscii`` …"""
        if self._theme_fonts is None:
            self._theme_fonts = {}
            try:
                root = self._package.xml(self._theme) if self._theme else None
            except PartError:
                root = None
            for font in root.iter("{*}majorFont", "{*}minorFont") if root is not None else ():
                latin = next(font.iterchildren("{*}latin"), None)
                if latin is not None:
                    self._theme_fonts[str(font.tag).rpartition("}")[2][:5]] = latin.get("typeface") or ""
        return self._theme_fonts.get(name[:5]) or None


def _is_default(style: _Element) -> bool:
    return style.get(w.TYPE) == "paragraph" and style.get(w.DEFAULT) in ("1", "true", "on")


def font_of(fonts: _Element) -> str | None:
    """The font of Western letters that a w:rFonts names: a name, or ``+`` and a slot of the theme."""
    direct = fonts.get(w.ASCII) or fonts.get(w.H_ANSI)
    if direct:
        return direct
    theme = fonts.get(w.ASCII_THEME) or fonts.get(w.H_ANSI_THEME)
    return f"+{theme}" if theme else None


def list_reference(numbering: _Element) -> tuple[str | None, int | None]:
    """List id and level that a w:numPr names; None for what it leaves open."""
    list_id: str | None = None
    level: int | None = None
    for item in numbering.iterchildren(w.LIST_ID, w.LIST_LEVEL):
        if item.tag == w.LIST_ID:
            list_id = item.get(w.VALUE)
        else:
            level = w.number(item.get(w.VALUE))
    return list_id, level


def _filled(near: RunFormat, far: RunFormat) -> RunFormat:
    if far == _NOTHING:
        return near
    return RunFormat(
        far.bold if near.bold is None else near.bold,
        far.italic if near.italic is None else near.italic,
        far.capitals if near.capitals is None else near.capitals,
        far.hidden if near.hidden is None else near.hidden,
        near.font or far.font,
        near.language or far.language,
    )


_NOTHING = RunFormat()
