"""Scans composed from known papers: a document printed on pages with Pillow, and what copiers and stamps do to them.

A paper is taken from any file that vndocparse reads (its lines, their columns, alignment and weight), or made up by
:func:`made_up` with a letterhead of invented places. The fonts are those of the machine that have Vietnamese letters.
Everything is told by a seed, so that a page comes out the same each time.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT_FOLDERS = ("/usr/share/fonts", "/usr/share/texmf/fonts/opentype", "/usr/local/share/fonts", "C:/Windows/Fonts", "/Library/Fonts")
# Name -> files for regular, bold, italic.
FACES = {
    "times": ("texgyretermes-regular.otf", "texgyretermes-bold.otf", "texgyretermes-italic.otf"),
    "noto": ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf"),
    "dejavu": ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf"),
    "typewriter": ("texgyrecursor-regular.otf", "texgyrecursor-bold.otf", "texgyrecursor-italic.otf"),
}
PAPER = (8.27, 11.69)
MARGINS = (1.18, 0.79, 0.7, 0.79)  # left, top, right, bottom, in inches
SIZE = 13.5
LEADING = 1.28


@dataclass
class Line:
    text: str
    align: str = "left"
    bold: bool = False
    italic: bool = False
    indent: bool = False


@dataclass
class Columns:
    """Lines side by side; ``widths`` are shares of the width of the text; ``ruled`` draws the cells."""

    cells: list[list[Line]]
    widths: Sequence[float]
    ruled: bool = False


@dataclass
class Paper:
    """A paper to be printed, with the values that must be read from it (``number``, ``date``, ``type``, ``issuer``)."""

    name: str
    blocks: list[Line | Columns]
    truth: dict[str, str | None] = field(default_factory=dict)


@cache
def _found(name: str) -> Path | None:
    for folder in FONT_FOLDERS:
        path = next(Path(folder).rglob(name), None) if Path(folder).is_dir() else None
        if path:
            return path
    return None


def faces() -> list[str]:
    """The faces that this machine has."""
    return [face for face, files in FACES.items() if all(map(_found, files))]


@cache
def _font(face: str, style: int, pixels: int) -> ImageFont.FreeTypeFont:
    path = _found(FACES[face][style])
    assert path is not None
    return ImageFont.truetype(str(path), pixels)


# --- papers -----------------------------------------------------------------------------------------------------------------


def paper_of(path: Path, first: int = 60, last: int = 24) -> Paper:
    """The paper in ``path`` by vndocparse's own reading of the file; the middle of a long one is left out."""
    from vndocparse import parse
    from vndocparse.readers import read_document
    from vndocparse.readers.limits import Limits

    data = path.read_bytes()
    found = parse(data, name=path.name)
    lines = [line for line in read_document(data, path.name, Limits()).lines if line.region == "body"]
    if len(lines) > first + last:
        lines = [*lines[:first], *lines[-last:]]
    paper = Paper(path.stem, list(_blocks(lines)))
    paper.truth = {
        "number": found.number.canonical if found.number and found.number.serial else None,
        "date": found.date.isoformat() if found.date and "/date" not in found.inferred else None,
        "type": found.header.type.name if found.header.type else None,
        "issuer": found.header.issuer,
    }
    return paper


def _blocks(lines: Sequence) -> Iterator[Line | Columns]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.cell is None:
            align = {"center": "center", "right": "right", "both": "both"}.get(line.align, "left")
            yield Line(line.text, align, line.bold, line.italic, align in ("both", "left") and len(line.text) > 60)
            at += 1
            continue
        stop = at
        while stop < len(lines) and lines[stop].cell and lines[stop].cell.table == line.cell.table:
            stop += 1
        yield from _table(lines[at:stop])
        at = stop


