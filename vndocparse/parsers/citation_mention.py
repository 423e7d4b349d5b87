"""One mention of a document while it is being read, and what the readers of its parts share."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..grammar import Grammars
from ..models import DatePrecision, Relation
from .citation_bodies import Bodies, bodies_of
from .citation_codes import IssuerCodes, issuer_codes_of
from .citation_types import TypeLexicon, TypeName, branching, lexicon_of
from .citation_view import View
from .dates import day_of
from .numbers import Codes, NumberParts, codes_of

if TYPE_CHECKING:
    import regex

Stretch = tuple[int, int]
"""Start and end in the view."""


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Mention:
    """A mention: all stretches are offsets of the view. ``stop`` is where reading goes on, ``done`` ends its title too.

    Most mentions have few of the values, so the absent ones stay with the class.
    """

    type: TypeName | None = None
    type_at: Stretch | None = None
    number: NumberParts | None = None
    number_at: Stretch | None = None
    repaired: bool = False
    bare: bool = False
    date: str | None = None
    precision: DatePrecision | None = None
    date_at: Stretch | None = None
    issuer: str | None = None
    issuer_at: tuple[Stretch, ...] = ()
    term: str | None = None
    plenum: str | None = None
    congress: bool = False
    title: str | None = None
    title_at: Stretch | None = None
    alias_at: Stretch | None = None
    provisions: tuple[Stretch, ...] = ()
    lead: int = 0
    done: int = 0
    relation: Relation | None = None
    points_back: bool = False
    tentative: bool = False
    """Too weak to stand unless the paper has the full citation."""
    type_capital: bool = True
    antecedent: Mention | None = None
    self_reference: bool = False
    inferred: Mapping[str, str] = _NOTHING
    """The values that were concluded, each with its ground; filled by :meth:`infer`."""
    series: int = 0
    region: int = 0
    id: str | None = None
    id_ambiguous: bool = False

    def __init__(self, start: int, end: int, rule: str, type_: TypeName | None = None, type_at: Stretch | None = None) -> None:
        self.start = start
        self.end = end
        self.rule = rule
        if type_ is not None:
            self.type = type_
            self.type_at = type_at

    def infer(self, name: str, ground: str) -> None:
        """Enters that the value ``name`` was concluded from ``ground``."""
        self.inferred = {**self.inferred, name: ground}

    @property
    def date_end(self) -> int:
        """Where the date ends, -1 without one."""
        return self.date_at[1] if self.date_at else -1


class _Patterns(dict[str, "regex.Pattern[str]"]):
    """Compiled patterns by the name of their rule, each compiled when first asked for."""

    def __init__(self, grammars: Grammars) -> None:
        super().__init__()
        self._grammars = grammars

    def __missing__(self, name: str) -> regex.Pattern[str]:
        pattern = self[name] = self._grammars.pattern(name)
        return pattern


_MOST_PLACES = 4096


class Toolkit:
    """The patterns and lookups of the citation grammar, for one set of grammars."""

    def __init__(self, grammars: Grammars) -> None:
        self.rule = _Patterns(grammars).__getitem__
        self.lexicon: TypeLexicon = lexicon_of(grammars)
        self.bodies: Bodies = bodies_of(grammars)
        self.issuers: IssuerCodes = issuer_codes_of(grammars)
        self.codes: Codes = codes_of(grammars)
        # Patterns of many alternatives that run over stretches of text: the standard engine scans those faster.
        self.introduction = _standard(grammars, "introduction")
        self.openings = re.compile(branching(grammars.items("introduction-openings")))
        self.provision = _standard(grammars, "provision")
        self.title_end = _standard(grammars, "title-end")
        self.number_openings = grammars.items("number-openings")
        self.number_letters = frozenset(opening[0] for opening in self.number_openings)
        self.meeting_openings = grammars.items("meeting-openings")
        self.law_goes_on = grammars.items("law-title-goes-on")
        self.law_small = grammars.items("law-titles-in-small-letters")
        self.law_stops = frozenset(grammars.items("law-title-stops"))
        self.numbers: dict[str, NumberParts | None] = {}
        self._places: dict[str, tuple[str, str] | None] = {}

    def place_at_end(self, name: str) -> tuple[str, str] | None:
        """The word of kind and the place that the name of a body ends with; remembered, as papers repeat their bodies."""
        if name in self._places:
            return self._places[name]
        match = self.rule("place-of-body").search(name)
        found = (match["unit"], match["name"]) if match else None
        if len(self._places) < _MOST_PLACES:
            self._places[name] = found
        return found


def toolkit_of(grammars: Grammars) -> Toolkit:
    """The toolkit of a set of grammars, built once."""
    toolkit: Toolkit = grammars.derived(Toolkit)
    return toolkit


def _standard(grammars: Grammars, name: str) -> re.Pattern[str]:
    return re.compile(grammars.expand(grammars.rule(name).raw, name))


def words(view: View, start: int, end: int) -> str:
    """A stretch of the view on one line."""
    return " ".join(view.text[start:end].split())


# The groups of day and month that go with each group of the year, in the date rules.
_DATE_FORMS = {
    "y": ("d", "m"), "y1": ("d", "m"), "y2": ("d", "m2"), "y3": ("d3", "m3"), "y4": (None, "m4"), "y5": (None, None),
    "y6": (None, "m5"), "y7": (None, None), "y8": (None, None), "y9": (None, None),
}  # fmt: skip
_MISREAD = str.maketrans("ol|", "011")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")


def iso_date(match: regex.Match[str]) -> tuple[str, DatePrecision] | None:
    """The date that a match of the rule ``cited-date`` or ``date-in-brackets`` tells, if it is one."""
    form = _DATE_FORMS.get(match.lastgroup or "")
    if form is None or match.lastgroup is None:
        return None
    day, month = (int(match[name].translate(_MISREAD)) if name and match[name] else None for name in form)
    year = int(match[match.lastgroup])
    if year < 100:
        year += 1900 if year >= 45 else 2000
    if not 1930 <= year <= 2100:
        return None
    if day is not None and month is not None:
        date: datetime.date | None = day_of(day, month, year)
        return (date.isoformat(), "day") if date else None
    if month is not None:
        return (f"{year}-{month:02d}", "month") if 1 <= month <= 12 else None
    return str(year), "year"


_ORDINALS = {
    "nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "lăm": 5, "một": 1, "mươi": 0,
}  # fmt: skip


def roman(number: int) -> str:
    """``number`` (1 to 49) in roman numerals."""
    parts = []
    for sign, value in (("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)):
        while number >= value:
            parts.append(sign)
            number -= value
    return "".join(parts)


def ordinal(text: str) -> int | None:
    """The value of digits or of an ordinal in words (``mười ba``)."""
    if text.isdigit():
        return int(text)
    syllables = text.split()
    if any(s not in _ORDINALS for s in syllables):
        return None
    if len(syllables) > 1 and syllables[1] == "mươi":
        return _ORDINALS[syllables[0]] * 10 + (_ORDINALS[syllables[2]] if len(syllables) > 2 else 0)
    return sum(_ORDINALS[s] for s in syllables)


def term_in(view: View, match: regex.Match[str], *groups: str) -> str | None:
    """The congress term that the first group with a match holds, in roman capitals; it may be printed in figures or words.

    None where the numeral is none: OCR reads ``Xl`` for XI, but ``XI1`` may be XII or have the mark of a footnote.
    """
    group = next((name for name in groups if match[name]), groups[0])
    printed = view.text[match.start(group) : match.end(group)].strip()
    letters = printed.replace("l", "I").upper()
    if letters and not letters.isdigit() and not letters.strip("IVXLC1|"):
        return letters if _ROMAN.fullmatch(letters) else None
    number = ordinal(view.low[match.start(group) : match.end(group)].strip())
    return roman(number) if number is not None and 0 < number < 50 else None
