"""Word files (.docx, .docm and their templates): paragraphs, list numbers, tables, text boxes, notes, headers and footers.

The body is walked once, in document order. A paragraph of plain runs in one format costs next to nothing; only one that
holds anything else is read run by run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import cast
from unicodedata import normalize

from lxml.etree import XPath, _Element

from .. import encodings
from ..errors import LimitExceededError
from ..layout import Alignment, Document, DocumentBuilder, Region
from ..models import LegacyEncoding
from . import docx_tags as w
from .docx_blocks import BLOCKS, MOST_COLUMNS, ROWS, cells, members
from .docx_numbering import Numbering
from .docx_package import Package
from .docx_runs import WATCHED, Note, Runs, SoftLine
from .docx_source import Source
from .docx_styles import ALIGNMENTS, ParagraphStyle, list_reference, run_format
from .legacy_runs import FONT_NAMES, LegacyRuns
from .limits import DEFAULT_LIMITS, Limits
from .page_numbers import is_page_number
from .parts import PartError

_SOFT_HYPHEN = "\xad"
# In a paragraph without anything watched, nothing but the text of its runs is text; joined by libxml2 twice as fast.
_all_text = cast("Callable[[_Element], str]", XPath("string()", smart_strings=False))
_LINE_ENDS = re.compile("[\n\r]+")
_LETTERHEAD_WORDS = ("CỘNG", "VIỆT NAM")  # of the title of the Party or the nation; no running head holds them


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``.

    Raises :class:`DamagedFileError`, :class:`EncryptedFileError`, :class:`LimitExceededError` or
    :class:`UnsupportedFormatError`. Broken secondary parts (styles, lists, notes, headers) only leave a diagnostic.
    """
    package = Package(data, limits)
    try:
        source = Source(package)
        document = _Walk(source, limits).document()
        legacy = _legacy_runs(source, document.text) if encodings.suspect(document.text) else None
        return document if legacy is None else _Walk(source, limits, legacy).document()
    except RecursionError:
        raise LimitExceededError("the document is nested too deeply to be read; open it in Word and save it again") from None
    finally:
        package.close()


def _legacy_runs(source: Source, text: str) -> LegacyRuns | None:
    """What decodes the old fonts of a document, if it names any or its text looks like one of their encodings."""
    named = any(name in source.content for name in FONT_NAMES) or source.styles.mentions(FONT_NAMES)
    assumed = encodings.detect(text) if not named else None
    return LegacyRuns(encodings.outweighs(text), assumed, source.styles.font_name) if named or assumed else None


