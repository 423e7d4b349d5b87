"""Re-dividing the text into lines: two columns on one line parted, broken dates joined, a one-line paper unfolded.

Nothing here changes a character; only where a line begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ..grammar import Grammars
from ..layout import Document, Line
from ..text import bare, fold, is_upper
from .lines import SHORT, Frame, Row, has_year
from .places import place_before, place_start

if TYPE_CHECKING:
    import regex

_FEW_LINES = 6  # a paper served on one line may still have lost a few line breaks less
_ONE_LINE = 110  # characters; a title line with its type and subject, or an entry of Nơi nhận, stays below it
_HEAD_LINES = 60
_LABEL = 16  # characters in which the label of Nơi nhận ends
_CUT_WORDS = ("ngay", "viet nam", "chi minh", "so", "s6", "kinh gui", "doc lap")  # without one of them nothing is parted


def rows(lines: Sequence[Line], frame: Frame) -> Iterator[Row]:
    """Each line with its kind, lines with two columns on them parted and a date broken over two lines joined."""
    skip = False
    for index, line in enumerate(lines):
        if skip:
            skip = False
            continue
        text = line.text
        if not text or text.isspace() or len(text) > SHORT:
            yield frame.row(line)
            continue
        folded = fold(text)
        plain = bare(folded)
        if index + 1 < len(lines) and (whole := joined(line, plain, lines[index + 1], frame)) is not None:
            line, skip = whole, True
            folded = fold(line.text)
            plain = bare(folded)
        pieces = cut(line, folded, plain, frame)
        if len(pieces) == 1:
            yield frame.classify(line, folded, plain)
        else:
            yield from map(frame.row, pieces)


def part(line: Line, start: int, end: int) -> Line:
    """The stretch of a line as a line of its own, blanks at its ends dropped."""
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return line._replace(text=text.strip(), start=line.start + start + lead)


def joined(line: Line, plain: str, following: Line, frame: Frame) -> Line | None:
    """A title or a date broken over two lines as one line; None where the two are no such pair."""
    if len(line.text) > 70 or following.cell != line.cell or following.start != line.end + 1:
        return None
    return _joined_title(line, following, frame) or _joined_date(line, plain, following, frame)


def _joined_title(line: Line, following: Line, frame: Frame) -> Line | None:
    """``CỘNG`` / ``HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM``."""
    if not line.text.lstrip().startswith(("C", "Đ")) or not is_upper(line.text + following.text) or len(following.text) > 40:
        return None
    text = f"{line.text} {following.text}"
    match = frame.title.search(bare(fold(text)))
    broken = match is not None and match.start() < len(line.text) < match.end()
    return line._replace(text=text) if broken and match is not None and frame.alone(match, text) else None


def _joined_date(line: Line, plain: str, following: Line, frame: Frame) -> Line | None:
    """``Hà Nội, ngày 25 tháng 07`` / ``năm 2016`` as one line; None where the two are no such pair."""
    if "ngay" not in plain or frame.open_date.search(plain) is None or ((match := frame.dated(fold(line.text), plain)) and has_year(match)):
        return None
    text = f"{line.text} {following.text}"
    match = frame.dated(fold(text), bare(fold(text)))
    return line._replace(text=text) if match and has_year(match) else None


def cut(line: Line, folded: str, plain: str, frame: Frame) -> list[Line]:
    """Parts a line of the letterhead at a title, a place with date, or a number that shares it with other words."""
    text = line.text
    if len(text) <= 20 or not any(word in plain for word in _CUT_WORDS) or text.islower():
        return [line]
    points: set[int] = set()
    for match in frame.title.finditer(plain):
        words, before = text[match.start() : match.end()], text[: match.start()].strip()
        if is_upper(words) and is_upper(before or "XX") and not plain[: match.start()].rstrip().endswith((" cua", " ban chap hanh")):
            points |= {match.start(), match.end()}
    if not points and (date := frame.date.search(plain)):
        place = place_before(folded[: date.start()])
        lead = folded[: date.start() - (len(place) if place else 0)]
        head = folded[: len(lead.rstrip())]
        if place and head and (is_upper(head) or frame.number.match(head) or frame.rule_line.fullmatch(head)):
            points.add(place_start(folded[: date.start()], place))
    points |= {match.start() for match in frame.inner_motto.finditer(plain) if match.start()}
    points |= {match.start("label") for match in frame.inner_label.finditer(folded) if _parts_at(match, folded, frame)}
    if not points:
        return [line]
    edges = sorted({0, *points, len(text)})
    return [piece for a, b in pairwise(edges) if (piece := part(line, a, b)).text]


def _parts_at(match: regex.Match[str], folded: str, frame: Frame) -> bool:
    """Does a label inside a line begin a line of its own? Kính gửi always; Số after the issuer, not after a type word."""
    before = folded[: match.start("label")].strip(" \t*-_=|.")
    if not before or match["addressees"]:
        return bool(before)
    return (
        is_upper(before)
        and frame.begins_body(before)
        and not frame.ends_in_type(before)
        and frame.number.match(folded, match.start("label")) is not None
    )


def unfold(document: Document, grammars: Grammars) -> Document:
    """Cuts a paper that lies on one line (or a few) where the parts of its frame and its items begin; drops Markdown's marks."""
    if document.format == "txt":
        document = _without_markup(document)
    heads = {line.start for line in document.lines[:_HEAD_LINES] if len(line.text) > _ONE_LINE and _one_line_paper(line, grammars)}
    feet = {line.start for line in _feet(document)}
    if not heads and not feet:
        return document
    whole = bool(heads) and sum(bool(line.text.strip()) for line in document.lines) <= _FEW_LINES
    pieces: list[list[Line]] = []
    for line in document.lines:
        if not whole and line.start not in heads and line.start not in feet:
            pieces.append([line])
            continue
        folded = fold(line.text)
        edges = sorted({0, *_breaks(folded, grammars), len(folded)})
        pieces.append([piece for a, b in pairwise(edges) if (piece := part(line, a, b)).text])
    return document.relined(pieces)


