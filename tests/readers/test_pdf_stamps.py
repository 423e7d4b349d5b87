"""Stamps on PDFs: what a digital signature or the receiving office prints over a paper is no part of its text."""

from __future__ import annotations

import datetime

import pytest
from printed_pdf import BODY, FOOT, HEAD, LEFT, TITLE, Show, centred, pdf, stream, written

from vndocparse import parse
from vndocparse.readers.limits import Limits
from vndocparse.readers.pdf import read

UNDATED = [show if "ngày" not in show.text else centred(420, 84, "B, ngày      tháng 9 năm 2025") for show in HEAD]
PAPER = [*UNDATED, *TITLE, *BODY, *FOOT]
SIGNED = [
    ("one line over the other", [Show(400, 50, "ĐẢNG UỶ XÃ B", 9), Show(400, 61, "29-09-2025 13:41:12 +07:00", 9)]),
    (
        "four lines",
        [
            Show(380, 400, "ĐẢNG UỶ XÃ B", 10),
            Show(380, 412, "HUYỆN A", 10),
            Show(380, 424, "29-09-2025", 10),
            Show(380, 436, "13:41:12 +07:00", 10),
        ],
    ),
    (
        "with labels",
        [
            Show(370, 360, "Ký bởi: Đảng ủy xã B", 9),
            Show(370, 371, "Cơ quan: Đảng bộ huyện A", 9),
            Show(370, 382, "Thời gian ký: 29.09.2025 14:24:26 +07:00", 9),
        ],
    ),
    (
        "with labels in the type of the text",
        [Show(320, 560, "Người ký: Đảng ủy xã B"), Show(320, 576, "Thời gian ký: 29/09/2025 14:24:26 +07:00")],
    ),
]


@pytest.mark.parametrize("stamp", [stamp for _, stamp in SIGNED], ids=[name for name, _ in SIGNED])
def test_the_stamp_of_a_signature_stands_behind_the_text_and_tells_the_day(stamp: list[Show]) -> None:
    unsigned, signed = read(pdf([PAPER]), Limits()), read(pdf([[*PAPER, *stamp]]), Limits())
    set_apart = [line.text for line in signed.lines if line.region == "stamp"]
    assert signed.text == unsigned.text + "\n" + "\n".join(set_apart)
    assert sorted("".join(set_apart).replace(" ", "")) == sorted("".join(show.text for show in stamp).replace(" ", ""))
    directive = parse(pdf([[*PAPER, *stamp]]))
    assert directive.date == datetime.date(2025, 9, 29)
    assert directive.inferred == ("/date",)
    assert directive.evidence["/date"].from_ == "the time of the digital signature"
    assert (directive.header.issuer, directive.signature and directive.signature.name) == ("ĐẢNG ỦY XÃ B", "Nguyễn Văn A")


def test_the_time_of_another_month_is_not_the_day_of_the_paper() -> None:
    stamp = [Show(400, 50, "ĐẢNG UỶ XÃ B", 9), Show(400, 61, "02-04-2026 13:41:12 +07:00", 9)]
    assert parse(pdf([[*PAPER, *stamp]])).date is None


INCOMING = [
    (
        "a frame of its own",
        [
            Show(60, 130, "VĂN PHÒNG HUYỆN ỦY A", 9),
            Show(70, 141, "ĐẾN", 10),
            Show(100, 141, "Số: 1204", 9),
            Show(100, 152, "Ngày: 05/10/2025", 9),
            Show(70, 163, "Chuyển: Đ/c Chánh Văn phòng", 9),
        ],
    ),
    ("in one column", [Show(60, 140, "CÔNG VĂN ĐẾN", 9), Show(60, 151, "Số: 1204", 9), Show(60, 162, "Ngày 05 tháng 10 năm 2025", 9)]),
]


@pytest.mark.parametrize("stamp", [stamp for _, stamp in INCOMING], ids=[name for name, _ in INCOMING])
def test_an_incoming_stamp_is_the_receivers_and_never_the_papers_own(stamp: list[Show]) -> None:
    directive = parse(pdf([[*PAPER, *stamp]]))
    assert directive.received is not None
    assert (directive.received.number, directive.received.date) == ("1204", datetime.date(2025, 10, 5))
    assert directive.number is not None
    assert (directive.number.canonical, directive.date, directive.date_known) == ("12-CV/ĐU", None, "2025-09")
    assert (directive.header.parent_issuer, directive.header.issuer) == ("ĐẢNG BỘ HUYỆN A", "ĐẢNG ỦY XÃ B")
    assert directive.text.index(stamp[0].text) > directive.text.index("Nguyễn Văn A")


