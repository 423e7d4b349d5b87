"""What the text of a Word paragraph is: runs, breaks, fields, tracked changes, text boxes."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_file import archive, p, r, style, table, tc, word_file

from vndocparse.layout import Document
from vndocparse.readers.docx import read

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
INSTRUCTION = '<w:r><w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT </w:instrText></w:r>'


def lines(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(word_file(body, **parts)).lines]


def box(content: str) -> str:
    """A text box as Word writes it: a drawing, and the same again for older programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r("Thường ") + r("vụ"), "Thường vụ"),
        ("<w:r><w:t>Số</w:t><w:tab/><w:t>12-CV/ĐU</w:t></w:r>", "Số\t12-CV/ĐU"),
        ('<w:r><w:t>a</w:t><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/><w:t>b</w:t></w:r>', "a\tb"),
        ("<w:r><w:t>12</w:t><w:noBreakHyphen/><w:t>CV</w:t></w:r>", "12\u2011CV"),
        ("<w:r><w:t>Thường</w:t><w:softHyphen/><w:t> vụ</w:t></w:r>", "Thường vụ"),
        (r("Thư\u00adờng vụ"), "Thường vụ"),
        (r("hai\ndòng của tệp XML"), "hai dòng của tệp XML"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> xong</w:t></w:r>', "✓ xong"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "•"),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/><w:t>x</w:t></w:r>', "x"),
        (r("thường ", "<w:caps/>") + r("vụ"), "THƯỜNG vụ"),
        (r("Thường", "<w:smallCaps/>"), "Thường"),
        (r("thường", '<w:caps w:val="0"/>'), "thường"),
        (r("ẩn", "<w:vanish/>") + r("hiện"), "hiện"),
        (r("hiện", '<w:vanish w:val="false"/>'), "hiện"),
        (f"<w:hyperlink>{r('Huyện ')}</w:hyperlink>{r('ủy')}", "Huyện ủy"),
        (f'<w:smartTag w:element="place">{r("Hà Nội")}</w:smartTag>', "Hà Nội"),
        (f"<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent>{r('12')}</w:sdtContent></w:sdt>{r('-CV')}", "12-CV"),
        (f'<w:fldSimple w:instr=" DATE ">{r("03/4/2017")}</w:fldSimple>', "03/4/2017"),
        (BEGIN + INSTRUCTION + SEPARATE + r("7") + END + r(" trang"), "7 trang"),
        (BEGIN + INSTRUCTION + END + r("không kết quả"), "không kết quả"),
        (BEGIN + INSTRUCTION + BEGIN + INSTRUCTION + SEPARATE + r("trong") + END + SEPARATE + r("ngoài") + END, "ngoài"),
        ("<w:r>\n    <w:t>Thường vụ</w:t>\n  </w:r>\n", "Thường vụ"),
        ("<w:r><w:instrText> TOC </w:instrText></w:r>" + r("chữ"), "chữ"),
        (f'<w:fldSimple w:instr=" DATE "><w:fldData>AAAA</w:fldData>{r("12")}</w:fldSimple>', "12"),
        (f"<w:r><w:ruby><w:rt>{r('chú âm')}</w:rt><w:rubyBase>{r('chữ')}</w:rubyBase></w:ruby></w:r>", "chữ"),
        (f"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{r(' = 1')}", "x = 1"),
        ('<w:r><w:t>TW</w:t></w:r><w:r><w:footnoteReference w:id="9"/></w:r>' + r(" và"), "TW và"),
        ("<w:bookmarkStart w:id='1' w:name='x'/><w:proofErr w:type='spellStart'/>" + r("chữ") + "<w:bookmarkEnd w:id='1'/>", "chữ"),
        ("<!-- a comment --><w:r><w:lastRenderedPageBreak/><w:t>chữ</w:t></w:r><?pi x?>", "chữ"),
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w14:x/></mc:Choice>'
            "<mc:Fallback><w:t>☎</w:t></mc:Fallback></mc:AlternateContent><w:t> 0290</w:t></w:r>",
            "☎ 0290",
        ),
    ],
)
def test_the_text_of_runs_is_what_word_shows(content: str, text: str) -> None:
    assert lines(p(content)) == [text]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f'<w:ins w:id="1">{r("được thêm ")}</w:ins>{r("vào")}', "được thêm vào"),
        (f'<w:del w:id="1"><w:r><w:delText>bị xóa</w:delText><w:tab/></w:r></w:del>{r("còn lại")}', "còn lại"),
        (f'<w:moveFrom w:id="1">{r("chỗ cũ")}</w:moveFrom><w:moveTo w:id="2">{r("chỗ mới")}</w:moveTo>', "chỗ mới"),
        (f'<w:commentRangeStart w:id="1"/>{r("chữ")}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>', "chữ"),
    ],
)
def test_tracked_changes_are_read_as_accepted(content: str, text: str) -> None:
    assert lines(p(content)) == [text]


def test_a_paragraph_whose_mark_was_deleted_runs_into_the_next_one() -> None:
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert lines(p(r("Ban "), deleted) + p(r("Thường "), deleted) + p(r("vụ")) + p("sau")) == ["Ban Thường vụ", "sau"]
    assert lines(p('<w:del w:id="1"><w:r><w:delText>mất</w:delText></w:r></w:del>', deleted) + p("còn")) == ["còn"]


