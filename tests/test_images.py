"""The pictures in the READMEs show what the command shows today."""

from __future__ import annotations

import os
import runpy
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKER = runpy.run_path(str(ROOT / "docs" / "make_images.py"))
IMAGES = ROOT / "docs" / "images"


@pytest.mark.parametrize("name", MAKER["PICTURES"])
def test_a_picture_is_the_one_the_command_draws(name: str) -> None:
    drawn = MAKER["picture"](MAKER["PICTURES"][name])
    if os.environ.get("VNDOCPARSE_REFRESH"):
        (IMAGES / name).write_text(drawn, encoding="utf-8", newline="\n")
    assert (IMAGES / name).read_text(encoding="utf-8") == drawn, "run: python docs/make_images.py"


@pytest.mark.parametrize("name", MAKER["PICTURES"])
def test_a_picture_fetches_nothing_and_holds_the_words(name: str) -> None:
    text = (IMAGES / name).read_text(encoding="utf-8")
    words = " ".join("".join(part.itertext()) for part in ElementTree.fromstring(text).iter("{http://www.w3.org/2000/svg}text"))
    assert not any(mark in text for mark in ("url(", "href", "@import", "<script"))
    assert "Hạn: trước 30/09/2019" in words
    assert "Ban Tuyên giáo Tỉnh ủy; Báo Đông Hải" in words


def test_every_picture_is_shown_and_every_shown_picture_is_there() -> None:
    for readme in ("README.md", "README.vi.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert all(f"docs/images/{name}" in text for name in MAKER["PICTURES"])
    assert {path.name for path in IMAGES.iterdir()} == set(MAKER["PICTURES"])
