"""Words and lines of PDFs, however the file draws them: by runs, by words, by letters, without blanks, in fonts without a map."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pdfplumber
import pytest
from printed_pdf import BODY, FOOT, HEAD, HOLE, LEFT, SIZE, TITLE, Show, grid, pdf, width

from vndocparse.layout import DocumentBuilder
from vndocparse.readers.limits import Limits
from vndocparse.readers.page_letters import settled
from vndocparse.readers.page_lines import printed_lines
from vndocparse.readers.pdf import read
from vndocparse.readers.pdf_file import PdfFile

INPUTS = Path(__file__).parents[3] / "shared" / "benchmarks" / "inputs"
SENTENCE = "Thực hiện Công văn số 467-CV/HU ngày 01"


def raw_lines(data: bytes) -> list[list[str]]:
    """The lines of each page before columns, furniture and hyphens."""
    file = PdfFile(data, Limits())
    try:
        pages = list(file.read())
    finally:
        file.close()
    runs, _ = settled([page.text.runs for page in pages], DocumentBuilder())
    return [[line.text for line in printed_lines(on_page, number)] for number, on_page in enumerate(runs, 1)]


def plumbed(data: bytes) -> list[list[str]]:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [[unicodedata.normalize("NFC", line) for line in page.extract_text(y_tolerance=1).splitlines()] for page in file.pages]


def equal_share(data: bytes) -> float:
    """The share of pdfplumber's lines that are ours, in any order (a line beside another may stand before or behind it)."""
    same = total = 0
    for ours, theirs in zip(raw_lines(data), plumbed(data), strict=True):
        rest = list(ours)
        for line in theirs:
            total += 1
            if line in rest:
                rest.remove(line)
                same += 1
    return same / total


def by_words(x: float, top: float, text: str, blank: float) -> Iterator[Show]:
    for word in text.split():
        yield Show(x, top, word)
        x += width(word) + blank


def by_letters(x: float, top: float, text: str, apart: float = 0.0, blanks: bool = True) -> Iterator[Show]:
    for letter in text:
        if blanks or letter != " ":
            yield Show(x, top, letter)
        x += width(letter) + apart


@pytest.mark.parametrize(
    "page",
    [
        [*TITLE, *BODY],
        [*HEAD, *TITLE, *BODY, *FOOT],
        list(by_words(LEFT, 100, SENTENCE, 0.25 * SIZE)),
        list(by_letters(LEFT, 100, SENTENCE)),
    ],
    ids=["prose", "a whole paper", "word by word", "letter by letter"],
)
def test_lines_are_those_that_pdfplumber_finds(page: list[Show]) -> None:
    assert equal_share(pdf([page])) == 1.0


@pytest.mark.skipif(not INPUTS.is_dir(), reason="the benchmark files are not beside the checkout")
def test_lines_of_the_benchmark_papers_are_those_that_pdfplumber_finds() -> None:
    for path in sorted(INPUTS.glob("numbered-*.pdf")):
        if path.stat().st_size < 100_000:
            data = path.read_bytes()
            assert equal_share(data) >= 0.99, path.name


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        (lambda: by_words(LEFT, 100, SENTENCE, 2.5), None),
        (lambda: by_words(LEFT, 100, SENTENCE, 9), None),
        (lambda: by_letters(LEFT, 100, SENTENCE, blanks=False), None),
        (lambda: by_letters(LEFT, 100, SENTENCE, apart=4), "letter by letter"),
        (lambda: by_letters(LEFT, 100, SENTENCE, apart=4, blanks=False), "letter by letter"),
        (lambda: [Show(LEFT, 100, " ".join(SENTENCE))], "letter by letter"),
    ],
    ids=["narrow moves", "wide moves", "letters without blanks", "letter-spaced", "letter-spaced without blanks", "blanks typed"],
)
def test_words_are_told_apart_however_they_are_drawn(runs: Callable[[], Iterable[Show]], message: str | None) -> None:
    document = read(pdf([[*runs(), Show(LEFT, 130, "Đảng ủy yêu cầu các chi bộ.")]]), Limits())
    assert document.text.split("\n")[0] == SENTENCE
    told = [d.message for d in document.diagnostics if d.code == "repaired-text"]
    assert [message in text for text in told] == [True] if message else not told


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Ban Thường vụĐảng uỷ xã", "Ban Thường vụ Đảng uỷ xã"),
        ("Chỉ thịsố36-CT/TW", "Chỉ thị số 36-CT/TW"),
        ("Nghịđịnh số 116, Tỉnh uỷvề", "Nghị định số 116, Tỉnh uỷ về"),
        ("báo cáo Huyện uỷtrước ngày 5/4", "báo cáo Huyện uỷ trước ngày 5/4"),
        ("BAN THƯỜNG VỤĐẢNG UỶ", "BAN THƯỜNG VỤ ĐẢNG UỶ"),
        ("bộ phận phục vụ, thịnh vượng, mỗi tuần", "bộ phận phục vụ, thịnh vượng, mỗi tuần"),
        ("Quyết định số 12-QĐ/TU", "Quyết định số 12-QĐ/TU"),
    ],
)
def test_words_glued_behind_a_toned_vowel_are_parted_by_their_spelling(printed: str, meant: str) -> None:
    document = read(pdf([[Show(LEFT, 100, printed)]]), Limits())
    assert document.text == meant
    assert [d.code for d in document.diagnostics] == ["repaired-text"] * (printed != meant)


