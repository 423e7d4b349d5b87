"""Numbers of cited documents: where one stands behind a type word, and when one that stands alone is a citation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .citation_mention import Toolkit
from .citation_types import TypeWord
from .citation_view import View
from .numbers import NumberParts, own_digits, parse_number

if TYPE_CHECKING:
    import regex

_DIGITS = str.maketrans("OolI|SB", "0011158")
_TOKEN = re.compile(r"[^-/\s.]+")
_GLUED_YEAR = re.compile(r"(\d{1,3})((?:19[5-9]|20[0-4])\d)(?=/(?:NĐ|TT|QĐ)-)")
_CACHED = 4096
_YEARS = range(2000, 2036)
# Looked at before the rules of damaged numbers and of small letters, which are long.
_CODE_NEAR = re.compile(r"[.…_ ]{0,6}[\dOoSlIB|]{1,6}(?:\.\d{1,3})?\w?[.…_]{0,8} {0,3}(?:/ {0,2}\d{4})? {0,3}[-/]? {0,3}[A-ZĐƯ]")
_SMALL_NEAR = re.compile(r"\d{1,6}\w?(?:/\d{4})?[-/][a-zđư]")
_NOT_COUNTED = (" của ", " về ", " và ")
_OPENERS = re.compile(r"[\d.…_OolSIB-]| {2,}-|[ ]?/")


class FoundNumber(NamedTuple):
    """A number with its stretch; ``label`` says that số stands before it, ``bare`` that it is a serial alone."""

    parts: NumberParts
    start: int
    end: int
    label: bool
    bare: bool = False
    repaired: bool = False
    tentative: bool = False


def number_after(kit: Toolkit, view: View, word: TypeWord) -> FoundNumber | None:
    """The number directly behind a type word, with or without số."""
    if view.low.startswith(" số ", word.end) and view.low[word.end + 4 : word.end + 5].isdigit():
        at, labelled = word.end + 4, True
    else:
        begin = word.end
        while view.low[begin : begin + 1] == " " and begin < word.end + 30:
            begin += 1
        if view.low[begin : begin + 1] not in kit.number_letters or not view.low.startswith(kit.number_openings, begin):
            return None
        label = kit.rule("number-label").match(view.low, word.end)
        at = label.end() if label else word.end
        labelled = bool(label and label["label"])
        if not labelled and not _OPENERS.match(view.text, at):
            return None
    return coded_number(kit, view, at, labelled) or bare_serial(kit, view, at, labelled, word) or _blank(kit, view, at, labelled, word)


def coded_number(kit: Toolkit, view: View, at: int, label: bool) -> FoundNumber | None:
    """A number with codes at ``at``, damaged or not."""
    if (match := view.numbers.get(at)) and (parts := parts_of(kit, match)):
        return FoundNumber(parts, match.start("serial"), match.end("rest"), label, repaired=parts.repaired)
    if (
        _CODE_NEAR.match(view.text, at)
        and (match := kit.rule("cited-number-damaged").match(view.text, at))
        and (found := _damaged(kit, match, label))
    ):
        return found
    if not _SMALL_NEAR.match(view.text, at):
        return None
    if (match := kit.rule("cited-number-small").match(view.low, at)) and view.text[match.start() : match.end()] == match[0]:
        parts = parse_number(match[0].upper(), kit.codes)
        if parts is not None and _known(kit, parts):
            return FoundNumber(parts, match.start(), match.end(), label)
    return None


def parts_of(kit: Toolkit, match: regex.Match[str]) -> NumberParts | None:
    """The parts of a match of ``cited-number``; remembered, as papers repeat their numbers."""
    core = match[0]
    if core in kit.numbers:
        return kit.numbers[core]
    if len(kit.numbers) >= _CACHED:
        kit.numbers.clear()
    mended = _mended(kit, core)
    parts = parse_number(mended, kit.codes)
    if parts is not None and (mended != core or core[: len(parts.serial or "")] != parts.serial):
        parts = parts._replace(repaired=True)
    kit.numbers[core] = parts
    return parts


def _mended(kit: Toolkit, core: str) -> str:
    """``core`` without a footnote mark at its end, with a slash or a dash lost between known codes put back."""
    core = _GLUED_YEAR.sub(r"\1/\2", core)
    tokens = _TOKEN.findall(core)
    last = tokens[-1]
    plain = last.rstrip("0123456789")
    if plain != last and kit.codes.is_issuer(plain) and not kit.codes.is_issuer(last) and plain not in ("HĐND", "QH", "UBTVQH", "BCĐ"):
        core = core[: len(core) - len(last) + len(plain)]
        tokens[-1] = last = plain
    if last[0].isalpha() and not any(map(kit.codes.is_type, tokens)) and not kit.codes.is_issuer(last):
        for at in (2, 3, 4):
            if kit.codes.is_type(last[:at]) and kit.codes.is_issuer(last[at:]):
                joint = "/" if "-" in core and "/" not in core else "-"
                return f"{core[: -len(last)]}{last[:at]}{joint}{last[at:]}"
    return core


def _damaged(kit: Toolkit, match: regex.Match[str], label: bool) -> FoundNumber | None:
    whole = match["serial"] + match["rest"]
    end = own_digits(whole, len(match["serial"]), kit.codes)
    serial, rest = whole[:end], whole[end:]
    digits = serial.translate(_DIGITS)
    parts = parse_number(digits + rest.replace("…", "").replace("_", ""), kit.codes)
    if parts is None or parts.serial is None or not _known(kit, parts):
        return None
    if parts.issuer_code is None and not set(rest) & {"-", "/"}:
        return None
    start = match.start("serial")
    return FoundNumber(parts, start, match.end("rest"), label, repaired=parts.repaired or digits != serial)


def _known(kit: Toolkit, parts: NumberParts) -> bool:
    """Is one of the codes in the tables?"""
    if parts.type_code and kit.codes.is_type(parts.type_code):
        return True
    first = _TOKEN.match(parts.issuer_code or "")
    return bool(first and kit.codes.is_issuer(first[0]))


def bare_serial(kit: Toolkit, view: View, at: int, label: bool, word: TypeWord) -> FoundNumber | None:
    """A serial without codes (Chỉ thị 05, Kế hoạch số 155, Nghị định số 178/2024)."""
    match = kit.rule("cited-serial").match(view.text, at)
    if match is None or word.type.kind == "basic":
        return None
    if match["year"] and not label and word.type.kind != "short" and word.type.name not in ("Nghị định", "Thông tư", "Luật"):
        return None
    if kit.rule("street-address").match(view.low, match.end()):
        return None
    if label:
        if not word.capital and _is_place(kit, view, match.end()):
            return None
    elif not match["year"] and not _serial_alone(kit, view, match, word):
        return None
    tentative = not label and not word.capital and not match["year"]
    parts = NumberParts(match[0], match["serial"], None, None, int(match["year"]) if match["year"] else None, None)
    return FoundNumber(parts, match.start(), match.end(), label, bare=True, tentative=tentative)


def _serial_alone(kit: Toolkit, view: View, match: regex.Match[str], word: TypeWord) -> bool:
    """Is a number right behind a type word, without số, a serial and no count, year or measure?"""
    if word.type.kind in ("plain", "law") or match["serial"].strip("0") == "":
        return False
    value = int(re.sub(r"\D", "", match["serial"].split(".")[0]))
    if value in _YEARS and not kit.rule("cited-date").match(view.low, match.end() + 1):
        return False
    behind = view.low[match.end() : match.end() + 4].lstrip(" ")[:1]
    if not (behind.isalpha() or behind == "%") or view.low.startswith(_NOT_COUNTED, match.end()):
        return True
    return not kit.rule("counted-things").match(view.low, match.end())


def _is_place(kit: Toolkit, view: View, at: int) -> bool:
    """Does a name of capitals follow that is no body (số 5 Điện Biên Phủ)?"""
    rest = view.text[at : at + 24].lstrip(" ")
    return rest[:1].isupper() and not kit.bodies.is_head(rest.split(" ")[0].lower())


def _blank(kit: Toolkit, view: View, at: int, label: bool, word: TypeWord) -> FoundNumber | None:
    """Codes without a serial, still to be filled in."""
    match = kit.rule("cited-number-blank").match(view.text, at)
    if match is None or not (label or word.capital):
        return None
    parts = parse_number(match[0], kit.codes)
    if parts is None or parts.serial is not None or not _known(kit, parts):
        return None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return FoundNumber(parts, start, match.end(), label)


def stands_alone(kit: Toolkit, match: regex.Match[str], parts: NumberParts, label: bool) -> bool:
    """Is a number that no type word introduces a citation? Codes must be known; a lone issuer must stand tight."""
    rest = match["rest"]
    tokens = _TOKEN.findall(rest)[1 if match["year"] else 0 :]
    known_type = bool(parts.type_code and kit.codes.is_type(parts.type_code))
    known_issuer = bool(parts.issuer_code and kit.codes.is_issuer(_TOKEN.findall(parts.issuer_code)[0]))
    if len(tokens) == 1:
        return known_issuer and " " not in rest and (label or len(tokens[0]) > 1)
    if known_type:
        return True
    return (known_issuer and rest.startswith("/") and " " not in rest) or label
