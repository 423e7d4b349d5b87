"""A store in PostgreSQL holds what one in SQLite holds; a lost connection ends a run without loss."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive_files import archive, command, letter, write_letters

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
pytest.importorskip("psutil", reason="the extra archive is not installed")


def test_both_databases_hold_the_same(postgres: str, samples: Path, tmp_path: Path) -> None:
    for path in samples.glob("*.*"):
        if path.suffix in (".docx", ".txt"):
            (tmp_path / "vb").mkdir(exist_ok=True)
            (tmp_path / "vb" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "vb" / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    (tmp_path / "vb" / "ban-sao.txt").write_bytes((samples / "cong-van-121.txt").read_bytes())
    archive(tmp_path / "vb", postgres)
    archive(tmp_path / "vb", tmp_path / "vb.db")
    done = command("archive", "--compare", postgres, tmp_path / "vb.db")
    assert (done.returncode, done.stdout) == (0, "the stores hold the same\n")


def test_changes_copies_and_losses_are_followed_there_too(postgres: str, tmp_path: Path) -> None:
    paths = write_letters(tmp_path / "vb", 6)
    archive(tmp_path / "vb", postgres)
    paths[0].write_text(letter(77), encoding="utf-8")
    paths[1].unlink()
    (tmp_path / "vb" / "0000.txt").write_text(letter(3), encoding="utf-8")
    found = archive(tmp_path / "vb", postgres)
    assert (found["parsed"], found["unchanged"], found["vanished"]) == (2, 4, 1)
    archive(tmp_path / "vb", tmp_path / "vb.db")
    first, *others = command("archive", "--compare", postgres, tmp_path / "vb.db").stdout.splitlines()
    assert first == f"file {paths[1]}: only in the first"  # as vanished; the paper itself is kept
    assert len(others) == 2
    assert others[0].endswith(": only in the first")
    assert others[1] == "2 differences"


def test_two_runs_at_once_do_not_double_anything(postgres: str, tmp_path: Path) -> None:
    write_letters(tmp_path / "vb", 150)
    words = [sys.executable, "-m", "vndocparse", "archive", str(tmp_path / "vb"), "--store", postgres, "--workers", "1"]
    command("archive", tmp_path / "vb" / "0001-CV.txt", "--store", postgres)
    both = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    for run in both:
        _, said = run.communicate(timeout=200)
        assert (run.returncode, said) == (0, b"")
    archive(tmp_path / "vb", tmp_path / "vb.db")
    done = command("archive", "--compare", postgres, tmp_path / "vb.db")
    assert (done.returncode, done.stdout) == (0, "the stores hold the same\n")


def test_a_lost_connection_ends_the_run_and_the_next_one_goes_on(postgres: str, tmp_path: Path) -> None:
    import psycopg

    write_letters(tmp_path / "vb", 1500)
    words = [sys.executable, "-m", "vndocparse", "archive", str(tmp_path / "vb"), "--store", postgres, "--workers", "2"]
    run = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    base, _, name = postgres.rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        while not _kept(postgres):
            time.sleep(0.05)
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        _, said = run.communicate(timeout=60)
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert run.returncode == 1
    assert said.count(b"\n") == 1
    assert b"no connection to the database" in said
    left = archive(tmp_path / "vb", postgres)
    assert left["parsed"] + left["unchanged"] == 1500
    assert left["unchanged"] > 0


def _kept(url: str) -> int:
    import psycopg

    try:
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT count(*) FROM files").fetchone()
            return found[0] if found else 0
    except psycopg.Error:
        return 0
