"""Reads the mentions of one stretch of text, from type words and from numbers that stand alone."""

from __future__ import annotations

import re

from .citation_lists import finish, read_series
from .citation_mention import Mention, Toolkit, words
from .citation_numbers import FoundNumber, number_after, parts_of, stands_alone
from .citation_types import TypeName, TypeWord
from .citation_unnumbered import read_unnumbered
from .citation_view import View
from .citation_window import read_window

_POINTING = frozenset("ntkđd")
# Last words of the rule issued-before: cheap to test before the rule itself.
_ISSUING = ("hành", "ra", "có", "ký", "qua", "các", "bản")
_FAR_NUMBER = 170
_CLAUSE_BREAK = re.compile(r"[;:\n\t]|\.(?=\s|$)")
_LABEL_BEFORE = re.compile(r"(?:(?P<short>[A-ZĐ][A-Za-zĐđ]{1,4}) {1,2})?(?P<label>[Ss](?:[ốôó]|Ố) {0,2}:? {0,2})?$")
_NO_PAPER = re.compile(r"(?:tài khoản|tài khỏan|biển|hồ sơ|mã|tcvn|qcvn|fax|tel|đt|điện thoại|máy bay|tiêu chuẩn)(?: số)? {0,2}:? {0,2}$", re.IGNORECASE)
_LETTERHEAD = re.compile(r"[ \t]*$", re.MULTILINE)
_CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹ]|(?<!\w)[ĐÊÔƯƠỦỶ]")
_ISSUED = re.compile(r"[;:()\n\t]|,(?= )|\.(?= )")


def read_region(kit: Toolkit, view: View, start: int, end: int) -> list[Mention]:
    """All mentions between two offsets of the view, in order, their stretches apart."""
    numbers = [match for match in kit.rule("cited-number").finditer(view.text, start, end)]
    positions = [match.start() for match in numbers]
    type_words = list(kit.lexicon.words(view, start, end))
    mentions: list[Mention] = []
    stop, next_number = start, 0
    for at, word in enumerate(type_words):
        if word.start < stop:
            continue
        while next_number < len(positions) and positions[next_number] < word.end:
            next_number += 1
        following = type_words[at + 1].start if at + 1 < len(type_words) else end
        far = positions[next_number] if next_number < len(positions) else None
        series = _read_word(kit, view, word, following, far, end)
        for mention in series:
            mention.series = at + 1
            mentions.append(mention)
        if series:
            stop = max(series[-1].end, series[-1].alias_at[1] if series[-1].alias_at and series[-1].title_at is None else 0)
    return _with_lone_numbers(kit, view, numbers, mentions, end)


def _read_word(kit: Toolkit, view: View, word: TypeWord, following: int, far: int | None, limit: int) -> list[Mention]:
    if _only_named(kit, view, word.start):
        return []
    if word.end < limit and (back := _pointing_back(kit, view, word)):
        return [back]
    found = number_after(kit, view, word)
    if found is not None:
        mention = _numbered(word, found)
    elif view.low[word.end : word.end + 1] not in " \n" and word.type.kind == "numbered" and word.end < limit and view.low[word.end].isalpha():
        return []
    elif far is not None and far - word.end <= _FAR_NUMBER and (behind := _number_behind(kit, view, word, following, far, limit)):
        mention = behind
    elif unnumbered := read_unnumbered(kit, view, word, limit):
        return read_series(kit, view, word, finish(kit, view, unnumbered, limit), limit)
    else:
        return []
    read_window(kit, view, mention, mention.end, limit)
    _read_before(kit, view, mention)
    return read_series(kit, view, word, finish(kit, view, mention, limit), limit)


def _only_named(kit: Toolkit, view: View, at: int) -> bool:
    """Is what begins at ``at`` a short name being given (``gọi tắt là Quy định 31``)?"""
    near = view.low[max(at - 30, 0) : at]
    return ("gọi" in near or "viết" in near) and kit.rule("named-here").search(near) is not None


def _numbered(word: TypeWord, found: FoundNumber) -> Mention:
    return Mention(
        word.start,
        found.end,
        "type-and-number",
        type=word.type,
        type_at=(word.start, word.end),
        number=found.parts,
        number_at=(found.start, found.end),
        repaired=found.repaired,
        bare=found.bare,
        tentative=found.tentative,
    )


