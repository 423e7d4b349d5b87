"""Names of persons, told by their shape and by common family names (họ)."""

from __future__ import annotations

from ..grammar import Grammars
from ..text import bare, fold


def is_name(text: str) -> bool:
    """Two to seven words, each with a capital, no digits: the shape of a person's name."""
    words = text.strip(" .,:;*_-()").split()
    return 2 <= len(words) <= 7 and all(
        word[0].isupper() and word.replace("'", "").replace("’", "").replace("-", "").isalpha() for word in words
    )


def is_person_called_luu(text: str) -> bool:
    """Is a line that begins with Lưu a signer's name (``Lưu Văn Tám``, ``LƯU VĂN TÁM``) and no archive line (``Lưu VP``)?

    Names have small letters in every word, or three capital words at least; entries of a list begin with a dash or hold a colon.
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or not is_name(text) or text.lstrip()[0] in "-+*" or text.rstrip().endswith((".", ";", ",")):
        return False
    return len(words) > 2 if text.isupper() else all(word[-1].islower() or len(word) == 1 for word in words[1:])


def in_capitals(text: str, grammars: Grammars) -> bool:
    """Is ``text``, written in capitals, a name? It begins with a family name."""
    words = bare(fold(text)).split()
    return 2 <= len(words) <= 5 and words[0] in grammars.derived(_family_names)


def begins_with_family_name(text: str, grammars: Grammars) -> bool:
    """Does ``text`` begin with a family name, marks and all? Vũ and Đoàn look like body words (vụ, đoàn) without them."""
    words = fold(text).split()
    return bool(words) and words[0].casefold() in grammars.items("family-names")


def _family_names(grammars: Grammars) -> frozenset[str]:
    return frozenset(bare(item) for item in grammars.items("family-names"))
