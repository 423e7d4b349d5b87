"""Styles of an OpenDocument text: what paragraphs and runs look like, and the list styles. OpenDocument 1.3, part 3, 16."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml.etree import _Element

from ..layout import Alignment
from .list_counters import LEVELS, Level
from .symbols import bullet

OFFICE, STYLE, TEXT, TABLE, DRAW, FO, SVG, LOEXT = (
    f"{{{name}}}"
    for name in (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    )
)
_ALIGNMENTS: dict[str | None, Alignment] = {
    "start": "left",
    "left": "left",
    "center": "center",
    "end": "right",
    "right": "right",
    "justify": "both",
}
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_DEEPEST = 40
_LONGEST_TEXT = 200


class Look(NamedTuple):
    """What a style says, None or empty where it says nothing."""

    align: Alignment = ""
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, base: Look) -> Look:
        """This look, and where it says nothing the other one."""
        return Look(
            self.align or base.align,
            self.font or base.font,
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.capitals if self.capitals is None else self.capitals,
            base.hidden if self.hidden is None else self.hidden,
        )


class Styles:
    """The styles of the document, automatic ones before the named ones."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self.unknown_formats: set[str] = set()
        self._styles: dict[tuple[str, str], _Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._faces: dict[str, str] = {}
        self._lists: dict[str, _Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._outline: _Element | None = None
        self._defaults = Look()
        for root in roots:
            for element in root.iter(f"{STYLE}font-face"):
                self._faces.setdefault(element.get(f"{STYLE}name") or "", (element.get(f"{SVG}font-family") or "").strip("'\" "))
            for element in root.iter(f"{STYLE}style", f"{STYLE}default-style", f"{TEXT}list-style", f"{TEXT}outline-style"):
                self._keep(element)

    def _keep(self, element: _Element) -> None:
        name = element.get(f"{STYLE}name") or ""
        if element.tag == f"{STYLE}style":
            self._styles.setdefault((element.get(f"{STYLE}family") or "", name), element)
        elif element.tag == f"{TEXT}list-style":
            self._lists.setdefault(name, element)
        elif element.tag == f"{TEXT}outline-style":
            self._outline = element
        elif element.get(f"{STYLE}family") == "paragraph":
            self._defaults = self._own(element)

    def paragraph(self, name: str | None) -> Look:
        """The look of a paragraph style with all it is based on and the defaults."""
        return self._look("paragraph", name).over(self._defaults)

    def run(self, name: str | None) -> Look:
        """The look of a text style; it says nothing where the paragraph is to decide."""
        return self._look("text", name)

    def levels(self, name: str | None) -> dict[int, Level]:
        """The levels of a list style by number from 0; of the outline for None."""
        key = name or ""
        if key not in self._levels:
            element = self._outline if name is None else self._lists.get(name)
            self._levels[key] = dict(self._level(child) for child in element) if element is not None else {}
        return self._levels[key]

    def _look(self, family: str, name: str | None) -> Look:
        key = family, name or ""
        if key not in self._looks:
            look = Look()
            for element in self._chain(family, name):
                look = look.over(self._own(element))
            self._looks[key] = look
        return self._looks[key]

    def _chain(self, family: str, name: str | None) -> list[_Element]:
        found: list[_Element] = []
        seen: set[str] = set()
        while name and name not in seen and len(found) < _DEEPEST:
            seen.add(name)
            element = self._styles.get((family, name))
            if element is None:
                break
            found.append(element)
            name = element.get(f"{STYLE}parent-style-name")
        return found

    def _own(self, element: _Element) -> Look:
        align: Alignment = ""
        for properties in element.iterchildren(f"{STYLE}paragraph-properties"):
            align = _ALIGNMENTS.get(properties.get(f"{FO}text-align"), "")
        for properties in element.iterchildren(f"{STYLE}text-properties"):
            get = properties.get
            weight, slant, transform, display = (
                get(name) for name in (f"{FO}font-weight", f"{FO}font-style", f"{FO}text-transform", f"{TEXT}display")
            )
            return Look(
                align,
                self._font(properties),
                None if weight is None else weight in ("bold", "600", "700", "800", "900"),
                None if slant is None else slant in ("italic", "oblique"),
                None if transform is None else transform == "uppercase",
                None if display is None else display == "none",
            )
        return Look(align)

    def _font(self, properties: _Element) -> str | None:
        name = properties.get(f"{STYLE}font-name")
        if name is not None:
            return self._faces.get(name) or name
        family = properties.get(f"{FO}font-family")
        return family.strip("'\" ") if family else None

    def _level(self, element: _Element) -> tuple[int, Level]:
        number = _number(element.get(f"{TEXT}level"), 1) - 1
        level = Level(start=_number(element.get(f"{TEXT}start-value"), 1))
        properties = next(element.iterchildren(f"{STYLE}text-properties"), None)
        level.font = self._font(properties) if properties is not None else None
        if not str(element.tag).endswith("-number") and element.tag != f"{TEXT}outline-level-style":
            level.style, level.bullet = "bullet", True
            level.text = (bullet(element.get(f"{TEXT}bullet-char") or "•", level.font),)
            return number, level
        level.style = self._format(element.get(f"{STYLE}num-format") or "")
        shown = element.get(f"{LOEXT}num-list-format")
        level.text = _marked(shown[:_LONGEST_TEXT], number) if shown is not None else self._joined(element, number, level.style)
        return number, level

    def _format(self, written: str) -> str:
        if written in _FORMATS:
            return _FORMATS[written]
        first = written.split(",")[0].strip()
        if len(first) > 1 and first.strip("0") == "1":  # "01, 02, 03, ..."
            return first[:-1] + "0"
        self.unknown_formats.add(written)
        return "decimal"

    @staticmethod
    def _joined(element: _Element, number: int, style: str) -> tuple[str | int, ...]:
        """The label as prefix, the numbers of the levels shown, and suffix."""
        shown = min(max(_number(element.get(f"{TEXT}display-levels"), 1), 1), number + 1)
        parts: list[str | int] = [element.get(f"{STYLE}num-prefix") or ""]
        if style != "none":
            for other in range(number - shown + 1, number + 1):
                parts += [other, "."]
            parts.pop()
        parts.append(element.get(f"{STYLE}num-suffix") or "")
        return tuple(part for part in parts if part != "")


def _marked(written: str, number: int) -> tuple[str | int, ...]:
    """LibreOffice's own form of a label: ``Điều %1%.``, with the numbers of levels between signs of percent."""
    parts: list[str | int] = []
    for at, part in enumerate(written.split("%")):
        if at % 2 and part.isdecimal() and part.isascii() and 0 < int(part) <= LEVELS + 1:
            parts.append(min(int(part) - 1, number))
        elif part:
            parts.append(part)
    return tuple(parts)


def _number(written: str | None, default: int) -> int:
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 10 else default
