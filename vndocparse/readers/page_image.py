"""The picture of a page, for a reader of scans: rendered when it is asked for.

A reader of scans is a :data:`Recogniser`: it is handed a :class:`PageImage` and returns the runs it reads, with places in
points, which then go the way of the text layer: lines, columns, furniture.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as raw

from ..errors import DamagedFileError, LimitExceededError
from .limits import Limits
from .page_runs import Run
from .pdfium import LOCK

_POINTS_PER_INCH = 72
_MOST_OBJECTS = 3
_WHOLE = 0.9  # of the page
_STRAIGHT = 0.01


@dataclass(frozen=True)
class PageImage:
    """Page ``number`` (from 1) of the PDF in ``data``; ``width`` and ``height`` in points, as the page is shown."""

    data: bytes
    number: int
    width: float
    height: float
    limits: Limits

    def embedded(self) -> tuple[Any, float] | None:
        """The one picture that covers the page upright, as Pillow's image with its dots per inch; None where there is no such.

        It has the pixels of the scanner, which rendering would measure anew.
        """
        import pypdfium2

        with LOCK:
            try:
                with pypdfium2.PdfDocument(self.data) as file:
                    page = file[self.number - 1]
                    found = list(islice(page.get_objects(max_depth=3), _MOST_OBJECTS))
                    pictures = [item for item in found if item.type == raw.FPDF_PAGEOBJ_IMAGE]
                    if len(pictures) != 1 or len(found) > len(pictures) or page.get_rotation() or not self._covers(pictures[0]):
                        return None
                    wide, high = pictures[0].get_px_size()
                    if wide * high > self.limits.max_page_pixels:
                        return None
                    picture = pictures[0].get_bitmap(render=False).to_pil()
                    return picture.copy(), picture.width * _POINTS_PER_INCH / self.width
            except (pypdfium2.PdfiumError, ValueError, NotImplementedError):
                return None

    def _covers(self, picture: Any) -> bool:
        matrix = picture.get_matrix()
        upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) < _STRAIGHT * matrix.a and abs(matrix.c) < _STRAIGHT * matrix.d
        left, bottom, right, top = picture.get_bounds()
        return bool(upright and (right - left) * (top - bottom) > _WHOLE * self.width * self.height)

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
