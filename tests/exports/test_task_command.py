"""``vndocparse … --tasks``: what a user meets at the command line."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

LETTER = """HUYỆN ỦY BẮC HÀ
*
Số 12-CV/HU
V/v tổng kết công tác
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày 29 tháng 4 năm 2022
Kính gửi: Các chi bộ.
Huyện ủy đề nghị:
1. Các chi bộ rà soát hồ sơ đảng viên, hoàn thành trước ngày 15/5/2022.
2. Thường xuyên giáo dục đảng viên.
Nơi nhận:
- Như trên;
- Lưu VPHU.
T/M HUYỆN ỦY
BÍ THƯ
Nguyễn Văn A
"""
NO_TASKS = LETTER[: LETTER.index("Huyện ủy đề nghị")] + "Huyện ủy trân trọng thông báo.\n" + LETTER[LETTER.index("Nơi nhận") :]

# A module that cannot be imported, as on an installation without the extras.
_MISSING = "import sys; sys.modules.update(xlsxwriter=None, icalendar=None); from vndocparse.cli import main; sys.exit(main())"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "12-CV.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def run(*words: str | Path, bare: bool = False) -> subprocess.CompletedProcess[bytes]:
    call = ["-c", _MISSING] if bare else ["-m", "vndocparse"]
    return subprocess.run([sys.executable, *call, *map(str, words)], capture_output=True, check=False)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_folder_gives_one_sheet_of_all_its_tasks(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(LETTER.replace("12-CV", "13-CV"), encoding="utf-8")
    done = run(tmp_path, "--tasks", "csv", "--bom")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"\xef\xbb\xbf")
    lines = table(done.stdout)
    assert [(line["Số, ký hiệu"], line["Mục"]) for line in lines] == [(f"{n}-CV/HU", m) for n in (12, 13) for m in "12"]
    assert (lines[0]["Chủ trì"], lines[0]["Thời hạn"], lines[0]["Cách tính hạn"]) == ("Các chi bộ", "2022-05-15", "trước ngày")
    assert lines[0]["Tệp"] == str(letter)


def test_a_paper_without_tasks_gives_the_heading_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NO_TASKS, encoding="utf-8")
    done = run(path, "--tasks", "csv")
    assert (done.returncode, done.stdout.count(b"\r\n")) == (0, 1)
    assert done.stdout.decode().startswith('"Số, ký hiệu",Ngày văn bản')


def test_a_file_that_fails_costs_its_own_rows_only(letter: Path, broken: Path) -> None:
    done = run(broken, letter, "--tasks", "csv")
    assert done.returncode == 1
    assert len(table(done.stdout)) == 2
    assert done.stderr.decode().startswith(f"vndocparse: {broken}: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "ics"])
def test_a_lone_file_that_fails_writes_nothing_and_leaves_the_old_file(form: str, broken: Path, tmp_path: Path) -> None:
    pytest.importorskip({"csv": "csv", "xlsx": "xlsxwriter", "ics": "icalendar"}[form], reason="an extra")
    target = tmp_path / "old"
    target.write_text("old")
    done = run(broken, "--tasks", form, "-o", target)
    assert (done.returncode, done.stdout, target.read_text()) == (1, b"", "old")
    assert run(broken, "--tasks", form).stdout == b""


def test_a_workbook_goes_to_a_file_or_into_a_pipe(letter: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra xlsx")
    target = tmp_path / "nv.xlsx"
    assert run(letter, "--tasks", "xlsx", "-o", target).returncode == 0
    assert zipfile.is_zipfile(target)
    assert run(letter, "--tasks", "xlsx").stdout == target.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_a_workbook_is_not_written_on_a_terminal(letter: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "vndocparse", str(letter), "--tasks", "xlsx"], stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr == b"vndocparse: --tasks xlsx writes a workbook, not text for a terminal; name a file with -o FILE\n"


def test_a_calendar_says_what_it_left_out(letter: Path) -> None:
    pytest.importorskip("icalendar", reason="the extra ics")
    done = run(letter, "--tasks", "ics")
    assert done.returncode == 0
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"DTSTART;VALUE=DATE:20220515\r\n" in done.stdout
    assert done.stderr == b"vndocparse: 1 of 2 tasks are not in the calendar: 1 ongoing\n"


@pytest.mark.parametrize(("form", "package"), [("xlsx", "XlsxWriter"), ("ics", "icalendar")])
def test_without_the_extra_one_line_names_the_remedy_before_anything_is_read(form: str, package: str, broken: Path) -> None:
    done = run(broken, "--tasks", form, bare=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"vndocparse: --tasks {form} needs {package}; install it with: pip install 'vndocparse[{form}]'\n"


def test_csv_needs_no_extra(letter: Path) -> None:
    assert len(table(run(letter, "--tasks", "csv", bare=True).stdout)) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--json"], "--tasks: not allowed with argument --json"),
        (["--jsonl"], "--tasks: not allowed with argument --jsonl"),
        (["--csv"], "--tasks: not allowed with argument --csv"),
        (["--array"], "--array goes with --json"),
    ],
)
def test_tasks_go_with_no_other_form(words: list[str], says: str, letter: Path) -> None:
    done = run(letter, *words, "--tasks", "csv")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert says in done.stderr.decode()


@pytest.mark.parametrize("words", [["--tasks"], ["--tasks", "pdf"], ["--tasks", "xlsx", "--bom", "-o", "x"], ["--tasks", "ics", "--bom"]])
def test_a_wrong_form_is_status_2_and_one_line(words: list[str], letter: Path) -> None:
    done = run(letter, *words)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_help_tells_of_tasks() -> None:
    said = run("--help").stdout.decode()
    assert "--tasks {csv,xlsx,ics}" in said
