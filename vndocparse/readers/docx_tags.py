"""Names of WordprocessingML as lxml spells them, and the two kinds of value that elements carry."""

from __future__ import annotations

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

DOCUMENT, BODY, PARAGRAPH, TABLE, ROW, CELL = (W + name for name in ("document", "body", "p", "tbl", "tr", "tc"))
P_PROPERTIES, R_PROPERTIES, ROW_PROPERTIES, CELL_PROPERTIES = (W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
RUN, TEXT, TAB, POSITION_TAB, BREAK, RETURN = (W + name for name in ("r", "t", "tab", "ptab", "br", "cr"))
NO_BREAK_HYPHEN, SOFT_HYPHEN, SYMBOL = (W + name for name in ("noBreakHyphen", "softHyphen", "sym"))
P_STYLE, R_STYLE, NUMBERING, ALIGNMENT, SECTION = (W + name for name in ("pStyle", "rStyle", "numPr", "jc", "sectPr"))
BOLD, ITALIC, CAPITALS, HIDDEN, FONTS, LANGUAGE = (W + name for name in ("b", "i", "caps", "vanish", "rFonts", "lang"))
LIST_ID, LIST_LEVEL = W + "numId", W + "ilvl"
INSERTED, DELETED, MOVED_HERE, MOVED_AWAY = (W + name for name in ("ins", "del", "moveTo", "moveFrom"))
SMART_TAG, CUSTOM_XML = W + "smartTag", W + "customXml"
CONTROL, CONTROL_CONTENT, FIELD_SIGN = W + "sdt", W + "sdtContent", W + "fldChar"
FIELD_SIGN_TYPE, INSTRUCTION, FIELD_DATA = W + "fldCharType", W + "instrText", W + "fldData"
DRAWING, PICTURE, OBJECT, TEXT_BOX = W + "drawing", W + "pict", W + "object", W + "txbxContent"
RUBY, RUBY_BASE, ALTERNATIVE_CHUNK = W + "ruby", W + "rubyBase", W + "altChunk"
FOOTNOTE_MARK, ENDNOTE_MARK, FOOTNOTE, ENDNOTE = (W + name for name in ("footnoteReference", "endnoteReference", "footnote", "endnote"))
GRID_SPAN, VERTICAL_MERGE, HORIZONTAL_MERGE, GRID_BEFORE = (W + name for name in ("gridSpan", "vMerge", "hMerge", "gridBefore"))
HEADER_REFERENCE, FOOTER_REFERENCE, TITLE_PAGE = (W + name for name in ("headerReference", "footerReference", "titlePg"))
ALTERNATIVES, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATH, MATH_PARAGRAPH, MATH_TEXT = _M + "oMath", _M + "oMathPara", _M + "t"
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"

VALUE, TYPE, ID, RELATION_ID = W + "val", W + "type", W + "id", _R + "id"
ASCII, H_ANSI, ASCII_THEME, H_ANSI_THEME = (W + name for name in ("ascii", "hAnsi", "asciiTheme", "hAnsiTheme"))
CHAR, FONT, FORMAT = W + "char", W + "font", W + "format"

STYLE, STYLE_ID, BASED_ON, DEFAULTS = W + "style", W + "styleId", W + "basedOn", W + "docDefaults"
DEFAULT, R_DEFAULT = W + "default", W + "rPrDefault"
ABSTRACT, ABSTRACT_ID, LEVEL = W + "abstractNum", W + "abstractNumId", W + "lvl"
STYLE_LINK, LIST_STYLE_LINK, LEVEL_OVERRIDE, START_OVERRIDE = (
    W + name for name in ("styleLink", "numStyleLink", "lvlOverride", "startOverride")
)
START, NUMBER_FORMAT, LEVEL_TEXT, LEVEL_RESTART, LEGAL = (W + name for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl"))

_OFF = frozenset(("0", "false", "off", "none"))


def is_on(element: _Element) -> bool:
    """The value of an element that switches something (``w:b``); without a value it is on."""
    return element.get(VALUE) not in _OFF


def number(text: str | None, default: int = 0) -> int:
    """A decimal attribute; ``default`` where it is missing or no number of sensible size."""
    try:
        return int(text) if text is not None and len(text) < 10 else default
    except ValueError:
        return default
