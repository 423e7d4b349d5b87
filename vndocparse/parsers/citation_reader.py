"""Reads the mentions of one stretch of text, from type words and from numbers that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .citation_before import read_before
from .citation_lists import finish, read_series
from .citation_mention import Mention, Toolkit, words
from .citation_numbers import FoundNumber, number_after, parts_of, stands_alone
from .citation_types import TypeName, TypeWord
from .citation_unnumbered import read_unnumbered
from .citation_view import View
from .citation_window import read_window
from .numbers import NumberParts

if TYPE_CHECKING:
    import regex

_FAR_NUMBER = 170
"""Characters from a type word to a number that still belongs to it, behind its issuer or title."""
_POINTING = frozenset("ntkđd")
# One class in front: the engine skips to it.
_CLAUSE_BREAK = re.compile(r"[;:\n\t.](?:(?<!\.)|(?=\s|$))")
_LABEL_BEFORE = re.compile(r"(?:(?P<short>[A-ZĐ][A-Za-zĐđ]{1,4}) {1,2})?(?P<label>[Ss][ốồổỗộôóòỏõọoỐÔO]? {0,2}:? {1,2}|[Ss][ốỐ]:?)?\Z")
_LABEL_AHEAD = re.compile(r"số {0,2}:? {0,2}\Z")
_OF = re.compile(r" {1,3}của {1,2}")
_LINE_END = re.compile(r"[ \t]{0,20}(?:\n|$)")
_HEADING_GAP = re.compile(r"[ ,]{0,3}(?:về )?\"?")
_UNNAMED = TypeName(None, None, frozenset(), "numbered")


def read_region(kit: Toolkit, view: View, start: int, end: int) -> list[Mention]:
    """All mentions between two offsets of the view, in order, their stretches apart."""
    positions = [position for position in view.numbers if start <= position < end]
    type_words = list(kit.lexicon.words(view, start, end))
    mentions: list[Mention] = []
    stop, at_number = start, 0
    for at, word in enumerate(type_words):
        if word.start < stop:
            continue
        while at_number < len(positions) and positions[at_number] < word.end:
            at_number += 1
        following = type_words[at + 1].start if at + 1 < len(type_words) else end
        far = positions[at_number] if at_number < len(positions) else end
        series = _read_word(kit, view, word, following, far, (stop, end))
        if series and mentions and _is_its_heading(view, mentions[-1], series[0]):
            continue
        for mention in series:
            mention.series = at + 1
        mentions += series
        if series:
            alias = series[-1].alias_at
            last = series[-1]
            stop = alias[1] if alias and last.title_at is None else max(last.end, *(end for _, end in last.issuer_at), 0)
    return _with_lone_numbers(kit, view, positions, mentions, end)


def _read_word(kit: Toolkit, view: View, word: TypeWord, following: int, far: int, room: tuple[int, int]) -> list[Mention]:
    """The mentions that a type word opens; ``following`` is the next type word, ``far`` the next number, ``room`` the
    stretch from the end of the mention before to the end of the region."""
    floor, limit = room
    if _only_named(kit, view, word.start):
        return []
    if back := _pointing_back(kit, view, word):
        return [back]
    if found := number_after(kit, view, word):
        mention = _numbered(kit, word, found)
    elif word.type.kind == "short":
        return []
    elif word.type.kind == "numbered" and view.low[word.end : word.end + 1].isalpha():
        return []  # a longer word
    elif behind := _number_behind(kit, view, word, following, far):
        mention = behind
    elif unnumbered := read_unnumbered(kit, view, word, limit):
        return read_series(kit, view, word, finish(kit, view, unnumbered, limit), limit)
    else:
        return []
    read_window(kit, view, mention, mention.end, limit)
    read_before(kit, view, mention, floor)
    return read_series(kit, view, word, finish(kit, view, mention, limit), limit)


def _is_its_heading(view: View, notice: Mention, mention: Mention) -> bool:
    """``Thông báo số … Kết luận của …``: the conclusion is what the notice announces, no paper of its own."""
    if mention.rule != "issuer-alone" or mention.type is None or notice.type is None:
        return False
    names = (notice.type.name, mention.type.name)
    return names == ("Thông báo", "Kết luận") and _HEADING_GAP.fullmatch(view.low, notice.end, mention.start) is not None


def _only_named(kit: Toolkit, view: View, at: int) -> bool:
    """Is what begins at ``at`` a short name being given (``gọi tắt là Quy định 31``)?"""
    near = view.low[max(at - 30, 0) : at]
    return ("gọi" in near or "viết" in near) and kit.rule("named-here").search(near) is not None


def _pointing_back(kit: Toolkit, view: View, word: TypeWord) -> Mention | None:
    if view.low[word.end : word.end + 4].lstrip(" ")[:1] not in _POINTING or word.type.kind in ("plain", "short"):
        return None
    match = kit.rule("pointing-back").match(view.low, word.end)
    if match is None:
        return None
    rule = "this-paper" if match["word"] == "này" else "paper-above"
    mention = Mention(word.start, match.end(), rule, word.type, (word.start, word.end))
    mention.points_back = True
    mention.type_capital = word.capital
    mention.tentative = not word.capital and (word.type.name or "").lower() not in kit.lexicon.self_types
    mention.done = mention.end
    return mention


def _numbered(kit: Toolkit, word: TypeWord, found: FoundNumber) -> Mention:
    type_ = word.type if word.type.kind != "short" else kit.lexicon.written_out(word.type, found.parts.family)
    mention = Mention(word.start, found.end, "type-and-number", type_, (word.start, word.end))
    mention.number, mention.number_at = found.parts, (found.start, found.end)
    mention.repaired, mention.bare, mention.tentative = found.repaired, found.bare, found.tentative
    return mention


def _number_behind(kit: Toolkit, view: View, word: TypeWord, following: int, far: int) -> Mention | None:
    """A number behind issuer or title: ``Quyết định của Bộ Chính trị số 31-QĐ/TW``, ``Luật Đấu thầu số 61/2005/QH11``."""
    match = view.numbers.get(far)
    if match is None or not word.capital or far - word.end > _FAR_NUMBER:
        return None
    if following < far and not view.low.startswith("điều lệ", following) and not _in_law_title(view, word, following, far):
        return None  # the number is that of the type word between; a charter named in a title has none
    label = _LABEL_AHEAD.search(view.low, word.end, far)
    parts = parts_of(kit, match)
    if parts is None or not _fits(kit, word, parts, label is not None) or _CLAUSE_BREAK.search(view.text, word.end, far):
        return None
    end = match.end("rest")
    mention = Mention(word.start, end, "number-behind-title", word.type, (word.start, word.end))
    mention.number, mention.number_at, mention.repaired = parts, (far, end), parts.repaired
    _name_in_gap(kit, view, mention, word, label.start() if label else far)
    return mention


def _in_law_title(view: View, word: TypeWord, following: int, far: int) -> bool:
    """Is the type word between in small letters, in the title of a law (``Pháp lệnh Hợp nhất văn bản … số 01/2012/UBTVQH13``)?"""
    return word.type.kind == "law" and view.text[following].islower() and "," not in view.text[word.end : far]


def _fits(kit: Toolkit, word: TypeWord, parts: NumberParts, label: bool) -> bool:
    """Can a number at some distance be that of the type word?"""
    if word.type.kind == "law":
        return parts.issuer_code is not None and parts.issuer_code.startswith(("QH", "UBTVQH"))
    return label and parts.type_code is not None and not kit.lexicon.contradicts(word.type, parts)


def _name_in_gap(kit: Toolkit, view: View, mention: Mention, word: TypeWord, gap_end: int) -> None:
    """What stands between type word and number is the issuer, or the title."""
    if of := _OF.match(view.low, word.end):
        end = kit.bodies.read(view, of.end(), gap_end)
        if end > of.end():
            number_end = mention.end
            mention.issuer, mention.issuer_at = words(view, of.end(), end), ((of.end(), end),)
            read_window(kit, view, mention, end, gap_end)
            mention.end = number_end
            return
    start, end = word.end, gap_end
    while start < end and view.text[start] == " ":
        start += 1
    while end > start and view.text[end - 1] in " ,(":
        end -= 1
    # Two syllables are part of the type: Chương trình công tác số 02.
    if end > start and (word.type.kind == "law" or view.text.count(" ", start, end) > 1):
        mention.title, mention.title_at = words(view, start, end), (start, end)


def _with_lone_numbers(kit: Toolkit, view: View, positions: Sequence[int], mentions: list[Mention], limit: int) -> list[Mention]:
    """Adds the numbers that no mention covers and that are citations of their own."""
    result: list[Mention] = []
    queue: Iterator[Mention] = iter(mentions)
    upcoming = next(queue, None)
    covered = 0
    for position in positions:
        while upcoming is not None and upcoming.start <= position:
            result.append(upcoming)
            covered = max(covered, upcoming.end)
            upcoming = next(queue, None)
        if position < covered:
            continue
        for lone in _lone(kit, view, view.numbers[position], covered, upcoming.start if upcoming is not None else limit):
            result.append(lone)
            covered = max(covered, lone.end)
    if upcoming is not None:
        result.append(upcoming)
    return result + list(queue)


def _lone(kit: Toolkit, view: View, match: regex.Match[str], covered: int, limit: int) -> list[Mention]:
    """The citations that begin with a number without a type word, if it is one."""
    parts = parts_of(kit, match)
    before = _LABEL_BEFORE.search(view.text, max(match.start() - 14, covered), match.start())
    if parts is None or before is None or match.end("rest") > limit:
        return []
    label = bool(before["label"] or (before["short"] and kit.codes.is_type(before["short"])))
    begin = before.start()
    if not stands_alone(kit, match, parts, label) or kit.rule("no-directive").search(view.low, max(begin - 24, 0), begin):
        return []
    type_, start = _type_before(kit, view, before, covered, parts)
    if before["label"] and type_ is None and _is_letterhead(view, begin, match.end("rest")):
        return []
    end = match.end("rest")
    mention = Mention(start, end, "lone-number", type_)
    mention.number, mention.number_at, mention.repaired = parts, (match.start("serial"), end), parts.repaired
    if start < begin:
        mention.type_at = (start, begin)
    read_window(kit, view, mention, end, limit)
    word = TypeWord(start, end, type_ or _UNNAMED, capital=True)
    return read_series(kit, view, word, finish(kit, view, mention, limit), limit)


def _is_letterhead(view: View, start: int, end: int) -> bool:
    """Does ``Số 12-CV/ĐU`` stand alone on its line? That is the paper's own number line."""
    before = view.text[max(start - 40, 0) : start].rstrip(" \t")
    return (before.endswith("\n") or not before) and _LINE_END.match(view.text, end) is not None


def _type_before(kit: Toolkit, view: View, before: re.Match[str], covered: int, parts: NumberParts) -> tuple[TypeName | None, int]:
    """A type word that OCR or abbreviation hid ahead of a number (``Ké hoach s``, ``NQ``), and where the mention begins."""
    if before["short"]:
        entry = kit.lexicon.by_code(before["short"], parts.family)
        if entry is not None and (parts.type_code is None or before["short"].upper() == parts.type_code.upper()):
            return kit.lexicon.named(entry.name), before.start()
    type_, start = kit.lexicon.damaged_before(view, before.start("label") if before["label"] else before.start(), covered)
    return (type_, start) if type_ is not None else (None, before.start())
