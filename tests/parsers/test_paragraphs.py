"""Printed lines become paragraphs: sentences go on, labels open, citations are not broken."""

from __future__ import annotations

import pytest
from body_text import GRAMMARS, typed

from vndocparse.layout import DocumentBuilder
from vndocparse.parsers.labels import label_at
from vndocparse.parsers.paragraphs import paragraphs
from vndocparse.text import fold

# Long enough to show how wide the lines are set.
WRAPPED = """Thực hiện Kế hoạch số 31-KH/ĐU ngày 01/8/2025 của Ban Thường vụ Đảng ủy về
công tác quý III, Thường trực Đảng ủy yêu cầu các chi bộ trực thuộc thực hiện
các nội dung sau:
"""


def joined(text: str) -> list[str]:
    document = typed(text, wrapped=True)
    return [" ".join(document.text[p.start : p.end].split()) for p in paragraphs(document, document.lines, GRAMMARS)]


def test_lines_of_a_sentence_are_joined_and_items_begin_paragraphs() -> None:
    found = joined(
        WRAPPED
        + """1. Các chi bộ rà soát danh sách đảng viên, gửi về Văn phòng Đảng ủy để tổng hợp
trước ngày 10/10.
2. Ban Xây dựng Đảng tham mưu báo cáo."""
    )
    assert [words.split()[0] for words in found] == ["Thực", "1.", "2."]
    assert found[1].endswith("trước ngày 10/10.")


@pytest.mark.parametrize(
    ("ends", "begins"),
    [
        ("thực hiện theo Công văn số 88-CV/TU của Ban Thường vụ Tỉnh ủy, ngày", "12. Các nội dung khác thực hiện theo quy định hiện hành."),
        ("chuẩn bị văn kiện đại hội nhiệm kỳ mới, thời gian hoàn thành trong năm", "2025. Văn phòng theo dõi."),
        ("các cá nhân được khen thưởng trong phong trào thi đua có tên tại", "Điều 1. Các đơn vị chuyển tiền thưởng theo quy định."),
        ("thực hiện các nhiệm vụ của cấp ủy theo đúng nội dung tại khoản", "1. Văn phòng Đảng ủy chịu trách nhiệm theo dõi."),
        ("tiếp tục quán triệt và thực hiện nghiêm túc Nghị quyết số", "19-NQ/TW của Trung ương về nông nghiệp, nông dân."),
        ("nâng cao chất lượng hoạt động của các tổ chức chính trị", "- xã hội trên địa bàn xã theo hướng thiết thực."),
    ],
)
def test_a_line_that_goes_on_a_citation_or_a_phrase_opens_no_item(ends: str, begins: str) -> None:
    found = joined(WRAPPED + f"1. Giao Văn phòng Đảng ủy {ends}\n{begins}\n2. Ban Xây dựng Đảng tham mưu báo cáo kết quả thực hiện.")
    assert len(found) == 3
    assert begins in found[1]


def test_page_numbers_and_stamped_serials_between_lines_are_left_out() -> None:
    found = joined(WRAPPED + "1. Các chi bộ rà soát danh sách.\n- 2 -\n214\n2. Ban Xây dựng Đảng tổng hợp.\n-----")
    assert found[1:] == ["1. Các chi bộ rà soát danh sách.", "2. Ban Xây dựng Đảng tổng hợp."]


def test_a_year_alone_on_a_line_belongs_to_its_date() -> None:
    assert joined(WRAPPED + "1. Các chi bộ hoàn thành việc thu đảng phí trước ngày 30 tháng 6 năm\n2025").pop().endswith("năm 2025")


def test_paragraphs_of_a_word_file_stay_apart_but_a_cut_sentence_is_mended() -> None:
    builder = DocumentBuilder()
    for line in ("Trên đây là kế hoạch của Đảng ủy xã", "Đề nghị các chi bộ thực hiện", "nghiêm túc các nội dung trên."):
        builder.line(line)
    document = builder.build("docx")
    assert len(paragraphs(document, document.lines, GRAMMARS)) == 2


