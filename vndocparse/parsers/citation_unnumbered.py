"""Documents cited without a number: by plenum or congress, by date, by name (laws, charters), by their issuer alone."""

from __future__ import annotations

import re

from .citation_mention import Mention, Toolkit, iso_date, term_of, words
from .citation_types import TypeWord
from .citation_view import View
from .citation_window import read_window, session
from ..text import fold

_BLANKS = re.compile(r" {0,3}")
_LAW_GAP = re.compile(r" {0,3},? {0,3}")
_NAME = re.compile(r"[^\s,;:.()\"]+")
_OF_PARTY = re.compile(r" {1,3}(?:của {1,2})?đảng(?: cộng sản việt nam)?(?!\w| bộ| ủy)")
_LAW_LIMIT = 160
_LAW_STOPS = frozenset(map(fold, (
    "và", "của", "để", "được", "đã", "có", "khi", "trong", "theo", "thì", "là", "cho", "đối", "tại", "trên", "nhằm", "này", "hiện", "các", "với", "nêu", "quy",
    "cũng", "như", "gắn", "đến", "từ", "do", "bảo", "phải", "không", "cần", "hoặc", "sẽ", "còn", "đúng", "đi", "vào", "bằng",
)))  # fmt: skip
_LAW_BREAK = re.compile(r"[;:.\n\t]|\)(?= |$)")
_LAW_END = re.compile(r" {0,3},? {0,3}(?:ngày {0,2}\d|năm {0,2}\d{4}|số {0,2}\d|\(?(?:19|20)\d\d(?!\d))")
_IN_LAW = re.compile(r"ngày {0,2}\d|năm {0,2}(?:19|20)\d\d(?! ?-)|số:? {0,2}\d|(?<= )\(?(?:19|20)\d\d\)?(?!\d| ?-|/)")
_AMENDING = re.compile(r" {1,3}sửa đổi")
_OTHER_KIND = re.compile(r"nghị định|thông tư|quyết định số|nghị quyết|chỉ thị| và pháp lệnh")
_OTHER_LAW = re.compile(r", {1,3}(?:bộ )?luật |(?<!của )(?<!của các )(?<!pháp )(?<!kỷ )luật ")
_CHARTER_OF = re.compile(r" {1,3}(?:đoàn|hội|công đoàn|mttq|mặt trận|liên đoàn|đội)(?!\w)".replace("đoàn", fold("đoàn")))
_NATION = re.compile(r" {1,3}nước {1,2}(?:cộng hòa (?:xhcn|xã hội chủ nghĩa)|chxhcn) {1,2}việt nam")
_YEAR = re.compile(r" {1,3}(?:năm {1,2})?((?:19|20)\d\d)(?!\d| ?[-/] ?\d)")
_PLATFORM = re.compile(r" {1,3}(?:chính trị(?: đầu tiên)?|đầu tiên|xây dựng đất nước(?: trong thời kỳ quá độ lên chủ nghĩa xã hội)?)")
_IMPLEMENTS_CHARTER = re.compile(r" {1,3}(?:về )?(?:(?:việc )?thi hành|một số vấn đề cụ thể thi hành) {1,3}điều lệ {1,2}đảng")
_WORK = re.compile(r" {1,3}(?:làm việc|hoạt động|tổ chức và hoạt động|phối hợp công tác|phối hợp)(?: mẫu)?(?= của)")
_AND = re.compile(r" {1,3}và {1,3}")
_BY = re.compile(r" {0,3}của(?=[ \w])")
_MANY = re.compile(r"(?:các|những|mọi|nhiều|loại|số|hai|ba|bốn|đây là|ra|dự thảo) {1,3}$")
_MEETING = fold("đại hội"), fold("hội nghị")


