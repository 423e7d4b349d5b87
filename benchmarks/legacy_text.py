#!/usr/bin/env python3
"""How much of the text of old files is read right: share of the letters with diacritics that equal a transcript's.

    legacy_text.py FOLDER [--ext pdf ...] [--min SHARE] [--errors N]

FOLDER holds files of any format (or names one of them) and transcripts in FOLDER/text/NAME.txt. Each file is parsed as
`vndocparse FILE` does; its `text` and the transcript are aligned by their letters without diacritics, passages that stand
in another order included (a transcript may run across two columns). Case is ignored, for fonts that draw small letters as
capitals are transcribed either way; so is everything that is no letter. Printed for each file and in all:

  letters  letters with diacritics in the transcript (đ is one)
  equal    the share of them that the text has at the same place
  aligned  the same share of those for which the text has any letter at that place

A file that cannot be read counts with none of its letters. The exit status is 1 where a file is short of --min.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
# Rounds of alignment over what the round before left: one for each time that columns or notes stand in another order.
_ROUNDS = 8
# Letters of a stretch without a common word that are still compared letter by letter.
_LONGEST_GAP = 4000


class Score(NamedTuple):
    """Letters with diacritics of a transcript: all, those with a letter at their place, those with the same letter."""

    letters: int
    aligned: int
    equal: int


def skeleton(word: str) -> str:
    """``word`` without its diacritics."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).replace("đ", "d")


def words(text: str) -> list[str]:
    """The words of ``text``, NFC and in small letters."""
    return _WORD.findall(unicodedata.normalize("NFC", text.replace("Ð", "Đ").replace("\u00ad", "")).lower())


def marked(letter: str) -> bool:
    return letter == "đ" or len(unicodedata.normalize("NFD", letter)) > 1


def score(expected: str, found: str) -> tuple[Score, Counter[tuple[str, str]]]:
    """The score of the text ``found`` against a transcript, and what stands for what where they differ."""
    wanted, have = words(expected), words(found)
    letters = sum(marked(letter) for word in wanted for letter in word)
    aligned = equal = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for left, right in _pairs(wanted, have):
        for one, other in zip(left, right, strict=True):
            if marked(one):
                aligned += 1
                equal += one == other
                if one != other:
                    wrong[one, other] += 1
    return Score(letters, aligned, equal), wrong


def _pairs(wanted: list[str], have: list[str]) -> Iterator[tuple[str, str]]:
    """Stretches of letters that belong together, of the same length."""
    for turn in range(_ROUNDS):
        left, right = [skeleton(word) for word in wanted], [skeleton(word) for word in have]
        rest_left: list[str] = []
        rest_right: list[str] = []
        progress = False
        for tag, a0, a1, b0, b1 in SequenceMatcher(None, left, right).get_opcodes():
            if tag == "equal" and (a1 - a0 > 1 or turn == 0 or len(left) < _ROUNDS):
                progress = True
                yield from ((a, b) for a, b in zip(wanted[a0:a1], have[b0:b1], strict=True) if len(a) == len(b))
            elif tag == "replace" and turn == 0 and _alike(left[a0:a1], right[b0:b1]):
                yield from _letter_by_letter("".join(wanted[a0:a1]), "".join(have[b0:b1]))
            else:
                rest_left += wanted[a0:a1]
                rest_right += have[b0:b1]
        wanted, have = rest_left, rest_right
        if not progress or not wanted or not have:
            break


def _alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Are two stretches without a common word the same words, glued, parted or misread?"""
    one, other = "".join(left), "".join(right)
    if max(len(one), len(other)) > _LONGEST_GAP:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.4


def _letter_by_letter(one: str, other: str) -> Iterator[tuple[str, str]]:
    bare_one, bare_other = skeleton(one), skeleton(other)
    if len(bare_one) != len(one) or len(bare_other) != len(other):
        bare_one, bare_other = one, other
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, bare_one, bare_other, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and a1 - a0 == b1 - b0):
            yield one[a0:a1], other[b0:b1]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:8.4f}" if whole else "       -"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ext", nargs="*", default=[], help="only files of these extensions")
    parser.add_argument("--min", type=float, default=0.0, help="the least share of equal letters of every file")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N most frequent confusions of a file")
    args = parser.parse_args(argv)

    from vndocparse import VndocparseError, parse

    folder: Path = args.folder if args.folder.is_dir() else args.folder.parent
    paths = sorted(path for path in folder.iterdir() if path.is_file()) if args.folder.is_dir() else [args.folder]
    extensions = {ext.lstrip(".").lower() for ext in args.ext}
    total, short, failed = Score(0, 0, 0), False, 0
    print(f"{'letters':>8} {'equal':>8} {'aligned':>8}")
    for path in paths:
        transcript = folder / "text" / f"{path.stem}.txt"
        if not transcript.exists() or (extensions and path.suffix.lstrip(".").lower() not in extensions):
            continue
        expected = transcript.read_text(encoding="utf-8-sig", errors="replace")
        try:
            found, note = parse(path).text, ""
        except VndocparseError as error:
            found, note, failed = "", f"  not read: {error}", failed + 1
        result, wrong = score(expected, found)
        total = Score(*(a + b for a, b in zip(total, result, strict=True)))
        short = short or result.equal < args.min * result.letters
        print(f"{result.letters:8} {_share(result.equal, result.letters)} {_share(result.equal, result.aligned)}  {path.name}{note}")
        for (one, other), count in wrong.most_common(args.errors):
            print(f"{count:26}  {one} read as {other}")
    print(f"{total.letters:8} {_share(total.equal, total.letters)} {_share(total.equal, total.aligned)}  in all; {failed} not read")
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
