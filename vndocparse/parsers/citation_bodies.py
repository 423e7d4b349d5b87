"""Names of issuing bodies (cơ quan ban hành) in running text.

A name begins with a known first word (Ban, Bộ, Tỉnh ủy, UBND …) and runs on over capitals, the small words of such names
and place names, up to a word that no name holds (về, ngày, ban hành …). Names of the issuer table are taken whole.
"""

from __future__ import annotations

import re

from ..grammar import Grammars, IssuerEntry
from ..text import fold
from .citation_types import lexicon_of
from .citation_view import View

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# A word of a name: capitals alone (UBND), or at most one capital in front, so that glued words part (vụĐảng).
_WORD = re.compile(rf"[{_UPPER}][{_UPPER}&0-9]+|[{_UPPER}]?[^\s,;:()\"“”.…/{_UPPER}]+|[{_UPPER}]")
_LINK = re.compile(rf" {{1,3}}(?:- )?|-?(?=[{_UPPER}])")
_JOINT = re.compile(r",? {1,3}(?:và |với |- )?")
_LONGEST_TAIL = 90
_MOST_TAIL_WORDS = 10
# A name of two capitals (Việt Nam, Hòa Bình) closes the name of a body.
_CLOSED = re.compile(rf"(?<!\w)[{_UPPER}][^\s,{_UPPER}]* [{_UPPER}][^\s,{_UPPER}]*$")
_SEATS = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) (?=\w)")
_TERM = re.compile(r" khóa [IVX]+$")
_REMARK = re.compile(r"\s*\([^)]*\)")
_DOTTED = frozenset(("tp", "tx", "tt", "q", "p", "h", "x"))
_COMMITTEES = {
    f"{organ}{committee}": code
    for organ in ("", "ban thường vụ ", "btv ", "thường trực ", "ban chấp hành ", "bch ")
    for committee, code in (
        ("tỉnh ủy", "TU"), ("thành ủy", "TU"), ("huyện ủy", "HU"), ("quận ủy", "QU"), ("thị ủy", "TXU"), ("đảng ủy", "ĐU"),
        ("đảng bộ tỉnh", "TU"), ("đảng bộ thành phố", "TU"), ("đảng bộ huyện", "HU"), ("đảng bộ xã", "ĐU"), ("đảng bộ phường", "ĐU"),
    )
}  # fmt: skip
"""A committee and its organs number in one series."""


class _Name:
    """A name while it is read: ``end`` of what was looked at, ``last`` of the last word that may close it."""

    __slots__ = ("end", "last", "place", "previous", "small", "start")

    def __init__(self, start: int, end: int, previous: str, small: bool) -> None:
        self.start, self.end, self.last = start, end, end
        self.previous, self.small, self.place = previous, small, False

    def take(self, end: int) -> None:
        self.last = self.end = end


_NO_NAME = ("ban hành", "một số ", "thông qua", "thông báo", "thông tư", "thông tri", "v/v")
"""Words that open a clause or a title, though each begins like a word of names."""
_ENDS_NAME = frozenset((",", ";", ".", ")", "\n", '"', ""))
# No syllable is longer than these, so what is longer has the next word glued to it (vềtuyên truyền).
_GLUED_STOPS = ("về", "ngày", "khóa", "khoá", "tháng", "được", "theo", "của", "nhằm")
_ENDS_WORDS = (" về ", " ngày ", " khóa ", " (")
"""What most names end at, told apart before any word is read."""
_OPENING_PREFIX = 4
_PREFIX = 6
"""Characters by which known names are looked up: no name of two words is shorter."""


