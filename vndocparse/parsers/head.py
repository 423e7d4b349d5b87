"""Where the letterhead, the title and the subject stand, in whatever order the columns were read.

The walk keeps to what survives every layout: title, number and date are known by their own forms, the issuer by being in
capitals (or beginning with a body word) before the number, the subject of a công văn by following the number, that of a
titled paper by following the type. The walk ends at Kính gửi or where the text begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from .dividing import part
from .lines import Frame, Row

if TYPE_CHECKING:
    import regex

_NEAR = 25  # rows between the parts of one letterhead; web copies put blank rows and menus between them
_STRAY = 4  # rows of unknown words that a letterhead may hold (contact lines, broken marks) before it is over
_SUBJECT_ROWS = 8
_SHORTEST_NAME = 6
_TITLE_ROWS = 8  # rows of a title above a number in brackets
_BEFORE_DATE = " ,;(-*"
_EDGES = " \t*_.|"
_DECIDING_ROWS = 3  # rows below the first of those that name who decides


class Head:
    """The rows of the letterhead by what they are. ``first`` and ``end`` are indexes into the rows, ``end`` excluded."""

    title: Row | None = None
    number: Row | None = None
    date: Row | None = None
    type: Row | None = None
    addressees: int | None = None

    def __init__(self, first: int) -> None:
        self.first, self.end = first, 0
        self.issuers: list[Row] = []
        self.capitals: list[Row] = []
        """Lines of capitals between the type and the subject (CỦA BAN THƯỜNG VỤ …)."""
        self.subject: list[Row] = []
        self.marks: list[Row] = []
        self.remarks: list[Row] = []
        self.stamps: list[Row] = []


def find_head(rows: Sequence[Row], frame: Frame) -> Head | None:
    """The first letterhead among ``rows``, or None."""
    first = _first_row(rows, frame)
    if first is None:
        return None
    head = _Walk(rows, frame, Head(first)).run()
    return head if _is_of_a_paper(head, frame) else None


def _is_of_a_paper(head: Head, frame: Frame) -> bool:
    """A title of the nation alone also stands above a curriculum vitae or a petition: something must tell of an office."""
    if head.number or head.type or head.subject or head.stamps or (head.addressees is not None and head.date):
        return True
    return any(frame.begins_body(row.line.text) for row in head.issuers)


def issuer_like(row: Row, frame: Frame) -> bool:
    """May the row be a line of the issuer's name? In capitals, or beginning with a body word; short; no sentence."""
    text = row.line.text.strip()
    if (
        row.kind != "text"
        or not 2 < len(text) <= 100
        or text.startswith("<")
        or (text.endswith((".", ";", ":")) and not text.endswith(("TP.", "..")))
    ):
        return False
    if len(text) <= _SHORTEST_NAME and any(map(str.isdigit, text)):
        return False  # a typist's mark
    return row.upper or (frame.begins_body(row.line.text) and len(text) <= 70 and not any(c in text for c in ".;:!?"))


def _first_row(rows: Sequence[Row], frame: Frame) -> int | None:
    strong = next((i for i, row in enumerate(rows) if row.kind == "title"), None)
    number = next((i for i, row in enumerate(rows) if row.kind == "number"), None)
    if strong is None or (number is not None and number < strong - _NEAR):
        strong = number if number is not None else strong
    if strong is None:
        strong = _weak_anchor(rows, frame)
        if strong is None:
            return None
    if rows[strong].kind == "number" and rows[strong].line.text.lstrip().startswith("("):
        # Copies on the web set the number in brackets below the title: (Số 15-CT/TU, ngày 20-7-2011).
        strong = next((i for i in range(strong - 1, max(strong - _TITLE_ROWS, 0) - 1, -1) if rows[i].kind == "type"), strong)
    first = min([strong, *(i for i, row in enumerate(rows[:strong]) if row.kind in ("number", "date") and strong - i <= _NEAR)])
    while first > 0 and (
        rows[first - 1].kind in ("blank", "rule", "mark", "received", "title", "motto")
        or issuer_like(rows[first - 1], frame)
        or frame.in_incoming_stamp(rows[first - 1].bare)
        or _whole_number(rows[first - 1], frame)
    ):
        first -= 1
    return first


def _whole_number(row: Row, frame: Frame) -> regex.Match[str] | None:
    """The number that is all of a line, its label in small letters or not."""
    match = frame.number.match(row.folded)
    return match if match and not row.folded[match.end() :].strip(_EDGES) else None


