"""The numbered tasks of the operative part (nhiệm vụ): what counts as one, who is told to do it, by when.

The outline is walked from the top. What stands under a head that only explains (Mục đích, Tình hình …) is left out, as are
the time, place and participants of an event and lists of people. An item that names no body inherits those of its parent
or of the sentence that leads into the list; a common deadline is inherited likewise.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document, Line
from ..models import Assignee, Deadline, Section, Task
from ..text import fold
from .assignees import Found, assignee, assignees_in, defined_names, distinct, vocabulary
from .assignment_tables import (
    AssignedRow,
    Columns,
    assigned_rows,
    bounds,
    columns_of,
    names_in_cell,
)
from .bodies import lexicon
from .deadlines import Reading, best, candidates, deadline, in_cell
from .outline import own_end, own_text, pieces, text_start
from .trace import Trace
from .words import PhraseBook, Words, has_glue, plain, valued

_ASSIGNED_ONLY = frozenset({"giấy mời", "giấy triệu tập", "thông báo", "thư mời", "thông cáo"})
_NEVER = frozenset({"báo cáo", "tờ trình", "biên bản", "giấy giới thiệu", "giấy chứng nhận", "giấy đi đường", "lời kêu gọi", "tuyên bố"})
_HEAD_LENGTH = 160
_LIST_OF = tuple(fold(word) for word in ("gồm", "danh sách", "có tên sau", "thành phần"))
_MESSAGES = {
    "deadline-without-year": "The year of a deadline is not written and the paper has no date to take it from",
    "deadline-without-anchor": "A deadline counts from an event whose day is not known",
    "deadline-impossible-day": "A deadline names a day that does not exist",
}


class TaskContext(NamedTuple):
    """What the rest of the paper tells: its date, type (``Quyết định``), issuer and the names of Kính gửi."""

    date: datetime.date | None = None
    type_name: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()


class _State(NamedTuple):
    """What items inherit, and whether they stand under a head that tells what to do."""

    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    operative: bool = False
    inside: bool = False
    preamble: bool = True
    """Nothing but bullets and titles so far: the grounds of the paper stand there."""


class _Heads:
    """The heads of the grammar: which explain, which are operative, which tell of an event."""

    def __init__(self, grammars: Grammars) -> None:
        marked = dict(valued(item if "=" in item else f"{item} = any" for item in grammars.items("explaining-headings")))
        self.explaining = PhraseBook(marked)
        self.operative = PhraseBook(plain(grammars.items("operative-headings")))
        self.event = PhraseBook({item: item for item in grammars.items("event-heads")})
        self.grounds = PhraseBook(plain(grammars.items("grounds-openers")))


def _heads(grammars: Grammars) -> _Heads:
    built: _Heads = grammars.derived(_Heads)
    return built


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
    reader = _Reader(document, grammars, trace, context)
    reader.numbering(sections)
    return tuple(reader.collect(sections, _State(deadline=reader.common_deadline(sections))))


class _Reader:
    def __init__(self, document: Document, grammars: Grammars, trace: Trace, context: TaskContext) -> None:
        self.document, self.grammars, self.trace, self.context = document, grammars, trace, context
        self.folded = document.folded
        self.heads = _heads(grammars)
        self.book = vocabulary(grammars)
        self.defined = defined_names(document, grammars)
        self.type = (context.type_name or "").casefold()
        self.glued = has_glue(self.folded)
        self._columns: Columns | None = None
        self._times: dict[str, tuple[int, int, Reading] | None] = {}

    def collect(self, siblings: Sequence[Section], state: _State) -> Iterator[Task]:
        """The tasks of one level; a list of them for every item that is one."""
        explained = False
        for index, section in enumerate(siblings):
            if state.preamble and section.kind != "bullet" and not section.text.isupper():
                state = state._replace(preamble=False)
            following = siblings[index + 1] if index + 1 < len(siblings) else None
            if section.label is None:
                if self._is_table(section):
                    if not explained:
                        yield from self._table(section, state)
                    continue
                self._columns = None
                if section.children or (following is not None and (following.label is not None or self._is_table(following))):
                    explained = self._explains(self._first_words(section), heading=True)
                    if not explained:
                        state = self._led(section, state)
                        yield from self.collect(section.children, state)
                continue
            self._columns = None
            if explained and section.kind not in ("part", "chapter", "article"):
                continue
            explained = False
            if self._is_section(section):
                yield from self._section(section, state)
            else:
                yield from self._item(section, state)

    def _words(self, start: int, end: int) -> Words:
        return Words(self.folded, start, end, glued=self.glued)

    # heads

    def _first_words(self, section: Section) -> Words:
        start = text_start(section)
        end = min(own_end(section), start + 300, section.children[0].span.start if section.children else section.span.end)
        return self._words(start, end)

    def _is_section(self, section: Section) -> bool:
        """Part, chapter, Mục; a roman or lettered head with numbered children, or one that is only a title."""
        if section.kind in ("part", "chapter"):
            return True
        if section.kind != "section":
            return False
        if (section.label or "").lower().startswith("mục"):
            return True
        numbered = any(child.label is not None and child.kind != "bullet" for child in section.children)
        return numbered or (section.title is not None and bool(section.children)) or (section.title or "").isupper()

    def _section(self, section: Section, state: _State) -> Iterator[Task]:
        words = self._first_words(section)
        if self._explains(words, heading=True):
            return
        found = assignees_in(words, self.grammars, head=True) if words.count < 40 else []
        own = self._assignees(found)
        state = state._replace(operative=state.operative or self._operative(words), assignees=own or state.assignees)
        yield from self.collect(section.children, state)

    def _explains(self, words: Words, *, heading: bool) -> bool:
        """Does the head only explain? Its first part decides, unless a later part is operative (MỤC TIÊU, NHIỆM VỤ)."""
        start = self._past_preposition(words)
        match = self.heads.explaining.match(words, start)
        if match is None:
            return False
        after, how = match
        if not heading and how == "heading":
            return False
        gap = words.gaps[after].strip() if after < words.count else ""
        whole = after >= words.count or bool(gap) or words.low[after] in ("và", "chung", "cụ", "chủ")
        if how == "exact" and not whole:
            return False
        if how == "heading":
            return True
        if gap[:1] == "," or (after < words.count and words.low[after] == "và"):
            later = after if gap[:1] == "," else after + 1
            if later < words.count and self.heads.operative.match(words, later):
                return False
        return heading or whole or how == "any"

    @staticmethod
    def _past_preposition(words: Words) -> int:
        return 1 if words.count > 1 and words.low[0] in ("về", "các", "một", "những") and words.low[0] in ("về",) else 0

    def _operative(self, words: Words) -> bool:
        return any(self.heads.operative.match(words, index) for index in range(min(words.count, 12)))

    # lead-ins

    def _led(self, section: Section, state: _State) -> _State:
        """The state after a sentence that leads into a list."""
        span = section.span
        end = section.children[0].span.start if section.children else span.end
        start = max(span.start, end - 1500)
        words = self._words(start, end)
        found = assignees_in(words, self.grammars, leading=True)
        own = self._assignees(found)
        if not own:
            return state
        due = None
        names_end = found[-1].end
        if names_end < end:
            rest = self._words(names_end, end)
            due = self._deadline([(rest, end)])
        return state._replace(assignees=own, deadline=due or state.deadline)

    # items

    def _item(self, section: Section, state: _State) -> Iterator[Task]:
        spans = pieces(self.document, section)
        stretches = [(self._words(span.start, span.end), span.end) for span in spans]
        if not stretches:
            yield from self.collect(section.children, state)
            return
        words = stretches[0][0]
        if section.kind != "article" and self._left_out(section, words, state):
            return
        event = self._event_head(words)
        if event and section.kind != "article":
            if event != fold("nội dung") or self.type in _ASSIGNED_ONLY:
                return
            yield from self.collect(section.children, state)
            return
        found: list[Found] = []
        for stretch, _ in stretches:
            found += assignees_in(stretch, self.grammars, head=stretch is words and bool(section.children))
        own = self._assignees(found)
        due = self._deadline(stretches)
        below = state._replace(
            assignees=own or state.assignees,
            deadline=due if due is not None and due.kind != "ongoing" else state.deadline,
            inside=True,
        )
        children = () if self._lists_only(section, words) else tuple(self.collect(section.children, below))
        if not self._is_task(section, words, bool(own), bool(children), state):
            yield from children
            return
        yield Task(
            label=section.label,
            number=section.number,
            text="\n".join(own_text(self.document.text[span.start : span.end]) for span in spans),
            assignees=own or tuple(self._inherit(state.assignees)),
            deadline=due or (state.deadline.model_copy(update={"inherited": True}) if state.deadline else None),
            children=children,
            span=section.span,
        )

    def _left_out(self, section: Section, words: Words, state: _State) -> bool:
        """Explanations, grounds, lists of people."""
        if self._explains(words, heading=bool(section.children) and section.title is not None):
            return True
        if section.kind == "bullet" and state.preamble and self.heads.grounds.match(words, 0) and not assignees_in(words, self.grammars):
            return True
        names = lexicon(self.grammars).names_at(words, 0)
        return names is not None and names.stop == words.count and not section.children

    def _event_head(self, words: Words) -> str | None:
        """``Thời gian: …``, ``Địa điểm``: which head of an event the item is, if any."""
        match = self.heads.event.match(words, 0)
        if match is None:
            return None
        after, head = match
        if after >= words.count or ":" in words.gaps[after] or (words.low[after].isdigit() and head != fold("kinh phí")):
            return head
        return None

    def _lists_only(self, section: Section, words: Words) -> bool:
        """Are the children members, definitions or the like?"""
        if section.kind == "article" and self._explains(words, heading=True):
            return True
        tail = " ".join(words.low[-14:])
        return any(word in tail for word in _LIST_OF[1:]) and not self._operative(words)

    def _is_task(self, section: Section, words: Words, own: bool, parent: bool, state: _State) -> bool:
        if section.kind == "article":
            return True
        if self.type in _NEVER and not state.operative:
            return False
        if section.kind in ("bullet", "clause"):
            return own or parent or self._acts(words)
        if self.type in _ASSIGNED_ONLY:
            return own or parent or (state.inside and self._acts(words))
        return True

    def _acts(self, words: Words) -> bool:
        """Does the item begin with a verb that tells somebody to act, at once or after a head and a colon?"""
        colon = next((index for index in range(1, min(words.count, 15)) if ":" in words.gaps[index]), 0)
        return any(self.book.verbs.match(words, at) or self.book.adverbs.match(words, at) for at in {0, colon})

    # values

    def _assignees(self, found: list[Found]) -> tuple[Assignee, ...]:
        return tuple(assignee(self.document, item, self.grammars, self.defined, glued=self.glued) for item in distinct(found, self.folded))

    @staticmethod
    def _inherit(assignees: Sequence[Assignee]) -> Iterator[Assignee]:
        for item in assignees:
            yield item if item.inherited else item.model_copy(update={"inherited": True})

    def _deadline(self, stretches: Sequence[tuple[Words, int]]) -> Deadline | None:
        found = [candidate for words, end in stretches for candidate in candidates(words, self.grammars, end)]
        chosen = best(found, self.context.date) if found else None
        if chosen is None:
            return None
        candidate, reading = chosen
        return self._made(candidate.start, candidate.end, reading)

    def _made(self, start: int, end: int, reading: Reading) -> Deadline:
        made = deadline(self.document, start, end, reading)
        if reading.doubt is not None:
            self.trace.diagnose(
                reading.doubt, "warning" if "day" in reading.doubt else "info", _MESSAGES[reading.doubt], "/tasks", made.span
            )
        return made

    def common_deadline(self, sections: Sequence[Section]) -> Deadline | None:
        """A deadline of completion in the paragraphs that close the paper."""
        for section in reversed(sections):
            if section.label is not None:
                return None
            if self._is_table(section):
                continue
            words = self._words(section.span.start, section.span.end)
            found = candidates(words, self.grammars, section.span.end)
            found = [item for item in found if item.completes]
            chosen = best(found, self.context.date)
            if chosen is not None and chosen[1].kind == "due":
                return self._made(chosen[0].start, chosen[0].end, chosen[1])
        return None

    # tables

    def _is_table(self, section: Section) -> bool:
        if section.label is not None or not self.document.tables:
            return False
        cell = self.document.lines[self.document.line_at(section.span.start)].cell
        return cell is not None and not self.document.tables[cell.table].layout

    def _table(self, section: Section, state: _State) -> Iterator[Task]:
        """One task a row of a table that assigns work; a table without a head goes on with the one before."""
        document = self.document
        cell = document.lines[document.line_at(section.span.start)].cell
        assert cell is not None
        table = document.tables[cell.table]
        columns = columns_of(document, table, self.grammars)
        headless = columns is None and self._columns is not None and len(table.rows[0]) == self._columns.width
        if headless:
            columns = self._columns
        self._columns = columns
        if columns is None:
            return
        for row in assigned_rows(document, table, columns, headless=headless):
            yield self._row(row, state)

    def _row(self, row: AssignedRow, state: _State) -> Task:
        document = self.document
        found = [item for cell, role in row.roles for item in names_in_cell(document, cell, role, self.grammars)]
        own = self._assignees(found)
        due = None
        if row.time is not None:
            start, end = bounds(document, row.time)
            if (read := self._time(document.folded[start:end])) is not None:
                due = self._made(start + read[0], start + read[1], read[2])
        content = [document.text[slice(*bounds(document, cell))] for cell in (row.content, *row.more)]
        if due is None:
            start, end = bounds(document, row.content)
            due = self._deadline([(self._words(start, end), end)])
        shown = document.text[slice(*bounds(document, row.number))].strip() if row.number is not None else None
        filled = [bounds(document, cell) for cell in row.cells if not cell.cell.continued]
        text = own_text("\n".join(content)) if document.wrapped else "\n".join(line.strip() for line in "\n".join(content).split("\n"))
        return Task(
            label=shown,
            number=shown.strip(" .)/-(") or None if shown else None,
            text=text.strip(),
            assignees=own or tuple(self._inherit(state.assignees)),
            deadline=due or (state.deadline.model_copy(update={"inherited": True}) if state.deadline else None),
            span=document.span(min(start for start, _ in filled), max(end for _, end in filled)),
        )

    def _time(self, folded: str) -> tuple[int, int, Reading] | None:
        if folded not in self._times:
            self._times[folded] = in_cell(folded, self.grammars, self.context.date)
        return self._times[folded]

    # faults

    def numbering(self, sections: Sequence[Section]) -> None:
        """Reports a number that is missing or used twice among the items of one list."""
        last: dict[str, int] = {}
        for section in sections:
            if section.number is not None and section.number.isdigit() and section.kind in ("item", "clause", "article"):
                value, before = int(section.number), last.get(section.kind)
                if before is not None and value not in (before + 1, 1):
                    message = f"The number {section.label} follows {before}"
                    self.trace.diagnose("numbering-gap", "info", message, "/sections", section.span)
                last[section.kind] = value
            if section.children:
                self.numbering(section.children)
