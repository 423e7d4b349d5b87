"""Words that several verbs share: which papers are wanted, and which page of the results. Needs no package of an extra."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..filters import Filter

_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def need_store() -> None:
    """Raises MissingExtraError, which names the command that installs it, where SQLAlchemy is missing."""
    from .. import store  # noqa: F401  it says so when it is imported


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the filters."""
    parser.add_argument("--issuer", metavar="WORDS", help="papers whose issuing body holds these words, with or without marks")
    parser.add_argument("--type", metavar="TYPE", help="papers of this type: CV or 'Công văn'")
    parser.add_argument("--from", dest="since", type=_period, metavar="DATE", help="papers from this day, month or year on (2017-03)")
    parser.add_argument("--to", dest="until", type=_period, metavar="DATE", help="papers up to the end of this day, month or year")
    parser.add_argument("--needs-review", action="store_true", help="papers that need review")
    parser.add_argument("--with-vanished", action="store_true", help="also papers whose files are no longer there")


def filter_of(arguments: argparse.Namespace) -> Filter:
    """The filter that the command line asks for."""
    from ..filters import Filter

    named = arguments
    return Filter(named.issuer, named.type, named.since, named.until, named.needs_review, named.with_vanished)


def add_page_arguments(parser: argparse.ArgumentParser, default: int | None) -> None:
    """The words that choose a page of the results."""
    said = "all" if default is None else str(default)
    parser.add_argument("--limit", type=_whole, default=default, metavar="N", help=f"so many at most (default {said})")
    parser.add_argument("--offset", type=_whole, default=0, metavar="N", help="pass over the first N")


def _whole(word: str) -> int:
    """A whole number of the command line."""
    if not word.isdecimal() or len(word) > 9:
        raise argparse.ArgumentTypeError(f"'{word}' is no whole number")
    return int(word)


def _period(word: str) -> str:
    if not _PERIOD.fullmatch(word):
        raise argparse.ArgumentTypeError(f"'{word}' is no date; write 2017, 2017-03 or 2017-03-28")
    return word
