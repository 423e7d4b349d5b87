"""The doubtful lines of a letterhead read again: larger, softened, without specks, thickened; the readings vote word by word.

Readings of one line err in different places, so that the words most of them agree on make a better line than any single
reading. A judge who knows the grammar of the field weighs the lines, and may mend them towards a closed vocabulary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ..layout import Rectangle
from .ocr import Doubt, Judge
from .page_runs import Run
from .scan_page import Page
from .scan_words import parted, runs_of, type_size, without_dirt
from .tesseract import Engine, Word

if TYPE_CHECKING:
    from PIL.Image import Image

_MARGIN = 0.3  # of the height of type round a line: marks above and below it
_BORDER = 12
_LARGE = 400
_USUAL = 300
_ENOUGH = 3  # equal readings of full grade
_NUDGE = 0.001  # a line that a vocabulary mends goes before the one it was
_MENDED = 0.5
_MENDED_WORD = 0.8
# The letterhead takes no more of a page; the rest is not read again.
_HEAD = 0.42

Change = Callable[["Image", float], "Image"]


class Reading(NamedTuple):
    """One reading of a line: its words, with boxes in pixels of the page."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def sureness(self) -> float:
        return sum(word.confidence for word in self.words) / len(self.words) if self.words else 0.0


def read_lines_again(page: Page, doubts: Sequence[Doubt], engine: Engine, judge: Judge) -> list[Run]:
    """The runs of ``page``, those in the boxes of ``doubts`` read again."""
    runs = page.runs
    size = median(run.size for run in runs) if runs else 13.0
    done: set[Rectangle] = set()
    for doubt in doubts:
        for box in doubt.boxes:
            if box in done:
                continue
            done.add(box)
            inside = [run for run in runs if _stands_in(run, box)]
            if not inside:
                continue
            best = _best(_readings(page, box, inside, size, engine, judge, doubt.field), judge, doubt.field)
            kept = {id(run) for run in inside}
            runs = [run for run in runs if id(run) not in kept] + _as_runs(best, page, size, inside)
    return runs


def _stands_in(run: Run, box: Rectangle) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _readings(page: Page, box: Rectangle, first: Sequence[Run], size: float, engine: Engine, judge: Judge, field: str) -> list[Reading]:
    """The first reading of a line and those of its changed pictures, until enough of them agree on a good one."""
    scale = page.scale
    found = [Reading(tuple(_as_word(run, scale) for run in sorted(first, key=lambda run: run.x0)))]
    margin = _MARGIN * size
    left, top = max(int((box[0] - margin) / scale), 0), max(int((box[1] - margin) / scale), 0)
    right, bottom = int((box[2] + margin) / scale), int((box[3] + margin) / scale)
    assert page.image is not None
    grey = page.image.grey
    crop = grey.crop((left, top, min(right, grey.width), min(bottom, grey.height)))
    if min(crop.size) < 4:
        return found
    for change in _CHANGES:
        changed, zoom = _bordered(change(crop, page.dpi), crop)
        words = without_dirt(engine.words(changed, page.dpi * zoom, "line"))
        if words:
            found.append(Reading(tuple(_placed(word, zoom, left, top) for word in words)))
        votes = Counter(reading.text for reading in found)
        text, count = votes.most_common(1)[0]
        if count >= _ENOUGH and judge.grade(field, text) >= 1:
            break
    return found


def _as_word(run: Run, scale: float) -> Word:
    left, top, right, bottom = (round(edge / scale) for edge in run.box)
    return Word(run.text, (left, top, right, bottom), run.confidence or 0.0, (0, 0, 0))


def _placed(word: Word, zoom: float, left: int, top: int) -> Word:
    a, b, c, d = ((edge - _BORDER) / zoom for edge in word.box)
    return word._replace(box=(round(a) + left, round(b) + top, round(c) + left, round(d) + top))


def _bordered(changed: Image, crop: Image) -> tuple[Image, float]:
    from PIL import ImageOps

    # A border of another shade than the paper would be read as a frame.
    counts = crop.histogram()
    paper = max(range(128, 256), key=counts.__getitem__)
    return ImageOps.expand(changed, _BORDER, paper), changed.height / crop.height


def _zoomed(image: Image, factor: float) -> Image:
    import PIL.Image

    size = (max(round(image.width * factor), 1), max(round(image.height * factor), 1))
    return image.resize(size, PIL.Image.Resampling.LANCZOS)


def _large(image: Image, dpi: float) -> Image:
    return _zoomed(image, _USUAL / dpi)


def _soft(image: Image, dpi: float) -> Image:
    from PIL import ImageFilter

    return _zoomed(image, _LARGE / dpi).filter(ImageFilter.GaussianBlur(2))


def _without_specks(image: Image, dpi: float) -> Image:
    from PIL import ImageFilter

    return _zoomed(image.filter(ImageFilter.MedianFilter(3)), _LARGE / dpi)


def _thick(image: Image, dpi: float) -> Image:
    from PIL import ImageFilter

    return _zoomed(image, _USUAL / dpi).filter(ImageFilter.MinFilter(3))


def _larger(image: Image, dpi: float) -> Image:
    return _zoomed(image, _LARGE / dpi)


