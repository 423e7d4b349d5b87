"""Plain text: its encoding, its lines, and the columns that typists and web pages set with blanks, tabs and bars.

Blank lines stay, as empty lines: they part a letterhead from a body. Indentation is dropped from the text of a line; far to
the centre it gives ``align``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .. import encodings
from ..errors import LimitExceededError
from ..layout import Alignment, Document, DocumentBuilder
from ..text import nfc
from .columns import Part, arrange
from .decoding import decode
from .delimited import Delimited, delimited
from .limits import Limits
from .segments import Row, Segment
from .typed_lines import BLANKS, TAB, advance, segments

# Is there anything to look at? Most texts hold neither bars nor gaps within a line.
_COLUMNS = re.compile(rf"[^\s]\t[^\s]|[^\s][{BLANKS}]{{2,}}[^\s]|[|\u2502\u2503]")
_REPLACED = re.compile("[\0\ud800-\udfff]")
_NO_COLUMN = (Segment(0, float("inf"), ""),)

_CENTRED_FROM = 8  # columns of blanks before a line; one tab, or less, indents a paragraph
_CENTRED_WIDEST = 70
_ITEM = re.compile(r"[-+\u2022\u2013\u2014](?![-\u2013\u2014])|\(?\w{1,4}[.)]\s")
_LONG = 40  # characters: below that a line ends where its writer wanted it to
_OPEN_SHARE = 0.25


def read(data: bytes, limits: Limits) -> Document:
    """The document in ``data``, whatever its encoding; what cannot be decoded becomes U+FFFD, with a diagnostic.

    Raises :class:`LimitExceededError` for a file larger than ``limits.max_bytes``.
    """
    if len(data) > limits.max_bytes:
        raise LimitExceededError(f"the text is larger than {limits.max_bytes} bytes; split it or raise the limit")
    text, lost = decode(data)
    builder = DocumentBuilder()
    if lost:
        builder.diagnose("undecodable", "warning", f"{lost} bytes fit no encoding and were replaced by U+FFFD; convert the file to UTF-8")
    return _read(text, builder)


def read_str(text: str) -> Document:
    """The document in ``text``. Cannot fail: lone surrogates and NUL become U+FFFD, with a diagnostic."""
    return _read(text, DocumentBuilder())


def _read(text: str, builder: DocumentBuilder) -> Document:
    text = _clean(text.removeprefix("\ufeff"), builder)
    text, legacy = encodings.decode_lines(text)
    if legacy:
        builder.diagnose("legacy-encoding", "info", f"text in {legacy.upper()} was decoded to Unicode")
    text = nfc(text)
    lines = text.splitlines()
    stripped = [line.strip() for line in lines]
    while stripped and not stripped[-1]:
        stripped.pop()
    del lines[len(stripped) :]
    tables = _tables(lines, stripped) if _COLUMNS.search(text) else []
    at = 0
    for table in tables:
        _set_lines(builder, lines, stripped, at, table.start)
        _set_table(builder, table)
        at = table.stop
    _set_lines(builder, lines, stripped, at, len(lines))
    return builder.build("txt", wrapped=_is_wrapped(stripped), legacy_encoding=legacy)


def _clean(text: str, builder: DocumentBuilder) -> str:
    if not _REPLACED.search(text):
        return text
    count = len(_REPLACED.findall(text))
    builder.diagnose("replaced-characters", "warning", f"{count} characters that are no text (NUL, lone surrogates) became U+FFFD")
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # two halves of one character meet again
    return joined.replace("\0", "\ufffd")


def _tables(lines: Sequence[str], stripped: Sequence[str]) -> list[Delimited]:
    tables = delimited(lines, stripped)
    bounds: list[list[tuple[int, int]]] = []
    rows: list[Row] = []
    for line, bare in zip(lines, stripped, strict=True):
        row, ends = segments(line, bare)
        rows.append(row)
        bounds.append(ends)
    for table in tables:
        rows[table.start : table.stop] = [_NO_COLUMN] * (table.stop - table.start)

    def line_of(part: Part) -> str:
        ends = bounds[part.row]
        return stripped[part.row][ends[part.first][0] : ends[part.stop - 1][1]]

    for start, stop, layout, cells in arrange(rows):
        texts = tuple(tuple(tuple(map(line_of, cell)) for cell in row) for row in cells)
        tables.append(Delimited(start, stop, layout, texts))
    return sorted(tables)


def _set_lines(builder: DocumentBuilder, lines: Sequence[str], stripped: Sequence[str], start: int, stop: int) -> None:
    for at in range(start, stop):
        bare = stripped[at]
        builder.line(bare, align=_alignment(lines[at], bare) if lines[at][:1].isspace() else "")


def _alignment(line: str, bare: str) -> Alignment:
    if not bare or len(bare) > _CENTRED_WIDEST or _ITEM.match(bare):
        return ""
    indent = line[: line.index(bare[0])]
    return "center" if advance(0, indent) >= (_CENTRED_FROM if "\t" not in indent else 2 * TAB) else ""


def _set_table(builder: DocumentBuilder, table: Delimited) -> None:
    builder.open_table(layout=table.layout)
    for row in table.cells:
        builder.open_row()
        for cell in row:
            builder.open_cell()
            for line in cell:
                builder.line(line)
            builder.close_cell()
        builder.close_row()
    builder.close_table()


def _is_wrapped(stripped: Sequence[str]) -> bool:
    """Do paragraphs run over several lines? Then many long lines stop in the middle of a sentence, all at one width."""
    long = [(line, after) for line, after in pairwise(stripped) if len(line) >= _LONG]
    running_on = [len(line) for line, after in long if line[-1] not in ".;:!?/" and after[:1].islower()]
    if len(running_on) < 2 or len(running_on) < _OPEN_SHARE * len(long):
        return False
    widths = sorted(len(line) for line, _ in long)
    running_on.sort()
    return running_on[len(running_on) // 2] >= 0.6 * widths[int(0.95 * (len(widths) - 1))]
