"""Writes an archive of many files from the samples: ``python benchmarks/make_archive.py FOLDER [FILES]`` (20,000 unless told).

Word, PDF and text in folders by year; 2 % are broken in different ways, 1 % are copies of others. The same number gives the
same files, byte for byte. Each paper differs from its sample in its number
and date and in a line of its own, so that no two have the same content and citations find their papers.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
BROKEN, COPIES = 0.02, 0.01
_SERIAL = re.compile(r"(?<=[Ss]ố )(?P<serial>\d{1,3})(?=-)")
_DAY = re.compile(r"ngày \d{1,2} tháng \d{1,2} năm (?P<year>\d{4})")


def files(number: int, seed: int = 7) -> Iterator[tuple[str, bytes]]:
    """Relative paths and contents of ``number`` files."""
    chance = random.Random(seed)
    word = [(path.stem, path.read_bytes()) for path in sorted(SAMPLES.glob("*.docx"))]
    plain = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    kept: list[bytes] = []
    for at in range(number):
        folder = f"{1998 + at % 28}/{at // 500:03}"
        kind = chance.random()
        if kind < BROKEN:
            name, data = _broken(chance, at, word)
        elif kind < BROKEN + COPIES and kept:
            name, data = f"ban-sao-{at}.docx", chance.choice(kept)
        elif kind < 0.75:
            stem, sample = chance.choice(word)
            name, data = f"{stem}-{at}.docx", _word(sample, at, chance)
            if len(kept) < 500:
                kept.append(data)
        elif kind < 0.9:
            stem, text = chance.choice(plain)
            name, data = f"{stem}-{at}.txt", _changed(text, at, chance).encode("utf-8")
        else:
            stem, text = chance.choice(plain)
            name, data = f"{stem}-{at}.pdf", pdf(_changed(text, at, chance))
        yield f"{folder}/{name}", data


def _changed(text: str, at: int, chance: random.Random) -> str:
    serial, day = chance.randint(1, 400), f"ngày {chance.randint(1, 28):02} tháng {chance.randint(3, 12):02} năm"
    text = _SERIAL.sub(str(serial), text, count=1)
    return _DAY.sub(lambda match: f"{day} {match['year']}", text, count=1) + f"\nHồ sơ lưu trữ số {at}.\n"


def _word(sample: bytes, at: int, chance: random.Random) -> bytes:
    """The sample with another serial in its main part, and a comment that makes it one of its own."""
    out = io.BytesIO()
    serial = str(chance.randint(1, 400)).encode()
    with zipfile.ZipFile(io.BytesIO(sample)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = b"%d" % at
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                data = re.sub("(?<=[Ss]ố )[0-9]{1,3}(?=-)".encode(), serial, data, count=1)
            new.writestr(info, data)
    return out.getvalue()


def _broken(chance: random.Random, at: int, word: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    sample = chance.choice(word)[1]
    kinds = (
        (f"cut-{at}.docx", sample[: len(sample) // 2]),
        (f"empty-{at}.pdf", b""),
        (f"zeros-{at}.docx", bytes(2000)),
        (f"picture-{at}.docx", b"GIF89a" + chance.randbytes(300)),
        (f"head-{at}.pdf", b"%PDF-1.4\n" + chance.randbytes(500)),
        (f"noise-{at}.doc", chance.randbytes(3000)),
    )
    return chance.choice(kinds)


def pdf(text: str) -> bytes:
    """A PDF with a text layer, made by hand: one font without embedding, its letters told by a ToUnicode map."""
    letters = sorted(set(text) - {"\n"})
    code = {letter: at + 1 for at, letter in enumerate(letters)}
    lines = [line[start : start + 90] for line in text.split("\n") for start in range(0, max(len(line), 1), 90)]
    pages = [lines[start : start + 50] for start in range(0, len(lines), 50)]
    cmap = "\n".join(f"<{code[letter]:04x}> <{letter.encode('utf-16-be').hex()}>" for letter in letters)
    parts: list[bytes] = [b"", b""]
    parts.append(b"<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>")
    parts.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /DW 500 /FontDescriptor 6 0 R >>"
    )
    parts.append(
        _stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(letters)} beginbfchar\n{cmap}\nendbfchar endcmap end end"
        )
    )
    parts.append(
        b"<< /Type /FontDescriptor /FontName /Arial /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 >>"
    )
    kids = []
    for page in pages:
        shown = "".join(f"<{''.join(f'{code[letter]:04x}' for letter in line)}> Tj T*\n" for line in page)
        parts.append(_stream(f"BT /F1 10 Tf 14 TL 50 790 Td\n{shown}ET"))
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(parts)
        )
        kids.append(b"%d 0 R" % len(parts))
    parts[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table))
    return out.getvalue()


def _stream(content: str) -> bytes:
    data = content.encode("ascii")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def write(folder: Path, number: int) -> None:
    """Writes the archive below ``folder``."""
    for name, data in files(number):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main() -> int:
    form = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    form.add_argument("folder", type=Path)
    form.add_argument("files", type=int, nargs="?", default=20_000)
    arguments = form.parse_args()
    write(arguments.folder, arguments.files)
    print(f"{arguments.files} files in {arguments.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
