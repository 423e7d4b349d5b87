"""Folding never changes a length, so an offset into the folded text is one into the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vndocparse.text import bare, fold, is_upper, key


@given(st.text())
def test_folding_keeps_every_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(bare(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Đảng uỷ", "Đảng ủy"),
        ("CỘNG HOÀ", "CỘNG HÒA"),
        ("12–CT/TU", "12-CT/TU"),
        ("QÐ", "QĐ"),
        ("THƢƠNG", "THƯƠNG"),
        ("số\u00a05", "số 5"),
        ("“a”", '"a"'),
    ],
)
def test_spelling_variants_fold_to_one_form(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_keys_compare_without_case_and_outer_marks() -> None:
    assert key("- Huyện uỷ;") == key("huyện ủy")


@pytest.mark.parametrize(
    ("text", "upper"),
    [("ĐẢNG ỦY", True), ("Số 12-CTr/TU", False), ("CHƯƠNG TRÌNH CTr", True), ("A", False), ("Đảng ủy", False), ("123", False)],
)
def test_capitals_are_told_from_small_letters(text: str, upper: bool) -> None:
    assert is_upper(text) is upper
