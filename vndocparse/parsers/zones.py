"""Zones: front matter, letterhead, addressees, body, closing, annexes, certified copy.

Zones come first and fields second: a number cited in the body can never beat the number of the letterhead. The closing
begins at Nơi nhận or at the first mark of authority, whichever stands first; what follows it is an annex, a certified
copy or words of the page around the paper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document, Line
from ..text import bare, fold, is_upper
from .dividing import rows
from .gazette import gazette_head
from .head import Head, find_head, issuer_like
from .lines import Frame, Row, has_year
from .names import is_name
from .places import place_before, without_hour
from .stamps import marked

_ANCHOR_LETTERS = frozenset("KkLlNnTt")  # Kí…, Lưu, Nơi nhận, T/M and its kin begin so
_BEFORE_ANCHOR = " \t-–+*•.(\"'“"
_USUAL_HEAD_LINES = 36  # tried first: most letterheads and addressees are over by then
_HEAD_LINES = 150  # a letterhead deeper than this under the menus of a web page was not met
_CLOSING_ROWS = 90
_FOOT_ROWS = 8
_MARGIN_LINES = 12
_SENTENCE_ENDS = (".", ";", "!", "?", "…", "/")
_CELL_LINE = 90  # characters of a line in the cells of a signature
_DASHES = ("-", "+", "•", "*", "–")
_WRAPPED = 90  # characters of the rest of a wrapped entry of Kính gửi
_ABOVE_ROWS = 12  # a signature that stands above Nơi nhận is this near
_TAIL_ROWS = 25  # where a signature without Nơi nhận and mark is looked for


class Zones:
    """The lines of a paper by zone. ``head`` is None where there is no letterhead."""

    addressees: Sequence[Row] = ()
    closing: Sequence[Row] = ()
    copy: CopyBlock | None = None
    stamps: Sequence[Row] = ()
    foot_date: Row | None = None
    """Place and date above the signature, where the letterhead has none."""

    def __init__(self, head: Head | None, head_rows: Sequence[Row], body: Sequence[Line] = ()) -> None:
        self.head, self.head_rows, self.body = head, head_rows, body
        self.annexes: list[Annex] = []

    @property
    def is_directive(self) -> bool:
        """Has the text a letterhead, a number line, Nơi nhận or a signature?"""
        return self.head is not None or bool(self.closing)


class Annex(NamedTuple):
    """An annex: its heading row and the offsets it covers."""

    heading: Row
    rows: Sequence[Row]
    start: int
    end: int


class CopyBlock(NamedTuple):
    """The block of a certified copy: the row with SAO Y … and all its rows."""

    heading: Row
    rows: Sequence[Row]


def frame_of(grammars: Grammars) -> Frame:
    """The line classifier of a set of grammars, built once."""
    frame: Frame = grammars.derived(Frame)
    return frame


def find_zones(document: Document, grammars: Grammars) -> Zones:
    frame = frame_of(grammars)
    lines = [line for line in document.lines if line.region == "body"]
    starts = [line.start for line in lines]
    for limit in (_USUAL_HEAD_LINES, _HEAD_LINES):
        head_rows = marked(list(rows(lines[:limit], frame)), frame)
        head = gazette_head(document, head_rows, frame, grammars) or find_head(head_rows, frame)
        zones = Zones(head, head_rows)
        begin = _addressees(zones, head_rows, frame)
        if head is not None and begin < len(head_rows):
            break
    body_start = head_rows[begin].start if begin < len(head_rows) else (head_rows[-1].end if head_rows else 0)
    first = bisect_left(starts, body_start)
    if begin < len(head_rows) and first > 0 and lines[first - 1].end > body_start:
        first -= 1
        lines[first] = head_rows[begin].line  # the body begins inside a line that was parted
    anchors = _anchor_rows(grammars, frame, lines, first)
    if head is not None:
        head.marks += _marks_on_margins(document, frame)
    closing = _closing_start(anchors, lines, first, frame, known=head is not None)
    if closing is not None:
        closing = _row_start(lines, closing, first)
    if closing is None:
        zones.body = lines[first:]
        return zones if head is not None else Zones(None, head_rows, lines)
    zones.body = lines[first:closing]
    if head is not None and head.date is None:
        _take_foot_date(zones, frame)
    tail = list(rows(lines[closing:], frame)) if len(lines) - closing < 400 else _sparse_rows(lines[closing:], frame)
    tail = marked(tail, frame)
    _split_tail(zones, tail, frame, grammars, document)
    if head is not None and head.date is None and zones.foot_date is None:
        zones.foot_date = next(filter(_is_dated, zones.closing[:_FOOT_ROWS]), None)
    return zones


def _marks_on_margins(document: Document, frame: Frame) -> list[Row]:
    """Marks of secrecy or of a draft that a page header or footer bears."""
    margins = (line for line in document.lines if line.region in ("header", "footer"))
    return [row for row in map(frame.row, islice(margins, _MARGIN_LINES)) if row.kind == "mark"]


def _row_start(lines: Sequence[Line], index: int, first: int) -> int:
    """A closing that begins inside the row of a table takes the cells before it too (THƯ KÝ beside CHỦ TỌA)."""
    cell = lines[index].cell
    start = index
    while cell is not None and start > first and (other := lines[start - 1].cell) and (other.table, other.row) == (cell.table, cell.row):
        start -= 1
    return start if all(len(line.text) <= _CELL_LINE for line in lines[start:index]) else index


def _take_foot_date(zones: Zones, frame: Frame) -> None:
    """Takes the date of a paper dated at its foot out of the body (``Phú Mỹ, ngày 28 tháng 3 năm 2015`` above T/M)."""
    last = next((at for at in range(len(zones.body) - 1, -1, -1) if zones.body[at].text.strip()), None)
    if last is None:
        return
    row = frame.row(zones.body[last])
    above = next((line.text.rstrip() for line in reversed(zones.body[:last]) if line.text.strip()), "")
    # A line that begins with a date because the sentence was wrapped there goes on with the line above it.
    if _is_dated(row) and (above.endswith(_SENTENCE_ENDS) or zones.body[last].cell is not None):
        zones.foot_date, zones.body = row, zones.body[:last]


def _is_dated(row: Row) -> bool:
    """Is the row place and date alone, in full (``Phú Mỹ, ngày 28 tháng 3 năm 2015``)?"""
    if row.kind != "date" or row.match is None or not has_year(row.match) or row.line.text.rstrip().endswith((".", ";")):
        return False
    return place_before(without_hour(row.folded[: row.match.start()])) is not None


def _addressees(zones: Zones, head_rows: Sequence[Row], frame: Frame) -> int:
    """Fills the addressees and returns the index of the first row of the body."""
    head = zones.head
    begin = head.end if head else 0
    label = head.addressees if head else None
    if head is None:
        label = next((i for i, row in enumerate(head_rows[:40]) if row.kind == "addressees"), None)
    if label is None:
        return begin
    end = _addressees_end(head_rows, label, frame)
    zones.addressees = head_rows[label:end]
    return end


def _addressees_end(head_rows: Sequence[Row], label: int, frame: Frame) -> int:
    """The first row after the list of Kính gửi. Entries end in marks, begin with dashes, and are short."""
    entries = 0
    closed = False
    for index in range(label, len(head_rows)):
        row = head_rows[index]
        text = row.line.text.strip()
        if row.kind in ("blank", "rule"):
            continue
        if row.kind in ("title", "date", "number", "mark", "motto", "received", "stamp"):
            continue
        if row.kind in ("copies", "authority", "archive"):
            return index
        after_label = text[row.match.end() :].strip() if index == label and row.match else text
        if index == label:
            entries += bool(after_label)
            closed = after_label.endswith(".") and not after_label.endswith("..")
            continue
        if row.kind == "addressees":
            continue
        dashed = text.startswith(_DASHES)
        inside = row.block is not None and row.block[0] == (head_rows[label].block or (None,))[0]
        if closed and not (dashed and inside):
            return index
        if frame.opener.match(row.bare) and not (dashed and len(text) < 120):
            return index
        if entries and not dashed and not inside and not _goes_on(head_rows, index, text):
            return index
        if len(text) > 300:
            return index
        entries += 1
        closed = text.endswith(".") and not text.endswith("..")
    return len(head_rows)


def _goes_on(head_rows: Sequence[Row], index: int, text: str) -> bool:
    """Is an undashed row after an entry still one of the list (a wrapped name, or a list set without dashes)?"""
    last = next((row for row in reversed(head_rows[:index]) if row.kind != "blank"), None)
    ended = last is None or last.line.text.rstrip().endswith((";", ","))
    if not ended and last is not None and last is head_rows[index - 1] and last.line.text.lstrip().startswith(_DASHES):
        # The rest of a wrapped entry may begin with the capital of a body: its end mark, or the next dash, tells.
        below = next((row for row in head_rows[index + 1 :] if row.kind != "blank"), None)
        wrapped = text.endswith((";", ",", ".")) or (below is not None and below.line.text.lstrip().startswith(_DASHES))
        if wrapped and len(text) <= _WRAPPED and not last.line.text.rstrip().endswith((".", ":")):
            return True
    return len(text) <= 120 and (ended or text[:1].islower()) and not text.endswith(":")


def _anchor_rows(grammars: Grammars, frame: Frame, lines: Sequence[Line], first: int) -> list[tuple[int, Row]]:
    """The rows from line ``first`` on that may belong to a closing."""
    anchor = grammars.pattern("closing-anchor")
    found: list[tuple[int, Row]] = []
    for index in range(first, len(lines)):
        start = lines[index].text.lstrip()[:24].lstrip(_BEFORE_ANCHOR)
        if start[:1] in _ANCHOR_LETTERS and start and anchor.match(bare(fold(start))):
            row = frame.row(lines[index])
            if row.kind in ("copies", "archive", "authority"):
                found.append((index, row))
    return found


def _closing_start(anchors: list[tuple[int, Row]], lines: Sequence[Line], first: int, frame: Frame, known: bool) -> int | None:
    for index, row in anchors:
        if row.kind == "copies":
            return _signature_above(lines, index, first, frame)
        if row.kind == "authority" and (known or _signed_below(lines, index, frame)):
            return index
        if row.kind == "archive":
            return _list_above(lines, index, first)
    return _bare_signature(lines, first, frame) if known else None


def _signature_above(lines: Sequence[Line], index: int, first: int, frame: Frame) -> int:
    """Where Nơi nhận stands below the signature: up to the post that begins it, or ``index`` where nothing is signed above."""
    found = index
    for above in range(index - 1, max(first, index - _ABOVE_ROWS) - 1, -1):
        text = lines[above].text.strip()
        if len(text) > 90 or text.endswith(("./.", ";", ":")):
            break
        if text and is_upper(text) and (frame.is_post(bare(fold(text))) or frame.row(lines[above]).kind == "authority"):
            found = above
    return found


def _signed_below(lines: Sequence[Line], index: int, frame: Frame) -> bool:
    """A mark of authority is a signature only if a post or a name follows; without a letterhead nothing else vouches."""
    below = [frame.row(line) for line in lines[index + 1 : index + 8] if line.text.strip()]
    return any(row.upper or row.kind in ("copies", "authority") for row in below[:3])


def _list_above(lines: Sequence[Line], index: int, first: int) -> int:
    """The first of the dashed lines that end in ``index`` (a Nơi nhận whose label is lost)."""
    while index > first and lines[index - 1].text.lstrip().startswith("-") and len(lines[index - 1].text) < 120:
        index -= 1
    return index


def _bare_signature(lines: Sequence[Line], first: int, frame: Frame) -> int | None:
    """A post in capitals with a name below it, or (Đã ký), near the end."""
    found = None
    for index in range(len(lines) - 1, max(first, len(lines) - _TAIL_ROWS) - 1, -1):
        text = lines[index].text.strip()
        if not text:
            continue
        row = frame.row(lines[index])
        if (frame.is_post(row.bare) and row.upper and len(text) <= 80) or frame.signed.fullmatch(row.bare):
            found = index
        elif found is not None and not is_name(text):  # minutes: THƯ KÝ and a name above CHỦ TỌA
            break
    return found


def _sparse_rows(lines: Sequence[Line], frame: Frame) -> list[Row]:
    """Rows of a long tail: all of the closing, then only lines that may open an annex (a table holds thousands)."""
    kept = list(rows(lines[:_CLOSING_ROWS], frame))
    for line in lines[_CLOSING_ROWS:]:
        if line.cell is None or line.cell.column == 0:
            kept += rows([line], frame) if line.cell is None else [Row(line, "text", line.text, line.text)]
    return kept


def _split_tail(zones: Zones, tail: list[Row], frame: Frame, grammars: Grammars, document: Document) -> None:
    """Parts closing, annexes and certified copy; stamps of digital signatures are put aside."""
    headings = _headings(tail, frame, grammars)
    copy_at = next((i for i, row in enumerate(tail) if row.line.text and frame.copy_heading.fullmatch(row.bare) and _copy_like(row)), None)
    copy_start = _copy_start(tail, copy_at, frame) if copy_at is not None else None
    end = min([*headings, *([copy_start] if copy_start is not None else []), len(tail)])
    zones.closing = tail[: min(end, _CLOSING_ROWS)]
    zones.stamps = [row for row in tail[:end] if row.kind == "stamp"]
    limits = [*headings, len(tail)]
    for at, following in zip(headings, limits[1:], strict=True):
        stop = following
        if copy_start is not None and at < copy_start:
            stop = min(stop, copy_start)
        if copy_start is not None and at >= copy_start and (copy_at is None or at <= copy_at + _TAIL_ROWS):
            continue
        block = tail[at:stop]
        zones.annexes.append(Annex(tail[at], block, tail[at].start, _last_end(block, document, following, tail)))
    if copy_at is not None and copy_start is not None:
        stop = next((h for h in headings if h > copy_at + _TAIL_ROWS), len(tail))
        zones.copy = CopyBlock(tail[copy_at], tail[copy_start:stop])


def _last_end(block: Sequence[Row], document: Document, following: int, tail: Sequence[Row]) -> int:
    if following < len(tail):
        return block[-1].end
    body = [line for line in document.lines if line.region == "body"]
    return body[-1].end if body else block[-1].end


def _headings(tail: Sequence[Row], frame: Frame, grammars: Grammars) -> list[int]:
    """Indexes of rows that open an annex."""
    pattern = grammars.pattern("appendix-heading")
    found: list[int] = []
    for index, row in enumerate(tail):
        text = row.line.text.strip()
        if not text or len(text) > 160 or (row.line.cell is not None and row.line.cell.column > 0):
            continue
        if found and index - found[-1] < 3:
            continue
        match = pattern.match(row.bare)
        whole = match is not None and not text[match.end() :].strip(" .:*-")
        if match and (row.upper or row.line.align == "center" or whole) and (whole or row.line.cell is None) and not text.startswith("-"):
            found.append(index)
        elif _opens_annexed_text(tail, index, found) or (row.kind == "title" and _second_head(tail, index)):
            found.append(_second_start(tail, index, frame))
    return sorted(set(found))


def _opens_annexed_text(tail: Sequence[Row], index: int, found: Sequence[int]) -> bool:
    """Is the type word the title of an annexed text (QUY CHẾ)? Not inside an annex: QUY ĐỊNH CHUNG heads a chapter there."""
    row = tail[index]
    return row.kind == "type" and row.upper and index > 1 and not found and _after_signature(tail, index)


def _after_signature(tail: Sequence[Row], index: int) -> bool:
    return any(row.kind in ("archive", "authority", "copies") for row in tail[:index])


def _second_head(tail: Sequence[Row], index: int) -> bool:
    """Does the title open the letterhead of another paper (an annexed plan or regulation)?"""
    return any(row.kind == "type" for row in tail[index : index + 14])


def _second_start(tail: Sequence[Row], index: int, frame: Frame) -> int:
    """Back over the issuer lines of the second letterhead."""
    while index > 1 and (
        tail[index - 1].kind in ("blank", "rule", "number", "title", "motto", "date") or _letterhead_line(tail, index - 1, frame)
    ):
        index -= 1
    while index < len(tail) - 1 and tail[index].kind in ("blank", "rule"):
        index += 1
    return index


def _letterhead_line(tail: Sequence[Row], index: int, frame: Frame) -> bool:
    row = tail[index]
    return row.upper and issuer_like(row, frame) and frame.begins_body(row.line.text) and not frame.is_post(row.bare)


def _copy_like(row: Row) -> bool:
    return row.upper or row.line.text.strip().istitle() or row.line.bold


def _copy_start(tail: Sequence[Row], heading: int, frame: Frame) -> int:
    """The copying body's own letterhead stands above SAO Y …: back over its rows."""
    index = heading
    cell = tail[heading].line.cell
    while cell and index > 0 and (other := tail[index - 1].line.cell) and (other.table, other.row) == (cell.table, cell.row):
        index -= 1  # SAO LỤC in the right column: the left one, with issuer and number, comes before it
    while index > 0:
        row = tail[index - 1]
        if row.kind in ("blank", "rule", "number", "title", "motto", "date", "mark") or _letterhead_line(tail, index - 1, frame):
            index -= 1
            continue
        break
    while index < heading and tail[index].kind in ("blank", "rule"):
        index += 1
    return index
