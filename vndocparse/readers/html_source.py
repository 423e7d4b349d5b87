"""From the bytes of a web page, or of a web archive (.mht), to a tree of elements."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from ..errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from . import decoding
from .limits import Limits

_HEAD = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.I
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
# What pages declare and browsers read as Windows Western: the encodings of before Unicode came under these names.
_WESTERN = frozenset(
    ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252", "x-user-defined", "x-ansi")
)


def page(data: bytes, limits: Limits) -> tuple[etree._Element | None, int]:
    """The root of the page, None for an empty one, and how many characters were lost in decoding."""
    if len(data) > limits.max_part_bytes:
        raise LimitExceededError(f"the page is larger than {limits.max_part_bytes:,} bytes; raise max_part_bytes if you trust the file")
    declared = None
    if decoding.is_message(data):
        data, declared = _body(data)
    text, lost = _decoded(data, declared)
    text = _XML_DECLARATION.sub("", text.replace("\0", ""), count=1)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None  # nothing but white space, comments or a doctype
    if any("depth" in entry.message.lower() for entry in parser.error_log.filter_from_level(etree.ErrorLevels.FATAL)):
        raise LimitExceededError("the elements of the page are nested too deeply; open it in a browser and save it as text")
    return root, lost


def _body(data: bytes) -> tuple[bytes, str | None]:
    """The page within a web archive."""
    import email
    import email.policy

    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                if isinstance(content, bytes):
                    return content, part.get_content_charset()
    except Exception as error:  # the package raises ValueError, LookupError, AttributeError and more on broken headers
        raise DamagedFileError("the web archive is damaged; open it in a browser or in Word and save it as .docx") from error
    raise UnsupportedFormatError("a web archive or an e-mail without a page in it; save it as .docx or PDF")


def _decoded(data: bytes, declared: str | None) -> tuple[str, int]:
    """The text of the page: by its mark, by what it declares if it keeps to it, by its bytes."""
    if not data.startswith(_MARKS):
        found = _DECLARED.search(data, 0, _HEAD)
        name = (declared or (next(filter(None, found.groups())).decode("ascii", "replace") if found else "")).lower()
        if name in _WESTERN:
            name = "utf-8" if _is_utf8(data) else "cp1252"
        if name and name not in ("utf-8", "utf8", "unicode", "utf-16"):
            return _by_name(data, name)
    return decoding.decode(data)


def _is_utf8(data: bytes) -> bool:
    """Is this UTF-8 for certain, whatever the page declares?"""
    try:
        return not data.isascii() and data.decode("utf-8") != ""
    except UnicodeDecodeError:
        return False


def _by_name(data: bytes, name: str) -> tuple[str, int]:
    try:
        if codecs.lookup(name).name == "cp1252":
            # Bytes that it leaves free still are letters of older encodings.
            return data.decode("cp1252", "html1252"), 0
        text = data.decode(name, "replace")
    except LookupError:
        return decoding.decode(data)
    return text, text.count("\ufffd")


def _byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("html1252", _byte)