def _small(image: Image, dpi: float) -> Image:
    return _zoomed(image, 240 / dpi)


# The readings that err most differently, the best alone first (measured by benchmarks/scans.py).
_CHANGES: tuple[Change, ...] = (_soft, _large, _without_specks, _thick, _larger, _small)


# --- voting -----------------------------------------------------------------------------------------------------------------


def _best(readings: Sequence[Reading], judge: Judge, field: str) -> Reading:
    """The reading that keeps the grammar best, of equals the one most agreed on; the vote itself and mended ones stand too."""
    tried = [(reading, _support(reading, readings)) for reading in (*readings, *_votes(readings))]
    for reading, support in tuple(tried):
        if mended := _mended(reading, judge.repaired(field, reading.text)):
            tried.append((mended, support + _NUDGE))
    best, _ = max(tried, key=lambda one: (round(judge.grade(field, one[0].text), 2) + one[1], one[0].sureness))
    return best


def _support(reading: Reading, readings: Sequence[Reading]) -> float:
    """The mean share of the readings that have its words at their places: 0 to 1."""
    if not reading.words:
        return 0.0
    alike = [other for other in readings if len(other.words) == len(reading.words)]
    equal = sum(a.text == b.text for other in alike for a, b in zip(reading.words, other.words, strict=True))
    return equal / (len(reading.words) * len(readings))


def _votes(readings: Sequence[Reading]) -> list[Reading]:
    """For each number of words that several readings have: the words that most of these agree on, as one reading."""
    found = []
    for length, count in Counter(len(reading.words) for reading in readings).items():
        if count < 2 or not length:
            continue
        words = []
        for column in zip(*(reading.words for reading in readings if len(reading.words) == length), strict=True):
            weights: dict[str, float] = {}
            for word in column:
                weights[word.text] = weights.get(word.text, 0.0) + 1 + word.confidence
            text = max(weights, key=weights.__getitem__)
            agreed = [word for word in column if word.text == text]
            sure = max(word.confidence for word in agreed) * (0.5 + 0.5 * len(agreed) / len(column))
            words.append(agreed[0]._replace(confidence=sure))
        found.append(Reading(tuple(words)))
    return found


def _mended(reading: Reading, text: str) -> Reading | None:
    """``reading`` with the words of ``text``; None where nothing changed or the words do not match one to one."""
    words = text.split()
    if text == reading.text or len(words) != len(reading.words):
        return None
    return Reading(
        tuple(
            word if word.text == better else word._replace(text=better, confidence=_mended_sureness(word, better))
            for word, better in zip(reading.words, words, strict=True)
        )
    )


def _mended_sureness(word: Word, better: str) -> float:
    """A word that a vocabulary tells is rather sure; figures that letters were taken for are half sure at most."""
    return min(word.confidence, _MENDED) if any(map(str.isdigit, better)) else max(word.confidence, _MENDED_WORD)


def _as_runs(reading: Reading, page: Page, size: float, first: Sequence[Run]) -> list[Run]:
    """The words of a reading as runs on the baseline of the first one, and as high: a lone line is told as high as its picture."""
    top, bottom = min(run.top for run in first), max(run.bottom for run in first)
    base = median(run.baseline for run in first)
    left_edge, right_edge = min(run.x0 for run in first), max(run.x1 for run in first)
    scale = page.scale
    found: list[Run] = []
    for word in reading.words:
        # Within the line as it was first found: the gap to the next column must not close.
        left, right = max(word.box[0] * scale, left_edge), min(word.box[2] * scale, right_edge)
        left = max(left, found[-1].x0 + 0.2) if found else left
        found.append(Run(word.text, left, top, max(right, left + 0.1), bottom, base, size, "", confidence=word.confidence))
    return parted(found)


# --- the whole letterhead ---------------------------------------------------------------------------------------------------


def head_readings(page: Page, engine: Engine) -> list[list[Run]]:
    """The runs of ``page`` with its upper part read anew, in ways that find lines which the first reading missed."""
    assert page.image is not None
    grey = page.image.grey
    bottom = round(_HEAD * grey.height)
    crop = grey.crop((0, 0, grey.width, bottom))
    found = []
    for change in (_soft, _without_specks):
        changed, zoom = _bordered(change(crop, page.dpi), crop)
        words = [_placed(word, zoom, 0, 0) for word in engine.words(changed, page.dpi * zoom, "page")]
        found.append(_joined(page, words, bottom))
    return found


def _joined(page: Page, words: Sequence[Word], bottom: int) -> list[Run]:
    """New runs above ``bottom`` pixels, the old ones below; a line that the cut crosses stays the old one."""
    scale = page.scale
    cut = _white(page, bottom * scale)
    new = [run for run in runs_of(words, scale) if run.baseline < cut]
    size = median(run.size for run in page.runs) if page.runs else type_size(words, scale)
    return [run._replace(size=size) for run in new] + [run for run in page.runs if run.baseline >= cut]


def _white(page: Page, bottom: float) -> float:
    """The middle of the last white between lines above ``bottom`` points."""
    above = sorted({round(run.baseline, 1) for run in page.runs if run.bottom < bottom})
    gaps = [(a + b) / 2 for a, b in pairwise(above) if b - a > 4]
    return gaps[-1] if gaps else bottom
