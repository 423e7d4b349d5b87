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


@pytest.mark.parametrize(
    ("foot", "name"),
    [
        ("\tLạc Sơn, ngày 28 tháng 3 năm 2015\n\tT/M CHI BỘ\n\tBÍ THƯ\n\tĐặng Văn Tám\n", "Đặng Văn Tám"),
        ("Lạc Sơn, ngày 28 tháng 3 năm 2015\nT/M CHI BỘ\nBÍ THƯ\nĐặng Văn Tám\nNơi nhận: Đảng ủy xã, lưu CB.\n", "Đặng Văn Tám"),
        (
            "BAN GIÁM HIỆU DUYỆT                      Lạc Sơn, ngày 28 tháng 3 năm 2015\n"
            "   HIỆU TRƯỞNG                                   TRƯỞNG KHOA\n"
            " TS. Phùng Văn Ba                            ThS. Tô Thị Bảy\n",
            "Tô Thị Bảy",
        ),
    ],
)
def test_a_paper_without_a_date_in_its_letterhead_is_dated_at_its_foot(foot: str, name: str) -> None:
    directive = parse_text(
        "ĐẢNG CỘNG SẢN VIỆT NAM\n\nTRƯỜNG CHÍNH TRỊ TỈNH LẠC SƠN\nKHOA XÂY DỰNG ĐẢNG\nSố 02-BC/CB\n\nBÁO CÁO\nKết quả quý I\n\n"
        f"Chi bộ báo cáo như sau:\n1. Thu đảng phí, nộp ngày 25/3/2015.\n{foot}"
    )
    assert (directive.header.parent_issuer, directive.header.issuer) == ("TRƯỜNG CHÍNH TRỊ TỈNH LẠC SƠN", "KHOA XÂY DỰNG ĐẢNG")
    assert (directive.header.place, str(directive.date)) == ("Lạc Sơn", "2015-03-28")
    assert directive.signature is not None
    assert directive.signature.name == name


def test_the_date_of_a_paper_is_never_taken_from_its_body_or_another_block() -> None:
    directive = parse_text(
        "ĐẢNG ỦY XÃ LẠC SƠN\nSố 02-BC/ĐU\n\nBÁO CÁO\nKết quả quý I\n\nĐảng ủy báo cáo kết quả đến ngày 25 tháng 3 năm 2015.\n\n"
        "T/M ĐẢNG ỦY\nBÍ THƯ\nĐặng Văn Tám\n\nHUYỆN ỦY LẠC\nSAO Y BẢN CHÍNH\nSố 5-BS/HU\n"
        "Lạc, ngày 2 tháng 4 năm 2015\nCHÁNH VĂN PHÒNG\nLê Văn Ba\n"
    )
    assert directive.date is None
    assert directive.certified_copy is not None
    assert str(directive.certified_copy.date) == "2015-04-02"


def test_a_copy_on_the_web_sets_number_and_date_in_brackets_below_the_title() -> None:
    directive = parse_text(
        "CHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nVề tăng cường sự lãnh đạo của Đảng đối với công tác thủy lợi\n"
        "(Số 15-CT/TU, ngày 20-7-2011)\n\n"
        "Những năm qua, công tác thủy lợi đạt kết quả quan trọng.\n1- Các cấp ủy quán triệt Chỉ thị này.\n\n"
        "T/M BAN THƯỜNG VỤ TỈNH ỦY\nBÍ THƯ\nLê Văn Tám\n"
    )
    assert directive.number is not None
    assert (directive.number.canonical, str(directive.date)) == ("15-CT/TU", "2011-07-20")
    assert directive.header.type is not None
    assert directive.header.type.name == "Chỉ thị"
    assert directive.header.subject == "tăng cường sự lãnh đạo của Đảng đối với công tác thủy lợi"


def test_an_urgent_message_tells_the_hour_before_its_date() -> None:
    directive = paper(date="hồi 15h00 ngày 24 tháng 9 năm 2022")
    assert (directive.header.place, str(directive.date)) == ("Lạc Sơn", "2022-09-24")


@pytest.mark.parametrize("decides", ["BỘ TRƯỞNG BỘ CÔNG THƯƠNG", "HỘI ĐỒNG THÀNH VIÊN\nSỞ GIAO DỊCH CHỨNG KHOÁN LẠC SƠN"])
@pytest.mark.parametrize("mark", ["", "*"])
def test_who_decides_is_no_part_of_a_subject_in_capitals(decides: str, mark: str) -> None:
    directive = paper(
        title=f"QUYẾT ĐỊNH\nVỀ VIỆC ĐÍNH CHÍNH THÔNG TƯ QUY ĐỊNH KỸ THUẬT\n{decides}\n{mark}Căn cứ Luật Ban hành văn bản;{mark}", to="-"
    )
    assert directive.header.subject == "ĐÍNH CHÍNH THÔNG TƯ QUY ĐỊNH KỸ THUẬT"


