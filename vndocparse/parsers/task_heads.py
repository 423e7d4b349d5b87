"""What an item or a head tells by its first words: that it only explains, sets an event, tells who acts, or orders something."""

from __future__ import annotations

from itertools import pairwise

from ..grammar import Grammars
from ..text import fold
from .words import PhraseBook, Words, plain, valued

_OF_PAPERS = frozenset(fold("quy áp có thay gồm hướng").split())  # Quy chế này quy định, Thông tư này áp dụng
_MEMBERS = tuple(fold(word) for word in ("danh sách", "có tên sau", "thành phần", "gồm các đồng chí", "gồm các ông", "gồm các thành viên"))
_FORMING = [fold(verb).split() for verb in ("thành lập", "kiện toàn")]
_FINISHING = fold("hoàn thành").split()
_HEAD_WORDS = 12  # words of a head in which an operative word is looked for
_COLON_WORDS = 15  # words before the colon of "Công tác tuyên truyền: tổ chức …"
_MONEY = fold("kinh phí")
CONTENT = fold("nội dung")


class Heads:
    """The heads and openers of ``tasks.toml``, built once."""

    def __init__(self, grammars: Grammars) -> None:
        marked = valued(item if "=" in item else f"{item} = whole" for item in grammars.items("explaining-headings"))
        self._explaining = PhraseBook(marked)
        self._operative = PhraseBook(plain(grammars.items("operative-headings")))
        self._event = PhraseBook({item: item for item in grammars.items("event-heads")})
        self._times = PhraseBook(plain(grammars.items("time-labels")))
        self._grounds = PhraseBook(plain(grammars.items("grounds-openers")))
        self._statements = PhraseBook(plain(grammars.items("statements")))
        self._verbs = PhraseBook(plain((*grammars.items("verbs"), *grammars.items("adverbs-before-verb"))))

    def explains(self, words: Words, *, heading: bool) -> bool:
        """Does the head only explain? Its first part decides, unless the next is operative (MỤC TIÊU, NHIỆM VỤ)."""
        start = 1 if words.count > 1 and words.low[0] == "về" else 0
        match = self._explaining.match(words, start)
        if match is None:
            return False
        after, how = match
        gap = words.gaps[after].strip() if after < words.count else ""
        whole = after >= words.count or bool(gap) or words.low[after] in ("và", "chung", "cụ", "chủ")
        if how == "heading":
            return heading
        if how == "exact" and not whole:
            return False
        if gap[:1] == "," or (after < words.count and words.low[after] == "và"):
            later = after if gap[:1] == "," else after + 1
            if later < words.count and self._operative.match(words, later):
                return False
        return heading or whole or how == "any"

    def operative(self, words: Words) -> bool:
        """Does the head tell what is to be done (nhiệm vụ, giải pháp, tổ chức thực hiện)?"""
        return any(self._operative.match(words, index) for index in range(min(words.count, _HEAD_WORDS)))

    def event(self, words: Words) -> str | None:
        """``Thời gian: …``, ``Địa điểm``: which head of an event the item is, if any."""
        match = self._event.match(words, 0)
        if match is None:
            return None
        after, head = match
        told = after >= words.count or ":" in words.gaps[after] or (words.low[after].isdigit() and head != _MONEY)
        return head if told else None

    def times(self, words: Words) -> bool:
        """``Thời gian hoàn thành: …``: does the item only tell when?"""
        match = self._times.match(words, 0)
        return match is not None and match[0] < words.count and ":" in words.gaps[match[0]]

    @staticmethod
    def completes(words: Words) -> bool:
        """Does a sentence that leads into a list say by when all of it is to be finished (``hoàn thành …:``)?"""
        return any([first, second] == _FINISHING for first, second in pairwise(words.low))

    def grounds(self, words: Words) -> bool:
        """Do the words open the grounds of a paper (Căn cứ …, Xét …)?"""
        return self._grounds.match(words, 0) is not None

    def judges(self, words: Words, index: int) -> bool:
        """Does the body named before word ``index`` judge what was done (ghi nhận, đánh giá cao)?"""
        return self._statements.match(words, index) is not None

    @staticmethod
    def of_the_paper(words: Words) -> bool:
        """``Quy chế này quy định …``: what the paper is, not what is to be done."""
        low = words.low
        return any(low[at] == "này" and low[at + 1] in _OF_PAPERS for at in range(1, min(3, words.count - 1)))

    def lists_members(self, words: Words) -> bool:
        """Does the item end in words that open a list of people (``gồm các đồng chí có tên sau``)?"""
        if words.low[-1:] == ["gồm"] and words.low[:2] in _FORMING:
            return True
        tail = " ".join(words.low[-14:])
        return any(word in tail for word in _MEMBERS) and not self.operative(words)

    def acts(self, words: Words) -> bool:
        """Does the item begin with a verb that tells somebody to act, at once or after a head and a colon?"""
        colon = next((index for index in range(1, min(words.count, _COLON_WORDS)) if ":" in words.gaps[index]), 0)
        return any(self._verbs.match(words, at) for at in {0, colon})


def heads(grammars: Grammars) -> Heads:
    """The heads of a set of grammars, built once."""
    built: Heads = grammars.derived(Heads)
    return built
