"""From the words of a deadline to days: years that are not written, quarters, parts of a month, working days, RRULEs."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

import regex

from ..grammar import Grammars
from ..text import fold

Date = datetime.date
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PARTS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31), "nửa đầu": (1, 15), "nửa cuối": (16, 31)}
_WEEKS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "đầu": 1, "cuối": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = {"một": 1, "hai": 2, "ba": 3}
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}
_QUARTER_WORD = fold("quý")
_UNITS = {"ngày": ("DAILY", 1), "tuần": ("WEEKLY", 7), "tháng": ("MONTHLY", 30), _QUARTER_WORD: ("MONTHLY", 90), "quí": ("MONTHLY", 90), "năm": ("YEARLY", 365)}
_UNIT = re.compile(rf"(?:(\d{{1,2}})\s*)?(ngày|tuần|tháng|{_QUARTER_WORD}|quí|năm)")
_MONTH_OF_QUARTER = {"đầu": "1,4,7,10", "cuối": "3,6,9,12"}


class Moment(NamedTuple):
    """A day or stretch as far as it is written."""

    day: int | None = None
    month: int | None = None
    quarter: int | None = None
    half: int | None = None
    year: int | None = None

    def span(self, year: int) -> tuple[Date, Date] | None:
        """First and last day in ``year``; None when there is no such day."""
        try:
            if self.month is not None and self.day is not None:
                day = Date(year, self.month, self.day)
                return day, day
            if self.month is not None:
                return Date(year, self.month, 1), last_day(year, self.month)
            if self.quarter is not None:
                return Date(year, 3 * self.quarter - 2, 1), last_day(year, 3 * self.quarter)
            if self.half is not None:
                return (Date(year, 1, 1), Date(year, 6, 30)) if self.half == 1 else (Date(year, 7, 1), Date(year, 12, 31))
            return Date(year, 1, 1), Date(year, 12, 31)
        except ValueError:
            return None


def last_day(year: int, month: int) -> Date:
    return Date(year, month, calendar.monthrange(year, month)[1])


def moments(folded: str, grammars: Grammars) -> list[Moment]:
    """The days and stretches that are written in a deadline, in order."""
    found = []
    for match in grammars.pattern("date-component").finditer(folded):
        year = next((int(match[name]) for name in ("year", "year2", "year3", "year4", "year5", "year6") if match[name]), None)
        if year is not None and year < 100:
            year += 2000
        day = match["day"] or match["day2"] or match["day3"]
        month = match["month"] or match["month2"] or match["month3"]
        half = None if match["half"] is None else 1 if match["half"].lower() == "đầu" else 2
        quarter = _QUARTERS[match["quarter"].upper()] if match["quarter"] else None
        found.append(Moment(int(day) if day else None, int(month) if month else None, quarter, half, year))
    return found


class Resolved(NamedTuple):
    """First and last day, and whether the year was taken from the paper's own date."""

    start: Date
    end: Date
    assumed: bool = False


def resolve(moment: Moment, reference: Date | None) -> Resolved | None:
    """The days of a moment. A year that is not written is that of ``reference``, or the next when that time is past."""
    if moment.year is not None:
        span = moment.span(moment.year)
        return Resolved(*span) if span else None
    if reference is None:
        return None
    if moment.day is not None and moment.month is None:
        return _day_of_month(moment.day, reference)
    for year in (reference.year, reference.year + 1):
        span = moment.span(year)
        if span is not None and span[1] >= reference:
            return Resolved(*span, assumed=True)
    return None


def _day_of_month(day: int, reference: Date) -> Resolved | None:
    """The next day of that number: ``trước ngày 25``."""
    year, month = reference.year, reference.month
    for _ in range(3):
        if day <= calendar.monthrange(year, month)[1] and Date(year, month, max(day, 1)) >= reference and day > 0:
            date = Date(year, month, day)
            return Resolved(date, date, assumed=True)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None


def resolve_span(first: Moment, last: Moment, reference: Date | None) -> tuple[Date | None, Date | None, bool]:
    """Start and end of ``từ … đến …``: what the first lacks, the last lends."""
    end = resolve(last, reference)
    if end is None:
        return None, None, False
    if first.day is not None and first.month is None and last.month is not None:
        first = first._replace(month=last.month)
    assumed = end.assumed
    span = first.span(first.year or end.end.year)
    if span is not None and first.year is None and span[0] > end.end:
        span = first.span(end.end.year - 1)
    return (span[0] if span and span[0] <= end.end else None), end.end, assumed


