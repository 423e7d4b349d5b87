"""Rows as a file: JSON lines, CSV, an Excel workbook, Parquet. All are streamed; a workbook and Parquet through a file beside."""

from __future__ import annotations

import csv
import io
import itertools
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import LimitExceededError, MissingExtraError
from ..exports.register import safe_cell
from ..exports.tasks import file_day
from ..output import Sink
from .views import Field, Row

_MOST_ROWS = 1_048_576
_MOST_LETTERS = 32_767
_PIECE = 1024 * 1024
_GROUP = 20_000
"""Rows of a group of Parquet."""


def write_jsonl(sink: Sink, rows: Iterable[Row]) -> None:
    """One JSON object a line."""
    for row in rows:
        sink.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_csv(sink: Sink, fields: Sequence[Field], rows: Iterable[Row], *, bom: bool, names: bool) -> None:
    """CSV that a spreadsheet opens without running anything; ``bom`` lets Excel read it as UTF-8."""
    sink.write(("\ufeff" if bom else "") + _line(_heads(fields, names)))
    for row in rows:
        sink.write(_line([safe_cell(_words(row[field.name])) for field in fields]))


def write_xlsx(sink: Sink, fields: Sequence[Field], rows: Iterable[Row], *, names: bool) -> list[str]:
    """A workbook with one sheet; remarks on what was cut. Raises LimitExceededError for more rows than a sheet has."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("--format xlsx", "XlsxWriter", "xlsx") from None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sheet.xlsx")
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        book = xlsxwriter.Workbook(str(path), options)
        book.set_properties({"author": "vndocparse", "created": file_day(None).replace(tzinfo=None)})
        cut = _fill(book, fields, rows, names)
        book.close()
        _pour(path, sink)
    return [f"{cut} cells were cut to the {_MOST_LETTERS} characters that a cell can hold"] if cut else []


def _fill(book: Any, fields: Sequence[Field], rows: Iterable[Row], names: bool) -> int:
    plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    text, head = book.add_format(plain), book.add_format({**plain, "bold": True, "bg_color": "#DDE7F0"})
    # As if typed after an apostrophe: the text stays a text when somebody edits the cell.
    quoted = book.add_format({**plain, "quote_prefix": True})
    sheet = book.add_worksheet("vndocparse")
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(_heads(fields, names)):
        sheet.set_column(column, column, min(max(len(name) + 2, 12), 40))
        sheet.write_string(0, column, name, head)
    cut = 0
    for number, row in enumerate(rows, 1):
        if number >= _MOST_ROWS:
            raise LimitExceededError(
                f"more than {_MOST_ROWS - 1} rows do not fit on a sheet; use --format csv, or filter by --from and --to"
            )
        for column, field in enumerate(fields):
            value = row[field.name]
            if isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(number, column, value, text)
            elif words := _words(value):
                cut += len(words) > _MOST_LETTERS
                words = words if len(words) <= _MOST_LETTERS else words[: _MOST_LETTERS - 1] + "…"
                sheet.write_string(number, column, words, text if safe_cell(words) == words else quoted)
    return cut


def write_parquet(sink: Sink, fields: Sequence[Field], rows: Iterable[Row]) -> None:
    """Parquet with text, whole numbers and truth values; days are ISO text, since some are known in part only."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("--format parquet", "pyarrow", "parquet") from None
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema([(field.name, kinds[field.kind]) for field in fields])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.parquet")
        with parquet.ParquetWriter(path, schema, compression="zstd") as out:
            for group in _groups(rows):
                columns = [pyarrow.array([row[field.name] for row in group], kinds[field.kind]) for field in fields]
                out.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
        _pour(path, sink)


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while group := list(itertools.islice(left, _GROUP)):
        yield group


def _heads(fields: Sequence[Field], names: bool) -> list[str]:
    return [field.name if names else field.heading for field in fields]


def _words(value: object) -> str:
    """A value in a cell: a truth value is an x or nothing."""
    if value is None or value is False:
        return ""
    return "x" if value is True else str(value)


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _pour(path: Path, sink: Sink) -> None:
    with path.open("rb") as made:
        while piece := made.read(_PIECE):
            sink.write_bytes(piece)
