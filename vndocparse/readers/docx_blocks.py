"""What stands directly in a story, a table or a row, wrappers looked through; and the form of table cells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from . import docx_tags as w
from .docx_runs import shown_branch

BLOCKS = frozenset((w.PARAGRAPH, w.TABLE, w.SECTION, w.ALTERNATIVE_CHUNK))
ROWS = frozenset((w.ROW,))
_CELLS = frozenset((w.CELL,))
MOST_COLUMNS = 1000
_WRAPPERS = frozenset((w.CONTROL, w.CONTROL_CONTENT, w.CUSTOM_XML, w.INSERTED, w.MOVED_HERE, w.SMART_TAG))


def members(element: _Element, wanted: frozenset[str]) -> Iterator[_Element]:
    """The element itself if it is wanted; else, if it is a control, an insertion or another wrapper, what is wanted in it."""
    stack: list[Iterator[_Element]] = [iter((element,))]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag in _WRAPPERS:
                stack.append(child.iterchildren())
                break
            elif tag == w.ALTERNATIVES:
                branch = shown_branch(child)
                if branch is not None:
                    stack.append(branch.iterchildren())
                    break
        else:
            stack.pop()


def cells(row: _Element) -> list[tuple[_Element, int, str]]:
    """The cells of a row with their span and vertical merge; one merged into the cell before it adds to that one's span."""
    found: list[tuple[_Element, int, str]] = []
    for child in row.iterchildren():
        for cell in (child,) if child.tag == w.CELL else members(child, _CELLS):
            span, vertical, horizontal = _cell_form(cell)
            if horizontal and found:
                before, width, state = found[-1]
                found[-1] = before, width + span, state
            else:
                found.append((cell, span, vertical))
    return found


def _cell_form(cell: _Element) -> tuple[int, str, bool]:
    """Grid columns of a cell, its vertical merge (``restart``, ``continue`` or empty), and whether it is merged leftwards."""
    span, vertical, horizontal = 1, "", False
    first = cell[0] if len(cell) else None
    if first is not None and first.tag == w.CELL_PROPERTIES:
        for item in first.iterchildren():
            tag = item.tag
            if tag == w.GRID_SPAN:
                span = min(max(w.number(item.get(w.VALUE), 1), 1), MOST_COLUMNS)
            elif tag == w.VERTICAL_MERGE:
                vertical = item.get(w.VALUE) or "continue"
            elif tag == w.HORIZONTAL_MERGE:
                horizontal = item.get(w.VALUE) != "restart"
    return span, vertical, horizontal
