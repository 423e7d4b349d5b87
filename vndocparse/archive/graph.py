"""Which paper of a store cites which: links by :mod:`vndocparse.resolution`, without reading the whole store for a few papers.

For each stretch of papers the store is asked for all papers that any of their citations may name, a few more rather than one
too few; resolution then decides among them as it would among all. Memory holds one stretch at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from ..parsers.identity import UNKNOWN
from ..resolution import Held, Sought, parts_of, resolve_held, sought_by
from ..text import collapse
from .filters import Filter
from .tables import citations, documents, names

_STRETCH = 200
_MOST_CANDIDATES = 5_000
"""Papers that are looked at for one citation; where more may be named, it stays open which."""

State = Literal["certain", "likely", "unclear", "missing"]


class Citing(NamedTuple):
    """One citation: of paper ``source``, of the paper ``target`` if it is in the store.

    ``certain``: identifiers leave nothing open; ``likely``: the only paper that fits; ``unclear``: one of several
    (``candidates`` of them); ``missing``: the store does not hold it. ``key`` is the same for citations of the same paper.
    """

    source: int
    target: int | None
    state: State
    key: str
    label: str
    relation: str | None
    raw: str
    candidates: int = 0


def papers(connection: Connection, wanted: Filter, limit: int | None, offset: int) -> Iterator[list[dict[str, Any]]]:
    """The papers of a graph in stretches, in the order of paths."""
    query = select(documents).where(*wanted.conditions()).order_by(documents.c.path, documents.c.id)
    stretch: list[dict[str, Any]] = []
    for row in connection.execution_options(yield_per=_STRETCH).execute(query.limit(limit).offset(offset or None)).mappings():
        stretch.append(dict(row))
        if len(stretch) == _STRETCH:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def citations_of(connection: Connection, stretch: list[dict[str, Any]]) -> Iterator[Citing]:
    """The citations of these papers, self references aside, each with what it names."""
    rows = _citation_rows(connection, [row["id"] for row in stretch])
    sought = {(row["document_id"], row["ordinal"]): sought_by(row["identity"], row["date"], row["title"]) for row in rows}
    found, too_many = _candidates(connection, {one for one in sought.values() if one})
    missing = [number for number in found if number not in {row["id"] for row in stretch}]
    others = [dict(row) for row in _in_pieces(connection, missing)]
    aliases = _aliases(connection, [row["id"] for row in (*stretch, *others)])
    asked: dict[int, list[tuple[int, Sought | None]]] = {}
    for (number, ordinal), one in sought.items():
        asked.setdefault(number, []).append((ordinal, one))
    held = [_held(row, aliases, asked.get(row["id"], ())) for row in (*stretch, *others)]
    resolution = resolve_held(held)
    linked = {(link.citing, link.citation): link for link in resolution.links}
    unclear = {(one.citing, one.citation): len(one.candidates) for one in resolution.ambiguous}
    for row in rows:
        at = (row["document_id"], row["ordinal"])
        link = None if sought[at] in too_many else linked.get(at)
        label = _label(row)
        key = row["identity"] or " ".join(row["raw"].casefold().split())
        facts = (key, label, row["relation"], row["raw"])
        if link is not None:
            yield Citing(at[0], link.paper, "certain" if link.certain else "likely", *facts)
        elif at in unclear or sought[at] in too_many:
            yield Citing(at[0], None, "unclear", *facts, candidates=unclear.get(at, 0))
        else:
            yield Citing(at[0], None, "missing", *facts)


def _label(row: dict[str, Any]) -> str:
    """``Quyết định 217-QĐ/TW``; without a number the words of the citation and its title."""
    if row["number"]:
        return " ".join(filter(None, (row["type_name"], row["number"])))
    title = row["title"] if row["title"] and row["title"] not in row["raw"] else ""
    return collapse(f"{row['raw']} {title}")


def papers_numbered(connection: Connection, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """The papers with these numbers."""
    return [dict(row) for row in _in_pieces(connection, list(numbers))]


def _citation_rows(connection: Connection, numbers: list[int]) -> list[dict[str, Any]]:
    query = select(citations).where(citations.c.document_id.in_(numbers), citations.c.self_reference.is_(False))
    return [dict(row) for row in connection.execute(query.order_by(citations.c.document_id, citations.c.ordinal)).mappings()]


def _candidates(connection: Connection, sought: set[Sought]) -> tuple[set[int], set[Sought]]:
    """The papers that any of these may name, and those that may name too many."""
    found: set[int] = set()
    too_many = set()
    for one in sought:
        query = _lookup(one)
        numbers = connection.execute(query.limit(_MOST_CANDIDATES + 1)).scalars().all() if query is not None else []
        if len(numbers) > _MOST_CANDIDATES:
            too_many.add(one)
        found.update(numbers)
    return found, too_many


def _lookup(sought: Sought) -> Any:
    """A query for the papers that may be named: none that resolution could take is left out. None where nothing can be."""
    name = parts_of(sought.id)
    if name.serial == UNKNOWN:
        if not sought.date or len(sought.date) != 10 or UNKNOWN in (name.code, name.place):
            return None
        return (
            select(names.c.document_id)
            .join(documents)
            .where(documents.c.date == sought.date, names.c.code == name.code, names.c.place == (name.place or UNKNOWN))
        )
    conditions: list[ColumnElement[bool]] = [names.c.series == f"{name.type}:{name.serial}"]
    if name.code != UNKNOWN:
        exactly = names.c.code == name.code
        if name.place not in ("", UNKNOWN):
            exactly = and_(exactly, names.c.place.in_((name.place, UNKNOWN)))
        conditions.append(or_(exactly, names.c.code == UNKNOWN))
    years = {int(year) for year in (name.when, (sought.date or "")[:4]) if year.isdigit()}
    if years:
        conditions.append(or_(names.c.year.in_(years), names.c.year.is_(None)))
    return select(names.c.document_id).where(*conditions)


def _aliases(connection: Connection, numbers: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for start in range(0, len(numbers), 500):
        query = select(names.c.document_id, names.c.identity).where(
            names.c.document_id.in_(numbers[start : start + 500]), names.c.ordinal > 0
        )
        for row in connection.execute(query.order_by(names.c.document_id, names.c.ordinal)):
            found.setdefault(row.document_id, []).append(row.identity)
    return found


def _in_pieces(connection: Connection, numbers: list[int]) -> Iterator[Any]:
    for start in range(0, len(numbers), 500):
        yield from connection.execute(select(documents).where(documents.c.id.in_(numbers[start : start + 500]))).mappings()


def _held(row: dict[str, Any], aliases: dict[int, list[str]], sought: Iterable[tuple[int, Sought | None]]) -> Held:
    order = (row["draft"], row["sha256"], row["path"])
    places = tuple(row["places"].split("|"))
    return Held(
        row["id"], row["identity"], tuple(aliases.get(row["id"], ())), row["date"], row["subject_slug"], places, order, tuple(sought)
    )
