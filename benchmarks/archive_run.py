"""Runs a generated archive with one worker and with two, and tells what the issue of archives asks for:
``python benchmarks/archive_run.py [FILES] [--store URL] [--engine local]``. Speed against one worker, the time that the store
takes, and the memory of the workers over the run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil
from make_archive import write

from vndocparse.archive.catalogue import Catalogue
from vndocparse.archive.engines import engine_named
from vndocparse.archive.run import Choice, Run
from vndocparse.archive.sources import Sources
from vndocparse.archive.store import open_store
from vndocparse.archive.work import Settings

_TIMED = ("write", "files", "documents_of_size")


class _Clock:
    """Adds up the time within the calls that reach the store."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def around(self, function: Any) -> Any:
        def timed(*words: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*words, **named)
            finally:
                self.seconds += time.perf_counter() - started

        return timed


class _Watch:
    """Looks at the memory of all workers every half second."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self._over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            sizes = []
            for one in psutil.Process().children(recursive=True):
                try:
                    if "vndocparse.archive.worker" in one.cmdline():
                        sizes.append(one.memory_info().rss)
                except psutil.Error:
                    continue
            if sizes:
                self.seen.append(max(sizes))

    def end(self) -> list[int]:
        self._over.set()
        return self.seen


def run(folder: Path, store_name: str, workers: int, engine: str) -> float:
    """One run; the files a second, and the other figures printed."""
    store = open_store(store_name, create=True)
    clock, watch = _Clock(), _Watch()
    work = Run(store, Settings(workers=workers), Choice(), lambda *_: None)
    for name in _TIMED:
        setattr(work.catalogue, name, clock.around(getattr(Catalogue, name).__get__(work.catalogue)))
    started = time.perf_counter()
    counts = work.over(Sources([str(folder)]), engine_named(engine), engine)
    seconds = time.perf_counter() - started
    store.close()
    memory = [size // 1024**2 for size in watch.end()] or [0]
    quarter = max(memory[: max(1, len(memory) // 4)])
    print(
        f"{workers} workers: {counts.met} files in {seconds:.1f} s, {counts.met / seconds:.1f} a second; {counts.parsed} parsed, "
        f"{counts.linked} linked, {counts.failed} failed; store {100 * clock.seconds / seconds:.1f} % of the time; "
        f"largest worker {quarter} MB in the first quarter, {max(memory)} MB in all",
        flush=True,
    )
    return counts.met / seconds


def main() -> int:
    form = argparse.ArgumentParser(description="Runs a generated archive with one worker and with two.")
    form.add_argument("files", type=int, nargs="?", default=20_000)
    form.add_argument("--store", help="an empty database; else a file that is removed afterwards")
    form.add_argument("--engine", default="local")
    form.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments = form.parse_args()
    with tempfile.TemporaryDirectory() as place:
        write(Path(place, "archive"), arguments.files)
        rates = [run(Path(place, "archive"), arguments.store or f"{place}/{n}.db", n, arguments.engine) for n in arguments.workers]
    if len(rates) > 1:
        print(f"{rates[-1] / rates[0]:.2f} times the first")
    return 0


if __name__ == "__main__":
    sys.exit(main())
