"""Notes, headers and footers of a Word file: after the body, each once."""

from __future__ import annotations

from word_file import archive, p, part, r, relations, table, tc, word_file

from vndocparse.readers.docx import read

PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def mark(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{key}"/></w:r>'


def note(key: int, text: str, kind: str = "footnote", more: str = "") -> str:
    return f'<w:{kind} w:id="{key}"{more}>{p("<w:r><w:footnoteRef/></w:r>" + r(text))}</w:{kind}>'


def section(*references: str, titled: bool = False) -> str:
    return f"<w:sectPr>{''.join(references)}{'<w:titlePg/>' if titled else ''}</w:sectPr>"


def reference(name: str, kind: str = "default") -> str:
    return f'<w:{name.rstrip("0123456789")}Reference w:type="{kind}" r:id="{name}"/>'


def regions(data: bytes) -> list[tuple[str, str]]:
    return [(line.region, line.text) for line in read(data).lines]


def test_notes_stand_after_the_body_and_leave_no_mark_in_it() -> None:
    body = p(r("Quy định số 66-QĐ/TW") + mark(2) + r(" và") + mark(1)) + p("hết")
    notes = note(-1, "gạch", more=' w:type="separator"') + note(1, "Chú thích một") + note(2, "Chú thích hai") + note(3, "không ai dẫn")
    assert regions(word_file(body, footnotes=notes)) == [
        ("body", "Quy định số 66-QĐ/TW và"),
        ("body", "hết"),
        ("footnote", "Chú thích hai"),
        ("footnote", "Chú thích một"),
    ]


def test_endnotes_follow_footnotes() -> None:
    body = p(r("x") + mark(1, "endnote") + mark(1))
    data = word_file(body, footnotes=note(1, "chân trang"), endnotes=note(1, "cuối văn bản", "endnote"))
    assert regions(data)[1:] == [("footnote", "chân trang"), ("footnote", "cuối văn bản")]


def test_notes_that_nobody_refers_to_are_not_opened() -> None:
    assert read(word_file(p("x"), footnotes="<broken")).diagnostics == ()


def test_headers_and_footers_stand_at_the_end_each_text_once() -> None:
    margins = {"header1": p("ĐẢNG BỘ TỈNH"), "header2": p("ĐẢNG BỘ  TỈNH"), "footer1": p("Điện thoại: 0290") + table(tc("a") + tc("b"))}
    first = p("mục một", section(reference("header1"), reference("footer1")))
    data = word_file(first + p("mục hai") + section(reference("header2"), reference("footer1")), margins=margins)
    assert regions(data) == [
        ("body", "mục một"),
        ("body", "mục hai"),
        ("header", "ĐẢNG BỘ TỈNH"),
        ("footer", "Điện thoại: 0290"),
        ("footer", "a"),
        ("footer", "b"),
    ]


def test_page_numbers_are_left_out() -> None:
    for content in (PAGE, r("- ") + PAGE + r(" -"), r("Trang ") + PAGE + r("/") + PAGE, r("3")):
        data = word_file(p("x") + section(reference("header1")), margins={"header1": p(content)})
        assert regions(data) == [("body", "x")]
    data = word_file(p("x") + section(reference("footer1")), margins={"footer1": p(PAGE) + p("28b-TC")})
    assert regions(data) == [("body", "x"), ("footer", "28b-TC")]


def test_the_header_of_a_first_page_counts_only_where_there_is_one() -> None:
    margins = {"header1": p("trang đầu")}
    assert regions(word_file(p("x") + section(reference("header1", "first")), margins=margins)) == [("body", "x")]
    assert ("header", "trang đầu") in regions(word_file(p("x") + section(reference("header1", "first"), titled=True), margins=margins))


def test_a_letterhead_in_the_page_header_begins_the_body() -> None:
    letterhead = table(tc("HUYỆN ỦY LẠC SƠN") + tc("ĐẢNG CỘNG SẢN VIỆT NAM")) + p("Số 31-BC/HU")
    margins = {"header1": letterhead, "header2": p("Đảng")}
    first = section(reference("header2"), reference("header1", "first"), titled=True)
    assert regions(word_file(p("BÁO CÁO") + first, margins=margins)) == [
        ("body", "HUYỆN ỦY LẠC SƠN"),
        ("body", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("body", "Số 31-BC/HU"),
        ("body", "BÁO CÁO"),
        ("header", "Đảng"),
    ]


def test_a_watermark_is_a_line_of_the_header() -> None:
    mark_of_draft = p('<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>')
    assert ("header", "DỰ THẢO") in regions(word_file(p("x") + section(reference("header1")), margins={"header1": mark_of_draft}))


def test_headers_without_a_section_that_uses_them_are_not_read() -> None:
    assert regions(word_file(p("x"), margins={"header1": p("thừa")})) == [("body", "x")]


def test_broken_secondary_parts_leave_a_note() -> None:
    data = word_file(
        p(r("x") + mark(1)) + section(reference("header1"), reference("header2")),
        footnotes="",
        margins={"header1": p("được"), "header2": ""},
        replace={"word/footnotes.xml": "<w:footnotes", "word/header2.xml": b"\xff\x00"},
    )
    found = read(data)
    assert [(line.region, line.text) for line in found.lines] == [("body", "x"), ("header", "được")]
    assert [item.code for item in found.diagnostics] == ["part-unreadable"] * 2


def test_the_main_part_is_found_by_its_relationship() -> None:
    body = p("x", '<w:pStyle w:val="B"/>')
    data = archive(
        {
            "_rels/.rels": relations(("r1", "officeDocument", "/tai-lieu/van-ban.xml")),
            "tai-lieu/van-ban.xml": part("document", f"<w:body>{body}</w:body>"),
            "tai-lieu/_rels/van-ban.xml.rels": relations(("r1", "styles", "../chung/kieu.xml")),
            "chung/kieu.xml": part("styles", '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'),
        }
    )
    assert [(line.text, line.bold) for line in read(data).lines] == [("x", True)]


def test_part_names_may_differ_in_case_and_slashes() -> None:
    body = part("document", f"<w:body>{p('x')}</w:body>")
    assert read(archive({"_rels/.rels": relations(("r1", "officeDocument", "Word/Document.xml")), "word\\document.xml": body})).text == "x"
    assert read(archive({"word/document.xml": body})).text == "x"
