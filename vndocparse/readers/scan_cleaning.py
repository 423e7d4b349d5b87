"""A scanned page made ready for reading: grey, upright to a quarter turn, straight, evenly lit, red ink apart.

All measures are taken on shrunken copies: the work costs a few hundredths of what reading costs.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

# A page is measured in this many strips side by side, each as a column of rows.
_STRIPS = 32
_ROWS = 1100
_COARSE_ROWS = 585  # of A4 at 50 dpi: a line of print takes nine
_MOST_SKEW = 6.0
_COARSE, _FINE = 0.5, 0.1
_STRAIGHT = 0.25  # degrees: less than Tesseract notices
_TURNED = 1.6  # how much sharper columns must be than rows
_INK = 22  # grey levels between ink and its paper, on a copy that is shrunk four times
_BLANK = 0.0003
_SHRINK = 4
_SHADE = 16  # a shrunken copy of the page shows the light on the paper alone
_UNEVEN = 28
_NEGATIVE = 100
_SOFT_DPI = 220.0
_NOISY = 6.0
_RED = 56
_RED_SHARE = 0.0002


class Cleaned(NamedTuple):
    """``grey`` has black ink on white; ``red`` holds the red ink alone, black on white, None where there is none.

    ``turn`` counts the quarter turns clockwise, and ``angle`` the degrees counter-clockwise, by which the page was turned.
    """

    grey: Image
    red: Image | None
    turn: int
    angle: float

    def turned(self, quarters: int) -> Cleaned:
        """Turned further by ``quarters`` quarter turns clockwise."""
        return Cleaned(_turned(self.grey, quarters), self.red and _turned(self.red, quarters), (self.turn + quarters) % 4, self.angle)


def cleaned(image: Image) -> Cleaned:
    """``image`` (of any mode) ready for reading; whether it stands on its head is not known yet."""
    grey, red = _inks(_flat(image))
    grey, small = _positive(grey, _shrunken(grey))
    grey = _even(grey, small)
    turn = int(_is_lying(small))
    if turn:
        grey, red, small = _turned(grey, 1), red and _turned(red, 1), _turned(small, 1)
    angle = skew(small)
    if abs(angle) >= _STRAIGHT:
        grey, red = _straight(grey, angle), red and _straight(red, angle)
    return Cleaned(grey, red, turn, angle)


def is_blank(page: Cleaned) -> bool:
    """Is there hardly any ink on the page?"""
    counts = page.grey.reduce(4).histogram()
    white = max(range(128, 256), key=counts.__getitem__)
    return sum(counts[: max(white - _INK, 1)]) < _BLANK * sum(counts)


def softened(page: Cleaned, dpi: float) -> Cleaned:
    """Grain and ragged edges blurred a little: a third more lines of noisy pages are read right, and none fewer of good ones."""
    from PIL import ImageFilter

    radius = dpi / _SOFT_DPI
    noisy = _noise(page.grey) > _NOISY
    blur = ImageFilter.GaussianBlur(1.1 * radius) if noisy else ImageFilter.BoxBlur(0.8 * radius)
    return page._replace(grey=page.grey.filter(blur))


def _noise(grey: Image) -> float:
    """How much neighbours differ where the paper is whitest, in grey levels."""
    from PIL import ImageChops, ImageFilter, ImageStat

    side = max(min(grey.size) // 16, 8)
    levels = []
    for column in (2, 5, 8, 11, 14):
        for row in (1, 4, 8, 12, 15):
            x, y = grey.width * column // 17, grey.height * row // 17
            part = grey.crop((x, y, x + side, y + side))
            levels.append(ImageStat.Stat(ImageChops.difference(part, part.filter(ImageFilter.BoxBlur(1)))).mean[0])
    return sorted(levels)[len(levels) // 4]


def _flat(image: Image) -> Image:
    """In RGB or grey, on white where it is transparent."""
    import PIL.Image

    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith(("I", "F")):  # 16 and 32 bits of grey
        low, high = image.convert("F").getextrema()
        scale = 255.0 / (high - low) if isinstance(high, float) and isinstance(low, float) and high > low else 1.0
        return image.convert("F").point(lambda level: level * scale - (low * scale if isinstance(low, float) else 0.0)).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", whole.size, "white")
        return PIL.Image.alpha_composite(paper, whole).convert("RGB")
    return image.convert("L" if image.mode == "1" else "RGB")


def _inks(image: Image) -> tuple[Image, Image | None]:
    """The page without its red ink, and the red ink alone."""
    if image.mode == "L":
        return image, None
    if not _has_red(image.reduce(4)):
        return image.convert("L"), None
    from PIL import ImageChops

    red, green, blue = image.split()
    return red, ImageChops.invert(ImageChops.subtract(red, ImageChops.lighter(green, blue))).point(_CONTRAST)


_CONTRAST = [max(0, min(255, 255 - (255 - level) * 2)) for level in range(256)]


def _has_red(image: Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    counts = ImageChops.subtract(red, ImageChops.lighter(green, blue)).histogram()
    return sum(counts[_RED:]) > _RED_SHARE * sum(counts)


def _shrunken(grey: Image) -> Image:
    """What the page is measured on."""
    return grey.reduce(_SHRINK) if min(grey.size) >= 64 else grey


def _positive(grey: Image, small: Image) -> tuple[Image, Image]:
    """White on black (a negative, a blueprint) turned over."""
    from PIL import ImageOps

    counts = small.histogram()
    half, seen = sum(counts) / 2, 0
    for level, count in enumerate(counts):
        seen += count
        if seen >= half:
            if level < _NEGATIVE and sum(counts[160:]) > 0:
                return ImageOps.invert(grey), ImageOps.invert(small)
            break
    return grey, small


def _even(grey: Image, small: Image) -> Image:
    """The page as if lit evenly: what the light does to the paper is taken off."""
    import PIL.Image
    from PIL import ImageChops, ImageFilter

    if min(grey.size) < 8 * _SHADE:
        return grey
    paper = small.reduce(_SHADE // _SHRINK).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    low, high = paper.resize((max(paper.width // 4, 1), max(paper.height // 4, 1)), PIL.Image.Resampling.BOX).getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float) or high - low < _UNEVEN:
        return grey
    light = paper.resize(grey.size, PIL.Image.Resampling.BILINEAR)
    return ImageChops.invert(ImageChops.subtract(light, grey))


def _turned(image: Image, quarters: int) -> Image:
    import PIL.Image

    ways = {1: PIL.Image.Transpose.ROTATE_270, 2: PIL.Image.Transpose.ROTATE_180, 3: PIL.Image.Transpose.ROTATE_90}
    return image.transpose(ways[quarters % 4]) if quarters % 4 else image


def _straight(image: Image, angle: float) -> Image:
    import PIL.Image

    return image.rotate(angle, PIL.Image.Resampling.BICUBIC, fillcolor=255)


# --- the way of the lines ---------------------------------------------------------------------------------------------------


def skew(grey: Image) -> float:
    """Degrees by which the page must be turned counter-clockwise to stand straight; a shrunken copy of it will do."""
    strips = _strips(grey)
    steps = round(_MOST_SKEW / _COARSE)
    best = _sharpest(strips, grey.size, [step * _COARSE for step in range(-steps, steps + 1)])
    return _sharpest(strips, grey.size, [best + step * _FINE for step in range(-5, 6)])


def _sharpest(strips: Image, size: tuple[int, int], angles: list[float]) -> float:
    # A page that stands straight is not turned for a hair's breadth of sharpness.
    return max(angles, key=lambda angle: (_sharpness(strips, size, angle), -abs(angle)))


def _is_lying(grey: Image) -> bool:
    """Do the lines run up and down?"""
    standing = max(_sharpness(_strips(grey), grey.size, angle) for angle in (-2.0, -1.0, 0.0, 1.0, 2.0))
    turned = _turned(grey, 1)
    lying = max(_sharpness(_strips(turned), turned.size, angle) for angle in (-2.0, -1.0, 0.0, 1.0, 2.0))
    return lying > _TURNED * standing


def hangs(grey: Image) -> float:
    """Do lines begin softly and end sharply, with marks above and a baseline below (towards 1), or the other way round (-1)?"""
    import PIL.Image

    rows = grey.resize((1, min(_COARSE_ROWS, grey.height)), PIL.Image.Resampling.BOX).tobytes()
    steps = [(below - above) ** 3 for above, below in pairwise(rows)]
    return sum(steps) / max(sum(map(abs, steps)), 1)


def _strips(grey: Image) -> Image:
    import PIL.Image

    return grey.resize((_STRIPS, min(_ROWS, grey.height)), PIL.Image.Resampling.BOX)


def _sharpness(strips: Image, size: tuple[int, int], angle: float) -> float:
    """How sharply lines and the white between them part when the page is turned by ``angle`` degrees."""
    import PIL.Image

    across, down = size[0] / strips.width, size[1] / strips.height
    slope = math.tan(math.radians(angle)) * across / down
    middle = strips.width / 2
    sheared = strips.transform(
        strips.size, PIL.Image.Transform.AFFINE, (1, 0, 0, slope, 1, -slope * middle), PIL.Image.Resampling.BILINEAR, fillcolor=255
    )
    rows = sheared.resize((1, strips.height), PIL.Image.Resampling.BOX).tobytes()
    return float(sum((below - above) ** 2 for above, below in pairwise(rows))) / len(rows) * down**2
