"""PDFs written glyph by glyph, for tests: text at its place, rulings, entries of one's own; and whole files from bare objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

SIZE = 13.0
HEIGHT, WIDTH = 842, 595
LEFT = 85.0
HOLE = "\t"
"""In a text: the place of a letter, half an em, is left free."""


class Show(NamedTuple):
    """Text, of one text object, that begins at ``x``, ``top`` points under the upper edge."""

    x: float
    top: float
    text: str
    size: float = SIZE
    bold: bool = False


def width(text: str, size: float = SIZE) -> float:
    return sum(0.25 if c == " " else 0.5 for c in text) * size


def centred(axis: float, top: float, text: str, bold: bool = False) -> Show:
    return Show(axis - width(text) / 2, top, text, bold=bold)


def rule(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"{x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S\n"


def grid(columns: Sequence[float], tops: Sequence[float]) -> str:
    down = "".join(rule(x, tops[0], x, tops[-1]) for x in columns)
    return down + "".join(rule(columns[0], top, columns[-1], top) for top in tops)


def pdf(
    pages: Sequence[Sequence[Show]],
    rules: Sequence[str] = (),
    mapped: bool = True,
    trailer: str = "",
    glyphs: Mapping[str, int] | None = None,
    page_entries: str = "",
) -> bytes:
    """A PDF of these pages, in two fonts whose glyphs are half an em wide; ``glyphs`` are their codes where nothing maps them."""
    letters = sorted({c for page in pages for show in page for c in show.text if c != HOLE} | {" "})
    codes = glyphs or {letter: index + 32 if letter != " " else 32 for index, letter in enumerate(letters)}
    assert not mapped or max(codes.values()) < 256
    assert set(letters) <= set(codes)
    widths = " ".join("250" if code == 32 else "500" for code in range(32, 256))
    pairs = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end"
    )
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    for name in ("Plain", "Plain-Bold"):
        descriptor = (
            f"/BaseFont /{name} /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 4 /ItalicAngle 0 "
            "/Ascent 750 /Descent -250 /FontBBox [0 -250 500 750] >>"
        )
        if mapped:
            encoding = f"/FirstChar 32 /LastChar 255 /Widths [{widths}] /ToUnicode 5 0 R"
            objects.append(f"<< /Type /Font /Subtype /TrueType {descriptor} {encoding} >>")
        else:
            system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            descendant = f"<< /Type /Font /Subtype /CIDFontType2 {descriptor} {system} /DW 500 >>"
            objects.append(f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant}] >>")
    objects.append(f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream")
    kids = []
    for index, page in enumerate(pages):
        content = rules[index] if index < len(rules) else ""
        for show in page:
            parts = ["".join(f"{codes[c]:02x}" if mapped else f"{codes[c]:04x}" for c in part) for part in show.text.split(HOLE)]
            y = HEIGHT - show.top - 0.75 * show.size
            content += f"BT /F{1 + show.bold} {show.size} Tf {show.x} {y} Td [<{'> -500 <'.join(parts)}>] TJ ET\n"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> {page_entries} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return written(objects, trailer)


def written(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(out)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    )
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def stream(content: str | bytes, entries: str = "") -> bytes:
    data = content if isinstance(content, bytes) else content.encode("latin-1")
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1") + data + b"\nendstream"


BODY = [
    Show(LEFT + 36, 240, "Thực hiện Công văn số 467-CV/HU ngày 01 tháng 3 năm"),
    Show(LEFT, 258, "2017 của Ban Thường vụ Huyện ủy về công tác dân vận, Đảng ủy"),
    Show(LEFT, 276, "yêu cầu các chi bộ thực hiện."),
]
HEAD = [
    centred(175, 60, "ĐẢNG BỘ HUYỆN A"),
    centred(175, 78, "ĐẢNG ỦY XÃ B", bold=True),
    centred(175, 96, "*"),
    centred(175, 114, "Số 12-CV/ĐU"),
    centred(420, 63, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True),
    centred(420, 84, "B, ngày 3 tháng 4 năm 2020"),
]
FOOT = [
    Show(LEFT, 330, "Nơi nhận:"),
    Show(LEFT, 345, "- Như trên;", 11),
    Show(LEFT, 358, "- Các chi bộ trực thuộc Đảng ủy,", 11),
    Show(LEFT, 371, "và các đoàn thể;", 11),
    Show(LEFT, 384, "- Lưu VT.", 11),
    centred(430, 330, "T/M BAN THƯỜNG VỤ", bold=True),
    centred(430, 348, "BÍ THƯ", bold=True),
    centred(430, 420, "Nguyễn Văn A", bold=True),
]
TITLE = [centred(298, 170, "CHỈ THỊ", bold=True), centred(298, 188, "về công tác dân vận", bold=True)]