def test_a_manual_line_break_goes_on_the_paragraph_unless_an_item_begins() -> None:
    builder = DocumentBuilder()
    builder.line("Các chi bộ thực hiện:")
    builder.line("1. Rà soát danh sách.", soft=True)
    builder.line("2. Gửi báo cáo kết quả về", soft=True)
    builder.line("Văn phòng Đảng ủy.", soft=True)
    document = builder.build("docx")
    found = paragraphs(document, document.lines, GRAMMARS)
    assert [document.text[p.start : p.end].replace("\n", " ") for p in found] == [
        "Các chi bộ thực hiện:",
        "1. Rà soát danh sách.",
        "2. Gửi báo cáo kết quả về Văn phòng Đảng ủy.",
    ]


def test_an_indented_first_line_begins_a_paragraph_on_a_page() -> None:
    builder = DocumentBuilder()
    left, right = 85.0, 540.0
    for indent, text, to in (
        (35, "Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện Kế hoạch này của các chi bộ", right),
        (0, "trực thuộc và báo cáo kết quả về Ban Thường vụ Đảng ủy theo đúng quy định chung.", right),
        (35, "Các chi bộ căn cứ Kế hoạch xây dựng kế hoạch của chi bộ mình, tổ chức thực hiện", right),
        (0, "nghiêm túc.", 150.0),
    ):
        builder.line(text, box=(left + indent, 100.0, to, 112.0))
    document = builder.build("pdf", pages=1, wrapped=True)
    assert len(paragraphs(document, document.lines, GRAMMARS)) == 2


LABELS = [
    ("1. Tiếp tục", "1.", "1"),
    ("1- Giao", "1-", "1"),
    ("1/ Giao", "1/", "1"),
    ("1) Giao", "1)", "1"),
    ("1.1. Ban", "1.1.", "1.1"),
    ("1.1- Ban", "1.1-", "1.1"),
    ("3.1.1- Ban", "3.1.1-", "3.1.1"),
    ("2 . Đề nghị", "2 .", "2"),
    ("1.Ban Tổ chức", "1.", "1"),
    ("1.2 Nội dung", "1.2", "1.2"),
    ("a) Bí thư", "a)", "a"),
    ("a. Bí thư", "a.", "a"),
    ("đ) Lập danh sách", "đ)", "đ"),
    ("(1) Rà soát", "(1)", "1"),
    ("I. MỤC ĐÍCH", "I.", "I"),
    ("IV- TỔ CHỨC", "IV-", "IV"),
    ("A. KẾT QUẢ", "A.", "A"),
    ("Điều 1. Thành lập", "Điều 1.", "1"),
    ("Điều 2: Thành lập", "Điều 2:", "2"),
    ("Điều l. Ban hành", "Điều l.", "1"),
    ("ĐIỀU 3", "ĐIỀU 3", "3"),
    ("Chương II", "Chương II", "Chương II"),
    ("PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT"),
    ("Mục 1. Trách nhiệm", "Mục 1.", "Mục 1"),
    ("Thứ nhất, tập trung", "Thứ nhất,", "Thứ nhất"),
    ("- Giao Ban", "-", None),
    ("+ Giao Ban", "+", None),
    ("• Giao Ban", "•", None),
]


@pytest.mark.parametrize(("text", "printed", "number"), LABELS)
def test_a_label_is_read_as_printed_with_its_number_beside(text: str, printed: str, number: str | None) -> None:
    label = label_at(fold(text), 0, len(text), GRAMMARS)
    assert label is not None
    assert (text[: len(label.printed)], label.number) == (printed, fold(number) if number else None)


@pytest.mark.parametrize(
    "text",
    [
        "1669-QĐ/TU ngày 17/5/2010",
        "12 - NQ/TU của Tỉnh ủy",
        "16/CT-TTg ngày 16/5/2016",
        "30/4 và 01/5",
        "2025. Trong đó",
        "1.500.000 đồng",
        "7 giờ 30 phút",
        "19:30 khai mạc",
        "đ/c Bí thư",
        "V.I. Lênin",
        "Mục tiêu chung",
        "Điều lệ Đảng",
        "Điều 1 chịu trách nhiệm",
        "Phần lớn đảng viên",
        "-----",
        "ý kiến của cấp ủy",
    ],
)
def test_quantities_numbers_of_papers_and_dates_are_no_labels(text: str) -> None:
    assert label_at(fold(text), 0, len(text), GRAMMARS) is None