def part_of(moment: Moment, part: str, resolved: Resolved) -> tuple[Date, Date]:
    """The beginning, middle or end of a month, quarter or year, to about ten days, a month and three months."""
    part = " ".join(part.lower().split())
    start, end = resolved.start, resolved.end
    if moment.month is not None:
        first, last = _PARTS[part]
        return start.replace(day=first), start.replace(day=min(last, end.day))
    months = 3 if moment.quarter is not None else 12
    share = {"đầu": (0, 1), "giữa": (1, 2), "cuối": (2, 3), "nửa đầu": (0, 1.5), "nửa cuối": (1.5, 3)}[part]
    size = months / 3
    if part == "giữa" and months == 12:
        return Date(start.year, 5, 1), Date(start.year, 7, 31)
    if size > 1 and part in ("đầu", "cuối"):
        size, share = 3, (0, 1) if part == "đầu" else (3, 4)
    low, high = start.month + int(share[0] * size), start.month + int(share[1] * size) - 1
    return Date(start.year, low, 1), last_day(start.year, min(high, 12))


def week_of_month(year: int, month: int, week: str) -> tuple[Date, Date] | None:
    """First and last day of the n-th calendar week (Monday to Sunday) of a month, within the month."""
    number = int(week) if week.isdigit() else _WEEKS.get(week.lower(), -1)
    weeks = [[day for day in row if day] for row in calendar.monthcalendar(year, month)]
    if not 0 <= number <= len(weeks):
        return None
    days = weeks[number - 1]
    return Date(year, month, days[0]), Date(year, month, days[-1])


def after_days(anchor: Date, count: int, unit: str) -> Date:
    """``count`` days, working days (Monday to Friday), weeks or months after ``anchor``."""
    unit = " ".join(unit.split())
    if unit == "tuần":
        return anchor + datetime.timedelta(weeks=count)
    if unit == "tháng":
        month = anchor.month - 1 + count
        year, month = anchor.year + month // 12, month % 12 + 1
        return Date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))
    if unit == "giờ":
        return anchor + datetime.timedelta(hours=count)
    if "việc" not in unit:
        return anchor + datetime.timedelta(days=count)
    day = anchor
    while count:
        day += datetime.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def recurrence(rule: str, match: regex.Match[str]) -> str | None:
    """The RRULE of a recurring deadline; ``rule`` is the grammar rule that matched."""
    text = match[0].lower()
    if rule == "deadline-weekday":
        day = regex.search(r"thứ\s*(\p{L}+|\d)", text)
        code = _WEEKDAYS.get(day[1]) if day else "SU"
        return f"FREQ=WEEKLY;BYDAY={code}" if code else "FREQ=WEEKLY"
    if rule == "deadline-recurring-day":
        return _by_day(text)
    if rule == "deadline-times":
        return _by_count(match)
    return _by_unit(match["units"].lower() if rule == "deadline-periodic" else text)


def _by_unit(text: str) -> str | None:
    """The finest period that is named: ``hàng tháng hoặc quí`` is monthly."""
    best: tuple[int, str] | None = None
    for match in _UNIT.finditer(text):
        frequency, days = _UNITS[match[2]]
        count = int(match[1] or 1)
        interval = (3 if days == 90 else 1) * count
        shown = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
        if count and (best is None or days * count < best[0]):
            best = (days * count, shown)
    return best[1] if best else None


def _by_day(text: str) -> str | None:
    days = re.findall(r"(\d{1,2})(?:\s?[/-]\s?(\d{1,2}))?", text)
    numbers = sorted({int(day) for day, _ in days})
    months = sorted({int(month) for _, month in days if month})
    if not numbers or not all(1 <= day <= 31 for day in numbers) or not all(1 <= month <= 12 for month in months):
        return None
    by_day = "BYMONTHDAY=" + ",".join(map(str, numbers))
    quarter = re.search(r"tháng\s*(đầu|cuối)", text)
    if quarter:
        return f"FREQ=MONTHLY;BYMONTH={_MONTH_OF_QUARTER[quarter[1]]};{by_day}"
    if text.endswith(("năm",)):
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};{by_day}" if months else None
    if text.endswith((_QUARTER_WORD, "quí")):
        return f"FREQ=MONTHLY;INTERVAL=3;{by_day}"
    return f"FREQ=MONTHLY;{by_day}"


def _by_count(match: regex.Match[str]) -> str | None:
    if match["every"]:
        return _by_unit(f"{_count(match['every'])} {match['unit'].lower()}")
    times, (frequency, days) = _count(match["times"]), _UNITS[match["per"].lower()]
    months = {30: 1, 90: 3, 365: 12}.get(days)
    if months is None:
        return f"FREQ={frequency}"
    if times and months % times == 0:
        interval = months // times
        return "FREQ=YEARLY" if interval == 12 else "FREQ=MONTHLY" + (f";INTERVAL={interval}" if interval > 1 else "")
    return f"FREQ={frequency}" + (";INTERVAL=3" if days == 90 else "")


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _COUNTS[text.lower()]
