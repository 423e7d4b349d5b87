"""Resolution: which papers of a set the citations of its papers name, and which they leave open."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vndocparse import Directive, parse_citations, parse_text, resolve_citations
from vndocparse.models import DocumentType, Header, Number, Source
from vndocparse.resolution import MOST_CANDIDATES, Ambiguous, Dangling, Link, Resolution

BEN_TRE, HAU_GIANG = "TỈNH ỦY BẾN TRE", "TỈNH ỦY HẬU GIANG"
TYPES = {"CT": "Chỉ thị", "NQ": "Nghị quyết", "KH": "Kế hoạch", "CV": "Công văn", "QĐ": "Quyết định", "NĐ": "Nghị định", "KL": "Kết luận"}


def paper(
    number: str = "01-KH/TU",
    date: str | None = "2022-06-01",
    issuer: str | None = BEN_TRE,
    body: str = "",
    *,
    parent: str | None = None,
    subject: str | None = None,
    deciding_body: str | None = None,
    draft: bool = False,
    copy: int = 0,
) -> Directive:
    """A paper as the parser gives it: the number in its parts, the citations of its body."""
    serial, _, rest = number.replace("/", "-").partition("-")
    year = int(rest[:4]) if rest[:4].isdigit() else None
    codes = rest[5:] if year else rest
    type_code, _, issuer_code = codes.partition("-")
    type_ = DocumentType(code=type_code, name=TYPES[type_code])
    if type_code == "NĐ":
        type_ = DocumentType(code="NĐ", name="Nghị định")
    return Directive(
        source=Source(format="txt", sha256=f"{copy:064d}"),
        header=Header(issuer=issuer, parent_issuer=parent, type=type_, subject=subject, deciding_body=deciding_body, draft=draft),
        number=Number(raw=number, canonical=number, serial=serial or None, type_code=type_code, issuer_code=issuer_code, year=year),
        date=datetime.date.fromisoformat(date) if date else None,
        cited_documents=parse_citations(body),
        text=body,
    )


def citing(body: str, **header: str) -> Directive:
    return paper("90-CV/VPTU", "2024-03-04", body=body, **{"issuer": "VĂN PHÒNG TRUNG ƯƠNG", **header})


def outcome(citation: str, *papers: Directive, **header: str) -> str:
    """What becomes of the only citation of a paper that stands before ``papers``."""
    found = resolve_citations([citing(citation, **header), *papers])
    told = [f"{'certain' if one.certain else 'likely'} {one.paper}" for one in found.links if one.citing == 0]
    told += ["dangling" for one in found.dangling if one.citing == 0]
    told += [f"ambiguous {', '.join(map(str, one.candidates))}" for one in found.ambiguous if one.citing == 0]
    assert len(told) == 1, found
    return told[0]


@pytest.mark.parametrize(
    ("citation", "held"),
    [
        ("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("11-NQ/TU", "2021-04-03")),
        ("Nghị quyết số 11-NQ/TU năm 2021 của Tỉnh ủy Bến Tre", paper("11-NQ/TU", "2021-04-03")),
        ("Công văn số 7/CV-TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("07-CV/TU", "2021-04-03")),
        ("Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị", paper("05-CT/TW", "2016-05-15", "BỘ CHÍNH TRỊ")),
        ("Chỉ thị số 05-CT/TW, khóa XII", paper("05-CT/TW", "2016-05-15", "BỘ CHÍNH TRỊ")),
        ("Nghị định số 30/2020/NĐ-CP", paper("30/2020/NĐ-CP", "2020-03-05", "CHÍNH PHỦ")),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ", paper("30/2020/NĐ-CP", None, "CHÍNH PHỦ")),
    ],
)
def test_a_full_citation_names_its_paper(citation: str, held: Directive) -> None:
    assert outcome(citation, held).endswith(" 1")
    assert outcome(citation, paper("12-NQ/TU"), held, paper("13-NQ/TU")).endswith(" 2")


@pytest.mark.parametrize(
    ("citation", "held"),
    [
        ("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("11-NQ/TU", "2021-04-03", HAU_GIANG)),
        ("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("11-NQ/TU", "2021-04-04")),
        ("Nghị quyết số 11-NQ/TU tháng 4 năm 2021 của Tỉnh ủy Bến Tre", paper("11-NQ/TU", "2021-05-03")),
        ("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("11-CT/TU", "2021-04-03")),
        ("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("12-NQ/TU", "2021-04-03")),
        ("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre", paper("-NQ/TU", "2021-04-03")),
        ("Chỉ thị số 05-CT/TW, khóa XI", paper("05-CT/TW", "2018-05-15", "BỘ CHÍNH TRỊ")),
        ("Nghị định số 30/2020/NĐ-CP", paper("30/2021/NĐ-CP", "2021-03-05", "CHÍNH PHỦ")),
        ("Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ", paper("16-CT/TU", "2016-05-16")),
        ("Chỉ thị số 05-CT/TW của Ban Bí thư", paper("05-CT/TW", "2025-05-15", "BAN BÍ THƯ")),  # later than the paper that cites
        ("quán triệt các nghị quyết của Tỉnh ủy Bến Tre", paper("11-NQ/TU", "2021-04-03")),
    ],
)
def test_a_citation_of_an_absent_paper_dangles(citation: str, held: Directive) -> None:
    found = resolve_citations([citing(citation), held])
    assert found.links == found.ambiguous == ()
    assert len(found.dangling) == len(parse_citations(citation))


def test_of_two_provinces_with_the_same_number_the_issuer_tells() -> None:
    both = paper("16-CT/TU", "2020-02-03"), paper("16-CT/TU", "2020-09-01", HAU_GIANG)
    assert outcome("Chỉ thị số 16-CT/TU năm 2020 của Tỉnh ủy Hậu Giang", *both) == "certain 2"
    assert outcome("Chỉ thị số 16-CT/TU năm 2020 của Tỉnh ủy Bến Tre", *both) == "certain 1"
    assert outcome("Chỉ thị số 16-CT/TU năm 2020 của Tỉnh ủy Bến Tre", both[1]) == "dangling"


def test_of_two_provinces_with_the_same_number_the_date_tells() -> None:
    both = paper("16-CT/TU", "2020-02-03"), paper("16-CT/TU", "2020-09-01", HAU_GIANG)
    assert outcome("Chỉ thị số 16-CT/TU ngày 01/9/2020", *both) == "likely 2"
    assert outcome("Chỉ thị số 16-CT/TU ngày 02/9/2020", *both) == "dangling"
    assert outcome("Chỉ thị số 16-CT/TU tháng 9 năm 2020", *both) == "ambiguous 2"  # no year tells the province


def test_a_number_alone_is_not_enough() -> None:
    both = paper("16-CT/TU", "2020-02-03"), paper("16-CT/TU", "2020-09-01", HAU_GIANG)
    assert outcome("Chỉ thị số 16-CT/TU", *both) == "ambiguous 1, 2"
    assert outcome("Chỉ thị số 16-CT/TU", both[0]) == "ambiguous 1"
    assert outcome("Chỉ thị số 16 năm 2020", both[0]) == "ambiguous 1"


def test_the_province_of_the_citing_paper_settles_a_number_alone() -> None:
    both = paper("16-CT/TU", "2020-02-03"), paper("16-CT/TU", "2020-09-01", HAU_GIANG)
    assert outcome("Chỉ thị số 16-CT/TU", *both, issuer="BAN TỔ CHỨC", parent=HAU_GIANG) == "likely 2"
    assert outcome("Chỉ thị số 16-CT/TU năm 2020", *both, issuer="BAN TỔ CHỨC", parent=HAU_GIANG) == "likely 2"


def test_communes_of_one_name_are_told_apart_by_their_district() -> None:
    both = [
        paper("16-KH/ĐU", "2020-02-03", "ĐẢNG ỦY XÃ TÂN AN", parent=f"HUYỆN ỦY {district}", subject=f"việc của {district}")
        for district in ("BA TRI", "CÁI BÈ")
    ]
    words = "Kế hoạch số 16-KH/ĐU năm 2020 của Đảng ủy xã Tân An"
    assert outcome(words, *both, issuer="CHI BỘ ẤP 1", parent="ĐẢNG ỦY XÃ TÂN AN") == "ambiguous 1, 2"
    assert outcome(words, *both, issuer="HUYỆN ỦY CÁI BÈ") == "certain 2"
    assert outcome(words, both[0], issuer="HUYỆN ỦY CÁI BÈ") == "ambiguous 1"


def test_of_two_terms_the_term_or_the_date_tells() -> None:
    both = paper("04-NQ/TW", "2012-01-16", "BAN CHẤP HÀNH TRUNG ƯƠNG"), paper("04-NQ/TW", "2016-10-30", "BAN CHẤP HÀNH TRUNG ƯƠNG")
    assert outcome("Nghị quyết số 04-NQ/TW khóa XI", both[0], paper("04-NQ/TW", "2017-10-30", "BỘ CHÍNH TRỊ")) == "certain 1"
    assert outcome("Nghị quyết số 04-NQ/TW khóa XII", *both) == "certain 2"
    assert outcome("Nghị quyết số 04-NQ/TW ngày 16/01/2012", *both) == "certain 1"
    assert outcome("Nghị quyết số 04-NQ/TW", *both) == "ambiguous 1, 2"
    assert outcome("Nghị quyết số 04-NQ/TW", both[0]) == "likely 1"


def test_a_title_tells_papers_of_one_number_apart() -> None:
    both = [
        paper("04-NQ/TW", date, "BỘ CHÍNH TRỊ", subject=subject)
        for date, subject in (("2012-01-16", "phát triển kinh tế biển đến năm 2020"), ("2016-10-30", "tăng cường xây dựng tổ chức đảng"))
    ]
    assert outcome("Nghị quyết số 04-NQ/TW về tăng cường xây dựng tổ chức đảng", *both) == "likely 2"


def test_a_short_form_follows_the_full_citation_of_its_paper() -> None:
    body = "Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị. Tiếp tục học tập Chỉ thị 05; kết quả thực hiện Chỉ thị 05."
    found = resolve_citations([citing(body), paper("05-CT/TW", "2016-05-15", "BỘ CHÍNH TRỊ")])
    assert found.links == tuple(Link(0, at, 1, True) for at in range(3))


def test_a_law_is_found_by_its_number_and_by_its_title() -> None:
    law = parse_text(
        "QUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLuật số: 45/2013/QH13\n"
        "Hà Nội, ngày 29 tháng 11 năm 2013\nLUẬT\nĐẤT ĐAI\nĐiều 1. Phạm vi điều chỉnh\nLuật này quy định về đất đai.\n"
    )
    assert outcome("Luật Đất đai số 45/2013/QH13", law) == "certain 1"
    assert outcome("Luật Đất đai năm 2013", law) == "certain 1"
    assert outcome("Luật Đất đai năm 2003", law) == "dangling"
    assert outcome("Luật Nhà ở năm 2013", law) == "dangling"


def test_the_resolution_of_a_plenum_or_congress_is_found_as_such() -> None:
    plenum = paper(
        "12-NQ/TW",
        "2012-01-16",
        "BAN CHẤP HÀNH TRUNG ƯƠNG",
        deciding_body="HỘI NGHỊ LẦN THỨ TƯ BAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG KHÓA XI",
    )
    congress = paper("01-NQ/ĐH", "2020-08-05", "ĐẠI HỘI ĐẠI BIỂU LẦN THỨ XII, NHIỆM KỲ 2020 - 2025", parent="ĐẢNG BỘ HUYỆN BA TRI")
    assert outcome("Nghị quyết Trung ương 4 khóa XI", plenum, congress) == "certain 1"
    assert outcome("Nghị quyết Trung ương 4 khóa XII", plenum, congress) == "dangling"
    assert outcome("Nghị quyết Đại hội Đảng bộ huyện Ba Tri lần thứ XII", plenum, congress).endswith(" 2")
    assert outcome("Nghị quyết Đại hội Đảng bộ huyện Cái Bè lần thứ XII", plenum, congress) == "dangling"
    assert outcome("Nghị quyết Đại hội XII của Đảng", plenum, congress) == "dangling"


def test_a_paper_cited_without_number_is_found_by_type_body_and_day() -> None:
    held = paper("28-KL/TW", "2010-05-20", "BỘ CHÍNH TRỊ")
    assert outcome("Kết luận ngày 20/5/2010 của Bộ Chính trị", held) == "likely 1"
    assert outcome("Kết luận ngày 21/5/2010 của Bộ Chính trị", held) == "dangling"
    assert outcome("Kết luận ngày 20/5/2010 của Bộ Chính trị", held, paper("29-KL/TW", "2010-05-20", "BỘ CHÍNH TRỊ")) == "ambiguous 1, 2"


def test_who_cites_a_replaced_paper_means_that_paper() -> None:
    old = paper("15-QĐ/TU", "2016-03-04")
    new = paper("40-QĐ/TU", "2021-07-08", body="Quyết định này thay thế Quyết định số 15-QĐ/TU ngày 04/3/2016 của Tỉnh ủy Bến Tre")
    later = citing("theo Quyết định số 15-QĐ/TU ngày 04/3/2016 của Tỉnh ủy Bến Tre")
    found = resolve_citations([old, new, later])
    assert [(link.citing, link.paper) for link in found.links] == [(1, 0), (2, 0)]
    (replaced,) = [new.cited_documents[link.citation] for link in found.links if link.citing == 1]
    assert replaced.relation == "replaces"


def test_self_references_are_left_out() -> None:
    body = "Giao Văn phòng theo dõi việc thực hiện Kế hoạch này. Kế hoạch số 01-KH/TU ngày 01/6/2022 của Tỉnh ủy Bến Tre"
    own = parse_text(
        "TỈNH ỦY BẾN TRE\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 01-KH/TU\nBến Tre, ngày 01 tháng 6 năm 2022\nKẾ HOẠCH\nthực hiện cải cách\n" + body
    )
    assert own.cited_documents
    assert all(cited.self_reference for cited in own.cited_documents)
    assert resolve_citations([own]) == Resolution()
    unmarked = paper(body="Kế hoạch số 01-KH/TU ngày 01/6/2022 của Tỉnh ủy Bến Tre")
    assert resolve_citations([unmarked]).links == ()


def test_copies_of_one_paper_count_as_one() -> None:
    copies = [paper("11-NQ/TU", "2021-04-03", copy=2, draft=True), paper("11-NQ/TU", "2021-04-03", copy=3)]
    found = resolve_citations([citing("Nghị quyết số 11-NQ/TU ngày 03/4/2021 của Tỉnh ủy Bến Tre"), *copies])
    assert found.links == (Link(0, 0, 2, True),)  # the final one
    assert found.copies == ((2, 1),)


def test_papers_without_place_are_copies_only_if_their_subject_says_so() -> None:
    first, second, other = (
        paper("12-CV/ĐU", "2021-04-03", None, subject=subject, copy=at)
        for at, subject in enumerate(("triển khai tiêm chủng đợt hai", "triển khai tiêm chủng đợt hai", "mời họp chi bộ tháng tư"))
    )
    assert resolve_citations([first, second, other]).copies == ((0, 1),)


def test_nothing_is_resolved_to_nothing() -> None:
    assert resolve_citations([]) == Resolution()
    assert resolve_citations([parse_text("")]) == Resolution()


def test_papers_may_come_one_at_a_time() -> None:
    papers = [citing("Chỉ thị số 05-CT/TW ngày 15/5/2016"), paper("05-CT/TW", "2016-05-15", "BỘ CHÍNH TRỊ")]
    assert resolve_citations(iter(papers)) == resolve_citations(papers)


NUMBERS = st.sampled_from(["05-CT/TW", "05-CT/TU", "05-CT/ĐU", "5-CT/TU", "06-NQ/TU", "30/2020/NĐ-CP", "-CT/TU"])
CITATIONS = st.sampled_from(
    [
        "Chỉ thị số 05-CT/TU",
        "Chỉ thị số 05-CT/TU năm 2020",
        "Chỉ thị số 05-CT/TU ngày 01/6/2020 của Tỉnh ủy Bến Tre",
        "Chỉ thị số 05-CT/TW khóa XII",
        "Chỉ thị 05",
        "Nghị quyết số 06-NQ/TU của Tỉnh ủy Hậu Giang",
        "Nghị định số 30/2020/NĐ-CP",
        "Nghị quyết Trung ương 4 khóa XII",
    ]
)
PAPERS = st.builds(
    paper,
    NUMBERS,
    st.sampled_from([None, "2016-05-15", "2020-06-01", "2020-09-01", "2023-01-01"]),
    st.sampled_from([None, BEN_TRE, HAU_GIANG, "BỘ CHÍNH TRỊ", "ĐẢNG ỦY XÃ TÂN AN"]),
    st.lists(CITATIONS, max_size=3).map("; ".join),
    parent=st.sampled_from([None, BEN_TRE, "HUYỆN ỦY BA TRI"]),
    subject=st.sampled_from([None, "công tác dân vận năm nay"]),
    copy=st.integers(0, 10**9),
)


def told(found: Resolution, names: list[int]) -> set[object]:
    """The outcome by ``names`` of the papers instead of their place in the set."""
    links: Iterable[object] = (one._replace(citing=names[one.citing], paper=names[one.paper]) for one in found.links)
    dangling = (one._replace(citing=names[one.citing]) for one in found.dangling)
    ambiguous = ((names[one.citing], one.citation, frozenset(names[at] for at in one.candidates)) for one in found.ambiguous)
    return {*links, *dangling, *ambiguous}


@settings(max_examples=60, deadline=None)
@given(st.lists(PAPERS, max_size=8, unique_by=lambda one: one.source.sha256), st.randoms(use_true_random=False))
def test_every_citation_has_one_outcome_whatever_the_order_of_the_papers(papers: list[Directive], chance: random.Random) -> None:
    found = resolve_citations(papers)
    places = [(one.citing, one.citation) for group in (found.links, found.dangling, found.ambiguous) for one in group]
    wanted = [(at, number) for at, one in enumerate(papers) for number, _ in enumerate(one.cited_documents)]
    assert sorted(places) == wanted
    assert all(link.paper != link.citing for link in found.links)
    order = list(range(len(papers)))
    chance.shuffle(order)
    assert told(resolve_citations([papers[at] for at in order]), order) == told(found, list(range(len(papers))))


def test_a_crowd_of_papers_under_one_number_is_listed_up_to_a_bound_in_any_order() -> None:
    crowd = [paper("12-CV/ĐU", None, None, subject=f"việc thứ {at} trong năm", copy=at) for at in range(3 * MOST_CANDIDATES)]
    cites = citing("Công văn số 12-CV/ĐU")
    (one,) = resolve_citations([cites, *crowd]).ambiguous
    (other,) = resolve_citations([cites, *reversed(crowd)]).ambiguous
    assert len(one.candidates) == MOST_CANDIDATES
    assert {len(crowd) + 1 - at for at in other.candidates} == set(one.candidates)


def test_time_grows_with_the_number_of_papers_and_no_faster() -> None:
    cited = parse_citations("Công văn số 12-CV/ĐU; Kế hoạch số 7-KH/HU ngày 02/3/2020; Chỉ thị số 05-CT/TW ngày 15/5/2016")
    one = paper("12-CV/ĐU", None, None).model_copy(update={"cited_documents": cited})

    def cpu(count: int) -> float:
        # The hardest set: every paper cites a number that every paper bears.
        papers = [one.model_copy(update={"source": Source(format="txt", sha256=f"{at:064d}")}) for at in range(count)]
        begin = time.process_time()
        found = resolve_citations(papers)
        assert len(found.ambiguous) == count
        assert len(found.dangling) == 2 * count
        return time.process_time() - begin

    cpu(100)
    assert min(cpu(4000) for _ in range(2)) < 12 * max(min(cpu(1000) for _ in range(2)), 0.01)


def test_outcomes_tell_what_they_are_about() -> None:
    cites = citing("Chỉ thị số 16-CT/TU; Chỉ thị số 05-CT/TW ngày 15/5/2016; Kết luận số 99-KL/TW")
    found = resolve_citations([paper("16-CT/TU", "2020-02-03"), cites, paper("05-CT/TW", "2016-05-15", "BỘ CHÍNH TRỊ")])
    assert found.ambiguous == (Ambiguous(1, 0, (0,)),)
    assert found.links == (Link(1, 1, 2, True),)
    assert found.dangling == (Dangling(1, 2),)
