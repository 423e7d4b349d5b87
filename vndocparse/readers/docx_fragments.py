"""Elements of a large part, cut out of its bytes and parsed one by one.

A document needs three of the two hundred styles it carries, and one of its forty lists. What Word writes is regular
enough to cut by searching; whatever is written otherwise, and every name that the search does not find, is looked up in
the whole part, parsed once.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from .docx_package import Package, PartError, parse


class Fragments:
    """The elements of one part by an attribute that identifies them (``w:styleId``, ``w:numId``)."""

    def __init__(self, package: Package, part: str, root: bytes) -> None:
        self.part = part
        content = package.bytes(part)
        start = content.find(b"<w:" + root)
        end = content.find(b">", start)
        self.content = content
        self._open = content[start : end + 1]
        self._close = b"</w:" + root + b">"
        # A comment could hide an element from Word and not from the search; other encodings are not searched at all.
        self.regular = start >= 0 and end > start and b"<!--" not in content and b"<![CDATA[" not in content and _is_utf8(content)
        self._whole: _Element | None = None

    def cut(self, name: bytes, attribute: bytes, value: str) -> _Element | None:
        """The element ``name`` whose ``attribute`` is ``value``; None where there is none. May raise PartError."""
        if self.regular:
            content, tag = self.content, b"<w:" + name + b" "
            needle = b"w:" + attribute + b'="' + value.encode("utf-8", "replace") + b'"'
            at = content.find(needle)
            while at >= 0:
                start = content.rfind(b"<", 0, at)
                if content.startswith(tag, start):
                    return self._parsed(start, name)
                at = content.find(needle, at + len(needle))
        return None

    def first(self, name: bytes) -> _Element | None:
        """The first element of that name; None where the search finds none."""
        start = self.content.find(b"<w:" + name) if self.regular else -1
        return self._parsed(start, name) if start >= 0 else None

    def openings(self, name: bytes) -> Iterator[tuple[int, bytes]]:
        """Where each element of that name begins, and its opening tag."""
        content, tag = self.content, b"<w:" + name + b" "
        at = content.find(tag) if self.regular else -1
        while at >= 0:
            end = content.find(b">", at)
            if end < 0:
                return
            yield at, content[at:end]
            at = content.find(tag, end)

    def at(self, start: int, name: bytes) -> _Element | None:
        """The element of that name that begins there."""
        return self._parsed(start, name)

    def whole(self) -> _Element:
        """The root of the whole part, parsed once; raises PartError if it is not well-formed."""
        if self._whole is None:
            self._whole = parse(self.content, self.part)
        return self._whole

    def _parsed(self, start: int, name: bytes) -> _Element | None:
        content = self.content
        opened = content.find(b">", start)
        if opened > 0 and content[opened - 1] == 0x2F:  # <w:style … />
            end = opened + 1
        else:
            closing = b"</w:" + name + b">"
            end = content.find(closing, start) + len(closing)
            if end < len(closing):
                raise PartError(f"{self.part} is cut short")
        root = parse(self._open + content[start:end] + self._close, self.part)
        return root[0] if len(root) else None


def _is_utf8(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    head = content[: content.find(b"?>") + 2] if content.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")) else b""
    return b"encoding" not in head or b"utf-8" in head.lower()
