"""PDFs that are broken, cyclic, huge, protected or not what they seem: a clear error or a diagnostic, soon."""

from __future__ import annotations

import time
import zlib

import pytest
from printed_pdf import BODY, pdf, stream, written

from vndocparse.errors import EncryptedFileError, LimitExceededError, VndocparseError
from vndocparse.readers.limits import Limits
from vndocparse.readers.pdf import read

CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
TEXT = "BT /F1 12 Tf 72 700 Td (So 12-CV/DU) Tj ET"
SOON = 8.0  # seconds, on a slow machine; none of these takes one on a fast one


def page(entries: str = "", resources: str = "", contents: str = "4 0 R") -> str:
    inner = f"/Resources << /Font << /F1 5 0 R >> {resources} >>"
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {contents} {inner} {entries} >>"


def tree(kids: str, count: object) -> str:
    return f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"


def paper(content: str | bytes = TEXT, pages: str = tree("3 0 R", 1), entries: str = "", packed: bool = False) -> bytes:
    data = content.encode() if isinstance(content, str) else content
    body = stream(zlib.compress(data), "/Filter /FlateDecode") if packed else stream(data)
    return written([CATALOGUE, pages, page(entries), body, FONT])


def nested(depth: int, times: int, packed: bool) -> bytes:
    """A page whose form draws a form so many times, which draws another so many times, and so on."""
    objects: list[str | bytes] = [CATALOGUE, tree("3 0 R", 1), page(resources="/XObject << /X 6 0 R >>"), stream("/X Do"), FONT]
    for level in range(depth):
        inner = f"/Resources << /Font << /F1 5 0 R >> /XObject << /X {7 + level} 0 R >> >>"
        body = ("/X Do " * times if level < depth - 1 else TEXT).encode()
        coded = (zlib.compress(body), "/Filter /FlateDecode") if packed else (body, "")
        objects.append(stream(coded[0], f"{FORM} {inner} {coded[1]}"))
    return written(objects)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (paper(), []),
        (paper(pages=tree("2 0 R 3 0 R", 2)), ["damaged"]),
        (paper(pages=tree("3 0 R", 50)), ["damaged"]),
        (paper(pages=tree("3 0 R", -1)), []),
        (paper(entries="/Parent 3 0 R"), []),
        (paper(entries="/MediaBox [0 0 1e30 1e30]"), []),
        (written([CATALOGUE, tree("3 0 R", 1), page(contents="[4 0 R 3 0 R 99 0 R]"), stream(TEXT), FONT]), []),
        (written([CATALOGUE, tree("3 0 R", 1), page(), stream(TEXT).replace(b"/Length 42", b"/Length 9999999"), FONT]), []),
        (paper().replace(b"startxref\n", b"startxref\n9"), ["damaged"]),
        (b"junk before\n" + paper(), []),
    ],
    ids=["whole", "cyclic", "pages missing", "less than none", "own child", "endless", "no content", "a false length", "no index", "junk"],
)
def test_text_of_a_faulty_file_is_read_and_the_fault_told(data: bytes, codes: list[str]) -> None:
    document = read(data, Limits())
    assert document.text == "So 12-CV/DU"
    assert [note.code for note in document.diagnostics] == codes


@pytest.mark.parametrize(
    ("data", "limits", "named"),
    [
        (nested(7, 10, packed=False), Limits(), "max_page_objects"),
        (nested(13, 10, packed=True), Limits(), "max_page_objects"),
        (nested(40, 2, packed=True), Limits(), "max_page_objects"),
        (paper(b"0 0 m 9 9 l S\n" * 3000), Limits(max_page_objects=2000), "max_page_objects"),
        (paper(TEXT * 300), Limits(max_page_runs=200), "max_page_runs"),
        (paper("BT /F1 1 Tf 72 700 Td (" + "ab" * 3000 + ") Tj ET"), Limits(max_page_characters=5000), "max_page_characters"),
        (paper(b" " * 5_000_000, packed=True), Limits(max_part_bytes=1_000_000), "max_part_bytes"),
        (paper(b" " * 5_000_000, packed=True), Limits(max_unpacked_bytes=1_000_000), "max_unpacked_bytes"),
        (paper(pages=tree("3 0 R " * 40, 40)), Limits(max_pages=30), "max_pages"),
    ],
    ids=["nested", "nested and packed", "nested in pairs", "objects", "runs", "letters", "a part", "all parts", "pages"],
)
def test_what_is_built_to_exhaust_is_refused_by_a_limit_that_can_be_set(data: bytes, limits: Limits, named: str) -> None:
    begin = time.monotonic()
    with pytest.raises(LimitExceededError, match=named):
        read(data, limits)
    assert time.monotonic() - begin < SOON


