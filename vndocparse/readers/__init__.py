"""Readers: bytes of one format each -> :class:`vndocparse.layout.Document`. They know nothing of directives."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from ..errors import UnsupportedFormatError
from ..layout import Document
from ..models import Diagnostic
from .detect import detect, mismatch
from .limits import Limits

# Format -> module with a ``read(data, limits)``; imported when a file of that format comes.
_READERS = {"doc": "doc", "docx": "docx", "html": "html", "odt": "odt", "pdf": "pdf", "rtf": "rtf", "txt": "plain_text"}
_REMEDY = {
    "tiff": "an image: it needs OCR, which this version does not do; make a PDF with a text layer first",
    "jpeg": "an image: it needs OCR, which this version does not do; make a PDF with a text layer first",
    "png": "an image: it needs OCR, which this version does not do; make a PDF with a text layer first",
}


def read_document(data: bytes, name: str | None, limits: Limits) -> Document:
    """Reads ``data`` by what it is; ``name`` only serves to tell that its extension says otherwise."""
    form = detect(data, name)
    module = _READERS.get(form)
    if module is None:
        raise UnsupportedFormatError(f"this is {_REMEDY.get(form, f'a {form} file, which no reader understands')}")
    document: Document = import_module(f".{module}", __name__).read(data, limits)
    if name and mismatch(name, form):
        note = Diagnostic(code="format-mismatch", severity="info", message=f"the name says otherwise, but the content is {form}")
        document = replace(document, diagnostics=(note, *document.diagnostics))
    return document
