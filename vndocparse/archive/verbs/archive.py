"""``vndocparse archive SOURCE… --store STORE``: parses whole archives into a store; ``--compare A B`` tells two stores apart."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import UsageError, VndocparseError
from .words import need_store

if TYPE_CHECKING:
    from ..progress import Manner
    from ..run import Choice, Counts
    from ..store import Store
    from ..work import Settings

DESCRIPTION = """\
Parse whole archives into a store. A run that was stopped goes on where it was when the same command is given again;
files that the store holds already are passed over, changed ones are parsed again, those that are gone are marked."""

EPILOG = """\
A SOURCE is a folder, a file, a zip file, a list of paths (@list.txt) or an address such as s3://bucket/folder.
A STORE is a path (SQLite) or postgresql://user@host/name.

examples:
  vndocparse archive van-ban/ --store vb.db
  vndocparse archive @danh-sach.txt nam-2017.zip --store postgresql://localhost/vanban
  vndocparse archive van-ban/ --store vb.db --retry-failed
  vndocparse archive --compare vb.db postgresql://localhost/vanban

exit status: 0 every file is in the store, 1 some failed (or the stores differ), 2 the command line is wrong"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the verb."""
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="folder, file, zip file, @list.txt or address")
    parser.add_argument("--store", metavar="STORE", help="where the catalogue is kept; it is made if it is missing")
    parser.add_argument("--engine", default="local", metavar="NAME", help="local (the default), ray, or MODULE:FUNCTION")
    parser.add_argument("--address", metavar="ADDRESS", help="with --engine ray: of a cluster that runs; else one is started here")
    parser.add_argument("--workers", type=_at_least(1), default=0, metavar="N", help="worker processes (default: one a processor)")
    parser.add_argument("--timeout", type=_seconds, default=300.0, metavar="S", help="seconds for one file (default 300)")
    parser.add_argument("--memory", type=_at_least(64), default=2048, metavar="MB", help="memory of a worker (default 2048 MB)")
    parser.add_argument("--since", type=_moment, metavar="DATE", help="pass over files changed before DATE (2024-05-31, or with T08:00)")
    parser.add_argument("--retry-failed", action="store_true", help="try files again that failed before")
    parser.add_argument("--reparse", action="store_true", help="parse everything again, as after installing an extra")
    parser.add_argument("--grammars", metavar="DIR", action="append", default=[], help="a folder of your own grammar files")
    parser.add_argument("--log-json", action="store_true", help="JSON lines on standard error instead of a progress line")
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"), help="tell what two stores hold differently, and do nothing else")


def run(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Runs the verb."""
    if arguments.compare:
        if arguments.sources or arguments.store:
            raise UsageError("--compare takes two stores and nothing else; see 'vndocparse archive --help'")
        return _compare(*arguments.compare)
    if not arguments.sources or not arguments.store:
        raise UsageError("name a source and a --store; see 'vndocparse archive --help'")
    need_store()
    from ..engines import engine_named
    from ..run import Choice
    from ..store import open_store
    from ..work import Settings

    settings = Settings(
        grammars=tuple(arguments.grammars),
        workers=arguments.workers,
        timeout=arguments.timeout,
        memory=arguments.memory,
        address=arguments.address,
    )
    if settings.grammars:
        from ...parser import Parser

        Parser(settings.grammars)  # says what is wrong with them before anything begins
    engine = engine_named(arguments.engine)
    _check_sources(arguments.sources)
    store = open_store(arguments.store, create=True)
    try:
        choice = Choice(arguments.retry_failed, arguments.reparse, arguments.since)
        return _run(arguments, store, settings, choice, engine, say)
    finally:
        store.close()


def _check_sources(sources: list[str]) -> None:
    """A store is not made for sources that do not exist."""
    from ..sources import Sources

    Sources(sources)


def _run(
    arguments: argparse.Namespace, store: Store, settings: Settings, choice: Choice, engine: object, say: Callable[[str], None]
) -> int:
    from ..progress import Progress
    from ..run import Run, count_files
    from ..sources import Sources

    manner: Manner = "json" if arguments.log_json else "bar" if sys.stderr.isatty() else "plain"
    progress = Progress(manner, say, count_files(arguments.sources, store.files))
    work = Run(store, settings, choice, progress.watch)
    state = "stopped"
    try:
        work.over(Sources(arguments.sources, store.files), engine, arguments.engine)  # type: ignore[arg-type]
        state = "finished"
    except VndocparseError as error:
        progress.clear()
        say(f"vndocparse: {error}")
    finally:
        progress.finish(state, work.counts)
        if not arguments.log_json:
            sys.stdout.buffer.write(_summary(state, work.counts, arguments.store).encode("utf-8"))
            sys.stdout.buffer.flush()
    return 0 if state == "finished" and not work.counts.failed and not work.counts.failed_before else 1


def _summary(state: str, counts: Counts, store: str) -> str:
    lines = [
        "all files are worked through" if state == "finished" else "the run was stopped; give the same command again to go on",
        f"{counts.met:>9} files met",
        f"{counts.parsed:>9} parsed, {counts.needs_review} of them to review",
        f"{counts.linked:>9} with the content of another file",
        f"{counts.unchanged:>9} in the store already",
    ]
    if counts.older:
        lines.append(f"{counts.older:>9} changed before --since")
    codes = ", ".join(f"{number} {code}" for code, number in sorted(counts.codes.items()))
    lines.append(f"{counts.failed:>9} failed" + (f": {codes}" if codes else ""))
    if counts.failed_before:
        lines.append(f"{counts.failed_before:>9} failed before (--retry-failed tries them again)")
    if counts.vanished:
        lines.append(f"{counts.vanished:>9} are no longer there and marked as vanished")
    if counts.failed or counts.failed_before:
        lines.append(f"the failures with reason and remedy: vndocparse export {store} --table failures --format csv")
    return "\n".join(lines) + "\n"


def _compare(first: str, second: str) -> int:
    need_store()
    from ..compare import compare
    from ..store import open_store

    found = 0
    for difference in compare(open_store(first), open_store(second)):
        found += 1
        sys.stdout.buffer.write((difference + "\n").encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.write((f"{found} differences\n" if found else "the stores hold the same\n").encode())
    sys.stdout.buffer.flush()
    return 1 if found else 0


def _at_least(least: int) -> Callable[[str], int]:
    def number(word: str) -> int:
        if not word.isdecimal() or int(word) < least:
            raise argparse.ArgumentTypeError(f"'{word}' is no whole number from {least} on")
        return int(word)

    return number


def _seconds(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"'{word}' is no number of seconds")
    return value


def _moment(word: str) -> int:
    """A day or moment of the local clock, in nanoseconds since 1970."""
    try:
        return int(datetime.datetime.fromisoformat(word).timestamp()) * 10**9
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(f"'{word}' is no date; write it as 2024-05-31 or 2024-05-31T08:00") from None
