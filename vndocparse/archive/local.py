"""The engine ``local``: worker processes on this machine, each ended when its file takes too much time or memory.

A thread for each worker takes its outcomes, one more watches clocks and memory; what they find goes through one queue, so
that limits hold even while the caller is busy with what it got. A worker that dies costs nothing but a second try of its
file; a file whose worker dies three times is given up.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

from ..errors import MissingExtraError, VndocparseError
from .pipes import packed, receive
from .work import CRASHED, MEMORY, TIMEOUT, Failed, Job, Outcome, Settings
from .worker import READY

try:
    import psutil
except ImportError:
    raise MissingExtraError("the engine local", "psutil", "archive") from None

TRIES = 3
"""A file is given up after so many workers died with it: something outside may have killed the first ones."""
_AHEAD = 4
"""Files a worker is given ahead, so that it need not wait while the store is written."""
_AHEAD_BYTES = 2048
"""But no more than any system's pipe holds: writing to a worker that hangs must not block."""
_WATCH = 0.05
"""Seconds between two looks at clocks and memory. A process fills at most some 100 MB in that time."""
_START = 120.0
"""Seconds more that a process may take to load the program."""
_FAILED_STARTS = 3
_ENDINGS = {
    TIMEOUT: "it took more than {timeout:g} s; raise --timeout, or look whether the file is damaged",
    MEMORY: "it took more than {memory} MB of memory; raise --memory, or split the file",
    CRASHED: "the process that read it died {tries} times; look whether the file is damaged, and report it if not",
}


def local(jobs: Iterable[Job], settings: Settings) -> Iterator[Outcome]:
    """Works on ``jobs`` in ``settings.workers`` processes; the outcomes come as they are ready."""
    pool = Pool(settings)
    try:
        yield from pool.outcomes(iter(jobs))
    finally:
        pool.end()


class _Worker:
    """A process with the jobs it was given. ``assigned`` is shared by the threads, under ``lock``."""

    def __init__(self, settings: Settings, events: queue.SimpleQueue[tuple[_Worker, Outcome | None]]) -> None:
        self.lock = threading.Lock()
        self.assigned: deque[tuple[Job, int]] = deque()
        self.since = time.monotonic()
        self.blamed: tuple[Job, str] | None = None
        self.ready = self.retired = False
        self.given = 0
        self.process = _start()
        self.memory = 0
        self._tell(packed(settings))
        threading.Thread(target=self._listen, args=(events,), daemon=True).start()

    def _listen(self, events: queue.SimpleQueue[tuple[_Worker, Outcome | None]]) -> None:
        stream = self.process.stdout
        assert stream is not None
        with contextlib.suppress(EOFError, OSError), stream:
            while True:
                message = receive(stream)
                with self.lock:
                    self.since = time.monotonic()
                    if message == READY:
                        self.ready = True
                        continue
                    self.assigned.popleft()
                events.put((self, message))
        events.put((self, None))

    def takes(self) -> bool:
        with self.lock:
            waiting = sum(size for _, size in self.assigned)
            return not self.retired and len(self.assigned) < _AHEAD and waiting < _AHEAD_BYTES

    def give(self, job: Job, message: bytes) -> None:
        with self.lock:
            if not self.assigned:
                self.since = time.monotonic()
            self.assigned.append((job, len(message)))
        self.given += 1
        self._tell(message)

    def _tell(self, message: bytes) -> None:
        stream: IO[bytes] | None = self.process.stdin
        assert stream is not None
        with contextlib.suppress(OSError):  # it has died: its end is on the way through the queue
            stream.write(message)
            stream.flush()

    def retire(self) -> None:
        """No more jobs; the process ends when it has done those it has."""
        self.retired = True
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()

    def watch(self, settings: Settings) -> None:
        """Ends the process if the file it works on takes too much."""
        with contextlib.suppress(psutil.Error):
            self.memory = psutil.Process(self.process.pid).memory_info().rss
        with self.lock:
            if self.blamed is not None or not self.assigned:
                return
            late = time.monotonic() - self.since > settings.timeout + (0 if self.ready else _START)
            fat = self.memory > settings.memory * 1024**2
            if late or fat:
                self.blamed = (self.assigned[0][0], TIMEOUT if late else MEMORY)
                self.process.kill()


