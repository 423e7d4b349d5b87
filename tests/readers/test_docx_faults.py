"""Word files that are damaged, protected, hostile, or no Word files at all."""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile

import pytest
from word_file import abstract, archive, instance, lvl, num, p, part, r, relations, table, tc, word_file

from vndocparse.errors import DamagedFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError, VndocparseError
from vndocparse.readers import ole
from vndocparse.readers.docx import read
from vndocparse.readers.limits import Limits

GOOD = word_file(p("chữ " * 300) * 20, styles="", numbering="")


def compound_file(*names: str) -> bytes:
    """The head and one directory sector of an OLE compound file."""
    entries = b""
    for name in names:
        coded = name.encode("utf-16-le")
        entries += coded.ljust(64, b"\0") + struct.pack("<H", len(coded) + 2) + bytes(62)
    return (ole.MAGIC + bytes(504)) + entries.ljust(1024, b"\0")


def test_a_file_cut_short_is_damaged_wherever_the_cut_is() -> None:
    for size in (0, 3, 100, len(GOOD) // 2, len(GOOD) - 30):
        with pytest.raises(DamagedFileError):
            read(GOOD[:size])


def test_a_changed_byte_in_the_main_part_is_noticed() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        offset = packed.getinfo("word/document.xml").header_offset
    at = offset + 30 + len("word/document.xml") + 40
    with pytest.raises(DamagedFileError):
        read(GOOD[:at] + bytes((GOOD[at] ^ 0xFF,)) + GOOD[at + 1 :])


@pytest.mark.parametrize(
    "main",
    [
        "",
        "không phải XML",
        part("document", "<w:body>")[:-20],
        part("document", ""),
        part("document", f"<w:body>{p('x')}</w:body>").replace("</w:body>", ""),
    ],
    ids=["empty", "no XML", "cut", "no body", "not closed"],
)
def test_a_main_part_that_cannot_be_read_is_a_damaged_file(main: str) -> None:
    with pytest.raises(DamagedFileError) as caught:
        read(word_file("", replace={"word/document.xml": main}))
    assert "\n" not in str(caught.value)


def test_a_missing_main_part_is_named() -> None:
    data = archive({"_rels/.rels": relations(("r1", "officeDocument", "word/van-ban.xml"))})
    with pytest.raises(DamagedFileError, match=re.escape("word/van-ban.xml")):
        read(data)


@pytest.mark.parametrize(
    ("parts", "seems"),
    [
        ({"_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")), "xl/workbook.xml": "<x/>"}, "Excel"),
        ({"_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")), "ppt/presentation.xml": "<x/>"}, "PowerPoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "OpenDocument"),
        ({"anh.jpg": b"\xff\xd8"}, "zip"),
    ],
)
def test_other_archives_are_refused_by_what_they_seem_to_be(parts: dict[str, str | bytes], seems: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=seems):
        read(archive(parts))


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted-ooxml"),
        (("Root Entry", "1Table", "WordDocument"), "word"),
        (("Root Entry", "Workbook"), "other"),
    ],
)
def test_compound_files_are_told_by_their_directory(names: tuple[str, ...], kind: str) -> None:
    assert ole.kind(compound_file(*names)) == kind


def test_a_name_in_running_text_is_no_directory_entry() -> None:
    text = "WordDocument EncryptedPackage".encode("utf-16-le")
    assert ole.kind(ole.MAGIC + bytes(504) + bytes(7) + text) == "other"
    assert ole.kind(b"WordDocument") == "other"


