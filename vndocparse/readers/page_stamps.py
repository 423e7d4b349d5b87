"""Stamps on a page: of a digital signature (who signed, when) and of the office that received the paper (ĐẾN Số … Ngày …).

They are drawn over the page, often across its lines, in a type of their own; what they say is no part of the text. A stamp
is known by a line that no paper has elsewhere; the lines round it that are set like it, or that only a stamp has, go with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..layout import Rectangle
from ..text import bare, fold, is_upper
from .page_lines import PrintedLine, printed_lines
from .page_runs import Run

# A page without any of these words and a time of day has no stamp; most have none.
_HINTS = ("ĐẾN", "ign", "ý b", "ý số b", "gười ký", "gian ký", "iờ ký")
_HINT = re.compile(r"\d:\d\d")
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]m)?(?:\s*(?:gmt|utc)?\s*[+-]\d\d[:']?\d\d'?)?"
_DAY = r"(?:\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
_SIGNED = re.compile(
    r"\W*(?:(?:nguoi ky|ky boi|ky so boi|duoc ky (?:so )?boi|digitally signed|signature (?:not verified|valid|is valid)|thoi gian ky|"
    rf"ngay gio ky|signing time)\b|(?:{_DAY}[\s,]+)?{_TIME}\W*$)"
)
_ONLY_TIME = re.compile(rf"\s*{_TIME}\W*$")
_ZONE = re.compile(r"[+-]\d\d[:']?\d\d")
_BESIDE_SIGNED = re.compile(
    r"\W*(?:(?:email|e-mail|co quan|chuc vu|to chuc|don vi|ngay ky|ly do|noi ky|dia diem|vi tri|date|reason|location|contact|by|dn)"
    rf"\s*[:=]|{_DAY}\W*$)"
)
_RECEIVED = re.compile(r"\W*(?:(?:cong van|van ban)\s*)?den\W*$|\W*(?:(?:cong van|van ban)\s*)?den\W{0,5}(?:so|ngay)\b[\s:.\d/-]*$")
_ARRIVED = re.compile(r"\W*(?:(?:CÔNG VĂN|VĂN BẢN)\s*)?ĐẾN\b")
_BESIDE_RECEIVED = re.compile(
    r"\W*(?:(?:so|gio)\W*[\d\W]*[a-z]?\W*$|ngay\W*[\d\W]*(?:thang\W*\d*\W*nam\W*\d*\W*)?$|"
    r"(?:chuyen|luu ho so so|so va ky hieu ho so|kinh chuyen)\s*:.*|(?:cong van|van ban)\W*$|[\d./-]+\W*$)"
)
_NUMBERED = re.compile(r"\b(?:so|ngay)\b")
_ENDS_IN_TIME = re.compile(r"\d:\d\d$")
_LONGEST = 90
# In ems of the line that gave the stamp away.
_LEADING = 1.1
_REACH = 1.5
_INCOMING_BELOW, _INCOMING_BESIDE = 7.0, 12.0
_UPPER_PART = 0.5
_SAME_SIZE = 0.1
# Bounds that keep the work linear.
_MOST_LINES = 16
_MOST_STAMPS = 24
_DIVIDED = re.compile(rf"{_DAY}\W*$")


class Stamped(NamedTuple):
    """The runs of a page without its stamps; the lines of an incoming stamp; those of signatures."""

    runs: list[Run]
    incoming: list[PrintedLine]
    signed: list[PrintedLine]


def set_apart(runs: Sequence[Run], over: Sequence[Rectangle], number: int, height: float, scanned: bool) -> Stamped:
    """Takes the stamps from the ``runs`` of page ``number``.

    ``over``: where signatures are laid over the page; ``scanned``: the page is a picture, and no type of its text is the usual.
    """
    signed = {at for at, run in enumerate(runs) if any(_holds(box, run) for box in over)}
    plain: dict[int, str] = {}
    if signed or _may_be_stamped(" ".join(run.text for run in runs)):
        plain = {at: bare(fold(run.text)) for at, run in enumerate(runs) if len(run.text) <= _LONGEST}
    if not plain:
        return Stamped(list(runs), [], [])
    usual = None if scanned else _usual(runs)
    for at in [at for at, text in plain.items() if at not in signed and _gives_away(text)][:_MOST_STAMPS]:
        signed |= _grown(runs, plain, at, usual)
    incoming: set[int] = set()
    if number == 1:
        for at, text in plain.items():
            if at not in signed and _RECEIVED.match(text) and _ARRIVED.match(fold(runs[at].text)):
                incoming |= _incoming(runs, plain, at, usual, height)
    rest = [run for at, run in enumerate(runs) if at not in signed and at not in incoming]
    return Stamped(rest, _lines(runs, incoming, number), _with_whole_times(_lines(runs, signed, number)))


def _may_be_stamped(text: str) -> bool:
    return any(hint in text for hint in _HINTS) or (":" in text and _HINT.search(text) is not None)


def _holds(box: Rectangle, run: Run) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _gives_away(text: str) -> bool:
    """Is the line one of a signature's stamp alone? A bare time is only with its zone."""
    return _SIGNED.match(text) is not None and (not _ONLY_TIME.match(text) or _ZONE.search(text) is not None)


