"""Judges readings of a scan by the grammars of a letterhead: which lines are doubtful, which of several readings is best.

Repairs go to closed vocabularies alone: the title of nation or party, names of types, words that begin the name of a body,
provinces, the figures of day, month and year. A name of a place that nothing vouches for stays as most readings have it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ..grammar import Grammars, IssuerEntry, TypeEntry
from ..layout import Document, Line
from ..readers.ocr import Doubt
from ..syllables import is_syllable
from ..text import bare, fold, is_upper, nfc
from .dates import issue_date
from .lines import Frame, Row
from .numbers import Codes, NumberParts, codes_of, parse_number
from .zones import find_zones, frame_of

# The least confidence of a word that is not read again. What a closed vocabulary knows to the letter needs none; figures and
# codes are in no dictionary of the engine: right ones are told with 0.6 to 0.9.
_LEAST = {"title": 0.0, "type": 0.0, "number": 0.75, "date": 0.8, "issuer": 0.85}
_WORDS = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\d+$")
_EDGES = " .;~_'*"
_FIRST_PAGE = 1
_DATE = re.compile(
    r"(?P<a>ng[àaảạâ]y\s{0,2})(?P<day>\S{1,2})(?P<b>\s{1,2}th\w{1,2}ng\s{1,2})(?P<month>\S{1,2})(?P<c>\s{1,2}n\wm)(?P<d>\s{1,2}|$)(?P<year>\S{4}|$)(?!\S)"
)
_ROMAN = re.compile(r"(?<=\s)[IVX1l|]{2,6}(?=[\s,.]|$)")
_STROKES_OF_ROMAN = str.maketrans("1l|", "III")
_LABEL = re.compile(r"[S$§s5][ốôóồỗộoỏòõ6ð](?=[\s:.]|\d)")
_SERIAL = re.compile(r"(?<=[\s:])([Il|])(\d{1,4}[a-z]?\s?[-–/])")
_CODE = re.compile(r"\S{1,5}\s?[-–~]\s?[A-ZĐ]\w{1,4}\s?[/fI1l|7]\s?[A-ZĐ]\w")
_NEAR_TOP = 24
_TITLE_ENDS = ("san viet nam", "nghia viet nam", "ho chi minh")
_LONGEST_NUMBER = 40
_CENTURIES = ("", "19", "20")  # of a date that a line end breaks the year stands on the next line
_AS_FIGURES = str.maketrans("IlíìÍÌ|[]!iTtOoQDSsZzBgqb", "1111111111111000055228996")


class ScanJudge:
    """The judge of one set of grammars (a :class:`~vndocparse.readers.ocr.Judge`)."""

    def __init__(self, grammars: Grammars) -> None:
        self._grammars = grammars
        self._frame: Frame = frame_of(grammars)
        self._codes: Codes = codes_of(grammars)
        self._titles = {bare(title): _as_written(title) for title in grammars.items("printed-titles")}
        self._provinces = {bare(name): name for name in grammars.items("provinces")}
        self._types = {bare(entry.name): entry.name.upper() for entry in grammars.records(TypeEntry)}
        names = (entry.name for entry in grammars.records(IssuerEntry))
        self._bodies = _unique((*grammars.items("letterhead-body-words"), *grammars.items("printed-bodies"), *names))
        self._longest = max((len(words.split()) for words in self._bodies), default=1)

    # --- what is doubtful ---

    def doubts(self, document: Document) -> Sequence[Doubt]:
        """The fields of the letterhead that are missing, malformed or read with little confidence."""
        zones = find_zones(document, self._grammars)
        head = zones.head
        if head is None:
            return [Doubt("letterhead", _FIRST_PAGE)]
        number = self._number_of(head.number)
        found = [
            *self._doubtful("number", [head.number or _like_number(zones.head_rows)], document),
            *self._doubtful("date", [head.date], document),
        ]
        if head.type is not None:
            found += self._doubtful("type", [head.type], document)
        elif number is None or number.type_code not in (None, "CV"):
            found.append(Doubt("type", _FIRST_PAGE))
        if title := head.title or _like_title(zones.head_rows):
            found += self._doubtful("title", [title], document)
        return [*found, *self._doubtful("issuer", head.issuers or [None], document)]

    def _doubtful(self, field: str, rows: Sequence[Row | None], document: Document) -> Iterator[Doubt]:
        for row in rows:
            if row is None:
                yield Doubt(field, _FIRST_PAGE)
            elif row.line.box is not None and (
                self.grade(field, row.line.text) < 1 or self._sureness(field, row.line, document) < _LEAST[field]
            ):
                yield Doubt(field, row.line.page or _FIRST_PAGE, (row.line.box,))

    def _sureness(self, field: str, line: Line, document: Document) -> float:
        """The confidence of the least sure word of a line, those aside that begin the name of a known body to the letter."""
        words = document.words_in(line.start, line.end)
        if field == "issuer":
            words = words[self._known_words(line.text.split()) :]
        return min((word.confidence for word in words if word.confidence is not None), default=1.0)

    def _known_words(self, words: Sequence[str]) -> int:
        plain = [bare(fold(word)) for word in words]
        for count in range(min(self._longest, len(words)), 0, -1):
            known = self._bodies.get(" ".join(plain[:count]))
            if known is not None:
                return count if known.split() == [fold(word) for word in words[:count]] else 0
        return 0

    def _number_of(self, row: Row | None) -> NumberParts | None:
        return parse_number(row.match["number"], self._codes) if row is not None and row.match is not None else None

    # --- how good a reading is ---

    def grade(self, field: str, text: str) -> float:
        """How well one printed line keeps the grammar of ``field``: 0 (not at all) to 1."""
        return round(self._grade(field, text), 3)

    def _grade(self, field: str, text: str) -> float:
        row = self._frame.row(Line(text, 0))
        if field == "number":
            return self._number_grade(row)
        if field == "date":
            return self._date_grade(row)
        if field == "title":
            return 1.0 if fold(text) in map(fold, self._titles.values()) else 0.5 * (row.kind == "title")
        if field == "type":
            return 1.0 if row.kind == "type" and self._is_type(text) else 0.5 * (row.kind == "type")
        words = _WORDS.findall(text)
        strange = sum(not c.isalnum() and c not in " -,.()'*" for c in text)
        known = 0.2 * (self._body(text.split()) == " ".join(text.split()))
        return max(0.8 * _share(words) + known - 0.1 * strange, 0.0)

    def _is_type(self, text: str) -> bool:
        entry = self._frame.type_of(text, bare(fold(text)))
        return entry is not None and fold(text).startswith(fold(entry[0].name.upper()))

    def _number_grade(self, row: Row) -> float:
        parts = self._number_of(row) if row.kind == "number" else None
        if parts is None or row.match is None:
            return 0.0
        core = row.match["number"]
        tokens = re.findall(r"[^-/\s.]+", fold(core))
        good = 0.2
        good += 0.3 * (parts.serial is not None and bool(tokens) and tokens[0].rstrip("abcdeđghik").isdigit())
        good += 0.2 * (parts.type_code is not None and self._codes.is_type(parts.type_code) and parts.type_code in tokens)
        good += 0.2 * (parts.issuer_code is not None and any(map(self._codes.is_issuer, re.findall(r"[^-/\s.]+", parts.issuer_code))))
        return good + 0.1 * (not parts.repaired and row.folded.strip().startswith(("Số", "SỐ")))

    def _date_grade(self, row: Row) -> float:
        if row.kind != "date" or row.match is None:
            return 0.0
        match = row.match
        figures = [match[name].strip() for name in ("day", "month", "year") if match[name] is not None]
        told = issue_date(match).date is not None
        clean = told and all(map(_FIGURES.match, figures))
        place = _share(_WORDS.findall(row.folded[: match.start()]))
        form = "ngày" in row.folded.lower() and (match["year"] is None or ("tháng" in row.folded and "năm" in row.folded))
        return 0.3 * told + 0.4 * clean + 0.2 * place + 0.1 * form

    # --- repairs ---

    def repaired(self, field: str, text: str) -> str:
        """``text`` with what its closed vocabularies tell for certain; unchanged where they tell nothing."""
        words = text.split()
        if field == "title":
            return self._titles.get(bare(fold(text)).strip(" .-_*"), text)
        if field == "type":
            return self._types.get(bare(fold(text)).strip(" .:-*"), text) if is_upper(text) else text
        if field == "issuer":
            mended = _ROMAN.sub(_as_roman, self._body(words) or text)
            return mended.strip(_EDGES) if is_upper(text) else mended
        if field == "number":
            return _SERIAL.sub(r"1\2", _LABEL.sub("Số", text, count=1), count=1)
        return _DATE.sub(_with_figures, text) if field == "date" else text

    def _body(self, words: Sequence[str]) -> str | None:
        """The words of a body's name with those put right that begin it, and the province that ends it."""
        plain = [bare(fold(word)) for word in words]
        for count in range(min(self._longest, len(words)), 0, -1):
            known = self._bodies.get(" ".join(plain[:count]))
            if known is not None:
                begun = words[:count]
                if is_upper(" ".join(words)):
                    right = known.split()
                    begun = [word if fold(word) == better else _as_written(better) for word, better in zip(begun, right, strict=True)]
                rest = " ".join(words[count:])
                return f"{' '.join(begun)} {self._place(known, rest)}".strip()
        return None

    def _place(self, body: str, rest: str) -> str:
        """A province where the body is one of a province; other names stay."""
        of_province = body.endswith(("TỈNH", "TỈNH ỦY", "THÀNH ỦY", "THÀNH PHỐ"))
        name = self._provinces.get(bare(fold(rest))) if of_province and rest else None
        return _as_written(name).upper() if name and fold(name).upper() != fold(rest) else rest