def _table(lines: Sequence) -> Iterator[Columns]:
    columns = 1 + max(line.cell.column for line in lines)
    layout = columns <= 3 and 1 + max(line.cell.row for line in lines) <= 4
    rows: dict[int, list[list[Line]]] = {}
    for line in lines:
        row = rows.setdefault(line.cell.row, [[] for _ in range(columns)])
        row[line.cell.column].append(Line(line.text, line.align or "left", line.bold, line.italic))
    widths = [0.44, 0.56] if columns == 2 else [1 / columns] * columns
    for row in rows.values():
        yield Columns(row, widths, not layout)


_PLACES = (
    "Tân Lập", "Mỹ Hòa", "Đông Thạnh", "Bình Khê", "Phú Quý Đông", "Vĩnh Ngọc", "Ea Hlê", "Thượng Lĩnh", "Hưng Yên Bắc", "Cẩm Đường",
    "Nghĩa Trụ", "Quảng Ninh Hạ", "Sông Ử", "Xuân Ổ", "Lộc Điền", "Kỳ Phượng", "Gò Dũng", "Nậm Sỏ", "Trà Cổ Tây", "Ỷ La",
)  # fmt: skip
# Parent, issuer, code of the issuer; {} is the place.
_BODIES = (
    ("ĐẢNG BỘ HUYỆN {}", "ĐẢNG ỦY XÃ {}", "ĐU"), ("ĐẢNG BỘ TỈNH {}", "HUYỆN ỦY {}", "HU"), ("ĐẢNG BỘ TỈNH {}", "ĐẢNG ỦY PHƯỜNG {}", "ĐU"),
    ("", "TỈNH ỦY {}", "TU"), ("TỈNH ỦY {}", "BAN TỔ CHỨC", "BTCTU"), ("HUYỆN ỦY {}", "ỦY BAN KIỂM TRA", "UBKTHU"),
    ("TỈNH ỦY {}", "VĂN PHÒNG", "VPTU"), ("ĐẢNG BỘ XÃ {}", "CHI BỘ TRƯỜNG TIỂU HỌC {}", "CB"), ("", "THÀNH ỦY {}", "TU"),
    ("HUYỆN ỦY {}", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "BTGDVHU"), ("ĐẢNG BỘ TỈNH {}", "THỊ ỦY {}", "ThU"),
    ("HUYỆN ỦY {}", "BAN DÂN VẬN", "BDVHU"),
)  # fmt: skip
_TYPES = (
    ("CV", "Công văn"), ("CT", "Chỉ thị"), ("NQ", "Nghị quyết"), ("QĐ", "Quyết định"), ("KL", "Kết luận"), ("TB", "Thông báo"),
    ("KH", "Kế hoạch"), ("BC", "Báo cáo"), ("HD", "Hướng dẫn"), ("TTr", "Tờ trình"), ("CTr", "Chương trình"), ("QC", "Quy chế"),
)  # fmt: skip
_SUBJECTS = (
    "tăng cường sự lãnh đạo của Đảng đối với công tác dân vận trong tình hình mới",
    "tổ chức học tập, quán triệt các nghị quyết của Trung ương",
    "công tác phòng, chống tham nhũng, lãng phí, tiêu cực",
    "chuẩn bị đại hội chi bộ, đảng bộ cơ sở nhiệm kỳ mới",
    "kiểm tra, giám sát việc thực hiện quy chế làm việc",
    "đẩy mạnh chuyển đổi số và cải cách hành chính",
)
_BODY = (
    "Thực hiện Công văn số 467-CV/HU, ngày 01 tháng 3 năm 2017 của Ban Thường vụ Huyện ủy về việc tăng cường sự lãnh đạo của Đảng,",
    "Ban Thường vụ yêu cầu các chi bộ trực thuộc thực hiện tốt một số nội dung cụ thể sau:",
    "1. Tiếp tục quán triệt, triển khai thực hiện tốt Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị về đẩy mạnh học tập.",
    "2. Giao Văn phòng phối hợp với Ủy ban Kiểm tra theo dõi, đôn đốc và báo cáo kết quả trước ngày 30 tháng 6 hằng năm./.",
)


