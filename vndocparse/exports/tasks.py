"""The follow-up sheet (bảng theo dõi nhiệm vụ): one row a task, nested ones too, of any number of papers.

>>> from vndocparse import parse
>>> from vndocparse.exports.tasks import rows
>>> for row in rows([parse("13-CT.docx")]):  # doctest: +SKIP
...     print(row.path, row.lead, row.due)
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import hashlib
import io
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from ..models import CitedDocument, Deadline, Directive, Section, Task
from ..text import collapse, key
from .register import safe_cell
from .wording import citation_words, partial_date_words, recurrence_words

COLUMNS = (
    "Số, ký hiệu",
    "Ngày văn bản",
    "Cơ quan ban hành",
    "Trích yếu",
    "Mục",
    "Nội dung nhiệm vụ",
    "Chủ trì",
    "Phối hợp",
    "Đơn vị theo dõi",
    "Đơn vị báo cáo",
    "Thời hạn",
    "Cách tính hạn",
    "Chu kỳ",
    "Từ ngày",
    "Thời hạn ghi trong văn bản",
    "Văn bản viện dẫn",
    "Ghi chú",
    "Quy tắc lặp (RRULE)",
    "Tệp",
)
"""Number, date, issuer, subject | task number, text, lead, cooperating, monitoring, reporting | due day, how it counts,
recurrence in words | first day, the deadline as printed, cited papers, remarks, recurrence as RRULE, file."""

_NO_DAY = datetime.date(2000, 1, 1)


class TaskRow(NamedTuple):
    """One task with what a follow-up sheet says of it and of its paper. Absent values are None or empty.

    ``path`` is the task's number below those of its parents (``2.a``; ``2.•1`` for the first bullet under 2) and is unique
    within the paper: where numbers begin anew in each part, the part's number stands before (``III.2``). ``due`` is the day
    written, or the last day of a stretch that begins with ``start``; with ``before`` the work must be done before that day.
    A recurring task has no ``due`` but a ``recurrence`` (RRULE). ``uid`` is the same for the same task of the same paper in
    every run and whatever the file: of number, year and issuer, or of the file's bytes where the number is blank.
    """

    number: str | None
    date: datetime.date | None
    date_known: str | None
    issuer: str | None
    subject: str | None
    secrecy: str | None
    path: str
    text: str
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    monitoring: tuple[str, ...]
    reporting: tuple[str, ...]
    kind: str | None
    """``due``, ``recurring``, ``period``, ``ongoing``; None without a deadline."""
    start: datetime.date | None
    due: datetime.date | None
    before: bool
    to_the_end: bool
    """Is ``due`` the last day of a stretch (``trong quý III``), and not a day that is written?"""
    recurrence: str | None
    deadline: str | None
    """The deadline as printed."""
    cited: tuple[str, ...]
    notes: tuple[str, ...]
    """What a person should know: inherited or concluded values, a paper that needs review."""
    file: str | None
    uid: str


def rows(directives: Iterable[Directive]) -> Iterator[TaskRow]:
    """The tasks of ``directives`` in document order, parents before their children; a paper without tasks gives none."""
    for directive in directives:
        paper = _identity(directive)
        for path, task in _paths(directive):
            yield _row(directive, paper, path, task)


def _row(directive: Directive, paper: str, path: str, task: Task) -> TaskRow:
    names = {role: tuple(a.name for a in task.assignees if a.role == role) for role in ("lead", "cooperating", "monitoring", "reporting")}
    deadline = task.deadline
    return TaskRow(
        number=directive.number.canonical if directive.number else None,
        date=directive.date,
        date_known=directive.date_known,
        issuer=directive.header.issuer,
        subject=directive.header.subject,
        secrecy=directive.header.secrecy,
        path=path,
        text=collapse(task.text),
        **names,
        kind=deadline.kind if deadline else None,
        start=deadline.start if deadline else None,
        due=(deadline.date or deadline.end) if deadline else None,
        before=deadline.before if deadline else False,
        to_the_end=deadline is not None and deadline.date is None and deadline.end is not None,
        recurrence=deadline.recurrence if deadline else None,
        deadline=collapse(deadline.raw) if deadline else None,
        cited=_cited(directive, task),
        notes=tuple(_notes(directive, task, deadline)),
        file=directive.source.path,
        uid=hashlib.sha256(f"{paper}\x1f{path}".encode("utf-8", "replace")).hexdigest()[:32],
    )


def _identity(directive: Directive) -> str:
    """What makes a paper the same in another file: a number is given once a year by one body."""
    number, header = directive.number, directive.header
    if number is None or number.serial is None:
        return directive.source.sha256
    year = directive.date.year if directive.date else (directive.date_known or str(number.year or ""))[:4]
    body = " ".join(filter(None, (header.parent_issuer, header.issuer))) or header.place or ""
    return "\x1f".join((key(number.canonical), str(year), key(body)))


def _cited(directive: Directive, task: Task) -> tuple[str, ...]:
    shown: dict[str, str] = {}
    for index in task.cited_documents:
        citation: CitedDocument = directive.cited_documents[index]
        if not citation.self_reference:
            words = citation_words(citation)
            shown.setdefault((None if citation.id_ambiguous else citation.id) or words, words)
    return tuple(shown.values())


def _notes(directive: Directive, task: Task, deadline: Deadline | None) -> Iterator[str]:
    if any(assignee.inherited for assignee in task.assignees):
        yield "đơn vị theo phần chung"
    if deadline and deadline.inherited:
        yield "thời hạn theo phần chung"
    if deadline and deadline.inferred:
        yield "ngày hạn suy ra, cần đối chiếu"
    if deadline and deadline.kind == "due" and not (deadline.date or deadline.end):
        yield "chưa rõ ngày hạn"
    if directive.date and "/date" in directive.inferred:
        yield "ngày văn bản suy ra"
    if directive.number and directive.number.inferred:
        yield "số văn bản suy ra"
    if directive.needs_review:
        yield "văn bản cần kiểm tra"


class TaskBook(Protocol):
    """A file of tasks that is whole only at the end: a workbook, a calendar."""

    def add(self, row: TaskRow) -> None:
        """Takes one task."""

    def finish(self) -> bytes:
        """The file. Nothing may be added afterwards."""

    def remarks(self) -> list[str]:
        """What was left out, a line each; known when the file is finished."""


def file_day(newest: datetime.date | None) -> datetime.datetime:
    """The time that a file says it was made, in UTC: ``SOURCE_DATE_EPOCH``, else the day of the newest paper.

    So the same papers give the same bytes.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        with contextlib.suppress(ValueError, OverflowError, OSError):
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    day = newest or _NO_DAY
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


