"""Papers as offices set them: each text with the values that a reader finds in it."""

from __future__ import annotations

import pytest

from vndocparse import Directive, parse_text

_FOOT = """
Thực hiện kế hoạch, đề nghị các chi bộ báo cáo.

Nơi nhận:
- Như trên,
- Lưu VP.\tT/M BAN THƯỜNG VỤ
BÍ THƯ
Nguyễn Văn Tám
"""


_PARTS = {
    "above": "",
    "issuer": "TỈNH ỦY LẠC SƠN\nVĂN PHÒNG TỈNH ỦY",
    "number": "121-CV/VPTU",
    "date": "ngày 20 tháng 9 năm 2012",
    "title": "V/v công tác dân vận",
    "to": "Các chi bộ.",
    "foot": _FOOT,
}
_LETTER = "{above}{issuer}\n*\nSố {number}\tĐẢNG CỘNG SẢN VIỆT NAM\nLạc Sơn, {date}\n\n{title}\n\nKính gửi: {to}\n{foot}"


def paper(**parts: str) -> Directive:
    """A letter with the parts that a test is about."""
    return parse_text(_LETTER.format(**{**_PARTS, **parts}))


def codes(directive: Directive) -> set[str]:
    return {diagnostic.code for diagnostic in directive.diagnostics}


@pytest.mark.parametrize("code", ["KTTH", "KTXH", "TMDV", "TLVB", "TCCB", "TNMT", "QLVB", "TH, TCKT"])
@pytest.mark.parametrize("columns", [True, False])
def test_the_code_of_a_department_in_the_archive_line_is_no_mark_of_authority(code: str, columns: bool) -> None:
    lines = ("Nơi nhận:\t\tT/M BAN THƯỜNG VỤ", "- Như trên,\t\tBÍ THƯ", f"- Lưu: VT, {code}.", "\t\tNguyễn Văn Tám")
    if not columns:
        lines = ("Nơi nhận:", "- Như trên,", f"- Lưu: VT, {code}.", "T/M BAN THƯỜNG VỤ\nBÍ THƯ\nNguyễn Văn Tám")
    directive = paper(foot="\nThực hiện kế hoạch.\n\n" + "\n".join(lines) + "\n")
    assert directive.recipients.archive == f"VT, {code}"
    signature = directive.signature
    assert signature is not None
    assert (signature.authority, signature.title, signature.name, signature.cosigners) == ("T/M", "BÍ THƯ", "Nguyễn Văn Tám", ())


@pytest.mark.parametrize(
    ("printed", "date", "told"),
    [
        ("ngày 2l tháng 5 năm 2013", "2013-05-21", {"date-repaired"}),
        ("ngày I2 tháng 5 năm 2013", "2013-05-12", {"date-repaired"}),
        ("ngày 1O tháng 5 năm 2013", "2013-05-10", {"date-repaired"}),
        ("ngày 12 tháng 1l năm 2019", "2019-11-12", {"date-repaired"}),
        ("ngày 3O/5/2019", "2019-05-30", {"date-repaired"}),
        ("ngày 21 tháng 5 năm 20 19", "2019-05-21", set()),
        ("ngày 21 tháng 5/2019", "2019-05-21", set()),
        ("ngày 5 tháng S năm 2013", None, {"date-unreadable"}),
        ("ngày xx tháng 5 năm 2019", None, {"date-unreadable"}),
        ("ngày      tháng 5 năm 2019", None, {"date-blank"}),
    ],
)
def test_a_damaged_date_is_repaired_where_one_figure_is_meant_or_stays_open(printed: str, date: str | None, told: set[str]) -> None:
    directive = paper(date=printed)
    assert (str(directive.date) if directive.date else None) == date
    assert told <= codes(directive)
    assert directive.header.place == "Lạc Sơn"


