"""A number as a list shows it: 3 as ``3``, ``03``, ``c``, ``III`` … The names are those of WordprocessingML.

Letters are those of the language of the number: ISO/IEC 29500-1, 17.18.59 gives ``lowerLetter`` and ``upperLetter`` the
alphabet of the run's ``lang`` wherever that is a Latin one (its example: Norwegian goes on after z with æ, ø, å). For
Vietnamese this is taken to be the order in which papers letter their points: a, b, c, d, đ, e, g, h, i, k … (no f, j, w, z;
no ă, â, ê, ô, ơ, ư, which nobody uses as a point). After the last letter they are doubled (aa, bb), as the standard says.
"""

from __future__ import annotations

from collections.abc import Callable

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_CHICAGO = "*†‡§"
# Word repeats letters and signs without end; no paper counts that far, and a hostile start value must not fill the memory.
_LONGEST = 40


def _repeated(value: int, signs: str) -> str:
    times, at = divmod(value - 1, len(signs))
    return signs[at] * (times + 1) if 0 <= times < _LONGEST else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 10_000:
        return str(value)
    parts = []
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        parts.append(sign * times)
    return "".join(parts)


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _vietnamese(value: int) -> str:
    """1 to 99 in words; figures beyond."""
    if not 0 <= value < 100:
        return str(value)
    tens, units = divmod(value, 10)
    if tens == 0:
        return _DIGITS[units]
    word = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units == 0:
        return word
    last = "lăm" if units == 5 else "mốt" if units == 1 and tens > 1 else _DIGITS[units]
    return f"{word} {last}"


def _enclosed(first: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if 1 <= value <= 20 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
    "bullet": lambda _: "",
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": lambda value: _repeated(value, _CHICAGO),
    "decimalEnclosedCircle": _enclosed(0x2460),
    "decimalEnclosedParen": _enclosed(0x2474),
    "decimalEnclosedFullstop": _enclosed(0x2488),
    "vietnameseCounting": _vietnamese,
}


def is_known(style: str) -> bool:
    """Is ``style`` written as Word writes it? Any other is shown in figures."""
    return style in _FORMATS or is_lettered(style) or style.startswith("0")


def is_lettered(style: str) -> bool:
    return style in ("lowerLetter", "upperLetter")


def shown(value: int, style: str, vietnamese: bool = False) -> str:
    """``value`` in the number format ``style``; a custom format of zeros (``001``) is given as such."""
    if style == "decimal":
        return str(value)
    if is_lettered(style):
        letters = _repeated(value, VIETNAMESE_LETTERS if vietnamese else LETTERS)
        return letters.upper() if style == "upperLetter" else letters
    if style.startswith("0"):
        return f"{value:0{min(len(style), 9)}d}"
    return _FORMATS.get(style, str)(value)
