"""Gives every mention of a paper its identifier, one for all mentions of one document."""

from __future__ import annotations

import re
from functools import lru_cache

from ..grammar import Family
from ..text import fold
from .citation_mention import Mention, Toolkit
from .identity import UNDATED, UNKNOWN, Identity, Paper, identifier, is_ambiguous, same, slug

_MOST_READINGS = 40
_UNITS = {
    "xã": "xa", "phường": "phuong", "thị trấn": "tt", "đặc khu": "dk", "huyện": "huyen", "quận": "quan", "thị xã": "tx",
    "tỉnh": "tinh", "thành phố": "tp", "tp": "tp", "tp.": "tp",
}  # fmt: skip
_COUNTRY = "việt nam"
_COMMITTEES = (
    ("tỉnh", "TU"), ("thành phố", "TU"), ("huyện", "HU"), ("quận", "QU"), ("thị xã", "TXU"), ("xã", "ĐU"), ("phường", "ĐU"),
    ("chi bộ", "CB"),
)  # fmt: skip
_ONLY_BODY = {"Nghị định": "CP"}
_LEVEL_OF_CODE = (
    (re.compile(r"(?:.*TU|UBMT.*T)$"), "tỉnh"),
    (re.compile(r".*(?:HU|QU|ThU|TXU)$"), "huyện"),
    (re.compile(r".*(?:ĐU|CB)$"), "xã"),
)


def identify(kit: Toolkit, mentions: list[Mention], paper: Paper) -> None:
    """Fills ``id`` and ``id_ambiguous`` of all mentions."""
    places = places_of(kit, paper)
    own = own_identifier(kit, paper, places)
    for mention in mentions:
        if mention.self_reference:
            mention.id = own
        elif mention.antecedent is None:
            mention.id = identifier(identity_of(kit, mention, places))
    _unify(mentions)
    for mention in mentions:
        if mention.antecedent is not None and not mention.self_reference:
            mention.id = mention.antecedent.id
        mention.id_ambiguous = mention.id is not None and is_ambiguous(mention.id)


def own_identifier(kit: Toolkit, paper: Paper, places: dict[str, str]) -> str | None:
    """The identifier of the paper itself; ``places`` are those of its letterhead, by level."""
    number = paper.number
    if number is None or paper.type is None:
        return None
    code = _head(number.issuer_code)
    family = kit.issuers.family_of(code, number.canonical)
    return identifier(
        Identity(
            family,
            code,
            code is not None and kit.issuers.is_local(code, family),
            places.get(_level(code)),
            number.type_code or paper.type.code or paper.type.name,
            number.serial,
            number.year or (paper.date.year if paper.date else None),
            None,
        )
    )


def identity_of(kit: Toolkit, mention: Mention, places: dict[str, str]) -> Identity:
    """What is known of the identity of a mention; ``places`` are those of the citing paper, by level."""
    number, type_ = mention.number, mention.type
    code = _head(number.issuer_code if number else None)
    if code in (None, "TƯ") and mention.issuer:
        code = kit.bodies.code_of(mention.issuer) or code
    type_code = number.type_code if number else None
    if type_ is not None and type_.name is not None and (type_code is None or (type_.codes and type_code.upper() not in type_.codes)):
        type_code = type_.code or type_.name
    family: Family | None = number.family if number else None
    serial = number.serial if number else _serial_of(mention)
    if type_ is not None and (type_.kind == "law" or type_.name == "Hiến pháp"):
        family, code, type_code = "state", "UBTVQH" if type_.name == "Pháp lệnh" else "QH", type_.name
    elif mention.congress or (mention.plenum and number is None):
        family = "mass-org" if _of_mass_organisation(kit, mention) else "party"
        code = None if family == "mass-org" else (None if mention.congress else code) or _committee_of(mention)
    elif type_ is not None and type_.kind == "basic":
        family, code, type_code = "party", code or "TW", type_.name
    elif code is None and type_ is not None:
        code = _ONLY_BODY.get(type_.name or "")
    if family is None:
        family = kit.issuers.family_of(code, number.canonical if number else "")
    year = number.year if number and number.year else int(mention.date[:4]) if mention.date else None
    local = code is not None and kit.issuers.is_local(code, family)
    return Identity(family, code, local, _place(kit, mention, code, places), type_code, serial, year, mention.term)


@lru_cache(maxsize=4096)
def _low(name: str) -> str:
    return fold(name).lower()


@lru_cache(maxsize=1024)
def _head(issuer_code: str | None) -> str | None:
    """The issuer without department and, for the assembly, without its term."""
    if not issuer_code:
        return None
    head = re.split(r"[-/.]", issuer_code)[0]
    return head.rstrip("0123456789") if head.startswith(("QH", "UBTVQH", "HĐND")) else head


