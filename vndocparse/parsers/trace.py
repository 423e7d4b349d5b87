"""What the field parsers report beside their values: evidence, inferences, diagnostics."""

from __future__ import annotations

from typing import Any

from ..layout import Document
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

    def found(self, pointer: str, spans: Span | tuple[Span, ...] | list[Span], rule: str) -> None:
        """The value at ``pointer`` was read from ``spans`` by grammar rule or vocabulary ``rule``."""
        stretches = (spans,) if isinstance(spans, Span) else tuple(spans)
        record: Record = {"spans": stretches, "rule": rule}
        if self._paged:
            record["boxes"] = self._boxes(stretches)
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
        """The rectangles of the printed lines that the spans touch; none for files without pages."""
        document = self._document
        boxes = []
        for span in spans:
            for index in range(document.line_at(span.start), document.line_at(max(span.end - 1, span.start)) + 1):
                line = document.lines[index]
                if line.box is not None and line.page is not None:
                    x0, top, x1, bottom = line.box
                    boxes.append(Box(page=line.page, x0=x0, top=top, x1=x1, bottom=bottom))
        return tuple(boxes)
