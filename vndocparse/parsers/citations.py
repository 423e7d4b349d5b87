"""Citations (viện dẫn): every mention of a document in running text.

:func:`find_mentions` works on stretches of a document, :func:`parse_citations` on any string. The way of a mention:

1. type words and number shapes are found in one pass each (:mod:`.citation_types`, :mod:`.citation_numbers`);
2. what follows a type word decides whether it opens a citation: a number, a plenum or congress, a date, the title of a law,
   an issuer (:mod:`.citation_unnumbered`); numbers that no type word claimed may be citations of their own;
3. date, issuer, term and title are read behind it (:mod:`.citation_window`), then the items of a list
   (:mod:`.citation_lists`), then provisions and relation before it (:mod:`.citation_context`);
4. short names, references back and to the paper itself are resolved (:mod:`.citation_short`) and each document gets its
   identifier (:mod:`.identity`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar import Grammars, builtin
from ..layout import Document
from ..models import CitedDocument, Span
from ..text import collapse, nfc
from .citation_context import read_context, trim_title
from .citation_identity import identify
from .citation_mention import Mention, Stretch, Toolkit, toolkit_of
from .citation_reader import read_region
from .citation_short import resolve
from .citation_view import View, view_of
from .identity import Paper
from .trace import Trace

__all__ = ["Mentions", "Paper", "find_citations", "find_mentions", "parse_citations"]


def parse_citations(text: str) -> tuple[CitedDocument, ...]:
    """All citations of ``text``, any string, in order; spans count the code points of its NFC form."""
    text = nfc(text)
    return find_mentions(Document(text, ()), [(0, len(text))], builtin(), Paper()).models(None)


def find_citations(
    document: Document, regions: Sequence[Stretch], grammars: Grammars, trace: Trace, paper: Paper | None = None
) -> tuple[CitedDocument, ...]:
    """All citations in ``regions`` (stretches of the document's text, in order); ``paper`` is the paper itself.

    Evidence goes to ``trace`` under ``/cited_documents/…``. ``within`` stays null.
    """
    return find_mentions(document, regions, grammars, paper or Paper()).models(trace)


def find_mentions(document: Document, regions: Sequence[Stretch], grammars: Grammars, paper: Paper) -> Mentions:
    """All mentions in ``regions``, read and resolved, not yet made into models: see :meth:`Mentions.models`."""
    kit = toolkit_of(grammars)
    view = view_of(document, grammars)
    mentions: list[Mention] = []
    for index, (start, end) in enumerate(regions if document.text else ()):
        begin = view.here(start)
        for mention in read_region(kit, view, begin, view.here(end)):
            mention.region = index
            mention.end += _open_bracket(view, mention)
            before = mentions[-1] if mentions else None
            read_context(kit, view, mention, before, begin)
            if before is not None:
                trim_title(view, before, mention)
            mentions.append(mention)
    mentions = resolve(kit, view, mentions, paper)
    identify(kit, mentions, paper)
    return Mentions(kit, view, document, mentions)


def _open_bracket(view: View, mention: Mention) -> int:
    """1 where the bracket that closes behind the mention was opened in it."""
    return int(view.text.startswith(")", mention.end) and "(" in view.text[mention.start : mention.end].rpartition(")")[2])


class Mentions:
    """The mentions of one document, in order."""

    def __init__(self, kit: Toolkit, view: View, document: Document, found: list[Mention]) -> None:
        self._kit, self._view, self._document, self._found = kit, view, document, found
        self._same = view.origin is None and document.pages is None
        """The view has the offsets of the document, and no span needs a page."""

    def starts(self) -> list[int]:
        """Where each begins in the document."""
        return [self._stretch((mention.start, mention.end))[0] for mention in self._found]

    def models(self, trace: Trace | None, within: Sequence[str | None] = ()) -> tuple[CitedDocument, ...]:
        """The models, with evidence to ``trace``; ``within`` holds the pointer of what each stands in."""
        made = []
        for at, mention in enumerate(self._found):
            cited = self._model(mention, within[at] if within else None)
            made.append(cited)
            if trace is not None:
                self._record(trace, f"/cited_documents/{at}", mention, cited)
        return tuple(made)

    def _stretch(self, stretch: Stretch) -> Stretch:
        """The stretch of the document, without white space at its ends where spans have none."""
        if self._same:
            return stretch
        start, end = stretch if self._view.origin is None else self._view.original(*stretch)
        if self._document.pages is None:
            return start, end
        span = self._document.span(start, end)
        return span.start, span.end

    def _span(self, stretch: Stretch) -> Span:
        start, end = self._stretch(stretch)
        return Span(start=start, end=end) if self._same else self._document.span(start, end)

    def _fields(self, start: int, end: int) -> Span | dict[str, int]:
        """A span as its fields: Pydantic builds it along with its owner, which is quicker."""
        return {"start": start, "end": end} if self._document.pages is None else self._document.span(start, end)

    def _model(self, mention: Mention, within: str | None) -> CitedDocument:
        start, end = self._stretch((mention.start, mention.end))
        number, type_ = self._number(mention), self._type(mention)
        return CitedDocument.model_validate(
            {
                "raw": self._document.text[start:end],
                "type": type_,
                "number": number,
                "date": mention.date,
                "date_precision": mention.precision,
                "issuer": self._printed(mention.issuer_at) if mention.issuer_at else mention.issuer,
                "title": self._printed((mention.title_at,)) if mention.title_at else None,
                "congress_term": mention.term,
                "plenum": mention.plenum,
                "provisions": tuple([self._printed((place,)) for place in mention.provisions]),
                "relation": mention.relation,
                "self_reference": mention.self_reference,
                "within": within,
                "inferred": tuple(mention.inferred),
                "span": self._fields(start, end),
                "id": mention.id,
                "id_ambiguous": mention.id_ambiguous,
            }
        )

    def _record(self, trace: Trace, pointer: str, mention: Mention, cited: CitedDocument) -> None:
        """Evidence for the mention and for each of its values: where it stands, or what it was concluded from."""
        whole, type_, number = cited.span, cited.type, cited.number
        trace.found(pointer, whole, mention.rule)
        if type_ is not None:
            self._note(trace, pointer, mention, "type", "type-word", whole, (type_.span,) if type_.span else ())
        if number is not None:
            self._note(trace, pointer, mention, "number", "cited-number", whole, (number.span,) if number.span else ())
        if mention.date is not None:
            self._note(trace, pointer, mention, "date", "cited-date", whole, (self._span(mention.date_at),) if mention.date_at else ())
        elif mention.date_at is not None:
            place = self._span(mention.date_at)
            trace.diagnose(
                "cited-date-unreadable", "warning", "a cited document bears a date that does not exist", f"{pointer}/date", place
            )
        if mention.issuer is not None:
            self._note(trace, pointer, mention, "issuer", "body-name", whole, tuple([self._span(place) for place in mention.issuer_at]))
        if mention.title_at is not None:
            self._note(trace, pointer, mention, "title", "title-opening", whole, (self._span(mention.title_at),))
        if mention.term is not None:
            self._note(trace, pointer, mention, "congress_term", "term-of-congress", whole)
        if mention.plenum is not None:
            self._note(trace, pointer, mention, "plenum", "plenum", whole)

    def _note(self, trace: Trace, pointer: str, mention: Mention, name: str, rule: str, whole: Span, spans: tuple[Span, ...] = ()) -> None:
        if name in mention.inferred:
            trace.infer(f"{pointer}/{name}", rule, mention.inferred[name], spans)
        else:
            trace.found(f"{pointer}/{name}", spans or whole, rule)

    def _printed(self, stretches: Sequence[Stretch]) -> str:
        """The words of the document itself (the view holds them folded), on one line."""
        places = stretches if self._view.origin is None else [self._view.original(*stretch) for stretch in stretches]
        text = " ".join([self._document.text[start:end] for start, end in places])
        return collapse(text) if "\n" in text or "  " in text else text

    def _type(self, mention: Mention) -> dict[str, object] | None:
        lexicon, number = self._kit.lexicon, mention.number
        if mention.type is not None and mention.type.name is not None:
            where = self._fields(*self._stretch(mention.type_at)) if mention.type_at else None
            return {"code": lexicon.code_for(mention.type, number), "name": mention.type.name, "span": where}
        entry = lexicon.by_code(number.type_code, number.family) if number is not None and number.type_code else None
        if entry is None or number is None:
            return None
        mention.infer("type", "the code in the number")
        return {"code": number.type_code, "name": entry.name}

    def _number(self, mention: Mention) -> dict[str, object] | None:
        parts = mention.number
        if parts is None or mention.number_at is None:
            return None
        start, end = self._stretch(mention.number_at)
        return {
            "raw": self._document.text[start:end],
            "canonical": parts.canonical,
            "serial": parts.serial,
            "type_code": parts.type_code,
            "issuer_code": parts.issuer_code,
            "year": parts.year,
            "inferred": ("canonical",) if mention.repaired else (),
            "span": self._fields(start, end),
        }
