"""Makes a catalogue of many generated papers and times each kind of query for a page of results:
``python benchmarks/large_catalogue.py STORE [PAPERS]`` (1,000,000 unless told; a store that is there already is only asked).

The papers are rows of the samples with other numbers, days, bodies and a few words of their own, and they cite each other.
Each query is a command of its own, timed from start to end, the better of two runs; ``--most`` makes a slower one an error.
"""

from __future__ import annotations

import argparse
import copy
import datetime
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vndocparse import parse
from vndocparse.archive.catalogue import Catalogue
from vndocparse.archive.rows import document_rows
from vndocparse.archive.sources import Item
from vndocparse.archive.store import open_store
from vndocparse.archive.work import Job, Parsed, parser_version
from vndocparse.text import bare, key

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_SYLLABLES = (
    *("an", "bình", "cao", "dân", "đông", "giang", "hà", "hải", "hòa", "hưng", "lâm", "lộc", "long", "mỹ", "nam", "ninh", "phú"),
    *("phước", "quảng", "sơn", "tân", "tây", "thanh", "thịnh", "trung", "vĩnh", "xuân", "yên"),
)
_BODIES = (("TỈNH ỦY", "TU", "tu"), ("HUYỆN ỦY", "HU", "hu"), ("ĐẢNG ỦY XÃ", "ĐU", "du"))

QUERIES: tuple[tuple[str, ...], ...] = (
    ("export", "--format", "csv", "--limit", "50"),
    ("export", "--format", "jsonl", "--limit", "50", "--offset", "500000"),
    ("export", "--format", "csv", "--limit", "50", "--issuer", "huyện ủy phú lộc"),
    ("export", "--format", "csv", "--limit", "50", "--issuer", "không có"),
    ("export", "--format", "csv", "--limit", "50", "--type", "CT", "--from", "2015-03", "--to", "2015-03"),
    ("export", "--format", "csv", "--limit", "50", "--needs-review"),
    ("export", "--format", "csv", "--limit", "50", "--needs-review", "--type", "NQ", "--from", "2020"),
    ("export", "--format", "csv", "--limit", "50", "--table", "records", "--from", "2020-01-01", "--to", "2020-01-01"),
    ("export", "--format", "csv", "--limit", "50", "--table", "citations", "--issuer", "tỉnh ủy đông"),
    ("export", "--format", "csv", "--limit", "50", "--table", "tasks", "--from", "2016"),
    ("search", "đảng"),
    ("search", "cong tac dan van"),
    ("search", '"phòng cháy, chữa cháy" rừng', "--issuer", "tỉnh ủy", "--from", "2019"),
    ("search", "hải hòa xuân yên"),
    ("search", "xyzzy"),
    ("graph", "--format", "csv", "--limit", "50"),
    ("graph", "--format", "html", "--limit", "200", "--issuer", "huyện ủy", "--from", "2018"),
)


def papers(number: int, seed: int = 3) -> Iterator[tuple[Item, Parsed]]:
    """Items and outcomes as a run would have them."""
    chance = random.Random(seed)
    version = parser_version()
    made = [document_rows(parse(path), version, 1) for path in sorted(SAMPLES.iterdir()) if path.suffix in (".docx", ".txt")]
    for at in range(number):
        rows = copy.deepcopy(made[at % len(made)])
        path = f"/kho/{1998 + at % 28}/{at // 1000:05}/{at:08}.docx"
        _change(rows, at, path, chance)
        job = Job(path, path)
        yield Item(path, path, None, 1, at), Parsed(job, f"{at:064x}", rows, rows["documents"][0]["needs_review"])


def _change(rows: dict[str, list[dict[str, Any]]], at: int, path: str, chance: random.Random) -> None:
    document = rows["documents"][0]
    day = datetime.date(1998, 1, 1) + datetime.timedelta(chance.randrange(28 * 365))
    body, letters, code = chance.choice(_BODIES)
    place = f"{chance.choice(_SYLLABLES)} {chance.choice(_SYLLABLES)} {chance.choice(_SYLLABLES)}"
    serial, type_code = chance.randint(1, 600), document["type_code"] or "NQ"
    kind = bare(type_code)
    document.update(sha256=f"{at:064x}", path=path, date=day.isoformat(), number=f"{serial}-{type_code}/{letters}", serial=str(serial))
    document.update(issuer=f"{body} {place.upper()}", needs_review=chance.random() < 0.1, size=at)
    document.update(issuer_key=bare(key(document["issuer"])), subject=f"{document['subject']} {place}")
    slug = bare(place).replace(" ", "-")
    document["identity"] = f"vn:party:{code}.{slug}:{kind}:{serial:02}:{day.year}"
    rows["names"] = [
        {"ordinal": 0, "identity": document["identity"], "series": f"{kind}:{serial:02}", "code": code, "place": slug, "year": day.year}
    ]
    for cited in rows["citations"]:
        other = chance.randint(1, 600)
        cited.update(
            identity=f"vn:party:{code}.{slug}:{kind}:{other:02}:{chance.randint(1998, day.year)}",
            number=f"{other}-{type_code}/{letters}",
            date=None,
        )
    for search in rows["search"]:
        search["written"] += f" {place} {serial}"
        search["plain"] += f" {bare(place)} {serial}"


def make(store_name: str, number: int) -> None:
    """Writes the catalogue as a run would."""
    store = open_store(store_name, create=True)
    catalogue = Catalogue(store, parser_version())
    catalogue.begin(["/kho"], "generated")
    started, batch = time.monotonic(), []
    for entry in papers(number):
        batch.append(entry)
        if len(batch) == 2000:
            catalogue.write(batch, [])
            batch = []
    catalogue.write(batch, [])
    catalogue.settle()
    catalogue.end("finished", {})
    store.close()
    print(f"{number} papers in {time.monotonic() - started:.0f} s")


def ask(store: str) -> float:
    """Times every query; the slowest time in seconds."""
    slowest = 0.0
    for verb, *words in QUERIES:
        command = [sys.executable, "-m", "vndocparse", verb, store, *words]
        times = []
        for _ in range(2):
            started = time.monotonic()
            done = subprocess.run(command, capture_output=True, check=False)
            times.append(time.monotonic() - started)
            if done.stderr or done.returncode not in (0, 1):
                raise SystemExit(f"{command}: {done.stderr.decode()}")
        slowest = max(slowest, min(times))
        print(f"{min(times):6.2f} s  {done.stdout.count(chr(10).encode()):5} lines  {verb} {' '.join(words)}", flush=True)
    return slowest


def main() -> int:
    form = argparse.ArgumentParser(description="Times queries on a large catalogue.")
    form.add_argument("store")
    form.add_argument("papers", type=int, nargs="?", default=1_000_000)
    form.add_argument("--most", type=float, default=2.0, help="seconds a query may take")
    arguments = form.parse_args()
    if "://" in arguments.store or not Path(arguments.store).exists():
        make(arguments.store, arguments.papers)
    slowest = ask(arguments.store)
    print(f"slowest {slowest:.2f} s, allowed {arguments.most:g} s")
    return 0 if slowest <= arguments.most else 1


if __name__ == "__main__":
    sys.exit(main())
