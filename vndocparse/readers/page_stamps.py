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
from .page_drawn import COLUMN_GAP
from .page_lines import PrintedLine, printed_lines
from .page_runs import Run

# A page without any of these words and a time of day has no stamp; most have none.
_HINTS = ("ĐẾN", "ign", "Kýb", "kýb", "ýsốb", "gườiký", "gianký", "iờký")
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
_INCOMING_BELOW, _INCOMING_BESIDE = 14.0, 12.0
_UPPER_PART = 0.5
_HEADING_GAP = 0.5
_FLUSH = 0.3
_SAME_SIZE = 0.1
_LEVEL = 0.2
# Bounds that keep the work linear.
_MOST_LINES = 16
_MOST_STAMPS = 24
_DIVIDED = re.compile(rf"{_DAY}\W*$")


class Stamped(NamedTuple):
    """The runs of a page without its stamps; the lines of an incoming stamp; those of signatures."""

    runs: list[Run]
    incoming: list[PrintedLine]
    signed: list[PrintedLine]


class _Piece(NamedTuple):
    """Runs side by side in one size: what a stamp has on a line. ``plain`` as grammars match it; ``runs`` are indexes."""

    text: str
    plain: str
    box: Rectangle
    size: float
    font: str
    layer: int
    runs: list[int]


_Look = tuple[str, float]


def set_apart(runs: Sequence[Run], over: Sequence[Rectangle], number: int, height: float, scanned: bool) -> Stamped:
    """Takes the stamps from the ``runs`` of page ``number``.

    ``over``: where signatures are laid over the page; ``scanned``: the page is a picture, and no type of its text is the usual.
    """
    if not over and not _may_be_stamped(" ".join(run.text for run in runs)):
        return Stamped(list(runs), [], [])
    pieces = _pieces(runs, number)
    usual = None if scanned else _usual(runs)
    signed = {at for at, piece in enumerate(pieces) if any(_holds(box, piece.box) for box in over)}
    for at in [at for at, piece in enumerate(pieces) if at not in signed and _gives_away(piece)][:_MOST_STAMPS]:
        signed |= _grown(pieces, at, usual)
    incoming: set[int] = set()
    for at in [at for at, piece in enumerate(pieces) if number == 1 and at not in signed and _arrived(piece)][:_MOST_STAMPS]:
        incoming |= _incoming(pieces, at, usual, height) - signed
    taken = {run for at in signed | incoming for run in pieces[at].runs}
    rest = [run for at, run in enumerate(runs) if at not in taken]
    return Stamped(rest, _lines(runs, pieces, incoming, number), _with_whole_times(_lines(runs, pieces, signed, number)))


def _may_be_stamped(text: str) -> bool:
    letters = text.replace(" ", "")
    return any(hint in letters for hint in _HINTS) or (":" in letters and _HINT.search(letters) is not None)


def _pieces(runs: Sequence[Run], number: int) -> list[_Piece]:
    found: list[_Piece] = []
    lines: list[list[int]] = []
    for at in sorted(range(len(runs)), key=lambda at: runs[at].baseline):
        if lines and runs[at].baseline - runs[lines[-1][0]].baseline <= _LEVEL * runs[at].size:
            lines[-1].append(at)
        else:
            lines.append([at])
    for level in lines:
        for layer in sorted({runs[at].layer for at in level}):
            track = [at for at in level if runs[at].layer == layer]
            found += _side_by_side(runs, sorted(track, key=lambda at: runs[at].x0), number)
    return found


def _side_by_side(runs: Sequence[Run], line: Sequence[int], number: int) -> list[_Piece]:
    found: list[_Piece] = []
    start = 0
    for stop in range(1, len(line) + 1):
        if stop == len(line) or not _goes_on(runs[line[stop - 1]], runs[line[stop]]):
            found.append(_piece(runs, list(line[start:stop]), number))
            start = stop
    return found


def _goes_on(run: Run, following: Run) -> bool:
    return following.x0 - run.x1 <= COLUMN_GAP * run.size and abs(run.size - following.size) <= _SAME_SIZE * run.size


def _piece(runs: Sequence[Run], chosen: list[int], number: int) -> _Piece:
    line = printed_lines([runs[at] for at in chosen], number)[0]
    longest = max((runs[at] for at in chosen), key=lambda run: len(run.text))
    plain = bare(fold(line.text)) if len(line.text) <= _LONGEST else ""
    return _Piece(line.text, plain, line.box, line.size, longest.font, longest.layer, chosen)


def _holds(box: Rectangle, inner: Rectangle) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _gives_away(piece: _Piece) -> bool:
    """Is the line one of a signature's stamp alone? A bare time is only with its zone."""
    text = piece.plain
    return _SIGNED.match(text) is not None and (not _ONLY_TIME.match(text) or _ZONE.search(text) is not None)


def _arrived(piece: _Piece) -> bool:
    return _RECEIVED.match(piece.plain) is not None and _ARRIVED.match(fold(piece.text)) is not None


