"""The streams of a Word 97-2003 file, its information block (FIB) and its piece table: from positions to text.

Positions in the document (CP) count characters; positions in the file (FC) count bytes. [MS-DOC] 2.5 (FIB), 2.8.35 (pieces).
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from typing import NamedTuple

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError, UnsupportedFormatError
from .limits import Limits

DAMAGED = "the .doc is damaged or cut short; get the file again, or open it in Word or LibreOffice and save it as .docx"
_WORD_97, _WORD_6 = 0xA5EC, (0xA5DC, 0xA5DB)
_NEWER = 0x00C0  # nFib of Word 97 and later; Word 95 has 0x68 at most
_ENCRYPTED, _SECOND_TABLE, _FAST_SAVED = 0x0100, 0x0200, 0x0004
_STORIES, _OLD_STORIES = 0x4C, 0x34  # the lengths of the stories, in characters
_POINTERS, _OLD_POINTERS = 0x9A, 0x58
_OLD_COUNT = 34  # of the pointers that Word 6 and later have in the same order
_COMPRESSED = 0x40000000

# Places of the tables that are read, by their index in FibRgFcLcb97.
STYLES, NOTE_MARKS, NOTES, SECTIONS, MARGINS, CHARACTERS, PARAGRAPHS, FONTS = 1, 2, 3, 6, 11, 12, 13, 15
CLX, ANCHORS, ENDNOTE_MARKS, ENDNOTES, DRAWINGS, BOXES, LISTS, LIST_OVERRIDES = 33, 40, 46, 47, 50, 56, 73, 74


class Stories(NamedTuple):
    """The lengths of the stories in the order in which they follow each other."""

    body: int
    notes: int
    margins: int
    macros: int
    remarks: int
    endnotes: int
    boxes: int
    margin_boxes: int


class Piece(NamedTuple):
    """A stretch of text: its first position, where its bytes begin, how many bytes a letter has, and its modifier."""

    start: int
    end: int
    offset: int
    width: int
    modifier: int


class Style(NamedTuple):
    """A style: its kind (1 for paragraphs, 2 for runs), the one it is based on, and its groups."""

    kind: int
    base: int
    paragraph: bytes = b""
    character: bytes = b""


class WordFile:
    """The open file: ``text`` of all stories together, ``pieces`` of it, ``table`` the stream that holds everything else."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.main, tables, self.data = _streams(data, limits)
        main = self.main
        ident, version = struct.unpack_from("<HH", main, 0)
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if ident not in (_WORD_97, *_WORD_6):
            raise DamagedFileError(DAMAGED)
        if flags & _ENCRYPTED:
            raise EncryptedFileError("the document is protected by a password; open it in Word and save it without one")
        self.old = ident in _WORD_6 or version < _NEWER
        self.pieces: list[Piece] = []
        self.modifiers: list[bytes] = []
        table = main if self.old else tables[1 if flags & _SECOND_TABLE else 0]
        if table is None:
            raise DamagedFileError(DAMAGED)
        self.table = table
        places = _OLD_STORIES if self.old else _STORIES
        self.stories = Stories(*(max(length, 0) for length in struct.unpack_from("<8i", main, places)))
        self._pointers = _OLD_COUNT if self.old else struct.unpack_from("<H", main, _POINTERS - 2)[0]
        if self.old and not flags & _FAST_SAVED:
            self._read_stretch()
        else:
            self._read_pieces()
        self.text = self._read_text()
        self._starts = [piece.start for piece in self.pieces]

    def part(self, index: int) -> bytes:
        """The table at that place of the FIB; empty if there is none."""
        place = self.place(index)
        return self.table[place[0] : place[0] + place[1]]

    def place(self, index: int) -> tuple[int, int]:
        """Offset and length of a table in the table stream."""
        if index >= self._pointers:
            return 0, 0
        offset, length = struct.unpack_from("<II", self.main, (_OLD_POINTERS if self.old else _POINTERS) + 8 * index)
        return offset, length

    def offset(self, position: int) -> int:
        """Where the bytes of the character at ``position`` stand in the file."""
        piece = self.pieces[max(bisect_right(self._starts, position) - 1, 0)]
        return piece.offset + (position - piece.start) * piece.width

    def piece_at(self, position: int) -> Piece:
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def _read_stretch(self) -> None:
        """Word 6 and 95 keep the text in one stretch, unless the file was saved fast."""
        first, last = struct.unpack_from("<II", self.main, 0x18)
        if not 0 < first < last <= len(self.main):
            raise DamagedFileError(DAMAGED)
        self.pieces.append(Piece(0, last - first, first, 1, 0))

    def _read_pieces(self) -> None:
        content, at = self.part(CLX), 0
        while at < len(content) and content[at] == 1:
            size = struct.unpack_from("<H", content, at + 1)[0]
            self.modifiers.append(content[at + 3 : at + 3 + size])
            at += 3 + size
        if at >= len(content) or content[at] != 2:
            raise DamagedFileError(DAMAGED)
        size = struct.unpack_from("<I", content, at + 1)[0]
        plc = content[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        if count < 1:
            raise DamagedFileError(DAMAGED)
        bounds = struct.unpack_from(f"<{count + 1}I", plc, 0)
        letters = 0
        for number in range(count):
            _, place, modifier = struct.unpack_from("<HIH", plc, 4 * (count + 1) + 8 * number)
            start, end = bounds[number], bounds[number + 1]
            if end <= start:
                if end < start:
                    raise DamagedFileError(DAMAGED)
                continue
            packed = self.old or bool(place & _COMPRESSED)
            offset = (place & 0x3FFFFFFF) // 2 if packed and not self.old else place & 0x3FFFFFFF
            letters += end - start
            # Every letter has its own bytes: more letters than bytes means pieces that overlap to fill the memory.
            if letters > len(self.main):
                raise DamagedFileError(DAMAGED)
            self.pieces.append(Piece(start, end, offset, 1 if packed else 2, modifier))
        if not self.pieces or self.pieces[0].start != 0:
            raise DamagedFileError(DAMAGED)

    def _read_text(self) -> str:
        parts = []
        for piece in self.pieces:
            length = piece.end - piece.start
            raw = self.main[piece.offset : piece.offset + length * piece.width]
            text = western(raw) if piece.width == 1 else raw.decode("utf-16-le", "surrogatepass" if len(raw) % 2 == 0 else "replace")
            # Beyond the end of the file there is nothing to read, and two halves of one character count as two positions.
            parts.append(_units(text, length) if len(text) != length else text)
        return "".join(parts)


def western(raw: bytes) -> str:
    """Windows Western letters; bytes that it leaves free stay letters of older encodings."""
    return raw.decode("latin-1").translate(_WESTERN)


_WESTERN = {byte: ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)) for byte in range(0x80, 0xA0)}


