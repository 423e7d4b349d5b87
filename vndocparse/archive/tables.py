"""The tables of the store, the same on SQLite and PostgreSQL.

A *file* is a path that was met; a *document* is the parse of one content by one version of the parser, so that copies share
it. Days are ISO text. Names of bodies and types are kept as printed, and folded beside it where they are looked for.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    func,
)

SCHEMA_VERSION = 1
"""Goes up by one with each change of a table; :mod:`.migrations` holds the step from each version to the next."""

metadata = MetaData()
# SQLite gives an INTEGER key its row number; PostgreSQL needs the wider type for more than two thousand million rows.
_Id = BigInteger().with_variant(Integer, "sqlite")
# Paths and days are compared byte by byte, whatever the language of the server.
_Exact = Text().with_variant(Text(collation="C"), "postgresql")

store_facts = Table("store_facts", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("state", Text, nullable=False),  # running, finished, stopped
    Column("parser_version", Text, nullable=False),
    Column("sources", Text, nullable=False),  # a JSON array
    Column("engine", Text, nullable=False),
    Column("counts", Text),  # a JSON object
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("sha256", _Exact, nullable=False),
    Column("parser_version", _Exact, nullable=False),
    Column("path", _Exact, nullable=False),  # the first in order of the paths that hold it
    Column("size", BigInteger, nullable=False),  # of the file, in bytes
    Column("format", Text, nullable=False),
    Column("pages", Integer),
    Column("ocr", Boolean, nullable=False),
    Column("legacy_encoding", Text),
    Column("number", Text),
    Column("serial", Text),
    Column("type_code", Text),
    Column("type_name", Text),
    Column("type_key", Text),
    Column("issuer_code", Text),
    Column("issuer", Text),
    Column("issuer_key", Text),
    Column("parent_issuer", Text),
    Column("deciding_body", Text),
    Column("place", Text),
    Column("date", _Exact),
    Column("date_known", _Exact),
    Column("subject", Text),
    Column("secrecy", Text),
    Column("urgency", Text),
    Column("circulation", Text),
    Column("draft", Boolean, nullable=False),
    Column("signer_authority", Text),
    Column("signer_title", Text),
    Column("signer_name", Text),
    Column("copy_kind", Text),
    Column("archive_line", Text),
    Column("vietnamese", Boolean, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    # What links between papers are made of (vndocparse.resolution): the paper's own identifier, the slug of its subject,
    # the places of its letterhead joined by "|".
    Column("identity", _Exact),
    Column("subject_slug", Text, nullable=False),
    Column("places", Text, nullable=False),
    UniqueConstraint("sha256", "parser_version"),
    # A number once given is never used again: the full-text index may still hold rows of documents that are gone.
    sqlite_autoincrement=True,
)
Index("documents_path", documents.c.path)
Index("documents_size", documents.c.size)
# What is known of a date stands for it where its day is blank.
Index("documents_date", func.coalesce(documents.c.date, documents.c.date_known))
Index("documents_issuer", documents.c.issuer_key)
Index("documents_type", documents.c.type_key)
Index("documents_type_code", documents.c.type_code)
Index("documents_number", documents.c.number)
Index("documents_review", documents.c.needs_review, documents.c.path)

files = Table(
    "files",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("path", _Exact, nullable=False, unique=True),
    Column("size", BigInteger),
    Column("modified_ns", BigInteger),
    Column("sha256", _Exact),
    Column("parser_version", _Exact, nullable=False),
    Column("state", Text, nullable=False),  # parsed, failed
    Column("vanished", Boolean, nullable=False),
    Column("document_id", _Id, ForeignKey("documents.id")),
    Column("run_id", _Id, ForeignKey("runs.id"), nullable=False),  # that read it last
    Column("seen_run_id", _Id, nullable=False),  # that met it last
)
Index("files_document", files.c.document_id, files.c.vanished)
Index("files_state", files.c.state)

failures = Table(
    "failures",
    metadata,
    Column("file_id", _Id, ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("run_id", _Id, nullable=False),
)
Index("failures_code", failures.c.code)


def _part(name: str, *columns: Column[object]) -> Table:
    """A table of parts of documents, in the order of the paper and kept together with their document."""
    owner = Column("document_id", _Id, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    ordinal = Column("ordinal", Integer, primary_key=True, autoincrement=False)
    return Table(name, metadata, owner, ordinal, *columns, sqlite_with_rowid=False)


# The whole Directive as JSON, compressed by zlib: apart, so that looking through documents need not read it.
contents = Table(
    "contents",
    metadata,
    Column("document_id", _Id, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("directive", LargeBinary, nullable=False),
)

recipients = _part(
    "recipients",
    Column("kind", Text, nullable=False),  # to, copy
    Column("name", Text, nullable=False),
    Column("purpose", Text),
)

citations = _part(
    "citations",
    Column("raw", Text, nullable=False),
    Column("type_code", Text),
    Column("type_name", Text),
    Column("number", Text),
    Column("serial", Text),
    Column("issuer_code", Text),
    Column("year", Integer),
    Column("date", _Exact),
    Column("date_precision", Text),
    Column("issuer", Text),
    Column("title", Text),
    Column("congress_term", Text),
    Column("plenum", Text),
    Column("provisions", Text),  # joined by "; "
    Column("relation", Text),
    Column("self_reference", Boolean, nullable=False),
    Column("within", Text),
    Column("identity", _Exact),
    Column("identity_ambiguous", Boolean, nullable=False),
)
Index("citations_identity", citations.c.identity)

tasks = _part(
    "tasks",
    Column("number", Text, nullable=False),  # with those of its parents, unique in the paper: 2.a
    Column("text", Text, nullable=False),
    Column("lead", Text),  # bodies of one role joined by "; "
    Column("cooperating", Text),
    Column("monitoring", Text),
    Column("reporting", Text),
    Column("deadline", Text),  # as printed
    Column("kind", Text),
    Column("start", _Exact),
    Column("due", _Exact),
    Column("before", Boolean, nullable=False),
    Column("to_the_end", Boolean, nullable=False),
    Column("recurrence", Text),
    Column("cited", Text),
    Column("notes", Text),
    Column("uid", Text, nullable=False),
)
Index("tasks_due", tasks.c.due)

diagnostics = _part(
    "diagnostics",
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("field", Text),
)
Index("diagnostics_code", diagnostics.c.code)

# By what a paper may be cited: its own identifier and, for laws and resolutions of a plenum or congress, others.
names = _part(
    "names",
    Column("identity", _Exact, nullable=False),
    Column("series", _Exact, nullable=False),  # type and serial: ct:05
    Column("code", _Exact, nullable=False),
    Column("place", _Exact, nullable=False),
    Column("year", Integer),
)
Index("names_series", names.c.series, names.c.code, names.c.place)

PARTS = (contents, recipients, citations, tasks, diagnostics, names)
"""Tables whose rows belong to one document."""
