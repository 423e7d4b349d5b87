"""Bodies of papers made of plain words, for tests of the outline, the tasks and what they hold."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from vndocparse.grammar import builtin
from vndocparse.layout import Document, DocumentBuilder
from vndocparse.models import Section, Task
from vndocparse.parsers.outline import outline
from vndocparse.parsers.tasks import TaskContext, tasks
from vndocparse.parsers.trace import Trace
from vndocparse.text import fold

GRAMMARS = builtin()


def typed(text: str, *, wrapped: bool = False) -> Document:
    """A plain text, a line each."""
    builder = DocumentBuilder()
    for line in text.strip("\n").split("\n"):
        builder.line(line)
    return builder.build("txt", wrapped=wrapped)


def sections_of(text: str, *, wrapped: bool = False) -> tuple[Section, ...]:
    document = typed(text, wrapped=wrapped)
    return outline(document, document.lines, GRAMMARS)


def tasks_in(document: Document, type_name: str | None = "Công văn", date: datetime.date | None = None) -> tuple[tuple[Task, ...], Trace]:
    sections = outline(document, document.lines, GRAMMARS)
    trace = Trace(document)
    return tasks(document, document.lines, sections, GRAMMARS, trace, TaskContext(date, type_name)), trace


def tasks_of(text: str, type_name: str | None = "Công văn", date: str | None = None) -> tuple[Task, ...]:
    day = datetime.date.fromisoformat(date) if date else None
    return tasks_in(typed(text), type_name, day)[0]


def shape(sections: Sequence[Section]) -> list[object]:
    """Labels and first words, nested: easy to write down and to compare."""
    shown: list[object] = []
    for section in sections:
        words = " ".join((section.title or section.text).split()[:3])
        shown.append((section.label, words, shape(section.children)) if section.children else (section.label, words))
    return shown


def task_shape(found: Sequence[Task]) -> list[object]:
    shown: list[object] = []
    for task in found:
        name = task.number or task.label
        shown.append((name, task_shape(task.children)) if task.children else name)
    return shown


def with_table(rows: Sequence[Sequence[str]], *, before: Sequence[str] = (), format_: str = "docx") -> Document:
    """A table below some lines; ``^`` is a cell merged into the one above, ``a|b`` two lines of one cell."""
    builder = DocumentBuilder()
    for line in before:
        builder.line(line)
    builder.open_table()
    for row in rows:
        builder.open_row()
        for cell in row:
            builder.open_cell(continued=cell == "^")
            for line in cell.strip("^").split("|"):
                builder.line(line)
            builder.close_cell()
        builder.close_row()
    builder.close_table()
    return builder.build("docx" if format_ == "docx" else "pdf", wrapped=format_ != "docx")


def folded(text: str) -> str:
    return fold(text)