def _like_number(rows: Sequence[Row]) -> Row | None:
    """The line that looks most like a number line, where none is one: a label, or a code with its separators."""
    near = [row for row in rows[:_NEAR_TOP] if row.kind == "text"]
    labelled = (row for row in near if _LABEL.match(row.line.text) and _CODE.search(row.line.text))
    return next(labelled, next((row for row in near if _CODE.search(row.line.text) and len(row.line.text) < _LONGEST_NUMBER), None))


def _like_title(rows: Sequence[Row]) -> Row | None:
    """The line that looks most like the title of nation or party, where none is one."""
    near = (row for row in rows[:_NEAR_TOP] if row.kind == "text" and row.upper)
    return next((row for row in near if row.bare.rstrip(" .,").endswith(_TITLE_ENDS)), None)


def _as_roman(match: re.Match[str]) -> str:
    """``XI1`` as ``XII``: a numeral of capitals with a stroke for a letter."""
    return match[0].translate(_STROKES_OF_ROMAN) if any(c in "IVX" for c in match[0]) else match[0]


def _with_figures(match: re.Match[str]) -> str:
    """A date with its letters in place of figures read as figures, where that gives a day, a month and a year."""
    day, month, year = (match[name].translate(_AS_FIGURES) for name in ("day", "month", "year"))
    fits = (day + month).isdigit() and 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and (not year or year.isdigit())
    return f"{match['a']}{day}{match['b']}{month}{match['c']}{match['d']}{year}" if fits and year[:2] in _CENTURIES else match[0]


def _unique(phrases: Sequence[str]) -> dict[str, str]:
    """Phrases in capitals by their bare words; none where two differ in nothing but diacritics."""
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        found.setdefault(bare(fold(phrase)), set()).add(fold(phrase).upper())
    return {key: min(values) for key, values in found.items() if len(values) == 1}


_TONE_BEFORE = re.compile(
    r"([oOuU])([\u0300\u0301\u0303\u0309\u0323])([aAeEyY])(?=[A-Za-z])|(?<=[qQ])([uU])([\u0300\u0301\u0303\u0309\u0323])([yY])"
)


def _as_written(words: str) -> str:
    """Folded words as they are written: the tone mark stands on the second vowel where a consonant follows (ĐOÀN, not ĐÒAN)."""
    moved = _TONE_BEFORE.sub(lambda m: (m[1] or m[4]) + (m[3] or m[6]) + (m[2] or m[5]), unicodedata.normalize("NFD", words))
    return nfc(moved)


def _share(words: Sequence[str]) -> float:
    """The share of words that can stand on paper: syllables, Roman numerals, figures; letters and figures mixed do not."""
    return sum(is_syllable(word) or word.isdigit() or not word.strip("IVX") for word in words) / len(words) if words else 0.0
