"""What an engine does: the job of one file, what comes of it, and the function that does it in a worker.

An engine is a function ``(jobs, settings) -> outcomes``: it takes jobs from an iterator, as many at a time as it can work on
and not more, has :func:`work` done somewhere for each, and yields the outcomes in any order, one a job. docs/scale.md
writes one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..errors import VndocparseError
from ..version import __version__
from .reading import read_bytes

Form = Literal["rows", "json"]


class Job(NamedTuple):
    """A file to parse: ``path`` names it in the store, ``location`` and ``member`` (of a zip file) tell where its bytes are."""

    path: str
    location: str
    member: str | None = None


class Settings(NamedTuple):
    """How a run works; passed to the engine and on to every worker."""

    grammars: tuple[str, ...] = ()
    workers: int = 0
    """Worker processes; 0 for as many as there are processors."""
    timeout: float = 300.0
    """Seconds for one file; its worker is ended after them."""
    memory: int = 2048
    """MB a worker may hold; it is ended when it holds more."""
    files_a_worker: int = 1000
    """After so many files a worker is replaced."""
    form: Form = "rows"
    """What a parsed file comes back as: rows of the store, or the JSON of the Directive."""
    address: str | None = None
    """Of a cluster, for engines that have one."""


class Parsed(NamedTuple):
    """A file that was parsed. ``content`` are its rows by table, or its JSON compressed by zlib."""

    job: Job
    sha256: str
    content: dict[str, list[dict[str, Any]]] | bytes
    needs_review: bool


class Failed(NamedTuple):
    """A file that was not. ``message`` is ``reason; remedy``; ``sha256`` is None where its bytes were not read to the end."""

    job: Job
    code: str
    message: str
    sha256: str | None = None


Outcome = Parsed | Failed
Engine = Callable[[Iterable[Job], Settings], Iterator[Outcome]]

CRASHED = "crashed"
TIMEOUT = "timeout"
MEMORY = "memory"


def parser_version(grammars: tuple[str, ...] = ()) -> str:
    """The version that documents are kept under: of the program, and a mark of the user's own grammars."""
    if not grammars:
        return __version__
    mark = hashlib.sha256()
    for folder in grammars:
        for path in sorted(Path(folder).glob("*.toml")):
            mark.update(path.name.encode("utf-8", "surrogatepass") + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{mark.hexdigest()[:12]}"


@lru_cache(maxsize=2)
def _parser(grammars: tuple[str, ...]) -> Any:
    from ..parser import Parser

    return Parser(grammars)


def work(job: Job, settings: Settings) -> Outcome:
    """Parses one file, in whatever process it is called. Never raises: what goes wrong is in the outcome."""
    digest = None
    try:
        parser = _parser(settings.grammars)
        data = read_bytes(job.location, job.member, parser.limits.max_bytes)
        digest = hashlib.sha256(data).hexdigest()
        directive = parser.parse(data, name=job.path)
        if settings.form == "json":
            content: Any = zlib.compress(directive.model_dump_json().encode("utf-8"), 1)
        else:
            from .rows import document_rows

            content = document_rows(directive, parser_version(settings.grammars), len(data))
        return Parsed(job, digest, content, directive.needs_review)
    except VndocparseError as error:
        return Failed(job, error.code, str(error), digest)
    except MemoryError:
        return Failed(job, MEMORY, "not enough memory for this file; free some, or split the file", digest)
    except Exception as error:  # a defect of ours costs one file, never the run
        return Failed(
            job, "internal", f"internal error ({type(error).__name__}); set VNDOCPARSE_DEBUG=1, parse it alone, report the trace", digest
        )
