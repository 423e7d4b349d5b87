"""From a source to a :class:`~vndocparse.models.Directive`: read -> zones -> fields -> resolve. Knows every stage."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from .errors import LimitExceededError, UnreadableFileError, UsageError
from .grammar import Grammars, builtin, builtin_folder
from .layout import Document
from .models import Directive, Evidence, Header, Recipients, Section, Source, Span, Task
from .parsers.citations import Paper, find_mentions
from .parsers.copies import read_appendices, read_copy
from .parsers.dividing import unfold
from .parsers.inference import conclude
from .parsers.letterhead import Letterhead, Reader
from .parsers.lines import Frame, Row
from .parsers.outline import outline
from .parsers.recipients import read_recipients
from .parsers.resolve import link_citations, needs_review, outline_evidence
from .parsers.signature import read_signature, split_closing
from .parsers.tasks import TaskContext, tasks
from .parsers.title import Title, read_title
from .parsers.trace import Trace
from .parsers.typed_columns import part_typed_columns
from .parsers.zones import Zones, find_zones, frame_of
from .readers import read_document
from .readers.limits import Limits
from .readers.ocr import Judge, Ocr, OcrMode

PathLike = str | os.PathLike[str]


class Parser:
    """Parses directives with one set of grammars and limits; make one and use it for many files.

    ``ocr``: ``auto`` reads scans where OCR is installed, ``never`` leaves them, ``force`` reads every page of a PDF as a picture.
    ``grammars`` is a folder of the user's own TOML files (read after the built-in ones), or several.
    Raises :class:`~vndocparse.errors.GrammarError` if one of them is wrong.
    """

    def __init__(self, grammars: PathLike | Sequence[PathLike] = (), limits: Limits | None = None, ocr: OcrMode = "auto") -> None:
        own = [grammars] if isinstance(grammars, str | os.PathLike) else list(grammars)
        self.grammars: Grammars = Grammars(builtin_folder(), *map(Path, own)) if own else builtin()
        self.limits = limits or Limits()
        if ocr not in ("auto", "never", "force"):
            raise UsageError(f"ocr is {ocr!r}; it can be 'auto', 'never' or 'force'")
        self.ocr: OcrMode = ocr

    def parse(self, source: PathLike | bytes | BinaryIO, *, name: str | None = None) -> Directive:
        """Parses a file given as path, bytes or binary file object; ``name`` stands for the path of bytes.

        Raises a subclass of :class:`~vndocparse.errors.VndocparseError` for what cannot be read.
        """
        data, path = _load(source, self.limits)
        path = path or name
        document = read_document(data, path, self.limits, Ocr(self.ocr, self._judge))
        return self._directive(document, hashlib.sha256(data).hexdigest(), path)

    def _judge(self) -> Judge:
        """Who judges readings of a scan by these grammars."""
        from .parsers.scan_judge import ScanJudge

        judge: ScanJudge = self.grammars.derived(ScanJudge)
        return judge

    def parse_text(self, text: str) -> Directive:
        """Parses a ``str``; cannot fail on any string."""
        from .readers.plain_text import read_str

        document = read_str(text)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return self._directive(document, digest, None)

    def _directive(self, document: Document, digest: str, path: str | None) -> Directive:
        document = part_typed_columns(unfold(document, self.grammars), frame_of(self.grammars))
        trace = Trace(document)
        zones = find_zones(document, self.grammars)
        source = Source(
            path=path,
            format=document.format,
            sha256=digest,
            pages=document.pages,
            ocr=document.ocr,
            legacy_encoding=document.legacy_encoding,
        )
        if not zones.is_directive:
            return self._plain(document, zones, source, trace)
        return self._whole(document, zones, source, trace)

    def _plain(self, document: Document, zones: Zones, source: Source, trace: Trace) -> Directive:
        """A text without letterhead, number line, Nơi nhận or signature: all body, nothing invented."""
        trace.diagnose(
            "not-a-directive", "warning", "no letterhead, number, Nơi nhận or signature was found: the text is taken as plain prose"
        )
        mentions = find_mentions(document, [(0, len(document.text))], self.grammars, Paper())
        sections = outline(document, zones.body, self.grammars)
        within, _ = link_citations(mentions.starts(), sections, (), [])
        cited = mentions.models(trace, within)
        outline_evidence(sections, (), trace)
        return Directive(
            source=source,
            cited_documents=cited,
            sections=sections,
            text=document.text,
            inferred=tuple(trace.inferred),
            evidence=cast("dict[str, Evidence]", trace.evidence),
            needs_review=True,
            diagnostics=tuple(trace.diagnostics),
        )

    def _whole(self, document: Document, zones: Zones, source: Source, trace: Trace) -> Directive:
        grammars, frame = self.grammars, frame_of(self.grammars)
        head = zones.head
        reader = Reader(document, grammars, frame, trace)
        letterhead = reader.read(head, zones.foot_date) if head else Letterhead()
        received = letterhead.received or reader.received(_set_apart(document, frame, zones))
        title = read_title(document, head, letterhead.number, grammars, frame, trace) if head else Title()
        number, date = conclude(document, zones, letterhead.number, letterhead.date, letterhead.date_known, source.path, grammars, trace)
        date = date or _signing_day(document, letterhead, trace)
        closing = split_closing(zones.closing, frame, grammars)
        recipients = read_recipients(document, zones.addressees, closing.copies, grammars, trace)
        signature = read_signature(document, closing.signature, frame, grammars, trace)
        appendices = read_appendices(document, zones.annexes, frame, grammars, trace)
        copy = read_copy(document, zones.copy, frame, grammars, trace) if zones.copy else None
        header = _header(letterhead, title, trace)
        paper = Paper(number, date, title.type, header.issuer, header.parent_issuer, header.place)
        mentions = find_mentions(document, _citation_regions(zones), grammars, paper)
        sections, found_tasks = self._body(document, zones, header, recipients, date, trace)
        within, found_tasks = link_citations(mentions.starts(), sections, found_tasks, _fields_that_cite(trace, len(appendices)))
        cited = mentions.models(trace, within)
        outline_evidence(sections, found_tasks, trace)
        review = needs_review(header, number, date, signature, trace)
        return Directive(
            source=source,
            header=header,
            number=number,
            date=date,
            date_known=None if date and "/date" not in trace.inferred else letterhead.date_known,
            received=received,
            recipients=recipients,
            cited_documents=cited,
            sections=sections,
            tasks=found_tasks,
            signature=signature,
            appendices=appendices,
            certified_copy=copy,
            text=document.text,
            inferred=tuple(trace.inferred),
            evidence=cast("dict[str, Evidence]", trace.evidence),
            needs_review=review,
            diagnostics=tuple(trace.diagnostics),
        )

    def _body(
        self, document: Document, zones: Zones, header: Header, recipients: Recipients, date: datetime.date | None, trace: Trace
    ) -> tuple[tuple[Section, ...], tuple[Task, ...]]:
        sections = outline(document, zones.body, self.grammars)
        context = TaskContext(
            date=date,
            type_name=header.type.name if header.type else None,
            issuer=header.issuer,
            addressees=tuple(entry.name for entry in recipients.addressed_to),
        )
        return sections, tasks(document, zones.body, sections, self.grammars, trace, context)


def _signing_day(document: Document, letterhead: Letterhead, trace: Trace) -> datetime.date | None:
    """The one day in a known month or year on which the file itself says that it was signed."""
    known = letterhead.date_known
    fitting = {day for day in document.signed if known and day.isoformat().startswith(known)}
    if len(fitting) != 1:
        return None
    trace.infer("/date", "blank-date", "the time that the digital signature of the file bears")
    return fitting.pop()


def _set_apart(document: Document, frame: Frame, zones: Zones) -> list[Row]:
    """Adds the stamps that a reader set apart to those of the zones, and returns the rows of the incoming one."""
    rows = [frame.row(line) for line in document.lines if line.region == "stamp" and line.text.strip()]
    zones.stamps = [*zones.stamps, *rows]
    first = next((at for at, row in enumerate(rows) if row.kind == "received"), len(rows))
    last = next((at for at in range(first, len(rows)) if rows[at].kind == "stamp"), len(rows))
    return rows[first:last]


def _header(letterhead: Letterhead, title: Title, trace: Trace) -> Header:
    inferred = tuple(pointer.removeprefix("/header/") for pointer in trace.inferred if pointer.startswith("/header/"))
    return Header(
        party_title=letterhead.party_title,
        parent_issuer=letterhead.parent_issuer,
        issuer=letterhead.issuer,
        issuers=letterhead.issuers,
        deciding_body=title.deciding_body,
        place=letterhead.place,
        type=title.type,
        subject=title.subject,
        secrecy=letterhead.secrecy,
        urgency=letterhead.urgency,
        circulation=letterhead.circulation,
        draft=letterhead.draft,
        inferred=inferred,
    )


def _fields_that_cite(trace: Trace, appendices: int) -> list[tuple[str, tuple[Span, ...]]]:
    """Fields beside the body in which citations stand, with where they are."""
    pointers = ["/header/subject", *(f"/appendices/{number}" for number in range(appendices))]
    return [(pointer, trace.spans_of(pointer)) for pointer in pointers]


def _citation_regions(zones: Zones) -> list[tuple[int, int]]:
    """Subject, body and annexes: where a paper cites. Its own number, Nơi nhận and the signature are left out."""
    regions: list[tuple[int, int]] = []
    for row in [*zones.head.capitals, *zones.head.subject] if zones.head else []:
        # Rows that follow each other are one stretch: a citation may run over the line.
        if regions and 0 <= row.start - regions[-1][1] <= 2:
            regions[-1] = (regions[-1][0], row.end)
        else:
            regions.append((row.start, row.end))
    if zones.body:
        regions.append((zones.body[0].start, zones.body[-1].end))
    regions += [(annex.start, annex.end) for annex in zones.annexes]
    return sorted(regions)


def _load(source: PathLike | bytes | BinaryIO, limits: Limits) -> tuple[bytes, str | None]:
    """The bytes of a source and its path, if it has one."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str | os.PathLike):
        return read_file(Path(source), limits), str(source)
    data = source.read()
    if not isinstance(data, bytes):
        raise TypeError("parse() needs a file opened in binary mode")
    return data, None


def read_file(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; raises UnreadableFileError with the remedy."""
    try:
        if path.stat().st_size > limits.max_bytes:
            raise LimitExceededError(f"the file is larger than {limits.max_bytes // 1024**2} MB; split it, or raise Limits.max_bytes")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError.of(error, "name a file, or use --jsonl to walk a folder") from None


_default: Parser | None = None


def default_parser() -> Parser:
    """The parser with the built-in grammars, made on first use."""
    global _default
    if _default is None:
        _default = Parser()
    return _default


def parse(source: PathLike | bytes | BinaryIO, *, name: str | None = None) -> Directive:
    """Parses a directive from a path, bytes or a binary file object with the built-in grammars.

    >>> parse("121-CV.docx").number.canonical  # doctest: +SKIP
    '121-CV/ĐU'

    Raises a subclass of :class:`~vndocparse.errors.VndocparseError` for a file that cannot be read.
    """
    return default_parser().parse(source, name=name)


def parse_text(text: str) -> Directive:
    """Parses a directive from a ``str``; cannot fail on any string. An empty one gives an empty Directive."""
    return default_parser().parse_text(text)
