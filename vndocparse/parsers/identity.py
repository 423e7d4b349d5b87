"""Identity of documents: one readable identifier for all mentions of a document, in one paper and across papers.

Grammar::

    id       = "vn:" family ":" body ":" type ":" serial ":" when
    family   = "party" | "state" | "org"
    body     = code [ "." place ]        the issuer's code, for a body below the Centre with its place: tu.ben-tre
    type     = code | name               the type code in small letters (ct, nq, qd), for a kind without one its name (luat)
    serial   = number | "hn" plenum | "dh" | title
    when     = year | "k" term | "-"     the year of issue, or the congress term in digits where only that is known

Letters are ASCII, words joined by ``-``; ``_`` stands for what is not known (a place, a serial). Examples:
``vn:party:tw:ct:05:2016``, ``vn:party:tu.ben-tre:nq:11:2021``, ``vn:party:tw:nq:hn4:k12``, ``vn:state:cp:nd:30:2020``,
``vn:state:qh:luat:dat-dai:2013``.

- Leading zeros are uniform (two digits), separators and blanks of the number play no part: ``12/CV-ĐU`` and ``12-CV/ĐU``
  are one paper.
- ``QĐ``, ``QĐi`` and ``QyĐ`` are one series and one code (``qd``), and so are ``CTr``, ``CTHĐ`` and ``CTrHĐ`` (``ctr``).
- The three central organs (Ban Chấp hành Trung ương, Bộ Chính trị, Ban Bí thư) number in one series: ``tw``.

Serials begin anew with each congress term or year, and codes below the Centre serve many places. An identifier that lacks
serial, place or ``when`` may therefore name several papers: :func:`is_ambiguous` says so, and :func:`same` tells whether two
identifiers can be of one paper.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from ..grammar import Family
from ..models import DocumentType, Number
from ..text import bare, fold

UNKNOWN = "_"
UNDATED = "-"

_ONE_CODE = {"qdi": "qd", "qyd": "qd", "cthd": "ctr", "ctrhd": "ctr", "ttrinh": "ttr", "ttlb": "ttlt"}
# The national congresses, newest first: number of the term and month of its beginning.
_TERM_STARTS = (
    (14, "2026-01"), (13, "2021-01"), (12, "2016-01"), (11, "2011-01"), (10, "2006-04"), (9, "2001-04"), (8, "1996-06"),
    (7, "1991-06"), (6, "1986-12"), (5, "1982-03"), (4, "1976-12"), (3, "1960-09"), (2, "1951-02"), (1, "1935-03"),
)  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Paper(NamedTuple):
    """The paper that cites, as far as its letterhead tells; ``parent`` is the body above its issuer."""

    number: Number | None = None
    date: datetime.date | None = None
    type: DocumentType | None = None
    issuer: str | None = None
    parent: str | None = None
    place: str | None = None


class Identity(NamedTuple):
    """What an identifier is made of; null where not known."""

    family: Family | None
    body: str | None
    local: bool
    """Does the code of the body serve many places?"""
    place: str | None
    type: str | None
    serial: str | None
    year: int | None
    term: str | None


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """``text`` in small ASCII letters and digits, words joined by ``-``."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(fold(text))))


@lru_cache(maxsize=4096)
def identifier(identity: Identity) -> str | None:
    """The identifier of a document, or None where not even its type and one of serial and body are known."""
    if identity.type is None or (identity.serial is None and identity.body is None):
        return None
    family = {"party": "party", "state": "state", "mass-org": "org", None: UNKNOWN}[identity.family]
    body = slug(identity.body).replace("-", "") if identity.body else UNKNOWN
    if body != UNKNOWN and identity.local:
        body += "." + (slug(identity.place or "") or UNKNOWN)
    type_ = slug(identity.type)
    when = str(identity.year) if identity.year else f"k{term_number(identity.term)}" if identity.term else UNDATED
    return f"vn:{family}:{body}:{_ONE_CODE.get(type_, type_)}:{_serial(identity.serial)}:{when}"


@lru_cache(maxsize=4096)
def is_ambiguous(identifier_: str) -> bool:
    """May the identifier name several papers? It lacks a part, or the place of a body that is not central."""
    *_, body, _, serial, when = identifier_.split(":")
    return UNKNOWN in (body, serial) or body.endswith("._") or when == UNDATED


def same(first: str, second: str) -> bool:
    """Can two identifiers be of one paper? What one of them does not know does not part them."""
    if first == second:
        return True
    _, family, body, type_, serial, when = first.split(":")
    _, family2, body2, type2, serial2, when2 = second.split(":")
    return (
        type_ == type2
        and serial == serial2 != UNKNOWN
        and (family == family2 or UNKNOWN in (family, family2))
        and _same_body(body, body2)
        and _same_time(when, when2, central=body == "tw")
    )


def _same_body(first: str, second: str) -> bool:
    if first == second or UNKNOWN in (first, second):
        return True
    code, _, place = first.partition(".")
    code2, _, place2 = second.partition(".")
    return code == code2 and UNKNOWN in (place, place2)


def _same_time(first: str, second: str, *, central: bool) -> bool:
    if first == second or UNDATED in (first, second):
        return True
    if first[0] == second[0] or first[0] != "k" != second[0]:
        return False
    term, year = (first, second) if first[0] == "k" else (second, first)
    return not central or int(term[1:]) in terms_of_year(int(year))


def terms_of_year(year: int) -> set[int]:
    """The terms of the national congress that ``year`` belongs to, two in the year of a congress."""
    begun = [number for number, start in _TERM_STARTS if int(start[:4]) <= year]
    if not begun:
        return set()
    latest = begun[0]
    starts = dict(_TERM_STARTS)
    return {latest, latest - 1} if int(starts[latest][:4]) == year else {latest}


def term_number(term: str | None) -> int:
    """The value of a term in roman numerals."""
    values = [_ROMAN.get(letter, 0) for letter in term or ""]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _serial(serial: str | None) -> str:
    if not serial or serial == UNDATED:
        return serial or UNKNOWN
    match = re.fullmatch(r"0*(\d+)(.*)", serial)
    if match is None:
        return slug(serial) or UNKNOWN
    return f"{int(match[1]):02d}{slug(match[2]) if match[2][:1] != '.' else match[2]}"