def _pointing_back(kit: Toolkit, view: View, word: TypeWord) -> Mention | None:
    if view.low[word.end : word.end + 4].lstrip(" ")[:1] not in _POINTING or word.type.kind == "plain":
        return None
    match = kit.rule("pointing-back").match(view.low, word.end)
    if match is None:
        return None
    name = (word.type.name or "").lower()
    mention = Mention(word.start, match.end(), "this-paper" if match["word"] == "này" else "paper-above", type=word.type, type_at=(word.start, word.end))
    mention.points_back = True
    mention.type_capital = word.capital
    mention.tentative = not word.capital and name not in kit.lexicon.self_types
    mention.done = mention.end
    return mention


def _number_behind(kit: Toolkit, view: View, word: TypeWord, following: int, far: int, limit: int) -> Mention | None:
    """A number behind issuer or title: ``Quyết định của Bộ Chính trị số 31-QĐ/TW``, ``Luật Đấu thầu số 61/2005/QH11``."""
    if not word.capital or following < far and _takes_number(view, following, far) or _CLAUSE_BREAK.search(view.text, word.end, far):
        return None
    match = kit.rule("cited-number").match(view.text, far)
    parts = parts_of(kit, match) if match else None
    if match is None or parts is None or kit.lexicon.contradicts(word.type, parts):
        return None
    gap_end = far
    label = re.compile(r"số {0,2}:? {0,2}$").search(view.low, word.end, far)
    if label:
        gap_end = label.start()
    elif word.type.kind != "law":
        return None
    law = parts.issuer_code is not None and parts.issuer_code.startswith(("QH", "UBTVQH"))
    if (word.type.kind == "law") != law and word.type.kind == "law":
        return None
    if word.type.kind != "law" and parts.type_code is None:
        return None
    mention = Mention(word.start, match.end("rest"), "number-behind-title", type=word.type, type_at=(word.start, word.end), number=parts, number_at=(far, match.end("rest")))
    mention.repaired = parts.repaired
    _name_in_gap(kit, view, mention, word, gap_end)
    if law:
        mention.issuer = mention.issuer or ("Ủy ban Thường vụ Quốc hội" if "UBTV" in (parts.issuer_code or "") else "Quốc hội")
        mention.inferred["issuer"] = "the code in the number"
    return mention


def _takes_number(view: View, following: int, far: int) -> bool:
    """Does a type word between have the number for itself? A charter named in a title has none."""
    return not view.low.startswith("điều lệ", following)


def _name_in_gap(kit: Toolkit, view: View, mention: Mention, word: TypeWord, gap_end: int) -> None:
    """What stands between type word and number is the issuer, or the title."""
    of = re.compile(r" {1,3}của {1,2}").match(view.low, word.end)
    if of:
        end = kit.bodies.read(view, of.end(), gap_end)
        if end > of.end():
            mention.issuer, mention.issuer_at = words(view, of.end(), end), ((of.end(), end),)
            read_window(kit, view, mention, end, gap_end)
            mention.end = mention.number_at[1] if mention.number_at else mention.end
            return
    start, end = word.end, gap_end
    while start < end and view.text[start] == " ":
        start += 1
    while end > start and view.text[end - 1] in " ,(":
        end -= 1
    if end > start:
        mention.title, mention.title_at = words(view, start, end), (start, end)


def _read_before(kit: Toolkit, view: View, mention: Mention) -> None:
    """``Ngày 18-2-1998, Bộ Chính trị đã ra Chỉ thị …``: issuer, plenum and date ahead of the verb."""
    if mention.issuer is not None and mention.date is not None:
        return
    if not view.low[max(mention.start - 12, 0) : mention.start].rstrip(" ").endswith(_ISSUING):
        return
    start = max(mention.start - 150, 0)
    verb = kit.rule("issued-before").search(view.low, max(mention.start - 40, 0), mention.start)
    if verb is None:
        return
    clause = start
    for pause in _ISSUED.finditer(view.text, start, verb.start()):
        clause = pause.end()
    while view.text[clause : clause + 1] == " ":
        clause += 1
    if mention.issuer is None and not _issuer_before(kit, view, mention, clause, verb.start()):
        return
    if mention.date is None:
        _date_before(kit, view, mention, clause)


