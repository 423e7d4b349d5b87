"""References inside one paper: to the paper itself, back to a citation, and short names resolved to the full citation.

A value that is taken over from another mention, from the issuer or from a code is entered in ``inferred`` with its ground.
Nothing is taken over where two citations of the paper would both fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text import key
from .citation_mention import Mention, Toolkit
from .citation_view import View
from .identity import Paper
from .numbers import NumberParts

_MOST_READINGS = 40
"""Citations of one serial that are compared with a short name; more of them prove nothing, and would take time."""
_HEAD = re.compile(r"[-/]")
_STATE_FORM = re.compile(r"[\w.]*/(?:\d{4}[-/])?")
_JOINT_TYPES = ("TTLT", "TTLB", "NQLT", "HDLN", "HDLT", "KHLT", "CTPH", "QCPH")
_PARTY_TYPES = frozenset(("CT", "NQ", "KL", "KH", "HD", "TB", "BC", "ĐA", "TTr", "CV", "TT", "CTr", "QĐ"))


def resolve(kit: Toolkit, view: View, mentions: list[Mention], paper: Paper) -> list[Mention]:
    """Resolves all mentions of one paper and returns those that are citations after all."""
    _mark_self(kit, view, mentions, paper)
    _share_in_chains(kit, view, mentions)
    full = _full_citations(mentions)
    kept = []
    latest: dict[str | None, Mention] = {}
    for mention in mentions:
        name = mention.type.name if mention.type else None
        if mention.points_back:
            if not _point_back(latest.get(name), mention, paper):
                continue
        else:
            latest[name] = mention
        if mention.bare and not mention.self_reference:
            _complete(kit, mention, full)
        if mention.tentative and mention.bare:
            continue
        kept.append(mention)
    _lend_within_paper(kept)
    for mention in kept:
        _settle_code(kit, mention)
        _settle_type_code(kit, mention)
        _issuer_of_code(kit, mention)
    return kept


def _settle_code(kit: Toolkit, mention: Mention) -> None:
    """``TƯ`` is a slip for TU or for TW: the issuer tells which; without one it stays."""
    number = mention.number
    if number is None or number.issuer_code not in ("TƯ", "T.Ư") or mention.issuer is None:
        return
    code = kit.bodies.code_of(mention.issuer)
    if code in ("TU", "TW"):
        canonical = number.canonical[: -len(number.issuer_code)] + code
        mention.number = number._replace(issuer_code=code, canonical=canonical, repaired=True)
        mention.repaired = True


def _settle_type_code(kit: Toolkit, mention: Mention) -> None:
    """``Thông tư số 6/TC-CTN``: what is the code of another type, and of a body too, is that of the body."""
    number, type_ = mention.number, mention.type
    form = _STATE_FORM.match(number.canonical) if number is not None else None
    if number is None or form is None or number.issuer_code is None:
        return
    if number.type_code is None:
        if number.family == "party" and kit.issuers.families_of(number.issuer_code) == {"party"}:
            mention.number = number._replace(family="state")  # 53/CB-BGTVT: no Party body numbers so
        return
    if type_ is None or type_.name is None or not kit.codes.is_issuer(number.type_code):
        return
    if kit.lexicon.contradicts(type_, number) and kit.lexicon.by_code(number.type_code, None, type_.name) is None:
        mention.number = number._replace(type_code=None, issuer_code=number.canonical[form.end() :])


def _mark_self(kit: Toolkit, view: View, mentions: Iterable[Mention], paper: Paper) -> None:
    """The paper's own number, and the line of an annex that names the paper it belongs to."""
    own = paper.number
    for mention in mentions:
        number = mention.number
        if number is None or own is None:
            continue
        same_codes = (number.type_code, number.issuer_code) == (own.type_code, own.issuer_code) and number.issuer_code is not None
        if not same_codes:
            continue
        if own.serial is not None and number.serial is not None:
            mention.self_reference = _serial(number) == own.serial.lstrip("0") and not _other_date(mention, paper)
        else:
            mention.self_reference = kit.rule("annex-line").search(view.low, max(mention.start - 50, 0), mention.start) is not None


