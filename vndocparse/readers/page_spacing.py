"""Blanks that a page draws wrongly: letters set apart (``Q u y ế t``), and words with none between them (``vụĐảng``).

What the places of the letters do not tell, the spelling may: after some toned vowels no consonant but c, ch, m, n, ng, nh, p, t
can stand in a Vietnamese syllable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# In letter-spaced text half of all characters are blanks, in prose less than a quarter.
_SPACED = 0.4
_LEAST = 7
_VIETNAMESE = "àáâãèéêìíòóôõùúýăđĩũơư" + "".join(letter for letter in map(chr, range(0x1EA0, 0x1EFA)) if letter.islower())
_SMALL = "a-z" + _VIETNAMESE
_CAPITAL = "A-Z" + _VIETNAMESE.upper()
_TONED = "ụịỷốểềựở"
_BOTH = _TONED + _TONED.upper()
# No syllable goes on so after one of these vowels.
_NEXT = f"[bdđghklqrsvx0-9BDĐGHKLQRSVX]|[Tt][rhRH]|[Pp][hH]|(?<=[{_TONED}])[{_CAPITAL}]"
# Patterns begin with the rarer letters: the engine passes over all others at once.
_GLUED = re.compile(f"[{_BOTH}](?={_NEXT})")
_INNER_CAPITAL = re.compile(f"[{_CAPITAL}](?<=[{_SMALL}].)[{_SMALL}]")
_WORD = re.compile(r"[^\W\d_]+\d*")
# In ems: gaps between letters and between words differ by no less than this.
_STEP = 0.12


def may_be_spaced(length: int, blanks: int) -> bool:
    """May a stretch of so many characters be letter-spaced, by the number of its blanks?"""
    return length >= _LEAST and blanks > _SPACED * length


def may_be_glued(text: str) -> bool:
    """Holds ``text`` anywhere what cannot be one word: a wrong syllable, or a capital inside?"""
    return _GLUED.search(text) is not None or _INNER_CAPITAL.search(text) is not None


def glued(text: str) -> list[tuple[int, int]]:
    """Stretches of letters in ``text`` that cannot be one word."""
    return [match.span() for match in _WORD.finditer(text) if may_be_glued(match[0])]


def parted(text: str) -> str:
    """``text`` with a blank wherever its spelling shows that two words are glued; ``text`` itself where none are."""
    return _GLUED.sub(r"\g<0> ", text) if not text.isascii() and _GLUED.search(text) else text


def word_gap(gaps: Sequence[float], size: float) -> float | None:
    """The least gap between words among the ``gaps`` between letters of a letter-spaced line; None where they do not tell.

    Gaps fall into two heaps; the widest step between neighbours in order parts them.
    """
    order = sorted(gaps)
    if len(order) < 2:
        return None
    # The wider heap is the smaller one: a word has three letters and more. Look among the upper half only.
    steps = [(high - low, (high + low) / 2) for low, high in zip(order[len(order) // 3 :], order[len(order) // 3 + 1 :], strict=False)]
    step, middle = max(steps, default=(0.0, 0.0))
    return middle if step > _STEP * size else None
