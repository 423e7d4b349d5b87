"""Labelled task texts: a paper with its labels between the lines, read and compared with a parse.

A line that begins with ``@`` labels the line above it and is no part of the paper::

    1. Giao Văn phòng Đảng ủy theo dõi, báo cáo trước ngày 15/5/2017.
    @task item 1 | monitoring Văn phòng Đảng ủy | trước ngày 15/5/2017 = due before date=2017-05-15

- ``@`` alone: an entry of the outline that is no task; ``@task``: a task; ``@@task``: a child of the task above; ``@task?``: may be one.
- Then the kind of the entry (``row`` for a line of a table) and its number (``-`` for none), if need be with its first words in quotes.
- Assignees: role and name, ``;`` between them. ``^``: inherited; ``?``: may be left out; ``~`` between names, ``/`` between roles and
  kinds: what the contract leaves room for. A field that is only ``?`` is not compared.
- The deadline as printed, ``=``, and what it means; ``^``, ``?`` and ``~`` as above, ``or`` between readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vndocparse.models import Assignee, Deadline, Directive, Section, Task
from vndocparse.text import fold

TEXTS = Path(__file__).resolve().parent / "task_texts"
_WORDS = 5  # first words by which an item is told from others with its number
_PRINTED_LABEL = re.compile(
    r"^\s*(?:Điều \d+|[IVX]+|[A-H]|\d+(?:\.\d+)*|l|[a-zđ]|Thứ \w+|Một là|Hai là|Ba là|Bốn là|\(\d+\)|[-+*•])(?=[\s.)/:,-])\s*[.)/:,-]*\s*"
)
_HEAD = re.compile(r'(?P<kind>\S+)\s+(?:"(?P<quoted>[^"]*)"|(?P<number>[^\s"]+))(?:\s+"(?P<starts>[^"]*)")?')
_BULLETS = ("-", "+", "*", "•")
_TASK = {"": None, "task": True, "task?": False}
Reading = tuple[str | None, bool, str | None, str | None, str | None, frozenset[str]]


def plain(text: str | None) -> str:
    """Without regard to case, blanks, shapes of dashes and quotes, tone placement and outer punctuation."""
    return " ".join(fold(text or "").lower().split()).strip(" .,;:()\"'/-")


@dataclass(frozen=True)
class Who:
    names: tuple[str, ...]
    roles: tuple[str, ...]
    inherited: bool
    optional: bool

    def same_name(self, found: Assignee) -> bool:
        return plain(found.name) in self.names


@dataclass(frozen=True)
class When:
    raws: tuple[str, ...]
    readings: tuple[Reading, ...]
    inherited: bool
    optional: bool


@dataclass
class Label:
    """One labelled entry: ``task`` is None for one that is none, False for one that may be left out."""

    kinds: tuple[str, ...]
    number: str | None
    starts: str
    task: bool | None
    depth: int
    assignees: list[Who] | None = field(default_factory=list)  # None: not compared
    when: When | None = None
    when_compared: bool = True
    parent: Label | None = None

    def same(self, number: str | None, text: str) -> bool:
        begins = plain(text)
        wanted = plain(self.starts)
        return same_number(self.number, number) and bool(begins) and (begins.startswith(wanted) or wanted.startswith(begins))


def same_number(label: str | None, found: str | None) -> bool:
    def bare(number: str | None) -> str:
        stripped = re.sub(r"^(?:phần|chương|mục|điều)\s+", "", plain(number)).lstrip("0")
        return "1" if stripped == "l" else stripped  # an OCR slip, which the contract neither bids to keep nor to mend

    return bare(label) == bare(found)


def reading(words: str) -> Reading:
    kind, before, date, start, end, rule = None, False, None, None, None, frozenset[str]()
    for word in words.split():
        if word == "before":
            before = True
        elif word.startswith("date="):
            date = word[5:]
        elif ".." in word:
            start, end = (day or None for day in word.split(".."))
        elif "FREQ=" in word:
            rule = frozenset(word.split(";"))
        else:
            kind = word
    return kind, before, date, start, end, rule


def reading_of(found: Deadline) -> Reading:
    days = [day.isoformat() if day else None for day in (found.date, found.start, found.end)]
    return found.kind, found.before, days[0], days[1], days[2], frozenset((found.recurrence or "").split(";")) - {""}


def marks(words: str) -> tuple[str, bool, bool]:
    bare = words.lstrip("?^")
    lead = words[: len(words) - len(bare)]
    return bare, "^" in lead, "?" in lead


def who(words: str) -> Who:
    bare, inherited, optional = marks(words.strip())
    roles, _, names = bare.partition(" ")
    return Who(tuple(plain(n) for n in names.split("~")), tuple(roles.split("/")), inherited, optional)


def when(words: str) -> When:
    bare, inherited, optional = marks(words.strip())
    raws, _, meanings = bare.partition(" = ")
    readings = []
    for meaning in meanings.split(" or "):
        kinds, _, rest = meaning.strip().partition(" ")
        readings += [reading(f"{kind} {rest}") for kind in kinds.split("/")]
    return When(tuple(plain(r) for r in raws.split("~")), tuple(readings), inherited, optional)


def first_words(number: str | None, above: Sequence[str]) -> str:
    """Of the nearest item above that has the number: an item may run over several lines before its label comes."""
    for line in reversed(above):
        printed = _PRINTED_LABEL.match(line)
        if printed and (printed[0].strip() in _BULLETS if number is None else same_number(number, printed[0])):
            return " ".join(line[printed.end() :].split()[:_WORDS])
    raise AssertionError(f"no item {number} above its label")


def label(line: str, above: Sequence[str]) -> Label:
    depth = len(line) - len(line.lstrip("@"))
    mark, _, rest = line.lstrip("@").partition(" ")
    head, *fields = re.split(r"\s*\|\s*", rest)
    match = _HEAD.fullmatch(head.strip())
    assert match, f"no label: {line}"
    number = None if match["number"] == "-" else match["quoted"] or match["number"]
    starts = match["starts"] or first_words(number, above)
    made = Label(tuple(match["kind"].split("/")), number, starts, _TASK[mark], depth)
    bodies, deadline = ([f.strip() for f in fields] + ["", ""])[:2]
    made.assignees = None if bodies == "?" else [who(w) for w in bodies.split(";") if w.strip()]
    made.when_compared = deadline != "?"
    made.when = when(deadline) if deadline not in ("", "?") else None
    return made


@dataclass(frozen=True)
class TaskText:
    name: str
    text: str
    labels: tuple[Label, ...]


def task_text(path: Path) -> TaskText:
    lines, labels = [], []
    open_tasks: list[Label] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.startswith("@"):
            lines.append(line)
            continue
        made = label(line, lines)
        if made.task is not None:
            del open_tasks[made.depth - 1 :]
            made.parent = open_tasks[-1] if open_tasks else None
            open_tasks.append(made)
        labels.append(made)
    return TaskText(path.stem, "\n".join(lines), tuple(labels))


def task_texts() -> list[TaskText]:
    return [task_text(path) for path in sorted(TEXTS.glob("*.txt"))]


def all_sections(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from all_sections(section.children)


def all_tasks(tasks: Sequence[Task], parent: Task | None = None) -> Iterator[tuple[Task, Task | None]]:
    for task in tasks:
        yield task, parent
        yield from all_tasks(task.children, task)


@dataclass
class Tally:
    """Right ones, labelled ones, found ones, and what differs."""

    right: int = 0
    labelled: int = 0
    found: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.labelled + self.found) if self.labelled + self.found else 1.0

    def add(self, right: int, labelled: int, found: int) -> None:
        self.right += right
        self.labelled += labelled
        self.found += found

    def judge(self, right: bool, fault: str) -> None:
        self.add(int(right), 1, 1)
        if not right:
            self.faults.append(fault)


ASPECTS = ("sections", "tasks", "nesting", "assignees", "names", "inherited marks", "deadlines", "deadline values")


class Comparison:
    """Labelled texts beside their parses; ``tallies`` by aspect. Assignees and deadlines are compared on the tasks that were found."""

    def __init__(self) -> None:
        self.tallies = {aspect: Tally() for aspect in ASPECTS}

    def add(self, text: TaskText, parse: Directive) -> None:
        self._sections(text, parse)
        found = list(all_tasks(parse.tasks))
        pairs = self._tasks(text, found)
        parents = {id(task): parent for task, parent in found}
        by_label = {id(made): task for made, task in pairs}
        for made, task in pairs:
            where = f"{text.name}: {made.number or '-'} {made.starts}"
            if made.parent is None or made.parent.task:
                wanted = by_label.get(id(made.parent)) if made.parent else None
                self.tallies["nesting"].judge(parents[id(task)] is wanted, f"{where}: hangs at the wrong task")
            if made.assignees is not None:
                self._assignees(made.assignees, task, where)
            if made.when_compared:
                self._deadline(made.when, task.deadline, where)

    def _sections(self, text: TaskText, parse: Directive) -> None:
        tally = self.tallies["sections"]
        left = list(all_sections(parse.sections))
        for made in text.labels:
            if "row" in made.kinds:
                continue
            same = next((s for s in left if s.kind in made.kinds and made.same(s.number, f"{s.title or ''} {s.text}")), None)
            if same:
                left.remove(same)
            tally.judge(same is not None, f"{text.name}: no {made.kinds[0]} {made.number or '-'} {made.starts}")

    def _tasks(self, text: TaskText, found: list[tuple[Task, Task | None]]) -> list[tuple[Label, Task]]:
        tally = self.tallies["tasks"]
        left = [task for task, _ in found]
        pairs = []
        for made in sorted((m for m in text.labels if m.task is not None), key=lambda m: not m.task):
            same = next((t for t in left if made.same(t.number, t.text)), None)
            if same:
                left.remove(same)
            if made.task:
                tally.add(int(same is not None), 1, int(same is not None))
                if same:
                    pairs.append((made, same))
                else:
                    tally.faults.append(f"{text.name}: missed: {made.number or '-'} {made.starts}")
        for task in left:
            tally.add(0, 0, 1)
            tally.faults.append(f"{text.name}: invented: {task.number or '-'} {' '.join(task.text.split()[:8])}")
        return pairs

    def _assignees(self, labelled: list[Who], task: Task, where: str) -> None:
        names, roles, inherited = (self.tallies[a] for a in ("names", "assignees", "inherited marks"))
        left = list(task.assignees)
        for wanted in sorted(labelled, key=lambda w: w.optional):
            same = next((a for a in left if wanted.same_name(a)), None)
            if same:
                left.remove(same)
            if wanted.optional:
                continue
            right = same is not None and same.role in wanted.roles
            names.add(int(same is not None), 1, int(same is not None))
            roles.add(int(right), 1, int(same is not None))
            if same is None:
                roles.faults.append(f"{where}: missed: {wanted.names[0]}")
            elif not right:
                roles.faults.append(f"{where}: {wanted.names[0]} is {same.role}, not {wanted.roles[0]}")
            if same and right:
                inherited.judge(same.inherited == wanted.inherited, f"{where}: {wanted.names[0]}: inherited is {same.inherited}")
        for a in left:
            names.add(0, 0, 1)
            roles.add(0, 0, 1)
            roles.faults.append(f"{where}: invented: {a.name} ({a.role}{', inherited' if a.inherited else ''})")

    def _deadline(self, wanted: When | None, found: Deadline | None, where: str) -> None:
        raws, values = self.tallies["deadlines"], self.tallies["deadline values"]
        if wanted and wanted.optional and (found is None or plain(found.raw) in wanted.raws):
            return
        right = bool(wanted and found and plain(found.raw) in wanted.raws)
        raws.add(int(right), int(wanted is not None), int(found is not None))
        if not right and (wanted or found):
            raws.faults.append(f"{where}: {wanted.raws[0] if wanted else None!r} is read as {found.raw if found else None!r}")
        if right and wanted and found:
            got = reading_of(found)
            same = got in wanted.readings and found.inherited == wanted.inherited
            values.judge(
                same, f"{where}: {found.raw!r} means {got} inherited={found.inherited}, not {wanted.readings[0]} {wanted.inherited}"
            )
