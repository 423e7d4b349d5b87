"""The summary for a person: in Vietnamese, one paper on one screen, doubtful values marked."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from ..models import Assignee, CitedDocument, Deadline, Diagnostic, Directive, Task
from ..parsers.resolve import missing_fields
from .wording import citation_words, date_words, day_words

_WIDTH = 100
_LABEL = 16
_STYLES = {"bold": "1", "dim": "2", "doubt": "33", "head": "1;36", "who": "32", "due": "1;31"}

_MISSING = {
    "/number/serial": "số văn bản",
    "/date": "ngày ban hành",
    "/header/type": "thể loại",
    "/header/issuer": "cơ quan ban hành",
    "/header/subject": "trích yếu",
}

# What each diagnostic says to a clerk; codes that only matter to programs are not shown.
_NOTES = {
    "not-a-directive": "Không thấy phần đầu, số, nơi nhận hay chữ ký: có thể không phải văn bản chỉ đạo.",
    "serial-blank": "Số văn bản để trống.",
    "date-blank": "Ngày ban hành để trống.",
    "date-unreadable": "Không đọc được ngày ban hành.",
    "cited-date-unreadable": "Văn bản viện dẫn ghi ngày không có thật.",
    "date-repaired": "Ngày ban hành có chữ bị nhận dạng sai, đã đọc thành số.",
    "signature-missing": "Không thấy chức vụ, họ tên người ký.",
    "type-code-conflict": "Tên loại in trên văn bản khác ký hiệu trong số.",
    "number-repaired": "Số, ký hiệu bị nhận dạng sai đã được sửa về mã quen dùng.",
    "format-mismatch": "Đuôi tệp không đúng với nội dung tệp.",
    "no-text-layer": "Tệp là bản quét, không có lớp chữ: cần nhận dạng (OCR).",
    "legacy-encoding": "Phông chữ cũ (TCVN3, VNI…) đã được chuyển sang Unicode.",
    "undecodable": "Có ký tự không đọc được.",
    "replaced-characters": "Có ký tự hỏng đã được thay bằng dấu �.",
    "damaged": "Tệp hỏng một phần: nội dung đọc được có thể thiếu.",
}
_ROLES = {"lead": "", "cooperating": " (phối hợp)", "monitoring": " (theo dõi)", "reporting": " (báo cáo)"}
_COMMON = " (theo phần chung)"
_DIGITS = re.compile(r"[0-9]+")


class _Page:
    """Lines of the summary, with colour or without."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour
        self.lines: list[str] = []

    def style(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour else text

    def heading(self, text: str) -> None:
        self.lines.append("")
        self.lines.append(self.style(text, "head"))

    def field(self, label: str, value: str | None, *, doubtful: bool = False) -> None:
        if value is None:
            return
        mark = " (?)" if doubtful else ""
        wrapped = textwrap.wrap(value + mark, _WIDTH - _LABEL - 2) or [""]
        for number, line in enumerate(wrapped):
            name = f"  {label:<{_LABEL}}" if number == 0 else " " * (_LABEL + 2)
            self.lines.append(self.style(name, "dim") + (self.style(line, "doubt") if doubtful else line))

    def item(self, text: str, indent: int = 2, hang: int = 4, style: str | None = None) -> None:
        lines = textwrap.wrap(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang)) or [""]
        self.lines += [self.style(line, style) for line in lines] if style else lines


def summary(directive: Directive, *, colour: bool = False) -> str:
    """The summary as text that ends in a line break; colours are ANSI sequences."""
    page = _Page(colour)
    _head(page, directive)
    _recipients(page, directive)
    _tasks(page, directive)
    _citations(page, directive)
    _notes(page, directive)
    return "\n".join(page.lines).lstrip("\n") + "\n"


def _head(page: _Page, directive: Directive) -> None:
    header, number = directive.header, directive.number
    title = " ".join(part for part in (header.type.name if header.type else "Văn bản", number.canonical if number else None) if part)
    page.lines.append(page.style(title, "bold"))
    doubt = {pointer for pointer in directive.inferred if not pointer.startswith("/cited_documents")}
    page.field("Cấp trên", header.parent_issuer)
    page.field("Cơ quan", header.issuer or "chưa rõ", doubtful=header.issuer is None or "/header/issuer" in doubt)
    page.field(
        "Số, ký hiệu", number.canonical if number else "chưa rõ", doubtful=number is None or number.serial is None or bool(number.inferred)
    )
    page.field("Ngày", _date(directive), doubtful=directive.date is None or "/date" in doubt)
    page.field("Trích yếu", header.subject or "chưa rõ", doubtful=header.subject is None)
    page.field("Thẩm quyền", header.deciding_body)
    marks = [mark for mark in (header.secrecy, header.urgency, header.circulation, "DỰ THẢO" if header.draft else None) if mark]
    page.field("Dấu chỉ", ", ".join(marks) or None)
    if directive.received:
        received = directive.received
        page.field("Văn bản đến", " ".join(filter(None, (received.number, day_words(received.date) if received.date else None))))
    page.field("Ký", _signature(directive), doubtful=directive.signature is not None and directive.signature.name is None)
    if directive.certified_copy:
        copy = directive.certified_copy
        page.field("Bản sao", ", ".join(filter(None, (copy.kind, copy.number.canonical if copy.number else None, copy.issuer))))


