r"""Citations measured on labelled strings.

``citations_fresh.tsv`` holds 95 strings of real papers, looked up on the Web in a stored crawl (column ``source``) and labelled
before the parser saw them; ``\u000a`` is a line break inside a string. First-run figures, before anything was mended for them:

====================  ======  ======  ======  ======  ======  ======  ==========  ======
strings               F1      P       R       type    date    issuer  provisions  term
====================  ======  ======  ======  ======  ======  ======  ==========  ======
f001-f069             0.959   0.942   0.976   1.000   0.943   0.938   1.000       1.000
f070-f095             1.000   1.000   1.000   1.000   1.000   1.000   1.000       1.000
====================  ======  ======  ======  ======  ======  ======  ==========  ======

The second lot was drawn after the faults that the first had shown were mended, so it measures what the first had taught.
The reference table of the project is scored too where it is at hand.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from vndocparse.models import CitedDocument
from vndocparse.parsers.citations import parse_citations
from vndocparse.text import fold

HERE = Path(__file__).resolve().parent
FRESH = HERE / "citations_fresh.tsv"
REFERENCE = HERE.parents[2] / "shared" / "reference" / "citations.tsv"
Row = dict[str, str]


def decoded(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def strings(path: Path) -> dict[str, list[Row]]:
    by_text: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            by_text[decoded(row["raw"])].append(row)
    return by_text


def plain(text: str | None) -> str:
    return " ".join(fold(text or "").lower().replace(",", " ").split())


def number(text: str | None) -> str:
    return re.sub(r"\s*[-–/]\s*|\s+", "-", plain(decoded(text or "")))


def is_of(row: Row, citation: CitedDocument) -> bool:
    """The number agrees as printed or in normal form; without a number the words of the type."""
    if not row["number"]:
        word = plain(row["type"]).split()[:1]
        named = plain(citation.type.name if citation.type else None).split()[:1]
        return citation.number is None and (not word or word == named)
    if citation.number is None:
        return False
    forms = {number(citation.number.canonical), number(citation.number.raw)}
    return number(row["number"]) in forms or (
        "number" in citation.inferred and (citation.number.serial or "").lstrip("0") == number(row["number"]).lstrip("0")
    )


def agreement(row: Row, citation: CitedDocument) -> dict[str, bool]:
    """Attribute by attribute, where the row tells one; a type may be named more or less fully, `` ~ `` parts readings."""
    type_ = plain(citation.type.name if citation.type else None)
    type_agrees = bool(type_) and (plain(row["type"]).startswith(type_) or type_.startswith(plain(row["type"])))
    told = {
        "type": type_agrees,
        "date": (citation.date or "").startswith(row["date"]),
        "issuer": plain(row["issuer"]) == plain(citation.issuer),
        "term": row["term"] == citation.congress_term,
        "pointers": plain(" ".join(citation.provisions)) in map(plain, row["pointers"].split(" ~ ")),
    }
    return {key: agrees for key, agrees in told.items() if row[key] and (key != "issuer" or row["issuer_from"] == "text")}


def score(path: Path) -> tuple[dict[str, float], dict[str, float], list[str]]:
    right = gold = predicted = 0
    attributes: dict[str, list[bool]] = defaultdict(list)
    categories: dict[str, list[bool]] = defaultdict(list)
    faults: list[str] = []
    for text, rows in strings(path).items():
        wanted = [row for row in rows if row["category"] not in ("negative", "self")]
        left = [citation for citation in parse_citations(text) if not citation.self_reference]
        gold += len(wanted)
        predicted += len(left)
        for row in wanted:
            hit = next((citation for citation in left if is_of(row, citation)), None)
            categories[row["category"]].append(hit is not None)
            if hit is None:
                faults.append(f"{row['id']} missed {row['number'] or row['type']}")
                continue
            left.remove(hit)
            right += 1
            for key, agrees in agreement(row, hit).items():
                attributes[key].append(agrees)
                if not agrees:
                    faults.append(f"{row['id']} {key}")
        faults += [f"invented {citation.raw!r}" for citation in left]
    figures = {key: sum(values) / len(values) for key, values in attributes.items()}
    figures |= {"precision": right / predicted, "recall": right / gold, "f1": 2 * right / (gold + predicted)}
    return figures, {key: sum(values) / len(values) for key, values in categories.items()}, faults


@pytest.mark.parametrize(
    "path", [FRESH, pytest.param(REFERENCE, marks=pytest.mark.skipif(not REFERENCE.exists(), reason="reference table not at hand"))]
)
def test_labelled_strings_are_read(path: Path) -> None:
    figures, categories, faults = score(path)
    floors = {"f1": 0.97, "precision": 0.98, "type": 0.97, "date": 0.97, "issuer": 0.97, "term": 0.95, "pointers": 0.95}
    short = {key: figures[key] for key, floor in floors.items() if figures[key] < floor}
    assert not short, faults
    assert not {key: share for key, share in categories.items() if share < 0.85}, faults
