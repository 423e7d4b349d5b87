"""The engine ray gives the store that the engine local gives, whatever is killed; files may lie where only fsspec reaches."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive_files import archive, command, write_letters

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
pytest.importorskip("psutil", reason="the extra archive is not installed")

ROOT = Path(__file__).resolve().parent.parent.parent


def test_files_are_reached_by_their_addresses(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra remote is not installed")
    write_letters(tmp_path / "vb", 5)
    (tmp_path / "vb" / "hong.docx").write_bytes(b"PK\x03\x04 cut short")
    address = (tmp_path / "vb").as_uri()
    found = archive(address, tmp_path / "vb.db")
    assert (found["parsed"], found["failed"]) == (5, 1)
    (tmp_path / "vb" / "0001-CV.txt").unlink()
    again = archive(address, tmp_path / "vb.db")
    assert (again["unchanged"], again["vanished"]) == (4, 1)


@pytest.mark.parametrize(
    ("address", "says"), [("nosuch://bucket/x", "protocol"), ("file:///no/such/folder", "nothing is there")], ids=["protocol", "folder"]
)
def test_a_wrong_address_is_one_line(address: str, says: str, tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra remote is not installed")
    done = command("archive", address, "--store", tmp_path / "vb.db")
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_both_engines_give_the_same_store_even_when_workers_are_killed(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra ray is not installed")
    import psutil

    sys.path.insert(0, str(ROOT / "benchmarks"))
    from make_archive import write

    write(tmp_path / "vb", 300)
    words = ["archive", str(tmp_path / "vb"), "--store", str(tmp_path / "ray.db"), "--engine", "ray", "--workers", "2"]
    run = subprocess.Popen([sys.executable, "-m", "vndocparse", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killed = 0
    until = time.monotonic() + 120
    while run.poll() is None and killed < 2 and time.monotonic() < until:
        with contextlib.suppress(psutil.Error):
            family = psutil.Process(run.pid).children(recursive=True)
            workers = [one for one in family if "vndocparse.archive.worker" in one.cmdline()]
            if workers:
                time.sleep(0.3)
                # First a worker, then the actor above one.
                (workers[0] if killed == 0 else workers[-1].parent()).kill()
                killed += 1
                time.sleep(0.5)
        time.sleep(0.05)
    _, said = run.communicate(timeout=200)
    assert run.returncode == 1, said  # the archive holds broken files
    assert killed == 2
    assert b"Traceback" not in said
    archive(tmp_path / "vb", tmp_path / "local.db")
    done = command("archive", "--compare", tmp_path / "ray.db", tmp_path / "local.db")
    assert (done.returncode, done.stdout) == (0, "the stores hold the same\n")


def test_the_engine_of_the_guide_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import re

    guide = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert code.count("\n") < 50
    (tmp_path / "my_engine.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    write_letters(tmp_path / "vb", 12)
    found = archive(tmp_path / "vb", tmp_path / "vb.db", "--engine", "my_engine:futures", "--workers", "2")
    assert (found["parsed"], found["state"]) == (12, "finished")
