"""Words of an OCR engine as the runs that pages are set from.

Pixels become points. An engine tells tight boxes; the baseline and the size of type that columns are measured in are
estimated from the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from .page_lines import printed_lines
from .page_runs import Run
from .page_stamps import Stamped, set_apart
from .tesseract import Word

_USUAL_SIZE = 13.0
_LEAST_SIZE, _MOST_SIZE = 6.0, 20.0
# Letters of print are on the mean half as wide as their size; capitals and bold are wider, and are not measured.
_CHARACTER = 0.47
_HANGING = frozenset("gjpqy,;()[]{}|/Qgp\u1ea1\u1eb7\u1ead\u1eb9\u1ec7\u1ecb\u1ecd\u1ed9\u1ee3\u1ee5\u1ef1\u1ef5_")
_SMALL = re.compile(r"[^\W\d_A-ZĐ]{3,}$")
# What rulings, seals, folds and dust leave: no letter or figure, and no mark that lists and rules are made of.
_MARKS = frozenset("-+*•–—.…:;,/()\"'“”_=")
_LONGEST_ORNAMENT = 4
_LOW = 0.45  # ems
_FAR = 2.0
_WHITE = 0.15  # ems
_LEAST_MARK = 0.3
_LEAST_LETTER = 0.05
_SURE = 0.8


def without_stamps(runs: Sequence[Run], number: int, height: float) -> Stamped:
    """The ``runs`` of page ``number`` without its stamps: those in black by their words, and all red ink (of layer 1)."""
    stamped = set_apart([run for run in runs if not run.layer], (), number, height, scanned=True)
    return stamped._replace(incoming=[*stamped.incoming, *printed_lines([run for run in runs if run.layer], number)])


def runs_of(words: Sequence[Word], scale: float, layer: int = 0) -> list[Run]:
    """``words`` as runs; ``scale`` is points a pixel."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    lines = {at: kept for at, line in lines.items() if (kept := without_dirt(line))}
    size = type_size([word for line in lines.values() for word in line], scale)
    return [run for line in lines.values() for run in parted(_line(line, size, scale, layer))]


def without_dirt(line: Sequence[Word]) -> list[Word]:
    """The words of a line but for specks; among words that are sure, one that has letters or figures is no speck."""
    sure = sum(word.confidence > _SURE for word in line)
    printed = sure > 1 and 2 * sure >= len(line)
    return [word for word in line if not is_dirt(word) or (printed and any(map(str.isalnum, word.text)))]


def is_dirt(word: Word) -> bool:
    """Is ``word`` none: a ruling, a speck, a piece of a seal?"""
    if any(map(str.isalnum, word.text)):
        return word.confidence < _LEAST_LETTER
    return not set(word.text) <= _MARKS or word.confidence < _LEAST_MARK


def type_size(words: Iterable[Word], scale: float) -> float:
    """The usual size of type in points, by the width of small letters."""
    widths = [(word.box[2] - word.box[0]) / len(word.text) for word in words if _SMALL.match(word.text)]
    if not widths:
        return _USUAL_SIZE
    return min(max(median(widths) * scale / _CHARACTER, _LEAST_SIZE), _MOST_SIZE)


def _line(words: Sequence[Word], size: float, scale: float, layer: int) -> Iterable[Run]:
    base = baseline(words) * scale
    for word in words:
        left, top, right, bottom = (edge * scale for edge in word.box)
        if _is_ornament(word, words, size, scale):
            word = word._replace(text="***" if "*" in word.text else "*")
        yield Run(word.text, left, top, right, bottom, base, size, "", layer=layer, confidence=word.confidence)


def _is_ornament(word: Word, line: Sequence[Word], size: float, scale: float) -> bool:
    """Is ``word`` a star below the name of a body: lower than any letter, and far from other words?"""
    left, top, right, bottom = word.box
    letters = sum(map(str.isalnum, word.text))
    starry = "*" in word.text and letters < 2
    if not letters or len(word.text) > _LONGEST_ORNAMENT or ((bottom - top) * scale > _LOW * size and not starry):
        return False
    far = _FAR * size / scale
    return all(other is word or other.box[0] - right > far or left - other.box[2] > far for other in line)


def parted(runs: Iterable[Run]) -> list[Run]:
    """Words of one line, left to right, with some white between them: boxes that touch would make one word of two."""
    found: list[Run] = []
    for run in runs:
        least = _WHITE * run.size
        if found and run.x0 - found[-1].x1 < least:
            last = found[-1]
            found[-1] = last._replace(x1=max(min(last.x1, run.x0 - least), last.x0 + 0.1))
        found.append(run)
    return found


def baseline(words: Sequence[Word]) -> float:
    """Where the letters of a line stand, in pixels: the bottom of the words without hanging strokes and marks."""
    standing = [word.box[3] for word in words if any(map(str.isalnum, word.text)) and not _HANGING & set(word.text.lower())]
    return median(standing or [word.box[3] for word in words])