def _usual(runs: Sequence[Run]) -> _Look | None:
    sizes: Counter[_Look] = Counter()
    for run in runs:
        sizes[run.font, round(run.size, 1)] += len(run.text)
    return max(sizes, key=lambda look: sizes[look], default=None)


def _alike(piece: _Piece, other: _Piece) -> bool:
    return piece.font == other.font and abs(piece.size - other.size) <= _SAME_SIZE * other.size


def _grown(pieces: Sequence[_Piece], start: int, usual: _Look | None) -> set[int]:
    """The piece ``start`` of a signature's stamp with its neighbours: set like it in a type that the text is not, or telling."""
    anchor = pieces[start]
    own_type = usual is None or anchor.font != usual[0] or abs(anchor.size - usual[1]) > _SAME_SIZE * usual[1]
    found = {start}
    box = anchor.box
    tall = _MOST_LINES * _LEADING * 2 * anchor.size
    within = [at for at, piece in enumerate(pieces) if piece.plain and abs(piece.box[1] - anchor.box[1]) <= tall]
    grew = True
    while grew and len(found) <= _MOST_LINES:
        grew = False
        for at in within:
            piece = pieces[at]
            if at in found or not _near(box, piece, anchor.size):
                continue
            drawn_over = piece.layer > 0 or (any(pieces[known].layer for known in found) and _flush(piece, box))
            if ((own_type or drawn_over) and _alike(piece, anchor)) or _SIGNED.match(piece.plain) or _BESIDE_SIGNED.match(piece.plain):
                found.add(at)
                box = _around(box, piece.box)
                grew = True
    return found


def _flush(piece: _Piece, box: Rectangle) -> bool:
    """Is ``piece`` set in capitals to the left edge or the axis of ``box``?"""
    x0, _, x1, _ = piece.box
    near = _FLUSH * piece.size
    return is_upper(piece.text) and (abs(x0 - box[0]) <= near or abs(x0 + x1 - box[0] - box[2]) <= 2 * near)


def _near(box: Rectangle, piece: _Piece, size: float) -> bool:
    """Does ``piece`` stand right above or below ``box``, over it or beside it?"""
    x0, top, x1, bottom = piece.box
    down = max(top - box[3], box[1] - bottom)
    across = max(x0 - box[2], box[0] - x1)
    return down <= _LEADING * size and across <= (_REACH * size if down < 0 else 0)


def _around(box: Rectangle, other: Rectangle) -> Rectangle:
    return (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))


def _incoming(pieces: Sequence[_Piece], start: int, usual: _Look | None, height: float) -> set[int]:
    """The piece ĐẾN with the lines below and beside it that only an incoming stamp has; none if there are none."""
    anchor = pieces[start]
    if anchor.box[1] > _UPPER_PART * height:
        return set()
    left, right = anchor.box[0] - _INCOMING_BESIDE * anchor.size, anchor.box[2] + _INCOMING_BESIDE * anchor.size
    found = {start}
    box = anchor.box
    for at in sorted(range(len(pieces)), key=lambda at: pieces[at].box[1]):
        piece = pieces[at]
        x0, top, x1, _ = piece.box
        if at == start or not (left <= x0 and x1 <= right) or top > anchor.box[1] + _INCOMING_BELOW * anchor.size:
            continue
        if box[1] - _REACH * piece.size <= top <= box[3] + _LEADING * 2 * anchor.size and _BESIDE_RECEIVED.match(piece.plain):
            found.add(at)
            box = _around(box, piece.box)
    if not any(_NUMBERED.search(pieces[at].plain) for at in found):
        return set()
    return found | _heading(pieces, found, box, anchor, usual is None or abs(anchor.size - usual[1]) > _SAME_SIZE * usual[1])


def _heading(pieces: Sequence[_Piece], found: set[int], box: Rectangle, anchor: _Piece, own_type: bool) -> set[int]:
    """The name of the office over its stamp: set like it in a type that the text is not, or begun where the stamp begins."""
    named: set[int] = set()
    for at in sorted(range(len(pieces)), key=lambda at: -pieces[at].box[1]):
        piece = pieces[at]
        x0, _, x1, bottom = piece.box
        over = min(x1, box[2]) > max(x0, box[0]) and -1 <= box[1] - bottom <= _HEADING_GAP * piece.size
        named_so = (
            is_upper(piece.text) and not any(map(str.isdigit, piece.text)) and abs(piece.size - anchor.size) <= _SAME_SIZE * anchor.size
        )
        if at not in found and over and named_so and (own_type or abs(x0 - box[0]) <= _FLUSH * piece.size):
            named.add(at)
            box = _around(box, piece.box)
    return named


def _lines(runs: Sequence[Run], pieces: Sequence[_Piece], chosen: set[int], number: int) -> list[PrintedLine]:
    return printed_lines([runs[run] for at in sorted(chosen) for run in pieces[at].runs], number)


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