@pytest.mark.parametrize("data", [nested(3, 20, packed=True), nested(1, 1, packed=False)], ids=["some", "one"])
def test_forms_that_are_nested_a_little_are_read(data: bytes) -> None:
    assert "So 12-CV/DU" in read(data, Limits()).text


def test_a_form_that_draws_itself_is_drawn_once() -> None:
    inner = "/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>"
    objects = [CATALOGUE, tree("3 0 R", 1), page(resources="/XObject << /X 6 0 R >>"), stream("/X Do"), FONT]
    assert read(written([*objects, stream(TEXT + " /X Do", f"{FORM} {inner}")]), Limits()).text == "So 12-CV/DU"


def test_rulings_without_end_are_not_looked_at() -> None:
    crossing = "".join(f"{at} 0 m {at} 800 l S 0 {at} m 500 {at} l S\n" for at in range(0, 500, 3))
    document = read(paper(TEXT + "\n" + crossing), Limits())
    assert document.text == "So 12-CV/DU"
    assert [note.code for note in document.diagnostics] == ["tables-not-read"]


def test_tables_beyond_their_limit_are_told() -> None:
    rules = "".join(f"{x} 600 m {x} 750 l S " for x in (50, 200, 300)) + "".join(f"50 {y} m 300 {y} l S " for y in (600, 690, 750))
    assert read(paper(TEXT + "\n" + rules), Limits()).tables
    document = read(paper(TEXT + "\n" + rules), Limits(max_table_pages=0))
    assert document.tables == ()
    assert [note.code for note in document.diagnostics] == ["tables-not-read"]


def attached(names: list[str], catalogue: str = "") -> bytes:
    """A PDF that carries files."""
    first = 6
    names_tree = " ".join(f"({name}) {first + 2 * at} 0 R" for at, name in enumerate(names))
    objects: list[str | bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [{names_tree}] >> >> {catalogue} >>",
        tree("3 0 R", 1),
        page(),
        stream("BT /F1 12 Tf 72 700 Td (For the best experience, open this portfolio) Tj ET"),
        FONT,
    ]
    for at, name in enumerate(names):
        objects += [
            f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {first + 2 * at + 1} 0 R >> >>",
            stream("x", "/Type /EmbeddedFile"),
        ]
    return written(objects)


@pytest.mark.parametrize(
    ("data", "code", "severity"),
    [
        (attached(["12-CV.pdf", "13-CV.pdf"], "/Collection << /Type /Collection >>"), "portfolio", "error"),
        (attached(["12-CV.pdf", "13-CV.pdf"]), "portfolio", "error"),
        (attached(["metadata.xml"]), "attachments", "info"),
    ],
    ids=["a portfolio", "a portfolio whose catalogue is packed", "an attachment"],
)
def test_files_within_a_pdf_are_told(data: bytes, code: str, severity: str) -> None:
    document = read(data, Limits())
    assert [(note.code, note.severity) for note in document.diagnostics] == [(code, severity)]
    assert ("12-CV.pdf" in document.diagnostics[0].message) == (code == "portfolio")


def test_a_file_locked_in_a_way_nobody_knows_is_called_encrypted() -> None:
    with pytest.raises(EncryptedFileError, match="password"):
        read(written([CATALOGUE, tree("3 0 R", 1), page(), stream(TEXT), FONT], "/Encrypt << /Filter /Other /V 1 >>"), Limits())


@pytest.mark.parametrize("step", [7, 31])
def test_no_damage_lets_anything_but_our_own_errors_out(step: int) -> None:
    whole = pdf([BODY])
    for cut in range(0, len(whole), len(whole) // 23):
        broken = whole[:cut] + bytes((byte + step) % 256 for byte in whole[cut : cut + 40]) + whole[cut + 40 :]
        try:
            document = read(broken, Limits())
        except VndocparseError:
            continue
        assert document.format == "pdf"
