"""A scan of one or more pages as a document: every page read, the letterhead judged, and read again where it is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..layout import Document, DocumentBuilder
from ..models import Format
from . import page_stamps
from .limits import Limits
from .ocr import Doubt, Judge, Ocr
from .page_layout import PageParts, set_line, set_pages
from .page_lines import printed_lines
from .scan_again import head_readings, read_lines_again
from .scan_page import Page, read_page
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
    """All pages of ``pages``. Only the pages that are still in doubt keep their pictures in memory."""
    tesseract = engine()
    found: list[Page] = []
    for number in range(1, pages.count + 1):
        image, dpi = pages.page(number)
        page = read_page(image, dpi, tesseract, limits)
        found.append(page if number == 1 else page.without_picture())
    document = _document(found, form)
    return judged(document, found, tesseract, ocr.judge, lambda: _document(found, form)) if ocr.judge else document


def judged(document: Document, pages: list[Page], tesseract: Engine, judge: Judge, compose: Callable[[], Document]) -> Document:
    """``document`` with the doubtful lines of its letterhead read again; ``pages`` is brought up to date.

    Where a field was not found at all the upper part of the page is read anew, and the reading with the fewest doubts stays.
    """
    doubts = _on_first(judge.doubts(document))
    first = pages[0]
    if not doubts or first.image is None or not first.runs:
        return document
    if any(not doubt.boxes for doubt in doubts):
        tried = [(_gravity(doubts), 0, first.runs, document, doubts)]
        for runs in head_readings(first, tesseract):
            pages[0] = first._replace(runs=runs)
            again = compose()
            left = _on_first(judge.doubts(again))
            tried.append((_gravity(left), len(tried), runs, again, left))
            if not any(not doubt.boxes for doubt in left):
                break
        _, _, runs, document, doubts = min(tried, key=lambda one: one[:2])
        pages[0] = first._replace(runs=runs)
    if any(doubt.boxes for doubt in doubts):
        pages[0] = pages[0]._replace(runs=read_lines_again(pages[0], doubts, tesseract, judge))
        document = compose()
    return document


def _on_first(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The letterhead stands on the first page; what was taken for one elsewhere is not read again."""
    return [doubt for doubt in doubts if doubt.page == 1]


def _gravity(doubts: Sequence[Doubt]) -> int:
    """A field that is missing weighs more than one that is malformed."""
    return sum(1 if doubt.boxes else 4 for doubt in doubts)


def _document(pages: list[Page], form: Format) -> Document:
    builder = DocumentBuilder()
    stamped = [page_stamps.set_apart(page.runs, (), number, page.height, scanned=True) for number, page in enumerate(pages, 1)]
    parts = [
        PageParts(printed_lines(stamp.runs, number), [], page.height)
        for number, (page, stamp) in enumerate(zip(pages, stamped, strict=True), 1)
    ]
    set_pages(builder, parts)
    builder.region = "stamp"
    for number, (page, stamp) in enumerate(zip(pages, stamped, strict=True), 1):
        for line in [*stamp.incoming, *stamp.signed, *printed_lines(page.red, number)]:
            set_line(builder, line)
    return builder.build(form, pages=len(pages), wrapped=True, ocr=True)
