"""Vietnamese text: the folded form that patterns are matched on, and keys for comparison.

``fold`` never changes the length of a string, so an offset into the folded text is an offset into the text.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_QUOTES = {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2018": "'", "\u2019": "'"}
# Đ drawn with other letters, a horn mapped to OI by old fonts, Cyrillic capitals that look like Latin ones.
_LOOKALIKES = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u01a2": "Ư", "\u01a3": "ư"}
_CYRILLIC = dict(zip("АВСЕНІКМОРТХ", "ABCEHIKMOPTX", strict=True))
_FOLD = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_SPACES, " "), **_QUOTES, **_LOOKALIKES, **_CYRILLIC, "\u2044": "/"})
# Every code point above Latin-1 that fold() may touch; a text without them needs no translation.
_FOLDED = re.compile("[" + "".join(map(chr, _FOLD)) + "]")


def _tone_pairs() -> list[tuple[str, str]]:
    """Mark on the second vowel -> mark on the first (``oà`` -> ``òa``), in the four mixtures of capitals."""
    pairs = []
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for mark in "\u0300\u0301\u0303\u0309\u0323":
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    new = a + unicodedata.normalize("NFC", b + mark)
                    old = unicodedata.normalize("NFC", a + mark) + b
                    pairs.append((new, old))
    return pairs


_TONES = dict(_tone_pairs())
_TONE = re.compile("[oOuU][" + "".join(sorted({new[1] for new in _TONES})) + "]")


def nfc(text: str) -> str:
    """``text`` in Unicode normal form C."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _plain(match: re.Match[str]) -> str:
    return _FOLD[ord(match[0])]


def _tone_to_first(match: re.Match[str]) -> str:
    return _TONES.get(match[0], match[0])


def fold(text: str) -> str:
    """The form that patterns match: plain dashes, blanks and quotes, one Đ, tone mark on the first vowel.

    The result has exactly the length of ``text``. Patterns and vocabularies are folded in the same way when loaded.
    """
    return _TONE.sub(_tone_to_first, _FOLDED.sub(_plain, text))


def key(text: str) -> str:
    """A comparison key: folded, lower case, single blanks, no outer punctuation. Never shown to anybody."""
    return " ".join(fold(nfc(text)).casefold().split()).strip(" .,;:/-*\"'()")


def collapse(text: str) -> str:
    """``text`` on one line, runs of white space reduced to one blank."""
    return " ".join(text.split())


def is_upper(text: str) -> bool:
    """Is ``text`` written in capitals? Tolerates a few small letters (``CTr``, OCR slips) in a longer line."""
    upper = sum(map(str.isupper, text))
    return upper > 1 and upper >= 4 * sum(map(str.islower, text))


def _bare_table() -> dict[int, str]:
    table = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    for point in (*range(0xC0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1E00, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base.isascii():
            table[point] = base.lower()
    return {**table, ord("Đ"): "d", ord("đ"): "d"}


_BARE = _bare_table()


def bare(text: str) -> str:
    """``text`` as lower-case letters without diacritics, of the same length: what survives OCR and old fonts."""
    # Decomposed, every Vietnamese letter is a letter of ASCII and its marks: ten times faster than the table, and equal to
    # it wherever nothing else was dropped, which the length tells.
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = decomposed.encode("ascii", "ignore").decode("ascii").lower()
    return plain if len(plain) == len(text) else text.translate(_BARE)
