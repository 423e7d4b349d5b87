"""The text layer of a page as runs: stretches of words that one text object draws, each with its place, size and font.

Pdfium tells the characters of a page in one call; everything else costs a call for each character, so only the ends of a
run are measured, and the blanks inside it where its length leaves room for a gap between columns.
Coordinates of a run are PDF points from the upper left corner of the page as it is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ..layout import Rectangle
from .page_spacing import glued, may_be_glued, may_be_spaced
from .page_weave import Letter, strands, words, woven
from .pdfium import Box, TextPage, font_name

# In ems. A longer gap parts a run: justified prose stays below.
COLUMN_GAP = 0.9
# Between two objects without a blank: the pen is moved this far from word to word.
_BARE_WORD_GAP = 0.17
_TOUCHING = 0.05
# Between letters of two fonts; a blank drawn behind a hole is not told.
_WOVEN_GAP = 0.12
# Inside an object pdfium takes gaps under a third of an em for kerning; between letters of a word they are none.
_GLUED_GAP = 0.12
# Prose in Vietnamese takes 0.38 to 0.47 em a character (Times New Roman, Arial 0.51); a longer line may hold a gap.
_PROSE = 0.475
_SURELY_PROSE = 40
# The narrowest words take 0.3 em a letter; a word that begins later than that and a gap after the last is looked at.
_NARROW = 0.3
# Pdfium ends a line with CR LF, or with one sign in place of a hyphen at its end.
_LINE = re.compile("[^\r\n\ufffe\x02]*[^\r\n]")
_HYPHENS = "\ufffe\x02"
# Not every sign that Python calls a space: some are codes of fonts that do not tell their meaning.
_BLANKS = frozenset(" \t\u00a0\u2002\u2003\u2009\u202f\u3000")
_RIGHT, _UP, _LEFT, _DOWN = range(4)
_SLANT = 0.1
_TYPED = 2
_ASCENT, _DESCENT = 0.75, 0.25
_HAIR = 2.0  # points
_MOST_TWINS = 8


class Run(NamedTuple):
    """Words of one font on one baseline without a wide gap between them.

    ``glued``: no blank parts it from the run before it on its line; ``blanks``: 2 where the gap before it is one of blanks
    that the file draws, else 0; ``unmapped``: the text is the codes of a font that does not tell their meaning;
    ``layer``: 0, or more for what is drawn over other words.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    glued: bool = False
    blanks: int = 0
    unmapped: bool = False
    layer: int = 0

    @property
    def box(self) -> Rectangle:
        return (self.x0, self.top, self.x1, self.bottom)


class PageRuns(NamedTuple):
    """The runs that are read from left to right, those that are not as plain text, and how the page was turned to read it.

    ``turn`` counts quarter turns clockwise, the page's own /Rotate included; ``width`` and ``height`` are those of the page so.
    """

    runs: list[Run]
    turned: list[str]
    turn: int
    width: float
    height: float