def read_unnumbered(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """The mention that ``word`` opens, if it can be one without a number."""
    if word.type.kind == "law":
        return _law(kit, view, word, limit)
    if word.type.kind == "basic":
        return _basic(kit, view, word, limit)
    if word.type.kind == "plain":
        return None
    at = _BLANKS.match(view.low, word.end).end()  # type: ignore[union-attr]
    first = view.low[at : at + 1]
    if first in "thcb" and (found := _plenum(kit, view, word, at, limit)):
        return found
    if first in "đct" and (found := _congress(kit, view, word, at, limit)):
        return found
    if first.isdigit() or first == "n":
        return _by_date(kit, view, word, at, limit)
    if word.capital:
        return _by_name(kit, view, word, limit)
    return None


def _new(word: TypeWord, end: int, rule: str) -> Mention:
    return Mention(word.start, end, rule, type=word.type, type_at=(word.start, word.end))


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
    else:
        return _term_alone(kit, view, word, at, limit)
    mention.plenum = session(match["n"], match["session"])
    read_window(kit, view, mention, mention.end, limit)
    return mention if word.capital or mention.term or mention.plenum else None


def _term_alone(kit: Toolkit, view: View, word: TypeWord, at: int, limit: int) -> Mention | None:
    """``Nghị quyết Trung ương khóa XII``: the term tells it, not the plenum."""
    match = re.compile(r"trung ương(?: đảng)? ?(?=\(?khóa)").match(view.low, at)
    if match is None:
        return None
    mention = _new(word, match.end(), "plenum")
    read_window(kit, view, mention, match.end(), limit)
    _infer_issuer(mention, "Ban Chấp hành Trung ương", "a plenum of the Central Committee")
    return mention if mention.term else None


def _infer_issuer(mention: Mention, name: str, ground: str) -> None:
    if mention.issuer is None:
        mention.issuer = name
        mention.inferred["issuer"] = ground


def _congress(kit: Toolkit, view: View, word: TypeWord | None, at: int, limit: int, mention: Mention | None = None) -> Mention | None:
    """A paper of a congress; without term or years of office nothing is cited."""
    low = view.low
    match = kit.rule("congress").match(low, at, limit)
    years = None if match else kit.rule("congress-by-years").match(low, at, limit)
    found = match or years
    if found is None or (mention is None and word is None):
        return None
    inside = low[found.start("body") : found.end("body")]
    if any(type_word in inside for type_word in (fold("nghị quyết"), fold("kế hoạch"), "chỉ thị")) or " các cấp" in inside:
        return None
    if mention is None:
        assert word is not None
        mention = _new(word, found.end(), "congress")
    mention.end = found.end()
    mention.congress = True
    if match:
        mention.term = term_of(match["t"] or match["t2"])
    start, end = found.span("body")
    _name_congress(kit, view, mention, start, end, limit)
    if of_party := _OF_PARTY.match(low, mention.end):
        mention.end = of_party.end()
    read_window(kit, view, mention, mention.end, limit)
    return mention


def _name_congress(kit: Toolkit, view: View, mention: Mention, start: int, end: int, limit: int) -> None:
    """Whose congress it is: the words before the term, or those behind it (``Đại hội lần thứ XII Đảng bộ tỉnh``)."""
    name = words(view, start, end)
    if len(name.split()) > 3:
        mention.issuer, mention.issuer_at = name, ((start, end),)
        return
    of = re.compile(r" {1,3}(?:của {1,2})?").match(view.text, mention.end)
    behind = of.end() if of else mention.end
    if view.low.startswith(("đảng bộ", "chi bộ", fold("đoàn"), "hội "), behind):
        body_end = kit.bodies.read(view, behind, limit)
        if body_end > behind:
            mention.issuer = f"{name} {words(view, behind, body_end)}"
            mention.issuer_at = ((start, end), (behind, body_end))
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
    if charter := _IMPLEMENTS_CHARTER.match(low, word.end):
        mention = _new(word, charter.end(), "charter-rules")
        mention.title, mention.title_at = words(view, word.end, charter.end()), (word.end, charter.end())
        read_window(kit, view, mention, charter.end(), limit)
        return mention
    at = word.end
    if word.type.name == "Quy chế" and (work := _WORK.match(low, at)):
        at = work.end()
    elif (word.type.name or "").lower() not in kit.lexicon.by_issuer:
        return None
    if view.text[word.start : word.end].isupper() or _MANY.search(low, max(word.start - 12, 0), word.start):
        return None
    mention = _new(word, at, "issuer-alone")
    if at > word.end:
        mention.title, mention.title_at = words(view, word.end, at), (word.end, at)
    if other := _AND.match(low, at):
        return _with_next(kit, view, mention, other.end(), limit)
    if not _BY.match(low, at):
        return None
    read_window(kit, view, mention, at, limit)
    return mention if mention.issuer else None


def _with_next(kit: Toolkit, view: View, mention: Mention, at: int, limit: int) -> Mention | None:
    """``Tờ trình và Báo cáo của Bộ Chính trị``: the issuer stands behind the second word only."""
    second = kit.lexicon.scanner.match(view.low, at)
    if second is None or not view.text[at].isupper() or not _BY.match(view.low, second.end()):
        return None
    probe = Mention(at, second.end(), "probe")
    read_window(kit, view, probe, second.end(), limit)
    if probe.issuer is None:
        return None
    mention.issuer = probe.issuer
    mention.inferred["issuer"] = "the end of the list"
    return mention


def _law(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """A law by its title: up to its number, date or year, or as far as its name goes."""
    low, text = view.low, view.text
    stop = min(limit, word.end + _LAW_LIMIT)
    if broken := _LAW_BREAK.search(text, word.end, stop):
        stop = broken.start()
    if not word.capital:
        return None
    name_end = _law_name(kit, text, low, word.end, stop)
    told = _IN_LAW.search(low, word.end, min(limit, stop + 8))
    if told and (told.start() <= name_end + 2 or _one_law(low, word.end, told.start())):
        end = told.start()
        while text[end - 1] in " ,(":
            end -= 1
        if end <= word.end:
            return None
    elif name_end:
        end = name_end
    else:
        return None
    mention = _new(word, end, "law")
    mention.title, mention.title_at = words(view, word.end, end), (word.end, end)
    _infer_issuer(mention, "Ủy ban Thường vụ Quốc hội" if word.type.name == "Pháp lệnh" else "Quốc hội", "the type of the document")
    read_law_end(kit, view, mention, limit)
    return mention


def _one_law(low: str, start: int, end: int) -> bool:
    """Is the stretch between the word and the date the title of one law, not a clause that names another?"""
    name = low[start:end]
    if _AMENDING.match(name):  # names the laws that it amends
        return not _OTHER_KIND.search(name)
    return not _OTHER_KIND.search(name) and not _OTHER_LAW.search(name)


def _law_name(kit: Toolkit, text: str, low: str, start: int, stop: int) -> int:
    """The end of a capitalised name (``Đất đai``, ``Phòng cháy và chữa cháy``), 0 where there is none."""
    end, first = 0, True
    at = start
    while word := _NAME.match(text, (gap := _LAW_GAP.match(text, at)).end(), stop):  # type: ignore[union-attr]
        lower = word[0].lower()
        if first and not word[0][0].isupper():
            return 0
        if gap.end() == at or ("," in gap[0] and not low.startswith(kit.law_goes_on, word.start())):
            break
        if lower in _LAW_STOPS and not _goes_on(text, low, word.end(), lower):
            break
        if word[0][0].isdigit() or lower in ("năm", "ngày", "số"):
            break
        first, at = False, word.end()
        end = at if lower not in _LAW_STOPS else end
    return end


def _goes_on(text: str, low: str, at: int, joint: str) -> bool:
    """Does the name of a law go on behind ``và`` or ``của`` (``… và chữa cháy``, ``… của Nhà nước``)?"""
    if joint == "của":
        return low.startswith(" nhà nước", at)
    if joint != "và" or not text.startswith(" ", at):
        return False
    following = _NAME.match(low, at + 1)
    return bool(following) and following[0] not in ("các", "luật", "bộ", "nghị", "quyết", "pháp", "những", "thông", "chỉ") and text[at + 1].islower()


def read_law_end(kit: Toolkit, view: View, mention: Mention, limit: int) -> None:
    """Year, date or amendment behind the name of a law."""
    if (year := _YEAR.match(view.low, mention.end)) and mention.date is None:
        mention.date, mention.precision, mention.date_at, mention.end = year[1], "year", year.span(1), year.end()
        mention.inferred["date"] = "the year in its name"
    read_window(kit, view, mention, mention.end, limit)


def _basic(kit: Toolkit, view: View, word: TypeWord, limit: int) -> Mention | None:
    """Charter, platform, constitution, congress papers: known by their name, with year or congress."""
    low, text = view.low, view.text
    if not word.capital:
        return None
    mention = _new(word, word.end, "basic")
    name = word.type.name
    if name == "Văn kiện Đại hội":
        at = word.end - len("đại hội") if low.startswith("đại hội", word.end - 7) else _BLANKS.match(low, word.end).end()  # type: ignore[union-attr]
        found = _congress(kit, view, None, at, limit, mention)
        return found if found and found.term else None
    if low.startswith("điều lệ", word.start) and not low.startswith("đảng", word.end - 4):
        return _other_charter(kit, view, mention, limit)
    if name == "Hiến pháp":
        nation = _NATION.match(low, mention.end)
        mention.end = nation.end() if nation else mention.end
        _infer_issuer(mention, "Quốc hội", "the type of the document")
        read_law_end(kit, view, mention, limit)
        return mention if nation or mention.date else None
    if name == "Cương lĩnh chính trị":
        _platform(view, mention)
    elif members := re.compile(" {1,3}cộng sản việt nam").match(low, mention.end):
        mention.end = members.end()
    read_law_end(kit, view, mention, limit)
    return mention


def _platform(view: View, mention: Mention) -> None:
    if about := _PLATFORM.match(view.low, mention.end):
        mention.end = about.end()
    if of_party := _OF_PARTY.match(view.low, mention.end):
        mention.end = of_party.end()


def _other_charter(kit: Toolkit, view: View, mention: Mention, limit: int) -> Mention | None:
    """The charter of a mass organisation: ``Điều lệ Đoàn TNCS Hồ Chí Minh``."""
    gap = _BLANKS.match(view.low, mention.end)
    start = gap.end() if gap else mention.end
    end = kit.bodies.read(view, start, limit)
    if end == start or not _CHARTER_OF.match(view.low, mention.end):
        return None
    mention.type = kit.lexicon.charter
    mention.issuer, mention.issuer_at = words(view, start, end), ((start, end),)
    mention.end = end
    read_window(kit, view, mention, end, limit)
    return mention
