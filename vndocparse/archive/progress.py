"""How far a run is: a live line on a terminal, JSON lines for programs, a plain line now and then elsewhere."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Literal

from .run import Counts
from .work import Failed

Manner = Literal["bar", "json", "plain"]

_PERIODS: dict[Manner, float] = {"bar": 0.2, "json": 5.0, "plain": 30.0}
_RATE_OVER = 60.0
"""Seconds over which the rate is taken: files differ, and a run of hours must show what is now."""


class Progress:
    """Watches a run. ``count`` yields the number of all files, as the last of its numbers."""

    def __init__(self, manner: Manner, say: Callable[[str], None], count: Iterator[int]) -> None:
        self.manner, self._say = manner, say
        self.total: int | None = None
        self.started = self._shown = time.monotonic()
        self._passed: deque[tuple[float, int]] = deque([(self.started, 0)])
        self._width = 0
        threading.Thread(target=self._count, args=(count,), daemon=True).start()

    def _count(self, count: Iterator[int]) -> None:
        try:
            self.total = deque(count, maxlen=1).pop()
        except Exception:  # what is wrong with a source the run says itself
            self.total = None

    def watch(self, counts: Counts, failure: Failed | None) -> None:
        """Called after each file."""
        if failure is not None and self.manner == "json":
            self._event("failure", path=failure.job.path, code=failure.code, message=failure.message)
        now = time.monotonic()
        if now - self._shown >= _PERIODS[self.manner]:
            self._shown = now
            self.show(counts, now)

    def show(self, counts: Counts, now: float) -> None:
        """Tells how far the run is."""
        rate, left = self._rate(counts.done, now)
        if self.manner == "json":
            self._event("progress", done=counts.done, total=self.total, rate=round(rate, 2), seconds_left=left, **counts.numbers())
            return
        of = f"/{self.total} {100 * counts.done // max(self.total, 1)} %" if self.total else ""
        parts = [f"{counts.done}{of}", f"{rate:.1f}/s", f"{_duration(left)} left" if left is not None else ""]
        parts += [f"{counts.failed + counts.failed_before} failed", f"{counts.needs_review} to review"]
        line = "  ".join(filter(None, parts))
        if self.manner == "plain":
            self._say(f"vndocparse: {line}")
            return
        self._write("\r" + line.ljust(self._width))
        self._width = len(line)

    def clear(self) -> None:
        """Wipes the live line away."""
        if self.manner == "bar" and self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def finish(self, state: str, counts: Counts) -> None:
        """The last word of a run for programs."""
        self.clear()
        if self.manner == "json":
            self._event("summary", state=state, seconds=round(time.monotonic() - self.started, 1), **counts.numbers(), codes=counts.codes)

    def _rate(self, done: int, now: float) -> tuple[float, int | None]:
        """Files a second lately, and the seconds that the rest will take."""
        while len(self._passed) > 1 and now - self._passed[0][0] > _RATE_OVER:
            self._passed.popleft()
        since, before = self._passed[0]
        self._passed.append((now, done))
        rate = (done - before) / max(now - since, 0.001)
        left = round((self.total - done) / rate) if self.total is not None and rate > 0 else None
        return rate, left if left is None else max(left, 0)

    def _event(self, event: str, **facts: object) -> None:
        self._say(json.dumps({"event": event, "time": round(time.time(), 3), **facts}, ensure_ascii=True))

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _duration(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    minutes = seconds // 60
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
