"""OpenDocument texts."""

from __future__ import annotations

import pytest
from word_file import archive

from vndocparse.errors import DamagedFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError
from vndocparse.layout import Document
from vndocparse.readers.limits import Limits
from vndocparse.readers.odt import read

NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("style", "style"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
            ("svg", "svg-compatible"),
        )
    )
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
STYLES = """
<office:font-face-decls><style:font-face style:name="F1" svg:font-family="'.VnTime'"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="D" style:family="paragraph" style:parent-style-name="C">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="U" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties style:font-name="F1"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")" text:display-levels="2" text:start-value="3"/>
<text:list-level-style-bullet text:level="3" text:bullet-char="-"/></text:list-style>
<text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="1" loext:num-list-format="Điều %1%."/>
</text:list-style></office:automatic-styles>
"""


def odt(body: str, styles: str = STYLES, more: dict[str, str | bytes] | None = None) -> bytes:
    content = (
        f"<office:document-content {NAMES}>{styles}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": page(""), **(more or {})})


def page(margins: str) -> str:
    master = f'<office:master-styles><style:master-page style:name="S">{margins}</style:master-page></office:master-styles>'
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="A" style:num-suffix="-"/></text:outline-style>'
    )
    return f"<office:document-styles {NAMES}><office:styles>{outline}</office:styles>{master}</office:document-styles>"


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(*found: str, style: str = "", more: str = "") -> str:
    name = f' text:style-name="{style}"' if style else ""
    return f"<text:list{name} {more}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in found)}</text:list>"


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


CASES = [
    (
        "white space is one blank, and none at the beginning",
        p("\n  Số <text:span> 12</text:span>\n  -CV<text:s text:c='2'/>x "),
        "Số 12 -CV  x ",
    ),
    ("tabs and breaks", p("a<text:tab/>b<text:s/>"), "a\tb "),
    ("hidden text", p("a<text:span text:style-name='H'>b</text:span>c"), "ac"),
    ("capitals", p("<text:span text:style-name='U'>ủy</text:span> ban"), "ỦY ban"),
    (
        "links, fields and marks",
        p("<text:a>Số</text:a><text:bookmark/> <text:date>3/5</text:date><text:change text:change-id='x'/>"),
        "Số 3/5",
    ),
    ("remarks", p("a<office:annotation><text:p>no</text:p></office:annotation>b"), "ab"),
    ("an old font", p("<text:span text:style-name='V'>Th\u00adêng vô TØnh uû</text:span>"), "Thường vụ Tỉnh uỷ"),
    ("deleted text", "<text:tracked-changes><text:p>no</text:p></text:tracked-changes>" + p("a"), "a"),
    ("a section", f"<text:section>{p('a')}</text:section>", "a"),
    ("a hidden section", f"<text:section text:display='none'>{p('b')}</text:section>{p('a')}", "a"),
]


