"""Values that do not stand where they belong: a blank serial or day concluded from a stamp, an annex, the file name.

Each conclusion names its ground and stands in ``inferred``; a number or date that the body cites never fills a gap.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document, Line
from ..models import Number, Span
from ..text import bare, fold
from .dates import day_of
from .lines import Row
from .numbers import codes_of, parse_number
from .trace import Trace
from .zones import Zones

_LONE = re.compile(r"\s*(\d{1,5}[a-z]?)\s*$")
_CHARACTERS_A_PAGE = 1500  # a lone number up to the count of pages may be a page number


class Concluded(NamedTuple):
    number: Number | None
    date: datetime.date | None


def conclude(
    document: Document,
    zones: Zones,
    number: Number | None,
    date: datetime.date | None,
    known: str | None,
    name: str | None,
    grammars: Grammars,
    trace: Trace,
) -> Concluded:
    """Fills a blank serial and a blank day where other evidence of the same paper tells them."""
    annexed = _annexed_to(document, zones, number, grammars) if number and (number.serial is None or date is None) else None
    if number is not None and number.serial is None:
        number = _serial(document, zones, number, annexed, name, trace)
    if date is None and (number is not None or zones.head is not None):
        date = _date(document, zones, known, annexed, grammars, trace)
    return Concluded(number, date)


class _Annexed(NamedTuple):
    serial: str
    date: datetime.date | None
    span: Span


def _annexed_to(document: Document, zones: Zones, number: Number, grammars: Grammars) -> _Annexed | None:
    """``(Ban hành kèm theo Quyết định số 26-QĐ/ĐU ngày 03/12/2025 …)`` in an annex's head names the paper itself."""
    pattern, dates = grammars.pattern("annexed-number"), grammars.pattern("annexed-date")
    for annex in zones.annexes:
        match = pattern.search(document.folded, annex.start, min(annex.end, annex.start + 1500))
        if match is None:
            continue
        parts = parse_number(match["number"], codes_of(grammars))
        if parts is None or parts.serial is None or (parts.type_code, parts.issuer_code) != (number.type_code, number.issuer_code):
            continue
        date = None
        if found := dates.match(document.folded, match.end()):
            suffix = "" if found["year"] else "2"
            date = day_of(int(found["day" + suffix]), int(found["month" + suffix]), int(found["year" + suffix]))
        return _Annexed(parts.serial, date, document.span(match.start(), match.end()))
    return None


def _serial(document: Document, zones: Zones, number: Number, annexed: _Annexed | None, name: str | None, trace: Trace) -> Number:
    lone = _lone_number(document, zones)
    if annexed is not None:
        serial, ground, span = annexed.serial, "the number that an annex gives for this paper", annexed.span
    elif lone is not None:
        serial, ground, span = lone[0], "a number alone on a line, as a stamp leaves it", lone[1]
    elif (named := _from_name(name, number)) is not None:
        serial, ground, span = named, "the file name", None
    else:
        return number
    trace.infer("/number/serial", "blank-serial", ground, (span,) if span else ())
    trace.inferred.append("/number/canonical")
    canonical = serial + number.canonical
    return number.model_copy(update={"serial": serial, "canonical": canonical, "inferred": ("serial", "canonical")})


def _lone_number(document: Document, zones: Zones) -> tuple[str, Span] | None:
    """The one number that stands alone on a line and is no page number; two of them tell nothing."""
    lines: list[Line] = [line for line in zones.body if line.cell is None]
    rows: Sequence[Row] = [
        row for row in [*zones.head_rows[: zones.head.end if zones.head else 0], *zones.closing] if row.line.cell is None
    ]
    pages = max(len(document.text) // _CHARACTERS_A_PAGE + 2, document.pages or 0)
    found = []
    for line in [*(row.line for row in rows), *lines]:
        match = _LONE.match(line.text)
        if match and not line.label and int(re.sub(r"\D", "", match[1])) > pages:
            found.append((match[1], document.span(line.start, line.end)))
    unique = {serial for serial, _ in found}
    return found[0] if len(unique) == 1 else None


def _from_name(name: str | None, number: Number) -> str | None:
    """``121-CV.docx``, ``Cong van so 121.pdf``: a serial beside the type code, or after ``so``."""
    if not name:
        return None
    stem = bare(fold(PurePath(name).stem))
    code = bare(fold(number.type_code or ""))
    if code and (match := re.search(rf"(?<![\d])(\d{{1,4}}[a-z]?)[\s._-]*{re.escape(code)}(?![a-z])", stem)):
        return match[1]
    match = re.search(r"(?<![a-z])so[\s._-]*(\d{1,4})(?![\d])(?![\s._-]*(?:19|20)\d\d)", stem)
    return match[1] if match else None


def _date(
    document: Document, zones: Zones, known: str | None, annexed: _Annexed | None, grammars: Grammars, trace: Trace
) -> datetime.date | None:
    if annexed is not None and annexed.date is not None and _agrees(annexed.date, known):
        trace.infer("/date", "blank-date", "the date that an annex gives for this paper", annexed.span)
        return annexed.date
    pattern = grammars.pattern("stamp-time")
    candidates: dict[datetime.date, Span] = {}
    for row in [*(zones.head.stamps if zones.head else ()), *zones.stamps]:
        if (match := pattern.search(row.bare)) and (date := day_of(int(match["day"]), int(match["month"]), int(match["year"]))):
            candidates.setdefault(date, document.span(row.start + match.start(), row.start + match.end()))
    fitting = [date for date in candidates if _agrees(date, known)]
    if known and len(fitting) == 1:
        trace.infer("/date", "blank-date", "the time of the digital signature", candidates[fitting[0]])
        return fitting[0]
    return None


def _agrees(date: datetime.date, known: str | None) -> bool:
    return known is None or date.isoformat().startswith(known)