def test_words_glued_in_two_runs_are_parted() -> None:
    first = "Ban Thường vụ"
    page = [Show(LEFT, 100, first), Show(LEFT + width(first), 100, "Đảng uỷ", bold=True)]
    assert read(pdf([page]), Limits()).text == "Ban Thường vụ Đảng uỷ"


def test_a_word_in_two_fonts_stays_one_word() -> None:
    page = [Show(LEFT, 100, "Đ"), Show(LEFT + width("Đ"), 100, "ảng ủy", bold=True)]
    assert read(pdf([page]), Limits()).text == "Đảng ủy"


LACKING = set("ảạấầẩẫậắằặẻẽẹếềểễệỉịọỏốồổỗộớờởợụủứừửữựỳỷỹỵẢẠẤẦẨẬẮẰẶẸẾỀỂỆỈỊỌỐỒỔỘỚỜỞỢỤỦỨỪỬỮỰƯưƠơ")


@pytest.mark.parametrize("text", [SENTENCE, "TỈNH ỦY ĐÔNG HẢI", "của Ban Thường vụ Đảng ủy (để báo cáo)", "Ủy ban, sự, bộ"])
def test_letters_that_a_second_font_sets_into_the_holes_of_a_first_are_read_in_their_place(text: str) -> None:
    first = "".join(HOLE if letter in LACKING else letter for letter in text)
    second: list[Show] = []
    x = LEFT
    for letter in text:
        if letter in LACKING:
            second.append(Show(x, 100, letter, bold=True))
        x += width(letter)
    document = read(pdf([[Show(LEFT, 100, first), *second, Show(LEFT, 130, "Đảng bộ xã")]]), Limits())
    assert document.text == f"{text}\nĐảng bộ xã"
    assert document.diagnostics == ()


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [
        (
            "theo Thông tư liên tịch số 01/2010/TTLT-BTP-",
            "BNV ngày 5 tháng 4",
            "theo Thông tư liên tịch số 01/2010/TTLT-BTP-BNV\nngày 5 tháng 4",
        ),
        ("thực hiện Kế hoạch số 33-", "KH/ĐU của Đảng ủy", "thực hiện Kế hoạch số 33-KH/ĐU\ncủa Đảng ủy"),
        ("theo Nghị định số 116/2021/", "NĐ-CP ngày 21", "theo Nghị định số 116/2021/NĐ-CP\nngày 21"),
        ("phát triển kinh tế-", "xã hội của địa phương", "phát triển kinh tế-xã\nhội của địa phương"),
        ("Độc lập - Tự do -", "Hạnh phúc", "Độc lập - Tự do -\nHạnh phúc"),
        ("Phần I-", "TÌNH HÌNH CHUNG", "Phần I-\nTÌNH HÌNH CHUNG"),
        ("các tổ chức và/", "hoặc cá nhân", "các tổ chức và/\nhoặc cá nhân"),
    ],
)
def test_a_code_or_a_word_broken_at_the_end_of_a_line_is_whole(first: str, second: str, meant: str) -> None:
    document = read(pdf([[Show(LEFT, 100, first), Show(LEFT, 118, second)]]), Limits())
    assert document.text == meant
    assert all(document.text[line.start : line.end] == line.text for line in document.lines)