# Numbers of tasks


def _paths(directive: Directive) -> list[tuple[str, Task]]:
    found = [(path, root, task) for root in _roots(directive.tasks) for path, task in _below(*root)]
    if len({path for path, _, _ in found}) < len(found):
        parts = {id(task): _part_of(task, directive.sections) for _, task in _roots(directive.tasks)}
        found = [(_joined([*parts[id(root[1])], path]), root, task) for path, root, task in found]
    seen: Counter[str] = Counter()
    unique = []
    for path, _, task in found:
        seen[path] += 1
        unique.append((path if seen[path] == 1 else f"{path} ({seen[path]})", task))
    return unique


def _roots(tasks: tuple[Task, ...], above: str = "") -> list[tuple[str, Task]]:
    """Each of ``tasks`` with its path: ``1.1`` under ``1`` stays so, ``a`` becomes ``1.a``, the first bullet ``1.•1``."""
    bullets = 0
    numbered = []
    for task in tasks:
        own = task.number
        if own is None:
            bullets += 1
            own = f"•{bullets}"
        numbered.append((_joined([above, own]), task))
    return numbered


def _joined(numbers: list[str]) -> str:
    """``II``, ``2``, ``2.1`` as ``II.2.1``: a number that repeats the one above it is not doubled."""
    path = last = ""
    for number in filter(None, numbers):
        path = path + number[len(last) :] if last and number.startswith(f"{last}.") else f"{path}.{number}" if path else number
        last = number
    return path


def _below(path: str, task: Task) -> Iterator[tuple[str, Task]]:
    yield path, task
    for child in _roots(task.children, path):
        yield from _below(*child)


def _part_of(task: Task, sections: tuple[Section, ...]) -> list[str]:
    """The numbers of the parts that a task of the first level stands in, the outermost first."""
    numbers: list[str] = []
    start = task.span.start
    while sections:
        index = bisect_right(sections, start, key=lambda section: section.span.start) - 1
        section = sections[max(index, 0)]
        if not section.span.start < start < section.span.end:
            break
        if section.number:
            numbers.append(section.number)
        sections = section.children
    return numbers


# CSV


def tasks_header() -> str:
    """The heading line of the sheet as CSV."""
    return _line(COLUMNS)


def tasks_line(row: TaskRow) -> str:
    """One line of the sheet as CSV. Days are ISO dates, which a spreadsheet reads alike in every country's settings."""
    return _line(tuple(safe_cell(cell.isoformat() if isinstance(cell, datetime.date) else cell) for cell in cells(row)))


def cells(row: TaskRow) -> tuple[str | datetime.date, ...]:
    """What stands in each of :data:`COLUMNS`: words, an empty string, or a day."""
    return (
        row.number or "",
        row.date or partial_date_words(row.date_known) or "",
        row.issuer or "",
        row.subject or "",
        row.path,
        row.text,
        *("; ".join(names) for names in (row.lead, row.cooperating, row.monitoring, row.reporting)),
        row.due or "",
        counting_words(row),
        recurrence_words(row.recurrence) if row.recurrence else "",
        row.start or "",
        row.deadline or "",
        "; ".join(row.cited),
        "; ".join(row.notes),
        row.recurrence or "",
        row.file or "",
    )


def counting_words(row: TaskRow) -> str:
    """How the day in Thời hạn counts: before it, by it, or no day but a rhythm."""
    if row.kind == "recurring":
        return "định kỳ, trước ngày" if row.before else "định kỳ"
    if row.kind == "ongoing":
        return "thường xuyên"
    if row.due is None:
        return "" if row.kind is None else "chưa rõ ngày"
    return "trước ngày" if row.before else "đến hết ngày" if row.to_the_end else "đến ngày"


def _line(values: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue()
