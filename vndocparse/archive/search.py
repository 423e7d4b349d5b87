"""Full-text search in a store: ranked papers, each with a stretch of its text around what was found."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ..text import bare, fold
from .filters import Filter
from .fulltext import Query, matches
from .tables import contents, documents

_WIDTH = 200
"""Letters of a snippet."""
_MOST_LOOKED_AT = 2_000
"""Finds in one paper that are weighed for its snippet."""


class Hit(NamedTuple):
    """A paper that was found. ``marks`` are the stretches of ``snippet`` that match, in code points."""

    document: dict[str, Any]
    snippet: str
    marks: tuple[tuple[int, int], ...]


def search(connection: Connection, query: Query, wanted: Filter, limit: int, offset: int = 0) -> Iterator[Hit]:
    """The papers that hold all of ``query``, the best first."""
    narrow = wanted._replace(vanished=True).conditions()
    among = select(documents.c.id).where(*narrow) if narrow else None
    found = matches(connection, query, among).subquery()
    hits = select(documents, contents.c.directive).join(found, found.c.id == documents.c.id).join(contents)
    hits = hits.where(*wanted.conditions()[len(narrow) :]).order_by(found.c.rank, documents.c.id)
    for row in connection.execute(hits.limit(limit).offset(offset or None)).mappings():
        document = dict(row)
        text = json.loads(zlib.decompress(document.pop("directive")))["text"]
        yield Hit(document, *snippet(text, query))


def snippet(text: str, query: Query) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of ``text`` that holds most of the query, on one line, and where the finds are in it."""
    folded = fold(text)
    compared = bare(folded) if not query.marked else low if len(low := folded.lower()) == len(folded) else folded
    phrases = [r"[\W_]+".join(map(re.escape, phrase)) for phrase in query.phrases]
    finds = []
    for match in re.finditer(rf"(?<![^\W_])(?:{'|'.join(phrases)})(?![^\W_])", compared):
        finds.append((match.start(), match.end(), match[0]))
        if len(finds) == _MOST_LOOKED_AT:
            break
    start = _best_start(finds)
    start = 0 if start < _WIDTH // 4 else text.rfind(" ", 0, start - _WIDTH // 8) + 1
    piece = text[start : start + _WIDTH]
    # One letter for one: the marks stay where they are.
    line = re.sub(r"\s", " ", piece)
    marks: list[tuple[int, int]] = []
    for a, b in ((a - start, min(b - start, len(line))) for a, b, _ in finds if start <= a < start + len(line)):
        if marks and not line[marks[-1][1] : a].strip(" ,-/"):
            marks[-1] = (marks[-1][0], b)  # words side by side are one mark
        else:
            marks.append((a, b))
    return line, tuple(marks)


def _best_start(finds: list[tuple[int, int, str]]) -> int:
    """Where a window begins that holds most different finds, and of those most finds."""
    best, start, first = (0, 0), 0, 0
    inside: dict[str, int] = {}
    for at, _, words in finds:
        inside[words] = inside.get(words, 0) + 1
        while at - finds[first][0] > _WIDTH * 3 // 4:
            gone = finds[first][2]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        value = (len(inside), sum(inside.values()))
        if value > best:
            best, start = value, finds[first][0]
    return start
