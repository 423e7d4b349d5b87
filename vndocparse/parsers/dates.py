"""Dates of papers: day first, always; what is blank stays blank."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import regex


_DIGITS = re.compile(r"[^\w|!\[\]]{0,4}_{0,4}([\doils|!\[\]]) ?([\doils|!\[\]]?)[\W_]{0,4}$")
_MISREAD = str.maketrans("oils|![]", "01151111")
"""Letters and strokes that OCR reads for figures; the text is in small letters here."""


class IssueDate(NamedTuple):
    """A date of issue: ``date`` when day, month and year are told, else ``known`` what is (``2022-07``, ``2022``).

    ``unreadable`` says that something stands where the day or month belongs but is no number (ink, OCR noise).
    """

    date: datetime.date | None
    known: str | None
    unreadable: bool = False
    repaired: bool = False
    """A letter was read as the figure it looks like (``2l``)."""


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
            day, _ = _number(match["day" + suffix])
            month, _ = _number(match["month" + suffix])
            year_text = match["year" + suffix].translate(_MISREAD)
            date = day_of(day, month, int(year_text)) if day is not None and month is not None else None
            return IssueDate(date, None if date else year_text, date is None, _misread(match, suffix))
    day, day_noise = _number(match["day"])
    month, month_noise = _number(match["month"])
    year_text = "".join(match["year"].split()).strip(".…_").translate(_MISREAD)
    if len(year_text) != 4:
        return IssueDate(None, None, day_noise or month_noise)
    year = int(year_text)
    if not 1930 <= year <= 2100:
        return IssueDate(None, None, True)
    if month is not None and not 1 <= month <= 12:
        month, month_noise = None, True
    if day is not None and month is not None and (date := day_of(day, month, year)):
        return IssueDate(date, None, repaired=_misread(match, ""))
    known = f"{year}-{month:02d}" if month is not None else str(year)
    return IssueDate(None, known, day_noise or month_noise or (day is not None and month is not None))


def _number(text: str) -> tuple[int | None, bool]:
    """The number in a gap of the form, and whether something unreadable stands there instead."""
    match = _DIGITS.match(text.strip())
    if match and any(c.isdigit() for c in match[0]):
        return int((match[1] + match[2]).translate(_MISREAD)), False
    return None, any(c.isalnum() for c in text)


def _misread(match: regex.Match[str], suffix: str) -> bool:
    return any(c.isalpha() or c in "|![]" for name in ("day", "month", "year") for c in match[name + suffix])
