"""Text of PDF files: lines, columns, ruled tables; every line with its place on its page.

A reader of the text layer. Pdfium tells the runs of every page; pdfplumber is called for pages with rulings alone. A scan
has no text layer: that is said in a diagnostic, for OCR is another step.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from ..errors import DamagedFileError, LimitExceededError
from ..layout import Document, DocumentBuilder
from . import page_stamps, pdf_damage
from .limits import Limits
from .page_image import PageImage, Recogniser
from .page_layout import PageParts, set_line, set_pages
from .page_letters import settled
from .page_lines import printed_lines
from .page_runs import Run
from .page_stamps import Stamped
from .page_tables import grids, ruled_tables
from .pdf_file import PageContent, PdfFile
from .pdfium import LOCK

# The catalogue that says so may be packed; a cover says no more than that one should open the files.
_COVER = 600
_READABLE = re.compile(r"\.(?:pdf|docx?|rtf|odt|tiff?)$", re.IGNORECASE)
_PORTFOLIO = re.compile(rb"/Collection\b")
# A page number, a running head or a seal stands over the picture of a page; a text of so few letters is none.
_FEW_LETTERS = 60
_PICTURED = 0.4  # of the page
_WHOLLY_PICTURED = 0.9
_MOST_NUMBERS = 20
_OUTLINES = 150  # letters drawn as outlines; a page with a table has seldom as many lines


def read(data: bytes, limits: Limits, recognise: Recogniser | None = None, *, force: bool = False) -> Document:
    """The text of the PDF in ``data``: of its text layer, and of pages that have none where ``recognise`` reads pictures.

    With ``force`` every page is read as a picture.

    Raises :class:`EncryptedFileError` where a password is asked for, :class:`DamagedFileError` for a broken file, and
    :class:`LimitExceededError` for one beyond ``limits`` (pages, characters and objects of a page, unpacked bytes).
    """
    if len(data) > limits.max_bytes:
        raise LimitExceededError(f"the PDF is larger than {limits.max_bytes:,} bytes; split it or raise max_bytes")
    builder = DocumentBuilder()
    pages, signed = _pages(data, limits, builder)
    letters, legacy = settled([page.text.runs for page in pages], builder)
    stamped = [
        page_stamps.set_apart(runs, page.signatures, number, page.text.height, page.drawn.pictured >= _PICTURED)
        for number, (page, runs) in enumerate(zip(pages, letters, strict=True), 1)
    ]
    scans = [number for number, (page, stamp) in enumerate(zip(pages, stamped, strict=True), 1) if force or _is_scan(page, stamp.runs)]
    free = [stamp.runs for stamp in stamped]
    if recognise and scans:
        from .scan_words import without_stamps as stamps_apart

        for number in scans:
            text = pages[number - 1].text
            picture = stamps_apart(recognise(PageImage(data, number, text.width, text.height, limits)), number, text.height)
            free[number - 1] = picture.runs
            signed_here = [] if force else stamped[number - 1].signed
            stamped[number - 1] = picture._replace(signed=[*signed_here, *picture.signed])
    else:
        _report_scans(builder, scans, blank=not any(free), pages=len(pages))
    if read_before := [at for at, page in enumerate(pages, 1) if page.drawn.pictured >= _WHOLLY_PICTURED and at not in scans]:
        numbers = _numbered(read_before)
        builder.diagnose(
            "text-over-picture", "info", f"pages whose text lies over their picture, and may be another program's OCR: {numbers}"
        )
    ruled_pages = grids(data, {number: page for number, page in enumerate(pages, 1) if page.drawn.cells}, limits, builder)
    parts = []
    for number, (page, on_page) in enumerate(zip(pages, free, strict=True), 1):
        ruled, outside = ruled_tables(ruled_pages.get(number, ()), on_page, number)
        parts.append(PageParts(printed_lines(outside, number), ruled, page.text.height))
    set_pages(builder, parts)
    _set_stamps(builder, pages, stamped)
    return builder.build("pdf", pages=len(pages), wrapped=True, ocr=bool(recognise and scans), legacy_encoding=legacy, signed=signed)


def _set_stamps(builder: DocumentBuilder, pages: Sequence[PageContent], stamped: Sequence[Stamped]) -> None:
    builder.region = "stamp"
    for stamp in stamped:
        for line in [*stamp.incoming, *stamp.signed]:
            set_line(builder, line)
    for builder.page, page in enumerate(pages, 1):
        for text in page.text.turned:
            builder.line(text)


def _is_scan(page: PageContent, runs: Sequence[Run]) -> bool:
    """Is the page a picture of text, or drawn outlines, with no more text over it than stamps and a page number?"""
    letters = sum(len(run.text) for run in runs)
    if letters >= _FEW_LETTERS:
        return False
    return page.drawn.pictured >= _PICTURED or (not letters and (page.drawn.pictured > 0 or page.drawn.paths >= _OUTLINES))


def _report_scans(builder: DocumentBuilder, scans: Sequence[int], blank: bool, pages: int) -> None:
    """Says which pages are not in the text."""
    if len(scans) == pages:
        builder.diagnose("no-text-layer", "error", "the PDF has no text layer: it is a scan, or drawn outlines, and needs OCR")
    elif scans:
        numbers = _numbered(scans)
        builder.diagnose("no-text-layer", "error" if blank else "warning", f"pages without a text layer, which need OCR: {numbers}")
    elif blank:
        builder.diagnose(
            "no-text-layer", "error", "the PDF has no text layer and no pictures: its pages are blank (if they are not, OCR is needed)"
        )


def _numbered(pages: Sequence[int]) -> str:
    more = f" and {len(pages) - _MOST_NUMBERS} more" if len(pages) > _MOST_NUMBERS else ""
    return ", ".join(map(str, pages[:_MOST_NUMBERS])) + more


def _pages(data: bytes, limits: Limits, builder: DocumentBuilder) -> tuple[list[PageContent], list[datetime.date]]:
    suspect = pdf_damage.suspect(data, limits)
    with LOCK:
        file = PdfFile(data, limits)
        try:
            pages = list(file.read())
            attached, signed = file.attachments(), file.signed()
        finally:
            file.close()
    if not pages:
        raise DamagedFileError("the PDF holds no page; copy or download it again")
    if attached:
        cover = sum(len(run.text) for page in pages for run in page.text.runs) < _COVER and any(map(_READABLE.search, attached))
        _report_attachments(builder, attached, cover or _PORTFOLIO.search(data) is not None)
    if (suspect or file.missing) and (lost := pdf_damage.faults(data, file.missing, file.pages, limits)):
        builder.diagnose("damaged", "error", f"the PDF is damaged and text may be missing: {'; '.join(lost)}")
    return pages, signed


def _report_attachments(builder: DocumentBuilder, names: Sequence[str], portfolio: bool) -> None:
    """Says that the PDF carries files, which are not read; in a portfolio they are what matters."""
    told = ", ".join(name for name in names if name)
    if portfolio:
        what = f"the PDF is a portfolio of {len(names)} files, of which only the cover was read; save them from it and parse each: {told}"
        builder.diagnose("portfolio", "error", what)
    else:
        builder.diagnose("attachments", "info", f"the PDF carries {len(names)} files that were not read: {told}")