def _feet(document: Document) -> Iterator[Line]:
    """Lines that hold all of Nơi nhận, and the cells beside them with the whole signature."""
    for line in document.lines:
        if len(line.text) <= _ONE_LINE or not bare(fold(line.text[:_LABEL])).lstrip(" *_|-").startswith("noi nhan"):
            continue
        yield line
        if line.cell is not None:
            cells = document.tables[line.cell.table].rows[line.cell.row]
            yield from (other for cell in cells if cell.cell != line.cell for other in document.lines[cell.first : cell.stop])


_MARKUP = re.compile(r"\s*(?:#{1,6}\s+|>\s+|[*_~]{1,3}(?=\w))")


def _without_markup(document: Document) -> Document:
    """Lines without the marks of Markdown around them (``## ĐẢNG …``, ``*Hà Nội, …*``), where the text uses them."""
    if sum(line.text.startswith(("# ", "## ", "### ")) for line in document.lines) < 2:
        return document
    pieces = []
    for line in document.lines:
        match = _MARKUP.match(line.text)
        start = match.end() if match else 0
        pieces.append([part(line, start, len(line.text.rstrip("*_~ "))) if match else line])
    return document.relined(pieces)


def _one_line_paper(line: Line, grammars: Grammars) -> bool:
    """Does the line hold a title and another part of the letterhead?"""
    if "NAM" not in line.text and "MINH" not in line.text:
        return False
    folded = fold(line.text)
    title = grammars.pattern("title-of-nation-or-party").search(bare(folded))
    return title is not None and is_upper(folded[title.start() : title.end()]) and len(_breaks(folded, grammars)) >= 3


def _breaks(folded: str, grammars: Grammars) -> set[int]:
    """Where to cut: labels and items anywhere, changes between capitals and small letters in the head and the foot."""
    breaks = {match.start() for match in grammars.pattern("one-line-breaks").finditer(folded)}
    start = grammars.pattern("preamble-inside").search(folded)
    head = start.start() if start else min(len(folded), 900)
    foot = max((match.end() for match in grammars.pattern("end-of-text").finditer(folded)), default=len(folded))
    case = grammars.pattern("case-change")
    breaks |= {match.start() for match in case.finditer(folded, 0, head)}
    breaks |= {match.start() for match in case.finditer(folded, foot)}
    return breaks | ({head} if start else set()) | ({foot} if foot < len(folded) else set())