def _weak_anchor(rows: Sequence[Row], frame: Frame) -> int | None:
    """A letterhead without title and number: a place with date, a type, or Kính gửi close to an issuer's name in capitals."""
    for index, row in enumerate(rows[:60]):
        if row.kind == "addressees":
            above = [i for i in range(max(index - 6, 0), index) if rows[i].kind not in ("blank", "rule")]
            names = all(rows[i].upper and issuer_like(rows[i], frame) for i in above)
            return above[0] if above and names and frame.begins_body(rows[above[0]].line.text) else None
        if row.kind in ("date", "type"):
            near = rows[max(index - 8, 0) : index + 9]
            if any(other.upper and issuer_like(other, frame) and frame.begins_body(other.line.text) for other in near) or (
                row.kind == "type" and any(other.kind == "date" for other in near)
            ):
                return index
    return None


class _Walk:
    """One pass over the rows of the letterhead."""

    def __init__(self, rows: Sequence[Row], frame: Frame, head: Head) -> None:
        self.rows, self.frame, self.head = rows, frame, head
        self.stray = 0
        self.subject_over = False
        self.ruled = False  # a rule stands below a title that is all in capitals
        self.gap = False  # a blank row or a rule since the last row of the subject

    def run(self) -> Head:
        head = self.head
        for index in range(head.first, len(self.rows)):
            row = self.rows[index]
            head.end = index
            if row.kind == "addressees":
                head.addressees = index
                return head
            stamped = bool(head.stamps) and self.stamped(row)
            if (row.kind in ("copies", "archive", "authority") and not stamped) or (index - head.first > 4 * _NEAR):
                return head
            if stamped or self.names_receiver(index):
                head.stamps.append(row)
            elif not self.take(row):
                self.close(index)
                return head
        head.end = len(self.rows)
        return head

    def close(self, index: int) -> None:
        """The rule under the title is passed over; Kính gửi may stand below it (giấy mời, tờ trình)."""
        head = self.head
        while index < len(self.rows) and self.rows[index].kind in ("blank", "rule"):
            index += 1
        head.end = index
        if index < len(self.rows) and self.rows[index].kind == "addressees":
            head.addressees = index

    def take(self, row: Row) -> bool:
        """Files one row; False where the body begins."""
        head = self.head
        row = self.numbered(row)
        if row.kind in ("blank", "rule"):
            self.gap = True
            self.ruled = self.ruled or (row.kind == "rule" and bool(head.capitals) and len(row.line.text.strip()) > 2)
            return not (row.kind == "rule" and head.type and head.subject and row.line.text.strip() and len(row.line.text.strip()) > 2)
        if row.kind in ("title", "motto"):
            head.title = head.title or (row if row.kind == "title" else None)
        elif row.kind in ("mark", "received", "stamp"):
            (head.marks if row.kind == "mark" else head.stamps).append(row)
        elif row.kind == "number":
            return self.number(row)
        elif row.kind == "date":
            if self.dates_subject(row):
                self.subject(row)
            else:
                head.date = head.date or row
        elif row.kind == "type" and head.type is None:
            head.type = row
            self.gap = False
        elif row.kind == "type" and not (row.upper and not head.subject and not head.capitals):
            return False  # the second QUYẾT ĐỊNH: is no title
        else:
            return self.after_type(row) if head.type else self.before_type(row)
        return True

    def numbered(self, row: Row) -> Row:
        """A line that is ``số 12-KH/HU`` and no more is the number where one is still wanted; below a type or in a subject it is cited."""
        head = self.head
        if row.kind != "text" or head.number or head.type or head.subject:
            return row
        match = _whole_number(row, self.frame)
        return row._replace(kind="number", match=match) if match else row

    def stamped(self, row: Row) -> bool:
        """Does the row go on with the incoming stamp above it?"""
        if row.kind not in ("text", "date", "archive") or row.start - self.head.stamps[-1].end > 2:
            return False
        return self.frame.in_incoming_stamp(row.bare)

    def names_receiver(self, index: int) -> bool:
        """Is the row the office that received the paper, set above the ĐẾN of its stamp?"""
        if index + 1 >= len(self.rows) or self.rows[index + 1].kind != "received" or self.head.number is not None:
            return False
        row = self.rows[index]
        if not issuer_like(row, self.frame) or self.rows[index + 1].start - row.end > 2:
            return False
        # The paper's own issuer stands below such a stamp; without one the stamp was set below the issuer.
        below = takewhile(lambda other: other.kind != "number", self.rows[index + 2 : index + 2 + _NEAR])
        return any(issuer_like(other, self.frame) and other.upper for other in below)

    def dates_subject(self, row: Row) -> bool:
        """Does a date without a place go on with the subject right above it (… đợt / ngày 07 tháng 11 năm 2025)?"""
        last = self.head.subject[-1] if self.head.subject else None
        return last is not None and not self.gap and row.block == last.block and row.start - last.end <= 1 and row.bare.startswith("ngay")

    def number(self, row: Row) -> bool:
        head = self.head
        if head.number is not None:
            return True
        if self.of_issuer(row):
            head.issuers.append(row)
            return True
        head.number = row
        self.gap = False
        assert row.match is not None
        rest = self.frame.row(part(row.line, row.match.end(), len(row.line.text)))
        if (match := self.frame.date.search(rest.bare)) and not rest.bare[: match.start()].strip(_BEFORE_DATE):
            head.date = head.date or rest._replace(kind="date", match=match)  # (Số 15-CT/TU, ngày 20-7-2011)
        elif len(rest.line.text) > 5 and not head.type:
            self.subject(rest)
        return True

    def follows_issuer(self, row: Row) -> bool:
        """Does the row stand right below a line of the issuer's name?"""
        issuers = self.head.issuers
        return bool(issuers) and row.start - issuers[-1].end <= 2

    def of_issuer(self, row: Row) -> bool:
        """Is the number that of a paper in the issuer's own name (ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH / SỐ 1050/QĐ-SCT)? Then another
        follows."""
        if not (self.follows_issuer(row) and self.frame.ends_in_type(self.head.issuers[-1].line.text)):
            return False
        return any(other.kind == "number" and other.start > row.start for other in self.rows[: self.head.end + _NEAR])

    def subject(self, row: Row) -> None:
        self.head.subject.append(row)
        self.gap = False

    def before_type(self, row: Row) -> bool:
        head = self.head
        if self.leads(row) and (head.number or head.title or head.date) and not any(map(self.lead_match, head.subject)):
            head.subject.clear()  # what stood between the number and V/v was none
            self.subject(row)
            return True
        if head.number is None:
            if issuer_like(row, self.frame) and (not self.frame.opener.match(row.bare) or (row.upper and self.follows_issuer(row))):
                head.issuers.append(row)
                return True
            return self.unknown(row)
        if head.subject and self.continues(row):
            self.subject(row)
            return True
        if not head.issuers and issuer_like(row, self.frame) and row.upper:
            head.issuers.append(row)
            return True
        if not head.subject and self.follows_number(row):
            self.subject(row)
            return True
        return self.unknown(row)

    def leads(self, row: Row) -> bool:
        return len(row.line.text) <= 400 and self.lead_match(row)

    def lead_match(self, row: Row) -> bool:
        return self.frame.subject_lead.match(row.folded) is not None

    def follows_number(self, row: Row) -> bool:
        """The subject of a công văn without V/v: right after the number, in its column, no sentence of the body."""
        number = self.head.number
        assert number is not None
        text = row.line.text.strip()
        if row.block != number.block or len(text) > 160 or text.endswith((":", ";")) or not text[:1].isalpha():
            return False
        between = [r for r in self.rows if number.start < r.start < row.start and r.kind not in ("blank", "rule", "mark")]
        if row.block is None and any(r.kind in ("title", "motto", "date") for r in between):
            return False
        return not (self.frame.opener.match(row.bare) and (len(text) > 100 or text.endswith(".")))

    def continues(self, row: Row) -> bool:
        """Does the row go on with the subject of a công văn?"""
        last = self.head.subject[-1]
        text = row.line.text.strip()
        if (
            self.subject_over
            or len(self.head.subject) >= _SUBJECT_ROWS
            or row.block != last.block
            or last.line.text.rstrip().endswith((".", ":"))
        ):
            return False
        if any(last.start < r.start < row.start and r.kind in ("title", "motto", "date") for r in self.rows):
            return False
        if row.block is None and text[:1].isupper() and self.frame.begins_body(text) and not self.wants_more(last):
            return False  # an addressee whose Kính gửi was lost
        if self.gap and not text[:1].islower():
            return False
        if row.block is not None and not self.gap:
            return True
        return text[:1].islower() or (not self.frame.opener.match(row.bare) and len(text) <= 120 and not text.endswith((";", ":")))

    def wants_more(self, row: Row) -> bool:
        """Does the line end in a word that something must follow (… của, … Nghị quyết)?"""
        return self.frame.open_end.search(row.folded) is not None or self.frame.ends_in_type(row.line.text)

    def unknown(self, row: Row) -> bool:
        """Words that are none of the letterhead's: a few are passed over, a sentence or an opener ends it."""
        head = self.head
        self.subject_over = bool(head.subject)
        text = row.line.text.strip()
        seen = (head.number is not None) + (head.date is not None) + (head.title is not None)
        if self.frame.remark.fullmatch(row.bare):
            head.remarks.append(row)
            return True
        if seen and (len(text) > 160 or (self.frame.opener.match(row.bare) and (head.number or head.date))):
            return False
        self.stray += 1
        return self.stray <= _STRAY or not seen

    def after_type(self, row: Row) -> bool:
        head = self.head
        assert head.type is not None
        if self.frame.remark.fullmatch(row.bare):
            head.remarks.append(row)
            return True
        text = row.line.text.strip()
        if not head.subject:
            if row.upper and not self.lead_match(row) and len(text) <= 160:
                if self.begins_text(row) or (head.capitals and self.decides(row) and self.preamble_follows(row)):
                    return False
                head.capitals.append(row)
                return True
            if self.begins_text(row) or (self.ruled and text[:1].isupper() and not self.lead_match(row)):
                return False
            if any(" ve " in other.bare for other in head.capitals) and row.line.align != "center" and text[:1].isupper():
                return False  # the title has told its subject already (Của … về …)
            if text.casefold().startswith("của ") and self.frame.begins_body(text[4:]) and len(text) <= 160:
                head.capitals.append(row)
                return True
            self.subject(row)
            return True
        if not self.continues_title(row, text) or (row.upper and self.decides(row) and self.preamble_follows(row)):
            return False
        self.subject(row)
        return True

    def decides(self, row: Row) -> bool:
        """May the row name who decides: a body, or the post that heads one (GIÁM ĐỐC SỞ NỘI VỤ)?"""
        return self.frame.begins_body(row.line.text) or self.frame.is_post(row.bare)

    def preamble_follows(self, row: Row) -> bool:
        """Is the row the body that decides, set in capitals above the preamble (THỦ TƯỚNG CHÍNH PHỦ / Căn cứ …)?"""
        below = [r for r in self.rows if r.start > row.start and r.kind not in ("blank", "rule")][:_DECIDING_ROWS]
        names = next((at for at, r in enumerate(below) if not r.upper), len(below))  # HỘI ĐỒNG THÀNH VIÊN / SỞ GIAO DỊCH …
        return names < len(below) and self.frame.preamble.match(below[names].bare) is not None

    def begins_text(self, row: Row) -> bool:
        """Right after the type: a preamble, an item or a long sentence, so there is no subject."""
        text = row.line.text.strip()
        if self.lead_match(row):
            return False
        if self.frame.preamble.match(row.bare) or text.startswith(("-", "+")):
            return True
        return len(text) > 350 or (text.endswith((":", ";")) and len(text) > 60)

    def continues_title(self, row: Row, text: str) -> bool:
        """Does the row go on with the subject of a titled paper?"""
        last = self.head.subject[-1].line
        if len(self.head.subject) >= _SUBJECT_ROWS or len(text) > 250 or last.text.rstrip().endswith((".", ":", ";")) or ": " in text:
            return False
        if row.line.soft or (not self.gap and text.startswith("ngày ")):
            return True  # … số 89/2002/NĐ-CP / ngày 07/11/2002 của Chính phủ
        if self.head.subject[-1].upper and not row.upper and text[:1].isupper() and not self.wants_more(self.head.subject[-1]):
            return False  # a subject in capitals is over where small letters begin
        centred = self.head.subject[0].line.align == "center"
        if centred and row.line.align != "center" and not (row.line.bold and self.head.subject[0].line.bold):
            return False
        if self.frame.preamble.match(row.bare) or (row.upper and not self.head.subject[-1].upper and self.decides(row)):
            return False
        if centred and not self.gap:
            return True
        if text[:1].islower() or text.startswith("("):
            return True
        if self.gap:
            return False
        return not self.frame.opener.match(row.bare) and (len(last.text) > 30 or row.upper) and not text.endswith((".", ":", ";"))