@pytest.mark.parametrize(("body", "text"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_text_is_read_as_it_is_shown(body: str, text: str) -> None:
    assert texts(read(odt(body))) == [text]


def test_formats_come_from_styles_and_those_they_are_based_on() -> None:
    document = read(odt(p("a<text:line-break/>b", "D") + p("c", "C")))
    assert [(line.text, line.align, line.bold, line.soft) for line in document.lines] == [
        ("a", "center", True, False),
        ("b", "center", True, True),
        ("c", "center", False, False),
    ]


def test_lists_are_numbered_as_their_style_says() -> None:
    inner = items(p("b"), p("c") + p("d") + items(p("e")))
    document = read(
        odt(items(p("a") + inner, p("f"), style="L") + p("g") + items(p("h"), style="L", more="text:continue-numbering='true'"))
    )
    assert [(line.text, line.label, line.level) for line in document.lines] == [
        ("I. a", "I.", 0),
        ("I.3) b", "I.3)", 1),
        ("I.4) c", "I.4)", 1),
        ("d", "", -1),
        ("- e", "-", 2),
        ("II. f", "II.", 0),
        ("g", "", -1),
        ("III. h", "III.", 0),
    ]


def test_a_list_may_continue_another_or_begin_anew() -> None:
    first = items(p("a"), style="M", more="xml:id='x'")
    second = items(p("b"), style="M")
    third = items(p("c"), style="M", more="text:continue-list='x'")
    fourth = '<text:list text:style-name="M"><text:list-header><text:p>d</text:p></text:list-header>'
    fourth += '<text:list-item text:start-value="7"><text:p>e</text:p></text:list-item></text:list>'
    assert texts(read(odt(first + second + third + fourth))) == ["Điều 1. a", "Điều 1. b", "Điều 2. c", "d", "Điều 7. e"]


def test_headings_are_numbered_by_the_outline() -> None:
    assert texts(read(odt('<text:h text:outline-level="1">Một</text:h><text:h text:outline-level="2">x</text:h>'))) == ["A- Một", "x"]


def test_merged_cells_are_told_and_a_table_may_stand_in_a_cell() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{text}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    inner = f"<table:table><table:table-row>{cell(p('x'))}{cell(p('y'))}</table:table-row></table:table>"
    rows = (
        cell(p("a"), "table:number-rows-spanned='2'") + cell(p("b"), "table:number-columns-spanned='2'") + covered,
        covered + cell(p("c")) + cell(inner),
        cell("", "table:number-columns-repeated='3'"),
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    document = read(odt(f"<table:table><table:table-header-rows>{table}</table:table-header-rows></table:table>"))
    assert document.text == "a\tb\n\tc\tx\ty\n\t\t"
    outer = document.tables[0].rows
    assert [[(cell.cell.column, cell.cell.span, cell.cell.continued) for cell in row] for row in outer] == [
        [(0, 1, False), (1, 2, False)],
        [(0, 1, True), (1, 1, False), (2, 1, False)],
        [(0, 1, False), (1, 1, False), (2, 1, False)],
    ]


def test_notes_headers_and_frames_are_put_in_their_places() -> None:
    note = '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>'
    frame = f"<draw:frame><draw:text-box>{p('ĐẾN')}</draw:text-box></draw:frame>"
    body = p(f"{frame}a{note.format('endnote', p('end'))}{note.format('footnote', p(' foot'))}b")
    margins = (
        f"<style:header>{p('Công báo')}</style:header><style:footer>{p('Trang <text:page-number>2</text:page-number>')}</style:footer>"
    )
    document = read(odt(body, more={"styles.xml": page(margins)}))
    assert [(line.text, line.region) for line in document.lines] == [
        ("ĐẾN", "body"),
        ("ab", "body"),
        ("foot", "footnote"),
        ("end", "footnote"),
        ("Công báo", "header"),
    ]


def test_a_flat_file_is_read_too() -> None:
    flat = f"<office:document {NAMES}>{STYLES}<office:body><office:text>{p('a', 'D')}</office:text></office:body></office:document>"
    assert texts(read(f'<?xml version="1.0"?>{flat}'.encode())) == ["a"]


def test_what_cannot_be_read_is_refused_in_one_line() -> None:
    with pytest.raises(EncryptedFileError, match="password"):
        read(odt("", more={"META-INF/manifest.xml": "<manifest:encryption-data/>"}))
    with pytest.raises(DamagedFileError, match="content"):
        read(odt("<broken"))
    with pytest.raises(DamagedFileError, match="document type"):
        read(archive({"content.xml": f'<!DOCTYPE x [<!ENTITY a "b">]><x {NAMES}/>'}))
    with pytest.raises(UnsupportedFormatError, match="no text"):
        read(archive({"content.xml": f"<office:document-content {NAMES}/>"}))
    with pytest.raises(LimitExceededError, match="max_nesting"):
        read(odt("<text:section>" * 200 + p("a") + "</text:section>" * 200))
    with pytest.raises(LimitExceededError, match="max_paragraphs"):
        read(odt(p("a") * 20), Limits(max_paragraphs=10))


def test_a_broken_style_part_costs_its_formats_only() -> None:
    document = read(odt(p("a"), more={"styles.xml": "<x"}))
    assert (texts(document), [item.code for item in document.diagnostics]) == (["a"], ["part-unreadable"])
