"""Runs of a page whose fonts or letters tell an encoding of before Unicode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .. import encodings
from ..models import LegacyEncoding
from ..text import nfc
from .page_runs import Run

_ODD_BLANK = re.compile(r"[^\S ]")
_STYLE = re.compile(r"[,\-]?(?:Bold|Italic|BoldItalic|Oblique|Normal|Regular)+$")


@lru_cache(maxsize=256)
def _font_encoding(font: str) -> tuple[LegacyEncoding, bool] | None:
    """By the name of a font in a PDF: without its subset mark and style, with the dot that some writers drop (``ABCDEF+VnTimeHBold``)."""
    name = _STYLE.sub("", font.rpartition("+")[2])
    return encodings.font_encoding("." + name if name.startswith("Vn") else name)


def to_unicode(pages: Sequence[Sequence[Run]]) -> tuple[list[list[Run]], LegacyEncoding | None]:
    """``pages`` in Unicode, and the older encoding that most of their runs were in, if any.

    A font decides only where its letters confirm it; where no font tells, the letters of the whole text do.
    """
    counts: dict[LegacyEncoding, int] = {}
    whole = " ".join(run.text for runs in pages for run in runs)
    if nfc(whole) is whole and not _ODD_BLANK.search(whole) and not any(map(_font_encoding, {run.font for runs in pages for run in runs})):
        decoded = [list(runs) for runs in pages]  # nearly every paper: nothing to be done run by run
    else:
        decoded = [[_by_font(run, counts) for run in runs] for runs in pages]
    if counts:
        return decoded, max(counts, key=lambda encoding: counts[encoding])
    encoding = encodings.detect(whole)
    if encoding is None:
        return decoded, None
    return [[run._replace(text=_decoded(run.text, encoding, False)) for run in runs] for runs in pages], encoding


def _by_font(run: Run, counts: dict[LegacyEncoding, int]) -> Run:
    text = run.text
    known = _font_encoding(run.font)
    if known and encodings.proves(text, known[0]) is not False:
        if not text.isascii():
            counts[known[0]] = counts.get(known[0], 0) + len(text)
        return run._replace(text=_decoded(text, *known))
    if text.isascii():
        return run
    plain = nfc(" ".join(text.split()) if _ODD_BLANK.search(text) else text)
    return run if plain is text else run._replace(text=plain)


def _decoded(text: str, encoding: LegacyEncoding, capitals: bool) -> str:
    """``text`` decoded word by word: what is Unicode already stays."""
    return nfc(" ".join(_word(word, encoding, capitals) for word in text.split(" ")))


def _word(word: str, encoding: LegacyEncoding, capitals: bool) -> str:
    if encodings.proves(word, encoding) is False:
        return word
    # Some writers name the glyph of a code after its look.
    return encodings.to_unicode(word.replace("\u2219", "\u00b7"), encoding, capitals=capitals)