def _date(directive: Directive) -> str:
    day = date_words(directive) or "chưa rõ"
    return f"{directive.header.place}, {day}" if directive.header.place else day


def _signature(directive: Directive) -> str | None:
    signature = directive.signature
    if signature is None:
        return None
    links = [" ".join(filter(None, (link.authority, link.on_behalf_of))) for link in signature.chain]
    signers = [signature, *signature.cosigners]
    names = "; ".join(filter(None, (" ".join(filter(None, (s.title, s.name))) for s in signers)))
    return ", ".join([*links, names or "không thấy tên người ký"])


def _recipients(page: _Page, directive: Directive) -> None:
    recipients = directive.recipients
    if recipients.addressed_to:
        page.field("Kính gửi", "; ".join(entry.name for entry in recipients.addressed_to))
    if recipients.copied_to:
        page.field("Nơi nhận", "; ".join(f"{e.name} ({e.purpose})" if e.purpose else e.name for e in recipients.copied_to))
    page.field("Lưu", recipients.archive)


def _citations(page: _Page, directive: Directive) -> None:
    mentions = [citation for citation in directive.cited_documents if not citation.self_reference]
    if not mentions:
        return
    page.heading(f"Văn bản viện dẫn ({len(mentions)})")
    shown: dict[str, list[CitedDocument]] = {}
    for citation in mentions:
        shown.setdefault((citation.id if not citation.id_ambiguous else None) or citation_words(citation), []).append(citation)
    for group in shown.values():
        page.item(citation_words(group[0]) + (f" — {len(group)} lần" if len(group) > 1 else ""))


def _tasks(page: _Page, directive: Directive) -> None:
    """Who does what by when: each task with its bodies by role and its deadline."""
    tasks = list(_flat(directive.tasks))
    if not tasks:
        return
    timed = sum(1 for task, _ in tasks if task.deadline and task.deadline.kind != "ongoing")
    page.heading(f"Nhiệm vụ ({len(tasks)}{f', {timed} có thời hạn' if timed else ''})")
    for task, depth in tasks:
        indent = 2 + 2 * depth
        page.item(f"{task.label or '-'} {textwrap.shorten(task.text, 150, placeholder=' …')}", indent, 3)
        if task.assignees:
            page.item(f"→ {_who(task.assignees)}", indent + 3, 2, "who")
        if task.deadline:
            page.item(f"Hạn: {_deadline(task.deadline)}", indent + 3, 5, "due")


def _flat(tasks: tuple[Task, ...], depth: int = 0) -> Iterator[tuple[Task, int]]:
    for task in tasks:
        yield task, depth
        yield from _flat(task.children, depth + 1)


def _who(assignees: tuple[Assignee, ...]) -> str:
    """The bodies grouped by role, the leading ones first."""
    groups = []
    for role, label in _ROLES.items():
        names = [assignee.name for assignee in assignees if assignee.role == role]
        if names:
            groups.append(", ".join(names) + label)
    return "; ".join(groups) + (_COMMON if all(assignee.inherited for assignee in assignees) else "")


def _deadline(deadline: Deadline) -> str:
    """The day, then the printed words where they say more than the day."""
    words = " ".join(deadline.raw.split())
    if deadline.date:
        day = ("trước " if deadline.before else "") + day_words(deadline.date)
        same = [int(digits) for digits in _DIGITS.findall(words)] == [deadline.date.day, deadline.date.month, deadline.date.year]
        words = day if same else f"{day} ({words})"
    elif deadline.end:
        days = f"{day_words(deadline.start)} – " if deadline.start else "đến hết "
        words = f"{days}{day_words(deadline.end)} ({words})"
    return words + (_COMMON if deadline.inherited else "")


def _notes(page: _Page, directive: Directive) -> None:
    missing = [_MISSING[pointer] for pointer in missing_fields(directive)]
    notes = list(dict.fromkeys(_NOTES[d.code] for d in directive.diagnostics if _shown(d)))
    if directive.appendices:
        notes.append("Kèm theo: " + "; ".join(" ".join(filter(None, (a.label, a.title))) or "phụ lục" for a in directive.appendices))
    if not missing and not notes:
        return
    page.heading("Cần kiểm tra" if missing else "Ghi chú")
    if missing:
        page.item("Còn thiếu: " + ", ".join(missing) + ".")
    for note in notes:
        page.item(note)


def _shown(diagnostic: Diagnostic) -> bool:
    return diagnostic.code in _NOTES
