"""``vndocparse export STORE --format …``: papers, records, citations, tasks or failures out of a store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from ...errors import UsageError
from .words import add_filter_arguments, add_page_arguments, filter_of

if TYPE_CHECKING:
    from ...output import Sink
    from ..store import Store

DESCRIPTION = "Write what a store holds as JSON lines, CSV, an Excel workbook or Parquet."

EPILOG = """\
tables:
  documents    one row a paper; as JSON lines the whole Directive (default)
  records      the record that archives keep of a paper (Thông tư 02/2019/TT-BNV)
  citations, tasks, recipients, diagnostics   one row each, with its paper
  failures     files that could not be read, with reason and remedy

examples:
  vndocparse export vb.db --format jsonl -o vb.jsonl
  vndocparse export vb.db --table records --format xlsx -o muc-luc.xlsx --issuer 'tỉnh ủy' --from 2017 --to 2019
  vndocparse export vb.db --table tasks --format csv --bom -o nhiem-vu.csv
  vndocparse export vb.db --table documents --format csv --needs-review"""

_TABLES = ("documents", "records", "citations", "tasks", "recipients", "diagnostics", "failures")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of the verb."""
    parser.add_argument("store", metavar="STORE", help="a path, or postgresql://user@host/name")
    parser.add_argument("--format", required=True, choices=("jsonl", "csv", "xlsx", "parquet"))
    parser.add_argument("--table", choices=_TABLES, default="documents", help="what is written (default documents)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; an old one is replaced only when all is written")
    parser.add_argument("--bom", action="store_true", help="with csv: a byte order mark, so that Excel reads it as UTF-8")
    parser.add_argument("--names", action="store_true", help="with csv and xlsx: headings for programs instead of Vietnamese ones")
    add_filter_arguments(parser)
    add_page_arguments(parser, None)


def run(arguments: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Runs the verb."""
    if arguments.bom and arguments.format != "csv":
        raise UsageError("--bom goes with --format csv; see 'vndocparse export --help'")
    if arguments.format in ("xlsx", "parquet") and arguments.output is None and sys.stdout.isatty():
        raise UsageError(f"--format {arguments.format} is no text for a terminal; name a file with -o FILE")
    from ...output import open_sink
    from ..store import open_store

    store = open_store(arguments.store)
    try:
        with open_sink(arguments.output) as sink:
            for remark in _write(arguments, store, sink):
                say(f"vndocparse: {remark}")
    finally:
        store.close()
    return 0


def _write(arguments: argparse.Namespace, store: Store, sink: Sink) -> list[str]:
    from .. import writing
    from ..views import VIEWS, directives, view_rows

    view, wanted = VIEWS[arguments.table], filter_of(arguments)
    with store.reading() as connection:
        if arguments.format == "jsonl" and arguments.table == "documents":
            for line in directives(connection, wanted, arguments.limit, arguments.offset):
                sink.write(line + "\n")
            return []
        rows = view_rows(connection, view, wanted, arguments.limit, arguments.offset)
        if arguments.format == "jsonl":
            writing.write_jsonl(sink, rows)
        elif arguments.format == "csv":
            writing.write_csv(sink, view.fields, rows, bom=arguments.bom, names=arguments.names)
        elif arguments.format == "xlsx":
            return writing.write_xlsx(sink, view.fields, rows, names=arguments.names)
        else:
            writing.write_parquet(sink, view.fields, rows)
    return []
