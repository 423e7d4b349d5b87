"""The runs of a paragraph: its text line by line, what is hidden left out, and the text boxes that are anchored in it."""

from __future__ import annotations

from typing import NamedTuple

from lxml.etree import _Element

from .. import encodings
from ..errors import LimitExceededError
from . import docx_tags as w
from .docx_styles import ParagraphStyle, Styles, font_of
from .legacy_runs import SOFT_HYPHEN, LegacyRuns
from .symbols import PRIVATE, inserted

# Elements without which a paragraph is nothing but the text of its runs in one format.
WATCHED = (
    w.BOLD,
    w.ITALIC,
    w.CAPITALS,
    w.HIDDEN,
    w.R_STYLE,
    w.TAB,
    w.POSITION_TAB,
    w.BREAK,
    w.RETURN,
    w.NO_BREAK_HYPHEN,
    w.SYMBOL,
    w.DELETED,
    w.MOVED_AWAY,
    w.FIELD_SIGN,
    w.INSTRUCTION,
    w.FIELD_DATA,
    w.DRAWING,
    w.PICTURE,
    w.OBJECT,
    w.ALTERNATIVES,
    w.RUBY,
    w.FOOTNOTE_MARK,
    w.ENDNOTE_MARK,
    w.MATH,
)
_SKIPPED = frozenset((w.P_PROPERTIES, w.DELETED, w.MOVED_AWAY))
_SIGNS = {w.TAB: "\t", w.POSITION_TAB: "\t", w.NO_BREAK_HYPHEN: "\u2011", w.SOFT_HYPHEN: SOFT_HYPHEN}
_BOXES = frozenset((w.DRAWING, w.PICTURE, w.OBJECT))
_TOGGLES = {w.BOLD: 0, w.ITALIC: 1, w.CAPITALS: 2, w.HIDDEN: 3, w.R_STYLE: 4, w.FONTS: 5}


class SoftLine(NamedTuple):
    """A stretch of a paragraph up to a manual break; ``bold`` and ``italic`` when all its visible text is."""

    text: str
    bold: bool = False
    italic: bool = False


class Note(NamedTuple):
    """A footnote or endnote that the text refers to."""

    endnote: bool
    id: str


