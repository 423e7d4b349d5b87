"""The picture of a page, for a reader of scans: rendered when it is asked for.

A reader of scans is a :data:`Recogniser`: it is handed a :class:`PageImage` and returns the runs it reads, with places in
points, which then go the way of the text layer: lines, columns, furniture.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypdfium2.raw as raw

from ..errors import DamagedFileError, LimitExceededError
from .limits import Limits
from .page_runs import Run
from .pdfium import LOCK

_POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageImage:
    """Page ``number`` (from 1) of the PDF in ``data``; ``width`` and ``height`` in points, as the page is shown."""

    data: bytes
    number: int
    width: float
    height: float
    limits: Limits

    def render(self, dpi: int) -> tuple[bytes, int, int]:
        """The page in shades of grey, one byte a pixel, row by row from the top; with its width and height in pixels.

        Raises :class:`LimitExceededError` for more than ``limits.max_page_pixels``, :class:`DamagedFileError` for a page that
        cannot be drawn.
        """
        wide, high = (max(round(side * dpi / _POINTS_PER_INCH), 1) for side in (self.width, self.height))
        if wide * high > self.limits.max_page_pixels:
            raise LimitExceededError(
                f"page {self.number} has more than {self.limits.max_page_pixels:,} pixels at {dpi} dpi; raise max_page_pixels"
            )
        pixels = (ctypes.c_ubyte * (wide * high))()
        with LOCK:
            file = raw.FPDF_LoadMemDocument64(self.data, len(self.data), None)
            page = raw.FPDF_LoadPage(file, self.number - 1) if file else None
            try:
                if not page:
                    raise DamagedFileError(f"page {self.number} of the PDF cannot be drawn; copy or download the file again")
                bitmap = raw.FPDFBitmap_CreateEx(wide, high, raw.FPDFBitmap_Gray, pixels, wide)
                raw.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
                raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, raw.FPDF_ANNOT)
                raw.FPDFBitmap_Destroy(bitmap)
            finally:
                if page:
                    raw.FPDF_ClosePage(page)
                if file:
                    raw.FPDF_CloseDocument(file)
        return bytes(pixels), wide, high


Recogniser = Callable[[PageImage], Sequence[Run]]
"""Reads the picture of a page: its runs, in points from the upper left corner."""
