"""A PDF opened with pdfium: its pages one after the other, with runs and drawings; what is wrong with the file."""

from __future__ import annotations

import ctypes
import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError
from ..layout import Rectangle
from .limits import Limits
from .page_objects import Drawings, drawings, laid_over
from .page_runs import PageRuns, page_runs, placed
from .pdfium import Box, TextPage

_PASSWORD = frozenset((raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY))
_FLATTENED = 1
# A page without a size of its own: A4.
_PAPER: Box = (0.0, 842.0, 595.0, 0.0)
_MOST_NAMES = 20
_LONGEST_TIME = 64
_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:\d\d)?(?:([-+Z])(?:(\d\d)'?(\d\d)?)?)?")
_VIETNAM = datetime.timedelta(hours=7)


class PageContent(NamedTuple):
    """A page as pdfium tells it: ``signatures`` are the rectangles of those laid over it, ``turn`` is its own /Rotate."""

    text: PageRuns
    drawn: Drawings
    signatures: list[Rectangle]
    turn: int


class PdfFile:
    """An open PDF. Hold :data:`pdfium.LOCK` from its opening to its :meth:`close`.

    Raises :class:`EncryptedFileError` where a password is asked for, :class:`DamagedFileError` for what is no PDF or holds no
    page, :class:`LimitExceededError` for one with more than ``limits.max_pages`` pages.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits  # pdfium reads from the bytes as long as the file is open
        self._fonts: dict[int, str] = {}
        self._file = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._file:
            error = raw.FPDF_GetLastError()
            if error in _PASSWORD:
                raise EncryptedFileError("the PDF is protected by a password; save a copy without one")
            raise DamagedFileError("the PDF is cut short or damaged; copy or download it again")
        self.pages: int = raw.FPDF_GetPageCount(self._file)
        self.missing: list[int] = []
        """Numbers of pages that the file promises and does not hold."""

    def close(self) -> None:
        if self._file:
            raw.FPDF_CloseDocument(self._file)
            self._file = None

    def read(self) -> Iterator[PageContent]:
        """Every page. One that is not there is empty, and its number is in :attr:`missing`."""
        if self.pages > self._limits.max_pages:
            raise LimitExceededError(f"the PDF has {self.pages:,} pages; split it or raise max_pages ({self._limits.max_pages:,})")
        for index in range(self.pages):
            page = raw.FPDF_LoadPage(self._file, index)
            if not page:
                self.missing.append(index + 1)
                yield _EMPTY
                continue
            signatures: list[Box] = []
            try:
                if raw.FPDFPage_GetAnnotCount(page) > 0:
                    over = laid_over(page)
                    signatures = over.signatures
                    page = self._flattened(page, index) if over.any else page
                yield self._content(page, signatures)
            finally:
                raw.FPDF_ClosePage(page)

    def _flattened(self, page: Any, index: int) -> Any:
        """``page`` with what is laid over it as part of its contents (in memory only)."""
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != _FLATTENED:
            return page
        again = raw.FPDF_LoadPage(self._file, index)
        if not again:
            return page
        raw.FPDF_ClosePage(page)
        return again

    def _content(self, page: Any, signatures: list[Box]) -> PageContent:
        box = raw.FS_RECTF()
        bounds = _PAPER
        if raw.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
            bounds = (box.left, box.top, box.right, box.bottom)
        turn = raw.FPDFPage_GetRotation(page) % 4
        drawn = drawings(page, bounds, self._limits)
        text = TextPage(page)
        try:
            most = self._limits.max_page_characters
            if text.count > most:
                raise LimitExceededError(f"a page of the PDF holds more than {most:,} characters; raise max_page_characters")
            runs = page_runs(text, bounds, turn, self._fonts)
        finally:
            text.close()
        return PageContent(runs, drawn, [placed(*box, bounds, runs.turn) for box in signatures], turn)

    def attachments(self) -> list[str]:
        """The names of files that the PDF carries (of the first few, where there are many)."""
        count = raw.FPDFDoc_GetAttachmentCount(self._file)
        return [self._name(index) for index in range(min(count, _MOST_NAMES))] + [""] * max(count - _MOST_NAMES, 0)

    def signed(self) -> list[datetime.date]:
        """The days on which the digital signatures of the file were made, by their own word; in Vietnam's time."""
        found = []
        buffer = ctypes.create_string_buffer(_LONGEST_TIME)
        for index in range(min(max(raw.FPDF_GetSignatureCount(self._file), 0), _MOST_NAMES)):
            signature = raw.FPDF_GetSignatureObject(self._file, index)
            length = raw.FPDFSignatureObj_GetTime(signature, buffer, _LONGEST_TIME) if signature else 0
            if 0 < length <= _LONGEST_TIME and (day := _day(buffer.value.decode("latin-1"))):
                found.append(day)
        return found

    def _name(self, index: int) -> str:
        attachment = raw.FPDFDoc_GetAttachment(self._file, index)
        length = raw.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
        if not 2 < length < 2048:
            return ""
        buffer = (ctypes.c_ushort * (length // 2))()
        raw.FPDFAttachment_GetName(attachment, buffer, length)
        return bytes(buffer)[:-2].decode("utf-16-le", "replace")


def _day(time: str) -> datetime.date | None:
    """The day of a time as PDFs write it (``D:20250929134112+07'00'``); None for what is none."""
    match = _TIME.match(time)
    if match is None:
        return None
    year, month, day, hour, minute, sign, hours, minutes = match.groups()
    try:
        moment = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute))
        if sign:
            behind = datetime.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            moment += _VIETNAM + (behind if sign == "-" else -behind if sign == "+" else datetime.timedelta())
    except (ValueError, OverflowError):
        return None
    return moment.date()


_EMPTY = PageContent(PageRuns([], [], 0, _PAPER[2], _PAPER[1]), Drawings(0, 0.0), [], 0)
