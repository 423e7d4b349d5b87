"""By when a task is due: the words that say so, and their kind, days and recurrence.

Every wording that the rules of ``deadlines.toml`` know is found; of several the most telling is taken: a day to be kept
before one that recurs, that before a goal of some year, and words such as ``thường xuyên`` only where they open a clause.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

import regex

from ..grammar import Grammars
from ..layout import Document
from ..models import Deadline, DeadlineKind
from ..text import fold
from . import deadline_dates as dates
from .words import Words, valued

_RANKS = {
    "deadline-before": 0,
    "deadline-latest": 0,
    "deadline-label": 0,
    "deadline-done": 0,
    "deadline-within": 0,
    "deadline-span": 0,
    "deadline-range": 0,
    "deadline-relative": 0,
    "deadline-until": 0,
    "deadline-recurring-day": 1,
    "deadline-weekday": 1,
    "deadline-periodic": 1,
    "deadline-times": 1,
    "deadline-each": 2,
    "deadline-part": 3,
    "deadline-on": 4,
    "deadline-period": 6,
    "deadline-ongoing": 5,
    "deadline-event": 6,
}
_WEAK = 6  # from this rank on a wording alone sets no deadline of a task
_STALE = datetime.timedelta(days=45)  # a written day so long before the paper is a fact of the past
_COMPLETION = tuple(fold(word) for word in ("hoàn thành xong", "hoàn thành", "hoàn tất", "thực hiện xong", "xong"))
_PAST = frozenset({"tính", "kể", "đã", "cập"})  # tính đến ngày 30/6
_CLAUSE = frozenset(".;:!?\n-+")


class Candidate(NamedTuple):
    """A wording found: offsets, the rule, its match and how much it tells."""

    start: int
    end: int
    rule: str
    match: regex.Match[str]
    rank: int


class Reading(NamedTuple):
    """A deadline read: the model's values and what a person should know of them."""

    kind: DeadlineKind
    date: datetime.date | None = None
    before: bool = False
    start: datetime.date | None = None
    end: datetime.date | None = None
    recurrence: str | None = None
    inferred: tuple[str, ...] = ()
    doubt: str | None = None


def _triggers(grammars: Grammars) -> dict[str, tuple[str, ...]]:
    return {word: tuple(f"deadline-{rule}" for rule in rules.split()) for word, rules in valued(grammars.items("deadline-words")).items()}


def candidates(words: Words, grammars: Grammars, stop: int) -> list[Candidate]:
    """All wordings of a stretch, in order; ``stop`` is the offset where the stretch ends."""
    triggers: dict[str, tuple[str, ...]] = grammars.derived(_triggers)
    found: list[Candidate] = []
    text, position = words.text, -1
    for index, word in enumerate(words.low):
        rules = triggers.get(word)
        if rules is None:
            if not word.isdigit() or index + 1 >= words.count or words.low[index + 1] not in _COUNTED:
                continue
            rules = ("deadline-times",)
        start = words.start(index)
        if start < position:
            continue
        for rule in rules:
            match = grammars.pattern(rule).match(text, start, stop)
            if match is not None:
                candidate = _judged(words, index, rule, match, grammars)
                if candidate is not None:
                    found.append(candidate)
                    position = candidate.end
                    break
    return found


_COUNTED = frozenset({"ngày", "tuần", "tháng", "năm", "lần", fold("quý"), "quí"})


def _judged(words: Words, index: int, rule: str, match: regex.Match[str], grammars: Grammars) -> Candidate | None:
    """The candidate with its rank, or None where the words are no deadline in this place."""
    start, end = match.start(), match.end()
    before = words.low[index - 1] if index else ""
    gap = words.gaps[index]
    opens = index == 0 or any(c in _CLAUSE for c in gap) or "," in gap
    rank = _RANKS[rule]
    if rule == "deadline-until" and before in _PAST:
        return None
    if rule == "deadline-until" and not match["whole"] and dates.moments(match[0], grammars)[:1] == [dates.Moment(year=_only_year(match[0]))]:
        rank = 3
    if rule == "deadline-each" and not _sets_a_rhythm(words, index, match, opens, grammars):
        return None
    if rule == "deadline-ongoing" and (match["manner"] or (match["steady"] and not (opens or _ends_clause(words.text, end)))):
        rank = 7
    if rule == "deadline-period" and match[0].lower().startswith("trong"):
        rank = 4
    tail = words.text[max(start - 20, 0) : start].rstrip().lower()
    for word in _COMPLETION:
        if tail.endswith(word) and rule != "deadline-done":
            start = max(start - 20, 0) + len(tail) - len(word)
            rank = min(rank, 3)
            break
    return Candidate(start, end, rule, match, rank)


