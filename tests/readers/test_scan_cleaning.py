"""A page is made ready for reading: straight, upright to a quarter turn, evenly lit, without red ink. Needs no OCR engine."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from vndocparse.readers.scan_cleaning import cleaned, is_blank


def page(mode: str = "L", paper: int = 255, ink: int = 0) -> Image.Image:
    """Lines of short strokes, as print looks from afar."""
    image = Image.new("L", (1240, 1754), paper)
    draw = ImageDraw.Draw(image)
    for y in range(160, 1500, 34):
        for x in range(150, 1080 - y % 5 * 60, 21 + y % 7):
            draw.rectangle((x, y, x + 14, y + 14), fill=ink)
    return image.convert(mode)


@pytest.mark.parametrize("angle", [-4.0, -1.5, 0.0, 0.7, 3.0, 5.5])
def test_a_skewed_page_is_put_straight(angle: float) -> None:
    skewed = page().rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert cleaned(skewed).angle == pytest.approx(-angle, abs=0.3)


@pytest.mark.parametrize("way", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_lying_page_is_turned(way: Image.Transpose) -> None:
    found = cleaned(page().transpose(way))
    assert (found.turn, found.grey.size) == (1, (1240, 1754))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixels_becomes_grey(mode: str) -> None:
    image = page().convert("I").point(lambda level: level * 257).convert("I;16") if mode == "I;16" else page(mode)
    found = cleaned(image)
    assert found.grey.mode == "L"
    assert (found.grey.getpixel((155, 165)), found.grey.getpixel((5, 5))) == (0, 255)


def test_white_on_black_is_turned_over() -> None:
    found = cleaned(page(paper=20, ink=240))
    assert found.grey.getpixel((5, 5)) > found.grey.getpixel((155, 165))


def test_a_shadow_is_taken_off() -> None:
    image = page()
    shade = Image.linear_gradient("L").resize(image.size).point([100 + level * 155 // 255 for level in range(256)])
    dark = Image.composite(shade, Image.new("L", image.size, 0), image)
    grey = cleaned(dark).grey
    assert abs(grey.getpixel((60, 60)) - grey.getpixel((60, 1700))) < 12


def test_red_ink_goes_to_a_layer_of_its_own() -> None:
    image = page("RGB")
    ImageDraw.Draw(image).ellipse((500, 900, 800, 1200), outline=(215, 40, 60), width=8)
    found = cleaned(image)
    assert found.red is not None
    assert found.red.getpixel((504, 1050)) < 100
    assert found.red.getpixel((155, 165)) > 200
    assert found.grey.getpixel((504, 1050)) > 200
    assert cleaned(page("RGB")).red is None


@pytest.mark.parametrize(
    ("image", "blank"), [(page(), False), (page(ink=150, paper=215), False), (Image.new("L", (1240, 1754), 240), True)]
)
def test_a_blank_page_is_known(image: Image.Image, blank: bool) -> None:
    assert is_blank(cleaned(image)) == blank


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (40, 40)])
def test_the_smallest_pictures_do_no_harm(size: tuple[int, int]) -> None:
    assert is_blank(cleaned(Image.new("L", size, 255)))
