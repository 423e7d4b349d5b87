"""Who is told to do a task, and in what part (lead, cooperating, monitoring, reporting).

A name counts where a word assigns it (giao, đề nghị, yêu cầu, phối hợp với …), where it is the subject of a sentence, or
where it stands as a head over what follows (``Ban Xây dựng Đảng: …``). A body that only receives a report is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..models import AssigneeRole
from ..text import fold
from .bodies import Lexicon, Names, lexicon
from .duties import Duties, vocabulary
from .words import Words

_SENTENCE = frozenset(".;:!?")
_SUBJECT_OPENERS = frozenset({"riêng", "thời", "đó", "còn"})  # riêng, đồng thời, trong đó
_TIME_WORDS = frozenset(fold("quý quí tháng năm tuần ngày kỳ xuyên").split())
_BEFORE_SUBJECT = _SUBJECT_OPENERS | _TIME_WORDS
_LOOK_BACK = 14  # words before a place in which the name is looked for that may reach up to it
_STRONG = frozenset(fold(duty) for duty in ("phải", "cần", "có trách nhiệm", "có nhiệm vụ", "chịu trách nhiệm", "tập trung", "nghiêm túc"))
_LISTING = frozenset(fold(duty) for duty in ("thực hiện", "triển khai", "chủ động", "khẩn trương"))  # … thực hiện các việc sau:
_PLURALS = frozenset(fold("các thủ từng mỗi toàn những").split())
_DUTIES = fold("nhiệm vụ").split()  # Nhiệm vụ, quyền hạn của …
_NOT_ASSIGNING = frozenset({"bàn", "chuyển", "được", "đã", "kết", "sự", "của", "việc", "thẩm", "theo", "văn"})
_NO_VERB = frozenset({"bộ", "sự", "trò", "tác", "thể", "chí", "quyền", "ban", "năng", "phương", "thức"})  # cán bộ lãnh đạo các phòng
_LIST_REACH = 70  # words of a list of names before the verb that binds them
_BINDING = {"có": ("trách", "nhiệm"), "chịu": ("trách",), "tập": ("trung",)}
_COMMAS_IN_NAME = 4  # các sở, ban, ngành, đoàn thể
_UNKNOWN_WORDS = 12  # words of one name that the lexicon need not know
_CIRCUMSTANCE = 60  # words of a circumstance before the subject
_CLAUSE_REACH = 25  # words between a name with a qualifier and its verb
_QUALIFIERS = frozenset(fold("bị được có trên nơi không chưa đang tại ở trong").split())
_HEAD_WORDS = 16  # words of a head that names bodies


class Found(NamedTuple):
    """An assignee of one stretch: offsets of the name and its part."""

    start: int
    end: int
    role: AssigneeRole


def assignees_in(words: Words, grammars: Grammars, *, leading: bool = False, head: bool = False) -> list[Found]:
    """The assignees that a stretch names, in order.

    ``leading``: it is a sentence that leads into a list, so that only what it assigns to others counts. ``head``: text
    follows below it, so that a name that is all of it stands for who is to do that.
    """
    return _Scan(words, grammars, leading, head).run()


def assigns(words: Words, grammars: Grammars) -> bool:
    """Do the words begin with a label that only tells who acts (``Đơn vị chủ trì: …``)?"""
    cue = vocabulary(grammars).cues.match(words, 0)
    return cue is not None and cue[1].startswith("label-") and cue[0] < words.count and ":" in words.gaps[cue[0]]


class _Scan:
    def __init__(self, words: Words, grammars: Grammars, leading: bool, head: bool) -> None:
        self.words = words
        self.names: Lexicon = lexicon(grammars)
        self.book = vocabulary(grammars)
        self.duties = Duties(words, self.names, self.book)
        self.leading, self.head = leading, head
        self.found: list[Found] = []
        self.reach = 0
        """The word up to which the last name of a list goes on with what tells which bodies are meant."""
        self._bound: list[int] | None = None
        self._regarded: tuple[int, int] | None = None

    def run(self) -> list[Found]:
        """All assignees of the stretch. What ``đối với …:`` names only opens the sentence where that has a subject of its own."""
        self._scan()
        if self._regarded and len(self.found) > self._regarded[1]:
            del self.found[slice(*self._regarded)]
        return self.found

    def _scan(self) -> None:
        low, gaps, firsts, cues = self.words.low, self.words.gaps, self.book.firsts, self.book.cues.firsts
        position = 0
        for index in [index for index, word in enumerate(low) if word in firsts or not index]:
            if index < position:
                continue
            if low[index] in cues and (stop := self._at_cue(index)):
                position = stop
            # Inside a sentence a name that no cue assigns is only mentioned.
            elif gaps[index] != " " or not index or (before := low[index - 1]) in _BEFORE_SUBJECT or before.isdigit():
                position = self._at_name(index) or position

    def _at_cue(self, index: int) -> int:
        """Reads what a cue at word ``index`` assigns; returns the word to go on with, or 0."""
        cue = self.book.cues.match(self.words, index)
        return self._assigned(index, *cue) if cue is not None else 0

    def _at_name(self, index: int) -> int:
        """Reads a list of names at word ``index`` that no cue assigns; returns the word to go on with, or 0."""
        words = self.words
        names = self.names.names_at(words, index)
        if names is None:
            return 0
        if (index == 0 or self._is_boundary(words.gaps[index])) and (stop := self._answerable(index, names.stop)):
            return stop
        role = self._as_subject(index, names)
        if role is None:
            return 0
        if index and not self._is_boundary(words.gaps[index]) and self._name_before(index) and not self._after_circumstance(index):
            return names.stop  # the tail of a list that is only mentioned: "của Ban Tổ chức, Ban Dân vận …"
        self._add(names, role)
        return names.stop

    def _answerable(self, index: int, stop: int) -> int:
        """Adds the subjects of ``có trách nhiệm``, ``chịu trách nhiệm`` where the list that begins at ``index`` is longer than
        the known words of its names (``Ban chỉ đạo giảm nghèo tỉnh; Giám đốc các sở … chịu trách nhiệm``)."""
        verb = next((at for at in self._binding() if at >= stop), 0)
        if not stop < verb < index + _LIST_REACH or any(c in ".:!?" for gap in self.words.gaps[stop : verb + 1] for c in gap):
            return 0
        return verb if self._add_pieces(index, verb) else 0

    def _binding(self) -> list[int]:
        """The words at which ``có trách nhiệm`` and its like begin."""
        if self._bound is None:
            low = self.words.low
            self._bound = [at for at, word in enumerate(low[:-1]) if word in _BINDING and low[at + 1] in _BINDING[word]]
        return self._bound

    def _add_pieces(self, at: int, end: int) -> bool:
        """Adds the names of words ``at`` to ``end``, parted at commas and semicolons; False if one of them begins no name."""
        words, low = self.words, self.words.low
        found: list[Found] = []
        while at < end:
            name = self.names.name_end(words, at)
            if name is None or name > end:
                return False
            stop = name
            while stop < end and not ("," in words.gaps[stop] and not self._goes_on(stop)) and ";" not in words.gaps[stop]:
                if low[stop] == "và" and self.names.name_end(words, stop + 1) is not None:
                    break
                stop += 1
            if stop > name and (stop - name > _UNKNOWN_WORDS or (low[name] != "và" and self._tells(name))):
                return False
            found.append(Found(words.start(at), words.end(stop - 1), "lead"))
            at = stop + 1 if stop < end and low[stop] == "và" else stop
        self.found += found
        return True

    def _goes_on(self, index: int) -> bool:
        """``phòng, chống`` is one verb."""
        return self.words.low[index] == "chống" and self.words.low[index - 1] == "phòng"

    def _tells(self, index: int) -> bool:
        """Do the words after a name tell what it does or is, so that they are no part of it?"""
        words, book = self.words, self.book
        return any(found.match(words, index) is not None for found in (book.duties, book.facts, book.adverbs, book.cues))

    def _after_circumstance(self, index: int) -> bool:
        """Is word ``index`` the first after a circumstance (``Trên cơ sở kế hoạch của Đảng ủy, các chi bộ …``)?"""
        words = self.words
        if "," not in words.gaps[index]:
            return False
        for at in range(index - 1, max(index - _CIRCUMSTANCE, 0), -1):
            if "," in words.gaps[at]:
                return False
            if self._is_boundary(words.gaps[at]):
                return self.book.circumstances.match(words, at) is not None
        return index <= _CIRCUMSTANCE and self.book.circumstances.match(words, 0) is not None

    @staticmethod
    def _is_boundary(gap: str) -> bool:
        return any(c in _SENTENCE for c in gap)

    def _name_before(self, index: int) -> bool:
        """Does a list of names that begins before word ``index`` end with it or go on over it?"""
        words, firsts = self.words, self.names.firsts
        for back in range(max(index - _LOOK_BACK, 0), index):
            if words.low[back] in firsts and (names := self.names.names_at(words, back)) is not None and names.stop >= index:
                return True
        return False

    def _qualified(self, after: int) -> bool:
        """Is the rest of a head only what tells which bodies are meant (``Đảng ủy các xã được kiểm tra``)?"""
        words = self.words
        if words.count > _HEAD_WORDS or any(any(c in _SENTENCE for c in words.gaps[index]) for index in range(after, words.count)):
            return False
        return words.low[after] in _QUALIFIERS or words.low[after] == "và"

    def _add(self, names: Names, role: AssigneeRole) -> None:
        for first, stop in names.items:
            if stop == names.items[-1][1]:
                stop = max(stop, self.reach)
            self.found.append(Found(self.words.start(first), self.words.end(stop - 1), role))

    def _assigned(self, index: int, after: int, kind: str) -> int:
        """A cue at ``index`` that ends before word ``after``: adds the names it assigns; returns the word after them."""
        words = self.words
        if after >= words.count or kind == "none":
            return after if kind == "none" else 0
        gap = words.gaps[after].strip()
        labelled = kind.startswith("label-")
        if gap not in ((":", ":-", ": -") if labelled else ("", ":")) or (labelled and not self._starts_clause(index)):
            return 0
        if not self._cue_applies(index, kind):
            return 0
        names = self.names.names_at(words, after)
        if names is None or (names.people and kind not in ("request", "regarding") and not labelled):
            return 0
        if self.leading and kind in ("assign", "request") and names.stop < words.count and self._named_to_the_end(after):
            return words.count
        role = self._cue_role(kind, names)
        if role is not None:
            first = len(self.found)
            self._add(names, role)
            if kind == "regarding" and not index:
                self._regarded = (first, len(self.found))
        return names.stop

    def _named_to_the_end(self, after: int) -> bool:
        """Does nothing but a list of names follow the cue: ``yêu cầu Ban Chỉ huy Phòng chống lụt bão, các sở:``?"""
        words = self.words
        if any(self._is_boundary(words.gaps[at]) for at in range(after + 1, words.count)):
            return False
        commas = [at for at in range(after + 1, words.count) if "," in words.gaps[at]]
        last = (self.names.name_end(words, at) for at in commas[-_COMMAS_IN_NAME:])
        return words.count in last and self._add_pieces(after, words.count)

    def _cue_applies(self, index: int, kind: str) -> bool:
        words = self.words
        if kind in ("assign", "request") and index and words.low[index - 1] in _NOT_ASSIGNING and not words.gaps[index].strip():
            return False
        if kind == "request" and words.low[index] == "đề" and index and not self.leading:
            gap = words.gaps[index].strip()
            return gap != "," or self._after_circumstance(index) if gap else self._name_before(index)
        if kind == "regarding":
            return self._starts_clause(index) or words.low[:index] == _DUTIES
        if kind == "direct" and index and words.low[index - 1] in _NO_VERB and not words.gaps[index].strip():
            return False
        return not (kind == "cooperate" and self.leading)

    def _starts_clause(self, index: int) -> bool:
        return index == 0 or any(c in _SENTENCE or c in "(\n" for c in self.words.gaps[index])

    def _cue_role(self, kind: str, names: Names) -> AssigneeRole | None:
        if kind == "cooperate" or kind == "label-cooperating":
            return "cooperating"
        if kind == "label-monitoring":
            return "monitoring"
        if kind == "label-lead" or kind == "direct":
            return "lead"
        after = self.duties.after_brackets(names.stop)
        if kind == "regarding":
            ends = after >= self.words.count or ":" in self.words.gaps[after]
            return "lead" if ends else None
        if kind == "by":
            verb = self.book.roles.match(self.words, after) if after < self.words.count else None
            doing = self.words.low[after : after + 2]
            if (verb and verb[1] == "lead") or doing in (["phụ", "trách"], ["thực", "hiện"], ["đảm", "nhiệm"], ["chịu", "trách"]):
                return "lead"
            return None
        return self._role(after)

    def _as_subject(self, index: int, names: Names) -> AssigneeRole | None:
        """The part of a list of names that no cue assigns: the subject of a sentence or a head, or None."""
        words = self.words
        gap = words.gaps[index]
        opening = index == 0 or any(c in _SENTENCE for c in gap)
        after = self.duties.after_brackets(names.stop)
        if after >= words.count:
            return "lead" if index == 0 and self.head and not names.people else None
        if index == 0 and self.head and self.book.duties.match(words, after) is None and self._qualified(after):
            self.reach = words.count
            return "lead"
        behind = words.gaps[after]
        if ":" in behind:
            return "lead" if opening and not self.leading else None
        if any(c in _SENTENCE for c in behind):
            return None
        duty = self.book.duties.match(words, after)
        if self.leading:
            led = duty is not None and (duty[1] in _STRONG or (duty[1] in _LISTING and words.low[index] in _PLURALS))
            return self._role(after) if led else None
        if names.people:
            return self._role(after) if index == 0 and "," not in behind and self.duties.acts(after, sure=False) else None
        if opening:
            if "," in behind:
                return self._role(after) if self.book.conditions.match(words, after) or duty else None
            if words.low[after] in _QUALIFIERS and not duty and (role := self._qualified_subject(after)):
                return role
            return self._role(after) if self.duties.acts(after, sure=index > 0) else None
        if "," in gap or "(" in gap or words.low[index - 1] in _SUBJECT_OPENERS:
            return self._role(after) if duty and "," not in behind and self.duties.acts(after, sure=True) else None
        if duty and duty[1] in _STRONG and (words.low[index - 1] in _TIME_WORDS or words.low[index - 1].isdigit()):
            return self._role(after)
        return None

    def _role(self, after: int) -> AssigneeRole:
        """The part that the first verb after a name tells."""
        return self.duties.role(after, others=bool(self.found))

    def _qualified_subject(self, after: int) -> AssigneeRole | None:
        """The part of a name that is followed by what tells which bodies are meant, or None."""
        if self._answers_for(after):
            return "lead"
        verb = self.duties.verb_after_qualifier(after)
        if not verb:
            return None
        self.reach = verb
        return self._role(verb)

    def _answers_for(self, after: int) -> bool:
        """Does ``chịu trách nhiệm`` follow within the clause (``Thủ trưởng các đơn vị bị thu hồi … chịu trách nhiệm``)?"""
        words = self.words
        for index in range(after + 1, min(after + _CLAUSE_REACH, words.count - 2)):
            if self._is_boundary(words.gaps[index]):
                return False
            if words.low[index] in ("chịu", "có") and words.low[index + 1 : index + 3] == ["trách", "nhiệm"]:
                return True
        return False


def distinct(found: Sequence[Found], folded: str) -> list[Found]:
    """Each body once; where it is named in several parts, the first stands."""
    if len(found) < 2:
        return list(found)
    seen: set[str] = set()
    kept = []
    for item in found:
        name = " ".join(folded[item.start : item.end].lower().split())
        if name not in seen:
            seen.add(name)
            kept.append(item)
    return kept
