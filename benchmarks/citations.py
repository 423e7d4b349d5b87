#!/usr/bin/env python3
r"""Time and accuracy of the citation parser, beside what one would otherwise do.

    python benchmarks/citations.py                      # time
    python benchmarks/citations.py --accuracy           # accuracy on the labelled strings at hand, as Markdown
    python benchmarks/citations.py --accuracy TABLE     # on a table of one's own

Time is CPU time, the median of several runs taken in turn: `parse_citations` beside a bare `re.finditer` of the shape of a
number on 1 MB of prose, on parts of it, and on 100 KB of hostile text beside as much prose. The prose is the text of the
samples (and of the labelled corpus beside the checkout, if there is one), repeated to length.

A table of labelled strings has a row for each cited document, tab-separated: id, category, raw (the string; `\u000a` is a
line break), type, number, date, issuer, issuer_from (`text` where the string itself names it), term, pointers (` ~ `
between equally right readings). Rows of the category `negative` hold strings that cite nothing. A row is found if a citation
of its string has its number, or, where the row has none, its type and overlapping words. Regular expressions find numbers
and nothing else, so they are compared by number only.
"""

from __future__ import annotations

import argparse
import csv
import gc
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if not (ROOT / "vndocparse").is_dir():
    raise SystemExit("run it from a checkout of vndocparse")
sys.path.insert(0, str(ROOT))

from vndocparse import VndocparseError, parse, parse_citations  # noqa: E402
from vndocparse.models import CitedDocument  # noqa: E402
from vndocparse.text import fold  # noqa: E402

SHARED = ROOT.parent / "shared"
TABLES = (ROOT / "tests" / "parsers" / "citations_fresh.tsv", SHARED / "reference" / "citations.tsv")
MB, KB = 1_000_000, 1000
CAPITALS = "A-ZĐƯ"
NUMBER_SHAPE = re.compile(rf"\d+[a-zđ]?(?:[./]\d+)*\s?[-/]\s?[{CAPITALS}][{CAPITALS}a-zđ]*(?:\s?[-/.]\s?[{CAPITALS}][{CAPITALS}a-zđ]*)*")
OTHERWISE = {
    "number and two codes": re.compile(r"\d+[-/][A-ZĐ]+[-/][A-ZĐ]+"),
    "form of legal papers": re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]+\d*(?:-[A-ZĐ]+)*"),
    "type word, số, number": re.compile(
        r"(?i:nghị quyết|chỉ thị|quyết định|quy định|kết luận|kế hoạch|thông báo|hướng dẫn|công văn|nghị định|thông tư|luật)"
        r"\s+(?i:số)\s+(\d+[^\s,;.()]*)"
    ),
}
HOSTILE = (
    "Chỉ thị số ", "05-", "1/2/", "số 5, ", "số 1-", "/TW ", "0", "ngày 1/2/2020 của Ban ", "Nghị quyết ", "Nghị quyết của Ban Chấp hành ",
    "Ban Chấp hành Đảng bộ xã ", "khoản 1 Điều 2 ", "C h ỉ t h ị ", "kế hoạch năm ", "Luật ", "của ", "về việc ", "khóa XII ", "lần thứ ",
    "căn cứ ", "thay thế ", "\n05\n-", "((", "“", "A", "\t", " ",
)  # fmt: skip
"""Repeated, these begin citations again and again and complete none."""
DENSE = (
    "05-CT/TW, ", "Quyết định 217, 218 và ", "Nghị quyết Đại hội XII, ", "Luật Đất đai năm 2013, ", "“Chỉ thị 05” ",
    "C h ỉ t h ị 0 5 - C T / T W ",
)  # fmt: skip
"""Repeated, these are nothing but citations: some twenty times as many as in prose, each of which is read in full."""


