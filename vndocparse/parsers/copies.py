"""What follows the original: annexes (phụ lục) and the block of a certified copy (SAO Y, SAO LỤC, TRÍCH SAO)."""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar import Grammars
from ..layout import Document
from ..models import Appendix, CertifiedCopy, Span
from ..text import collapse
from .head import find_head
from .letterhead import Reader
from .lines import Frame
from .signature import read_signature, split_closing
from .trace import Trace
from .zones import Annex, CopyBlock

_TITLE_ROWS = 4


def read_appendices(document: Document, annexes: Sequence[Annex], frame: Frame, grammars: Grammars, trace: Trace) -> tuple[Appendix, ...]:
    """Label, title and extent of each annex."""
    appendices = []
    for number, annex in enumerate(annexes):
        label, title = _heading(annex, frame, grammars)
        span = document.span(annex.start, annex.end)
        trace.found(f"/appendices/{number}", span, "appendix-heading")
        appendices.append(Appendix(label=label, title=title, span=span))
    return tuple(appendices)


def _heading(annex: Annex, frame: Frame, grammars: Grammars) -> tuple[str | None, str | None]:
    """The label (PHỤ LỤC I, or the type word of an annexed text) and the title lines below it."""
    rows = [row for row in annex.rows if row.kind not in ("blank", "rule")]
    at = next((i for i, row in enumerate(rows[:14]) if row.kind == "type"), 0) if annex.heading.kind != "text" else 0
    if not rows:
        return None, None
    row = rows[at]
    text = row.line.text.strip(" .:*_")
    label: str | None = text
    rest = ""
    if match := grammars.pattern("appendix-heading").match(row.bare):
        label = row.line.text[match.start("label") : match.end("label")].strip()
        rest = row.line.text[match.end("label") :].strip(" .:*-_")
    elif row.kind == "type" and (found := frame.type_of(row.line.text, row.bare)):
        label, rest = row.line.text[: found[1]].strip(" .:*_"), row.line.text[found[1] :].strip(" .:*-_")
    elif row.kind == "title":
        label = None
    pieces = [rest] if rest else []
    for other in rows[at + 1 : at + 1 + _TITLE_ROWS]:
        if (
            frame.remark.fullmatch(other.bare)
            or other.line.cell is not None
            or frame.preamble.match(other.bare)
            or len(other.line.text) > 200
        ):
            break
        if not (other.upper or other.line.align == "center" or (not pieces and not other.line.text.rstrip().endswith((".", ";", ":")))):
            break
        pieces.append(other.line.text.strip())
    return label, collapse(" ".join(pieces)) or None


def read_copy(document: Document, block: CopyBlock, frame: Frame, grammars: Grammars, trace: Trace) -> CertifiedCopy | None:
    """The certified copy's own letterhead and signature."""
    base = "/certified_copy"
    heading = block.heading
    text = heading.line.text
    kind = collapse(text.strip(" .:*_()-"))
    above = [row for row in block.rows if row.start < heading.start]
    around = [row for row in block.rows if row.start != heading.start]
    head = find_head(around, frame)
    reader = Reader(document, grammars, frame, trace, base)
    dated = next((row for row in around if row.kind == "date"), None)  # in the right column it may stand below Nơi nhận
    letterhead = reader.read(head, dated) if head else None
    closing = split_closing([row for row in block.rows if row.start > heading.start], frame, grammars)
    issuer = letterhead.issuer if letterhead else reader.bodies([row for row in above if row.upper])[1]
    span: Span = document.span(block.rows[0].start, block.rows[-1].end)
    trace.found(base, span, "copy-heading")
    return CertifiedCopy(
        kind=kind,
        issuer=issuer,
        number=letterhead.number if letterhead else None,
        place=letterhead.place if letterhead else None,
        date=letterhead.date if letterhead else None,
        signature=read_signature(document, closing.signature, frame, grammars, trace, f"{base}/signature"),
        span=span,
    )
