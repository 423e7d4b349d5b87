"""What a worker, a killed run, a full disk or a lost database cost: one file, one batch, nothing that was kept."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_files import archive, command, write_letters

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
pytest.importorskip("psutil", reason="the extra archive is not installed")

import psutil

from vndocparse import parse_many
from vndocparse.archive.local import local
from vndocparse.archive.work import Failed, Job, Outcome, Parsed, Settings
from vndocparse.errors import VndocparseError

ROOT = Path(__file__).resolve().parent.parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="needs files that only POSIX has")

# Files that do to their worker what the parser has been taught not to do.
EVIL = """
import os, time
import vndocparse.archive.reading as reading
honest = reading.read_bytes
def read_bytes(location, member, most):
    name = os.path.basename(location)
    if 'crash' in name:
        os._exit(9)
    if 'hang' in name:
        time.sleep(1000)
    if 'fat' in name:
        hoard = [b'x' * (10 * 1024 * 1024) for _ in range(40)]
        time.sleep(1000)
    if 'noise' in name:
        os.write(1, b'a library prints' * 1000)
    return honest(location, member, most)
reading.read_bytes = read_bytes
"""


@pytest.fixture
def evil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "evil"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(EVIL, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")]))
    return str(folder)


def outcomes(paths: list[Path], **settings: float) -> dict[str, Outcome]:
    jobs = (Job(path.name, str(path)) for path in paths)
    found = [(one.job.path, one) for one in local(jobs, Settings(**{"workers": 2, **settings}))]  # type: ignore[arg-type]
    assert len(found) == len(dict(found)) == len(paths)
    return dict(found)


@pytest.mark.parametrize(
    ("name", "code", "settings"),
    [("crash", "crashed", {}), ("hang", "timeout", {"timeout": 2.0}), ("fat", "memory", {"memory": 300})],
)
def test_a_file_that_ends_hangs_or_fattens_its_worker_costs_only_itself(
    name: str, code: str, settings: dict[str, float], tmp_path: Path, evil: str
) -> None:
    assert evil
    paths = write_letters(tmp_path / "vb", 12)
    bad = paths[3].rename(paths[3].with_name(f"{name}.txt"))
    found = outcomes([*paths[:3], bad, *paths[4:]], **settings)
    failure = found.pop(f"{name}.txt")
    assert isinstance(failure, Failed)
    assert failure.code == code
    reason, _, remedy = failure.message.partition("; ")
    assert reason
    assert remedy
    assert all(isinstance(one, Parsed) for one in found.values())


def test_several_bad_files_in_a_row_cost_only_themselves(tmp_path: Path, evil: str) -> None:
    assert evil
    paths = write_letters(tmp_path / "vb", 8)
    bad = [path.rename(path.with_name(f"crash-{path.name}")) for path in paths[:3]]
    found = outcomes([*bad, *paths[3:]], workers=1)
    assert sorted(name for name, one in found.items() if isinstance(one, Failed)) == [path.name for path in bad]


def test_what_a_library_prints_does_not_disturb(tmp_path: Path, evil: str) -> None:
    assert evil
    (path,) = write_letters(tmp_path / "vb", 1)
    assert isinstance(outcomes([path.rename(path.with_name("noise.txt"))])["noise.txt"], Parsed)


def test_workers_are_replaced_after_so_many_files(tmp_path: Path) -> None:
    paths = write_letters(tmp_path / "vb", 20)
    assert all(isinstance(one, Parsed) for one in outcomes(paths, files_a_worker=3).values())


def test_workers_that_cannot_start_end_the_run_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(3)", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    # The package's own folder goes first; it holds no sitecustomize.
    with pytest.raises(VndocparseError, match="die as soon as they start"):
        outcomes(write_letters(tmp_path / "vb", 3))


@posix
def test_no_worker_outlives_its_run(tmp_path: Path) -> None:
    write_letters(tmp_path / "vb", 400)
    run = subprocess.Popen(
        [sys.executable, "-m", "vndocparse", "archive", str(tmp_path / "vb"), "--store", str(tmp_path / "vb.db"), "--workers", "2"]
    )
    workers = children(run.pid, 2)
    run.send_signal(signal.SIGKILL)
    run.wait()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []


def children(pid: int, number: int) -> list[object]:
    """The worker processes of a run, as soon as there are so many."""
    for _ in range(400):
        found: list[object] = psutil.Process(pid).children()
        if len(found) >= number:
            return found
        time.sleep(0.025)
    raise AssertionError("no workers")


@posix
def test_killing_the_run_and_its_workers_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """300 files, 3 kills of the run and as many of workers at random moments; benchmarks/kill_runs.py does it 20 times."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from kill_runs import kill_runs
    from make_archive import write

    write(tmp_path / "vb", 300)
    assert kill_runs(tmp_path / "vb", tmp_path / "killed.db", 3, random.Random(5)) > 0
    archive(tmp_path / "vb", tmp_path / "whole.db")
    done = command("archive", "--compare", tmp_path / "killed.db", tmp_path / "whole.db")
    assert (done.returncode, done.stdout) == (0, "the stores hold the same\n")