def _usual(runs: Sequence[Run]) -> tuple[str, float]:
    sizes: Counter[tuple[str, float]] = Counter()
    for run in runs:
        sizes[run.font, round(run.size, 1)] += len(run.text)
    return max(sizes, key=lambda look: sizes[look])


def _alike(run: Run, other: Run) -> bool:
    return run.font == other.font and abs(run.size - other.size) <= _SAME_SIZE * other.size


def _grown(runs: Sequence[Run], plain: dict[int, str], start: int, usual: tuple[str, float] | None) -> set[int]:
    """The run ``start`` of a signature's stamp with its neighbours: set like it in a type that the text is not, or telling."""
    anchor = runs[start]
    own_type = usual is None or anchor.font != usual[0] or abs(anchor.size - usual[1]) > _SAME_SIZE * usual[1]
    found = {start}
    box = anchor.box
    grew = True
    while grew:
        grew = False
        for at, run in enumerate(runs):
            if at in found or at not in plain or not _near(box, run, anchor.size):
                continue
            if (own_type and _alike(run, anchor)) or _SIGNED.match(plain[at]) or _BESIDE_SIGNED.match(plain[at]):
                found.add(at)
                box = _around(box, run)
                grew = True
        if len(found) > _MOST_LINES:
            break
    return found


def _near(box: Rectangle, run: Run, size: float) -> bool:
    """Does ``run`` stand right above or below ``box``, over it or beside it?"""
    down = max(run.top - box[3], box[1] - run.bottom)
    across = max(run.x0 - box[2], box[0] - run.x1)
    return down <= _LEADING * size and across <= (_REACH * size if down < 0 else 0)


def _around(box: Rectangle, run: Run) -> Rectangle:
    return (min(box[0], run.x0), min(box[1], run.top), max(box[2], run.x1), max(box[3], run.bottom))


def _incoming(runs: Sequence[Run], plain: dict[int, str], start: int, usual: tuple[str, float] | None, height: float) -> set[int]:
    """The run ĐẾN with the lines below and beside it that only an incoming stamp has; none if there are none."""
    anchor = runs[start]
    if anchor.top > _UPPER_PART * height:
        return set()
    left, right = anchor.x0 - _INCOMING_BESIDE * anchor.size, anchor.x1 + _INCOMING_BESIDE * anchor.size
    found = {start}
    box = anchor.box
    for at in sorted(plain, key=lambda at: runs[at].top):
        run = runs[at]
        inside = run.x0 >= left and run.x1 <= right and box[1] - 1.5 * run.size <= run.top <= box[3] + _LEADING * 2 * anchor.size
        if at == start or not inside or not _BESIDE_RECEIVED.match(plain[at]) or run.top > anchor.top + _INCOMING_BELOW * 2 * anchor.size:
            continue
        found.add(at)
        box = _around(box, run)
    if not any(_NUMBERED.search(plain[at]) for at in found):
        return set()
    own_type = usual is None or abs(anchor.size - usual[1]) > _SAME_SIZE * usual[1]
    return found | {at for at in plain if own_type and _alike(runs[at], anchor) and _heads(runs[at], box)}


def _heads(run: Run, box: Rectangle) -> bool:
    """Is ``run`` the name of the office over its stamp?"""
    over = min(run.x1, box[2]) > max(run.x0, box[0])
    return over and is_upper(run.text) and -1 <= box[1] - run.bottom <= run.size


def _lines(runs: Sequence[Run], chosen: set[int], number: int) -> list[PrintedLine]:
    return printed_lines([runs[at] for at in sorted(chosen)], number)


def _with_whole_times(lines: list[PrintedLine]) -> list[PrintedLine]:
    """A day and the time of day below it as one line."""
    whole: list[PrintedLine] = []
    for line in lines:
        if whole and _ONLY_TIME.match(line.text) and _DIVIDED.search(whole[-1].text):
            whole[-1] = PrintedLine([*whole[-1].runs, *line.runs], line.page)
        elif whole and _ZONE.fullmatch(line.text.strip()) and _ENDS_IN_TIME.search(whole[-1].text):
            whole[-1] = PrintedLine([*whole[-1].runs, *line.runs], line.page)
        else:
            whole.append(line)
    return whole
