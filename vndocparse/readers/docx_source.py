"""The main part of a .docx and the parts that belong to it, found by their relationships."""

from __future__ import annotations

from ..errors import DamagedFileError, UnsupportedFormatError
from . import docx_tags as w
from .docx_package import Package, Relationship
from .docx_styles import Styles
from .parts import PartError, parse


class Source:
    """The main part of a package and the parts that belong to it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        try:
            self.content = package.bytes(package.main)
            self.root = parse(self.content, package.main)
        except PartError as error:
            raise DamagedFileError(f"{error}; get the file again or open and save it in Word") from None
        body = next(self.root.iterchildren(w.BODY), None)
        if self.root.tag != w.DOCUMENT:
            raise UnsupportedFormatError(f"{package.main} is no Word document; save it as .docx or .pdf")
        if body is None:
            raise DamagedFileError("the document has no body; get the file again or open and save it in Word")
        self.body = body
        self.faults: list[str] = []
        self._related: dict[str, Relationship] = {}
        try:
            self._related = package.relationships(package.main)
        except PartError as error:
            self.faults.append(str(error))
        self._kinds = {item.kind: item for item in reversed(self._related.values())}
        self.styles = Styles(package, self.part("styles"), self.part("theme"))

    def part(self, kind: str) -> str | None:
        """The part of that kind (``numbering``), by its relationship."""
        found = self._kinds.get(kind)
        return found.target if found else None

    def related(self, key: str) -> str | None:
        """The part that the relationship of that id points to."""
        found = self._related.get(key)
        return found.target if found else None