def _issuer_before(kit: Toolkit, view: View, mention: Mention, clause: int, verb: int) -> bool:
    """The body, or the plenum, that the clause before the verb ends with."""
    probe = Mention(clause, clause, "probe")
    if mention.plenum is None and read_window(kit, view, probe, clause, verb) > clause and probe.plenum is not None:
        mention.plenum, mention.term = probe.plenum, mention.term or probe.term
        mention.issuer, mention.issuer_at = probe.issuer or "Ban Chấp hành Trung ương", probe.issuer_at
        if not probe.issuer_at:
            mention.inferred["issuer"] = "a plenum of the Central Committee"
        return True
    for begin in _CAPITAL.finditer(view.text, clause, verb):
        start = begin.start()
        end = kit.bodies.read(view, start, verb)
        if end > start and not view.text[end:verb].strip() and not kit.bodies.is_generic(view, start, end):
            mention.issuer, mention.issuer_at = words(view, start, end), ((start, end),)
            return True
    return False


def _date_before(kit: Toolkit, view: View, mention: Mention, clause: int) -> None:
    """``Ngày …,`` right ahead of the issuer."""
    for match in kit.rule("cited-date").finditer(view.low, max(clause - 40, 0), clause):
        probe = Mention(match.start(), match.end(), "probe")
        read_window(kit, view, probe, match.start(), clause)
        if probe.date and not view.text[match.end() : clause].strip(" ,"):
            mention.date, mention.precision, mention.date_at = probe.date, probe.precision, probe.date_at


def _with_lone_numbers(kit: Toolkit, view: View, numbers: list, mentions: list[Mention], limit: int) -> list[Mention]:  # type: ignore[type-arg]
    """Adds the numbers that no mention covers and that are citations of their own."""
    result: list[Mention] = []
    at, covered = 0, 0
    queue = iter(mentions)
    upcoming = next(queue, None)
    for match in numbers:
        while upcoming is not None and upcoming.start <= match.start():
            result.append(upcoming)
            covered = max(covered, upcoming.end)
            upcoming = next(queue, None)
        if match.start() < covered:
            continue
        ceiling = upcoming.start if upcoming is not None else limit
        for lone in _lone(kit, view, match, covered, ceiling):
            result.append(lone)
            covered = max(covered, lone.end)
    while upcoming is not None:
        result.append(upcoming)
        upcoming = next(queue, None)
    return result


def _lone(kit: Toolkit, view: View, match, covered: int, limit: int) -> list[Mention]:  # type: ignore[no-untyped-def]
    parts = parts_of(kit, match)
    if parts is None:
        return []
    before = _LABEL_BEFORE.search(view.text, max(match.start() - 14, covered), match.start())
    label = bool(before and (before["label"] or (before["short"] and kit.codes.is_type(before["short"]))))
    begin = before.start() if before else match.start()
    if not stands_alone(kit, match, parts, label) or _NO_PAPER.search(view.low, max(begin - 24, 0), begin):
        return []
    type_, start = _type_before(kit, view, begin, covered, before, parts)
    if before and before["label"] and type_ is None and _is_letterhead(view, begin, match.end("rest")):
        return []
    mention = Mention(start, match.end("rest"), "lone-number", type=type_, number=parts, number_at=(match.start("serial"), match.end("rest")), repaired=parts.repaired)
    if start < begin:
        mention.type_at = (start, begin)
    read_window(kit, view, mention, mention.end, limit)
    word = TypeWord(mention.start, mention.end, type_ or TypeName(None, None, frozenset(), "numbered"), True)
    return read_series(kit, view, word, finish(kit, view, mention, limit), limit)


def _is_letterhead(view: View, start: int, end: int) -> bool:
    """Does ``Số 12-CV/ĐU`` stand alone on its line? That is the paper's own number line."""
    alone = not view.text[max(view.text.rfind("\n", 0, start) + 1, 0) : start].strip()
    return alone and bool(_LETTERHEAD.match(view.text, end))


def _type_before(kit: Toolkit, view: View, begin: int, covered: int, before, parts) -> tuple[TypeName | None, int]:  # type: ignore[no-untyped-def]
    """A type word that OCR or abbreviation hid, ahead of a number: ``Ké hoach s``, ``NQ``."""
    if before and before["short"]:
        entry = kit.lexicon.by_code(before["short"], parts.family)
        if entry is not None and (parts.type_code is None or before["short"].upper() == parts.type_code.upper()):
            return kit.lexicon.named(entry.name), before.start("short")
    label_start = before.start("label") if before and before["label"] else begin
    return kit.lexicon.damaged_before(view, label_start, covered)
