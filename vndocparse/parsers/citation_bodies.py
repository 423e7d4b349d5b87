"""Names of issuing bodies (cơ quan ban hành) in running text, and what an issuer code says of the body.

A name begins with a known first word (Ban, Bộ, Tỉnh ủy, UBND …) and runs on over capitals, the small words of such names
and place names, up to a word that no name holds (về, ngày, ban hành …). Names of the issuer table are taken whole.
"""

from __future__ import annotations

import re

from ..grammar import Family, Grammars, IssuerEntry
from ..text import fold
from .citation_types import lexicon_of
from .citation_view import View

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# A word of a name: capitals alone (UBND), or at most one capital in front, so that glued words part (vụĐảng).
_WORD = re.compile(rf"[{_UPPER}][{_UPPER}&0-9]+|[{_UPPER}]?[^\s,;:()\"“”.…/{_UPPER}]+|[{_UPPER}]")
_TERM = re.compile(r" khóa [IVX]+$")
_REMARK = re.compile(r"\s*\([^)]*\)")
_LINK = re.compile(r" {1,3}(?:- )?|(?=[%s])" % _UPPER)
_JOINT = re.compile(r",? {1,3}(?:và |- )?")
_ORGANS = re.compile(r"(?:bộ chính trị|ban bí thư|ban chấp hành trung ương|bch trung ương|bch tw|bct|bbt)(?! (?:trung ương )?(?:đoàn|hội)| tw đoàn)".replace("đoàn", fold("đoàn")))
_COMMITTEES = tuple(
    (f"{organ}{committee}", code)
    for committee, code in (("tỉnh ủy", "TU"), ("huyện ủy", "HU"), ("quận ủy", "QU"), ("thị ủy", "TXU"), ("đảng ủy", "ĐU"), ("thành ủy", "TU"), ("đảng bộ tỉnh", "TU"), ("đảng bộ huyện", "HU"), ("đảng bộ xã", "ĐU"))
    for organ in ("", "ban thường vụ ", "btv ", "thường trực ", "ban chấp hành ", "bch ")
)
"""A committee and its organs number in one series."""


