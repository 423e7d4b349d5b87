"""Where a name of a body or post begins in running text: its head word, and what belongs to the head."""

from __future__ import annotations

from ..grammar import Grammars
from ..text import fold
from .words import PhraseBook, Words, plain, valued

_LEADERS = frozenset({"thủ", "người", "lãnh", "bí", "phó", "chủ", "giám", "trưởng", "tổng", "chánh", "hiệu"})
_SMALL_HEADS = frozenset(fold("phòng sở ban hội trường đoàn đội trạm vụ cục viện").split())  # phòng Văn hóa và Thông tin
_FOR_A_PURPOSE = frozenset(fold("tổ đoàn đội nhóm").split())
_OPEN_WORDS = 8  # small words that a name of a centre or a company may run over
_ALONE = {tuple(fold(name).split()) for name in ("văn phòng", "thanh tra", "thường trực", "thư viện", "kho bạc", "bưu điện", "công an")}
_SHORT_CELL = fold("chi đảng").split()


class HeadReader:
    """Knows the head words of names, with the vocabularies of ``bodies.toml`` and the verbs of ``tasks.toml``."""

    def __init__(self, grammars: Grammars) -> None:
        self.heads = PhraseBook(plain(grammars.items("body-heads")))
        self.capital_heads = PhraseBook(plain(grammars.items("body-capital-heads")))
        self.people = PhraseBook(plain(grammars.items("body-persons")))
        self.determiners = PhraseBook(plain(grammars.items("body-determiners")))
        self.nouns = PhraseBook(plain((*grammars.items("body-nouns"), *grammars.items("body-heads"), *grammars.items("body-persons"))))
        self.enumerables = PhraseBook(plain(grammars.items("body-enumerables")))
        self.words = PhraseBook(plain(grammars.items("body-words")))
        self.posts = PhraseBook(plain(grammars.items("body-posts")))
        self.seconds = PhraseBook(plain(grammars.items("body-seconds")))
        self.compounds = {tuple(pair.lower().split()) for pair in grammars.items("body-compounds")}
        self.abbreviations = valued(grammars.items("body-abbreviations"))
        self.verbs = PhraseBook(plain(grammars.items("verbs")))
        # Any of these after a capital ends a name; other small words are taken for its second syllable.
        self.stops = PhraseBook(
            plain(
                (
                    *grammars.items("verbs"),
                    *grammars.items("duty-words"),
                    *grammars.items("adverbs-before-verb"),
                    *grammars.items("words-that-tell-facts"),
                )
            )
        )
        self.duties = PhraseBook(plain(grammars.items("duty-words")))
        books = (self.heads, self.capital_heads, self.people, self.determiners)
        self._onward = frozenset().union(self.heads.firsts, self.determiners.firsts, self.words.firsts)
        self.firsts = frozenset().union(*(book.firsts for book in books), (short.lower() for short in self.abbreviations))

    def _begins(self, words: Words, index: int) -> bool:
        """Does a name begin at word ``index``? Asked inside another name, where its extent does not matter: a list of any
        length must not be read into the depth."""
        if index >= words.count or (words.low[index] not in self.firsts and not words.low[index].isdigit()):
            return False
        if counted := self._counted(words, index):
            return counted > 0
        if self.heads.match(words, index) or words.printed(index) in self.abbreviations:
            return True
        return self._capital_head(words, index) > 0 or self.people.match(words, index) is not None

    def _counted(self, words: Words, index: int) -> int:
        """The word after ``các chi bộ`` or ``12 chi bộ`` at word ``index``; -1 after a determiner without such a noun, else 0."""
        word = words.low[index]
        determiner = self.determiners.match(words, index)
        if determiner is None and not (word.isdigit() and len(word) < 4):
            return 0
        at = determiner[0] if determiner else index + 1
        if at < words.count and words.gaps[at].strip() == "":
            noun = self.nouns.match(words, at)
            if noun is not None:
                return self._of_purpose(words, noun[0])
            if words.low[at : at + 2] == _SHORT_CELL and words.gaps[at + 1].strip() == ",":
                return at + 1  # các chi, đảng bộ
            if determiner and self._capital_head(words, at):
                return at + 1
        return -1

    def _of_purpose(self, words: Words, index: int) -> int:
        """Past a verb that tells what ``các tổ`` or ``các đoàn`` are for, where another verb follows it (``các tổ khảo sát tự …``)
        or nothing does."""
        if words.low[index - 1] not in _FOR_A_PURPOSE or index >= words.count or words.gaps[index] != " ":
            return index
        verb = self.verbs.match(words, index)
        if verb is None:
            return index
        ends = verb[0] >= words.count or words.gaps[verb[0]].strip()[:1] in (".", ";", ":", ",")
        return verb[0] if ends or self.stops.match(words, verb[0]) is not None else index

    def _led_unit(self, words: Words, index: int, stop: int) -> int:
        """Past the unit that a post leads: ``Thủ trưởng cơ quan …``, ``Giám đốc: Sở Y tế``."""
        if words.low[index] not in _LEADERS or stop >= words.count or self._verb_outruns(words, stop):
            return stop
        gap = words.gaps[stop].strip()
        if gap == "" and not words.capital(stop) and (noun := self.nouns.match(words, stop)):
            return noun[0]
        if gap == ":" and (unit := self._capital_head(words, stop)):
            return unit
        return stop

    def _is_person(self, words: Words, index: int) -> bool:
        """Does a personal name follow ``đồng chí``, not a post or a body?"""
        return index < words.count and words.capital(index) and not self._begins(words, index)

    def _capital_head(self, words: Words, index: int) -> int:
        """The word after a head that needs a capital and company (``Ban Tổ chức``, ``Trường Tiểu học``), or 0."""
        head = self.capital_heads.match(words, index)
        if head is None or head[0] >= words.count:
            return 0
        after = head[0]
        if not words.capital(index):
            named = words.low[index] in _SMALL_HEADS and words.gaps[after] == " " and words.capital(after)
            return after if named and words.capital(after) and not self._begins(words, after) else 0
        if ":" in words.gaps[after] and tuple(words.low[index:after]) in _ALONE:
            return after  # Văn phòng: chuẩn bị …
        if words.gaps[after].strip() not in ("", "-"):
            enumerated = words.gaps[after].strip() == "," and self.enumerables.match(words, after) is not None
            return after if enumerated and self.enumerables.match(words, index) else 0
        verb = self.verbs.match(words, index)
        if verb is not None and verb[0] > after:
            return 0  # TỔ CHỨC, BÁO CÁO, BAN HÀNH in capitals
        if after - index > 1 and verb is None and not words.capital(after):
            return self._open_name(words, after)
        if words.capital(after):
            return after
        if self.heads.match(words, index) or self.words.match(words, after) or self.heads.match(words, after):
            return after
        return after if self.determiners.match(words, after) and after - index > 1 else 0

    def _open_name(self, words: Words, index: int) -> int:
        """Past the small words of ``Trung tâm cung ứng dịch vụ công``: a head of two syllables goes on to the verb."""
        stop = index
        while stop < min(words.count, index + _OPEN_WORDS) and words.gaps[stop].strip() == "" and not words.capital(stop):
            if self.stops.match(words, stop) or words.low[stop] == "và":
                return stop
            stop += 1
        return stop if stop < words.count and words.gaps[stop].strip() else index

    def _verb_outruns(self, words: Words, index: int) -> bool:
        """Is the word the first of a verb or another longer phrase that no name holds (``báo cáo``, ``trường hợp``)?"""
        stop = self.stops.match(words, index)
        if stop is None or stop[0] - index < 2:
            return False
        return all((known := book.match(words, index)) is None or known[0] < stop[0] for book in (self.words, self.heads))
