"""A run over an archive: which files are to do, the engine that does them, the store that keeps what comes of it.

A file is done when the store holds its size, its time of change and this version of the parser; a changed or moved one when
it holds its content. Each batch of outcomes is one transaction, so a run may be killed at any moment: the next one goes on
with the files that are not done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice

from ..errors import VndocparseError
from .catalogue import Catalogue, Entry, KnownDocument, KnownFile, Link
from .reading import digest_of
from .sources import Item, Sources
from .store import Store
from .work import Engine, Failed, Job, Parsed, Settings, parser_version

_CHUNK = 200
"""Files that are looked up in the store at a time."""
_BATCH = 100
"""Outcomes a transaction: what a killed run has to do again, and small enough that workers need not wait for it."""
_BATCH_SECONDS = 2.0


@dataclass
class Counts:
    """What became of the files of a run so far."""

    met: int = 0
    parsed: int = 0
    linked: int = 0
    unchanged: int = 0
    older: int = 0
    failed: int = 0
    failed_before: int = 0
    needs_review: int = 0
    vanished: int = 0
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Files that need no more work in this run."""
        return self.parsed + self.linked + self.unchanged + self.older + self.failed + self.failed_before

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "codes"}


@dataclass(frozen=True)
class Choice:
    """Which files are read again or passed over."""

    retry_failed: bool = False
    reparse: bool = False
    since_ns: int | None = None
    """Files changed before are passed over (nanoseconds since 1970); those without a time never."""


Watcher = Callable[[Counts, Failed | None], None]


class Run:
    """One run. ``watcher`` is called after each file, with the failure if it is one."""

    def __init__(self, store: Store, settings: Settings, choice: Choice, watcher: Watcher) -> None:
        self.version = parser_version(settings.grammars)
        self.catalogue = Catalogue(store, self.version)
        self.settings, self.choice, self.watcher = settings, choice, watcher
        self.counts = Counts()
        self._flying: dict[str, Item] = {}
        self._entries: list[Entry] = []
        self._met: list[int] = []
        self._written = time.monotonic()

    def over(self, sources: Sources, engine: Engine, engine_name: str) -> Counts:
        """Works through ``sources``. What was done is kept whatever ends the run, an error of the store excepted."""
        self.catalogue.begin(sources.names, engine_name)
        state = "stopped"
        try:
            outcomes = engine(self._jobs(sources), self.settings)
            try:
                for outcome in outcomes:
                    self._take(outcome)
            finally:
                close = getattr(outcomes, "close", None)
                if close is not None:
                    close()
            self._write()
            self.counts.vanished = self.catalogue.mark_vanished(sources.prefixes, sources.gaps)
            self.catalogue.prune()
            self.catalogue.settle()
            state = "finished"
        except KeyboardInterrupt:
            self._write()
            raise
        finally:
            if state == "finished" or not self.catalogue.store.failed:
                self.catalogue.end(state, self.counts.numbers())
        return self.counts

    def _jobs(self, sources: Iterable[Item]) -> Iterator[Job]:
        items = iter(sources)
        while chunk := list(islice(items, _CHUNK)):
            yield from self._to_do({item.path: item for item in chunk})

    def _to_do(self, chunk: dict[str, Item]) -> Iterator[Job]:
        known = self.catalogue.files(chunk)
        alike = None
        for item in chunk.values():
            self.counts.met += 1
            file = known.get(item.path)
            if self._is_done(item, file) or item.path in self._flying:
                continue
            if item.problem is not None:
                self._keep(item, Failed(Job(item.path, item.location), item.problem.code, str(item.problem)))
                continue
            if alike is None and not self.choice.reparse:
                alike = self.catalogue.documents_of_size({one.size for one in chunk.values() if one.size is not None})
            same = _same_content(item, (alike or {}).get(item.size or -1))
            if same is not None and same.path <= item.path:
                self.counts.linked += 1
                self._add(Link(item, same), None)
                continue
            self._flying[item.path] = item
            yield Job(item.path, item.location, item.member)

    def _is_done(self, item: Item, file: KnownFile | None) -> bool:
        since = self.choice.since_ns
        if since is not None and item.modified_ns is not None and item.member is None and item.modified_ns < since:
            self.counts.older += 1
        elif file is None or self.choice.reparse or file.parser_version != self.version or item.modified_ns is None:
            return False
        elif (item.size, item.modified_ns) != (file.size, file.modified_ns):
            return False
        elif file.state == "failed":
            if self.choice.retry_failed:
                return False
            self.counts.failed_before += 1
        else:
            self.counts.unchanged += 1
        if file is not None:
            self._met.append(file.id)
        self._write_sometimes()
        self.watcher(self.counts, None)
        return True

    def _take(self, outcome: Parsed | Failed) -> None:
        item = self._flying.pop(outcome.job.path, None)
        if item is not None:  # an engine may give an outcome twice
            self._keep(item, outcome)

    def _keep(self, item: Item, outcome: Parsed | Failed) -> None:
        if isinstance(outcome, Failed):
            self.counts.failed += 1
            self.counts.codes[outcome.code] = self.counts.codes.get(outcome.code, 0) + 1
            self._add((item, outcome), outcome)
        else:
            self.counts.parsed += 1
            self.counts.needs_review += outcome.needs_review
            self._add((item, outcome), None)

    def _add(self, entry: Entry, failure: Failed | None) -> None:
        self._entries.append(entry)
        self._write_sometimes()
        self.watcher(self.counts, failure)

    def _write_sometimes(self) -> None:
        waiting = len(self._entries) + len(self._met) // 20
        if waiting >= _BATCH or (waiting and time.monotonic() - self._written > _BATCH_SECONDS):
            self._write()

    def _write(self) -> None:
        entries, met = self._entries, self._met
        self._entries, self._met = [], []
        if entries or met:
            self.catalogue.write(entries, met)
        self._written = time.monotonic()


def _same_content(item: Item, candidates: dict[str, KnownDocument] | None) -> KnownDocument | None:
    """The document that holds the very content of a file; it is only read if one of the same size is in the store."""
    if not candidates:
        return None
    try:
        return candidates.get(digest_of(item.location, item.member))
    except VndocparseError:
        return None  # the worker will say what is wrong


def count_files(sources: Sequence[str], passed_over: Iterable[str]) -> Iterator[int]:
    """Counts the files of ``sources``, yielding the number now and then and at the end."""
    number = 0
    for number, _ in enumerate(Sources(sources, passed_over), 1):
        if number % 1000 == 0:
            yield number
    yield number
