"""What a directive is: the JSON contract, version 1.0, as frozen Pydantic models.

Strings are NFC. An absent value is ``None`` or an empty tuple. A :class:`Span` counts code points of
:attr:`Directive.text`. Names are the field's terms; the Vietnamese term stands in each docstring.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

SCHEMA_VERSION = "1.0"

Format = Literal["docx", "pdf", "doc", "rtf", "odt", "html", "txt", "tiff", "jpeg", "png"]
LegacyEncoding = Literal["tcvn3", "vni", "viscii", "vps"]
Severity = Literal["info", "warning", "error"]
DatePrecision = Literal["day", "month", "year"]
SectionKind = Literal["part", "chapter", "section", "article", "clause", "item", "point", "bullet", "paragraph"]
AssigneeRole = Literal["lead", "cooperating", "monitoring", "reporting"]
DeadlineKind = Literal["due", "recurring", "period", "ongoing"]
Relation = Literal[
    "implements",
    "pursuant_to",
    "guides",
    "amends",
    "supplements",
    "replaces",
    "repeals",
    "extends",
    "promulgates",
    "replies_to",
    "attaches",
    "reviews",
    "supervises",
    "refers_to",
]


class _Pattern:
    """A string of one pattern. Pydantic's own constraint types cost a tenth of the start of the command to import."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.str_schema(pattern=self.pattern)