def _only_year(text: str) -> int | None:
    digits = text[-4:]
    return int(digits) if digits.isdigit() else None


def _ends_clause(text: str, end: int) -> bool:
    rest = text[end : end + 3].strip()
    return not rest or rest[0] in ".;"


def _sets_a_rhythm(words: Words, index: int, match: regex.Match[str], opens: bool, grammars: Grammars) -> bool:
    """Does ``hằng năm`` say how often something is to be done, and not qualify a noun (``ngân sách hằng năm``)?"""
    if opens or "lần" in match[0]:
        return True
    if words.low[index - 1] in grammars.items("nouns-before-yearly"):
        return False
    rest = words.text[match.end() : match.end() + 3].strip()
    return not rest or rest[0] in ".;,)" or "năm" not in match[0].lower()


def best(found: list[Candidate], reference: datetime.date | None, grammars: Grammars) -> tuple[Candidate, Reading] | None:
    """The deadline of a task among the wordings found in its text."""
    for candidate in sorted(found, key=lambda c: (c.rank, c.start)):
        if candidate.rank >= _WEAK and not (candidate.rule == "deadline-event" and candidate.start < candidate.match.start()):
            break
        reading = read(candidate.rule, candidate.match, reference, grammars)
        if reading is not None and not _stale(reading, reference):
            return candidate, reading
    return None


def _stale(reading: Reading, reference: datetime.date | None) -> bool:
    day = reading.date or reading.end
    return reference is not None and day is not None and day < reference - _STALE


