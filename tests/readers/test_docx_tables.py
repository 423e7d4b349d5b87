"""Tables of a Word file: cells in row order, merged cells, missing columns, tables in tables."""

from __future__ import annotations

from word_file import p, table, tc, word_file

from vndocparse.layout import Cell, Document
from vndocparse.readers.docx import read


def document(body: str) -> Document:
    return read(word_file(body))


def test_a_row_is_read_cell_by_cell_and_the_lines_of_a_cell_stay_together() -> None:
    found = document(p("trước") + table(tc(p("a1") + p("a2")) + tc("b")) + p("sau"))
    assert found.text == "trước\na1\na2\tb\nsau"
    assert [line.cell for line in found.lines] == [None, Cell(0, 0, 0), Cell(0, 0, 0), Cell(0, 0, 1), None]
    assert [found.cell_text(cell) for cell in found.tables[0].rows[0]] == ["a1\na2", "b"]


def test_empty_cells_keep_their_place() -> None:
    assert document(table(tc("a") + tc("<w:p/>") + tc("c"))).text == "a\t\tc"


def test_spans_and_missing_columns_are_counted_in_grid_columns() -> None:
    rows = table(tc("a", '<w:gridSpan w:val="2"/>') + tc("b"), f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("c")}{tc("d")}</w:tr>')
    found = document(rows)
    assert [line.cell for line in found.lines] == [Cell(0, 0, 0, 2), Cell(0, 0, 2), Cell(0, 1, 1), Cell(0, 1, 2)]


def test_a_vertically_merged_cell_has_its_text_once() -> None:
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = document(table(tc("1", start) + tc("x"), tc("bị che", go_on) + tc("y"), tc("<w:p/>", '<w:vMerge w:val="continue"/>') + tc("z")))
    assert found.text == "1\tx\n\ty\n\tz"
    assert [cell.cell.continued for row in found.tables[0].rows for cell in row] == [False, False, True, False, True, False]


def test_a_cell_that_continues_nothing_is_a_cell_of_its_own() -> None:
    found = document(table(tc("1", "<w:vMerge/>") + tc("x"), tc("<w:p/>", "<w:vMerge/>") + tc("y")))
    assert found.text == "1\tx\n\ty"
    assert [cell.cell.continued for row in found.tables[0].rows for cell in row] == [False, False, True, False]


def test_horizontally_merged_cells_are_one() -> None:
    found = document(table(tc("a", '<w:hMerge w:val="restart"/>') + tc("<w:p/>", "<w:hMerge/>") + tc("b")))
    assert found.text == "a\tb"
    assert [line.cell for line in found.lines] == [Cell(0, 0, 0, 2), Cell(0, 0, 2)]


def test_a_table_in_a_cell_is_read_in_its_place() -> None:
    found = document(table(tc(p("trên") + table(tc("x") + tc("y")) + p("dưới")) + tc("bên")))
    assert found.text == "trên\nx\ty\ndưới\tbên"
    assert found.tables[1].parent == Cell(0, 0, 0)
    assert [line.cell for line in found.lines] == [Cell(0, 0, 0), Cell(1, 0, 0), Cell(1, 0, 1), Cell(0, 0, 0), Cell(0, 0, 1)]


def test_rows_and_cells_inside_controls_are_read() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = f"<w:tr>{tc('c')}{tc('d')}</w:tr>"
    found = document(f"<w:tbl><w:tr>{tc('a')}{control.format(tc('b'))}</w:tr>{control.format(row)}</w:tbl>")
    assert found.text == "a\tb\nc\td"


def test_a_row_deleted_by_a_tracked_change_is_left_out() -> None:
    assert document(table(tc("a"), f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{tc("mất")}</w:tr>', tc("b"))).text == "a\nb"
