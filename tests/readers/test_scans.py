"""Scans: what is composed by benchmarks/composed_scans.py must come back. Without Tesseract, or its Vietnamese, these tests skip."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from printed_pdf import BODY, pdf

from vndocparse import Directive, Parser
from vndocparse.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError, UsageError
from vndocparse.readers import tesseract
from vndocparse.readers.limits import Limits

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "samples" / "chi-thi-quet-2019.tif"
COMPOSER = ROOT / "benchmarks" / "composed_scans.py"
LACK = tesseract.missing()
pytestmark = pytest.mark.skipif(LACK is not None, reason=str(LACK))
DPI = 200
# The damage and the made-up paper that suffers it; the benchmark does every damage to all.
DAMAGED = [
    ("clean", 1),
    ("skewed", 2),
    ("noisy", 5),
    ("turned right", 3),
    ("turned left", 4),
    ("upside down", 7),
    ("red seal", 6),
    ("red incoming stamp", 1),
    ("black incoming stamp", 3),
    ("uneven light", 8),
    ("jpeg", 9),
    ("fax", 2),
    ("faint", 5),
]


@cache
def composer():  # type: ignore[no-untyped-def]
    if not COMPOSER.exists():
        pytest.skip("benchmarks are not part of the source package")
    sys.path.insert(0, str(COMPOSER.parent))
    import composed_scans

    if not composed_scans.faces():
        pytest.skip("no font with Vietnamese letters (DejaVu, Noto, TeX Gyre) is installed")
    return composed_scans


@cache
def scanned(number: int, damage: str, form: str = "TIFF") -> bytes:
    scans = composer()
    face = list(scans.FACES)[number % len(scans.FACES)]  # of a page always the same, whatever fonts the machine has
    if face not in scans.faces():
        pytest.skip(f"the fonts of the face {face} are not installed: {', '.join(scans.FACES[face])}")
    data: bytes = scans.saved(scans.scan(scans.made_up(number), damage, DPI, face), DPI, form)
    return data


def codes(directive: Directive) -> list[str]:
    return [note.code for note in directive.diagnostics]


@pytest.mark.parametrize(("damage", "number"), DAMAGED, ids=[damage for damage, _ in DAMAGED])
def test_a_damaged_page_keeps_number_date_type_and_issuer(damage: str, number: int) -> None:
    found = Parser().parse(scanned(number, damage))
    truth = composer().made_up(number).truth
    assert found.number is not None
    assert found.number.canonical == truth["number"]
    assert str(found.date) == truth["date"]
    assert found.header.type is not None
    assert found.header.type.name == truth["type"]
    assert found.header.issuer == truth["issuer"]
    assert found.source.ocr


@pytest.mark.parametrize("damage", ["red incoming stamp", "black incoming stamp"])
def test_the_number_of_an_incoming_stamp_is_the_receivers(damage: str) -> None:
    found = Parser().parse(scanned(1, damage))
    assert found.received is not None
    assert found.received.number == composer().STAMPED_NUMBER
    assert str(found.received.date) == "2026-12-29"
    assert found.number is not None
    assert found.number.serial not in (None, composer().STAMPED_NUMBER)


def test_the_foot_of_a_sealed_page_is_read_column_by_column() -> None:
    found = Parser().parse(scanned(6, "red seal"))
    assert found.signature is not None
    assert (found.signature.authority, found.signature.title, found.signature.name) == ("T/M", "BÍ THƯ", "Nguyễn Văn Mẫu")
    assert [entry.name for entry in found.recipients.copied_to] == ["Như trên", "Thường trực Huyện ủy"]


def test_values_lead_back_to_their_words_on_the_page() -> None:
    evidence = Parser().parse(SAMPLE).evidence["/number"]
    assert len(evidence.boxes) == 1
    box = evidence.boxes[0]
    assert (box.page, 140 < box.x0 < 160, 215 < box.x1 < 235, 90 < box.top < box.bottom < 112) == (1, True, True, True)
    assert evidence.confidence is not None
    assert 0.5 < evidence.confidence <= 1


def test_the_sample_scan_says_what_its_word_file_says() -> None:
    expected = json.loads((SAMPLE.parent / "expected" / "chi-thi-tinh-2019.docx.json").read_text(encoding="utf-8"))
    found = json.loads(Parser().parse(SAMPLE).model_dump_json())
    for field in ("party_title", "issuer", "place", "subject"):
        assert found["header"][field] == expected["header"][field]
    assert found["number"]["canonical"] == expected["number"]["canonical"]
    assert found["date"] == expected["date"]
    assert [task["number"] for task in found["tasks"]] == [task["number"] for task in expected["tasks"]]
    assert found["signature"]["title"] == expected["signature"]["title"]


def test_every_page_of_a_tiff_is_read() -> None:
    scans = composer()
    pages = [*scans.scan(scans.made_up(1), "clean", DPI), *scans.scan(scans.made_up(2), "clean", DPI)]
    found = Parser().parse(scans.saved(pages, DPI))
    assert (found.source.format, found.source.pages) == ("tiff", 2)
    assert {task.span.page for task in found.tasks} <= {1, 2}
    assert found.text.count("Nơi nhận") == 2


@pytest.mark.parametrize(("form", "told"), [("PNG", "png"), ("JPEG", "jpeg"), ("PDF", "pdf")])
def test_the_same_page_is_read_from_every_kind_of_file(form: str, told: str) -> None:
    found = Parser().parse(scanned(1, "clean", form))
    assert (found.source.format, found.source.ocr) == (told, True)
    assert found.number is not None
    assert found.number.canonical == composer().made_up(1).truth["number"]


def test_without_ocr_an_image_is_refused_and_a_scanned_pdf_is_told() -> None:
    with pytest.raises(UnsupportedFormatError, match="--ocr"):
        Parser(ocr="never").parse(SAMPLE)
    assert "no-text-layer" in codes(Parser(ocr="never").parse(scanned(1, "clean", "PDF")))


def test_ocr_can_be_forced_on_pages_that_have_a_text_layer() -> None:
    data = pdf([BODY])
    assert not Parser().parse(data).source.ocr
    assert Parser(ocr="force").parse(data).source.ocr


def test_another_word_for_ocr_is_refused() -> None:
    with pytest.raises(UsageError, match="'auto', 'never' or 'force'"):
        Parser(ocr="sometimes")  # type: ignore[arg-type]


def test_a_blank_page_is_told() -> None:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (1654, 2339), 250).save(stream, "PNG")
    found = Parser().parse(stream.getvalue())
    assert {"no-text", "not-a-directive"} <= set(codes(found))
    assert found.needs_review


@pytest.mark.parametrize("data", [SAMPLE.read_bytes()[:4000], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"II*\0\x08\0\0\0"])
def test_a_damaged_image_is_one_error(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match="damaged"):
        Parser().parse(data)


@pytest.mark.parametrize("name", ["max_page_pixels", "max_ocr_seconds"])
def test_bounds_are_kept_and_named(name: str) -> None:
    limits = Limits(max_page_pixels=1000) if name == "max_page_pixels" else Limits(max_ocr_seconds=0.01)
    with pytest.raises(LimitExceededError, match=name):
        Parser(limits=limits).parse(SAMPLE)


def test_more_pages_than_allowed_are_refused() -> None:
    scans = composer()
    page = scans.scan(scans.made_up(1), "clean", 100)
    with pytest.raises(LimitExceededError, match="max_ocr_pages"):
        Parser(limits=Limits(max_ocr_pages=1)).parse(scans.saved(page * 2, 100))


def test_pytesseract_reads_where_tesserocr_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pytesseract")
    if not tesseract.command():
        pytest.skip("the command tesseract is not installed")
    known = tesseract._version
    monkeypatch.setattr(tesseract, "_version", lambda package: None if package == "tesserocr" else known(package))
    monkeypatch.setattr(tesseract._open, "engine", None, raising=False)
    assert tesseract.engine().name == "pytesseract"
    found = Parser().parse(SAMPLE)
    monkeypatch.setattr(tesseract._open, "engine", None, raising=False)
    assert found.number is not None
    assert found.number.canonical == "47-CT/TU"


def test_the_command_reads_a_scan() -> None:
    done = subprocess.run([sys.executable, "-m", "vndocparse", str(SAMPLE), "--json"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["date"] == "2019-08-15"
