"""Signs of the fonts Symbol and Wingdings as Unicode: in lists, and inserted one by one.

Word writes such a sign as its place in the font, plain (``§`` in Wingdings) or moved to the private use area (U+F0A7).
"""

from __future__ import annotations

PRIVATE = 0xF000
_SYMBOL = (
    {
        0x2D: "-",
        0x2A: "*",
        0x2B: "+",
        0x6F: "o",
        0xA3: "≤",
        0xA5: "∞",
        0xA8: "♦",
        0xAE: "→",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB7: "•",
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
        0xD7: "·",
        0xDE: "⇒",
    }
    | {0x41 + at: letter for at, letter in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")}
    | {0x61 + at: letter for at, letter in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")}
)
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA0: "▪",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
BULLET = "•"


def symbol_font(font: str | None) -> dict[int, str] | None:
    """The signs of a symbol font by place; an empty table for one that is not known; None for a font of letters."""
    if not font:
        return None
    low = font.strip().lower()
    if low in _FONTS:
        return _FONTS[low]
    return {} if low.startswith(("wingdings", "webdings", "marlett", "monotype sorts", "zapfdingbats")) else None


def bullet(text: str, font: str | None) -> str:
    """The text of a bullet level as it looks: signs of symbol fonts as Unicode, unknown ones as ``•``."""
    table = symbol_font(font)
    found = []
    for sign in text:
        code = ord(sign)
        if PRIVATE <= code <= PRIVATE + 0xFF:
            place = code - PRIVATE
            found.append((table or _SYMBOL).get(place) or _WINGDINGS.get(place) or BULLET)
        elif table is not None and not sign.isspace():
            found.append(table.get(code, BULLET if code > 0x2F or not sign.isascii() else sign))
        else:
            found.append(sign)
    return "".join(found).strip()


def inserted(code: int, font: str | None) -> str:
    """A sign put in by Insert Symbol (w:sym); what no table knows stays in the private use area."""
    table = symbol_font(font)
    if table is None:
        return chr(code)
    place = code - PRIVATE if PRIVATE <= code <= PRIVATE + 0xFF else code
    return table.get(place) or chr(code)
