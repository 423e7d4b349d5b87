"""What is a task and what is not, what it inherits, how it nests; tables that assign work."""

from __future__ import annotations

import datetime

import pytest
from body_text import GRAMMARS, task_shape, tasks_in, tasks_of, typed, with_table
from hypothesis import given, settings
from hypothesis import strategies as st

from vndocparse.layout import DocumentBuilder
from vndocparse.models import Task
from vndocparse.parsers.outline import entries, outline
from vndocparse.parsers.tasks import TaskContext, tasks
from vndocparse.parsers.trace import Trace


def assigned(task: Task) -> list[tuple[str, str, bool]]:
    return [(a.name, a.role, a.inherited) for a in task.assignees]


PLAN = """Căn cứ Chương trình số 19-CTr/HU; Đảng ủy xã xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức của đảng viên.
2. Việc tổ chức phải tiết kiệm.
II. QUAN ĐIỂM, MỤC TIÊU
1. Quan điểm: phát triển bền vững.
III. TÌNH HÌNH
1. Kết quả đạt được còn hạn chế.
IV. NHIỆM VỤ, GIẢI PHÁP
1. Nâng cao nhận thức của cấp ủy
1.1. Ban Tuyên giáo định hướng tuyên truyền.
1.2. Các chi bộ tổ chức học tập.
2. Ủy ban nhân dân xã phê duyệt quy hoạch.
V. TỔ CHỨC THỰC HIỆN
1. Văn phòng Đảng ủy theo dõi.
"""


def test_only_the_operative_parts_of_a_plan_hold_tasks() -> None:
    assert task_shape(tasks_of(PLAN, "Kế hoạch")) == [("1", ["1.1", "1.2"]), "2", "1"]


@pytest.mark.parametrize(
    ("heading", "tasks_below"),
    [
        ("I. MỤC ĐÍCH", False),
        ("I. Yêu cầu", False),
        ("I- TÌNH HÌNH VÀ NGUYÊN NHÂN", False),
        ("I. Đánh giá kết quả thực hiện nhiệm vụ tháng 7", False),
        ("I. CĂN CỨ PHÁP LÝ", False),
        ("I. ĐỐI TƯỢNG, THỜI GIAN, ĐỊA ĐIỂM", False),
        ("I. CHỈ TIÊU CHỦ YẾU", False),
        ("I. MỤC TIÊU, NHIỆM VỤ", True),
        ("I. NỘI DUNG, THỜI GIAN THỰC HIỆN", True),
        ("I. PHƯƠNG HƯỚNG, NHIỆM VỤ", True),
        ("I. Nhiệm vụ trọng tâm tháng 8", True),
    ],
)
def test_a_head_that_only_explains_holds_no_tasks(heading: str, tasks_below: bool) -> None:
    assert bool(tasks_of(f"{heading}\n1. Rà soát quy chế làm việc.\n2. Củng cố tổ chức.", "Kế hoạch")) is tasks_below


def test_a_heading_without_a_number_that_explains_is_heeded_too() -> None:
    assert task_shape(tasks_of("MỤC ĐÍCH, YÊU CẦU\n1. Nâng cao nhận thức.\nNHIỆM VỤ\n1. Giao Văn phòng theo dõi.", "Kế hoạch")) == ["1"]


def test_time_place_and_participants_of_an_event_are_no_tasks_but_what_is_assigned_is() -> None:
    text = """Đảng ủy kính mời dự hội nghị:
1. Thành phần: các đồng chí Đảng ủy viên.
2. Thời gian: 07 giờ 30, ngày 09/12/2025.
3. Địa điểm: Phòng họp Đảng ủy.
4. Giao Ban Xây dựng Đảng chuẩn bị báo cáo.
5. Văn phòng Đảng ủy chuẩn bị phòng họp."""
    assert task_shape(tasks_of(text, "Giấy mời")) == ["4", "5"]


def test_a_notice_holds_the_tasks_that_it_assigns() -> None:
    text = """Ban Thường vụ kết luận:
1. Ban Thường vụ đánh giá cao kết quả đạt được.
2. Thống nhất chủ trương đầu tư.
3. Giao Ủy ban nhân dân xã hoàn thiện hồ sơ."""
    assert task_shape(tasks_of(text, "Thông báo")) == ["3"]


