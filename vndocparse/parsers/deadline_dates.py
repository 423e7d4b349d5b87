"""From the words of a deadline to days: years that are not written, quarters, parts of a month, working days, RRULEs."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING, NamedTuple

from ..text import fold
from .deadline_phrases import Moment, Phrase

if TYPE_CHECKING:
    import regex

Date = datetime.date
_PARTS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31), "nửa đầu": (1, 15), "nửa cuối": (16, 31)}
_WEEKS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "đầu": 1, "cuối": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNTS = {"một": 1, "hai": 2, "ba": 3}
_WEEKDAYS = {
    "hai": "MO",
    "ba": "TU",
    "tư": "WE",
    "năm": "TH",
    "sáu": "FR",
    "bảy": "SA",
    "2": "MO",
    "3": "TU",
    "4": "WE",
    "5": "TH",
    "6": "FR",
    "7": "SA",
}
_QUARTER_WORD = fold("quý")
_UNITS = {
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 7),
    "tháng": ("MONTHLY", 30),
    _QUARTER_WORD: ("MONTHLY", 90),
    "quí": ("MONTHLY", 90),
    "năm": ("YEARLY", 365),
}
_UNIT = re.compile(rf"(?:(\d{{1,2}})\s*)?(ngày|tuần|tháng|{_QUARTER_WORD}|quí|năm)")
_MONTH_OF_QUARTER = {"đầu": "1,4,7,10", "cuối": "3,6,9,12"}


def days_of(moment: Moment, year: int) -> tuple[Date, Date] | None:
    """First and last day of a moment in ``year``; None when there is no such day."""
    try:
        if moment.month is not None and moment.day is not None:
            last = Date(year, moment.month, moment.day)
            return (last.replace(day=moment.first_day) if moment.first_day else last), last
        if moment.month is not None and moment.week:
            return week_of_month(year, moment.month, moment.week)
        if moment.month is not None:
            return Date(year, moment.first_month or moment.month, 1), last_day(year, moment.month)
        if moment.quarter is not None:
            return Date(year, 3 * moment.quarter - 2, 1), last_day(year, 3 * moment.quarter)
        if moment.half is not None:
            return (Date(year, 1, 1), Date(year, 6, 30)) if moment.half == 1 else (Date(year, 7, 1), Date(year, 12, 31))
        return Date(year, 1, 1), Date(year, 12, 31)
    except ValueError:
        return None


def last_day(year: int, month: int) -> Date:
    return Date(year, month, calendar.monthrange(year, month)[1])


class Resolved(NamedTuple):
    """First and last day, and whether the year was taken from the paper's own date."""

    start: Date
    end: Date
    assumed: bool = False


def resolve(moment: Moment, reference: Date | None) -> Resolved | None:
    """The days of a moment. A year that is not written is that of ``reference``, or the next when that time is past."""
    if moment.year is not None:
        days = days_of(moment, moment.year)
        return Resolved(*days) if days else None
    if reference is None:
        return None
    if moment.day is not None and moment.month is None:
        return _day_of_month(moment.day, reference)
    for year in (reference.year, reference.year + 1):
        days = days_of(moment, year)
        if days is not None and days[1] >= reference:
            return Resolved(*days, assumed=True)
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
    days = days_of(first, first.year or end.end.year)
    if days is not None and first.year is None and days[0] > end.end:
        days = days_of(first, end.end.year - 1)
    return (days[0] if days and days[0] <= end.end else None), end.end, end.assumed


def part_of(moment: Moment, part: str, resolved: Resolved) -> tuple[Date, Date]:
    """The beginning, middle or end of a month, quarter or year, to about ten days, a month and three months."""
    part = " ".join(part.split())
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
    number = int(week) if week.isdigit() else _WEEKS.get(week, -1)
    if not 1 <= month <= 12:
        return None
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


def recurrence(phrase: Phrase) -> str | None:
    """The RRULE of a recurring deadline."""
    if phrase.period:
        return _by_day(phrase)
    match = phrase.match
    if match is not None and phrase.rule == "weekday":
        day = match["weekday"]
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[day.lower()] if day else 'SU'}"
    if match is not None and phrase.rule == "times":
        return _by_count(match)
    return _by_unit(phrase.words)


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


def _by_day(phrase: Phrase) -> str | None:
    """``trước ngày 15/6 và 15/12 hằng năm``; ``ngày 20 của tháng cuối quý``."""
    moment = phrase.moments[0] if phrase.moments else None
    if moment is not None and moment.day is None:
        return f"FREQ=YEARLY;BYMONTH={moment.month}"  # trong tháng 11 hằng năm
    days = re.findall(r"(\d{1,2})(?:\s?[/-]\s?(\d{1,2}))?", phrase.words)
    numbers = sorted({int(day) for day, _ in days})
    months = sorted({int(month) for _, month in days if month})
    if not numbers or not all(1 <= day <= 31 for day in numbers) or not all(1 <= month <= 12 for month in months):
        return None
    by_day = "BYMONTHDAY=" + ",".join(map(str, numbers))
    quarter = re.search(r"tháng\s*(đầu|cuối)", phrase.period)
    if quarter:
        return f"FREQ=MONTHLY;BYMONTH={_MONTH_OF_QUARTER[quarter[1]]};{by_day}"
    if phrase.period.endswith("năm"):
        if len(numbers) > 1 and len(months) > 1:
            return "FREQ=YEARLY"  # 15/6 và 20/12: one rule cannot pair days with months
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};{by_day}" if months else None
    if phrase.period.endswith((_QUARTER_WORD, "quí")):
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
