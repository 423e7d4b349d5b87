"""By when a task is due: the words that say so, and their kind, days and recurrence.

Of several wordings the most telling is taken: a day to be kept before one that recurs, that before a goal of some year, and
words such as ``thường xuyên`` only where they open a clause.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document
from ..models import Deadline, DeadlineKind
from ..text import fold
from . import deadline_dates as dates
from .deadline_phrases import Moment, Phrase, bare_moments, phrases
from .words import Words

# How much a wording tells; of equal ones the first in the text is taken.
_RANKS = {"relative": 0, "weekday": 1, "periodic": 1, "times": 1, "dated": 1, "each": 2, "period": 6, "ongoing": 5, "event": 6}
_LEAD_RANKS = {"before": 0, "latest": 0, "label": 0, "done": 0, "within": 0, "span": 0, "until": 0, "part": 3, "on": 4}
_WEAK = 6  # from this rank on a wording alone sets no deadline of a task
_STALE = datetime.timedelta(days=45)  # a written day so long before the paper is a fact of the past
_RHYTHM_REACH = 160  # characters between a period and its day in one sentence
_COMPLETION = tuple(fold(word) for word in ("hoàn thành xong", "hoàn thành", "hoàn tất", "thực hiện xong", "xong"))
_PAST = frozenset({"tính", "kể", "đã", "cập"})  # tính đến ngày 30/6
_CLAUSE = frozenset(".;:!?,\n-+")
_FROM = fold("từ")
_IN_FORCE = frozenset(map(fold, ("lực", "hành", "tính", "dụng")))  # có hiệu lực kể từ ngày …: no deadline
_BORN = frozenset(fold("sinh tuổi khóa").split())
_PLAN_REACH = 14  # words between a plan and the year of its horizon
_TELLING = frozenset({"before", "latest", "until", "label"})


class Candidate(NamedTuple):
    """A wording with what precedes it (``hoàn thành`` …) and how much it tells."""

    start: int
    end: int
    phrase: Phrase
    rank: int

    @property
    def completes(self) -> bool:
        """Does it say that the work is to be finished, not only reported?"""
        return self.start < self.phrase.start or self.phrase.lead == "done"


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


def candidates(words: Words, grammars: Grammars, stop: int) -> list[Candidate]:
    """All wordings of a stretch that may set a deadline; ``stop`` is the offset where the stretch ends."""
    judged = (_judged(words, index, phrase, grammars) for index, phrase in phrases(words, grammars, stop))
    return [candidate for candidate in judged if candidate is not None]


def _judged(words: Words, index: int, phrase: Phrase, grammars: Grammars) -> Candidate | None:
    """The candidate with its rank, or None where the words are no deadline in this place."""
    opens = index == 0 or any(c in _CLAUSE for c in words.gaps[index])
    rank = _LEAD_RANKS[phrase.lead] if phrase.lead else _RANKS[phrase.rule]
    if phrase.period:
        rank = 1
    if phrase.lead == "until" and phrase.moments[0].only_year and len(phrase.lead_words.split()) == 1:
        rank = 3  # a goal for some year, not the end of this one
    if phrase.lead == "span" and len(phrase.moments) < 2:
        rank = 4  # kể từ ngày …: when to begin
    if _tells_a_fact(words, index, phrase) or _qualifies_noun(words, index, phrase, grammars):
        return None
    if phrase.rule == "each" and not phrase.lead and not _sets_a_rhythm(words, index, phrase, opens, grammars):
        return None
    if phrase.match is not None and phrase.rule == "ongoing" and not phrase.lead:
        steady = phrase.match["steady"] is not None
        if phrase.match["manner"] or (steady and not (opens or _ends_clause(words.text, phrase.end))):
            rank = 7
    if phrase.rule == "period" and phrase.words.startswith("trong"):
        rank = 4
    if phrase.match is not None and phrase.rule == "event" and (phrase.words.startswith("ngay") or _ends_clause(words.text, phrase.end)):
        rank = 5
    start = phrase.start
    reach = max(start - 20, 0)
    tail = words.text[reach:start].rstrip().lower()
    for word in _COMPLETION:
        if tail.endswith(word):
            start = reach + len(tail) - len(word)
            rank = min(rank, 3)
            break
    return Candidate(start, phrase.end, phrase, rank)


def _tells_a_fact(words: Words, index: int, phrase: Phrase) -> bool:
    """``tính đến ngày 30/6``; ``có hiệu lực kể từ ngày 01/7``."""
    if not index:
        return False
    if phrase.lead == "until":
        return words.low[index - 1] in _PAST
    return phrase.lead == "span" and len(phrase.moments) < 2 and words.low[index - 1] in _IN_FORCE


def _qualifies_noun(words: Words, index: int, phrase: Phrase, grammars: Grammars) -> bool:
    """Do the words tell which ones are meant (``các trường hợp từ ngày … đến ngày …``), not when to act?"""
    if not index or words.gaps[index].strip():
        return False
    if phrase.lead == "until":
        return phrase.moments[0].only_year and _of_a_plan(words, index, grammars)
    before = words.low[max(index - 2, 0) : index]
    return phrase.lead == "span" and (" ".join(before) in grammars.items("nouns-before-span") or before[-1] in _BORN)


def _of_a_plan(words: Words, index: int, grammars: Grammars) -> bool:
    """Is the year the horizon of a plan (``quy hoạch mạng lưới chợ đến năm 2010``)?"""
    plans = grammars.items("plans-with-horizon")
    for at in range(index - 1, max(index - _PLAN_REACH, 0), -1):
        if " ".join(words.low[at - 1 : at + 1]) in plans:
            return True
        if any(c in ".,;:!?" for c in words.gaps[at]):
            return False
    return False


def _ends_clause(text: str, end: int) -> bool:
    rest = text[end : end + 3].strip()
    return not rest or rest[0] in ".;"


def _sets_a_rhythm(words: Words, index: int, phrase: Phrase, opens: bool, grammars: Grammars) -> bool:
    """Does ``hằng năm`` say how often something is to be done, and not qualify a noun (``ngân sách hằng năm``)?"""
    if opens or "lần" in phrase.words:
        return True
    if words.low[index - 1] in grammars.items("nouns-before-yearly"):
        return False
    rest = words.text[phrase.end : phrase.end + 3].strip()
    return not rest or rest[0] in ".;,)" or not phrase.words.endswith("năm")


def best(found: Sequence[Candidate], reference: datetime.date | None) -> tuple[Candidate, Reading] | None:
    """The deadline of a task among the wordings found in its text."""
    for candidate in sorted(found, key=lambda c: (c.rank, c.start)):
        if candidate.rank >= _WEAK:
            break
        reading = read(candidate.phrase, reference)
        if reading is not None and not _stale(reading, reference):
            return candidate, _with_rhythm(candidate, reading, found)
    return None


def _with_rhythm(candidate: Candidate, reading: Reading, found: Sequence[Candidate]) -> Reading:
    """``định kỳ hằng tháng báo cáo … trước ngày 20``: the lone day belongs to the period before it."""
    written = candidate.phrase.moments
    if candidate.phrase.lead not in ("before", "latest") or len(written) != 1 or written[0].month is not None or written[0].day is None:
        return reading
    for other in found:
        if other.phrase.rule in ("periodic", "each") and 0 < candidate.start - other.end < _RHYTHM_REACH:
            rule = dates.recurrence(other.phrase)
            if rule is not None and rule.startswith("FREQ=MONTHLY"):
                return Reading("recurring", before=reading.before, recurrence=f"{rule};BYMONTHDAY={written[0].day}")
    return reading


def _stale(reading: Reading, reference: datetime.date | None) -> bool:
    day = reading.date or reading.end
    return reference is not None and day is not None and reference - day > _STALE


def read(phrase: Phrase, reference: datetime.date | None) -> Reading | None:
    """What a wording means, with the paper's date as ``reference``; None where the words name no time after all."""
    try:
        return _read(phrase, reference)
    except (OverflowError, ValueError, KeyError):
        return None  # beyond the years of a calendar, or a look-alike letter in a word of number