def _serial(number: NumberParts) -> str:
    return (number.serial or "").lstrip("0")


def _other_date(mention: Mention, paper: Paper) -> bool:
    return bool(mention.date and paper.date and mention.precision == "day" and mention.date != paper.date.isoformat())


def _point_back(earlier: Mention | None, mention: Mention, paper: Paper) -> bool:
    """``này`` points to the paper, or to the text it brings into force; ``nêu trên`` to the last citation of that type."""
    assert mention.type is not None
    to_paper = mention.rule == "this-paper"
    if to_paper and (paper.type is None or paper.type.name == mention.type.name):
        mention.self_reference = True
        return True
    if earlier is not None:
        mention.self_reference, mention.antecedent = earlier.self_reference, earlier
        return True
    if to_paper and mention.type_capital and not mention.tentative:
        mention.self_reference = True
        return True
    return False


def _share_in_chains(kit: Toolkit, view: View, mentions: list[Mention]) -> None:
    """In ``A, B của X`` the issuer belongs to A too, where the codes do not say otherwise."""
    for mention, following in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if mention.issuer or not following.issuer or following.series == mention.series or mention.region != following.region:
            continue
        if mention.number is None or following.number is None or not kit.rule("chain").fullmatch(view.low, mention.done, following.start):
            continue
        if mention.bare and following.bare and following.date is None:
            mention.issuer = following.issuer
            mention.infer("issuer", "the end of the list")
        if not mention.number.issuer_code or not following.number.issuer_code:
            continue
        body = kit.bodies.code_of(following.issuer)
        if body is not None and body == mention.number.issuer_code:
            mention.issuer = following.issuer
            mention.infer("issuer", "the end of the list")
            if following.number.issuer_code not in (body, "HNTW", "BCT") and "issuer" not in following.inferred:
                following.issuer, following.issuer_at = None, ()  # the words at the end contradict the code of this item
        elif following.number.issuer_code == mention.number.issuer_code:
            mention.issuer = following.issuer
            mention.infer("issuer", "the end of the list")


