"""The outline of a body: how labels nest, what titles are, where plain paragraphs belong."""

from __future__ import annotations

from body_text import GRAMMARS, sections_of, shape, with_table

from vndocparse.layout import DocumentBuilder
from vndocparse.parsers.outline import entries, outline


def test_parts_items_points_and_bullets_nest() -> None:
    found = sections_of(
        """I. NHIỆM VỤ
1. Công tác tổ chức
a) Các chi bộ rà soát.
- Lập danh sách.
+ Danh sách đảng viên.
- Gửi báo cáo.
b) Văn phòng tổng hợp.
2. Công tác tuyên giáo.
II. TỔ CHỨC THỰC HIỆN
1. Ban Tổ chức hướng dẫn."""
    )
    assert shape(found) == [
        (
            "I.",
            "NHIỆM VỤ",
            [
                (
                    "1.",
                    "Công tác tổ",
                    [
                        ("a)", "Các chi bộ", [("-", "Lập danh sách.", [("+", "Danh sách đảng")]), ("-", "Gửi báo cáo.")]),
                        ("b)", "Văn phòng tổng"),
                    ],
                ),
                ("2.", "Công tác tuyên"),
            ],
        ),
        ("II.", "TỔ CHỨC THỰC", [("1.", "Ban Tổ chức")]),
    ]


def test_decimal_numbers_stand_below_their_prefix() -> None:
    found = sections_of("1- Nhiệm vụ chung\n1.1- Ban Tuyên giáo định hướng.\n1.2- Trung tâm đưa tin.\n2- Ủy ban nhân dân phê duyệt.")
    assert shape(found) == [("1-", "Nhiệm vụ chung", [("1.1-", "Ban Tuyên giáo"), ("1.2-", "Trung tâm đưa")]), ("2-", "Ủy ban nhân")]


def test_bullets_below_a_decimal_item_are_its_own() -> None:
    found = sections_of(
        "1. Tỉnh Hội\n1.1. Ban Tuyên giáo\n- Xây dựng bài viết;\n- Tổng hợp kết quả.\n1.2. Văn phòng chuẩn bị.\n2. Huyện Hội báo cáo."
    )
    assert shape(found) == [
        ("1.", "Tỉnh Hội", [("1.1.", "Ban Tuyên giáo", [("-", "Xây dựng bài"), ("-", "Tổng hợp kết")]), ("1.2.", "Văn phòng chuẩn")]),
        ("2.", "Huyện Hội báo"),
    ]


def test_chapters_articles_and_clauses_of_a_regulation() -> None:
    found = sections_of(
        """Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định chế độ làm việc.
2. Quy chế áp dụng cho các chi bộ.
Chương II
TỔ CHỨC THỰC HIỆN
Điều 2. Các chi bộ thi hành Quy chế này."""
    )
    assert [(s.kind, s.label, s.title) for s in entries(found)] == [
        ("chapter", "Chương I", "NHỮNG QUY ĐỊNH CHUNG"),
        ("article", "Điều 1.", "Phạm vi điều chỉnh"),
        ("clause", "1.", None),
        ("clause", "2.", None),
        ("chapter", "Chương II", "TỔ CHỨC THỰC HIỆN"),
        ("article", "Điều 2.", None),
    ]


def test_a_list_inside_an_item_begins_again_with_another_mark() -> None:
    found = sections_of("1. Giao Văn phòng:\n1) Chuẩn bị tài liệu;\n2) Bố trí hội trường.\n2. Các chi bộ báo cáo.")
    assert shape(found) == [("1.", "Giao Văn phòng:", [("1)", "Chuẩn bị tài"), ("2)", "Bố trí hội")]), ("2.", "Các chi bộ")]


def test_faults_of_numbering_keep_their_place() -> None:
    found = sections_of("I. MỤC ĐÍCH\nII. NỘI DUNG\n1. Rà soát.\n3. Báo cáo.\nII. TỔ CHỨC\n1. Giao Văn phòng.")
    assert [(s.label, [c.label for c in s.children]) for s in found] == [("I.", []), ("II.", ["1.", "3."]), ("II.", ["1."])]


def test_points_that_run_on_inside_a_paragraph_are_children() -> None:
    (item,) = sections_of("1. Các chi bộ thực hiện: (1) rà soát danh sách; (2) thu đảng phí; (3) báo cáo Đảng ủy.")
    assert item.text == "Các chi bộ thực hiện:"
    assert [(c.label, c.number, c.text) for c in item.children] == [
        ("(1)", "1", "rà soát danh sách;"),
        ("(2)", "2", "thu đảng phí;"),
        ("(3)", "3", "báo cáo Đảng ủy."),
    ]