def kept(store: Path) -> int:
    """How many files the store holds by now."""
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(store)) as connection:
        number: int = connection.execute("SELECT count(*) FROM files").fetchone()[0]
        return number
    return 0


@posix
def test_an_interrupted_run_keeps_what_it_has(tmp_path: Path) -> None:
    write_letters(tmp_path / "vb", 1500)
    words = ["archive", str(tmp_path / "vb"), "--store", str(tmp_path / "vb.db"), "--log-json"]
    run = subprocess.Popen([sys.executable, "-m", "vndocparse", *words], stderr=subprocess.PIPE)
    assert run.stderr is not None
    while kept(tmp_path / "vb.db") == 0:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert (run.returncode, said.count(b"Traceback")) == (130, 0)
    left = archive(tmp_path / "vb", tmp_path / "vb.db")
    assert left["parsed"] + left["unchanged"] == 1500
    assert 0 < left["unchanged"] < 1500


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small file system")
def test_a_full_disk_ends_the_run_cleanly_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small], check=False).returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        write_letters(tmp_path / "vb", 400)
        done = command("archive", tmp_path / "vb", "--store", small / "vb.db")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert "the disk is full; free some space" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=100m", small], check=True)
        left = archive(tmp_path / "vb", small / "vb.db")
        assert left["parsed"] + left["unchanged"] == 400
        assert left["unchanged"] > 0
    finally:
        subprocess.run(["umount", small], check=False)


def test_many_files_are_parsed_in_python(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    paths = [samples / "cong-van-121.docx", samples / "to-trinh-2020.docx", tmp_path / "hong.docx", tmp_path / "nowhere.docx"]
    found = {Path(reading.path).name: reading for reading in parse_many(paths, workers=2)}
    assert len(found) == 4
    first = found["cong-van-121.docx"].directive
    assert first is not None
    assert first.number is not None
    assert first.number.canonical == "121-CV/ĐU"
    assert (found["hong.docx"].code, found["nowhere.docx"].code) == ("damaged", "unreadable")


def test_many_files_are_drawn_only_as_fast_as_they_are_taken(tmp_path: Path) -> None:
    (path,) = write_letters(tmp_path / "vb", 1)
    drawn = 0

    def endless() -> Iterator[Path]:
        nonlocal drawn
        while True:
            drawn += 1
            yield path

    readings = parse_many(endless(), workers=2)
    for _ in range(20):
        assert next(readings).directive is not None
    assert drawn < 40
    readings.close()  # type: ignore[attr-defined]


def test_an_engine_of_ones_own_is_a_function(tmp_path: Path) -> None:
    from vndocparse.archive.work import work

    def here(jobs: Iterator[Job], settings: Settings) -> Iterator[Outcome]:
        return (work(job, settings) for job in jobs)

    found = list(parse_many(write_letters(tmp_path / "vb", 2), engine=here))  # type: ignore[arg-type]
    assert [reading.directive is not None for reading in found] == [True, True]
