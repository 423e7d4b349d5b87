"""Word files (.docx, .docm and their templates): paragraphs, list numbers, tables, text boxes, notes, headers and footers.

The body is walked once, in document order. A paragraph of plain runs in one format costs next to nothing; only one that
holds anything else is read run by run.
"""

from __future__ import annotations

import re
from functools import partial

from lxml.etree import _Element

from .. import encodings
from ..errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from ..layout import Alignment, Document, DocumentBuilder, Region
from ..models import LegacyEncoding
from . import docx_tags as w
from .docx_legacy import FONT_NAMES, LegacyRuns
from .docx_numbering import Numbering
from .docx_package import Package, PartError, parse
from .docx_runs import WATCHED, Note, Runs, SoftLine, shown_branch
from .docx_styles import ALIGNMENTS, ParagraphStyle, Styles, list_reference, run_format
from .limits import DEFAULT_LIMITS, Limits

_SOFT_HYPHEN = "\xad"
_PAGE_NUMBER = re.compile(r"[\W_]*(?:trang|page)?[\W_]*\d+[\W_]*(?:/|of|trên|tổng số)?[\W_]*\d*[\W_]*", re.IGNORECASE)
_LONGEST_PAGE_NUMBER = 40
_LINE_ENDS = re.compile("[\n\r]+")
_CONTAINERS = frozenset((w.CUSTOM_XML, w.INSERTED, w.MOVED_HERE, w.SMART_TAG))


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in ``data``.

    Raises :class:`DamagedFileError`, :class:`EncryptedFileError`, :class:`LimitExceededError` or
    :class:`UnsupportedFormatError`. Broken secondary parts (styles, lists, notes, headers) only leave a diagnostic.
    """
    package = Package(data, limits)
    try:
        source = _Source(package)
        document = _Walk(source, limits).document()
        if not encodings.suspect(document.text):
            return document
        named = any(name in source.content for name in FONT_NAMES) or source.styles.mentions(FONT_NAMES)
        assumed = encodings.detect(document.text) if not named else None
        if not named and assumed is None:
            return document
        legacy = LegacyRuns(source.styles, encodings.outweighs(document.text), assumed)
        return _Walk(source, limits, legacy).document()
    finally:
        package.close()


class _Source:
    """The main part of a package and the parts that belong to it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        try:
            self.content = package.bytes(package.main)
            self.root = parse(self.content, package.main)
        except PartError as error:
            raise DamagedFileError(f"{error}; get the file again or open and save it in Word") from None
        body = next(self.root.iterchildren(w.BODY), None)
        if self.root.tag != w.DOCUMENT:
            raise UnsupportedFormatError(f"{package.main} is no Word document; save it as .docx or .pdf")
        if body is None:
            raise DamagedFileError("the document has no body; get the file again or open and save it in Word")
        self.body = body
        self.faults: list[str] = []
        self.targets: dict[str, str] = {}
        """Part by relationship id."""
        self._parts: dict[str, str] = {}
        try:
            for key, item in package.relationships(package.main).items():
                self.targets[key] = item.target
                self._parts.setdefault(item.kind, item.target)
        except PartError as error:
            self.faults.append(str(error))
        self.styles = Styles(package, self.part("styles"), self.part("theme"))

    def part(self, kind: str) -> str | None:
        """The part of that kind (``numbering``), by its relationship."""
        return self._parts.get(kind)


