"""The full-text index: FTS5 on SQLite, tsvector on PostgreSQL. Two columns: words as written, and without diacritics.

The texts come as words joined by blanks (:func:`.rows.words_of`), so both databases see the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, column, func, literal_column, select, table, text

from ..errors import UsageError
from ..text import bare
from .rows import words_of

MOST_RANKED = 10_000
"""So many of the papers that match are ranked: a word that stands in every paper ranks nothing, and costs much."""

_SQLITE = ("CREATE VIRTUAL TABLE search USING fts5(written, plain, content='', tokenize='unicode61 remove_diacritics 0')",)
_POSTGRESQL = (
    "CREATE TABLE search (document_id BIGINT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, "
    "written TSVECTOR NOT NULL, plain TSVECTOR NOT NULL)",
    "CREATE INDEX search_written ON search USING gin (written)",
    "CREATE INDEX search_plain ON search USING gin (plain)",
)
# FTS5 has no text of its own here: rows of documents that are gone stay, and are passed over when they are found.
_ADD_SQLITE = "INSERT INTO search (rowid, written, plain) VALUES (:document_id, :written, :plain)"
_ADD_POSTGRESQL = (
    "INSERT INTO search (document_id, written, plain) VALUES (:document_id, to_tsvector('simple', :written), to_tsvector('simple', :plain))"
)
_TERM = re.compile(r'"([^"]*)"?|([^"\s]+)')
_search = table("search", column("rowid"), column("document_id"), column("written"), column("plain"))


class Query(NamedTuple):
    """What is looked for: phrases, each a tuple of words, that must all occur. ``marked``: were diacritics written?"""

    phrases: tuple[tuple[str, ...], ...]
    marked: bool

    @property
    def words(self) -> tuple[str, ...]:
        """All words once."""
        return tuple(dict.fromkeys(word for phrase in self.phrases for word in phrase))


def query_of(words: str) -> Query:
    """The query that somebody typed: words, and phrases in quotes. A number such as ``121-CV/ĐU`` is a phrase.

    Words typed with diacritics are found as written; where none has any, letters are compared without them.
    Raises UsageError where nothing is left to look for.
    """
    found = [tuple(words_of(match[1] if match[1] is not None else match[2]).split()) for match in _TERM.finditer(words)]
    phrases = tuple(dict.fromkeys(phrase for phrase in found if phrase))
    if not phrases:
        raise UsageError("there is no word to look for; write some letters or digits")
    return Query(phrases, any(bare(word) != word for phrase in phrases for word in phrase))


def create(connection: Connection) -> None:
    """Makes the empty index."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Enters texts: ``document_id``, ``written`` and ``plain``."""
    connection.execute(text(_ADD_SQLITE if connection.dialect.name == "sqlite" else _ADD_POSTGRESQL), rows)


def matches(connection: Connection, query: Query, among: Select[Any] | None) -> Select[Any]:
    """A query for the papers that match, of at most MOST_RANKED: ``id`` and ``rank``, the best with the least.

    ``among`` asks for the numbers of the papers that may be found; None for all.
    """
    name = "written" if query.marked else "plain"
    if connection.dialect.name == "sqlite":
        whole: ColumnElement[Any] = literal_column("search")
        found = select(_search.c.rowid.label("id"), func.bm25(whole).label("rank")).where(whole.op("MATCH")(_fts5(query, name)))
        if among is not None:
            # The sum keeps SQLite from asking the index once for every paper that is wanted.
            found = found.where((_search.c.rowid + 0).in_(among))
        return found.order_by(_search.c.rowid.desc()).limit(MOST_RANKED)
    wanted = func.to_tsquery(text("'simple'"), _tsquery(query))
    vector = _search.c[name]
    found = select(_search.c.document_id.label("id"), (-func.ts_rank_cd(vector, wanted)).label("rank")).where(vector.op("@@")(wanted))
    if among is not None:
        found = found.where(_search.c.document_id.in_(among))
    return found.limit(MOST_RANKED)


def _fts5(query: Query, name: str) -> str:
    phrases = [f'"{" ".join(phrase)}"' for phrase in query.phrases]
    every = " AND ".join(phrases)
    if len(phrases) == 1:
        return f"{name} : {every}"
    # Where the words stand side by side counts as one more word that was found: it ranks such papers first.
    together = " ".join(word for phrase in query.phrases for word in phrase)
    return f'{name} : (("{together}" AND {every}) OR ({every}))'


def _tsquery(query: Query) -> str:
    return " & ".join("(" + " <-> ".join(phrase) + ")" for phrase in query.phrases)
