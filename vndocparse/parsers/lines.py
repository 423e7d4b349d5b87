"""What a line of the frame of a paper is: title, number line, date, Kính gửi, Nơi nhận, mark of authority …

Two steps come before any zone: :func:`unfold` cuts a paper that was served as one long line, and :func:`cut` parts lines
on which two columns of the letterhead ran together. Both only re-divide the text; no character changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from ..grammar import Grammars, MarkEntry, TypeEntry
from ..layout import Document, Line
from ..text import bare, fold, is_upper

Kind = Literal[
    "blank",
    "rule",
    "title",
    "motto",
    "number",
    "date",
    "addressees",
    "copies",
    "archive",
    "authority",
    "type",
    "mark",
    "stamp",
    "received",
    "text",
]

_SHORT = 160  # the longest line that may be one of the frame; a title line with its type and subject stays below it
_ONE_LINE = 600  # a text of fewer than four lines with a line longer than this is taken for an unfolded one


class Row(NamedTuple):
    """A line with its kind, its folded and bare words, and the match that told the kind."""

    line: Line
    kind: Kind
    folded: str
    bare: str
    match: regex.Match[str] | None = None
    mark: MarkEntry | None = None

    @property
    def start(self) -> int:
        return self.line.start

    @property
    def end(self) -> int:
        return self.line.start + len(self.line.text)

    @property
    def block(self) -> tuple[int, int] | None:
        """The column of a table it stands in; lines of one column belong together even over several rows."""
        cell = self.line.cell
        return (cell.table, cell.column) if cell else None

    @property
    def upper(self) -> bool:
        return is_upper(self.line.text)


class Frame:
    """Classifies lines with the rules of the letterhead grammar."""

    def __init__(self, grammars: Grammars) -> None:
        rule = grammars.pattern
        self.title = rule("title-of-nation-or-party")
        self.number = rule("number-line")
        self.date = rule("date-of-issue")
        self.rule_line = rule("rule-line")
        self.opener = rule("body-opener")
        self.preamble = rule("preamble")
        self.subject_lead = rule("subject-lead")
        self.remark = rule("remark-in-brackets")
        self.signed = rule("signed-mark")
        self.copy_heading = rule("copy-heading")
        self._posts = rule("post")
        # Kind, pattern, whole line or its start, bare or folded text, a last check on the printed words.
        self._tests: tuple[tuple[Kind, regex.Pattern[str], bool, bool, Callable[[regex.Match[str], str], bool] | None], ...] = (
            ("rule", self.rule_line, True, False, None),
            ("motto", rule("motto"), False, True, None),
            ("addressees", rule("addressees-label"), False, True, None),
            ("copies", rule("copies-label"), False, True, None),
            ("stamp", rule("signature-stamp"), False, True, None),
            ("number", self.number, False, False, None),
            ("authority", rule("authority-line"), False, True, lambda match, text: is_upper(text[match.start("mark") :])),
            ("archive", rule("archive-line"), False, False, None),
            ("received", rule("received-stamp"), True, True, lambda _, text: is_upper(text.split(":")[0])),
        )
        self._body_words = frozenset(bare(item) for item in grammars.items("letterhead-body-words"))
        self._open_bodies = frozenset(bare(item) for item in grammars.items("letterhead-open-bodies"))
        self._types = {
            bare(fold(name)).replace(" ", ""): entry for entry in reversed(grammars.records(TypeEntry)) for name in _type_words(entry)
        }
        self._longest_type = max(map(len, self._types))
        self._marks = {bare(fold(text)): entry for entry in grammars.records(MarkEntry) for text in (entry.text, *entry.also)}

    def row(self, line: Line) -> Row:
        """The kind of a line, by itself alone."""
        text = line.text
        folded = fold(text)
        plain = bare(folded)
        if not text or text.isspace():
            return Row(line, "blank", folded, plain)
        if len(text) > _SHORT and not plain.lstrip().startswith("k"):
            return Row(line, "text", folded, plain)
        kind, match, mark = self._kind(folded, plain, text)
        return Row(line, kind, folded, plain, match, mark)

    def _kind(self, folded: str, plain: str, text: str) -> tuple[Kind, regex.Match[str] | None, MarkEntry | None]:
        for kind, pattern, whole, on_bare, check in self._tests:
            subject = plain if on_bare else folded
            match = pattern.fullmatch(subject) if whole else pattern.match(subject)
            if match and (check is None or check(match, text)):
                return kind, match, None
        if (match := self.title.search(plain)) and self._alone(match, text):
            return "title", match, None
        if match := self.dated(folded, plain):
            return "date", match, None
        if mark := self.mark(plain):
            return "mark", None, mark
        return ("type" if self.type_of(text, plain) else "text"), None, None

    @staticmethod
    def _alone(match: regex.Match[str], text: str) -> bool:
        """A title stands alone on its line; in capitals, or (old fonts) all in one case."""
        words = text[match.start() : match.end()]
        rest = (text[: match.start()] + text[match.end() :]).strip(" \t*-_=.:")
        return not rest and (is_upper(words) or words.islower())

    def dated(self, folded: str, plain: str) -> regex.Match[str] | None:
        """The date of issue that ends the line, with nothing or a place before it, or None."""
        match = self.date.search(plain)
        if match is None:
            return None
        before = folded[: match.start()]
        lead = before.strip(" \t*-_.|")
        if not lead:
            # Without a place the long form alone is safe, and never in capitals or brackets (they belong to a title).
            return match if match["year"] is not None and not folded[match.start() :].startswith("NGÀY") and "(" not in before else None
        if not before.rstrip().endswith((",", ".", ";", ":")) and match["year"] is None:
            return None
        place = place_before(before)
        return match if place and len(place) >= len(lead.strip(" ,.;:")) and not plain.startswith(_NEWS_DATES) else None

    def mark(self, plain: str) -> MarkEntry | None:
        """The mark that is the whole line (brackets, frames and a version number aside)."""
        words = plain.strip(" \t.:*()[]|-_\"'")
        if not words or len(words) > 70:
            return None
        if entry := self._marks.get(words):
            return entry
        for text, entry in self._marks.items():
            if (
                len(text) > 6
                and words.startswith(text)
                and ((entry.kind == "draft" and len(words) < len(text) + 24) or text.endswith("hen gio"))
            ):
                return entry
        return None

    def type_of(self, text: str, plain: str) -> tuple[TypeEntry, int] | None:
        """The type that the line begins with in capitals, or is as a whole, and the length of its words."""
        stripped = len(plain) - len(plain.lstrip(" \t*-\"'"))
        squeezed, ends = _squeeze(plain, stripped, self._longest_type)
        for length in range(min(len(squeezed), self._longest_type), 1, -1):
            entry = self._types.get(squeezed[:length])
            if entry is None:
                continue
            end = ends[length - 1] + 1
            whole = not plain[end:].strip(" \t.:*-\"'")
            if whole and (is_upper(text) or text[stripped].isupper() or text.islower()):
                return entry, end
            if is_upper(text[stripped:end]) and (end == len(plain) or not plain[end].isalpha()):
                return entry, end
            return None
        return None

    def begins_body(self, plain: str) -> bool:
        """Does the line begin with a body word (Đảng ủy, Ban, Sở …)?"""
        words = plain.strip(" \t*-\"'").replace(",", " ").split()
        return any(" ".join(words[:count]) in self._body_words for count in (1, 2, 3) if len(words) >= count)

    def is_post(self, plain: str) -> bool:
        """Does the line begin with a post that signs (BÍ THƯ, PHÓ CHỦ TỊCH, Q. GIÁM ĐỐC)?"""
        return self._posts.match(plain) is not None

    def is_open_body(self, plain: str) -> bool:
        """Is the line a name that wants a complement (ỦY BAN NHÂN DÂN, BAN CHẤP HÀNH)?"""
        return plain.strip(" \t*-:\"'") in self._open_bodies or plain.rstrip().endswith(
            (" va", " -", ",", " cua", " khoi", " cac", " tinh", " xa")
        )


def _type_words(entry: TypeEntry) -> Iterator[str]:
    yield entry.name
    for word in entry.also:
        if " " in word and not any(c.isdigit() for c in word):
            yield word


def _squeeze(plain: str, start: int, limit: int) -> tuple[str, list[int]]:
    """The first ``limit`` letters without blanks, and where each stands: K ÉT LUẬN reads as KÉT LUẬN."""
    letters: list[str] = []
    ends: list[int] = []
    for at in range(start, len(plain)):
        if plain[at].isspace():
            continue
        if not plain[at].isalpha() or len(letters) == limit:
            break
        letters.append(plain[at])
        ends.append(at)
    return "".join(letters), ends


def rows(lines: Sequence[Line], frame: Frame) -> Iterator[Row]:
    """Each line with its kind, lines with two columns on them parted."""
    for line in lines:
        for part in cut(line, frame):
            yield frame.row(part)


def part(line: Line, start: int, end: int) -> Line:
    """The stretch of a line as a line of its own, blanks at its ends dropped."""
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return line._replace(text=text.strip(), start=line.start + start + lead)


def cut(line: Line, frame: Frame) -> list[Line]:
    """Parts a line of the letterhead at a title, a place with date, or a number that shares it with other words."""
    text = line.text
    if not 20 < len(text) <= _SHORT or not any(c.isupper() for c in text):
        return [line]
    folded = fold(text)
    plain = bare(folded)
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
            points.add(_place_start(folded, date.start(), place))
    if not points:
        return [line]
    edges = sorted({0, *points, len(text)})
    return [piece for a, b in pairwise(edges) if (piece := part(line, a, b)).text]


def _place_start(folded: str, date: int, place: str) -> int:
    return folded.rindex(place, 0, date)


# Weekdays and words of web pages before a date: no place.
_NEWS_DATES = ("thu ", "chu nhat", "cap nhat", "dang ", "luc ", "ban hanh", "ngay ")

_PLACE = regex.compile(
    r"(?:(?:TP|Tp|T\.P|TX|Tx|TT|Tt)\.?\s?)?\p{Lu}[\p{L}'’]*(?:(?:\s?-\s?|\s)(?:\p{Lu}[\p{L}'’]*|\d{1,2}(?!\d)|(?<=\p{Lu}\p{Ll}{1,4}\s)\p{Ll}{1,6}(?=\s*[,.;]?\s*$))){0,5}\s*[,.;:]?\s*$"
)


def place_before(folded: str) -> str | None:
    """The place that ends ``folded`` (what stands before ``ngày``): up to six words with capitals, or None.

    The answer is a stretch of ``folded``: where it matters, take the same stretch of the text.
    """
    whole = folded.strip(" \t,.;:*|-")
    if (
        whole
        and len(whole.split()) <= 6
        and not is_upper(whole.replace("TP", ""))
        and whole[0].isupper()
        and not any(c in whole for c in ":;()/")
    ):
        return _title_case_tail(whole)
    match = _PLACE.search(folded)
    if match is None:
        return whole if whole and is_upper(whole) and len(whole.split()) <= 4 else None
    found = match[0].strip(" ,.;:")
    if whole != found and is_upper(found) and len(found) > 3:
        return None
    return _title_case_tail(found)


def _title_case_tail(words: str) -> str | None:
    """Drops words in capitals before the place (HUYỆN ỦY THOẠI SƠN Thoại Sơn)."""
    kept: list[str] = []
    for word in reversed(words.split()):
        letters = [c for c in word if c.isalpha()]
        if len(letters) > 1 and all(c.isupper() for c in letters) and word.strip(".") not in ("TP", "HCM", "TX", "TT", "TP.HCM"):
            break
        kept.append(word)
    return " ".join(reversed(kept)) or None


def unfold(document: Document, grammars: Grammars) -> Document:
    """Cuts a paper that lies on one line (or a few) where the parts of its frame and its items begin."""
    lines = [line for line in document.lines if line.text.strip()]
    if len(lines) > 3 or not any(len(line.text) > _ONE_LINE for line in lines):
        return document
    breaks = grammars.pattern("one-line-breaks")
    cut_lines: list[Line] = []
    for line in document.lines:
        edges = sorted({0, *(match.start() for match in breaks.finditer(fold(line.text))), len(line.text)})
        cut_lines += [piece for a, b in pairwise(edges) if (piece := part(line, a, b)).text]
    return replace(document, lines=tuple(cut_lines)) if len(cut_lines) > len(lines) + 2 else document
