"""Who is told to act: names and their extent, lists, parts, and what is no assignment."""

from __future__ import annotations

import pytest
from body_text import GRAMMARS, tasks_of

from vndocparse.parsers.assignees import assignees_in
from vndocparse.parsers.bodies import lexicon
from vndocparse.parsers.words import Words, has_glue
from vndocparse.text import fold


def found(text: str, *, leading: bool = False) -> list[tuple[str, str]]:
    folded = fold(text)
    words = Words(folded, 0, len(folded), glued=has_glue(folded))
    return [(text[item.start : item.end], item.role) for item in assignees_in(words, GRAMMARS, leading=leading)]


# One sentence for each usual form of assigning work.
FORMS = [
    ("Giao Ban Xây dựng Đảng tham mưu kế hoạch học tập", [("Ban Xây dựng Đảng", "lead")]),
    ("Giao cho Đoàn xã tổ chức ra quân", [("Đoàn xã", "lead")]),
    (
        "Giao Văn phòng Huyện ủy chủ trì, phối hợp với Ban Tổ chức Huyện ủy xây dựng lịch",
        [("Văn phòng Huyện ủy", "lead"), ("Ban Tổ chức Huyện ủy", "cooperating")],
    ),
    ("Phân công đồng chí Phó Bí thư Thường trực phụ trách", [("đồng chí Phó Bí thư Thường trực", "lead")]),
    ("Công an xã chủ trì, phối hợp với Đoàn xã kiểm tra", [("Công an xã", "lead"), ("Đoàn xã", "cooperating")]),
    ("Hội Nông dân phối hợp với Hội Phụ nữ vận động", [("Hội Nông dân", "cooperating"), ("Hội Phụ nữ", "cooperating")]),
    ("tăng cường phối hợp với các đoàn thể, Công an xã", [("các đoàn thể", "cooperating"), ("Công an xã", "cooperating")]),
    ("Ban Tổ chức Huyện ủy là cơ quan thường trực", [("Ban Tổ chức Huyện ủy", "lead")]),
    ("Đề nghị Mặt trận Tổ quốc xã giám sát", [("Mặt trận Tổ quốc xã", "monitoring")]),
    ("Ban Thường vụ Đảng ủy yêu cầu các chi bộ quán triệt", [("các chi bộ", "lead")]),
    ("Bí thư chi bộ chịu trách nhiệm về kết quả", [("Bí thư chi bộ", "lead")]),
    ("Các đảng viên có trách nhiệm nêu gương", [("Các đảng viên", "lead")]),
    ("Phòng Kinh tế cần rà soát quy hoạch", [("Phòng Kinh tế", "lead")]),
    ("Từng đồng chí cấp ủy viên phải gương mẫu", [("Từng đồng chí cấp ủy viên", "lead")]),
    ("Các chi bộ căn cứ Hướng dẫn này tổ chức đại hội", [("Các chi bộ", "lead")]),
    (
        "Đảng ủy Ủy ban nhân dân xã chỉ đạo Phòng Văn hóa - Xã hội thẩm định",
        [("Đảng ủy Ủy ban nhân dân xã", "lead"), ("Phòng Văn hóa - Xã hội", "lead")],
    ),
    ("Các chi ủy lãnh đạo, chỉ đạo thực hiện", [("Các chi ủy", "lead")]),
    ("Ủy ban Kiểm tra Huyện ủy hướng dẫn các đảng bộ", [("Ủy ban Kiểm tra Huyện ủy", "lead")]),
    ("Ban Dân vận tham mưu Thường trực Huyện ủy ban hành kế hoạch", [("Ban Dân vận", "cooperating")]),
    ("Tổ giúp việc giúp Ban Chỉ đạo theo dõi", [("Tổ giúp việc", "cooperating")]),
    ("Văn phòng Đảng ủy theo dõi, đôn đốc các chi bộ", [("Văn phòng Đảng ủy", "monitoring")]),
    ("Giao Ủy ban Kiểm tra Đảng ủy giám sát", [("Ủy ban Kiểm tra Đảng ủy", "monitoring")]),
    ("Ủy ban Kiểm tra kiểm tra việc chấp hành", [("Ủy ban Kiểm tra", "monitoring")]),
    ("Văn phòng tổng hợp, báo cáo Ban Thường vụ", [("Văn phòng", "reporting")]),
    ("Các chi bộ định kỳ báo cáo Đảng ủy", [("Các chi bộ", "reporting")]),
    ("Đơn vị chủ trì: Ban Xây dựng Đảng", [("Ban Xây dựng Đảng", "lead")]),
    ("Cơ quan phối hợp: Trạm Y tế xã", [("Trạm Y tế xã", "cooperating")]),
    ("Người thực hiện: đồng chí Chánh Văn phòng", [("đồng chí Chánh Văn phòng", "lead")]),
    (
        "Hội Cựu chiến binh: phối hợp với Đoàn Thanh niên nói chuyện truyền thống",
        [("Hội Cựu chiến binh", "lead"), ("Đoàn Thanh niên", "cooperating")],
    ),
    ("Các đảng ủy, chi bộ cơ sở tổ chức quán triệt", [("Các đảng ủy, chi bộ cơ sở", "lead")]),
    ("Công đoàn, Đoàn Thanh niên và các chi bộ tổ chức", [("Công đoàn", "lead"), ("Đoàn Thanh niên", "lead"), ("các chi bộ", "lead")]),
    ("Hội Nông dân và Hội Phụ nữ phối hợp tổ chức hội thi", [("Hội Nông dân", "lead"), ("Hội Phụ nữ", "lead")]),
    ("Đối với Đoàn Thanh niên: tổ chức ra quân", [("Đoàn Thanh niên", "lead")]),
    ("Đề cương do Ban Tuyên giáo chủ trì biên soạn", [("Ban Tuyên giáo", "lead")]),
    ("Định kỳ hằng tháng, Văn phòng Đảng ủy tổng hợp kết quả", [("Văn phòng Đảng ủy", "reporting")]),
    ("Rà soát danh sách; các chi bộ báo cáo kết quả", [("các chi bộ", "reporting")]),
    (
        "Ban chỉ đạo giảm nghèo tỉnh; Giám đốc các sở, Chủ tịch UBND các huyện, thị xã chịu trách nhiệm thi hành",
        [("Ban chỉ đạo giảm nghèo tỉnh", "lead"), ("Giám đốc các sở", "lead"), ("Chủ tịch UBND các huyện, thị xã", "lead")],
    ),
    (
        "Chánh Văn phòng, Giám đốc Sở Quản lý Nhà đất và công trình công cộng có trách nhiệm thi hành",
        [("Chánh Văn phòng", "lead"), ("Giám đốc Sở Quản lý Nhà đất và công trình công cộng", "lead")],
    ),
    (
        "Bí thư cấp ủy, người đứng đầu cơ quan, đơn vị trực tiếp truyền đạt",
        [("Bí thư cấp ủy", "lead"), ("người đứng đầu cơ quan, đơn vị", "lead")],
    ),
    ("Các chi, đảng bộ trực thuộc tổ chức sinh hoạt", [("Các chi, đảng bộ trực thuộc", "lead")]),
    ("Thủ trưởng các Sở, Ban, Ngành chịu trách nhiệm thi hành", [("Thủ trưởng các Sở, Ban, Ngành", "lead")]),
    ("Giao Đảng ủy các xã Bát Mọt, Yên Nhân, Xuân Lẹ chỉ đạo", [("Đảng ủy các xã Bát Mọt, Yên Nhân, Xuân Lẹ", "lead")]),
    ("UBND quận Sơn Trà, quận Thanh Khê chuẩn bị phương án", [("UBND quận Sơn Trà, quận Thanh Khê", "lead")]),
    ("Phòng PC45, PC46 trực tiếp nắm tình hình", [("Phòng PC45, PC46", "lead")]),
    (
        "Cục Quản lý và Phát triển thị trường trong nước chủ trì",
        [("Cục Quản lý và Phát triển thị trường trong nước", "lead")],
    ),
    ("Ban Hỗ trợ phụ nữ phát triển kinh tế: kết nối", [("Ban Hỗ trợ phụ nữ phát triển kinh tế", "lead")]),
    ("Văn phòng: bảo đảm hậu cần", [("Văn phòng", "lead")]),
    ("Đồng chí Phó Chủ tịch phụ trách phong trào chỉ đạo", [("Đồng chí Phó Chủ tịch phụ trách phong trào", "lead")]),
    ("Đồng chí Phó Chủ tịch phụ trách hậu cần", [("Đồng chí Phó Chủ tịch", "lead")]),
    (
        "Trưởng thôn, chi hội các đoàn thể vận động nhân dân",
        [("Trưởng thôn", "lead"), ("chi hội các đoàn thể", "lead")],
    ),
    (
        "Các ông (bà): Chánh Văn phòng, Giám đốc Sở Nội vụ và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành",
        [("Chánh Văn phòng", "lead"), ("Giám đốc Sở Nội vụ", "lead"), ("các ông, bà có tên tại Điều 1", "lead")],
    ),
    ("Chi bộ 4 và 5 tổ chức đại hội", [("Chi bộ 4 và 5", "lead")]),
    ("Các Chi bộ 8, 9 báo cáo trước 15/4", [("Các Chi bộ 8, 9", "reporting")]),
    ("Chi bộ 5 và 12 chi bộ khác họp", [("Chi bộ 5", "lead"), ("12 chi bộ khác", "lead")]),
    # A verb that no list knows stands behind the name of a unit: it is no part of the name.
    ("Trạm Y tế xã phun hóa chất, tổ chức trực", [("Trạm Y tế xã", "lead")]),
]


