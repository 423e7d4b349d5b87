"""Citations in the less usual forms of real papers: no value is better than one that only looks right."""

from __future__ import annotations

import pytest

from vndocparse.models import CitedDocument
from vndocparse.parsers.citations import parse_citations


def only(text: str) -> CitedDocument:
    found = parse_citations(text)
    assert len(found) == 1, [citation.raw for citation in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sắc lệnh 41SL/KT ngày 8/4/1971", "41-SL/KT"),
        ("Thông báo số 12SY/VPTU", "12-SY/VPTU"),
        ("Chỉ thị 1OCT/TU ngày 3/2/1999", "10-CT/TU"),
        ("Chỉ thị 3S CT/TU", "35-CT/TU"),
        ("Kế hoạch số 6O-KH/HU", "60-KH/HU"),
        ("Kê hoạch sô 6O-KH/HU", "60-KH/HU"),
    ],
)
def test_a_letter_is_a_figure_of_the_serial_only_where_no_code_begins_with_it(text: str, number: str) -> None:
    citation = only(text)
    assert citation.number is not None
    assert citation.number.canonical == number
    assert citation.number.inferred == ("canonical",)


@pytest.mark.parametrize(
    "text",
    [
        "Công điện 17/CB-BGTVT",
        "Thông tư số 9/TC-CTN",
        "Kế hoạch số 5/CT-TTg",
        "Công văn số 8-CV/HNDT",
        "Kế hoạch số 3-KH/ĐUCA",
        "Hướng dẫn số 21/HD-ĐCT",
        "Hướng dẫn số 21-HD/BTGDVTU",
        "Kế hoạch số 5-KH/TĐTN",
        "Kế hoạch số 15-KH/BCH",
        "Quyết định số 104-QĐ/QU",
        "Nghị quyết số 32/BCT",
        "Quyết định số 3/QĐ-TCT",
    ],
)
def test_a_code_that_is_of_several_bodies_or_out_of_place_tells_no_issuer(text: str) -> None:
    assert only(text).issuer is None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Quyết định số 3/QĐ-CAH", "Công an huyện"),
        ("Thông báo số 12/TB-TCHQ", "Tổng cục Hải quan"),
        ("Kế hoạch số 12-KH/BXD", "Ban Xây dựng Đảng"),
        ("Quyết định số 12/QĐ-BXD", "Bộ Xây dựng"),
        ("Quyết định số 8-QĐ/UBKT", "Ủy ban Kiểm tra"),
        ("Kế hoạch số 12-KH/HNDX", "Hội Nông dân xã"),
        ("Thông báo số 63/SXD-CT", "Sở Xây dựng"),
    ],
)
def test_a_code_of_one_body_in_its_place_tells_the_issuer(text: str, issuer: str) -> None:
    citation = only(text)
    assert citation.issuer == issuer
    assert "issuer" in citation.inferred


def test_the_code_of_another_type_that_is_a_bodys_too_is_no_type_code() -> None:
    number = only("Thông tư số 9/TC-CTN ngày 5/5/1990").number
    assert number is not None
    assert (number.type_code, number.issuer_code) == (None, "TC-CTN")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Nghị quyết 15-NQ/TU của Ban Chấp hành Đảng bộ tỉnh khóa Xl", "XI"),
        ("Nghị quyết Trung ương 4 khóa XIl", "XII"),
        ("Nghị quyết 15-NQ/TU (khóa XV)", "XV"),
        ("Nghị quyết 15-NQ/TU khóa XI1", None),
        ("Nghị quyết 15-NQ/TU khóa XL", None),
        ("Nghị quyết Trung ương 4 khóa IIX", None),
    ],
)
def test_a_numeral_that_is_none_tells_no_term(text: str, term: str | None) -> None:
    assert only(text).congress_term == term


