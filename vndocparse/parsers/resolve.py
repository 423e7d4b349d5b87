"""The last step: citations tied to the tasks and sections they stand in, evidence for the outline, need of review."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..models import Directive, Header, Number, Section, Signature, Span, Task
from ..text import bare, fold
from .trace import Trace


class _Node(NamedTuple):
    start: int
    end: int
    pointer: str


def link_citations(
    starts: Sequence[int],
    sections: Sequence[Section],
    tasks: Sequence[Task],
    fields: Sequence[tuple[str, tuple[Span, ...]]],
) -> tuple[list[str | None], tuple[Task, ...]]:
    """For citations that begin at ``starts``: what each stands in (the innermost task, else section, else field), and the
    tasks with their ``cited_documents``."""
    in_task = _innermost(starts, list(_task_nodes(tasks, "/tasks")))
    in_section = _innermost(starts, list(_section_nodes(sections, "/sections")))
    in_field = _innermost(starts, [_Node(span.start, span.end, pointer) for pointer, spans in fields for span in spans])
    mentions: dict[str, list[int]] = {}
    for index, pointer in enumerate(in_task):
        if pointer:
            mentions.setdefault(pointer, []).append(index)
    if mentions:
        tasks = [_with_mentions(task, f"/tasks/{i}", mentions) for i, task in enumerate(tasks)]
    within = [task or section or field for task, section, field in zip(in_task, in_section, in_field, strict=True)]
    return within, tuple(tasks)


def _with_mentions(task: Task, pointer: str, mentions: dict[str, list[int]]) -> Task:
    changed: dict[str, object] = {}
    if own := mentions.get(pointer):
        changed["cited_documents"] = tuple(own)
    if task.children:
        children = tuple([_with_mentions(child, f"{pointer}/children/{i}", mentions) for i, child in enumerate(task.children)])
        if children != task.children:
            changed["children"] = children
    return task.model_copy(update=changed) if changed else task


def _task_nodes(tasks: Sequence[Task], base: str) -> Iterator[_Node]:
    for index, task in enumerate(tasks):
        pointer = f"{base}/{index}"
        yield _Node(task.span.start, task.span.end, pointer)
        yield from _task_nodes(task.children, f"{pointer}/children")


def _section_nodes(sections: Sequence[Section], base: str) -> Iterator[_Node]:
    for index, section in enumerate(sections):
        pointer = f"{base}/{index}"
        yield _Node(section.span.start, section.span.end, pointer)
        yield from _section_nodes(section.children, f"{pointer}/children")


def _innermost(starts: Sequence[int], nodes: list[_Node]) -> list[str | None]:
    """For each start the innermost node that holds it; one sweep over both."""
    found: list[str | None] = [None] * len(starts)
    if not nodes:
        return found
    nodes.sort(key=lambda node: (node.start, -node.end))
    stack: list[_Node] = []
    at = 0
    for index in sorted(range(len(starts)), key=starts.__getitem__):
        position = starts[index]
        while at < len(nodes) and nodes[at].start <= position:
            while stack and stack[-1].end <= nodes[at].start:
                stack.pop()
            stack.append(nodes[at])
            at += 1
        while stack and stack[-1].end <= position:
            stack.pop()
        found[index] = stack[-1].pointer if stack else None
    return found


def outline_evidence(sections: Sequence[Section], tasks: Sequence[Task], trace: Trace) -> None:
    """Evidence for everything with a span in the outline and the tasks."""
    _sections(sections, "/sections", trace)
    _tasks(tasks, "/tasks", trace)


def _sections(sections: Sequence[Section], base: str, trace: Trace) -> None:
    for index, section in enumerate(sections):
        pointer = f"{base}/{index}"
        trace.found(pointer, section.span, f"outline-{section.kind}")
        if section.children:
            _sections(section.children, f"{pointer}/children", trace)


def _tasks(tasks: Sequence[Task], base: str, trace: Trace) -> None:
    for index, task in enumerate(tasks):
        pointer = f"{base}/{index}"
        trace.found(pointer, task.span, "task")
        for number, assignee in enumerate(task.assignees):
            if assignee.span:
                trace.found(f"{pointer}/assignees/{number}", assignee.span, f"assignee-{assignee.role}")
        if task.deadline and task.deadline.span:
            trace.found(f"{pointer}/deadline", task.deadline.span, f"deadline-{task.deadline.kind}")
        if task.children:
            _tasks(task.children, f"{pointer}/children", trace)


_REVIEWED = {
    "/number/serial": "serial number",
    "/date": "date of issue",
    "/header/type": "type of document",
    "/header/issuer": "issuing body",
    "/header/subject": "subject",
}
"""The fields that an archive cannot do without."""


def missing_fields(directive: Directive) -> list[str]:
    """Pointers of the fields that an archive cannot do without and that are missing."""
    return _missing(directive.header, directive.number, directive.date)


def _missing(header: Header, number: Number | None, date: datetime.date | None) -> list[str]:
    values = (number.serial if number else None, date, header.type, header.issuer, header.subject)
    return [pointer for pointer, value in zip(_REVIEWED, values, strict=True) if value is None]


def needs_review(header: Header, number: Number | None, date: datetime.date | None, signature: Signature | None, trace: Trace) -> bool:
    """Is a field missing that an archive cannot do without? Each one is told, unless a diagnostic has said why already."""
    missing = _missing(header, number, date)
    told = {item.field for item in trace.diagnostics}
    for pointer in missing:
        if pointer not in told:
            trace.diagnose("field-missing", "warning", f"no {_REVIEWED[pointer]} was found", pointer)
    if signature is None or not (signature.name or signature.title):
        trace.diagnose("signature-missing", "info", "no signer was found", "/signature")
    return any((missing, _doubtful(missing, trace), trace.is_scan and _disagree(header, trace)))


_LEAST_SURE = 0.55
"""Below it a value read by OCR is told: of 220 right ones on composed, damaged scans three were (benchmarks/scans.py)."""


def _doubtful(missing: Sequence[str], trace: Trace) -> list[str]:
    """The fields that OCR read with little confidence; each one is told."""
    found = []
    for pointer, name in _REVIEWED.items():
        at = pointer.removesuffix("/serial")
        record = trace.evidence.get(at)
        sure = record.get("confidence") if record and pointer not in missing and pointer not in _PROSE else None
        if sure is not None and sure < _LEAST_SURE:
            span = record["spans"][0] if record and record["spans"] else None
            trace.diagnose("low-confidence", "warning", f"the {name} was read with little confidence ({sure:.2f})", pointer, span)
            found.append(pointer)
    return found


def _disagree(header: Header, trace: Trace) -> bool:
    """Was the name of the place read in two ways, before the date and in the issuer? Told, for one of them is wrong."""
    place = fold(header.place or "").casefold().split()
    issuer = fold(header.issuer or "").casefold().split()[-len(place) :] if place else []
    apart = [pair for pair in zip(place, issuer, strict=False) if pair[0] != pair[1]]
    if len(issuer) != len(place) or len(apart) != 1 or not _like(*apart[0], alone=len(place) == 1):
        return False
    trace.diagnose("readings-disagree", "warning", f"the place was read as {header.place}, the issuer as {header.issuer}", "/header/issuer")
    return True


def _like(one: str, other: str, alone: bool) -> bool:
    """May one of two words be a misreading of the other? Where nothing beside them agrees, in their marks alone."""
    if bare(one) == bare(other):
        return True
    return not alone and bare(one)[:1] == bare(other)[:1] and abs(len(one) - len(other)) < 2


_PROSE = frozenset({"/header/subject"})
"""Long fields always hold a word that the engine is unsure of; one wrong letter in them is no wrong value."""
