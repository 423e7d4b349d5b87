"""Abbreviations that a paper defines for itself (``Ban Chỉ đạo thực hiện Quy chế dân chủ (viết tắt là BCĐ)``)."""

from __future__ import annotations

import re

from ..grammar import Grammars
from ..layout import Document
from .bodies import Lexicon, lexicon
from .words import Words

_SENTENCE = frozenset(".;:!?")
_DEFINED_REACH = 200  # characters before a definition in which the name that it shortens begins
_DEFINITION = re.compile(r"\(\s*(?:sau đây )?(?:gọi|viết)(?: chung)?(?: tắt)? là:?\s*[\"']?([^()\"'\n]{2,60}?)[\"']?\s*\)")


def defined_names(document: Document, grammars: Grammars) -> dict[str, str]:
    """Abbreviations that the paper defines: ``Ban Chỉ đạo thực hiện Quy chế dân chủ (viết tắt là BCĐ)``."""
    folded = document.folded
    defined: dict[str, str] = {}
    if "gọi" not in folded and "viết" not in folded:
        return defined
    for match in _DEFINITION.finditer(folded):
        short = match[1].strip()
        words = Words(folded, max(match.start() - _DEFINED_REACH, 0), match.start())
        start = _defined_at(words, short, lexicon(grammars))
        if start is not None:
            defined[short] = " ".join(document.text[words.start(start) : match.start()].split())
    return defined


def _defined_at(words: Words, short: str, names: Lexicon) -> int | None:
    """The word at which the name begins that ``short`` stands for: the nearest head with the same first letter."""
    for index in range(words.count - 1, -1, -1):
        same = words.low[index][0] == short[0].lower() and words.low[index] in names.firsts
        if same and names.names_at(words, index) is not None:
            return index
        if any(c in _SENTENCE for c in words.gaps[index]):
            return None
    return None
