"""One scanned page: the first reading, and its way up."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..errors import LimitExceededError
from .limits import Limits
from .page_runs import Run
from .scan_cleaning import Cleaned, cleaned, hangs, is_blank, softened
from .scan_words import runs_of
from .tesseract import Engine, Word

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS = 72.0
_PAPER = 11.69  # inches: the long side of A4, where a picture does not tell its resolution
_TRUE_DPI = range(90, 1300)
# Read at this resolution at least: small marks over letters need their pixels. Above the most nothing is gained.
_LEAST_DPI = 180.0
_MOST_DPI = 420.0
_UPRIGHT = 0.6  # mean confidence of letters; pages on their head stay below 0.5
_STRIP = 0.14
# Upright pages have 0.02 to 0.65, those on their head the opposite. A page that was turned by a quarter is looked at in doubt too.
_HANGING = 0.0
_SURELY_UPRIGHT = 0.3
_STAMPED = 0.5  # of the page: incoming stamps stand in its upper half, seals in the lower
_RED_SURE = 0.5


class Page(NamedTuple):
    """A page read once. ``image`` (None when it is let go) and ``words`` are in pixels of the cleaned page, ``runs`` in points;
    ``red`` are the runs of the red ink.

    ``width`` and ``height`` are points, of the page as read.
    """

    image: Cleaned | None
    words: list[Word]
    runs: list[Run]
    red: list[Run]
    dpi: float
    width: float
    height: float
    seconds: float

    def without_picture(self) -> Page:
        return self._replace(image=None)

    @property
    def scale(self) -> float:
        return POINTS / self.dpi


def read_page(image: Image, dpi: float | None, engine: Engine, limits: Limits) -> Page:
    """Reads ``image``; ``dpi`` is what its file tells, if anything.

    Raises :class:`LimitExceededError` when it takes longer than ``limits.max_ocr_seconds``.
    """
    began = time.monotonic()
    image, dpi = _sized(image, dpi)
    page = softened(cleaned(image), dpi)
    words: list[Word] = []
    if not is_blank(page):
        page, words = _first(page, dpi, engine, limits.max_ocr_seconds)
    scale = POINTS / dpi
    red = _red_runs(page, dpi, engine)
    seconds = time.monotonic() - began
    if limits.max_ocr_seconds and seconds > limits.max_ocr_seconds:
        raise LimitExceededError(f"OCR of a page took more than {limits.max_ocr_seconds:g} s; split the file, or raise max_ocr_seconds")
    width, height = page.grey.width * scale, page.grey.height * scale
    return Page(page, words, runs_of(words, scale), red, dpi, width, height, seconds)


def _sized(image: Image, dpi: float | None) -> tuple[Image, float]:
    """``image`` at a resolution fit for reading, and that resolution."""
    import PIL.Image

    if dpi is None or round(dpi) not in _TRUE_DPI:
        dpi = max(max(image.size) / _PAPER, 30.0)
    if dpi > _MOST_DPI:
        times = max(round(dpi / 300), 2)
        plain = image.convert("L") if image.mode == "1" else image
        return plain.reduce(times), dpi / times
    if dpi < _LEAST_DPI:
        factor = 300 / dpi
        plain = image.convert("L") if image.mode == "1" else image.convert("RGB") if image.mode == "P" else image
        size = (round(image.width * factor), round(image.height * factor))
        return plain.resize(size, PIL.Image.Resampling.LANCZOS), 300.0
    return image, dpi


def _first(page: Cleaned, dpi: float, engine: Engine, seconds: float) -> tuple[Cleaned, list[Word]]:
    """The words of the page read the right way up, and the page so."""
    if hangs(page.grey) < (_SURELY_UPRIGHT if page.turn else _HANGING) and _is_better(
        page.turned(2), _strip(page, dpi, engine), dpi, engine
    ):
        page = page.turned(2)
    words = engine.words(page.grey, dpi, "page", seconds)
    if _sureness(words) >= _UPRIGHT or not _is_better(other := page.turned(2), words, dpi, engine):
        return page, words
    return other, engine.words(other.grey, dpi, "page", seconds)


def _is_better(page: Cleaned, words: Sequence[Word], dpi: float, engine: Engine) -> bool:
    """Is the engine surer of a few lines of ``page`` than of ``words``, which were read the other way up?"""
    return _sureness(_strip(page, dpi, engine)) > _sureness(words)


def _strip(page: Cleaned, dpi: float, engine: Engine) -> list[Word]:
    """The words of a few lines where the page is full."""
    grey = page.grey
    high = max(round(_STRIP * grey.height), 1)
    rows = grey.resize((1, 100)).tobytes()
    width = max(round(100 * _STRIP), 1)
    # The darkest stretch; of equal ones that nearest to the middle, so that both ways up meet the same lines.
    first = min(range(100 - width), key=lambda at: (sum(rows[at : at + width]), abs(at + width / 2 - 50)))
    top = first * grey.height // 100
    return engine.words(grey.crop((0, top, grey.width, min(top + high, grey.height))), dpi, "block")


def _sureness(words: Sequence[Word]) -> float:
    """The mean confidence of letters."""
    counted = [(len(word.text), word.confidence) for word in words if any(map(str.isalnum, word.text))]
    letters = sum(length for length, _ in counted)
    return sum(length * confidence for length, confidence in counted) / letters if letters else 0.0


def _red_runs(page: Cleaned, dpi: float, engine: Engine) -> list[Run]:
    """The words of the red ink, where it makes any: what an incoming stamp says."""
    if page.red is None:
        return []
    upper = page.red.crop((0, 0, page.red.width, round(_STAMPED * page.red.height)))
    box = upper.point([255 if level < 128 else 0 for level in range(256)]).getbbox()
    if box is None:
        return []
    left, top = box[:2]
    words = [word for word in engine.words(upper.crop(box), dpi, "page") if word.confidence > _RED_SURE]
    placed = [word._replace(box=(word.box[0] + left, word.box[1] + top, word.box[2] + left, word.box[3] + top)) for word in words]
    return runs_of(placed, POINTS / dpi, layer=1)
