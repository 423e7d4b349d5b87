"""Elements of web pages by what they do to the text, and the forms of list numbers."""

from __future__ import annotations

_UNSHOWN = (
    "applet area audio base button canvas datalist del embed frame frameset head iframe input link map meta noembed noframes "
    "noscript object option param progress rp rt script select source style svg template textarea title track video wbr"
)
_BLOCK_LEVEL = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html legend li listing main menu nav ol p plaintext pre section summary ul xmp"
)
SKIPPED, BLOCKS = frozenset(_UNSHOWN.split()), frozenset(_BLOCK_LEVEL.split())
ROWS = frozenset(("tr", "td", "th"))
LISTS = frozenset(("ol", "ul", "menu", "dir"))
NUMBERS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
BULLETS = {"disc": "•", "circle": "○", "square": "▪"}
