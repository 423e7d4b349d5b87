"""The title of gazettes and legal databases, which hold number, date and issuer in one sentence and have no letterhead.

``THÔNG TƯ / của Bộ Tài chính số 169/1998/TT-BTC ngày 22 tháng 12 năm 1998 / Hướng dẫn chế độ thuế …``
"""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar import Grammars
from ..layout import Document
from .head import Head
from .lines import Frame, Row

_TITLE_WITHIN = 4  # rows of text above the type word, at most
_LETTERHEAD_WITHIN = 14
_LONGEST = 10  # rows of such a title
_TEXT_WITHIN = 25  # rows below it in which the text must begin as the text of a paper does


def gazette_head(document: Document, rows: Sequence[Row], frame: Frame, grammars: Grammars) -> Head | None:
    """The head of a paper whose title says it all, or None where there is a letterhead or no such title."""
    filled = [index for index, row in enumerate(rows) if row.kind not in ("blank", "rule")]
    if any(rows[index].kind in ("title", "motto") for index in filled[:_LETTERHEAD_WITHIN]):
        return None
    at = next((index for index in filled[:_TITLE_WITHIN] if rows[index].kind == "type"), None)
    if at is None:
        return None
    end = _end_of_title(rows, at, frame)
    body = [row for row in rows[end : end + _TEXT_WITHIN] if row.kind != "blank"]
    if end - at < 2 or not any(frame.preamble.match(row.bare) for row in body):
        return None
    match = grammars.pattern("gazette-title").match(document.folded, rows[at].start, rows[end - 1].end)
    if match is None:
        return None
    head = Head(at)
    head.end, head.type = end, rows[at]
    number = _stretch(document, rows[at], frame, *match.span("number"))
    head.number = number._replace(kind="number", match=frame.number.match(number.folded))
    if match["date"]:
        # In capitals a date alone on its line belongs to a title; here it does, and is the paper's.
        row = _stretch(document, rows[at], frame, *match.span("date"))
        head.date = row._replace(kind="date", match=frame.date.search(row.bare))
    if match["body"]:
        head.issuers = [_stretch(document, rows[at], frame, *match.span("body"))]
    if match["subject"].strip():
        head.subject = [_stretch(document, rows[at], frame, *match.span("subject"))]
    return head if head.number.match else None


def _end_of_title(rows: Sequence[Row], at: int, frame: Frame) -> int:
    """The first row after the title: a blank one below a number, a preamble, or the body that decides above its preamble."""
    numbered = False
    for index in range(at + 1, min(at + _LONGEST, len(rows))):
        row = rows[index]
        below = next((other for other in rows[index + 1 : index + 4] if other.kind not in ("blank", "rule")), None)
        decides = frame.begins_body(row.line.text) and below is not None and frame.preamble.match(below.bare) is not None
        opens = frame.preamble.match(row.bare) is not None and not row.bare.lstrip().startswith("ngay ")
        if row.kind == "rule" or (row.kind == "blank" and numbered) or opens or (decides and numbered):
            return index
        numbered = numbered or any(c.isdigit() for c in row.bare)
    return min(at + _LONGEST, len(rows))


def _stretch(document: Document, row: Row, frame: Frame, start: int, end: int) -> Row:
    """A stretch of the title as a row of its own; line breaks in it count as blanks."""
    text = document.text[start:end]
    lead = len(text) - len(text.lstrip(" ,\n\t"))
    words = text.strip(" ,\n\t").replace("\n", " ").replace("\t", " ")
    return frame.row(row.line._replace(text=words, start=start + lead))