@pytest.mark.parametrize(
    "stamp",
    [
        "ĐẾN\nSố: 1187\nNgày 24 tháng 9 năm 2012\n",
        "ĐẾN Số: 1187 Ngày: 24.9.2012 Chuyển: VP\n",
        "CÔNG VĂN ĐẾN\nSố: 1187\nNgày: 24/9/2012\nLưu hồ sơ số: 12\n",
        "VĂN PHÒNG ĐẢNG ỦY KHỐI\nĐẾN\nSố: 1187\nNgày: 24/9/2012\n",
        "CÔNG VĂN ĐẾN\nSố đến: 1187\nNgày đến: 24/9/2012\n",
        "ĐẾN\nGiờ: 9h30\nNgày: 24/9/2012\nSố: 1187\n",
    ],
)
def test_the_incoming_stamp_is_the_receivers_own(stamp: str) -> None:
    directive = paper(above=stamp)
    assert directive.received is not None
    assert (directive.received.number, str(directive.received.date)) == ("1187", "2012-09-24")
    assert directive.number is not None
    assert (directive.number.canonical, str(directive.date)) == ("121-CV/VPTU", "2012-09-20")
    assert (directive.header.parent_issuer, directive.header.issuer) == ("TỈNH ỦY LẠC SƠN", "VĂN PHÒNG TỈNH ỦY")


@pytest.mark.parametrize("gap", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize(
    ("block", "kind", "issuer", "number"),
    [
        (
            "HUYỆN ỦY GIAO HẢI                 ĐẢNG CỘNG SẢN VIỆT NAM\n      *\n"
            "Số 96-BS/HU                     Giao Hải, ngày 03 tháng 10 năm 2018\n                SAO Y BẢN CHÍNH\n"
            "Nơi nhận:                            T/L BAN THƯỜNG VỤ\n- Các chi bộ,                          CHÁNH VĂN PHÒNG\n"
            "- Lưu VPHU.\n                                        Lê Thị Bảy\n",
            "SAO Y BẢN CHÍNH",
            "HUYỆN ỦY GIAO HẢI",
            "96-BS/HU",
        ),
        (
            "HUYỆN ỦY GIAO HẢI\tĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 96-BS/HU\tGiao Hải, ngày 03 tháng 10 năm 2018\nSAO LỤC\n"
            "Nơi nhận:\tT/L BAN THƯỜNG VỤ\n- Các chi bộ,\tCHÁNH VĂN PHÒNG\n- Lưu VPHU.\tLê Thị Bảy\n",
            "SAO LỤC",
            "HUYỆN ỦY GIAO HẢI",
            "96-BS/HU",
        ),
        (
            "UBND XÃ GIAO HẢI                 SAO Y BẢN CHÍNH\nSố 96/SY-UBND                     Giao Hải, ngày 03 tháng 10 năm 2018\n"
            "Nơi nhận:                            CHỦ TỊCH\n- Lưu VP.\n                                        Lê Thị Bảy\n",
            "SAO Y BẢN CHÍNH",
            "UBND XÃ GIAO HẢI",
            "96/SY-UBND",
        ),
    ],
)
def test_the_letterhead_and_the_foot_of_a_copying_body_stay_apart(gap: str, block: str, kind: str, issuer: str, number: str) -> None:
    foot = (
        "\n1. Các chi bộ thực hiện.\n\nNơi nhận:                              T/M TỈNH ỦY\n"
        "- Các huyện ủy,                          BÍ THƯ\n"
        f"- Lưu VPTU.\n                                         Mai Văn Phú\n{gap}{block}"
    )
    directive = paper(foot=foot)
    signature, copy = directive.signature, directive.certified_copy
    assert signature is not None
    assert (signature.authority, signature.title, signature.name) == ("T/M", "BÍ THƯ", "Mai Văn Phú")
    assert directive.recipients.archive == "VPTU"
    assert copy is not None
    assert copy.number is not None
    assert copy.signature is not None
    assert (copy.kind, copy.issuer, copy.number.canonical, copy.place, str(copy.date)) == (kind, issuer, number, "Giao Hải", "2018-10-03")
    assert copy.signature.name == "Lê Thị Bảy"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        (
            "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Kết luận số 75-KL/TW\nngày 28/7/2026 của Bộ Chính trị về phát triển kinh tế\n-----",
            "thực hiện Kết luận số 75-KL/TW ngày 28/7/2026 của Bộ Chính trị về phát triển kinh tế",
        ),
        (
            "V/v thực hiện các nhiệm vụ được\nUBND tỉnh ủy quyền trong lĩnh vực đất đai",
            "thực hiện các nhiệm vụ được UBND tỉnh ủy quyền trong lĩnh vực đất đai",
        ),
        (
            "KẾ HOẠCH\ntổ chức hội nghị\nNgày 03/8/2018, Ban Thường vụ họp và thống nhất các nội dung như sau đây cần làm.",
            "tổ chức hội nghị",
        ),
        (
            "BÁO CÁO\nTỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG\nCỦA TẬP THỂ BAN THƯỜNG VỤ ĐẢNG ỦY\nNăm 2025\n-----",
            "TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CỦA TẬP THỂ BAN THƯỜNG VỤ ĐẢNG ỦY Năm 2025",
        ),
        ("KẾ HOẠCH\ncủa Ban Thường vụ Tỉnh ủy thực hiện Chỉ thị số 05-CT/TW\n-----", "thực hiện Chỉ thị số 05-CT/TW"),
    ],
)  # fmt: skip
def test_a_subject_runs_over_its_lines_and_no_further(title: str, subject: str) -> None:
    assert paper(title=title).header.subject == subject


