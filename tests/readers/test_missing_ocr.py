"""Without OCR: one line says what to install, a paper with a text layer is read all the same, and doctor tells."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from printed_pdf import BODY, HEIGHT, WIDTH, pdf

from vndocparse import Parser
from vndocparse.doctor import as_text, examine
from vndocparse.errors import MissingEngineError
from vndocparse.readers import tesseract

WHOLE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
SAMPLE = Path(__file__).resolve().parent.parent.parent / "samples" / "chi-thi-quet-2019.tif"


@pytest.fixture
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_version", lambda _: None)
    monkeypatch.setattr(tesseract._open, "engine", None, raising=False)


@pytest.mark.parametrize(
    ("packages", "command", "data", "system", "told"),
    [
        ((), None, None, "linux", "pip install 'vndocparse[ocr]'"),
        (("Pillow",), "/usr/bin/tesseract", Path("/data"), "linux", "pip install 'vndocparse[ocr]'"),
        (("Pillow", "pytesseract"), None, Path("/data"), "linux", "tesseract-ocr-vie"),
        (("Pillow", "tesserocr"), None, None, "linux", "tesseract-ocr-vie"),
        (("Pillow", "tesserocr"), None, None, "darwin", "brew install tesseract-lang"),
        (("Pillow", "pytesseract"), None, None, "win32", "UB-Mannheim"),
        (("Pillow", "tesserocr"), None, Path("/data"), "linux", None),
        (("Pillow", "pytesseract"), "/usr/bin/tesseract", Path("/data"), "linux", None),
    ],
)
def test_what_is_missing_is_named_for_the_machine(
    monkeypatch: pytest.MonkeyPatch, packages: tuple[str, ...], command: str | None, data: Path | None, system: str, told: str | None
) -> None:
    monkeypatch.setattr(tesseract, "_version", lambda package: "1.0" if package in packages else None)
    monkeypatch.setattr(tesseract, "command", lambda: command)
    monkeypatch.setattr(tesseract, "data_folder", lambda: data)
    monkeypatch.setattr(tesseract.sys, "platform", system)
    monkeypatch.setattr(tesseract.shutil, "which", lambda _: None)
    lack = tesseract.missing()
    assert (lack is None) == (told is None)
    if told is not None:
        assert lack is not None
        assert told in lack
        assert "\n" not in lack


def test_data_are_found_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tesseract.data_folder() == tmp_path


@pytest.mark.usefixtures("_bare")
def test_an_image_fails_with_the_remedy() -> None:
    with pytest.raises(MissingEngineError, match=r"pip install 'vndocparse\[ocr\]'"):
        Parser().parse(SAMPLE)


@pytest.mark.usefixtures("_bare")
def test_a_pdf_of_pictures_alone_fails_with_the_remedy() -> None:
    with pytest.raises(MissingEngineError):
        Parser().parse(pdf([[]], [WHOLE]))


@pytest.mark.usefixtures("_bare")
def test_a_pdf_with_some_text_is_read_and_the_rest_is_told() -> None:
    found = Parser().parse(pdf([BODY, []], ["", WHOLE]))
    assert {"no-text-layer", "missing-engine"} <= {note.code for note in found.diagnostics}
    assert found.text


@pytest.mark.usefixtures("_bare")
def test_doctor_says_that_scans_cannot_be_read() -> None:
    found = examine()
    readable = {form["format"]: form["readable"] for form in found["formats"]}
    assert (readable["docx"], readable["pdf"], readable["tiff"], readable["pdf-scan"]) == (True, True, False, False)
    assert "pip install 'vndocparse[ocr]'" in as_text(found)


def test_doctor_never_fails() -> None:
    done = subprocess.run([sys.executable, "-m", "vndocparse", "doctor", "--json"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert found["ocr"]["ready"] == (tesseract.missing() is None)
    assert {form["format"] for form in found["formats"]} >= {"docx", "pdf", "doc", "rtf", "odt", "html", "txt", "tiff", "jpeg", "png"}
    help_ = subprocess.run([sys.executable, "-m", "vndocparse", "doctor", "--help"], capture_output=True, text=True, check=False)
    assert help_.returncode == 0
    assert "--json" in help_.stdout