class _Walk:
    """One walk through the document; a second one, with ``legacy``, decodes old fonts."""

    def __init__(self, source: Source, limits: Limits, legacy: LegacyRuns | None = None) -> None:
        self._source, self._limits, self._legacy = source, limits, legacy
        self._styles = source.styles
        self._plain = source.styles.paragraph(None)
        self._builder = DocumentBuilder()
        self._runs = Runs(source.styles, legacy, limits.max_nesting)
        self._numbering: Numbering | None = None
        self._special: set[_Element] = set()
        self._broken_fields = False
        self._paragraphs = 0
        self._nesting = 0
        self._table_depth = 0
        self._carried: list[str] = []
        """Text of a paragraph whose mark was deleted: it belongs to the next one."""
        self._margins: list[tuple[Region, str]] = []
        self._secondaries: dict[str, _Element | None] = {}
        self._letterhead = ""
        """The part of the page header that holds the letterhead, if one does."""
        self._faults: list[str] = []
        self._left_out = 0

    def document(self) -> Document:
        source = self._source
        self._letterhead_in_header()
        self._story(source.body, "body")
        self._notes()
        self._headers_and_footers()
        self._diagnose()
        encoding: LegacyEncoding | None = None
        if self._legacy is not None and (encoding := self._legacy.encoding()):
            self._builder.diagnose("legacy-encoding", "info", f"text in {encoding.upper()} fonts was decoded to Unicode")
        return self._builder.build("docx", legacy_encoding=encoding)

    def _diagnose(self) -> None:
        numbering = self._numbering
        faults = [*self._source.faults, self._styles.fault, numbering.fault if numbering else "", *self._faults]
        for fault in dict.fromkeys(filter(None, faults)):
            self._builder.diagnose("part-unreadable", "warning", f"read without a part of the file: {fault}")
        if numbering and numbering.unknown_formats:
            styles = ", ".join(sorted(numbering.unknown_formats))
            self._builder.diagnose("list-format", "warning", f"list numbers of the format {styles} are given in figures")
        if self._left_out:
            self._builder.diagnose(
                "embedded-document", "warning", f"{self._left_out} embedded documents were left out; save the file in Word"
            )

    # Stories: the body, a note, a header

    def _story(self, element: _Element, region: Region) -> None:
        self._builder.region = region
        self._mark_special(element)
        self._blocks(element)
        self._runs.close_fields()

    def _mark_special(self, story: _Element) -> None:
        """Counts the paragraphs, notes which hold more than plain runs, and whether the signs of fields pair."""
        special = self._special
        current: _Element | None = None
        open_fields = lowest = 0
        paragraphs = 0
        for node in story.iter(w.PARAGRAPH, *WATCHED):
            tag = node.tag
            if tag == w.PARAGRAPH:
                current = node
                paragraphs += 1
                continue
            if current is not None:
                special.add(current)
            if tag == w.FIELD_SIGN and _is_kept(node):
                kind = node.get(w.FIELD_SIGN_TYPE)
                open_fields += (kind == "begin") - (kind == "end")
                lowest = min(lowest, open_fields)
        self._broken_fields = open_fields != 0 or lowest < 0
        self._paragraphs += paragraphs
        if self._paragraphs > self._limits.max_paragraphs:
            raise LimitExceededError(
                f"the document has more than {self._limits.max_paragraphs:,} paragraphs; raise max_paragraphs if you trust the file"
            )

    def _notes(self) -> None:
        notes = list(dict.fromkeys(self._runs.notes))
        for endnote, kind, tag in ((False, "footnotes", w.FOOTNOTE), (True, "endnotes", w.ENDNOTE)):
            wanted = [note for note in notes if note.endnote == endnote]
            part = self._source.part(kind)
            if not wanted or part is None:
                continue
            root = self._secondary(part)
            if root is None:
                continue
            found = {Note(endnote, element.get(w.ID) or ""): element for element in root.iterchildren(tag)}
            for note in wanted:
                element = found.get(note)
                if element is not None and element.get(w.TYPE) in (None, "normal"):
                    self._story(element, "footnote")

    def _letterhead_in_header(self) -> None:
        """Some offices set the letterhead in the page header: it is then the beginning of the body."""
        section = next(self._source.body.iter(w.SECTION), None)
        for where, part in self._references(section) if section is not None else ():
            root = self._secondary(part) if where == "header" else None
            if root is not None and all(word in normalize("NFC", _words(root)).upper() for word in _LETTERHEAD_WORDS):
                self._letterhead = part
                self._story(root, "body")
                return

    def _headers_and_footers(self) -> None:
        seen: set[str] = set()
        for region in ("header", "footer"):
            for where, part in dict.fromkeys(self._margins):
                root = self._secondary(part) if where == region and part != self._letterhead else None
                if root is None:
                    continue
                text = _words(root)
                if text and text not in seen and not is_page_number(text):
                    seen.add(text)
                    self._story(root, where)

    def _secondary(self, part: str) -> _Element | None:
        if part not in self._secondaries:
            self._secondaries[part] = None
            try:
                self._secondaries[part] = self._source.package.xml(part)
            except PartError as error:
                self._faults.append(str(error))
        return self._secondaries[part]

    # Blocks

    def _blocks(self, container: _Element) -> None:
        for child in container.iterchildren():
            tag = child.tag
            if tag == w.PARAGRAPH:
                self._paragraph(child)
            elif tag != w.CELL_PROPERTIES:
                for block in members(child, BLOCKS):
                    self._block(block)
        if self._carried:
            self._flush()

    def _block(self, block: _Element) -> None:
        tag = block.tag
        if tag == w.PARAGRAPH:
            self._paragraph(block)
        elif tag == w.TABLE:
            self._flush()
            self._table(block)
        elif tag == w.SECTION:
            self._section(block)
        else:
            self._left_out += 1

    def _nested(self, container: _Element) -> None:
        self._nesting += 1
        if self._nesting > self._limits.max_nesting:
            raise LimitExceededError(
                f"text boxes are nested more than {self._limits.max_nesting} deep; raise max_nesting if you trust the file"
            )
        carried, self._carried = self._carried, []
        self._blocks(container)
        self._carried = carried
        self._nesting -= 1

    def _flush(self) -> None:
        if self._carried:
            text = "".join(self._carried)
            self._carried.clear()
            self._line(text)

    def _section(self, section: _Element) -> None:
        self._margins += self._references(section)

    def _references(self, section: _Element) -> Iterator[tuple[Region, str]]:
        """The headers and footers of a section; those of the first page only where it has a title page."""
        titled = next(section.iterchildren(w.TITLE_PAGE), None)
        for item in section.iterchildren(w.HEADER_REFERENCE, w.FOOTER_REFERENCE):
            target = self._source.related(item.get(w.RELATION_ID) or "")
            if target is None or (item.get(w.TYPE) == "first" and (titled is None or not w.is_on(titled))):
                continue
            yield "header" if item.tag == w.HEADER_REFERENCE else "footer", target

    # Paragraphs

    def _paragraph(self, paragraph: _Element) -> None:
        style: ParagraphStyle | None = None
        align: Alignment = ""
        numbering: _Element | None = None
        mark: _Element | None = None
        first = paragraph[0] if len(paragraph) else None
        if first is not None and first.tag == w.P_PROPERTIES:
            for item in first.iterchildren():
                tag = item.tag
                if tag == w.ALIGNMENT:
                    align = ALIGNMENTS.get(item.get(w.VALUE), "")
                elif tag == w.P_STYLE:
                    style = self._styles.paragraph(item.get(w.VALUE))
                elif tag == w.NUMBERING:
                    numbering = item
                elif tag == w.R_PROPERTIES:
                    mark = item
                elif tag == w.SECTION:
                    self._section(item)
        if style is None:
            style = self._plain
        if paragraph in self._special or style.altered or self._carried or self._runs.instructions or self._legacy is not None:
            self._composed(paragraph, style, align, numbering, mark)
            return
        text = _all_text(paragraph)
        if "\n" in text:  # indented XML, perhaps
            text = "".join([node.text or "" for node in paragraph.iter(w.TEXT)])
        bold, italic = style.bold and text != "", style.italic and text != ""
        if numbering is None and style.list_id is None:
            self._line(text, "", -1, align or style.align, bold, italic)
        else:
            self._lines([SoftLine(text, bold, italic)], style, align, numbering, mark)

    def _composed(
        self, paragraph: _Element, style: ParagraphStyle, align: Alignment, numbering: _Element | None, mark: _Element | None
    ) -> None:
        """A paragraph that is read run by run."""
        lines = self._runs.read(paragraph, style)
        before, after = self._runs.before, self._runs.after
        if self._broken_fields:
            self._runs.close_fields()
        if mark is not None and next(mark.iterchildren(w.DELETED), None) is not None:
            self._carried += [line.text for line in lines if line.text]
            self._boxes([*before, *after])
            return
        if self._carried:
            lines[0] = lines[0]._replace(text="".join([*self._carried, lines[0].text]))
            self._carried.clear()
        self._boxes(before)
        if not (self._is_hidden(mark, style) and not any(line.text for line in lines)):
            self._lines(lines, style, align, numbering, mark)
        self._boxes(after)

    def _is_hidden(self, mark: _Element | None, style: ParagraphStyle) -> bool:
        switch = next(mark.iterchildren(w.HIDDEN), None) if mark is not None else None
        return style.hidden if switch is None else w.is_on(switch)

    def _boxes(self, boxes: list[_Element | str]) -> None:
        for box in boxes:
            if isinstance(box, str):
                self._line(box)
            else:
                self._nested(box)

    def _lines(
        self, lines: list[SoftLine], style: ParagraphStyle, align: Alignment, numbering: _Element | None, mark: _Element | None
    ) -> None:
        label, level = self._label(style, numbering, mark)
        align = align or style.align
        soft = False
        for line in lines:
            self._line(line.text, label, level, align, line.bold, line.italic, soft)
            label, level, soft = "", -1, True

    def _line(
        self,
        text: str,
        label: str = "",
        level: int = -1,
        align: Alignment = "",
        bold: bool = False,
        italic: bool = False,
        soft: bool = False,
    ) -> None:
        if "\n" in text or "\r" in text:
            text = _LINE_ENDS.sub(" ", text)
        if _SOFT_HYPHEN in text:
            text = text.replace(_SOFT_HYPHEN, "")
        builder = self._builder
        if builder.region == "footnote":
            text = text.lstrip()  # the blank after the mark, which is left out
        if builder.region != "body" and not label and (not text.strip() or (builder.region != "footnote" and is_page_number(text))):
            return
        builder.line(text, label=label, level=level, align=align, bold=bold, italic=italic, soft=soft)

    def _label(self, style: ParagraphStyle, numbering: _Element | None, mark: _Element | None) -> tuple[str, int]:
        list_id, level = list_reference(numbering) if numbering is not None else (None, None)
        names: tuple[str, ...] = ()
        if list_id is None:
            list_id = style.list_id
            if level is None:
                level, names = style.list_level, style.names
        if list_id is None or list_id == "0":
            return "", -1
        if self._numbering is None:
            self._numbering = Numbering(self._source.package, self._source.part("numbering"), self._styles)
        found = self._numbering.next(list_id, level, names, partial(_language, mark, style))
        if found is None:
            return "", -1
        text = found.text
        if self._legacy is not None and text:
            text = self._legacy.decode(text, found.font or style.font)
        return text, found.level

    # Tables

    def _table(self, table: _Element) -> None:
        self._table_depth += 1
        if self._table_depth > self._limits.max_table_depth:
            raise LimitExceededError(
                f"tables are nested more than {self._limits.max_table_depth} deep; raise max_table_depth if you trust the file"
            )
        self._builder.open_table()
        merging: set[int] = set()
        for child in table.iterchildren():
            for row in members(child, ROWS):
                merging = self._row(row, merging)
        self._builder.close_table()
        self._table_depth -= 1

    def _row(self, row: _Element, merging: set[int]) -> set[int]:
        """Reads a row; takes and returns the grid columns in which a cell reaches down into the next row."""
        skip = 0
        properties = next(row.iterchildren(w.ROW_PROPERTIES), None)
        if properties is not None:
            for item in properties.iterchildren(w.GRID_BEFORE, w.DELETED):
                if item.tag == w.DELETED:
                    return merging
                skip = min(w.number(item.get(w.VALUE)), MOST_COLUMNS)
        builder = self._builder
        builder.open_row(skip)
        column = skip
        reaching: set[int] = set()
        for cell, span, merge in cells(row):
            # A cell that claims to continue where nothing began stands for itself.
            continued = merge == "continue" and column in merging
            if merge:
                reaching.add(column)
            builder.open_cell(span, continued)
            if not continued:
                self._blocks(cell)
            builder.close_cell()
            column += span
        builder.close_row()
        return reaching


def _language(mark: _Element | None, style: ParagraphStyle) -> str | None:
    """The language of a paragraph mark, which is that of its number."""
    return (run_format(mark).language if mark is not None else None) or style.language


def _is_kept(sign: _Element) -> bool:
    """Is this part of a run that no tracked change removes?"""
    run = sign.getparent()
    around = run.getparent() if run is not None else None
    return around is None or around.tag not in (w.DELETED, w.MOVED_AWAY)


def _words(root: _Element) -> str:
    """The bare words of a header or footer."""
    return " ".join("".join(node.text or node.get("string") or "" for node in root.iter(w.TEXT, w.TEXT_PATH)).split())
