"""Resolution: which citation of a set of papers names which paper of the set.

>>> from vndocparse import parse, resolve_citations
>>> resolution = resolve_citations(map(parse, paths))  # doctest: +SKIP
>>> [(link.citing, link.paper) for link in resolution.links]  # doctest: +SKIP
[(0, 3), (0, 7)]

A paper is known by the identifier of its letterhead (:mod:`.parsers.identity`), a law also by its title, the resolution of a
plenum or congress also as such. A citation may name it if the two identifiers agree in type and serial and contradict each
other nowhere, and no date speaks against it. A link needs more:

- one paper only is left, after those that agree fully went before those that tell less, and title and place of the citing
  paper were asked;
- the issuing body is settled (a central one, the place is known on both sides, or the citing paper stands in the same
  place), or the full date or the title agrees. ``16-CT/TU`` without any of these stays ambiguous even if the set holds
  only one.

``Link.certain`` tells whether identifiers left nothing open; the others are the only paper of this set that fits. Copies of
one paper count as one. Papers are read one at a time and only their identifiers kept; the work is linear in the number of
citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from .grammar import builtin
from .models import Directive
from .parsers.citation_identity import own_identifier
from .parsers.citation_identity import places_of as places_of
from .parsers.citation_mention import toolkit_of
from .parsers.citations import parse_citations
from .parsers.identity import UNDATED, UNKNOWN, Paper, is_ambiguous, slug, terms_of_year

MOST_CANDIDATES = 100
"""So many papers are listed for an ambiguous citation; where more fit, nothing is tried to tell them apart."""

_ANY = "*"
_NOBODY = (UNKNOWN, "")
_LEVELS = ("tỉnh", "huyện", "xã")
_CONGRESS = re.compile(r"lần thứ\s+([ivxlc]+|\d+)", re.IGNORECASE)
_PLENARY = re.compile(r"dh|hn\d.*")
_SHORTEST_TITLE = 12
"""Titles and subjects are compared from so many letters on."""


class Link(NamedTuple):
    """Citation ``citation`` of paper ``citing`` names ``paper``; all three are indexes."""

    citing: int
    citation: int
    paper: int
    certain: bool


class Dangling(NamedTuple):
    """A citation of a paper that is not in the set."""

    citing: int
    citation: int


class Ambiguous(NamedTuple):
    """A citation that may name any of ``candidates`` (one, where nothing else shows that it is meant)."""

    citing: int
    citation: int
    candidates: tuple[int, ...]


class Resolution(NamedTuple):
    """Every citation but self references once: as link, dangling or ambiguous, in the order of papers and citations.

    ``copies`` lists the papers that are held several times, the one that links point to first.
    """

    links: tuple[Link, ...] = ()
    dangling: tuple[Dangling, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    copies: tuple[tuple[int, ...], ...] = ()


class Name(NamedTuple):
    """An identifier in its parts; ``place`` is empty for a body that has none."""

    family: str
    code: str
    place: str
    type: str
    serial: str
    when: str


class Sought(NamedTuple):
    """What a citation tells of the paper it names."""

    id: str
    date: str | None
    title: str


class Held(NamedTuple):
    """What is kept of a paper."""

    at: int
    id: str | None
    aliases: tuple[str, ...]
    date: str | None
    subject: str
    places: tuple[str, ...]
    order: tuple[bool, str, str]
    """Of several copies the final one goes first; the rest makes the choice independent of the order of the set."""
    sought: tuple[tuple[int, Sought | None], ...]


def resolve_citations(directives: Iterable[Directive]) -> Resolution:
    """Links each citation of ``directives`` to the paper among them that it names; see :mod:`vndocparse.resolution`."""
    return resolve_held(hold(directives))


def resolve_held(papers: Iterable[Held]) -> Resolution:
    """The same for papers of which only that is kept which links are made of; the indexes are those in ``Held.at``."""
    held = list(papers)
    copies = _copies(held)
    leaders = {index: group[0] for group in copies for index in group}
    catalogue = _Catalogue(held, leaders)
    links: list[Link] = []
    dangling: list[Dangling] = []
    ambiguous: list[Ambiguous] = []
    for paper in held:
        for at, sought in paper.sought:
            found, link = catalogue.find(sought, paper) if sought else ((), None)
            if link is not None:
                links.append(Link(paper.at, at, found[0], link))
            elif found:
                ambiguous.append(Ambiguous(paper.at, at, tuple(sorted(found))))
            else:
                dangling.append(Dangling(paper.at, at))
    return Resolution(tuple(links), tuple(dangling), tuple(ambiguous), tuple(group for group in copies if len(group) > 1))


def hold(directives: Iterable[Directive]) -> Iterator[Held]:
    """Reduces each paper to that of it which links are made of, numbered from 0."""
    kit = toolkit_of(builtin())
    shared: dict[Sought, Sought] = {}  # most papers cite the same few: one object for all
    for index, directive in enumerate(directives):
        header = directive.header
        paper = Paper(directive.number, directive.date, header.type, header.issuer, header.parent_issuer, header.place)
        places = places_of(kit, paper)
        own = own_identifier(kit, paper, places)
        sought = [
            (at, sought_by(cited.id, cited.date, cited.title))
            for at, cited in enumerate(directive.cited_documents)
            if not cited.self_reference
        ]
        yield Held(
            index,
            own,
            tuple(_aliases(directive, paper, own)),
            directive.date.isoformat() if directive.date else None,
            slug(header.subject or ""),
            tuple(slug(places.get(level, "")) for level in _LEVELS),
            (header.draft, directive.source.sha256, directive.source.path or ""),
            tuple((at, shared.setdefault(one, one) if one else None) for at, one in sought),
        )


def sought_by(identifier: str | None, date: str | None, title: str | None) -> Sought | None:
    """What a citation with these values looks for; None if it has no identifier."""
    return Sought(identifier, date, slug(title or "")) if identifier else None


def _aliases(directive: Directive, paper: Paper, own: str | None) -> Iterator[str]:
    """By what other names a paper is cited: a law by its title, a resolution by the plenum or congress that passed it."""
    if paper.type is None:
        return
    header = directive.header
    year = paper.number.year if paper.number and paper.number.year else paper.date.year if paper.date else None
    if own and own.startswith("vn:state:qh:") and header.subject and paper.type.code is None and year:
        yield f"vn:state:qh:{slug(paper.type.name)}:{slug(header.subject)}:{year}"
    if paper.type.code != "NQ":
        return
    named = f"{header.deciding_body or ''} {header.issuer or ''}".casefold()
    if "đại hội" in named and (term := _CONGRESS.search(named)):
        party = header.parent_issuer if "toàn quốc" not in named else "của Đảng"
        words = f"Đại hội {party} lần thứ {term[1].upper()}" if party else None
    else:
        words = header.deciding_body if "hội nghị" in named else None
    if words:
        yield from (cited.id for cited in parse_citations(f"{paper.type.name} {words}")[:1] if cited.id and not cited.id_ambiguous)


def _copies(held: list[Held]) -> list[tuple[int, ...]]:
    """Papers by identity, the first of each group standing for it: one identifier and date, one place up to the province.

    Where the identifier leaves something open, the subject or the bytes must agree too.
    """
    groups: dict[tuple[object, ...], list[Held]] = {}
    for paper in held:
        if paper.id:
            proof = None
            if is_ambiguous(paper.id):
                proof = paper.subject if len(paper.subject) >= _SHORTEST_TITLE else paper.order[1]
            groups.setdefault((paper.id, paper.date, paper.places, proof), []).append(paper)
    return [tuple(paper.at for paper in sorted(group, key=lambda one: (one.order, one.at))) for group in groups.values()]


class _Catalogue:
    """The papers of a set by all that a citation may tell; only what is sought is entered."""

    def __init__(self, held: list[Held], leaders: dict[int, int]) -> None:
        self.held, self.leaders = {paper.at: paper for paper in held}, leaders
        wanted = {one for paper in held for _, one in paper.sought if one}
        keys = {key for one in wanted for tier in _keys_of(one) for key in tier}
        self.entries: dict[str, list[int]] = {}
        # In an order of their own, so that a list that is cut short holds the same papers in any order of the set.
        for paper in sorted((one for one in held if one.id), key=lambda one: (one.id or "", one.date or "", one.order)):
            if leaders[paper.at] != paper.at:
                continue
            for key in dict.fromkeys(_entries_of(paper)):
                if key in keys:
                    self.entries.setdefault(key, []).append(paper.at)

    def find(self, sought: Sought, citing: Held) -> tuple[tuple[int, ...], bool | None]:
        """The papers that the citation may name, and, where it names the first, whether that is certain."""
        name = parts_of(sought.id)
        exact_keys, vague_keys = _keys_of(sought)
        exact = self._fitting(exact_keys, name, sought, citing)
        fits = exact or self._fitting(vague_keys, name, sought, citing)
        if not fits or len(fits) > MOST_CANDIDATES:
            return fits[:MOST_CANDIDATES], None
        for agrees in (_same_title, _same_region):
            if len(fits) > 1:
                fits = tuple(index for index in fits if agrees(sought, self.held[index], citing)) or fits
        paper = self.held[fits[0]]
        if len(fits) > 1 or not _grounded(name, sought, paper, citing):
            return fits, None
        return fits, bool(exact) and not is_ambiguous(sought.id) and not is_ambiguous(paper.id or sought.id)

    def _fitting(self, keys: Iterable[str], name: Name, sought: Sought, citing: Held) -> tuple[int, ...]:
        fits: dict[int, None] = {}
        for key in keys:
            entries = self.entries.get(key, ())
            fits.update(dict.fromkeys(entries[: MOST_CANDIDATES + 1]))
            if len(fits) > MOST_CANDIDATES:
                return tuple(fits)
        return tuple(index for index in fits if self._possible(name, sought, self.held[index], citing))

    def _possible(self, name: Name, sought: Sought, paper: Held, citing: Held) -> bool:
        """Nothing else speaks against it: not the paper itself, of no other family, not of another month, not of later date."""
        if self.leaders.get(citing.at) == paper.at:
            return False
        if UNKNOWN not in (name.family, family := parts_of(paper.id or "").family) and name.family != family:
            return False
        if paper.date is None or paper.date == sought.date:
            return True
        return paper.date.startswith(sought.date or "") and (citing.date is None or paper.date <= citing.date)


def parts_of(identifier: str) -> Name:
    """The parts of an identifier (:mod:`.parsers.identity`)."""
    _, family, body, type_, serial, when = identifier.split(":")
    code, _, place = body.partition(".")
    return Name(family, code, place, type_, serial, when)


def _key(type_: str, serial: str, body: tuple[str, str], when: str) -> str:
    return f"{type_}:{serial}:{body[0]}.{body[1]}:{when}"


def _entries_of(paper: Held) -> Iterator[str]:
    """All keys under which a paper is found."""
    for identifier in (paper.id, *paper.aliases):
        assert identifier is not None
        name = parts_of(identifier)
        whens = {name.when, _ANY}
        if paper.date:
            whens |= {paper.date, paper.date[:4]}
        elif name.when.isdigit():
            whens.add(f"{name.when}?")  # its day is not known
        bodies = {(name.code, name.place), (name.code, _ANY), (_ANY, _ANY)}
        if name.serial != UNKNOWN:
            yield from (_key(name.type, name.serial, body, when) for body in bodies for when in whens)
        if paper.date:
            yield _key(name.type, _ANY, (name.code, name.place), paper.date)


def _keys_of(sought: Sought) -> tuple[list[str], list[str]]:
    """Where to look: first the papers that agree in all that the citation tells, then those that tell less themselves."""
    name = parts_of(sought.id)
    day = sought.date if sought.date and len(sought.date) == 10 else None
    if name.serial == UNKNOWN:
        known = day and UNKNOWN not in (name.code, name.place)
        return ([_key(name.type, _ANY, (name.code, name.place), day)] if known and day else []), []
    if name.code == UNKNOWN:
        bodies, vague_bodies = [(_ANY, _ANY)], []
    elif name.place == UNKNOWN:
        bodies, vague_bodies = [(name.code, _ANY)], [_NOBODY]
    elif name.place:
        bodies, vague_bodies = [(name.code, name.place)], [(name.code, UNKNOWN), _NOBODY]
    else:
        bodies, vague_bodies = [(name.code, "")], [_NOBODY]
    whens, vague_whens = _times_of(name, sought.date, day)
    exact = [_key(name.type, name.serial, body, when) for body in bodies for when in whens]
    vague = [_key(name.type, name.serial, body, when) for body in bodies for when in vague_whens]
    vague += [_key(name.type, name.serial, body, when) for body in vague_bodies for when in (*whens, *vague_whens)]
    return exact, vague


def _times_of(name: Name, date: str | None, day: str | None) -> tuple[list[str], list[str]]:
    """When the paper that is named was issued, and how papers are entered that tell less of their time."""
    plenary = _PLENARY.fullmatch(name.serial) is not None
    year = name.when if name.when.isdigit() else date[:4] if date else None
    if year:
        terms = [f"k{term}" for term in sorted(terms_of_year(int(year)))] if plenary else []
        return ([day], [f"{day[:4]}?", UNDATED, *terms]) if day else ([year], [UNDATED, *terms])
    if name.when == UNDATED:
        return [_ANY], []
    if plenary:
        return [name.when], []  # a plenum or congress is of its term, whatever the year says
    return (_years_of(int(name.when[1:])), [UNDATED]) if name.code == "tw" else ([_ANY], [])


@lru_cache(maxsize=64)
def _years_of(term: int) -> list[str]:
    return [str(year) for year in range(1930, 2100) if term in terms_of_year(year)]


def _same_title(sought: Sought, paper: Held, _: Held) -> bool:
    """Does one of title and subject begin with the other? Citations cut titles short."""
    first, second = sorted((sought.title, paper.subject), key=len)
    return len(first) >= _SHORTEST_TITLE and second.startswith(first)


def _same_region(_: Sought, paper: Held, citing: Held) -> bool:
    """Is the paper of the district or province of the citing one?"""
    return any(a == b != "" for a, b in zip(paper.places, citing.places, strict=True)) and not _elsewhere(paper, citing)


def _same_place(paper: Held, citing: Held) -> bool:
    """Is the issuer of the place that the citing paper names on its level?"""
    own = _own_level(paper)
    return own is not None and paper.places[own] == citing.places[own] and not _elsewhere(paper, citing)


def _elsewhere(paper: Held, citing: Held) -> bool:
    """Is the place of the paper in another district or province than that of the citing paper?"""
    own = _own_level(paper)
    return own is not None and any(a and b and a != b for a, b in zip(paper.places[:own], citing.places[:own], strict=True))


def _own_level(paper: Held) -> int | None:
    return next((level for level in (2, 1, 0) if paper.places[level]), None)


def _grounded(name: Name, sought: Sought, paper: Held, citing: Held) -> bool:
    """Is there reason enough to say that the only paper that fits is the one that is named?"""
    if (paper.date and sought.date == paper.date) or _same_title(sought, paper, citing):
        return True
    bodies = [(one.code, one.place) for one in map(parts_of, filter(None, (paper.id, *paper.aliases)))]
    if name.code == UNKNOWN or (name.code not in [code for code, _ in bodies]) or _elsewhere(paper, citing):
        return False
    return (name.place != UNKNOWN and (name.code, name.place) in bodies) or _same_place(paper, citing)
