"""What a line of the frame of a paper is: title, number line, date, Kính gửi, Nơi nhận, mark of authority …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from ..grammar import Grammars, MarkEntry, TypeEntry
from ..layout import Line
from ..text import bare, fold, is_upper
from .names import is_person_called_luu
from .places import NEWS_WORDS, place_before, without_hour

if TYPE_CHECKING:
    import regex

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

_SHORT_MARK = 60  # characters of a line with a mark of authority in small letters
SHORT = 160  # the longest line that may be one of the frame; a title line with its type and subject stays below it


class Row(NamedTuple):
    """A line with its kind, its folded and bare words (the beginning of a long line), the match that told the kind."""

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


_NO_OFFICE = fold("bản")  # BẢN CAM KẾT without its marks begins as BAN does
_NO_DEPARTMENT = ("yeu", "luoc", "do", "ket", "cap", "khao")  # behind SƠ, which may be SỞ misread: SƠ YẾU LÝ LỊCH
_SO = fold("sơ")
_NO_FACULTY = ("hoc", "giao")  # behind KHOA: LIÊN HIỆP CÁC HỘI / KHOA HỌC VÀ KỸ THUẬT
_OPEN_ENDS = (" va", " -", ",", " cua", " khoi", " cac", " cuc", " da", " bach", " bo phan", " tnhh")  # … CỤC / HẢI QUAN, … ĐA / KHOA
_WARD = fold("phường ")
_OWN_LINE = re.compile(r"\s*(?:$|[^\W\d_][^,\n]{2,30},\s*ngày\s)")
_FIRST_LETTER = re.compile(r"[^\W_]")


def _in_capitals(kind: Kind, match: regex.Match[str], text: str) -> bool:
    """Marks of authority and incoming stamps stand in capitals; the other kinds may not."""
    if kind == "authority":
        return is_upper(text[match.start("mark") :])  # in small letters only where a post or a body follows: see Frame
    if kind == "number":
        # «số 12-CT/TU» at the start of a line goes on a sentence; «số: 12-CT/TU Hà Nội, ngày …» does not.
        return not text[match.start("label")].islower() or (":" in match[0] and _OWN_LINE.match(text, match.end()) is not None)
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
    archive_place: regex.Pattern[str]
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
        "archive_place": "archive-place",
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
        self._post_names = tuple(bare(item) for item in grammars.items("posts"))
        self._type_names = tuple(self._types)
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
        # A long line is no line of the frame, except that of Kính gửi: its beginning tells, and is all that is kept.
        folded = fold(text if len(text) <= SHORT or text.lstrip()[:1] in "kK" else text[:SHORT])
        return self.classify(line, folded, bare(folded))

    def classify(self, line: Line, folded: str, plain: str) -> Row:
        """As :meth:`row`, where the folded and bare words are at hand."""
        text = line.text
        first = _FIRST_LETTER.search(plain)
        if first is None:
            match = self.rule_line.fullmatch(folded)
            return Row(line, "rule" if match else "text", folded, plain, match)
        if len(text) > SHORT and first[0] != "k":
            return Row(line, "text", folded, plain)
        kind, match, mark = self._kind(folded, plain, text, first)
        return Row(line, kind, folded, plain, match, mark)

    def _kind(self, folded: str, plain: str, text: str, first: re.Match[str]) -> tuple[Kind, regex.Match[str] | None, MarkEntry | None]:
        indent = len(plain) - len(plain.lstrip())
        for kind, name, whole, on_bare in self._tests.get(first[0], ()):
            pattern, subject = self._grammars.pattern(name), plain if on_bare else folded
            match = pattern.fullmatch(subject, indent) if whole else pattern.match(subject, indent)
            if match and kind == "archive" and is_person_called_luu(text) and not self.archive_place.match(folded):
                continue
            if match and (_in_capitals(kind, match, text) or (kind == "authority" and self.signs(match, text, plain))):
                return kind, match, None
        if ("nam" in plain or "minh" in plain) and (match := self.title.search(plain)) and self.alone(match, text):
            return "title", match, None
        if match := self.dated(folded, plain):
            return "date", match, None
        start = plain[first.start() : first.start() + 2]
        if start in self._mark_starts and (mark := self.mark(plain)):
            return "mark", None, mark
        if start in self._type_starts and self.type_of(text, plain):
            return "type", None, None
        if first[0] in "o0" and (match := self.rule_line.fullmatch(folded)):
            return "rule", match, None
        return "text", None, None

    @staticmethod
    def alone(match: regex.Match[str], text: str) -> bool:
        """A title stands alone on its line; in capitals, or (old fonts) all in one case."""
        words = text[match.start() : match.end()]
        rest = (text[: match.start()] + text[match.end() :]).strip(" \t*-_=.:")
        return not rest and (is_upper(words) or words.islower())

    def signs(self, match: regex.Match[str], text: str, plain: str) -> bool:
        """Is a mark in small letters one of authority (``T/m Đảng ủy``, ``KT. Giám đốc``)? A sign stands in it, a body or a post
        behind it, and nothing else on the line."""
        body = text[match.start("body") :]
        if len(text) > _SHORT_MARK or not any(c in "/." for c in text[match.start("mark") : match.start("body")]):
            return False
        return body.strip()[-1:] not in ".;:,?!" and (self.begins_body(body) or self.is_post(plain[match.start("body") :]))

    def dated(self, folded: str, plain: str) -> regex.Match[str] | None:
        """The date of issue that ends the line, with nothing or a place before it, or None."""
        if "ngay" not in plain and not ("," in plain and plain.rstrip(" .)*")[-1:].isdigit()):
            return None
        match = self.date.search(plain)
        if match is None:
            return None
        before = without_hour(folded[: match.start()])
        lead = before.strip(" \t*-_.|")
        if not lead:
            # Without a place the long form alone is safe, and never in capitals or brackets (they belong to a title).
            return match if match["year"] is not None and not folded[match.start() :].startswith("NGÀY") and "(" not in before else None
        if match["day2"] and not before.rstrip().endswith((",", ".", ";", ":")):
            return None
        place = place_before(before)
        return match if place and len(place) >= len(lead.strip(" ,.;:")) and not plain.startswith(NEWS_WORDS) else None

    def mark(self, plain: str) -> MarkEntry | None:
        """The mark that is the whole line (brackets, frames and a version number aside)."""
        words = plain.strip(" \t.:*()[]|-_\"'")
        if not words or len(words) > 70:
            return None
        if entry := self._marks.get(words):
            return entry
        for text, entry in self._marks.items():
            # A draft and a copy have a number behind, HẸN GIỜ an hour to fill in.
            numbered = entry.kind in ("draft", "copy-number") and len(words) < len(text) + 24
            whole_words = not words[len(text) : len(text) + 1].isalpha()  # «Bản thứ 3», not BAN THƯỜNG VỤ
            if words.startswith(text) and whole_words and (numbered or text.endswith("hen gio")):
                return entry
        return None

    def type_of(self, text: str, plain: str) -> tuple[TypeEntry, int] | None:
        """The type that the line begins with in capitals, or is as a whole, and the length of its words."""
        stripped = len(plain) - len(plain.lstrip(" \t*-\"'"))
        if fold(text[stripped : stripped + len(_WARD)]).lower() == _WARD:
            return None  # PHƯỜNG AN LẠC without its marks begins as PHƯƠNG ÁN does
        squeezed, ends = _squeeze(plain, stripped, self._longest_type)
        for length in range(min(len(squeezed), self._longest_type), 1, -1):
            entry = self._types.get(squeezed[:length])
            if entry is None:
                continue
            end = ends[length - 1] + 1
            # Old fonts lose capitals: «quyết định của bộ trưởng …» all in small letters is a title as well.
            whole = not plain[end:].strip(" \t.:*-\"'") or (text.islower() and plain[end:].startswith(" cua "))
            if whole and (is_upper(text) or text[stripped].isupper() or text.islower()):
                return entry, end
            if is_upper(text[stripped:end]) and (end == len(plain) or not plain[end].isalpha()):
                return entry, end
            return None
        return None

    def ends_in_type(self, text: str) -> bool:
        """Does ``text`` end in the name of a type (… THỰC HIỆN NGHỊ QUYẾT)? A number after it is cited or in the title."""
        return bare(fold(text)).replace(" ", "").endswith(self._type_names)

    def begins_body(self, text: str) -> bool:
        """Does the line begin with a body word (Đảng ủy, Ban, Sở …)? Tone marks count except in capitals, where OCR errs."""
        words = fold(text).casefold().strip(" \t*-#\"'").replace(",", " ").replace(":", " ").split()[:3]
        first, second = (words[0], bare(" ".join(words[1:2]))) if words else ("", "")
        if first == _NO_OFFICE or (first == _SO and second in _NO_DEPARTMENT) or (first == "khoa" and second in _NO_FACULTY):
            return False
        known, words = (self._body_words, [bare(word) for word in words]) if is_upper(text) else (self._body_phrases, words)
        return any(" ".join(words[:count]) in known for count in (1, 2, 3) if len(words) >= count)

    def in_incoming_stamp(self, plain: str) -> bool:
        """May the line stand below ĐẾN in an incoming stamp: a bare number, a date, to whom it was passed on?"""
        return any(self._grammars.pattern(name).match(plain) for name in ("received-number", "received-date", "transfer-line"))

    def is_post(self, plain: str) -> bool:
        """Does the line begin with a post that signs (BÍ THƯ, PHÓ CHỦ TỊCH, Q. GIÁM ĐỐC)?"""
        return self.post.match(plain) is not None or plain.strip(" \t*.:-").startswith(self._post_names)

    def is_open_body(self, plain: str) -> bool:
        """Is the line a name that wants a complement (ỦY BAN NHÂN DÂN, BAN CHẤP HÀNH)?"""
        return plain.strip(" \t*-:\"'") in self._open_bodies or plain.rstrip().endswith(_OPEN_ENDS)


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


def has_year(match: regex.Match[str]) -> bool:
    return any(c.isdigit() for c in match["year"] or match["year2"] or match["year3"] or "")
