"""One name of a body or post in running text: where it begins and how far it goes.

A name begins with a head word (Ban, Đảng ủy, Chi bộ, đồng chí …) and goes on over capitals and a few listed words; a verb
ends it. ``Đảng ủy các xã, thị trấn`` and ``Ban Tuyên giáo và Dân vận`` are one name each.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text import fold
from .body_heads import HeadReader
from .words import Words

_NUMBERED = frozenset(fold("số ấp thôn khu phố tổ phường quận khóm đội cụm trạm khối bản đoàn trường vùng quyết thị án đạo").split())
_UNITS = frozenset(fold("xã phường trấn huyện quận tỉnh phố thôn ấp khóm bản buôn làng").split())
_COUNCIL, _COMMITTEE = (fold(name).split() for name in ("hội đồng nhân dân", "ủy ban nhân dân"))
_PARTY_OF_FRONT, _UNIONS = (fold(name).split() for name in ("đảng ủy mặt trận tổ quốc", "các đoàn thể"))  # one party committee
_WHOLE = frozenset({"đoàn", "đảng"})  # a capital that is a name of its own: the small word after it is no part of it
_COMMANDING = frozenset(("huy", "đạo"))  # Ban chỉ huy, Ban chỉ đạo phòng, chống …
_FOUGHT = frozenset({("lãng", "phí"), ("tiêu", "cực")})
_BRIDGE = 3  # unlisted small words inside a name
_CLOSING_UNITS = frozenset(fold("tỉnh huyện xã phường trung").split())
_CONNECTORS = frozenset(fold("và của các cho với theo tại ở hoặc về để những một số từ đến").split())
_CHARGED = fold("phụ trách").split()
_LOGISTICS = fold("hậu")  # cần behind it is no duty
_POLICE_CODE = re.compile(r"[A-ZĐ]{1,3}\d{1,3}")
_LONGEST_TAIL = 9  # unlisted small words at the end of a proper name
_PROPER_REACH = 4  # words in which the capital of a proper name stands before them
_NO_TAIL = _CONNECTORS - {"trong"} | frozenset(fold("là được bị đã không chưa nếu khi do năm tháng quý ngày có").split())
_LONGEST = 40  # words; the longest printed name met has 27


class Name(NamedTuple):
    """A name up to word ``stop``. ``person``: a comrade by name or post; ``people``: people at large (đảng viên, cán bộ);
    ``apposition``: it may be the post of the person named before it."""

    stop: int
    person: bool = False
    people: bool = False
    apposition: bool = False


class NameReader(HeadReader):
    """Reads single names with the vocabularies of ``bodies.toml`` and the verbs of ``tasks.toml``."""

    def name_at(self, words: Words, index: int) -> Name | None:
        """One name beginning at word ``index``; read once, since lists are met at each of their names."""
        if index >= words.count or (words.low[index] not in self.firsts and not words.low[index].isdigit()):
            return None
        known: dict[int, Name | None] = words.single_names
        if index not in known:
            known[index] = self._read_name(words, index)
        return known[index]

    def _read_name(self, words: Words, index: int) -> Name | None:
        word = words.low[index]
        if counted := self._counted(words, index):
            return self._extended(words, counted, plural=True, person=False) if counted > 0 else None
        head = self.heads.match(words, index)
        if head is not None:
            person = word in ("đồng", "đ", "ông", "bà") and self._is_person(words, head[0])
            if word in ("ông", "bà", "đ") and not person and not self._begins(words, head[0]):
                return None
            stop = self._led_unit(words, index, head[0])
            # Thủ trưởng cơ quan, đơn vị; Trưởng các ban, ngành: the units share one post.
            shared = stop > head[0] or "các" in words.low[index : head[0]]
            return self._extended(words, stop, plural=shared, person=person)
        if words.printed(index) in self.abbreviations:
            return self._extended(words, index + 1, plural=False, person=False)
        capital = self._capital_head(words, index)
        if capital:
            return self._extended(words, capital, plural=False, person=False)
        people = self.people.match(words, index)
        if people is not None:
            return self._extended(words, people[0], plural=True, person=False)._replace(people=True)
        return None

    def _extended(self, words: Words, index: int, *, plural: bool, person: bool) -> Name:
        """The name whose head ends before word ``index``, extended to the right as far as it goes."""
        low, gaps, count = words.low, words.gaps, words.count
        limit = min(count, index + _LONGEST)
        head = index = self._men_and_women(words, index)
        while index < limit:
            gap = gaps[index].strip()
            if gap == "":
                step, plural = self._step(words, index, plural)
                if step == index and not person:
                    step = self._bridged(words, index)
            elif gap == "-" and not person and (words.capital(index) or self.words.match(words, index)):
                step = self._word_or_one(words, index)
            elif gap == "," and not person:
                step = self._fought(words, index) or self._enumerated(words, index, plural)
            elif gap == "/" and (words.capital(index) or self.enumerables.match(words, index)):
                step = self._word_or_one(words, index)
            elif gap == "&" and low[index - 3 : index + 1] == ["văn", "phòng", "hđnd", "ubnd"]:
                step = index + 1
            elif gap == "&" and words.capital(index) and not self._begins(words, index):
                step = index + 1
            else:
                step = index
            if step == index:
                break
            index = step
        if low[index : index + 2] == ["có", "tên"]:
            index = self._named_in(words, index)
        elif not person:
            index = self._with_tail(words, head, index, plural)
        return Name(index, person=person)

    @staticmethod
    def _men_and_women(words: Words, index: int) -> int:
        """Past ``, bà`` or ``(bà)`` behind ``các ông``, else ``index``."""
        low = words.low[index - 1 : index + 1]
        if low != ["ông", "bà"] or words.gaps[index].strip() not in (",", "("):
            return index
        return index + 1

    def _with_tail(self, words: Words, head: int, index: int, plural: bool) -> int:
        """Past small words that no list knows but that a proper name goes on with, up to the duty that follows it, the colon of a
        head or the end (``Cục Quản lý và Phát triển thị trường trong nước chủ trì …``)."""
        low, count = words.low, words.count
        if index >= count or words.gaps[index] != " ":
            return index
        charged = low[index : index + 2] == _CHARGED  # Phó Chủ tịch phụ trách phong trào chỉ đạo …
        proper = any(words.capital(at) for at in range(max(head, index - _PROPER_REACH), index)) and low[index - 1] not in _UNITS
        if not (proper or plural or charged):
            return index
        at = index + 2 * charged
        while at < min(count, index + _LONGEST_TAIL + 1):
            if ":" in words.gaps[at]:
                return at
            if words.gaps[at] != " ":
                return index
            if self.duties.match(words, at) is not None and low[at - 1] != _LOGISTICS:
                return at if (proper or charged) and at > index + 2 * charged else index
            if (known := self.words.match(words, at)) is not None:
                at = known[0]
                continue
            if charged and at > index + 2 and self.verbs.match(words, at) is not None:
                return at
            linked = low[at] == "và" and at + 1 < count and words.capital(at + 1)
            stopped = low[at] != "trong" and self.stops.match(words, at) is not None
            if not linked and (low[at] in _NO_TAIL or stopped or (not charged and self._begins(words, at))):
                return index
            at += 1
        return at if at == count and not charged else index

    @staticmethod
    def _fought(words: Words, index: int) -> int:
        """Past what stands behind a comma in ``phòng, chống tham nhũng, lãng phí, tiêu cực``, else 0."""
        if words.low[index] == "chống" and words.low[index - 1] == "phòng":
            return index + 1
        return index + 2 if tuple(words.low[index : index + 2]) in _FOUGHT else 0

    def _bridged(self, words: Words, index: int) -> int:
        """Past unlisted small words before the unit that closes a name (``Ban Công tác thiếu nhi Trung ương Đoàn``)."""
        low = words.low
        if _CLOSING_UNITS.isdisjoint(low[index + 1 : index + _BRIDGE + 1]):
            return index
        for at in range(index + 1, min(index + _BRIDGE + 1, words.count)):
            if low[at] in _CLOSING_UNITS and (low[at] != "trung" or low[at + 1 : at + 2] == ["ương"]):
                between = range(index, at)
                small = all(words.gaps[word].strip() == "" and not words.capital(word) for word in between)
                known = any(low[word] in _CONNECTORS or self.stops.match(words, word) for word in between)
                return at if small and not words.gaps[at].strip() and not known else index
        return index

    @staticmethod
    def _named_in(words: Words, index: int) -> int:
        """Past ``có tên tại Điều 1``, ``có tên trong danh sách``."""
        low = words.low[index : index + 5]
        if low[2:4] and low[2] in ("tại", "ở", "trong", "nêu"):
            for end, word in enumerate(low[3:], 4):
                if word.isdigit() or word == "sách":
                    return index + end
            return index
        return index + 2

    def _word_or_one(self, words: Words, index: int) -> int:
        found = self.words.match(words, index) or self.enumerables.match(words, index)
        return found[0] if found else index + 1

    def _step(self, words: Words, index: int, plural: bool) -> tuple[int, bool]:
        """After a blank: the index after what goes on with the name (``index`` itself when nothing does)."""
        word = words.low[index]
        if word == "và":
            return self._joined_by_and(words, index, plural), plural
        if word.isdigit():
            return self._numbered(words, index), plural
        if word == "số":
            return (index + 2 if index + 1 < words.count and words.low[index + 1].isdigit() else index), plural
        if not words.capital(index) and self._second_syllable(words, index):
            return index + 1, plural
        if word == "phòng" and words.low[index + 1 : index + 2] == ["chống"] and words.low[index - 1] in _COMMANDING:
            return index + 2, plural
        if word not in self._onward:
            return (index + 1 if words.capital(index) else index), plural
        if not words.capital(index) and self._verb_outruns(words, index):
            return index, plural
        head = self.heads.match(words, index)
        if head is not None and word != "lãnh":  # "Đảng ủy lãnh đạo Ủy ban nhân dân": a verb here
            return head[0], plural
        determiner = self.determiners.match(words, index)
        if determiner is not None:
            noun = self.nouns.match(words, determiner[0])
            return (self._of_purpose(words, noun[0]), True) if noun else (index, plural)
        known = self.words.match(words, index)
        if known is not None:
            return known[0], plural
        if words.capital(index):
            return index + 1, plural
        return index, plural

    def _numbered(self, words: Words, index: int) -> int:
        """Past the number of a unit (``chi bộ 7``) or the numbers of several (``các quận 6, 8 và 11``)."""
        low = words.low
        numbered = low[index - 1] in _NUMBERED or low[max(index - 2, 0) : index] == ["chi", "bộ"]
        if not (numbered or words.capital(index - 1)):
            return index
        stop = index + 1
        while stop < words.count and numbered:
            at = stop + (low[stop] == "và" and words.gaps[stop] == " ")
            listed = at > stop or words.gaps[stop].strip() == ","
            if not listed or at >= words.count or not low[at].isdigit() or len(low[at]) > 2 or words.gaps[at].strip() not in ("", ","):
                break
            noun, verb = self.nouns.match(words, at + 1), self.stops.match(words, at + 1)
            if noun is not None and (verb is None or noun[0] > verb[0]):
                break  # chi bộ 5 và 12 chi bộ khác
            stop = at + 1
        return stop

    def _second_syllable(self, words: Words, index: int) -> bool:
        """Is the small word the second syllable of the capital before it (``Tuyên`` + ``giáo``)?"""
        before = index - 1
        if not words.capital(before):
            return False
        if (words.low[before], words.low[index]) in self.compounds:
            return True
        shown = words.printed(before)
        if (len(shown) > 1 and shown.isupper()) or words.low[before] in _WHOLE:
            return False
        books = (self.words, self.heads, self.stops, self.determiners)
        return words.low[index].isalpha() and not any(book.match(words, index) for book in books)

    def _joined_by_and(self, words: Words, index: int, plural: bool) -> int:
        """``Tuyên giáo và Dân vận`` and ``các phường và thị trấn`` go on; ``và các đoàn thể`` is another name."""
        after = index + 1
        if after >= words.count or words.gaps[after].strip():
            return index
        if not words.capital(after) and (second := self.seconds.match(words, after)):
            return second[0] if second[0] - after > 2 or self._named(words, index - 1) else index
        if self._office_of_both(words, index):
            return self._word_or_one(words, after) if words.low[after] == "ubnd" else after + 4
        if plural and not words.capital(after) and (found := self.enumerables.match(words, after)):
            return found[0]
        if not (words.capital(after) and words.text[words.start(index - 1)].isalpha()) or self._begins(words, after):
            return index
        return after + 1 if self._named(words, index - 1) or self.seconds.match(words, after) is not None else index

    @staticmethod
    def _named(words: Words, index: int) -> bool:
        """Is the word, or that before it, a capital of a name?"""
        return words.capital(index) or (index > 0 and words.capital(index - 1))

    @staticmethod
    def _office_of_both(words: Words, index: int) -> bool:
        """``Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân``: one office serves both."""
        low = words.low
        first = 4 if low[max(index - 4, 0) : index] == _COUNCIL else 1 if low[index - 1] == "hđnd" else 0
        second = low[index + 1 : index + 5] == _COMMITTEE or low[index + 1] == "ubnd"
        return bool(first) and second and low[max(index - first - 2, 0) : index - first] == ["văn", "phòng"]

    def _enumerated(self, words: Words, index: int, plural: bool) -> int:
        """After a comma within one name: ``các xã, thị trấn``; ``Văn hóa, Thể thao``."""
        if words.low[index : index + 3] == _UNIONS and words.low[max(index - 6, 0) : index] == _PARTY_OF_FRONT:
            return index + 3
        back = index - 1
        found = self.enumerables.match(words, index)
        # các sở, ban, ngành; tỉnh, thành phố trực thuộc Trung ương
        if found is not None and (plural or (words.low[back] in _UNITS and words.low[found[0] - 1] in _UNITS)):
            whole = self.heads.match(words, index)
            in_row = words.capital(back) and found[0] < words.count and words.gaps[found[0]].strip() == ","  # các Sở, Ban, Ngành
            separate = words.capital(index) and not in_row and self._begins(words, index)
            return index if separate or (whole is not None and whole[0] > found[0]) else found[0]
        if self._is_sister(words, index):
            return index + 1
        if plural and words.capital(index) and self._named(words, back) and not self._begins(words, index):
            return index + 1 if self.stops.match(words, index) is None else index  # các xã Bát Mọt, Yên Nhân
        named = words.capital(back) or (words.low[back - 1 : back] != [] and words.capital(back - 1) and self._is_pair(words, back))
        if words.capital(index) and named and not self._begins(words, index) and self._is_pair(words, index + 1):
            return index + 1
        return index

    @staticmethod
    def _is_sister(words: Words, index: int) -> bool:
        """Does another of the same units follow a comma: ``quận Sơn Trà, quận Thanh Khê``, ``Phòng PC45, PC46``?"""
        low = words.low
        if low[index] in _UNITS and not words.capital(index) and index + 1 < words.count and words.gaps[index + 1] == " ":
            named = any(low[at] in _UNITS and words.capital(at + 1) for at in range(max(index - _PROPER_REACH, 0), index - 1))
            return named and words.capital(index + 1)
        return all(_POLICE_CODE.fullmatch(words.printed(at)) for at in (index - 1, index))

    def _is_pair(self, words: Words, index: int) -> bool:
        """Do words ``index - 1`` and ``index`` make a known compound (``Thể thao``)?"""
        return 0 < index < words.count and (words.low[index - 1], words.low[index]) in self.compounds

    def capitals(self, words: Words, index: int) -> int:
        while index < words.count and words.capital(index) and not words.gaps[index].strip(" ,"):
            index += 1
            if index < words.count and words.gaps[index].strip():
                break
        return index
