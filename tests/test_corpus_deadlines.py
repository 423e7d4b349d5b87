"""The deadlines and roles of the labelled corpus: who leads, by which day or in which stretch of days, how often.

``corpus_deadlines.json`` holds, by document and task (number and first words), what the contract asks for beyond the raw phrase:
the role of each labelled assignee and the kind, date, ``before``, interval and recurrence of each labelled deadline. A list is what
the contract leaves room for; an absent key is null or false. The labels were made from the papers by hand,
before the parser's answer was looked at; on the first run 87 of 88 roles, 20 of 20 dates, 10 of 10 intervals, 6 of 6 recurrences and
38 of 38 kinds were right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vndocparse import parse
from vndocparse.models import Task
from vndocparse.text import fold

LABELS = json.loads((Path(__file__).resolve().parent / "corpus_deadlines.json").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = {
    **LABELS["documents"],
    **{name: LABELS["documents"][twin] for name, twin in LABELS["same_as"].items()},
}
FLOOR = 0.9
ASPECTS = {
    "kinds": ("kind", "inherited"),
    "dates": ("date", "before"),
    "intervals": ("start", "end"),
    "recurrences": ("recurrence",),
}
FLAGS = ("before", "inherited")
Verdict = tuple[str, bool, str]


def plain(text: str | None) -> str:
    return " ".join(fold(text or "").lower().split())


def accepted(label: object) -> list[object]:
    return label if isinstance(label, list) else [label]


def rule(recurrence: object) -> object:
    """An RRULE without regard to the order of its parts."""
    return frozenset(str(recurrence).split(";")) if recurrence else None


def printed(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def all_tasks(tasks: tuple[Task, ...]) -> Iterator[Task]:
    for task in tasks:
        yield task
        yield from all_tasks(task.children)


def found(key: str, tasks: tuple[Task, ...]) -> Task | None:
    number, _, words = key.partition(" ")
    return next((t for t in all_tasks(tasks) if t.number == number and plain(t.text).startswith(plain(words))), None)


def roles(label: dict[str, Any], task: Task | None, where: str) -> Iterator[Verdict]:
    by_name = {plain(a.name): a.role for a in (task.assignees if task else ())}
    for name, role in label.get("roles", {}).items():
        got = by_name.get(plain(name))
        yield "roles", got in accepted(role), f"{where}: {name}: {role} is read as {got}"


def values(label: dict[str, Any], task: Task | None, where: str) -> Iterator[Verdict]:
    """An aspect counts where the label or the answer has it: a date that was invented is as wrong as one that was missed."""
    deadline = task.deadline if task else None
    for aspect, fields in ASPECTS.items():
        wanted = [label.get(f, False if f in FLAGS else None) for f in fields]
        got = [printed(getattr(deadline, f, None)) for f in fields]
        if aspect == "recurrences":
            right = rule(got[0]) in [rule(r) for r in accepted(wanted[0])]
        else:
            right = deadline is not None and all(g in accepted(w) for w, g in zip(wanted, got, strict=True))
        if any(wanted) or any(got):
            yield aspect, right, f"{where}: {aspect} {wanted} is read as {got}"


@pytest.fixture(scope="module")
def verdicts(shared: Path) -> list[Verdict]:
    seen: list[Verdict] = []
    for name, labels in DOCUMENTS.items():
        tasks = parse(next((shared / "corpus" / "raw").glob(f"{name}.*"))).tasks
        for key, label in labels.items():
            task, where = found(key, tasks), f"{name}, {key}"
            seen.extend(roles(label, task, where))
            if "deadline" in label:
                seen.extend(values(label["deadline"], task, where))
    return seen


@pytest.mark.parametrize("aspect", ["roles", *ASPECTS])
def test_nine_of_ten_are_right(verdicts: list[Verdict], aspect: str) -> None:
    of_it = [(right, told) for of, right, told in verdicts if of == aspect]
    share = sum(right for right, _ in of_it) / len(of_it)
    assert share >= FLOOR, f"{share:.3f} of {len(of_it)}:\n" + "\n".join(told for right, told in of_it if not right)
