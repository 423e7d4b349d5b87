"""Word files in the fonts of before Unicode."""

from __future__ import annotations

import pytest
from word_file import abstract, instance, lvl, num, p, part, r, relations, style, word_file

from vndocparse.layout import Document
from vndocparse.readers.docx import read


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


TIME, CAPITALS, VNI, TIMES = font(".VnTime"), font(".VnTimeH"), font("VNI-Times"), font("Times New Roman")
PROOF = p(r("Ban Th­êng vô TØnh ñy", TIME))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


@pytest.mark.parametrize(
    ("name", "written", "text", "encoding"),
    [
        (".VnTime", "C¨n cø QuyÕt ®Þnh sè 12-Q§/TU", "Căn cứ Quyết định số 12-QĐ/TU", "tcvn3"),
        (".VnTimeH", "céng hßa x· héi chñ nghÜa viÖt nam", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "tcvn3"),
        (".VNTIMEH", "tØnh ñy", "TỈNH ỦY", "tcvn3"),
        (".VnArial Narrow", "§¶ng ñy", "Đảng ủy", "tcvn3"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "vni"),
        ("VNI-Helve", "ÑAÛNG UÛY", "ĐẢNG ỦY", "vni"),
        ("VPS Times", "ñäng û&#xF5;y", "Đảng ủõy", "vps"),
    ],
)
def test_runs_are_decoded_by_their_font(name: str, written: str, text: str, encoding: str) -> None:
    document = read(word_file(p(r(written, font(name)))))
    assert (texts(document), document.legacy_encoding) == ([text], encoding)
    assert [(item.code, item.severity) for item in document.diagnostics] == [("legacy-encoding", "info")]


def test_a_soft_hyphen_in_a_legacy_font_is_the_letter_u_with_horn() -> None:
    element = f"<w:r><w:rPr>{TIME}</w:rPr><w:t>Th</w:t><w:softHyphen/><w:t>êng vô</w:t></w:r>"
    assert texts(read(word_file(p(element)))) == ["Thường vụ"]
    assert texts(read(word_file(p(r("Th\u00adêng vô; nh", TIME) + r("\u00ad", TIME) + r(" trªn", TIME))))) == ["Thường vụ; như trên"]


def test_a_legacy_font_over_unicode_text_changes_nothing() -> None:
    document = read(
        word_file(p(r("Thường vụ Tỉnh ủy có 3 ban, hòa", TIME) + r(" ban", CAPITALS) + r(" có", TIME)) + p(r("30°C ½ «x»", TIME)))
    )
    assert texts(document) == ["Thường vụ Tỉnh ủy có 3 ban, hòa ban có", "30°C ½ «x»"]
    assert (document.legacy_encoding, document.diagnostics) == (None, ())


def test_mixed_files_are_decoded_run_by_run() -> None:
    document = read(word_file(p(r("TØnh ñy", TIME)) + p(r("Thực hiện Chỉ thị có hiệu lực", TIMES)) + p(r("§¶ng", TIME) + r(" ủy", TIMES))))
    assert texts(document) == ["Tỉnh ủy", "Thực hiện Chỉ thị có hiệu lực", "Đảng ủy"]
    assert document.legacy_encoding == "tcvn3"


def test_a_run_that_fits_both_worlds_follows_the_runs_before_it() -> None:
    assert texts(read(word_file(PROOF + p(r("ubnd", CAPITALS)) + p(r("sè", TIME)))))[1:] == ["UBND", "số"]


@pytest.mark.parametrize("where", ["style", "base style", "default style", "defaults", "character style", "theme"])
def test_the_font_is_found_where_it_is_set(where: str) -> None:
    properties, run = "", ""
    styles = style("Normal", "", default=True)
    if where == "style":
        styles, properties = styles + style("A", f"<w:rPr>{CAPITALS}</w:rPr>"), '<w:pStyle w:val="A"/>'
    elif where == "base style":
        styles += style("A", f"<w:rPr>{CAPITALS}</w:rPr>") + style("B", '<w:basedOn w:val="A"/>')
        properties = '<w:pStyle w:val="B"/>'
    elif where == "default style":
        styles = style("Normal", f"<w:rPr>{CAPITALS}</w:rPr>", default=True)
    elif where == "defaults":
        styles += f"<w:docDefaults><w:rPrDefault><w:rPr>{CAPITALS}</w:rPr></w:rPrDefault></w:docDefaults>"
    elif where == "character style":
        styles, run = styles + style("C", f"<w:rPr>{CAPITALS}</w:rPr>", kind="character"), '<w:rStyle w:val="C"/>'
    else:
        styles += '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>'
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface=".VnTimeH"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    data = word_file(
        p(r("TØnh ñy", run), properties),
        replace={
            "word/styles.xml": part("styles", styles),
            "word/theme/theme1.xml": theme,
            "word/_rels/document.xml.rels": relations(("s", "styles", "styles.xml"), ("t", "theme", "theme/theme1.xml")),
        },
    )
    assert texts(read(data)) == ["TỈNH ỦY"]


def test_a_file_that_lost_its_font_names_is_told_by_its_words() -> None:
    document = read(word_file(p("Céng hßa x· héi chñ nghÜa ViÖt Nam") + p("C¨n cø QuyÕt ®Þnh cña Ban Th­êng vô")))
    assert texts(document) == ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Căn cứ Quyết định của Ban Thường vụ"]
    assert document.legacy_encoding == "tcvn3"


def test_labels_are_decoded_too() -> None:
    level = lvl(0, "decimal", "§iÒu %1.", f"<w:rPr>{TIME}</w:rPr>")
    document = read(word_file(PROOF + p(r("Ph¹m vi", TIME), num(5)), numbering=abstract(1, level) + instance(5, 1)))
    assert document.lines[1].text == "Điều 1. Phạm vi"


def test_capitals_come_after_decoding() -> None:
    assert texts(read(word_file(p(r("tØnh ñy", TIME + "<w:caps/>"))))) == ["TỈNH ỦY"]


def test_inserted_signs_of_a_legacy_font_are_letters() -> None:
    sign = f'<w:r><w:rPr>{TIME}</w:rPr><w:t>Th</w:t><w:sym w:font=".VnTime" w:char="F0AD"/><w:t>êng</w:t></w:r>'
    assert texts(read(word_file(PROOF + p(sign))))[1] == "Thường"


def test_headers_and_notes_are_decoded_too() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    document = read(word_file(PROOF + section, margins={"header1": p(r("§¶ng bé", TIME))}))
    assert document.lines[-1].text == "Đảng bộ"
