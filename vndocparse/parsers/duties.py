"""What follows a name: the duty of who bears it, in which part, or only a fact about it."""

from __future__ import annotations

from ..grammar import Grammars
from ..models import AssigneeRole
from ..text import fold
from .bodies import Lexicon, lexicon
from .words import PhraseBook, Words, plain, valued

_PASSIVE = frozenset(fold("được bị").split())
_QUALIFIER_REACH = 6  # words that tell which bodies are meant
_PARENTHESIS = 30  # words at most inside brackets between a name and its verb
_ROLES: dict[str, AssigneeRole] = {"lead": "lead", "monitoring": "monitoring", "reporting": "reporting"}
_GLUED: dict[str, AssigneeRole] = {"phốihợp": "cooperating", "theodõi": "monitoring", "đônđốc": "monitoring", "tổnghợp": "reporting"}


class Vocabulary:
    """The phrase books of ``tasks.toml``."""

    def __init__(self, grammars: Grammars) -> None:
        self.cues = PhraseBook(valued(grammars.items("assigning-words")))
        self.roles = PhraseBook(valued(grammars.items("role-words")))
        self.duties = PhraseBook({phrase: phrase for phrase in grammars.items("duty-words")})
        self.adverbs = PhraseBook(plain(grammars.items("adverbs-before-verb")))
        self.facts = PhraseBook(plain(grammars.items("words-that-tell-facts")))
        self.verbs = PhraseBook(plain(grammars.items("verbs")))
        self.conditions = PhraseBook(plain(grammars.items("conditions-after-name")))
        self.circumstances = PhraseBook(plain(grammars.items("circumstances")))
        names = lexicon(grammars)
        self.firsts = frozenset(names.firsts | self.cues.firsts)


def vocabulary(grammars: Grammars) -> Vocabulary:
    """The vocabulary of a set of grammars, built once."""
    built: Vocabulary = grammars.derived(Vocabulary)
    return built


class Duties:
    """Reads what follows names in one stretch of words."""

    def __init__(self, words: Words, names: Lexicon, book: Vocabulary) -> None:
        self.words, self.names, self.book = words, names, book

    def acts(self, after: int, *, sure: bool) -> bool:
        """Is what follows a name something it shall do, not a fact about it? ``sure`` asks for a known verb."""
        words, book = self.words, self.book
        duty = book.duties.match(words, after)
        fact = book.facts.match(words, after)
        if fact is not None and (duty is None or duty[0] < fact[0]):
            return False
        return duty is not None or not sure or book.verbs.match(words, after) is not None or book.adverbs.match(words, after) is not None

    def after_brackets(self, index: int) -> int:
        """Past a remark in brackets between a name and its verb."""
        words = self.words
        if index < words.count and "(" in words.gaps[index]:
            for later in range(index + 1, min(index + _PARENTHESIS, words.count + 1)):
                if ")" in words.gaps[later]:
                    return later
        return index

    def verb_after_qualifier(self, after: int) -> int:
        """The duty that follows words which tell what bodies are meant (``các tỉnh ủy có rừng lãnh đạo …``, ``chi bộ được kiểm
        tra, giám sát chuẩn bị …``), or 0: a verb right behind the first word tells a fact (``chưa thực hiện …``)."""
        words, book = self.words, self.book
        at = after + 1
        if words.low[after] in _PASSIVE:
            while at < words.count and (verb := book.verbs.match(words, at)):
                at = verb[0]
                if at >= words.count or (words.low[at] != "và" and "," not in words.gaps[at]):
                    break
                at += words.low[at] == "và"
        elif book.verbs.match(words, at):
            return 0
        for index in range(at, min(at + _QUALIFIER_REACH, words.count)):
            if words.gaps[index].strip():
                return 0
            if index > after + 1 and book.duties.match(words, index):
                return index
        return 0

    def role(self, index: int, *, others: bool) -> AssigneeRole:
        """The part that the first verb after a name tells."""
        words, book = self.words, self.book
        while index < words.count and (adverb := book.adverbs.match(words, index)) and not self._is_role_word(index, adverb[0]):
            index = adverb[0]
        verb = book.roles.match(words, index) if index < words.count else None
        if verb is None:
            return _GLUED.get(words.low[index], "lead") if index < words.count else "lead"
        after, kind = verb
        if kind == "helper":
            return "cooperating"
        if kind == "adviser":
            return "cooperating" if after < words.count and self.names.names_at(words, after) else "lead"
        if kind == "cooperating":
            cue = book.cues.match(words, index)
            with_whom = cue is not None and cue[0] < words.count and self.names.names_at(words, cue[0]) is not None
            only_helps = others and (after >= words.count or any(c in ".;)" for c in words.gaps[after]))
            # Several bodies that act together all lead; «X chủ trì; Y phối hợp» does not.
            return "cooperating" if with_whom or only_helps else "lead"
        return _ROLES[kind]

    def _is_role_word(self, index: int, adverb_stop: int) -> bool:
        verb = self.book.roles.match(self.words, index)
        return verb is not None and verb[0] >= adverb_stop