TIMES_NEW_ROMAN = {
    **{chr(code): code - 0x1D for code in range(0x20, 0x7F)},
    **{chr(code): code - 0x19FC for code in range(0x1E8C, 0x1EFA)},
    **{letter: letter.encode("mac_roman")[0] - 0x1E for letter in "àáâãèéêìíòóôõùú"},
    **{letter: letter.encode("mac_roman")[0] - 0x1F for letter in "ÀÃÂÊÁÈÍÌÓÔ"},
    **{letter: letter.encode("mac_roman")[0] - 0x20 for letter in "ÒÚÙ"},
    "ư": 0x46D,
    "ơ": 0x46B,
    "Ư": 0x46C,
    "Ơ": 0x46A,
    "đ": 0xFF,
    "Đ": 0x108,
    "ă": 0x103,
}


def test_a_font_that_does_not_tell_its_letters_is_read_by_its_glyphs() -> None:
    lines = ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "Căn cứ Luật Tổ chức chính quyền địa phương (khoá XIII), số 12-NQ/TW")
    page = [Show(LEFT, 100 + 20 * row, text) for row, text in enumerate(lines)]
    document = read(pdf([page], mapped=False, glyphs=TIMES_NEW_ROMAN), Limits())
    assert document.text.split("\n") == list(lines)
    assert [(d.code, d.severity) for d in document.diagnostics] == [("repaired-text", "info")]


def test_glyphs_that_do_not_read_as_vietnamese_are_not_guessed() -> None:
    shuffled = {letter: 3 + 7 * index % 89 for index, letter in enumerate("ThựciệnCôgăsốàyủaBTườv")} | {" ": 3}
    document = read(pdf([[Show(LEFT, 100, "Thực hiện Công văn")]], mapped=False, glyphs=shuffled), Limits())
    assert set(document.text.replace(" ", "")) == {"\ufffd"}
    assert [(d.code, d.severity) for d in document.diagnostics] == [("undecodable", "error")]


def test_the_letter_oi_is_the_letter_with_a_horn() -> None:
    page = [Show(LEFT, 100, "CỘNG HÕA XÃ HỘI, BỘ CÔNG THƢƠNG"), Show(LEFT, 120, "của Thủ tƣớng, anh Võ Văn A")]
    document = read(pdf([page]), Limits())
    assert document.text == "CỘNG HÒA XÃ HỘI, BỘ CÔNG THƯƠNG\ncủa Thủ tướng, anh Võ Văn A"
    assert [d.code for d in document.diagnostics] == ["repaired-text"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turn: int) -> None:
    page = [*HEAD, *TITLE, *BODY, *FOOT]
    upright = read(pdf([page]), Limits())
    turned = read(pdf([page], page_entries=f"/Rotate {turn}"), Limits())
    assert turned.text == upright.text
    assert [line.align for line in turned.lines] == [line.align for line in upright.lines]


def test_a_part_of_the_page_that_is_cut_away_is_not_read() -> None:
    document = read(pdf([[Show(LEFT, 100, "Đảng ủy"), Show(LEFT, 800, "Bản in thử")]], page_entries="/CropBox [0 100 595 842]"), Limits())
    assert document.text == "Đảng ủy"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_on_a_turned_page_keeps_its_cells(turn: int) -> None:
    cells = [Show(84, 305, "TT"), Show(124, 305, "Nội dung"), Show(84, 335, "1"), Show(124, 335, "Kiểm tra"), Show(124, 350, "các chi bộ")]
    rules = [grid((80, 120, 300), (300, 330, 370))]
    upright, turned = (read(pdf([[*BODY, *cells]], rules, page_entries=f"/Rotate {way}"), Limits()) for way in (0, turn))
    assert upright.text.endswith("TT\tNội dung\n1\tKiểm tra\ncác chi bộ")
    assert (turned.text, len(turned.tables)) == (upright.text, 1)


def test_pdfplumber_is_not_loaded_for_a_page_without_rulings() -> None:
    script = (
        "import sys; from vndocparse.readers.pdf import read; from vndocparse.readers.limits import Limits;"
        "read(sys.stdin.buffer.read(), Limits()); print('pdfplumber' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=pdf([BODY]), capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]


def test_the_letter_of_tcvn3_that_looks_like_a_hyphen_is_a_letter_at_the_end_of_a_line_too() -> None:
    page = [Show(LEFT, 100, "Céng hßa nh\u00ad"), Show(LEFT, 118, "vËy vµ c\u00ad tró cña §¶ng uû"), Show(LEFT, 136, "vµ c¸c ®oµn thÓ")]
    document = read(pdf([page]), Limits())
    assert document.text == "Cộng hòa như\nvậy và cư trú của Đảng uỷ\nvà các đoàn thể"
    assert document.legacy_encoding == "tcvn3"
