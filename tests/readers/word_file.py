"""Builds small .docx packages from raw XML, so that a test shows exactly what Word would have written."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def relations(*items: tuple[str, str, str]) -> str:
    """A relationship part of (id, kind, target)."""
    rows = "".join(f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, kind, target in items)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def part(root: str, content: str) -> str:
    """A part with that root element."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def word_file(
    body: str,
    *,
    styles: str | None = None,
    numbering: str | None = None,
    footnotes: str | None = None,
    endnotes: str | None = None,
    margins: dict[str, str] | None = None,
    replace: dict[str, str | bytes] | None = None,
) -> bytes:
    """A package with this body; the other parts are given without their root element.

    ``margins`` holds headers and footers by relationship id (``header1``, ``footer1``); ``replace`` puts whole parts in.
    """
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": DECLARATION + TYPES,
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    related = []
    for name, content in (("styles", styles), ("numbering", numbering), ("footnotes", footnotes), ("endnotes", endnotes)):
        if content is not None:
            parts[f"word/{name}.xml"] = part(name, content)
            related.append((name, name, f"{name}.xml"))
    for name, content in (margins or {}).items():
        kind = name.rstrip("0123456789")
        parts[f"word/{name}.xml"] = part("hdr" if kind == "header" else "ftr", content)
        related.append((name, kind, f"{name}.xml"))
    parts["word/_rels/document.xml.rels"] = relations(*related)
    return archive(parts | (replace or {}))


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    if content and not content.startswith("<"):
        content = r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{content if content.startswith('<') else p(content)}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows, each the concatenation of its cells or a whole w:tr."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(row if row.startswith('<w:tr>') else f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def num(list_id: int | str, level: int | None = 0) -> str:
    """Numbering properties of a paragraph."""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{list_id}"/></w:numPr>'


def lvl(at: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list definition; ``more`` are elements that follow its text."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def abstract(key: int, *levels: str, more: str = "") -> str:
    """A list definition."""
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def instance(key: int, definition: int, overrides: str = "") -> str:
    """A list over a definition."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def style(key: str, content: str, kind: str = "paragraph", default: bool = False) -> str:
    """A style."""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{mark} w:styleId="{key}"><w:name w:val="{key}"/>{content}</w:style>'
