"""A paper says the same as a PDF and as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vndocparse import parse

RAW = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "raw"
TWINS = sorted(path.name.removesuffix("-pdf.pdf") for path in RAW.glob("*-pdf.pdf"))


def said(path: Path) -> dict[str, Any]:
    """What the paper says, without the places where it says so and the line breaks of print."""
    paper = unplaced(parse(path).model_dump(mode="json"))
    recipients = paper["recipients"]
    return {
        **{key: paper[key] for key in ("header", "date", "signature")},
        "number": paper["number"] and paper["number"]["canonical"],
        "names": [entry["name"] for key in ("addressed_to", "copied_to") for entry in recipients[key]],
        "archive": recipients["archive"],
        "cited": [(cited["number"], cited["date"], cited["type"]) for cited in paper["cited_documents"]],
        "tasks": [(task["number"], [who["name"] for who in task["assignees"]]) for task in paper["tasks"]],
    }


def unplaced(value: Any) -> Any:
    """``value`` without spans, and the raw words of numbers, in which a line may end."""
    if isinstance(value, dict):
        return {key: unplaced(child) for key, child in value.items() if key not in ("span", "raw")}
    return [unplaced(child) for child in value] if isinstance(value, list) else value


@pytest.mark.skipif(not TWINS, reason="the labelled corpus is not beside the checkout")
@pytest.mark.parametrize("name", TWINS or [""])
def test_a_pdf_says_what_its_word_file_says(name: str) -> None:
    assert said(RAW / f"{name}-pdf.pdf") == said(RAW / f"{name}.docx")
