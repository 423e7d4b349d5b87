"""The words that name a type of document (thể loại) in running text, and the codes that stand for them.

Built from the table of document types. A word is found in any case and with its syllables glued or broken over a line;
whether it opens a citation is decided by what follows it (see :mod:`.citations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from ..grammar import Family, Grammars, TypeEntry
from ..text import bare, fold
from .citation_view import View
from .numbers import NumberParts

Kind = Literal["numbered", "law", "basic", "plain", "short"]

_BLANK = "\0"


class TypeName(NamedTuple):
    """A type word: its printed name, its usual code, all codes of that name, and how it is cited."""

    name: str | None
    code: str | None
    codes: frozenset[str]
    kind: Kind


class TypeWord(NamedTuple):
    """A type word found in a view; ``capital`` says that its first letter is a capital."""

    start: int
    end: int
    type: TypeName
    capital: bool


class TypeLexicon:
    """Lookups over the table of types, built once for a set of grammars."""

    def __init__(self, grammars: Grammars) -> None:
        self.by_issuer = frozenset(name.lower() for name in grammars.items("cited-by-issuer"))
        self.self_types = frozenset(name.lower() for name in grammars.items("cited-self-types"))
        self._by_code: dict[str, list[TypeEntry]] = {}
        for entry in grammars.records(TypeEntry):
            for code in (entry.code, *entry.also):
                if code and _is_code(code):
                    self._by_code.setdefault(fold(code).upper(), []).append(entry)
        self.names = _names(grammars)
        self._bare_names = {bare(name): type_ for name, type_ in self.names.items() if type_.kind != "short"}
        self.scanner = re.compile(_any_of(self.names))

    def words(self, view: View, start: int, end: int) -> Iterator[TypeWord]:
        """All type words of a stretch of the view, in order."""
        text = view.text
        for match in self.scanner.finditer(view.low, start, end):
            key = match[0]
            found = self.names.get(key) or self.names.get(_respaced(key, self.names))
            if found is None:
                continue
            if found.kind != "short":
                yield TypeWord(match.start(), match.end(), found, text[match.start()].isupper())
            elif text[match.start() : match.end()] == found.code:
                yield TypeWord(match.start(), match.end(), found, capital=False)

    def by_code(self, code: str, family: Family | None, printed: str | None = None) -> TypeEntry | None:
        """The type that ``code`` stands for: the one called ``printed``, else the first of ``family``, else the first."""
        rows = self._by_code.get(code.upper(), [])
        if printed is not None:
            return next((row for row in rows if row.name == printed), None)
        return next((row for row in rows if row.family == family), rows[0] if rows else None)

    def written_out(self, type_: TypeName, family: Family | None) -> TypeName:
        """An abbreviated type word (``NQ``) by its name, as the family of the number tells it."""
        entry = self.by_code(type_.code, family) if type_.kind == "short" and type_.code else None
        return (self.named(entry.name) if entry else None) or type_

    def named(self, name: str) -> TypeName | None:
        """The type of that name."""
        return self.names.get(_key(name))

    def damaged_before(self, view: View, end: int, floor: int) -> tuple[TypeName | None, int]:
        """A type word ahead of ``end`` that is one only without its marks (``Ké hoach``), and where it begins."""
        tail = view.low[max(floor, end - 24) : end].split()
        for count in (2, 3, 1):
            if count == 1 and tail[-1:] != ["luat"]:
                break  # other words of one syllable are too common without their marks
            if len(tail) >= count and (found := self._bare_names.get(bare(" ".join(tail[-count:])))):
                start = end
                for syllable in reversed(tail[-count:]):
                    start = view.low.rfind(syllable, 0, start)
                return found, start
        return None, end

    def contradicts(self, type_: TypeName | None, parts: NumberParts) -> bool:
        """Is the type code of a number that of another type than the printed one (so it begins a citation of its own)?"""
        if type_ is None or type_.name is None or parts.type_code is None:
            return False
        code = parts.type_code.upper()
        return code in self._by_code and code not in type_.codes

    def code_for(self, type_: TypeName | None, parts: NumberParts | None) -> str | None:
        """``type.code`` of a citation: as printed in the number, else the usual one; a công văn always has ``CV``."""
        if type_ is not None and type_.name == "Công văn":
            return "CV"
        if parts is not None and parts.type_code:
            return parts.type_code
        return type_.code if type_ is not None else None


def lexicon_of(grammars: Grammars) -> TypeLexicon:
    """The lexicon of a set of grammars, built once."""
    lexicon: TypeLexicon = grammars.derived(TypeLexicon)
    return lexicon


def _names(grammars: Grammars) -> dict[str, TypeName]:
    """The type words by their key: the names of the table, and the lists of citations.toml."""
    kinds: dict[str, Kind] = {}
    kinds.update({_key(name): "law" for name in grammars.items("cited-law-types")})
    kinds.update({_key(name): "basic" for name in grammars.items("cited-basic-types")})
    entries = grammars.records(TypeEntry)
    names: dict[str, TypeName] = {}
    for entry in entries:
        # The other spellings of a law, a charter or the platform are whole titles, which are read from the text.
        spellings = (entry.name, *entry.also) if _key(entry.name) not in kinds else (entry.name,)
        for key in map(_key, spellings):
            if key not in names and not any(c.isdigit() for c in key) and (" " in key or key == _key(entry.name)):
                same = [row.code for row in entries if row.name == entry.name and row.code]
                code = same[0] if same else None
                names[key] = TypeName(entry.name, code, frozenset(map(str.upper, same)), kinds.get(key, "numbered"))
    for short, full in (("Cương lĩnh", "Cương lĩnh chính trị"), ("Văn kiện", "Văn kiện Đại hội")):
        if _key(full) in names:
            names[_key(short)] = names[_key(full)]
    for name in grammars.items("cited-uncited-types"):
        names.pop(_key(name), None)
    names.update({_key(name): TypeName(None, None, frozenset(), "plain") for name in grammars.items("cited-plain-types")})
    names.update({code.lower(): TypeName(None, code, frozenset(), "short") for code in grammars.items("cited-short-types")})
    return names


def _is_code(spelling: str) -> bool:
    return " " not in spelling and (len(spelling) == 1 or (spelling[0].isupper() and any(c.isupper() for c in spelling[1:])))


def _key(name: str) -> str:
    return " ".join(fold(name).lower().split())


def _respaced(found: str, names: dict[str, TypeName]) -> str:
    """The key of a word whose syllables are glued or far apart."""
    tight = "".join(found.split())
    return next((key for key in names if key.replace(" ", "") == tight), "")


def _any_of(names: dict[str, TypeName]) -> str:
    """One pattern for all names, syllables glued or far apart; a name of one syllable must stand alone."""
    alone, abbreviated = r"(?<!\w{0})(?!\w)", r"(?<![\w./-]{0})(?!\w)"  # a code behind such a sign is part of a number
    return branching(
        [*key.replace(" ", _BLANK)] if " " in key else [*key, (abbreviated if type_.kind == "short" else alone).format(re.escape(key))]
        for key, type_ in names.items()
    )


def branching(words: Iterable[Sequence[str]]) -> str:
    """A pattern of all ``words`` that branches letter by letter and so looks at each only once, the longest word first.

    A word is given by its letters; the last may be a pattern, and :data:`_BLANK` stands for up to three blanks.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    parts = []
    for letter in sorted(node, key=bool, reverse=True):  # the end of a word last
        sign = r"[ ]{0,3}" if letter == _BLANK else letter if len(letter) > 1 else re.escape(letter)
        parts.append(sign + _branches(node[letter]) if letter else "")
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})" if parts else ""
