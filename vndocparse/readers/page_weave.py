"""Runs that lie in each other: letters of one word in two fonts, each drawn with holes where the other's letters stand.

Office programs draw a line so when its font lacks the letters of Vietnamese. Such runs are taken apart into letters, and the
letters put in the order in which they stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

# In ems.
_LEVEL = 0.2
_INSIDE = 0.25
_DOUBLED = 0.12
_SAME_SIZE = 0.1
# Of the width of the narrower of two letters; and of the letters of a run.
_ON_TOP = 0.55
_MOST_COLLISIONS = 0.2
# Bounds that keep the work linear: no line of print has more.
_MOST_RUNS = 300
_MOST_STRANDS = 8


class Stretch(Protocol):
    """What is known of a run: where its text object begins and ends along its line, and how far its line is across the page.

    ``first`` tells the object: it may be cut into several runs.
    """

    @property
    def begin(self) -> float: ...
    @property
    def end(self) -> float: ...
    @property
    def across(self) -> float: ...
    @property
    def size(self) -> float: ...
    @property
    def direction(self) -> int | None: ...
    @property
    def first(self) -> int: ...


class Letter(NamedTuple):
    """A character of run ``run`` of a page: its text, where it begins and ends along its line, its place in the page's text."""

    text: str
    begin: float
    end: float
    run: int
    place: int


def woven(runs: Sequence[Stretch]) -> list[list[int]]:
    """Groups of runs on one line that lie in each other, as indexes into ``runs``; none for nearly every page."""
    groups: list[list[int]] = []
    line: list[int] = []
    way, level = None, 0.0
    for direction, across, at in sorted((run.direction or 0, run.across, at) for at, run in enumerate(runs)):
        if line and (direction != way or across - level > _LEVEL * runs[at].size):
            if len(line) > 1:
                groups += _overlapping(runs, line)
            line = []
        if not line:
            way, level = direction, across
        line.append(at)
    return groups + _overlapping(runs, line)


def _overlapping(runs: Sequence[Stretch], line: list[int]) -> list[list[int]]:
    if len(line) < 2:
        return []
    groups: list[list[int]] = []
    reach = 0.0
    for at in sorted(line, key=lambda at: runs[at].begin):
        run = runs[at]
        if groups and run.begin < reach - _INSIDE * run.size:
            groups[-1].append(at)
            reach = max(reach, run.end)
        else:
            groups.append([at])
            reach = run.end
    return [group for group in groups if len(group) <= _MOST_RUNS and len({runs[at].first for at in group}) > 1]


def strands(letters: Sequence[Letter], sizes: Mapping[int, float]) -> list[list[Letter]]:
    """``letters`` of the runs of a group by what belongs together, each strand in the order in which its letters stand.

    A run belongs to another where its letters stand in the holes of the other; a stamp drawn over a line has letters on
    letters, and is a strand of its own. ``sizes``: of the type of each run.
    """
    by_run: dict[int, list[Letter]] = {}
    for letter in letters:
        by_run.setdefault(letter.run, []).append(letter)
    found: list[list[Letter]] = []
    for run, own in sorted(by_run.items(), key=lambda item: item[1][0].place):
        size = sizes[run]
        for strand in found[:_MOST_STRANDS]:
            same_size = abs(size - sizes[strand[0].run]) <= _SAME_SIZE * size
            if same_size and _collisions(strand, own, size) <= _MOST_COLLISIONS * len(own):
                strand += own
                strand.sort(key=lambda letter: (letter.begin + letter.end, letter.place))
                break
        else:
            found.append(sorted(own, key=lambda letter: (letter.begin + letter.end, letter.place)))
    return [_single(strand, sizes) for strand in found]


def _collisions(strand: Sequence[Letter], own: Sequence[Letter], size: float) -> int:
    """How many of the letters of a run stand on letters of a strand (but on their own twins, which print bold)?"""
    middles = [(letter.begin + letter.end) / 2 for letter in strand]
    count = 0
    for letter in own:
        at = bisect_left(middles, (letter.begin + letter.end) / 2)
        for other in strand[max(at - 1, 0) : at + 1]:
            shared = min(letter.end, other.end) - max(letter.begin, other.begin)
            twin = letter.text == other.text and abs(letter.begin - other.begin) < _DOUBLED * size
            if shared > _ON_TOP * min(letter.end - letter.begin, other.end - other.begin) and not twin:
                count += 1
                break
    return count


def _single(strand: Sequence[Letter], sizes: Mapping[int, float]) -> list[Letter]:
    """A strand without the letters that are drawn a second time a hair away."""
    kept: list[Letter] = []
    for letter in strand:
        near = _DOUBLED * sizes[letter.run]
        if not any(letter.text == other.text and abs(letter.begin - other.begin) < near for other in kept[-2:]):
            kept.append(letter)
    return kept


def words(letters: Sequence[Letter], blanks: Sequence[float], narrow: float) -> list[tuple[Letter, bool]]:
    """Each letter of a line with whether a blank stands before it: one that is drawn at one of ``blanks``, or a gap over ``narrow``."""
    found: list[tuple[Letter, bool]] = []
    drawn = sorted(blanks)
    at = 0
    for last, letter in pairwise([None, *letters]):
        assert letter is not None
        apart = False
        if last is not None:
            middle = (last.begin + last.end) / 2
            while at < len(drawn) and drawn[at] < middle:
                at += 1
            apart = (at < len(drawn) and drawn[at] < (letter.begin + letter.end) / 2) or letter.begin - last.end > narrow
        found.append((letter, apart))
    return found