@pytest.mark.parametrize(
    ("text", "date", "issuer"),
    [
        ("Kế hoạch số 80-KH/HU ngày 7/5/20222 của Ban Thường vụ Huyện ủy", None, "Ban Thường vụ Huyện ủy"),
        ("Kế hoạch số 80-KH/HU ngày 7 tháng 5 năm 202 của Ban Thường vụ Huyện ủy", None, "Ban Thường vụ Huyện ủy"),
        ("Chỉ thị số 3-CT/HU ngày l4/7/2008 của Ban Thường vụ Huyện ủy", "2008-07-14", "Ban Thường vụ Huyện ủy"),
        ("Công văn số 12/UBND-VX ngày …/6/2024 của UBND huyện", "2024-06", "UBND huyện"),
        ("Kế hoạch số 5-KH/ĐU ngày   /  /2024 của Đảng ủy xã", "2024", "Đảng ủy xã"),
        ("Kế hoạch số 5-KH/ĐU, ngày … tháng … năm … của Đảng ủy xã", None, "Đảng ủy xã"),
        ("Kết luận số 34-KL/ĐU, ban hành vào ngày 8 tháng 8 năm 2021, là văn bản", "2021-08-08", None),
        ("Kế hoạch số 5-KH/ĐU của Đảng ủy xã ban hành ngày 3/4/2020", "2020-04-03", "Đảng ủy xã"),
        ("Chỉ thị 12-CT/TU được ký ngày 3-4-2001 nêu rõ", "2001-04-03", None),
        ("Quyết định 12-QĐ/TU ban hành Quy chế làm việc ngày mai", None, None),
        ("Chỉ thị 3-CT/TU (ngày 3/4/2020 của Tỉnh ủy Bến Tre)", "2020-04-03", "Tỉnh ủy Bến Tre"),
        ("Nghị quyết số 5-NQ/ĐU của Đảng ủy Khối Dân vận,\nngày 30/11/2021:", "2021-11-30", "Đảng ủy Khối Dân vận"),
        ("Sắc lệnh số 8 năm 1947 cho biết", "1947", None),
        ("Thực hiện Chỉ thị số 8 năm 2023 đạt kết quả", None, None),
        ("Kế hoạch số 5-KH/TU do Ban Thường vụ Tỉnh ủy ban hành", None, "Ban Thường vụ Tỉnh ủy"),
        ("Kế hoạch số 5-KH/TU do Văn phòng Tỉnh ủy tham mưu", None, None),
        ("Chỉ thị số 7-CT/TW được Ban Bí thư ban hành ngày 4/2/1997", "1997-02-04", "Ban Bí thư"),
        ("Chỉ thị số 7-CT/TW được Ban Bí thư đánh giá cao ngày 4/2/1997", None, None),
    ],
)
def test_dates_behind_the_number_are_read_in_every_form(text: str, date: str | None, issuer: str | None) -> None:
    citation = only(text)
    assert (citation.date, citation.issuer) == (date, issuer)


def test_a_bracket_may_hold_the_plenum_and_its_month() -> None:
    citation = only("NQ 9-NQ/TW (TW5 lần 2 - 3/1998): xây dựng nền văn hóa")
    assert (citation.plenum, citation.date) == ("5 (lần 2)", "1998-03")
    citation = only("Nghị quyết 5-NQ/TW (Hội nghị Trung ương 4 khóa XI) về hạ tầng")
    assert (citation.plenum, citation.congress_term, citation.title) == ("4", "XI", "hạ tầng")


@pytest.mark.parametrize(
    ("text", "issuer", "term", "date"),
    [
        ("Tỉnh ủy Nam Hà (khoá II) ra Nghị quyết 8-NQ/TU", "Tỉnh ủy Nam Hà", "II", None),
        (
            "Ban Chấp hành Đảng bộ huyện khoá XIX họp kỳ thứ 4, ngày 2/7/2003, thông qua Nghị quyết số 7-NQ/HU",
            "Ban Chấp hành Đảng bộ huyện",
            "XIX",
            "2003-07-02",
        ),
        ("Hội nghị lần thứ 7 Ban Chấp hành Đảng bộ tỉnh khóa XV đã ban hành Nghị quyết 8-NQ/TU", "Ban Chấp hành Đảng bộ tỉnh", "XV", None),
        ("Trung ương 6 khóa VII (11/1993) với Nghị quyết 7-NQ/HNTW", "Ban Chấp hành Trung ương", "VII", None),
        (
            "Ngày 4/1/2024 Ban Chỉ đạo Phòng thủ dân sự tỉnh vừa ban hành Kế hoạch số 3/KH-BCĐ",
            "Ban Chỉ đạo Phòng thủ dân sự tỉnh",
            None,
            "2024-01-04",
        ),
        ("Theo ý kiến của Tỉnh ủy, ngày 3/4/2020, Ban Dân vận đã ban hành Kế hoạch số 5-KH/BDV", "Ban Dân vận", None, "2020-04-03"),
        ("Tỉnh ủy họp bàn và ra Nghị quyết 8-NQ/TU", None, None, None),
        ("Tỉnh ủy gắn với Nghị quyết 8-NQ/TU", None, None, None),
    ],
)
def test_body_term_and_day_may_stand_ahead_of_the_verb(text: str, issuer: str | None, term: str | None, date: str | None) -> None:
    citation = only(text)
    assert (citation.issuer, citation.congress_term, citation.date) == (issuer, term, date)


