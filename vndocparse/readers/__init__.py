"""Readers: bytes of one format each -> :class:`vndocparse.layout.Document`. They know nothing of directives."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from ..errors import DamagedFileError, UnsupportedFormatError, VndocparseError
from ..layout import Document
from ..models import Diagnostic, Format
from .detect import detect, mismatch
from .limits import Limits
from .ocr import Ocr

# Format -> module with a ``read(data, limits)``; imported when a file of that format comes.
_READERS = {"doc": "doc", "docx": "docx", "html": "html", "odt": "odt", "rtf": "rtf", "txt": "plain_text"}
# Formats whose readers may need OCR and have a ``read(data, limits, ocr)``.
_SCANS = {"jpeg": "images", "pdf": "pdf_scans", "png": "images", "tiff": "images"}
# Formats that LibreOffice may read where the reader here does not.
_BY_LIBREOFFICE = ("doc", "rtf", "odt")


def read_document(data: bytes, name: str | None, limits: Limits, ocr: Ocr | None = None) -> Document:
    """Reads ``data`` by what it is; ``name`` only serves to tell that its extension says otherwise."""
    form = detect(data, name)
    document: Document
    if form in _SCANS:
        document = import_module(f".{_SCANS[form]}", __name__).read(data, limits, ocr or Ocr())
    else:
        document = _read(data, form, _READERS[form], limits)
    if name and mismatch(name, form):
        note = Diagnostic(code="format-mismatch", severity="info", message=f"the name says otherwise, but the content is {form}")
        document = replace(document, diagnostics=(note, *document.diagnostics))
    return document


def _read(data: bytes, form: Format, module: str, limits: Limits) -> Document:
    """The document by the reader of its format; by LibreOffice, where it is installed, if that one refuses it."""
    try:
        document: Document = import_module(f".{module}", __name__).read(data, limits)
        reason = next((note.message for note in document.diagnostics if note.code == "old-word"), None)
        if reason is None:
            return document
        refused: VndocparseError | None = None
    except (DamagedFileError, UnsupportedFormatError) as error:
        if form not in _BY_LIBREOFFICE:
            raise
        refused, reason = error, str(error)
    from . import libreoffice

    if limits.max_libreoffice_seconds > 0 and libreoffice.program() is not None:
        try:
            return libreoffice.read(data, form, limits, reason, guess=not isinstance(refused, DamagedFileError))
        except VndocparseError:
            pass  # what the reader said is nearer to the matter
    elif refused is not None and isinstance(refused, UnsupportedFormatError):
        raise UnsupportedFormatError(f"{refused}; {libreoffice.PACKAGE} may read it") from None
    if refused is not None:
        raise refused
    return document
