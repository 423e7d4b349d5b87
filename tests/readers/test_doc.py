"""Word 97-2003 files."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
import word6
from word97 import IN_TABLE, ROW_END, Streams, row, short, sprm, word97

from vndocparse.errors import DamagedFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError
from vndocparse.layout import Document
from vndocparse.readers import doc_file
from vndocparse.readers.doc import read
from vndocparse.readers.limits import DEFAULT_LIMITS, Limits

BOLD, HIDDEN, GONE, SPECIAL, CAPITALS = (sprm(code, 1) for code in (0x0835, 0x083C, 0x0800, 0x0855, 0x083B))


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> object:
    """Reads streams as if they came out of a compound file."""

    def from_streams(streams: Streams, limits: Limits = DEFAULT_LIMITS) -> Document:
        monkeypatch.setattr(doc_file, "_streams", lambda *_: streams)
        return read(b"", limits)

    return from_streams


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def font(number: int) -> bytes:
    return short(0x4A4F, number)


CASES = [
    ("two bytes a letter", word97("Đảng ủy xã\r", wide=True), ["Đảng ủy xã"]),
    ("a manual break and a page break", word97("a\x0bb\x0cc\r"), ["a", "b", "c"]),
    ("signs", word97("a\tb\x1ec\xa0d\x1fe\x01\x05\r"), ["a\tb\u2011c\u00a0de"]),
    ("hidden text", word97("a-b-c\r", runs=(("-b-", HIDDEN),)), ["ac"]),
    ("deleted text", word97("a-b-c\r", runs=(("-b-", GONE),)), ["ac"]),
    ("a deleted end of paragraph", word97("a\r", "b\r", runs=(("\r", GONE),)), ["ab"]),
    ("capitals by format", word97("xã a\r", runs=(("xã", CAPITALS),)), ["XÃ a"]),
    ("the result of a field", word97("x\x13 HYPERLINK y\x14Quy ch\x15z\r"), ["xQuy chz"]),
    ("a field in a field", word97("\x13 IF \x13 REF a\x14b\x15 c\x14d\x15\r"), ["d"]),
    ("a field that never ends", word97("a\x13 PAGE\r", "b\r"), ["a", "b"]),
    ("a symbol made by a field", word97('\x13 SYMBOL 183 \\f "Symbol" \\s 10\x15 x\r'), ["• x"]),
    (
        "an inserted symbol",
        word97("( x\r", runs=(("(", SPECIAL + struct.pack("<HHH", 0x6A09, 1, 0xF0FC)),), fonts=("T", "Wingdings")),
        ["✓ x"],
    ),
    ("a footnote mark without a note", word97("a\x02b\r", runs=(("\x02", SPECIAL),)), ["ab"]),
    ("text without an end", word97("a\r", "b"), ["a", "b"]),
]


@pytest.mark.parametrize(("streams", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_text_is_read_as_it_is_shown(streams: Streams, expected: list[str], reading) -> None:  # type: ignore[no-untyped-def]
    assert texts(reading(streams)) == expected


@pytest.mark.parametrize(
    ("name", "written", "text", "encoding"),
    [
        (".VnTime", "C¨n cø QuyÕt ®Þnh cña Ban Th\u00adêng vô", "Căn cứ Quyết định của Ban Thường vụ", "tcvn3"),
        (".VnTime", "Th\u00ad\x1fêng vô TØnh uû", "Thường vụ Tỉnh uỷ", "tcvn3"),
        (".VnTimeH", "tØnh ñy", "TỈNH ỦY", "tcvn3"),
        ("VNI-Times", "Ñaûng uûy", "Đảng ủy", "vni"),
    ],
)
def test_runs_are_decoded_by_their_font(name: str, written: str, text: str, encoding: str, reading) -> None:  # type: ignore[no-untyped-def]
    document = reading(word97(f"{written}\r", "ban hành\r", runs=((written, font(1)),), fonts=("Times New Roman", name)))
    assert (texts(document), document.legacy_encoding) == ([text, "ban hành"], encoding)


def test_formats_are_told(reading) -> None:  # type: ignore[no-untyped-def]
    document = reading(word97(("A\r", sprm(0x2461, 1)), ("b c\r", sprm(0x2403, 3)), runs=(("A", BOLD), ("b", BOLD))))
    assert [(line.align, line.bold) for line in document.lines] == [("center", True), ("both", False)]


def test_merged_cells_and_the_columns_of_the_grid_are_told(reading) -> None:  # type: ignore[no-untyped-def]
    down, below = 0x60, 0x20
    document = reading(
        word97(
            *((f"{word}\x07", IN_TABLE) for word in "abc"),
            ("\x07", IN_TABLE + ROW_END + row((1000, down), (2000, 0), (3000, 0))),
            *((f"{word}\x07", IN_TABLE) for word in ("", "d\re", "")),
            ("\x07", IN_TABLE + ROW_END + row((1000, below), (2000, 1), (3000, 2))),
            *((f"{word}\x07", IN_TABLE) for word in "fg"),
            ("\x07", IN_TABLE + ROW_END + row((1000, 0), (3000, 0))),
            "after\r",
        )
    )
    assert document.text == "a\tb\tc\n\td\ne\nf\tg\nafter"
    rows = [[(cell.cell.column, cell.cell.span, cell.cell.continued) for cell in cells] for cells in document.tables[0].rows]
    assert rows == [
        [(0, 1, False), (1, 1, False), (2, 1, False)],
        [(0, 1, True), (1, 2, False)],
        [(0, 1, False), (1, 2, False)],
    ]


def test_a_table_in_a_cell_stands_in_it(reading) -> None:  # type: ignore[no-untyped-def]
    inner = IN_TABLE + struct.pack("<Hi", 0x6649, 2)
    document = reading(
        word97(
            ("a\r", inner + sprm(0x244B, 1)),
            ("b\r", inner + sprm(0x244B, 1)),
            ("\r", inner + sprm(0x244B, 1) + sprm(0x244C, 1)),
            ("c\x07", IN_TABLE),
            ("\x07", IN_TABLE + ROW_END),
        )
    )
    assert document.text == "a\tb\nc"
    assert [table.parent is not None for table in document.tables] == [False, True]


def test_a_file_saved_fast_keeps_what_was_changed_last(reading) -> None:  # type: ignore[no-untyped-def]
    assert reading(word97("a\r", modifier=0x55 << 1 | 1 << 8)).lines[0].bold
    assert [line.align for line in reading(word97("a\r", modifier=0x05 << 1 | 2 << 8)).lines] == ["right"]


def test_a_protected_file_is_called_encrypted(reading) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(EncryptedFileError, match="password"):
        reading(word97("a\r", flags=0x0100))


def test_word_6_and_95_are_read_with_their_fonts_and_tables(reading) -> None:  # type: ignore[no-untyped-def]
    document = reading(
        word6.word6(
            ("C¨n cø QuyÕt ®Þnh\r", word6.sprm(5, 1)),
            "tØnh ñy x\x13 PAGE \x143\x15y\r",
            ("a\x07", word6.IN_TABLE),
            ("b\rc\x07", word6.IN_TABLE),
            ("\x07", word6.IN_TABLE + word6.ROW_END + word6.row((2000, 0), (5000, 0))),
            ("d\x07", word6.IN_TABLE),
            ("\x07", word6.IN_TABLE),
            ("\x07", word6.IN_TABLE + word6.ROW_END + word6.row((2000, 1), (5000, 2))),
            ("bold, hidden (\r", b""),
            runs=(
                ("C¨n cø QuyÕt ®Þnh", word6.font(1)),
                ("tØnh ñy", word6.font(2)),
                ("bold, ", word6.sprm(85, 1)),
                ("hidden", word6.sprm(92, 1)),
                ("(", word6.sprm(117, 1) + word6.sprm(74, 3, 3, 0, 0xFC)),
            ),
            fonts=("Times New Roman", ".VnTime", ".VnTimeH", "Wingdings"),
        )
    )
    assert document.text == "Căn cứ Quyết định\nTỈNH ỦY x3y\na\tb\nc\nd\nbold,  ✓"
    assert [line.align for line in document.lines][:2] == ["center", ""]
    assert [[cell.cell.span for cell in row] for row in document.tables[0].rows] == [[1, 1], [2]]
    assert [item.code for item in document.diagnostics] == ["legacy-encoding"]


def test_a_word_95_file_saved_fast_is_read_by_its_pieces(reading) -> None:  # type: ignore[no-untyped-def]
    assert texts(reading(word6.word6("a\r", "b\r", fast=True))) == ["a", "b"]


def test_automatic_numbers_of_word_95_are_said_to_be_missing(reading) -> None:  # type: ignore[no-untyped-def]
    document = reading(word6.word6(("a\r", word6.sprm(12, 52, *bytes(52))), "b\r"))
    assert [item.code for item in document.diagnostics] == ["old-word"]
    assert "LibreOffice" in document.diagnostics[0].message


def test_pieces_that_overlap_to_fill_the_memory_are_refused(reading) -> None:  # type: ignore[no-untyped-def]
    main, (_, table), data = word97("a\r" * 20)
    assert table is not None
    at = table.index(b"\x02\x10\0\0\0")
    count = 3000
    pieces = struct.pack(f"<{count + 1}I", *range(0, 40 * (count + 1), 40)) + struct.pack("<HIH", 0, 0x40001000, 0) * count
    grown = table[:at] + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    changed = bytearray(main)
    struct.pack_into("<II", changed, 0x9A + 8 * 33, at, len(grown) - at)
    with pytest.raises(DamagedFileError, match="save it as"):
        reading((bytes(changed), (None, grown), data))


def test_what_exceeds_a_limit_is_refused(reading) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(LimitExceededError, match="max_paragraphs"):
        reading(word97("\r" * 50), Limits(max_paragraphs=10))


def test_a_stream_larger_than_a_part_may_be_is_refused(samples: Path) -> None:
    with pytest.raises(LimitExceededError, match="max_part_bytes"):
        read((samples / "huong-dan-tcvn3-2001.doc").read_bytes(), Limits(max_part_bytes=1000))


def test_the_package_that_is_missing_is_named(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(UnsupportedFormatError, match="pip install olefile"):
        read((samples / "huong-dan-tcvn3-2001.doc").read_bytes())


def test_time_grows_no_faster_than_the_file(reading) -> None:  # type: ignore[no-untyped-def]
    def seconds(count: int) -> float:
        streams = word97("a\x13 B\x14c\x15\r" * count)
        begin = time.process_time()
        reading(streams)
        return time.process_time() - begin

    assert seconds(20_000) < 8 * max(seconds(5_000), 0.01) + 0.3


def test_the_old_files_of_the_corpus_are_read_letter_for_letter(shared: Path) -> None:
    scorer = Path(__file__).parent.parent.parent / "benchmarks" / "legacy_text.py"
    words = [str(scorer), str(shared / "corpus" / "legacy"), "--ext", "doc", "rtf", "--min", "0.99"]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), b""])
def test_a_broken_compound_file_is_called_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match="save it as"):
        read(data)