class Runs:
    """Reads paragraphs one after the other; fields may run over several of them, so it remembers which are open."""

    def __init__(self, styles: Styles, legacy: LegacyRuns | None, max_nesting: int) -> None:
        self.notes: list[Note] = []
        self.before: list[_Element | str] = []
        """Text boxes anchored before any text of the paragraph just read: their contents, or plain words."""
        self.after: list[_Element | str] = []
        """Text boxes anchored after some text of it."""
        self._styles, self._legacy, self._max_nesting = styles, legacy, max_nesting
        self._fields: list[bool] = []
        self.instructions = 0
        """How many of the open fields are at their instruction, which nobody sees."""
        self._style = ParagraphStyle()
        self._format: tuple[bool, bool, bool, bool, str | None] = (False, False, False, False, None)
        self._lines: list[SoftLine] = []
        self._parts: list[str] = []
        self._seen = [False, False, False, False]
        """Whether the line has text that is bold, not bold, italic, not italic."""

    def close_fields(self) -> None:
        """Ends all open fields: at the end of a story, and of a paragraph where the signs of fields do not pair."""
        self._fields.clear()
        self.instructions = 0

    def read(self, paragraph: _Element, style: ParagraphStyle) -> list[SoftLine]:
        """The lines of a paragraph, at least one; sets :attr:`before` and :attr:`after`, adds to :attr:`notes`."""
        self.before, self.after = [], []
        self._lines = []
        self._style = style
        self._inline(paragraph, 0)
        self._end_line()
        return self._lines

    def _end_line(self) -> None:
        bold, light, italic, upright = self._seen
        self._lines.append(SoftLine("".join(self._parts), bold and not light, italic and not upright))
        self._parts = []
        self._seen = [False, False, False, False]

    def _inline(self, parent: _Element, nesting: int) -> None:
        if nesting > self._max_nesting:
            raise LimitExceededError(f"runs are nested more than {self._max_nesting} deep; raise max_nesting if you trust the file")
        for child in parent.iterchildren():
            tag = child.tag
            if tag == w.RUN:
                self._run(child, nesting)
            elif tag == w.ALTERNATIVES:
                branch = shown_branch(child)
                if branch is not None:
                    self._inline(branch, nesting + 1)
            elif tag in (w.MATH, w.MATH_PARAGRAPH):
                style = self._style
                self._format = (style.bold, style.italic, False, style.hidden, None)
                self._add("".join(text.text or "" for text in child.iter(w.MATH_TEXT)))
            elif len(child) and tag not in _SKIPPED:
                self._inline(child, nesting + 1)  # a link, a control, an insertion: whatever wraps runs

    def _run(self, run: _Element, nesting: int) -> None:
        style = self._style
        self._format = (style.bold, style.italic, style.capitals, style.hidden, style.font)
        self._content(run, nesting)

    def _content(self, run: _Element, nesting: int) -> None:
        for node in run.iterchildren():
            tag = node.tag
            if tag == w.TEXT:
                if node.text:
                    self._add(node.text)
            elif tag == w.R_PROPERTIES:
                self._format = self._resolve(node)
            elif tag in _SIGNS:
                self._add(_SIGNS[tag])
            else:
                self._special(node, tag, nesting)

    def _special(self, node: _Element, tag: str, nesting: int) -> None:
        if tag in (w.BREAK, w.RETURN):
            if not self.instructions and not self._format[3]:
                self._end_line()
        elif tag == w.FIELD_SIGN:
            self._field_sign(node.get(w.FIELD_SIGN_TYPE))
        elif tag in _BOXES:
            self._anchor(node)
        elif tag == w.ALTERNATIVES:
            branch = shown_branch(node)
            if branch is not None and nesting < self._max_nesting:
                self._content(branch, nesting + 1)
        elif tag == w.SYMBOL:
            self._symbol(node)
        elif tag in (w.FOOTNOTE_MARK, w.ENDNOTE_MARK):
            if not self._format[3]:
                self.notes.append(Note(tag == w.ENDNOTE_MARK, node.get(w.ID) or ""))
        elif tag == w.RUBY:
            for base in node.iterchildren(w.RUBY_BASE):
                self._inline(base, nesting + 1)

    def _resolve(self, properties: _Element) -> tuple[bool, bool, bool, bool, str | None]:
        """The format of a run: its own properties, else its character style and the paragraph's, which cancel each other."""
        own: list[bool | None] = [None, None, None, None]
        font: str | None = None
        character: str | None = None
        for item in properties.iterchildren():
            which = _TOGGLES.get(item.tag)
            if which is None:
                continue
            if which < 4:
                own[which] = w.is_on(item)
            elif which == 4:
                character = item.get(w.VALUE)
            elif self._legacy is not None:
                font = font_of(item)
        style = self._style
        bold, italic, capitals, hidden = own
        if character is not None:
            inherited, run, defaults = self._styles.character(character), style.run, self._styles.defaults
            if bold is None:
                bold = defaults.bold or bool(run.bold) != bool(inherited.bold)
            if italic is None:
                italic = defaults.italic or bool(run.italic) != bool(inherited.italic)
            if capitals is None:
                capitals = defaults.capitals or bool(run.capitals) != bool(inherited.capitals)
            if hidden is None:
                hidden = defaults.hidden or bool(run.hidden) != bool(inherited.hidden)
            font = font or inherited.font
        return (
            style.bold if bold is None else bold,
            style.italic if italic is None else italic,
            style.capitals if capitals is None else capitals,
            style.hidden if hidden is None else hidden,
            font or style.font,
        )

    def _add(self, text: str) -> None:
        bold, italic, capitals, hidden, font = self._format
        if hidden or self.instructions:
            return
        if self._legacy is not None:
            text = self._legacy.decode(text, font)
        if capitals:
            text = text.upper()
        self._parts.append(text)
        if not text.isspace():
            seen = self._seen
            seen[0 if bold else 1] = seen[2 if italic else 3] = True

    def _symbol(self, node: _Element) -> None:
        try:
            code = int(node.get(w.CHAR) or "", 16)
        except ValueError:
            return
        if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
            return
        font = node.get(w.FONT)
        if self._legacy is not None and font and encodings.font_encoding(font) and PRIVATE <= code <= PRIVATE + 0xFF:
            bold, italic, capitals, hidden, _ = self._format
            self._format = (bold, italic, capitals, hidden, font)
            self._add(chr(code - PRIVATE))
        else:
            self._add(inserted(code, font))

    def _field_sign(self, kind: str | None) -> None:
        """A field begins with its instruction; what is seen lies between ``separate`` and ``end``."""
        fields = self._fields
        if kind == "begin":
            fields.append(True)
            self.instructions += 1
        elif fields:
            if fields[-1]:
                self.instructions -= 1
            if kind == "separate":
                fields[-1] = False
            else:
                fields.pop()

    def _anchor(self, node: _Element) -> None:
        if self.instructions or self._format[3]:
            return
        boxes = text_boxes(node)
        if boxes:
            (self.after if self._lines or any(not part.isspace() for part in self._parts) else self.before).extend(boxes)


def shown_branch(alternatives: _Element) -> _Element | None:
    """The one branch of an mc:AlternateContent to read: the first choice with text in it, else the fallback, else the choice."""
    branches = list(alternatives.iterchildren(w.CHOICE, w.FALLBACK))
    for branch in branches:
        if next(branch.iter(w.TEXT), None) is not None:
            return branch
    return branches[0] if branches else None


def text_boxes(node: _Element) -> list[_Element | str]:
    """The contents of the text boxes in a drawing, outermost only and each once, and the words of its WordArt."""
    found: list[_Element | str] = []
    stack = [node]
    while stack:
        element = stack.pop()
        if element.tag == w.TEXT_BOX:
            found.append(element)
        elif element.tag == w.ALTERNATIVES:
            branch = shown_branch(element)
            if branch is not None:
                stack.append(branch)
        elif element.tag == w.TEXT_PATH:
            if words := (element.get("string") or "").strip():
                found.append(words)
        else:
            stack.extend(reversed(element))
    return found
