"""Forms of a PDF that draw forms that draw forms: a few of them make a page of millions of objects, which pdfium would build."""

from __future__ import annotations

import io
import re
from typing import Any

from ..errors import LimitExceededError
from .limits import Limits

_DRAWS = re.compile(rb"/([^\s/<>\[\]()%]+)\s+Do\b")
_DEEPEST = 40  # pdfium goes no deeper


def check(data: bytes, limits: Limits) -> None:
    """Raises :class:`LimitExceededError` if a page of the PDF draws more than ``limits.max_page_objects`` forms, nested ones counted."""
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            known: dict[int, int] = {}
            most = max((_page(page.page_obj, known) for page in file.pages), default=0)
    except Exception:  # pdfminer lets anything escape on damaged files; and what it cannot follow is not trusted
        most = limits.max_page_objects + 1
    if most > limits.max_page_objects:
        raise LimitExceededError(
            f"forms nested in each other draw more than {limits.max_page_objects:,} objects on a page of the PDF; raise max_page_objects"
        )


def _page(page: Any, known: dict[int, int]) -> int:
    from pdfminer.pdftypes import resolve1

    forms = _forms(page.resources)
    return sum(_count(name, forms, known, 0) for part in page.contents for name in _DRAWS.findall(resolve1(part).get_data()))


def _forms(resources: Any) -> dict[bytes, Any]:
    from pdfminer.pdftypes import resolve1

    found = resolve1(resources)
    forms = resolve1(found.get("XObject")) if isinstance(found, dict) else None
    return {str(name).encode("latin-1", "replace"): form for name, form in forms.items()} if isinstance(forms, dict) else {}


def _count(name: bytes, forms: dict[bytes, Any], known: dict[int, int], depth: int) -> int:
    """How many objects the form ``name`` draws; one that draws itself is counted once, as pdfium does."""
    from pdfminer.pdftypes import PDFStream, resolve1

    reference = forms.get(name)
    form = resolve1(reference)
    if not isinstance(form, PDFStream) or depth > _DEEPEST:
        return 1
    key = getattr(reference, "objid", id(form))
    if key not in known:
        known[key] = 1
        if str(form.get("Subtype")).strip("/'") == "Form":
            inner = _forms(form.get("Resources"))
            known[key] = 1 + sum(_count(inside, inner, known, depth + 1) for inside in _DRAWS.findall(form.get_data()))
    return known[key]