def test_times_and_the_word_for_until_in_a_text_are_no_stamps() -> None:
    page = [
        *UNDATED,
        Show(LEFT, 240, "Hội nghị bắt đầu lúc 08:00 ngày 29-09-2025, đến 11:30 thì kết thúc."),
        Show(LEFT, 258, "Đề nghị các chi bộ ký bởi bí thư và gửi"),
        Show(LEFT, 276, "ĐẾN VĂN PHÒNG ĐẢNG ỦY."),
    ]
    assert {line.region for line in read(pdf([page]), Limits()).lines} == {"body"}


def test_letters_up_the_margin_stand_behind_the_text() -> None:
    data = pdf([PAPER], ["BT /F1 9 Tf 0 1 -1 0 20 100 Tm <21> Tj ET\n"])
    assert [line.region for line in read(data, Limits()).lines][-1] == "stamp"


def test_a_stamp_drawn_over_the_lines_of_the_text_does_not_tear_them() -> None:
    stamp = [Show(300, 241, "ĐẢNG UỶ XÃ B"), Show(300, 259, "29-09-2025 13:41:12 +07:00")]
    unsigned, signed = read(pdf([PAPER]), Limits()), read(pdf([[*PAPER, *stamp]]), Limits())
    assert signed.text == unsigned.text + "\nĐẢNG UỶ XÃ B\n29-09-2025 13:41:12 +07:00"


def overlaid(kind: str, said: str) -> bytes:
    """A paper with an annotation whose appearance says something in capitals without diacritics."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    inner = "/Resources << /Font << /F1 5 0 R >> >>"
    look = stream(f"BT /F1 9 Tf 5 20 Td ({said}) Tj ET", f"/Type /XObject /Subtype /Form /BBox [0 0 200 40] {inner}")
    note = f"<< /Type /Annot {kind} /Rect [300 500 500 540] /F 4 /AP << /N 6 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {inner} /Annots [7 0 R] >>"
    text = stream("BT /F1 12 Tf 72 700 Td (So 12-CV/DU) Tj ET")
    return written(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, text, font, look, note])


@pytest.mark.parametrize(
    ("kind", "said", "region"),
    [
        ("/Subtype /Widget /FT /Sig /T (S)", "DANG UY XA B", "stamp"),
        ("/Subtype /Widget /FT /Tx /T (T) /V (104)", "104", "body"),
        ("/Subtype /Stamp", "29-09-2025 13:41:12 +07:00", "stamp"),
        ("/Subtype /FreeText /DA (/F1 9 Tf)", "104", "body"),
    ],
    ids=["a signature", "a form field", "a stamp with its time", "a typed number"],
)
def test_what_is_laid_over_a_page_is_read(kind: str, said: str, region: str) -> None:
    lines = {line.text: line.region for line in read(overlaid(kind, said), Limits()).lines}
    assert lines == {"So 12-CV/DU": "body", said: region}


def test_links_and_remarks_are_no_text() -> None:
    for kind in ("/Subtype /Link", "/Subtype /Popup", "/Subtype /Highlight"):
        assert read(overlaid(kind, "104"), Limits()).text == "So 12-CV/DU"


def signed_file(time: str) -> bytes:
    """A paper without a day, with a digital signature that leaves no mark on its page."""
    signature = f"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 1] /Contents <00> /M ({time}) >>"
    field = f"<< /FT /Sig /T (S) /V {signature} >>"
    whole = pdf([PAPER])
    return whole.replace(b"<< /Type /Catalog", f"<< /AcroForm << /SigFlags 3 /Fields [{field}] >> /Type /Catalog".encode(), 1)


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("D:20250929134112+07'00'", datetime.date(2025, 9, 29)),
        ("D:20250929184112Z", datetime.date(2025, 9, 30)),
        ("D:20250929", None),
        ("D:20251329134112+07'00'", None),
        ("D:20251001134112+07'00'", None),
        ("yesterday", None),
    ],
    ids=["in Vietnam", "in universal time", "a day alone", "no such month", "another month", "no time"],
)
def test_the_signature_of_the_file_tells_the_day(time: str, day: datetime.date | None) -> None:
    directive = parse(signed_file(time))
    assert directive.date == day
    assert directive.inferred == (("/date",) if day else ())
