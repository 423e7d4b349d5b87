"""Deadlines: every usual wording with its days, periods and doubts; which of several counts."""

from __future__ import annotations

import datetime

import pytest
from body_text import GRAMMARS, tasks_of

from vndocparse.models import Deadline
from vndocparse.parsers.deadlines import Reading, candidates, in_cell, read
from vndocparse.parsers.words import Words, has_glue
from vndocparse.text import fold

PAPER = datetime.date(2026, 3, 10)  # a Tuesday


def readings(text: str, paper: datetime.date | None = PAPER) -> list[tuple[str, Reading | None]]:
    folded = fold(text)
    words = Words(folded, 0, len(folded), glued=has_glue(folded))
    return [(text[c.start : c.end], read(c.phrase, paper)) for c in candidates(words, GRAMMARS, len(folded))]


def meaning_of(reading: Reading | None) -> str:
    """A reading on one line: kind, ``before``, the day or the stretch of days, the RRULE."""
    assert reading is not None
    stretch = f"{reading.start or ''}..{reading.end or ''}" if reading.start or reading.end else None
    parts = (reading.kind, "before" if reading.before else None, reading.date, stretch, reading.recurrence)
    return " ".join(str(part) for part in parts if part)


# A sentence for each usual wording, the words of the deadline in it, and what they mean in a paper of 10 March 2026.
WORDINGS = [
    ("gửi danh sách trước ngày 15/5/2026", "trước ngày 15/5/2026", "due before 2026-05-15"),
    ("nộp báo cáo trước 15/7/2026", "trước 15/7/2026", "due before 2026-07-15"),
    ("gửi trước 16 giờ ngày 15/9/2026", "trước 16 giờ ngày 15/9/2026", "due before 2026-09-15"),
    ("gửi trước 17h00, ngày 20/9", "trước 17h00, ngày 20/9", "due before 2026-09-20"),
    ("gửi về huyện trước 10h00' ngày 5/5/2026", "trước 10h00' ngày 5/5/2026", "due before 2026-05-05"),
    ("gửi về huyện trước 30-6-2026", "trước 30-6-2026", "due before 2026-06-30"),
    ("đăng ký chậm nhất ngày 20/6/2026", "chậm nhất ngày 20/6/2026", "due 2026-06-20"),
    ("gửi chậm nhất là ngày 30 tháng 10 năm 2026", "chậm nhất là ngày 30 tháng 10 năm 2026", "due 2026-10-30"),
    ("gửi muộn nhất đến ngày 5/6", "muộn nhất đến ngày 5/6", "due 2026-06-05"),
    ("trả lời trong vòng 10 ngày làm việc kể từ ngày ký", "trong vòng 10 ngày làm việc kể từ ngày ký", "due ..2026-03-24"),
    ("trả lời trong thời hạn 30 ngày kể từ ngày ban hành", "trong thời hạn 30 ngày kể từ ngày ban hành", "due ..2026-04-09"),
    ("hạn chót: 25/8/2026", "hạn chót: 25/8/2026", "due 2026-08-25"),
    ("Thời hạn hoàn thành: trước ngày 25/8/2026", "Thời hạn hoàn thành: trước ngày 25/8/2026", "due before 2026-08-25"),
    ("rà soát, hoàn thành trước ngày 30/6/2026", "hoàn thành trước ngày 30/6/2026", "due before 2026-06-30"),
    ("hoàn thành trong tháng 5/2026", "hoàn thành trong tháng 5/2026", "due 2026-05-01..2026-05-31"),
    ("báo cáo trong tháng 5", "trong tháng 5", "due 2026-05-01..2026-05-31"),
    ("trình trong quý II năm 2026", "trong quý II năm 2026", "due 2026-04-01..2026-06-30"),
    ("thẩm định trong tháng 11 hằng năm", "trong tháng 11 hằng năm", "recurring FREQ=YEARLY;BYMONTH=11"),
    ("thu phí kể từ ngày 01/7/2026", "kể từ ngày 01/7/2026", "due 2026-07-01.."),
    ("rà soát trong quý II và quý III/2026", "trong quý II và quý III/2026", "due 2026-04-01..2026-09-30"),
    ("tổ chức trong tháng 6 và tháng 12", "trong tháng 6", "due 2026-06-01..2026-06-30"),
    ("trình trong quý 3", "trong quý 3", "due 2026-07-01..2026-09-30"),
    ("sắp xếp xong trong quý III/2026", "xong trong quý III/2026", "due 2026-07-01..2026-09-30"),
    ("triển khai trong năm 2026", "trong năm 2026", "due 2026-01-01..2026-12-31"),
    ("kết thúc trong 6 tháng đầu năm 2026", "trong 6 tháng đầu năm 2026", "due 2026-01-01..2026-06-30"),
    ("thu quỹ đến hết ngày 31/12/2026", "đến hết ngày 31/12/2026", "due 2026-12-31"),
    ("đạt 80% đến hết quý III/2026", "đến hết quý III/2026", "due ..2026-09-30"),
    ("đến cuối năm 2027 xóa hộ nghèo", "đến cuối năm 2027", "due ..2027-12-31"),
    ("phấn đấu đến năm 2030 đạt chuẩn", "đến năm 2030", "due ..2030-12-31"),
    ("tổ chức vào đầu tháng 6/2026", "vào đầu tháng 6/2026", "due 2026-06-01..2026-06-10"),
    ("tổ chức giữa tháng 6/2026", "giữa tháng 6/2026", "due 2026-06-11..2026-06-20"),
    ("tổ chức cuối tháng 6/2026", "cuối tháng 6/2026", "due 2026-06-21..2026-06-30"),
    ("họp trong tuần thứ ba của tháng 9/2026", "trong tuần thứ ba của tháng 9/2026", "due 2026-09-14..2026-09-20"),
    ("báo cáo ngay trong ngày", "ngay trong ngày", "due ..2026-03-10"),
    ("hoàn chỉnh trước khi khai mạc đại hội", "trước khi khai mạc đại hội", "due"),
    ("báo cáo sau khi kết thúc hội nghị", "sau khi kết thúc hội nghị", "due"),
    ("ra quân từ ngày 01/6/2026 đến ngày 30/6/2026", "từ ngày 01/6/2026 đến ngày 30/6/2026", "due 2026-06-01..2026-06-30"),
    ("trực từ ngày 27 đến ngày 30/6", "từ ngày 27 đến ngày 30/6", "due 2026-06-27..2026-06-30"),
    ("trong các ngày 12-14/10/2026", "trong các ngày 12-14/10/2026", "due 2026-10-12..2026-10-14"),
    ("từ nay đến hết tháng 6", "từ nay đến hết tháng 6", "due 2026-03-10..2026-06-30"),
    ("từ tháng 12 đến tháng 2/2027", "từ tháng 12 đến tháng 2/2027", "due 2026-12-01..2027-02-28"),
    ("gửi báo cáo trước ngày 25 hằng tháng", "trước ngày 25 hằng tháng", "recurring before FREQ=MONTHLY;BYMONTHDAY=25"),
    (
        "gửi trước ngày 15 của tháng cuối quý",
        "trước ngày 15 của tháng cuối quý",
        "recurring before FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=15",
    ),
    ("trước ngày 10 tháng đầu mỗi quý", "trước ngày 10 tháng đầu mỗi quý", "recurring before FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
    ("định kỳ hàng tháng hoặc quí báo cáo", "định kỳ hàng tháng hoặc quí", "recurring FREQ=MONTHLY"),
    ("định kỳ hằng quý báo cáo", "định kỳ hằng quý", "recurring FREQ=MONTHLY;INTERVAL=3"),
    ("định kỳ 6 tháng, hằng năm sơ kết", "định kỳ 6 tháng, hằng năm", "recurring FREQ=MONTHLY;INTERVAL=6"),
    ("họp định kỳ 3 tháng một lần", "định kỳ 3 tháng một lần", "recurring FREQ=MONTHLY;INTERVAL=3"),
    ("họp ít nhất mỗi tháng một lần", "ít nhất mỗi tháng một lần", "recurring FREQ=MONTHLY"),
    ("sinh hoạt 03 tháng một lần", "03 tháng một lần", "recurring FREQ=MONTHLY;INTERVAL=3"),
    ("kiểm tra 2 lần/năm", "2 lần/năm", "recurring FREQ=MONTHLY;INTERVAL=6"),
    ("giao ban hằng tuần", "hằng tuần", "recurring FREQ=WEEKLY"),
    ("Hằng năm, tổ chức tổng kết", "Hằng năm", "recurring FREQ=YEARLY"),
    ("họp vào ngày 03 hằng tháng", "vào ngày 03 hằng tháng", "recurring FREQ=MONTHLY;BYMONTHDAY=3"),
    ("chào cờ sáng thứ Hai hằng tuần", "sáng thứ Hai hằng tuần", "recurring FREQ=WEEKLY;BYDAY=MO"),
    ("Định kỳ thứ Sáu hằng tuần báo cáo", "Định kỳ thứ Sáu hằng tuần", "recurring FREQ=WEEKLY;BYDAY=FR"),
    ("báo cáo trước ngày 20/11 hằng năm", "trước ngày 20/11 hằng năm", "recurring before FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20"),
    ("trước ngày 15/6 và 15/12 hằng năm", "trước ngày 15/6 và 15/12 hằng năm", "recurring before FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
    ("thường xuyên giáo dục đảng viên", "thường xuyên", "ongoing"),
    ("duy trì liên tục chế độ trực", "duy trì liên tục", "ongoing"),
    ("phản ánh kịp thời", "kịp thời", "ongoing"),
    ("tiếp tục quán triệt", "tiếp tục", "ongoing"),
    ("báo cáo đột xuất khi có yêu cầu", "đột xuất khi có yêu cầu", "ongoing"),
    ("thực hiện trong suốt nhiệm kỳ", "trong suốt nhiệm kỳ", "ongoing"),
    ("trong năm học 2026-2027", "trong năm học 2026-2027", "period 2026-09-01..2027-05-31"),
    ("gửi Văn phòng Đảng uỷtrước ngày 10/10/2026", "trước ngày 10/10/2026", "due before 2026-10-10"),
]


@pytest.mark.parametrize(("text", "raw", "meaning"), WORDINGS)
def test_every_usual_wording_is_found_and_read(text: str, raw: str, meaning: str) -> None:
    found = readings(text)
    assert [words for words, _ in found] == [raw]
    assert meaning_of(found[0][1]) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "thực hiện Kế hoạch số 98-KH/HU ngày 11/01/2026",
        "có hiệu lực kể từ ngày 01/7/2026",
        "số liệu tính đến ngày 30/6/2026",
        "phát sóng 3 lần/ngày",
        "từ cơ sở đến tỉnh",
        "trước Đảng ủy",
        "không quá 05 người",
        "ngân sách hằng năm của xã",
        "kế hoạch hằng năm được duyệt",
        "trong thời gian tới",
        "sinh hoạt định kỳ theo quy định",
        "thời gian qua",
    ],
)
def test_dates_of_papers_facts_and_adjectives_set_no_deadline(text: str) -> None:
    assert readings(text) == []


