"""What stands ahead of a mention and the verb of issuing: ``Ngày 18-2-1998, Bộ Chính trị (khóa VIII) đã ra Chỉ thị …``."""

from __future__ import annotations

import re

from .citation_mention import Mention, Toolkit, iso_date, words
from .citation_view import View
from .citation_window import read_window

_FARTHEST = 150
# Last words of the rule issued-before: cheap to test before the rule itself.
_ISSUING = ("hành", "ra", "có", "ký", "qua", "các", "bản", "với")
_CLAUSE_BREAK = re.compile(r"[;:\n\t.](?:(?<!\.)|(?=\s|$))")
_CAPITAL = re.compile(r"(?<!\w)(?:[A-Z]|[ĐÊÔƯƠỦỶ])")
_MEETING = re.compile(r"(?<!\w)(?:hội nghị|trung ương|tw|ban chấp|bch)")
_GAP = re.compile(r"[ ,]{0,6}")


def read_before(kit: Toolkit, view: View, mention: Mention, floor: int) -> None:
    """Fills issuer, plenum, term and date from the clause ahead of the verb; ``floor`` is where the mention before ends."""
    if mention.issuer is not None and mention.date is not None:
        return
    if not view.low[max(mention.start - 12, 0) : mention.start].rstrip(" ").endswith(_ISSUING):
        return
    verb = kit.rule("issued-before").search(view.low, max(mention.start - 40, floor), mention.start)
    if verb is None:
        return
    clause = max(mention.start - _FARTHEST, floor)
    for pause in _CLAUSE_BREAK.finditer(view.text, clause, verb.start()):
        clause = pause.end()
    subject = None
    if mention.issuer is None:
        subject = _meeting(kit, view, mention, clause, verb.start())
        if subject is None and verb["with"] is None:
            subject = _issuer(kit, view, mention, clause, verb.start())
        if subject is None:
            return
    elif verb["with"] is None:
        subject = verb.start()
    if mention.date is None and subject is not None:
        _date_before(kit, view, mention, clause, subject)


def _meeting(kit: Toolkit, view: View, mention: Mention, clause: int, verb: int) -> int | None:
    """``Hội nghị Trung ương 3 khóa IX đã ra``, ``Trung ương 3 khóa VIII (6/1997) với``: where the words of the plenum begin."""
    if mention.plenum is not None:
        return None
    for opening in _MEETING.finditer(view.low, clause, verb):
        probe = Mention(opening.start(), opening.start(), "probe")
        at = read_window(kit, view, probe, opening.start(), verb)
        if probe.plenum is not None and _reaches(kit, view, probe, at, verb):
            mention.plenum, mention.term = probe.plenum, mention.term or probe.term
            mention.issuer, mention.issuer_at = probe.issuer or "Ban Chấp hành Trung ương", probe.issuer_at
            if not probe.issuer_at:
                mention.infer("issuer", "a plenum of the Central Committee")
            if mention.date is None and probe.precision == "day":  # a month is that of the plenum
                mention.date, mention.precision, mention.date_at = probe.date, probe.precision, probe.date_at
            return opening.start()
    return None


def _issuer(kit: Toolkit, view: View, mention: Mention, clause: int, verb: int) -> int | None:
    """The body that the clause before the verb ends with, its term and the day of its session behind it; where it begins."""
    for begin in _CAPITAL.finditer(view.text, clause, verb):
        start = begin.start()
        end = kit.bodies.read(view, start, verb)
        if end == start or kit.bodies.is_generic(view, start, end):
            continue
        probe = Mention(start, end, "probe")
        probe.issuer = name = words(view, start, end)
        if _reaches(kit, view, probe, end, verb):
            mention.issuer, mention.issuer_at = name, ((start, end),)
            mention.term = mention.term or probe.term
            if mention.date is None and probe.date is not None:
                mention.date, mention.precision, mention.date_at = probe.date, probe.precision, probe.date_at
            return start
    return None


def _reaches(kit: Toolkit, view: View, probe: Mention, at: int, verb: int) -> bool:
    """Does nothing but term, session and day stand between a body and the verb?"""
    while at < verb:
        begin = at
        at = read_window(kit, view, probe, at, verb)
        gap = _GAP.match(view.text, at, verb)
        after = gap.end() if gap else at
        if after >= verb:
            return True
        if session := kit.rule("session-held").match(view.low, after, verb):
            at = session.end()
        elif (date := kit.rule("cited-date").match(view.low, after, verb)) and (found := iso_date(date)):
            if probe.date is None:
                probe.date, probe.precision = found
                probe.date_at = date.span()
            at = date.end()
        if at == begin:
            return False
    return True


def _date_before(kit: Toolkit, view: View, mention: Mention, clause: int, subject: int) -> None:
    """``Ngày …,`` right ahead of the issuer."""
    for match in kit.rule("cited-date").finditer(view.low, max(clause, subject - 40), subject):
        found = iso_date(match)
        if found and not view.text[match.end() : subject].strip(" ,"):
            mention.date, mention.precision = found
            mention.date_at = match.span()
