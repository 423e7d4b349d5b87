"""What a line of the frame of a paper is: title, number line, date, Kính gửi, Nơi nhận, mark of authority …

Two steps come before any zone: :func:`unfold` cuts a paper that was served as one long line, and :func:`cut` parts lines
on which two columns of the letterhead ran together. Both only re-divide the text; no character changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar, Literal, NamedTuple

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
_FEW_LINES = 6  # a paper served on one line may still have lost a few line breaks less


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


_FIRST_LETTER = re.compile(r"[^\W_]")


def _in_capitals(kind: Kind, match: regex.Match[str], text: str) -> bool:
    """Marks of authority and incoming stamps stand in capitals; the other kinds may not."""
    if kind == "authority":
        return is_upper(text[match.start("mark") :])
    return kind != "received" or is_upper(text.split(":")[0])


class Frame:
    """Classifies lines with the rules of the letterhead grammar."""

    title: regex.Pattern[str]
    number: regex.Pattern[str]
    date: regex.Pattern[str]
    open_date: regex.Pattern[str]
    rule_line: regex.Pattern[str]
    inner_motto: regex.Pattern[str]
    inner_label: regex.Pattern[str]
    open_end: regex.Pattern[str]
    opener: regex.Pattern[str]
    preamble: regex.Pattern[str]
    subject_lead: regex.Pattern[str]
    remark: regex.Pattern[str]
    signed: regex.Pattern[str]
    copy_heading: regex.Pattern[str]
    post: regex.Pattern[str]

    _RULES: ClassVar[dict[str, str]] = {
        "title": "title-of-nation-or-party",
        "number": "number-line",
        "date": "date-of-issue",
        "open_date": "open-date",
        "rule_line": "rule-line",
        "inner_motto": "motto-inside",
        "inner_label": "label-inside",
        "open_end": "open-end",
        "opener": "body-opener",
        "preamble": "preamble",
        "subject_lead": "subject-lead",
        "remark": "remark-in-brackets",
        "signed": "signed-mark",
        "copy_heading": "copy-heading",
        "post": "post",
    }
    # Kind, rule, whether the whole line must match, whether it meets the bare text, letters that such a line begins with.
    _TESTS: ClassVar[tuple[tuple[Kind, str, bool, bool, str], ...]] = (
        ("motto", "motto", False, True, "d"),
        ("addressees", "addressees-label", False, True, "dkt"),
        ("copies", "copies-label", False, True, "n"),
        ("stamp", "signature-stamp", False, True, "cdeknst0123456789"),
        ("number", "number-line", False, False, "bnlps"),
        ("authority", "authority-line", False, True, "kt"),
        ("archive", "archive-line", False, False, "l"),
        ("received", "received-stamp", True, True, "cdv"),
    )

    def __init__(self, grammars: Grammars) -> None:
        self._grammars = grammars
        self._tests: dict[str, list[tuple[Kind, str, bool, bool]]] = {}
        for kind, name, whole, on_bare, letters in self._TESTS:
            for letter in letters:
                self._tests.setdefault(letter, []).append((kind, name, whole, on_bare))
        self._body_words = frozenset(bare(item) for item in grammars.items("letterhead-body-words"))
        self._body_phrases = frozenset(item.casefold() for item in grammars.items("letterhead-body-words"))
        self._open_bodies = frozenset(bare(item) for item in grammars.items("letterhead-open-bodies"))
        self._types = {
            bare(fold(name)).replace(" ", ""): entry for entry in reversed(grammars.records(TypeEntry)) for name in _type_words(entry)
        }
        self._longest_type = max(map(len, self._types))
        self._type_starts = frozenset(name[:2] for name in self._types)
        self._marks = {bare(fold(text)): entry for entry in grammars.records(MarkEntry) for text in (entry.text, *entry.also)}
        self._mark_starts = frozenset(text[:2] for text in self._marks)

    def __getattr__(self, name: str) -> regex.Pattern[str]:
        """Patterns compile when first asked for."""
        if name not in self._RULES:
            raise AttributeError(name)
        pattern = self._grammars.pattern(self._RULES[name])
        setattr(self, name, pattern)
        return pattern

    def row(self, line: Line) -> Row:
        """The kind of a line, by itself alone."""
        text = line.text
        if not text or text.isspace():
            return Row(line, "blank", text, text)
        folded = fold(text)
        plain = bare(folded)
        first = _FIRST_LETTER.search(plain)
        if first is None:
            match = self.rule_line.fullmatch(folded)
            return Row(line, "rule" if match else "text", folded, plain, match)
        if len(text) > _SHORT and first[0] != "k":
            return Row(line, "text", folded, plain)
        kind, match, mark = self._kind(folded, plain, text, first)
        return Row(line, kind, folded, plain, match, mark)

    def _kind(self, folded: str, plain: str, text: str, first: re.Match[str]) -> tuple[Kind, regex.Match[str] | None, MarkEntry | None]:
        for kind, name, whole, on_bare in self._tests.get(first[0], ()):
            pattern, subject = self._grammars.pattern(name), plain if on_bare else folded
            match = pattern.fullmatch(subject) if whole else pattern.match(subject)
            if match and _in_capitals(kind, match, text):
                return kind, match, None
        if ("nam" in plain or "minh" in plain) and (match := self.title.search(plain)) and self._alone(match, text):
            return "title", match, None
        if match := self.dated(folded, plain):
            return "date", match, None
        start = plain[first.start() : first.start() + 2]
        if start in self._mark_starts and (mark := self.mark(plain)):
            return "mark", None, mark
        if start in self._type_starts and self.type_of(text, plain):
            return "type", None, None
        if first[0] == "o" and (match := self.rule_line.fullmatch(folded)):
            return "rule", match, None
        return "text", None, None

    @staticmethod
    def _alone(match: regex.Match[str], text: str) -> bool:
        """A title stands alone on its line; in capitals, or (old fonts) all in one case."""
        words = text[match.start() : match.end()]
        rest = (text[: match.start()] + text[match.end() :]).strip(" \t*-_=.:")
        return not rest and (is_upper(words) or words.islower())

    def dated(self, folded: str, plain: str) -> regex.Match[str] | None:
        """The date of issue that ends the line, with nothing or a place before it, or None."""
        if "ngay" not in plain and not ("," in plain and plain.rstrip(" .)*")[-1:].isdigit()):
            return None
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

    def joined(self, line: Line, following: Line) -> Line | None:
        """A title or a date broken over two lines as one line; None where the two are no such pair."""
        if len(line.text) > 70 or following.cell != line.cell or following.start != line.end + 1:
            return None
        return self._joined_title(line, following) or self._joined_date(line, following)

    def _joined_title(self, line: Line, following: Line) -> Line | None:
        """``CỘNG`` / ``HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM``."""
        if not line.text.lstrip().startswith(("C", "Đ")) or not is_upper(line.text + following.text) or len(following.text) > 40:
            return None
        text = f"{line.text} {following.text}"
        match = self.title.search(bare(fold(text)))
        broken = match is not None and match.start() < len(line.text) < match.end()
        return line._replace(text=text) if broken and match is not None and self._alone(match, text) else None

    def _joined_date(self, line: Line, following: Line) -> Line | None:
        """``Hà Nội, ngày 25 tháng 07`` / ``năm 2016`` as one line; None where the two are no such pair."""
        plain = bare(fold(line.text))
        if self.open_date.search(plain) is None or ((match := self.dated(fold(line.text), plain)) and _has_year(match)):
            return None
        text = f"{line.text} {following.text}"
        match = self.dated(fold(text), bare(fold(text)))
        return line._replace(text=text) if match and _has_year(match) else None

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

    def begins_body(self, text: str) -> bool:
        """Does the line begin with a body word (Đảng ủy, Ban, Sở …)? Tone marks count except in capitals, where OCR errs."""
        words = fold(text).casefold().strip(" \t*-#\"'").replace(",", " ").replace(":", " ").split()[:3]
        known, words = (self._body_words, [bare(word) for word in words]) if is_upper(text) else (self._body_phrases, words)
        return any(" ".join(words[:count]) in known for count in (1, 2, 3) if len(words) >= count)

    def is_post(self, plain: str) -> bool:
        """Does the line begin with a post that signs (BÍ THƯ, PHÓ CHỦ TỊCH, Q. GIÁM ĐỐC)?"""
        return self.post.match(plain) is not None

    def is_open_body(self, plain: str) -> bool:
        """Is the line a name that wants a complement (ỦY BAN NHÂN DÂN, BAN CHẤP HÀNH)?"""
        return plain.strip(" \t*-:\"'") in self._open_bodies or plain.rstrip().endswith((" va", " -", ",", " cua", " khoi", " cac"))


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


def _has_year(match: regex.Match[str]) -> bool:
    return any(c.isdigit() for c in match["year"] or match["year2"] or match["year3"] or "")


def rows(lines: Sequence[Line], frame: Frame) -> Iterator[Row]:
    """Each line with its kind, lines with two columns on them parted and a date broken over two lines joined."""
    skip = False
    for index, line in enumerate(lines):
        if skip:
            skip = False
            continue
        if index + 1 < len(lines) and (whole := frame.joined(line, lines[index + 1])) is not None:
            line, skip = whole, True
        for piece in cut(line, frame):
            yield frame.row(piece)


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
    return is_upper(before) and not frame.type_of(before, bare(before)) and frame.number.match(folded, match.start("label")) is not None


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


def is_name(text: str) -> bool:
    """Two to seven words, each with a capital, no digits: the shape of a person's name."""
    words = text.strip(" .,:;*_-()").split()
    return 2 <= len(words) <= 7 and all(
        word[0].isupper() and word.replace("'", "").replace("’", "").replace("-", "").isalpha() for word in words
    )


