"""Without the packages of an extra every verb says in one line what to install."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from archive_files import command, write_letters


@pytest.mark.parametrize(
    ("missing", "extra", "words"),
    [
        ("sqlalchemy", "archive", ["archive", "vb", "--store", "vb.db"]),
        ("sqlalchemy", "archive", ["archive", "--compare", "a.db", "b.db"]),
        ("sqlalchemy", "archive", ["export", "vb.db", "--format", "csv"]),
        ("sqlalchemy", "archive", ["search", "vb.db", "x"]),
        ("sqlalchemy", "archive", ["graph", "vb.db", "--format", "csv"]),
        ("psutil", "archive", ["archive", "vb", "--store", "vb.db"]),
        ("ray", "ray", ["archive", "vb", "--store", "vb.db", "--engine", "ray"]),
        ("fsspec", "remote", ["archive", "s3://kho/vb", "--store", "vb.db"]),
        ("psycopg", "postgres", ["export", "postgresql://localhost/none", "--format", "csv"]),
    ],
)
def test_a_missing_package_is_one_line_that_names_the_command(
    missing: str, extra: str, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing != "sqlalchemy":
        pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
    if missing in ("ray", "fsspec", "psycopg"):
        pytest.importorskip("psutil", reason="the extra archive is not installed")
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / f"{missing}.py").write_text("raise ImportError('not here')", encoding="utf-8")
    write_letters(tmp_path / "vb", 1)
    monkeypatch.chdir(tmp_path)
    done = command(*words, PYTHONPATH=os.pathsep.join([str(tmp_path / "without"), os.environ.get("PYTHONPATH", "")]))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"install it with: pip install 'vndocparse[{extra}]'\n")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "vb.db").exists()


@pytest.mark.parametrize("verb", ["archive", "export", "search", "graph"])
def test_help_needs_no_package(verb: str, tmp_path: Path) -> None:
    (tmp_path / "sqlalchemy.py").write_text("raise ImportError('not here')", encoding="utf-8")
    done = command(verb, "--help", PYTHONPATH=os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    assert (done.returncode, done.stderr) == (0, "")
    assert "examples:" in done.stdout
