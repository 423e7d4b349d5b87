"""Parts of an office file: a zip archive whose members are unpacked one by one, when asked for and within the limits.

The archive is opened by the standard library. python-docx's package layer does the same in as many lines, but importing
any part of it imports all of it, a fifth of the time of a single call of the command; and its loader parses every part.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError
from . import ole
from .limits import Limits

_STRICT = b"http://purl.oclc.org/ooxml/"
# The strict edition of the format differs by its namespaces; each is read as its transitional twin.
_TWINS = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_HEAD = 4096


class PartError(Exception):
    """A part cannot be unpacked or is not well-formed; the caller decides whether the document can do without."""


class Archive:
    """An open archive; ``kind`` names the format in messages (``.docx``)."""

    def __init__(self, data: bytes, limits: Limits, kind: str) -> None:
        self._limits = limits
        self._budget = limits.max_unpacked_bytes
        self._archive = _open(data, kind)
        self._names: dict[str, zipfile.ZipInfo] = self._archive.NameToInfo
        self._folded: dict[str, zipfile.ZipInfo] | None = None

    def has(self, part: str) -> bool:
        return self._info(part) is not None

    def bytes(self, part: str) -> bytes:
        """The unpacked part, never more than the limits allow; raises :class:`PartError` if it is missing or damaged."""
        info = self._info(part)
        if info is None:
            raise PartError(f"{part} is missing")
        if info.flag_bits & 1:
            raise EncryptedFileError("the archive is protected by a password; remove the protection and try again")
        self._check(part, info)
        self._budget -= info.file_size
        try:
            with self._archive.open(info) as stream:
                # One more than was declared: a part that lies about its size is found out without unpacking it all.
                content = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
            raise PartError(f"{part} cannot be unpacked ({error})") from None
        if len(content) != info.file_size:
            raise PartError(f"{part} does not have the size it declares")
        return content

    def _check(self, part: str, info: zipfile.ZipInfo) -> None:
        limits, size = self._limits, info.file_size
        if size > limits.max_part_bytes:
            raise LimitExceededError(
                f"{part} unpacks to {size:,} bytes, the limit is {limits.max_part_bytes:,}; raise max_part_bytes if you trust the file"
            )
        if size > limits.ratio_free_bytes and size > limits.max_compression_ratio * max(info.compress_size, 1):
            raise LimitExceededError(
                f"{part} is packed {size // max(info.compress_size, 1)} to 1, the limit is {limits.max_compression_ratio}; "
                "raise max_compression_ratio if you trust the file"
            )
        if size > self._budget:
            raise LimitExceededError(
                f"the parts unpack to more than {limits.max_unpacked_bytes:,} bytes; raise max_unpacked_bytes if you trust the file"
            )

    def xml(self, part: str) -> etree._Element:
        """The root of a part; raises :class:`PartError` if it is missing, damaged or declares entities."""
        return parse(self.bytes(part), part)

    def _info(self, part: str) -> zipfile.ZipInfo | None:
        name = part.lstrip("/")
        info = self._names.get(name)
        if info is None:
            # Part names are equal without regard to case, and some programs write backslashes.
            if self._folded is None:
                self._folded = {key.replace("\\", "/").lower(): value for key, value in self._names.items()}
            info = self._folded.get(name.lower())
        return info

    def close(self) -> None:
        self._archive.close()


def parse(content: bytes, part: str) -> etree._Element:
    """The root of the XML in ``content``: no entities, no network, namespaces of the transitional edition."""
    if _STRICT in content[:_HEAD]:
        for strict, transitional in _TWINS:
            content = content.replace(strict, transitional)
    if b"!" in content and b"<!DOCTYPE" in content:
        raise PartError(f"{part} declares a document type, which no office program writes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PartError(f"{part} is not well-formed ({str(error)[:120]})") from None
    if not is_utf8(content) and root.getroottree().docinfo.internalDTD is not None:
        raise PartError(f"{part} declares a document type, which no office program writes")
    return root


def is_utf8(content: bytes) -> bool:
    """Is the XML in ``content`` written in UTF-8, the only encoding whose bytes can be searched?"""
    if not content.startswith((b"<", b"\xef\xbb\xbf<")):
        return False
    head = content[: content.find(b">") + 1] if content[:8].find(b"?xml") >= 0 else b""
    return b"encoding" not in head or b"utf-8" in head.lower()


def _open(data: bytes, kind: str) -> zipfile.ZipFile:
    if not data:
        raise DamagedFileError("the file is empty; get it again")
    if data.startswith(ole.MAGIC) and ole.kind(data) == "encrypted-ooxml":
        raise EncryptedFileError("the document is protected by a password; remove the protection in Word and save it again")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, UnicodeDecodeError):
        raise DamagedFileError(f"the {kind} archive is damaged or cut short; get the file again or open and save it in Word") from None
