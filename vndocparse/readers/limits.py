"""How much a file may unpack to: the guard against archives and documents that were built to exhaust a machine.

The defaults leave every real paper far inside (the largest seen unpacks to a few MB) and bound time and memory for the rest.
"""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds a reader keeps; going over one raises :class:`vndocparse.errors.LimitExceededError`."""

    max_bytes: int = 512 * 1024 * 1024
    """Size of the file itself."""
    max_part_bytes: int = 64 * 1024 * 1024
    """Unpacked size of one part of a package (``word/document.xml``)."""
    max_unpacked_bytes: int = 160 * 1024 * 1024
    """Unpacked size of all parts that are read; pictures and other parts that nobody asks for do not count."""
    max_compression_ratio: int = 300
    """Unpacked size over packed size of a part. Deflate reaches 1032; XML written by Word stays under 40."""
    ratio_free_bytes: int = 1024 * 1024
    """Parts that unpack to no more than this are not judged by their ratio."""
    max_paragraphs: int = 400_000
    """Paragraphs of a document, all stories together."""
    max_table_depth: int = 24
    """Tables nested in cells of tables."""
    max_pages: int = 3_000
    """Pages of a PDF."""
    max_page_characters: int = 400_000
    """Characters of a page of a PDF; a page in small type has 10,000."""
    max_page_runs: int = 25_000
    """Runs of text that a page of a PDF draws: letters, where each is drawn by itself. Their order takes time by the square."""
    max_page_objects: int = 200_000
    """Runs of text, lines and pictures that a page of a PDF draws."""
    max_page_pixels: int = 100_000_000
    """Pixels of a scanned page; A4 at 600 dpi has 35 million, A3 at 600 dpi 70 million."""
    max_table_pages: int = 300
    """Pages of a PDF whose rulings are looked at; tables on further ones are read as columns."""
    max_page_cells: int = 6_000
    """Cells that the rulings of a page of a PDF could part; a page with more is read as columns."""
    max_ocr_pages: int = 300
    """Pages of a scan that go through OCR; a page takes about a second."""
    max_ocr_seconds: float = 60.0
    """Time that OCR of one page may take; 0 sets no bound."""
    max_nesting: int = 60
    """Containers (controls, insertions, text boxes) nested in each other."""
    max_libreoffice_seconds: float = 60
    """Time for a file that is read through LibreOffice; 0 leaves LibreOffice alone."""


DEFAULT_LIMITS = Limits()
