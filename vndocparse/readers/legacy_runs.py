"""Runs in fonts of before Unicode: decoded one by one, by their font and by what their letters prove."""

from __future__ import annotations

from collections.abc import Callable

from .. import encodings
from ..models import LegacyEncoding

SOFT_HYPHEN = "\xad"
# How the fonts appear in the bytes of a part.
FONT_NAMES = (b'".Vn', b'".VN', b'"VNI', b'"VPS', b'"VISCII', b'"VI ')


class LegacyRuns:
    """Decodes runs. A run whose letters fit both worlds (``ban``, ``có``) follows the last one in a font of its kind.

    ``prior`` is what to believe before the first run that proves something; ``assumed`` the encoding of runs in other
    fonts, for a file that lost the names of its fonts; ``font_name`` gives the name behind what a run calls its font.
    """

    def __init__(self, prior: bool, assumed: LegacyEncoding | None, font_name: Callable[[str | None], str | None] | None = None) -> None:
        self._font_name, self._prior, self._assumed = font_name, prior, assumed
        self._verdicts: dict[LegacyEncoding, bool] = {}
        self.letters: dict[LegacyEncoding, int] = {}

    def decode(self, text: str, font: str | None) -> str:
        """``text`` of a run in ``font``, in Unicode; soft hyphens, which are ư in TCVN3, go where they are not."""
        name = self._font_name(font) if self._font_name else font
        known = encodings.font_encoding(name) if name else None
        if known is None and self._assumed is not None:
            known = self._assumed, False
        if known is None:
            return text.replace(SOFT_HYPHEN, "")
        encoding, capitals = known
        proof = encodings.proves(text, encoding)
        if proof is None:
            proof = self._verdicts.get(encoding, self._prior)
        else:
            self._verdicts[encoding] = proof
        if not proof:
            return text.replace(SOFT_HYPHEN, "")
        self.letters[encoding] = self.letters.get(encoding, 0) + len(text)
        return encodings.to_unicode(text, encoding, capitals=capitals)

    def encoding(self) -> LegacyEncoding | None:
        """The encoding of most of what was decoded."""
        letters = self.letters
        best: LegacyEncoding | None = None
        for encoding, count in letters.items():
            if best is None or count > letters[best]:
                best = encoding
        return best