def _read(phrase: Phrase, reference: datetime.date | None) -> Reading | None:
    if phrase.period or phrase.rule in ("weekday", "periodic", "times", "each"):
        rule = dates.recurrence(phrase)
        return Reading("recurring", before=phrase.lead == "before", recurrence=rule) if rule else None
    if phrase.rule == "lead":
        return _moments(phrase.moments, reference, before=fold("trước") in phrase.lead_words, lead=phrase.lead, part=phrase.part)
    return _OTHERS[phrase.rule](phrase, reference)


def _moments(
    written: tuple[Moment, ...], reference: datetime.date | None, *, before: bool = False, lead: str = "", part: str = ""
) -> Reading | None:
    if len(written) > 1:
        return _between(written[0], written[-1], reference)
    moment = written[0]
    if moment.this:
        return _this(moment.this, reference, only_end=lead in ("until", "latest"), part=part)
    resolved = dates.resolve(moment, reference)
    if resolved is None and moment.year is None and reference is None:
        return Reading("due", before=before, doubt="deadline-without-year")
    if resolved is None:
        return Reading("due", before=before, doubt="deadline-impossible-day") if lead in _TELLING else None
    inferred = resolved.assumed
    if moment.day is not None and moment.first_day is None and lead != "span":
        return Reading("due", date=resolved.end, before=before, inferred=("date",) if inferred else ())
    if before:
        return Reading("due", date=resolved.start, before=True, inferred=("date",) if inferred else ())
    if lead == "span":
        return Reading("due", start=resolved.start, inferred=("start",) if inferred else ())  # kể từ ngày 01/7
    if lead in ("until", "latest"):
        return Reading("due", end=resolved.end, inferred=("end",) if inferred else ())
    start, end = resolved.start, resolved.end
    if part and not moment.week and moment.day is None:
        start, end = dates.part_of(moment, part, resolved)
        inferred = True
    return Reading("due", start=start, end=end, inferred=("start", "end") if inferred else ())