@pytest.mark.parametrize(("text", "names"), FORMS)
def test_the_usual_forms_of_assigning_work(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo kết quả về Ban Tổ chức Tỉnh ủy (qua Văn phòng Tỉnh ủy)",
        "gửi văn bản về Văn phòng Đảng ủy để tổng hợp",
        "Tăng cường sự lãnh đạo của cấp ủy, chính quyền, Mặt trận Tổ quốc và các đoàn thể đối với công tác dân vận",
        "Vận động cán bộ, đảng viên, hội viên và Nhân dân thực hiện tốt chủ trương",
        "Tổ chức quán triệt sâu rộng",
        "Phòng, chống dịch bệnh là nhiệm vụ trọng tâm",
        "Hội nghị toàn thể thông qua nghị quyết",
        "Ban Thường vụ Đảng ủy đã họp và cho ý kiến",
        "Ban Thường vụ Đảng ủy thống nhất chủ trương",
        "Chế độ giao ban của Thường trực Đảng ủy",
        "lập hồ sơ đề nghị Huyện ủy khen thưởng",
        "bàn giao Công an xã quản lý",
        "củng cố, bố trí cán bộ lãnh đạo các phòng, ban huyện",
    ],
)
def test_a_body_that_is_only_mentioned_or_told_of_is_no_assignee(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mặt trận Tổ quốc, các đoàn thể cần", ["Mặt trận Tổ quốc", "các đoàn thể"]),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy chủ trì", ["Ban Tuyên giáo và Dân vận Tỉnh ủy"]),
        ("Đảng ủy các xã, thị trấn báo cáo", ["Đảng ủy các xã, thị trấn"]),
        ("Báo Nam Định, Đài Phát thanh - Truyền hình tỉnh mở", ["Báo Nam Định", "Đài Phát thanh - Truyền hình tỉnh"]),
        ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Các sở, ban, ngành, UBND các huyện, thành phố rà soát", ["Các sở, ban, ngành", "UBND các huyện, thành phố"]),
        ("Các cấp ủy, chính quyền và Mặt trận Tổ quốc thực hiện", ["Các cấp ủy", "chính quyền", "Mặt trận Tổ quốc"]),
        ("đồng chí Lê Văn Mẫu, Phó Bí thư Đảng ủy phụ trách", ["đồng chí Lê Văn Mẫu"]),
        ("Các ông (bà): Chánh Văn phòng, Giám đốc Sở Nội vụ thi hành", ["Chánh Văn phòng", "Giám đốc Sở Nội vụ"]),
        ("Thủ trưởng các cơ quan, đơn vị có liên quan chịu", ["Thủ trưởng các cơ quan, đơn vị có liên quan"]),
        ("Chi ủy chi bộ Trường Tiểu học Tân Lập có trách nhiệm", ["Chi ủy chi bộ Trường Tiểu học Tân Lập"]),
        ("Tổ đảng số 2 nắm tình hình", ["Tổ đảng số 2"]),
        ("Đảng uỷUBND xã chủtrì xây dựng", ["Đảng uỷUBND xã"]),
        (
            "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương rà soát",
            ["Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"],
        ),
        ("Văn phòng Đảng ủy và các đồng chí có tên tại Điều 1 thi hành", ["Văn phòng Đảng ủy", "các đồng chí có tên tại Điều 1"]),
        ("Bí thư các chi bộ trực thuộc Đảng ủy xã Hòa Thạnh tổ chức", ["Bí thư các chi bộ trực thuộc Đảng ủy xã Hòa Thạnh"]),
        ("Người đứng đầu cấp ủy, chính quyền các cấp nêu cao", ["Người đứng đầu cấp ủy, chính quyền các cấp"]),
        ("Mỗi huyện, thị, thành Đoàn chọn cử", ["Mỗi huyện, thị, thành Đoàn"]),
        ("Các huyện, thị, thành ủy chỉ đạo", ["Các huyện, thị, thành ủy"]),
        ("Các tỉnh, thành đoàn báo cáo", ["Các tỉnh, thành đoàn"]),
        ("Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân tỉnh", ["Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân tỉnh"]),
        ("Hội đồng nhân dân và Ủy ban nhân dân xã", ["Hội đồng nhân dân", "Ủy ban nhân dân xã"]),
        ("Văn phòng HĐND&UBND huyện đôn đốc", ["Văn phòng HĐND&UBND huyện"]),
        ("Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương lập", ["Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương"]),
        ("Ban Công tác thiếu nhi Trung ương Đoàn chủ trì", ["Ban Công tác thiếu nhi Trung ương Đoàn"]),
        ("Ban Chỉ đạo Nghị quyết 57 xã rà soát", ["Ban Chỉ đạo Nghị quyết 57 xã"]),
        ("Văn phòng Trung ương Đoàn lo việc", ["Văn phòng Trung ương Đoàn"]),
    ],
)
def test_a_list_is_split_where_each_part_is_a_whole_name(text: str, names: list[str]) -> None:
    folded = fold(text)
    words = Words(folded, 0, len(folded), glued=has_glue(folded))
    list_ = lexicon(GRAMMARS).names_at(words, 0)
    assert list_ is not None
    assert [text[words.start(first) : words.end(stop - 1)] for first, stop in list_.items] == names


