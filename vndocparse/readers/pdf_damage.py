"""What readers of PDF pass over in silence: pages that are not there, contents that do not unpack or unpack to no end."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from math import prod
from typing import Any

from ..errors import LimitExceededError
from . import pdf_forms
from .limits import Limits

_TAIL = 2048
_INDEX = re.compile(rb"startxref\s+(\d{1,12})")
_AT_INDEX = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_ENTRY = 4096
# Pictures and fonts: they are many, large, and hold no text.
_NO_TEXT = (b"/Image", b"/Length1", b"FontFile", b"Type0C", b"Type1C", b"OpenType", b"/Metadata")
_FLATE = re.compile(rb"/Filter\s*(?:/(?:FlateDecode|Fl)\b|\[\s*/(?:FlateDecode|Fl)\s*\])")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_NAMED = 20
_DRAWS = b" Do"
_UNTOLD = 1000  # of a form in another packing
# Most contents are small; what lies behind their end is not looked at.
_FIRST_BYTES, _NEXT_BYTES = 4096, 65536


def suspect(data: bytes, limits: Limits) -> bool:
    """Does anything in the bytes of a PDF show that it is damaged? A quick look; :func:`faults` tells what it is.

    Raises :class:`LimitExceededError` for contents that unpack to more than ``limits.max_part_bytes`` each or
    ``limits.max_unpacked_bytes`` together, and for forms nested so that a page draws more than ``limits.max_page_objects``.
    """
    drawn: list[int] = []
    broken = not all([*_streams(data, limits, drawn)])
    if prod(drawn) > limits.max_page_objects:
        pdf_forms.check(data, limits)
    return broken or not _has_index(data)


def _has_index(data: bytes) -> bool:
    """Does the file end with the place of its index, and does the index stand there?"""
    found = _INDEX.findall(data, max(len(data) - _TAIL, 0))
    begin = data.find(b"%PDF-", 0, 1024)
    return bool(found) and any(_AT_INDEX.match(data, int(found[-1]) + lead) for lead in {0, max(begin, 0)})


def _streams(data: bytes, limits: Limits, drawn: list[int]) -> Iterator[bool]:
    """For every packed stream that may hold text: does it unpack to its end?

    ``drawn`` gathers how many forms and pictures each form draws, where that is more than one.
    """
    if _ENCRYPTED.search(data, max(len(data) - _TAIL, 0)) or _ENCRYPTED.search(data, 0, _TAIL):
        return
    total = 0
    for match in _STREAM.finditer(data):
        entry = data[max(match.start() - _LONGEST_ENTRY, 0) : match.start()]
        entry = entry[entry.rfind(b" obj") + 1 :]
        form = b"/Form" in entry
        if _FLATE.search(entry) and not any(mark in entry for mark in _NO_TEXT):
            whole, size, count = _unpacked(data, match.end(), limits, form)
            total += size
            if total > limits.max_unpacked_bytes:
                raise LimitExceededError(
                    f"the PDF unpacks to more than {limits.max_unpacked_bytes:,} bytes; raise max_unpacked_bytes if you trust it"
                )
            yield whole
        elif form and b"/Filter" in entry:
            count = _UNTOLD
        elif form:
            end = data.find(b"endstream", match.end())
            count = data.count(_DRAWS, match.end(), end if end > 0 else len(data))
        if form and count > 1:
            drawn.append(count)


def _unpacked(data: bytes, start: int, limits: Limits, form: bool = False) -> tuple[bool, int, int]:
    """Does what begins at ``start`` unpack to its end, to how many bytes, and how many things does it draw if it is a form?"""
    unpacking = zlib.decompressobj()
    size = count = 0
    at, length = start, _FIRST_BYTES
    while not unpacking.eof and at < len(data):
        packed = data[at : at + length]
        at, length = at + length, _NEXT_BYTES
        try:
            part = unpacking.decompress(packed, limits.max_part_bytes - size + 1)
        except zlib.error:
            return False, size, count
        size += len(part)
        count += part.count(_DRAWS) if form else 0
        if size > limits.max_part_bytes:
            raise LimitExceededError(
                f"a part of the PDF unpacks to more than {limits.max_part_bytes:,} bytes; raise max_part_bytes if you trust it"
            )
    return unpacking.eof, size, count


def faults(data: bytes, missing: Sequence[int], pages: int, limits: Limits) -> list[str]:
    """What a PDF that pdfium opened has lost, in words; ``missing`` are its pages that pdfium found to be none."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFXRefFallback
    from pdfminer.pdftypes import resolve1

    found = []
    absent = len(missing)
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            if any(isinstance(index, PDFXRefFallback) for index in file.doc.xrefs):
                found.append("its index is damaged or cut off")
            tree = resolve1(file.doc.catalog.get("Pages"))
            promised = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
            pages = promised if isinstance(promised, int) else pages
            absent = max(absent, pages - len(file.pages))
            broken = [number for number, page in enumerate(file.pages, 1) if not _unpacks(page, limits)]
            if broken:
                found.append("the contents of these pages are cut short: " + ", ".join(map(str, broken[:_NAMED])))
    except LimitExceededError:
        raise
    except Exception:  # pdfminer lets anything escape on damaged files
        found.append("its index is damaged or cut off")
    if absent > 0:
        found.append(f"{absent} of {pages} pages are missing")
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
            whole = _unpacked(stream.rawdata, 0, limits)[0] and whole
    return whole
