"""OLE compound files: what is inside, told from the names in their directory.

Word 97-2003 files are compound files, and so is a .docx, .xlsx or .pptx that is protected by a password. The directory
is not followed through the allocation table: its entries are 128 bytes long and aligned, so a name that stands on such
a boundary with its length beside it is an entry, even in a file whose table is damaged.
"""

from __future__ import annotations

from typing import Literal

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LENGTH_AT = 64  # of the name in bytes, its closing NUL included, little-endian, after the 64 bytes of the name

Kind = Literal["encrypted-ooxml", "word", "other"]


def kind(data: bytes) -> Kind:
    """What a compound file holds; ``other`` also for bytes that are no compound file at all."""
    if not data.startswith(MAGIC):
        return "other"
    if _has_entry(data, "EncryptedPackage"):
        return "encrypted-ooxml"
    if _has_entry(data, "WordDocument"):
        return "word"
    return "other"


def _has_entry(data: bytes, name: str) -> bool:
    coded = name.encode("utf-16-le")
    length = (len(coded) + 2).to_bytes(2, "little")
    at = data.find(coded)
    while at >= 0:
        if at % _ENTRY == 0 and data[at + _LENGTH_AT : at + _LENGTH_AT + 2] == length:
            return True
        at = data.find(coded, at + 2)
    return False
