"""RTF as Word, LibreOffice and older programs write it."""

from __future__ import annotations

import time

import pytest

from vndocparse.errors import DamagedFileError, LimitExceededError
from vndocparse.layout import Document
from vndocparse.readers.limits import Limits
from vndocparse.readers.rtf import read

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f1\fswiss\fcharset0 .VnTime;}"
    r"{\f2\fswiss\fcharset0 .VnTimeH;}{\f3\fnil\fcharset0 VNI-Times;}{\f4\froman\fcharset163 Times New Roman{\*\falt Arial};}"
    r"{\f5\froman\fcharset2 Symbol;}{\f6\fnil\fcharset2 Wingdings;}}"
)


def rtf(body: str, head: str = r"\ansi\ansicpg1252\uc1\deff0") -> Document:
    return read(("{\\rtf1" + head + FONTS + body + "}").encode("cp1252"))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


TEXTS = [
    (r"\pard Huy\u7879?n \u7911?y\par", "Huyện ủy", "letters with a fallback of one sign"),
    (r"\pard\uc2 Huy\u7879\'ea\'fbn\par", "Huyện", "a fallback of two bytes"),
    (r"\pard\uc0 Huy\u7879 n\par", "Huyện", "no fallback"),
    (r"\pard {\uc0\u272 }\u7842?NG\par", "ĐẢNG", "the fallback of a group ends with it"),
    (r"\pard Huy\u7879{e}n\par", "Huyệen", "a fallback does not reach into a group"),
    (r"\pard \u-3913?x\par", "\uf0b7x", "a negative number"),
    (r"\pard\f4 Ch\'edi\'f2 \'f0\'f4\'cc\par", "Chíị đồ", "Vietnamese Windows"),
    (r"\pard\f1 C\'a8n c\'f8 Quy\'d5t \'ae\'denh s\'e8 12-Q\'a7/TU\par", "Căn cứ Quyết định số 12-QĐ/TU", "TCVN3 by its font"),
    (r"\pard\f1 Th\-\'eang v\'f4, nh\- tr\'aan\par", "Thường vụ, như trên", "a lost letter is an optional hyphen"),
    (r"\pard\f1 Th\'ad\-\'eang v\'f4, nh\'ad\par", "Thường vụ, như", "an optional hyphen beside the letter that looks like it"),
    (r"\pard\f2 \'f1y ban\f1  nh\'a9n d\'a9n\par", "ỦY BAN nhân dân", "capitals by the font"),
    (r"\pard\f3 \'d1a\'fbng u\f3\b \'fby\par", "Đảng ủy", "VNI, a letter cut between two runs"),
    (r"\pard\caps ban th\u432?\u7901?ng v\u7909?\caps0  x\par", "BAN THƯỜNG VỤ x", "capitals by format"),
    (r"\pard a{\v hidden}b{\deleted gone}{\revised c}\par", "abc", "hidden and deleted text"),
    (r"\pard a\~b\_c\endash d\ldblquote e\rdblquote\bullet\{\}\\\par", "a\u00a0b\u2011c–d“e”•{}\\", "signs"),
    (r"\pard{\field{\*\fldinst{ HYPERLINK x}}{\fldrslt{S\u7889? 12}}}-CV\par", "Số 12-CV", "the result of a field"),
    (r'\pard{\field{\*\fldinst SYMBOL 183 \\f "Symbol" \\s 10}{\fldrslt}}x\par', "•x", "a symbol made by a field"),
    (r"\pard a{\upr{X}{\*\ud{\u7842?}}}b\par", "aẢb", "one text twice, for old and new programs"),
    (r"\pard a{\*\unknown{\b secret}}b{\pict\wmetafile8 0102{\*\blipuid 03}}c\par", "abc", "groups without text"),
    (r"\pard a{\pict\bin5 }{}\x}b\par", "ab", "binary data with braces"),
    ("\\pard a\\\nb\\par", "a", "an escaped line end is an end of paragraph"),
]


@pytest.mark.parametrize(("body", "text"), [row[:2] for row in TEXTS], ids=[row[2] for row in TEXTS])
def test_text_is_read_as_it_is_shown(body: str, text: str) -> None:
    assert texts(rtf(body))[0] == text


def test_manual_breaks_end_lines_and_formats_are_kept() -> None:
    document = rtf(r"\pard\qc\b T\'d4I\line B\i\plain\line c\par\pard\qr d\par")
    assert [(line.text, line.soft, line.bold, line.align) for line in document.lines] == [
        ("TÔI", False, True, "center"),
        ("B", True, True, "center"),
        ("c", True, False, "center"),
        ("d", False, False, "right"),
    ]


def test_list_numbers_are_those_that_the_file_shows() -> None:
    document = rtf(
        r"{\listtext\pard\plain\f0 1.\tab}\pard\ls1\ilvl0 Giao\par{\listtext\pard\plain 1.1.\tab}\pard\ls1\ilvl1 Ban\par"
        r"{\pntext\f5\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}\pard B\u225?o\par{\listtext\pard\plain\f6\'d8\tab}\pard C\par"
    )
    assert [(line.text, line.label, line.level) for line in document.lines] == [
        ("1. Giao", "1.", 0),
        ("1.1. Ban", "1.1.", 1),
        ("• Báo", "•", 0),
        ("➢ C", "➢", 0),
    ]


