"""A directive as rows of the store. Runs in the worker, so that the store only writes; knows nothing of SQLAlchemy."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from ..exports.tasks import rows as task_rows
from ..models import Directive
from ..parsers.identity import UNKNOWN
from ..resolution import Held, hold, parts_of
from ..text import bare, fold, key, nfc

Row = dict[str, Any]

MOST_SEARCHED = 250_000
"""So many characters of a paper are searched: the index of PostgreSQL holds at most 1 MB a paper."""

_WORD = re.compile(r"[^\W_]+")
_LETTERS = frozenset("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def document_rows(directive: Directive, version: str, size: int) -> dict[str, list[Row]]:
    """The rows of each table, and under ``search`` the two texts of the full-text index: as written and without marks."""
    (held,) = hold([directive])
    written = words_of(directive.text[:MOST_SEARCHED])
    rows = {
        "documents": [_document(directive, held, version, size)],
        "contents": [{"directive": zlib.compress(directive.model_dump_json().encode("utf-8"), 5)}],
        "recipients": list(_recipients(directive)),
        "citations": list(_citations(directive)),
        "tasks": list(_tasks(directive)),
        "diagnostics": [
            {"ordinal": at, "code": one.code, "severity": one.severity, "message": one.message, "field": one.field}
            for at, one in enumerate(directive.diagnostics)
        ],
        "names": list(_names(held)),
        "search": [{"written": written, "plain": bare(written)}],
    }
    for row in (row for group in rows.values() for row in group):
        for column, value in row.items():
            if isinstance(value, str) and "\0" in value:  # PostgreSQL takes none
                row[column] = value.replace("\0", "\ufffd")
    return rows


def words_of(text: str) -> str:
    """The words of ``text`` as the index holds them: folded, without signs, so that every database parts them alike."""
    return " ".join(_WORD.findall(fold(nfc(text)).lower()))


def _document(directive: Directive, held: Held, version: str, size: int) -> Row:
    source, header, number, signature = directive.source, directive.header, directive.number, directive.signature
    return {
        "sha256": source.sha256,
        "parser_version": version,
        "path": source.path or "",
        "size": size,
        "format": source.format,
        "pages": source.pages,
        "ocr": source.ocr,
        "legacy_encoding": source.legacy_encoding,
        "number": number.canonical if number else None,
        "serial": number.serial if number else None,
        "type_code": header.type.code if header.type else None,
        "type_name": header.type.name if header.type else None,
        "type_key": bare(key(header.type.name)) if header.type else None,
        "issuer_code": number.issuer_code if number else None,
        "issuer": header.issuer,
        "issuer_key": bare(key(header.issuer)) if header.issuer else None,
        "parent_issuer": header.parent_issuer,
        "deciding_body": header.deciding_body,
        "place": header.place,
        "date": directive.date.isoformat() if directive.date else None,
        "date_known": directive.date_known,
        "subject": header.subject,
        "secrecy": header.secrecy,
        "urgency": header.urgency,
        "circulation": header.circulation,
        "draft": header.draft,
        "signer_authority": signature.authority if signature else None,
        "signer_title": signature.title if signature else None,
        "signer_name": signature.name if signature else None,
        "copy_kind": directive.certified_copy.kind if directive.certified_copy else None,
        "archive_line": directive.recipients.archive,
        "vietnamese": not _LETTERS.isdisjoint(directive.text.lower()),
        "needs_review": directive.needs_review,
        "identity": held.id,
        "subject_slug": held.subject,
        "places": "|".join(held.places),
    }


def _recipients(directive: Directive) -> Iterator[Row]:
    groups = (("to", directive.recipients.addressed_to), ("copy", directive.recipients.copied_to))
    entries = [(kind, entry) for kind, group in groups for entry in group]
    for at, (kind, entry) in enumerate(entries):
        yield {"ordinal": at, "kind": kind, "name": entry.name, "purpose": entry.purpose}


def _citations(directive: Directive) -> Iterator[Row]:
    for at, cited in enumerate(directive.cited_documents):
        number = cited.number
        yield {
            "ordinal": at,
            "raw": cited.raw,
            "type_code": cited.type.code if cited.type else None,
            "type_name": cited.type.name if cited.type else None,
            "number": number.canonical if number else None,
            "serial": number.serial if number else None,
            "issuer_code": number.issuer_code if number else None,
            "year": number.year if number else None,
            "date": cited.date,
            "date_precision": cited.date_precision,
            "issuer": cited.issuer,
            "title": cited.title,
            "congress_term": cited.congress_term,
            "plenum": cited.plenum,
            "provisions": "; ".join(cited.provisions) or None,
            "relation": cited.relation,
            "self_reference": cited.self_reference,
            "within": cited.within,
            "identity": cited.id,
            "identity_ambiguous": cited.id_ambiguous,
        }


def _tasks(directive: Directive) -> Iterator[Row]:
    for at, task in enumerate(task_rows([directive])):
        yield {
            "ordinal": at,
            "number": task.path,
            "text": task.text,
            "lead": "; ".join(task.lead) or None,
            "cooperating": "; ".join(task.cooperating) or None,
            "monitoring": "; ".join(task.monitoring) or None,
            "reporting": "; ".join(task.reporting) or None,
            "deadline": task.deadline,
            "kind": task.kind,
            "start": task.start.isoformat() if task.start else None,
            "due": task.due.isoformat() if task.due else None,
            "before": task.before,
            "to_the_end": task.to_the_end,
            "recurrence": task.recurrence,
            "cited": "; ".join(task.cited) or None,
            "notes": "; ".join(task.notes) or None,
            "uid": task.uid,
        }


def _names(held: Held) -> Iterator[Row]:
    for at, identity in enumerate(dict.fromkeys((held.id, *held.aliases)) if held.id else ()):
        assert identity is not None
        name = parts_of(identity)
        # Only a year that leaves nothing open: whoever looks for another one need not look at this paper.
        year = int(name.when) if name.when.isdigit() and name.when == (held.date or name.when)[:4] else None
        yield {
            "ordinal": at,
            "identity": identity,
            "series": f"{name.type}:{name.serial}",
            "code": name.code,
            "place": name.place or UNKNOWN,
            "year": year,
        }
