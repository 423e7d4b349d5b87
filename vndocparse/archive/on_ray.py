"""The engine ``ray``: the same work on a cluster that runs (``--address``), or on one that is started here for the run.

Each actor keeps one worker process as the engine ``local`` has them, so limits and crashes are dealt with beside the file; what
is left for the driver is an actor or a machine that goes away. Files are read where they are parsed: the same paths must be
seen from every machine, or be addresses that fsspec reaches. vndocparse must be installed on every machine, in one version.
"""

from __future__ import annotations

import itertools
import logging
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import MissingExtraError, VndocparseError
from .local import Pool
from .work import CRASHED, Failed, Job, Outcome, Settings

try:
    import ray
    from ray.exceptions import RayError
except ImportError:
    raise MissingExtraError("the engine ray", "Ray", "ray") from None

_BATCH = 8
"""Files a call: a call costs about a millisecond, a small file five."""
_CALLS = 2
"""Calls an actor is given at a time, so that it need not wait; in flight are no more files than this makes."""
_TRIES = 4
_OBJECT_STORE = 256 * 1024**2  # bytes; the outcomes that wait to be taken are a few MB


class _Worker:
    """What runs in an actor: one worker process, kept from call to call."""

    def __init__(self, settings: Settings) -> None:
        self.pool = Pool(settings._replace(workers=1))

    def work(self, jobs: list[Job]) -> list[Outcome]:
        return list(self.pool.outcomes(iter(jobs)))


def on_ray(jobs: Iterable[Job], settings: Settings) -> Iterator[Outcome]:
    """Works on ``jobs`` in ``settings.workers`` actors (0: as many as the cluster has processors)."""
    ours = _connect(settings)
    try:
        yield from _Actors(settings).outcomes(iter(jobs))
    finally:
        if ours:
            ray.shutdown()


def _connect(settings: Settings) -> bool:
    """Joins the cluster; True if the connection is ours to end."""
    if ray.is_initialized():
        return False
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR, "configure_logging": False}
    try:
        if settings.address:
            ray.init(address=settings.address, **quiet)
        else:
            ray.init(
                num_cpus=settings.workers or None, include_dashboard=False, object_store_memory=_OBJECT_STORE, address="local", **quiet
            )
    except (ConnectionError, OSError, RuntimeError, ValueError, RayError) as error:
        said = " ".join(str(error).split())[:200]
        raise VndocparseError(f"Ray cannot be reached or started ({said}); see that the cluster runs, or leave --address out") from None
    return True


class _Actors:
    """The actors of a run, and what each is doing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.wanted = settings.workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        self.kind = ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Worker)
        self.actors: list[Any] = []
        self.flying: dict[Any, tuple[Any, list[Job]]] = {}
        self.again: deque[Job] = deque()
        self.tries: Counter[Job] = Counter()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        while self._hand_out(jobs):
            done, _ = ray.wait(list(self.flying), num_returns=1, timeout=5.0)
            for call in done:
                actor, batch = self.flying.pop(call)
                try:
                    found: list[Outcome] = ray.get(call)
                except RayError:
                    yield from self._lost(actor, batch)
                else:
                    for job in batch:
                        self.tries.pop(job, None)
                    yield from found

    def _hand_out(self, jobs: Iterator[Job]) -> bool:
        while len(self.flying) < self.wanted * _CALLS:
            batch = [self.again.popleft()] if self.again else list(itertools.islice(jobs, _BATCH))
            if not batch:
                break
            actor = self._idlest()
            self.flying[actor.work.remote(batch)] = (actor, batch)
        return bool(self.flying)

    def _idlest(self) -> Any:
        load = Counter(id(actor) for actor, _ in self.flying.values())
        least = min(self.actors, key=lambda actor: load[id(actor)], default=None)
        if least is None or (load[id(least)] and len(self.actors) < self.wanted):
            least = self.kind.remote(self.settings)
            self.actors.append(least)
        return least

    def _lost(self, actor: Any, batch: list[Job]) -> Iterator[Failed]:
        """An actor has gone with its machine, or was killed; its files are tried again one by one, to tell them apart."""
        self.actors = [one for one in self.actors if one is not actor]
        for job in batch:
            self.tries[job] += 1
            if self.tries[job] < _TRIES:
                self.again.append(job)
            else:
                words = f"{_TRIES} machines or processes were lost with it; look whether the file is damaged, or whether the cluster is"
                yield Failed(job, CRASHED, words)
