"""Web pages: of portals, of Word, of old editors."""

from __future__ import annotations

import contextlib
import time

import pytest

from vndocparse.errors import LimitExceededError, UnsupportedFormatError
from vndocparse.layout import Document
from vndocparse.readers.html import read
from vndocparse.readers.limits import Limits


def page(body: str, head: str = "") -> Document:
    return read(f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode())


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


CASES = [
    ("white space is one blank", "<p>\n Số\n\t12 <b> -CV</b> \n</p>", ["Số 12 -CV"]),
    ("breaks", "<p>a<br>b <br/> c<br></p>", ["a", "b", "c"]),
    ("paragraphs without end tags", "<p>a<p>b<div>c<div>d</div>e</div>f", ["a", "b", "c", "d", "e", "f"]),
    ("empty elements show nothing, empty lines do", "<p></p><div> </div><p>&nbsp;</p><p><br></p><p>a</p>", ["", "", "a"]),
    ("scripts, styles, forms", "<script>var a='<p>x'</script><style>p{}</style>a<select><option>b</select><textarea>c</textarea>", ["a"]),
    ("hidden elements", "<p style='display: none'>x</p><p hidden>y</p><p>a<span style='visibility:hidden'>z</span>b</p>", ["ab"]),
    ("comments and conditions of Word", "<p>a<!--[if gte vml 1]><b>x</b><![endif]--><![if !vml]>b<![endif]></p>", ["ab"]),
    ("deleted and inserted text", "<p>a<del>x</del><ins>b</ins></p>", ["ab"]),
    ("entities", "<p>&#272;&#7842;NG &amp; &ocirc;&nbsp;&lt;</p>", ["ĐẢNG & ô\u00a0<"]),
    ("preserved text", "<pre>a  b\n c</pre>", ["a  b", " c"]),
    ("capitals by style", "<p><span style='text-transform:uppercase'>tỉnh ủy</span> a</p>", ["TỈNH ỦY a"]),
    ("text after elements", "<p>a</p>b<table><tr><td>c</table>d", ["a", "b", "c", "d"]),
]


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_text_is_read_as_it_is_shown(body: str, expected: list[str]) -> None:
    assert texts(page(body)) == expected


def test_style_sheets_are_obeyed_but_for_print() -> None:
    sheet = "<style><!-- p.a, .b {font-weight: bold; text-align:center} #c{display:none} @media print {p {display:none}} --></style>"
    document = page("<p class=a>a</p><p class='x B'>b</p><p id=c>c</p><p>d</p>", sheet)
    assert [(line.text, line.bold, line.align) for line in document.lines] == [
        ("a", True, "center"),
        ("b", True, "center"),
        ("d", False, ""),
    ]


@pytest.mark.parametrize(
    "font",
    [
        "<font face='.VnTime, serif'>{}</font>",
        "<span style=\"font-family:'.VnTime'\">{}</span>",
        "<p class=M>{}",
        "<p style='font:13.0pt .VnTime'>{}",
    ],
)
def test_fonts_of_before_unicode_are_decoded(font: str) -> None:
    document = page(font.format("C¨n cø NghÞ quyÕt cña TØnh uû"), "<style>p.M {font-family:'.VnTime';}</style>")
    assert (texts(document), document.legacy_encoding) == (["Căn cứ Nghị quyết của Tỉnh uỷ"], "tcvn3")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=utf-8><p>Đảng ủy".encode(), "Đảng ủy"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1258'><p>Đa\u0309ng".encode("cp1258"), "Đảng"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'><p>Đảng ủy".encode(), "Đảng ủy"),
        ("\ufeff<p>Đảng ủy".encode("utf-16"), "Đảng ủy"),
        ("<?xml version='1.0' encoding='UTF-8'?><html><p>Đảng ủy</p></html>".encode(), "Đảng ủy"),
        ("<meta charset=x-user-defined><p>Ñaûng uûy tænh nhaân daân".encode("cp1252"), "Đảng ủy tỉnh nhân dân"),
        ("<meta charset=unknown-9><p>Đảng ủy".encode(), "Đảng ủy"),
        ("<p>Đảng ủy".encode(), "Đảng ủy"),
    ],
)
def test_the_encoding_is_found(data: bytes, text: str) -> None:
    assert texts(read(data)) == [text]


def test_a_letterhead_in_two_cells_is_a_table_of_one_row() -> None:
    document = page("<table><tr><td align=center>ĐẢNG ỦY<br>Số 12<td><b>ĐCSVN</b></table>")
    assert document.text == "ĐẢNG ỦY\nSố 12\tĐCSVN"
    assert [(line.align, line.bold) for line in document.lines] == [("center", False), ("center", False), ("", True)]