def test_points_that_run_on_after_a_paragraph_labelled_1_stand_beside_it() -> None:
    found = sections_of("(1) Công an xã kiểm tra; (2) Văn phòng báo cáo; (3) các chi bộ quán triệt.")
    assert [(item.label, item.text) for item in found] == [
        ("(1)", "Công an xã kiểm tra;"),
        ("(2)", "Văn phòng báo cáo;"),
        ("(3)", "các chi bộ quán triệt."),
    ]


def test_mot_la_hai_la_number_a_list() -> None:
    found = sections_of("Một là, các chi bộ quán triệt.\nHai là: Văn phòng tổng hợp.\nHai là số đảng viên dự họp.")
    assert [(item.label, item.number) for item in found] == [("Một là,", "Một là"), ("Hai là:", "Hai là"), (None, None)]


def test_a_year_or_a_lone_number_in_brackets_is_no_point() -> None:
    (item,) = sections_of("1. Các chi bộ thực hiện Quy định (2) năm (2020) của Đảng ủy.")
    assert item.children == ()


def test_lead_ins_between_items_and_the_closing_paragraph_stand_beside_them() -> None:
    found = sections_of(
        """Đảng ủy kính mời:
1. Thời gian: ngày 09/12/2025.
2. Địa điểm: phòng họp.
Phân công chuẩn bị:
3. Văn phòng chuẩn bị tài liệu.
Đề nghị các đồng chí dự đầy đủ./."""
    )
    assert [s.label for s in found] == [None, "1.", "2.", None, "3.", None]


def test_plain_paragraphs_below_a_heading_belong_to_it() -> None:
    found = sections_of(
        """1. Ủy ban nhân dân xã
Xây dựng kế hoạch thực hiện.
Bố trí kinh phí.
2. Ban Xây dựng Đảng
Tham mưu tuyên truyền./."""
    )
    assert [(s.title, [c.text for c in s.children]) for s in found] == [
        ("Ủy ban nhân dân xã", ["Xây dựng kế hoạch thực hiện.", "Bố trí kinh phí."]),
        ("Ban Xây dựng Đảng", ["Tham mưu tuyên truyền./."]),
    ]


def test_items_of_a_quoted_passage_are_its_words_not_items_of_the_paper() -> None:
    found = sections_of(
        """Điều 1. Sửa đổi khoản 2 như sau:
“2. Các chi bộ họp định kỳ mỗi tháng.
3. Văn phòng ghi biên bản.”
Điều 2. Văn phòng Đảng ủy thi hành Quyết định này."""
    )
    assert [s.label for s in found] == ["Điều 1.", "Điều 2."]
    assert all(child.label is None for child in found[0].children)


def test_labels_of_word_and_their_levels_are_used() -> None:
    builder = DocumentBuilder()
    builder.line("Ban Thường vụ yêu cầu:")
    builder.line("Ủy ban nhân dân xã chuẩn bị:", label="1.", level=0)
    builder.line("Cơ sở vật chất.", label="1.", level=1)
    builder.line("Kinh phí.", label="2.", level=1)
    builder.line("Đoàn xã tổ chức chương trình.", label="2.", level=0)
    builder.line("Theo dõi tiến độ.", label="\uf0b7", level=1)
    document = builder.build("docx")
    found = outline(document, document.lines, GRAMMARS)
    assert [(s.label, [c.label for c in s.children]) for s in found] == [(None, []), ("1.", ["1.", "2."]), ("2.", ["\uf0b7"])]
    assert found[1].text == "Ủy ban nhân dân xã chuẩn bị:"


def test_a_table_is_one_paragraph() -> None:
    document = with_table([["Họ tên", "Chi bộ"], ["A", "B"]], before=["1. Danh sách kèm theo:"])
    found = outline(document, document.lines, GRAMMARS)
    (item,) = found
    assert [child.text for child in item.children] == ["Họ tên\tChi bộ\nA\tB"]


def test_spans_lie_in_one_another_and_begin_with_the_label() -> None:
    text = "Đảng ủy yêu cầu:\n1. Các chi bộ:\na) rà soát;\nb) báo cáo.\n2. Văn phòng tổng hợp: (1) số liệu; (2) danh sách."
    found = sections_of(text)
    for section in entries(found):
        piece = text[section.span.start : section.span.end]
        assert piece.startswith(section.label or section.text[:5])
        assert piece == piece.strip()
        inner = [(child.span.start, child.span.end) for child in section.children]
        assert all(section.span.start <= start < end <= section.span.end for start, end in inner)
        assert inner == sorted(inner)


def test_a_deep_tower_of_odd_labels_does_not_grow_without_end() -> None:
    marks = [".", ")", "/", "./", ".)", "..", "//", ").", ")/", "))"]
    text = "\n".join(f"1{mark} Nội dung" for mark in marks * 200)
    depth = 0
    level = list(sections_of(text))
    while level:
        depth += 1
        level = [child for section in level for child in section.children]
    assert depth <= 14
