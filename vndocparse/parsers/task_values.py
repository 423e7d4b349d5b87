"""The values of a task: its assignees and its deadline, found in stretches of the text, made into models once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from ..grammar import Grammars
from ..layout import Document
from ..models import Assignee, Deadline
from .assignees import Found, distinct
from .bodies import lexicon
from .deadlines import Candidate, Reading, best, candidates, deadline, in_cell
from .defined_names import defined_names
from .trace import Trace
from .words import Words, has_glue

_DOUBTS = {
    "deadline-without-year": ("info", "The year of a deadline is not written and the paper has no date to take it from"),
    "deadline-without-anchor": ("info", "A deadline counts from an event whose day is not known"),
    "deadline-impossible-day": ("warning", "A deadline names a day that does not exist"),
}


class Values:
    """Reads assignees and deadlines of one paper; ``date`` is the paper's own."""

    def __init__(self, document: Document, grammars: Grammars, trace: Trace, date: datetime.date | None) -> None:
        self.document, self.grammars = document, grammars
        self._trace, self._date = trace, date
        self._defined = defined_names(document, grammars)
        self._glued = has_glue(document.folded)
        self._cells: dict[str, tuple[int, int, Reading] | None] = {}
        self._names: dict[str, tuple[str, str]] = {}

    def words(self, start: int, end: int) -> Words:
        return Words(self.document.folded, start, end, glued=self._glued)

    def assignees(self, found: Sequence[Found]) -> tuple[Assignee, ...]:
        """Models of what was found, each body once."""
        return tuple([self._assignee(item) for item in distinct(found, self.document.folded)])

    def _assignee(self, found: Found) -> Assignee:
        printed = self.document.text[found.start : found.end]
        names = self._names.get(printed)
        if names is None:
            name = " ".join(printed.split())
            names = self._names[printed] = name, lexicon(self.grammars).normal(name, self._defined, glued=self._glued)
        return Assignee(name=names[0], normal=names[1], role=found.role, span=self.document.span(found.start, found.end))

    def deadline(self, stretches: Iterable[tuple[Words, int]], *, completing: bool = False) -> Deadline | None:
        """The deadline that stretches of words (each with its end) set. ``completing``: only one that ends the work."""
        found: list[Candidate] = []
        for words, end in stretches:
            found += candidates(words, self.grammars, end)
        if completing:
            found = [candidate for candidate in found if candidate.completes]
        chosen = best(found, self._date) if found else None
        return self._made(chosen[0].start, chosen[0].end, chosen[1]) if chosen is not None else None

    def deadline_in_cell(self, start: int, end: int) -> Deadline | None:
        """The deadline that the cell of a table holds."""
        folded = self.document.folded[start:end]
        if folded not in self._cells:
            self._cells[folded] = in_cell(folded, self.grammars, self._date)
        read = self._cells[folded]
        return self._made(start + read[0], start + read[1], read[2]) if read is not None else None

    def _made(self, start: int, end: int, reading: Reading) -> Deadline:
        made = deadline(self.document, start, end, reading)
        if reading.doubt is not None:
            severity, message = _DOUBTS[reading.doubt]
            self._trace.diagnose(reading.doubt, "warning" if severity == "warning" else "info", message, "/tasks", made.span)
        return made


def inherited(assignees: Iterable[Assignee]) -> tuple[Assignee, ...]:
    """The same assignees, marked as inherited."""
    return tuple(item if item.inherited else item.model_copy(update={"inherited": True}) for item in assignees)


def inherited_deadline(deadline: Deadline | None) -> Deadline | None:
    """The same deadline, marked as inherited."""
    return deadline.model_copy(update={"inherited": True}) if deadline is not None and not deadline.inherited else deadline
