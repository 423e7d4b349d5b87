"""The closing: Nơi nhận apart from the signature, and the signature as a chain of marks, a post and a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..grammar import Grammars
from ..layout import Document
from ..models import AuthorityLink, Signature, Span
from ..text import collapse, fold
from .dividing import part
from .lines import Frame, Row
from .names import begins_with_family_name, in_capitals, is_name
from .trace import Trace

_EDGES = " \t.,:;*_-"
_CELL = re.compile(r"[^|]+")
_PLACE_WORDS = (
    "tinh ",
    "thanh pho ",
    "huyen ",
    "quan ",
    "thi xa ",
    "thi tran ",
    "xa ",
    "phuong ",
    "dac khu ",
    "khoi ",
    "khoa ",
    "trung uong",
    "tnc",
)
_SIGNATURE_ROOM = 3  # blank rows between a post and what the signer is elsewhere
_SHORT_POST = 40  # characters of a post in small letters
_NAME_WITHIN = 14  # rows below the post in which a name may stand (blank rows hold the stamp)


class Closing(NamedTuple):
    copies: list[Row]
    signature: list[Row]


def split_closing(rows: Sequence[Row], frame: Frame, grammars: Grammars) -> Closing:
    """Parts the rows of a closing. Columns are told by their cells; where the lines interleave, by what each line is."""
    copies: list[Row] = []
    signature: list[Row] = []
    pieces = [piece for row in rows for piece in _cut(row, frame, grammars)]
    listing = {row.block for row in pieces if row.kind in ("copies", "archive") and row.block}
    signing = {row.block for row in pieces if row.kind == "authority" and row.block} - listing
    open_list = archived = False
    for index, row in enumerate(pieces):
        if _stamped_body(pieces, index, frame):
            continue
        if row.kind in ("copies", "archive"):
            copies.append(row)
            open_list, archived = True, row.kind == "archive"
        elif row.kind == "authority" or row.block in signing:
            signature.append(row)
            open_list = open_list and row.block in signing
        elif row.block in listing:
            copies.append(row)
        elif row.line.text.lstrip().startswith(("-", "+")):
            copies.append(row)
            open_list = True
        elif row.kind == "blank":
            (signature if signature else copies).append(row)
        elif archived and not row.upper and frame.is_post(row.bare) and len(row.line.text) < _SHORT_POST:
            signs = _is_short_post(row, frame) and not any(other.kind == "authority" for other in pieces[index + 1 :])
            (signature if signs else copies).append(row)
            open_list = not signs
        elif open_list and not row.upper and not frame.signed.fullmatch(row.bare) and not _after_list(copies, row, archived):
            copies.append(row)
        else:
            signature.append(row)
    return Closing(copies, signature)


def _is_short_post(row: Row, frame: Frame) -> bool:
    """A post in small letters below the list; one with the end mark of an entry is still of the list."""
    text = row.line.text.rstrip()
    return frame.is_post(row.bare) and len(text) < _SHORT_POST and not text.endswith((";", ",", ".", ")"))


def _after_list(copies: Sequence[Row], row: Row, archived: bool) -> bool:
    """Does an undashed line in small letters stand outside the list (a signer's name, words of a web page)?"""
    last = next((other for other in reversed(copies) if other.kind != "blank"), None)
    if last is None or (row.block or None) != (last.block or None):
        return True
    ended = last.line.text.rstrip().endswith((".", ";")) and last.kind != "copies"
    if archived:
        return ended or is_name(row.line.text)
    return ended and last.line.text.rstrip().endswith(".")


def _stamped_body(rows: Sequence[Row], index: int, frame: Frame) -> bool:
    """A body's name drawn by a digital signature, with the time of signing on the next line."""
    row = rows[index]
    drawn = index + 1 < len(rows) and rows[index + 1].kind == "stamp" and row.kind == "text"
    return drawn and frame.begins_body(row.line.text) and not frame.is_post(row.bare)


def _cut(row: Row, frame: Frame, grammars: Grammars) -> list[Row]:
    """Parts a line on which an entry of Nơi nhận and a line of the signature ran together."""
    if row.kind not in ("text", "archive", "copies") or len(row.line.text) > 160:
        return [row]
    if "|" in row.line.text:
        pieces = (part(row.line, match.start(), match.end()) for match in _CELL.finditer(row.line.text))
        return [frame.row(piece) for piece in pieces if piece.text]
    match = grammars.pattern("entry-then-signature").search(row.folded)
    if match is None:
        return [row]
    at = match.start("signature")
    left, right = part(row.line, 0, at), part(row.line, at, len(row.line.text))
    return [frame.row(piece) for piece in (left, right) if piece.text]


class _Signer:
    """One signer being read: marks, post, name, and the rows they stand in."""

    def __init__(self) -> None:
        self.links: list[tuple[str, list[Row], int]] = []
        self.title: list[Row] = []
        self.name: tuple[Row, str] | None = None
        self.waited = 0
        self.room = 0
        """Rows below the post that leave room for the signature; a stamp or (Đã ký) fills it."""

    def leave_room(self, row: Row) -> None:
        if self.title:
            self.room += 1 if row.kind in ("blank", "rule") else _SIGNATURE_ROOM

    @property
    def empty(self) -> bool:
        return not self.links and not self.title


def read_signature(
    document: Document, rows: Sequence[Row], frame: Frame, grammars: Grammars, trace: Trace, base: str = "/signature"
) -> Signature | None:
    """The signature with its co-signers, or None where no mark and no post stands."""
    signers: list[_Signer] = []
    beside: list[_Signer] = []
    second = grammars.pattern("second-signer")
    for group in _columns(rows, frame):
        found = _signers(group, frame, grammars)
        marked = {row.start for row in group if row.kind == "text" and second.fullmatch(row.bare)}
        posts = {row.start for signer in found for row in signer.title}
        for signer in found:
            # By the own post (THƯ KÝ above CHỦ TỌA), or by what heads the column (BAN GIÁM HIỆU DUYỆT / HIỆU TRƯỞNG).
            is_second = bool(marked - posts) or any(row.start in marked for row in signer.title)
            (beside if is_second else signers).append(signer)
    signers += beside
    if not signers:
        return None
    others = tuple(_signature(document, signer, frame, grammars, trace, f"{base}/cosigners/{i}") for i, signer in enumerate(signers[1:]))
    first = _signature(document, signers[0], frame, grammars, trace, base)
    return first.model_copy(update={"cosigners": others}) if others else first


def _columns(rows: Sequence[Row], frame: Frame) -> list[list[Row]]:
    """The rows by column, columns in the order of their first row. A row below the columns, such as a name that a tab sets under
    the right one, goes on with the column that signs."""
    groups: dict[tuple[int, int] | None, list[Row]] = {}
    signing: tuple[int, int] | None = None
    for row in rows:
        if row.block and (row.kind == "authority" or (signing is None and row.upper and frame.is_post(row.bare))):
            signing = row.block
        groups.setdefault(row.block or signing, []).append(row)
    found = list(groups.values())
    if len(found) > 1 and found[0][-1].kind == "authority" and not any(row.kind == "authority" for row in found[1]):
        found[:2] = [found[0] + found[1]]  # a mark above the columns stands over the post in one of them
    return found


def _signers(rows: Sequence[Row], frame: Frame, grammars: Grammars) -> list[_Signer]:
    signers: list[_Signer] = []
    signer = _Signer()
    for row in rows:
        if signer.name is not None and (row.kind == "authority" or (frame.is_post(row.bare) and row.upper)):
            signers.append(signer)
            signer = _Signer()
        _take(signer, row, frame, grammars)
    if not signer.empty:
        signers.append(signer)
    # A post below the name, with no name of its own, is another post of the same person.
    return [signer for number, signer in enumerate(signers) if not number or signer.links or signer.name]


def _take(signer: _Signer, row: Row, frame: Frame, grammars: Grammars) -> None:
    if row.kind in ("blank", "rule", "stamp") or signer.name is not None or frame.signed.fullmatch(row.bare):
        signer.leave_room(row)
        return
    text = row.line.text.strip()
    authority = row.match if row.kind == "authority" else grammars.pattern("authority-line").match(row.bare)
    if authority is not None and (row.kind == "authority" or (text.islower() and not signer.title)):
        signer.links.append((_mark(row, authority.start("mark"), authority.start("body")), [row], authority.start("body")))
        return
    if len(text) > 90:
        signer.waited += 3
        return
    capitals = row.upper or (text.islower() and len(text) < 50)
    if capitals and frame.is_post(row.bare):
        if signer.room < _SIGNATURE_ROOM:  # below that: TRƯỞNG BAN / (signed) / CHỦ TỊCH UBND HUYỆN, what the signer is elsewhere
            signer.title.append(row)
    elif signer.empty and _is_short_post(row, frame):
        signer.title.append(row)
    elif capitals and not (signer.title and in_capitals(_without_rank(text, grammars), grammars)):
        if signer.links and not signer.title and _names_more_of(signer.links[-1][1][-1], row, frame):
            signer.links[-1][1].append(row)
        elif signer.links and not signer.title and not any(c in text for c in ",;()"):
            signer.title.append(row)
        elif signer.title and signer.waited == 0 and len(signer.title) < 3 and not any(c in text for c in ",;()"):
            signer.title.append(row)
    elif not signer.empty:
        _name(signer, row, frame, grammars)


def _names_more_of(last: Row, row: Row, frame: Frame) -> bool:
    """Does a line of capitals go on with the body above it (BAN CHẤP HÀNH / ĐẢNG BỘ HUYỆN, ỦY BAN NHÂN DÂN / TỈNH …)?"""
    return (
        frame.begins_body(row.line.text)
        or row.bare.strip().startswith(_PLACE_WORDS)
        or last.bare.rstrip().endswith((" va", ",", "-", " cac"))
    )


def _mark(row: Row, start: int, body: int) -> str:
    """The mark as printed, without blanks: T/M, TM., KT."""
    return "".join(row.line.text[start:body].split())


def _name(signer: _Signer, row: Row, frame: Frame, grammars: Grammars) -> None:
    """A row in small letters below the marks: a post, the name, or words to be passed over."""
    text = row.line.text.strip(" \t.,:;*_()")
    name = _without_rank(text, grammars)
    familiar = begins_with_family_name(name, grammars)
    if frame.is_post(row.bare) and not signer.title and len(text) < 60 and not familiar:
        signer.title.append(row)
    elif is_name(name) and signer.waited < _NAME_WITHIN and (familiar or not frame.begins_body(row.line.text)):
        signer.name = (row, name)
    elif row.upper and in_capitals(name, grammars):
        signer.name = (row, name)
    else:
        signer.waited += 1


def _without_rank(text: str, grammars: Grammars) -> str:
    """A name without rank or degree before it."""
    match = grammars.pattern("rank-before-name").match(fold(text))
    return text[match.end() :] if match else text


def _part_post(signer: _Signer, frame: Frame, grammars: Grammars) -> None:
    """``TM. BAN THƯỜNG VỤ BÍ THƯ`` on one line: the post at its end is the signer's."""
    if signer.title or not signer.links:
        return
    mark, rows, body = signer.links[-1]
    match = grammars.pattern("post-at-end").search(rows[-1].bare, body + 1 if len(rows) == 1 else 1)
    if match is None:
        return
    last = rows[-1]
    signer.title.append(frame.row(part(last.line, match.start("post"), len(last.line.text))))
    kept = last._replace(line=last.line._replace(text=last.line.text[: match.start("post")].rstrip()))
    signer.links[-1] = (mark, [*rows[:-1], kept], body)


def _signature(document: Document, signer: _Signer, frame: Frame, grammars: Grammars, trace: Trace, base: str) -> Signature:
    links: list[AuthorityLink] = []
    spans: list[Span] = []
    _part_post(signer, frame, grammars)
    for number, (mark, rows, body) in enumerate(signer.links):
        first = rows[0]
        words = collapse(" ".join([first.line.text[body:], *(row.line.text for row in rows[1:])])).strip(_EDGES)
        links.append(AuthorityLink(authority=mark, on_behalf_of=words or None))
        own = [document.span(first.start + body, first.end), *(document.span(row.start, row.end) for row in rows[1:])]
        spans += [document.span(first.start, first.end), *own[1:]]
        if number == 0:
            trace.found(f"{base}/authority", document.span(first.start, first.start + body), "authority-line")
            if words:
                trace.found(f"{base}/on_behalf_of", own, "authority-line")
    title = None
    if signer.title:
        title = collapse(" ".join(row.line.text.strip(_EDGES) for row in signer.title))
        own = [document.span(row.start, row.end) for row in signer.title]
        trace.found(f"{base}/title", own, "post")
        spans += own
    name = None
    if signer.name:
        row, name = signer.name
        start = row.start + row.line.text.index(name)
        trace.found(f"{base}/name", document.span(start, start + len(name)), "signer-name")
        spans.append(document.span(start, start + len(name)))
        name = collapse(name)
    trace.found(base, spans, "signature")
    return Signature(
        authority=links[0].authority if links else None,
        on_behalf_of=links[0].on_behalf_of if links else None,
        title=title,
        name=name,
        chain=tuple(links),
        span=Span(start=min(s.start for s in spans), end=max(s.end for s in spans), page=spans[0].page),
    )
