#!/usr/bin/env python3
"""Reads composed scans and scores number, date, type and issuer: scans.py [--papers N] [--only DAMAGE] [--dpi 200 300] [--min ...]

Each damage of composed_scans.py is done to the same papers (N made-up letterheads in turn in all faces, and the samples of the
project), at each resolution. Prints the share of fields read right, of values that are wrong though nothing asks for review,
and the time as a multiple of bare Tesseract on the same picture, apart for papers whose first reading satisfied and for those
that were read again. --bare scores Tesseract's own text in the same way.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import composed_scans as scans
from PIL import Image

from vndocparse import Parser, parse_text
from vndocparse.models import Directive
from vndocparse.readers import scan, tesseract
from vndocparse.text import key

FIELDS = ("number", "date", "type", "issuer")
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LEAST_CLEAN, LEAST_DAMAGED = 0.95, 0.88


def values(directive: Directive) -> dict[str, str | None]:
    number, kind = directive.number, directive.header.type
    return {
        "number": number.canonical if number and number.serial else None,
        "date": directive.date.isoformat() if directive.date else None,
        "type": kind.name if kind else None,
        "issuer": directive.header.issuer,
    }


class Tally:
    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.review = self.silent = 0
        self.times: dict[bool, list[float]] = {False: [], True: []}

    def add(self, truth: dict[str, str | None], directive: Directive, told: bool) -> list[str]:
        found, wrong = values(directive), []
        for field in FIELDS:
            if truth[field] is None:
                continue
            self.all[field] += 1
            if key(found[field] or "") == key(truth[field] or ""):
                self.right[field] += 1
            else:
                wrong.append(f"{field}: {found[field]} for {truth[field]}")
                self.silent += found[field] is not None and not directive.needs_review
        self.review += directive.needs_review
        if told and wrong:
            print("    ", "; ".join(wrong), "(review)" if directive.needs_review else "(SILENT)")
        return wrong

    def share(self, field: str) -> float:
        return self.right[field] / max(self.all[field], 1)

    def line(self, name: str) -> str:
        shares = "  ".join(f"{field} {self.share(field):.3f}" for field in FIELDS)
        once, again = (f"{statistics.median(times):.2f} ({len(times)})" if times else "-" for times in self.times.values())
        return f"{name:28} {shares}  silent {self.silent}  review {self.review}  time once {once}, again {again}"


def papers(count: int) -> list[tuple[scans.Paper, str]]:
    faces = scans.faces()
    made = [scans.made_up(number) for number in range(count)]
    known = [scans.paper_of(path) for path in sorted(SAMPLES.glob("*.docx"))]
    return [(paper, faces[at % len(faces)]) for at, paper in enumerate([*made, *known])]


def bare(engine: tesseract.Engine, picture: Image.Image, dpi: int) -> str:
    """What the engine alone makes of a picture: its words, line by line."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in engine.words(picture, dpi):
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=12, help="made-up letterheads (the samples come on top)")
    parser.add_argument("--only", action="append", help="a damage; may be repeated")
    parser.add_argument("--dpi", type=int, nargs="+", default=[200, 300])
    parser.add_argument("--bare", action="store_true", help="score bare Tesseract")
    parser.add_argument("--faults", action="store_true", help="print what was read wrong")
    parser.add_argument("--strict", action="store_true", help=f"fail under {LEAST_CLEAN} (clean) and {LEAST_DAMAGED} (damaged)")
    arguments = parser.parse_args()
    engine, reader = tesseract.engine(), Parser()
    again = Counter[str]()
    judged = scan.read_lines_again
    scan.read_lines_again = lambda *words: (again.update(["again"]), judged(*words))[1]  # type: ignore[assignment]
    whole: dict[str, Tally] = defaultdict(Tally)
    for damage in arguments.only or scans.DAMAGES:
        for dpi in arguments.dpi:
            tally = Tally()
            for paper, face in papers(arguments.papers):
                pages = scans.scan(paper, damage, dpi, face)
                data = scans.saved(pages, dpi, "TIFF")
                began = time.perf_counter()
                words = "\n".join(bare(engine, page.convert("L"), dpi) for page in pages)
                alone = time.perf_counter() - began
                again.clear()
                began = time.perf_counter()
                directive = parse_text(words) if arguments.bare else reader.parse(io.BytesIO(data))
                tally.times[bool(again)].append((time.perf_counter() - began) / alone)
                for one in (tally, whole["clean" if damage == "clean" else "damaged"]):
                    one.add(paper.truth, directive, arguments.faults and one is tally)
            print(tally.line(f"{damage} {dpi} dpi"), flush=True)
    failed = False
    for name, tally in whole.items():
        print(tally.line(f"all {name}"))
        least = LEAST_CLEAN if name == "clean" else LEAST_DAMAGED
        failed |= any(tally.share(field) < least for field in FIELDS)
    return int(failed and arguments.strict)


if __name__ == "__main__":
    sys.exit(main())
