"""The encodings of before Unicode, without any file around them."""

from __future__ import annotations

import csv
import doctest
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vndocparse
from vndocparse import encodings
from vndocparse.encodings import detect, font_encoding, proves, suspect, to_unicode
from vndocparse.models import LegacyEncoding

SENTENCE = "Quyết định của Ban Thường vụ Tỉnh ủy về công tác cán bộ; các đồng chí được giao nhiệm vụ trước ngày 28"
CODES: dict[LegacyEncoding, str] = {
    "tcvn3": "QuyÕt ®Þnh cña Ban Th\u00adêng vô TØnh ñy vÒ c«ng t¸c c¸n bé; c¸c ®ång chÝ ®\u00adîc giao nhiÖm vô tr\u00adíc ngµy 28",
    "vni": "Quyeát ñònh cuûa Ban Thöôøng vuï Tænh uûy veà coâng taùc caùn boä; caùc ñoàng chí ñöôïc giao nhieäm vuï tröôùc ngaøy 28",
}
ALL: tuple[LegacyEncoding, ...] = ("tcvn3", "vni", "viscii", "vps")
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"


def encoded(text: str, encoding: LegacyEncoding) -> str:
    """``text`` in an older encoding, as Windows-1252 shows it."""
    inverse = {letter: code for code, letter in encodings._rows()[0][encoding].items()}
    return "".join(inverse.get(letter, letter) for letter in text)


@pytest.mark.parametrize("encoding", CODES)
def test_a_sentence_is_decoded_and_its_encoding_recognised(encoding: LegacyEncoding) -> None:
    assert to_unicode(CODES[encoding], encoding) == SENTENCE
    assert detect(CODES[encoding]) == encoding
    assert to_unicode(CODES[encoding]) == SENTENCE


@pytest.mark.parametrize("encoding", ALL)
def test_every_encoding_comes_back_from_its_own_table(encoding: LegacyEncoding) -> None:
    written = encoded(SENTENCE, encoding)
    assert written != SENTENCE
    assert (detect(written), to_unicode(written)) == (encoding, SENTENCE)


