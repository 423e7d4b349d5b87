"""What a run reads from the store and writes to it: files, documents with their parts, failures; one transaction a batch."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, case, delete, exc, insert, or_, select, update

from ..errors import StoreError
from . import fulltext
from .sources import Item
from .store import Store
from .tables import PARTS, documents, failures, files, runs
from .work import Failed, Parsed

_TRIES = 5
# What could not be read today may be readable tomorrow, and what is known of it stays.
_KEEPS_DOCUMENT = ("unreadable",)


class KnownFile(NamedTuple):
    """What the store knows of a path."""

    id: int
    size: int | None
    modified_ns: int | None
    parser_version: str
    state: str
    document_id: int | None


class KnownDocument(NamedTuple):
    """A document in the store: of which content, and under which path it was parsed."""

    id: int
    sha256: str
    path: str


class Link(NamedTuple):
    """A file whose content is that of a document in the store already."""

    item: Item
    document: KnownDocument


Entry = tuple[Item, Parsed | Failed] | Link


class Catalogue:
    """The store as one run sees it, with the version of the parser that it works with."""

    def __init__(self, store: Store, version: str) -> None:
        self.store, self.version = store, version
        self.run = 0

    def begin(self, sources: Sequence[str], engine: str) -> None:
        """Enters the run, as running until :meth:`end` is told what became of it."""
        with self.store.writing() as connection:
            values = {
                "state": "running",
                "parser_version": self.version,
                "sources": json.dumps(sources, ensure_ascii=True),
                "engine": engine,
            }
            done = connection.execute(insert(runs).values(started=_now(), **values).returning(runs.c.id))
            self.run = int(done.scalar_one())

    def end(self, state: str, counts: dict[str, int]) -> None:
        """Enters what became of the run."""
        with self.store.writing() as connection:
            connection.execute(update(runs).where(runs.c.id == self.run).values(state=state, ended=_now(), counts=json.dumps(counts)))

    def files(self, paths: Iterable[str]) -> dict[str, KnownFile]:
        """What is known of these paths."""
        columns = (files.c.path, files.c.id, files.c.size, files.c.modified_ns, files.c.parser_version, files.c.state, files.c.document_id)
        with self.store.reading() as connection:
            found = connection.execute(select(*columns).where(files.c.path.in_(list(paths))))
            return {row[0]: KnownFile(*row[1:]) for row in found}

    def documents_of_size(self, sizes: Iterable[int]) -> dict[int, dict[str, KnownDocument]]:
        """By size and hash: the documents of this version whose files had one of these sizes."""
        found: dict[int, dict[str, KnownDocument]] = {}
        query = select(documents.c.size, documents.c.id, documents.c.sha256, documents.c.path)
        with self.store.reading() as connection:
            for row in connection.execute(query.where(documents.c.size.in_(list(sizes)), documents.c.parser_version == self.version)):
                found.setdefault(row.size, {})[row.sha256] = KnownDocument(row.id, row.sha256, row.path)
        return found

    def write(self, entries: Sequence[Entry], met: Sequence[int]) -> None:
        """Writes what became of files, and that the files with the numbers ``met`` were met unchanged. All or nothing."""
        for left in reversed(range(_TRIES)):
            try:
                with self.store.writing() as connection:
                    _Batch(connection, self.run, self.version).write(entries, met)
                return
            except exc.IntegrityError as error:
                # Another run wrote the same paper a moment ago; look again.
                if not left:
                    raise StoreError(f"{self.store.name}: the database refused ({' '.join(str(error.orig).split())[:200]})") from None

    def mark_vanished(self, prefixes: Iterable[str], gaps: Iterable[str]) -> int:
        """Marks files under ``prefixes``, but not under ``gaps``, that the run has not met; how many were not so marked before."""
        marked = 0
        with self.store.writing() as connection:
            spared = [files.c.path.between(gap, _after(gap)) for gap in gaps]
            for prefix in prefixes:
                query = update(files).where(files.c.path >= prefix, files.c.path < _after(prefix), files.c.seen_run_id < self.run)
                query = query.where(files.c.vanished.is_(False))
                if spared:
                    query = query.where(~or_(*spared))
                marked += connection.execute(query.values(vanished=True)).rowcount
        return marked

    def prune(self) -> int:
        """Takes documents out that no file has any more: the file was changed, or parsed again by a newer version."""
        with self.store.writing() as connection:
            used = select(files.c.id).where(files.c.document_id == documents.c.id).exists()
            return _remove(connection, list(connection.execute(select(documents.c.id).where(~used)).scalars()))

    def settle(self) -> None:
        """Lets the database learn what its tables hold, so that queries go the short way."""
        with self.store.writing() as connection:
            connection.exec_driver_sql("PRAGMA optimize" if connection.dialect.name == "sqlite" else "ANALYZE")


class _Batch:
    """One transaction of a run."""

    def __init__(self, connection: Connection, run: int, version: str) -> None:
        self.connection, self.run, self.version = connection, run, version

    def write(self, entries: Sequence[Entry], met: Sequence[int]) -> None:
        parsed: list[tuple[Item, Parsed]] = []
        failed: list[tuple[Item, Failed]] = []
        links: list[tuple[Item, str, int]] = []
        for entry in entries:
            if isinstance(entry, Link):
                links.append((entry.item, entry.document.sha256, entry.document.id))
            elif isinstance(entry[1], Parsed):
                parsed.append((entry[0], entry[1]))
            else:
                failed.append((entry[0], entry[1]))
        numbers = self._documents([outcome for _, outcome in parsed])
        links += [(item, outcome.sha256, numbers[outcome.sha256]) for item, outcome in parsed]
        self._files(links, failed)
        if met:
            seen = update(files).where(files.c.id == bindparam("one")).values(seen_run_id=self._latest(), vanished=False)
            self.connection.execute(seen, [{"one": number} for number in met])

    def _documents(self, parsed: Sequence[Parsed]) -> dict[str, int]:
        """Enters documents that are new, or were parsed under a later path than now; the number of each by hash.

        So a paper that is held several times is always kept under the first of its paths, whichever was read first.
        """
        first: dict[str, Parsed] = {}
        for outcome in parsed:
            if outcome.sha256 not in first or outcome.job.path < first[outcome.sha256].job.path:
                first[outcome.sha256] = outcome
        if not first:
            return {}
        columns = (documents.c.sha256, documents.c.id, documents.c.path)
        query = select(*columns).where(documents.c.sha256.in_(list(first)), documents.c.parser_version == self.version)
        known = {row.sha256: row for row in self.connection.execute(query)}
        numbers = {sha256: row.id for sha256, row in known.items()}
        replaced = {row.id: sha256 for sha256, row in known.items() if first[sha256].job.path < row.path}
        holders = self._detach(replaced)
        new = [first[sha256] for sha256 in first if sha256 not in known or known[sha256].id in replaced]
        numbers.update(self._enter(new))
        for holder, sha256 in holders:
            self.connection.execute(update(files).where(files.c.id == holder).values(document_id=numbers[sha256]))
        return numbers

    def _detach(self, replaced: dict[int, str]) -> list[tuple[int, str]]:
        """Takes documents out that others will stand for; the files that held them, with the hash."""
        if not replaced:
            return []
        held = self.connection.execute(select(files.c.id, files.c.document_id).where(files.c.document_id.in_(list(replaced))))
        holders = [(row.id, replaced[row.document_id]) for row in held]
        self.connection.execute(update(files).where(files.c.document_id.in_(list(replaced))).values(document_id=None))
        _remove(self.connection, list(replaced))
        return holders

    def _enter(self, new: Sequence[Parsed]) -> dict[str, int]:
        if not new:
            return {}
        rows = [_tables_of(outcome) for outcome in new]
        heads = [{**one["documents"][0], "path": outcome.job.path} for one, outcome in zip(rows, new, strict=True)]
        entered = insert(documents).returning(documents.c.id, sort_by_parameter_order=True)
        numbers = list(self.connection.execute(entered, heads).scalars())
        for table in PARTS:
            parts = [{"document_id": number, **row} for number, one in zip(numbers, rows, strict=True) for row in one[table.name]]
            if parts:
                self.connection.execute(insert(table), parts)
        fulltext.add(self.connection, [{"document_id": number, **one["search"][0]} for number, one in zip(numbers, rows, strict=True)])
        return {outcome.sha256: number for outcome, number in zip(new, numbers, strict=True)}

    def _files(self, links: Sequence[tuple[Item, str, int]], failed: Sequence[tuple[Item, Failed]]) -> None:
        paths = [item.path for item, *_ in links] + [item.path for item, _ in failed]
        found = self.connection.execute(select(files.c.path, files.c.id, files.c.document_id).where(files.c.path.in_(paths)))
        known = {row.path: row for row in found}
        rows: dict[str, dict[str, Any]] = {}
        for item, sha256, number in links:
            rows[item.path] = self._file(item, "parsed", sha256, number)
        for item, failure in failed:
            keeps = failure.code in _KEEPS_DOCUMENT and item.path in known
            rows[item.path] = self._file(item, "failed", failure.sha256, known[item.path].document_id if keeps else None)
        new = [row for path, row in rows.items() if path not in known]
        old = [{"one": known[path].id, **row} for path, row in rows.items() if path in known]
        numbers = {path: row.id for path, row in known.items()}
        if new:
            entered = insert(files).returning(files.c.id, sort_by_parameter_order=True)
            numbers.update(zip((row["path"] for row in new), self.connection.execute(entered, new).scalars(), strict=True))
        if old:
            changed: dict[str, Any] = {name: bindparam(name) for name in old[0] if name not in ("one", "path", "seen_run_id")}
            changed["seen_run_id"] = self._latest()
            self.connection.execute(
                update(files).where(files.c.id == bindparam("one")).values(changed),
                [{name: value for name, value in row.items() if name not in ("path", "seen_run_id")} for row in old],
            )
            self.connection.execute(delete(failures).where(failures.c.file_id.in_([row["one"] for row in old])))
        last = {item.path: failure for item, failure in failed}
        if last:
            self.connection.execute(insert(failures), [self._failure(numbers[path], failure) for path, failure in last.items()])

    def _latest(self) -> ColumnElement[int]:
        """This run, or the later one beside it that met the file already: else that one would take it for vanished."""
        return case((files.c.seen_run_id > self.run, files.c.seen_run_id), else_=self.run)

    def _file(self, item: Item, state: str, sha256: str | None, document: int | None) -> dict[str, Any]:
        return {
            "path": item.path,
            "size": item.size,
            "modified_ns": item.modified_ns,
            "sha256": sha256,
            "parser_version": self.version,
            "state": state,
            "vanished": False,
            "document_id": document,
            "run_id": self.run,
            "seen_run_id": self.run,
        }

    def _failure(self, number: int, failure: Failed) -> dict[str, Any]:
        reason, _, remedy = _clean(failure.message).partition("; ")
        return {"file_id": number, "code": failure.code, "reason": reason, "remedy": remedy, "run_id": self.run}


def _tables_of(outcome: Parsed) -> dict[str, list[dict[str, Any]]]:
    if isinstance(outcome.content, bytes):
        raise StoreError("the engine did not give rows; it must pass its settings on to work()")
    return outcome.content


def _remove(connection: Connection, numbers: list[int]) -> int:
    for start in range(0, len(numbers), 500):
        # Their parts go with them (ON DELETE CASCADE).
        connection.execute(delete(documents).where(documents.c.id.in_(numbers[start : start + 500])))
    return len(numbers)


def _after(prefix: str) -> str:
    """The first text behind all those that begin with ``prefix``."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _clean(message: str) -> str:
    """A message may quote a broken file: one line, and no character that a database refuses."""
    return " ".join(message.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8").split())


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
