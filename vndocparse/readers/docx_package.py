"""The package of a .docx: its parts, found by their relationships."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from ..errors import DamagedFileError, UnsupportedFormatError
from .limits import Limits
from .parts import Archive, PartError

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What else a zip archive may be, by a name in it.
_OTHER_FORMATS = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("visio/", "a Visio drawing"),
    ("META-INF/container.xml", "an EPUB book"),
    ("content.xml", "an OpenDocument file"),
    ("Index/Document.iwa", "an Apple Pages document"),
)


class Relationship(NamedTuple):
    """One relationship of a part: ``kind`` is the last word of its type (``styles``); ``target`` as written."""

    kind: str
    base: str
    written: str

    @property
    def target(self) -> str:
        """The name of the part it points to."""
        if self.written.startswith("/"):
            return posixpath.normpath(self.written)
        return "/" + posixpath.normpath(f"{self.base}/{self.written}").lstrip("/")


class Package(Archive):
    """An open .docx; ``main`` is the name of its main part."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        super().__init__(data, limits, ".docx")
        self.main = self._find_main()

    def _find_main(self) -> str:
        try:
            found = [item.target for item in self.relationships("/").values() if item.kind == "officeDocument"]
        except PartError:
            found = []
        for name in (*found, "/word/document.xml"):
            if self._info(name) is not None and not name.startswith(("/xl/", "/ppt/", "/visio/")):
                return name
        seems = next((what for start, what in _OTHER_FORMATS if any(name.startswith(start) for name in self._names)), "a plain zip archive")
        if found and seems == "a plain zip archive":
            raise DamagedFileError(f"the .docx lacks its main part {found[0]}; get the file again or open and save it in Word")
        raise UnsupportedFormatError(f"this is {seems}, not a Word document; save it as .docx or .pdf")

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The internal relationships of a part (``/`` for the package) by id; none if it has no such list."""
        base, _, name = part.rpartition("/")
        relations = f"{base}/_rels/{name}.rels"
        if self._info(relations) is None:
            return {}
        found: dict[str, Relationship] = {}
        for item in self.xml(relations).iterchildren(_RELATIONSHIP):
            get = item.get
            written = get("Target")
            if written and get("TargetMode") != "External":
                found[get("Id") or written] = Relationship((get("Type") or "").rpartition("/")[2], base, written)
        return found
