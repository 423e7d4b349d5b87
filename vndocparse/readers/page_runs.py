"""The text layer of a page as runs: stretches of words, each with its place, size and font, on the page as it is read.

Coordinates of a run are PDF points from the upper left corner of the page as it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..layout import Rectangle
from .page_drawn import BLANKS, COLUMN_GAP, HYPHENS, LEFT, RIGHT, TYPED, UP, Drawn, along, drawn_runs, undoubled
from .page_weave import Letter, strands, words, woven
from .pdfium import Box, TextPage

# In ems. Between letters of two fonts; a blank drawn behind a hole is not told.
_WOVEN_GAP = 0.12
_ASCENT, _DESCENT = 0.75, 0.25


class Run(NamedTuple):
    """Words of one font on one baseline without a wide gap between them.

    ``glued``: no blank parts it from the run before it on its line; ``blanks``: 2 where the gap before it is one of blanks
    that the file draws, else 0; ``unmapped``: the text is the codes of a font that does not tell their meaning;
    ``layer``: 0, or more for what is drawn over other words; ``confidence``: how sure an OCR engine was (0 to 1), None for a text
    layer.
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
    confidence: float | None = None

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


def page_runs(page: TextPage, bounds: Box, turn: int, fonts: dict[int, str]) -> PageRuns:
    """The runs of a page whose visible part is ``bounds`` and whose /Rotate is ``turn`` quarter turns.

    A page whose text mostly runs another way than from left to right is turned until it does. ``fonts`` keeps the names of
    the file's fonts from page to page.
    """
    text = page.text()
    drawn = undoubled(drawn_runs(page, text, fonts))
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
    for said, left, top, right, bottom, x, y, size, font, direction, glued, blanks, unmapped, _, _, _, _, layer in drawn:
        x0, y0, x1, y1 = placed(left, top, right, bottom, bounds, turn)
        if x1 < 0 or x0 > width or y1 < 0 or y0 > height:
            continue
        if direction != turn:
            if glued and turned:
                turned[-1] += said
            else:
                turned.append(said)
            continue
        baseline = placed(x, y, x, y, bounds, turn)[1]
        # What the font tells of its height, and pdfium of the box, differs from font to font on one line.
        runs.append(
            Run(said, x0, baseline - _ASCENT * size, x1, baseline + _DESCENT * size, baseline, size, font, glued, blanks, unmapped, layer)
        )
    return PageRuns(runs, turned, turn, width, height)


def placed(left: float, top: float, right: float, bottom: float, bounds: Box, turn: int) -> Rectangle:
    """A box of the file on the turned page, from its upper left corner down."""
    page_left, page_top, page_right, page_bottom = bounds
    if turn == RIGHT:
        return (left - page_left, page_top - top, right - page_left, page_top - bottom)
    if turn == UP:
        return (bottom - page_bottom, left - page_left, top - page_bottom, right - page_left)
    if turn == LEFT:
        return (page_right - right, bottom - page_bottom, page_right - left, top - page_bottom)
    return (page_top - top, page_right - right, page_top - bottom, page_right - left)


def _unwoven(page: TextPage, text: str, drawn: Sequence[Drawn], group: Sequence[int]) -> list[Drawn]:
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
            begin, end = along(boxes[index], direction)
            if text[index] in BLANKS:
                blanks.setdefault(at, []).append((begin + end) / 2)
            else:
                letters.append(Letter("-" if text[index] in HYPHENS else text[index], begin, end, at, index))
    found: list[Drawn] = []
    for layer, strand in enumerate(strands(letters, {at: drawn[at].size for at in group})):
        own = {letter.run for letter in strand}
        strung = _strung(drawn, strand, [blank for at in own for blank in blanks.get(at, ())], boxes)
        found += [run._replace(layer=layer) for run in strung] if layer else strung
    return found


def _strung(drawn: Sequence[Drawn], strand: Sequence[Letter], blanks: Sequence[float], boxes: Mapping[int, Box]) -> list[Drawn]:
    """The letters of a strand as runs of one font each."""
    found: list[Drawn] = []
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
            found.append(run._replace(text=letter.text, glued=bool(found) and not apart, blanks=TYPED if wide else 0))
        owner, last = letter.run, letter
    return found


def _reach(run: Drawn, box: Box) -> dict[str, Any]:
    left, top, right, bottom = box
    return {
        "left": min(run.left, left),
        "top": max(run.top, top),
        "right": max(run.right, right),
        "bottom": min(run.bottom, bottom),
    }