def test_lists_of_people_are_no_tasks() -> None:
    text = """Điều 1. Thành lập Tổ giúp việc gồm các đồng chí có tên sau:
1. Đồng chí Trưởng ban;
2. Đồng chí Nguyễn Văn Mẫu, Bí thư Đoàn xã.
Điều 2. Tổ giúp việc chuẩn bị văn kiện."""
    assert task_shape(tasks_of(text, "Quyết định")) == ["1", "2"]


def test_articles_are_tasks_with_the_clauses_that_tell_somebody_to_act() -> None:
    text = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định chế độ làm việc.
Điều 2. Chế độ hội họp
1. Ban Thường vụ họp định kỳ mỗi tháng một lần.
2. Văn phòng Đảng ủy gửi tài liệu trước 03 ngày.
3. Tài liệu gồm có giấy mời và báo cáo."""
    assert task_shape(tasks_of(text, "Quy chế")) == ["1", ("2", ["1", "2"])]


def test_bullets_are_tasks_only_where_each_says_what_to_do() -> None:
    text = """1. Văn phòng Đảng ủy chuẩn bị hội nghị:
- Bố trí hội trường.
- Số lượng: 50 đại biểu.
- Ban Tuyên giáo trang trí khánh tiết."""
    (task,) = tasks_of(text)
    assert [child.text for child in task.children] == ["Bố trí hội trường.", "Ban Tuyên giáo trang trí khánh tiết."]
    assert [child.number for child in task.children] == [None, None]


def test_bullets_that_only_tell_who_and_when_speak_for_the_item_above() -> None:
    text = """1. Xây dựng kịch bản Ngày hội
- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Công an xã.
- Thời gian: trước 30/9/2026.
- Kiểm tra công tác chuẩn bị."""
    (task,) = tasks_of(text, "Kế hoạch", "2026-08-01")
    assert [(who.name, who.role) for who in task.assignees] == [("Phòng Văn hóa - Xã hội", "lead"), ("Công an xã", "cooperating")]
    assert task.deadline is not None
    assert str(task.deadline.date) == "2026-09-30"
    assert [child.text for child in task.children] == ["Kiểm tra công tác chuẩn bị."]


def test_the_members_of_a_body_that_is_formed_are_no_tasks() -> None:
    text = "Điều 1. Thành lập Đoàn kiểm tra gồm:\n1. Đồng chí A, Trưởng đoàn;\n2. Đồng chí B, Thư ký.\nĐiều 2. Đoàn kiểm tra báo cáo."
    assert task_shape(tasks_of(text, "Quyết định")) == ["1", "2"]


def test_the_grounds_of_a_paper_are_no_tasks() -> None:
    text = """- Căn cứ Điều lệ Đảng;
- Thực hiện Kế hoạch số 98-KH/HU của Huyện ủy,
Đảng ủy yêu cầu:
- Các chi bộ rà soát danh sách.
- Thực hiện nghiêm chế độ báo cáo."""
    assert [task.text for task in tasks_of(text)] == ["Các chi bộ rà soát danh sách.", "Thực hiện nghiêm chế độ báo cáo."]


@pytest.mark.parametrize("type_name", ["Báo cáo", "Tờ trình", "Biên bản"])
def test_papers_that_only_tell_hold_no_tasks(type_name: str) -> None:
    assert tasks_of("1. Công tác tư tưởng: đảng viên an tâm.\n2. Các chi bộ tổ chức sinh hoạt.", type_name) == ()


def test_the_text_is_complete_and_begins_after_the_label() -> None:
    text = """1. Ủy ban nhân dân xã
