"""Labels of the outline: ``1.``, ``1.1-``, ``a)``, ``I-``, ``Điều 3:``, ``Thứ nhất,``, bullets.

:func:`label_at` says what a paragraph's first characters number it as, or that they do not: ``1669-QĐ/TU``, ``30/4`` and
``19:30`` open no item.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..grammar import Grammars

if TYPE_CHECKING:
    import regex

Family = Literal["part", "chapter", "division", "article", "capital", "roman", "number", "ordinal", "bracket", "letter", "bullet", "other"]

_ORDINALS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_LETTERS = {letter: place for place, letter in enumerate("abcdđeghiklmnopqrstuvxy", 1)}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
# What follows the serial of a paper's number: -QĐ/TU after a dash, CT-TTg after a slash.
_CODES = {"-": re.compile(r"\s*[A-ZĐƯ][A-ZĐƯa-zđ]{0,5}\s?/\s?[A-ZĐ]"), "/": re.compile(r"[A-ZĐƯ]{1,6}\s?-\s?[A-ZĐ]")}
_LARGEST = 199  # the longest numbered list met has 61 items; a larger number at a line start is a quantity or a paper's number


class Label(NamedTuple):
    """What numbers a paragraph: as printed, its number, its family and mark, its place in the sequence.

    ``value`` is 0 for bullets; ``depth`` counts the components of ``1.1``; ``length`` the characters up to the text.
    ``doubtful`` asks for a neighbour in the sequence before it is believed (``1, Các chi bộ``).
    """

    printed: str
    number: str | None
    family: Family
    mark: str
    value: int
    depth: int
    length: int
    doubtful: bool = False


def roman_value(text: str) -> int:
    """The value of a roman number up to 89, or 0 when the letters do not make one."""
    total = last = 0
    for letter in reversed(text):
        digit = _ROMAN_DIGITS.get(letter, 0)
        total += -digit if digit < last else digit
        last = max(last, digit)
    return total if total > 0 and _roman(total) == text else 0


def _roman(value: int) -> str:
    parts = []
    for number, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            parts.append(letters)
            value -= number
    return "".join(parts)


def label_at(folded: str, start: int, end: int, grammars: Grammars) -> Label | None:
    """The label that stands at ``start`` of the folded text, if any; ``end`` is the end of the line."""
    match = grammars.pattern("outline-label").match(folded, start, end)
    if match is None:
        return None
    family = match.lastgroup if match.lastgroup != "mark" else None
    mark = (match["mark"] or "").strip()
    after = folded[match.end() : min(match.end() + 40, end)]
    family = family or next(name for name in _JUDGES if match[name])
    judge = _JUDGES.get(family.removesuffix("_number"))
    return judge(match, mark, after) if judge else None


def _made(
    match: regex.Match[str], family: Family, number: str | None, mark: str, value: int, depth: int = 1, doubtful: bool = False
) -> Label:
    printed = match[0].rstrip()
    return Label(printed, number, family, mark.strip("-") or mark[:1], value, depth, len(match[0]), doubtful)


def _named(match: regex.Match[str], mark: str, after: str, family: Family, key: str) -> Label | None:
    """Phần, Chương, Mục: a heading when a mark, a capital or nothing follows (``Mục II Kế hoạch`` goes on a sentence)."""
    if not match[0][0].isupper() or mark in ("/", ",", ")"):
        return None
    rest = after.strip()
    if not mark and rest and not rest[0].isupper():
        return None
    number = match[key]
    if family == "division" and not mark and rest and not rest.isupper() and not number.isdigit():
        return None
    word = number.split()[-1].lower()
    value = int(number) if number.isdigit() else roman_value(number) or _ORDINALS.get(word, 0) or _LETTERS.get(word, 0)
    return _made(match, family, match[0][: match.end(key) - match.start()], mark, value)


def _part(match: regex.Match[str], mark: str, after: str) -> Label | None:
    return _named(match, mark, after, "part", "part_number")


def _chapter(match: regex.Match[str], mark: str, after: str) -> Label | None:
    return _named(match, mark, after, "chapter", "chapter_number")


def _division(match: regex.Match[str], mark: str, after: str) -> Label | None:
    return _named(match, mark, after, "division", "division_number")


def _article(match: regex.Match[str], mark: str, after: str) -> Label | None:
    rest = after.strip()
    if not match[0][0].isupper() or mark in (",", ")") or (not mark and rest and not rest[0].isupper()):
        return None
    number = "1" if match["article_number"] in "lI" else match["article_number"]
    return _made(match, "article", number, mark, int(number.rstrip("abcdefghijklmnopqrstuvwxyzđ")))


def _ordinal(match: regex.Match[str], mark: str, after: str) -> Label | None:
    if not match[0][0].isupper() or (not mark and not after.lstrip().startswith(("là ", "tập "))):
        return None
    words = match["ordinal"]
    first, last = words.lower().split()
    value = _ORDINALS[first if last == "là" else last]
    return _made(match, "ordinal", words, "", value, doubtful=value != 1)  # "Thứ hai, ngày 5/6" is a day of the week


def _bracket(match: regex.Match[str], mark: str, after: str) -> Label | None:
    inside = match["bracket"]
    if not (after.strip() or mark):
        return None
    value = int(inside) if inside.isdigit() else roman_value(inside.upper()) or _LETTERS.get(inside, 0)
    return _made(match, "bracket", inside, "()", value)


def _number(match: regex.Match[str], mark: str, after: str) -> Label | None:
    number = match["number"]
    pieces = number.split(".")
    digits = [int(piece) for piece in pieces if piece.isdigit()]
    depth, value = len(pieces), digits[-1]
    first = after.lstrip()[:1]
    if value > _LARGEST or digits[0] > _LARGEST or after[:1].isdigit():
        return None
    if not mark:
        return _made(match, "number", number, ".", value, depth) if depth > 1 and after[:1].isspace() and first.isupper() else None
    if mark[-1] in _CODES and (_CODES[mark[-1]].match(after) or first.isdigit()):
        return None
    if mark == ":" and (first.isdigit() or not after[:1].isspace()):
        return None
    if mark == "," and not (after[:1].isspace() and first.isupper() and depth == 1):
        return None
    return _made(match, "number", number, mark, value, depth, doubtful=mark == ",")


def _roman_label(match: regex.Match[str], mark: str, after: str) -> Label | None:
    number = match["roman"]
    value = roman_value(number.replace("l", "I"))
    if not mark or mark == "," or not value or number.strip("l") == "":
        return None
    if not _opens_text(mark, after):
        return None
    return _made(match, "roman", number.replace("l", "I"), mark, value)


def _capital(match: regex.Match[str], mark: str, after: str) -> Label | None:
    if not mark or mark in (",", ":") or not _opens_text(mark, after):
        return None
    return _made(match, "capital", match["capital"], mark, _LETTERS[match["capital"].lower()], doubtful=match["capital"] != "A")


def _opens_text(mark: str, after: str) -> bool:
    """Does a title follow, and not the rest of ``V.I. Lênin``, ``Đ/c`` or ``B/c``?"""
    rest = after.lstrip()
    if not rest:
        return mark[-1] in ".-/)"
    if after[:1].isspace():
        return not rest[0].isdigit() or mark != "/"
    return rest[0].isupper() and rest[1:2] not in (".", "/")


def _letter(match: regex.Match[str], mark: str, after: str) -> Label | None:
    letter = match["letter"]
    if len(letter) > 1:
        return _made(match, "letter", letter, "i)", roman_value(letter.upper())) if mark else None
    rest = after.lstrip()
    if not mark or mark == "," or not rest:
        return None
    if mark != ")" and not after[:1].isspace() and not rest[0].isupper():
        return None
    return _made(match, "letter", letter, ")", _LETTERS.get(letter, 0), doubtful=letter not in _LETTERS)


def _bullet(match: regex.Match[str], mark: str, after: str) -> Label | None:
    sign = match["bullet"]
    if mark or not after.strip() or after.lstrip()[0] in "-*+=_." or (sign == "-" and after[0].isdigit()):
        return None
    return Label(sign, None, "bullet", sign, 0, 1, 1)


_JUDGES = {
    "part": _part,
    "chapter": _chapter,
    "division": _division,
    "article": _article,
    "ordinal": _ordinal,
    "bracket": _bracket,
    "number": _number,
    "roman": _roman_label,
    "capital": _capital,
    "letter": _letter,
    "bullet": _bullet,
}


def automatic_label(shown: str, folded_label: str, grammars: Grammars) -> Label:
    """The label that a word processor shows: read like a typed one, and believed whatever its form."""
    typed = label_at(folded_label + " A", 0, len(folded_label) + 2, grammars)
    length = len(shown) + 1
    if typed is not None and len(typed.printed) == len(shown.rstrip()):
        return typed._replace(printed=shown, length=length, doubtful=False)
    digits = "".join(c for c in shown if c.isdigit())
    if not any(c.isalnum() for c in shown) or shown in ("o", "§", "Ø", "ü", "v", "q"):
        return Label(shown, None, "bullet", shown[:1], 0, 1, length)
    number = shown.strip(" .):/-(")
    return Label(shown, number, "other", "".join("#" if c.isdigit() else c for c in shown), int(digits[-3:] or 0), 1, length)
