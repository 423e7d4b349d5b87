"""Dates of papers: day first, always; what is blank stays blank."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import regex


_DIGITS = re.compile(r"\D{0,4}(\d{1,2})\D{0,4}$")


class IssueDate(NamedTuple):
    """A date of issue: ``date`` when day, month and year are told, else ``known`` what is (``2022-07``, ``2022``).

    ``unreadable`` says that something stands where the day or month belongs but is no number (ink, OCR noise).
    """

    date: datetime.date | None
    known: str | None
    unreadable: bool = False


def day_of(day: int, month: int, year: int) -> datetime.date | None:
    """The calendar day, or None when there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def issue_date(match: regex.Match[str]) -> IssueDate:
    """Reads a match of the rule ``date-of-issue``."""
    for suffix in ("2", "3"):
        if match["year" + suffix]:
            date = day_of(int(match["day" + suffix]), int(match["month" + suffix]), int(match["year" + suffix]))
            return IssueDate(date, None if date else match["year" + suffix], date is None)
    day, day_noise = _number(match["day"])
    month, month_noise = _number(match["month"])
    year_text = match["year"].strip(" .…_\n\t")
    if len(year_text) != 4:
        return IssueDate(None, None, day_noise or month_noise)
    year = int(year_text)
    if not 1930 <= year <= 2100:
        return IssueDate(None, None, True)
    if month is not None and not 1 <= month <= 12:
        month, month_noise = None, True
    if day is not None and month is not None and (date := day_of(day, month, year)):
        return IssueDate(date, None)
    known = f"{year}-{month:02d}" if month is not None else str(year)
    return IssueDate(None, known, day_noise or month_noise or (day is not None and month is not None))


def _number(text: str) -> tuple[int | None, bool]:
    """The number in a gap of the form, and whether something unreadable stands there instead."""
    if match := _DIGITS.match(text.strip()):
        return int(match[1]), False
    return None, any(c.isalnum() for c in text)