def test_a_lead_in_that_is_only_a_list_of_names_assigns_to_them_all() -> None:
    text = "Ủy ban nhân dân tỉnh yêu cầu Ban Chỉ huy Phòng chống lụt bão và Tìm kiếm cứu nạn tỉnh, Giám đốc các sở:"
    names = ["Ban Chỉ huy Phòng chống lụt bão và Tìm kiếm cứu nạn tỉnh", "Giám đốc các sở"]
    assert [name for name, _ in found(text, leading=True)] == names


def test_a_sentence_that_leads_into_a_list_assigns_but_its_speaker_is_no_assignee() -> None:
    text = "Ban Thường vụ Đảng ủy yêu cầu Ủy ban nhân dân xã, các chi bộ trực thuộc thực hiện một số nội dung sau:"
    assert found(text, leading=True) == [("Ủy ban nhân dân xã", "lead"), ("các chi bộ trực thuộc", "lead")]
    assert found("Đảng ủy xã xây dựng kế hoạch như sau:", leading=True) == []


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("UBKT Đảng ủy", "Ủy ban Kiểm tra Đảng ủy"),
        ("BTV ĐU", "Ban Thường vụ Đảng ủy"),
        ("đồng chí Chủ tịch UBND xã", "Chủ tịch Ủy ban nhân dân xã"),
        ("Đảng uỷ xã", "Đảng ủy xã"),
        ("các đoàn thể", "các đoàn thể"),
    ],
)
def test_the_normal_form_writes_abbreviations_out(name: str, normal: str) -> None:
    assert lexicon(GRAMMARS).normal(name, {}) == normal


def test_glued_words_are_parted_in_the_normal_form() -> None:
    assert lexicon(GRAMMARS).normal("Đảng uỷUBND xã", {}, glued=True) == "Đảng ủy Ủy ban nhân dân xã"


def test_abbreviations_that_the_paper_defines_come_first() -> None:
    (task,) = tasks_of(
        """Thành lập Ban Chỉ đạo thực hiện Quy chế dân chủ (viết tắt là BCĐ) của xã.
1. BCĐ theo dõi việc thực hiện."""
    )
    assert [(a.name, a.normal) for a in task.assignees] == [("BCĐ", "Ban Chỉ đạo thực hiện Quy chế dân chủ")]


@pytest.mark.parametrize("piece", ["Ban Tổ chức, Ban Dân vận, ", "Ông Ông, Đồng chí Bà ", "Đồng chí ", "Các ông, bà "])
def test_a_list_of_names_without_end_is_read_all_the_same(piece: str) -> None:
    found(piece * 3000)
    found(f"Đảng ủy yêu cầu {piece * 3000}:", leading=True)
