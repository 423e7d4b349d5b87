"""What OCR was unsure of is told, and asks for review."""

from __future__ import annotations

import pytest

from vndocparse import Directive, Parser
from vndocparse.layout import DocumentBuilder

LETTERHEAD = ("ĐẢNG BỘ HUYỆN BA TRI", "ĐẢNG ỦY XÃ {issuer}", "*", "Số 121-CV/ĐU", "V/v công tác dân vận")
REST = (
    "Kính gửi: Các chi bộ trực thuộc.",
    "Thực hiện Công văn số 467-CV/HU, Ban Thường vụ Đảng ủy yêu cầu các chi bộ thực hiện.",
    "T/M BAN THƯỜNG VỤ",
    "BÍ THƯ",
    "Nguyễn Văn Mẫu",
)


def scanned(place: str = "Mỹ Thạnh", issuer: str = "MỸ THẠNH", unsure: str = "", confidence: float = 0.9) -> Directive:
    """A scan of one page whose words were told with 0.9 but for those of the line that holds ``unsure``."""
    lines = ("ĐẢNG CỘNG SẢN VIỆT NAM", f"{place}, ngày 03 tháng 4 năm 2017", *LETTERHEAD, *REST)
    builder = DocumentBuilder()
    builder.page = 1
    for at, line in enumerate(text.format(issuer=issuer) for text in lines):
        box = (80.0, 60.0 + 18 * at, 500.0, 72.0 + 18 * at)
        start = builder.line(line, box=box)
        for word in line.split():
            end = start + len(word)
            builder.word(start, end, box, confidence if unsure and unsure in line else 0.9)
            start = end + 1
    return Parser()._directive(builder.build("tiff", pages=1, wrapped=True, ocr=True), "", None)


def told(directive: Directive) -> set[tuple[str, str | None]]:
    return {(note.code, note.field) for note in directive.diagnostics if note.code in ("low-confidence", "readings-disagree")}


def test_a_scan_that_was_read_surely_needs_no_review() -> None:
    found = scanned()
    assert (told(found), found.needs_review) == (set(), False)
    assert found.evidence["/number"].confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("unsure", "field"),
    [("121-CV", "/number/serial"), ("ngày 03", "/date"), ("ĐẢNG ỦY XÃ", "/header/issuer")],
    ids=["number", "date", "issuer"],
)
def test_a_value_of_little_confidence_is_kept_and_told(unsure: str, field: str) -> None:
    found = scanned(unsure=unsure, confidence=0.3)
    assert ("low-confidence", field) in told(found)
    assert found.needs_review
    assert found.number is not None
    assert found.number.canonical == "121-CV/ĐU"


@pytest.mark.parametrize(
    ("place", "issuer", "disagree"),
    [
        ("Mỹ Thạnh", "MỸ THẠNH", False),
        ("Mỹ Thạnh", "MỸ THANH", True),
        ("Xuân Ổ", "XUÂN Ô", True),
        ("Đông Hỏi", "ĐÔNG HẢI", True),
        ("Ba Tri", "MỸ THẠNH", False),
        ("Bình An", "ĐÔNG AN", False),
    ],
)
def test_a_place_that_was_read_in_two_ways_is_told(place: str, issuer: str, disagree: bool) -> None:
    found = scanned(place, issuer)
    assert (("readings-disagree", "/header/issuer") in told(found), found.needs_review) == (disagree, disagree)
