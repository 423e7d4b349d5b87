"""What the readers of scans are told: whether to use OCR, and by whom a first reading is judged.

A reader does not know what a line means. Whoever does hands it a :class:`Judge`, which says of a first reading which lines
of the letterhead break the grammars, and of several readings of such a line how well each keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

from ..layout import Document, Rectangle

OcrMode = Literal["auto", "never", "force"]


class Doubt(NamedTuple):
    """A field of the letterhead that a first reading leaves in doubt.

    ``boxes`` are the printed lines of page ``page`` (from 1) to be read again; none where the field was not found, so that
    the whole letterhead has to be.
    """

    field: str
    page: int
    boxes: tuple[Rectangle, ...] = ()


class Judge(Protocol):
    """Knows the grammars of a letterhead."""

    def doubts(self, document: Document) -> Sequence[Doubt]:
        """The fields of ``document`` that are missing, malformed or read with little confidence."""

    def grade(self, field: str, text: str) -> float:
        """How well ``text``, one printed line, keeps the grammar of ``field``: 0 (not at all) to 1."""

    def repaired(self, field: str, text: str) -> str:
        """``text`` with what the closed vocabularies of ``field`` tell for certain; unchanged where they tell nothing."""


class Ocr(NamedTuple):
    """``mode``: ``auto`` reads images, and pages of a PDF without a usable text layer; ``never`` and ``force`` say so.

    ``judge`` makes the judge of first readings, when a scan comes.
    """

    mode: OcrMode = "auto"
    judge: Callable[[], Judge] | None = None