def test_cells_parted_by_bars_in_the_foot() -> None:
    directive = paper(
        foot="\nĐề nghị báo cáo.\n\nNơi nhận:\n- Như trên;\n"
        "- Lưu: VT, KG (2). | TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nLê Văn Tám\n"
    )
    signature = directive.signature
    assert signature is not None
    assert (signature.authority, signature.title, signature.name) == ("TM.", "PHÓ THỦ TƯỚNG", "Lê Văn Tám")
    assert directive.recipients.archive == "VT, KG (2)"


def test_the_left_column_of_a_copying_body_belongs_to_its_block() -> None:
    directive = parse_text(
        "BAN CHẤP HÀNH TRUNG ƯƠNG          ĐẢNG CỘNG SẢN VIỆT NAM\n*                              Hà Nội, ngày 25 tháng 10 năm 2018\n"
        "Số 08-QĐi/TW\n\nQUY ĐỊNH\ntrách nhiệm nêu gương\n-----\nĐiều 1. Cán bộ, đảng viên phải gương mẫu.\n\n"
        "                                  T/M BAN CHẤP HÀNH TRUNG ƯƠNG\n                                        TỔNG BÍ THƯ\n"
        "                                          (Đã ký)\n                                       Ngô Văn Tám\n\n"
        "HUYỆN ỦY LẠC SƠN                Lạc Sơn, ngày 12 tháng 11 năm 2018\n*                                        SAO LỤC\n"
        "Số 45-BS/HU\n"
        "Nơi nhận:                          T/L BAN THƯỜNG VỤ\n- Các chi, đảng bộ trực thuộc,     PHÓ CHÁNH VĂN PHÒNG\n"
        "- Lưu VP.                               (Đã ký)\n                                     Lê Thị Bảy\n"
    )
    assert directive.signature is not None
    assert directive.signature.name == "Ngô Văn Tám"
    assert directive.recipients.copied_to == ()
    copy = directive.certified_copy
    assert copy is not None
    assert (copy.issuer, copy.place, str(copy.date)) == ("HUYỆN ỦY LẠC SƠN", "Lạc Sơn", "2018-11-12")


def test_khoa_hoc_is_no_faculty_and_khoa_is_one() -> None:
    directive = paper(issuer="LIÊN HIỆP CÁC HỘI\nKHOA HỌC VÀ KỸ THUẬT TỈNH LẠC SƠN")
    assert (directive.header.parent_issuer, directive.header.issuer) == (None, "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH LẠC SƠN")
    directive = paper(issuer="TRƯỜNG ĐẠI HỌC LẠC SƠN\nKHOA SƯ PHẠM")
    assert (directive.header.parent_issuer, directive.header.issuer) == ("TRƯỜNG ĐẠI HỌC LẠC SƠN", "KHOA SƯ PHẠM")


def test_a_petition_to_an_office_is_no_directive() -> None:
    directive = parse_text(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐƠN XIN XÁC NHẬN\nKính gửi: Công an xã Long Điền\n"
        "Tôi làm đơn này kính xin xác nhận tạm trú từ ngày 01/3/2021.\nLong Điền, ngày 15 tháng 3 năm 2021\nNgười làm đơn\n"
    )
    assert directive.header.issuer is None
    assert "not-a-directive" in codes(directive)


_LATE = "HUYỆN ỦY LẠC SƠN\n*\nSố 12-CV/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n\nV/v báo cáo\n\nKính gửi: Các chi bộ.\n{}\n" + _FOOT


@pytest.mark.parametrize(
    "body",
    [
        "Huyện ủy đề nghị các chi bộ báo cáo về Huyện ủy trước\nngày 25 tháng 4 năm 2023./.",
        "Huyện ủy đề nghị:\n1. Các chi bộ báo cáo kết quả trước\nngày 25 tháng 4 năm 2023.",
        "Thực hiện Kế hoạch số 12-KH/TU\nngày 25 tháng 4 năm 2023.",
        "Huyện ủy mời họp:\n1. Thời gian, địa điểm: tại\nHội trường Huyện ủy, ngày 25 tháng 4 năm 2023",
    ],
)
def test_a_sentence_that_is_wrapped_at_a_date_is_no_date_of_issue(body: str) -> None:
    directive = parse_text(_LATE.format(body).replace(_FOOT, "\n\nNơi nhận:\n- Lưu VP.\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\nNguyễn Văn Tám\n"))
    assert directive.date is None
    assert any("ngày 25 tháng 4 năm 2023" in (section.text + str(section.children)) for section in directive.sections)


@pytest.mark.parametrize("gap", ["\n", "\t"])
def test_a_number_alone_on_its_line_needs_no_capital_label(gap: str) -> None:
    directive = parse_text(
        f"HUYỆN ỦY LẠC SƠN\n*\nsố 12-KH/HU{gap}ĐẢNG CỘNG SẢN VIỆT NAM\nLạc Sơn, ngày 2 tháng 3 năm 2020\n\n"
        f"KẾ HOẠCH\ncông tác dân vận\n-----\n{_FOOT}"
    )
    assert directive.number is not None
    assert (directive.number.canonical, directive.header.issuer) == ("12-KH/HU", "HUYỆN ỦY LẠC SƠN")


