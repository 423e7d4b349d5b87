"""``vndocparse search STORE WORDS``: full text, with and without diacritics, the best papers first."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from .words import add_filter_arguments, add_page_arguments, filter_of

if TYPE_CHECKING:
    from ..search import Hit

DESCRIPTION = """\
Find papers in a store by their words. Words typed with diacritics are found as written (dân vận); words typed without any
are found whatever their diacritics (dan van). All words must occur; "in quotes" they must stand side by side."""

EPILOG = """\
examples:
  vndocparse search vb.db công tác dân vận
  vndocparse search vb.db '"phòng cháy, chữa cháy" rừng' --issuer 'tỉnh ủy' --from 2019
  vndocparse search vb.db 121-CV/ĐU --json

exit status: 0 something was found, 1 nothing, 2 the command line is wrong"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the verb."""
    parser.add_argument("store", metavar="STORE", help="a path, or postgresql://user@host/name")
    parser.add_argument("words", nargs="+", metavar="WORDS", help="what to look for")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    add_filter_arguments(parser)
    add_page_arguments(parser, 10)


def run(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:  # noqa: ARG001  as every verb
    """Runs the verb."""
    from ..store import open_store

    store = open_store(arguments.store)
    try:
        from ..fulltext import query_of
        from ..search import search

        query = query_of(" ".join(arguments.words))
        shown = _as_json if arguments.json else _for_a_person
        found = 0
        with store.reading() as connection:
            for found, hit in enumerate(search(connection, query, filter_of(arguments), arguments.limit, arguments.offset), 1):
                sys.stdout.buffer.write((shown(arguments.offset + found, hit) + "\n").encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    finally:
        store.close()
    return 0 if found else 1


def _as_json(rank: int, hit: Hit) -> str:
    document = hit.document
    names = ("path", "number", "date", "date_known", "type_name", "issuer", "subject", "needs_review", "sha256")
    return json.dumps(
        {"rank": rank, **{name: document[name] for name in names}, "snippet": hit.snippet, "marks": hit.marks}, ensure_ascii=False
    )


def _for_a_person(rank: int, hit: Hit) -> str:
    document = hit.document
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.name != "nt" else ("«", "»")
    snippet, marks = hit.snippet, sorted(hit.marks, reverse=True)
    for start, end in marks:
        snippet = snippet[:start] + bold + snippet[start:end] + plain + snippet[end:]
    heading = (document["type_name"], document["number"], document["date"] or document["date_known"], document["issuer"])
    lines = [f"{rank}. " + "  ".join(filter(None, heading)), document["subject"] or "", "… " + snippet + " …", document["path"]]
    return "\n   ".join(filter(None, lines))