def prose(length: int) -> str:
    """``length`` characters of the papers at hand, in turn."""
    files = sorted(ROOT.glob("samples/*.docx")) + sorted(ROOT.glob("samples/*.txt"))
    files += sorted((SHARED / "corpus" / "raw").glob("*.docx")) + sorted((SHARED / "corpus" / "raw").glob("*.txt"))
    texts = []
    for file in files:
        try:
            texts.append(parse(file).text)
        except VndocparseError:
            continue
    whole = "\n".join(texts)
    return (whole * (length // len(whole) + 1))[:length]


def median_cpu(rounds: int, calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median CPU seconds of each call, all taken in turn after one round to warm up."""
    times: dict[str, list[float]] = defaultdict(list)
    for turn in range(rounds + 1):
        for name, call in calls.items():
            gc.collect()
            begin = time.process_time()
            call()
            if turn:
                times[name].append(time.process_time() - begin)
    return {name: statistics.median(values) for name, values in times.items()}


def print_times(rounds: int) -> None:
    text = prose(MB)
    parts = [text[: MB // 4], text[: MB // 2], text]
    found, shapes = len(parse_citations(text)), sum(1 for _ in NUMBER_SHAPE.finditer(text))
    print(f"1 MB of prose: {found} citations, {shapes} matches of the bare number shape")
    calls: dict[str, Callable[[], object]] = {"bare": lambda: sum(1 for _ in NUMBER_SHAPE.finditer(text))}
    for part in parts:
        calls[f"{len(part) / MB:g} MB"] = lambda part=part: parse_citations(part)  # type: ignore[misc]
    times = median_cpu(rounds, calls)
    whole = times["1 MB"]
    print(f"re.finditer       1 MB    {1000 * times['bare']:8.1f} ms")
    for part in parts:
        name = f"{len(part) / MB:g} MB"
        print(f"parse_citations   {name:8}{1000 * times[name]:8.1f} ms   {1000 * times[name] / (len(part) / MB):8.1f} ms/MB")
    print(f"parse_citations / re.finditer: {whole / times['bare']:.1f} (target: at most 20)")
    print(f"1 MB / 0.25 MB: {whole / times['0.25 MB']:.2f} (linear: 4)")
    print_hostile(text[: 100 * KB], min(rounds, 3))


def print_hostile(text: str, rounds: int) -> None:
    """Time for text made to be slow beside as much prose."""
    calls: dict[str, Callable[[], object]] = {"": lambda: parse_citations(text)}
    found = {"": len(parse_citations(text))}
    for pattern in (*HOSTILE, *DENSE):
        hostile = (pattern * (len(text) // len(pattern) + 1))[: len(text)]
        calls[pattern] = lambda hostile=hostile: parse_citations(hostile)  # type: ignore[misc]
        found[pattern] = len(parse_citations(hostile))
    times = median_cpu(rounds, calls)
    print(f"100 KB of prose   {1000 * times['']:.1f} ms, {found['']} citations")
    for kind, patterns, target in (("hostile", HOSTILE, " (target: at most 5)"), ("dense", DENSE, "")):
        worst = sorted(patterns, key=lambda name: -times[name])
        print(f"{kind} / prose: {times[worst[0]] / times['']:.1f}{target}; the slowest, repeated to 100 KB:")
        for pattern in worst[:3]:
            print(f"  {pattern!r:32}{1000 * times[pattern]:8.1f} ms, {found[pattern]} citations")


class Row(NamedTuple):
    """A labelled citation."""

    category: str
    raw: str
    number: str
    type: str
    told: dict[str, list[str]]
    """The other values that the label tells, each with its equally right readings."""


def plain(text: str | None) -> str:
    return " ".join(fold(text or "").casefold().replace(",", " ").split())


def number_key(text: str | None) -> str:
    """A number whatever its separators: serials without leading zero."""
    return re.sub(r"[\s/.-]+", "-", fold(text or "").casefold()).strip("-").lstrip("0")


def labelled(path: Path) -> dict[str, list[Row]]:
    """The rows of a table by string."""
    strings: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            row = {key: re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), value or "") for key, value in line.items()}
            issuer = row["issuer"] if row["issuer_from"] == "text" else ""
            told = {"date": row["date"], "issuer": issuer, "term": row["term"], "provisions": row["pointers"]}
            readings = {key: value.split(" ~ ") for key, value in told.items() if value}
            strings[row["raw"]].append(Row(row["category"], row["raw"], row["number"], row["type"], readings))
    return strings


def is_of(row: Row, cited: CitedDocument) -> bool:
    if row.number:
        if cited.number is None:
            return False
        forms = {number_key(cited.number.canonical), number_key(cited.number.raw)}
        completed = "number" in cited.inferred and number_key(cited.number.serial) == number_key(row.number)
        return number_key(row.number) in forms or completed
    word = plain(row.type).split()[:1]
    same_type = word == plain(cited.type.name if cited.type else None).split()[:1] or word == plain(cited.raw).split()[:1]
    return cited.number is None and same_type and plain(cited.raw) in plain(row.raw)


def agreement(row: Row, cited: CitedDocument) -> Iterator[tuple[str, bool]]:
    """Value by value, whether the citation says what the label says; a type may be named more or less fully."""
    if row.type:
        name = plain(cited.type.name if cited.type else None)
        yield "type", bool(name) and (plain(row.type).startswith(name) or name.startswith(plain(row.type)))
    values = {
        "date": cited.date or "",
        "issuer": cited.issuer,
        "term": cited.congress_term,
        "provisions": " ".join(cited.provisions),
    }
    for key, readings in row.told.items():
        value = plain(values[key])
        yield key, any(value.startswith(plain(one)) if key == "date" else value == plain(one) for one in readings)


class Tally(NamedTuple):
    """Right, expected and given."""

    right: int
    expected: int
    given: int

    def __str__(self) -> str:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.expected if self.expected else 0.0
        f1 = 2 * self.right / (self.expected + self.given) if self.expected + self.given else 0.0
        return f"{precision:.3f} | {recall:.3f} | {f1:.3f}"


class Scores:
    """What the rows and citations of a table came to."""

    def __init__(self, strings: dict[str, list[Row]]) -> None:
        self.values: dict[str, list[bool]] = defaultdict(list)
        self.categories: dict[str, list[bool]] = defaultdict(list)
        self.values_of: dict[str, list[bool]] = defaultdict(list)
        self.found_numbers: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
        self.by_number: dict[str, Tally] = defaultdict(lambda: Tally(0, 0, 0))
        self.faults: list[str] = []
        self.documents, self.negatives, self.invented = Tally(0, 0, 0), 0, 0
        for text, rows in strings.items():
            self._read(text, rows)

    def _read(self, text: str, rows: list[Row]) -> None:
        cited = [one for one in parse_citations(text) if not one.self_reference]
        wanted = [row for row in rows if row.category not in ("negative", "self")]
        if not wanted:
            self.negatives += 1
            self.invented += len(cited)
        left, right = list(cited), 0
        for row in wanted:
            hit = next((one for one in left if is_of(row, one)), None)
            self.categories[row.category].append(hit is not None)
            if hit is None:
                self.faults.append(f"missed ({row.category}): {row.number or row.type} in {text!r}")
                continue
            left.remove(hit)
            right += 1
            for key, agrees in agreement(row, hit):
                self.values[key].append(agrees)
                self.values_of[row.category].append(agrees)
                if not agrees:
                    self.faults.append(f"{key} ({row.category}): {getattr(hit, key, None)!r} in {text!r}")
        self.faults += [f"invented: {one.raw!r} in {text!r}" for one in left]
        self.documents = add(self.documents, Tally(right, len(wanted), len(cited)))
        own = [tuple(map(number_key, (one.number.canonical, one.number.raw, one.number.serial))) for one in cited if one.number]
        self._numbers("vndocparse", wanted, own)
        for name, pattern in OTHERWISE.items():
            shapes = [number_key(match[match.lastindex or 0]) for match in pattern.finditer(text)]
            self._numbers(name, wanted, [(shape,) for shape in shapes])

    def _numbers(self, name: str, wanted: list[Row], given: list[tuple[str, ...]]) -> None:
        """Numbers only; a serial that stands alone is right as such and in full."""
        rows, left, right = [row for row in wanted if row.number], list(given), 0
        for row in rows:
            hit = next((one for one in left if number_key(row.number) in one), None)
            self.found_numbers[row.category][name].append(hit is not None)
            if hit is not None:
                left.remove(hit)
                right += 1
        self.by_number[name] = add(self.by_number[name], Tally(right, len(rows), len(given)))


def add(first: Tally, second: Tally) -> Tally:
    return Tally(first.right + second.right, first.expected + second.expected, first.given + second.given)


def share(values: Iterable[bool]) -> str:
    listed = list(values)
    return f"{sum(listed) / len(listed):.3f}" if listed else "–"


def print_accuracy(path: Path, faults: bool) -> None:
    strings = labelled(path)
    scores = Scores(strings)
    name = path.resolve()
    print(f"### {name.relative_to(ROOT) if name.is_relative_to(ROOT) else path.name}: {len(strings)} strings\n")
    print("| | precision | recall | F1 |\n|---|---|---|---|")
    print(f"| documents ({scores.documents.expected}) | {scores.documents} |")
    print("\n| value | right | of |\n|---|---|---|")
    for key, values in sorted(scores.values.items()):
        print(f"| {key} | {share(values)} | {len(values)} |")
    print(f"\n{scores.negatives} strings cite nothing; {scores.invented} citations were seen in them.\n")
    print("By number only:\n\n| | precision | recall | F1 |\n|---|---|---|---|")
    for name_, tally in scores.by_number.items():
        print(f"| {name_} | {tally} |")
    print(f"\nBy category (found; values right; numbers found):\n\n| category | rows | found | values | {' | '.join(OTHERWISE)} |")
    print("|---|---|---|---|" + "---|" * len(OTHERWISE))
    for category, found in sorted(scores.categories.items()):
        others = [share(scores.found_numbers[category][other]) for other in OTHERWISE]
        print(f"| {category} | {len(found)} | {share(found)} | {share(scores.values_of[category])} | {' | '.join(others)} |")
    print()
    if faults:
        print("\n".join(scores.faults) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accuracy", nargs="?", const="", metavar="TABLE", help="score labelled strings instead of taking the time")
    parser.add_argument("--faults", action="store_true", help="with --accuracy: list what was missed, invented or misread")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="runs of which the median is taken (5)")
    arguments = parser.parse_args()
    if arguments.accuracy is None:
        print_times(max(arguments.rounds, 1))
        return 0
    tables = [Path(arguments.accuracy)] if arguments.accuracy else [path for path in TABLES if path.exists()]
    for table in tables:
        if not table.is_file():
            print(f"no such table: {table}", file=sys.stderr)
            return 2
        print_accuracy(table, arguments.faults)
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main())
