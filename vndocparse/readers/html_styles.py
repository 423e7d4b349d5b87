"""What elements of a web page look like: the few properties of style sheets that matter to the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element

from ..layout import Alignment

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"[a-z][a-z0-9]*|(?:[a-z][a-z0-9]*)?[.#][\w-]+", re.IGNORECASE)
_FONT_FAMILY = re.compile(r"(?:[\d.]+(?:pt|px|em|rem|%|cm|mm|in)|(?:x+-)?(?:small|large)|medium)(?:/\S+)?\s+(.+)", re.IGNORECASE)
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "middle": "center",
    "right": "right",
    "end": "right",
    "justify": "both",
}
_BOLD_TAGS = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC_TAGS = frozenset(("i", "em", "cite", "var", "dfn", "address"))
_PRESERVED_TAGS = frozenset(("pre", "xmp", "listing", "plaintext"))
_HEAVY = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_MOST_RULES = 5000


class Look(NamedTuple):
    """What the elements inside inherit; ``list_type`` is the form of list numbers."""

    font: str | None = None
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    preserved: bool = False
    align: Alignment = ""
    list_type: str = ""


class Sheet:
    """The rules of the style sheets within the page; selectors of more than an element and a class are left aside."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[str, str]] = {}

    def add(self, text: str) -> None:
        """Reads a style sheet; rules for print and the like are passed over."""
        text = _COMMENT.sub(" ", text)
        for selectors, body in _rules(text):
            found = declarations(body)
            if not found or len(self._rules) > _MOST_RULES:
                continue
            for selector in selectors.split(","):
                name = selector.strip().lower()
                if _SIMPLE.fullmatch(name):
                    self._rules.setdefault(name, {}).update(found)

    def properties(self, element: _Element) -> dict[str, str]:
        """The properties of an element, its own style last."""
        found: dict[str, str] = {}
        if self._rules:
            tag = element.tag.lower()
            names = [f".{name}" for name in (element.get("class") or "").lower().split()[:20]]
            if key := element.get("id"):
                names.append(f"#{key.lower()}")
            for name in (tag, *names, *(tag + name for name in names)):
                if name in self._rules:
                    found.update(self._rules[name])
        style = element.get("style")
        if style:
            found.update(declarations(style))
        return found


def _rules(text: str) -> list[tuple[str, str]]:
    """The rules of a sheet outside of any block that begins with ``@``."""
    found: list[tuple[str, str]] = []
    depth, start, selectors = 0, 0, ""
    for match in re.finditer("[{};]", text):
        sign, at = match[0], match.start()
        if sign == "{":
            if depth == 0:
                selectors, start = text[start:at].strip(), at + 1
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                if not selectors.startswith("@"):
                    found.append((selectors, text[start:at]))
                start = at + 1
        elif depth == 0:
            start = at + 1  # an @import
    return found


def declarations(style: str) -> dict[str, str]:
    """``name: value`` pairs of a style, names in lower case."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip().removesuffix("!important").strip()
    return found


def is_hidden(element: _Element, properties: dict[str, str]) -> bool:
    return (
        properties.get("display", "").lower() == "none"
        or properties.get("visibility", "").lower() == "hidden"
        or "mso-hide" in properties
        or element.get("hidden") is not None
    )


def look_of(element: _Element, tag: str, properties: dict[str, str], around: Look) -> Look:
    """The look of an element within another."""
    look = _by_tag(element, tag, around)
    if tag != "table" and (written := element.get("align")):
        look = look._replace(align=_ALIGNMENTS.get(written.strip().lower(), look.align))
    return _by_style(properties, look) if properties else look


def _by_tag(element: _Element, tag: str, look: Look) -> Look:
    if tag in _BOLD_TAGS:
        return look._replace(bold=True, align="center" if tag == "th" else look.align)
    if tag in _ITALIC_TAGS:
        return look._replace(italic=True)
    if tag == "font":
        return look._replace(font=_first(element.get("face")) or look.font)
    if tag in _PRESERVED_TAGS:
        return look._replace(preserved=True)
    if tag in ("center", "td"):
        return look._replace(align="center" if tag == "center" else "")
    if tag in ("ol", "ul", "li"):  # a list does not inherit the numbers of the one around it, its items do
        return look._replace(list_type=element.get("type") or (look.list_type if tag == "li" else ""))
    return look


def _by_style(properties: dict[str, str], look: Look) -> Look:
    get = properties.get
    weight, slant, spaces = (get(name, "").lower() for name in ("font-weight", "font-style", "white-space"))
    return Look(
        _first(get("font-family")) or _shorthand(get("font")) or look.font,
        weight in _HEAVY if weight else look.bold,
        slant in ("italic", "oblique") if slant else look.italic,
        get("text-transform", "").lower() == "uppercase" if "text-transform" in properties else look.capitals,
        spaces in ("pre", "pre-wrap", "break-spaces") if spaces else look.preserved,
        _ALIGNMENTS.get(get("text-align", "").lower(), look.align),
        (get("list-style-type") or get("list-style") or look.list_type).split(" ")[0],
    )


def _first(families: str | None) -> str | None:
    return families.split(",")[0].strip().strip("'\"").strip() if families else None


def _shorthand(font: str | None) -> str | None:
    found = _FONT_FAMILY.search(font) if font else None
    return _first(found[1]) if found else None