def _serial_of(mention: Mention) -> str | None:
    if mention.plenum:
        return "hn" + mention.plenum.replace(" ", "")
    if mention.congress:
        return "dh"
    if mention.type is not None and mention.type.kind == "law" and mention.title:
        return slug(mention.title)
    if mention.type is not None and mention.type.kind == "basic":
        return UNDATED
    return slug(mention.title) if mention.title and mention.rule in ("charter-rules",) else None


def _of_mass_organisation(kit: Toolkit, mention: Mention) -> bool:
    """Was it a congress of the Youth Union, the women, the farmers, …?"""
    low = _low(mention.issuer or "")
    return "đảng" not in low and kit.rule("mass-organisation").search(low) is not None


def _committee_of(mention: Mention) -> str:
    """The code of the committee whose congress or plenum it was."""
    low = _low(mention.issuer or "")
    return next((code for level, code in _COMMITTEES if level in low), "TW")


@lru_cache(maxsize=1024)
def _level(code: str | None) -> str:
    for pattern, level in _LEVEL_OF_CODE:
        if code and pattern.match(code):
            return level
    return ""


def _place(kit: Toolkit, mention: Mention, code: str | None, places: dict[str, str]) -> str | None:
    """The place named with the issuer, else that of the citing paper on the level of the code."""
    low = _low(mention.issuer or "")
    if low.endswith(_COUNTRY) and "issuer" not in mention.inferred:
        return _COUNTRY  # Bảo hiểm xã hội Việt Nam, not that of a province
    if mention.issuer and "issuer" not in mention.inferred and (named := kit.place_at_end(low)):
        word, name = named
        unit = _UNITS.get(word)
        plain = unit is None or (unit in ("tinh", "tp", "huyen", "quan", "tx") and code not in ("UBND", "HĐND", "UB"))
        return name if plain else f"{unit} {name}"
    level = _level(code)
    if not level and code in ("UBND", "HĐND", "UB"):
        level = next((word for word in ("tỉnh", "huyện", "xã") if re.search(rf"(?:ubnd|hđnd|nhân dân) {word}$", low)), "")
        return f"{_UNITS[level]} {places[level]}" if level in places else None
    return places.get(level)


def places_of(kit: Toolkit, paper: Paper) -> dict[str, str]:
    """The places that the letterhead names, by level."""
    places: dict[str, str] = {}
    for body in (paper.parent, paper.issuer):
        low = _low(body or "")
        named = kit.place_at_end(low)
        if named is None:
            continue
        word, name = named
        unit = word.split()[0].rstrip(".")
        if unit == "tỉnh":
            places["tỉnh"] = name
        elif unit in ("huyện", "quận") or word in ("thị xã", "thị ủy"):
            places["huyện"] = name
        elif word in ("xã", "phường", "thị trấn", "đặc khu"):
            places["xã"] = f"{_UNITS[word]} {name}"
        elif unit in ("thành", "tp"):
            places.setdefault("tỉnh", name)
    return places


def _unify(mentions: list[Mention]) -> None:
    """Mentions whose identifiers can only be of one paper take the one that tells most."""
    cited = [mention for mention in mentions if mention.id is not None and not mention.self_reference]
    laws = [mention for mention in cited if mention.type is not None and mention.type.kind == "law" and mention.title]
    titles: dict[str, set[str]] = {}
    for mention in laws:
        if mention.number is not None and mention.id is not None:
            titles.setdefault(slug(mention.title or ""), set()).add(mention.id)
    better = _fullest({mention.id for mention in cited if mention.id is not None})
    for mention in cited if better else ():
        mention.id = better.get(mention.id or "", mention.id)
    for mention in laws:
        numbered = titles.get(slug(mention.title or ""), set()) if mention.number is None else ()
        fitting = [one for one in numbered if mention.date is None or one.endswith(mention.date[:4])]
        if len(fitting) == 1:
            mention.id = fitting[0]


def _fullest(identifiers: set[str]) -> dict[str, str]:
    """For identifiers that can only be of the same paper as others: the one of them that tells most."""
    buckets: dict[tuple[str, str], list[str]] = {}
    for one in sorted(identifiers):  # sorted: of two that tell as much the same one is taken every time
        _, _, _, type_, serial, _ = one.split(":")
        buckets.setdefault((type_, serial), []).append(one)
    better: dict[str, str] = {}
    for (_, serial), ids in buckets.items():
        if 1 < len(ids) <= _MOST_READINGS and serial != UNKNOWN:
            for one in ids:
                fits = [other for other in ids if same(one, other)]
                best = max(fits, key=_known_parts)
                if best != one and all(same(best, other) for other in fits):
                    better[one] = best
    return better


def _known_parts(identifier_: str) -> tuple[int, int]:
    parts = identifier_.split(":")
    when = 2 if parts[5].isdigit() else 1 if parts[5] != UNDATED else 0
    return (sum(UNKNOWN not in part for part in parts[1:4]), when)