@pytest.mark.parametrize(
    ("words", "paper", "date"),
    [
        ("trước ngày 28/5", "2019-05-14", "2019-05-28"),  # later in the paper's year
        ("trước ngày 15/01", "2023-12-28", "2024-01-15"),  # already past: the next year
        ("trước ngày 28/12", "2023-12-28", "2023-12-28"),  # the day itself
        ("trước ngày 25", "2023-12-28", "2024-01-25"),  # the next such day
    ],
)
def test_a_year_that_is_not_written_is_that_of_the_paper_or_the_next(words: str, paper: str, date: str) -> None:
    ((_, reading),) = readings(words, datetime.date.fromisoformat(paper))
    assert reading is not None
    assert (str(reading.date), reading.inferred, reading.before) == (date, ("date",), True)


def test_without_a_date_to_lean_on_the_day_stays_open_and_a_person_is_told() -> None:
    ((_, reading),) = readings("trước ngày 28/5", None)
    assert reading == Reading("due", before=True, doubt="deadline-without-year")


def test_an_anchor_that_is_not_known_and_a_day_that_does_not_exist_are_told() -> None:
    ((raw, reading),) = readings("trả lời chậm nhất 05 ngày kể từ ngày nhận được công văn")
    assert raw == "chậm nhất 05 ngày kể từ ngày nhận được công văn"
    assert reading is not None
    assert (reading.end, reading.doubt) == (None, "deadline-without-anchor")
    ((_, impossible),) = readings("trước ngày 31/02/2026")
    assert impossible is not None
    assert (impossible.date, impossible.doubt) == (None, "deadline-impossible-day")


