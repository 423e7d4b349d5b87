"""Vietnamese text in the encodings of before Unicode: TCVN3 (ABC), VNI, VISCII and VPS.

Such text reaches us as the letters that a Western code page gives to its bytes: ``Céng hßa`` for Cộng hòa in TCVN3. The
tables know it as seen through Windows-1252 and through Windows-1258, and with the ư of TCVN3 (a soft hyphen in Western
code pages) as any of the signs it is turned into on the way. They are data of ``grammars/`` and are read on first use.

The font decides where there is one, the letters confirm it: a ``.Vn`` font over text that is already Unicode proves nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .grammar import builtin_folder
from .models import LegacyEncoding

_FILE = "legacy_encodings.tsv"
# Letters of Western code pages that Vietnamese writes too: they prove no older encoding. Ð stands for Đ in many papers.
_SHARED = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýÐð")
_UNICODE = re.compile("[\u1ea0-\u1ef9]")
_WEAK_UNICODE = re.compile("[ăĂđĐơƠưƯĩĨũŨ]")
# No paper in Unicode needs these letters and signs inside words; a text without any of them holds no older encoding.
_SUSPECT = re.compile(
    "[\u00a1-\u00ac\u00ae-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_WORDS = re.compile(r"[^\s!-/:-@\[-`{-~]+")
# In VNI the mark follows its vowel. After a and e no accented letter ever follows in Unicode, after o and u few do.
_VNI_PAIRS = "[AEae][ÀÁÂÃÈÉÊÒÓÔÕÙÚàáâãèéêòóôõùú]|[Oo][ÂÕÙâõù]|[Uu][ÕÙõù]"
# Windows offers a font once for each script it has letters of: ``.VnTimeH Tur``.
_SCRIPT = re.compile(r" (?:CE|Cyr|Greek|Tur|Baltic|\([A-Za-z]+\))$")
_WITHOUT_DOT = frozenset(("vntime", "vntimeh", "vnarial", "vnarialh"))
_SOFT_HYPHENS = ("\u2212", "\x1f")


class _Table(NamedTuple):
    """``letters`` for str.translate; ``pairs`` for two-byte codes; ``proof`` finds what only this encoding writes."""

    letters: dict[int, str]
    pairs: dict[str, str]
    pattern: re.Pattern[str] | None
    proof: re.Pattern[str]


def _western(code: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in code)


@cache
def _rows() -> tuple[dict[str, dict[str, str]], list[str]]:
    """The data file: by encoding, what Windows-1252 shows -> letter; and the frequent syllables."""
    codes: dict[str, dict[str, str]] = {}
    words: list[str] = []
    for line in (builtin_folder() / _FILE).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        encoding, code, value = line.split("\t")
        if encoding == "word":
            words += value.split()
        else:
            codes.setdefault(encoding, {})[_western(bytes.fromhex(code))] = value
    return codes, words


@cache
def _table(encoding: LegacyEncoding) -> _Table:
    codes = _rows()[0][encoding]
    letters = {ord(code): letter for code, letter in codes.items() if len(code) == 1}
    for sign, letter in list(letters.items()):
        byte = chr(sign).encode("cp1252", "ignore")
        if byte and 0x80 <= byte[0] < 0xA0:
            letters[byte[0]] = letter  # the same byte through Latin-1
    if encoding == "tcvn3":
        letters.update(dict.fromkeys(map(ord, _SOFT_HYPHENS), "ư"))
    pairs = {code: letter for code, letter in codes.items() if len(code) == 2}
    for code, letter in list(pairs.items()):
        # People also type a capital with the mark of a small letter, and the reverse; the base letter tells.
        pairs.setdefault(code[0] + code[1].swapcase(), letter)
    pattern = None
    if pairs:
        bases, marks = ("".join(sorted({pair[at] for pair in pairs})) for at in (0, 1))
        pattern = re.compile(f"[{bases}][{marks}]|[{''.join(code for code in codes if len(code) == 1)}]")
    return _Table(letters, pairs, pattern, _proof(encoding, codes))


def _proof(encoding: LegacyEncoding, codes: dict[str, str]) -> re.Pattern[str]:
    """Signs of the encoding that no Unicode text has beside a letter; quotes and dashes have, and prove nothing."""
    own = {sign for code in codes for sign in code if not sign.isascii() and sign not in _SHARED and not "\u2010" <= sign <= "\u2122"}
    after = "".join(map(re.escape, sorted(own - {"»", "°", "\xad"})))
    before = "".join(map(re.escape, sorted(own - {"«", "»", "°", "\xad"})))
    pattern = f"(?<=[A-Za-z])[{after}]|[{before}](?=[A-Za-z])|(?<=[A-Za-z])[»\xad](?=[A-Za-z])"
    return re.compile(f"{pattern}|{_VNI_PAIRS}" if encoding == "vni" else pattern)


@cache
def _from_1258() -> dict[int, str]:
    """What Windows-1258 shows for a byte -> what Windows-1252 shows for it, where the two differ."""
    changed = {}
    for byte in range(0x80, 0x100):
        vietnamese, western = bytes([byte]).decode("cp1258", "ignore"), _western(bytes([byte]))
        if vietnamese and vietnamese != western:
            changed[ord(vietnamese)] = western
    return changed


@cache
def font_encoding(font: str) -> tuple[LegacyEncoding, bool] | None:
    """The older encoding a font is made for, and whether it draws small letters as capitals; None for any other font."""
    name = _SCRIPT.sub("", font.strip().lstrip("@"))
    low = name.lower()
    if low.startswith(".vn") or low in _WITHOUT_DOT:
        return "tcvn3", name.endswith("H")
    if low.startswith("vni"):
        return "vni", False
    if low.startswith("vps"):
        return "vps", False
    if low.startswith(("viscii", "vi ")) or low in ("vi-times", "vi-arial"):
        return "viscii", False
    return None


def suspect(text: str) -> bool:
    """May ``text`` hold any of the older encodings? A quick no for nearly every Vietnamese text in Unicode."""
    return _SUSPECT.search(text) is not None or not (text.isascii() or _UNICODE.search(text))


def outweighs(text: str) -> bool:
    """Has ``text`` at least as many letters that only older encodings have as letters that only Unicode has?"""
    return len(_SUSPECT.findall(text)) >= len(_UNICODE.findall(text))


def proves(text: str, encoding: LegacyEncoding) -> bool | None:
    """Do the letters of ``text`` prove ``encoding`` (True), or Unicode (False)? None when they fit both."""
    if text.isascii() or _UNICODE.search(text):
        return None if text.isascii() else False
    if _table(encoding).proof.search(text):
        return True
    return False if _WEAK_UNICODE.search(text) else None


def to_unicode(text: str, encoding: LegacyEncoding | None = None, *, capitals: bool = False) -> str:
    """Vietnamese text of before Unicode, decoded.

    ``text`` is what Windows Western shows for the bytes (``Céng hßa``, ``Coäng hoøa``); ``encoding`` is ``tcvn3``, ``vni``,
    ``viscii`` or ``vps``. Without it the letters decide, line by line where a text has lines in Unicode too, and what is
    Unicode already, another language or in doubt comes back as it is. ``capitals`` is for text in a font that draws small
    letters as capitals (``.VnTimeH``). No string is refused; the result is not normalised, and in VNI shorter.

    >>> to_unicode("C¨n cø NghÞ quyÕt cña TØnh ñy")
    'Căn cứ Nghị quyết của Tỉnh ủy'
    >>> to_unicode("Ñaûng uûy", "vni")
    'Đảng ủy'
    """
    if encoding is not None:
        return _decoded(text, encoding, capitals)
    decoded = decode_lines(text)[0]
    return decoded.upper() if capitals and decoded is not text else decoded


def decode_lines(text: str) -> tuple[str, LegacyEncoding | None]:
    """``text`` decoded where its letters say so, and the encoding of most of what was decoded."""
    if not suspect(text):
        return text, None
    encoding = detect(text)
    if not _UNICODE.search(text):
        return (text, None) if encoding is None else (_decoded(text, encoding, False), encoding)
    letters: dict[LegacyEncoding, int] = {}
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if not _SUSPECT.search(line) or _UNICODE.search(line):
            continue
        own = encoding if encoding and proves(line, encoding) else detect(line)
        if own is not None:
            lines[number] = _decoded(line, own, False)
            letters[own] = letters.get(own, 0) + len(line)
    if not letters:
        return text, None
    return "".join(lines), max(letters, key=lambda own: letters[own])


def _decoded(text: str, encoding: LegacyEncoding, capitals: bool) -> str:
    table = _table(encoding)
    text = text.translate(_from_1258())
    text = table.pattern.sub(lambda match: _vni(match[0], table), text) if table.pattern else text.translate(table.letters)
    return text.upper() if capitals else text


def _vni(code: str, table: _Table) -> str:
    if len(code) == 1:
        return table.letters[ord(code)]
    letter = table.pairs.get(code)
    if letter is not None:
        return letter
    # No such pair: a letter of its own and whatever follows.
    return "".join(table.letters.get(ord(sign), sign) for sign in code)


@cache
def _frequent() -> dict[str, tuple[LegacyEncoding, ...]]:
    """Frequent syllables as each encoding writes them, small, with a capital first, and in capitals where there are any."""
    codes, words = _rows()
    found: dict[str, list[LegacyEncoding]] = {}
    encodings: tuple[LegacyEncoding, ...] = ("tcvn3", "vni", "viscii", "vps")
    for encoding in encodings:
        inverse = {letter: code for code, letter in codes[encoding].items()}
        proof = _table(encoding).proof
        for word in words:
            for form in {word, word.capitalize(), word.upper()}:
                if all(letter.isascii() or letter in inverse for letter in form):
                    written = "".join(inverse.get(letter, letter) for letter in form)
                    if proof.search(written):
                        found.setdefault(written, []).append(encoding)
    return {written: tuple(which) for written, which in found.items()}


def detect(text: str) -> LegacyEncoding | None:
    """The older encoding of ``text``, told by its frequent syllables; None for Unicode, other languages, and in doubt.

    Two syllables are enough in a text without any letter that only Unicode has; else they must be a tenth of all words, and
    more than the words that are Unicode already.
    """
    if not suspect(text):
        return None
    frequent = _frequent()
    hits: dict[LegacyEncoding, int] = {}
    unicode_words = words = 0
    for word in _WORDS.findall(text):
        words += 1
        if word.isascii():
            continue
        if _UNICODE.search(word):
            unicode_words += 1
        for encoding in frequent.get(word, ()):
            hits[encoding] = hits.get(encoding, 0) + 1
    if not hits:
        return None
    best = max(hits, key=lambda encoding: hits[encoding])
    enough = hits[best] >= 2 if not unicode_words else hits[best] * 10 >= words and hits[best] > unicode_words
    return best if enough and hits[best] >= 0.02 * words else None
