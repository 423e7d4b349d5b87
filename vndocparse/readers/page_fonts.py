"""Words of a page whose fonts or letters tell an encoding of before Unicode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .. import encodings
from ..models import LegacyEncoding
from ..text import nfc
from .page_lines import Word

_STYLE = re.compile(r"[,\-]?(?:Bold|Italic|BoldItalic|Oblique|Normal|Regular)+$")


@lru_cache(maxsize=256)
def _font_encoding(font: str) -> tuple[LegacyEncoding, bool] | None:
    """By the name of a font in a PDF: without its subset mark and style, with the dot that some writers drop (``ABCDEF+VnTimeHBold``)."""
    name = _STYLE.sub("", font.rpartition("+")[2])
    return encodings.font_encoding("." + name if name.startswith("Vn") else name)


def to_unicode(pages: Sequence[Sequence[Word]]) -> tuple[list[list[Word]], LegacyEncoding | None]:
    """``pages`` in Unicode, and the older encoding that most of their words were in, if any.

    A font decides only where its letters confirm it; where no font tells, the letters of the whole text do.
    """
    counts: dict[LegacyEncoding, int] = {}
    decoded = [[_by_font(word, counts) for word in words] for words in pages]
    if counts:
        return decoded, max(counts, key=lambda encoding: counts[encoding])
    encoding = encodings.detect(" ".join(word.text for words in pages for word in words))
    if encoding is None:
        return decoded, None
    return [[_decoded(word, encoding, False) for word in words] for words in pages], encoding


def _by_font(word: Word, counts: dict[LegacyEncoding, int]) -> Word:
    known = _font_encoding(word.font)
    if not known or encodings.proves(word.text, known[0]) is False:
        return word
    if not word.text.isascii():
        counts[known[0]] = counts.get(known[0], 0) + 1
    return _decoded(word, *known)


def _decoded(word: Word, encoding: LegacyEncoding, capitals: bool) -> Word:
    if encodings.proves(word.text, encoding) is False:
        return word
    text = word.text.replace("\u2219", "\u00b7")  # some writers name the glyph of a code after its look
    return word._replace(text=nfc(encodings.to_unicode(text, encoding, capitals=capitals)))
