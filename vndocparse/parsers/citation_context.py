"""What stands before a mention: the provisions pointed at, and the words that tell its relation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import cast

from ..models import Relation
from ..text import fold
from .citation_mention import Mention, Toolkit
from .citation_view import View

_REACH = 170
_LONGEST_CLAUSE = 100
_POINTERS = tuple(map(fold, ("điều", "khoản", "điểm", "mục", "chương", "phần", "phụ lục", "tiết", "trang", "biểu", "mẫu", "đoạn")))
_RANKS = {
    level: rank
    for rank, levels in enumerate((
        ("gạch đầu dòng", "đoạn", "ý"), ("tiết",), ("điểm",), ("khoản",), ("điều",), ("tiểu mục",), ("mục",), ("chương",), ("phần",),
        ("phụ lục", "biểu", "mẫu"), ("trang", "tr."),
    ))
    for level in map(fold, levels)
}  # fmt: skip
"""How much of a paper a pointer of that level takes in."""
_PARTED = re.compile(r";|(?<!\w)(?:và|hoặc)(?!\w)")
_GLUE = re.compile(r"(?:[\s,;&\-•+*\"]|(?:và|hoặc|cùng|các|số|cũng như|với|những)(?!\w)){0,40}(?:\d{1,2}[.)]\s{0,3})?")
_BREAK = re.compile(r"[.;:!?\n](?:(?<=\n)|(?=\s))")  # one class in front: the engine skips to it
_CONTENT = re.compile(fold(r" {0,3}(?:(?:về|về việc) {1,2})?(?:ban hành|quy định|phê duyệt|hướng dẫn)(?!\w)"))
_ACTS = fold("ban hành|thống nhất|ký kết|ký|thông qua|xây dựng|trình|có|ra|gửi|nhận được")
_NEW_CLAUSE = re.compile(rf", [^,;]{{2,60}} (?:{_ACTS})(?: các| bản)? {{0,2}}$")
"""What parts a title from the next citation: a clause of its own, with its verb."""
_JOINED = re.compile(r"(?:[,;]|[ ]và) {1,3}(?:các )?\Z")
_ENDING = ("hiệu lực", "giá trị", "bãi bỏ")
_JOINS = re.compile(r" {0,3}(?:,|,? {1,3}và|hoặc) {1,3}(?:(?:các|thực hiện|theo|căn cứ) {1,3})?\Z")
_PLACING = ("tại", "trong", "của")
"""Ends of plain references that leave an earlier verb its force: thực hiện nội dung nêu tại."""
_TO_ANNEX = "ban hành kèm theo"
_PAGE = re.compile(r" {0,3}[-,(]? {0,3}((?:trang|tr\.) {0,2}\d{1,4}(?: ?[-,] ?\d{1,4})?)\)?")
_IMPRINT = re.compile(r"[,.]? {0,3}(?:nxb|nhà xuất bản)[^;\n()]{0,90}?(?=, {0,2}(?:trang|tr\.))")
"""Publisher, place and year of a printed book, between its title and the page."""


def read_context(kit: Toolkit, view: View, mention: Mention, before: Mention | None, floor: int) -> None:
    """Fills provisions, ``lead`` and relation; ``before`` is the mention ahead of this one, ``floor`` bounds the search."""
    mention.lead = mention.start
    floor = max(floor, mention.start - _REACH, before.end if before else 0)
    near = view.low[floor : mention.start]
    for word in _POINTERS:
        if word in near:
            _read_provisions(kit, view, mention, floor)
            break
    behind = max(mention.end, mention.title_at[1]) if mention.title_at and mention.rule != "law" else mention.end
    imprint = _IMPRINT.match(view.low, behind)
    if page := _PAGE.match(view.low, imprint.end() if imprint else behind):
        mention.provisions = (*mention.provisions, page.span(1))
    mention.relation = _relation(kit, view, mention, before, floor)


def trim_title(view: View, mention: Mention, following: Mention) -> None:
    """Ends a title where the next citation joins the first and is no part of it (``về A và Công văn số …``)."""
    if mention.title_at is None or not mention.title_at[0] < following.lead < mention.title_at[1]:
        return
    joint = _JOINS.search(view.low, mention.title_at[0], following.lead) or _NEW_CLAUSE.search(
        view.low, max(mention.title_at[0], following.lead - _LONGEST_CLAUSE), following.lead
    )
    if joint and view.text[mention.title_at[1] : mention.title_at[1] + 1] != '"':
        mention.title_at = (mention.title_at[0], joint.start())
        mention.done = min(mention.done, joint.start())


def _read_provisions(kit: Toolkit, view: View, mention: Mention, floor: int) -> None:
    units = list(kit.provision.finditer(view.low, floor, mention.start))
    joint = kit.rule("provision-joint")
    edge = mention.start
    chain: list[re.Match[str]] = []
    for unit in reversed(units):
        gap = view.low[unit.end() : edge]
        annexed = not chain and gap.rstrip().endswith(_TO_ANNEX) and not _BREAK.search(gap)
        if not annexed and not joint.fullmatch(gap):
            break
        chain.append(unit)
        edge = unit.start()
    if not chain:
        return
    mention.lead = edge
    groups: list[list[re.Match[str]]] = [[chain.pop()]]
    while chain:
        unit = chain.pop()
        if _PARTED.search(view.low, groups[-1][-1].end(), unit.start()):
            groups.append([])
        groups[-1].append(unit)
    places = [place for group in groups for place in _places(view, group)]
    mention.provisions = tuple((place[0].start(), place[-1].end()) for place in places)


def _places(view: View, group: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """The places that a run of pointers names: one where no level comes twice, else a new one wherever the pointers no longer
    go on in their direction (``điểm a khoản 1, khoản 3 Điều 5``)."""
    if len({unit["level"] for unit in group}) == len(group):
        return [group]
    steps = [_RANKS[unit["level"]] - _RANKS[before["level"]] for before, unit in pairwise(group)]
    tight = [step for step, (before, unit) in zip(steps, pairwise(group), strict=True) if "," not in view.low[before.end() : unit.start()]]
    downward = sum((step > 0) - (step < 0) for step in tight or steps) < 0  # Mục II, điểm 2: from the whole to the part
    places = [[group[0]]]
    for step, unit in zip(steps, group[1:], strict=True):
        if step == 0 or (step < 0) != downward:
            places.append([])
        places[-1].append(unit)
    return places


def _joined_behind_content(kit: Toolkit, view: View, start: int, end: int) -> bool:
    """Does the citation ahead go on with its content (``… ban hành Quy chế dân chủ, Chỉ thị …``), and a comma join the next?"""
    content = _CONTENT.match(view.low, start, end)
    if content is None or not _JOINED.search(view.low, max(content.end(), end - 12), end):
        return False
    return "\n" not in view.low[start:end] and ". " not in view.low[start:end] and not kit.openings.search(view.low, content.end(), end)


def _relation(kit: Toolkit, view: View, mention: Mention, before: Mention | None, floor: int) -> Relation | None:
    behind = view.low[mention.end : mention.end + 90]
    for word in _ENDING:
        if word in behind and kit.rule("out-of-force").match(behind):
            return "repeals"
    if before is not None and before.region == mention.region:
        since = max(before.done, before.end)
        if since <= mention.lead and _GLUE.fullmatch(view.low, since, mention.lead):
            return before.relation
        if since <= mention.lead and _joined_behind_content(kit, view, since, mention.lead):
            return before.relation
        floor = max(floor, since) if since <= mention.lead else floor
    start = max(floor, mention.lead - 110)
    for pause in _BREAK.finditer(view.low, start, mention.lead):
        start = pause.end()
    last, taken = None, start
    for opening in kit.openings.finditer(view.low, start, mention.lead):
        if opening.start() >= taken and (found := kit.introduction.match(view.low, opening.start(), mention.lead)):
            taken = found.end()
            if last is None or found.lastgroup != "refers_to" or not found[0].endswith(_PLACING):
                last = found
    return cast("Relation", last.lastgroup) if last else None
