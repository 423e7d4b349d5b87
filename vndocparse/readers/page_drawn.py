"""Text objects of a page as pdfium tells them: stretches of words in one type on one line, in coordinates of the file.

Pdfium tells the characters of a page in one call; everything else costs a call for each character, so only the ends of a
stretch are measured, and the blanks inside it where its length leaves room for a gap between columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from .page_spacing import glued as glued_in
from .page_spacing import may_be_glued, may_be_spaced
from .pdfium import Box, TextPage, font_name

# In ems. A longer gap parts a run: justified prose stays below.
COLUMN_GAP = 0.9
# Between two objects without a blank: the pen is moved this far from word to word.
_BARE_WORD_GAP = 0.17
_TOUCHING = 0.05
# Inside an object pdfium takes gaps under a third of an em for kerning; between letters of a word they are none.
_GLUED_GAP = 0.12
# Prose in Vietnamese takes 0.38 to 0.47 em a character (Times New Roman, Arial 0.51); a longer line may hold a gap.
_PROSE = 0.475
_SURELY_PROSE = 40
_PROSE_BLANKS = 0.33
# The narrowest words take 0.3 em a letter; a word that begins later than that and a gap after the last is looked at.
_NARROW = 0.3
# Pdfium ends a line with CR LF, or with one sign in place of a hyphen at its end.
_LINE = re.compile("[^\r\n\ufffe\x02]*[^\r\n]")
HYPHENS = "\ufffe\x02"
# Pdfium takes the soft hyphen for one too, which is the letter ư in fonts of TCVN3; that is wider (in ems).
SOFT_HYPHEN = "\u00ad"
_WIDEST_HYPHEN = 0.42
# Not every sign that Python calls a space: some are codes of fonts that do not tell their meaning.
BLANKS = frozenset(" \t\u00a0\u2002\u2003\u2009\u202f\u3000")
RIGHT, UP, LEFT, DOWN = range(4)
_SLANT = 0.1
TYPED = 2
_HAIR = 2.0  # points
_MOST_TWINS = 8


class Drawn(NamedTuple):
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
        return self.x if self.direction in (UP, DOWN) else self.y


def undoubled(drawn: Iterable[Drawn]) -> list[Drawn]:
    """Runs without those drawn a second time a hair away, which is how some writers print bold."""
    seen: dict[str, list[Drawn]] = {}
    kept = []
    for run in drawn:
        others = seen.setdefault(run.text, [])
        if not any(abs(run.x - other.x) <= _HAIR and abs(run.y - other.y) <= _HAIR for other in others[-_MOST_TWINS:]):
            others.append(run)
            kept.append(run)
    return kept


def drawn_runs(page: TextPage, text: str, fonts: dict[int, str]) -> Iterator[Drawn]:
    loose = may_be_glued(text)
    for match in _LINE.finditer(text):
        first, stop = match.span()
        hyphen = text[stop - 1] in HYPHENS
        first, stop = _bare(text, first, stop)
        if first < stop:
            plain = None if hyphen or loose else _prose(page, text, first, stop, fonts)
            if plain is not None:
                yield plain
            else:
                yield from _line(page, text, first, stop, hyphen, loose, fonts)


def _prose(page: TextPage, text: str, first: int, stop: int, fonts: dict[int, str]) -> Drawn | None:
    """The one run of a line of prose from left to right, which most lines are; None for any other line."""
    length = stop - first
    drawn_by = page.object_at(first) if length >= _SURELY_PROSE else 0
    if not drawn_by or drawn_by != page.object_at(stop - 1) or text.count(" ", first, stop) > _PROSE_BLANKS * length:
        return None
    size, (a, b), x, y, font = page.glyph(first, drawn_by)
    left, top, _, bottom = page.box(first)
    right = page.box(stop - 1)[2]
    if b or a <= 0 or right - left >= _PROSE * size * length or font not in fonts:
        return None
    name, unmapped = fonts[font], page.is_unmapped(first)
    return Drawn(text[first:stop], left, top, right, bottom, x, y, size, name, RIGHT, False, 0, unmapped, first, stop, left, right)


def _bare(text: str, first: int, stop: int) -> tuple[int, int]:
    while first < stop and text[first] in BLANKS:
        first += 1
    while first < stop and text[stop - 1] in BLANKS:
        stop -= 1
    return first, stop


def _line(page: TextPage, text: str, first: int, stop: int, hyphen: bool, loose: bool, fonts: dict[int, str]) -> Iterator[Drawn]:
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
        reach = along(whole[0], direction)[0], along(whole[1], direction)[1]
        parts = _parts(page, text, begin, after, size, direction, reach)
        for start, until in parts:
            boxes, ends = whole, reach
            if len(parts) > 1:
                boxes = page.box(start), page.box(until - 1)
                ends = along(boxes[0], direction)[0], along(boxes[1], direction)[1]
            joined, typed = False, False
            if start > first:
                joined, typed = _joint(page, text, end, start, (ends[0] - last) / size if size else 0.0, size == before)
            said = text[start:until]
            if hyphen and until == stop:
                wide = ends[1] - along(page.box(until - 1), direction)[0] > _WIDEST_HYPHEN * size
                said = said[:-1] + (SOFT_HYPHEN if wide else "-")
            if loose and (stretches := glued_in(said)):
                said = _parted(page, said, stretches, start, size, direction)
            yield Drawn(
                said,
                min(boxes[0][0], boxes[1][0]),
                max(boxes[0][1], boxes[1][1]),
                max(boxes[0][2], boxes[1][2]),
                min(boxes[0][3], boxes[1][3]),
                glyph.x if start == begin else boxes[0][0],
                glyph.y if start == begin or direction in (RIGHT, LEFT) else boxes[0][3],
                size,
                font,
                direction,
                joined,
                TYPED if typed else 0,
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
    between = [at for at in range(end, start) if text[at] in BLANKS]
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
        return RIGHT if a > 0 else LEFT
    if abs(a) <= _SLANT * abs(b):
        return UP if b > 0 else DOWN
    return None


def along(box: Box, direction: int | None) -> tuple[float, float]:
    """Where a character begins and ends in the direction of its line."""
    left, top, right, bottom = box
    if direction == LEFT:
        return -right, -left
    if direction == UP:
        return bottom, top
    if direction == DOWN:
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
        beginning = along(page.box(after), direction)[0]
        if (
            beginning - start > size * (_NARROW * (blank - word) + COLUMN_GAP)
            and beginning - along(page.box(blank - 1), direction)[1] > COLUMN_GAP * size
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
        ends = [along(page.box(start + at), direction) for at in range(first, stop)]
        gaps = [right[0] - left[1] for left, right in pairwise(ends)]
        least = sorted(gaps)[len(gaps) // 2] + _GLUED_GAP * size
        cuts += [at for at, gap in enumerate(gaps, first + 1) if gap > least]
    return " ".join(words[begin:end] for begin, end in pairwise([0, *cuts, len(words)]))