def test_a_letterhead_in_two_cells_is_a_table_of_one_row() -> None:
    document = rtf(
        r"\trowd\trleft-108\cellx4000\cellx9000\pard\intbl\qc \u272?B\par S\u7889? 12\cell\pard\intbl\b \u272?CSVN\cell\row\pard after\par"
    )
    assert document.text == "ĐB\nSố 12\tĐCSVN\nafter"
    assert [len(cells) for cells in document.tables[0].rows] == [2]
    assert document.lines[3].cell is None


def test_merged_cells_and_the_columns_of_the_grid_are_told() -> None:
    document = rtf(
        r"\trowd\cellx1000\cellx2000\cellx3000\pard\intbl a\cell b\cell c\cell\row"
        r"\trowd\clvmgf\cellx1000\cellx3000\pard\intbl d\cell e\cell\row"
        r"\trowd\clvmrg\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl\cell f\cell\cell\row"
        r"\trowd\trleft1000\cellx2000\cellx3000\pard\intbl g\cell h\cell\row"
    )
    rows = [[(cell.cell.column, cell.cell.span, cell.cell.continued) for cell in row] for row in document.tables[0].rows]
    assert rows == [
        [(0, 1, False), (1, 1, False), (2, 1, False)],
        [(0, 1, False), (1, 2, False)],
        [(0, 1, True), (1, 2, False)],
        [(1, 1, False), (2, 1, False)],
    ]


def test_a_table_in_a_cell_stands_in_it() -> None:
    document = rtf(
        r"\trowd\cellx3000\cellx6000\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"
        r"{\nonesttables\par}\pard\intbl c\cell d\cell\row\pard e\par"
    )
    assert document.text == "a\tb\nc\td\ne"
    assert [table.parent is not None for table in document.tables] == [False, True]


def test_notes_headers_and_footers_follow_the_body_and_page_numbers_do_not() -> None:
    document = rtf(
        r"{\header\pard Trang \chpgn\par}{\headerf\pard never\par}{\footer\pard C\u244?ng b\u225?o\par}"
        r"\pard Quy ch\u7871?{\super\chftn{\footnote\ftnalt\pard E\par}}{\super\chftn{\footnote\pard\chftn  B\u7843?n sao\par}} x\par"
    )
    assert [(line.text, line.region) for line in document.lines] == [
        ("Quy chế x", "body"),
        ("Bản sao", "footnote"),
        ("E", "footnote"),
        ("Công báo", "footer"),
    ]


def test_a_text_box_stands_once_where_it_is_anchored() -> None:
    shape = r"{\shp{\*\shpinst{\sp{\sn fill}{\sv 1}}{\shptxt\pard \u272?\u7870?N\par}}{\shprslt{\*\do{\dptxbxtext\pard again\par}}}}"
    old = r"{\*\do\dobxpage{\dptxbx{\dptxbxtext\pard old\par}}}"
    assert texts(rtf(rf"\pard {shape}a\par\pard b{old}\par")) == ["ĐẾN", "a", "b", "old"]


def test_a_file_that_is_cut_short_is_read_with_a_diagnostic() -> None:
    document = read((r"{\rtf1\ansi" + FONTS + r"\pard{\b S\u7889? 12-CV").encode())
    assert texts(document) == ["Số 12-CV"]
    assert [item.code for item in document.diagnostics] == ["cut-short"]


def test_what_is_no_rtf_is_refused() -> None:
    with pytest.raises(DamagedFileError, match="no RTF"):
        read(b"{\\pdf}")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (r"\par" * 2000, "max_paragraphs"),
        (r"{\shp{\*\shpinst{\shptxt x" * 200, "max_nesting"),
        (r"\pard\intbl\itap60 x\nestcell", "max_table_depth"),
    ],
)
def test_what_exceeds_a_limit_is_refused(body: str, said: str) -> None:
    with pytest.raises(LimitExceededError, match=said):
        read(("{\\rtf1" + body + "}").encode(), Limits(max_paragraphs=1000))


@pytest.mark.parametrize(
    "piece", ["{", "}", "{\\b ", "\\u7879?", "\\'e1", "\\par ", "{\\*\\x ", "\\trowd\\cellx9\\cell\\row", "{\\fonttbl", "\\bin9"]
)
def test_time_grows_no_faster_than_the_file(piece: str) -> None:
    def seconds(times: int) -> float:
        data = ("{\\rtf1 " + piece * times).encode()
        begin = time.process_time()
        read(data, Limits(max_paragraphs=10**7))
        return time.process_time() - begin

    # Four times as much; sixteen times the time would be quadratic. The rest is noise of a busy machine.
    assert seconds(40_000) < 10 * max(seconds(10_000), 0.005) + 0.5
