"""Lists: items that share a type word (``217, 218``; ``số 60/…, số 73/…``; ``khóa XI, XII``) and what they lend each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .citation_mention import Mention, Toolkit, ordinal, term_in
from .citation_numbers import FoundNumber, bare_serial, coded_number
from .citation_types import TypeWord
from .citation_view import View
from .citation_window import read_alias, read_title, read_window
from .numbers import NumberParts

if TYPE_CHECKING:
    import regex

_LONGEST_SERIES = 40
_GOES_ON = frozenset(",;/&vh")


def read_series(kit: Toolkit, view: View, word: TypeWord, first: Mention, limit: int) -> list[Mention]:
    """``first`` and the items behind it that have no type word of their own, with what they share spread among them."""
    series = [first]
    while len(series) < _LONGEST_SERIES:
        item = _next(kit, view, word, series[-1], limit)
        if item is None:
            break
        series.append(item)
    if len(series) > 1:
        _share(series)
    return series


def finish(kit: Toolkit, view: View, mention: Mention, limit: int) -> Mention:
    """Reads title and short name behind a mention and sets ``done``."""
    at = read_alias(kit, view, mention, mention.end, limit)
    at = read_title(kit, view, mention, at, limit) if mention.title_at is None else at
    mention.done = read_alias(kit, view, mention, at, limit) if mention.alias_at is None else at
    return mention


def _next(kit: Toolkit, view: View, word: TypeWord, last: Mention, limit: int) -> Mention | None:
    if last.number_at is not None:
        return _next_number(kit, view, word, last, limit)
    item = _next_congress(kit, view, last, limit) if last.congress else _next_plenum(kit, view, last, limit)
    if item is None:
        return None
    read_window(kit, view, item, item.end, limit)
    return finish(kit, view, item, limit)


def _next_number(kit: Toolkit, view: View, word: TypeWord, last: Mention, limit: int) -> Mention | None:
    if view.low[last.done : last.done + 4].lstrip(" ")[:1] not in _GOES_ON:
        return None
    link = kit.rule("number-again").match(view.low, last.done, limit)
    if link is None:
        return None
    label = bool(link["label"])
    found = coded_number(kit, view, link.end(), label)
    if found is None or found.end > limit:
        found = _serial_again(kit, view, link, word, last)
    if found is None or kit.lexicon.contradicts(last.type, found.parts):
        return None
    if link["sign"] == ";" and not label and not found.parts.type_code:
        return None
    mention = Mention(link.start("label") if label else found.start, found.end, "list-item", last.type)
    mention.number = found.parts
    mention.number_at, mention.repaired, mention.bare = (found.start, found.end), found.repaired, found.bare
    if last.type is not None:
        mention.infer("type", "the type word of the list")
    read_window(kit, view, mention, found.end, limit)
    return finish(kit, view, mention, limit)


def _serial_again(kit: Toolkit, view: View, link: regex.Match[str], word: TypeWord, last: Mention) -> FoundNumber | None:
    """A serial alone continues a list only where the list goes on or ends right behind it."""
    if link["sign"] == ";" and not link["label"]:
        return None
    found = bare_serial(kit, view, link.end(), True, word)
    if found is None or found.parts.year or not kit.rule("closes-item").match(view.low, found.end):
        return None
    return found if last.bare or link["label"] or not (last.date or last.issuer) else None


def _next_plenum(kit: Toolkit, view: View, last: Mention, limit: int) -> Mention | None:
    if last.plenum is None:
        return None
    if last.term is None:
        match = kit.rule("plenum-again").match(view.low, last.end, limit)
        if match is None:
            return None
        mention = _sibling(last, match.start("n"), match.end("n"), "plenum")
        mention.plenum = str(ordinal(match["n"]))
        return mention
    again = kit.rule("term-again").match(view.low, last.end)
    if again is None:
        return None
    mention = _sibling(last, again.start("term"), again.end("term"), "plenum")
    mention.plenum, mention.term = last.plenum, term_in(view, again, "term")
    mention.infer("plenum", "the list")
    return mention


def _next_congress(kit: Toolkit, view: View, last: Mention, limit: int) -> Mention | None:
    match = kit.rule("congress-again").match(view.low, last.end, limit)
    if match is None:
        return None
    mention = _sibling(last, *match.span("item"), "congress")
    mention.term, mention.congress = term_in(view, match, "t"), True
    return mention


def _sibling(last: Mention, start: int, end: int, rule: str) -> Mention:
    mention = Mention(start, end, rule, last.type)
    mention.issuer = last.issuer
    mention.infer("type", "the type word of the list")
    mention.infer("issuer", "the list")
    return mention


def _share(series: list[Mention]) -> None:
    """Codes, issuer, date and term given once belong to every item that has none of its own."""
    coded = next((m for m in series if not m.bare and m.number and (m.number.type_code or m.number.issuer_code)), None)
    for mention in series:
        if mention.bare and coded is not None:
            mention.number = _with_codes(mention.number, coded.number)
            mention.bare = False
            mention.infer("number", "another number of the list")
    first, last = series[0], series[-1]
    if first.issuer_at and first.issuer_at[0][0] < first.start and not any(m.issuer for m in series[1:]):
        for mention in series[1:]:
            mention.issuer = first.issuer
            mention.infer("issuer", "the beginning of the list")
    dated = any(mention.date for mention in series[:-1])
    lent = False
    for mention in series[:-1]:
        if last.issuer and mention.issuer is None:
            mention.issuer = last.issuer
            mention.infer("issuer", "the end of the list")
            lent = True
        if last.term and mention.term is None and "issuer" in mention.inferred:
            mention.term = last.term
            mention.infer("congress_term", "the end of the list")
        if last.date and not dated:
            mention.date, mention.precision = last.date, last.precision
            mention.infer("date", "the end of the list")
    if lent:
        _own_words(last)


def _own_words(last: Mention) -> None:
    """Ends the last item of a list ahead of the issuer that belongs to all items."""
    if not last.issuer_at or last.number_at is None or last.issuer_at[0][0] < last.number_at[1]:
        return
    issuer = last.issuer_at[0][0]
    last.infer("issuer", "the end of the list")
    last.end = last.number_at[1]
    if last.date_at and last.date_at[1] <= issuer:
        last.end = max(last.end, last.date_at[1])
    elif last.date_at:
        last.infer("date", "the end of the list")


def _with_codes(bare: NumberParts | None, full: NumberParts | None) -> NumberParts | None:
    """The serial of ``bare`` with year and codes of ``full``."""
    if bare is None or full is None or bare.serial is None or full.serial is None:
        return bare
    return full._replace(serial=bare.serial, canonical=bare.serial + full.canonical[len(full.serial) :], repaired=False)
