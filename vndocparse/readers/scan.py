"""A scan of one or more pages as a document: every page read, the letterhead judged, and read again where it is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..layout import Document, DocumentBuilder
from ..models import Format
from .limits import Limits
from .ocr import Doubt, Judge, Ocr
from .page_layout import PageParts, set_line, set_pages
from .page_lines import printed_lines
from .scan_again import head_readings, read_lines_again
from .scan_page import Page, read_page
from .scan_words import without_stamps
from .tesseract import Engine, engine

if TYPE_CHECKING:
    from PIL.Image import Image


class Pages:
    """Where the pictures of a scan come from."""

    count = 0

    def page(self, number: int) -> tuple[Image, float | None]:
        """The picture of page ``number`` (from 1) and its resolution in dots per inch, if it is told."""
        raise NotImplementedError


def read_scan(pages: Pages, form: Format, limits: Limits, ocr: Ocr) -> Document:
    """All pages of ``pages``; no more than the first keeps its picture in memory, for the letterhead stands there."""
    tesseract = engine()
    found: list[Page] = []
    for number in range(1, pages.count + 1):
        image, dpi = pages.page(number)
        page = read_page(image, dpi, tesseract, limits)
        found.append(page if number == 1 else page.without_picture())
    document = _document(found, form)
    if ocr.judge is None:
        return document
    return judged(document, found[0], tesseract, ocr.judge(), lambda first: _document([first, *found[1:]], form))


def judged(document: Document, first: Page, tesseract: Engine, judge: Judge, compose: Callable[[Page], Document]) -> Document:
    """``document`` with the doubtful lines of the letterhead on its ``first`` page read again; ``compose`` makes it anew.

    Where a field was not found at all the upper part of the page is read anew, and the reading with the fewest doubts stays.
    """
    doubts = _on_first(judge.doubts(document))
    if not doubts or first.image is None or not first.runs:
        return document
    if any(not doubt.boxes for doubt in doubts):
        tried = [(_gravity(doubts), 0, first, document, doubts)]
        for runs in head_readings(first, tesseract):
            again = first._replace(runs=runs)
            composed = compose(again)
            left = _on_first(judge.doubts(composed))
            tried.append((_gravity(left), len(tried), again, composed, left))
            if not any(not doubt.boxes for doubt in left):
                break
        _, _, first, document, doubts = min(tried, key=lambda one: one[:2])
    if any(doubt.boxes for doubt in doubts):
        document = compose(first._replace(runs=read_lines_again(first, doubts, tesseract, judge)))
    return document


def _on_first(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The letterhead stands on the first page; what was taken for one elsewhere is not read again."""
    return [doubt for doubt in doubts if doubt.page == 1]


def _gravity(doubts: Sequence[Doubt]) -> int:
    """A field that is missing weighs more than one that is malformed."""
    return sum(1 if doubt.boxes else 4 for doubt in doubts)


def _document(pages: list[Page], form: Format) -> Document:
    builder = DocumentBuilder()
    stamped = [without_stamps([*page.runs, *page.red], number, page.height) for number, page in enumerate(pages, 1)]
    parts = [
        PageParts(printed_lines(stamp.runs, number), [], page.height)
        for number, (page, stamp) in enumerate(zip(pages, stamped, strict=True), 1)
    ]
    set_pages(builder, parts)
    builder.region = "stamp"
    for stamp in stamped:
        for line in [*stamp.incoming, *stamp.signed]:
            set_line(builder, line)
    if not any(page.runs for page in pages):
        builder.diagnose("no-text", "error", "no words were found in the scan: its pages are blank, or cannot be read")
    return builder.build(form, pages=len(pages), wrapped=True, ocr=True)
