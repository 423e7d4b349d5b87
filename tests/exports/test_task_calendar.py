"""The calendar of tasks, read back as a calendar program reads it: days, recurrences, identity, form on the wire."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from task_rows import due, recurring, row

from vndocparse import parse
from vndocparse.errors import MissingExtraError
from vndocparse.exports.task_calendar import TaskCalendar
from vndocparse.exports.tasks import TaskRow, rows

icalendar = pytest.importorskip("icalendar", reason="the extra ics writes the calendars")
rrulestr = pytest.importorskip("dateutil.rrule", reason="the extra ics").rrulestr
Date = datetime.date


def calendar(*found: TaskRow) -> bytes:
    book = TaskCalendar()
    for one in found:
        book.add(one)
    return book.finish()


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def event(found: TaskRow) -> icalendar.Event:
    (only,) = events(calendar(found))
    return only


def occurrences(found: icalendar.Event, count: int) -> Iterator[Date]:
    begin = found.decoded("dtstart")
    rule = rrulestr(found["rrule"].to_ical().decode(), dtstart=datetime.datetime(begin.year, begin.month, begin.day))
    for day, _ in zip(rule, range(count), strict=False):
        yield day.date()


def unfolded(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def test_a_task_is_an_all_day_event_on_its_day_that_makes_nobody_busy() -> None:
    found = event(due("2019-09-30"))
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (Date(2019, 9, 30), Date(2019, 10, 1))
    assert type(found.decoded("dtstart")) is Date
    assert found["transp"] == "TRANSPARENT"
    assert "rrule" not in found


def test_the_calendar_needs_no_time_zone_and_names_its_maker() -> None:
    lines = unfolded(calendar(due("2019-09-30"), recurring("FREQ=MONTHLY")))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    assert not any("TZID" in line or line.startswith(("DUE", "BEGIN:VTODO")) for line in lines)
    assert {line.partition(":")[0] for line in lines if line.startswith("DTSTART")} == {"DTSTART;VALUE=DATE"}


@pytest.mark.parametrize(
    ("found", "title", "hours"),
    [
        (due("2019-09-30"), "Hạn 30/09: ", 15),
        (due("2019-09-30", before=True), "Trước 30/09: ", 39),
        (recurring("FREQ=MONTHLY;BYMONTHDAY=20"), "Định kỳ: ", 15),
        (recurring("FREQ=MONTHLY;BYMONTHDAY=20", before=True), "Định kỳ, trước ngày này: ", 39),
    ],
)
def test_the_title_says_how_the_day_counts_and_a_reminder_rings_the_morning_before(found: TaskRow, title: str, hours: int) -> None:
    shown = event(found)
    assert shown["summary"].startswith(title)
    (alarm,) = shown.walk("VALARM")
    assert alarm.decoded("trigger") == -datetime.timedelta(hours=hours)
    assert alarm["action"] == "DISPLAY"


def test_the_title_names_the_lead_once_and_where_the_task_stands() -> None:
    assert event(due("2019-09-30"))["summary"] == "Hạn 30/09: Ban cán sự đảng rà soát phương án. (47-CT/TU, mục 2)"
    assert "Chi bộ 3 - Rà soát." in event(due("2019-09-30", text="Rà soát.", lead=("Chi bộ 3",)))["summary"]
    assert len(event(due("2019-09-30", text="rà soát " * 200))["summary"]) < 160


def test_the_description_holds_the_whole_task() -> None:
    words = "rà soát " * 200
    shown = event(
        due("2019-09-30", text=words.strip(), cooperating=("Sở A", "Sở B"), deadline="trước ngày 30/9", cited=("Chỉ thị 13-CT/TW",))
    )
    lines = str(shown["description"]).split("\n")
    assert lines[0] == words.strip()
    assert "Phối hợp: Sở A, Sở B" in lines
    assert "Thời hạn ghi trong văn bản: trước ngày 30/9" in lines
    assert "Văn bản: 47-CT/TU, 15/08/2019, TỈNH ỦY ĐÔNG HẢI, phòng cháy, chữa cháy rừng" in lines
    assert "Viện dẫn: Chỉ thị 13-CT/TW" in lines


def test_a_paper_with_a_secrecy_mark_gives_confidential_events() -> None:
    assert event(due("2019-09-30", secrecy="MẬT"))["class"] == "CONFIDENTIAL"
    assert "class" not in event(due("2019-09-30"))


@pytest.mark.parametrize(
    ("rule", "paper", "first"),
    [
        # A day is named: the first one on or after the paper's date, that date included.
        ("FREQ=MONTHLY;BYMONTHDAY=20", "2022-04-19", ["2022-04-20", "2022-05-20", "2022-06-20"]),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "2022-04-20", ["2022-04-20", "2022-05-20"]),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "2022-12-21", ["2023-01-20"]),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", "2022-07-01", ["2022-09-15", "2022-12-15", "2023-03-15"]),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20", "2022-11-21", ["2023-11-20", "2024-11-20"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2022-01-01", ["2024-02-29", "2028-02-29"]),
        ("FREQ=WEEKLY;BYDAY=FR", "2026-06-04", ["2026-06-05", "2026-06-12"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2022-01-05", ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"]),
        # A rhythm alone: one period after the paper's date, and no month passed over.
        ("FREQ=MONTHLY", "2017-04-03", ["2017-05-03", "2017-06-03"]),
        ("FREQ=MONTHLY;INTERVAL=6", "2019-08-15", ["2020-02-15", "2020-08-15"]),
        ("FREQ=MONTHLY", "2022-01-31", ["2022-02-28", "2022-03-31"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2022-01-30", ["2022-04-30", "2022-07-31"]),
        ("FREQ=WEEKLY", "2022-01-31", ["2022-02-07", "2022-02-14"]),
        ("FREQ=YEARLY", "2022-01-31", ["2023-01-31", "2024-01-31"]),
        ("FREQ=YEARLY", "2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("FREQ=DAILY", "2022-01-31", ["2022-02-01", "2022-02-02"]),
    ],
)
def test_a_recurrence_begins_on_the_first_day_that_satisfies_it(rule: str, paper: str, first: list[str]) -> None:
    shown = event(recurring(rule, paper))
    assert [str(day) for day in occurrences(shown, len(first))] == first
    assert str(shown.decoded("dtstart")) == first[0]


def test_a_rhythm_without_a_day_says_so() -> None:
    assert "không ghi ngày cụ thể" in event(recurring("FREQ=MONTHLY"))["description"]
    assert "không ghi ngày cụ thể" not in event(recurring("FREQ=MONTHLY;BYMONTHDAY=3"))["description"]


def test_a_paper_whose_day_is_blank_begins_with_its_month() -> None:
    found = event(recurring("FREQ=MONTHLY;BYMONTHDAY=20", None, date_known="2025-09"))
    assert found.decoded("dtstart") == Date(2025, 9, 20)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (row(), "without a deadline"),
        (row(kind="ongoing"), "ongoing"),
        (row(kind="due"), "whose day is not known"),
        (recurring("FREQ=MONTHLY", None), "whose day is not known"),
        (recurring("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"), "whose day is not known"),
        (recurring("FREQ=SOMETIMES"), "whose day is not known"),
        (due("9999-12-31"), "whose day is not known"),
    ],
)
def test_a_task_without_a_day_is_left_out_and_counted(found: TaskRow, reason: str) -> None:
    book = TaskCalendar()
    book.add(found)
    book.add(due("2019-09-30", uid="b" * 32))
    assert len(events(book.finish())) == 1
    assert book.remarks() == [f"1 of 2 tasks are not in the calendar: 1 {reason}"]


def test_nothing_is_said_when_nothing_is_left_out() -> None:
    book = TaskCalendar()
    book.add(due("2019-09-30"))
    assert book.remarks() == []


def test_the_same_task_twice_is_one_event_and_a_second_import_finds_its_uid() -> None:
    book = TaskCalendar()
    book.add(due("2019-09-30"))
    book.add(due("2019-09-30"))
    (only,) = events(book.finish())
    assert only["uid"] == event(due("2019-10-15"))["uid"] == f"{'a' * 32}@vndocparse"
    assert book.remarks() == ["1 of 2 tasks are not in the calendar: 1 of a paper that was given twice"]


def test_the_stamp_is_the_papers_day_or_the_one_that_builds_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    utc = datetime.UTC
    assert event(due("2019-09-30")).decoded("dtstamp") == datetime.datetime(2019, 8, 15, tzinfo=utc)
    assert calendar(due("2019-09-30")) == calendar(due("2019-09-30"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert event(due("2019-09-30")).decoded("dtstamp") == datetime.datetime(1970, 1, 2, tzinfo=utc)


@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_survives_the_calendar_in_lines_of_75_octets(text: str, name: str) -> None:
    text = "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF)
    name = "".join(c for c in name if not 0xD800 <= ord(c) <= 0xDFFF)
    data = calendar(due("2019-09-30", text=" ".join(text.split()), lead=(" ".join(name.split()),)))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no letter is cut in two
        assert b"\n" not in line
        assert b"\r" not in line
    (shown,) = events(data)
    kept = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    read = "".join(c if c.isprintable() else " " for c in str(shown["description"]))
    assert read.startswith(kept)


def test_the_tasks_of_all_samples_make_a_calendar_that_a_program_reads(samples: Path) -> None:
    found = [one for path in sorted(samples.glob("*-*-*.*")) if path.suffix != ".tif" for one in rows([parse(path)])]
    book = TaskCalendar()
    for one in found:
        book.add(one)
    shown = events(book.finish())
    dated = {one.uid for one in found if one.due or one.recurrence}
    assert {str(one["uid"]) for one in shown} == {f"{uid}@vndocparse" for uid in dated}
    for one in shown:
        if "rrule" in one:
            days = list(occurrences(one, 5))
            assert days[0] == one.decoded("dtstart")
            assert len(days) == 5


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'vndocparse\[ics\]'"):
        TaskCalendar()
