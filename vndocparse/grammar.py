"""Grammars: TOML data -> vocabularies and compiled patterns.

A grammar file holds any of

- ``[fragments]``: named pieces of patterns, written ``<<name>>`` where they are used;
- ``[[rule]]``: ``name``, ``pattern`` (matched on folded text, see :mod:`vndocparse.text`), optional ``flags`` (``i`` and
  ``m``), ``on`` (``folded``, or ``bare`` for a pattern that meets the text without case and diacritics), ``examples`` and
  ``counter_examples`` (``mode`` says how they are tried: ``search``, ``match`` or ``full``), and ``note``;
- ``[[list]]``: ``name``, ``items`` (an array, or one string with an item a line or ``;`` between), used in a pattern as
  ``\\L<name>``;
- records of the closed kinds of :data:`RECORDS` (document types, issuers, marks).

Unknown keys, bad patterns and duplicate names are refused with file and rule named. Patterns compile on first use. A
folder of the user's own is read after the built-in one; ``replace = true`` on a rule or list takes the place of a
built-in one of that name, ``extend = true`` on a list adds to it, and records are added (a record with the key of a
built-in one comes before it).
"""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, cast

from .errors import GrammarError
from .text import bare, fold, nfc

if TYPE_CHECKING:
    import regex

Family = Literal["party", "state", "mass-org"]
Level = Literal["central", "province", "district", "commune", "organisation", "any"]


class TypeEntry(NamedTuple):
    """A type of document: ``code`` null where it has none, ``also`` other spellings of name and code."""

    name: str
    code: str | None = None
    family: Family = "party"
    also: tuple[str, ...] = ()
    numbered: bool = True
    note: str = ""


class IssuerEntry(NamedTuple):
    """An issuer code of numbers and the body it stands for."""

    code: str
    name: str
    family: Family = "party"
    level: Level = "any"
    also: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""


class MarkEntry(NamedTuple):
    """A mark on the paper (secrecy, urgency, circulation, draft, copy, …)."""

    text: str
    kind: Literal["secrecy", "urgency", "circulation", "draft", "copy", "copy-number"]
    also: tuple[str, ...] = ()
    note: str = ""


Record = TypeEntry | IssuerEntry | MarkEntry
RECORDS: dict[str, type[Record]] = {"document_type": TypeEntry, "issuer": IssuerEntry, "mark": MarkEntry}
R = TypeVar("R", TypeEntry, IssuerEntry, MarkEntry)

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")
_FRAGMENT = re.compile(r"<<([a-z0-9_-]+)>>")
_LIST_REFERENCE = re.compile(r"\\L<([a-z0-9_-]+)>")
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE}
_RULE_KEYS = {"name", "pattern", "flags", "mode", "on", "examples", "counter_examples", "note", "replace"}
_LIST_KEYS = {"name", "items", "replace", "extend", "note"}


_CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_PROPERTIES = {
    "Lu": _CAPITALS,
    "Ll": "a-zàáâãèéêìíòóôõùúýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFB, 2))),
    "L": "A-Za-zÀ-ÖØ-öø-\u024f\u1e00-\u1eff",
    "N": "0-9",
}
_LETTER = r"[^\W\d_]"  # compiles faster than its letters spelt out
_PROPERTY = re.compile(r"\\p\{(Lu|Ll|L|N)\}|\\.|\[\^?\]?|\]", re.DOTALL)


def _spelt_out(pattern: str) -> str:
    """``pattern`` with the letter properties written as the letters of Vietnamese, for the standard library."""
    if "\\p{" not in pattern:
        return pattern
    inside = False

    def spell(match: re.Match[str]) -> str:
        nonlocal inside
        token = match[0]
        if match[1]:
            letters = _PROPERTIES[match[1]]
            return letters if inside else _LETTER if match[1] == "L" else f"[{letters}]"
        if token[0] == "[":
            inside = True
        elif token == "]":
            inside = False
        return token

    return _PROPERTY.sub(spell, pattern)


