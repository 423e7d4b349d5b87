"""The letters of the runs settled, font by font: codes without a meaning, older encodings, look-alikes, glued words.

Every repair is reported; what cannot be read becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..layout import DocumentBuilder
from ..models import LegacyEncoding, Severity
from .page_codes import decoded
from .page_drawn import SOFT_HYPHEN
from .page_fonts import to_unicode
from .page_runs import Run
from .page_spacing import parted

_MOST_UNMAPPED = 0.3
# Fonts whose map takes the horn for the letter OI, which no language of Vietnam has; they also take the grave for the tilde.
_HORNS = str.maketrans("Ƣƣ", "Ưư")
_GRAVE = re.compile("[Õõ](?=[AaEe])")


def settled(pages: Sequence[Sequence[Run]], builder: DocumentBuilder) -> tuple[list[list[Run]], LegacyEncoding | None]:
    """The runs of all pages in Unicode, and the older encoding that most of them were in, if any."""
    runs, repaired, lost = decoded(pages)
    if repaired:
        _report(builder, f"{repaired} characters stand in fonts that do not tell their meaning, and were told by their glyphs")
    if lost:
        characters = sum(len(run.text) for page in runs for run in page)
        severity: Severity = "error" if lost > _MOST_UNMAPPED * characters else "warning"
        builder.diagnose("undecodable", severity, f"{lost} characters of the PDF have no meaning in its fonts and became U+FFFD")
    runs, legacy = to_unicode(runs)
    runs = [[_with_hyphen(run) if run.text.endswith(SOFT_HYPHEN) else run for run in page] for page in runs]
    return _unglued(_with_horns(runs, builder), builder), legacy


def _with_hyphen(run: Run) -> Run:
    """A run whose last sign was no letter of an older encoding after all."""
    return run._replace(text=run.text[:-1] + "-")


def _report(builder: DocumentBuilder, message: str) -> None:
    builder.diagnose("repaired-text", "info", message)


def _with_horns(pages: list[list[Run]], builder: DocumentBuilder) -> list[list[Run]]:
    fonts = {run.font for page in pages for run in page if "Ƣ" in run.text or "ƣ" in run.text}
    if not fonts:
        return pages
    _report(builder, "the letters ư and ơ of a font are told as others (Ƣ), and were put right")
    return [[_with_horn(run) if run.font in fonts else run for run in page] for page in pages]


def _with_horn(run: Run) -> Run:
    text = _GRAVE.sub(lambda match: "Ò" if match[0] == "Õ" else "ò", run.text.translate(_HORNS))
    return run._replace(text=text)


def _unglued(pages: list[list[Run]], builder: DocumentBuilder) -> list[list[Run]]:
    """The runs with a blank where the spelling shows that two words are glued, inside a run or between two."""
    count = 0
    for page in pages:
        whole = "\n".join(run.text for run in page)
        for at, run in enumerate(page if parted(whole) is not whole else ()):
            text = parted(run.text)
            if text is not run.text:
                count += text.count(" ") - run.text.count(" ")
                page[at] = run._replace(text=text)
        for at, (left, right) in enumerate(pairwise(page), 1):
            if right.glued and (joint := left.text[-1:] + right.text[:2]) and parted(joint).find(" ") == 1:
                count += 1
                page[at] = right._replace(glued=False, blanks=1)
    if count:
        _report(builder, f"{count} words were glued to the next, and were parted by their spelling")
    return pages
