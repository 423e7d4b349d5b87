"""Plain text: encodings, line ends, damage, wrapped paragraphs, and what holds for any string."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vndocparse.errors import LimitExceededError
from vndocparse.readers.limits import Limits
from vndocparse.readers.plain_text import read, read_str

TEXT = "ĐẢNG ỦY XÃ A\nSố 12-CV/ĐU\nVề việc tổ chức đại hội"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8 with a mark"),
        (TEXT.encode("utf-16"), "UTF-16 with a mark"),
        (TEXT.encode("utf-16-le"), "UTF-16 without a mark"),
        (TEXT.encode("utf-16-be"), "big-endian UTF-16 without a mark"),
        (TEXT.encode("utf-32"), "UTF-32 with a mark"),
        (unicodedata.normalize("NFD", TEXT).encode(), "decomposed letters"),
        (TEXT.replace("\n", "\r\n").encode(), "Windows line ends"),
        (TEXT.replace("\n", "\r").encode(), "old Macintosh line ends"),
        (TEXT.replace("\n", "\f").encode(), "form feeds"),
        (TEXT.replace("\n", "\u2028").encode(), "Unicode line separators"),
    ],
)
def test_text_is_read_in_any_usual_encoding_and_with_any_line_end(data: bytes, what: str) -> None:
    document = read(data, Limits())
    assert document.text == TEXT, what
    assert document.diagnostics == ()
    assert document.format == "txt"
    assert document.pages is None


def vietnamese_windows(text: str) -> bytes:
    """``text`` as Vietnamese Windows writes it: vowels whole, tone marks after them."""
    out = b""
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        tones = [c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in tones))
        out += (base + "".join(tones)).encode("cp1258")
    return out


def test_vietnamese_windows_is_told_from_western_windows() -> None:
    text = "Đảng ủy xã yêu cầu các chi bộ thực hiện tốt nhiệm vụ được giao"
    assert read(vietnamese_windows(text), Limits()).text == text
    assert read("Café à la carte".encode("cp1252"), Limits()).text == "Café à la carte"


def test_text_of_before_unicode_is_decoded_and_named() -> None:
    document = read("§¶ng uû x· yªu cÇu c¸c chi bé cña ®¶ng bé thùc hiÖn c«ng t¸c d©n vËn".encode("cp1252"), Limits())
    assert document.legacy_encoding == "tcvn3"
    assert document.text == "Đảng uỷ xã yêu cầu các chi bộ của đảng bộ thực hiện công tác dân vận"


def test_bytes_that_fit_no_encoding_are_told() -> None:
    document = read("Đảng ủy xã yêu cầu các chi bộ".encode() + b"\xff\xfe th\xe1", Limits())
    assert document.text.startswith("Đảng ủy xã yêu cầu các chi bộ\ufffd")
    assert [(d.code, d.severity) for d in document.diagnostics] == [("undecodable", "warning")]


def test_nul_and_lone_surrogates_are_replaced_and_told() -> None:
    document = read_str("Số\0 1\udc80 \ud83d\ude00")
    assert document.text == "Số\ufffd 1\ufffd \U0001f600"
    assert [d.code for d in document.diagnostics] == ["replaced-characters"]
    assert read(b"So\0 1", Limits()).text == "So\ufffd 1"


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\t\n"])
def test_an_empty_text_is_an_empty_document(text: str) -> None:
    document = read_str(text)
    assert (document.text, document.lines, document.diagnostics) == ("", (), ())


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceededError):
        read(b"abc", Limits(max_bytes=2))


def test_blank_lines_stay_and_indentation_goes() -> None:
    assert read_str("\tThực hiện  A.\n\n  \n1. Giao B \n\n").text == "Thực hiện  A.\n\n\n1. Giao B"


@pytest.mark.parametrize(
    ("line", "align"),
    [
        ("                     QUYẾT ĐỊNH", "center"),
        ("\t\t\tQUYẾT ĐỊNH", "center"),
        ("        Về việc thành lập Tổ giúp việc", "center"),
        ("\tThực hiện Công văn số 1", ""),
        ("   I. MỤC ĐÍCH", ""),
        ("            - Các chi bộ;", ""),
        ("          " + "Thực hiện nhiệm vụ được giao, các chi bộ " * 2, ""),
        ("                  ----------", "center"),
    ],
)
def test_a_line_indented_to_the_centre_is_centred(line: str, align: str) -> None:
    assert read_str("Đầu\n" + line).lines[1].align == align


def test_paragraphs_over_several_lines_are_noticed() -> None:
    wrapped = (
        "Thực hiện Kế hoạch số 31-KH/ĐU ngày 01/8/2025 của Ban Thường vụ Đảng ủy về\n"
        "công tác quý III, Thường trực Đảng ủy yêu cầu các chi bộ trực thuộc và các\n"
        "đoàn thể báo cáo.\n"
        "1. Ban Xây dựng Đảng tổng hợp báo cáo kinh tế - xã hội, gửi Văn phòng trước\n"
        "ngày 10/10/2025."
    )
    assert read_str(wrapped).wrapped
    assert not read_str(wrapped.replace("\n1", "#1").replace("\n", " ").replace("#1", "\n1")).wrapped


def test_a_heading_over_two_lines_does_not_make_a_wrapped_text() -> None:
    body = "Ban Thường vụ Đảng ủy yêu cầu các chi bộ thực hiện tốt một số nội dung cụ thể sau đây."
    assert not read_str(f"Về tăng cường sự lãnh đạo của các cấp ủy đối với\ncông tác phòng cháy\n{body}\n{body}\n{body}").wrapped


PIECES = st.sampled_from(
    [
        "ĐẢNG ỦY",
        "T/M",
        "- Như trên;",
        "1.",
        "a",
        "ế",
        " ",
        "  ",
        "          ",
        "\t",
        "\t\t",
        "\n",
        "\n\n",
        "|",
        " | ",
        "+--+",
        "*",
        "\r\n",
        "e\u0323\u0302",
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join), st.text(st.characters(), max_size=40))
RULE = re.compile(r"[-=:+|_ \t\u2500-\u257f]*")


def visible(text: str) -> Counter[str]:
    """The characters that show, however composed; without bars, which part the cells of a drawn table."""
    return Counter(c for c in unicodedata.normalize("NFD", text) if not c.isspace() and c not in "|\u2502\u2503\ufeff")


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_any_string_is_read_whole_with_lines_where_they_say(text: str) -> None:
    document = read_str(text)
    for line in document.lines:
        assert document.text[line.start : line.end] == line.text
        assert "\n" not in line.text
    for table in document.tables:
        assert all(document.lines[cell.first].cell == cell.cell for row in table.rows for cell in row)
    assert unicodedata.is_normalized("NFC", document.text)
    if document.legacy_encoding is None:
        unruled = "\n".join(line for line in text.splitlines() if not RULE.fullmatch(line.strip()))
        lost = visible(re.sub("[\0\ud800-\udfff]", "\ufffd", unruled)) - visible(document.text)
        assert not {c: n for c, n in lost.items() if c != "\ufffd"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    document = read(data, Limits())
    assert "\0" not in document.text


@pytest.mark.parametrize(
    "text",
    [
        " " * 100_000,
        "a\t" * 50_000,
        "a  " * 33_000,
        "|" * 100_000,
        "A B            C D\n" * 5_000,
        "A B   C D   E F   G H\n" * 4_500,
        "a\tB C\n" * 15_000,
        "Nơi nhận:       T/M BAN\n" + "- abc\n" * 16_000,
        "A   B\n" + "\n" * 99_000,
        "+-\n" * 33_000,
    ],
    ids=["blanks", "tabs", "double blanks", "bars", "two columns", "four columns", "tab rows", "one list", "blank lines", "rules"],
)
def test_a_text_made_to_take_long_does_not(text: str) -> None:
    begin = time.process_time()
    read_str(text)
    assert time.process_time() - begin < 3  # quadratic work on 100 KB takes minutes; the slowest takes a quarter of a second