@pytest.mark.parametrize("encoding", ALL)
def test_every_letter_of_the_tables_is_decoded(encoding: LegacyEncoding) -> None:
    rows = encodings._rows()[0][encoding]
    assert len(rows) == {"tcvn3": 74, "vni": 134, "viscii": 133, "vps": 120}[encoding]
    for code, letter in rows.items():
        assert to_unicode(code, encoding) == letter
        assert unicodedata.is_normalized("NFC", letter)


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference tables are not here")
@pytest.mark.parametrize("encoding", ALL)
def test_the_tables_agree_with_the_reference(encoding: LegacyEncoding) -> None:
    with (REFERENCE / f"legacy_{encoding}.tsv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            code = (row.get("byte") or row.get("bytes") or "").replace(" ", "")
            if (encoding, code) != ("viscii", "A0"):
                assert to_unicode(encodings._western(bytes.fromhex(code)), encoding) == row["unicode"]


def test_tcvn3_seen_through_the_vietnamese_code_page_is_decoded_too() -> None:
    bytes_of_it = "Thùc hiÖn ChØ thÞ cña Bé; kú häp, Tßa, ®ã, h×nh".encode("cp1252")
    assert to_unicode(bytes_of_it.decode("cp1258"), "tcvn3") == to_unicode(bytes_of_it.decode("cp1252"), "tcvn3")
    assert to_unicode(bytes_of_it.decode("cp1258"), "tcvn3") == "Thực hiện Chỉ thị của Bộ; kỳ họp, Tòa, đó, hình"


@pytest.mark.parametrize("sign", ["\u00ad", "\u2212", "\x1f"])
def test_the_letter_that_code_pages_hide_is_found_in_all_its_disguises(sign: str) -> None:
    assert to_unicode(f"Th{sign}êng", "tcvn3") == "Thường"


def test_capital_fonts_give_capitals() -> None:
    assert to_unicode("bé tµi chÝnh", "tcvn3", capitals=True) == "BỘ TÀI CHÍNH"


def test_vni_takes_a_capital_with_the_mark_of_a_small_letter() -> None:
    assert to_unicode("Uûy Ban, UÛy ban, UÛY", "vni") == "Ủy Ban, Ủy ban, ỦY"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Cong hoa xa hoi",
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc",
        "Căn cứ «Điều lệ Đảng»; 30°C; § 5; ½; © 2020; 3 × 4 µm",
        "L'été à Besançon, où naît la Saône, ça et là: garçons, forêts, Noël",
        "Der Fluß überströmt die Straße, größer für Mädchen",
        "số 12-CV/ĐU có hòa, là, và, thì",
        "®",
        "ĐẢNG BỘ TỈNH … ÐẢNG CỘNG SẢN",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert detect(text) is None
    assert to_unicode(text) == text


def test_a_few_foreign_words_in_a_unicode_paper_change_nothing() -> None:
    assert detect(SENTENCE * 5 + " cña vµ") is None


MIXED = [
    ("§¶ng ñy x· T©n §«ng\n" + SENTENCE * 3, "Đảng ủy xã Tân Đông\n" + SENTENCE * 3),
    (
        SENTENCE + "\nC¨n cø QuyÕt ®Þnh cña TØnh ñy — “mËt”\n\n" + SENTENCE,
        SENTENCE + "\nCăn cứ Quyết định của Tỉnh ủy — “mật”\n\n" + SENTENCE,
    ),
    ("Đảng ủy\r\nÑaûng uûy xaõ, nhaân daân\r\nUBND", "Đảng ủy\r\nĐảng ủy xã, nhân dân\r\nUBND"),
]


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_in_a_mixed_text_only_the_lines_of_before_unicode_change(text: str, expected: str) -> None:
    assert vndocparse.to_unicode(text) == expected


def test_the_examples_of_the_public_function_hold() -> None:
    assert doctest.testmod(encodings).failed == 0


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        (".VnArial NarrowH", ("tcvn3", True)),
        (".VNTIME", ("tcvn3", False)),
        (" .VnTime ", ("tcvn3", False)),
        (".VnTimeH Tur", ("tcvn3", True)),
        ("VnTime", ("tcvn3", False)),
        ("VNI-Times", ("vni", False)),
        ("VNI-Helve-Condense", ("vni", False)),
        ("VPS Times", ("vps", False)),
        ("VI Times", ("viscii", False)),
        ("Times New Roman", None),
        ("Vineta BT", None),
        ("", None),
    ],
)
def test_fonts_tell_their_encoding(font: str, expected: tuple[str, bool] | None) -> None:
    assert font_encoding(font) == expected


@pytest.mark.parametrize(
    ("text", "encoding", "proof"),
    [
        ("®Þnh", "tcvn3", True),
        ("c«ng", "tcvn3", True),
        ("nh\u00ad trªn", "tcvn3", True),
        ("Đảng ủy", "tcvn3", False),
        ("đó", "tcvn3", False),
        ("có", "tcvn3", None),
        ("ban", "tcvn3", None),
        ("§ 5", "tcvn3", None),
        ("nhaân", "vni", True),
        ("ñoàn", "vni", True),
        ("hoà", "vni", None),
        ("tuân", "vni", None),
        ("thuỷ", "vni", False),
        ("“Điều”", "vps", False),
        ("“abc”", "vps", None),
    ],
)
def test_letters_prove_an_encoding_or_unicode_or_neither(text: str, encoding: LegacyEncoding, proof: bool | None) -> None:
    assert proves(text, encoding) is proof


def test_a_unicode_paper_is_not_even_suspected() -> None:
    assert not suspect(SENTENCE + " — “trích” … • – ’")
    assert suspect(CODES["tcvn3"])
    assert suspect(CODES["vni"])


@given(st.text(), st.sampled_from(ALL), st.booleans())
def test_no_text_is_refused(text: str, encoding: LegacyEncoding, capitals: bool) -> None:
    assert isinstance(to_unicode(text, encoding, capitals=capitals), str)
    assert isinstance(to_unicode(text), str)
    proves(text, encoding)
