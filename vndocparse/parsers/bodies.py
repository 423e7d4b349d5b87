"""Names of bodies and posts in running text: where a name begins, how far it goes, and how a list of names is split.

A name begins with a head word (Ban, Đảng ủy, Chi bộ, đồng chí …) and goes on over capitals and a few listed words; a verb
ends it. A comma or ``và`` parts two names where the second is a whole name of its own: ``Mặt trận Tổ quốc, các đoàn thể``
are two, ``Đảng ủy các xã, thị trấn`` and ``Ban Tuyên giáo và Dân vận`` are one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..grammar import Grammars
from .body_names import Name, NameReader
from .words import Words

_COMRADE = re.compile(r"^(?:(?:các|những|từng|mỗi)\s+)?(?:đồng chí|đ/c)\s*:?\s+", re.IGNORECASE)
_LONGEST = 40  # names in a list; the longest printed name met has 27 words


class Names(NamedTuple):
    """A list of names: each as word indexes ``(first, stop)``; ``stop`` is the word after the list.

    ``people`` says that it only tells of people at large (đảng viên, cán bộ); ``sole`` that it is one bare post or body.
    """

    items: tuple[tuple[int, int], ...]
    stop: int
    people: bool = False


class Lexicon(NameReader):
    """Reads lists of names, and names in their normal form."""

    def names_at(self, words: Words, index: int) -> Names | None:
        """The list of names that begins at word ``index``."""
        known: dict[int, Names | None] = words.names
        if index not in known:
            known[index] = self._names_at(words, _after_salutation(words, index))
        return known[index]

    def _names_at(self, words: Words, index: int) -> Names | None:
        first = self.name_at(words, index)
        if first is None:
            return None
        items, stop, people = [(index, first.stop)], first.stop, first.people
        heading = words.low[index] == "người"  # người đứng đầu cấp ủy, chính quyền: one post over several bodies
        while len(items) < _LONGEST:
            following = self._next_name(words, stop, first)
            if following is None:
                break
            at, name = following
            if heading and words.low[at] not in ("người", "các", "thủ", "đồng") and not words.capital(at):
                items[-1] = (items[-1][0], name.stop)
            elif not (name.apposition and first.person):
                items.append((at, name.stop))
            people = people and name.people
            stop = name.stop
        return Names(tuple(items), stop, people)

    def name_end(self, words: Words, index: int) -> int | None:
        """The word after the one name that begins at word ``index``."""
        name = self.name_at(words, _after_salutation(words, index)) if index < words.count else None
        return name.stop if name is not None else None

    def _next_name(self, words: Words, stop: int, first: Name) -> tuple[int, Name] | None:
        """The next name of a list after a comma, ``và`` or ``&``."""
        if stop >= words.count:
            return None
        gap = words.gaps[stop].strip()
        at = stop
        if gap in ("", ",") and words.low[stop] in ("và", "cùng") and stop + 1 < words.count and not words.gaps[stop + 1].strip():
            at = stop + 1
        elif gap not in (",", "&", ";") and not (first.person and gap == "-"):
            return None
        name = self.name_at(words, at)
        if name is not None:
            return at, name._replace(apposition=first.person and self.posts.match(words, at) is not None)
        if first.person and at == stop and words.capital(at) and not self.stops.match(words, at):
            stop = self.capitals(words, at)
            return at, Name(stop, person=True)
        return None

    def normal(self, name: str, defined: dict[str, str], *, glued: bool = False) -> str:
        """``name`` written out: abbreviations resolved (the paper's own first), ``đồng chí`` dropped, ``ủy`` spelt so."""
        text = name.replace("uỷ", "ủy").replace("Uỷ", "Ủy").replace("UỶ", "ỦY")
        if text[:1] in "cntmđCNTMĐ":
            text = _COMRADE.sub("", text) if " có tên " not in text else text
        if not glued and not any(
            word in self.abbreviations or word in defined for word in text.replace(",", " ").replace("&", " ").split(" ")
        ):
            return text
        words = Words(text, 0, len(text), glued=glued)
        parts = []
        for index in range(words.count):
            word = words.printed(index)
            gap = text[words.end(index - 1) if index else 0 : words.start(index)]
            parts += [gap or (" " if index else ""), defined.get(word) or self.abbreviations.get(word) or word]
        return "".join([*parts, text[words.end(words.count - 1) :]]) if words.count else text


def _after_salutation(words: Words, index: int) -> int:
    """Past ``các ông (bà):`` and ``các đồng chí:`` before a list of posts."""
    if index < words.count and words.low[index] not in ("các", "ông"):
        return index
    low = words.low[index : index + 4]
    if low[:3] == ["các", "ông", "bà"]:
        return index + 3
    if low[:2] == ["ông", "bà"] or (low[:2] == ["các", "ông"] and index + 2 < words.count and ":" in words.gaps[index + 2]):
        return index + 2
    if low[:3] == ["các", "đồng", "chí"] and index + 3 < words.count and ":" in words.gaps[index + 3]:
        return index + 3
    return index


def lexicon(grammars: Grammars) -> Lexicon:
    """The lexicon of a set of grammars, built once."""
    built: Lexicon = grammars.derived(Lexicon)
    return built
