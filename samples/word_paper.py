"""A Word paper laid out as Vietnamese offices lay it out: header and foot in borderless tables, Times New Roman, A4.

The same calls write the same bytes: properties, times and the order of the parts are fixed.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

_ZIP_TIME = (2024, 1, 1, 0, 0, 0)
_CENTRE, _LEFT, _RIGHT, _JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_MARKED = re.compile(r"(\*\*.+?\*\*|//.+?//|__.+?__|##.+?##)")
_LEVELS = (("decimal", "%1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)"))
_LIST = 77  # number of the list in the numbering part, away from those of the template

_TEXT_BOX = (
    "<w:r {ns}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' "
    "simplePos='0' relativeHeight='2' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
    "<wp:positionH relativeFrom='column'><wp:posOffset>{x}</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV>"
    "<wp:extent cx='1980000' cy='720000'/><wp:wrapNone/><wp:docPr id='{id}' name='Text Box {id}'/><wp:cNvGraphicFramePr/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
    "<wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='1980000' cy='720000'/></a:xfrm>"
    "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:ln w='9525'><a:solidFill><a:srgbClr val='C00000'/></a:solidFill></a:ln></wps:spPr>"
    "<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)
_BOX_SPACES = (
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' "
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"
)


class Paper:
    """One paper, written from top to bottom. In a text, ``**bold**``, ``//italic//``, ``__underlined__``, ``##bold and underlined##``."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()
        self._boxes = 0
        self._numbered = False
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(14)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        style.paragraph_format.space_after = Pt(0)
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.top_margin = page.bottom_margin = page.right_margin = Cm(2)
        page.left_margin = Cm(3)

    # -- parts of a paper, top to bottom ---------------------------------------------------------------------------

    def head(self, left: Sequence[str], right: Sequence[str]) -> None:
        """The letterhead: issuer and number left, title of the Party (or the State) and date right."""
        self._columns(left, right, _CENTRE)
        self.document.add_paragraph()

    def title(self, kind: str, *lines: str, rule: str = "-----") -> None:
        """Type in capitals, the lines of the subject, and the rule under it."""
        for line in (f"**{kind}**", *(f"**{line}**" for line in lines), rule):
            self._write(self.document.add_paragraph(), line, _CENTRE)

    def addressees(self, *names: str, label: str = "Kính gửi:") -> None:
        """One addressee on the line of the label; several as a list under it."""
        if len(names) == 1:
            self._write(self.document.add_paragraph(), f"//{label}// {names[0]}", _CENTRE)
            return
        self._write(self.document.add_paragraph(), f"//{label}//", _LEFT).paragraph_format.left_indent = Cm(3)
        for name in names:
            self._write(self.document.add_paragraph(), name, _LEFT).paragraph_format.left_indent = Cm(5)

    def text(self, *paragraphs: str) -> None:
        """Justified paragraphs of the body, first line indented; numbers are typed."""
        for text in paragraphs:
            paragraph = self._write(self.document.add_paragraph(), text, _JUSTIFY)
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
            paragraph.paragraph_format.space_before = Pt(6)

    def centred(self, *lines: str) -> None:
        """Lines in the middle of the page."""
        for line in lines:
            self._write(self.document.add_paragraph(), line, _CENTRE)

    def numbered(self, level: int, text: str) -> None:
        """A paragraph that Word numbers itself (1., 1.1., a)): its number is nowhere in the text."""
        self._define_list()
        paragraph = self._write(self.document.add_paragraph(), text, _JUSTIFY)
        properties = paragraph._p.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_LIST}"/></w:numPr>'))

    def table(self, rows: Sequence[Sequence[str | None]]) -> None:
        """A ruled table, its first row bold; a ``None`` continues the cell above it (merged)."""
        table = self.document.add_table(len(rows), len(rows[0]), "Table Grid")
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is None:
                    first = max(above for above in range(row) if rows[above][column] is not None)
                    table.cell(first, column).merge(table.cell(row, column))
                else:
                    self._write(table.cell(row, column).paragraphs[0], f"**{value}**" if row == 0 else value, _LEFT)

    def foot(self, copies: Sequence[str], signature: Sequence[str], label: str = "__Nơi nhận:__") -> None:
        """Nơi nhận left, authority, post and name right."""
        self.document.add_paragraph()
        self._columns([label, *copies], signature, _LEFT)

    def text_box(self, *lines: str, left_cm: float = 0) -> None:
        """A framed stamp drawn over the page, anchored in a paragraph of its own."""
        self._boxes += 1
        content = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(line)}</w:t></w:r></w:p>" for line in lines)
        box = _TEXT_BOX.format(ns=_BOX_SPACES, x=int(left_cm * 360000), id=self._boxes, content=content)
        self.document.add_paragraph()._p.append(parse_xml(box))

    def new_page(self) -> None:
        """What follows starts on a new page, as an annex does."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def rows(self, rows: Iterable[tuple[str, str]], widths: tuple[float, float]) -> None:
        """A borderless table of two columns, one line a cell."""
        for left, right in rows:
            self._columns(left.split("\n"), right.split("\n"), _LEFT, widths)

    # -- how it is written -----------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Writes the file with fixed properties and times, its parts in order of name."""
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = "vndocparse"
        properties.title = properties.comments = properties.keywords = ""
        properties.created = properties.modified = datetime.datetime(2024, 1, 1)
        properties.revision = 1
        written = io.BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
                target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), source.read(name), zipfile.ZIP_DEFLATED, 9)

    def _columns(
        self, left: Sequence[str], right: Sequence[str], alignment: WD_ALIGN_PARAGRAPH, widths: tuple[float, float] = (7, 9.5)
    ) -> None:
        table = self.document.add_table(1, 2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for cell, lines, width, align in zip(table.rows[0].cells, (left, right), widths, (alignment, _CENTRE), strict=True):
            cell.width = Cm(width)
            for index, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                self._write(paragraph, line, _LEFT if align is _CENTRE and line.startswith("- ") else align)

    def _write(self, paragraph: Any, text: str, alignment: WD_ALIGN_PARAGRAPH) -> Any:
        paragraph.alignment = alignment
        for piece in _MARKED.split(text):
            marked = _MARKED.fullmatch(piece)
            if piece:
                run = paragraph.add_run(piece[2:-2] if marked else piece)
                run.bold = True if marked and piece[0] in "*#" else None
                run.italic = True if marked and piece[0] == "/" else None
                run.underline = True if marked and piece[0] in "_#" else None
        return paragraph

    def _define_list(self) -> None:
        if self._numbered:
            return
        self._numbered = True
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{567 * (level + 1)}" w:hanging="567"/></w:pPr></w:lvl>'
            for level, (form, shown) in enumerate(_LEVELS)
        )
        part = self.document.part.numbering_part.element
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        part.insert(0, parse_xml(abstract))
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'))
