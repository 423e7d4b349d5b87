"""Identifiers of documents: which mentions must share one, which must not, and what makes one ambiguous."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vndocparse.grammar import builtin
from vndocparse.layout import Document
from vndocparse.models import DocumentType, Number
from vndocparse.parsers.citations import Paper, find_citations, parse_citations
from vndocparse.parsers.identity import Identity, identifier, is_ambiguous, same, slug, term_number, terms_of_year
from vndocparse.parsers.trace import Trace

GRAMMAR = re.compile(r"vn:(party|state|org|_):(_|[a-z0-9]+(\.(_|[a-z0-9-]+))?):[a-z0-9-]+:(_|-|[a-z0-9.-]+):(\d{4}|k\d+|-)")


def ids(text: str, paper: Paper | None = None) -> list[str | None]:
    document = Document(text, ())
    return [found.id for found in find_citations(document, [(0, len(text))], builtin(), Trace(document), paper)]


def the_id(text: str, paper: Paper | None = None) -> str:
    (found,) = ids(text, paper)
    assert found is not None
    return found


def own_paper() -> Paper:
    return Paper(
        number=Number(raw="Số 12-CV/ĐU", canonical="12-CV/ĐU", serial="12", type_code="CV", issuer_code="ĐU"),
        date=datetime.date(2024, 3, 4),
        type=DocumentType(code="CV", name="Công văn"),
        issuer="Đảng ủy xã Tân Đông",
        parent="Huyện ủy Gò Công Đông",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị", "vn:party:tw:ct:05:2016"),
        ("Chỉ thị số 05-CT/TW, khóa XII", "vn:party:tw:ct:05:k12"),
        ("Chỉ thị số 05-CT/TW", "vn:party:tw:ct:05:-"),
        ("Nghị quyết số 11-NQ/TU ngày 3/4/2021 của Tỉnh ủy Bến Tre", "vn:party:tu.ben-tre:nq:11:2021"),
        ("Nghị quyết số 11-NQ/TU ngày 3/4/2021", "vn:party:tu._:nq:11:2021"),
        ("Nghị quyết Trung ương 4 khóa XII", "vn:party:tw:nq:hn4:k12"),
        ("Nghị quyết Đại hội XIII của Đảng", "vn:party:tw:nq:dh:k13"),
        ("Nghị định số 30/2020/NĐ-CP", "vn:state:cp:nd:30:2020"),
        ("Nghị quyết số 30a/2008/NQ-CP", "vn:state:cp:nq:30a:2008"),
        ("Luật Đất đai năm 2013", "vn:state:qh:luat:dat-dai:2013"),
        ("Bộ luật Lao động năm 2019", "vn:state:qh:bo-luat:lao-dong:2019"),
        ("Hiến pháp năm 2013", "vn:state:qh:hien-phap:-:2013"),
        ("Quyết định số 07/2018/QĐ-UBND của UBND huyện Giao Thủy", "vn:state:ubnd.huyen-giao-thuy:qd:07:2018"),
    ],
)
def test_an_identifier_can_be_read(text: str, expected: str) -> None:
    assert the_id(text) == expected
    assert GRAMMAR.fullmatch(expected)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Công văn số 12/CV-ĐU ngày 3/4/2024", "Công văn số 12-CV/ĐU ngày 03-4-2024"),
        ("Quyết định số 5-QĐ/TU năm 2020", "Quyết định số 05-QĐ/TU ngày 7/1/2020"),
        ("Quy định số 5-QĐi/TU năm 2020", "Quy định số 05-QyĐ/TU năm 2020"),
        ("Quy định số 5-QĐ/TU năm 2020", "Quy định số 05-QĐi/TU năm 2020"),
        ("Chương trình số 5-CTr/TU ngày 1/2/2020", "Chương trình hành động số 05-CTHĐ/TU ngày 1/2/2020"),
        ("Chỉ thị số 12 CT/TU ngày 1/2/2020", "Chỉ thị số 12-CT/TU ngày 01 tháng 02 năm 2020"),
        ("Hướng dẫn số 01-HDfTW ngày 5/1/2012", "Hướng dẫn số 01-HD/TW ngày 5/1/2012"),
        ("C h ỉ t h ị s ố 3 7 - C T / T W n g à y 0 4 / 8 / 2 0 0 9", "Chỉ thị 37-CT/TW ngày 04/8/2009"),
        ("Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"),
        ("Nghị quyết Đại hội 11 của Đảng", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XI của Đảng"),
        ("Hiến pháp năm 2013", "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013"),
        ("NĐ 30/2020", "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"),
        ("Nghị quyết số 11-NQ/TU năm 2021 của Tỉnh uỷ Hòa Bình", "Nghị quyết số 11-NQ/TU năm 2021 của Tỉnh ủy Hoà Bình"),
        ("NGHỊ QUYẾT SỐ 18-NQ/TW NGÀY 25/10/2017", "Nghị quyết số 18-NQ/TW ngày 25/10/2017"),
    ],
)
def test_one_document_has_one_identifier_in_all_papers(first: str, second: str) -> None:
    assert the_id(first) == the_id(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Chỉ thị số 16-CT/TU năm 2020", "Chỉ thị số 16/CT-TTg năm 2020"),
        ("Chỉ thị số 16-CT/TU năm 2020", "Chỉ thị số 16-CT/TU năm 2021"),
        ("Chỉ thị số 16-CT/TU năm 2020", "Chỉ thị số 16-CT/TW năm 2020"),
        ("Chỉ thị số 16-CT/TU năm 2020", "Chỉ thị số 17-CT/TU năm 2020"),
        ("Chỉ thị số 16-CT/TU năm 2020", "Kết luận số 16-KL/TU năm 2020"),
        ("Nghị quyết số 11-NQ/TU năm 2021 của Tỉnh ủy Bến Tre", "Nghị quyết số 11-NQ/TU năm 2021 của Tỉnh ủy Hậu Giang"),
        ("Nghị quyết số 04-NQ/TW khóa XI", "Nghị quyết số 04-NQ/TW khóa XII"),
        ("Nghị quyết số 04-NQ/TW khóa XI", "Nghị quyết số 04-NQ/TW ngày 30/10/2017"),
        ("Nghị quyết Trung ương 4 khóa XI", "Nghị quyết Trung ương 4 khóa XII"),
        ("Nghị quyết Trung ương 4 khóa XI", "Nghị quyết số 04-NQ/TU khóa XI"),
        ("Nghị quyết số 30a/2008/NQ-CP", "Nghị quyết số 30/2008/NQ-CP"),
        ("Nghị quyết số 66.2/2025/NQ-CP", "Nghị quyết số 66/2025/NQ-CP"),
        ("Luật Đất đai năm 2013", "Luật Đất đai năm 2024"),
        ("Luật Đất đai năm 2013", "Luật Nhà ở năm 2013"),
        ("Công văn số 12-CV/ĐU năm 2024", "Công văn số 12-CV/BTCTU năm 2024"),
        (
            "Công văn số 15/BHXH-TCKT năm 2018 của Bảo hiểm xã hội tỉnh Nam Định",
            "Công văn số 15/BHXH-TCKT năm 2018 của Bảo hiểm xã hội Việt Nam",
        ),
        (
            "Quyết định số 15/QĐ-LĐTBXH năm 2018 của Sở Lao động - Thương binh và Xã hội tỉnh Nam Định",
            "Quyết định số 15/QĐ-LĐTBXH năm 2018 của Sở Lao động - Thương binh và Xã hội tỉnh Hà Nam",
        ),
    ],
)
def test_different_documents_have_different_identifiers(first: str, second: str) -> None:
    assert the_id(first) != the_id(second)
    assert not same(the_id(first), the_id(second))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị. Học tập Chỉ thị 05.", "vn:party:tw:ct:05:2016"),
        ("Học tập Chỉ thị 05. Căn cứ Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.", "vn:party:tw:ct:05:2016"),
        ("Chỉ thị số 05-CT/TW, khóa XII; Chỉ thị số 05-CT/TW ngày 15/5/2016", "vn:party:tw:ct:05:2016"),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020; Nghị định 30/2020; Nghị định 30", "vn:state:cp:nd:30:2020"),
        ("Luật Đất đai năm 2013; theo Luật Đất đai số 45/2013/QH13", "vn:state:qh:luat:45:2013"),
        ("Nghị quyết số 11-NQ/TU năm 2021 của Tỉnh ủy Bến Tre; Nghị quyết số 11-NQ/TU", "vn:party:tu.ben-tre:nq:11:2021"),
        ("Kế hoạch số 5-KH/TU ngày 2/3/2021 của Tỉnh ủy Bến Tre. Kế hoạch nêu trên đã đạt", "vn:party:tu.ben-tre:kh:05:2021"),
    ],
)
def test_all_mentions_in_one_paper_share_the_fullest_identifier(text: str, expected: str) -> None:
    found = ids(text)
    assert len(found) > 1
    assert set(found) == {expected}


def test_a_short_name_that_fits_two_documents_stays_ambiguous() -> None:
    text = "Nghị quyết số 05-NQ/TW ngày 3/5/2017; Nghị quyết số 05-NQ/TW ngày 3/5/2021; thực hiện Nghị quyết 05."
    *full, short = parse_citations(text)
    assert [one.id for one in full] == ["vn:party:tw:nq:05:2017", "vn:party:tw:nq:05:2021"]
    assert not any(one.id_ambiguous for one in full)
    assert short.id_ambiguous
    assert short.number is not None
    assert short.number.canonical == "05-NQ/TW"  # on which both agree


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [
        ("Chỉ thị số 16-CT/TU", True),
        ("Chỉ thị số 16-CT/TU ngày 3/4/2020", True),
        ("Chỉ thị số 16-CT/TU ngày 3/4/2020 của Tỉnh ủy Bến Tre", False),
        ("Chỉ thị số 16-CT/TU của Tỉnh ủy Bến Tre", True),
        ("Chỉ thị số 05-CT/TW", True),
        ("Chỉ thị số 05-CT/TW năm 2016", False),
        ("Nghị quyết Trung ương 4 khóa XII", False),
        ("Công văn số 12-CV/ĐU ngày 3/4/2024", True),
        ("Nghị định số 30/2020/NĐ-CP", False),
        ("Luật Đất đai năm 2013", False),
        ("Luật Đất đai số 45/2013/QH13", False),
    ],
)
def test_what_an_identifier_leaves_open_is_told(text: str, ambiguous: bool) -> None:
    (found,) = parse_citations(text)
    assert found.id_ambiguous is ambiguous
    assert found.id is not None
    assert is_ambiguous(found.id) is ambiguous


def test_a_place_that_the_citation_leaves_out_is_that_of_the_paper() -> None:
    paper = own_paper()
    assert the_id("Kế hoạch số 7-KH/ĐU ngày 1/2/2024", paper) == "vn:party:du.xa-tan-dong:kh:07:2024"
    assert the_id("Kế hoạch số 7-KH/HU ngày 1/2/2024", paper) == "vn:party:hu.go-cong-dong:kh:07:2024"
    assert the_id("Kế hoạch số 7-KH/TU ngày 1/2/2024", paper) == "vn:party:tu._:kh:07:2024"
    assert the_id("Kế hoạch số 7-KH/HU ngày 1/2/2024 của Huyện ủy Cai Lậy", paper) == "vn:party:hu.cai-lay:kh:07:2024"


def test_the_paper_itself_has_the_identifier_by_which_others_cite_it() -> None:
    (own,) = ids("Yêu cầu các chi bộ thực hiện Công văn này.", own_paper())
    assert own == "vn:party:du.xa-tan-dong:cv:12:2024"
    assert the_id("Thực hiện Công văn số 12-CV/ĐU ngày 04/3/2024 của Đảng ủy xã Tân Đông") == own


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("vn:party:tw:ct:05:2016", "vn:party:tw:ct:05:2016", True),
        ("vn:party:tw:ct:05:2016", "vn:party:tw:ct:05:k12", True),
        ("vn:party:tw:ct:05:2016", "vn:party:tw:ct:05:k11", True),  # the congress of that year
        ("vn:party:tw:ct:05:2017", "vn:party:tw:ct:05:k11", False),
        ("vn:party:tw:ct:05:2016", "vn:party:tw:ct:05:-", True),
        ("vn:party:tu._:ct:05:2016", "vn:party:tu.ben-tre:ct:05:2016", True),
        ("vn:party:tu.hau-giang:ct:05:2016", "vn:party:tu.ben-tre:ct:05:2016", False),
        ("vn:party:tu.ben-tre:nq:05:k10", "vn:party:tu.ben-tre:nq:05:2016", True),  # terms of a province are not known
        ("vn:_:_:ct:05:-", "vn:party:tw:ct:05:2016", True),
        ("vn:_:_:nd:05:-", "vn:party:tw:ct:05:2016", False),
        ("vn:party:tw:ct:_:2016", "vn:party:tw:ct:_:2016", True),
        ("vn:party:tw:ct:_:2016", "vn:party:tw:ct:05:2016", False),  # not known to be that one
    ],
)
def test_identifiers_that_tell_less_can_be_of_the_same_paper(first: str, second: str, expected: bool) -> None:
    assert same(first, second) is expected
    assert same(second, first) is expected


def test_terms_of_the_national_congress() -> None:
    assert terms_of_year(2013) == {11}
    assert terms_of_year(2016) == {11, 12}
    assert terms_of_year(1900) == set()
    assert [term_number(term) for term in ("IV", "IX", "XIII", "XIV", None)] == [4, 9, 13, 14, 0]


def test_names_become_ascii() -> None:
    assert slug("Thủ Đức – TP. Hồ Chí Minh") == "thu-duc-tp-ho-chi-minh"
    assert slug("Đảng uỷ") == slug("ĐẢNG ỦY") == "dang-uy"


def test_without_a_type_or_any_hold_there_is_no_identifier() -> None:
    nothing = Identity(None, None, False, None, None, None, None, None)
    assert identifier(nothing) is None
    assert identifier(nothing._replace(type="ct")) is None
    assert identifier(nothing._replace(type="ct", serial="5")) == "vn:_:_:ct:05:-"


@given(
    st.builds(
        Identity,
        st.sampled_from(["party", "state", "mass-org", None]),
        st.sampled_from(["TU", "ĐU", "UBND", "TW", None]),
        st.booleans(),
        st.one_of(st.none(), st.text("abc đĐăổÔ-", max_size=12)),
        st.sampled_from(["CT", "QĐi", "CTrHĐ", "Luật"]),
        st.one_of(st.none(), st.sampled_from(["5", "005", "30a", "66.2", "hn4", "Đất đai", "-", "1000"])),
        st.one_of(st.none(), st.integers(1945, 2099)),
        st.one_of(st.none(), st.sampled_from(["XI", "IV"])),
    )
)
def test_every_identifier_follows_the_grammar(identity: Identity) -> None:
    found = identifier(identity)
    if found is not None:
        assert GRAMMAR.fullmatch(found), found
        assert same(found, found)
        assert is_ambiguous(found) in (True, False)
