"""Which strings can be Vietnamese syllables: a closed set of onsets and rhymes, and the tones that a rhyme takes.

It tells a misread word (``THẦNHỦY``, ``TÌ``) from one that may stand on paper; names of other peoples (Ea H'leo, Đắk Lắk) it
does not know, so it weighs readings against each other and never refuses one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ONSETS = ("ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")
_RHYMES_BY_VOWEL = """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    y yêm yên yêng yêt yêu ynh ych yt yn yu o oc oi om on ong op ot oong ooc
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
    uân uâng uât uây uê uêch uênh uy uya uych uyên uyêt uyn uynh uyt uyu uơ
    ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
"""
_RHYMES = frozenset(_RHYMES_BY_VOWEL.split())
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED = ("p", "t", "c", "ch")
_OF_STOPPED = frozenset("\u0301\u0323")


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Can ``word``, letters alone in any case, be a Vietnamese syllable with its tone?"""
    plain, tones = [], []
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tones.append(letter)
        else:
            plain.append(letter)
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(plain))
    return any(_fits(base[len(onset) :], tones) for onset in _ONSETS if base.startswith(onset)) or base in ("gi", "gin", "giêng")


def _fits(rhyme: str, tones: list[str]) -> bool:
    if rhyme not in _RHYMES:
        return False
    return not rhyme.endswith(_STOPPED) or bool(tones and tones[0] in _OF_STOPPED)
