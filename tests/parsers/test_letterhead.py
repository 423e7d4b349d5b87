"""The letterhead in every layout that real papers were met in."""

from __future__ import annotations

import datetime
import io

import docx
import pytest

from vndocparse import Directive, parse, parse_text

BODY = """
Kính gửi: Các chi bộ trực thuộc.

Thực hiện Kế hoạch số 98-KH/HU ngày 11/01/2019 của Ban Thường vụ Huyện ủy, Đảng ủy đề nghị:
1. Các chi bộ báo cáo trước ngày 15/3/2019.

Nơi nhận:
- Như trên;
- Lưu VT.
T/M ĐẢNG ỦY
BÍ THƯ
Nguyễn Văn A
"""

STACKED = """ĐẢNG BỘ HUYỆN BA TRI
ĐẢNG ỦY XÃ TÂN ĐÔNG
*
Số 12-CV/ĐU
V/v tổng kết công tác năm
ĐẢNG CỘNG SẢN VIỆT NAM
Tân Đông, ngày 02 tháng 3 năm 2019
"""

LAYOUTS = {
    "cells stacked one under the other": STACKED,
    "the right column first": """ĐẢNG CỘNG SẢN VIỆT NAM
Tân Đông, ngày 02 tháng 3 năm 2019
ĐẢNG BỘ HUYỆN BA TRI
ĐẢNG ỦY XÃ TÂN ĐÔNG
*
Số 12-CV/ĐU
V/v tổng kết công tác năm
""",
    "two columns by blanks": """ĐẢNG BỘ HUYỆN BA TRI                 ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ TÂN ĐÔNG              Tân Đông, ngày 02 tháng 3 năm 2019
        *
Số 12-CV/ĐU
V/v tổng kết công tác năm
""",
    "two columns by tabs": """ĐẢNG BỘ HUYỆN BA TRI\t\tĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ TÂN ĐÔNG\t\tTân Đông, ngày 02 tháng 3 năm 2019
*
Số 12-CV/ĐU
V/v tổng kết công tác năm
""",
    "columns run together line by line": """ĐẢNG BỘ HUYỆN BA TRI ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ TÂN ĐÔNG Tân Đông, ngày 02 tháng 3 năm 2019
*
Số 12-CV/ĐU
V/v tổng kết công tác năm
""",
    "cells joined by bars": """ĐẢNG BỘ HUYỆN BA TRI | ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ TÂN ĐÔNG | Tân Đông, ngày 02 tháng 3 năm 2019
* |
Số 12-CV/ĐU |
V/v tổng kết công tác năm |
""",
    "a date broken over two lines": STACKED.replace(" năm 2019", "\nnăm 2019"),
    "OCR slips in tone marks": STACKED.replace("CỘNG SẢN", "CỌNG SẢN").replace("Số", "Sô").replace("ngày 02 tháng", "ngày 02 thảng"),
    "portal text above the paper": "Cổng thông tin điện tử\nThứ Ba, ngày 05/3/2019 08:15\nTrang chủ » Văn bản\n" + STACKED,
    "Markdown marks": "# "
    + STACKED.replace("\nĐẢNG CỘNG", "\n## ĐẢNG CỘNG").replace(
        "\nTân Đông, ngày 02 tháng 3 năm 2019", "\n*Tân Đông, ngày 02 tháng 3 năm 2019*"
    ),
}


def check(directive: Directive) -> None:
    header = directive.header
    assert (header.parent_issuer, header.issuer) == ("ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ TÂN ĐÔNG")
    assert header.place == "Tân Đông"
    assert header.subject == "tổng kết công tác năm"
    assert directive.number is not None
    assert (directive.number.canonical, directive.number.serial) == ("12-CV/ĐU", "12")
    assert directive.date == datetime.date(2019, 3, 2)
    assert header.type is not None
    assert (header.type.code, header.type.name) == ("CV", "Công văn")
    assert [entry.name for entry in directive.recipients.addressed_to] == ["Các chi bộ trực thuộc"]
    assert not directive.needs_review


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_letterhead_is_read_from_plain_text(layout: str) -> None:
    check(parse_text(layout + BODY))


