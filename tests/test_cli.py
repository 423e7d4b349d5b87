"""The command as its users meet it: words, exit statuses, streams."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vndocparse import __version__
from vndocparse.cli import main

LETTER = """HUYỆN ỦY BẮC HÀ
*
Số 12-CV/HU
V/v tổng kết công tác
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
Kính gửi: Các chi bộ.
Thực hiện Kế hoạch số 5-KH/TU ngày 02/3/2022 của Tỉnh ủy, Huyện ủy đề nghị:
1. Các chi bộ báo cáo trước ngày 15/5/2022.
Nơi nhận:
- Như trên;
- Lưu VPHU.
T/M HUYỆN ỦY
BÍ THƯ
Nguyễn Văn A
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "12-CV.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def run(*words: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vndocparse", *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_one_file_gives_one_object(letter: Path) -> None:
    done = run(letter, "--json")
    directive = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert directive["number"]["canonical"] == "12-CV/HU"
    assert directive["source"]["path"] == str(letter)
    assert directive["schema_version"] == "1.0"


def test_array_is_an_array_even_for_one_file(letter: Path) -> None:
    assert [item["number"]["serial"] for item in json.loads(run(letter, "--json", "--array").stdout)] == ["12"]


def test_several_files_give_an_array_of_those_that_were_parsed(letter: Path, broken: Path) -> None:
    done = run(letter, broken, letter, "--json")
    assert done.returncode == 1
    assert [item["source"]["path"] for item in json.loads(done.stdout)] == [str(letter), str(letter)]
    assert done.stderr.decode().startswith(f"vndocparse: {broken}: ")
    assert done.stderr.count(b"\n") == 1


def test_a_lone_file_that_fails_writes_nothing_on_standard_output(broken: Path) -> None:
    for words in (["--json"], ["--csv"], []):
        done = run(broken, *words)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.count(b"\n") == 1


def test_lines_hold_failures_in_their_place(letter: Path, broken: Path) -> None:
    done = run(broken, letter, "--jsonl")
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert first["source"] == {"path": str(broken)}
    assert first["error"]["code"] == "damaged"
    assert second["number"]["serial"] == "12"


def test_a_folder_is_walked_in_order_and_lock_files_are_passed_over(letter: Path, tmp_path: Path) -> None:
    below = tmp_path / "nam 2022"
    below.mkdir()
    (below / "a.txt").write_text(LETTER, encoding="utf-8")
    (below / "~$a.docx").write_bytes(b"lock")
    (below / ".hidden").write_bytes(b"x")
    done = run(tmp_path, "--jsonl")
    assert done.returncode == 0
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [str(letter), str(below / "a.txt")]


def test_standard_input_is_a_document() -> None:
    directive = json.loads(run("-", "--json", stdin=LETTER.encode()).stdout)
    assert (directive["source"]["path"], directive["number"]["serial"]) == ("-", "12")


def test_a_person_gets_a_summary_in_vietnamese_without_colour_in_a_pipe(letter: Path) -> None:
    out = run(letter).stdout.decode()
    assert out.splitlines()[0] == "Công văn 12-CV/HU"
    assert "\x1b" not in out
    assert "Bắc Hà, 29/04/2022" in out
    assert "→ Các chi bộ" in out
    assert "15/05/2022" in out


