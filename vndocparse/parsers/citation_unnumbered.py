"""Documents cited without a number: by plenum or congress, by date, by name (laws, charters), by their issuer alone."""

from __future__ import annotations

import re

from ..text import fold
from .citation_mention import Mention, Toolkit, iso_date, term_in, words
from .citation_types import TypeName, TypeWord
from .citation_view import View
from .citation_window import read_window, session

_BLANKS = re.compile(r" {0,3}")
_LAW_GAP = re.compile(r" {0,3},? {0,3}")
_NAME = re.compile(r"[^\s,;:.()\"]+")
_CLAUSE_BREAK = re.compile(r"[;:.\n\t)](?:(?<!\))|(?= |$))")
_LONGEST_LAW = 160
_OTHER_LUAT = ("kỷ ", "pháp ", "quy ")
"""In a line of capitals luật is also the end of kỷ luật (discipline), pháp luật, quy luật."""
_COUNCIL_AND = fold("hội đồng nhân dân và ủy ban nhân dân")
_CHARTER = TypeName("Điều lệ", None, frozenset(), "basic")
_ALSO_TALK = ("Quy định", "Quyết định")
"""What such a word says at the head of a sentence is mostly any rule or decision of the body."""


def read_unnumbered(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """The mention that ``word`` opens, if it can be one without a number."""
    if word.type.kind == "law":
        return _law(kit, view, word, limit) if word.capital and not view.low.endswith(_OTHER_LUAT, 0, word.start) else None
    if word.type.kind == "basic":
        return _basic(kit, view, word, limit) if word.capital else None
    if word.type.kind == "plain":
        return None
    at = _skip_blanks(view, word.end)
    first = view.low[at : at + 1]
    if first in "thcbl" and (found := _plenum(kit, view, word, at, limit)):
        return found
    if first in "đct" and (found := _congress(kit, view, _new(word, at, "congress"), at, limit)):
        return found
    if first.isdigit() or first == "n":
        return _by_date(kit, view, word, at, limit)
    return _by_name(kit, view, word, limit) if word.capital else None


def _new(word: TypeWord, end: int, rule: str) -> Mention:
    return Mention(word.start, end, rule, word.type, (word.start, word.end))


def _skip_blanks(view: View, at: int) -> int:
    blanks = _BLANKS.match(view.low, at)
    return blanks.end() if blanks else at


def _infer_issuer(mention: Mention, name: str, ground: str) -> None:
    if mention.issuer is None:
        mention.issuer = name
        mention.infer("issuer", ground)


def _plenum(kit: Toolkit, view: View, word: TypeWord, at: int, limit: int) -> Mention | None:
    low = view.low
    if match := kit.rule("plenum-in-words").match(low, at):
        end = kit.bodies.read(view, match.end(), limit)
        if end == match.end():
            return None
        mention = _new(word, end, "plenum-in-words")
        mention.issuer, mention.issuer_at = words(view, match.end(), end), ((match.end(), end),)
    elif match := kit.rule("plenum").match(low, at):
        mention = _new(word, match.end(), "plenum")
        _infer_issuer(mention, "Ban Chấp hành Trung ương", "a plenum of the Central Committee")
    elif match := kit.rule("term-alone").match(low, at):
        mention = _new(word, match.end(), "term-alone")
        _infer_issuer(mention, "Ban Chấp hành Trung ương", "a term of the Central Committee")
        read_window(kit, view, mention, match.end(), limit)
        return mention if mention.term else None
    else:
        return None
    mention.plenum = session(match["n"], match["session"])
    read_window(kit, view, mention, mention.end, limit)
    return mention


def _congress(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> Mention | None:
    """A paper of a congress; without term or years of office nothing is cited."""
    low = view.low
    match = kit.rule("congress").match(low, at, limit)
    found = match or kit.rule("congress-by-years").match(low, at, limit)
    if found is None or kit.rule("no-single-congress").search(low, *found.span("body")):
        return None
    mention.end = found.end()
    mention.congress = True
    if match:
        mention.term = term_in(view, match, "t", "t2")
    _name_congress(kit, view, mention, *found.span("body"), limit)
    if of_party := kit.rule("of-the-party").match(low, mention.end):
        mention.end = of_party.end()
    read_window(kit, view, mention, mention.end, limit)
    return mention


def _name_congress(kit: Toolkit, view: View, mention: Mention, start: int, end: int, limit: int) -> None:
    """Whose congress it is: the words before the term, or those behind it (``Đại hội lần thứ XII Đảng bộ tỉnh``)."""
    name = words(view, start, end)
    if len(name.split()) > 3:
        mention.issuer, mention.issuer_at = name, ((start, end),)
        return
    if of := kit.rule("congress-of").match(view.low, mention.end):
        body_end = kit.bodies.read(view, of.end(), limit)
        if body_end > of.end():
            mention.issuer = f"{name} {words(view, of.end(), body_end)}"
            mention.issuer_at = ((start, end), (of.end(), body_end))
            mention.end = body_end
            return
    _infer_issuer(mention, "Đại hội đại biểu toàn quốc", "a congress without another name")


def _by_date(kit: Toolkit, view: View, word: TypeWord, at: int, limit: int) -> Mention | None:
    """``Nghị quyết 13/5/1988 của Bộ Chính trị``: the date stands where the number would."""
    match = kit.rule("cited-date").match(view.low, at)
    found = iso_date(match) if match else None
    if match is None or found is None or found[1] != "day":
        return None
    mention = _new(word, match.end(), "cited-date")
    mention.date, mention.precision = found
    mention.date_at = match.span()
    read_window(kit, view, mention, match.end(), limit)
    return mention if mention.issuer else None


def _by_name(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """A capital type word with its issuer, with what it regulates and its issuer, or on carrying out the charter."""
    low = view.low
    if charter := kit.rule("charter-rules").match(low, word.end):
        mention = _new(word, charter.end(), "charter-rules")
        _set_title(view, mention, word.end, charter.end())
        read_window(kit, view, mention, charter.end(), limit)
        return mention
    at = word.end
    if word.type.name == "Quy chế" and (work := kit.rule("work-of-body").match(low, at)):
        at = work.end()
    elif (word.type.name or "").lower() not in kit.lexicon.by_issuer:
        return _by_issuer_and_title(kit, view, word, limit)
    if view.text[word.start : word.end].isupper() or kit.rule("more-than-one").search(low, max(word.start - 12, 0), word.start):
        return None
    mention = _new(word, at, "issuer-alone")
    if at > word.end:
        _set_title(view, mention, word.end, at)
    if low.startswith(" và ", at):
        return _with_next(kit, view, mention, at + 4, limit)
    if not low.startswith("của ", _skip_blanks(view, at)):
        return None
    read_window(kit, view, mention, at, limit)
    return mention if mention.issuer else None


def _by_issuer_and_title(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """``Chỉ thị của Thủ tướng Chính phủ về …``: one paper, where a body by its own name and a title or a day tell which."""
    text, low = view.text, view.low
    if not low.startswith(" của ", word.end) or text[word.start : word.end].isupper():
        return None
    if kit.rule("more-than-one").search(low, max(word.start - 12, 0), word.start):
        return None
    if word.type.name in _ALSO_TALK and not low[max(word.start - 3, 0) : word.start].rstrip(" ")[-1:].isalpha():
        return None
    mention = _new(word, word.end, "issuer-and-title")
    read_window(kit, view, mention, word.end, limit)
    if mention.issuer is None or not mention.issuer_at:
        return None
    if mention.date is None and not low.startswith((" về ", " v/v "), mention.end):
        return None
    return mention


def _with_next(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> Mention | None:
    """``Tờ trình và Báo cáo của Bộ Chính trị``: the issuer stands behind the second word only."""
    second = kit.lexicon.scanner.match(view.low, at)
    if second is None or not view.text[at].isupper() or not view.low.startswith(" của ", second.end()):
        return None
    probe = Mention(at, second.end(), "probe")
    read_window(kit, view, probe, second.end(), limit)
    if probe.issuer is None:
        return None
    mention.issuer = probe.issuer
    mention.infer("issuer", "the end of the list")
    return mention


def _set_title(view: View, mention: Mention, start: int, end: int) -> None:
    start = _skip_blanks(view, start)
    mention.title, mention.title_at = words(view, start, end), (start, end)


def _law(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """A law by its title: up to its number, date or year, or as far as its name goes."""
    low, text = view.low, view.text
    if low.startswith(" luật", word.end) and not low.startswith(" luật sư", word.end):
        return None
    stop = min(limit, word.end + _LONGEST_LAW)
    if broken := _CLAUSE_BREAK.search(text, word.end, stop):
        stop = broken.end() + 1 if broken[0] == ")" else broken.start()
    end = _law_name(kit, view, word.end, stop)
    told = kit.rule("law-told").search(low, word.end, min(limit, stop + 8))
    if told and told.start() <= stop and (told.start() <= end + 2 or _one_law(kit, low[word.end : told.start()])):
        end = told.start()
        while text[end - 1] in " ,(":
            end -= 1
    if end <= word.end:
        return None
    mention = _new(word, end, "law")
    _set_title(view, mention, word.end, end)
    _infer_issuer(mention, "Ủy ban Thường vụ Quốc hội" if word.type.name == "Pháp lệnh" else "Quốc hội", "the type of the document")
    _read_year(kit, view, mention, limit)
    return mention


def _one_law(kit: Toolkit, name: str) -> bool:
    """Is ``name``, up to a date, the title of one law and no clause that names another document?"""
    if kit.rule("another-kind").search(name):
        return False
    return name.lstrip().startswith("sửa đổi") or not kit.rule("another-law").search(name)  # an amending law names those it amends


def _law_name(kit: Toolkit, view: View, start: int, stop: int) -> int:
    """The end of a capitalised name (``Đất đai``, ``Phòng cháy và chữa cháy``), 0 where there is none."""
    text, low = view.text, view.low
    end, at = 0, start
    while True:
        gap = _LAW_GAP.match(text, at)
        word = _NAME.match(text, gap.end(), stop) if gap else None
        if gap is None or word is None or gap.end() == at:
            return end
        if at == start and not word[0][0].isupper() and not low.startswith(kit.law_small, word.start()):
            return 0
        if word[0] == "Luật" and not low.startswith(" sư", word.end()):
            return end  # the next law
        if ("," in gap[0] and not low.startswith(kit.law_goes_on, word.start())) or word[0][0].isdigit():
            return end
        joint = word[0].lower() in kit.law_stops
        if (
            joint
            and not _goes_on(text, low, word.end(), word[0].lower())
            and not low.startswith(_COUNCIL_AND, at - len("hội đồng nhân dân"))
        ):
            return end
        at = word.end()
        end = end if joint else at


def _goes_on(text: str, low: str, at: int, joint: str) -> bool:
    """Does the name of a law go on behind ``và`` or ``của`` (``… và chữa cháy``, ``… của Nhà nước``)?"""
    if joint == "của":
        return low.startswith(" nhà nước", at)
    if joint != "và" or not text.startswith(" ", at) or not text[at + 1 : at + 2].islower():
        return False
    return not low.startswith(("các", "luật", "bộ", "nghị", "quyết", "pháp", "những", "thông", "chỉ"), at + 1)


def _read_year(kit: Toolkit, view: View, mention: Mention, limit: int) -> None:
    """The year in the name of a law or charter, then what else stands behind it."""
    if (year := kit.rule("year-behind").match(view.low, mention.end)) and mention.date is None:
        mention.date, mention.precision, mention.date_at, mention.end = year["year"], "year", year.span("year"), year.end()
        mention.infer("date", "the year in its name")
    read_window(kit, view, mention, mention.end, limit)


def _basic(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """Charter, platform, constitution, congress papers: known by their name, with year or congress."""
    low = view.low
    mention = _new(word, word.end, "basic")
    name = word.type.name
    if name == "Văn kiện Đại hội":
        at = word.end - len("đại hội") if low.endswith("đại hội", word.start, word.end) else _skip_blanks(view, word.end)
        found = _congress(kit, view, mention, at, limit)
        return found if found and found.term else None
    if name == "Hiến pháp":
        nation = kit.rule("of-the-nation").match(low, mention.end)
        mention.end = nation.end() if nation else mention.end
        _infer_issuer(mention, "Quốc hội", "the type of the document")
        _read_year(kit, view, mention, limit)
        return mention if nation or mention.date else None
    if low.startswith("điều lệ", word.start):
        return _charter(kit, view, mention, limit)
    for rule in ("platform-title", "of-the-party"):
        if part := kit.rule(rule).match(low, mention.end):
            mention.end = part.end()
    _read_year(kit, view, mention, limit)
    return mention


def _charter(kit: Toolkit, view: View, mention: Mention, limit: int) -> Mention | None:
    """The charter of the Party, or of a mass organisation (``Điều lệ Đoàn TNCS Hồ Chí Minh``)."""
    title = kit.rule("charter-title").match(view.low, mention.end)
    if view.low.endswith("đảng", mention.start, mention.end):
        mention.end = title.end() if title and title["party"] else mention.end
        _read_year(kit, view, mention, limit)
        return mention
    end = kit.bodies.read(view, title.end(), limit) if title else 0
    if title is None or end == title.end():
        return None
    mention.type = _CHARTER
    mention.issuer, mention.issuer_at, mention.end = words(view, title.end(), end), ((title.end(), end),), end
    read_window(kit, view, mention, end, limit)
    return mention
