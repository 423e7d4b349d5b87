"""The tasks that have a day as a calendar (iCalendar, RFC 5545), by the library icalendar (the extra ``ics``).

Each task is an all-day event, not a to-do: Google Calendar and Outlook pass over to-dos (VTODO) when they import a file.

- The day is the one written, or the last day of a stretch; ``trước ngày 28/5`` stands on 28/5 and says ``Trước 28/05``. A
  reminder rings at 9 o'clock of the morning before the last day that is in time: a day earlier where the work must be done
  *before* the day.
- A recurring task keeps its RRULE and begins on the first day on or after the paper's date that satisfies it. Where the paper
  names a rhythm but no day (``định kỳ 6 tháng``), the first event is one period after the paper's date, and says so.
- All-day events need no time zone: the day is the day in Vietnam wherever the calendar is opened.
- The UID is that of the task (:class:`~vndocparse.exports.tasks.TaskRow`), so that a second import updates the first.
"""

from __future__ import annotations

import calendar
import datetime
import re
import textwrap
from collections import Counter
from typing import TYPE_CHECKING

from ..errors import MissingExtraError
from ..version import __version__
from .tasks import TaskRow, file_day
from .wording import day_words, partial_date_words, recurrence_words

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

_NINE_THE_DAY_BEFORE = datetime.timedelta(hours=-15)
_DAY = datetime.timedelta(days=1)
_TITLE = 90
# A leap year in nine; a rule that meets no day until then names none that exists (30 February).
_HORIZON_YEARS = 9
_LAST_YEAR = 9990
_NO_DAY = "Văn bản không ghi ngày cụ thể: lịch nhắc tính từ ngày văn bản."
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class TaskCalendar:
    """A calendar of tasks. Raises :class:`~vndocparse.errors.MissingExtraError` without the library icalendar."""

    def __init__(self) -> None:
        try:
            import icalendar
        except ImportError:
            raise MissingExtraError("--tasks ics", "icalendar", "ics") from None
        self._calendar: Calendar = icalendar.Calendar()
        self._calendar.add("prodid", f"-//vndocparse//vndocparse {__version__}//VI")
        self._calendar.add("version", "2.0")
        self._calendar.add("calscale", "GREGORIAN")
        self._calendar.add("method", "PUBLISH")
        self._calendar.add("x-wr-calname", "Nhiệm vụ được giao")
        self._seen: set[str] = set()
        self._tasks = 0
        self._left_out: Counter[str] = Counter()

    def add(self, row: TaskRow) -> None:
        """Adds the event of one task, if a day is known. The same task of the same paper is written once."""
        self._tasks += 1
        if row.uid in self._seen:
            self._left_out["of a paper that was given twice"] += 1
            return
        day, rule = _day_and_rule(row)
        if day is None:
            self._left_out[_reason(row)] += 1
            return
        self._seen.add(row.uid)
        self._calendar.add_component(_event(row, day, rule))

    def finish(self) -> bytes:
        """The calendar: lines of at most 75 octets, ended by CR LF."""
        data: bytes = self._calendar.to_ical()
        return data

    def remarks(self) -> list[str]:
        """How many tasks are not in the calendar, and why."""
        if not self._left_out:
            return []
        reasons = ", ".join(f"{count} {reason}" for reason, count in self._left_out.items())
        return [f"{self._left_out.total()} of {self._tasks} tasks are not in the calendar: {reasons}"]


def _reason(row: TaskRow) -> str:
    if row.kind == "ongoing":
        return "ongoing"
    return "without a deadline" if row.kind is None else "whose day is not known"


def _event(row: TaskRow, day: datetime.date, rule: str | None) -> Event:
    from icalendar import Event, vRecur

    event = Event()
    event.add("uid", f"{row.uid}@vndocparse")
    event.add("dtstamp", file_day(row.date))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    event.add("summary", _clean(_title(row, day)))
    event.add("description", _clean(_description(row)))
    event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
    if row.secrecy:
        event.add("class", "CONFIDENTIAL")
    event.add_component(_alarm(row))
    return event


def _alarm(row: TaskRow) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(textwrap.shorten(row.text, _TITLE, placeholder=" …")) or "Nhiệm vụ")
    alarm.add("trigger", _NINE_THE_DAY_BEFORE - (_DAY if row.before else datetime.timedelta()))
    return alarm


