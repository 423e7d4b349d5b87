"""LibreOffice as the way for files that the readers here refuse; without it they are refused with its name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_converted import content

from vndocparse import parse
from vndocparse.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from vndocparse.readers import doc, libreoffice, read_document
from vndocparse.readers.limits import Limits

INSTALLED = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
NAME = "huong-dan-tcvn3-2001.doc"


def refuse(*_: object) -> None:
    raise UnsupportedFormatError("a Word 6/95 file that was saved fast")


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Puts a shell script in the place of LibreOffice."""

    def script(text: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(libreoffice, "program", lambda: str(path))

    return script


def test_what_is_refused_names_libreoffice_where_it_is_missing(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    monkeypatch.setattr(doc, "read", refuse)
    data = (samples / NAME).read_bytes()
    with pytest.raises(UnsupportedFormatError, match=r"saved fast; LibreOffice Writer .*apt-get install libreoffice-writer") as caught:
        read_document(data, NAME, Limits())
    assert "\n" not in str(caught.value)
    with pytest.raises(UnsupportedFormatError, match="not installed"):
        libreoffice.convert([data], "doc", Limits())


def test_nothing_is_started_where_no_time_is_given(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: pytest.fail("asked for"))
    monkeypatch.setattr(doc, "read", refuse)
    with pytest.raises(UnsupportedFormatError, match="saved fast"):
        read_document((samples / NAME).read_bytes(), NAME, Limits(max_libreoffice_seconds=0))


@POSIX
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path, pretended) -> None:  # type: ignore[no-untyped-def]
    pretended(f"sleep 60 & echo $! >> {tmp_path}/children; wait")
    begin = time.monotonic()
    with pytest.raises(LimitExceededError, match="max_libreoffice_seconds"):
        libreoffice.convert([b"x"], "doc", Limits(max_libreoffice_seconds=1))
    assert time.monotonic() - begin < 20
    children = [int(line) for line in (tmp_path / "children").read_text(encoding="utf-8").split()]
    assert len(children) == 2
    time.sleep(0.2)
    for child in children:
        state = Path(f"/proc/{child}/stat")
        if state.exists():
            assert state.read_text(encoding="utf-8").split()[2] == "Z"
        elif not Path("/proc").is_dir():
            with pytest.raises(ProcessLookupError):
                os.kill(child, 0)


@POSIX
def test_a_file_that_libreoffice_cannot_read_either_keeps_its_first_error(
    samples: Path, pretended, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    pretended("exit 0")
    with pytest.raises(DamagedFileError, match="either"):
        libreoffice.read(b"x", "doc", Limits(), "why")
    monkeypatch.setattr(doc, "read", refuse)
    with pytest.raises(UnsupportedFormatError, match=r"saved fast$"):
        read_document((samples / NAME).read_bytes(), NAME, Limits())


@POSIX
def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, pretended, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(libreoffice.tempfile, "tempdir", str(place))
    pretended("touch left; exit 1")
    assert libreoffice.convert([b"x", b"y"], "rtf", Limits()) == [None, None]
    assert list(place.iterdir()) == []


@INSTALLED
def test_a_refused_file_is_read_through_libreoffice_and_says_so(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = parse(samples / NAME)
    monkeypatch.setattr(doc, "read", refuse)
    found = parse(samples / NAME)
    # LibreOffice loses the table with which this file ends, and with it the columns of its foot.
    assert (found.header, found.date) == (expected.header, expected.date)
    assert content([task.model_dump() for task in found.tasks]) == content([task.model_dump() for task in expected.tasks])
    assert (found.source.format, found.source.legacy_encoding) == ("doc", "tcvn3")
    assert found.diagnostics[0].code == "read-by-libreoffice"
    assert "saved fast" in found.diagnostics[0].message


@INSTALLED
def test_many_files_are_converted_in_one_start(samples: Path) -> None:
    good = (samples / NAME).read_bytes()
    found = libreoffice.convert([good, b"\xd0\xcf\x11\xe0 no Word file", good], "doc", Limits())
    assert [item is None for item in found] == [False, True, False]


# What no conversion of LibreOffice keeps: an empty line before a page break.
LOSSY = ("quyet-dinh-ubkt-2022",)


@INSTALLED
@pytest.mark.parametrize("form", ["doc", "rtf", "odt"])
def test_every_sample_says_the_same_in_every_format(form: str, samples: Path, tmp_path: Path) -> None:
    papers = sorted(path for path in samples.glob("*.docx") if path.stem not in LOSSY)
    program = shutil.which("soffice") or libreoffice.program()
    assert program is not None
    words = [
        program,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*words, *map(str, papers)], check=True, capture_output=True, timeout=300)
    for paper in papers:
        found, expected = parse(tmp_path / f"{paper.stem}.{form}"), parse(paper)
        assert found.source.format == form
        assert content(json.loads(found.model_dump_json())) == content(json.loads(expected.model_dump_json())), paper.name


@INSTALLED
def test_a_word_file_is_read_in_a_tenth_of_a_start_of_libreoffice(samples: Path) -> None:
    data = (samples / NAME).read_bytes()
    read_document(data, NAME, Limits())
    begin = time.perf_counter()
    read_document(data, NAME, Limits())
    own = time.perf_counter() - begin
    begin = time.perf_counter()
    assert libreoffice.convert([data], "doc", Limits())[0] is not None
    assert own < (time.perf_counter() - begin) / 10
