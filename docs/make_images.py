"""Draws the pictures of docs/images anew: ``python docs/make_images.py``.

The terminal view of a sample as SVG, written here and not by a recorder: the same parse gives the same bytes, so that a test can
tell a picture that has grown old, and no font is embedded or fetched (the usual ones lack Vietnamese letters). Each stretch of
letters is set on the columns of the terminal, whatever font the reader's machine has.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from vndocparse import parse
from vndocparse.exports.summary import summary

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {"chi-thi-tinh-2019.svg": "chi-thi-tinh-2019.docx"}
"""Picture -> sample."""

_COLUMN, _LINE, _MARGIN, _BAR = 8.4, 19, 16, 30
_PLAIN = "#d4d4d4"
_COLOURS = {"": _PLAIN, "1": "#ffffff", "2": "#8a9199", "33": "#e5c07b", "1;36": "#56b6c2", "32": "#98c379", "1;31": "#ff7b72"}
_LIGHTS = ("#e06c75", "#e5c07b", "#98c379")
_STRETCH = re.compile(r"\x1b\[([0-9;]*)m(.*?)\x1b\[0m|([^\x1b]+)")
_FONTS = "'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace"


def picture(sample: str) -> str:
    """The SVG of what ``vndocparse samples/SAMPLE`` shows on a terminal."""
    shown = summary(parse(ROOT / "samples" / sample), colour=True)
    lines = [f"\x1b[2m$\x1b[0m \x1b[1mvndocparse samples/{sample}\x1b[0m", *shown.splitlines()]
    columns = max(len(_STRETCH.sub(lambda found: found[2] or found[3], line)) for line in lines)
    width, height = round(columns * _COLUMN) + 2 * _MARGIN, len(lines) * _LINE + _BAR + 2 * _MARGIN
    lights = "".join(
        f'<circle cx="{18 + 18 * n}" cy="15" r="5" fill="{fill}"/>' for n, fill in enumerate(("#e06c75", "#e5c07b", "#98c379"))
    )
    rows = "\n".join(filter(None, (_row(line, _BAR + _MARGIN + n * _LINE + 13) for n, line in enumerate(lines))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{_FONTS}" font-size="14" fill="{_PLAIN}">\n'
        f"<title>vndocparse samples/{escape(sample)}</title>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="#1e2127"/>{lights}\n{rows}\n</svg>\n'
    )


def _row(line: str, y: int) -> str:
    """One line of the terminal; each stretch begins in its column and is as wide as its letters."""
    parts, column = [], 0
    for style, styled, plain in _STRETCH.findall(line):
        text = styled or plain
        begin = column + len(text) - len(text.lstrip())
        column += len(text)
        text = text.strip()
        if text:
            place = f'x="{_MARGIN + begin * _COLUMN:.1f}" textLength="{len(text) * _COLUMN:.1f}" lengthAdjust="spacingAndGlyphs"'
            weight = ' font-weight="bold"' if style.startswith("1") else ""
            parts.append(f'<tspan {place} fill="{_COLOURS[style]}"{weight}>{escape(text)}</tspan>')
    return f'<text y="{y}">{"".join(parts)}</text>' if parts else ""


def main() -> None:
    """Writes every picture."""
    for name, sample in PICTURES.items():
        target = ROOT / "docs" / "images" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(picture(sample), encoding="utf-8", newline="\n")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
