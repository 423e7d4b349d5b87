"""The judge of readings: what a closed vocabulary tells is mended, what nothing vouches for is not."""

from __future__ import annotations

import pytest

from vndocparse.grammar import builtin
from vndocparse.parsers.scan_judge import ScanJudge
from vndocparse.readers.scan_again import Reading, _best
from vndocparse.readers.tesseract import Word
from vndocparse.syllables import is_syllable

JUDGE = ScanJudge(builtin())


@pytest.mark.parametrize(
    ("field", "read", "mended"),
    [
        ("title", "ĐẲNG CỌNG SẢN VIÊT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("title", "CỘNG HÒA XÃ HỘI CHỦ NGHIA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("title", "ĐÒAN TNCS HÔ CHÍ MINH", "ĐOÀN TNCS HỒ CHÍ MINH"),
        ("issuer", "ĐÓAN KIÊM TRA", "ĐOÀN KIỂM TRA"),
        ("type", "QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("issuer", "BẠN TÔ CHỨC", "BAN TỔ CHỨC"),
        ("issuer", "ĐẲNG ỦY XA GÒ DŨNG", "ĐẢNG ỦY XÃ GÒ DŨNG"),
        ("issuer", "ĐẢNG ỦY XÃ GÒ ĐŨNG", "ĐẢNG ỦY XÃ GÒ ĐŨNG"),  # the name of a place: nothing vouches for it
        ("issuer", "TĨNH ỦY HUNG YÊN", "TỈNH ỦY HƯNG YÊN"),
        ("issuer", "HUYỆN UỶ BA TRI.", "HUYỆN UỶ BA TRI"),  # the old place of the tone mark stays as printed
        ("issuer", "ĐẠI HỘI ĐẠI BIỂU LẦN THỨ XI1", "ĐẠI HỘI ĐẠI BIỂU LẦN THỨ XII"),
        ("number", "Sô: I470-HD/BTCTU", "Số: 1470-HD/BTCTU"),
        ("number", "$ố 12-CV/HU", "Số 12-CV/HU"),
        ("number", "Số 12-CV/HU", "Số 12-CV/HU"),
        ("date", "Gò Dũng, ngày 2] tháng TÌ năm 2020", "Gò Dũng, ngày 21 tháng 11 năm 2020"),
        ("date", "Quảng Ninh Hạ, ngày 06 tháng lÌ năm", "Quảng Ninh Hạ, ngày 06 tháng 11 năm"),  # the year is on the next line
        ("date", "Gò Dũng, ngày sÈ tháng 4 năm 2020", "Gò Dũng, ngày sÈ tháng 4 năm 2020"),
        ("date", "Gò Dũng, ngày 3S tháng 4 năm 2020", "Gò Dũng, ngày 3S tháng 4 năm 2020"),  # there is no day 35
    ],
)
def test_repairs_go_to_closed_vocabularies_alone(field: str, read: str, mended: str) -> None:
    assert JUDGE.repaired(field, read) == mended


@pytest.mark.parametrize(
    ("field", "better", "worse"),
    [
        ("number", "Số 121-CV/ĐU", "Số 121-CV/DU"),
        ("number", "Số 121-CV/ĐU", "Số l21-CV/ĐU"),
        ("number", "Số 01-HD/TW", "Số 01-HDfTW"),
        ("date", "Mỹ Thạnh, ngày 03 tháng 4 năm 2017", "Mỹ Thạnh, ngày 0] tháng 4 năm 2017"),
        ("date", "Mỹ Thạnh, ngày 03 tháng 4 năm 2017", "Mỹ Thạnh, ngàv 03 tháng 4 năm 2017"),
        ("issuer", "HUYỆN ỦY BA TRI", "HUYỆN ỦY BÁ“TRI"),
        ("issuer", "THÀNH ỦY GÒ DŨNG", "THẦNHỦYGÒ DŨNG"),
        ("type", "KẾ HOẠCH", "KÊ HOẠCH"),
    ],
)
def test_a_reading_that_keeps_the_grammar_is_graded_higher(field: str, better: str, worse: str) -> None:
    assert JUDGE.grade(field, better) > JUDGE.grade(field, worse)
    assert 0 <= JUDGE.grade(field, worse) <= JUDGE.grade(field, better) <= 1


def reading(text: str, confidence: float = 0.8) -> Reading:
    return Reading(tuple(Word(word, (0, 0, 1, 1), confidence, (0, 0, 0)) for word in text.split()))


@pytest.mark.parametrize(
    ("field", "readings", "best"),
    [
        # Each reading errs in another word: no single one is right.
        (
            "date",
            ("Xuân lộ) ngày 21 tháng 4 năm 2022", "Xuân Ổ, ngày 2] tháng 4 năm 2022", "Xuân Ổ, ngày 21 tháng 4 năm 202]"),
            "Xuân Ổ, ngày 21 tháng 4 năm 2022",
        ),
        ("issuer", ("HUYỆN ỦY HUNG YÊN BẮC", "HUYỆN ỦY HƯNG YÊN BẮC", "HUYỆN ỦY HƯNG YÊN BÃC"), "HUYỆN ỦY HƯNG YÊN BẮC"),
        ("number", ("Số 06-KI/TU", "Số 06-KL/TU", "Số 06-KIL/TU"), "Số 06-KL/TU"),
        ("issuer", ("BẠN TÔ CHỨC", "BẠN TÔ CHỨC", "BẠN TÔ CHÚC"), "BAN TỔ CHỨC"),
    ],
)
def test_several_readings_make_one_that_is_better_than_each(field: str, readings: tuple[str, ...], best: str) -> None:
    assert _best([reading(text) for text in readings], JUDGE, field).text == best


def test_figures_that_letters_were_taken_for_are_not_sure() -> None:
    found = _best([reading("Huế, ngày 02 tháng TÌ năm 2020")], JUDGE, "date")
    assert found.text == "Huế, ngày 02 tháng 11 năm 2020"
    assert min(word.confidence for word in found.words) <= 0.5


@pytest.mark.parametrize("word", ["Đảng", "ỦY", "nghiêng", "quyết", "gì", "giữ", "khuỷu", "thuở", "BẮC", "yêu", "hòa", "hoà", "Ổ"])
def test_a_vietnamese_syllable_is_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["THẦNHỦY", "TÌK", "cac", "trưởngx", "fax", "CHÚCH", "hap", ""])
def test_what_is_no_vietnamese_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)