class Pool:
    """The workers of a run. :meth:`outcomes` may be called again with further jobs; :meth:`end` must be called at the end."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.events: queue.SimpleQueue[tuple[_Worker, Outcome | None]] = queue.SimpleQueue()
        self.workers: list[_Worker] = []
        self.again: deque[Job] = deque()
        self.tries: Counter[Job] = Counter()
        """How often a worker died with a job."""
        self.failed_starts = 0
        self.flying = 0
        """Jobs given out whose outcome has not come through the queue."""
        self.wanted = settings.workers or os.cpu_count() or 1
        self.over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        """The outcomes of ``jobs``, which are drawn as workers take them."""
        while self._hand_out(jobs):
            try:
                worker, outcome = self.events.get(timeout=1.0)  # without a limit Windows would not hear Ctrl-C
            except queue.Empty:
                continue
            if outcome is None:
                yield from self._buried(worker)
                continue
            self.flying -= 1
            self.tries.pop(outcome.job, None)
            # One that has grown fat would be ended with a file that is not to blame.
            if worker.given >= self.settings.files_a_worker or worker.memory > self.settings.memory * 1024**2 // 2:
                worker.retire()
            yield outcome

    def _hand_out(self, jobs: Iterator[Job]) -> bool:
        """Gives jobs to all workers that take some; False when nothing is left to wait for."""
        while (worker := self._free()) is not None:
            job = self.again.popleft() if self.again else next(jobs, None)
            if job is None:
                break
            self.flying += 1
            (worker or self._hire()).give(job, packed(job))
        return self.flying > 0

    def _free(self) -> _Worker | Literal[False] | None:
        """The worker with the least to do, False where one more should start, None if all have enough."""
        serving = [worker for worker in self.workers if not worker.retired]
        least = min(serving, key=lambda worker: len(worker.assigned), default=None)
        if len(serving) < self.wanted and (least is None or least.assigned):
            return False
        return least if least is not None and least.takes() else None

    def _hire(self) -> _Worker:
        try:
            worker = _Worker(self.settings, self.events)
        except OSError as error:
            raise VndocparseError(f"no worker process can be started ({error.strerror or error}); free memory or processes") from None
        self.workers = [*self.workers, worker]
        return worker

    def _buried(self, worker: _Worker) -> Iterator[Outcome]:
        """What becomes of the jobs of a worker that has ended."""
        worker.process.wait()
        self.workers = [one for one in self.workers if one is not worker]
        self._judge_start(worker)
        left = [job for job, _ in worker.assigned]
        self.flying -= len(left)
        if left and worker.blamed is not None:
            job, code = worker.blamed
            if left[0] == job:
                left.pop(0)
                yield self._given_up(job, code)
        elif left and worker.ready and not worker.retired:
            self.tries[left[0]] += 1
            if self.tries[left[0]] >= TRIES:
                yield self._given_up(left.pop(0), CRASHED)
        self.again.extendleft(reversed(left))

    def _judge_start(self, worker: _Worker) -> None:
        self.failed_starts = 0 if worker.ready else self.failed_starts + 1
        if self.failed_starts >= _FAILED_STARTS:
            raise VndocparseError(
                "worker processes die as soon as they start; see that this works: python -m vndocparse.archive.worker </dev/null"
            )

    def _given_up(self, job: Job, code: str) -> Failed:
        self.tries.pop(job, None)
        words = _ENDINGS[code].format(timeout=self.settings.timeout, memory=self.settings.memory, tries=TRIES)
        return Failed(job, code, words)

    def _watch(self) -> None:
        while not self.over.wait(_WATCH):
            for worker in self.workers:
                worker.watch(self.settings)

    def end(self) -> None:
        """Ends every worker at once; what they were doing is not done."""
        self.over.set()
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.wait()
            worker.retire()


def _start() -> subprocess.Popen[bytes]:
    home = str(Path(__file__).resolve().parent.parent.parent)
    paths = [home, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    # One processor a worker: libraries that start a thread for each of them would be in each other's way.
    quiet = {name: os.environ.get(name, "1") for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "vndocparse.archive.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("VNDOCPARSE_DEBUG") else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **quiet},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