def fold_pattern(pattern: str) -> str:
    """Folds a pattern like the text it meets; inside a character class only single letters."""
    parts, at = [], 0
    for match in _CLASS.finditer(pattern):
        parts += [fold(pattern[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, fold(pattern[at:])])


class Rule:
    """A named pattern, compiled when first used."""

    def __init__(self, owner: Grammars, source: str, row: Mapping[str, Any]) -> None:
        self._owner = owner
        self.source = source
        self.name: str = row["name"]
        self.raw = fold_pattern(row["pattern"])
        self.flags: str = row.get("flags", "")
        self.mode: str = row.get("mode", "search")
        self.on_bare = row.get("on") == "bare"
        self.examples: tuple[str, ...] = tuple(row.get("examples", ()))
        self.counter_examples: tuple[str, ...] = tuple(row.get("counter_examples", ()))

    @cached_property
    def pattern(self) -> regex.Pattern[str]:
        text = self._owner.expand(self.raw, f"{self.source}: rule {self.name}")
        lists = {name: self._owner.items(name) for name in _LIST_REFERENCE.findall(text)}
        # The module names lists by Python identifiers.
        text = _LIST_REFERENCE.sub(lambda m: rf"\L<{m[1].replace('-', '_')}>", text)
        if not lists and (plain := self._plain(text)) is not None:
            return plain
        import regex

        bits = regex.VERSION1
        for flag in self.flags:
            bits |= {"i": regex.IGNORECASE, "m": regex.MULTILINE}[flag]
        try:
            named: dict[str, Any] = {name.replace("-", "_"): list(items) for name, items in lists.items()}
            return regex.compile(text, bits, **named)
        except regex.error as error:
            raise GrammarError(f"{self.source}: rule {self.name}: the pattern does not compile: {error}") from None

    def _plain(self, text: str) -> regex.Pattern[str] | None:
        """The pattern compiled by the standard library, if it knows all of it: it compiles three times faster than
        ``regex``, which is most of what a single call of the command waits for. Both have the methods that we use."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                compiled = re.compile(_spelt_out(text), sum(_FLAGS[flag] for flag in self.flags))
        except (re.error, Warning):
            return None
        return cast("regex.Pattern[str]", compiled)

    def tries(self, example: str) -> bool:
        """Does the rule accept ``example`` in its own mode?"""
        text = fold(nfc(example))
        text = bare(text) if self.on_bare else text
        found = {"search": self.pattern.search, "match": self.pattern.match, "full": self.pattern.fullmatch}[self.mode](text)
        return found is not None


class Grammars:
    """All rules and vocabularies, read from one or more folders; later folders add to or replace earlier ones.

    Without ``examples`` the rules forget their examples and notes: a third of the text, which only tests and people read.
    """

    def __init__(self, *folders: Path, examples: bool = True) -> None:
        self._whole = examples
        self._fragments: dict[str, tuple[str, str]] = {}
        self._rules: dict[str, Rule] = {}
        self._lists: dict[str, tuple[str, ...]] = {}
        self._records: dict[str, list[Record]] = {kind: [] for kind in RECORDS}
        for number, folder in enumerate(folders):
            files = sorted(folder.glob("*.toml"))
            if not files:
                raise GrammarError(f"{folder}: no grammar files (*.toml) here; check the folder's name")
            for path in files:
                self._load(path, own=number > 0)

    def _load(self, path: Path, own: bool) -> None:
        try:
            text = nfc(path.read_text(encoding="utf-8-sig"))
            data = tomllib.loads(text if self._whole else _without_examples(text))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise GrammarError(f"{path.name}: not readable as TOML: {error}") from None
        for key, value in data.items():
            if key == "fragments":
                self._add_fragments(path.name, value)
            elif key == "rule":
                for row in _rows(path.name, key, value):
                    self._add_rule(path.name, row, own)
            elif key == "list":
                for row in _rows(path.name, key, value):
                    self._add_list(path.name, row, own)
            elif key in RECORDS:
                new = [_record(path.name, key, row) for row in _rows(path.name, key, value)]
                # The user's own entries win where two share a code or a name.
                self._records[key] = new + self._records[key] if own else self._records[key] + new
            else:
                raise GrammarError(f"{path.name}: unknown key '{key}'; known are fragments, rule, list, {', '.join(RECORDS)}")

    def _add_fragments(self, file: str, table: object) -> None:
        if not isinstance(table, dict):
            raise GrammarError(f"{file}: [fragments] must be a table of name = 'pattern'")
        for name, pattern in table.items():
            if name in self._fragments:
                raise GrammarError(f"{file}: fragment {name} is already defined in {self._fragments[name][1]}")
            if not isinstance(pattern, str):
                raise GrammarError(f"{file}: fragment {name} must be a string")
            self._fragments[name] = (fold_pattern(pattern), file)

    def _add_rule(self, file: str, row: Mapping[str, Any], own: bool) -> None:
        name = _checked(file, "rule", row, _RULE_KEYS, {"name": str, "pattern": str})
        if name in self._rules and not (own and row.get("replace")):
            raise GrammarError(f"{file}: rule {name} is already defined in {self._rules[name].source}; 'replace = true' takes its place")
        if set(row.get("flags", "")) - set(_FLAGS) or row.get("mode", "search") not in ("search", "match", "full"):
            raise GrammarError(f"{file}: rule {name}: flags are {'/'.join(_FLAGS)}, mode is search, match or full")
        if row.get("on", "folded") not in ("folded", "bare"):
            raise GrammarError(f"{file}: rule {name}: 'on' is folded or bare")
        self._rules[name] = Rule(self, file, row)

    def _add_list(self, file: str, row: Mapping[str, Any], own: bool) -> None:
        name = _checked(file, "list", row, _LIST_KEYS, {"name": str, "items": list | str})
        if name in self._lists and not (own and (row.get("replace") or row.get("extend"))):
            raise GrammarError(f"{file}: list {name} is already defined; 'extend = true' adds to it, 'replace = true' takes its place")
        items = row["items"]
        if isinstance(items, str):
            folded = [item.strip() for item in fold(items).replace("\n", ";").split(";") if item and not item.isspace()]
        elif all(isinstance(item, str) and item for item in items):
            folded = [fold(item) for item in items]
        else:
            raise GrammarError(f"{file}: list {name}: items must be non-empty strings")
        kept = self._lists.get(name, ()) if row.get("extend") else ()
        self._lists[name] = (*kept, *folded)

    def expand(self, pattern: str, where: str, depth: int = 0) -> str:
        """``pattern`` with its fragments filled in."""
        if depth > 8:
            raise GrammarError(f"{where}: fragments refer to each other in a circle")

        def fill(match: re.Match[str]) -> str:
            if match[1] not in self._fragments:
                raise GrammarError(f"{where}: unknown fragment <<{match[1]}>>")
            return self.expand(self._fragments[match[1]][0], where, depth + 1)

        return _FRAGMENT.sub(fill, pattern)

    def rule(self, name: str) -> Rule:
        """The rule of that name; a KeyError is a mistake in our code, not in a grammar."""
        return self._rules[name]

    def pattern(self, name: str) -> regex.Pattern[str]:
        """The compiled pattern of the rule of that name."""
        return self._rules[name].pattern

    def rules(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def items(self, name: str) -> tuple[str, ...]:
        """The folded items of a list."""
        try:
            return self._lists[name]
        except KeyError:
            raise GrammarError(f"unknown list \\L<{name}>; lists are {', '.join(sorted(self._lists))}") from None

    def records(self, kind: type[R]) -> list[R]:
        """All records of one kind, the user's own first."""
        return [row for rows in self._records.values() for row in rows if isinstance(row, kind)]

    def derived(self, make: Any) -> Any:
        """``make(self)``, computed once: for lookups that a parser builds from the vocabularies."""
        cache_of = self.__dict__.setdefault("_derived", {})
        if make not in cache_of:
            cache_of[make] = make(self)
        return cache_of[make]


_EXAMPLE_LINES = ("examples = [", "counter_examples = [", 'note = "', "#")


def _without_examples(text: str) -> str:
    """``text`` without the lines that hold examples, notes and comments; a list over several lines is left alone."""
    return "\n".join(
        line for line in text.split("\n") if not ((line.startswith(_EXAMPLE_LINES) and line.endswith(("]", '"'))) or line[:1] == "#")
    )


def _rows(file: str, key: str, value: object) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise GrammarError(f"{file}: '{key}' must be written as [[{key}]]")
    return value


def _checked(file: str, kind: str, row: Mapping[str, Any], known: set[str], needed: Mapping[str, type | UnionType]) -> str:
    name = str(row.get("name", "(without a name)"))
    if unknown := set(row) - known:
        raise GrammarError(f"{file}: {kind} {name}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}")
    for key, type_ in needed.items():
        if not isinstance(row.get(key), type_):
            raise GrammarError(f"{file}: {kind} {name}: '{key}' is missing or of the wrong kind")
    return name


def _record(file: str, key: str, row: Mapping[str, Any]) -> Record:
    kind = RECORDS[key]
    known = set(kind._fields)
    label = str(row.get("code") or row.get("name") or row.get("text") or "(without a name)")
    if unknown := set(row) - known:
        raise GrammarError(f"{file}: {key} {label}: unknown key {', '.join(sorted(unknown))}; known are {', '.join(sorted(known))}")
    try:
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
        return kind(**values)
    except TypeError:
        raise GrammarError(f"{file}: {key} {label}: a needed key is missing; keys are {', '.join(sorted(known))}") from None


def builtin_folder() -> Path:
    """The grammars that ship with the package: inside it when installed, beside it in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "grammars"
    return installed if installed.is_dir() else here.parent / "grammars"


@cache
def builtin() -> Grammars:
    """The built-in grammars, loaded once, without their examples."""
    return Grammars(builtin_folder(), examples=False)
