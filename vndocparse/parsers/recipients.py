"""Recipients: the entries of Kính gửi and Nơi nhận, and the archive line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document
from ..models import Recipient, Recipients, Span
from ..text import bare, collapse, fold
from .lines import Row
from .names import is_name
from .trace import Trace

_ENDS = " \t;,.:!*_"
_COMMA = re.compile(r",\s+(?=lưu\b)")


class Entry(NamedTuple):
    """A printed entry: its stretches of the text (one a line)."""

    spans: list[tuple[int, int]]


def read_recipients(
    document: Document, addressees: Sequence[Row], copies: Sequence[Row], grammars: Grammars, trace: Trace, base: str = "/recipients"
) -> Recipients:
    """Both lists. ``copies`` are the rows of Nơi nhận alone (see :func:`vndocparse.parsers.signature.split_closing`)."""
    reader = _Reader(document, grammars, trace, base)
    addressed = reader.entries("addressed_to", addressees)
    copied, archive = reader.copies(copies)
    return Recipients(addressed_to=tuple(addressed), copied_to=tuple(copied), archive=archive)


class _Reader:
    def __init__(self, document: Document, grammars: Grammars, trace: Trace, base: str) -> None:
        self.document, self.grammars, self.trace, self.base = document, grammars, trace, base
        self.dash = grammars.pattern("entry-dash")
        self.inner = grammars.pattern("entry-break")
        self.purpose = grammars.pattern("purpose-in-brackets")
        self.group = grammars.pattern("purpose-heading")
        self.archive = grammars.pattern("archive-line")

    def pieces(self, rows: Sequence[Row]) -> Iterator[tuple[int, int, bool]]:
        """Stretches of the rows: start, end, and whether a dash begins it; labels are passed over, inline lists cut."""
        text = self.document.text
        for row in rows:
            if row.kind in ("blank", "rule"):
                continue
            start, end = row.start, row.end
            if row.kind in ("addressees", "copies") and row.match is not None:
                start += row.match.end()
            folded = self.document.folded
            # In a dashed list a semicolon inside an entry parts nothing; only the next dash does.
            dashes_only = self.dash.match(folded, start, end) is not None
            breaks = (match.end() for match in self.inner.finditer(folded, start, end) if not dashes_only or folded[match.end()] == "-")
            edges = [start, *breaks, end]
            for a, b in pairwise(edges):
                dash = self.dash.match(folded, a, b)
                begin = dash.end() if dash else a
                if text[begin:b].strip(_ENDS + "-"):
                    yield begin, b, bool(dash) or a != start

    def grouped(self, rows: Sequence[Row]) -> list[Entry]:
        """Entries with their continuation lines joined."""
        entries: list[Entry] = []
        dashed = False
        for start, end, has_dash in self.pieces(rows):
            words = self.document.text[start:end].strip()
            if entries and not has_dash and self._goes_on(entries[-1], words, dashed):
                entries[-1].spans.append((start, end))
                continue
            dashed = dashed or has_dash
            entries.append(Entry([(start, end)]))
        return entries

    def _goes_on(self, entry: Entry, words: str, dashed: bool) -> bool:
        """Is an undashed line the rest of the entry above it?"""
        last = self.document.text[entry.spans[-1][0] : entry.spans[-1][1]].rstrip()
        if last.endswith((";", ".")) and not last.endswith(("TP.", "đ/c.")):
            return False
        if self.archive.match(fold(words)):
            return False
        if last.endswith(",") and not dashed:
            return words[:1].islower()
        return dashed or words[:1].islower() or not last.endswith(":")

    def entries(self, field: str, rows: Sequence[Row]) -> list[Recipient]:
        recipients: list[Recipient] = []
        heading: str | None = None
        for entry in self.grouped(rows):
            spans = [self.document.span(a, b) for a, b in entry.spans]
            words = collapse(" ".join(self.document.text[s.start : s.end] for s in spans))
            if group := self.group.fullmatch(fold(words)):
                heading = words[group.start("purpose") : group.end("purpose")].strip(_ENDS)
                continue
            name, purpose = self._purpose(words)
            if not name:
                continue
            spans = self._trimmed(spans)
            pointer = f"{self.base}/{field}/{len(recipients)}"
            whole = Span(start=spans[0].start, end=spans[-1].end, page=spans[0].page)
            recipients.append(Recipient(name=name, purpose=purpose or heading, span=whole))
            self.trace.found(pointer, spans, "recipient-entry")
        return recipients

    def _trimmed(self, spans: list[Span]) -> list[Span]:
        """Without the end mark of the entry."""
        last = spans[-1]
        text = self.document.text
        end = last.end
        while end > last.start and text[end - 1] in _ENDS:
            end -= 1
        return [*spans[:-1], last.model_copy(update={"end": end})]

    def _purpose(self, words: str) -> tuple[str, str | None]:
        trimmed = words.strip(_ENDS + "-")
        match = self.purpose.search(bare(fold(trimmed)))
        if match is None:
            return trimmed, None
        return trimmed[: match.start()].strip(_ENDS), trimmed[match.start("purpose") : match.end("purpose")].strip(_ENDS)

    def copies(self, rows: Sequence[Row]) -> tuple[list[Recipient], str | None]:
        """Nơi nhận without its archive lines, and what follows Lưu."""
        listed: list[Row] = []
        archives: list[list[Row]] = []
        for row in rows:
            if row.kind == "archive":
                archives.append([row])
            elif archives and row.kind not in ("blank", "rule") and self._continues_archive(archives[-1][-1], row):
                archives[-1].append(row)
            elif not archives or row.line.text.lstrip().startswith(("-", "+")):
                inline = self._inline_archive(row)
                if inline is not None:
                    archives.append([inline])
                    row = row._replace(line=row.line._replace(text=row.line.text[: inline.start - row.start]))
                    if not any(map(str.isalpha, row.line.text)):
                        continue  # nothing but the number of the entry
                listed.append(row)
        return self.entries("copied_to", listed), self._archive(archives)

    def _inline_archive(self, row: Row) -> Row | None:
        """``- Như trên; - Lưu VT.`` on one line; ``3. Lưu VT``."""
        label = self.dash.match(row.folded)
        places = [match.end() for match in self.inner.finditer(row.folded)] + [match.end() for match in _COMMA.finditer(row.folded)]
        for place in sorted([*([label.end()] if label else []), *places]):
            at = self.archive.match(row.folded, place)
            if at is not None:
                rest = row.line._replace(text=row.line.text[place:], start=row.start + place)
                return Row(rest, "archive", fold(rest.text), bare(fold(rest.text)), self.archive.match(fold(rest.text)))
        return None

    @staticmethod
    def _continues_archive(last: Row, row: Row) -> bool:
        text, before = row.line.text.strip(), last.line.text.rstrip()
        if before.endswith((".", ";")) or text.startswith("-") or row.block != last.block or len(text) > 40:
            return False
        return before.endswith(",") or (last.kind == "archive" and not row.upper and not is_name(text) and len(text) < 30)

    def _archive(self, groups: list[list[Row]]) -> str | None:
        values: list[str] = []
        spans: list[Span] = []
        for group in groups:
            first = group[0]
            match = self.archive.match(first.folded)
            assert match is not None
            words = collapse(" ".join([first.line.text[match.end() :], *(row.line.text for row in group[1:])]))
            words = words.strip(" \t;,.:-")
            spans += [self.document.span(row.start, row.end) for row in group]
            if words:
                values.append(words)
        if not values:
            return None
        self.trace.found(f"{self.base}/archive", spans, "archive-line")
        return "; ".join(values)