def test_the_letterhead_is_read_from_one_long_line() -> None:
    check(parse_text(" ".join((STACKED + BODY).split())))


CELLS = {
    "one row of two cells": [
        [
            ["ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ TÂN ĐÔNG", "*", "Số 12-CV/ĐU", "V/v tổng kết", "công tác năm"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "Tân Đông, ngày 02 tháng 3 năm 2019"],
        ]
    ],
    "two rows": [
        [["ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ TÂN ĐÔNG", "*"], ["ĐẢNG CỘNG SẢN VIỆT NAM"]],
        [["Số 12-CV/ĐU", "V/v tổng kết công tác năm"], ["Tân Đông, ngày 02 tháng 3 năm 2019"]],
    ],
    "three rows, the number and the subject apart": [
        [["ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ TÂN ĐÔNG"], ["ĐẢNG CỘNG SẢN VIỆT NAM"]],
        [["Số 12-CV/ĐU"], ["Tân Đông, ngày 02 tháng 3 năm 2019"]],
        [["V/v tổng kết công tác năm"], [""]],
    ],
    "three cells with an empty one between": [
        [
            ["ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ", "TÂN ĐÔNG", "*", "Số 12-CV/ĐU", "V/v tổng kết công tác năm"],
            [""],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "Tân Đông, ngày 02 tháng 3 năm 2019"],
        ]
    ],
}


@pytest.mark.parametrize("rows", CELLS.values(), ids=CELLS.keys())
def test_the_letterhead_is_read_from_a_word_table(rows: list[list[list[str]]]) -> None:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, lines in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
    for line in BODY.strip().splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    check(parse(file.getvalue()))


def number_of(line: str) -> Directive:
    return parse_text(STACKED.replace("Số 12-CV/ĐU", line) + BODY)


@pytest.mark.parametrize(
    ("line", "canonical", "serial", "type_code", "issuer_code"),
    [
        ("Số 121-CV/ĐU", "121-CV/ĐU", "121", "CV", "ĐU"),
        ("Số: 05-CV/ĐU", "05-CV/ĐU", "05", "CV", "ĐU"),
        ("SỐ: 05-CV/ĐU", "05-CV/ĐU", "05", "CV", "ĐU"),
        ("Số : 15 -CV/ĐU", "15-CV/ĐU", "15", "CV", "ĐU"),
        ("Số 08 – CV /ĐU", "08-CV/ĐU", "08", "CV", "ĐU"),
        ("Số 12 CV/ĐU", "12-CV/ĐU", "12", "CV", "ĐU"),
        ("Số 12/CV-ĐU", "12/CV-ĐU", "12", "CV", "ĐU"),
        ("Số 33a-CV/ĐU", "33a-CV/ĐU", "33a", "CV", "ĐU"),
        ("Số 45-CV/TWĐTN-CTTN", "45-CV/TWĐTN-CTTN", "45", "CV", "TWĐTN-CTTN"),
        ("Số 12/2020/QĐ-UBND", "12/2020/QĐ-UBND", "12", "QĐ", "UBND"),
        ("Số: 2147/UBND-NC", "2147/UBND-NC", "2147", None, "UBND-NC"),
        ("Số 34O-CV/ĐU", "340-CV/ĐU", "340", "CV", "ĐU"),
        ("Sô 218-CV/DU", "218-CV/ĐU", "218", "CV", "ĐU"),
        ("Số -CV/ĐU", "-CV/ĐU", None, "CV", "ĐU"),
        ("Số          -CV/ĐU", "-CV/ĐU", None, "CV", "ĐU"),
        ("Số ......-CV/ĐU", "-CV/ĐU", None, "CV", "ĐU"),
        ("Số: /SCT-CN", "/SCT-CN", None, None, "SCT-CN"),
        ("Số …05…./2006/ QĐ-UBND", "05/2006/QĐ-UBND", "05", "QĐ", "UBND"),
        ("Nghị quyết số: 66.2/2025/NQ-CP", "66.2/2025/NQ-CP", "66.2", "NQ", "CP"),
    ],
)
def test_a_number_is_read_with_its_parts(line: str, canonical: str, serial: str | None, type_code: str | None, issuer_code: str) -> None:
    number = number_of(line).number
    assert number is not None
    assert (number.canonical, number.serial, number.type_code, number.issuer_code) == (canonical, serial, type_code, issuer_code)
    assert number.raw == line