def test_output_is_utf8_whatever_the_locale(letter: Path) -> None:
    done = run(letter, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert "Công văn 12-CV/HU" in done.stdout.decode("utf-8")


def test_errors_are_one_line_on_any_console(tmp_path: Path) -> None:
    done = run(tmp_path / "không có.docx", "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_an_output_file_is_replaced_only_when_all_is_written(letter: Path, broken: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    assert run(broken, "--json", "-o", target).returncode == 1
    assert target.read_text() == "old"
    assert run(letter, "--json", "-o", target).returncode == 0
    assert json.loads(target.read_text(encoding="utf-8"))["number"]["serial"] == "12"
    assert {path.name for path in tmp_path.iterdir()} == {"12-CV.txt", "hong.docx", "out.json"}


def test_an_output_file_that_cannot_be_written_is_said(letter: Path, tmp_path: Path) -> None:
    done = run(letter, "--json", "-o", tmp_path / "missing" / "out.json")
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--frob", "x"],
        ["x", "--json", "--jsonl"],
        ["x", "--bom"],
        ["x", "--array"],
        ["archive"],
        ["."],
        [".", "--json"],
        ["x", "--grammars", "nowhere"],
    ],
)
def test_a_wrong_command_line_is_status_2_and_one_line(words: list[str]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_a_file_named_like_a_verb_is_a_path_with_a_dot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archive").write_text(LETTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("./archive", "--json").stdout)["number"]["serial"] == "12"


def test_strict_makes_a_paper_that_needs_review_a_failure(tmp_path: Path, letter: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(LETTER.replace("Số 12-CV/HU", "Số     -CV/HU"), encoding="utf-8")
    assert run(letter, "--json", "--strict").returncode == 0
    done = run(draft, "--json", "--strict")
    assert done.returncode == 1
    assert json.loads(done.stdout)["needs_review"]


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"vndocparse {__version__}\n"
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    for word in ("--json", "--jsonl", "--csv", "--tasks", "--grammars", "exit status", "vndocparse schema"):
        assert word in text


def test_the_register_opens_in_a_spreadsheet(letter: Path, tmp_path: Path) -> None:
    evil = tmp_path / "evil.txt"
    evil.write_text(LETTER.replace("V/v tổng kết công tác", "=HYPERLINK(A1)"), encoding="utf-8")
    done = run(letter, evil, "--csv", "--bom")
    assert done.stdout.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(done.stdout.decode("utf-8-sig"))))
    assert rows[0][:5] == ["Số, ký hiệu", "Ngày văn bản", "Thể loại", "Cơ quan ban hành", "Trích yếu"]
    assert rows[1] == [
        "12-CV/HU",
        "29/04/2022",
        "Công văn",
        "HUYỆN ỦY BẮC HÀ",
        "tổng kết công tác",
        "Các chi bộ",
        "BÍ THƯ - Nguyễn Văn A",
        "",
        str(letter),
    ]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_own_grammars_are_read_from_a_folder(letter: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "types.toml").write_text("document_type = [{ code = 'ĐL', name = 'Điều lệnh' }]", encoding="utf-8")
    letter.write_text(LETTER.replace("12-CV/HU\nV/v tổng kết công tác", "12-ĐL/HU"), encoding="utf-8")
    assert json.loads(run(letter, "--json", "--grammars", folder).stdout)["header"]["type"]["name"] == "Điều lệnh"


def test_the_schema_is_the_committed_one() -> None:
    committed = Path(__file__).resolve().parent.parent / "docs" / "directive.schema.json"
    assert run("schema").stdout.decode() == committed.read_text(encoding="utf-8")


def test_a_reader_that_goes_away_ends_the_run_quietly(letter: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "vndocparse", *[str(letter)] * 60, "--jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 1


LOADED = """
import sys
from vndocparse.cli import main
sys.stdout = open('/dev/null', 'w')
try:
    main({words!r})
finally:
    names = (name if name.startswith('vndocparse.') else name.split('.')[0] for name in sys.modules)
    print(*sorted(set(names)), file=sys.stderr)
"""


def modules(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-S", "-c", LOADED.format(words=list(words))],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    return set(done.stderr.split())


@pytest.mark.skipif(os.name == "nt", reason="/dev/null")
def test_the_version_loads_next_to_nothing() -> None:
    assert {
        name
        for name in modules("--version")
        if name.startswith(("vndocparse", "pydantic", "regex", "docx", "lxml", "pdfplumber", "argparse", "typing"))
    } == {
        "vndocparse",
        "vndocparse.cli",
        "vndocparse.errors",
        "vndocparse.version",
    }


@pytest.mark.skipif(os.name == "nt", reason="/dev/null")
def test_a_word_file_loads_no_reader_of_other_formats_and_no_heavy_library(samples: Path) -> None:
    loaded = modules(str(samples / "cong-van-121.docx"), "--json")
    assert "vndocparse.readers.docx" in loaded
    assert not loaded & {
        "pdfplumber",
        "pdfminer",
        "pypdfium2",
        "PIL",
        "docx",
        "numpy",
        "vndocparse.readers.pdf",
        "vndocparse.readers.plain_text",
        "vndocparse.exports.summary",
        "vndocparse.archive",
        "sqlalchemy",
    }
