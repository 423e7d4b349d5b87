"""Elements of a large part, cut out of its bytes and parsed one by one.

A document needs three of the two hundred styles it carries, and one of its forty lists. What Word writes is regular
enough to cut by searching; whatever is written otherwise, and every name that the search does not find, is looked up in
the whole part, parsed once.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from .docx_package import Package
from .docx_tags import W
from .parts import PartError, is_utf8, parse

_MOST_SEARCHES = 64  # each reads the part from its beginning; whoever asks more often gets an index
_LONGEST_TAG = 2048
_PLAIN_OPEN, _PLAIN_CLOSE = b'<w:x xmlns:w="' + W[1:-1].encode() + b'">', b"</w:x>"


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
        self._usual = b' xmlns:w="' + W[1:-1].encode() + b'"' in self._open
        # A comment could hide an element from Word and not from the search; other encodings are not searched at all.
        self.regular = start >= 0 and end > start and _is_plain(content) and is_utf8(content)
        self._searches = 0
        self._index: dict[str, dict[str, _Element]] = {}
        self._whole: _Element | None = None

    def find(self, name: str, attribute: str, value: str) -> _Element | None:
        """The element ``name`` (local, like ``attribute``) whose ``attribute`` is ``value``; may raise PartError."""
        if self.regular and self._searches < _MOST_SEARCHES:
            self._searches += 1
            content, coded = self.content, name.encode()
            needle = f'w:{attribute}="{value}"'.encode("utf-8", "replace")
            at = content.find(needle)
            while at >= 0:
                start = content.rfind(b"<", max(at - _LONGEST_TAG, 0), at)
                if start >= 0 and content.startswith(b"<w:" + coded + b" ", start):
                    return self._parsed(start, coded)
                at = content.find(needle, at + len(needle))
        index = self._index.get(name)
        if index is None:
            key = W + attribute
            index = self._index[name] = {item.get(key) or "": item for item in self.whole().iterchildren(W + name)}
        return index.get(value)

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
        piece = content[start:end]
        # Where all names are Word's own, the dozen other namespaces of the root need not be declared.
        plain = self._usual and piece.count(b":") == piece.count(b"w:")
        root = parse((_PLAIN_OPEN if plain else self._open) + piece + (_PLAIN_CLOSE if plain else self._close), self.part)
        return root[0] if len(root) else None


def _is_plain(content: bytes) -> bool:
    return b"!" not in content or (b"<!--" not in content and b"<![CDATA[" not in content)
