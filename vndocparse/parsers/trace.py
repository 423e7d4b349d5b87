"""What the field parsers report beside their values: evidence, inferences, diagnostics."""

from __future__ import annotations

from typing import Any

from ..layout import Document, Rectangle
from ..models import Box, Diagnostic, Severity, Span

Record = dict[str, Any]
"""The fields of one ``Evidence``. A paper has hundreds: Pydantic builds them all in one step at the end, ten times faster."""


class Trace:
    """Collects evidence by JSON Pointer while a directive is put together."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paged = document.pages is not None
        self.evidence: dict[str, Record] = {}
        self.inferred: list[str] = []
        self.diagnostics: list[Diagnostic] = list(document.diagnostics)

    @property
    def is_scan(self) -> bool:
        """Were words told by an OCR engine?"""
        return bool(self._document.words)

    def found(self, pointer: str, spans: Span | tuple[Span, ...] | list[Span], rule: str) -> None:
        """The value at ``pointer`` was read from ``spans`` by grammar rule or vocabulary ``rule``."""
        stretches = (spans,) if isinstance(spans, Span) else tuple(spans)
        record: Record = {"spans": stretches, "rule": rule}
        if self._paged:
            record["boxes"] = self._boxes(stretches)
            if self._document.words:
                record["confidence"] = self._confidence(stretches)
        self.evidence[pointer] = record

    def infer(self, pointer: str, rule: str, ground: str, spans: Span | tuple[Span, ...] | list[Span] = ()) -> None:
        """The value at ``pointer`` does not stand where it belongs: it was concluded from ``ground`` (a short phrase)."""
        self.found(pointer, spans, rule)
        self.evidence[pointer]["from"] = ground
        self.inferred.append(pointer)

    def diagnose(self, code: str, severity: Severity, message: str, field: str | None = None, span: Span | None = None) -> None:
        self.diagnostics.append(Diagnostic(code=code, severity=severity, message=message, field=field, span=span))

    def spans_of(self, pointer: str) -> tuple[Span, ...]:
        """Where the value at ``pointer`` was read; nothing if it was not."""
        record = self.evidence.get(pointer)
        return record["spans"] if record else ()

    def _boxes(self, spans: tuple[Span, ...]) -> tuple[Box, ...]:
        """The rectangles of the printed lines that the spans touch (of a scan: of the words); none for files without pages."""
        document = self._document
        boxes = []
        for span in spans:
            for index in range(document.line_at(span.start), document.line_at(max(span.end - 1, span.start)) + 1):
                line = document.lines[index]
                box = box_of(document, max(span.start, line.start), min(span.end, line.end)) if document.words else line.box
                if box is not None and line.page is not None:
                    x0, top, x1, bottom = box
                    boxes.append(Box(page=line.page, x0=x0, top=top, x1=x1, bottom=bottom))
        return tuple(boxes)

    def _confidence(self, spans: tuple[Span, ...]) -> float | None:
        """How sure the OCR engine was of the least sure word in the spans."""
        words = [word for span in spans for word in self._document.words_in(span.start, span.end)]
        told = [word.confidence for word in words if word.confidence is not None]
        return round(min(told), 3) if told else None


def box_of(document: Document, start: int, end: int) -> Rectangle | None:
    """The rectangle round the words of a stretch of one line."""
    boxes = [word.box for word in document.words_in(start, end)]
    if not boxes:
        return None
    return (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))
