"""What .doc, .rtf, .odt and .html have in common: stories of paragraphs and tables, and how lines are made of them.

A reader of one of these formats fills a :class:`Flow`; the lines come out as those of a .docx do: manual breaks end a
line, hidden text is gone before, fonts of before Unicode are decoded run by run, notes follow the body, page headers and
footers follow the notes, each text once and page numbers never.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .. import encodings
from ..errors import LimitExceededError
from ..layout import Alignment, Document, DocumentBuilder, Region
from ..models import Format, Severity
from .legacy_runs import SOFT_HYPHEN, LegacyRuns
from .limits import Limits
from .page_numbers import is_page_number
from .symbols import PRIVATE, bullet, inserted, symbol_font

OPTIONAL_HYPHEN = "\x1f"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile(f"[{chr(PRIVATE + 0x20)}-{chr(PRIVATE + 0xFF)}]")


class Piece(NamedTuple):
    """A run of text in one format; ``\\n`` in it is a manual break, ``\\t`` a tab."""

    text: str
    font: str | None = None
    bold: bool = False
    italic: bool = False
    capitals: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph: ``label`` is the number that the list shows before it, ``level`` from 0 or -1.

    ``before`` and ``after`` are the text boxes anchored ahead of any text of it, and after some.
    """

    pieces: list[Piece] = field(default_factory=list)
    align: Alignment = ""
    label: str = ""
    label_font: str | None = None
    level: int = -1
    before: list[list[Block]] = field(default_factory=list)
    after: list[list[Block]] = field(default_factory=list)

    def anchor(self, box: list[Block]) -> None:
        """Sets a text box where the paragraph has come to."""
        if box:
            (self.after if any(not piece.text.isspace() for piece in self.pieces) else self.before).append(box)


@dataclass(slots=True)
class GridCell:
    """A cell: the grid columns it covers; ``continued`` where it only prolongs the cell above it."""

    blocks: list[Block] = field(default_factory=list)
    span: int = 1
    continued: bool = False


@dataclass(slots=True)
class GridRow:
    """A row; its first ``skip`` grid columns are missing."""

    cells: list[GridCell] = field(default_factory=list)
    skip: int = 0


@dataclass(slots=True)
class Grid:
    """A table."""

    rows: list[GridRow] = field(default_factory=list)


Block = Paragraph | Grid


@dataclass(slots=True)
class Flow:
    """A whole document: its body, its notes in the order of their marks, its page headers and footers."""

    limits: Limits
    body: list[Block] = field(default_factory=list)
    notes: list[list[Block]] = field(default_factory=list)
    headers: list[list[Block]] = field(default_factory=list)
    footers: list[list[Block]] = field(default_factory=list)
    diagnostics: list[tuple[str, Severity, str]] = field(default_factory=list)
    paragraphs: int = 0

    def count(self) -> None:
        """Counts a paragraph; raises :class:`LimitExceededError` where there are too many."""
        self.paragraphs += 1
        if self.paragraphs > self.limits.max_paragraphs:
            raise LimitExceededError(
                f"the document has more than {self.limits.max_paragraphs:,} paragraphs; raise max_paragraphs if you trust the file"
            )

    def diagnose(self, code: str, severity: Severity, message: str) -> None:
        """Adds a diagnostic, once."""
        if (code, severity, message) not in self.diagnostics:
            self.diagnostics.append((code, severity, message))

    def document(self, form: Format) -> Document:
        """The lines of all stories."""
        builder = DocumentBuilder()
        legacy = self._legacy()
        hyphens = any(SOFT_HYPHEN in piece.text for piece in self._pieces())
        writer = _Writer(builder, legacy, "" if hyphens else SOFT_HYPHEN)
        writer.story(self.body, "body")
        for note in self.notes:
            writer.story(note, "footnote")
        seen: set[str] = set()
        margins: tuple[tuple[Region, list[list[Block]]], ...] = (("header", self.headers), ("footer", self.footers))
        for region, stories in margins:
            for story in stories:
                text = " ".join("".join(piece.text for piece in pieces(story)).split())
                if text and text not in seen and not is_page_number(text):
                    seen.add(text)
                    writer.story(story, region)
        for code, severity, message in self.diagnostics:
            builder.diagnose(code, severity, message)
        encoding = legacy.encoding() if legacy else None
        if encoding:
            builder.diagnose("legacy-encoding", "info", f"text in {encoding.upper()} fonts was decoded to Unicode")
        return builder.build(form, legacy_encoding=encoding)

    def _pieces(self) -> Iterator[Piece]:
        for story in (self.body, *self.notes, *self.headers, *self.footers):
            yield from pieces(story)

    def _legacy(self) -> LegacyRuns | None:
        """What decodes the old fonts of the document, if it names any or its text looks like one of their encodings."""
        found = list(self._pieces())
        text = " ".join(piece.text for piece in found)
        fonts = {piece.font for piece in found if piece.font and piece.text.strip()}
        named = any(encodings.font_encoding(font) for font in fonts)
        if named and any(PRIVATE <= ord(sign) <= PRIVATE + 0xFF for sign in _PRIVATE.findall(text)):
            text = _PRIVATE.sub(lambda sign: chr(ord(sign[0]) - PRIVATE), text)
        if not encodings.suspect(text):
            return None
        assumed = None if named else encodings.detect(text)
        return LegacyRuns(encodings.outweighs(text), assumed) if named or assumed else None


def pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """All pieces of a story in order, tables and text boxes included."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                for cell in row.cells:
                    yield from pieces(cell.blocks)
            continue
        for box in block.before:
            yield from pieces(box)
        yield from block.pieces
        for box in block.after:
            yield from pieces(box)


class _Writer:
    """Makes lines of stories; one for a document, since what old fonts hold is learnt from run to run.

    ``optional`` is what an optional hyphen (U+001F) stands for: nothing in a file whose letters ư are U+00AD, else perhaps one.
    """

    def __init__(self, builder: DocumentBuilder, legacy: LegacyRuns | None, optional: str) -> None:
        self._builder, self._legacy, self._optional = builder, legacy, optional

    def story(self, blocks: list[Block], region: Region) -> None:
        self._builder.region = region
        self._blocks(blocks)

    def _blocks(self, blocks: list[Block]) -> None:
        for block in blocks:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._paragraph(block)

    def _grid(self, grid: Grid) -> None:
        builder = self._builder
        builder.open_table()
        for row in grid.rows:
            builder.open_row(row.skip)
            for cell in row.cells:
                builder.open_cell(cell.span, cell.continued)
                if not cell.continued:
                    self._blocks(cell.blocks)
                builder.close_cell()
            builder.close_row()
        builder.close_table()

    def _paragraph(self, paragraph: Paragraph) -> None:
        for box in paragraph.before:
            self._blocks(box)
        label, level, soft = self._label(paragraph), paragraph.level, False
        for line in _lines(paragraph.pieces):
            visible = [piece for piece in line if not piece.text.isspace()]
            text = self._text(line)
            bold = bool(visible) and all(piece.bold for piece in visible)
            italic = bool(visible) and all(piece.italic for piece in visible)
            self._line(text, label, level if label else -1, paragraph.align, bold, italic, soft)
            label, soft = "", True
        for box in paragraph.after:
            self._blocks(box)

    def _line(self, text: str, label: str, level: int, align: Alignment, bold: bool, italic: bool, soft: bool) -> None:
        region = self._builder.region
        if region == "footnote":
            text = text.lstrip()  # the blank after the mark, which is left out
        if region != "body" and not label and (not text.strip() or (region != "footnote" and is_page_number(text))):
            return
        self._builder.line(text, label=label, level=level, align=align, bold=bold, italic=italic, soft=soft)

    def _label(self, paragraph: Paragraph) -> str:
        label = paragraph.label
        if not label:
            return ""
        if _PRIVATE.search(label) or symbol_font(paragraph.label_font) is not None:
            return bullet(label, paragraph.label_font)
        return self._decoded(label, paragraph.label_font).strip()

    def _text(self, line: list[Piece]) -> str:
        """The text of a line; neighbours in one font are decoded together, for a letter of VNI may be cut between them."""
        parts: list[str] = []
        at = 0
        while at < len(line):
            font, capitals = line[at].font, line[at].capitals
            run: list[str] = []
            while at < len(line) and (line[at].font == font or line[at].text.isspace()) and line[at].capitals == capitals:
                run.append(line[at].text)
                at += 1
            text = self._decoded("".join(run), font)
            parts.append(text.upper() if capitals else text)
        return "".join(parts)

    def _decoded(self, text: str, font: str | None) -> str:
        if _PRIVATE.search(text):
            text = _placed(text, font)
        if OPTIONAL_HYPHEN in text:
            text = text.replace(OPTIONAL_HYPHEN, self._optional)
        text = self._legacy.decode(text, font) if self._legacy else text.replace(SOFT_HYPHEN, "")
        if _SURROGATES.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return _LINE_ENDS.sub(" ", _CONTROLS.sub("", text))


def _placed(text: str, font: str | None) -> str:
    """Letters that a symbol font, or a font of before Unicode that passes for one, keeps in the private use area."""
    if font and encodings.font_encoding(font):
        return _PRIVATE.sub(lambda sign: chr(ord(sign[0]) - PRIVATE), text)
    return _PRIVATE.sub(lambda sign: inserted(ord(sign[0]), font), text)


def _lines(found: list[Piece]) -> list[list[Piece]]:
    """The pieces of a paragraph line by line."""
    lines: list[list[Piece]] = [[]]
    for piece in found:
        if "\n" not in piece.text:
            if piece.text:
                lines[-1].append(piece)
            continue
        first, *rest = piece.text.split("\n")
        if first:
            lines[-1].append(piece._replace(text=first))
        lines += [[piece._replace(text=text)] if text else [] for text in rest]
    return lines