def test_two_days_a_year_that_no_single_rule_can_pair_are_only_yearly() -> None:
    ((_, reading),) = readings("trước ngày 15/6 và 20/12 hằng năm")
    assert meaning_of(reading) == "recurring before FREQ=YEARLY"


def deadline_of(text: str, date: str = "2026-03-10") -> Deadline | None:
    (task,) = tasks_of("Đảng ủy yêu cầu:\n1. " + text, date=date)
    return task.deadline


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Các chi bộ phấn đấu đến năm 2030 đạt chuẩn; báo cáo trước ngày 20/5.", "trước ngày 20/5"),
        ("Tổ chức hội nghị vào ngày 15/4/2026, gửi tài liệu chậm nhất ngày 10/4/2026.", "chậm nhất ngày 10/4/2026"),
        ("Định kỳ 6 tháng sơ kết; hoàn thành hồ sơ trước ngày 30/6.", "hoàn thành trước ngày 30/6"),
        ("Thường xuyên nắm tình hình; định kỳ hằng quý báo cáo.", "định kỳ hằng quý"),
        ("Thường xuyên nắm tình hình dư luận.", "Thường xuyên"),
        ("Rà soát, bổ sung hồ sơ trước khi trình cấp ủy.", "trước khi trình cấp ủy"),
        ("Kiện toàn ban chi ủy ngay sau đại hội chi bộ.", "ngay sau đại hội chi bộ"),
        ("Tổ chức lễ kỷ niệm lúc 7 giờ 30 ngày 20/5/2026.", "lúc 7 giờ 30 ngày 20/5/2026"),
    ],
)
def test_of_several_wordings_the_most_telling_counts(text: str, raw: str) -> None:
    found = deadline_of(text)
    assert found is not None
    assert found.raw in (raw, raw.removeprefix("hoàn thành "))


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp tục quán triệt Chỉ thị số 05-CT/TW.",
        "Giải quyết kịp thời kiến nghị của Nhân dân.",
        "Công nhận đảng viên được kết nạp trước ngày 01/01/2020.",
        "Triển khai Chương trình phát triển thanh niên giai đoạn 2021 - 2025.",
        "Áp dụng mức đóng đảng phí có hiệu lực kể từ ngày 01/7/2026.",
        "Ngay sau đó các chi bộ họp rút kinh nghiệm.",
        "Số hóa hồ sơ lưu trữ từ năm 2010 đến nay.",
        "Rà soát các trường hợp từ ngày 01/4/2026 đến ngày 30/6/2026.",
        "Duyệt đề cương quy hoạch mạng lưới chợ của tỉnh đến năm 2030.",
    ],
)
def test_words_of_manner_past_days_and_names_set_no_deadline_of_a_task(text: str) -> None:
    assert deadline_of(text) is None


