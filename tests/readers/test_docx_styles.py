"""Alignment, bold and italic of a line: from the run, its styles, and the defaults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from word_file import p, part, r, style, word_file

from vndocparse.layout import Line
from vndocparse.readers.docx import read

STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme='minorHAnsi'/></w:rPr></w:rPrDefault></w:docDefaults>"
    + style("Normal", '<w:pPr><w:jc w:val="both"/></w:pPr>', default=True)
    + style("Tieude", '<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr>')
    + style("Con", '<w:basedOn w:val="Tieude"/><w:rPr><w:i/></w:rPr>')
    + style("Thuong", '<w:basedOn w:val="Tieude"/><w:rPr><w:b w:val="0"/></w:rPr>')
    + style("Hoa", "<w:rPr><w:caps/></w:rPr>")
    + style("Dam", "<w:rPr><w:b/></w:rPr>", kind="character")
    + style("Vong1", '<w:basedOn w:val="Vong2"/><w:rPr><w:b/></w:rPr>')
    + style("Vong2", '<w:basedOn w:val="Vong1"/><w:pPr><w:jc w:val="right"/></w:pPr>')
)


def line(paragraph: str, styles: str = STYLES) -> Line:
    return read(word_file(paragraph, styles=styles)).lines[0]


@pytest.mark.parametrize(
    ("properties", "align"),
    [
        ("", "both"),
        ('<w:jc w:val="center"/>', "center"),
        ('<w:jc w:val="right"/>', "right"),
        ('<w:jc w:val="end"/>', "right"),
        ('<w:jc w:val="start"/>', "left"),
        ('<w:jc w:val="distribute"/>', "both"),
        ('<w:pStyle w:val="Tieude"/>', "center"),
        ('<w:pStyle w:val="Con"/>', "center"),
        ('<w:pStyle w:val="Con"/><w:jc w:val="left"/>', "left"),
        ('<w:pStyle w:val="Khongco"/>', "both"),
        ('<w:pPrChange w:id="1"><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>', "both"),
    ],
)
def test_alignment_comes_from_the_paragraph_or_its_style(properties: str, align: str) -> None:
    assert line(p("chữ", properties)).align == align


@pytest.mark.parametrize(
    ("content", "properties", "bold"),
    [
        (r("đậm", "<w:b/>"), "", True),
        (r("đậm", "<w:b/>") + r(" ") + r("đậm", "<w:b/>"), "", True),
        (r("đậm", "<w:b/>") + r(" thường"), "", False),
        (r("thường", '<w:b w:val="0"/>'), "", False),
        (r("theo kiểu"), '<w:pStyle w:val="Tieude"/>', True),
        (r("theo kiểu gốc"), '<w:pStyle w:val="Con"/>', True),
        (r("kiểu bỏ đậm"), '<w:pStyle w:val="Thuong"/>', False),
        (r("bỏ đậm", '<w:b w:val="false"/>'), '<w:pStyle w:val="Tieude"/>', False),
        (r("kiểu chữ", '<w:rStyle w:val="Dam"/>'), "", True),
        (r("hai kiểu triệt tiêu", '<w:rStyle w:val="Dam"/>'), '<w:pStyle w:val="Tieude"/>', False),
        (r("hai kiểu và run", '<w:rStyle w:val="Dam"/><w:b/>'), '<w:pStyle w:val="Tieude"/>', True),
        (r("thường"), "<w:rPr><w:b/></w:rPr>", False),
        (r("thường", '<w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange>'), "", False),
        ("", '<w:pStyle w:val="Tieude"/>', False),
    ],
)
def test_a_line_is_bold_when_all_its_text_is(content: str, properties: str, bold: bool) -> None:
    assert line(p(content, properties)).bold is bold


def test_italic_is_told_in_the_same_way() -> None:
    assert line(p(r("nghiêng", "<w:i/>"))).italic
    assert line(p("theo kiểu", '<w:pStyle w:val="Con"/>')).italic
    assert not line(p(r("nghiêng", "<w:i/>") + r(" thẳng"))).italic


def test_each_line_of_a_paragraph_has_its_own_weight() -> None:
    found = read(word_file(p("<w:r><w:rPr><w:b/></w:rPr><w:t>TỈNH ỦY</w:t><w:br/></w:r>" + r("thường")))).lines
    assert [item.bold for item in found] == [True, False]


def test_capitals_of_a_style_are_written_out() -> None:
    assert line(p("về việc", '<w:pStyle w:val="Hoa"/>')).text == "VỀ VIỆC"


def test_bold_by_default_is_bold() -> None:
    styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert line(p("chữ"), styles).bold


def test_styles_based_on_each_other_in_a_circle_are_read() -> None:
    found = line(p("chữ", '<w:pStyle w:val="Vong1"/>'))
    assert (found.bold, found.align) == (True, "right")


def test_a_file_without_styles_is_read() -> None:
    found = read(word_file(p("chữ", '<w:pStyle w:val="Tieude"/><w:jc w:val="center"/>')))
    assert [(item.text, item.align, item.bold) for item in found.lines] == [("chữ", "center", False)]


@pytest.mark.parametrize(
    "written",
    [
        lambda styles: styles.replace("w:", "x:").replace("xmlns:w=", "xmlns:x="),
        lambda styles: styles.replace('"', "'"),
        lambda styles: styles.replace("<w:style ", "<!-- a remark --><w:style "),
    ],
    ids=["another prefix", "other quotes", "comments"],
)
def test_styles_are_found_however_the_part_is_written(written: Callable[[str], str]) -> None:
    whole = written(part("styles", STYLES))
    found = read(word_file(p("chữ", '<w:pStyle w:val="Con"/>') + p("x"), styles="", replace={"word/styles.xml": whole}))
    assert [(item.align, item.bold) for item in found.lines] == [("center", True), ("both", False)]


def test_many_distinct_style_names_are_looked_up_in_one_index() -> None:
    names = [f"S{at}" for at in range(200)]
    styles = STYLES + "".join(style(name, '<w:pPr><w:jc w:val="right"/></w:pPr>') for name in names)
    found = read(word_file("".join(p("x", f'<w:pStyle w:val="{name}"/>') for name in names), styles=styles))
    assert {item.align for item in found.lines} == {"right"}
