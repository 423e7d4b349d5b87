"""The fields of the letterhead: title, parent, issuer, number, place, date, marks, incoming stamp."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document
from ..models import Number, Received, Span
from ..text import collapse
from .dates import day_of, issue_date
from .dividing import part
from .head import Head
from .lines import Frame, Row
from .numbers import Codes, codes_of, parse_number
from .places import place_before, place_start, without_hour
from .trace import Trace

_EDGES = " \t*#~-_=.:;,|\"'"


class Letterhead(NamedTuple):
    """What the letterhead says. Values are absent (None) rather than guessed."""

    party_title: str | None = None
    parent_issuer: str | None = None
    issuer: str | None = None
    issuers: tuple[str, ...] = ()
    number: Number | None = None
    place: str | None = None
    date: datetime.date | None = None
    date_known: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    circulation: str | None = None
    draft: bool = False
    received: Received | None = None


class Reader:
    """Reads the fields of one letterhead; evidence goes to ``trace`` under ``base`` (empty for the paper itself)."""

    def __init__(self, document: Document, grammars: Grammars, frame: Frame, trace: Trace, base: str = "") -> None:
        self.document, self.grammars, self.frame, self.trace, self.base = document, grammars, frame, trace, base
        self.codes: Codes = codes_of(grammars)
        self.header = base if base else "/header"

    def read(self, head: Head, foot: Row | None = None) -> Letterhead:
        """``foot`` is the row with place and date at the foot of the text, read where the letterhead has none."""
        parent, issuer, issuers = self.bodies(head.issuers)
        place, date, known = self.place_and_date(head.date or foot)
        secrecy, urgency, circulation, draft = self.marks([*head.marks, *head.remarks])
        title = None
        if head.title is not None:
            title = collapse(head.title.line.text.strip(_EDGES))
            self.found("party_title", self._trimmed(head.title), "title-of-nation-or-party")
        return Letterhead(
            title,
            parent,
            issuer,
            issuers,
            self.number(head.number) if head.number else self.number_in_title(head.type),
            place,
            date,
            known,
            secrecy,
            urgency,
            circulation,
            draft,
            self.received(head.stamps),
        )

    def found(self, field: str, spans: Span | list[Span], rule: str) -> None:
        """Evidence for a field of the header; of a copy's letterhead only issuer and place are kept."""
        if not self.base or field in ("issuer", "place"):
            self.trace.found(f"{self.header}/{field}", spans, rule)

    def _trimmed(self, row: Row) -> Span:
        text = row.line.text
        lead = len(text) - len(text.lstrip(_EDGES))
        return self.document.span(row.start + lead, row.start + len(text.rstrip(_EDGES)))

    def bodies(self, lines: Sequence[Row]) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Parent, issuer and joint issuers from the lines above the number."""
        groups: list[list[Row]] = []
        for row in self._one_body_each(lines):
            if not any(c.isalpha() for c in row.line.text):
                continue
            own = row.kind != "number" and self.frame.begins_body(row.line.text)  # SỐ without its mark is SỞ
            if groups and (not own or self.frame.is_open_body(groups[-1][-1].bare)):
                groups[-1].append(row)
            else:
                groups.append([row])
        if not groups:
            return None, None, ()
        names = [collapse(" ".join(row.line.text.strip(" \t*#~_=.:;|\"'") for row in group)).strip(" -,") for group in groups]
        names = [name for name in names if name]
        if not names:
            return None, None, ()
        if len(names) > 1 and len(groups) == len(names) and self._department_first(groups[-2], groups[-1]):
            names[-2:], groups[-2:] = [names[-1], names[-2]], [groups[-1], groups[-2]]
        self.found("issuer", [self._trimmed(row) for row in groups[-1]], "issuer-lines")
        parent = None
        if len(names) > 1:
            parent = names[-2]
            self.found("parent_issuer", [self._trimmed(row) for row in groups[-2]], "issuer-lines")
        return parent, names[-1], self._joint(names[-1])

    def _department_first(self, first: Sequence[Row], second: Sequence[Row]) -> bool:
        """Does a department of a committee stand above the committee (BAN TUYÊN GIÁO / TỈNH ỦY HÀ GIANG)?"""
        department, committee = (self.grammars.pattern(name) for name in ("department-of-committee", "committee"))
        return bool(department.fullmatch(first[-1].bare.strip(_EDGES)) and committee.match(second[0].bare.strip(_EDGES)))

    def _one_body_each(self, lines: Sequence[Row]) -> Iterator[Row]:
        """The rows, one that names parent and issuer cut in two."""
        pattern = self.grammars.pattern("two-bodies")
        for row in lines:
            match = pattern.match(row.bare) if row.upper else None
            if match is None:
                yield row
                continue
            at = match.start("second")
            yield self.frame.row(part(row.line, 0, at))
            yield self.frame.row(part(row.line, at, len(row.line.text)))

    def _joint(self, name: str) -> tuple[str, ...]:
        """The bodies of a joint letterhead: parts around a dash that each begin with a body word."""
        parts = [piece.strip() for piece in name.replace(" – ", " - ").split(" - ")]
        if len(parts) > 1 and all(self.frame.begins_body(piece) for piece in parts):
            return tuple(parts)
        return ()

    def number(self, row: Row) -> Number | None:
        assert row.match is not None
        return self._number(row.start, row.match.start("label"), row.match.end(), row.match["number"])

    def number_in_title(self, row: Row | None) -> Number | None:
        """A number that stands in the title itself (NGHỊ QUYẾT SỐ 12-NQ/TU)."""
        if row is None:
            return None
        match = self.grammars.pattern("number-in-title").search(row.folded)
        return self._number(row.start, match.start("label"), match.end(), match["number"]) if match else None

    def _number(self, offset: int, start: int, end: int, core: str) -> Number | None:
        parts = parse_number(core, self.codes)
        if parts is None:
            return None
        span = self.document.span(offset + start, offset + end)
        raw = self.document.text[span.start : span.end]
        pointer = f"{self.base}/number"
        self.trace.found(pointer, span, "number-line")
        if parts.repaired:
            self.trace.diagnose("number-repaired", "info", f"the number was read as {parts.canonical}", pointer, span)
        if parts.serial is None:
            self.trace.diagnose("serial-blank", "warning", "the serial of the number is left blank", f"{pointer}/serial", span)
        return Number(
            raw=raw,
            canonical=parts.canonical,
            serial=parts.serial,
            type_code=parts.type_code,
            issuer_code=parts.issuer_code,
            year=parts.year,
            span=span,
        )

    def place_and_date(self, row: Row | None) -> tuple[str | None, datetime.date | None, str | None]:
        if row is None or row.match is None:
            return None, None, None
        before = without_hour(row.folded[: row.match.start()])
        place = place_before(before)
        if place:
            span = self.document.span(row.start + place_start(before, place), row.start + len(before.rstrip(" \t,.;:*|-")))
            place = collapse(self.document.text[span.start : span.end])
            self.found("place", span, "date-of-issue")
        issued = issue_date(row.match)
        span = self.document.span(row.start + row.match.start(), row.start + row.match.end())
        if issued.date:
            self.trace.found(f"{self.base}/date", span, "date-of-issue")
            if issued.repaired:
                self.trace.diagnose(
                    "date-repaired", "warning", "a letter in the date of issue was read as a figure", f"{self.base}/date", span
                )
        elif issued.unreadable:
            self.trace.diagnose("date-unreadable", "warning", "the date of issue cannot be read", f"{self.base}/date", span)
        else:
            self.trace.diagnose("date-blank", "warning", "the day of the date of issue is left blank", f"{self.base}/date", span)
        if issued.known and not self.base:
            self.trace.found("/date_known", span, "date-of-issue")
        return place, issued.date, issued.known

    def marks(self, rows: Sequence[Row]) -> tuple[str | None, str | None, str | None, bool]:
        values: dict[str, str] = {}
        draft = False
        for row in rows:
            kind = row.mark.kind if row.mark else ""
            if kind == "draft" or (not row.mark and "du thao" in row.bare):
                draft = True
                self.found("draft", self._trimmed(row), "mark")
            elif kind in ("secrecy", "urgency", "circulation") and kind not in values:
                values[kind] = collapse(row.line.text.strip(_EDGES + "()[]"))
                self.found(kind, self._trimmed(row), "mark")
        return values.get("secrecy"), values.get("urgency"), values.get("circulation"), draft

    def received(self, rows: Sequence[Row]) -> Received | None:
        """An incoming stamp (ĐẾN Số … Ngày …). Its lines may be one or several."""
        rows = [row for row in rows if row.kind != "stamp"]
        if not any(row.kind == "received" for row in rows):
            return None
        number, date = None, None
        for row in rows:
            if number is None and (match := self.grammars.pattern("received-number").match(row.bare)):
                group = "number" if match["number"] else "number2"
                number = row.line.text[match.start(group) : match.end(group)]
            if date is None and (match := self.grammars.pattern("received-date").search(row.bare)):
                suffix = "" if match["year"] else "2"
                year = int(match["year" + suffix])
                date = day_of(int(match["day" + suffix]), int(match["month" + suffix]), year + 2000 if year < 100 else year)
        span = self.document.span(rows[0].start, rows[-1].end)
        self.trace.found("/received", span, "received-stamp")
        return Received(number=number, date=date, span=span)