def _between(first: Moment, last: Moment, reference: datetime.date | None) -> Reading | None:
    """``từ … đến …``; ``từ nay`` begins with the paper."""
    if first.this:
        reading = _moments((last,), reference, lead="until")
        if reading is None or reference is None or reading.doubt:
            return reading
        end = reading.end or reading.date
        return reading._replace(date=None, start=reference, end=end, inferred=("start", *(("end",) if reading.inferred else ())))
    if last.this == fold("nay"):
        return None  # từ năm 2010 đến nay: what was, not what is to be
    if last.this:
        closing = _this(last.this, reference, only_end=True, part="")
        opening = dates.resolve(first, reference)
        return closing._replace(start=opening.start if opening else None) if closing else None
    start, end, assumed = dates.resolve_span(first, last, reference)
    if end is None:
        return Reading("due", doubt="deadline-without-year") if reference is None and last.year is None else None
    return Reading("due", start=start, end=end, inferred=("start", "end") if assumed else ())


def _this(words: str, reference: datetime.date | None, *, only_end: bool, part: str) -> Reading | None:
    """``trong năm nay``, ``đến hết quý``, ``ngay trong ngày``: measured from the paper's own date."""
    if reference is None:
        return Reading("due", doubt="deadline-without-year")
    if words.startswith("ngày"):
        return Reading("due", end=reference, inferred=("end",))
    if words.startswith("tuần"):
        monday = reference - datetime.timedelta(days=reference.weekday())
        start = monday + datetime.timedelta(days=7 if words.endswith(("sau", "tới")) else 0)
        end = start + datetime.timedelta(days=6)
    elif words.startswith("tháng"):
        start, end = reference.replace(day=1), dates.last_day(reference.year, reference.month)
    elif words.startswith("năm"):
        start, end = datetime.date(reference.year, 1, 1), datetime.date(reference.year, 12, 31)
        if part:
            start, end = dates.part_of(Moment(year=reference.year), part, dates.Resolved(start, end))
    else:
        month = (reference.month + 2) // 3 * 3
        start, end = datetime.date(reference.year, month - 2, 1), dates.last_day(reference.year, month)
    if only_end:
        return Reading("due", end=end, inferred=("end",))
    return Reading("due", start=start, end=end, inferred=("start", "end"))


def _relative(phrase: Phrase, reference: datetime.date | None) -> Reading:
    match = phrase.match
    assert match is not None
    signed = (match["anchor"] or "").lower().startswith(("ký", "ban")) and (match["after"] or "").lower() != fold("trước")
    if not signed or reference is None:
        return Reading("due", doubt="deadline-without-anchor")
    return Reading("due", end=dates.after_days(reference, int(match["count"]), match["unit"].lower()), inferred=("end",))


def _period(phrase: Phrase, _: datetime.date | None) -> Reading | None:
    match = phrase.match
    assert match is not None
    first, last = int(match["from"]), int(match["to"])
    if last < first:
        return None
    if match["school"]:
        return Reading("period", start=datetime.date(first, 9, 1), end=datetime.date(last, 5, 31))
    return Reading("period", start=datetime.date(first, 1, 1), end=datetime.date(last, 12, 31))


_OTHERS: dict[str, Callable[[Phrase, datetime.date | None], Reading | None]] = {
    "relative": _relative,
    "period": _period,
    "ongoing": lambda _, __: Reading("ongoing"),
    "event": lambda _, __: Reading("due"),
}


def deadline(document: Document, start: int, end: int, reading: Reading) -> Deadline:
    """The model of a reading at its place."""
    span = document.span(start, end)
    return Deadline(
        raw=document.text[span.start : span.end],
        kind=reading.kind,
        date=reading.date,
        before=reading.before,
        start=reading.start,
        end=reading.end,
        recurrence=reading.recurrence,
        inferred=reading.inferred,
        span=span,
    )


def in_cell(folded: str, grammars: Grammars, reference: datetime.date | None) -> tuple[int, int, Reading] | None:
    """The deadline of the cell of a table: a lone day or stretch counts there, and no wording is too weak."""
    words = Words(folded, 0, len(folded))
    found = candidates(words, grammars, len(folded))
    for candidate in sorted(found, key=lambda c: (c.rank, c.start)):
        match = candidate.phrase.match
        if candidate.phrase.rule == "ongoing" and match is not None and match["manner"]:
            continue
        reading = read(candidate.phrase, reference)
        if reading is not None:
            return candidate.start, candidate.end, reading
    bare = bare_moments(folded, grammars)
    if bare is None:
        return None
    start, end, written = bare
    begins = len(written) == 1 and folded[:start].lower().split()[:1] == [_FROM]
    reading = _moments(written, reference, lead="span" if begins else "")
    return (start, end, reading) if reading is not None else None
