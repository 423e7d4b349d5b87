"""Kills a run over an archive and its workers at random moments, again and again, and compares what comes of it with a run
that nobody disturbed: ``python benchmarks/kill_runs.py FOLDER [--kills 20] [--engine local]``. Nothing may be lost or doubled.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil


def command(folder: Path, store: Path, *words: str) -> list[str]:
    """The words of a run."""
    return [sys.executable, "-m", "vndocparse", "archive", str(folder), "--store", str(store), *words]


def kill_runs(folder: Path, store: Path, kills: int, chance: random.Random, engine: str = "local", longest: float = 2.0) -> int:
    """Kills ``kills`` runs, each after one of its workers, then lets one come to its end; how many workers were killed."""
    workers = 0
    for _ in range(kills):
        run = subprocess.Popen(
            command(folder, store, "--workers", "2", "--engine", engine), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        workers += _kill_a_worker(run, chance, longest)
        time.sleep(chance.uniform(0, longest))
        run.kill()
        run.wait()
    left = subprocess.run(command(folder, store, "--workers", "2", "--engine", engine), capture_output=True, check=False)
    if left.returncode not in (0, 1):
        raise SystemExit(left.stderr.decode())
    return workers


def _kill_a_worker(run: subprocess.Popen[bytes], chance: random.Random, longest: float) -> int:
    """Waits for workers, then kills one of them after a while; 0 if the run ended before."""
    with contextlib.suppress(psutil.Error):
        until = time.monotonic() + 30
        while run.poll() is None and time.monotonic() < until:
            found = [one for one in psutil.Process(run.pid).children(recursive=True) if "vndocparse.archive.worker" in one.cmdline()]
            if found:
                time.sleep(chance.uniform(0.3, longest))
                chance.choice(found).kill()
                return 1
            time.sleep(0.02)
    return 0


def main() -> int:
    form = argparse.ArgumentParser(description="Kills runs and compares what comes of them with one that nobody disturbed.")
    form.add_argument("folder", type=Path)
    form.add_argument("--kills", type=int, default=20)
    form.add_argument("--seed", type=int, default=1)
    form.add_argument("--engine", default="local")
    form.add_argument("--longest", type=float, default=2.0, help="seconds between two kills at most")
    arguments = form.parse_args()
    with tempfile.TemporaryDirectory() as place:
        killed, whole = Path(place, "killed.db"), Path(place, "whole.db")
        chance = random.Random(arguments.seed)
        workers = kill_runs(arguments.folder, killed, arguments.kills, chance, arguments.engine, arguments.longest)
        print(f"{arguments.kills} runs and {workers} workers killed")
        subprocess.run(command(arguments.folder, whole), stdout=subprocess.DEVNULL, check=False)
        return subprocess.run([sys.executable, "-m", "vndocparse", "archive", "--compare", str(killed), str(whole)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
