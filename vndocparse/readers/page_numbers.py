"""A line of a header or footer that is nothing but the number of the page."""

from __future__ import annotations

import re

_PAGE_NUMBER = re.compile(r"[\W_]*(?:trang|page)?[\W_]*\d+[\W_]*(?:/|of|trên|tổng số)?[\W_]*\d*[\W_]*", re.IGNORECASE)
_LONGEST = 40


def is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST and _PAGE_NUMBER.fullmatch(text) is not None
