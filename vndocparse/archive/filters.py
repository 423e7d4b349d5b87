"""Which papers of a store are wanted: by issuer, type, period, need of review; the same words for export, search and graph."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from ..text import bare, key
from .tables import documents, files


class Filter(NamedTuple):
    """What is wanted; None and False ask for nothing. ``since`` and ``until`` are ISO dates, whole or of a month or year."""

    issuer: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    needs_review: bool = False
    vanished: bool = False
    """Papers whose every file has vanished, too."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as conditions on documents."""
        found: list[ColumnElement[bool]] = []
        day = func.coalesce(documents.c.date, documents.c.date_known)
        if self.issuer:
            wanted = bare(key(self.issuer)).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            # A query of its own: it reads the index of issuers alone, and not every paper.
            like = documents.c.issuer_key.like(f"%{wanted}%", escape="\\")
            found.append(documents.c.id.in_(select(documents.c.id).where(like).correlate(None)))
        if self.type:
            found.append(or_(documents.c.type_code == self.type, documents.c.type_key == bare(key(self.type))))
        if self.since:
            found.append(day >= self.since)
        if self.until:
            found.append(day <= self.until + "~")  # 2017 ends after 2017-12-31
        if self.needs_review:
            found.append(documents.c.needs_review.is_(True))
        if not self.vanished:
            present = select(files.c.id).where(files.c.document_id == documents.c.id, files.c.vanished.is_(False))
            found.append(present.correlate(documents).exists())
        return found
