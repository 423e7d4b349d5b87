"""Runs over archives: what is done once is not done again, what was changed is, and nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from archive_files import archive, command, letter, write_letters

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
pytest.importorskip("psutil", reason="the extra archive is not installed")


def rows(store: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(store)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "vb"
    write_letters(folder, 6)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "vb.db"


def test_an_archive_is_parsed_once(papers: Path, store: Path) -> None:
    (papers / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    first, second = archive(papers, store), archive(papers, store)
    assert (first["met"], first["parsed"], first["failed"], first["state"]) == (7, 6, 1, "finished")
    assert (second["met"], second["parsed"], second["unchanged"], second["failed_before"]) == (7, 0, 6, 1)
    assert rows(store, "SELECT number, date, type_name, needs_review FROM documents ORDER BY path LIMIT 1") == [
        ("1-CV/HU", "2022-04-12", "Công văn", 0)
    ]
    assert rows(store, "SELECT state FROM runs") == [("finished",), ("finished",)]


def test_every_part_of_a_paper_has_its_rows(papers: Path, store: Path) -> None:
    archive(papers / "0003-CV.txt", store)
    assert rows(store, "SELECT kind, name FROM recipients") == [("to", "Các chi bộ"), ("copy", "Như trên")]
    assert rows(store, "SELECT number, date, issuer, identity FROM citations") == [
        ("5-KH/TU", "2022-03-02", "Tỉnh ủy", "vn:party:tu._:kh:05:2022")
    ]
    assert rows(store, "SELECT number, coalesce(lead, reporting), due, before FROM tasks") == [("1", "Các chi bộ", "2022-05-15", 1)]
    assert rows(store, "SELECT series, code, place, year FROM names") == [("cv:03", "hu", "bac-ha", 2022)]


def test_the_whole_directive_comes_out_as_it_was_parsed(samples: Path, store: Path) -> None:
    import zlib

    from vndocparse import Directive, parse

    path = samples / "chi-thi-tinh-2019.docx"
    archive(path, store)
    ((packed,),) = rows(store, "SELECT directive FROM contents")
    assert isinstance(packed, bytes)
    assert Directive.model_validate_json(zlib.decompress(packed)) == parse(path)


def test_a_changed_file_is_parsed_again_and_its_old_paper_goes(papers: Path, store: Path) -> None:
    archive(papers, store)
    (papers / "0002-CV.txt").write_text(letter(99, "một việc khác"), encoding="utf-8")
    again = archive(papers, store)
    assert (again["parsed"], again["unchanged"]) == (1, 5)
    numbers = [number for (number,) in rows(store, "SELECT number FROM documents ORDER BY path")]
    assert numbers == ["1-CV/HU", "99-CV/HU", "3-CV/HU", "4-CV/HU", "5-CV/HU", "6-CV/HU"]
    assert rows(store, "SELECT count(*) FROM contents") == [(6,)]


def test_a_file_that_was_only_touched_or_moved_is_not_parsed_again(papers: Path, store: Path) -> None:
    archive(papers, store)
    os.utime(papers / "0001-CV.txt", (1, 1))
    (papers / "nam").mkdir()
    (papers / "0002-CV.txt").rename(papers / "nam" / "2.txt")
    again = archive(papers, store)
    assert (again["parsed"], again["linked"], again["vanished"]) == (0, 2, 1)


def test_files_that_are_gone_are_marked_and_come_back(papers: Path, store: Path) -> None:
    archive(papers, store)
    kept = (papers / "0004-CV.txt").read_text(encoding="utf-8")
    (papers / "0004-CV.txt").unlink()
    assert archive(papers, store)["vanished"] == 1
    assert archive(papers, store)["vanished"] == 0
    assert [Path(str(path)).name for (path,) in rows(store, "SELECT path FROM files WHERE vanished")] == ["0004-CV.txt"]
    (papers / "0004-CV.txt").write_text(kept, encoding="utf-8")
    archive(papers, store)
    assert rows(store, "SELECT count(*) FROM files WHERE vanished") == [(0,)]


def test_other_folders_do_not_vanish(tmp_path: Path, store: Path) -> None:
    for name in ("nam", "nam 2", "nam2"):
        write_letters(tmp_path / "kho" / name, 2)
    archive(tmp_path / "kho", store)
    shutil.rmtree(tmp_path / "kho" / "nam 2")
    assert archive(tmp_path / "kho" / "nam", store)["vanished"] == 0
    assert archive(tmp_path / "kho", store)["vanished"] == 2


def test_copies_share_one_paper_kept_under_the_first_path(papers: Path, store: Path) -> None:
    (papers / "sao").mkdir()
    shutil.copy(papers / "0001-CV.txt", papers / "sao" / "ban-sao.txt")
    archive(papers / "sao", store)  # the copy is met first
    archive(papers, store)
    found = rows(store, "SELECT d.path, count(*) FROM files f JOIN documents d ON d.id = f.document_id GROUP BY d.id ORDER BY d.path")
    assert [(Path(str(path)).name, number) for path, number in found][:2] == [("0001-CV.txt", 2), ("0002-CV.txt", 1)]
    assert rows(store, "SELECT count(*) FROM documents") == [(6,)]


def test_failures_are_rows_with_reason_and_remedy(papers: Path, store: Path) -> None:
    (papers / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    done = command("archive", papers, "--store", store, "--log-json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert done.returncode == 1
    assert [event["code"] for event in events if event["event"] == "failure"] == ["damaged"]
    ((path, code, reason, remedy),) = rows(store, "SELECT path, code, reason, remedy FROM failures JOIN files ON files.id = file_id")
    assert (path, code, remedy) == (str(papers / "hong.docx"), "damaged", "copy or download it again")
    assert "cut short or damaged" in str(reason)


def test_failed_files_are_tried_again_when_told_or_changed(papers: Path, store: Path) -> None:
    (papers / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    archive(papers, store)
    assert archive(papers, store, "--retry-failed")["failed"] == 1
    (papers / "hong.docx").write_text(letter(50), encoding="utf-8")
    assert archive(papers, store)["parsed"] == 1
    assert rows(store, "SELECT count(*) FROM failures") == [(0,)]


def test_only_files_changed_since_a_day_are_read(papers: Path, store: Path) -> None:
    for path in list(papers.iterdir())[:4]:
        os.utime(path, (1e9, 1e9))
    found = archive(papers, store, "--since", "2020-01-01")
    assert (found["parsed"], found["older"]) == (2, 4)


def test_zip_files_and_lists_are_walked(papers: Path, store: Path, tmp_path: Path) -> None:
    packed = tmp_path / "nam-2017.zip"
    with zipfile.ZipFile(packed, "w") as members:
        members.write(papers / "0001-CV.txt", "so 1/1.txt")
        members.writestr("__MACOSX/x.txt", "x")
        members.writestr("hong.docx", b"PK\x03\x04 cut short")
    (tmp_path / "thu.zip").write_bytes(b"PK\x03\x04 no zip file")
    listed = tmp_path / "list.txt"
    listed.write_text(f"\ufeff{papers / '0002-CV.txt'}\n\n# none\n{packed}\n{tmp_path / 'thu.zip'}\n", encoding="utf-8")
    found = archive(f"@{listed}", store)
    assert (found["met"], found["parsed"], found["failed"]) == (4, 2, 2)
    assert rows(store, "SELECT path FROM files WHERE state = 'parsed' ORDER BY path") == [
        (f"{packed}!/so 1/1.txt",),
        (str(papers / "0002-CV.txt"),),
    ]
    assert archive(packed, store)["unchanged"] == 1


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_names_that_are_no_text_are_kept_apart(papers: Path, store: Path) -> None:
    for ending in (b"\xff", b"\xfe"):
        with open(os.fsencode(papers) + b"/thu" + ending + b".txt", "wb") as out:  # noqa: PTH123  bytes
            out.write(letter(80).encode())
    assert archive(papers, store)["parsed"] == 8
    assert [str(path)[-7:] for (path,) in rows(store, "SELECT path FROM files ORDER BY path DESC LIMIT 2")] == ["xff.txt", "xfe.txt"]


def test_a_new_version_of_the_parser_reads_everything_again(papers: Path, store: Path, tmp_path: Path) -> None:
    archive(papers, store)
    own = tmp_path / "own"
    own.mkdir()
    (own / "types.toml").write_text("document_type = [{ code = 'ĐL', name = 'Điều lệnh' }]", encoding="utf-8")
    assert archive(papers, store, "--grammars", str(own))["parsed"] == 6
    assert archive(papers, store, "--grammars", str(own))["parsed"] == 0
    assert rows(store, "SELECT count(*), count(DISTINCT parser_version) FROM documents") == [(6, 1)]


def test_the_summary_is_for_a_person_and_the_status_tells_of_failures(papers: Path, store: Path) -> None:
    done = command("archive", papers, "--store", store)
    assert (done.returncode, done.stderr) == (0, "")
    assert "6 parsed" in done.stdout
    (papers / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    assert command("archive", papers, "--store", store).returncode == 1


def test_two_stores_are_compared_row_by_row(papers: Path, store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    archive(papers, store, "--workers", "1")
    archive(papers, other, "--workers", "2")
    assert command("archive", "--compare", store, other).returncode == 0
    connection = sqlite3.connect(other)
    with connection:
        connection.execute("UPDATE tasks SET lead = 'x' WHERE document_id = (SELECT min(id) FROM documents)")
        connection.execute("DELETE FROM files WHERE path LIKE '%0006-CV.txt'")
    connection.close()
    done = command("archive", "--compare", store, other)
    assert done.returncode == 1
    first, second, last = done.stdout.splitlines()
    assert first == f"file {papers / '0006-CV.txt'}: only in the first"
    assert second.endswith("differs in tasks")
    assert last == "2 differences"


@pytest.mark.parametrize(
    "words",
    [
        ["archive"],
        ["archive", "."],
        ["archive", "nowhere", "--store", "x.db"],
        ["archive", ".", "--store", "x.db", "--workers", "0"],
        ["archive", ".", "--store", "x.db", "--since", "gestern"],
        ["archive", ".", "--store", "x.db", "--engine", "steam"],
        ["archive", ".", "--store", "x.db", "--engine", "no.such:engine"],
        ["archive", ".", "--store", "x.db", "--grammars", "nowhere"],
        ["archive", ".", "--store", "."],
        ["archive", "@nowhere.txt", "--store", "x.db"],
        ["archive", "x", "--compare", "a", "b"],
        ["archive", "--compare", "a.db", "b.db"],
    ],
)
def test_a_wrong_command_is_one_line_and_makes_no_store(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_shows_how_far_the_run_is(capsys: pytest.CaptureFixture[str]) -> None:
    from vndocparse.archive.progress import Progress
    from vndocparse.archive.run import Counts

    progress = Progress("bar", print, iter([10, 200]))
    counts = Counts(met=60, parsed=50, failed=2, needs_review=7)
    while progress.total is None:
        pass
    progress.show(counts, progress.started + 10)
    progress.clear()
    shown = capsys.readouterr().err
    assert shown.startswith("\r52/200 26 %  5.2/s  28 s left  2 failed  7 to review")
    assert shown.endswith("\r")
