"""A worker process of the engine ``local``: ``python -m vndocparse.archive.worker``, jobs on its input, outcomes on its output.

It is a process of its own and not a fork or a spawn of multiprocessing: it holds nothing of its parent, a program that calls
``parse_many`` needs no guard around its main part, and it works alike on every system.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
from typing import IO

from .pipes import packed, receive
from .work import Settings, work

READY = "ready"
_GRACE = 30.0
"""Seconds after the time limit in which the run should have ended this process; then it ends itself: the run is gone."""


def main() -> int:
    """Serves until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run hears the same key, and ends its workers when it has kept their work
    jobs, outcomes, nowhere = _channels()
    try:
        settings: Settings = receive(jobs)
        from ..parser import Parser  # noqa: F401  loaded before the clock of the first file runs

        gc.freeze()
        outcomes.write(packed(READY))
        outcomes.flush()
        while True:
            job = receive(jobs)
            # A thread in C that needs no lock of the interpreter: it ends even what hangs within a library.
            faulthandler.dump_traceback_later(settings.timeout + _GRACE, exit=True, file=nowhere)
            outcome = work(job, settings)
            faulthandler.cancel_dump_traceback_later()
            outcomes.write(packed(outcome))
            outcomes.flush()
    except (EOFError, OSError):
        return 0  # the run has no more work, or has gone


def _channels() -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    """Private streams for jobs and outcomes; whatever a library prints or reads goes nowhere."""
    if sys.platform == "win32":
        import msvcrt

        for number in (0, 1):
            msvcrt.setmode(number, os.O_BINARY)
    jobs, outcomes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = open(os.devnull, "r+b")  # noqa: PTH123, SIM115  open as long as the process lives
    for number in (0, 1):
        os.dup2(nowhere.fileno(), number)
    return jobs, outcomes, nowhere


if __name__ == "__main__":
    # At once: nothing is left to tidy up, and a library's threads might not want to end.
    os._exit(main())
