"""The follow-up sheet: one row a task, its number, its bodies by role, its deadline, safe in a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import io
import os
from pathlib import Path

import pytest
from task_rows import due, recurring, row

from vndocparse import Directive, Parser, parse, parse_text
from vndocparse.exports.tasks import COLUMNS, TaskRow, cells, counting_words, rows, tasks_header, tasks_line
from vndocparse.exports.wording import partial_date_words, recurrence_words
from vndocparse.models import Section, Source, Span, Task

LETTER = """HUYỆN ỦY BẮC HÀ
*
Số 12-CV/HU
V/v tổng kết công tác
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
Kính gửi: Các chi bộ.
Huyện ủy đề nghị:
1. Ban Tổ chức Huyện ủy chủ trì, phối hợp với Văn phòng Huyện ủy tổng hợp theo Kế hoạch số 5-KH/TU ngày 02/3/2022
của Tỉnh ủy, hoàn thành trước ngày 15/5.
2. Các chi bộ:
a) Rà soát hồ sơ trong quý III năm 2022;
b) Báo cáo trước ngày 20 hằng tháng.
Nơi nhận:
- Như trên;
- Lưu VPHU.
T/M HUYỆN ỦY
BÍ THƯ
Nguyễn Văn A
"""


def of_letter() -> dict[str, TaskRow]:
    return {found.path: found for found in rows([parse_text(LETTER)])}


def numbered(*tree: object) -> list[str]:
    """Paths of tasks with these numbers; a list stands for the children of the number before it."""
    return [found.path for found in rows([paper(_tasks(tree))])]


def _tasks(tree: tuple[object, ...], start: int = 10) -> tuple[Task, ...]:
    found: list[Task] = []
    for item in tree:
        if isinstance(item, list):
            found[-1] = found[-1].model_copy(update={"children": _tasks(tuple(item), found[-1].span.start)})
        else:
            assert item is None or isinstance(item, str)
            place = start + 10 * len(found)
            found.append(Task(number=item, text="x", span=Span(start=place, end=place + 9)))
    return tuple(found)


def paper(tasks: tuple[Task, ...], sections: tuple[Section, ...] = ()) -> Directive:
    return Directive(source=Source(format="txt", sha256="0" * 64), tasks=tasks, sections=sections)


def part(number: str, start: int, end: int) -> Section:
    return Section(number=number, kind="section", span=Span(start=start, end=end))


def test_every_task_has_a_row_nested_ones_with_their_own_path() -> None:
    assert list(of_letter()) == ["1", "2", "2.a", "2.b"]


def test_a_row_tells_its_paper() -> None:
    for found in of_letter().values():
        assert (found.number, found.date, found.issuer) == ("12-CV/HU", datetime.date(2022, 4, 29), "HUYỆN ỦY BẮC HÀ")
        assert found.subject == "tổng kết công tác"


def test_bodies_stand_by_role_and_deadlines_as_days() -> None:
    first, quarter, monthly = (of_letter()[path] for path in ("1", "2.a", "2.b"))
    assert (first.lead, first.cooperating) == (("Ban Tổ chức Huyện ủy",), ("Văn phòng Huyện ủy",))
    assert (first.due, first.before, first.deadline) == (datetime.date(2022, 5, 15), True, "hoàn thành trước ngày 15/5")
    assert first.cited == ("Kế hoạch 5-KH/TU, 02/03/2022, Tỉnh ủy",)
    assert (quarter.start, quarter.due) == (datetime.date(2022, 7, 1), datetime.date(2022, 9, 30))
    assert (monthly.due, monthly.recurrence, monthly.before) == (None, "FREQ=MONTHLY;BYMONTHDAY=20", True)


def test_what_was_concluded_or_inherited_is_remarked() -> None:
    found = of_letter()
    assert "ngày hạn suy ra, cần đối chiếu" in found["1"].notes
    assert "đơn vị theo phần chung" in found["2.a"].notes
    assert found["2"].notes == ()
    stamped = LETTER.replace("ngày 29 tháng 4", "ngày    tháng 4") + "\nHUYỆN ỦY BẮC HÀ\n29-04-2022 13:41:12 +07:00\n"
    assert {"ngày văn bản suy ra"} <= {note for one in rows([parse_text(stamped)]) for note in one.notes}


@pytest.mark.parametrize(
    ("tree", "paths"),
    [
        (("1", ["a", "b"], "2"), ["1", "1.a", "1.b", "2"]),
        (("1", ["1.1", ["a"], "1.2"]), ["1", "1.1", "1.1.a", "1.2"]),
        (("2", ["2.1", ["2.1.1"]]), ["2", "2.1", "2.1.1"]),
        (("1", ["11"], "11", ["1"]), ["1", "1.11", "11", "11.1"]),
        ((None, None), ["•1", "•2"]),
        (("3", [None, "a", None]), ["3", "3.•1", "3.a", "3.•2"]),
        (("1", "3", "3", "3"), ["1", "3", "3 (2)", "3 (3)"]),
        ((), []),
    ],
)
def test_a_path_is_the_number_below_its_parents_and_never_twice_the_same(tree: tuple[object, ...], paths: list[str]) -> None:
    assert numbered(*tree) == paths


def test_where_numbers_begin_anew_the_number_of_the_part_stands_before() -> None:
    tasks = _tasks(("1", "2", "1", ["a"]))
    parts = (part("II", 5, 29), part("III", 29, 60))
    assert [found.path for found in rows([paper(tasks, parts)])] == ["II.1", "II.2", "III.1", "III.1.a"]
    assert [found.path for found in rows([paper(tasks[:2], parts)])] == ["1", "2"]


def test_a_task_has_the_same_uid_in_every_file_of_its_paper_and_no_other(samples: Path) -> None:
    word, text = (list(rows([parse(samples / name)])) for name in ("cong-van-121.docx", "cong-van-121.txt"))
    assert [found.uid for found in word] == [found.uid for found in text]
    everything = [
        found.uid
        for path in sorted(samples.glob("*-*-*.*"))
        if path.name != "cong-van-121.txt" and path.suffix != ".tif"
        for found in rows([parse(path)])
    ]
    assert len(set(everything)) == len(everything) > 50


def test_papers_without_a_number_are_told_apart_by_their_bytes() -> None:
    blank = LETTER.replace("Số 12-CV/HU", "Số    -CV/HU")
    one, same, other = (list(rows([parse_text(text)])) for text in (blank, blank, blank.replace("hồ sơ", "sổ sách")))
    assert [found.uid for found in one] == [found.uid for found in same]
    assert not {found.uid for found in one} & {found.uid for found in other}


def test_several_papers_give_one_sheet() -> None:
    assert [found.path for found in rows([parse_text(LETTER), parse_text("không có gì"), parse_text(LETTER)])] == [
        "1",
        "2",
        "2.a",
        "2.b",
    ] * 2


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (due("2022-05-15", before=True), "trước ngày"),
        (due("2022-05-15"), "đến ngày"),
        (due("2022-09-30", to_the_end=True), "đến hết ngày"),
        (recurring("FREQ=MONTHLY"), "định kỳ"),
        (recurring("FREQ=MONTHLY;BYMONTHDAY=20", before=True), "định kỳ, trước ngày"),
        (row(kind="ongoing"), "thường xuyên"),
        (row(kind="due"), "chưa rõ ngày"),
        (row(), ""),
    ],
)
def test_how_a_day_counts_is_said(found: TaskRow, words: str) -> None:
    assert counting_words(found) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY", "hằng tháng"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "ngày 20 hằng tháng"),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", "ngày 15 tháng 3, 6, 9, 12 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20", "ngày 20/11 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "ngày 15 tháng 6, 12 hằng năm"),
        ("FREQ=WEEKLY;BYDAY=FR", "thứ Sáu hằng tuần"),
        ("FREQ=WEEKLY;INTERVAL=2", "2 tuần một lần"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=1MO"),
        ("FREQ=MONTHLY;COUNT=3", "FREQ=MONTHLY;COUNT=3"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_recurrence_is_said_in_words_or_left_as_it_is(rule: str, words: str) -> None:
    assert recurrence_words(rule) == words


@pytest.mark.parametrize(("known", "words"), [("2022-07", "…/07/2022"), ("2022", "năm 2022"), ("2022-07-09", "09/07/2022"), (None, None)])
def test_a_date_known_in_part_is_no_day_to_a_spreadsheet(known: str | None, words: str | None) -> None:
    assert partial_date_words(known) == words


def test_a_line_of_csv_holds_each_column_and_iso_days() -> None:
    lines = list(csv.reader(io.StringIO(tasks_header() + tasks_line(due("2019-09-30", before=True, start=datetime.date(2019, 9, 1))))))
    assert lines[0] == list(COLUMNS)
    said = dict(zip(*lines, strict=True))
    assert (said["Ngày văn bản"], said["Từ ngày"], said["Thời hạn"], said["Cách tính hạn"]) == (
        "2019-08-15",
        "2019-09-01",
        "2019-09-30",
        "trước ngày",
    )
    assert (said["Mục"], said["Chủ trì"], said["Phối hợp"]) == ("2", "Ban cán sự đảng", "")


def test_no_cell_of_csv_begins_a_formula() -> None:
    evil = row(text="=HYPERLINK(A1)", lead=("@SUM(1)",), number="-KH/ĐU", path="+1", deadline="\tx", cited=("-1",), file="=1.docx")
    values = next(csv.reader(io.StringIO(tasks_line(evil))))
    assert all(not value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in values)
    assert "'=HYPERLINK(A1)" in values


def test_every_column_has_a_cell() -> None:
    assert len(cells(row())) == len(COLUMNS) == len(set(COLUMNS))


def test_the_sheet_of_a_sample_is_the_kept_one(samples: Path) -> None:
    name = "ke-hoach-xa-2025.docx"
    kept = samples / "expected" / f"{name}.tasks.csv"
    directive = Parser().parse((samples / name).read_bytes(), name=name)
    shown = tasks_header() + "".join(map(tasks_line, rows([directive])))
    if os.environ.get("VNDOCPARSE_REFRESH"):
        kept.write_text(shown, encoding="utf-8", newline="")
    assert list(csv.reader(io.StringIO(shown))) == list(csv.reader(io.StringIO(kept.read_text(encoding="utf-8"))))