def test_a_date_that_one_document_has_is_not_that_of_the_next() -> None:
    first, second = parse_citations("Tỉnh ủy ra Nghị quyết 4-NQ/TU, ngày 30/6/1997, Ban Thường vụ có Thông tri 9-TT/TU")
    assert (first.date, second.date, second.issuer) == ("1997-06-30", None, "Ban Thường vụ")


@pytest.mark.parametrize(
    "issuer",
    [
        "Tổng Giám đốc Tổng công ty",
        "Trung tâm Chuyển đổi số",
        "Trung tâm CNTT và Chuyển đổi số, BHXH Việt Nam",
        "Trung tâm Y tế huyện",
        "Đảng ủy Khối các trường Đại học, Cao đẳng Hà Nội",
        "Ban Chỉ đạo phòng, chống dịch bệnh tỉnh",
        "Ban Chỉ đạo phòng chống lụt bão và tìm kiếm cứu nạn huyện",
        "Tổ công tác chuyên trách cải cách thủ tục hành chính",
        "Trưởng Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực tỉnh",
        "Trung ương hội LHTN Việt Nam",
        "QUTW",
        "thành phố Hà Nội",
        "ủy ban nhân dân tinh Hà Giang",
        "Ban Thường vụ Liên minh Hợp tác xã Việt Nam",
        "Học viện Kỹ thuật mật mã",
    ],
)
def test_a_name_of_its_own_is_read_whole(issuer: str) -> None:
    assert parse_citations(f"Công văn số 12/CV-XYZ ngày 3/4/2020 của {issuer} về việc phối hợp")[0].issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Công văn 12/CT-TT của Cục Thuế tỉnh Bình Định vướng mắc về chi phí", "Cục Thuế tỉnh Bình Định"),
        ("Kế hoạch 5-KH/TT của Trung tâm Y tế huyện triển khai tiêm phòng về dịch", "Trung tâm Y tế huyện"),
        ("Công văn 8/NV của Phòng Nội vụ thành phố đề nghị phòng Tài chính giải quyết về lương", "Phòng Nội vụ thành phố"),
        ("Quyết định 4/QĐ-HĐQT của Hội đồng quản trị công ty ban hành quy chế về lương", "Hội đồng quản trị công ty"),
        ("Công văn 3/SNV-VP của Sở Nội vụ, Sở Tài chính về lương", "Sở Nội vụ"),
        ("Quyết định 3-QĐ/ĐU của Đảng ủy Tập đoàn Dầu khí Việt Nam thành lập", "Đảng ủy Tập đoàn Dầu khí Việt Nam"),
        ("Hướng dẫn 17-HD/BTGTU của BanTuyên giáo Tỉnhủy vềtuyên truyền", "BanTuyên giáo Tỉnhủy"),
    ],
)
def test_a_name_ends_where_the_clause_goes_on(text: str, issuer: str) -> None:
    assert parse_citations(text)[0].issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Nghị quyết liên tịch số 4/1990/NQLT giữa Trung ương Hội Nông dân và Bộ Tư pháp về tuyên truyền",
            "Trung ương Hội Nông dân và Bộ Tư pháp",
        ),
        ("Chương trình số 5/CTrPH-CAT-TĐTN ngày 2/3/2018 giữa Công an tỉnh với Tỉnh đoàn về phòng ngừa", "Công an tỉnh với Tỉnh đoàn"),
        ("Quy chế số 5-QC/TU giữa hai nhiệm kỳ", None),
    ],
)
def test_the_bodies_of_a_joint_paper_stand_behind_between(text: str, issuer: str | None) -> None:
    assert only(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị quyết 27, 28 vừa được ban hành", ["27", "28"]),
        ("các Nghị quyết số 36, 37 ban hành tháng 4/2022", ["36", "37"]),
        ("Chỉ thị 15, 23 đã nêu", ["15", "23"]),
        ("Nghị quyết 27, 28 đảng viên", ["27"]),
        ("Nghị quyết 27, 3 năm qua", ["27"]),
    ],
)
def test_a_bare_serial_goes_on_a_list_ahead_of_a_predicate(text: str, numbers: list[str]) -> None:
    assert [citation.number.serial for citation in parse_citations(text) if citation.number] == numbers


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("thực hiện Chỉ thị của Thủ tướng Chính phủ về phong trào thi đua", "phong trào thi đua"),
        ("Nghị quyết của Bộ Chính trị về công tác tư tưởng, tr.7.", "công tác tư tưởng"),
        ("theo Quy định của Bộ Chính trị về những điều đảng viên không được làm", "những điều đảng viên không được làm"),
    ],
)
def test_a_body_and_a_title_tell_one_paper_without_number(text: str, title: str) -> None:
    citation = only(text)
    assert (citation.title, citation.number) == (title, None)


