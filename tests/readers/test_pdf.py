"""PDF: lines, columns, tables, furniture and damage, on pages written here glyph by glyph."""

from __future__ import annotations

import contextlib
import logging
import unicodedata
import zlib

import pytest
from printed_pdf import BODY, FOOT, HEAD, LEFT, TITLE, Show, centred, grid, pdf, rule, width

from vndocparse.errors import DamagedFileError, EncryptedFileError, LimitExceededError
from vndocparse.layout import Document
from vndocparse.readers.limits import Limits
from vndocparse.readers.pdf import read


def text_of(document: Document) -> str:
    for line in document.lines:
        assert document.text[line.start : line.end] == line.text
    return document.text


def test_letterhead_and_foot_are_set_column_by_column() -> None:
    document = read(pdf([[*HEAD, *TITLE, *BODY, *FOOT]]), Limits())
    assert text_of(document) == (
        "ĐẢNG BỘ HUYỆN A\nĐẢNG ỦY XÃ B\n*\nSố 12-CV/ĐU\tĐẢNG CỘNG SẢN VIỆT NAM\nB, ngày 3 tháng 4 năm 2020\n"
        "CHỈ THỊ\nvề công tác dân vận\n"
        "Thực hiện Công văn số 467-CV/HU ngày 01 tháng 3 năm\n2017 của Ban Thường vụ Huyện ủy về công tác dân vận, Đảng ủy\n"
        "yêu cầu các chi bộ thực hiện.\n"
        "Nơi nhận:\n- Như trên;\n- Các chi bộ trực thuộc Đảng ủy,\nvà các đoàn thể;\n- Lưu VT.\tT/M BAN THƯỜNG VỤ\nBÍ THƯ\nNguyễn Văn A"
    )
    assert [table.layout for table in document.tables] == [True, True]
    assert (document.format, document.pages, document.wrapped) == ("pdf", 1, True)


def test_lines_know_their_place_and_their_looks() -> None:
    document = read(pdf([[*HEAD, *TITLE, *BODY]]), Limits())
    lines = {line.text: line for line in document.lines}
    assert (lines["CHỈ THỊ"].align, lines["CHỈ THỊ"].bold) == ("center", True)
    assert (lines["về công tác dân vận"].align, lines["yêu cầu các chi bộ thực hiện."].align) == ("center", "")
    assert not lines["Số 12-CV/ĐU"].bold
    box = lines["CHỈ THỊ"].box
    assert box is not None
    assert [round(side) for side in box] == [round(298 - width("CHỈ THỊ") / 2), 170, round(298 + width("CHỈ THỊ") / 2), 183]


def test_columns_with_lines_at_different_heights_are_still_columns() -> None:
    shifted = [show._replace(top=show.top + 9) if show.x > 300 else show for show in HEAD]
    assert text_of(read(pdf([[*shifted, *BODY]]), Limits())).startswith(
        "ĐẢNG BỘ HUYỆN A\nĐẢNG ỦY XÃ B\n*\nSố 12-CV/ĐU\tĐẢNG CỘNG SẢN VIỆT NAM\nB,"
    )


def test_a_blank_day_and_a_justified_line_are_not_torn() -> None:
    justified = [Show(LEFT + 75 * index, 240, word) for index, word in enumerate(("Thực hiện", "Công văn", "số 12 của", "Tỉnh ủy về"))]
    page = [Show(300, 60, "B, ngày      tháng      năm 2020"), *justified]
    document = read(pdf([page]), Limits())
    assert text_of(document) == "B, ngày tháng năm 2020\nThực hiện Công văn số 12 của Tỉnh ủy về"
    assert document.tables == ()


def test_an_item_number_set_apart_by_a_tab_is_part_of_its_line() -> None:
    page = [Show(LEFT, 100, "1."), Show(LEFT + 36, 100, "Giao Ban A"), Show(LEFT, 118, "12.1."), Show(LEFT + 40, 118, "Giao Ban B")]
    assert text_of(read(pdf([page]), Limits())) == "1. Giao Ban A\n12.1. Giao Ban B"


def test_a_ruled_table_is_read_row_by_row() -> None:
    columns, tops = (80, 120, 300, 420), (300, 330, 370, 400)
    cells = [
        Show(84, 305, "TT"),
        Show(124, 305, "Nội dung"),
        Show(304, 305, "Chủ trì"),
        Show(84, 335, "1"),
        Show(124, 335, "Tổ chức học tập"),
        Show(124, 350, "Nghị quyết"),
        Show(304, 335, "Ban A"),
        Show(84, 375, "2"),
        Show(124, 375, "Kiểm tra"),
    ]
    document = read(pdf([[*HEAD, *BODY, *cells, Show(LEFT, 420, "Đảng ủy yêu cầu thực hiện.")]], [grid(columns, tops)]), Limits())
    assert text_of(document).endswith(
        "yêu cầu các chi bộ thực hiện.\n"
        "TT\tNội dung\tChủ trì\n1\tTổ chức học tập\nNghị quyết\tBan A\n2\tKiểm tra\t\nĐảng ủy yêu cầu thực hiện."
    )
    assert [table.layout for table in document.tables] == [True, False]