class _Drawn(NamedTuple):
    """A run in coordinates of the file: ends of its box, origin, direction (one of four, or None).

    ``first`` and ``stop`` are the characters of its text object, of which a run may be a part, ``begin`` and ``end`` where
    the object begins and ends along its line.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    size: float
    font: str
    direction: int | None
    glued: bool
    blanks: int
    unmapped: bool
    first: int
    stop: int
    begin: float
    end: float
    layer: int = 0

    @property
    def across(self) -> float:
        return self.x if self.direction in (_UP, _DOWN) else self.y


def page_runs(page: TextPage, bounds: Box, turn: int, fonts: dict[int, str]) -> PageRuns:
    """The runs of a page whose visible part is ``bounds`` and whose /Rotate is ``turn`` quarter turns.

    A page whose text mostly runs another way than from left to right is turned until it does. ``fonts`` keeps the names of
    the file's fonts from page to page.
    """
    text = page.text()
    drawn = _undoubled(_drawn(page, text, fonts))
    if groups := woven(drawn):
        taken = {at for group in groups for at in group}
        drawn = [run for at, run in enumerate(drawn) if at not in taken] + [
            run for group in groups for run in _unwoven(page, text, drawn, group)
        ]
    ways: Counter[int] = Counter()
    for run in drawn:
        if run.direction is not None:
            ways[run.direction] += len(run.text)
    if ways:
        turn = max(ways, key=lambda way: (ways[way], way == turn))
    width, height = bounds[2] - bounds[0], bounds[1] - bounds[3]
    if turn % 2:
        width, height = height, width
    runs: list[Run] = []
    turned: list[str] = []
    for run in drawn:
        x0, y0, x1, y1 = placed(run.left, run.top, run.right, run.bottom, bounds, turn)
        if x1 < 0 or x0 > width or y1 < 0 or y0 > height:
            continue
        if run.direction != turn:
            if run.glued and turned:
                turned[-1] += run.text
            else:
                turned.append(run.text)
            continue
        baseline = placed(run.x, run.y, run.x, run.y, bounds, turn)[1]
        # What the font tells of its height, and pdfium of the box, differs from font to font on one line.
        top, bottom = baseline - _ASCENT * run.size, baseline + _DESCENT * run.size
        runs.append(Run(run.text, x0, top, x1, bottom, baseline, run.size, run.font, run.glued, run.blanks, run.unmapped, run.layer))
    return PageRuns(runs, turned, turn, width, height)


def placed(left: float, top: float, right: float, bottom: float, bounds: Box, turn: int) -> Rectangle:
    """A box of the file on the turned page, from its upper left corner down."""
    page_left, page_top, page_right, page_bottom = bounds
    if turn == _RIGHT:
        return (left - page_left, page_top - top, right - page_left, page_top - bottom)
    if turn == _UP:
        return (bottom - page_bottom, left - page_left, top - page_bottom, right - page_left)
    if turn == _LEFT:
        return (page_right - right, bottom - page_bottom, page_right - left, top - page_bottom)
    return (page_top - top, page_right - right, page_top - bottom, page_right - left)


def _undoubled(drawn: Iterable[_Drawn]) -> list[_Drawn]:
    """Runs without those drawn a second time a hair away, which is how some writers print bold."""
    seen: dict[str, list[_Drawn]] = {}
    kept = []
    for run in drawn:
        others = seen.setdefault(run.text, [])
        if not any(abs(run.x - other.x) <= _HAIR and abs(run.y - other.y) <= _HAIR for other in others[-_MOST_TWINS:]):
            others.append(run)
            kept.append(run)
    return kept


def _unwoven(page: TextPage, text: str, drawn: Sequence[_Drawn], group: Sequence[int]) -> list[_Drawn]:
    """The runs of ``group``, which lie in each other, as runs of letters in the order in which they stand."""
    letters: list[Letter] = []
    blanks: dict[int, list[float]] = {}
    direction = drawn[group[0]].direction
    boxes: dict[int, Box] = {}
    for at in {drawn[at].first: at for at in group}.values():
        for index in range(drawn[at].first, drawn[at].stop):
            if page.is_generated(index):
                continue
            boxes[index] = page.box(index)
            begin, end = _along(boxes[index], direction)
            if text[index] in _BLANKS:
                blanks.setdefault(at, []).append((begin + end) / 2)
            else:
                letters.append(Letter("-" if text[index] in _HYPHENS else text[index], begin, end, at, index))
    found: list[_Drawn] = []
    for layer, strand in enumerate(strands(letters, {at: drawn[at].size for at in group})):
        own = {letter.run for letter in strand}
        strung = _strung(drawn, strand, [blank for at in own for blank in blanks.get(at, ())], boxes)
        found += [run._replace(layer=layer) for run in strung] if layer else strung
    return found


def _strung(drawn: Sequence[_Drawn], strand: Sequence[Letter], blanks: Sequence[float], boxes: Mapping[int, Box]) -> list[_Drawn]:
    """The letters of a strand as runs of one font each."""
    found: list[_Drawn] = []
    owner = -1
    last: Letter | None = None
    for letter, apart in words(strand, blanks, _WOVEN_GAP * drawn[strand[0].run].size):
        run = drawn[letter.run]
        wide = last is not None and letter.begin - last.end > COLUMN_GAP * run.size
        if found and owner == letter.run and not wide:
            found[-1] = found[-1]._replace(
                text=found[-1].text + (" " if apart else "") + letter.text, **_reach(found[-1], boxes[letter.place])
            )
        else:
            left, top, right, bottom = boxes[letter.place]
            run = run._replace(left=left, top=top, right=right, bottom=bottom)
            found.append(run._replace(text=letter.text, glued=bool(found) and not apart, blanks=_TYPED if wide else 0))
        owner, last = letter.run, letter
    return found


def _reach(run: _Drawn, box: Box) -> dict[str, Any]:
    left, top, right, bottom = box
    return {
        "left": min(run.left, left),
        "top": max(run.top, top),
        "right": max(run.right, right),
        "bottom": min(run.bottom, bottom),
    }


def _drawn(page: TextPage, text: str, fonts: dict[int, str]) -> Iterator[_Drawn]:
    loose = may_be_glued(text)
    for match in _LINE.finditer(text):
        first, stop = match.span()
        hyphen = text[stop - 1] in _HYPHENS
        first, stop = _bare(text, first, stop)
        if first < stop:
            yield from _line(page, text, first, stop, hyphen, loose, fonts)


def _bare(text: str, first: int, stop: int) -> tuple[int, int]:
    while first < stop and text[first] in _BLANKS:
        first += 1
    while first < stop and text[stop - 1] in _BLANKS:
        stop -= 1
    return first, stop


def _line(page: TextPage, text: str, first: int, stop: int, hyphen: bool, loose: bool, fonts: dict[int, str]) -> Iterator[_Drawn]:
    """The runs of what pdfium takes for a line; ``hyphen``: it ends in one, ``loose``: words of the page may be glued."""
    last = before = 0.0
    end = first
    for begin, after, drawn_by in _objects(page, text, first, stop):
        glyph = page.glyph(begin, drawn_by)
        font = fonts.get(glyph.font)
        if font is None:
            font = fonts[glyph.font] = font_name(glyph.font)
        direction = _direction(glyph.along)
        size = glyph.size
        whole = page.box(begin), page.box(after - 1)
        reach = _along(whole[0], direction)[0], _along(whole[1], direction)[1]
        parts = _parts(page, text, begin, after, size, direction, reach)
        for start, until in parts:
            boxes, ends = whole, reach
            if len(parts) > 1:
                boxes = page.box(start), page.box(until - 1)
                ends = _along(boxes[0], direction)[0], _along(boxes[1], direction)[1]
            joined, typed = False, False
            if start > first:
                joined, typed = _joint(page, text, end, start, (ends[0] - last) / size if size else 0.0, size == before)
            said = text[start:until]
            if hyphen and until == stop:
                said = said[:-1] + "-"
            if loose and (stretches := glued(said)):
                said = _parted(page, said, stretches, start, size, direction)
            yield _Drawn(
                said,
                min(boxes[0][0], boxes[1][0]),
                max(boxes[0][1], boxes[1][1]),
                max(boxes[0][2], boxes[1][2]),
                min(boxes[0][3], boxes[1][3]),
                glyph.x if start == begin else boxes[0][0],
                glyph.y if start == begin or direction in (_RIGHT, _LEFT) else boxes[0][3],
                size,
                font,
                direction,
                joined,
                _TYPED if typed else 0,
                page.is_unmapped(start),
                begin,
                after,
                *reach,
            )
            last, end, before = ends[1], until, size


def _joint(page: TextPage, text: str, end: int, start: int, gap: float, same_size: bool) -> tuple[bool, bool]:
    """Of two runs with a ``gap`` (in ems) between: are they one word, and does the file draw blanks between them?

    A blank that pdfium adds is its guess: between letters that touch it is none.
    """
    between = [at for at in range(end, start) if text[at] in _BLANKS]
    if any(not page.is_generated(at) for at in between):
        return False, True
    least = _BARE_WORD_GAP if not between else _TOUCHING if same_size else 0.0
    return gap < least, False


def _objects(page: TextPage, text: str, first: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of a line that one text object draws, without the blanks at their ends, each with its object."""
    begin = page.object_at(first)
    if begin == page.object_at(stop - 1):
        yield first, stop, begin
        return
    start, current = first, begin
    while start < stop:
        after = _end_of(page, start, stop, current)
        bare = _bare(text, start, after)
        if bare[0] < bare[1]:
            yield *bare, current
        start = after
        while start < stop and not (current := page.object_at(start)):
            start += 1


