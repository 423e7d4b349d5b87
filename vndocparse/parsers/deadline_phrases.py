"""The wordings of deadlines in a stretch of text: a lead, a moment, perhaps a second one or a period that repeats it.

Nothing is turned into dates here; see :mod:`.deadline_dates` and :mod:`.deadlines`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..grammar import Grammars
from ..text import fold
from .words import Words, valued

if TYPE_CHECKING:
    import regex

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEARS = ("year0", "year", "year2", "year3", "year4", "year5", "year6")
_LEADS = ("label", "span", "before", "latest", "until", "within", "part", "done", "on")
_DAY = fold("ngày")
_YEAR = fold("năm")
_BEGINNING = tuple(map(fold, ("kể", "bắt", "ngay")))  # kể từ ngày 01/7: a beginning without an end


class Moment(NamedTuple):
    """A day or stretch as far as it is written.

    ``first_day`` and ``first_month`` open a stretch of one month (``01-30/6``) or year (``tháng 4-5``); ``week`` is a week
    of the month; ``this`` the words of ``năm nay``, ``tháng này``.
    """

    day: int | None = None
    month: int | None = None
    quarter: int | None = None
    half: int | None = None
    year: int | None = None
    first_day: int | None = None
    first_month: int | None = None
    week: str = ""
    this: str = ""

    @property
    def only_year(self) -> bool:
        return self.year is not None and (self.day, self.month, self.quarter, self.half) == (None, None, None, None)


class Phrase(NamedTuple):
    """A wording found: offsets, the rule that found it, its lead, what it says of time.

    ``lead_words`` are the words before the moment in lower case; ``period`` those after it (``hằng tháng``); ``words`` all
    of it in lower case; ``match`` the match of a rule that is not a lead.
    """

    start: int
    end: int
    rule: str
    words: str
    lead: str = ""
    lead_words: str = ""
    part: str = ""
    moments: tuple[Moment, ...] = ()
    period: str = ""
    match: regex.Match[str] | None = None


def _triggers(grammars: Grammars) -> dict[str, dict[str, tuple[str, ...]]]:
    """The rules to try at a word, by the word that follows it; ``#`` stands for a number, an empty string for any word."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, rules in valued(grammars.items("deadline-words")).items():
        word, _, following = key.partition(" ")
        for after in following.split("|"):
            table.setdefault(word, {})[after] = tuple(rules.split())
    return table


def phrases(words: Words, grammars: Grammars, stop: int) -> list[tuple[int, Phrase]]:
    """All wordings of a stretch with the word they begin at; ``stop`` is the offset where the stretch ends."""
    table: dict[str, dict[str, tuple[str, ...]]] = grammars.derived(_triggers)
    low = words.low
    found: list[tuple[int, Phrase]] = []
    position = -1
    for index in [index for index, word in enumerate(low) if word in table]:
        after = low[index + 1] if index + 1 < words.count else " "
        by_next = table[low[index]]
        rules = by_next.get("#" if after[0].isdigit() else after) or by_next.get("")
        if rules is None or words.start(index) < position:
            continue
        for rule in rules:
            if rule == "times":
                at, phrase = _times(words, index, grammars, stop, position)
            else:
                at, phrase = index, _phrase(rule, words.text, words.start(index), stop, grammars)
            if phrase is not None:
                found.append((at, phrase))
                position = phrase.end
                break
    return found


def _phrase(rule: str, text: str, start: int, stop: int, grammars: Grammars) -> Phrase | None:
    if rule == "lead":
        return led(text, start, stop, grammars)
    match = grammars.pattern(f"deadline-{rule}").match(text, start, stop)
    if match is None:
        return None
    if rule == "dated":
        phrase = led(text, match.end(), stop, grammars)
        return phrase._replace(start=start, words=text[start : phrase.end].lower()) if phrase is not None and phrase.period else None
    return Phrase(start, match.end(), rule, match[0].lower(), match=match)


def _times(words: Words, index: int, grammars: Grammars, stop: int, position: int) -> tuple[int, Phrase | None]:
    """``03 tháng một lần``: the rule begins up to three words before ``lần``."""
    for back in (3, 2, 1):
        at = index - back
        if at >= 0 and words.start(at) >= position:
            phrase = _phrase("times", words.text, words.start(at), stop, grammars)
            if phrase is not None and phrase.end >= words.end(index):
                return at, phrase
    return index, None


def led(text: str, start: int, stop: int, grammars: Grammars) -> Phrase | None:
    """A lead and its moment at ``start``."""
    match = grammars.pattern("deadline-lead").match(text, start, stop)
    if match is None:
        return None
    lead = next(name for name in _LEADS if match[name] is not None)
    lead_words = match[lead].lower()
    moment = grammars.pattern("deadline-moment").match(text, match.end(), stop)
    if moment is None:
        return _without_moment(match, lead, lead_words, text, stop, grammars)
    written = moment_of(moment)
    if not _fits(lead, lead_words, match["day_word"] is not None, written):
        return None
    part = (match["within_part"] or match["part_word"] or "").lower()
    moments: tuple[Moment, ...] = (written,)
    end = moment.end()
    if lead in ("span", "label", "within"):
        end, moments = _with_second(text, end, stop, written, grammars)
        if lead == "span" and not _is_stretch(moments, lead_words, match["day_word"] is not None):
            return None
    period = ""
    if (written.day is not None or written.month is not None) and written.year is None and len(moments) == 1:
        repeated = grammars.pattern("deadline-repeated").match(text, end, stop)
        if repeated is not None and (written.day is not None or repeated["period"].lower().endswith(_YEAR)):
            end, period = repeated.end(), repeated["period"].lower()
    if lead == "on" and not (lead_words.strip() or match["clock"] or period or written.first_day):
        return None  # the bare date of a fact
    return Phrase(start, end, "lead", text[start:end].lower(), lead, lead_words, part, moments, period)


