"""What pdfminer passes over in silence: pages that are not there, contents that do not unpack, contents that unpack to no end."""

from __future__ import annotations

import zlib
from typing import Any

from ..errors import LimitExceededError
from .limits import Limits


def faults(file: Any, limits: Limits) -> list[str]:
    """What an open pdfplumber file has lost, in words; empty for a whole file.

    Raises :class:`LimitExceededError` for a page whose contents unpack to more than ``limits.max_part_bytes``.
    """
    from pdfminer.pdfdocument import PDFXRefFallback
    from pdfminer.pdftypes import resolve1

    found = []
    if any(isinstance(index, PDFXRefFallback) for index in file.doc.xrefs):
        found.append("its index is damaged or cut off")
    tree = resolve1(file.doc.catalog.get("Pages"))
    promised = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    if isinstance(promised, int) and promised > len(file.pages):
        found.append(f"{promised - len(file.pages)} of {promised} pages are missing")
    broken = [number for number, page in enumerate(file.pages, 1) if not _unpacks(page, limits)]
    if broken:
        found.append("the contents of these pages are cut short: " + ", ".join(map(str, broken[:20])))
    return found


def _unpacks(page: Any, limits: Limits) -> bool:
    """Do the contents of ``page`` unpack to their end? Packings other than Flate are rare and are not looked into."""
    from pdfminer.pdftypes import PDFStream, resolve1

    whole = True
    for reference in page.page_obj.contents:
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream):
            whole = False
        elif not stream.decipher and stream.rawdata and [name.name for name, _ in stream.get_filters()] == ["FlateDecode"]:
            whole = _ends(stream.rawdata, limits) and whole
    return whole


def _ends(packed: bytes, limits: Limits) -> bool:
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(packed, limits.max_part_bytes)
    except zlib.error:
        return False
    if unpacking.unconsumed_tail:
        raise LimitExceededError(
            f"a page of the PDF unpacks to more than {limits.max_part_bytes:,} bytes; raise max_part_bytes if you trust it"
        )
    return unpacking.eof