def read(rule: str, match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    """What a wording means, with the paper's date as ``reference``; None where it names a day that does not exist."""
    return _READERS[rule](match, reference, grammars)


def deadline(document: Document, start: int, end: int, reading: Reading, *, inherited: bool = False) -> Deadline:
    """The model of a reading at its place."""
    span = document.span(start, end)
    return Deadline(
        raw=" ".join(document.text[span.start : span.end].split()),
        kind=reading.kind,
        date=reading.date,
        before=reading.before,
        start=reading.start,
        end=reading.end,
        recurrence=reading.recurrence,
        inherited=inherited,
        inferred=reading.inferred,
        span=span,
    )


def in_cell(text: str, grammars: Grammars, reference: datetime.date | None) -> tuple[int, int, Reading] | None:
    """The deadline of the cell of a table: a lone day or stretch counts there, and no wording is too weak."""
    folded = fold(text)
    words = Words(folded, 0, len(folded))
    found = candidates(words, grammars, len(folded))
    whole = grammars.pattern("deadline-cell").fullmatch(folded)
    strong = [c for c in found if c.rank < _WEAK]
    if whole is not None and not strong:
        reading = _cell(whole, reference, grammars)
        lead = len(folded) - len(folded.lstrip())
        return (lead, len(folded.rstrip().rstrip(".;")), reading) if reading else None
    for candidate in sorted(found, key=lambda c: (c.rank, c.start)):
        if candidate.match[0].lower().startswith(("tiếp", "kịp")):
            continue
        reading = read(candidate.rule, candidate.match, reference, grammars)
        if reading is not None:
            return candidate.start, candidate.end, reading
    component = grammars.pattern("date-component").search(folded)
    if component is not None and (component["month"] or component["month2"] or component["month3"] or component["quarter"] or component["year6"]):
        reading = _cell(component, reference, grammars)
        return (component.start(), component.end(), reading) if reading else None
    return None


def _dated(resolved: dates.Resolved | None, moment: dates.Moment, *, before: bool = False, open_start: bool = False) -> Reading:
    """A due day for a written day, an interval for a longer stretch; ``open_start``: only its end counts."""
    if resolved is None:
        return Reading("due", before=before, doubt="deadline-without-year")
    if moment.day is not None:
        return Reading("due", date=resolved.end, before=before, inferred=("date",) if resolved.assumed else ())
    if before:
        return Reading("due", date=resolved.start, before=True, inferred=("date",) if resolved.assumed else ())
    if open_start:
        return Reading("due", end=resolved.end, inferred=("end",) if resolved.assumed else ())
    return Reading("due", start=resolved.start, end=resolved.end, inferred=("start", "end") if resolved.assumed else ())


def _first(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> tuple[dates.Moment, dates.Resolved | None] | None:
    """The last moment written in the match, resolved; None where it names a day that does not exist."""
    written = dates.moments(match[0].lower(), grammars)
    if not written:
        return None
    moment = written[-1]
    resolved = dates.resolve(moment, reference)
    if resolved is None and (moment.year is not None or reference is not None):
        return None
    return moment, resolved


def _before(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    found = _first(match, reference, grammars)
    return _dated(found[1], found[0], before=True) if found else None


def _until(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    found = _first(match, reference, grammars)
    if found is not None:
        return _dated(found[1], found[0], before=_is_before(match), open_start=True)
    return _this(match[0], reference, open_start=True)


def _is_before(match: regex.Match[str]) -> bool:
    return "trước" in match[0].lower()


def _within(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    groups = match.groupdict()
    found = _first(match, reference, grammars)
    if found is None:
        return _this(match[0], reference, open_start=False)
    moment, resolved = found
    if resolved is not None and groups.get("week") and moment.month is not None:
        days = dates.week_of_month(resolved.start.year, moment.month, groups["week"])
        return Reading("due", start=days[0], end=days[1], inferred=("start", "end") if resolved.assumed else ()) if days else None
    part = groups.get("part") or groups.get("end")
    if resolved is not None and part and moment.day is None:
        start, end = dates.part_of(moment, part, resolved)
        return Reading("due", start=start, end=end, inferred=("start", "end"))
    return _dated(resolved, moment)


def _this(text: str, reference: datetime.date | None, *, open_start: bool) -> Reading | None:
    """``trong năm nay``, ``đến hết quý``, ``ngay trong ngày``: measured from the paper's own date."""
    low = " ".join(text.lower().split())
    if reference is None:
        return Reading("due", doubt="deadline-without-year")
    if "ngày" in low:
        return Reading("due", end=reference, inferred=("end",))
    if "tuần" in low:
        monday = reference - datetime.timedelta(days=reference.weekday())
        start = monday + datetime.timedelta(days=7 if low.endswith(("sau", "tới")) else 0)
        end = start + datetime.timedelta(days=6)
    elif "tháng" in low:
        start, end = reference.replace(day=1), dates.last_day(reference.year, reference.month)
    elif "năm" in low:
        start, end = datetime.date(reference.year, 1, 1), datetime.date(reference.year, 12, 31)
    else:
        month = (reference.month + 2) // 3 * 3
        start, end = datetime.date(reference.year, month - 2, 1), dates.last_day(reference.year, month)
    if open_start:
        return Reading("due", end=end, inferred=("end",))
    return Reading("due", start=start, end=end, inferred=("start", "end"))


def _latest(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    found = _first(match, reference, grammars)
    if found is None:
        return _this(match[0], reference, open_start=True)
    return _dated(found[1], found[0], before=_is_before(match), open_start=True)


def _span(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    low = match[0].lower()
    written = dates.moments(low, grammars)
    if len(written) < 2 and "nay" in low.split("đến")[0].split("tới")[0]:
        found = _first(match, reference, grammars)
        reading = _dated(found[1], found[0], open_start=True) if found else _this(low, reference, open_start=True)
        return reading._replace(start=reference, inferred=("start", *reading.inferred)) if reading and reference else reading
    if len(written) < 2:
        return None
    start, end, assumed = dates.resolve_span(written[0], written[-1], reference)
    if end is None:
        return Reading("due", doubt="deadline-without-year") if reference is None and written[-1].year is None else None
    return Reading("due", start=start, end=end, inferred=("start", "end") if assumed else ())


def _range(match: regex.Match[str], reference: datetime.date | None, _: Grammars) -> Reading | None:
    numbers = [int(n) for n in regex.findall(r"\d+", match[0])]
    first, last, month, *year = numbers
    end = dates.Moment(day=last, month=month, year=year[0] if year else None)
    start, stop, assumed = dates.resolve_span(dates.Moment(day=first), end, reference)
    if stop is None:
        return Reading("due", doubt="deadline-without-year") if reference is None and not year else None
    return Reading("due", start=start, end=stop, inferred=("start", "end") if assumed else ())


def _relative(match: regex.Match[str], reference: datetime.date | None, _: Grammars) -> Reading | None:
    anchor = (match["anchor"] or "").lower()
    signed = anchor.startswith(("ký", "ban"))
    if not signed or reference is None:
        return Reading("due", doubt="deadline-without-anchor")
    return Reading("due", end=dates.after_days(reference, int(match["count"]), match["unit"].lower()), inferred=("end",))


def _recurring(rule: str) -> Callable[[regex.Match[str], datetime.date | None, Grammars], Reading | None]:
    def reader(match: regex.Match[str], _: datetime.date | None, __: Grammars) -> Reading | None:
        written = dates.recurrence(rule, match)
        return Reading("recurring", before=_is_before(match), recurrence=written) if written else None

    return reader


def _label(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    value = fold(match["value"])
    inner = in_cell(value, grammars, reference)
    return inner[2] if inner else None


def _cell(match: regex.Match[str], reference: datetime.date | None, grammars: Grammars) -> Reading | None:
    written = dates.moments(match[0].lower(), grammars)
    if len(written) > 1:
        first = written[0]
        if first.day is not None and first.month is None and written[-1].month is None:
            return None
        start, end, assumed = dates.resolve_span(first, written[-1], reference)
        if end is None:
            return Reading("due", doubt="deadline-without-year") if reference is None else None
        return Reading("due", start=start, end=end, inferred=("start", "end") if assumed else ())
    found = _first(match, reference, grammars)
    return _dated(found[1], found[0], before=_is_before(match)) if found else None


def _event(_: regex.Match[str], __: datetime.date | None, ___: Grammars) -> Reading | None:
    return Reading("due")


def _period(match: regex.Match[str], _: datetime.date | None, __: Grammars) -> Reading | None:
    first, last = (int(year) for year in regex.findall(r"\d{4}", match[0])[:2])
    if last < first:
        return None
    school = "học" in match[0].lower()
    start = datetime.date(first, 9, 1) if school else datetime.date(first, 1, 1)
    return Reading("period", start=start, end=datetime.date(last, 5, 31) if school else datetime.date(last, 12, 31))


def _ongoing(_: regex.Match[str], __: datetime.date | None, ___: Grammars) -> Reading | None:
    return Reading("ongoing")


_READERS: dict[str, Callable[[regex.Match[str], datetime.date | None, Grammars], Reading | None]] = {
    "deadline-before": _before,
    "deadline-latest": _latest,
    "deadline-label": _label,
    "deadline-done": _within,
    "deadline-within": _within,
    "deadline-span": _span,
    "deadline-range": _range,
    "deadline-relative": _relative,
    "deadline-until": _until,
    "deadline-recurring-day": _recurring("deadline-recurring-day"),
    "deadline-weekday": _recurring("deadline-weekday"),
    "deadline-periodic": _recurring("deadline-periodic"),
    "deadline-times": _recurring("deadline-times"),
    "deadline-each": _recurring("deadline-each"),
    "deadline-part": _within,
    "deadline-on": _within,
    "deadline-period": _period,
    "deadline-ongoing": _ongoing,
    "deadline-event": _event,
}
