"""Papers of gazettes and databases: the title holds issuer, number, date and subject in one sentence."""

from __future__ import annotations

import datetime

import pytest

from vndocparse import parse_text

TITLES = {
    "mixed case": "Thông tư\ncủa Bộ Tài chính Số 169/1998/TT-BTC ngày 22 tháng 12 năm 1998\nHướng dẫn chế độ thuế",
    "capitals": "THÔNG TƯ\nCỦA BỘ TÀI CHÍNH SỐ 169/1998/TT-BTC\nNGÀY 22 THÁNG 12 NĂM 1998\nHƯỚNG DẪN CHẾ ĐỘ THUẾ",
    "broken anywhere": "thông tư\ncủa Bộ Tài chính số 169/1998/TT-BTC\nngày 22 tháng 12 năm 1998 Hướng dẫn\nchế độ thuế\nBộ Tài chính",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES.keys())
def test_the_title_gives_type_issuer_number_date_and_subject(title: str) -> None:
    directive = parse_text(title + "\n\nCăn cứ Luật thuế Giá trị gia tăng số 02/1997/QH9 ngày 10/5/1997;\nĐiều 1. Áp dụng chế độ thuế.\n")
    header = directive.header
    assert directive.number is not None
    assert (directive.number.canonical, directive.date) == ("169/1998/TT-BTC", datetime.date(1998, 12, 22))
    assert header.issuer is not None
    assert header.type is not None
    assert header.subject is not None
    assert (header.issuer.casefold(), header.type.name, header.subject.casefold()) == ("bộ tài chính", "Thông tư", "hướng dẫn chế độ thuế")
    assert header.place is None


@pytest.mark.parametrize(
    "text",
    [
        "Thông tư số 60 TC/CĐKT ngày 01/09/1997 của Bộ Tài chính",
        "Chỉ thị số 19-CT/TU ngày 31/12/2009 của Thành uỷ Hà Nội về phòng cháy",
        "Quyết định\ncủa Bộ Chính trị số 31-QĐ/TW, ngày 01-10-1997 được phổ biến rộng rãi.",
    ],
)
def test_a_citation_is_no_title(text: str) -> None:
    directive = parse_text(text)
    assert (directive.number, directive.header.issuer, directive.date) == (None, None, None)
    assert len(directive.cited_documents) == 1
