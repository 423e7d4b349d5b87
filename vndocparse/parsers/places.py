"""Places of issue (địa danh) as they stand before a date."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..text import is_upper

if TYPE_CHECKING:
    import regex

# Weekdays and words of web pages before a date: no place.
NEWS_WORDS = ("thu ", "chu nhat", "cap nhat", "dang ", "luc ", "ban hanh", "ngay ")

_HOUR = re.compile(r"[\s,;]*\b(?:hồi|lúc)\s*:?\s*\d{1,2}\s*(?:h|giờ|:)\s*(?:\d{2}(?:\s*phút)?)?[\s,;]*$", re.IGNORECASE)


@cache
def _place_at_end() -> regex.Pattern[str]:
    """Up to six words with capitals, at the end of a line that holds more."""
    import regex

    return regex.compile(
        r"(?:(?:TP|Tp|T\.P|TX|Tx|TT|Tt)\.?\s?)?\p{Lu}[\p{L}'’]*(?:(?:\s?-\s?|\s)(?:\p{Lu}[\p{L}'’]*|\d{1,2}(?!\d)|(?<=\p{Lu}\p{Ll}{1,4}\s)\p{Ll}{1,6}(?=\s*[,.;]?\s*$))){0,5}\s*[,.;:]?\s*$"
    )


def without_hour(folded: str) -> str:
    """What stands before ``ngày`` without the hour of an urgent message (``Cẩm Giàng, hồi 15h00 ngày …``)."""
    match = _HOUR.search(folded)
    return folded[: match.start()] if match else folded


def place_before(folded: str) -> str | None:
    """The place that ends ``folded`` (what stands before ``ngày``): up to six words with capitals, or None.

    The answer is a stretch of ``folded``: where it matters, take the same stretch of the text.
    """
    whole = folded.strip(" \t,.;:*|-")
    if (
        whole
        and len(whole.split()) <= 6
        and not is_upper(whole.replace("TP", ""))
        and whole[0].isupper()
        and not any(c in whole for c in ":;()/")
    ):
        return _title_case_tail(whole)
    match = _place_at_end().search(folded)
    if match is None:
        return whole if whole and is_upper(whole) and len(whole.split()) <= 4 else None
    found = match[0].strip(" ,.;:")
    if whole != found and is_upper(found) and len(found) > 3:
        return None
    return _title_case_tail(found)


def place_start(folded: str, place: str) -> int:
    """Where the last mention of ``place``, an answer of :func:`place_before`, begins; blanks in it may be wider in print."""
    words = r"\s+".join(map(re.escape, place.split()))
    return max((match.start() for match in re.finditer(words, folded)), default=0)


def _title_case_tail(words: str) -> str | None:
    """Drops words in capitals before the place (HUYỆN ỦY THOẠI SƠN Thoại Sơn)."""
    kept: list[str] = []
    for word in reversed(words.split()):
        letters = [c for c in word if c.isalpha()]
        if len(letters) > 1 and all(c.isupper() for c in letters) and word.strip(".") not in ("TP", "HCM", "TX", "TT", "TP.HCM"):
            break
        kept.append(word)
    return " ".join(reversed(kept)) or None