def test_an_incoming_stamp_below_the_issuer_is_not_taken_with_it() -> None:
    directive = parse_text(
        "ĐẢNG BỘ TỈNH HÒA AN\nHUYỆN ỦY LẠC SƠN\nCÔNG VĂN ĐẾN\nSố: 120\nNgày: 5/4/2017\nSố 15-CV/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"Lạc Sơn, ngày 2 tháng 4 năm 2017\n\nKính gửi: Các chi bộ.\n{_FOOT}"
    )
    assert (directive.header.parent_issuer, directive.header.issuer) == ("ĐẢNG BỘ TỈNH HÒA AN", "HUYỆN ỦY LẠC SƠN")
    assert directive.received is not None
    assert directive.received.number == "120"


@pytest.mark.parametrize(("line", "archive"), [("Lưu Văn Phòng", "Văn Phòng"), ("LƯU HỒ SƠ", "HỒ SƠ"), ("Lưu Đảng Ủy", "Đảng Ủy")])
def test_a_place_of_the_archive_in_capitals_is_no_person_called_luu(line: str, archive: str) -> None:
    directive = paper(foot=f"\nĐề nghị báo cáo.\n\nNơi nhận:\n- Như trên,\n{line}\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLê Văn Tám\n")
    assert directive.recipients.archive == archive
    assert [entry.name for entry in directive.recipients.copied_to] == ["Như trên"]


@pytest.mark.parametrize(
    ("signed", "title"),
    [
        ("Bí thư Huyện ủy (để b/c)\nT/M BAN THƯỜNG VỤ\nBÍ THƯ\n", "BÍ THƯ"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTRƯỞNG BAN CHỈ ĐẠO\n", "PHÓ CHỦ TỊCH TRƯỞNG BAN CHỈ ĐẠO"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\n\nCHỦ TỊCH UBND XÃ\n", "PHÓ BÍ THƯ CHỦ TỊCH UBND XÃ"),
        ("TRƯỞNG BAN\n(Đã ký)\nCHỦ TỊCH UBND HUYỆN\n", "TRƯỞNG BAN"),
    ],
)
def test_a_title_is_what_stands_between_the_list_and_the_room_for_the_signature(signed: str, title: str) -> None:
    directive = paper(foot=f"\nĐề nghị báo cáo.\n\nNơi nhận:\n- Như trên,\n- Lưu VPHU.\n{signed}\nLê Văn Tám\n")
    assert directive.signature is not None
    assert (directive.signature.title, directive.signature.name) == (title, "Lê Văn Tám")


@pytest.mark.parametrize(("secretary", "chair"), [("THƯ KÝ", "CHỦ TỌA"), ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ")])
def test_minutes_are_signed_by_the_chair_with_the_secretary_beside(secretary: str, chair: str) -> None:
    directive = parse_text(
        "ĐẢNG ỦY XÃ LẠC\nSố 2-BB/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nXã Lạc, ngày 2 tháng 3 năm 2020\n\nBIÊN BẢN\nHội nghị Đảng ủy\n\n"
        f"Hội nghị kết thúc lúc 11 giờ cùng ngày.\n\n{secretary}\n\nTrần Thị Bảy\n\n{chair}\n\nLê Văn Tám\n"
    )
    signature = directive.signature
    assert signature is not None
    assert (signature.title, signature.name) == (chair, "Lê Văn Tám")
    assert [(other.title, other.name) for other in signature.cosigners] == [(secretary, "Trần Thị Bảy")]


@pytest.mark.parametrize("more", ["Năm 2024", "6 tháng đầu năm 2024", "(Quý I năm 2024)"])
def test_a_subject_that_begins_in_capitals_may_end_in_small_letters(more: str) -> None:
    directive = paper(title=f"BÁO CÁO\nKẾT QUẢ KIỂM TRA, GIÁM SÁT\n{more}\n-----", to="-")
    assert directive.header.subject == f"KẾT QUẢ KIỂM TRA, GIÁM SÁT {more}"


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        ("SỞ Y TẾ\nBỆNH VIỆN ĐA\nKHOA TỈNH", "SỞ Y TẾ", "BỆNH VIỆN ĐA KHOA TỈNH"),
        ("TRƯỜNG ĐẠI HỌC BÁCH\nKHOA HÀ NỘI", None, "TRƯỜNG ĐẠI HỌC BÁCH KHOA HÀ NỘI"),
        ("BỘ TÀI CHÍNH\nTỔNG CỤC\nHẢI QUAN", "BỘ TÀI CHÍNH", "TỔNG CỤC HẢI QUAN"),
        ("UBND TỈNH LẠC SƠN\nSƠ Y TẾ", "UBND TỈNH LẠC SƠN", "SƠ Y TẾ"),
    ],
)
def test_a_name_over_two_lines_stays_one(lines: str, parent: str | None, issuer: str) -> None:
    directive = paper(issuer=lines)
    assert (directive.header.parent_issuer, directive.header.issuer) == (parent, issuer)