def test_cells_over_two_columns_or_two_rows_keep_their_place() -> None:
    wide = grid((80, 200, 320), (330, 360)) + rule(80, 300, 80, 330) + rule(80, 300, 440, 300) + rule(320, 300, 320, 330)
    high = rule(440, 300, 440, 360) + rule(320, 360, 440, 360)
    page = [Show(84, 305, "Một"), Show(324, 305, "Hai"), Show(84, 335, "Ba"), Show(204, 335, "Bốn")]
    document = read(pdf([page], [wide + high]), Limits())
    assert text_of(document) == "Một\tHai\nBa\tBốn\t"
    cells = [cell.cell for row in document.tables[0].rows for cell in row]
    places = [(cell.row, cell.column, cell.span, cell.continued) for cell in cells]
    assert places == [(0, 0, 2, False), (0, 2, 1, False), (1, 0, 1, False), (1, 1, 1, False), (1, 2, 1, True)]


def test_a_frame_round_a_mark_and_the_rules_of_a_letterhead_are_no_tables() -> None:
    frame = grid((80, 140), (130, 150)) + rule(350, 80, 490, 80) + rule(140, 92, 210, 92) + rule(90, 400, 200, 400)
    document = read(pdf([[*HEAD, Show(90, 133, "MẬT"), *BODY]], [frame]), Limits())
    assert [table.layout for table in document.tables] == [True]
    assert "MẬT" in text_of(document)


def test_a_table_cut_by_the_end_of_a_page_goes_on() -> None:
    columns = (80, 120, 300, 420)
    first = [
        Show(84, 705, "TT"),
        Show(124, 705, "Nội dung"),
        Show(304, 705, "Ai"),
        Show(84, 735, "1"),
        Show(124, 735, "Kiểm tra tại"),
        Show(304, 735, "A"),
    ]
    second = [
        Show(84, 65, "TT"), Show(124, 65, "Nội dung"), Show(304, 65, "Ai"),
        Show(124, 95, "các chi bộ"), Show(84, 125, "2"), Show(124, 125, "Sơ kết"), Show(304, 125, "B"), Show(LEFT, 200, "Hết."),
    ]  # fmt: skip
    document = read(pdf([first, second], [grid(columns, (700, 730, 760)), grid(columns, (60, 90, 120, 150))]), Limits())
    assert text_of(document) == "TT\tNội dung\tAi\n1\tKiểm tra tại\ncác chi bộ\tA\n2\tSơ kết\tB\nHết."
    assert [line.page for line in document.lines] == [1, 1, 1, 1, 1, 2, 1, 2, 2, 2, 2]


def test_page_numbers_and_running_heads_are_left_out_of_the_body() -> None:
    pages = []
    for number in range(1, 5):
        page = [
            Show(LEFT, 40, "Tài liệu hội nghị", 10),
            *(Show(LEFT, 90 + 18 * row, f"Chi bộ {chr(64 + number)}, mục {row}") for row in range(30)),
        ]
        pages.append(page + ([centred(298, 800, str(number))] if number > 1 else []))
    document = read(pdf(pages), Limits())
    body = [line.text for line in document.lines if line.region == "body"]
    assert len(body) == 120
    assert body[30] == "Chi bộ B, mục 0"
    assert [(line.text, line.region) for line in document.lines[120:]] == [("Tài liệu hội nghị", "header")]


def test_a_number_stamped_on_a_page_is_no_page_number() -> None:
    stamped = [*HEAD, Show(130, 200, "214"), *BODY, Show(300, 800, "58")]
    assert {"214", "58"} <= {line.text for line in read(pdf([stamped, BODY]), Limits()).lines}


def test_footnotes_stand_after_the_body() -> None:
    page = [*BODY, Show(LEFT, 760, "1", 6), Show(LEFT + 4, 760, "Văn bản số 3 của Tỉnh ủy", 9), Show(LEFT, 772, "về công tác dân vận.", 9)]
    following = [Show(LEFT, 60, "Các chi bộ báo cáo.")]
    document = read(pdf([page, following]), Limits())
    assert text_of(document).endswith("thực hiện.\nCác chi bộ báo cáo.\n1 Văn bản số 3 của Tỉnh ủy\nvề công tác dân vận.")
    assert [line.region for line in document.lines[-2:]] == ["footnote", "footnote"]