def test_a_paper_without_a_number_cites_none_as_its_own() -> None:
    directive = parse_text(STACKED.replace("Số 12-CV/ĐU\n", "") + BODY)
    assert directive.number is None
    assert directive.needs_review


def test_a_blank_serial_is_null_with_a_diagnostic() -> None:
    directive = number_of("Số     -CV/ĐU")
    assert directive.needs_review
    assert "serial-blank" in {d.code for d in directive.diagnostics}
    assert directive.inferred == ()


def test_a_number_in_the_title_is_the_papers() -> None:
    text = STACKED.replace("Số 12-CV/ĐU\nV/v tổng kết công tác năm\n", "") + "NGHỊ QUYẾT SỐ 12-NQ/ĐU\nvề công tác cán bộ\n" + BODY
    directive = parse_text(text)
    assert directive.number is not None
    assert directive.number.canonical == "12-NQ/ĐU"


@pytest.mark.parametrize(
    ("line", "date", "place", "known"),
    [
        ("Phan Rang-Tháp Chàm, ngày 2 tháng 3 năm 2019", "2019-03-02", "Phan Rang-Tháp Chàm", None),
        ("TP. Hồ Chí Minh, ngày 02 tháng 3 năm 2019", "2019-03-02", "TP. Hồ Chí Minh", None),
        ("Quận 3, ngày 02 tháng 3 năm 2019", "2019-03-02", "Quận 3", None),
        ("Tân Đông, ngày02 tháng3 năm2019", "2019-03-02", "Tân Đông", None),
        ("Tân Đông, ngày 02/3/2019", "2019-03-02", "Tân Đông", None),
        ("Tân Đông, 2-3-2019", "2019-03-02", "Tân Đông", None),
        ("ngày 02 tháng 3 năm 2019", "2019-03-02", None, None),
        ("Tân Đông, ngày    tháng 3 năm 2019", None, "Tân Đông", "2019-03"),
        ("Tân Đông, ngày ... tháng ... năm 2019", None, "Tân Đông", "2019"),
        ("Tân Đông, ngày tháng năm 2019", None, "Tân Đông", "2019"),
        ("Tân Đông, ngày 31 tháng 2 năm 2019", None, "Tân Đông", "2019-02"),
        ("Tân Đông, ngày sÈŸ tháng 4 năm 2019", None, "Tân Đông", "2019-04"),
    ],
)
def test_a_date_is_read_with_its_place(line: str, date: str | None, place: str | None, known: str | None) -> None:
    directive = parse_text(STACKED.replace("Tân Đông, ngày 02 tháng 3 năm 2019", line) + BODY)
    assert directive.date == (datetime.date.fromisoformat(date) if date else None)
    assert directive.header.place == place
    assert directive.date_known == known


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", None, "BAN CHẤP HÀNH TRUNG ƯƠNG"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC", "BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"),
        ("TỈNH ỦY BẾN TRE", None, "TỈNH ỦY BẾN TRE"),
        ("TỈNH ỦY BẾN TRE\nBAN TUYÊN GIÁO\nVÀ DÂN VẬN", "TỈNH ỦY BẾN TRE", "BAN TUYÊN GIÁO VÀ DÂN VẬN"),
        ("ĐẢNG BỘ HUYỆN BA TRI\nĐẢNG ỦY XÃ\nTÂN ĐÔNG", "ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ TÂN ĐÔNG"),
        ("ĐẢNG ỦY PHƯỜNG 5\nCHI BỘ KHU PHỐ 3", "ĐẢNG ỦY PHƯỜNG 5", "CHI BỘ KHU PHỐ 3"),
        ("ỦY BAN NHÂN DÂN\nTỈNH BẾN TRE", None, "ỦY BAN NHÂN DÂN TỈNH BẾN TRE"),
        ("UBND TỈNH BẾN TRE\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG", "UBND TỈNH BẾN TRE", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        ("ĐẢNG BỘ TỈNH BẾN TRE\nĐẠI HỘI ĐẠI BIỂU LẦN THỨ X", "ĐẢNG BỘ TỈNH BẾN TRE", "ĐẠI HỘI ĐẠI BIỂU LẦN THỨ X"),
        ("ĐẢNG ỦY QUÂN KHU 9\nĐẢNG ỦY SƯ ĐOÀN 8", "ĐẢNG ỦY QUÂN KHU 9", "ĐẢNG ỦY SƯ ĐOÀN 8"),
        ("HUYỆN ỦY BA TRI\nBAN THƯỜNG VỤ", "HUYỆN ỦY BA TRI", "BAN THƯỜNG VỤ"),
        (
            "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nXÃ TÂN ĐÔNG\nBAN THƯỜNG TRỰC",
            "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ TÂN ĐÔNG",
            "BAN THƯỜNG TRỰC",
        ),
        ("TỈNH ĐOÀN BẾN TRE\nBCH ĐOÀN HUYỆN BA TRI", "TỈNH ĐOÀN BẾN TRE", "BCH ĐOÀN HUYỆN BA TRI"),
        ("ĐẢNG BỘ TỈNH\nHUYỆN ỦY BA TRI\nVĂN PHÒNG", "HUYỆN ỦY BA TRI", "VĂN PHÒNG"),
        ("ĐẢNG BỘ TỈNH BẾN TRE HUYỆN ỦY BA TRI", "ĐẢNG BỘ TỈNH BẾN TRE", "HUYỆN ỦY BA TRI"),
    ],
)
def test_parent_and_issuer_are_told_apart(lines: str, parent: str | None, issuer: str) -> None:
    directive = parse_text(STACKED.replace("ĐẢNG BỘ HUYỆN BA TRI\nĐẢNG ỦY XÃ TÂN ĐÔNG", lines) + BODY)
    assert (directive.header.parent_issuer, directive.header.issuer) == (parent, issuer)


