"""The numbered tasks of the operative part (nhiệm vụ): what counts as one, who is told to do it, by when.

The outline is walked from the top. What stands under a head that only explains (Mục đích, Tình hình …) is left out, as are
the time, place and participants of an event and lists of people. An item that names no body inherits those of its parent
or of the sentence that leads into the list; a common deadline is inherited likewise.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document, Line
from ..models import Assignee, Deadline, Section, Task
from .assignees import Found, assignees_in, assigns
from .bodies import lexicon
from .labels import roman_value
from .outline import own_end, own_text, pieces, text_start
from .table_tasks import TableReader, table_of
from .task_heads import CONTENT, heads
from .task_values import Values, inherited, inherited_deadline
from .trace import Trace
from .words import Words

_ASSIGNED_ONLY = frozenset({"giấy mời", "giấy triệu tập", "thông báo", "thư mời", "thông cáo"})
_NEVER = frozenset({"báo cáo", "tờ trình", "biên bản", "giấy giới thiệu", "giấy chứng nhận", "giấy đi đường", "lời kêu gọi", "tuyên bố"})
_HEADING_WORDS = 20
_NAMED_HEAD = 40  # words of a head in which a body may be named that its items inherit
_FIRST_WORDS = 300  # characters of an item that tell what it is
_LABEL_REACH = 50  # characters of a label such as "Cơ quan, đơn vị chủ trì thực hiện:"
_LEAD_IN = 1500  # characters of a sentence that leads into a list, from its end


class TaskContext(NamedTuple):
    """What the rest of the paper tells: its date, type (``Quyết định``), issuer and the names of Kính gửi."""

    date: datetime.date | None = None
    type_name: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()


class _State(NamedTuple):
    """What items inherit, and where they stand.

    ``operative``: under a head that tells what to do; ``inside``: under another task; ``preamble``: nothing but bullets and
    titles so far, which are the grounds of the paper.
    """

    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    operative: bool = False
    inside: bool = False
    preamble: bool = True


def tasks(
    document: Document,
    lines: Sequence[Line],
    sections: tuple[Section, ...],
    grammars: Grammars,
    trace: Trace,
    context: TaskContext,
) -> tuple[Task, ...]:
    """The tasks among ``sections``, nested, in document order; ``cited_documents`` are left for the caller to fill."""
    if not lines or not sections:
        return ()
    report_numbering(sections, trace)
    reader = _Reader(Values(document, grammars, trace, context.date), (context.type_name or "").casefold())
    return tuple(reader.collect(sections, _State(deadline=reader.common_deadline(sections))))


class _Reader:
    def __init__(self, values: Values, type_name: str) -> None:
        self._values, self._type = values, type_name
        self._document, self._grammars = values.document, values.grammars
        self._heads = heads(values.grammars)
        self._tables = TableReader(values)

    def collect(self, siblings: Sequence[Section], state: _State) -> Iterator[Task]:
        """The tasks of one level of the outline."""
        explained = False
        for index, section in enumerate(siblings):
            if state.preamble and section.kind != "bullet" and not section.text.isupper():
                state = state._replace(preamble=False)
            if section.label is None:
                following = siblings[index + 1 : index + 2]
                table = table_of(self._document, section)
                if table is not None:
                    if not explained:
                        yield from self._tables.tasks(table, following, state.assignees, state.deadline)
                    continue
                self._tables.interrupt()
                if section.children or (following and (following[0].label is not None or table_of(self._document, following[0]))):
                    led = self._led(section, state)
                    # A sentence that assigns work leads into a list, whatever word it begins with.
                    explained = led.assignees == state.assignees and self._explains(section)
                    if not explained:
                        state = led
                        yield from self.collect(section.children, state)
                continue
            self._tables.interrupt()
            if explained and section.kind not in ("part", "chapter", "article"):
                continue
            explained = False
            yield from self._section(section, state) if self._is_section(section) else self._item(section, state)

    def common_deadline(self, sections: Sequence[Section]) -> Deadline | None:
        """A deadline of completion in the paragraphs that close the paper."""
        for section in reversed(sections):
            if section.label is not None or section.children:
                return None
            if table_of(self._document, section) is None:
                start, end = section.span.start, section.span.end
                due = self._values.deadline([(self._values.words(start, end), end)], completing=True)
                if due is not None and due.kind == "due":
                    return due
        return None

    def _explains(self, section: Section) -> bool:
        """Is a paragraph without a label a heading of what only explains? A sentence of many words is none."""
        words = self._first_words(section)
        return words.count <= _HEADING_WORDS and self._heads.explains(words, heading=True)

    def _first_words(self, section: Section) -> Words:
        start = text_start(section)
        first = section.children[0].span.start if section.children else section.span.end
        return self._values.words(start, min(own_end(section), start + _FIRST_WORDS, first))

    # heads

    def _is_section(self, section: Section) -> bool:
        """Part, chapter, Mục; a roman or lettered head with numbered children, or one that is only a title."""
        if section.kind in ("part", "chapter"):
            return True
        if section.kind != "section":
            return False
        if (section.label or "").lower().startswith("mục"):
            return True
        if table_of(self._document, section.children[0]) if section.children else None:
            return True  # PHÂN CÔNG THỰC HIỆN: above its table
        numbered = any(child.label is not None and child.kind != "bullet" for child in section.children)
        return numbered or (section.title is not None and bool(section.children)) or (section.title or "").isupper()

    def _section(self, section: Section, state: _State) -> Iterator[Task]:
        words = self._first_words(section)
        if self._heads.explains(words, heading=True) and not self._assigns_below(section, state):
            return
        own: tuple[Assignee, ...] = ()
        if words.count < _NAMED_HEAD:
            own = self._values.assignees(assignees_in(words, self._grammars, head=True))
        operative = state.operative or self._heads.operative(words)
        yield from self.collect(section.children, state._replace(operative=operative, assignees=own or state.assignees))

    def _assigns_below(self, section: Section, state: _State) -> bool:
        """Does a sentence under a head such as YÊU CẦU assign what follows it?"""
        first = section.children[0] if section.children else None
        return first is not None and first.label is None and self._led(first, state).assignees != state.assignees

    def _led(self, section: Section, state: _State) -> _State:
        """The state after a sentence that leads into a list: whom it tells to act, and by when."""
        end = section.children[0].span.start if section.children else section.span.end
        found = assignees_in(self._values.words(max(section.span.start, end - _LEAD_IN), end), self._grammars, leading=True)
        own = self._values.assignees(found)
        if own:
            due = self._values.deadline([(self._values.words(found[-1].end, end), end)])
        else:
            start = max(section.span.start, end - _LEAD_IN)
            words = self._values.words(start, end)
            due = self._values.deadline([(words, end)], completing=not self._heads.completes(words))
        return state._replace(assignees=own or state.assignees, deadline=due or state.deadline)

    # items

    def _item(self, section: Section, state: _State) -> Iterator[Task]:
        spans = pieces(self._document, section)
        ends = [quotation_start(self._document.folded, span.start, span.end) for span in spans]
        stretches = [(self._values.words(span.start, end), end) for span, end in zip(spans, ends, strict=True) if end > span.start]
        if not stretches:
            yield from self.collect(section.children, state)
            return
        words = stretches[0][0]
        if section.kind != "article":
            if self._left_out(section, words, state):
                return
            event = self._heads.event(words)
            if event is not None:
                if event == CONTENT and self._type not in _ASSIGNED_ONLY:
                    yield from self.collect(section.children, state)
                return
        told, rest = self._told(section)
        stretches += told
        found: list[Found] = []
        for stretch, _ in stretches:
            found += assignees_in(stretch, self._grammars, head=stretch is words and bool(section.children))
        own = self._values.assignees(found)
        due = self._values.deadline(stretches)
        common = due if due is not None and due.kind != "ongoing" else state.deadline
        below = state._replace(assignees=own or state.assignees, deadline=common, inside=True)
        children = () if self._lists_only(section, words) else tuple(self.collect(rest, below))
        if not self._is_task(section, words, bool(own or children), state):
            yield from children
            return
        yield Task(
            label=section.label,
            number=section.number,
            text="\n".join(own_text(self._document.text[span.start : span.end]) for span in spans),
            assignees=own or inherited(state.assignees),
            deadline=due or inherited_deadline(state.deadline),
            children=children,
            span=section.span,
        )

    def _told(self, section: Section) -> tuple[list[tuple[Words, int]], Sequence[Section]]:
        """The children that only tell who does the item or when (``- Đơn vị chủ trì: …``, ``- Thời gian: …``), and the others."""
        told: list[tuple[Words, int]] = []
        rest: list[Section] = []
        timed = self._type not in _ASSIGNED_ONLY
        for child in section.children:
            start, end = text_start(child), child.span.end
            labelled = ":" in self._document.text[start : min(start + _LABEL_REACH, end)]
            if not labelled or child.label is None or child.children or child.kind == "clause":
                rest.append(child)
                continue
            words = self._values.words(start, min(end, start + _FIRST_WORDS))
            named = assigns(words, self._grammars)
            timed = timed or named  # in a notice the time of what nobody is told to do is that of an event
            if named or (timed and self._heads.times(words)):
                told.append((self._values.words(start, end) if end > start + _FIRST_WORDS else words, end))
            else:
                rest.append(child)
        return told, rest

    def _left_out(self, section: Section, words: Words, state: _State) -> bool:
        """Explanations, grounds, judgements of what was done, names of people."""
        if self._heads.explains(words, heading=bool(section.children) and section.title is not None) or self._heads.of_the_paper(words):
            return True
        if section.kind == "bullet" and state.preamble and self._heads.grounds(words):
            return not assignees_in(words, self._grammars)
        if self._heads.judges(words, 0) and not section.children:
            return not assignees_in(words, self._grammars)
        names = lexicon(self._grammars).names_at(words, 0)
        if names is None or section.children:
            return False
        if names.stop == words.count:
            return True
        return self._heads.judges(words, names.stop) and not assignees_in(words, self._grammars)

    def _lists_only(self, section: Section, words: Words) -> bool:
        """Are the children members, definitions or the like?"""
        return (section.kind == "article" and self._heads.explains(words, heading=True)) or self._heads.lists_members(words)

    def _is_task(self, section: Section, words: Words, assigned: bool, state: _State) -> bool:
        """``assigned``: the item or one below it names who acts, or one below it is a task."""
        if section.kind == "article":
            return True
        if self._type in _NEVER and not state.operative:
            return False
        if section.kind in ("bullet", "clause"):
            return assigned or self._heads.acts(words)
        if self._type in _ASSIGNED_ONLY:
            return assigned or (state.inside and self._heads.acts(words))
        return True


_QUOTED = re.compile(r":\s*\"")
_GAP = 4  # characters between the colon and a quotation in a paragraph of its own
_LONG_QUOTATION = 60  # characters: a passage that a paper quotes, not a name or a slogan


def quotation_start(folded: str, start: int, end: int) -> int:
    """Where a passage that is quoted after a colon begins (``Sửa mục II như sau: "1. …"``), else ``end``: whom it names and by
    when is another paper's affair."""
    if folded[start] == '"' and folded[max(start - _GAP, 0) : start].rstrip().endswith(":"):
        opening = start
    elif match := _QUOTED.search(folded, start, end):
        opening = match.end() - 1
    else:
        return end
    closing = folded.find('"', opening + 1, end)
    return opening if closing < 0 or closing - opening > _LONG_QUOTATION else end


def report_numbering(sections: Sequence[Section], trace: Trace) -> None:
    """Reports a number that is missing or used twice among the items of one list (1 then 3; II twice)."""
    last: dict[str, int] = {}
    for section in sections:
        number = section.number or ""
        value = int(number) if number.isdigit() else roman_value(number) if section.kind == "section" else 0
        if value and section.kind in ("section", "item", "clause", "article"):
            before = last.get(section.kind)
            if before is not None and value not in (before + 1, 1):
                message = f"The number {section.label} follows {before}"
                trace.diagnose("numbering-gap", "info", message, "/sections", section.span)
            last[section.kind] = value
        if section.children:
            report_numbering(section.children, trace)
