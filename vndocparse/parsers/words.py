"""The words of a stretch of text with what stands between them, and phrase books that are met word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate
from typing import Any, Generic, TypeVar

_WORD = re.compile(r"([^\W_]+)")
# Between the words of one phrase: blanks, a line break, the dash of "chính trị - xã hội", the slash of "đ/c".
_TIGHT = frozenset({" ", "\n", "  ", "", "-", " - ", "- ", " -", "/", "\t", "./", "."})
# Extraction glues words after these letters: vụĐảng, uỷtrước, chủtrì. Only what cannot be one syllable is parted.
_OPEN = "ụịủỷỵốểềựởạọộệậ"
_VOWELS = "aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_SMALL = "a-zß-öø-ýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFB, 2)))
_BEGIN = rf"(?:[bdđghklqrsvx]|th|tr|kh|ph|(?:ch|nh|ng|[tcmnp])[{_VOWELS}])"

P = TypeVar("P")


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Words:
    """Words of ``text[start:end]``: lower case in ``low``, ``gaps[i]`` stands before word ``i``; offsets are the document's."""

    __slots__ = ("_ends", "count", "gaps", "low", "names", "single_names", "text")

    def __init__(self, text: str, start: int, end: int, *, glued: bool = False) -> None:
        self.text = text
        piece = text[start:end]
        parts = _WORD.split(_lower(piece))
        if glued:
            parts = _unglued(parts, piece)
        self.low = parts[1::2]
        self.gaps = parts[0::2]
        self.count = len(self.low)
        self._ends = list(accumulate(map(len, parts), initial=start))
        # Lists of names, and names, read so far, by the word they begin at: see bodies.py.
        self.names: dict[int, Any] = {}
        self.single_names: dict[int, Any] = {}

    def start(self, index: int) -> int:
        """Offset of word ``index``."""
        return self._ends[2 * index + 1]

    def end(self, index: int) -> int:
        """Offset after word ``index``."""
        return self._ends[2 * index + 2]

    def capital(self, index: int) -> bool:
        """Does the word begin with a capital letter?"""
        return self.text[self._ends[2 * index + 1]].isupper()

    def printed(self, index: int) -> str:
        return self.text[self._ends[2 * index + 1] : self._ends[2 * index + 2]]


@cache
def _glued() -> re.Pattern[str]:
    """Finds a glued word; a set of letters first, which a search skips through fastest."""
    return re.compile(rf"[{_UPPER}{_OPEN}](?:(?<=[{_SMALL}][{_UPPER}])|(?<=[{_OPEN}]){_BEGIN}|(?<=ủ)y[^\W\d_])")


@cache
def _cuts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds the places where one word ends and another begins: in small letters, and before a capital."""
    small = re.compile(rf"(?<=[{_OPEN}])(?={_BEGIN})|(?<=ủy)(?=[^\W\d_])")
    return small, re.compile(rf"(?<=[{_SMALL}])(?=[{_UPPER}][^\W\d_])")


def has_glue(text: str) -> bool:
    """Are words of the text run together? Asked once for a document, since the answer costs a pass over it."""
    return _glued().search(text) is not None


def _unglued(parts: list[str], piece: str) -> list[str]:
    """Parts glued words; a cut is an empty gap between two words."""
    cut: list[str] = []
    at = 0
    small, capital = _cuts()
    for index, part in enumerate(parts):
        if index % 2 and len(part) > 3:
            raw = piece[at : at + len(part)]
            places = sorted({m.start() for m in small.finditer(part)} | {m.start() for m in capital.finditer(raw)})
            before = 0
            for place in places:
                cut += [part[before:place], ""]
                before = place
            cut.append(part[before:])
        else:
            cut.append(part)
        at += len(part)
    return cut


class PhraseBook(Generic[P]):
    """Phrases with what they yield, met at a word; the longest wins."""

    def __init__(self, phrases: Mapping[str, P]) -> None:
        root: dict[str, Any] = {}
        for phrase, value in phrases.items():
            node = root
            words = phrase.lower().split(" ")
            for word in words if "".join(words).isalnum() else _WORD.findall(_lower(phrase)):
                below = node.get(word)
                if below is None:
                    below = node[word] = {}
                node = below
            node[""] = value
        self._root = root
        self.firsts = root.keys()

    def match(self, words: Words, index: int) -> tuple[int, P] | None:
        """The index after the longest phrase that begins at word ``index``, and its value."""
        low = words.low
        node = self._root.get(low[index]) if index < words.count else None
        if node is None:
            return None
        gaps, count = words.gaps, words.count
        found: tuple[int, P] | None = None
        while node is not None:
            index += 1
            if "" in node:
                found = (index, node[""])
            if index >= count or len(node) == ("" in node) or gaps[index] not in _TIGHT:
                return found
            node = node.get(low[index])
        return found


def plain(items: Iterable[str]) -> dict[str, bool]:
    """A list of a grammar as phrases without a value."""
    return dict.fromkeys(items, True)


def valued(items: Iterable[str]) -> dict[str, str]:
    """A list of ``phrase = value`` items."""
    pairs = (item.partition("=") for item in items)
    return {phrase.strip(): value.strip() for phrase, _, value in pairs}
