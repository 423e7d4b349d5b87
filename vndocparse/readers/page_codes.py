"""Runs in a font that does not tell what its codes mean (no ToUnicode map): glyph numbers of Times New Roman, as Word writes.

The glyphs of that font and its kin stand in the order of the old Macintosh fonts, with two of them left out, and the
Vietnamese letters of Unicode in one row behind. What comes out must read as Vietnamese, or the run is given up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from .page_runs import Run

UNKNOWN = "\ufffd"
# No Vietnamese text holds these Cyrillic letters; they are what the codes look like.
_CODES = re.compile("[\u0460-\u0481\u048a-\u0500]")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = "aăâeêioôơuưy"
_SYLLABLE = re.compile(f"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu?|r|s|t[hr]?|v|x)?[{_VOWELS}]{{1,3}}(?:ch?|m|n[gh]?|p|t)?$")
_LEAST_SHARE = 0.7
_LEAST_WORDS = 2


@cache
def _letters() -> Mapping[int, str]:
    """Glyph number -> letter."""
    letters = {glyph: chr(glyph + 0x1D) for glyph in range(0x03, 0x62)}
    for glyph in range(98, 224):
        code = glyph + (0x1E if glyph < 172 else 0x1F if glyph < 209 else 0x20)  # no blank of 172, no apple of 210
        letters[glyph] = bytes([code]).decode("mac_roman")
    letters.update({glyph: chr(glyph + 0x19FC) for glyph in range(0x490, 0x4FE)})
    letters.update({233: "Ý", 234: "ý", 255: "đ", 264: "Đ", 258: "Ă", 259: "ă", 428: "Ĩ", 429: "ĩ", 457: "Ũ", 458: "ũ"})
    letters.update({0x46A: "Ơ", 0x46B: "ơ", 0x46C: "Ư", 0x46D: "ư", 0x20: " ", 0x09: " ", 0x0A: "'"})
    return letters


def decoded(runs: Sequence[Sequence[Run]]) -> tuple[list[list[Run]], int, int]:
    """The runs of all pages with codes turned into letters, font by font; how many characters were, and how many have no meaning.

    Those become U+FFFD.
    """
    fonts: dict[str, list[str]] = {}
    for page in runs:
        for run in page:
            if run.unmapped or (not run.text.isascii() and _CODES.search(run.text)):
                fonts.setdefault(run.font, []).append(run.text)
    if not fonts:
        return [list(page) for page in runs], 0, 0
    known = {font for font, texts in fonts.items() if _is_vietnamese(_decode(" ".join(texts)))}
    repaired = lost = 0
    pages = []
    for page in runs:
        kept = []
        for run in page:
            if run.font in fonts and (run.unmapped or _CODES.search(run.text)):
                if run.font in known:
                    text = " ".join(_decode(run.text).split())
                    repaired += len(text)
                elif run.unmapped:
                    text = "".join(letter if letter.isspace() else UNKNOWN for letter in run.text)
                    lost += sum(not letter.isspace() for letter in text)
                else:
                    text = run.text
                if not text:
                    continue
                run = run._replace(text=text)
            kept.append(run)
        pages.append(kept)
    return pages, repaired, lost


def _decode(codes: str) -> str:
    letters = _letters()
    return "".join(letters.get(ord(code), UNKNOWN) for code in codes)


def _is_vietnamese(text: str) -> bool:
    """Is most of ``text`` made of syllables of Vietnamese?"""
    words = _WORD.findall(text)
    right = sum(_SYLLABLE.match(_toneless(word)) is not None for word in words)
    return right >= _LEAST_WORDS and right >= _LEAST_SHARE * len(words) and text.count(UNKNOWN) * 10 <= len(text)


_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _toneless(word: str) -> str:
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word.lower())))