def _units(text: str, length: int) -> str:
    """``text`` with one character for each UTF-16 unit, of that length; rare signs beyond U+FFFF become two halves."""
    if any(sign > "\uffff" for sign in text):
        raw = text.encode("utf-16-le", "surrogatepass")
        text = "".join(chr(unit) for unit in struct.unpack(f"<{len(raw) // 2}H", raw))
    return text[:length].ljust(length, "\0")


def _streams(data: bytes, limits: Limits) -> tuple[bytes, tuple[bytes | None, bytes | None], bytes]:
    """The main stream, the two table streams, and the data stream, which may be missing."""
    try:
        import olefile
    except ImportError:  # an installation from before .doc was read
        raise UnsupportedFormatError("a Word 97-2003 file needs the package olefile; pip install olefile") from None
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            found: dict[str, bytes] = {}
            for name in ("WordDocument", "0Table", "1Table", "Data"):
                if file.exists(name):
                    if file.get_size(name) > limits.max_part_bytes:
                        raise LimitExceededError(
                            f"{name} is larger than {limits.max_part_bytes:,} bytes; raise max_part_bytes if you trust the file"
                        )
                    found[name] = file.openstream(name).read()
    except LimitExceededError:
        raise
    except Exception as error:  # olefile raises its own kinds, IndexError, struct.error and OSError on damaged files
        raise DamagedFileError(DAMAGED) from error
    if "WordDocument" not in found:  # one may still stand in it, as a part
        raise UnsupportedFormatError("an office file that is no Word document; save it as .docx or PDF")
    if len(found["WordDocument"]) < 0x1A2 + 8:
        raise DamagedFileError(DAMAGED)
    return found["WordDocument"], (found.get("0Table"), found.get("1Table")), found.get("Data", b"")