def test_a_lone_day_belongs_to_the_period_before_it() -> None:
    found = deadline_of("Định kỳ hằng tháng gửi báo cáo về Ban Tuyên giáo trước ngày 20.")
    assert found is not None
    assert (found.kind, found.recurrence, found.before) == ("recurring", "FREQ=MONTHLY;BYMONTHDAY=20", True)


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("31/10/2026", "due 2026-10-31"),
        ("Trước 28/02/2027", "due before 2027-02-28"),
        ("Quý II/2026", "due 2026-04-01..2026-06-30"),
        ("Tháng 5", "due 2026-05-01..2026-05-31"),
        ("Tháng 4-5/2026", "due 2026-04-01..2026-05-31"),
        ("Năm 2026", "due 2026-01-01..2026-12-31"),
        ("Thường xuyên", "ongoing"),
        ("Hằng tháng", "recurring FREQ=MONTHLY"),
        ("Từ ngày 10/4 đến 20/4/2026", "due 2026-04-10..2026-04-20"),
    ],
)
def test_the_time_cell_of_a_table_holds_bare_days_and_stretches(cell: str, meaning: str) -> None:
    found = in_cell(fold(cell), GRAMMARS, PAPER)
    assert found is not None
    assert meaning_of(found[2]) == meaning


def test_a_cell_without_a_time_sets_none() -> None:
    assert in_cell(fold("Văn phòng Đảng ủy"), GRAMMARS, PAPER) is None
