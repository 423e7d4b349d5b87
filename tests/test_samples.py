"""The samples of the repository: what each says, read by hand, and the whole parse kept as golden JSON.

``VNDOCPARSE_REFRESH=1 pytest tests/test_samples.py`` writes the golden files anew; read the difference before keeping it.
The facts in ``data/samples_read_by_hand.json`` are never written by a program.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vndocparse import Directive, parse
from vndocparse.exports.summary import summary

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = SAMPLES / "expected"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in (".doc", ".docx", ".pdf", ".txt"))
BY_HAND: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "samples_read_by_hand.json").read_text(encoding="utf-8"))
REFRESH = os.environ.get("VNDOCPARSE_REFRESH") == "1"
USERS = ("cong-van-121.docx", "cong-van-121.txt")

# Facts that the parser still gets wrong. Until they are mended their samples have no golden file: a wrong answer must never
# become the expected one. A mended fact fails as XPASS: strike it out here, then refresh.
OPEN_FAULTS: dict[str, tuple[str, ...]] = {}
# The letter is the same paper twice: the text waits for the Word file.
PENDING = {*OPEN_FAULTS, *({"cong-van-121.txt"} if "cong-van-121.docx" in OPEN_FAULTS else ())}


@cache
def parsed(name: str) -> Directive:
    return parse((SAMPLES / name).read_bytes(), name=name)


@cache
def as_json(name: str) -> Any:
    return json.loads(parsed(name).model_dump_json())


def at(value: Any, pointer: str) -> Any:
    """The value at a JSON Pointer; None where the list is too short."""
    for part in pointer.split("/")[1:]:
        value = value[part] if isinstance(value, dict) else value[int(part)] if int(part) < len(value) else None
        if value is None:
            return None
    return value


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value with its pointer; an empty list or object stands for itself."""
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    if not items:
        yield pointer, value
    for key, child in items:
        yield from leaves(child, f"{pointer}/{key}")


def objects(value: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object that has a span, with its pointer."""
    if isinstance(value, dict):
        if value.get("span"):
            yield pointer, value
        for key, child in value.items():
            if key not in ("evidence", "diagnostics"):
                yield from objects(child, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from objects(child, f"{pointer}/{index}")


def differences(expected: Any, found: Any) -> str:
    """One line for each value that differs, with its pointer."""
    before, after = dict(leaves(expected)), dict(leaves(found))
    lines = [
        f"{pointer}\n    expected {before.get(pointer, '(nothing)')!r}\n    found    {after.get(pointer, '(nothing)')!r}"
        for pointer in dict.fromkeys([*before, *after])
        if before.get(pointer, "(nothing)") != after.get(pointer, "(nothing)")
    ]
    return "\n".join([*lines[:40], *([f"… and {len(lines) - 40} more"] if len(lines) > 40 else [])])


def _facts() -> list[Any]:
    cases = []
    for name, facts in BY_HAND.items():
        for pointer, value in facts.items():
            marks = [pytest.mark.xfail(reason="open fault", strict=True)] if pointer in OPEN_FAULTS.get(name, ()) else []
            cases.append(pytest.param(name, pointer, value, id=f"{name}{pointer}", marks=marks))
    return cases


@pytest.mark.parametrize(("name", "pointer", "value"), _facts())
def test_a_sample_says_what_a_reader_finds_in_it(name: str, pointer: str, value: Any) -> None:
    assert at(as_json(name), pointer) == value


@pytest.mark.parametrize("name", [name for name in NAMES if name not in PENDING])
def test_the_whole_parse_of_a_sample_is_the_kept_one(name: str) -> None:
    kept = EXPECTED / f"{name}.json"
    if REFRESH:
        kept.write_text(json.dumps(as_json(name), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    expected = json.loads(kept.read_text(encoding="utf-8"))
    if expected != as_json(name):
        pytest.fail(f"{name} is parsed otherwise:\n{differences(expected, as_json(name))}", pytrace=False)


def test_every_sample_has_been_read_by_hand() -> None:
    assert set(BY_HAND) | {"cong-van-121.txt"} == set(NAMES)
    assert {path.name.removesuffix(".json") for path in EXPECTED.glob("*.json")} == set(NAMES) - set(PENDING)


@pytest.mark.parametrize("name", NAMES)
def test_a_directive_survives_its_json(name: str) -> None:
    directive = parsed(name)
    assert Directive.model_validate_json(directive.model_dump_json()) == directive


@pytest.mark.parametrize("name", NAMES)
def test_spans_lie_inside_the_text_and_hold_the_words_they_stand_for(name: str) -> None:
    directive = as_json(name)
    text, evidence = directive["text"], directive["evidence"]
    stretches = [span for ground in evidence.values() for span in ground["spans"]]
    found = dict(objects(directive))
    for span in [*stretches, *(value["span"] for value in found.values())]:
        assert 0 <= span["start"] < span["end"] <= len(text), span
    for pointer, value in found.items():
        assert pointer in evidence, pointer
        words = text[value["span"]["start"] : value["span"]["end"]]
        assert words == words.strip(), pointer
        if "raw" in value:
            spans = evidence[pointer]["spans"]
            assert value["raw"] == " ".join(text[span["start"] : span["end"]] for span in spans), pointer


@pytest.mark.parametrize("name", [name for name in NAMES if "/evidence" not in OPEN_FAULTS.get(name, ())])
def test_evidence_points_at_values_that_are_there(name: str) -> None:
    directive = as_json(name)
    values = [pointer.split("/") for pointer, value in leaves(directive) if value is not None]
    there = {"/".join(parts[:depth]) for parts in values for depth in range(2, len(parts) + 1)}
    assert sorted(set(directive["evidence"]) - there) == []


def test_the_letter_says_the_same_as_word_file_and_as_text() -> None:
    word, text = (parsed(name) for name in USERS)
    assert word.number is not None
    assert text.number is not None
    assert (word.number.raw, word.number.canonical) == (text.number.raw, text.number.canonical)
    assert (word.date, word.header.place, word.header.subject) == (text.date, text.header.place, text.header.subject)
    assert [entry.name for entry in word.recipients.addressed_to] == [entry.name for entry in text.recipients.addressed_to]
    assert [entry.name for entry in word.recipients.copied_to] == [entry.name for entry in text.recipients.copied_to]
    assert word.recipients.archive == text.recipients.archive
    cited = [[(c.raw, c.date, c.issuer) for c in paper.cited_documents if not c.self_reference] for paper in (word, text)]
    assert cited[0] == cited[1]
    assert len(cited[0]) == 12
    tasks = [[(task.label, task.text, [who.name for who in task.assignees]) for task in paper.tasks] for paper in (word, text)]
    assert tasks[0] == tasks[1]
    assert [label for label, _, _ in tasks[0]] == ["1.", "2.", "3.", "4.", "5."]


@pytest.mark.parametrize("name", USERS)
def test_the_summary_of_the_letter_fits_on_a_screen(name: str) -> None:
    kept = EXPECTED / "cong-van-121.summary.txt"
    shown = summary(parsed(name))
    if REFRESH:
        kept.write_text(shown, encoding="utf-8", newline="\n")
    assert shown.splitlines() == kept.read_text(encoding="utf-8").splitlines()
    assert len(shown.splitlines()) <= 60


def test_no_sample_tells_where_it_was_parsed() -> None:
    for path in EXPECTED.glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["source"]["path"] == path.name.removesuffix(".json")
