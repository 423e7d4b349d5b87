"""Type, deciding body and subject."""

from __future__ import annotations

import pytest

from vndocparse import Directive, parse_text

HEAD = """ĐẢNG BỘ TỈNH LÀO CAI
HUYỆN ỦY BẮC HÀ
*
Số 09-{code}/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
"""
FOOT = """
Căn cứ Điều lệ Đảng;
I- TÌNH HÌNH
1- Tình hình chung.

Nơi nhận:
- Lưu VPHU.
T/M HUYỆN ỦY
BÍ THƯ
Nguyễn Văn A
"""


def titled(title: str, code: str = "NQ") -> Directive:
    return parse_text(HEAD.format(code=code) + title + FOOT)


@pytest.mark.parametrize(
    ("title", "code", "name", "deciding", "subject"),
    [
        ("NGHỊ QUYẾT\nvề phát triển du lịch\n-----", "NQ", "Nghị quyết", None, "phát triển du lịch"),
        (
            "NGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN\nvề phát triển du lịch\n-----",
            "NQ",
            "Nghị quyết",
            "BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN",
            "phát triển du lịch",
        ),
        (
            "THÔNG BÁO\nKẾT LUẬN CỦA BAN THƯỜNG VỤ HUYỆN ỦY\nvề công tác cán bộ",
            "TB",
            "Thông báo",
            "BAN THƯỜNG VỤ HUYỆN ỦY",
            "công tác cán bộ",
        ),
        (
            "KẾT LUẬN\nHỘI NGHỊ LẦN THỨ BẢY\nBAN CHẤP HÀNH ĐẢNG BỘ HUYỆN (KHÓA XVI)\nvề kinh tế - xã hội",
            "KL",
            "Kết luận",
            "HỘI NGHỊ LẦN THỨ BẢY BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN (KHÓA XVI)",
            "kinh tế - xã hội",
        ),
        ("KẾT LUẬN\nCủa Ban Thường vụ Huyện ủy về công tác thủy lợi", "KL", "Kết luận", "Ban Thường vụ Huyện ủy", "công tác thủy lợi"),
        (
            "KẾ HOẠCH\nthực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị\n-----",
            "KH",
            "Kế hoạch",
            None,
            "thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
        ),
        ("BÁO CÁO\nKẾT QUẢ THỰC HIỆN NGHỊ QUYẾT SỐ 08-NQ/TW", "BC", "Báo cáo", None, "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT SỐ 08-NQ/TW"),
        ("QUYẾT ĐỊNH\nVỀ VIỆC THÀNH LẬP TỔ GIÚP VIỆC", "QĐ", "Quyết định", None, "THÀNH LẬP TỔ GIÚP VIỆC"),
        ("QUY ĐỊNH (BỔ SUNG)\nvề tiếp công dân", "QĐ", "Quy định", None, "tiếp công dân"),
        ("K ÉT LUẬN\nvề công tác cán bộ", "KL", "Kết luận", None, "công tác cán bộ"),
        ("QUYÉT ĐỊNH\nVề việc khen thưởng", "QĐ", "Quyết định", None, "khen thưởng"),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết Đại hội", "CTr", "Chương trình hành động", None, "thực hiện Nghị quyết Đại hội"),
        (
            "NGHỊ QUYẾT\nvề phát triển du lịch cộng đồng\ngiai đoạn 2022 - 2025\n(Dự thảo)\n-----",
            "NQ",
            "Nghị quyết",
            None,
            "phát triển du lịch cộng đồng giai đoạn 2022 - 2025",
        ),
        ("NGHỊ QUYẾT\nvề phát triển du lịch ----- Căn cứ tình hình,", "NQ", "Nghị quyết", None, "phát triển du lịch"),
    ],
)
def test_a_title_gives_type_deciding_body_and_subject(title: str, code: str, name: str, deciding: str | None, subject: str) -> None:
    directive = titled(title, code)
    assert directive.header.type is not None
    assert (directive.header.type.code, directive.header.type.name) == (code, name)
    assert directive.header.deciding_body == deciding
    assert directive.header.subject == subject


def test_the_printed_word_wins_over_the_code_of_the_number() -> None:
    directive = titled("QUY ĐỊNH\nvề tiếp công dân", "CT")
    assert directive.header.type is not None
    assert (directive.header.type.code, directive.header.type.name) == ("CT", "Quy định")
    assert "type-code-conflict" in {d.code for d in directive.diagnostics}


def test_a_type_told_only_by_its_code_is_an_inference() -> None:
    directive = titled("về tiếp công dân", "CT")
    assert directive.header.type is not None
    assert directive.header.type.name == "Chỉ thị"
    assert "/header/type" in directive.inferred
    assert "type" in directive.header.inferred


def test_the_second_quyet_dinh_is_no_title() -> None:
    directive = titled(
        "QUYẾT ĐỊNH\nvề việc thành lập Tổ giúp việc\n\nBAN THƯỜNG VỤ HUYỆN ỦY\n"
        "Căn cứ Điều lệ Đảng;\n\nQUYẾT ĐỊNH\nĐiều 1. Thành lập Tổ giúp việc.",
        "QĐ",
    )
    assert directive.header.subject == "thành lập Tổ giúp việc"
    assert [task.label for task in directive.tasks][:1] == ["Điều 1."]


LETTER = """HUYỆN ỦY BẮC HÀ
*
Số 12-CV/HU
{subject}
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
Kính gửi: Các chi bộ.
Thực hiện Kế hoạch số 5-KH/TU, Huyện ủy đề nghị:
1. Các chi bộ báo cáo.
Nơi nhận:
- Lưu VPHU.
"""


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("V/v tổng kết công tác", "tổng kết công tác"),
        ("v/v tổng kết\ncông tác năm 2021", "tổng kết công tác năm 2021"),
        ("Về việc tổng kết công tác", "tổng kết công tác"),
        ("Tham mưu triển khai thực hiện\nChỉ thị số 05-CT/TW", "Tham mưu triển khai thực hiện Chỉ thị số 05-CT/TW"),
        ("Mời họp giao ban", "Mời họp giao ban"),
        ("chuẩn bị nội dung hội nghị\nsơ kết quý III", "chuẩn bị nội dung hội nghị sơ kết quý III"),
        (
            "V/v đề nghị xét tặng Huy hiệu Đảng đợt\nngày 07 tháng 11 năm 2021",
            "đề nghị xét tặng Huy hiệu Đảng đợt ngày 07 tháng 11 năm 2021",
        ),
        ("V/v rà soát đảng viên Kính gửi: Các chi bộ", "rà soát đảng viên"),
    ],
)
def test_the_subject_of_a_letter_follows_its_number(lines: str, subject: str) -> None:
    directive = parse_text(LETTER.format(subject=lines))
    assert directive.header.subject == subject
    assert directive.header.type is not None
    assert directive.header.type.code == "CV"
    assert directive.header.type.span is None


def test_citations_in_a_subject_say_where_they_stand() -> None:
    directive = parse_text(LETTER.format(subject="V/v triển khai Chỉ thị số 05-CT/TW"))
    first = directive.cited_documents[0]
    assert first.number is not None
    assert (first.number.canonical, first.within) == ("05-CT/TW", "/header/subject")