@pytest.mark.parametrize(
    ("to", "names"),
    [
        (
            "\n- Các cơ quan chuyên trách tham mưu, giúp việc\nĐảng ủy Ủy ban nhân dân tỉnh,\n- Các chi bộ, đảng bộ cơ sở.",
            ["Các cơ quan chuyên trách tham mưu, giúp việc Đảng ủy Ủy ban nhân dân tỉnh", "Các chi bộ, đảng bộ cơ sở"],
        ),
        ("\n- Các đơn vị thuộc\nSở Nội vụ;\n- Các chi bộ", ["Các đơn vị thuộc Sở Nội vụ", "Các chi bộ"]),
        ("\n- Ban Tổ chức Tỉnh ủy,\n- Các huyện ủy.\nBan Thường vụ nhận được công văn.", ["Ban Tổ chức Tỉnh ủy", "Các huyện ủy"]),
        ("Đồng bào, đồng chí trong tỉnh!", ["Đồng bào, đồng chí trong tỉnh"]),
    ],
)
def test_an_addressee_may_run_over_lines_that_begin_with_a_body(to: str, names: list[str]) -> None:
    assert [entry.name for entry in paper(to=to).recipients.addressed_to] == names


@pytest.mark.parametrize(
    ("issuer", "parent", "name"),
    [
        ("ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH\nĐẢNG BỘ VĂN PHÒNG TỈNH ỦY", "ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG TỈNH", "ĐẢNG BỘ VĂN PHÒNG TỈNH ỦY"),
        ("BAN TUYÊN GIÁO\nTỈNH ỦY HÀ GIANG", "TỈNH ỦY HÀ GIANG", "BAN TUYÊN GIÁO"),
        ("ỦY BAN KIỂM TRA\nHUYỆN ỦY BA TRI", "HUYỆN ỦY BA TRI", "ỦY BAN KIỂM TRA"),
        ("ĐẢNG BỘ QUÂN ĐOÀN 24\nĐẢNG ỦY SƯ ĐOÀN 375\n★", "ĐẢNG BỘ QUÂN ĐOÀN 24", "ĐẢNG ỦY SƯ ĐOÀN 375"),
        ("ĐẢNG BỘ THÀNH PHỐ A\nĐẢNG UỶ\nPHƯỜNG AN LẠC", "ĐẢNG BỘ THÀNH PHỐ A", "ĐẢNG UỶ PHƯỜNG AN LẠC"),
    ],
)
def test_parent_and_issuer_are_told_apart(issuer: str, parent: str, name: str) -> None:
    directive = paper(issuer=issuer)
    assert (directive.header.parent_issuer, directive.header.issuer) == (parent, name)
    assert "type-code-conflict" not in codes(directive)