def test_a_password_is_named_as_the_reason() -> None:
    with pytest.raises(EncryptedFileError, match="password"):
        read(compound_file("Root Entry", "EncryptedPackage"))
    flagged = bytearray(word_file(p("x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(signature)
        while at >= 0:
            flagged[at + offset] |= 1
            at = flagged.find(signature, at + 4)
    with pytest.raises(EncryptedFileError, match="password"):
        read(bytes(flagged))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = word_file("", replace={"word/document.xml": b" " * 30_000_000})
    begin = time.process_time()
    with pytest.raises(LimitExceededError, match="max_compression_ratio"):
        read(bomb)
    assert time.process_time() - begin < 0.1
    with pytest.raises(LimitExceededError, match="max_part_bytes"):
        read(bomb, Limits(max_part_bytes=10_000_000))
    with pytest.raises(LimitExceededError, match="max_unpacked_bytes"):
        read(GOOD, Limits(max_unpacked_bytes=5_000))


def test_a_part_that_lies_about_its_size_is_not_unpacked_beyond_it() -> None:
    data = bytearray(word_file("", replace={"word/document.xml": b" " * 5_000_000}))
    at = data.find(b"PK\x01\x02")
    while data[at + 46 : at + 46 + 17] != b"word/document.xml":
        at = data.find(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    with pytest.raises(DamagedFileError):
        read(bytes(data))


def test_entities_are_never_expanded() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + part("document", "").split("?>", 1)[1]
    )
    for main in (bomb, bomb.replace("<?xml", "<!-- " + " " * 5000 + " --><?xml", 1).split("?>", 1)[1]):
        with pytest.raises(DamagedFileError):
            read(word_file("", replace={"word/document.xml": main}))
    outside = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + part("document", f"<w:body>{p('x')}</w:body>").split("?>", 1)[1]
    with pytest.raises(DamagedFileError):
        read(word_file("", replace={"word/document.xml": outside}))
    with pytest.raises(DamagedFileError):
        read(word_file("", replace={"word/document.xml": outside.encode("utf-16")}))


def nested(depth: int, before: str, after: str) -> str:
    return before * depth + p("đáy") + after * depth


@pytest.mark.parametrize("depth", [3, 60, 400, 3000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"),
        ("<w:tbl><w:ins>", "</w:ins></w:tbl>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ],
    ids=["tables", "controls", "text boxes", "rows", "alternatives"],
)
def test_deep_nesting_is_read_or_refused_and_never_a_crash(before: str, after: str, depth: int) -> None:
    data = word_file(nested(depth, before, after))
    try:
        read(data, Limits(max_compression_ratio=1000))
    except (LimitExceededError, DamagedFileError):
        assert depth > 3


def test_runs_nested_without_end_are_refused() -> None:
    shallow = "<w:ins>" * 20 + r("x", "<w:b/>") + "</w:ins>" * 20
    assert read(word_file(p(shallow))).text == "x"
    deep = "<w:ins>" * 100 + r("x", "<w:b/>") + "</w:ins>" * 100
    with pytest.raises(LimitExceededError, match="max_nesting"):
        read(word_file(p(deep)))


def test_the_number_of_paragraphs_is_limited() -> None:
    with pytest.raises(LimitExceededError, match="max_paragraphs"):
        read(word_file("<w:p/>" * 50), Limits(max_paragraphs=49))


def seconds(data: bytes) -> float:
    begin = time.process_time()
    read(data)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "body",
    [
        lambda count: "<w:p/>" * count,
        lambda count: p("x", num(5)) * count,
        lambda count: "".join(p("x", f'<w:pStyle w:val="S{at}"/>') for at in range(count)),
        lambda count: p(r("x"), '<w:rPr><w:del w:id="1"/></w:rPr>') * count,
        lambda count: table(*[tc("a") + tc("b")] * (count // 2)),
        lambda count: p(r("x", "<w:b/>") * count),
        lambda count: p("<w:r><w:br/></w:r>" * count),
        lambda count: p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * count),
        lambda count: p("", "".join('<w:sectPr><w:headerReference r:id="x"/></w:sectPr>' for _ in range(count))),
    ],
    ids=["empty", "numbered", "styles", "deleted marks", "table", "runs", "breaks", "fields", "sections"],
)
def test_time_grows_with_the_size_and_no_faster(body: object) -> None:
    assert callable(body)
    numbering = abstract(1, lvl(0, "decimal", "%1.")) + instance(5, 1)
    styles = "<w:style w:styleId='other'/>" * 2000
    small, large = (word_file(body(count), numbering=numbering, styles=styles) for count in (1_500, 12_000))
    seconds(small)
    ratio = min(seconds(large) for _ in range(2)) / min(seconds(small) for _ in range(3))
    assert ratio < 8 * 3.5


def outcome(data: bytes) -> str:
    """The message of the error that reading ends in, or nothing."""
    try:
        read(data)
    except VndocparseError as error:
        return str(error)
    return ""


def test_no_damage_of_a_byte_ends_in_anything_but_our_errors() -> None:
    body = p(r("Số 12", "<w:b/>"), num(5)) + table(tc("a") + tc("b"))
    numbering, styles = abstract(1, lvl(0, "decimal", "%1.")) + instance(5, 1), '<w:style w:type="paragraph" w:styleId="A"/>'
    main = part("document", f"<w:body>{body}</w:body>").encode()
    whole = word_file(body, numbering=numbering, styles=styles)
    messages = {
        outcome(word_file("", numbering=numbering, styles=styles, replace={"word/document.xml": main[:at] + b"<" + main[at + 1 :]}))
        for at in range(0, len(main), 7)
    } | {outcome(whole[:at] + bytes((whole[at] ^ 0x55,)) + whole[at + 1 :]) for at in range(0, len(whole), 5)}
    assert len(messages) > 5
    assert not any("\n" in message for message in messages)
