"""What stands behind a number or a name in the same clause: date, issuer, term, plenum, in any order; then the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .citation_mention import Mention, Toolkit, iso_date, ordinal, term_in, words
from .citation_view import View

if TYPE_CHECKING:
    import regex

_GAP = re.compile(r"[ *]{0,4}(,?)[ *]{0,4}")  # asterisks: bold in Markdown
_OF = re.compile(r" {1,3}của {1,2}")
_JOINT = re.compile(r" ?[-,;] ?")
_CLOSING = re.compile(r" ?\)")
_ENDS_CLAUSE = re.compile(r" {0,3}(?:[;:.)\"\n]|,? {0,3}(?:về(?!\w)|v/v)|của(?!\w)|$)")
_BY_YEAR = frozenset(("Sắc lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch", "Pháp lệnh", "Luật", "Bộ luật", "Lệnh"))
"""Kinds that are told by number and year: with others a year behind the number is mostly that of the clause."""
_BRACKET = re.compile(r"[^()\n]{0,80}\)")
_ABOUT = re.compile(r"(?:về việc|về|v/v) {1,3}", re.IGNORECASE)
_MEETINGS = ("hội nghị", "đại hội")
_ISSUED = frozenset("bđkptvm")
_TITLE_BEGINS = frozenset("v\"'")
_JOINT_TYPES = ("TTLT", "TTLB", "NQLT", "HDLN", "HDLT", "KHLT", "CTPH", "QCPH")
_LONGEST_TITLE = 600
_LONGEST_QUOTE = 100
_SHORTEST_TITLE = 4


def read_window(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """Reads on behind ``at`` and returns where it stopped; ``mention.end`` follows what was taken."""
    while True:
        gap = _GAP.match(view.text, at, limit)
        begin, comma = (gap.end(), bool(gap[1])) if gap else (at, False)
        first = view.low[begin : begin + 1]
        if first == "(":
            after = _bracket(kit, view, mention, begin, limit)
        elif first in "nt" or first.isdigit():
            after = _date(kit, view, mention, begin, comma) or _meeting(kit, view, mention, begin, limit)
        elif first in "cdg":
            after = _issuer(kit, view, mention, begin, limit) or _meeting(kit, view, mention, begin, limit)
        elif first == "k":
            after = _term(kit, view, mention, begin)
        elif first in "hđl":
            after = _meeting(kit, view, mention, begin, limit) or (_issuer(kit, view, mention, begin, limit) if first == "đ" else 0)
        else:
            after = 0
        if not after and first in _ISSUED:
            after = _issued_on(kit, view, mention, begin)
        if not after and mention.end == mention.date_end:
            after = _issuer_without_of(kit, view, mention, begin, limit)
        if not after or after > limit:
            return at
        at = mention.end = after


def _date(kit: Toolkit, view: View, mention: Mention, at: int, comma: bool) -> int:
    """A date; behind an issuer and a comma it must close the clause, else it opens the next one."""
    if view.low.startswith("nhiệm", at):
        years = kit.rule("years-of-office").match(view.low, at)
        return years.end() if years and not comma else 0
    match = kit.rule("cited-date").match(view.low, at)
    if match is None or mention.date is not None:
        return 0
    # A month or year alone is mostly of the clause.
    loose = match.lastgroup in ("y4", "y5") and mention.number_at is not None and not match[0].startswith("ng")
    if loose and match.lastgroup == "y5" and not comma and mention.type is not None and mention.type.name in _BY_YEAR:
        loose = False
    if (loose and comma) or ((loose or (comma and mention.issuer)) and not _ENDS_CLAUSE.match(view.low, match.end())):
        return 0
    return _take_date(mention, match)


def _take_date(mention: Mention, match: regex.Match[str]) -> int:
    mention.date_at = match.span()  # without a date where the day does not exist (ngày 31/02/2020)
    if found := iso_date(match):
        mention.date, mention.precision = found
    return match.end()


def _issued_on(kit: Toolkit, view: View, mention: Mention, at: int) -> int:
    """``ban hành vào ngày 28 tháng 9 năm 2022``, ``ban hành tháng 5/2025``."""
    verb = kit.rule("issued-on").match(view.low, at) if mention.date is None else None
    match = kit.rule("cited-date").match(view.low, verb.end()) if verb else None
    return _take_date(mention, match) if match and iso_date(match) else 0


def _bracket(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """A bracket that holds a date, a term or years of office; anything else is left alone."""
    low = view.low
    match = kit.rule("cited-date").match(low, at + 1 + (low[at + 1 : at + 2] == " "))
    closing = _CLOSING.match(low, match.end(), limit) if match else None
    if match and closing is None and (after := _issuer_in_bracket(kit, view, mention, match, limit)):
        return after
    if match is None and (after := _plenum_in_bracket(kit, view, mention, at, limit)):
        return after
    if closing is None:
        match = kit.rule("date-in-brackets").match(low, at + 1)
    if match is not None and mention.date is None:
        _take_date(mention, match)
        return closing.end() if closing else match.end()
    if after := _term(kit, view, mention, at):
        if low[after - 1] == ")" or kit.rule("term-again").match(low, after):
            return after
        whole = _BRACKET.match(low, after, limit)
        return whole.end() if whole else after
    years = kit.rule("years-of-office").match(low, at)
    return years.end() if years else 0


def _issuer_in_bracket(kit: Toolkit, view: View, mention: Mention, date: regex.Match[str], limit: int) -> int:
    """``(20/6/2025 của Đảng bộ thành phố)``."""
    of = _OF.match(view.low, date.end(), limit)
    if of is None or mention.issuer is not None or mention.date is not None:
        return 0
    end = kit.bodies.read(view, of.end(), limit)
    closing = _CLOSING.match(view.low, end, limit) if end > of.end() else None
    if closing is None:
        return 0
    mention.issuer, mention.issuer_at = words(view, of.end(), end), ((of.end(), end),)
    _take_date(mention, date)
    return closing.end()


def _plenum_in_bracket(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """``(TW6 lần 2 - 2/1999)``, ``(Hội nghị Trung ương 4 khóa XI)``."""
    if mention.plenum is not None or (match := kit.rule("plenum").match(view.low, at + 1, limit)) is None:
        return 0
    end = match.end()
    term = kit.rule("term-of-congress").match(view.low, end + 1, limit) if view.low.startswith(" ", end) else None
    end = term.end() if term else end
    date = kit.rule("date-in-brackets").match(view.low, joint.end(), limit) if (joint := _JOINT.match(view.low, end, limit)) else None
    closing = None if date else _CLOSING.match(view.low, end, limit)
    if date is None and closing is None:
        return 0
    mention.plenum = session(match["n"], match["session"])
    if term and mention.term is None:
        mention.term = term_in(view, term, "term")
    if date is None or mention.date is not None:
        return (date or closing).end()  # type: ignore[union-attr]
    return _take_date(mention, date)


def _term(kit: Toolkit, view: View, mention: Mention, at: int) -> int:
    match = kit.rule("term-of-congress").match(view.low, at)
    if match is None or mention.term is not None:
        return 0
    mention.term = term_in(view, match, "term")
    closing = _CLOSING.match(view.low, match.end()) if match[0].startswith("(") else None
    return closing.end() if closing else match.end()


def _issuer(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    link = kit.rule("issued-by").match(view.low, at)
    if link is None or mention.issuer is not None or view.low.startswith(_MEETINGS, link.end()):
        return 0
    start = link.end()
    joint = mention.number is not None and (mention.number.type_code or "").upper().startswith(_JOINT_TYPES)
    between = link[0].startswith("giữa")
    end = (kit.bodies.read_all if joint or between else kit.bodies.read)(view, start, limit)
    if between and end == kit.bodies.read(view, start, limit):
        return 0
    if link[0].startswith("do") and kit.rule("not-issued-by").match(view.low, end):
        return 0
    if link[0].startswith("được") and not view.low.startswith((" ban hành", " ký", " thông qua"), end):
        return 0
    if end == start or (kit.bodies.is_generic(view, start, end) and not mention.number_at):
        return 0
    mention.issuer = words(view, start, end)
    mention.issuer_at = ((start, end),)
    if link[0].startswith(("do", "được")) and view.low.startswith(" ban hành", end):
        end += len(" ban hành")
    return end


def _issuer_without_of(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """``…, ngày 22/12/2024 Chính phủ về …``: a body right behind the date that closes the clause."""
    if mention.issuer is not None or not view.text[at : at + 1].isupper():
        return 0
    end = kit.bodies.read(view, at, limit)
    if end == at or kit.bodies.is_generic(view, at, end) or not _ENDS_CLAUSE.match(view.low, end):
        return 0
    mention.issuer, mention.issuer_at = words(view, at, end), ((at, end),)
    return end


def _meeting(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """The session of a central or local committee, or the congress, that adopted the paper."""
    if mention.plenum is not None or not view.low.startswith(kit.meeting_openings, at):
        return 0
    if match := kit.rule("plenum-in-words").match(view.low, at):
        end = kit.bodies.read(view, match.end(), limit)
        mention.plenum = session(match["n"], match["session"])
        if end > match.end() and mention.issuer is None:
            mention.issuer, mention.issuer_at = words(view, match.end(), end), ((match.end(), end),)
        return end
    if match := kit.rule("plenum").match(view.low, at):
        mention.plenum = session(match["n"], match["session"])
        return match.end()
    return _congress(kit, view, mention, at, limit)


def _congress(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """``của Đại hội đại biểu Đảng bộ xã lần thứ XII``; ``được thông qua tại Đại hội VII``."""
    link = kit.rule("passed-at-congress").match(view.low, at, limit)
    match = kit.rule("congress").match(view.low, link.end() if link else at, limit)
    if match is None or mention.term is not None:
        return 0
    mention.term = term_in(view, match, "t", "t2")
    if match[0].startswith("của") and mention.issuer is None:
        mention.issuer, mention.issuer_at = words(view, *match.span("body")), (match.span("body"),)
    return match.end()


def session(number: str, part: str | None) -> str | None:
    """The number of a plenum in digits, with its part: ``6 (lần 2)``."""
    value = ordinal(number)
    return None if value is None else f"{value} ({part.strip(' ()')})" if part else str(value)


def read_title(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """The words that name the paper (``về …``, or in quotes); returns where they end, ``at`` where there are none."""
    if view.low[at : at + 8].lstrip(" ,")[:1] not in _TITLE_BEGINS:
        return at
    opening = kit.rule("title-opening").match(view.low, at, limit)
    if opening is None:
        return at
    start, reach = opening.end(), min(limit, opening.end() + _LONGEST_TITLE)
    if opening["quote"]:
        closing = view.text.find('"', start, reach)
        while start < closing and view.text[start] == " ":
            start += 1
        about = _ABOUT.match(view.text, start, closing) if closing > start else None
        begin, last = about.end() if about else start, closing
        while last > begin and view.text[last - 1] in " ,":
            last -= 1
        if last - begin < _SHORTEST_TITLE or not view.text[begin].isalnum():
            return at  # the quote closes what the citation stands in
        mention.title_at = (begin, last)
        return closing + 1
    end = _title_end(kit, view, start, reach)
    if end == reach < limit:
        return at
    while end > start and view.text[end - 1] in " ,-":
        end -= 1
    if end - start < _SHORTEST_TITLE:
        return at
    mention.title_at = (start, end)
    return end


def _title_end(kit: Toolkit, view: View, start: int, reach: int) -> int:
    """Where the title that begins at ``start`` ends, ``reach`` where nothing ends it."""
    at = start
    while match := kit.title_end.search(view.low, at, reach):
        at = _inside_title(kit, view, start, match.start(), reach)
        if not at:
            return match.start()
    return reach


def _inside_title(kit: Toolkit, view: View, start: int, sign: int, reach: int) -> int:
    """The end of what begins with the sign if it is part of the title, 0 if not: words in quotes, the term behind a
    document that the title names."""
    text, low = view.text, view.low
    if text[sign] == '"' and text[sign - 1] == " ":
        closing = text.find('"', sign + 2, min(sign + _LONGEST_QUOTE, reach))
        return closing + 1 if closing > 0 and "\n" not in text[sign:closing] and ";" not in text[sign:closing] else 0
    if text[sign] == "(" and low.startswith("khóa", sign + 1) and kit.lexicon.scanner.search(low, start, sign):
        bracket = _BRACKET.match(text, sign + 1, reach)
        return bracket.end() if bracket else 0
    return 0


def read_alias(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> int:
    """A bracket that gives the paper a short name (``sau đây gọi tắt là …``); returns its end, or ``at``."""
    if view.text[at : at + 8].lstrip(" ,")[:1] != "(":
        return at
    begin = view.text.index("(", at)
    bracket = _BRACKET.match(view.text, begin + 1, limit)
    named = kit.rule("named-below").search(view.low, begin, bracket.end()) if bracket else None
    if bracket is None or named is None:
        return at
    mention.alias_at = (named.end(), bracket.end() - 1)
    return bracket.end()
