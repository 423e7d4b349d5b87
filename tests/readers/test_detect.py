"""Formats are told from bytes; names only promise."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from vndocparse.errors import DamagedFileError, EncryptedFileError, UnsupportedFormatError
from vndocparse.readers.detect import detect, mismatch

_TYPES = '<Types><Override PartName="/{part}" ContentType="application/{kind}.main+xml"/></Types>'


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def office(kind: str, part: str = "word/document.xml") -> bytes:
    return package({"[Content_Types].xml": _TYPES.format(part=part, kind=kind), part: "<x/>"})


def compound(*names: str) -> bytes:
    """The start of an OLE file with directory entries of these names."""
    entries = b""
    for name in names:
        coded = name.encode("utf-16-le")
        entries += coded.ljust(64, b"\0") + (len(coded) + 2).to_bytes(2, "little") + bytes(62)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


DOCX = office("vnd.openxmlformats-officedocument.wordprocessingml.document")
FORMATS = [
    ("docx", DOCX, "a Word file"),
    ("docx", office("vnd.ms-word.document.macroEnabled"), "a Word file with macros"),
    ("docx", office("vnd.openxmlformats-officedocument.wordprocessingml.template"), "a Word template"),
    ("docx", office("vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document2.xml"), "a main part of another name"),
    ("docx", package({"word/document.xml": "<x/>"}), "a Word file that lost its list of types"),
    ("odt", package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "an OpenDocument text"),
    (
        "odt",
        b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">',
        "a flat OpenDocument text",
    ),
    ("doc", compound("Root Entry", "WordDocument"), "a Word 97 file"),
    ("pdf", b"%PDF-1.4\n", "a PDF"),
    ("pdf", b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\n", "a PDF after other bytes"),
    ("rtf", rb"{\rtf1\ansi}", "an RTF"),
    ("rtf", b"\xef\xbb\xbf\r\n" + rb"{\rtf1\ansi}", "an RTF after a mark"),
    ("html", b"<!DOCTYPE html><p>x", "a web page"),
    ("html", "\ufeff<html xmlns:w='x'>".encode("utf-16"), "a web page in UTF-16"),
    ("html", b"<?xml version='1.0'?>\n<html>", "an XHTML page"),
    ("html", b"<p>Dang uy</p>", "a piece of a web page"),
    ("html", b"From: <Saved by Word>\r\nMIME-Version: 1.0\r\n\r\n--x\r\nContent-Type: text/html\r\n", "a web archive"),
    ("tiff", b"II*\0\x08\0\0\0", "a TIFF"),
    ("tiff", b"MM\0*\0\0\0\x08", "a big-endian TIFF"),
    ("jpeg", b"\xff\xd8\xff\xe0", "a JPEG"),
    ("png", b"\x89PNG\r\n\x1a\n", "a PNG"),
    ("txt", "Số 12-CV/ĐU".encode(), "UTF-8"),
    ("txt", "Số 12-CV/ĐU".encode("utf-16-le"), "UTF-16 without a mark"),
    ("txt", "§¶ng uû x·".encode("cp1252"), "an encoding of before Unicode"),
    ("txt", b"BM 12 - MZ", "text that begins as a picture does"),
    ("txt", b"  \n", "blanks"),
    ("txt", b"a < b, <Nguyen>", "text with angle brackets"),
]


@pytest.mark.parametrize(("form", "data"), [row[:2] for row in FORMATS], ids=[row[2] for row in FORMATS])
def test_the_bytes_tell_the_format_whatever_the_name(form: str, data: bytes) -> None:
    assert detect(data, "wrong.xyz") == form
    assert detect(data) == form


WORKBOOK = office("vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml")
EMBEDDED = package(
    {
        "[Content_Types].xml": '<Types><Default Extension="docx" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document"/>'
        + _TYPES.format(part="ppt/presentation.xml", kind="vnd.openxmlformats-officedocument.presentationml.presentation")
    }
)
STRANGERS = [
    (WORKBOOK, "workbook"),
    (EMBEDDED, "slide show"),
    (package({"a.txt": "", "b.txt": ""}), "zip archive of 2 files"),
    (package({"mimetype": "application/epub+zip"}), "e-book"),
    (compound("Root Entry", "Workbook"), "no Word document"),
    (b"GIF89a\x01\0\x01\0\0\0\0", "GIF"),
    (b"Rar!\x1a\x07\0" + bytes(30), "RAR"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
    (b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
    (random.Random(7).randbytes(4000), "unknown binary data"),
]


@pytest.mark.parametrize(("data", "named"), STRANGERS, ids=[row[1] for row in STRANGERS])
def test_what_is_no_document_is_named_with_the_remedy(data: bytes, named: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=named) as caught:
        detect(data, "121.docx")
    assert ".docx or PDF" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "empty"), (bytes(5000), "zero bytes"), (DOCX[:150], "cut short"), (b"PK\x03\x04", "cut short")]
)
def test_an_empty_or_broken_file_is_called_damaged(data: bytes, said: str) -> None:
    with pytest.raises(DamagedFileError, match=said):
        detect(data, None)


def test_an_office_file_behind_a_password_is_called_encrypted() -> None:
    with pytest.raises(EncryptedFileError, match="password"):
        detect(compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), "a.docx")


def test_the_words_of_an_old_document_do_not_make_it_encrypted() -> None:
    assert detect(compound("WordDocument") + b"...." + "EncryptedPackage".encode("utf-16-le")) == "doc"


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("a.docx", "docx", False),
        ("a.DOCM", "docx", False),
        ("a.docx", "pdf", True),
        ("thư mục.pdf/a.doc", "rtf", True),
        ("a.jpg", "jpeg", False),
        ("a.tif", "tiff", False),
        ("a.md", "txt", False),
        ("121-CV", "txt", False),
        ("-", "pdf", False),
        (None, "pdf", False),
    ],
)
def test_a_name_that_promises_another_format_is_noticed(name: str | None, form: str, expected: bool) -> None:
    assert mismatch(name, form) is expected  # type: ignore[arg-type]