def _end_of(page: TextPage, start: int, stop: int, drawn_by: int) -> int:
    """Where the characters of ``drawn_by`` that begin at ``start`` end: they stand together, so halving the rest finds it."""
    low, high = start, stop  # low is one of them, high is none
    while high - low > 1:
        middle = (low + high) // 2
        if page.object_at(middle) == drawn_by:
            low = middle
        else:
            high = middle
    return high


def _direction(along: tuple[float, float]) -> int | None:
    a, b = along
    if abs(b) <= _SLANT * abs(a):
        return _RIGHT if a > 0 else _LEFT
    if abs(a) <= _SLANT * abs(b):
        return _UP if b > 0 else _DOWN
    return None


def _along(box: Box, direction: int | None) -> tuple[float, float]:
    """Where a character begins and ends in the direction of its line."""
    left, top, right, bottom = box
    if direction == _LEFT:
        return -right, -left
    if direction == _UP:
        return bottom, top
    if direction == _DOWN:
        return -top, -bottom
    return left, right


def _parts(
    page: TextPage, text: str, first: int, stop: int, size: float, direction: int | None, reach: tuple[float, float]
) -> list[tuple[int, int]]:
    """A stretch of one object parted at its wide gaps; letter by letter where it may be letter-spaced.

    ``reach``: where it begins and ends along its line.
    """
    length = stop - first
    if length < 3 or direction is None:
        return [(first, stop)]
    blanks = text.count(" ", first, stop)
    if not blanks:
        return [(first, stop)]
    if may_be_spaced(length, blanks):
        return [(index, index + 1) for index in range(first, stop) if text[index] != " "]
    if length >= _SURELY_PROSE and reach[1] - reach[0] < _PROSE * size * length:
        return [(first, stop)]
    parts = []
    begin, start = first, reach[0]
    word = first
    while (blank := text.find(" ", word, stop)) >= 0:
        after = blank + 1
        beginning = _along(page.box(after), direction)[0]
        if (
            beginning - start > size * (_NARROW * (blank - word) + COLUMN_GAP)
            and beginning - _along(page.box(blank - 1), direction)[1] > COLUMN_GAP * size
        ):
            parts.append((begin, blank))
            begin = after
        word, start = after, beginning
    parts.append((begin, stop))
    return parts


def _parted(page: TextPage, words: str, stretches: list[tuple[int, int]], start: int, size: float, direction: int | None) -> str:
    """``words``, which begin at character ``start``, with blanks where the pen is moved between two letters of ``stretches``."""
    cuts = []
    for first, stop in stretches:
        ends = [_along(page.box(start + at), direction) for at in range(first, stop)]
        gaps = [right[0] - left[1] for left, right in pairwise(ends)]
        least = sorted(gaps)[len(gaps) // 2] + _GLUED_GAP * size
        cuts += [at for at, gap in enumerate(gaps, first + 1) if gap > least]
    return " ".join(words[begin:end] for begin, end in pairwise([0, *cuts, len(words)]))
