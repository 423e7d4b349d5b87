"""Stamps that digital signatures draw over a page: who signed and when, in lines that are none of the paper's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .lines import Frame, Row

_DATE = re.compile(r"\W*\d{1,2}[-./]\d{1,2}[-./]\d{4}\W*")
_TIME = re.compile(r"\W*\d{1,2}:\d\d(?::\d\d)?(?:\s*[+-]\d\d:?\d\d)?\W*")
_NAME_LINES = 3  # lines over which the name of the body is drawn


def marked(rows: Sequence[Row], frame: Frame) -> list[Row]:
    """``rows`` with the lines of such stamps marked: the time of signing under a date, and above the time the name of a body
    that the paper tells elsewhere as well."""
    found = list(rows)
    for index, row in enumerate(found):
        if row.kind == "text" and _TIME.fullmatch(row.bare) and index and _DATE.fullmatch(found[index - 1].bare):
            found[index - 1] = found[index - 1]._replace(kind="stamp")
            found[index] = row._replace(kind="stamp")
            _mark_name(found, index - 1, frame)
        elif row.kind == "stamp" and any(map(str.isdigit, row.bare)):
            _mark_name(found, index, frame)
    return found


def _mark_name(rows: list[Row], below: int, frame: Frame) -> None:
    """Marks the body's name above row ``below``, if there is one."""
    first = below
    while first and below - first < _NAME_LINES and rows[first - 1].kind == "text" and rows[first - 1].upper:
        if rows[first].start - rows[first - 1].end > 2 or frame.is_post(rows[first - 1].bare):
            break
        first -= 1
    for start in range(first, below):
        name = _letters(rows[start:below])
        others = _letters([*rows[:start], *rows[below:]])
        if frame.begins_body(rows[start].line.text) and name in others:
            for index in range(start, below):
                rows[index] = rows[index]._replace(kind="stamp")
            return


def _letters(rows: Sequence[Row]) -> str:
    return "".join(c for row in rows for c in row.bare if c.isalpha())
