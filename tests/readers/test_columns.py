"""Columns of plain text: what is set block by block, what stays a line."""

from __future__ import annotations

import pytest

from vndocparse.layout import Document
from vndocparse.readers.plain_text import read_str


def blocks(document: Document) -> list[object]:
    """The document as a person sees it: a line, ``[left lines, right lines]``, or rows of a table as tuples of cells."""
    shown: list[object] = []
    seen: set[int] = set()
    for line in document.lines:
        if line.cell is None:
            shown.append(line.text)
        elif line.cell.table not in seen:
            seen.add(line.cell.table)
            table = document.tables[line.cell.table]
            if table.layout:
                shown.append([document.cell_text(cell).split("\n") for cell in table.rows[0]])
            else:
                shown += [tuple(document.cell_text(cell) for cell in row) for row in table.rows]
    return shown


LEFT = ["HUYỆN ỦY A", "ĐẢNG ỦY XÃ B"]
RIGHT = ["ĐẢNG CỘNG SẢN VIỆT NAM", "B, ngày 3 tháng 4 năm 2020"]
FOOT = [["Nơi nhận:", "- Như trên;", "- Lưu VT."], ["T/M ĐẢNG ỦY", "BÍ THƯ", "Nguyễn Văn A"]]

SIDE_BY_SIDE = {
    "a letterhead set with blanks": (
        "HUYỆN ỦY A                   ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B                 B, ngày 3 tháng 4 năm 2020\n\nCHỈ THỊ",
        [[LEFT, RIGHT], "", "CHỈ THỊ"],
    ),
    "a left column with a line to itself": (
        "HUYỆN ỦY A                   ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B\n     *                       B, ngày 3 tháng 4 năm 2020",
        [[[*LEFT, "*"], RIGHT]],
    ),
    "the subject of a letter under the block, too wide for its column": (
        "HUYỆN ỦY A          ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B        B, ngày 3 tháng 4 năm 2020\n"
        "Số 1-CV/ĐU\nV/v rà soát đảng viên sinh hoạt",
        [[LEFT, RIGHT], "Số 1-CV/ĐU", "V/v rà soát đảng viên sinh hoạt"],
    ),
    "tabs typed until it looked right": (
        "HUYỆN ỦY A\t\t\tĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B\t\t\tB, ngày 3 tháng 4 năm 2020",
        [[LEFT, RIGHT]],
    ),
    "single tabs of a pasted table, aligned with nothing": (
        "HUYỆN ỦY A\tĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ CÓ TÊN DÀI HƠN MỘT TAB\tB, ngày 3 tháng 4 năm 2020",
        [[["HUYỆN ỦY A", "ĐẢNG ỦY XÃ CÓ TÊN DÀI HƠN MỘT TAB"], RIGHT]],
    ),
    "a foot under single tabs, the name on a line of its own": (
        "Nơi nhận:\tT/M ĐẢNG ỦY\n- Như trên;\tBÍ THƯ\n- Lưu VT.\n\tNguyễn Văn A",
        [FOOT],
    ),
    "bars of a web copy": (
        "HUYỆN ỦY A | ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B | B, ngày 3 tháng 4 năm 2020\n* |\nKính gửi: Các chi bộ",
        [[[*LEFT, "*"], RIGHT], "Kính gửi: Các chi bộ"],
    ),
    "bars with an empty middle column": (
        "| HUYỆN ỦY A | | ĐẢNG CỘNG SẢN VIỆT NAM |\n| ĐẢNG ỦY XÃ B | | B, ngày 3 tháng 4 năm 2020 |",
        [[LEFT, RIGHT]],
    ),
    "a foot with the list running on under the name": (
        "Nơi nhận:                    T/M ĐẢNG ỦY\n- Như trên;                     BÍ THƯ\n- Lưu VT.\n\n\n"
        "                            Nguyễn Văn A\n\nPHỤ LỤC",
        [FOOT, "", "PHỤ LỤC"],
    ),
    "a long recipient under an empty right column": (
        "Nơi nhận:            T/M ĐẢNG ỦY\n- Các đồng chí Ủy viên Ban Chấp hành;\n- Lưu VT.              BÍ THƯ",
        [[["Nơi nhận:", "- Các đồng chí Ủy viên Ban Chấp hành;", "- Lưu VT."], ["T/M ĐẢNG ỦY", "BÍ THƯ"]]],
    ),
    "the authority above the first recipient": (
        "                         T/M ĐẢNG ỦY\nNơi nhận:\n- Như trên;                BÍ THƯ\n- Lưu VT.",
        [[["Nơi nhận:", "- Như trên;", "- Lưu VT."], ["T/M ĐẢNG ỦY", "BÍ THƯ"]]],
    ),
    "a gap of two blanks where the rows below have more": (
        "ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ MINH  ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY PHƯỜNG B               B, ngày 3 tháng 4 năm 2020",
        [[["ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ MINH", "ĐẢNG ỦY PHƯỜNG B"], RIGHT]],
    ),
    "a blank serial and a blank day, which are gaps too": (
        "ĐẢNG BỘ TỈNH A                ĐẢNG CỘNG SẢN VIỆT NAM\nSố       -CV/ĐU             B, ngày      tháng      năm 2025",
        [[["ĐẢNG BỘ TỈNH A", "Số       -CV/ĐU"], ["ĐẢNG CỘNG SẢN VIỆT NAM", "B, ngày      tháng      năm 2025"]]],
    ),
    "posts in small letters about one axis": (
        "- Như trên;                         Bí thư\n- Lưu.                           Nguyễn Văn A\n",
        [[["- Như trên;", "- Lưu."], ["Bí thư", "Nguyễn Văn A"]]],
    ),
    "three that sign together": (
        "   TM. HỘI NÔNG DÂN          TM. HỘI PHỤ NỮ          TM. ĐOÀN THANH NIÊN\n"
        "       CHỦ TỊCH                 CHỦ TỊCH                   BÍ THƯ\n\n\n"
        "    Nguyễn Văn A              Trần Thị B                 Lê Văn C",
        [
            [
                ["TM. HỘI NÔNG DÂN", "CHỦ TỊCH", "Nguyễn Văn A"],
                ["TM. HỘI PHỤ NỮ", "CHỦ TỊCH", "Trần Thị B"],
                ["TM. ĐOÀN THANH NIÊN", "BÍ THƯ", "Lê Văn C"],
            ]
        ],
    ),
    "a single line with both titles": (
        "HUYỆN ỦY A               ĐẢNG CỘNG SẢN VIỆT NAM\n\nCHỈ THỊ",
        [[LEFT[:1], RIGHT[:1]], "", "CHỈ THỊ"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE.keys())
def test_columns_are_set_block_by_block(text: str, expected: list[object]) -> None:
    assert blocks(read_str(text)) == expected


TABLES = {
    "a drawn table with a cell of two lines": (
        "+---+------------+-------+\n| S | Nội dung   | Ai    |\n+---+------------+-------+\n"
        "| 1 | Quán triệt | Ban A |\n|   | Nghị quyết |       |\n"
        "+---+------------+-------+\n| 2 | Kiểm tra   |       |\n+---+------------+-------+",
        [("S", "Nội dung", "Ai"), ("1", "Quán triệt\nNghị quyết", "Ban A"), ("2", "Kiểm tra", "")],
    ),
    "a table with bars and a ruled heading": (
        "| TT | NỘI DUNG | THỜI GIAN |\n|---|---|---|\n| 1 | Họp | Tháng 3 |\n| 2 | Sơ kết | |",
        [("TT", "NỘI DUNG", "THỜI GIAN"), ("1", "Họp", "Tháng 3"), ("2", "Sơ kết", "")],
    ),
    "a pasted table, cells apart by one tab": (
        "TT\tNội dung\tChủ trì\n1\tHọp\tBan A\n2\tSơ kết\tBan B\nHết.",
        [("TT", "Nội dung", "Chủ trì"), ("1", "Họp", "Ban A"), ("2", "Sơ kết", "Ban B"), "Hết."],
    ),
    "a table set with blanks, one row over two lines": (
        "STT   Nội dung             Chủ trì\n1     Tổ chức học tập      Ban A\n      toàn Đảng bộ\n2     Kiểm tra             Ban B",
        [("STT", "Nội dung", "Chủ trì"), ("1", "Tổ chức học tập\ntoàn Đảng bộ", "Ban A"), ("2", "Kiểm tra", "Ban B")],
    ),
    "two columns without capitals: names and posts belong together": (
        "- Nguyễn Văn A          - Bí thư\n- Trần Văn B            - Phó bí thư\n- Lê Văn C              - Ủy viên",
        [("- Nguyễn Văn A", "- Bí thư"), ("- Trần Văn B", "- Phó bí thư"), ("- Lê Văn C", "- Ủy viên")],
    ),
    "two numbered columns between bars": (
        "TT | NỘI DUNG\n1 | Họp\n2 | Sơ kết",
        [("TT", "NỘI DUNG"), ("1", "Họp"), ("2", "Sơ kết")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES.keys())
def test_tables_are_read_row_by_row(text: str, expected: list[object]) -> None:
    assert blocks(read_str(text)) == expected


LINES = {
    "double blanks in prose": "Thực  hiện Công văn số  12-CV/HU  ngày 3/4/2017  của Ban\nThường  vụ Huyện ủy  về  công tác  dân vận.",
    "prose justified with blanks": (
        "tăng  cường  công tác   dân vận,   Ban Thường  vụ Đảng ủy   yêu cầu UBND   xã, Mặt\n"
        "trận   Tổ quốc và các   đoàn thể  thực  hiện   tốt Nghị quyết của   Đảng bộ tỉnh và"
    ),
    "a tab after an item number": "1.\tGiao Ban A\n2.\tGiao Ban B\na)\tBan C\n-\tBan D\nĐiều 1.\tPhạm vi",
    "labels and their values": "Thời gian:\t7 giờ 30\nĐịa điểm:     Hội trường\nKính gửi:     - Các chi bộ;",
    "dotted leaders": "Phần I ............................ 3\nPhần II ........................     12",
    "a blank serial and a blank day with nothing beside them": "Số       -CV/ĐU\nB, ngày      tháng      năm 2025\nSố:      /QĐ-UBND",
    "two columns on one line with a single blank": "HUYỆN ỦY A ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B B, ngày 3 tháng 4 năm 2020",
    "the menu of a portal": "Trang chủ      Văn bản       Liên hệ",
    "a lone line with a bar": "Cổng thông tin điện tử | Thứ Tư, ngày 09/06/2021\nTrang chủ",
    "letter-spaced capitals": "Q U Y Ế T   Đ Ị N H",
    "one long line": "HUYỆN ỦY A ĐẢNG ỦY XÃ B Số 1-CV/ĐU " + "Ban Thường vụ Đảng ủy yêu cầu các chi bộ thực hiện. " * 40,
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES.keys())
def test_what_is_no_column_stays_a_line(text: str) -> None:
    assert blocks(read_str(text)) == [line.strip() for line in text.split("\n")]


def test_a_letterhead_and_a_foot_with_little_between_stay_two_blocks() -> None:
    text = (
        "HUYỆN ỦY A                   ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B                 B, ngày 3 tháng 4 năm 2020\n"
        "Kính gửi: Các chi bộ\nĐề nghị nộp báo cáo.\n"
        "Nơi nhận:                    T/M ĐẢNG ỦY\n- Như trên;                  BÍ THƯ\n- Lưu VT.\n\n"
        "                           Nguyễn Văn A"
    )
    assert blocks(read_str(text)) == [[LEFT, RIGHT], "Kính gửi: Các chi bộ", "Đề nghị nộp báo cáo.", FOOT]


def test_addressees_under_a_letterhead_are_no_column_of_it() -> None:
    text = (
        "HUYỆN ỦY A\t\t\tĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ B\t\t\tB, ngày 3 tháng 4 năm 2020\n\tKính gửi:\t- Các chi bộ;\n\t\t\t- Các hội."
    )
    assert blocks(read_str(text))[:2] == [[LEFT, RIGHT], "Kính gửi:\t- Các chi bộ;"]


def test_cells_of_a_block_are_parted_by_a_tab_and_their_lines_kept_together() -> None:
    document = read_str("A B C D                      ĐẢNG CỘNG SẢN\nE F G H                      VIỆT NAM")
    assert document.text == "A B C D\nE F G H\tĐẢNG CỘNG SẢN\nVIỆT NAM"
