"""Scans: TIFF of one page or many, JPEG, PNG. Every page goes through OCR; the lines are those of a printed page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import DamagedFileError, LimitExceededError, MissingEngineError, UnsupportedFormatError, VndocparseError
from ..layout import Document
from ..models import Format
from .limits import Limits
from .ocr import Ocr
from .scan import Pages, read_scan
from .tesseract import missing

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS: dict[str, Format] = {"TIFF": "tiff", "JPEG": "jpeg", "MPO": "jpeg", "PNG": "png"}


def read(data: bytes, limits: Limits, ocr: Ocr) -> Document:
    """The text of the scan in ``data``.

    Raises :class:`MissingEngineError` where OCR is not installed, :class:`DamagedFileError` for a broken image,
    :class:`LimitExceededError` for too many pages or pixels, :class:`UnsupportedFormatError` where OCR is switched off.
    """
    if ocr.mode == "never":
        raise UnsupportedFormatError("an image can only be read by OCR, which is switched off; leave --ocr at auto")
    if len(data) > limits.max_bytes:
        raise LimitExceededError(f"the image is larger than {limits.max_bytes:,} bytes; split it or raise max_bytes")
    if lack := missing():
        raise MissingEngineError(lack)
    with _opened(data) as image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if count > limits.max_ocr_pages:
            raise LimitExceededError(f"the scan has {count:,} pages; split it or raise max_ocr_pages ({limits.max_ocr_pages:,})")
        return read_scan(_Frames(image, count, limits), _FORMATS[image.format or ""], limits, ocr)


@contextmanager
def _opened(data: bytes) -> Iterator[Image]:
    import PIL.Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes and of tags; ours are the limits below
        try:
            with PIL.Image.open(io.BytesIO(data), formats=("TIFF", "JPEG", "PNG")) as image:
                yield image
        except VndocparseError:
            raise
        except MemoryError:
            raise
        except PIL.Image.DecompressionBombError as error:
            raise LimitExceededError("the image unpacks to too many pixels; scan it at 300 dpi") from error
        except Exception as error:  # Pillow lets anything escape on damaged files, from OSError to struct.error
            raise DamagedFileError("the image is cut short or damaged; copy or scan it again") from error


class _Frames(Pages):
    """The pages of an image file."""

    def __init__(self, image: Image, count: int, limits: Limits) -> None:
        self._image, self.count, self._limits = image, count, limits

    def page(self, number: int) -> tuple[Image, float | None]:
        image = self._image
        if self.count > 1:
            image.seek(number - 1)
        pixels = image.width * image.height
        if pixels > self._limits.max_page_pixels:
            raise LimitExceededError(
                f"a page has {pixels:,} pixels; scan it at 300 dpi, or raise max_page_pixels ({self._limits.max_page_pixels:,})"
            )
        image.load()
        return _upright(image), _resolution(image)


def _upright(image: Image) -> Image:
    """Turned as the camera says."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image) or image


def _resolution(image: Image) -> float | None:
    told = image.info.get("dpi")
    if not isinstance(told, tuple) or len(told) != 2:
        return None
    try:
        across, down = map(float, told)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return across if abs(across - down) <= 0.1 * down else None