def test_joint_issuers_are_listed() -> None:
    directive = parse_text(STACKED.replace("ĐẢNG BỘ HUYỆN BA TRI\nĐẢNG ỦY XÃ TÂN ĐÔNG", "BAN TỔ CHỨC - ỦY BAN KIỂM TRA") + BODY)
    assert directive.header.issuer == "BAN TỔ CHỨC - ỦY BAN KIỂM TRA"
    assert directive.header.issuers == ("BAN TỔ CHỨC", "ỦY BAN KIỂM TRA")
    one = parse_text(STACKED.replace("ĐẢNG ỦY XÃ TÂN ĐÔNG", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI") + BODY)
    assert one.header.issuers == ()


def test_a_paper_whose_issuer_is_missing_invents_none() -> None:
    directive = parse_text(STACKED.replace("ĐẢNG BỘ HUYỆN BA TRI\nĐẢNG ỦY XÃ TÂN ĐÔNG\n*\n", "") + BODY)
    assert (directive.header.parent_issuer, directive.header.issuer) == (None, None)
    assert directive.needs_review


@pytest.mark.parametrize(
    ("mark", "field"),
    [("MẬT", "secrecy"), ("TỐI MẬT", "secrecy"), ("HOẢ TỐC", "urgency"), ("KHẨN", "urgency"), ("LƯU HÀNH NỘI BỘ", "circulation")],
)
def test_a_mark_on_a_line_of_its_own_is_kept_as_printed(mark: str, field: str) -> None:
    directive = parse_text(STACKED.replace("V/v tổng", f"{mark}\nV/v tổng") + BODY)
    assert getattr(directive.header, field) == mark
    assert directive.header.subject == "tổng kết công tác năm"


@pytest.mark.parametrize("line", ["A", "C", "B.", "Bản số: 03", "Bản số 3"])
def test_a_lone_letter_and_a_copy_number_are_no_mark_and_no_subject(line: str) -> None:
    header = parse_text(STACKED.replace("V/v tổng", f"{line}\nV/v tổng") + BODY).header
    assert (header.secrecy, header.subject) == (None, "tổng kết công tác năm")


def test_marks_in_the_text_set_nothing() -> None:
    directive = parse_text(STACKED + BODY.replace("Các chi bộ báo cáo", "Các chi bộ gửi công văn hỏa tốc, tài liệu mật"))
    assert (directive.header.secrecy, directive.header.urgency) == (None, None)


@pytest.mark.parametrize("mark", ["DỰ THẢO", "(Dự thảo)", "DỰ THẢO LẦN 2", "Dự thảo lần thứ hai"])
def test_a_draft_says_so(mark: str) -> None:
    assert parse_text(STACKED + mark + BODY).header.draft
    assert not parse_text(STACKED + BODY).header.draft


def test_an_incoming_stamp_is_never_the_papers_number_and_date() -> None:
    directive = parse_text("ĐẾN\nSố: 1204\nNgày: 05/4/2019\n" + STACKED + BODY)
    check(directive)
    assert directive.received is not None
    assert (directive.received.number, directive.received.date) == ("1204", datetime.date(2019, 4, 5))


BLANK = STACKED.replace("Số 12-CV/ĐU", "Số -CV/ĐU").replace("ngày 02 tháng 3", "ngày    tháng 3")


def test_a_blank_day_is_concluded_from_the_signature_stamp() -> None:
    directive = parse_text(BLANK + BODY + "ĐẢNG ỦY XÃ TÂN ĐÔNG\n05-03-2019 13:41:12 +07:00\n")
    assert directive.date == datetime.date(2019, 3, 5)
    assert "/date" in directive.inferred
    assert directive.evidence["/date"].from_ == "the time of the digital signature"
    assert directive.signature is not None
    assert directive.signature.name == "Nguyễn Văn A"


def test_a_stamp_of_another_month_concludes_nothing() -> None:
    directive = parse_text(BLANK + BODY + "Thời gian ký: 05.06.2019 13:41:12 +07:00\n")
    assert directive.date is None
    assert directive.date_known == "2019-03"


def test_a_blank_serial_is_concluded_from_a_number_alone_on_a_line() -> None:
    directive = parse_text(BLANK + BODY.replace("1. Các", "214\n1. Các"))
    assert directive.number is not None
    assert (directive.number.serial, directive.number.canonical) == ("214", "214-CV/ĐU")
    assert "/number/serial" in directive.inferred
    assert "serial" in directive.number.inferred


def test_page_numbers_conclude_no_serial() -> None:
    assert parse_text(BLANK + BODY.replace("1. Các", "2\n1. Các")).number.serial is None  # type: ignore[union-attr]


def test_a_blank_serial_is_concluded_from_the_file_name() -> None:
    directive = parse((BLANK + BODY).encode(), name="121-CV tong ket.txt")
    assert directive.number is not None
    assert directive.number.serial == "121"
    assert directive.evidence["/number/serial"].from_ == "the file name"


def test_a_blank_serial_is_concluded_from_the_head_of_an_annex() -> None:
    text = (
        BLANK.replace("-CV/", "-QĐ/")
        + BODY
        + "\nQUY CHẾ\nlàm việc của Đảng ủy\n(Ban hành kèm theo Quyết định số 26-QĐ/ĐU ngày 12/3/2019 của Đảng ủy)\nĐiều 1. Phạm vi\n"
    )
    directive = parse_text(text)
    assert directive.number is not None
    assert directive.number.canonical == "26-QĐ/ĐU"
    assert directive.date == datetime.date(2019, 3, 12)
    assert {"/number/serial", "/date"} <= set(directive.inferred)


def test_a_cited_number_never_fills_a_blank() -> None:
    directive = parse_text(BLANK + BODY)
    assert directive.number is not None
    assert directive.number.serial is None
    assert directive.date is None
