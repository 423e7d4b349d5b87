"""Word files that LibreOffice saved in other formats are the same papers still.

``cong-van-day-du`` holds one of everything: lists of four kinds, a field, a note, a stamp in a text box, tracked changes,
merged cells, a table in a cell, a header.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vndocparse import parse

FOLDER = Path(__file__).parent.parent / "data" / "converted"
CONVERTED = sorted(path for path in FOLDER.iterdir() if path.suffix != ".docx")


def content(value: Any) -> Any:
    """The values without where they stand."""
    if isinstance(value, dict):
        return {key: content(child) for key, child in value.items() if key not in ("span", "source", "evidence", "diagnostics")}
    return [content(child) for child in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", CONVERTED, ids=[path.name for path in CONVERTED])
def test_a_converted_paper_says_what_the_word_file_says(path: Path, samples: Path) -> None:
    original = next(
        found for folder in (FOLDER, samples) for found in sorted(folder.glob(f"{path.stem}.doc*"), reverse=True) if found != path
    )
    found, expected = parse(path), parse(original)
    assert found.source.format == path.suffix[1:]
    assert found.text.splitlines() == expected.text.splitlines()
    assert content(json.loads(found.model_dump_json())) == content(json.loads(expected.model_dump_json()))
    assert [item.code for item in found.diagnostics] == [item.code for item in expected.diagnostics]


@pytest.mark.parametrize("name", ["cong-van-day-du.rtf", "cong-van-day-du.docx", "huong-dan-tcvn3-2001.html", "cong-van-day-du.odt"])
def test_a_file_is_read_by_its_content_though_it_is_named_doc(name: str) -> None:
    directive = parse((FOLDER / name).read_bytes(), name="van-ban.doc")
    assert directive.source.format == name.rpartition(".")[2]
    assert directive.number is not None
    assert "format-mismatch" in [item.code for item in directive.diagnostics]
