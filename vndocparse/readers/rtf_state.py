"""What is in force while an RTF file is read: formats, groups, and the stories that paragraphs go to."""

from __future__ import annotations

from typing import NamedTuple

from ..layout import Alignment
from .flow import Paragraph
from .limits import Limits
from .table_stream import CellForm, TableStream


class Format(NamedTuple):
    """The format of characters; ``gone`` for text that a tracked change removed."""

    font: int | None = None
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    gone: bool = False


class Shape(NamedTuple):
    """The format of the paragraph."""

    align: Alignment = ""
    in_table: bool = False
    depth: int = 1
    level: int = 0

    @property
    def tables(self) -> int:
        """How many tables the paragraph stands in."""
        return max(self.depth, 1) if self.in_table or self.depth > 1 else 0


class Group(NamedTuple):
    """What comes back when a group ends, and what its end means (the word of its destination)."""

    format: Format
    shape: Shape
    fallback: int
    destination: bytes
    row: tuple[int, list[CellForm]]


class Story:
    """A stream of paragraphs: the body, a note, a header, a text box."""

    def __init__(self, limits: Limits) -> None:
        self.stream = TableStream(limits)
        self.open = Paragraph()
        self.shape = Shape()
