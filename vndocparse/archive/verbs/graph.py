"""``vndocparse graph STORE --format …``: which paper cites which."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from ...errors import UsageError
from .words import add_filter_arguments, add_page_arguments, filter_of

DESCRIPTION = """\
Write the graph of citations: which paper of a store cites which, and what is cited but not in the store.
The filters choose the papers whose citations are followed; what they cite is shown wherever it stands."""

EPILOG = """\
formats:
  html      a page to look at in any browser, offline; up to some thousand papers
  graphml   for Gephi, yEd, NetworkX
  dot       for Graphviz
  csv       one row a paper and what it cites

examples:
  vndocparse graph vb.db --format html -o vien-dan.html --issuer 'huyện ủy' --from 2017
  vndocparse graph vb.db --format csv --bom -o vien-dan.csv"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the verb."""
    parser.add_argument("store", metavar="STORE", help="a path, or postgresql://user@host/name")
    parser.add_argument("--format", required=True, choices=("graphml", "dot", "html", "csv"))
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; an old one is replaced only when all is written")
    parser.add_argument("--bom", action="store_true", help="with csv: a byte order mark, so that Excel reads it as UTF-8")
    add_filter_arguments(parser)
    add_page_arguments(parser, None)


def run(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:  # noqa: ARG001  as every verb
    """Runs the verb."""
    if arguments.bom and arguments.format != "csv":
        raise UsageError("--bom goes with --format csv; see 'vndocparse graph --help'")
    from ...output import open_sink
    from ..store import open_store

    store = open_store(arguments.store)
    try:
        from .. import graph_files

        with open_sink(arguments.output) as sink, store.reading() as connection:
            parts = graph_files.graph(connection, filter_of(arguments), arguments.limit, arguments.offset)
            if arguments.format == "html":
                graph_files.write_html(sink, parts)
            elif arguments.format == "graphml":
                graph_files.write_graphml(sink, parts)
            elif arguments.format == "dot":
                graph_files.write_dot(sink, parts)
            else:
                graph_files.write_csv(sink, parts, bom=arguments.bom)
    finally:
        store.close()
    return 0
