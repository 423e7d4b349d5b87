"""The measuring script for citations counts what is right, missed and invented."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "citations.py"
COLUMNS = ("id", "category", "raw", "type", "number", "date", "issuer", "issuer_from", "term", "pointers")

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="benchmarks are not part of the source package")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_table_is_scored_by_document_by_value_and_by_number(tmp_path: Path) -> None:
    rows = [
        ("1", "full", "Chỉ thị số 05-CT/TW ngày 15/5/2016", "Chỉ thị", "05-CT/TW", "2016-05-15", "", "", "", ""),
        ("2", "full", "Kết luận số 9-KL/TU ngày 01/2/2020", "Kết luận", "9-KL/TU", "2020-02-02", "", "", "", ""),  # a wrong label
        ("3", "plenum", "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết", "", "", "", "", "XII", ""),
        ("4", "absent", "Không viện dẫn gì", "Công văn", "7-CV/TU", "", "", "", "", ""),
        ("5", "negative", "điện thoại 0275 3822", "", "", "", "", "", "", ""),
    ]
    table = tmp_path / "table.tsv"
    table.write_text("\n".join("\t".join(row) for row in (COLUMNS, *rows)) + "\n", encoding="utf-8")
    told = run("--accuracy", str(table), "--faults")
    assert told.returncode == 0, told.stderr
    for line in (
        "| documents (4) | 1.000 | 0.750 | 0.857 |",
        "| date | 0.500 | 2 |",
        "| term | 1.000 | 1 |",
        "1 strings cite nothing; 0 citations were seen in them.",
        "| vndocparse | 1.000 | 0.667 | 0.800 |",
        "| form of legal papers | 0.000 | 0.000 | 0.000 |",
        "| type word, số, number | 1.000 | 0.667 | 0.800 |",
        "| full | 2 | 1.000 | 0.750 | 1.000 | 0.000 | 1.000 |",
        "missed (absent): 7-CV/TU in 'Không viện dẫn gì'",
    ):
        assert line in told.stdout


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = run("--accuracy", str(tmp_path / "none.tsv"))
    assert told.returncode == 2
    assert "no such table" in told.stderr
