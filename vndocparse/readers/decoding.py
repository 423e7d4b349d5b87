"""Bytes of a plain text to a string: byte order marks, UTF-8, UTF-16 without a mark, Vietnamese Windows, Windows Western.

Texts in TCVN3, VNI, VISCII and VPS come out as Windows Western, letter for letter; to decode those is another step.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 8192
# The high bytes of Vietnamese text in UTF-16: Latin blocks, combining marks, punctuation, Vietnamese letters.
_HIGH_BYTES = bytes((0x00, 0x01, 0x03, 0x1E, 0x20))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_MESSAGE = re.compile(rb"(?:^|\n)mime-version:", re.IGNORECASE)
_HEADER_LINE = re.compile(rb"\s{0,20}[A-Za-z][A-Za-z-]{0,40}:\s")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Vowel and combining mark as cp1258 writes most Vietnamese letters: huyền, hỏi, ngã, sắc, nặng.
_VIETNAMESE_WINDOWS = re.compile(rb"[AEIOUYaeiouy\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]")


def decode(data: bytes) -> tuple[str, int]:
    """The text of ``data``, and how many bytes or characters were lost to U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if unmarked := _utf16(data[:_SAMPLE]):
        return _replacing(data, unmarked)
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        return _replacing(data, _single_byte(data))


def is_text(data: bytes) -> bool:
    """May ``data`` be a text? Too many control characters tell a program, a picture or noise."""
    sample = data[: 4 * _SAMPLE]
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16(sample[:_SAMPLE]):
        return True
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 20 <= len(sample)


def is_message(data: bytes) -> bool:
    """Is this an e-mail or a web archive, which begin with lines as a letter's head has them?"""
    return _HEADER_LINE.match(data) is not None and _MESSAGE.search(data, 0, _SAMPLE) is not None


def _replacing(data: bytes, encoding: str) -> tuple[str, int]:
    before = data.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0
    text = data.decode(encoding, "replace")
    return text, max(text.count("\ufffd") - before, 0)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte comes from the few high bytes of Vietnamese text."""
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        known = half - len(high[:half].translate(None, _HIGH_BYTES))
        if known >= 0.95 * half and high.count(0) >= 0.3 * half and low.count(0) < 0.05 * half:
            return encoding
    return None


def _single_byte(data: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8; a broken UTF-8 file is still nearer to UTF-8 than to anything else."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if sum(map(len, _MULTIBYTE.findall(data))) >= 0.8 * high:
        return "utf-8"
    if not _VIETNAMESE_WINDOWS.search(data):
        return "cp1252"
    letters = unicodedata.normalize("NFC", data[: 8 * _SAMPLE].decode("cp1258", "replace"))
    stray = sum(unicodedata.combining(letter) > 0 for letter in letters)
    composed = sum("\u1ea0" <= letter <= "\u1ef9" for letter in letters)
    return "cp1258" if composed > 3 * stray else "cp1252"
