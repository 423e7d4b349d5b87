"""The full-text index: FTS5 on SQLite, tsvector on PostgreSQL. Two columns: words as written, and without diacritics.

The texts come as words joined by blanks (:func:`.rows.words_of`), so both databases see the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

_SQLITE = ("CREATE VIRTUAL TABLE search USING fts5(written, plain, content='', tokenize='unicode61 remove_diacritics 0')",)
_POSTGRESQL = (
    "CREATE TABLE search (document_id BIGINT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, "
    "written TSVECTOR NOT NULL, plain TSVECTOR NOT NULL)",
    "CREATE INDEX search_written ON search USING gin (written)",
    "CREATE INDEX search_plain ON search USING gin (plain)",
)
# The index has no text of its own: rows of documents that are gone stay, and are passed over when they are found.
_ADD_SQLITE = "INSERT INTO search (rowid, written, plain) VALUES (:document_id, :written, :plain)"
_ADD_POSTGRESQL = (
    "INSERT INTO search (document_id, written, plain) VALUES (:document_id, to_tsvector('simple', :written), to_tsvector('simple', :plain))"
)

MOST_RANKED = 20_000
"""So many of the papers that match are ranked, the newest in the store; a word that stands in every paper ranks nothing."""

_FIND_SQLITE = """
SELECT rowid AS id, bm25(search) AS rank FROM search
WHERE search MATCH :query AND rowid >= :least ORDER BY bm25(search), rowid LIMIT :most OFFSET :skipped"""
_FIND_POSTGRESQL = """
SELECT id, -ts_rank_cd(vector, query) AS rank FROM (
    SELECT document_id AS id, {column} AS vector, query FROM search, to_tsquery('simple', :query) AS query
    WHERE {column} @@ query LIMIT :ranked) AS found
ORDER BY rank, id LIMIT :most OFFSET :skipped"""


def create(connection: Connection) -> None:
    """Makes the empty index."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Enters texts: ``document_id``, ``written`` and ``plain``."""
    connection.execute(text(_ADD_SQLITE if connection.dialect.name == "sqlite" else _ADD_POSTGRESQL), rows)