def test_a_paper_in_the_issuers_own_name_lends_it_no_number() -> None:
    directive = parse_text(
        "TỈNH ỦY A\nĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 1050-QĐ/TU\nSố: 1105-KH/ĐKT\tĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"Lạc Sơn, ngày 20 tháng 9 năm 2012\n\nKẾ HOẠCH\nkiểm tra\n\n{_FOOT}"
    )
    assert directive.header.issuer == "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ 1050-QĐ/TU"
    assert directive.number is not None
    assert (directive.header.parent_issuer, directive.number.canonical) == ("TỈNH ỦY A", "1105-KH/ĐKT")


@pytest.mark.parametrize(
    "stamp",
    [
        "VĂN PHÒNG TỈNH ỦY\n21-10-2025 16:22:07 +07:00\n",
        "Ký bởi: VĂN PHÒNG TỈNH ỦY\nNgày ký: 21-10-2025 16:22:07 +07:00\n",
        "VĂN PHÒNG\nTỈNH ỦY\n21-10-2025\n16:22:07 +07:00\n",
    ],
)
@pytest.mark.parametrize("title", ["{}KẾ HOẠCH\ntriển khai tháng hành động\n-----", "KẾ HOẠCH\n{}triển khai tháng hành động\n-----"])
def test_the_stamp_of_a_digital_signature_is_no_part_of_the_title(title: str, stamp: str) -> None:
    directive = paper(title=title.format(stamp))
    assert directive.header.subject == "triển khai tháng hành động"
    assert directive.header.type is not None
    assert (directive.header.type.name, directive.header.issuer) == ("Kế hoạch", "VĂN PHÒNG TỈNH ỦY")


def test_head_and_foot_may_be_served_on_one_line_each() -> None:
    directive = parse_text(
        "ĐẢNG BỘ HUYỆN CHÂU PHÚ ĐẢNG ỦY XÃ BÌNH LONG * Số 88-CV/ĐU V/v phối hợp tổ chức ngày hội ĐẢNG CỘNG SẢN VIỆT NAM "
        "Bình Long, ngày 30 tháng 10 năm 2018\nKính gửi: - Chi bộ các ấp; - Ủy ban MTTQ Việt Nam xã.\n"
        "Đảng ủy xã đề nghị: 1. Chi bộ các ấp bố trí địa điểm. 2. Ủy ban MTTQ Việt Nam xã xây dựng chương trình.\n"
        "Nơi nhận: - Như trên; - Thường trực Đảng ủy; - Lưu: VT. T/M ĐẢNG ỦY PHÓ BÍ THƯ (đã ký) Võ Văn Tám\n"
    )
    assert (directive.header.issuer, directive.header.place, str(directive.date)) == ("ĐẢNG ỦY XÃ BÌNH LONG", "Bình Long", "2018-10-30")
    assert directive.recipients.archive == "VT"
    assert directive.signature is not None
    assert (directive.signature.title, directive.signature.name) == ("PHÓ BÍ THƯ", "Võ Văn Tám")


def test_a_paper_of_names_alone_above_the_addressees_is_one() -> None:
    directive = parse_text(
        "ỦY BAN KIỂM TRA TỈNH ỦY\nPHÒNG NGHIỆP VỤ II\n\nKính gửi: Ủy ban Kiểm tra các huyện ủy\n\nPhòng đề nghị gửi báo cáo.\n\n"
        "TRƯỞNG PHÒNG\nLý Văn Tám\n"
    )
    assert (directive.header.parent_issuer, directive.header.issuer) == ("ỦY BAN KIỂM TRA TỈNH ỦY", "PHÒNG NGHIỆP VỤ II")
    assert directive.needs_review
    assert {"field-missing"} <= codes(directive)


@pytest.mark.parametrize("title", ["SƠ YẾU LÝ LỊCH", "ĐƠN XIN VÀO ĐẢNG", "BẢN CAM KẾT", "PHIẾU ĐẢNG VIÊN"])
def test_a_form_under_the_title_of_the_nation_has_no_issuer(title: str) -> None:
    directive = parse_text(
        f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n{title}\n\n1. Họ và tên: NGUYỄN VĂN TÁM\n"
        "Bình Minh, ngày 10 tháng 6 năm 2022\nNGƯỜI KHAI\n"
    )
    assert directive.header.issuer is None
    assert "not-a-directive" in codes(directive)