def _title(row: TaskRow, day: datetime.date) -> str:
    """``Trước 30/09: Văn phòng Tỉnh ủy - rà soát … (47-CT/TU, mục 2)``; the lead only where the text does not name it."""
    if row.recurrence:
        when = "Định kỳ, trước ngày này" if row.before else "Định kỳ"
    else:
        when = f"{'Trước' if row.before else 'Hạn'} {day_words(day)[:5]}"
    who = next((name for names in (row.lead, row.reporting, row.monitoring, row.cooperating) for name in names), "")
    text = textwrap.shorten(row.text, _TITLE, placeholder=" …")
    named = f"{who} - {text}" if who and who.casefold() not in text.casefold() else text
    return f"{when}: {named} ({', '.join(filter(None, (row.number, f'mục {row.path}')))})"


def _description(row: TaskRow) -> str:
    dated = day_words(row.date) if row.date else partial_date_words(row.date_known)
    lines = [
        ("", row.text),
        ("Chủ trì: ", ", ".join(row.lead)),
        ("Phối hợp: ", ", ".join(row.cooperating)),
        ("Đơn vị theo dõi: ", ", ".join(row.monitoring)),
        ("Đơn vị báo cáo: ", ", ".join(row.reporting)),
        ("Thời hạn ghi trong văn bản: ", row.deadline),
        ("Chu kỳ: ", recurrence_words(row.recurrence) if row.recurrence else ""),
        ("", _NO_DAY if row.recurrence and "DAY=" not in row.recurrence else ""),
        ("Văn bản: ", ", ".join(filter(None, (row.number, dated, row.issuer, row.subject)))),
        ("Viện dẫn: ", "; ".join(row.cited)),
        ("Ghi chú: ", "; ".join(row.notes)),
    ]
    return "\n".join(f"{label}{words}" for label, words in lines if words)


def _clean(text: str) -> str:
    """Control characters have no place in a calendar."""
    return _CONTROLS.sub(" ", text)


# The day of a deadline, the first day of a recurrence


def _day_and_rule(row: TaskRow) -> tuple[datetime.date | None, str | None]:
    if row.recurrence is None:
        return (row.due if row.due and row.due.year <= _LAST_YEAR else None), None
    paper = row.date or _first_day(row.date_known)
    if paper is None or paper.year > _LAST_YEAR:
        return None, None
    if "DAY=" in row.recurrence:  # BYDAY, BYMONTHDAY
        rule = _to_the_last_day(row.recurrence)
        return _first_occurrence(rule, paper, inclusive=True), rule
    rule, begin = _from_the_paper(row.recurrence, paper)
    return _first_occurrence(rule, begin, inclusive=False), rule


def _first_day(known: str | None) -> datetime.date | None:
    """The first day of a month or year: enough to begin a recurrence."""
    return datetime.date.fromisoformat(f"{known}-01-01"[:10]) if known else None


def _to_the_last_day(rule: str) -> str:
    """RFC 5545 passes over the months without a 31st; an office means their last day."""
    return re.sub(r"(?<=BYMONTHDAY=)[0-9,]+", lambda days: re.sub(r"\b31\b", "-1", days[0]), rule)


def _from_the_paper(rule: str, paper: datetime.date) -> tuple[str, datetime.date]:
    """A rhythm without a day counted from the paper's date; from the end of a month, it stays at the ends of months."""
    if rule.startswith("FREQ=MONTHLY") and paper.day > 28:
        end = paper.replace(day=calendar.monthrange(paper.year, paper.month)[1])
        return f"{rule};BYMONTHDAY=-1", end
    if rule.startswith("FREQ=YEARLY") and (paper.month, paper.day) == (2, 29):
        return f"{rule};BYMONTH=2;BYMONTHDAY=-1", paper
    return rule, paper


def _first_occurrence(rule: str, begin: datetime.date, *, inclusive: bool) -> datetime.date | None:
    """The first day that satisfies the rule on (``inclusive``) or after ``begin``; None for a rule that names no real day."""
    from dateutil.rrule import rrulestr

    start = datetime.datetime(begin.year, begin.month, begin.day)
    try:
        found = rrulestr(rule, dtstart=start)
        if "UNTIL=" not in rule and "COUNT=" not in rule:
            found = found.replace(until=start.replace(year=begin.year + _HORIZON_YEARS, month=12, day=31))
        first = found.after(start, inc=inclusive)
    except (ValueError, OverflowError):
        return None
    return first.date() if first else None
