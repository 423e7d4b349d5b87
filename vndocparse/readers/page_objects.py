"""What a page draws beside its text: rulings that may make a table, pictures, forms and stamps laid over it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from ..errors import LimitExceededError
from .limits import Limits
from .pdfium import Box

_THIN = 3.0
_SHORT = 5.0
_SAME = 3.0
# Two columns have three rulings down and at least two across.
_LEAST_DOWN = 3
_GRID_SEGMENTS = 8
_DEEPEST = 12
_LAID_OVER = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT))
_MOST_ANNOTATIONS = 5000

_Place = tuple[float, float, float, float, float, float]
_HERE: _Place = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawings(NamedTuple):
    """What a page draws.

    ``cells``: how many cells its rulings could part at most, 0 where they are too few for a table; ``pictured``: the share of
    the page that pictures cover (0 to 1); ``paths``: the number of lines and shapes.
    """

    cells: int
    pictured: float
    paths: int = 0


def drawings(page: Any, bounds: Box, limits: Limits) -> Drawings:
    """What the loaded ``page`` draws.

    Raises :class:`LimitExceededError` for more than ``limits.max_page_objects`` objects or ``limits.max_page_runs`` of text.
    """
    down: set[int] = set()
    across: set[int] = set()
    grid = 0
    covered = 0.0
    paths = texts = 0
    for number, (kind, item, place) in enumerate(_objects(page), 1):
        if number > limits.max_page_objects:
            raise LimitExceededError(f"a page of the PDF draws more than {limits.max_page_objects:,} objects; raise max_page_objects")
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
            if texts > limits.max_page_runs:
                raise LimitExceededError(f"a page of the PDF draws more than {limits.max_page_runs:,} runs of text; raise max_page_runs")
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            left, bottom, right, top = _bounds(item, place)
            width, height = right - left, top - bottom
            if height <= _THIN:
                if width > _SHORT:
                    across.add(round(top / _SAME))
            elif width <= _THIN:
                if height > _SHORT:
                    down.add(round(left / _SAME))
            else:
                down |= {round(left / _SAME), round(right / _SAME)}
                across |= {round(bottom / _SAME), round(top / _SAME)}
                grid = max(grid, raw.FPDFPath_CountSegments(item))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(item, place)
            wide = min(right, bounds[2]) - max(left, bounds[0])
            high = min(top, bounds[1]) - max(bottom, bounds[3])
            covered += max(wide, 0.0) * max(high, 0.0)
    area = max((bounds[2] - bounds[0]) * (bounds[1] - bounds[3]), 1.0)
    ruled = grid >= _GRID_SEGMENTS or (len(down) >= _LEAST_DOWN and len(across) > 1)
    return Drawings(max(len(down) * len(across), (grid // 4) ** 2) if ruled else 0, min(covered / area, 1.0), paths)


def _objects(page: Any) -> Iterator[tuple[int, Any, _Place]]:
    """Paths and pictures of a page, those in forms included, each with the matrix of its form."""
    yield from _some(raw.FPDFPage_CountObjects(page), page, raw.FPDFPage_GetObject, _HERE, 0)


def _some(count: int, owner: Any, get: Any, place: _Place, depth: int) -> Iterator[tuple[int, Any, _Place]]:
    kind_of = raw.FPDFPageObj_GetType
    for index in range(count):
        item = get(owner, index)
        kind = kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield kind, item, place
            yield from _some(raw.FPDFFormObj_CountObjects(item), item, raw.FPDFFormObj_GetObject, _inside(item, place), depth + 1)
        else:
            yield kind, item, place


def _inside(form: Any, place: _Place) -> _Place:
    """The matrix of what stands in ``form``, which itself stands at ``place``."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(form, matrix):
        return place
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    pa, pb, pc, pd, pe, pf = place
    return (
        a * pa + b * pc,
        a * pb + b * pd,
        c * pa + d * pc,
        c * pb + d * pd,
        e * pa + f * pc + pe,
        e * pb + f * pd + pf,
    )


def _bounds(item: Any, place: _Place) -> tuple[float, float, float, float]:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    if place is _HERE:
        return (left.value, bottom.value, right.value, top.value)
    a, b, c, d, e, f = place
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    return (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))


class LaidOver(NamedTuple):
    """What is laid over a page and no part of its contents: whether there is anything to be read, and where signatures are."""

    any: bool
    signatures: list[Box]


def laid_over(page: Any) -> LaidOver:
    """Form fields, signatures, stamps and typed notes over ``page``."""
    found = False
    signatures: list[Box] = []
    box = raw.FS_RECTF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind in _LAID_OVER:
            found = True
            if kind == raw.FPDF_ANNOT_WIDGET and _value(note, b"FT") == "Sig" and raw.FPDFAnnot_GetRect(note, box):
                signatures.append((box.left, box.top, box.right, box.bottom))
        raw.FPDFPage_CloseAnnot(note)
    return LaidOver(found, signatures)


def _value(note: Any, key: bytes) -> str:
    buffer = (ctypes.c_ushort * 16)()
    length = raw.FPDFAnnot_GetStringValue(note, key, buffer, ctypes.sizeof(buffer))
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace") if 2 <= length <= ctypes.sizeof(buffer) else ""