def unfold(document: Document, grammars: Grammars) -> Document:
    """Cuts a paper that lies on one line (or a few) where the parts of its frame and its items begin; drops Markdown's marks."""
    if document.format == "txt":
        document = _without_markup(document)
    lines = [line for line in document.lines if line.text.strip()]
    longest = max((len(line.text) for line in lines), default=0)
    if longest <= _SHORT or len(lines) > _FEW_LINES or grammars.pattern("title-of-nation-or-party").search(document.bare) is None:
        return document
    if not any(len(line.text) > _SHORT and _one_line_paper(fold(line.text), grammars) for line in lines):
        return document
    cut_lines: list[Line] = []
    for line in document.lines:
        folded = fold(line.text)
        edges = sorted({0, *_breaks(folded, grammars), len(folded)}) if len(folded) > _SHORT else [0, len(folded)]
        cut_lines += [piece for a, b in pairwise(edges) if (piece := part(line, a, b)).text]
    return replace(document, lines=tuple(cut_lines))


_MARKUP = re.compile(r"\s*(?:#{1,6}\s+|>\s+|[*_~]{1,3}(?=\w))")


def _without_markup(document: Document) -> Document:
    """Lines without the marks of Markdown around them (``## ĐẢNG …``, ``*Hà Nội, …*``), where the text uses them."""
    if sum(line.text.startswith(("# ", "## ", "### ")) for line in document.lines) < 2:
        return document
    lines = []
    for line in document.lines:
        match = _MARKUP.match(line.text)
        start = match.end() if match else 0
        lines.append(part(line, start, len(line.text.rstrip("*_~ "))) if match else line)
    return replace(document, lines=tuple(lines))


def _one_line_paper(folded: str, grammars: Grammars) -> bool:
    """Does the line hold a title and another part of the letterhead?"""
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
