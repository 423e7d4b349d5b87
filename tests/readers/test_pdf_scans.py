"""Which pages are pictures of text, and how a reader of pictures takes part."""

from __future__ import annotations

import pytest
from printed_pdf import BODY, HEIGHT, WIDTH, Show, pdf

from vndocparse.layout import Document
from vndocparse.readers.limits import Limits
from vndocparse.readers.page_image import PageImage
from vndocparse.readers.page_runs import Run
from vndocparse.readers.pdf import read

# A grey picture of one pixel, over the whole page or over a corner of it.
PIXEL = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI"
WHOLE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm {PIXEL} Q\n"
SEAL = f"q 90 0 0 90 300 400 cm {PIXEL} Q\n"
STAMP = [Show(400, 50, "ĐẢNG UỶ XÃ B", 9), Show(400, 61, "29-09-2025 13:41:12 +07:00", 9)]


def told(document: Document) -> list[tuple[str, str]]:
    return [(note.code, note.severity) for note in document.diagnostics]


@pytest.mark.parametrize(
    ("page", "drawn", "expected"),
    [
        ([], WHOLE, [("no-text-layer", "error")]),
        (STAMP, WHOLE, [("no-text-layer", "error")]),
        ([Show(300, 800, "2")], WHOLE, [("no-text-layer", "error")]),
        (BODY, WHOLE, [("text-over-picture", "info")]),
        (BODY, SEAL, []),
        (STAMP, SEAL, []),
        ([], "", [("no-text-layer", "error")]),
        ([], "10 10 m 20 20 l S\n" * 400, [("no-text-layer", "error")]),
    ],
    ids=["bare", "stamped", "numbered", "with its text", "a seal", "a seal and a stamp", "blank", "outlines"],
)
def test_a_picture_without_text_but_stamps_needs_ocr(page: list[Show], drawn: str, expected: list[tuple[str, str]]) -> None:
    assert told(read(pdf([page], [drawn]), Limits())) == expected


def test_single_pages_without_text_are_named() -> None:
    document = read(pdf([BODY, [], STAMP, BODY], ["", WHOLE, WHOLE, WHOLE]), Limits())
    assert told(document) == [("no-text-layer", "warning"), ("text-over-picture", "info")]
    assert "2, 3" in document.diagnostics[0].message


def test_what_a_reader_of_pictures_reads_goes_the_way_of_all_text() -> None:
    asked: list[PageImage] = []

    def recognise(image: PageImage) -> list[Run]:
        asked.append(image)
        return [
            Run("Đảng ủy xã B", 85, 100, 200, 113, 110, 13, ""),
            Run("yêu cầu", 85, 118, 150, 131, 128, 13, ""),
            Run(str(image.number), 300, 800, 306, 813, 810, 13, ""),
        ]

    document = read(pdf([BODY, STAMP], ["", WHOLE]), Limits(), recognise)
    assert document.ocr
    assert told(document) == []
    assert document.text.split("\n")[-4:] == ["Đảng ủy xã B", "yêu cầu", "ĐẢNG UỶ XÃ B", "29-09-2025 13:41:12 +07:00"]
    assert [(image.number, image.width, image.height) for image in asked] == [(2, WIDTH, HEIGHT)]
    pixels, wide, high = asked[0].render(36)
    assert (len(pixels), wide, high) == (wide * high, 298, 421)
    assert pixels[0] == 0x80


def test_a_picture_beyond_the_limit_is_refused() -> None:
    from vndocparse.errors import LimitExceededError

    with pytest.raises(LimitExceededError, match="max_page_pixels"):
        PageImage(pdf([BODY]), 1, WIDTH, HEIGHT, Limits(max_page_pixels=1000)).render(72)
