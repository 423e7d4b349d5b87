"""Kính gửi, Nơi nhận and the archive line in their real forms."""

from __future__ import annotations

import pytest

from vndocparse import Directive, parse_text

LETTER = """HUYỆN ỦY BẮC HÀ
*
Số 12-CV/HU
V/v tổng kết công tác
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
{addressees}
Thực hiện Kế hoạch số 5-KH/TU ngày 02/3/2022 của Tỉnh ủy, Huyện ủy đề nghị:
1. Các chi bộ báo cáo.
{foot}"""
FOOT = "Nơi nhận:\n- Như trên;\n- Lưu VPHU.\nT/M HUYỆN ỦY\nBÍ THƯ\nNguyễn Văn A\n"


def names(directive: Directive, field: str) -> list[str]:
    return [entry.name for entry in getattr(directive.recipients, field)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Kính gửi: Ban Tổ chức Tỉnh ủy.", ["Ban Tổ chức Tỉnh ủy"]),
        ("Kính gửi: Các chi bộ trực thuộc,", ["Các chi bộ trực thuộc"]),
        ("Kính gửi:\n- Các chi bộ trực thuộc;\n- Ủy ban nhân dân xã.", ["Các chi bộ trực thuộc", "Ủy ban nhân dân xã"]),
        ("Kính gửi: - Đảng uỷ UBND xã,\n- Ban Xây dựng Đảng.", ["Đảng uỷ UBND xã", "Ban Xây dựng Đảng"]),
        (
            "Kính gửi:\n- Đảng ủy Công an huyện, Đảng ủy Quân sự huyện;\n- Các đảng ủy, chi bộ cơ sở\ntrực thuộc Huyện ủy.",
            ["Đảng ủy Công an huyện, Đảng ủy Quân sự huyện", "Các đảng ủy, chi bộ cơ sở trực thuộc Huyện ủy"],
        ),
        ("Kính gửi:\tBan Tổ chức, Ban Tuyên giáo;\n\tVăn phòng Huyện ủy.", ["Ban Tổ chức, Ban Tuyên giáo", "Văn phòng Huyện ủy"]),
        ("Kính trình: Ban Thường vụ Tỉnh ủy", ["Ban Thường vụ Tỉnh ủy"]),
        ("Kính gửi: Đồng chí Chánh Văn phòng", ["Đồng chí Chánh Văn phòng"]),
        ("Kỉnh gửi: Các chi bộ khu phố", ["Các chi bộ khu phố"]),
        ("KÍNH GỬI: Các chi bộ; Các đoàn thể.", ["Các chi bộ", "Các đoàn thể"]),
        ("Kính gửi:\n- Các chi bộ;\nĐồng kính gửi:\n- Ủy ban nhân dân xã.", ["Các chi bộ", "Ủy ban nhân dân xã"]),
    ],
)
def test_addressees_are_one_entry_a_printed_item(printed: str, expected: list[str]) -> None:
    directive = parse_text(LETTER.format(addressees=printed, foot=FOOT))
    assert names(directive, "addressed_to") == expected
    assert [task.number for task in directive.tasks] == ["1"]


@pytest.mark.parametrize(
    ("printed", "expected", "archive"),
    [
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT,28b.", ["Như trên"], "VT,28b"),
        ("Nơi nhận:\n- Như trên,\n- Lưu VPĐU.", ["Như trên"], "VPĐU"),
        ("Nơi nhận:\n- Như kính gửi;\n- Lưu Văn phòng Tỉnh ủy.", ["Như kính gửi"], "Văn phòng Tỉnh ủy"),
        ("Nơi nhận:\n- Như Điều 3;\n- Lưu.", ["Như Điều 3"], None),
        (
            "Nơi nhận:\n- Như trên;\n- Các huyện, thành ủy\ntrong tỉnh;\n- Lưu VT, TH.",
            ["Như trên", "Các huyện, thành ủy trong tỉnh"],
            "VT, TH",
        ),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT,\nTH (10b).", ["Như trên"], "VT, TH (10b)"),
        ("Nơi nhận:\n- Như trên;\n- Lưu VT;\n- Lưu hồ sơ.", ["Như trên"], "VT; hồ sơ"),
        ("Nơi nhận: - Như trên; - Lưu VT.", ["Như trên"], "VT"),
        ("Nơi nhận\n- Như thành phần;\n- Lưu VT.", ["Như thành phần"], "VT"),
        ("- Như trên;\n- Lưu: VT.", ["Như trên"], "VT"),
    ],
)
def test_copies_and_the_archive_line_are_kept_apart(printed: str, expected: list[str], archive: str | None) -> None:
    directive = parse_text(LETTER.format(addressees="Kính gửi: Các chi bộ.", foot=printed + "\nT/M HUYỆN ỦY\nBÍ THƯ\nNguyễn Văn A\n"))
    assert names(directive, "copied_to") == expected
    assert directive.recipients.archive == archive


@pytest.mark.parametrize(
    ("entry", "name", "purpose"),
    [
        ("Thường trực Tỉnh ủy (b/c)", "Thường trực Tỉnh ủy", "b/c"),
        ("Ban Tuyên giáo (để báo cáo)", "Ban Tuyên giáo", "để báo cáo"),
        ("Các chi bộ (t/h)", "Các chi bộ", "t/h"),
        ("Công an xã (để phối hợp)", "Công an xã", "để phối hợp"),
        ("Các đồng chí Ủy viên Ban Chấp hành (khóa XII)", "Các đồng chí Ủy viên Ban Chấp hành (khóa XII)", None),
    ],
)
def test_a_purpose_in_brackets_is_taken_from_the_name(entry: str, name: str, purpose: str | None) -> None:
    directive = parse_text(LETTER.format(addressees="Kính gửi: Các chi bộ.", foot=f"Nơi nhận:\n- {entry};\n- Lưu VT.\n"))
    assert [(e.name, e.purpose) for e in directive.recipients.copied_to] == [(name, purpose)]


def test_a_purpose_that_heads_a_group_applies_to_its_items() -> None:
    foot = "Nơi nhận:\nĐể báo cáo:\n- Thường trực Tỉnh ủy;\n- Ban Tổ chức Tỉnh ủy;\nĐể thực hiện:\n- Các chi bộ;\n- Lưu VT.\n"
    directive = parse_text(LETTER.format(addressees="Kính gửi: Các chi bộ.", foot=foot))
    assert [(e.name, e.purpose) for e in directive.recipients.copied_to] == [
        ("Thường trực Tỉnh ủy", "Để báo cáo"),
        ("Ban Tổ chức Tỉnh ủy", "Để báo cáo"),
        ("Các chi bộ", "Để thực hiện"),
    ]


def test_spans_lead_to_the_printed_words() -> None:
    directive = parse_text(LETTER.format(addressees="Kính gửi: Các chi bộ.", foot=FOOT))
    for entry in (*directive.recipients.addressed_to, *directive.recipients.copied_to):
        assert entry.span is not None
        assert directive.text[entry.span.start : entry.span.end] == entry.name
