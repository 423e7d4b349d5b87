"""``parse_many``: many files parsed by an engine, without a store."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..models import Directive
from .engines import engine_named
from .reading import is_remote
from .work import Engine, Failed, Job, Settings


class Reading(NamedTuple):
    """What became of one of many files: its ``directive``, or the ``code`` and ``message`` of what is wrong with it."""

    path: str
    directive: Directive | None = None
    code: str | None = None
    message: str | None = None


def parse_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    engine: str | Engine = "local",
    workers: int = 0,
    timeout: float = 300.0,
    memory: int = 2048,
    grammars: Iterable[str | os.PathLike[str]] = (),
    address: str | None = None,
) -> Iterator[Reading]:
    """Parses files in worker processes and yields a :class:`Reading` for each, in the order in which they are done.

    >>> from vndocparse import parse_many
    >>> for reading in parse_many(["121-CV.docx", "122-CV.pdf"]):  # doctest: +SKIP
    ...     print(reading.path, reading.directive.number if reading.directive else reading.message)

    ``paths`` may be any iterator of paths or fsspec addresses; it is drawn from only as fast as files are parsed, and no more
    than a few results a worker wait to be taken, so memory stays bounded. ``engine`` is ``local``, ``ray``, ``MODULE:FUNCTION``
    or an engine itself; ``workers`` processes (0: one a processor) each may take ``timeout`` seconds for a file and
    ``memory`` MB: else they are ended, and the file is a failure. A file never raises.

    Raises MissingExtraError without the packages of the engine, GrammarError if ``grammars`` are wrong, at once.
    """
    worker = engine_named(engine) if isinstance(engine, str) else engine
    folders = tuple(os.fspath(folder) for folder in grammars)
    if folders:
        from ..parser import Parser

        Parser(folders)
    settings = Settings(folders, workers, timeout, memory, form="json", address=address)
    return _readings(worker, paths, settings)


def _readings(engine: Engine, paths: Iterable[str | os.PathLike[str]], settings: Settings) -> Iterator[Reading]:
    for outcome in engine(map(_job, paths), settings):
        if isinstance(outcome, Failed):
            yield Reading(outcome.job.path, None, outcome.code, outcome.message)
        else:
            assert isinstance(outcome.content, bytes)
            yield Reading(outcome.job.path, Directive.model_validate_json(zlib.decompress(outcome.content)))


def _job(path: str | os.PathLike[str]) -> Job:
    name = os.fspath(path)
    shown = os.fsencode(name).decode("utf-8", "backslashreplace")
    return Job(shown, name if is_remote(name) else os.path.abspath(name))  # noqa: PTH100  as text, links left alone
