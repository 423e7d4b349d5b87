"""PDF files whose pages may be pictures: those pages go through OCR, the others keep their text layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import LimitExceededError, MissingEngineError
from ..layout import Document
from ..models import Diagnostic
from . import pdf
from .limits import Limits
from .ocr import Ocr
from .page_image import PageImage
from .page_runs import Run

if TYPE_CHECKING:
    from PIL.Image import Image

    from .scan_page import Page

_RENDERED = 300


def read(data: bytes, limits: Limits, ocr: Ocr) -> Document:
    """The text of the PDF in ``data``, that of pictured pages by OCR as ``ocr`` says; else as :func:`pdf.read`.

    Raises :class:`MissingEngineError` where OCR is needed for every page, or asked for, and not installed.
    """
    if ocr.mode == "never":
        return pdf.read(data, limits)
    scans = _Scans(limits)
    force = ocr.mode == "force"
    try:
        document = pdf.read(data, limits, scans.recognise, force=force)
    except MissingEngineError as lack:
        document = pdf.read(data, limits)
        if force or not any(line.region == "body" and line.text.strip() for line in document.lines):
            raise
        note = Diagnostic(code="missing-engine", severity="warning", message=str(lack))
        return replace(document, diagnostics=(*document.diagnostics, note))
    first = scans.pages.get(1)
    if ocr.judge is None or first is None:
        return document
    from .scan import judged
    from .tesseract import engine

    def compose(page: Page) -> Document:
        scans.pages[1] = page
        return pdf.read(data, limits, scans.recognise, force=force)

    return judged(document, first, engine(), ocr.judge(), compose)


class _Scans:
    """The pages that were read as pictures: each once, however often the document is put together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.pages: dict[int, Page] = {}

    def recognise(self, image: PageImage) -> Sequence[Run]:
        from .scan_page import read_page
        from .tesseract import engine

        page = self.pages.get(image.number)
        if page is None:
            tesseract = engine()
            if len(self.pages) >= self._limits.max_ocr_pages:
                raise LimitExceededError(f"more than {self._limits.max_ocr_pages:,} pages need OCR; split the file or raise max_ocr_pages")
            picture, dpi = image.embedded() or self._rendered(image)
            page = read_page(picture, dpi, tesseract, self._limits)
            self.pages[image.number] = page if image.number == 1 else page.without_picture()
        return [*page.runs, *page.red]

    @staticmethod
    def _rendered(image: PageImage) -> tuple[Image, float]:
        import PIL.Image

        pixels, width, height = image.render(_RENDERED)
        return PIL.Image.frombytes("L", (width, height), pixels), float(_RENDERED)
