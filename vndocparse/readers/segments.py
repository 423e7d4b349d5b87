"""A printed line as segments between wide gaps, and what the shapes of their letters tell.

Capitals, item marks, numbers, punctuation; of words only those of a date that is left to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..text import is_upper

NONE = 0
"""No gap between columns at all: the words of a letter-spaced line."""
WEAK = 1
"""A gap that may be typing (a double blank, the tab after an item number): it divides only where other rows do."""
STRONG = 2
"""A gap that may found a gutter of its own."""

# An item number or bullet; or a word and a number (an article, a step) with its stop.
_BULLET = r"[-+*\u2022\u2013\u2014\uf0a7\uf0b7o]"
_NUMBER = r"\(?(?:\d{1,3}|[IVXivx]{1,5}|[^\W\d_]{1,2})(?:\.\d{1,3}){0,3}[.)/:\-]{1,2}"
_LABEL = re.compile(rf"(?:{_BULLET}|{_NUMBER}|\S{{2,7}} \d{{1,3}}[.:])$")
_ITEM = re.compile(r"[-+\u2022\u2013\u2014\uf0b7]\s*\w")
_ORDINAL = re.compile(r"\(?\d{1,3}[.)]?$")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,3}[./]\s?[^\W\d_]{1,3}\b")
_SPACED = re.compile(r"(?:\S )+\S$")
_RUNNING_ON = re.compile(r"[/.,;:)!?%]|[-\u2010-\u2015]\w")
# In columns of text: a tab sets the words of an item off by no more than this; a label and its value stand so near.
_LABEL_GAP = 8
_VALUE_GAP = 12


class Segment(NamedTuple):
    """A stretch of a row: its edges, its text, the kind of gap before it (0 for the first), the tabs in that gap."""

    x0: float
    x1: float
    text: str
    gap: int = 0
    tabs: int = 0

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


Row = Sequence[Segment]
"""A printed line, left to right; empty for a blank line."""


def merged(row: Row) -> Segment:
    """The segments of ``row`` as one."""
    first = row[0]
    if len(row) == 1:
        return first
    return Segment(first.x0, row[-1].x1, " ".join(segment.text for segment in row), first.gap, first.tabs)


# A gap that the typist left to be filled in: a short word before it, a separator and a capital after it (Số      -CV/ĐU).
_FILLED_IN = re.compile(r"[-/\u2013]\s?[^\W\d_a-z]+\s?[-/]")
_SHORT_WORD = 5
_DATE_LEFT_OPEN = (("ngày", "tháng"), ("tháng", "năm"))


def gap_kind(left: str, right: str, width: float, printed: bool = False) -> int:
    """What the gap between two stretches of text may be, by the shapes of their letters.

    ``width`` is in columns of text; ``printed`` says that the gap is known to be none of blanks (on a page it is positioned),
    so a small letter after it may still begin a column.
    """
    if len(left) <= _SHORT_WORD and _FILLED_IN.match(right):
        return NONE
    if right[0] in "tn" and any(left.endswith(before) and right.startswith(after) for before, after in _DATE_LEFT_OPEN):
        return NONE
    if _SPACED.match(left) and _SPACED.match(right):
        return NONE
    if width <= _LABEL_GAP and _LABEL.match(left):
        return WEAK
    if _RUNNING_ON.match(right) or (right[0].islower() and not printed):
        return WEAK
    if width < _VALUE_GAP and leads_in(left) and not capital(right):
        return WEAK
    return STRONG


def capital(text: str) -> bool:
    """Is ``text`` in capitals, or does it begin with an abbreviation such as a mark of authority?"""
    return is_upper(text) or (text[:1].isupper() and _ABBREVIATED.match(text) is not None)


def leads_in(text: str) -> bool:
    """Does a value or a list follow?"""
    return text[-1:] == ":"


def is_item(text: str) -> bool:
    """Is ``text`` an item of a list with dashes or bullets?"""
    return _ITEM.match(text) is not None


def is_sentence(text: str) -> bool:
    """Does ``text`` end as a sentence or a clause does, or open a list? Lines of a letterhead do not."""
    return text[-1:] in ".,;:" and not text[:1].islower() and not is_item(text)


def is_ordinal(text: str) -> bool:
    """Is ``text`` the number of a row: ``1``, ``12.``, ``(3)``?"""
    return _ORDINAL.match(text) is not None


def is_post_or_name(text: str) -> bool:
    """A post in capitals or a name with every word capitalised; no figures."""
    return not any(map(str.isdigit, text)) and (is_upper(text) or not any(word[0].islower() for word in text.split()))