def test_a_recipient_list_in_small_type_is_no_footnote() -> None:
    numbered = [Show(LEFT, 345 + 13 * row, f"{row}. Chi bộ B", 10) for row in range(1, 4)]
    assert {line.region for line in read(pdf([[*BODY, *numbered]]), Limits()).lines} == {"body"}


def test_bold_made_by_drawing_twice_is_read_once() -> None:
    twice = [Show(LEFT, 100, "ĐẢNG ỦY XÃ B"), Show(LEFT + 0.4, 100, "ĐẢNG ỦY XÃ B")]
    assert text_of(read(pdf([twice]), Limits())) == "ĐẢNG ỦY XÃ B"


def test_a_raised_figure_stays_on_its_line() -> None:
    text = "theo Kết luận số 126-KL/TW"
    page = [Show(LEFT, 100, text), Show(LEFT + width(text), 97, "1", 7), Show(LEFT, 118, "của Bộ Chính trị.")]
    assert text_of(read(pdf([page]), Limits())) in (
        "theo Kết luận số 126-KL/TW1\ncủa Bộ Chính trị.",
        "theo Kết luận số 126-KL/TW 1\ncủa Bộ Chính trị.",
    )


def test_decomposed_letters_are_composed() -> None:
    page = [Show(LEFT, 100, unicodedata.normalize("NFD", "Đảng ủy"))]
    assert text_of(read(pdf([page]), Limits())) == "Đảng ủy"


def test_a_scan_says_that_it_needs_ocr() -> None:
    document = read(pdf([[]]), Limits())
    assert document.text == ""
    assert [(d.code, d.severity) for d in document.diagnostics] == [("no-text-layer", "error")]
    assert "OCR" in document.diagnostics[0].message


def test_glyphs_without_a_meaning_are_told() -> None:
    document = read(pdf([BODY], mapped=False), Limits())
    assert "\ufffd" in document.text
    assert "(cid:" not in document.text
    assert ("undecodable", "error") in [(d.code, d.severity) for d in document.diagnostics]


ENCRYPTED = f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"


def test_a_pdf_behind_a_password_is_called_encrypted() -> None:
    with pytest.raises(EncryptedFileError, match="password"):
        read(pdf([BODY], trailer=ENCRYPTED), Limits())


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4", b"%PDF-1.4\n" + bytes(range(256)) * 20, pdf([BODY])[:400]], ids=["bare", "noise", "cut short"]
)
def test_a_broken_pdf_is_called_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"\.$|again"):
        read(data, Limits())


def test_a_pdf_without_its_index_is_read_with_a_warning() -> None:
    whole = pdf([BODY])
    document = read(whole[: whole.rindex(b"xref\n0")] + b"trailer\n<< /Root 1 0 R >>\n", Limits())
    assert document.text.startswith("Thực hiện")
    assert [d.code for d in document.diagnostics] == ["damaged"]


def packed(data: bytes, content: bytes) -> bytes:
    """``data`` with the contents of its first page replaced by ``content``, said to be packed."""
    begin = data.index(b"<< /Length", data.index(b"endcmap"))
    end = data.index(b"endstream", begin)
    changed = data[:begin] + b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content) + content + b"\n" + data[end:]
    return changed[: changed.rindex(b"xref\n0")] + b"trailer\n<< /Root 1 0 R >>\n"


def test_contents_that_are_cut_short_are_told() -> None:
    whole = zlib.compress(b"BT /F1 13 Tf 100 700 Td <2122> Tj ET\n" * 300)
    assert "cut short" not in read(packed(pdf([BODY]), whole), Limits()).diagnostics[0].message
    assert "cut short: 1" in read(packed(pdf([BODY]), whole[: len(whole) // 2]), Limits()).diagnostics[0].message


def test_contents_that_unpack_without_end_are_refused() -> None:
    with pytest.raises(LimitExceededError, match="unpacks"):
        read(packed(pdf([BODY]), zlib.compress(bytes(100_000))), Limits(max_part_bytes=50_000))


def test_limits_are_kept() -> None:
    with pytest.raises(LimitExceededError, match="2 pages"):
        read(pdf([BODY, BODY]), Limits(max_pages=1))
    with pytest.raises(LimitExceededError):
        read(pdf([BODY]), Limits(max_bytes=100))


def test_nothing_is_printed_about_a_faulty_pdf(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    faulty = pdf([BODY]).replace(b"/Descent -250", b"/Descent (xx)").replace(b" Td <", b" Td /x gs <")
    with caplog.at_level(logging.WARNING), contextlib.suppress(DamagedFileError):
        read(faulty, Limits())
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
