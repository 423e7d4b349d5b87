"""Printed lines joined into paragraphs.

A word processor file has its paragraphs already; a page or a plain text has lines that were broken to fit a width. A label
opens a paragraph, a line that goes on a sentence does not, and a citation is never broken (``Công văn số 88-CV/TU, ngày`` /
``12. ...``). Lines of a table are one paragraph for the whole table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document, Line
from .labels import Label, automatic_label, label_at

_PRINTED = ("txt", "pdf", "tiff", "jpeg", "png")
_ENDS = ".;:!?…"
_CLOSERS = "\"'”’»)"
_FURNITURE = 6  # a line of so many digits and dashes at most is a page number or a stamped serial
_INDENT = 6.0  # points; first lines are set in by 28 to 36, the noise of a page layout stays under 3
_BROKEN = 0.12  # of the lines of a wrapped text begin in the middle of a sentence: a quarter to a half do; 0 to 3 % otherwise
_SLACK = 0.04  # of the width of the text: how much a line may fall short and still be full


class Paragraph(NamedTuple):
    """A paragraph: offsets of its text, the label it begins with, and how it is set.

    ``level`` is the list level of a word processor, or -1; ``table`` the index of the table that it stands for.
    """

    start: int
    end: int
    label: Label | None = None
    level: int = -1
    bold: bool = False
    table: int | None = None


class _Printed(NamedTuple):
    """A line without its margins: offsets of its words, and how far they stand from the left and right edge."""

    line: Line
    start: int
    end: int
    indent: float
    room: float
    """What is left at the right, as a share of the width; 1 where lines are not broken to fit."""
    word: float
    """The width of the first word, as a share of the width."""


def paragraphs(document: Document, lines: Sequence[Line], grammars: Grammars) -> list[Paragraph]:
    """The paragraphs of ``lines`` in document order; blank lines, rules and lone page numbers are left out."""
    printed = document.wrapped or document.format in _PRINTED
    joiner = _Joiner(document, grammars, _measure(lines) if printed else None)
    index, count = 0, len(lines)
    while index < count:
        line = lines[index]
        if line.cell is not None and (stop := _table_end(document, lines, index)) > index:
            joiner.add_table(line, lines[stop - 1])
            index = stop
            continue
        joiner.add(line)
        index += 1
    return joiner.finish()


def _table_end(document: Document, lines: Sequence[Line], index: int) -> int:
    """Index after the last line of the table that begins at ``index``; ``index`` itself for a frame around running text."""
    cell = lines[index].cell
    assert cell is not None
    root = _root(document, cell.table)
    table = document.tables[root]
    if table.layout or all(len(row) == 1 for row in table.rows[:3]):
        return index
    stop, last = index, -1
    for stop in range(index, len(lines)):
        here = lines[stop].cell
        if here is None:
            return stop
        if here.table != last:
            if _root(document, here.table) != root:
                return stop
            last = here.table
    return stop + 1


def _root(document: Document, table: int) -> int:
    while (parent := document.tables[table].parent) is not None and parent.table != table:
        table = parent.table
    return table


class _Measure(NamedTuple):
    """The text column: left edge and width in points (``boxes``) or the length of a full line in characters."""

    left: float
    width: float
    boxes: bool


def _measure(lines: Sequence[Line]) -> _Measure | None:
    """How wide lines are set, from those that evidently go on in the next; None where every line is a paragraph."""
    boxes = [line.box for line in lines if line.box is not None and line.cell is None]
    if len(boxes) > len(lines) // 2:
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        return _Measure(left, max(right - left, 1.0), True)
    lengths = []
    before: Line | None = None
    count = 0
    for line in lines:
        text = line.text.strip()
        if not text or line.cell is not None:
            before = None
            continue
        count += 1
        if before is not None and text[0].islower() and text[1:2].isalpha() and before.text.rstrip()[-1:] not in _ENDS:
            lengths.append(len(before.text.rstrip()))
        before = line
    if len(lengths) < max(_BROKEN * count, 1):
        return None
    lengths.sort()
    return _Measure(0.0, float(lengths[(len(lengths) - 1) * 9 // 10]), False)


class _Joiner:
    def __init__(self, document: Document, grammars: Grammars, measure: _Measure | None) -> None:
        self._text, self._folded = document.text, document.folded
        self._grammars = grammars
        self._measure = measure
        self._printed = measure is not None
        self._hanging = grammars.derived(_hanging_words)
        self._done: list[Paragraph] = []
        self._last: _Printed | None = None
        self._blank = False
        self._seen: dict[tuple[str, int], int] = {}

    def finish(self) -> list[Paragraph]:
        return self._done

    def add_table(self, first: Line, last: Line) -> None:
        table = first.cell.table if first.cell is not None else None
        end = last.end
        while end > first.start and self._text[end - 1].isspace():
            end -= 1
        if end > first.start:
            self._done.append(Paragraph(first.start, end, table=table))
        self._last = None

    def add(self, line: Line) -> None:
        here = self._place(line)
        if here is None:
            self._blank = True
            return
        if self._furniture(here):
            return
        label = self._label(here)
        joined = self._done and self._last is not None and label is None and self._goes_on(self._last, here)
        if joined:
            self._done[-1] = self._done[-1]._replace(end=here.end)
        else:
            self._done.append(Paragraph(here.start, here.end, label, line.level, line.bold))
            if label is not None:
                self._seen[label.family, label.depth] = label.value
        self._last, self._blank = here, False

    def _place(self, line: Line) -> _Printed | None:
        raw = line.text
        body = raw.lstrip()
        if not body:
            return None
        start = line.start + len(raw) - len(body)
        end = start + len(body.rstrip())
        measure = self._measure
        if measure is None:
            return _Printed(line, start, end, 0.0, 1.0, 0.0)
        first = len(body.split(None, 1)[0])
        if measure.boxes and line.box is not None:
            letter = (line.box[2] - line.box[0]) / max(end - start, 1)
            room = (measure.left + measure.width - line.box[2]) / measure.width
            return _Printed(line, start, end, line.box[0] - measure.left, room, (first + 1) * letter / measure.width)
        width = measure.width if not measure.boxes else 80.0
        blanks = raw[: len(raw) - len(body)].expandtabs(4)
        return _Printed(line, start, end, 4.0 * len(blanks), 1 - (end - line.start) / width, (first + 1) / width)

    def _furniture(self, here: _Printed) -> bool:
        """A page number, a stamped serial or a rule between two paragraphs; ``năm`` / ``2025`` is no such thing."""
        if here.end - here.start > 40:
            return False
        words = self._text[here.start : here.end]
        bare = words.strip(" -_*=~.–—")
        if bare and not (bare.isdigit() and len(words) <= _FURNITURE):
            return False
        return not bare or self._last is None or not self._hangs(self._last) or not self._printed

    def _label(self, here: _Printed) -> Label | None:
        line = here.line
        if line.label and here.start == line.start:
            return automatic_label(line.label, self._folded[here.start : here.start + len(line.label)], self._grammars)
        label = label_at(self._folded, here.start, here.end, self._grammars)
        if label is None or self._believed(label, here):
            return label
        return None

    def _believed(self, label: Label, here: _Printed) -> bool:
        """May the label be one, seeing the line before it and the labels so far?"""
        before = self._last
        expected = self._seen.get((label.family, label.depth), 0) + 1
        if label.doubtful and label.value != expected:
            return False
        broken = self._printed or here.line.soft
        if not broken or before is None or self._blank or before.line.cell != here.line.cell:
            return True
        ending = self._folded[before.end - 1]
        if ending in _ENDS or (ending in _CLOSERS and self._folded[before.end - 2] in _ENDS):
            return True
        if label.family == "bullet":
            after = self._folded[here.start + label.length : here.end].lstrip()
            return ending == "," or here.indent > before.indent + 4 or self._short(before, here) or after[:1].isupper()
        if self._hangs(before):
            return False
        if self._short(before, here):
            return True
        return label.value == expected or (label.value == 1 and ending == "," and label.family in ("letter", "bracket"))

    def _hangs(self, before: _Printed) -> bool:
        """Does the line end in the middle of a citation or a phrase (``ngày``, ``số``, ``của``, a dash, a slash)?"""
        tail = self._folded[max(before.end - 20, before.start) : before.end].lower()
        if tail[-1] in "-/(":
            return True
        words = tail.split()
        return words[-1] in self._hanging or " ".join(words[-2:]) in self._hanging

    @staticmethod
    def _short(before: _Printed, here: _Printed) -> bool:
        """Would the first word of this line have had room on the line before?"""
        return before.room - _SLACK > here.word

    def _goes_on(self, before: _Printed, here: _Printed) -> bool:
        """Does an unlabelled line continue the paragraph of the line before it?"""
        if before.line.cell != here.line.cell:
            return False
        first = self._text[here.start]
        ending = self._folded[before.end - 1]
        ended = ending in _ENDS or (ending in _CLOSERS and self._folded[before.end - 2] in _ENDS)
        if first.islower() and not (ended and ending in ".:" and self._blank):
            # A sentence cut by a page break or by a careless return; after a full stop only lines of a page are joined.
            cut = not ended and (before.end - before.start > 25 or self._printed)
            return cut or (self._printed and not self._blank) or here.line.soft
        if here.line.soft:
            return not self._blank and not (ended and ending == ":") and not self._text[before.start : before.end].isupper()
        if self._blank:
            return False
        if not ended and before.end - before.start > 25 and (first.isdigit() or self._hangs(before)):
            return True
        if not self._printed:
            return False
        last = self._done[-1]
        hanging = last.label is not None and last.start == before.start  # "1. Text" / "   goes on under the text"
        if here.indent > before.indent + _INDENT and before.line.page == here.line.page and not hanging:
            return False
        if here.line.bold != before.line.bold and (ended or here.line.bold or self._short(before, here)):
            return False
        if self._text[here.start : here.end].isupper() != self._text[before.start : before.end].isupper() and self._short(before, here):
            return False
        if ending.isalnum() and last.start != before.start and not self._text[before.start : before.end].isupper():
            return True  # only headings end without a mark, and they seldom take two lines
        return not self._short(before, here) and not (ended and self._opens(here))

    def _opens(self, here: _Printed) -> bool:
        """Does the line begin with words that open the closing paragraph (``Đề nghị các đơn vị …``)?"""
        squeezed = "".join(self._folded[here.start : min(here.start + 40, here.end)].lower().split())
        return squeezed.startswith(self._grammars.derived(closing_openers))


def _hanging_words(grammars: Grammars) -> frozenset[str]:
    return frozenset(grammars.items("words-that-hang"))


def closing_openers(grammars: Grammars) -> tuple[str, ...]:
    """The openers of closing paragraphs, without blanks: extraction glues words."""
    return tuple("".join(item.lower().split()) for item in grammars.items("closing-openers"))
