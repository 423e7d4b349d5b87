"""A large catalogue answers each query for a page quickly. 10,000 rows here; benchmarks/large_catalogue.py makes a million."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the extra archive is not installed")
pytest.importorskip("psutil", reason="the extra archive is not installed")


def test_queries_for_a_page_are_quick(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "benchmarks"))
    from large_catalogue import QUERIES, ask, make

    make(str(tmp_path / "vb.db"), 10_000)
    # A second more than a million rows may take: the machine may be busy, and a search of every row would still show.
    assert ask(str(tmp_path / "vb.db")) < 3.0
    assert capsys.readouterr().out.count(" lines  ") == len(QUERIES)