def made_up(number: int) -> Paper:
    """The ``number``-th paper with an invented letterhead; the same each time."""
    random_ = random.Random(1000 + number)
    place = random_.choice(_PLACES)
    parent, issuer, code = _BODIES[number % len(_BODIES)]
    parent, issuer = parent.format(random_.choice(_PLACES).upper()), issuer.format(place.upper())
    type_code, type_name = _TYPES[(number * 5 + number // 12) % len(_TYPES)]
    serial = random_.choice((f"{random_.randint(1, 9):02d}", str(random_.randint(10, 99)), str(random_.randint(100, 1999))))
    day, month, year = random_.randint(1, 28), random_.randint(1, 12), random_.randint(1998, 2026)
    subject = random_.choice(_SUBJECTS)
    label = "Số" + random_.choice((" ", ": "))
    left = [Line(text, "center", bold) for text, bold in ((parent, False), (issuer, True), ("*", False)) if text]
    left.append(Line(f"{label}{serial}-{type_code}/{code}", "center"))
    right = [Line("ĐẢNG CỘNG SẢN VIỆT NAM", "center", True), Line(""), Line("")][: len(left) - 1]
    month_ = f"{month:02d}" if month < 3 or random_.random() < 0.2 else str(month)
    right.append(Line(f"{place}, ngày {day:02d} tháng {month_} năm {year}", "center", italic=True))
    blocks: list[Line | Columns] = []
    if type_code == "CV":
        left += [Line(f"V/v {subject}", "center", italic=True)]
        head = [Columns([left, right], (0.45, 0.55)), Line(""), Line("Kính gửi: Các chi bộ trực thuộc Đảng ủy.", "center"), Line("")]
    else:
        head = [
            Columns([left, right], (0.45, 0.55)), Line(""), Line(type_name.upper(), "center", True),
            Line(f"về {subject}", "center", True), Line("-----", "center"),
        ]  # fmt: skip
    blocks += [*head, *(Line(text, "both", indent=True) for text in _BODY)]
    copies = [Line("Nơi nhận:"), *(Line(f"- {text}") for text in ("Như trên;", "Thường trực Huyện ủy (để báo cáo);", "Lưu Văn phòng."))]
    signature = [
        Line("T/M BAN THƯỜNG VỤ", "center", True),
        Line("BÍ THƯ", "center"),
        *[Line("")] * 3,
        Line("Nguyễn Văn Mẫu", "center", True),
    ]
    blocks += [Line(""), Columns([copies, signature], (0.45, 0.55))]
    truth: dict[str, str | None] = {
        "number": f"{serial}-{type_code}/{code}",
        "date": f"{year}-{month:02d}-{day:02d}",
        "type": type_name,
        "issuer": issuer,
    }
    return Paper(f"made-up-{number}", blocks, truth)


# --- printing ---------------------------------------------------------------------------------------------------------------


class _Press:
    """Prints blocks on white pages, top to bottom."""

    def __init__(self, face: str, dpi: int) -> None:
        self.face, self.dpi = face, dpi
        self.size = SIZE * (0.82 if face == "typewriter" else 0.94 if face in ("noto", "dejavu") else 1.0)
        self.width, self.height = (round(side * dpi) for side in PAPER)
        self.left, self.top, right, bottom = (round(side * dpi) for side in MARGINS)
        self.right, self.bottom = self.width - right, self.height - bottom
        self.leading = round(self.size * LEADING * dpi / 72)
        self.pages: list[Image.Image] = []
        self._turn()

    def _turn(self) -> None:
        page = Image.new("L", (self.width, self.height), 255)
        self.pages.append(page)
        self.draw = ImageDraw.Draw(page)
        self.y = self.top

    def font(self, line: Line) -> ImageFont.FreeTypeFont:
        return _font(self.face, 1 if line.bold else 2 if line.italic else 0, round(self.size * self.dpi / 72))

    def print(self, blocks: Sequence[Line | Columns]) -> list[Image.Image]:
        for block in blocks:
            if isinstance(block, Line):
                rows = self.wrapped(block, self.right - self.left)
                for at, row in enumerate(rows):
                    self._room(1)
                    self._set(block, row, self.left, self.right, self.y, last=at == len(rows) - 1, first=at == 0)
                    self.y += self.leading
            else:
                self._columns(block)
        return self.pages

    def _room(self, rows: int) -> None:
        if self.y + rows * self.leading > self.bottom:
            self._turn()

    def _columns(self, block: Columns) -> None:
        edges = [self.left]
        for share in block.widths:
            edges.append(edges[-1] + round(share * (self.right - self.left)))
        gap = round(0.05 * self.dpi)
        cells = [
            [(line, row) for line in cell for row in (self.wrapped(line, right - left - 2 * gap) or [""])]
            for cell, left, right in zip(block.cells, edges, edges[1:], strict=False)
        ]
        deep = max(map(len, cells))
        self._room(min(deep, 40))
        for cell, left, right in zip(cells, edges, edges[1:], strict=False):
            for at, (line, row) in enumerate(cell):
                self._set(line, row, left + gap, right - gap, self.y + at * self.leading, last=True)
            if block.ruled:
                self.draw.rectangle((left, self.y - 2, right, self.y + deep * self.leading + 2), outline=0, width=max(self.dpi // 150, 1))
        self.y += deep * self.leading + (4 if block.ruled else 0)

    def wrapped(self, line: Line, width: int) -> list[str]:
        font, rows, row = self.font(line), [], ""
        indent = self.dpi * 0.4 if line.indent else 0
        for word in line.text.split():
            longer = f"{row} {word}".strip()
            if row and font.getlength(longer) > width - (indent if not rows else 0):
                rows.append(row)
                row = word
            else:
                row = longer
        return [*rows, row]

    def _set(self, line: Line, row: str, left: float, right: float, y: float, *, last: bool, first: bool = False) -> None:
        font = self.font(line)
        if line.indent and first:
            left += self.dpi * 0.4
        length = font.getlength(row)
        if line.align == "both" and not last:
            words = row.split()
            spare = (right - left - sum(map(font.getlength, words))) / max(len(words) - 1, 1)
            for word in words:
                self.draw.text((left, y), word, font=font, fill=0)
                left += font.getlength(word) + spare
            return
        x = {"center": (left + right - length) / 2, "right": right - length}.get(line.align, left)
        self.draw.text((x, y), row, font=font, fill=0)


def printed(paper: Paper, face: str, dpi: int) -> list[Image.Image]:
    """The pages of ``paper``, black on white."""
    return _Press(face, dpi).print(paper.blocks)


# --- what happens to a page -------------------------------------------------------------------------------------------------

Damage = Callable[[Image.Image, int, random.Random], Image.Image]


def _grain(size: tuple[int, int], random_: random.Random) -> Image.Image:
    return Image.frombytes("L", size, random_.randbytes(size[0] * size[1]))


def clean(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    """A good scanner: a hair of blur and grain."""
    soft = page.filter(ImageFilter.GaussianBlur(0.35 * dpi / 200))
    return Image.blend(soft, _grain(page.size, random_), 0.03)


def skewed(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    angle = random_.choice((-1, 1)) * random_.uniform(1.0, 4.0)
    return clean(page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), dpi, random_)


def noisy(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    """Dust and grain of an old copier."""
    soft = page.filter(ImageFilter.GaussianBlur(0.6 * dpi / 200))
    grain = _grain(page.size, random_)
    dusty = ImageChops.darker(soft, grain.point([0 if level < 2 else 255 for level in range(256)]))
    dusty = ImageChops.lighter(dusty, grain.point([255 if level > 250 else 0 for level in range(256)]))
    return Image.blend(dusty, _grain(page.size, random_), 0.18)


def turned_right(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    return clean(page, dpi, random_).transpose(Image.Transpose.ROTATE_270)


def turned_left(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    return clean(page, dpi, random_).transpose(Image.Transpose.ROTATE_90)


def upside_down(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    return clean(page, dpi, random_).transpose(Image.Transpose.ROTATE_180)


def _ink(page: Image.Image, layer: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """``page`` with ink of ``colour`` where ``layer`` is black."""
    tint = Image.composite(Image.new("RGB", page.size, (255, 255, 255)), Image.new("RGB", page.size, colour), layer)
    return ImageChops.multiply(page.convert("RGB"), tint)


def _seal(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    """A round seal over the lower right of the text, as red ink."""
    layer = Image.new("L", page.size, 255)
    draw = ImageDraw.Draw(layer)
    box = page.convert("L").point([255 if level < 128 else 0 for level in range(256)]).getbbox() or (0, 0, *page.size)
    radius = round(0.68 * dpi)
    x = round(page.width * 0.56)
    y = min(max(box[3] - round(1.1 * dpi), radius), page.height - radius)
    for inset, width in ((0, 4), (12, 2), (62, 2)):
        edge = radius - inset * dpi // 200
        draw.ellipse((x - edge, y - edge, x + edge, y + edge), outline=0, width=max(width * dpi // 200, 1))
    font = _font(faces()[0], 1, round(9 * dpi / 72))
    for at, letter in enumerate("ĐẢNG CỘNG SẢN VIỆT NAM * BAN CHẤP HÀNH "):
        angle = at / 39 * math.tau
        glyph = Image.new("L", (round(0.3 * dpi),) * 2, 0)
        ImageDraw.Draw(glyph).text((glyph.width / 2, glyph.height / 2), letter, font=font, fill=255, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle) + 180)
        far = radius - 36 * dpi // 200
        layer.paste(0, (round(x - far * math.sin(angle) - glyph.width / 2), round(y + far * math.cos(angle) - glyph.height / 2)), glyph)
    draw.text((x, y), "★", font=_font(faces()[0], 1, round(26 * dpi / 72)), fill=0, anchor="mm")
    return _ink(page, layer.rotate(random_.uniform(-3, 3), fillcolor=255, center=(x, y)), (214, 45, 60))


def sealed(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    return _seal(clean(page, dpi, random_), dpi, random_)


STAMPED_NUMBER = "3457"


def _incoming(page: Image.Image, dpi: int, random_: random.Random, colour: tuple[int, int, int]) -> Image.Image:
    layer = Image.new("L", page.size, 255)
    draw = ImageDraw.Draw(layer)
    font = _font(faces()[0], 1, round(10 * dpi / 72))
    width, height = round(1.75 * dpi), round(0.62 * dpi)
    x, y = round(0.15 * dpi), round(0.08 * dpi)
    if random_.random() < 0.5:  # below the letterhead, in the left margin
        x, y = round(0.1 * dpi), round(2.05 * dpi)
        width = round(1.5 * dpi)
    draw.rectangle((x, y, x + width, y + height), outline=0, width=max(dpi // 80, 1))
    for at, text in enumerate((f"ĐẾN  Số: {STAMPED_NUMBER}", "Ngày: 29/12/2026", "Chuyển: .........")):
        draw.text((x + 0.08 * dpi, y + (0.05 + 0.18 * at) * dpi), text, font=font, fill=0)
    return _ink(page, layer.rotate(random_.uniform(-2, 2), fillcolor=255, center=(x, y)), colour)


def stamped_red(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    return _incoming(clean(page, dpi, random_), dpi, random_, (205, 40, 70))


def stamped_black(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    return _incoming(clean(page, dpi, random_), dpi, random_, (40, 40, 40)).convert("L")


def uneven(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    """Photographed: a shadow over one corner, grey paper."""
    shade = Image.linear_gradient("L").rotate(random_.choice((20, 70, 160, 200)), Image.Resampling.BICUBIC, expand=False, fillcolor=150)
    shade = (
        shade.crop((48, 48, 208, 208)).resize(page.size, Image.Resampling.BICUBIC).point([90 + level * 150 // 255 for level in range(256)])
    )
    return ImageChops.multiply(clean(page.point([25 + level * 230 // 255 for level in range(256)]), dpi, random_), shade)


def jpeg(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    stream = io.BytesIO()
    clean(page, dpi, random_).save(stream, "JPEG", quality=18)
    return Image.open(stream).convert("L")


def fax(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    """A bitonal page with ragged edges."""
    rough = Image.blend(page.filter(ImageFilter.GaussianBlur(0.7 * dpi / 200)), _grain(page.size, random_), 0.25)
    return rough.point([0 if level < 132 else 255 for level in range(256)]).convert("1")


def faint(page: Image.Image, dpi: int, random_: random.Random) -> Image.Image:
    """A worn ribbon on yellowed paper."""
    soft = page.filter(ImageFilter.GaussianBlur(0.5 * dpi / 200)).point([140 + level * 75 // 255 for level in range(256)])
    return Image.blend(soft, _grain(page.size, random_), 0.08)


DAMAGES: dict[str, Damage] = {
    "clean": clean,
    "skewed": skewed,
    "noisy": noisy,
    "turned right": turned_right,
    "turned left": turned_left,
    "upside down": upside_down,
    "red seal": sealed,
    "red incoming stamp": stamped_red,
    "black incoming stamp": stamped_black,
    "uneven light": uneven,
    "jpeg": jpeg,
    "fax": fax,
    "faint": faint,
}


def scan(paper: Paper, damage: str, dpi: int, face: str = "times", seed: int = 0) -> list[Image.Image]:
    """The pages of ``paper`` as scanned; a stamp stands on the first page, a seal on the last."""
    random_ = random.Random(f"{paper.name} {damage} {dpi} {face} {seed}")
    pages = printed(paper, face, dpi)
    done = []
    for at, page in enumerate(pages):
        here = damage
        if ("stamp" in damage and at) or ("seal" in damage and at < len(pages) - 1):
            here = "clean"
        done.append(DAMAGES[here](page, dpi, random_))
    return done


def saved(pages: Sequence[Image.Image], dpi: int, form: str = "TIFF") -> bytes:
    """The pages as a file of ``form`` (TIFF for several, PNG, JPEG or PDF)."""
    stream = io.BytesIO()
    options: dict[str, object] = {"dpi": (dpi, dpi)} if form != "PDF" else {"resolution": dpi}
    if form == "TIFF":
        options["compression"] = "group4" if pages[0].mode == "1" else "tiff_lzw"
    if form in ("TIFF", "PDF"):
        options |= {"save_all": True, "append_images": list(pages[1:])}
    pages[0].save(stream, form, **options)
    return stream.getvalue()


def main() -> None:
    import argparse

    parser = argparse.ArgumentParser(description="Print a paper and scan it: composed_scans.py FILE DAMAGE OUT.tif")
    parser.add_argument("file", type=Path)
    parser.add_argument("damage", choices=list(DAMAGES))
    parser.add_argument("out", type=Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--face", default="times", choices=list(FACES))
    parser.add_argument("--bitonal", action="store_true")
    arguments = parser.parse_args()
    pages = scan(paper_of(arguments.file), arguments.damage, arguments.dpi, arguments.face)
    if arguments.bitonal:
        pages = [page.convert("L").point([255 * (level > 150) for level in range(256)]).convert("1") for page in pages]
    form = {".tif": "TIFF", ".tiff": "TIFF", ".png": "PNG", ".jpg": "JPEG", ".pdf": "PDF"}[arguments.out.suffix.lower()]
    arguments.out.write_bytes(saved(pages, arguments.dpi, form))


if __name__ == "__main__":
    main()