class _Walk:
    """One walk through the document; a second one, with ``legacy``, decodes old fonts."""

    def __init__(self, source: _Source, limits: Limits, legacy: LegacyRuns | None = None) -> None:
        self._source, self._limits, self._legacy = source, limits, legacy
        self._styles = source.styles
        self._builder = DocumentBuilder()
        self._runs = Runs(source.styles, legacy, limits.max_nesting)
        self._numbering: Numbering | None = None
        self._special: set[_Element] = set()
        self._broken_fields = False
        self._paragraphs = 0
        self._nesting = 0
        self._tables = 0
        self._carried = ""
        """Text of a paragraph whose mark was deleted: it belongs to the next one."""
        self._margins: list[tuple[Region, str]] = []
        self._faults: list[str] = []
        self._left_out = 0

    def document(self) -> Document:
        source = self._source
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
            self._builder.diagnose("embedded-document", "warning", f"{self._left_out} embedded documents were left out; save the file in Word")

    # Stories: the body, a note, a header

    def _story(self, element: _Element, region: Region) -> None:
        self._builder.region = region
        self._mark_special(element)
        self._blocks(element)
        self._runs.close_fields()

    def _mark_special(self, story: _Element) -> None:
        """Notes which paragraphs hold more than plain runs, and whether the signs of fields pair."""
        special = self._special
        current: _Element | None = None
        open_fields = 0
        for node in story.iter(w.PARAGRAPH, *WATCHED):
            tag = node.tag
            if tag == w.PARAGRAPH:
                current = node
                continue
            if current is not None:
                special.add(current)
            if tag == w.FIELD_SIGN:
                kind = node.get(w.FIELD_SIGN_TYPE)
                open_fields += (kind == "begin") - (kind == "end")
        self._broken_fields = open_fields != 0

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

    def _headers_and_footers(self) -> None:
        seen: set[str] = set()
        for region in ("header", "footer"):
            for where, part in dict.fromkeys(self._margins):
                root = self._secondary(part) if where == region else None
                if root is None:
                    continue
                text = " ".join("".join(node.text or node.get("string") or "" for node in root.iter(w.TEXT, w.TEXT_PATH)).split())
                if text and text not in seen and not _is_page_number(text):
                    seen.add(text)
                    self._story(root, where)

    def _secondary(self, part: str) -> _Element | None:
        try:
            return self._source.package.xml(part)
        except PartError as error:
            self._faults.append(str(error))
            return None

    # Blocks

    def _blocks(self, container: _Element) -> None:
        for child in container.iterchildren():
            tag = child.tag
            if tag == w.PARAGRAPH:
                self._paragraph(child)
            elif tag == w.TABLE:
                self._flush()
                self._table(child)
            elif tag == w.CONTROL:
                for content in child.iterchildren(w.CONTROL_CONTENT):
                    self._nested(content)
            elif tag in _CONTAINERS:
                self._nested(child)
            elif tag == w.ALTERNATIVES:
                branch = shown_branch(child)
                if branch is not None:
                    self._nested(branch)
            elif tag == w.SECTION:
                self._section(child)
            elif tag == w.ALTERNATIVE_CHUNK:
                self._left_out += 1
        if self._carried:
            self._flush()

    def _nested(self, container: _Element) -> None:
        self._nesting += 1
        if self._nesting > self._limits.max_nesting:
            raise LimitExceededError(f"blocks are nested more than {self._limits.max_nesting} deep; raise max_nesting if you trust the file")
        self._blocks(container)
        self._nesting -= 1

    def _flush(self) -> None:
        if self._carried:
            text, self._carried = self._carried, ""
            self._line(text)

    def _section(self, section: _Element) -> None:
        """The headers and footers of a section; those of the first page only where it has a title page."""
        titled = next(section.iterchildren(w.TITLE_PAGE), None)
        for item in section.iterchildren(w.HEADER_REFERENCE, w.FOOTER_REFERENCE):
            target = self._source.targets.get(item.get(w.RELATION_ID) or "")
            if target is None or (item.get(w.TYPE) == "first" and (titled is None or not w.is_on(titled))):
                continue
            self._margins.append(("header" if item.tag == w.HEADER_REFERENCE else "footer", target))

    # Paragraphs

    def _paragraph(self, paragraph: _Element) -> None:
        self._paragraphs += 1
        if self._paragraphs > self._limits.max_paragraphs:
            raise LimitExceededError(
                f"the document has more than {self._limits.max_paragraphs:,} paragraphs; raise max_paragraphs if you trust the file"
            )
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
            style = self._styles.paragraph(None)
        runs = self._runs
        if paragraph in self._special or style.hidden or style.capitals or self._legacy is not None or runs.in_instruction or self._carried:
            self._composed(paragraph, style, align, numbering, mark)
            return
        text = "".join([node.text or "" for node in paragraph.iter(w.TEXT)])
        if numbering is None and style.list_id is None:
            self._line(text, align=align or style.align, bold=style.bold and text != "", italic=style.italic and text != "")
        else:
            self._lines([SoftLine(text, style.bold and text != "", style.italic and text != "")], style, align, numbering, mark)

    def _composed(
        self, paragraph: _Element, style: ParagraphStyle, align: Alignment, numbering: _Element | None, mark: _Element | None
    ) -> None:
        """A paragraph that is read run by run."""
        lines = self._runs.read(paragraph, style)
        before, after = self._runs.before, self._runs.after
        if self._broken_fields:
            self._runs.close_fields()
        if mark is not None and next(mark.iterchildren(w.DELETED), None) is not None:
            self._carried += "".join(line.text for line in lines)
            self._boxes([*before, *after])
            return
        if self._carried:
            lines[0] = lines[0]._replace(text=self._carried + lines[0].text)
            self._carried = ""
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
            self._line(line.text, label=label, level=level, align=align, bold=line.bold, italic=line.italic, soft=soft)
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
        if builder.region != "body" and not label and (not text.strip() or (builder.region != "footnote" and _is_page_number(text))):
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
        self._tables += 1
        if self._tables > self._limits.max_table_depth:
            raise LimitExceededError(
                f"tables are nested more than {self._limits.max_table_depth} deep; raise max_table_depth if you trust the file"
            )
        self._builder.open_table()
        self._rows(table)
        self._builder.close_table()
        self._tables -= 1

    def _rows(self, container: _Element) -> None:
        for child in container.iterchildren():
            tag = child.tag
            if tag == w.ROW:
                self._row(child)
            elif tag in _CONTAINERS or tag == w.CONTROL_CONTENT:
                self._rows(child)
            elif tag == w.CONTROL:
                for content in child.iterchildren(w.CONTROL_CONTENT):
                    self._rows(content)

    def _row(self, row: _Element) -> None:
        skip = 0
        properties = next(row.iterchildren(w.ROW_PROPERTIES), None)
        if properties is not None:
            for item in properties.iterchildren(w.GRID_BEFORE, w.DELETED):
                if item.tag == w.DELETED:
                    return
                skip = min(w.number(item.get(w.VALUE)), 1000)
        cells: list[tuple[_Element, int, bool]] = []
        self._cells(row, cells)
        builder = self._builder
        builder.open_row(skip)
        for cell, span, continued in cells:
            builder.open_cell(span, continued)
            if not continued:
                self._blocks(cell)
            builder.close_cell()
        builder.close_row()

    def _cells(self, container: _Element, cells: list[tuple[_Element, int, bool]]) -> None:
        """The cells of a row with their span; a cell merged into the one before it adds to that one's span."""
        for child in container.iterchildren():
            tag = child.tag
            if tag == w.CELL:
                span, continued, merged = _cell_form(child)
                if merged and cells:
                    before, width, state = cells[-1]
                    cells[-1] = before, width + span, state
                else:
                    cells.append((child, span, continued))
            elif tag in _CONTAINERS or tag == w.CONTROL_CONTENT:
                self._cells(child, cells)
            elif tag == w.CONTROL:
                for content in child.iterchildren(w.CONTROL_CONTENT):
                    self._cells(content, cells)


def _cell_form(cell: _Element) -> tuple[int, bool, bool]:
    """Grid columns of a cell, whether it continues the one above, and whether it is merged into the one on its left."""
    span, continued, merged = 1, False, False
    first = cell[0] if len(cell) else None
    if first is not None and first.tag == w.CELL_PROPERTIES:
        for item in first.iterchildren():
            tag = item.tag
            if tag == w.GRID_SPAN:
                span = min(max(w.number(item.get(w.VALUE), 1), 1), 1000)
            elif tag == w.VERTICAL_MERGE:
                continued = item.get(w.VALUE) != "restart"
            elif tag == w.HORIZONTAL_MERGE:
                merged = item.get(w.VALUE) != "restart"
    return span, continued, merged


def _language(mark: _Element | None, style: ParagraphStyle) -> str | None:
    """The language of a paragraph mark, which is that of its number."""
    return (run_format(mark).language if mark is not None else None) or style.language


def _is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(text) is not None