def test_a_paragraph_whose_text_and_mark_are_hidden_does_not_exist() -> None:
    body = p(r("ẩn", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>") + p("hiện")
    assert lines(body) == ["hiện"]
    hidden = style("An", "<w:rPr><w:vanish/></w:rPr>")
    assert lines(p("ẩn", '<w:pStyle w:val="An"/>') + p("hiện"), styles=hidden) == ["hiện"]


def test_empty_paragraphs_stay_as_empty_lines() -> None:
    assert lines(p("một") + "<w:p/>" + p() + p("hai")) == ["một", "", "", "hai"]


def test_manual_breaks_begin_a_line_that_continues_the_paragraph() -> None:
    document = read(word_file(p('<w:r><w:t>TỈNH ỦY</w:t><w:br/><w:t>NAM</w:t><w:cr/><w:br w:type="page"/><w:t>sau</w:t></w:r>') + p("x")))
    assert [(line.text, line.soft) for line in document.lines] == [
        ("TỈNH ỦY", False),
        ("NAM", True),
        ("", True),
        ("sau", True),
        ("x", False),
    ]


def test_a_field_may_run_over_paragraphs() -> None:
    body = p(BEGIN + INSTRUCTION) + p(INSTRUCTION + r("chưa hiện")) + p(SEPARATE + r("mục lục")) + p("dòng hai") + p(END + r("hết"))
    assert lines(body) == ["", "", "mục lục", "dòng hai", "hết"]


def test_a_field_that_never_ends_hides_no_more_than_its_paragraph() -> None:
    assert lines(p(r("đầu ") + BEGIN + INSTRUCTION) + p("thân bài") + p("cuối")) == ["đầu ", "thân bài", "cuối"]
    removed_end = f'<w:del w:id="1">{END}</w:del>'
    assert lines(p(BEGIN + INSTRUCTION + SEPARATE + r("12") + removed_end) + p("thân bài")) == ["12", "thân bài"]


def test_the_text_of_a_text_box_stands_once_at_its_anchor() -> None:
    assert lines(p("trước") + p(box(p("DỰ THẢO") + p("Lần 2")) + r("Số 12")) + p("sau")) == ["trước", "DỰ THẢO", "Lần 2", "Số 12", "sau"]
    assert lines(p(r("Số 12") + box(p("MẬT"))) + p("sau")) == ["Số 12", "MẬT", "sau"]


def test_a_text_box_of_an_older_word_is_read_too() -> None:
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('KHẨN')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    assert lines(p(old)) == ["KHẨN", ""]


def test_text_boxes_may_hold_tables_and_stand_in_cells() -> None:
    document = read(word_file(table(tc(p(box(table(tc("a") + tc("b")))) + p("c")) + tc("d"))))
    assert document.text == "a\tb\n\nc\td"
    assert document.tables[1].parent == document.tables[0].rows[0][0].cell


def test_words_of_word_art_are_text() -> None:
    assert lines(p('<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>')) == ["DỰ THẢO", ""]


def test_pictures_leave_no_line_of_their_own() -> None:
    assert lines(p("<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>" + r("chữ"))) == ["chữ"]


def test_block_controls_and_insertions_are_looked_through() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('một')}<w:sdt><w:sdtContent>{p('hai')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    assert lines(body + f"<w:customXml>{p('ba')}</w:customXml>" + p("bốn")) == ["một", "hai", "ba", "bốn"]


def test_an_embedded_document_is_named_as_left_out() -> None:
    document = read(word_file(p("chữ") + '<w:altChunk r:id="rId9"/>'))
    assert [line.text for line in document.lines] == ["chữ"]
    assert [(item.code, item.severity) for item in document.diagnostics] == [("embedded-document", "warning")]


def test_the_text_is_in_normal_form_c() -> None:
    assert lines(p("Đa\u0309ng u\u0309y")) == ["Đảng ủy"]


def test_the_strict_edition_reads_like_the_usual_one() -> None:
    usual = word_file(p(r("Số 12") + box(p("MẬT"))) + p("x", '<w:jc w:val="start"/>'))
    strict = usual_to_strict(usual)
    assert read(strict).text == read(usual).text == "Số 12\nMẬT\nx"
    assert read(strict).lines[2].align == "left"


def usual_to_strict(data: bytes) -> bytes:
    changes = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
        b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
    }
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            content = packed.read(name)
            for before, after in changes.items():
                content = content.replace(before, after)
            parts[name] = content
    return archive(parts)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u00ad")), max_size=4))
def test_any_text_comes_back_as_it_is_in_normal_form_c(runs: list[str]) -> None:
    expected = unicodedata.normalize("NFC", "".join(runs))
    for properties in ("", "<w:b/>"):
        document = read(word_file(p("".join(r(escape(text), properties) for text in runs))))
        assert document.text == expected
        assert document.lines[0].bold == bool(properties and expected.strip())


def test_the_format_is_told() -> None:
    document: Document = read(word_file(p("x")))
    assert (document.format, document.pages, document.wrapped, document.legacy_encoding) == ("docx", None, False, None)
