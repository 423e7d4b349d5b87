"""What a file is, from its bytes; the name only tells whether it promises something else."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from ..errors import DamagedFileError, EncryptedFileError, UnsupportedFormatError
from ..models import Format
from . import ole
from .decoding import decode, is_message, is_text

_EXTENSIONS: dict[str, Format] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".doc", ".dot"), "doc"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), "html"),
    **dict.fromkeys((".odt", ".ott", ".fodt"), "odt"),
    **dict.fromkeys((".tif", ".tiff"), "tiff"),
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif"), "jpeg"),
    **dict.fromkeys((".txt", ".text"), "txt"),
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".png": "png",
}
_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
# What is certainly none of ours, named so that its owner knows what to do.
_STRANGERS = (
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"%!PS", "PostScript; convert it to PDF"),
    (b"AT&T", "a DjVu scan; convert it to PDF"),
    (b"ID3", "a sound recording"),
    (b"SQLite format 3", "a database"),
)
_SUPPORTED = "save it as .docx or PDF"
_PDF_WITHIN = 1024
_HEAD = 4096
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta|title|span|center|font)\b", re.IGNORECASE)
_FLAT_TEXT = re.compile(r"<office:document\b[^>]*application/vnd\.oasis\.opendocument\.text")
_PAGE_PART = re.compile(rb"content-type:\s*text/html\b", re.IGNORECASE)
_PAGE_WITHIN = 256 * 1024
# The type of the main part; other parts of other packages may hold Word documents too.
_WORD = re.compile(
    rb"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled\w*)\.main\+xml", re.IGNORECASE
)
_ZIP_ENTRY = b"PK\x03\x04"
_WORD_MAIN = b"word/document.xml"
_ZIP_END = b"PK\x05\x06"
_DIRECTORY = 64 * 1024
_PART_BYTES = 512 * 1024


def detect(data: bytes, name: str | None = None) -> Format:
    """The format of ``data``. ``name`` is only quoted in messages.

    Raises :class:`DamagedFileError` for an empty file or a broken archive, :class:`EncryptedFileError` for an office file
    behind a password, :class:`UnsupportedFormatError`, which says what the file seems to be, for anything else.
    """
    if not data[:1].strip(b"\0") and not data.strip(b"\0"):
        what = "is empty" if not data else "holds nothing but zero bytes"
        raise DamagedFileError(f"the file {what}; copy or download it again")
    for signature, known in _SIGNATURES:
        if data.startswith(signature):
            return known
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(ole.MAGIC):
        return _in_compound_file(data)
    if data.startswith((_ZIP_ENTRY, _ZIP_END)):
        # The list of names at the end tells an ordinary .docx without opening the archive once more than its reader does.
        directory = data[-_DIRECTORY:]
        return "docx" if _WORD_MAIN in directory and _ZIP_END in directory else _in_zip(data)
    return _in_text(data, name)


def mismatch(name: str | None, form: Format) -> bool:
    """Does the extension of ``name`` promise another format than ``form``? An unknown extension promises nothing."""
    promised = _EXTENSIONS.get(PurePath(name).suffix.lower()) if name else None
    return promised is not None and promised != form


def _in_compound_file(data: bytes) -> Format:
    kind = ole.kind(data)
    if kind == "encrypted-ooxml":
        raise EncryptedFileError("the file is protected by a password; open it in Word and save it without one")
    if kind == "word":
        return "doc"
    raise UnsupportedFormatError(f"an office file that is no Word document (a workbook, slides or a message); {_SUPPORTED}")


def _in_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _part(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
            declared = _part(archive, "mimetype") if "mimetype" in names else b""
    except Exception as error:  # zipfile raises a dozen kinds on damaged archives, from BadZipFile to struct.error
        raise DamagedFileError("the archive (a .docx, most likely) is cut short or damaged; copy or download it again") from error
    if _WORD.search(types) or (not types and "word/document.xml" in names):
        return "docx"
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    raise UnsupportedFormatError(f"{_zip_content(names, types, declared)}, not a document; {_SUPPORTED}")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_PART_BYTES)


def _zip_content(names: set[str], types: bytes, declared: bytes) -> str:
    if b"spreadsheetml" in types or declared.endswith(b"spreadsheet"):
        return "a workbook"
    if b"presentationml" in types or declared.endswith(b"presentation"):
        return "a slide show"
    if declared.startswith(b"application/epub"):
        return "an e-book"
    return f"a zip archive of {len(names)} files"


def _in_text(data: bytes, name: str | None) -> Format:
    head = decode(data[:_HEAD])[0].lstrip("\ufeff \t\r\n")
    if head.startswith("{\\rtf"):
        return "rtf"
    if _HTML.match(head) or (head.startswith("<") and _HTML.search(head)):
        return "html"
    if _FLAT_TEXT.search(head):
        return "odt"
    if head.startswith("<?xml"):
        raise UnsupportedFormatError(f"an XML file that is no web page; {_SUPPORTED}")
    if is_message(data):
        if _PAGE_PART.search(data, 0, _PAGE_WITHIN):
            return "html"
        raise UnsupportedFormatError(f"a web archive or an e-mail; {_SUPPORTED}")
    if not is_text(data):
        named = f", whatever its name {PurePath(name).name} says" if name and PurePath(name).suffix.lower() in _EXTENSIONS else ""
        kinds = [kind for signature, kind in _STRANGERS if data.startswith(signature)]
        raise UnsupportedFormatError(f"{kinds[0] if kinds else 'unknown binary data'}, not a document{named}; {_SUPPORTED}")
    return "txt"
