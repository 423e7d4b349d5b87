"""Tables of plain text whose cells are told apart by a sign: bars, and the single tabs of a table pasted from elsewhere.

Web copies set the letterhead and the foot so (``TỈNH ỦY … | ĐẢNG …``), a drawn or pasted table its rows. Two columns with
capitals are a letterhead or a foot and are read column by column; three and more, or numbered rows, are a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .segments import capital, is_ordinal, is_post_or_name

_BAR = re.compile(r"[|\u2502\u2503]")
_RULE = re.compile(r"[-=:+|_ \t\u2500-\u257f]*$")
_WIDEST_LINE = 75
_MOST_CELLS = 40


class Delimited(NamedTuple):
    """Lines ``start`` to ``stop`` (not included) as rows of cells of lines; ``layout`` as in :class:`columns.Arrangement`."""

    start: int
    stop: int
    layout: bool
    cells: tuple[tuple[tuple[str, ...], ...], ...]


def delimited(lines: Sequence[str], stripped: Sequence[str]) -> list[Delimited]:
    """The tables among ``lines``, top to bottom; ``stripped`` holds the same lines without outer blanks."""
    found = []
    at = 0
    while at < len(lines):
        start = at
        while at < len(lines) and _has_bars(stripped[at]):
            at += 1
        if at > start:
            cells = _barred(stripped[start:at])
        else:
            tabs = lines[start].count("\t")
            at += 1
            while tabs > 1 and at < len(lines) and lines[at].count("\t") == tabs:
                at += 1
            cells = _pasted(lines[start:at]) if tabs > 1 and at - start > 1 else None
        if cells:
            found.append(Delimited(start, at, *cells))
    return found


_Cells = tuple[bool, tuple[tuple[tuple[str, ...], ...], ...]]


def _has_bars(line: str) -> bool:
    return bool(line) and (_BAR.search(line) is not None or (line[0] in "+\u250c\u251c\u2514\u2554" and _is_rule(line)))


def _is_rule(line: str) -> bool:
    """The drawn line between two rows of a table."""
    return len(line) > 2 and _RULE.match(line) is not None and any(c in "-=\u2500\u2501\u2550" for c in line)


def _pasted(lines: Sequence[str]) -> _Cells | None:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    full = sum(all(row) for row in rows)
    if full < 2 or full * 2 < len(rows) or len(rows[0]) > _MOST_CELLS:
        return None
    return False, tuple(tuple((cell,) if cell else () for cell in row) for row in rows)


def _barred(lines: Sequence[str]) -> _Cells | None:
    rows = _rows(lines)
    if not rows:
        return None
    width = max(map(len, rows))
    table = [row + [()] * (width - len(row)) for row in rows]
    used = [column for column in range(width) if any(row[column] for row in table)]
    if not 1 < len(used) <= _MOST_CELLS:
        return None
    table = [[row[column] for column in used] for row in table]
    texts = [line for row in table for cell in row for line in cell]
    if _is_letterhead(table, texts):
        return True, (tuple(tuple(line for row in table for line in row[column]) for column in range(len(used))),)
    if len(table) > (1 if len(used) > 2 else 2):
        return False, tuple(tuple(row) for row in table)
    return None


def _is_letterhead(table: list[list[tuple[str, ...]]], texts: list[str]) -> bool:
    """Columns that are read each from top to bottom; see the module's first words."""
    if any(len(text) > _WIDEST_LINE for text in texts):
        return False
    if len(table[0]) > 2:
        return len(table) > 1 and all(map(is_post_or_name, texts))
    if sum(is_ordinal(line) for row in table for line in row[0]) > 1:
        return False
    capitals = [any(capital(line) for cell in row for line in cell) for row in table]
    headed = len(table) > 3 and all(all(row) for row in table) and not any(capitals[1:])
    return any(capitals) and not headed


def _rows(lines: Sequence[str]) -> list[list[tuple[str, ...]]]:
    """The cells of each row; where rules are drawn, a line with an empty first cell goes on with the row above."""
    drawn = any(map(_is_rule, lines))
    opening = all(_BAR.match(line) for line in lines if not _is_rule(line))
    closing = all(_BAR.match(line[-1]) for line in lines if not _is_rule(line))
    rows: list[list[tuple[str, ...]]] = []
    joins = False
    for line in lines:
        if _is_rule(line):
            joins = False
            continue
        texts = [cell.strip() for cell in _BAR.split(line)][opening : -1 if closing and (len(line) > 1 or not opening) else None]
        row: list[tuple[str, ...]] = [(text,) if text else () for text in texts]
        if joins and drawn and row and not row[0] and len(row) == len(rows[-1]):
            rows[-1] = _joined(rows[-1], row)
        elif any(row):
            rows.append(row)
            joins = True
    return rows


def _joined(above: Iterable[tuple[str, ...]], row: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [a + b for a, b in zip(above, row, strict=True)]
