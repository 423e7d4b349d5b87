"""Numbers of papers (số, ký hiệu): from the printed form to its parts and its canonical form.

Forms: party ``12-CT/TU``, state ``12/2020/QĐ-UBND`` and ``12/UBND-NC``, laws ``61/2005/QH11``, old and reversed ones. The
canonical form keeps the separators as printed; one that is missing or misread is supplied only where type and issuer
code are both known, and the caller is told (``repaired``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..grammar import Family, Grammars, IssuerEntry, TypeEntry
from ..text import bare, fold

_SEPARATOR_BLANKS = re.compile(r"\s*([-/.])\s*")
_FILLER = re.compile(r"[.…_\s]*")
_SERIAL = re.compile(r"(\d[\dOolIS|]{0,5}(?:\.\d{1,2}(?=[-/]))?)([a-zđ](?![a-zđ]))?")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?=[-/]|$)")
_TOKEN = re.compile(r"[^-/\s.]+")
_DIGITS = str.maketrans("OolI|S", "001115")
_MISREAD_SLASH = "fIl1|\\"


class NumberParts(NamedTuple):
    """The parts of one number; ``family`` is told by separator and codes, null when nothing tells it."""

    canonical: str
    serial: str | None
    type_code: str | None
    issuer_code: str | None
    year: int | None
    family: Family | None
    repaired: bool = False


class Codes:
    """Lookups over the known type and issuer codes, by exact, caseless and unaccented form."""

    def __init__(self, grammars: Grammars) -> None:
        self.types: dict[str, list[TypeEntry]] = {}
        self.issuers: dict[str, list[IssuerEntry]] = {}
        for entry in grammars.records(TypeEntry):
            for code in (entry.code, *entry.also):
                if code and " " not in code and not code.islower():
                    self.types.setdefault(fold(code).casefold(), []).append(entry)
        for issuer in grammars.records(IssuerEntry):
            for code in (issuer.code, *issuer.also):
                if code and " " not in code:
                    self.issuers.setdefault(fold(code).casefold(), []).append(issuer)
        self.reversible = frozenset(code.casefold() for code in grammars.items("reversed-type-codes"))
        self._bare_types = _unique({bare(e.code): e.code for entries in self.types.values() for e in entries if e.code})
        self._bare_issuers = _unique({bare(e.code): e.code for entries in self.issuers.values() for e in entries})

    def is_type(self, token: str) -> bool:
        return token.casefold() in self.types

    def is_issuer(self, token: str) -> bool:
        return token.casefold() in self.issuers

    def of_state(self, token: str) -> bool:
        """Is ``token`` an issuer code of the state alone? Its old numbers lack dashes by rule (``90 TC/TCT``)."""
        return {entry.family for entry in self.issuers.get(token.casefold(), ())} == {"state"}

    def repaired_type(self, token: str) -> str | None:
        """The one known type code that ``token`` is without its marks (``QD`` -> ``QĐ``)."""
        return self._bare_types.get(bare(token))

    def repaired_issuer(self, token: str) -> str | None:
        """The one known issuer code that ``token`` is without its marks (``DU`` -> ``ĐU``)."""
        return self._bare_issuers.get(bare(token))


def _unique(table: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in table.items() if key != value}


def codes_of(grammars: Grammars) -> Codes:
    """The lookups of a set of grammars, built once."""
    codes: Codes = grammars.derived(Codes)
    return codes


def parse_number(core: str, codes: Codes) -> NumberParts | None:
    """Parses a number without its label ``Số``; None when it holds neither serial nor code.

    ``core`` may be raw: it is folded here. A serial left blank gives ``serial=None`` and a canonical form that begins
    with the separator (``-CV/ĐU``).
    """
    text = _SEPARATOR_BLANKS.sub(r"\1", fold(core).strip())
    text = text[_FILLER.match(text).end() :]  # type: ignore[union-attr]
    serial, text = _take_serial(text, codes)
    text = text.lstrip("…_. ")
    year = None
    if match := _YEAR.match(text):
        year, text = int(match[1]), text[match.end() :]
    tokens = _TOKEN.findall(text)
    if serial is None and not tokens:
        return None
    joined, repaired = _repair(text.replace(" ", "-" if _lost_dash(text, tokens, codes) else ""), codes)
    tokens = _TOKEN.findall(joined)
    dashless = joined and serial and not joined.startswith(("-", "/"))
    if dashless and len(tokens) > 1 and codes.is_type(tokens[0]) and not codes.of_state(tokens[1]):
        joined, repaired = "-" + joined, True
    type_code, issuer_code = _split_codes(joined, tokens, codes, year)
    canonical = f"{serial or ''}{f'/{year}' if year else ''}{joined}"
    return NumberParts(canonical, serial, type_code, issuer_code, year, _family(joined, type_code, issuer_code, year, codes), repaired)


def _take_serial(text: str, codes: Codes) -> tuple[str | None, str]:
    match = _SERIAL.match(text)
    if match is None:
        return None, text
    end = own_digits(text, match.end(1), codes)
    digits = text[:end].translate(_DIGITS)
    return digits + ((match[2] or "") if end == match.end(1) else ""), text[end if end < match.end(1) else match.end() :]


def own_digits(text: str, end: int, codes: Codes) -> int:
    """Where the serial at the head of ``text`` ends, ``end`` at the latest: letters that look like figures (``S``, ``I``) are
    none where a code begins with them (``135SL/GD`` is 135 with the code SL), unless only the rest is a code (``1OCT/TU``)."""
    start = end
    while start > 1 and text[start - 1] in "OolIS|B":
        start -= 1
    code = _TOKEN.match(text, start)
    if start == end or code is None or code.end() == end or not text[end].isupper():
        return end
    return start if codes.is_type(code[0]) or not codes.is_type(text[end : code.end()]) else end


def _lost_dash(text: str, tokens: list[str], codes: Codes) -> bool:
    """Does a blank stand where a dash belongs (``12 CT/TU``)?"""
    return " " in text and len(tokens) > 1 and codes.is_type(tokens[0]) and not codes.of_state(tokens[1])


def _repair(text: str, codes: Codes) -> tuple[str, bool]:
    """Repairs towards known codes only: ``HDfTW`` -> ``HD/TW``, ``CV/DU`` -> ``CV/ĐU``; anything else stays."""
    tokens = _TOKEN.findall(text)
    if len(tokens) == 1 and not codes.is_type(tokens[0]):
        token = tokens[0]
        for at in range(2, len(token) - 1):
            if token[at] in _MISREAD_SLASH and codes.is_type(token[:at]) and codes.is_issuer(token[at + 1 :]):
                return text.replace(token, f"{token[:at]}/{token[at + 1 :]}"), True
    if len(tokens) < 2:
        return text, False
    changed = text
    if not codes.is_type(tokens[0]) and (better := codes.repaired_type(tokens[0])):
        changed = changed.replace(tokens[0], better, 1)
    last = tokens[-1]
    if not codes.is_issuer(last) and (better := codes.repaired_issuer(last)):
        head, _, tail = changed.rpartition(last)
        changed = head + better + tail
    return changed, changed != text


def _split_codes(text: str, tokens: list[str], codes: Codes, year: int | None) -> tuple[str | None, str | None]:
    """Type and issuer code of the part after serial and year."""
    if not tokens:
        return None, None
    first, rest = tokens[0], text[text.index(tokens[0]) + len(tokens[0]) :].lstrip("-/.")
    if codes.is_type(first) and (rest or not codes.is_issuer(first)):
        return first, rest or None
    if len(tokens) > 1 and tokens[-1].casefold() in codes.reversible:
        return tokens[-1], text.strip("-/.")[: -len(tokens[-1])].rstrip("-/.")  # reversed: 63/SXD-TTr
    if len(tokens) > 1 and text.startswith("-") and year is None and not codes.is_issuer(first):
        return first, rest  # party form with a type code of its own
    return None, text.strip("-/.")


def _family(text: str, type_code: str | None, issuer_code: str | None, year: int | None, codes: Codes) -> Family | None:
    """By the issuer code where it is of one family, else by the separators (-X/Y party, /X-Y state)."""
    if issuer_code:
        head = _TOKEN.findall(issuer_code)[:1]
        families = {entry.family for token in head for entry in codes.issuers.get(token.casefold(), ())}
        if len(families) == 1:
            return families.pop()
    if year is not None or text.startswith("/"):
        return "state"
    return "party" if text.startswith("-") and type_code else None
