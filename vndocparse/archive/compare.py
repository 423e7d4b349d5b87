"""What two stores hold differently, the numbers of rows and runs and all times aside: files, documents, parts, failures."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from .store import Store
from .tables import PARTS, documents, failures, files

_CHUNK = 200
_OWN = ("id", "document_id", "file_id", "run_id", "seen_run_id", "modified_ns", "directive")

Record = tuple[str, dict[str, Any]]


def compare(first: Store, second: Store) -> Iterator[str]:
    """One line a difference, in the order of paths; none if the stores hold the same. Memory stays bounded."""
    with first.reading() as left, second.reading() as right:
        yield from _merged(_files(left), _files(right), "file")
        yield from _merged(_documents(left), _documents(right), "document")


def _merged(left: Iterator[Record], right: Iterator[Record], what: str) -> Iterator[str]:
    """Walks two sorted streams of records side by side."""
    a, b = next(left, None), next(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and a[0] < b[0]):
            assert a is not None
            yield f"{what} {a[0]}: only in the first"
            a = next(left, None)
        elif a is None or b[0] < a[0]:
            yield f"{what} {b[0]}: only in the second"
            b = next(right, None)
        else:
            differing = [name for name in a[1] if a[1][name] != b[1].get(name)]
            if differing:
                yield f"{what} {a[0]}: differs in {', '.join(differing)}"
            a, b = next(left, None), next(right, None)


def _files(connection: Connection) -> Iterator[Record]:
    own = [column for column in files.c if column.name not in _OWN]
    why = [failures.c.code, failures.c.reason, failures.c.remedy]
    joined = files.outerjoin(failures, failures.c.file_id == files.c.id).outerjoin(documents, documents.c.id == files.c.document_id)
    last = ""
    while True:
        query = select(*own, *why, documents.c.sha256.label("document")).select_from(joined)
        rows = connection.execute(query.where(files.c.path > last).order_by(files.c.path).limit(_CHUNK)).mappings().all()
        if not rows:
            return
        for row in rows:
            yield row["path"], dict(row)
        last = rows[-1]["path"]


def _documents(connection: Connection) -> Iterator[Record]:
    last, after = "", ""
    key = (documents.c.sha256, documents.c.parser_version)
    while True:
        later = (documents.c.sha256 > last) | ((documents.c.sha256 == last) & (documents.c.parser_version > after))
        rows = connection.execute(select(documents).where(later).order_by(*key).limit(_CHUNK)).mappings().all()
        if not rows:
            return
        numbers = [row["id"] for row in rows]
        parts = {table.name: _parts(connection, table, numbers) for table in PARTS}
        for row in rows:
            record = {name: value for name, value in row.items() if name not in _OWN}
            record.update((name, found.get(row["id"], [])) for name, found in parts.items())
            yield f"{row['sha256']} {row['parser_version']}", record
        last, after = rows[-1]["sha256"], rows[-1]["parser_version"]


def _parts(connection: Connection, table: Table, numbers: list[int]) -> dict[int, list[Any]]:
    """The rows of a table by document; a Directive unpacked, since two versions of zlib pack alike things differently."""
    found: dict[int, list[Any]] = {}
    for row in connection.execute(select(table).where(table.c.document_id.in_(numbers)).order_by(*table.primary_key)).mappings():
        kept = {name: value for name, value in row.items() if name not in _OWN}
        if "directive" in row:
            kept["directive"] = json.loads(zlib.decompress(row["directive"]))
        found.setdefault(row["document_id"], []).append(kept)
    return found