class Bodies:
    """Lookups over the issuer table and the lists of body words, built once for a set of grammars."""

    def __init__(self, grammars: Grammars) -> None:
        self.heads = frozenset(grammars.items("cited-body-heads"))
        self.stops = frozenset(grammars.items("cited-body-stops"))
        self.words = frozenset(grammars.items("cited-body-words"))
        self.pairs = frozenset(grammars.items("cited-body-pairs"))
        self.places = frozenset(grammars.items("cited-body-places"))
        self.generic = frozenset(grammars.items("cited-body-generic"))
        self.joint = tuple(grammars.items("cited-joint-bodies"))
        self._small_heads = tuple(grammars.items("cited-body-heads-small"))
        self._own_names = tuple(grammars.items("cited-bodies-with-own-names"))
        self._types = lexicon_of(grammars).scanner
        self._known: dict[str, list[str]] = {}
        self._by_name: dict[str, IssuerEntry] = {}
        self._by_code: dict[str, list[IssuerEntry]] = {}
        for entry in grammars.records(IssuerEntry):
            for code in (entry.code, *entry.also):
                plain = _REMARK.sub("", code)  # "UB (before 2005)"
                if " " not in plain and "OCR" not in code:
                    self._by_code.setdefault(fold(plain).upper(), []).append(entry)
            self._learn(entry)
        for names in self._known.values():
            names.sort(key=len, reverse=True)

    def _learn(self, entry: IssuerEntry) -> None:
        whole = " ".join(fold(_REMARK.sub("", _TERM.sub("", entry.name))).lower().split())
        for name in {whole, *(part.strip() for part in whole.split(",") if part.count(" ") > 1)}:
            self._by_name.setdefault(name, entry)
            known = self._known.setdefault(name[:5], [])
            if " " in name and name not in known:
                known.append(name)

    def read(self, view: View, start: int, limit: int) -> int:
        """The end of the name that begins at ``start``, or ``start`` where none does. ``limit`` ends the search."""
        text, low = view.text, view.low
        word = _WORD.match(text, start, limit)
        if word is None or low[start : word.end()] not in self.heads:
            return start
        if not text[start].isupper() and not low.startswith(self._small_heads, start):
            return start
        end = self._known_end(low, start) or self._opening_end(low, start) or word.end()
        end = self._run(view, start, end, limit)
        return self._joined(view, start, end, limit)

    def _known_end(self, low: str, start: int) -> int:
        for name in self._known.get(low[start : start + 5], ()):
            end = start + len(name)
            if low.startswith(name, start) and not low[end : end + 1].isalnum():
                return end
        return 0

    def _opening_end(self, low: str, start: int) -> int:
        """The end of the usual opening of a name (``Ủy ban``, ``Bộ trưởng``)."""
        return max((start + len(head) for head in self._small_heads if low.startswith(head, start)), default=0)

    def _run(self, view: View, start: int, end: int, limit: int) -> int:
        """Goes on over the words that belong to the name."""
        text, low = view.text, view.low
        small = not text[start].isupper()
        place = False
        last = end  # the name ends at the last word that can end one
        previous = low[low.rfind(" ", start, end) + 1 : end]
        while link := _LINK.match(text, end, limit):
            word = _WORD.match(text, link.end(), limit)
            if word is None:
                break
            at, stop = word.span()
            lower = low[at:stop]
            following = low[stop : stop + 6]
            if lower in self.stops or (lower == "ban" and following.startswith(" hành")):
                break
            opening = self._opening_end(low, at) if text[at].isupper() or small else 0
            if opening > stop:
                last = end = opening
                lower = low[low.rfind(" ", at, opening) + 1 : opening]
            elif text[at].isupper():
                if link[0].endswith("- ") and lower in self.heads:
                    break
                last = end = stop
            elif text[at].isdigit():
                if previous not in self.places:
                    break
                last = end = stop
            elif lower in ("và", "&"):
                second = _WORD.match(text, stop + 1, limit)
                if place or second is None or not second[0][0].isupper() or second[0].lower() in self.heads or self._types.match(low, stop + 1):
                    break
                end = stop
            elif pair := self._pair(low, at, stop):
                last = end = pair
            elif lower in self.words:
                last, end = (last, stop) if lower == "các" else (stop, stop)
            elif self._second_syllable(text, low, previous, end, place):
                last = end = stop
            elif runs_on := self._own_name(view, start, at, limit):
                last = end = runs_on
            else:
                last = self._glued_end(low, at, stop) or last
                break
            place = place or (lower in self.places and lower not in ("khu", "khối"))
            previous = lower
            if text[stop : stop + 2] == ". " and lower in ("tp", "tx", "tt", "q", "p", "h", "x") and text[stop + 2 : stop + 3].isupper():
                end = stop + 1
        return last

    def _glued_end(self, low: str, at: int, stop: int) -> int:
        """The end of a small word that the next clause is glued to (``ủyvề``), 0 if it is none."""
        return next((at + size for size in (4, 3, 2) if low[at : at + size] in self.words and stop > at + size > at + 1), 0)

    def _pair(self, low: str, at: int, stop: int) -> int:
        second = _WORD.match(low, stop + 1)
        return second.end() if second and low[stop] == " " and f"{low[at:stop]} {second[0]}" in self.pairs else 0

    def _second_syllable(self, text: str, low: str, previous: str, end: int, place: bool) -> bool:
        """May a small word be the second half of the capital word before it (Tài chính, Giao thông)?"""
        begin = end - len(previous)
        return not place and text[begin].isupper() and not text[begin : end].isupper() and previous != "đảng" and previous not in self.words

    def _own_name(self, view: View, start: int, at: int, limit: int) -> int:
        """Up to three small words before a capital, in the name of a body that has a name of its own."""
        if not any(name in view.low[start:at] for name in self._own_names):
            return 0
        end = at
        for _ in range(3):
            word = _WORD.match(view.text, end, limit)
            if word is None or word[0].lower() in self.stops or view.text[word.end() : word.end() + 1] != " ":
                return 0
            end = word.end() + 1
            if view.text[end : end + 1].isupper():
                return word.end()
        return 0

    def _joined(self, view: View, start: int, end: int, limit: int) -> int:
        """Adds the second of two bodies that issue together (Bộ Chính trị, Ban Bí thư)."""
        if view.low[start:end] not in self.joint:
            return end
        link = _JOINT.match(view.text, end, limit)
        if link is None or not link[0].strip():
            return end
        for name in self.joint:
            if view.low.startswith(name, link.end()) and view.low[start:end] != name:
                return self._run(view, link.end(), link.end() + len(name), limit)
        return end

    def of_joint_code(self, codes: str, family: Family | None, year: int | None) -> str | None:
        """The bodies of a joint paper, joined by `` - ``; None where one of them is not known."""
        names = [self.of_code(code, family, year) for code in re.split(r"[-/]", codes)]
        return " - ".join(name for name in names if name) if len(names) > 1 and all(names) else None

    def of_code(self, code: str, family: Family | None, year: int | None = None) -> str | None:
        """The one body that ``code`` stands for in a number of ``family``; None where it may be several."""
        head = code.split("-")[0].split("/")[0].rstrip("0123456789") if code[:2] in ("QH", "UB") else code.split("-")[0].split("/")[0]
        rows = self._by_code.get(head.upper()) or self._by_code.get(head.upper() + "15") or []
        rows = [row for row in rows if row.code.rstrip("0123456789").upper() == head.upper().rstrip("0123456789")] or rows
        if family is not None:
            rows = [row for row in rows if row.family == family] or rows
        if year is not None:
            rows = [row for row in rows if _in_force(row, year)] or rows
        if len(rows) != 1 or "(" in rows[0].name or "," in _several(rows[0].name):
            return None
        return _TERM.sub("", rows[0].name)

    def code_of(self, name: str) -> str | None:
        """The code of a body by its name: the three organs of the Centre, and names of the issuer table at their beginning."""
        low = " ".join(fold(name).lower().split())
        if _ORGANS.match(low):
            return "TW"
        if entry := self._by_name.get(low):
            return entry.code
        for prefix, code in _COMMITTEES:
            if low.startswith(prefix):
                return code
        end = self._known_end(low, 0)
        entry = self._by_name.get(low[:end]) if end else None
        return entry.code if entry else None

    def entry_of_code(self, code: str) -> IssuerEntry | None:
        """The first entry of a code."""
        return next(iter(self._by_code.get(code.upper(), ())), None)

    def is_local(self, code: str, family: Family | None) -> bool:
        """Does the code serve bodies of many places? Not if its bodies are central ones."""
        rows = [row for row in self._by_code.get(code.upper(), ()) if family in (None, row.family)]
        if rows:
            return any(row.level != "central" for row in rows)
        return not code.upper().endswith("TW") and not (family == "state" and code.startswith("B") and len(code) > 2)

    def family_of(self, code: str | None, canonical: str) -> Family | None:
        """The family by the code where all its bodies are of one, else by the separators of the number."""
        families = {entry.family for entry in self._by_code.get((code or "").upper(), ())}
        if len(families) == 1:
            return families.pop()
        if re.match(r"[\w.]*-[^/]+/", canonical):
            return "party"
        return "state" if "/" in canonical else "party" if "party" in families else None

    def entry_of(self, name: str) -> IssuerEntry | None:
        """The entry of the issuer table that bears ``name`` (any case and spacing)."""
        return self._by_name.get(" ".join(fold(name).lower().split()))

    def is_generic(self, view: View, start: int, end: int) -> bool:
        """Is the name one that means no single body (Đảng, Trung ương)?"""
        return view.low[start:end] in self.generic

    def is_head(self, word: str) -> bool:
        return word in self.heads


def bodies_of(grammars: Grammars) -> Bodies:
    """The lookups of a set of grammars, built once."""
    bodies: Bodies = grammars.derived(Bodies)
    return bodies


def _in_force(entry: IssuerEntry, year: int) -> bool:
    return (not entry.valid_from or int(entry.valid_from[:4]) <= year) and (not entry.valid_to or year <= int(entry.valid_to[:4]))


def _several(name: str) -> str:
    """The part of an entry's name behind a comma if it begins a second body (Văn phòng Tỉnh ủy, Văn phòng Thành ủy)."""
    first, _, rest = name.partition(", ")
    return "," if rest and rest.split()[0] == first.split()[0] else ""
