"""The title of a paper: its type, the body named in its second line, its subject."""

from __future__ import annotations

from typing import NamedTuple

from ..grammar import Grammars, TypeEntry
from ..layout import Document
from ..models import DocumentType, Number, Span
from ..text import collapse, fold
from .dividing import part
from .head import Head
from .lines import Frame, Row
from .numbers import codes_of
from .trace import Trace


class Title(NamedTuple):
    type: DocumentType | None = None
    deciding_body: str | None = None
    subject: str | None = None


def read_title(document: Document, head: Head, number: Number | None, grammars: Grammars, frame: Frame, trace: Trace) -> Title:
    """Type, deciding body and subject. The printed type word wins over the code of the number."""
    reader = _TitleReader(document, grammars, frame, trace)
    printed = reader.printed_type(head)
    kind = reader.type(printed, head, number)
    deciding, spare = reader.deciding_body(head, printed[1] if printed else 0)
    return Title(kind, deciding, reader.subject(head, spare))


def _codes_by_name(grammars: Grammars) -> dict[str, set[str]]:
    """The codes, in small letters, that stand for each type."""
    codes: dict[str, set[str]] = {}
    for entry in grammars.records(TypeEntry):
        known = codes.setdefault(entry.name, set())
        known.update(word.casefold() for word in (entry.code or "", *entry.also) if word and " " not in word)
    return codes


class _TitleReader:
    def __init__(self, document: Document, grammars: Grammars, frame: Frame, trace: Trace) -> None:
        self.document, self.grammars, self.frame, self.trace = document, grammars, frame, trace

    def printed_type(self, head: Head) -> tuple[TypeEntry, int] | None:
        return self.frame.type_of(head.type.line.text, head.type.bare) if head.type else None

    def type(self, printed: tuple[TypeEntry, int] | None, head: Head, number: Number | None) -> DocumentType | None:
        code = number.type_code if number else None
        if printed and head.type:
            entry, end = printed
            lead = len(head.type.line.text) - len(head.type.line.text.lstrip(" \t*-\"'"))
            span = self.document.span(head.type.start + lead, head.type.start + end)
            self.trace.found("/header/type", span, "type-word")
            # «Thông báo kết luận» is another spelling of a type; the printed words keep the entry's name.
            if code and code.casefold() not in self.grammars.derived(_codes_by_name)[entry.name]:
                self.trace.diagnose(
                    "type-code-conflict", "warning", f"the title says {entry.name}, the number says {code}", "/header/type", span
                )
            return DocumentType(code=code or entry.code, name=entry.name, span=span)
        return self._unprinted(code, head, number)

    def _unprinted(self, code: str | None, head: Head, number: Number | None) -> DocumentType | None:
        """Without a type word: a công văn by its code, its form (state) or its look, another type by its code alone."""
        if code is None:
            if number is not None and (head.subject or head.addressees is not None):
                return self._letter(number.span)
            return None
        if fold(code).upper() == "CV":
            return self._letter(number.span if number else None)
        entries = codes_of(self.grammars).types.get(fold(code).casefold())
        if not entries:
            return None
        span = number.span if number else None
        self.trace.infer("/header/type", "type-code", "the type code of the number", (span,) if span else ())
        return DocumentType(code=code, name=entries[0].name)

    def _letter(self, span: Span | None) -> DocumentType:
        """A công văn prints no type word; its form is the evidence."""
        self.trace.found("/header/type", (span,) if span else (), "letter-form")
        return DocumentType(code="CV", name="Công văn")

    def deciding_body(self, head: Head, type_end: int) -> tuple[str | None, list[Row]]:
        """The body of the title's second line, and the capital lines that are rather the subject."""
        rows = list(head.capitals)
        if head.type is not None and head.type.line.text[type_end:].strip(" .:*-"):
            rows.insert(0, self.frame.row(part(head.type.line, type_end, len(head.type.line.text))))
        # KẾ HOẠCH / TRIỂN KHAI CÔNG TÁC DÂN VẬN / Năm 2024: the subject began in capitals.
        led = bool(head.subject) and self.frame.subject_lead.match(head.subject[0].folded) is not None
        spare = rows if not head.subject else [] if led else [row for row in rows if self.words_of_subject(row)]
        pattern = self.grammars.pattern("deciding-body")
        for index, row in enumerate(rows):
            match = pattern.search(row.bare)
            if match is None:
                continue
            if index and all(self.words_of_subject(other) for other in rows[:index]):
                return None, rows  # BÁO CÁO KIỂM ĐIỂM / XẾP LOẠI CHẤT LƯỢNG / CỦA BAN THƯỜNG VỤ: one subject over several lines
            end = match.end("body")
            about = part(row.line, end, len(row.line.text))
            rest = [] if about.text else [other for other in rows[index + 1 :] if other.upper]
            start = row.start + match.start("body")
            name = collapse(" ".join([row.line.text[match.start("body") : end], *(other.line.text for other in rest)])).strip(" .:*-")
            spans = [self.document.span(start, row.start + end), *(self.document.span(other.start, other.end) for other in rest)]
            self.trace.found("/header/deciding_body", spans, "deciding-body")
            if about.text and not head.subject:
                return name, [self.frame.row(about), *rows[index + 1 :]]
            # «KẾT LUẬN CỦA …» without words below it is itself what the paper is about; «CỦA …» alone is not.
            return name, spare if match.start("body") > 5 else spare[:index]
        return None, spare

    def words_of_subject(self, row: Row) -> bool:
        """Does a line of capitals tell what the paper is about, and not who decides or at which meeting?"""
        return not self.frame.begins_body(row.line.text) and self.grammars.pattern("deciding-body").search(row.bare) is None

    def subject(self, head: Head, capitals: list[Row]) -> str | None:
        rows = [*capitals, *head.subject]
        if not rows:
            return None
        pieces: list[str] = []
        spans: list[Span] = []
        noise = self.grammars.pattern("subject-noise")
        for number, row in enumerate(rows):
            start, end = 0, len(row.line.text)
            if number == 0 and (match := self.frame.subject_lead.match(row.folded)):
                start = match.end()
            if match := noise.search(self.document.folded, row.start + start, row.end):
                end = match.start() - row.start
            text = row.line.text[start:end]
            if text.strip():
                pieces.append(text.strip())
                spans.append(self.document.span(row.start + start, row.start + end))
            if end < len(row.line.text):
                break
        subject = collapse(" ".join(pieces)).strip(" ./;:*_=|\"'“”") if pieces else ""
        if not subject:
            return None
        if subject.count("“") > subject.count("”"):
            subject += "”"
        self.trace.found("/header/subject", spans, "subject")
        return subject