class Bodies:
    """Lookups over the issuer table and the lists of body words, built once for a set of grammars."""

    def __init__(self, grammars: Grammars) -> None:
        self._heads = frozenset(grammars.items("cited-body-heads"))
        self._stops = frozenset(grammars.items("cited-body-stops"))
        self._words = frozenset(grammars.items("cited-body-words"))
        self._pairs = frozenset(grammars.items("cited-body-pairs"))
        self._places = frozenset(grammars.items("cited-body-places"))
        self._generic = frozenset(grammars.items("cited-body-generic"))
        self._joint = grammars.items("cited-joint-bodies")
        self._openings = grammars.items("cited-body-heads-small")
        self._openings_by_prefix: dict[str, list[str]] = {}
        for opening in sorted(self._openings, key=len, reverse=True):
            self._openings_by_prefix.setdefault(opening[:_OPENING_PREFIX], []).append(opening)
        self._tail_end = grammars.pattern("body-tail-end")
        self._verbs = tuple(f" {verb} " for verb in grammars.items("cited-body-verbs"))
        self._units = grammars.items("cited-body-units")
        self._superiors = frozenset(grammars.items("cited-body-superiors"))
        self._own_names = grammars.items("cited-bodies-with-own-names")
        self._prose_codes = frozenset(grammars.items("codes-in-prose-only"))
        self._organ = grammars.pattern("central-organ")
        self._types = lexicon_of(grammars).scanner
        self._known: dict[str, list[str]] = {}
        self._by_name: dict[str, IssuerEntry] = {}
        for entry in grammars.records(IssuerEntry):
            self._learn(entry)
        for names in self._known.values():
            names.sort(key=len, reverse=True)

    def _learn(self, entry: IssuerEntry) -> None:
        whole = _low(_REMARK.sub("", _TERM.sub("", entry.name)))
        for name in {whole, *(part.strip() for part in whole.split(",") if part.count(" ") > 1)}:
            self._by_name.setdefault(name, entry)
            known = self._known.setdefault(name[:_PREFIX], [])
            if " " in name and name not in known:
                known.append(name)

    def read_all(self, view: View, start: int, limit: int) -> int:
        """The end of the last of several bodies that begin at ``start``: those of a joint paper (liên tịch)."""
        end = self.read(view, start, limit)
        at = end
        while (
            end > start
            and (link := _JOINT.match(view.text, at, limit))
            and link[0].strip()
            and view.text[link.end() : link.end() + 1].isupper()
        ):
            at = self.read(view, link.end(), limit)
            if at == link.end():
                break
            end = at
        return end

    def is_head(self, word: str) -> bool:
        """Can ``word`` (lower case) begin the name of a body?"""
        return word in self._heads

    def is_generic(self, view: View, start: int, end: int) -> bool:
        """Is the name one that means no single body (Đảng, Trung ương)?"""
        return view.low[start:end] in self._generic

    def read(self, view: View, start: int, limit: int) -> int:
        """The end of the name that begins at ``start``, or ``start`` where none does. ``limit`` ends the search."""
        text, low = view.text, view.low
        word = _WORD.match(text, start, limit)
        if word is None or low[start : word.end()] not in self._heads:
            return start
        small = not text[start].isupper()
        seat = _seat_end(text, low, start) if small else 0
        if small and not seat and not low.startswith(self._openings, start):
            return start
        end = max(self._known_end(low, start), self._opening_end(low, start), word.end(), seat)
        end = self._run(view, start, end, limit, small)
        end = self._tail(view, start, end, limit) or end
        return self._joined(view, start, self._superior(view, start, end, limit), limit)

    def _tail(self, view: View, start: int, end: int, limit: int) -> int:
        """The end of a name that runs on in words of its own up to a sign that ends it, 0 if it does not
        (``Ban Chỉ đạo phòng, chống dịch tỉnh về …``)."""
        text, low = view.text, view.low
        if low[end : end + 1] not in (" ", ",") or low.startswith(_ENDS_WORDS, end) or _CLOSED.search(text, start, end):
            return 0
        reach = min(limit, end + _LONGEST_TAIL)
        sign = self._tail_end.search(low, end, reach)
        if sign is None or (sign.start() == reach < limit) or sign.start() == end:
            return 0
        if not any(name in low[start : sign.start()] for name in self._own_names):
            return 0
        words = text[end : sign.start()].replace(",", " ").split()
        befores = [low[low.rfind(" ", start, end) + 1 : end], *words]
        small = [word for before, word in zip(befores, words, strict=False) if word[0].islower() and before != "đổi"]
        if len(words) > _MOST_TAIL_WORDS or any(word in self._stops for word in small) or self._says(" ".join(words)):
            return 0
        if not words or words[-1] in ("và", "các"):
            return 0
        return end + len(text[end : sign.start()].rstrip(" ,"))

    def _says(self, words: str) -> bool:
        """Is there a verb among small words, so that they are no name?"""
        return any(verb in f" {words} " for verb in self._verbs)

    def _superior(self, view: View, start: int, end: int, limit: int) -> int:
        """The end with the higher body behind a comma (``Trung tâm …, Sở Y tế``) that closes the clause."""
        text, low = view.text, view.low
        if not text.startswith(", ", end) or not low.startswith(self._units, start):
            return end
        word = _WORD.match(text, end + 2, limit)
        if word is None or not word[0][0].isupper() or word[0].lower() not in self._superiors or low.startswith(self._units, end + 2):
            return end
        after = self._run(view, end + 2, max(self._known_end(low, end + 2), self._opening_end(low, end + 2), word.end()), limit, False)
        return after if low.startswith((" về ", " v/v ", " - ", ".", ";", ")", "\n"), after) or after == len(low) else end

    def _known_end(self, low: str, start: int) -> int:
        for name in self._known.get(low[start : start + _PREFIX], ()):
            end = start + len(name)
            if low.startswith(name, start) and not low[end : end + 1].isalnum():
                return end
        return 0

    def _opening_end(self, low: str, start: int) -> int:
        """The end of the usual opening of a name (``Ủy ban``, ``Bộ trưởng``), 0 if it has none."""
        for head in self._openings_by_prefix.get(low[start : start + _OPENING_PREFIX], ()):
            if low.startswith(head, start):
                return start + len(head)
        return 0

    def _run(self, view: View, start: int, end: int, limit: int, small: bool) -> int:
        """Goes on over the words that belong to the name and returns where it ends."""
        if view.low[end : end + 1] in _ENDS_NAME or view.low.startswith(_ENDS_WORDS, end):
            return end
        name = _Name(start, end, view.low[view.low.rfind(" ", start, end) + 1 : end], small)
        while self._take_word(view, name, limit):
            pass
        return name.last

    def _take_word(self, view: View, name: _Name, limit: int) -> bool:
        text, low = view.text, view.low
        link = _LINK.match(text, name.end, limit)
        word = _WORD.match(text, link.end(), limit) if link else None
        if link is None or word is None:
            return False
        at, stop = word.span()
        lower = low[at:stop]
        if lower in self._stops or low.startswith(_NO_NAME, at):
            return False
        if lower.startswith(_GLUED_STOPS) and lower not in _GLUED_STOPS:
            return False
        capital = text[at].isupper()
        opening = self._opening_end(low, at) if capital or name.small else 0
        if opening > stop:
            name.take(opening)
            lower = low[low.rfind(" ", at, opening) + 1 : opening]
        elif capital:
            if "-" in link[0] and lower in self._heads and not low.startswith("liên", name.start):
                return False
            name.take(max(stop, self._known_end(low, at) if lower in self._heads else 0))
            lower = low[low.rfind(" ", at, name.end) + 1 : name.end] if name.end > stop else lower
        elif not self._take_small(view, name, at, stop, limit):
            return False
        name.place = name.place or (lower in self._places and lower not in ("khu", "khối"))
        name.previous = lower
        if lower in _DOTTED and text.startswith(". ", stop) and text[stop + 2 : stop + 3].isupper():
            name.end = stop + 1
        return True

    def _take_small(self, view: View, name: _Name, at: int, stop: int, limit: int) -> bool:
        """Takes a word without a capital if names hold it."""
        text, low = view.text, view.low
        lower = low[at:stop]
        if text[at].isdigit():
            if name.previous in self._places:
                name.take(stop)
                return True
            return False
        if lower in ("và", "&"):
            if self._goes_on(view, name, stop, limit):
                name.end = stop
                return True
            return False
        if lower == "các":
            name.end = stop
            return True
        if name.previous == "liên" and (known := self._known_end(low, at)):
            name.take(known)
        elif pair := self._pair(low, at, stop):
            name.take(pair)
        elif lower in self._words or self._second_syllable(text, name) or self._before_capital(text, lower, stop):
            name.take(stop)
        elif runs_on := self._own_name(view, name.start, at, limit):
            name.take(runs_on)
        else:
            name.last = self._glued_end(low, at, stop) or name.last
            return False
        return True

    def _goes_on(self, view: View, name: _Name, stop: int, limit: int) -> bool:
        """Is ``và`` part of the name (Bộ Giáo dục và Đào tạo), not the link to another body or document?"""
        second = _WORD.match(view.text, stop + 1, limit)
        if name.place or second is None or not second[0][0].isupper():
            return False
        return second[0].lower() not in self._heads and not self._types.match(view.low, stop + 1)

    def _pair(self, low: str, at: int, stop: int) -> int:
        """The end of a pair of small words (``nhân dân``) that begins here, 0 if none does."""
        second = _WORD.match(low, stop + 1)
        return second.end() if second and low[stop] == " " and f"{low[at:stop]} {second[0]}" in self._pairs else 0

    def _second_syllable(self, text: str, name: _Name) -> bool:
        """May a small word be the second half of the capital word before it (Tài chính, Giao thông)?"""
        before = text[name.end - len(name.previous) : name.end]
        abbreviated = before.isupper() and len(before) > 1
        closed = text.endswith(("Việt Nam", "Chí Minh"), name.start, name.end)
        return not name.place and not closed and before[:1].isupper() and not abbreviated and name.previous not in ("đảng", *self._words)

    def _before_capital(self, text: str, lower: str, stop: int) -> bool:
        """Is a small word the head of a name that goes on in capitals (Trung ương hội LHTN), or a kind of place without its marks?"""
        return text[stop + 1 : stop + 2].isupper() and text[stop : stop + 1] == " " and (lower in ("hội", "liên") or lower in _UNMARKED)

    def _own_name(self, view: View, start: int, at: int, limit: int) -> int:
        """Up to three small words before a capital, in the name of a body that has a name of its own."""
        if not any(name in view.low[start:at] for name in self._own_names):
            return 0
        end = at
        for _ in range(3):
            word = _WORD.match(view.text, end, limit)
            if word is None or word[0].lower() in self._stops or view.text[word.end() : word.end() + 1] != " ":
                return 0
            end = word.end() + 1
            if view.text[end : end + 1].isupper():
                return 0 if self._says(view.text[at:end]) else word.end()
        return 0

    def _glued_end(self, low: str, at: int, stop: int) -> int:
        """The end of a small word that the next clause is glued to (``ủyvề``), 0 if it is none."""
        return next((at + size for size in (4, 3, 2) if low[at : at + size] in self._words and low[at + size : stop] in self._stops), 0)

    def _joined(self, view: View, start: int, end: int, limit: int) -> int:
        """Adds the other bodies that issue together with the first (Bộ Chính trị, Ban Bí thư)."""
        while view.low[start:end] in self._joint and (begin := self._next_joint(view, start, end, limit)):
            start, end = begin, self._run(view, begin, begin + len(self._joint_at(view, begin)), limit, small=False)
        return end

    def _next_joint(self, view: View, start: int, end: int, limit: int) -> int:
        """Where the next body that issues with the one at ``start`` begins, 0 if none does."""
        link = _JOINT.match(view.text, end, limit)
        if link is None or not link[0].strip():
            return 0
        name = self._joint_at(view, link.end())
        return link.end() if name and view.low[start:end] != name else 0

    def _joint_at(self, view: View, at: int) -> str:
        return next((name for name in self._joint if view.low.startswith(name, at)), "")

    def code_of(self, name: str) -> str | None:
        """The code of a body by its name: an organ of the Centre, a committee, or a name of the issuer table."""
        low = _low(name)
        if self._organ.match(low):
            return "TW"
        if code := _COMMITTEES.get(low):
            return code
        if entry := self._by_name.get(low):
            return entry.code
        if code := next((code for prefix, code in _COMMITTEES.items() if low.startswith(prefix)), None):
            return code
        entry = self._by_name.get(low[: self._known_end(low, 0)])
        return entry.code if entry is not None and entry.code not in self._prose_codes else None


def bodies_of(grammars: Grammars) -> Bodies:
    """The lookups of a set of grammars, built once."""
    bodies: Bodies = grammars.derived(Bodies)
    return bodies


_UNMARKED = frozenset(("tinh", "huyen", "quan", "xa", "phuong"))
"""Words for places as OCR leaves them."""


def _seat_end(text: str, low: str, start: int) -> int:
    """The end of the word for a place that a name in capitals follows (``của thành phố Hà Nội``), 0 where there is none."""
    seat = _SEATS.match(low, start)
    return seat.end() - 1 if seat is not None and text[seat.end()].isupper() else 0


def _low(name: str) -> str:
    return " ".join(fold(name).lower().split())