Xây dựng kế hoạch thực hiện.
Bố trí kinh phí.
a) Phòng Kinh tế thẩm định.
2. Văn phòng theo dõi."""
    first, second = tasks_of(text)
    assert first.text == "Ủy ban nhân dân xã\nXây dựng kế hoạch thực hiện.\nBố trí kinh phí."
    assert (first.label, first.number) == ("1.", "1")
    assert (second.label, second.text) == ("2.", "Văn phòng theo dõi.")
    assert text[first.span.start : first.span.end].endswith("thẩm định.")


@pytest.mark.parametrize(
    ("line", "label", "number"),
    [
        ("Điều 1. Văn phòng thi hành.", "Điều 1.", "1"),
        ("II- Giao Văn phòng theo dõi.", "II-", "II"),
        ("1.1- Văn phòng theo dõi.", "1.1-", "1.1"),
        ("đ) Văn phòng theo dõi.", "đ)", "đ"),
        ("- Văn phòng theo dõi.", "-", None),
        ("Thứ nhất, giao Văn phòng theo dõi.", "Thứ nhất,", "Thứ nhất"),
    ],
)
def test_the_number_is_the_label_without_marks_and_without_the_word_dieu(line: str, label: str, number: str | None) -> None:
    (task,) = tasks_of("Đảng ủy yêu cầu:\n" + line)
    assert (task.label, task.number) == (label, number)


def test_items_inherit_from_the_parent_or_the_lead_in_unless_they_name_somebody() -> None:
    text = """Ban Thường vụ yêu cầu các chi bộ, Đoàn xã thực hiện:
1. Rà soát danh sách.
2. Văn phòng Đảng ủy chủ trì:
a) Tổng hợp kết quả;
b) Ban Tuyên giáo đưa tin.
3. Phối hợp với Công an xã giữ gìn trật tự."""
    first, second, third = tasks_of(text)
    assert assigned(first) == [("các chi bộ", "lead", True), ("Đoàn xã", "lead", True)]
    assert assigned(second) == [("Văn phòng Đảng ủy", "lead", False)]
    assert [assigned(child) for child in second.children] == [[("Văn phòng Đảng ủy", "lead", True)], [("Ban Tuyên giáo", "lead", False)]]
    assert assigned(third) == [("Công an xã", "cooperating", False)]


def test_a_head_that_is_a_name_stands_over_what_follows_it() -> None:
    text = """V. TỔ CHỨC THỰC HIỆN
1. Cơ quan Ủy ban Kiểm tra Đảng ủy xã
Tham mưu kế hoạch kiểm tra.
2. Đảng ủy các xã được kiểm tra
- Chuẩn bị báo cáo."""
    first, second = tasks_of(text, "Kế hoạch")
    assert assigned(first) == [("Cơ quan Ủy ban Kiểm tra Đảng ủy xã", "lead", False)]
    assert assigned(second) == [("Đảng ủy các xã được kiểm tra", "lead", False)]
    assert assigned(second.children[0]) == [("Đảng ủy các xã được kiểm tra", "lead", True)]


def test_a_common_deadline_is_inherited_and_marked() -> None:
    text = """Đề nghị các chi bộ hoàn thành trước ngày 30/6/2026 các việc sau:
1. Rà soát danh sách.
2. Thu đảng phí, xong trước ngày 15/5/2026:
a) Lập sổ;
b) Nộp tiền."""
    first, second = tasks_of(text, date="2026-03-10")
    assert first.deadline is not None
    assert (str(first.deadline.date), first.deadline.inherited) == ("2026-06-30", True)
    assert second.deadline is not None
    assert (str(second.deadline.date), second.deadline.inherited) == ("2026-05-15", False)
    assert [(str(c.deadline.date), c.deadline.inherited) for c in second.children if c.deadline] == [("2026-05-15", True)] * 2


def test_a_deadline_of_completion_in_the_closing_paragraph_is_common_to_all() -> None:
    text = """1. Rà soát danh sách.
2. Lập sổ theo dõi.
Đề nghị các chi bộ triển khai thực hiện, hoàn thành trước ngày 30/6/2026./."""
    found = tasks_of(text, date="2026-03-10")
    assert [(str(t.deadline.date), t.deadline.inherited) for t in found if t.deadline] == [("2026-06-30", True)] * 2


def test_a_report_due_at_the_end_is_not_the_deadline_of_every_item() -> None:
    text = """1. Rà soát danh sách.
