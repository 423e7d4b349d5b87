"""Tasks of assignment tables: one a row; see :mod:`.assignment_tables` for what the columns hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..layout import CellLines, Document, Table
from ..models import Assignee, Deadline, Section, Task
from .assignment_tables import AssignedRow, Columns, assigned_rows, bounds, columns_of, first_row_goes_on, names_in_cell
from .labels import label_at
from .outline import own_text
from .task_values import Values, inherited, inherited_deadline


def table_of(document: Document, section: Section) -> Table | None:
    """The table that a section of the outline stands for, if it does."""
    if section.label is not None or not document.tables:
        return None
    cell = document.lines[document.line_at(section.span.start)].cell
    if cell is None:
        return None
    index = cell.table
    while (parent := document.tables[index].parent) is not None and parent.table != index:
        index = parent.table
    table = document.tables[index]
    return None if table.layout else table


class TableReader:
    """Reads the tables of a paper in order: one without a head goes on with the one before it."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._document = values.document
        self._columns: Columns | None = None

    def interrupt(self) -> None:
        """Something stands between the tables: the next one must have a head of its own."""
        self._columns = None

    def tasks(
        self, table: Table, following: Sequence[Section], assignees: tuple[Assignee, ...], deadline: Deadline | None
    ) -> Iterator[Task]:
        """The tasks of a table; ``following`` are the sections after it, ``assignees`` and ``deadline`` what rows inherit."""
        document = self._document
        columns = columns_of(document, table, self._values.grammars)
        headless = columns is None and self._columns is not None and bool(table.rows) and len(table.rows[0]) == self._columns.width
        if headless:
            columns = self._columns
        self._columns = columns
        if columns is None:
            return
        rows = list(assigned_rows(document, table, columns, headless=headless))
        after = table_of(document, following[0]) if following else None
        if rows and after is not None and columns_of(document, after, self._values.grammars) is None:
            carried = first_row_goes_on(document, after, columns)
            if carried is not None:
                rows[-1] = rows[-1]._replace(more=(*rows[-1].more, carried), cells=(*rows[-1].cells, carried))
        for row in rows:
            yield self._task(row, assignees, deadline)

    def _task(self, row: AssignedRow, assignees: tuple[Assignee, ...], deadline: Deadline | None) -> Task:
        document, values = self._document, self._values
        found = [item for cell, role in row.roles for item in names_in_cell(document, cell, role, values.grammars)]
        due = values.deadline_in_cell(*bounds(document, row.time)) if row.time is not None else None
        if due is None:
            start, end = bounds(document, row.content)
            due = values.deadline([(values.words(start, end), end)])
        shown = row.number or self._label(row.content)
        return Task(
            label=shown or None,
            number=shown.strip(" .)/-(") or None,
            text=self._text(row, 0 if row.number else len(shown)),
            assignees=values.assignees(found) or inherited(assignees),
            deadline=due or inherited_deadline(deadline),
            span=document.span(bounds(document, row.cells[0])[0], bounds(document, row.cells[-1])[1]),
        )

    def _label(self, content: CellLines) -> str:
        """The number that the content begins with, where no column holds it."""
        start, end = bounds(self._document, content)
        label = label_at(self._document.folded, start, end, self._values.grammars)
        return (
            self._document.text[start : start + label.length].rstrip() if label is not None and label.number and not label.doubtful else ""
        )

    def _text(self, row: AssignedRow, label: int) -> str:
        """The content cell behind its label: its printed lines joined, or its paragraphs one below the other."""
        document = self._document
        text = "\n".join([document.text[slice(*bounds(document, cell))] for cell in (row.content, *row.more)])[label:]
        if document.wrapped:
            return own_text(text)
        return "\n".join([line.strip() for line in text.split("\n")]).strip() if "\n" in text else text.strip()