@pytest.mark.parametrize(
    "text",
    [
        "các Nghị quyết của Bộ Chính trị về nông nghiệp",
        "nghị quyết của Bộ Chính trị về nông nghiệp",
        "Nghị quyết của Đảng về nông nghiệp",
        "Quy định của Chính phủ về hóa đơn còn chồng chéo",
        "Nghị quyết của Tỉnh ủy, Huyện ủy về nông nghiệp",
        "Quyết định của Ban Thường vụ Tỉnh ủy điều động cán bộ",
        "Gói thầu số 7/XL-HT trúng thầu",
        "Luật Luật Luật Luật",
    ],
)
def test_talk_of_papers_is_no_citation(text: str) -> None:
    assert parse_citations(text) == ()


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("khoản 3, 5 Điều 7 và điểm c, khoản 2, Điều 11 Quy định số 9-QĐ/TW", ("khoản 3, 5 Điều 7", "điểm c, khoản 2, Điều 11")),
        ("Điều 8; điểm b khoản 4 Điều 17; khoản 2 Điều 20 Nghị định này", ("Điều 8", "điểm b khoản 4 Điều 17", "khoản 2 Điều 20")),
        ("Điều 7, khoản 2 Điều 11 Quy định số 5-QĐ/TU", ("Điều 7", "khoản 2 Điều 11")),
        ("Mục II, điểm 2.1 và điểm 3 Hướng dẫn số 2-HD/TU", ("Mục II, điểm 2.1", "điểm 3")),
        ("Phần I, Mục 2, điểm a Kế hoạch số 4-KH/TU", ("Phần I, Mục 2, điểm a",)),
        ("điểm a, b khoản 1, khoản 3 Điều 5, Điều 6 Quyết định số 2-QĐ/TU", ("điểm a, b khoản 1", "khoản 3 Điều 5", "Điều 6")),
        ("Điều 8 khoản 2 điểm c Quy định số 2-QĐ/TW", ("Điều 8 khoản 2 điểm c",)),
        ("mục 2.3, khoản 2, phần IV Kế hoạch số 5-KH/TU", ("mục 2.3, khoản 2, phần IV",)),
        ("mục II.4 Hướng dẫn số 2-HD/UBKTTU", ("mục II.4",)),
        ("Văn kiện Đại hội đại biểu toàn quốc lần thứ VI, Nxb. Sự thật, Hà Nội, 1987, tr.12.", ("tr.12",)),
    ],
)
def test_pointers_are_split_where_another_place_begins(text: str, provisions: tuple[str, ...]) -> None:
    assert only(text).provisions == provisions


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('"a": "Nghị quyết Đại hội X của Đảng", "b": "Chỉ thị số 3-CT/TW"', None),
        ("Kế hoạch số 5-KH/TU “về dân vận, ”;", "dân vận"),
        ("Công điện số 4/CĐ-UBND “ Về phòng, chống bão ”", "phòng, chống bão"),
        ("Nghị quyết số 9/2019/UBTVQH14 về hoạt động của Hội đồng, hai bên thống nhất Quy chế số 6/QC-HĐND", "hoạt động của Hội đồng"),
        ("Kết luận 5-KL/TU về thực hiện Chỉ thị số 3-CT/TU, Nghị quyết số 4-NQ/TU", "thực hiện Chỉ thị số 3-CT/TU, Nghị quyết số 4-NQ/TU"),
    ],
)
def test_a_title_ends_with_its_clause(text: str, title: str | None) -> None:
    assert parse_citations(text)[0].title == title


def test_the_conclusion_that_a_notice_announces_is_no_paper_of_its_own() -> None:
    assert only("Thông báo số 8-TB/HU ngày 3/4/2020 Kết luận của Ban Thường vụ Huyện ủy về đất đai").date == "2020-04-03"
    assert len(parse_citations("Thông báo số 8-TB/HU và Kết luận của Ban Thường vụ Huyện ủy")) == 2


def test_the_law_on_lawyers_is_one_law() -> None:
    assert [citation.raw for citation in parse_citations("Luật Đất đai, Luật Luật sư năm 2006")] == [
        "Luật Đất đai",
        "Luật Luật sư năm 2006",
    ]