def test_merged_cells_are_told_and_a_table_may_stand_in_a_cell() -> None:
    document = page(
        "<table><thead><tr><th rowspan=2>a<th colspan=2>b<tbody><tr><td>c<td><table><td>x<td>y</table>"
        "<tr><td>d<td>e<td rowspan=0>f<tr><td>g<tr><td>h</table>"
    )
    assert document.text == "a\tb\n\tc\tx\ty\nd\te\tf\ng\t\t\nh\t\t"
    outer = document.tables[0].rows
    assert [[(cell.cell.column, cell.cell.span, cell.cell.continued) for cell in row] for row in outer] == [
        [(0, 1, False), (1, 2, False)],
        [(0, 1, True), (1, 1, False), (2, 1, False)],
        [(0, 1, False), (1, 1, False), (2, 1, False)],
        [(0, 1, False), (1, 1, False), (2, 1, True)],
        [(0, 1, False), (1, 1, False), (2, 1, True)],
    ]


def test_lists_are_numbered_as_a_browser_numbers_them() -> None:
    document = page(
        "<ol start=3><li>a<li>b<ol type=a><li>c<li value=5>d</ol><li><p>e</p><p>f</p></ol>"
        "<ol style='list-style-type: upper-roman'><li>g</ol><ul><li>h</ul><ul style='list-style:none'><li>i</ul>"
    )
    assert [(line.text, line.level) for line in document.lines] == [
        ("3. a", 0),
        ("4. b", 0),
        ("a. c", 1),
        ("e. d", 1),
        ("5. e", 0),
        ("f", -1),
        ("I. g", 0),
        ("• h", 0),
        ("i", -1),
    ]


def test_numbers_that_word_wrote_are_labels() -> None:
    gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
    document = page(
        f"<p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.1.{gap}</span><![endif]>Giao Ban</p>"
        f"<p>a){gap}lập danh sách {gap}x</p>"
        f"<p style='mso-list:l0 level1'><span style='font-family:Symbol'><span style='mso-list:Ignore'>\u00b7{gap}</span></span>gạch</p>"
    )
    assert [(line.text, line.label, line.level) for line in document.lines] == [
        ("1.1. Giao Ban", "1.1.", 1),
        ("a) lập danh sách x", "a)", 0),
        ("• gạch", "•", 0),
    ]


def test_notes_and_page_margins_follow_the_body() -> None:
    document = page(
        "<div title='header'><p>Công báo</p></div><p>Quy chế<a href='#_ftn1' name='_ftnref1'>[1]</a> x</p>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>"
        "<p><a href='#_ftnref1'>[1]</a> Đã sửa.</p></div></div><div title='footer'><p>2</p></div>"
    )
    assert [(line.text, line.region) for line in document.lines] == [("Quy chế x", "body"), ("Đã sửa.", "footnote"), ("Công báo", "header")]


def test_a_floating_box_does_not_cut_the_paragraph_around_it() -> None:
    assert texts(page("<p>Kính <span style='float:left'><p>ĐẾN</p></span>gửi</p>")) == ["Kính gửi", "ĐẾN"]


MESSAGE = (
    'From: <Saved by Microsoft Word>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C4=90=E1=BA=A3ng\r\n\r\n--x--\r\n'
)


def test_a_web_archive_gives_its_page() -> None:
    assert texts(read(MESSAGE.encode())) == ["Đảng"]
    with pytest.raises(UnsupportedFormatError, match="web archive"):
        read(MESSAGE.replace("text/html", "text/plain").encode())


def test_bytes_that_fit_no_letter_are_told() -> None:
    document = read(b"<meta charset=gb2312><p>a\xff\xffb")
    assert [item.code for item in document.diagnostics] == ["undecodable"]


@pytest.mark.parametrize("data", [b"", b" \n", b"<!-- x -->", b"<!doctype html>", b"<html></html>"])
def test_a_page_without_text_is_empty(data: bytes) -> None:
    assert read(data).text == ""


def test_what_exceeds_a_limit_is_refused() -> None:
    with pytest.raises(LimitExceededError, match="max_paragraphs"):
        read(b"<p>a" * 50, Limits(max_paragraphs=10))
    with pytest.raises(LimitExceededError, match="max_table_depth"):
        page("<table><tr><td>" * 60 + "x")
    with pytest.raises(LimitExceededError, match="nested"):
        page("<b>" * 10_000 + "x")
    assert texts(page("<font>" * 400 + "x")) == ["x"]


PIECES = (
    "<b>x</b>",
    "<p>",
    "</b>",
    "<b></i>",
    "<td>",
    "<table><td>x</table>",
    "<style>a{</style>",
    "<p class='a b c'>",
    "<!--",
    "&amp",
    "<ol><li></ol>",
)


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    def seconds(times: int) -> float:
        data = (f"<style>{'.a{display:block}' * 50}</style>" + piece * times).encode()
        begin = time.process_time()
        with contextlib.suppress(LimitExceededError):  # nested too deeply
            read(data, Limits(max_paragraphs=10**7))
        return time.process_time() - begin

    assert seconds(20_000) < 8 * max(seconds(5_000), 0.01) + 0.3