PartialDate = Annotated[str, _Pattern(r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""An ISO 8601 date of reduced precision: ``2016``, ``2016-05`` or ``2016-05-15``."""


class Model(BaseModel):
    """A frozen value object; unknown fields are refused so that a misspelt name never passes silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """A stretch of ``Directive.text`` in code points, ``start`` included and ``end`` not; ``page`` counts from 1."""

    start: int
    end: int
    page: int | None = None


class Source(Model):
    """Where the text came from (nguồn): path as given, true format, hash of the bytes, pages if the file has any."""

    path: str | None = None
    format: Format
    sha256: str
    pages: int | None = None
    ocr: bool = False
    legacy_encoding: LegacyEncoding | None = None


class DocumentType(Model):
    """Type of document (thể loại): ``code`` as printed in the number (``CV``), ``name`` (``Công văn``).

    ``span`` is the printed type word; null for a công văn, whose type is not printed.
    """

    code: str | None = None
    name: str
    span: Span | None = None


class Number(Model):
    """Number and symbol (số, ký hiệu): ``raw`` as printed, ``canonical`` without label, blanks and odd dashes.

    ``serial`` keeps its letter or decimal (``33a``, ``66.2``) and is null when left blank; ``issuer_code`` is all that
    follows the type code, a department suffix included.
    """

    raw: str
    canonical: str
    serial: str | None = None
    type_code: str | None = None
    issuer_code: str | None = None
    year: int | None = None
    inferred: tuple[str, ...] = ()
    span: Span | None = None


class Header(Model):
    """The letterhead (phần đầu văn bản) and what the title says."""

    party_title: str | None = None
    """First line of the title block (tiêu đề, quốc hiệu)."""
    parent_issuer: str | None = None
    """The higher body above the issuer (cơ quan cấp trên trực tiếp)."""
    issuer: str | None = None
    """Issuing body (cơ quan ban hành); joint issuers joined by `` - ``."""
    issuers: tuple[str, ...] = ()
    """Each of several joint issuers; empty for a single one."""
    deciding_body: str | None = None
    """The body named in the title's own second line (CỦA BAN THƯỜNG VỤ …), without ``CỦA``."""
    place: str | None = None
    """Place of issue (địa danh)."""
    type: DocumentType | None = None
    subject: str | None = None
    """Subject (trích yếu) without its leading ``V/v``, ``về việc`` or ``về``."""
    secrecy: str | None = None
    """Secrecy mark (độ mật) as printed."""
    urgency: str | None = None
    """Urgency mark (độ khẩn) as printed."""
    circulation: str | None = None
    """Circulation mark (chỉ dẫn phạm vi lưu hành) as printed."""
    draft: bool = False
    """Marked DỰ THẢO."""
    inferred: tuple[str, ...] = ()


class Received(Model):
    """An incoming stamp (dấu công văn đến): the receiver's own number and date, never the paper's."""

    number: str | None = None
    date: datetime.date | None = None
    span: Span | None = None


class Recipient(Model):
    """One printed entry of Kính gửi or Nơi nhận: ``name`` without dash and end mark, ``purpose`` (``để báo cáo``)."""

    name: str
    purpose: str | None = None
    span: Span | None = None


class Recipients(Model):
    """Addressees (Kính gửi), copies (Nơi nhận) and the archive line (Lưu)."""

    addressed_to: tuple[Recipient, ...] = ()
    copied_to: tuple[Recipient, ...] = ()
    archive: str | None = None


class CitedDocument(Model):
    """One mention of a document (viện dẫn), in document order.

    ``raw`` is its own words without the title; ``date`` has the precision that ``date_precision`` tells; ``within`` is a
    JSON Pointer of the task, section or field it stands in; ``inferred`` names the values that were not written in
    ``raw`` but concluded (from a list, a code, or the full citation elsewhere in the paper).
    """

    raw: str
    type: DocumentType | None = None
    number: Number | None = None
    date: PartialDate | None = None
    date_precision: DatePrecision | None = None
    issuer: str | None = None
    title: str | None = None
    congress_term: str | None = None
    plenum: str | None = None
    provisions: tuple[str, ...] = ()
    relation: Relation | None = None
    self_reference: bool = False
    within: str | None = None
    inferred: tuple[str, ...] = ()
    span: Span
    id: str | None = None
    id_ambiguous: bool = False


class Section(Model):
    """A node of the outline of the body (bố cục): its ``label`` as printed, ``number`` without punctuation."""

    label: str | None = None
    number: str | None = None
    kind: SectionKind
    title: str | None = None
    text: str = ""
    children: tuple[Section, ...] = ()
    span: Span


class Assignee(Model):
    """Who is told to act (đơn vị, cá nhân thực hiện): ``name`` as printed, ``normal`` written out."""

    name: str
    normal: str | None = None
    role: AssigneeRole
    inherited: bool = False
    span: Span | None = None


class Deadline(Model):
    """By when (thời hạn): ``start`` and ``end`` inclusive, ``recurrence`` an RFC 5545 RRULE."""

    raw: str
    kind: DeadlineKind
    date: datetime.date | None = None
    before: bool = False
    start: datetime.date | None = None
    end: datetime.date | None = None
    recurrence: str | None = None
    inherited: bool = False
    inferred: tuple[str, ...] = ()
    span: Span | None = None


class Task(Model):
    """A numbered instruction of the operative part (nhiệm vụ); ``cited_documents`` are indexes into the directive's."""

    label: str | None = None
    number: str | None = None
    text: str
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    cited_documents: tuple[int, ...] = ()
    children: tuple[Task, ...] = ()
    span: Span


class AuthorityLink(Model):
    """One mark of authority (T/M, K/T, T/L …) and the body or post it stands for."""

    authority: str | None = None
    on_behalf_of: str | None = None


class Signature(Model):
    """Authority, post and name of the signer (thể thức đề ký); ``chain`` holds all marks, the outermost first."""

    authority: str | None = None
    on_behalf_of: str | None = None
    title: str | None = None
    name: str | None = None
    chain: tuple[AuthorityLink, ...] = ()
    cosigners: tuple[Signature, ...] = ()
    inferred: tuple[str, ...] = ()
    span: Span | None = None


class Appendix(Model):
    """An annex (phụ lục): ``text`` of the directive holds its words, sections and tasks do not."""

    label: str | None = None
    title: str | None = None
    span: Span


class CertifiedCopy(Model):
    """The block of the copying body (SAO Y, SAO LỤC, TRÍCH SAO) below the original."""

    kind: str
    issuer: str | None = None
    number: Number | None = None
    place: str | None = None
    date: datetime.date | None = None
    signature: Signature | None = None
    inferred: tuple[str, ...] = ()
    span: Span | None = None


class Box(Model):
    """A rectangle on a page, in PDF points from the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Evidence(Model):
    """What a value rests on: its stretches of text, the grammar rule that found it, for an inference its ground.

    ``confidence`` is null until it is calibrated. ``from`` (``from_`` in Python) tells what an inference rests on.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_"),
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )

    spans: tuple[Span, ...] = ()
    confidence: float | None = None
    rule: str | None = None
    boxes: tuple[Box, ...] = ()
    from_: str | None = None


class Diagnostic(Model):
    """Something a person should know: a stable ``code``, what happened, the field (JSON Pointer) and the place."""

    code: str
    severity: Severity
    message: str
    field: str | None = None
    span: Span | None = None


class Directive(Model):
    """A directive (văn bản chỉ đạo) as data."""

    schema_version: Literal["1.0"] = "1.0"
    source: Source
    header: Header = Header()
    number: Number | None = None
    date: datetime.date | None = None
    date_known: PartialDate | None = None
    """What is known of a date whose day is blank (``2022-07``)."""
    received: Received | None = None
    recipients: Recipients = Recipients()
    cited_documents: tuple[CitedDocument, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    signature: Signature | None = None
    appendices: tuple[Appendix, ...] = ()
    certified_copy: CertifiedCopy | None = None
    text: str = ""
    inferred: tuple[str, ...] = ()
    """JSON Pointers of all values that were concluded from other evidence."""
    evidence: dict[str, Evidence] = {}
    needs_review: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