Đề nghị các chi bộ báo cáo kết quả trước ngày 30/6/2026./."""
    (task,) = tasks_of(text, date="2026-03-10")
    assert task.deadline is None


def test_items_of_a_quoted_passage_are_not_mixed_with_the_papers_own() -> None:
    text = """Điều 1. Sửa đổi khoản 2 như sau:
“2. Các chi bộ họp mỗi tháng.
3. Văn phòng ghi biên bản.”
Điều 2. Văn phòng Đảng ủy thi hành Quyết định này."""
    assert task_shape(tasks_of(text, "Quyết định")) == ["1", "2"]


def test_faults_of_numbering_and_open_deadlines_are_told() -> None:
    found, trace = tasks_in(typed("1. Rà soát danh sách.\n3. Báo cáo trước ngày 28/5."))
    assert task_shape(found) == ["1", "3"]
    assert {d.code for d in trace.diagnostics} == {"numbering-gap", "deadline-without-year"}


TABLE = [
    ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"],
    ["1", "Ban hành quyết định", "Ủy ban Kiểm tra Đảng ủy", "Văn phòng Đảng ủy", "Trước 28/02/2024"],
    ["2", "Kiểm tra tại chi bộ", "Đoàn kiểm tra", "Chi bộ ấp 1; Chi bộ ấp 4", "Quý II/2024"],
]
YEAR = datetime.date(2024, 1, 12)


def rows_of(found: tuple[Task, ...]) -> list[tuple[str | None, str, list[str], str | None]]:
    return [(t.number, t.text, [f"{a.role[0]}:{a.name}" for a in t.assignees], t.deadline.raw if t.deadline else None) for t in found]


def test_an_assignment_table_yields_one_task_a_row() -> None:
    found, _ = tasks_in(with_table(TABLE, before=["III. PHÂN CÔNG THỰC HIỆN"]), "Kế hoạch", YEAR)
    assert rows_of(found) == [
        ("1", "Ban hành quyết định", ["l:Ủy ban Kiểm tra Đảng ủy", "c:Văn phòng Đảng ủy"], "Trước 28/02/2024"),
        ("2", "Kiểm tra tại chi bộ", ["l:Đoàn kiểm tra", "c:Chi bộ ấp 1", "c:Chi bộ ấp 4"], "Quý II/2024"),
    ]


def test_a_cell_tells_parts_in_brackets_and_lists_names_behind_commas() -> None:
    cells = ("Công an xã (chủ trì); Đoàn Thanh niên, các thôn (phối hợp)", "Phòng Đào tạo, Phòng Công tác sinh viên, Thư viện")
    table = [["STT", "Nội dung", "Đơn vị thực hiện"], *(["1", "Cấp tài khoản", cell] for cell in cells)]
    found, _ = tasks_in(with_table(table), "Kế hoạch", YEAR)
    assert [names for _, _, names, _ in rows_of(found)] == [
        ["l:Công an xã", "c:Đoàn Thanh niên", "c:các thôn"],
        ["l:Phòng Đào tạo", "l:Phòng Công tác sinh viên", "l:Thư viện"],
    ]


def test_the_columns_may_stand_in_any_order() -> None:
    order = [4, 2, 1, 0, 3]
    found, _ = tasks_in(with_table([[row[i] for i in order] for row in TABLE]), "Kế hoạch", YEAR)
    assert [row[:2] for row in rows_of(found)] == [("1", "Ban hành quyết định"), ("2", "Kiểm tra tại chi bộ")]
    assert [row[3] for row in rows_of(found)] == ["Trước 28/02/2024", "Quý II/2024"]


def test_a_cell_merged_downwards_counts_for_each_row_it_spans() -> None:
    rows = [TABLE[0], ["1", "Lập danh sách", "Văn phòng", "", "Tháng 3"], ["2", "Gửi giấy mời", "^", "", "^"]]
    found, _ = tasks_in(with_table(rows), "Kế hoạch", YEAR)
    assert rows_of(found)[1] == ("2", "Gửi giấy mời", ["l:Văn phòng"], "Tháng 3")


def test_a_head_of_two_rows_and_group_rows_are_no_tasks() -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Phân công", "", "Thời hạn"],
        ["^", "^", "Chủ trì", "Phối hợp", "^"],
        ["I", "CÔNG TÁC TỔ CHỨC", "", "", ""],
        ["1", "Rà soát quy hoạch", "Ban Tổ chức", "Văn phòng", "Quý I"],
    ]
    found, _ = tasks_in(with_table(rows), "Kế hoạch", YEAR)
    assert rows_of(found) == [("1", "Rà soát quy hoạch", ["l:Ban Tổ chức", "c:Văn phòng"], "Quý I")]


def test_a_table_that_goes_on_over_a_page_keeps_its_columns_and_mends_the_cut_row() -> None:
    builder = DocumentBuilder()
    for part in (
        [*TABLE[:2], ["2", "Tiến hành kiểm tra tại", "Đoàn kiểm tra", "", "Quý II/2024"]],
        [["", "chi bộ ấp 1", "", "", ""], ["3", "Báo cáo kết quả", "Văn phòng Đảng ủy", "", "31/10/2024"]],
    ):
        builder.open_table()
        for row in part:
            builder.open_row()
            for cell in row:
                builder.open_cell()
                builder.line(cell)
                builder.close_cell()
            builder.close_row()
        builder.close_table()
    document = builder.build("pdf", pages=2, wrapped=True)
    found, _ = tasks_in(document, "Kế hoạch", YEAR)
    assert [(t.number, t.text) for t in found] == [
        ("1", "Ban hành quyết định"),
        ("2", "Tiến hành kiểm tra tại chi bộ ấp 1"),
        ("3", "Báo cáo kết quả"),
    ]


def test_other_tables_hold_no_tasks() -> None:
    found, _ = tasks_in(with_table([["STT", "Họ và tên", "Chức vụ"], ["1", "Nguyễn Văn Mẫu", "Bí thư"]]), "Kế hoạch", YEAR)
    assert found == ()


def test_no_text_makes_the_tasks_fail() -> None:
    for text in ("", "1.", "- \n-", "Điều 1.\nĐiều 1.", "((1)) (2)", "a)\nb)\nI.\n", "trước ngày 99/99/9999", "Giao Giao Giao, và và"):
        document = typed("x\n" + text)
        sections = outline(document, document.lines, GRAMMARS)
        assert isinstance(tasks(document, document.lines, sections, GRAMMARS, Trace(document), TaskContext()), tuple)


PIECES = st.sampled_from(
    [
        *("1.", "2.", "a)", "-", "I.", "Điều 1.", "Chương I", "(1)", "(2)", "“", "”", ":", ";", ".", ",", "\n", "\n\n", "./."),
        *("Giao", "Ban Tổ chức", "Đảng ủy", "các", "xã", "và", "UBND", "phối hợp với", "đồng chí", "ông (bà)", "(viết tắt là X)"),
        *("trước ngày", "31/12/2026", "99/99", "quý İ", "tháng 13", "hằng tháng", "định kỳ", "từ", "đến", "5", "lần", "vụĐảng", "ß", "İ"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60), st.booleans(), st.sampled_from([None, datetime.date(2026, 3, 10), datetime.date(9999, 12, 31)]))
def test_whatever_the_words_spans_hold_what_they_say(pieces: list[str], wrapped: bool, date: datetime.date | None) -> None:
    document = typed("Nội dung\n" + " ".join(pieces), wrapped=wrapped)
    sections = outline(document, document.lines, GRAMMARS)
    for section in entries(sections):
        assert document.text[section.span.start : section.span.end].startswith(section.label or "")
        assert all(section.span.start <= child.span.start < child.span.end <= section.span.end for child in section.children)
    level = list(tasks(document, document.lines, sections, GRAMMARS, Trace(document), TaskContext(date, "Kế hoạch")))
    while level:
        task = level.pop()
        level += task.children
        for assignee in task.assignees:
            assert assignee.span is not None
            assert " ".join(document.text[assignee.span.start : assignee.span.end].split()) == assignee.name
        if task.deadline is not None:
            assert task.deadline.span is not None
            assert " ".join(document.text[task.deadline.span.start : task.deadline.span.end].split()) == task.deadline.raw
