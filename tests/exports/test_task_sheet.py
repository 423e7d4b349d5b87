"""The workbook of tasks, read back by another library than the one that writes it."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile

import pytest
from task_rows import due, row

from vndocparse.errors import LimitExceededError, MissingExtraError
from vndocparse.exports import task_sheet
from vndocparse.exports.task_sheet import TaskSheet
from vndocparse.exports.tasks import COLUMNS, TaskRow

openpyxl = pytest.importorskip("openpyxl", reason="the extra dev reads the workbooks with openpyxl")
pytest.importorskip("xlsxwriter", reason="the extra xlsx writes the workbooks")


def workbook(*found: TaskRow) -> bytes:
    sheet = TaskSheet()
    for one in found:
        sheet.add(one)
    return sheet.finish()


def read(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def cell(data: bytes, heading: str, line: int = 2) -> openpyxl.cell.Cell:
    return read(data).cell(line, COLUMNS.index(heading) + 1)


def test_the_sheet_has_a_frozen_heading_a_filter_and_prints_on_one_page_across() -> None:
    sheet = read(workbook(due("2019-09-30"), row(path="3")))
    assert [head.value for head in sheet[1]] == list(COLUMNS)
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Nhiệm vụ", "A2", "A1:S3")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_title_rows) == ("landscape", 0, "$1:$1")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.max_row == 3


def test_days_are_real_days() -> None:
    data = workbook(due("2019-09-30", before=True))
    for heading, day in (("Thời hạn", datetime.datetime(2019, 9, 30)), ("Ngày văn bản", datetime.datetime(2019, 8, 15))):
        found = cell(data, heading)
        assert (found.is_date, found.value, found.number_format) == (True, day, "dd/mm/yyyy")
    assert cell(data, "Cách tính hạn").value == "trước ngày"


def test_a_day_before_the_calendar_of_spreadsheets_is_words() -> None:
    assert cell(workbook(row(date=datetime.date(1899, 5, 1))), "Ngày văn bản").value == "01/05/1899"


def test_texts_are_wrapped_and_rows_high_enough_to_show_them() -> None:
    data = workbook(row(text="Các chi bộ rà soát hồ sơ đảng viên. " * 20), row())
    assert cell(data, "Nội dung nhiệm vụ").alignment.wrap_text
    heights = [read(data).row_dimensions[line].height for line in (2, 3)]
    assert heights[0] > 8 * 15
    assert heights[1] == 15 * 2  # capitals are wide: the issuer takes two lines


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("x")', "+1", "-KH/ĐU", "@SUM(A1)", "{=1}", "http://a.vn", "_x0041_", "1.10", "a\x00b"]
)
def test_a_text_stays_a_text(text: str) -> None:
    data = workbook(row(text=text, number=text, path=text))
    for heading in ("Nội dung nhiệm vụ", "Số, ký hiệu", "Mục"):
        found = cell(data, heading)
        assert (found.data_type, found.hyperlink) == ("s", None)
        assert found.value.replace("_x0000_", "\x00") == text
        assert found.quotePrefix == text.startswith(("=", "+", "-", "@"))
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_same_papers_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    one = workbook(due("2019-09-30"))
    assert one == workbook(due("2019-09-30"))
    assert openpyxl.load_workbook(io.BytesIO(one)).properties.created == datetime.datetime(2019, 8, 15)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert openpyxl.load_workbook(io.BytesIO(workbook(row()))).properties.created == datetime.datetime(1970, 1, 2)
    for senseless in ("", "soon", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", senseless)
        assert workbook(due("2019-09-30")) == one


def test_papers_without_tasks_give_the_heading_alone() -> None:
    sheet = read(workbook())
    assert (sheet.max_row, sheet["A1"].value) == (1, COLUMNS[0])


def test_a_text_that_no_cell_holds_is_cut_with_a_mark_and_said() -> None:
    sheet = TaskSheet()
    sheet.add(row(text="a" * 40_000))
    value = cell(sheet.finish(), "Nội dung nhiệm vụ").value
    assert (len(value), value[-1]) == (32_767, "…")
    assert sheet.remarks() == ["1 cells were cut to the 32767 characters that a cell can hold"]


def test_more_tasks_than_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_sheet, "_MAX_ROWS", 3)
    with pytest.raises(LimitExceededError, match="more than 2 tasks"):
        workbook(*[row()] * 3)


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'vndocparse\[xlsx\]'"):
        TaskSheet()