def _with_second(text: str, end: int, stop: int, first: Moment, grammars: Grammars) -> tuple[int, tuple[Moment, ...]]:
    joint = grammars.pattern("deadline-second").match(text, end, stop)
    second = grammars.pattern("deadline-moment").match(text, joint.end(), stop) if joint is not None else None
    if joint is None or second is None:
        return end, (first,)
    other = moment_of(second)
    if joint["also"] and not _follows(first, other):
        return end, (first,)  # two deadlines, not one stretch
    return second.end(), (first, other)


def _is_stretch(moments: tuple[Moment, ...], lead_words: str, day_word: bool) -> bool:
    """Do the moments after ``từ`` make a stretch of time? ``từ 1 đến 2 đơn vị`` counts something else."""
    if len(moments) < 2:
        return bool(moments[0].first_day) or lead_words.startswith(_BEGINNING)
    first, last = moments[0], moments[-1]
    return day_word or first.month is not None or first.day is None or last.day is None or last.month is not None


def _follows(first: Moment, second: Moment) -> bool:
    """Is the second the next month or quarter after the first?"""
    if first.day is not None or second.day is not None:
        return False
    if first.month is not None and second.month is not None:
        return second.month - first.month == 1
    return first.quarter is not None and second.quarter is not None and second.quarter - first.quarter == 1


def _without_moment(match: regex.Match[str], lead: str, lead_words: str, text: str, stop: int, grammars: Grammars) -> Phrase | None:
    """``ngay trong ngày``; a label before a rhythm (``Thời gian: thường xuyên``)."""
    if lead == "within" and lead_words.startswith("ngay") and match["day_word"]:
        return Phrase(
            match.start(),
            match.start() + len(match[0].rstrip()),
            "lead",
            match[0].lower().rstrip(),
            lead,
            lead_words,
            moments=(Moment(this=_DAY),),
        )
    if match["clock"] and lead in ("before", "latest", "on"):
        for rule in ("each", "weekday"):  # trước 17 giờ hằng ngày, trước 15h00 thứ 5 hằng tuần
            inner = _phrase(rule, text, match.end(), stop, grammars)
            if inner is not None:
                return inner._replace(start=match.start(), lead=lead, lead_words=lead_words)
        return None
    if lead == "label":
        for rule in ("ongoing", "each", "periodic"):
            inner = _phrase(rule, text, match.end(), stop, grammars)
            if inner is not None and not (rule == "ongoing" and inner.match is not None and inner.match["manner"]):
                return inner._replace(start=match.start(), lead="label")
    return None


def _fits(lead: str, lead_words: str, day_word: bool, moment: Moment) -> bool:
    """Does a moment of that kind stand after that lead? ``trước 5``, ``đến năm`` and ``vào 20/5`` are no deadlines."""
    bare_day = moment.day is not None and moment.month is None
    if moment.this:
        if lead == "span":
            return moment.this.startswith("nay")
        if lead in ("until", "latest", "part"):
            return (
                "nay" in moment.this
                or "này" in moment.this
                or (lead_words.rstrip().endswith(("hết", "cuối", "trong", "đầu")) and (lead != "part" or lead_words.startswith("vào")))
            )
        return lead == "within" and " " in moment.this.strip()
    if bare_day:
        return day_word or lead == "span" or (lead == "before" and moment.year is None)
    if lead == "on":
        return day_word and moment.day is not None
    if lead == "part":
        return moment.day is None
    if lead == "within":
        return day_word or moment.day is None
    return True


def moment_of(match: regex.Match[str]) -> Moment:
    """The moment of a match of the rule ``deadline-moment``."""
    group = match.groupdict()
    year = next((int(group[name]) for name in _YEARS if group[name]), None)
    if year is not None and year < 100:
        year += 2000
    if group["first"]:
        return Moment(int(group["last"]), int(group["month0"]), year=year, first_day=int(group["first"]))
    if group["this"]:
        return Moment(this=group["this"].lower())
    if group["half"]:
        return Moment(half=1 if group["half"].lower() == fold("đầu") else 2, year=year)
    if group["quarter"]:
        # A pattern without regard to case also meets the dotted capital İ.
        return Moment(quarter=_QUARTERS.get(group["quarter"].replace("İ", "I").lower()), year=year)
    day = group["day"] or group["day2"] or group["day3"]
    month = group["month"] or group["month2"] or group["month3"]
    return Moment(
        int(day) if day else None,
        int(month) if month else None,
        year=year,
        first_month=int(group["until_month"]) if group["until_month"] else None,
        week=(group["week"] or "").lower(),
    )


def bare_moments(text: str, grammars: Grammars) -> tuple[int, int, tuple[Moment, ...]] | None:
    """The first moment of a cell that holds little else, with the second one that may follow."""
    pattern = grammars.pattern("deadline-moment")
    at = 0
    while at < len(text) and at < _CELL_REACH:
        match = pattern.match(text, at)
        if match is not None and not match["this"] and not match["day3"]:
            end, moments = _with_second(text, match.end(), len(text), moment_of(match), grammars)
            return at, end, moments
        while at < len(text) and text[at].isalnum():
            at += 1
        while at < len(text) and not text[at].isalnum():
            at += 1
    return None


_CELL_REACH = 60  # characters of a time cell in which a moment without a lead is looked for