def _full_citations(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Mentions with a coded number, by serial; of several that say the same, the first."""
    full: dict[str, dict[tuple[object, ...], Mention]] = {}
    for mention in mentions:
        number = mention.number
        if number is not None and not mention.bare and number.serial and "number" not in mention.inferred:
            same = full.setdefault(_serial(number), {})
            if len(same) < _MOST_READINGS:
                same.setdefault((number.canonical, mention.type, mention.date, mention.issuer), mention)
    return {serial: list(same.values()) for serial, same in full.items()}


def _complete(kit: Toolkit, mention: Mention, full: dict[str, list[Mention]]) -> None:
    """Completes a bare serial from the full citation in this paper, else from its issuer."""
    assert mention.number is not None
    fits = [m for m in full.get(_serial(mention.number), ()) if _same_type(mention, m) and _agree(kit, mention, m)]
    if fits and len({m.number.canonical for m in fits if m.number}) == 1:
        first = fits[0]
        mention.number = first.number
        mention.bare = False
        mention.infer("number", "the full citation in this paper")
        if mention.number is not None and mention.number.serial is None:
            return
        dates = {m.date for m in fits if m.date}
        if len(dates) == 1 and mention.date is None:
            dated = next(m for m in fits if m.date)
            mention.date, mention.precision = dated.date, dated.precision
            mention.infer("date", "the full citation in this paper")
        issuers = {key(m.issuer) for m in fits if m.issuer}
        if len(issuers) == 1 and mention.issuer is None:
            mention.issuer = next(m.issuer for m in fits if m.issuer)
            mention.infer("issuer", "the full citation in this paper")
        return
    _number_from_issuer(kit, mention)


def _same_type(mention: Mention, other: Mention) -> bool:
    if mention.type is None or other.type is None:
        return True
    return mention.type.name == other.type.name or bool(mention.type.codes & other.type.codes)


def _agree(kit: Toolkit, mention: Mention, other: Mention) -> bool:
    """Can both be one paper, by issuer, date and year?"""
    if mention.date and other.date and not (mention.date.startswith(other.date) or other.date.startswith(mention.date)):
        return False
    if mention.number and other.number and mention.number.year and mention.number.year != other.number.year:
        return False
    if not mention.issuer or "issuer" in mention.inferred:
        return True
    if other.issuer and "issuer" not in other.inferred:
        a, b = key(mention.issuer), key(other.issuer)
        return a in b or b in a or kit.bodies.code_of(mention.issuer) == kit.bodies.code_of(other.issuer) is not None
    code = kit.bodies.code_of(mention.issuer)
    return code is None or (other.number is not None and other.number.issuer_code == code)


def _number_from_issuer(kit: Toolkit, mention: Mention) -> None:
    """``Chỉ thị số 05 của Bộ Chính trị`` can only be 05-CT/TW: a party body with one code, a type with one code."""
    if mention.issuer is None or mention.type is None or mention.number is None or mention.number.serial is None or mention.number.year:
        return
    body = kit.bodies.code_of(mention.issuer)
    entry = kit.issuers.entry_of_code(body) if body else None
    type_code = mention.type.code
    if entry is None or entry.family != "party" or type_code not in _PARTY_TYPES or mention.type.name in ("Quy định", "Thông tư"):
        return
    serial = mention.number.serial
    mention.number = NumberParts(f"{serial}-{type_code}/{body}", serial, type_code, body, None, "party")
    mention.bare = False
    mention.infer("number", "the code of the issuer")


def _lend_within_paper(mentions: list[Mention]) -> None:
    """Mentions of one number lend each other date and issuer, unless two of them differ."""
    groups: dict[tuple[str, str | None], list[Mention]] = {}
    for mention in mentions:
        if mention.number is not None and mention.number.serial and not mention.bare and not mention.self_reference:
            groups.setdefault((mention.number.canonical.lstrip("0"), mention.type.name if mention.type else None), []).append(mention)
    for group in groups.values():
        if len(group) > 1:
            _lend(group)


def _lend(group: list[Mention]) -> None:
    printed = [m for m in group if m.date and "date" not in m.inferred]
    if printed and len({m.date for m in printed}) == 1:
        for mention in group:
            if mention.date is None:
                mention.date, mention.precision = printed[0].date, printed[0].precision
                mention.infer("date", "another mention in this paper")
    elif printed:
        return
    names = [m for m in group if m.issuer and "issuer" not in m.inferred]
    if names and len({key(m.issuer or "") for m in names}) == 1:
        for mention in group:
            if mention.issuer is None:
                mention.issuer = names[0].issuer
                mention.infer("issuer", "another mention in this paper")


def _issuer_of_code(kit: Toolkit, mention: Mention) -> None:
    number = mention.number
    if number is None or number.issuer_code is None or mention.issuer is not None or mention.self_reference:
        return
    if kit.codes.is_type(_HEAD.split(number.issuer_code)[0]):
        return  # 5/CT-TTg under another type word: no telling the type from the body
    if number.type_code is None and _STATE_FORM.match(number.canonical):
        families = kit.issuers.families_of(number.issuer_code)
        if families == {"party"} or (len(families) > 1 and "-" not in number.issuer_code):
            return  # 53/CB-BGTVT: not where a Party body has its code; 32/BCT: of the Bộ Chính trị in old papers
    elif mention.repaired and number.type_code and kit.codes.is_issuer(number.type_code) and kit.lexicon.contradicts(mention.type, number):
        return  # 90TC/TCT: no type code but that of a body
    year = number.year or (int(mention.date[:4]) if mention.date else None)
    joint = number.type_code is not None and number.type_code.upper().startswith(_JOINT_TYPES)
    if name := (kit.issuers.of_joint_code if joint else kit.issuers.of_code)(number.issuer_code, number.family, year):
        mention.issuer = name
        mention.infer("issuer", "the code in the number")
