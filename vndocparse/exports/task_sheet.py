"""The follow-up sheet as an Excel workbook, by XlsxWriter (the extra ``xlsx``).

XlsxWriter because it is kept well, has no dependencies, writes byte for byte the same file each time, and has a call that
writes a string and can never make it a formula. It only writes, which is all that is wanted here.
"""

from __future__ import annotations

import datetime
import io
import textwrap
from typing import TYPE_CHECKING

from ..errors import LimitExceededError, MissingExtraError
from ..text import is_upper
from .register import safe_cell
from .tasks import COLUMNS, TaskRow, cells, file_day

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# In characters of the standard font. The first _PRINTED columns say who does what by when, and fit on A4 across.
_WIDTHS = (15, 11, 18, 24, 8, 52, 22, 22, 16, 16, 11, 13, 15, 11, 22, 32, 20, 24, 24)
_PRINTED = 13
_LINE_HEIGHT, _MAX_HEIGHT = 15.0, 409.0  # points
# Letters of Times New Roman on the width of a digit, small ones (1.4 measured) and capitals; less, so that nothing is hidden.
_SMALL, _CAPITAL = 1.3, 0.85
# Limits of the format. A longer text is cut with a mark: XlsxWriter would leave the cell empty.
_MAX_ROWS = 1_048_576
_MAX_CELL = 32_767
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: earlier days are written as words."""


class TaskSheet:
    """A workbook with one sheet: heading frozen and filtered, real days, wrapped text, ready to print on A4 across.

    It is made in memory, about 5 KB a task, and written nowhere but to the output.

    Raises :class:`~vndocparse.errors.MissingExtraError` without XlsxWriter, :class:`LimitExceededError` when the papers hold
    more tasks than a sheet has rows.
    """

    def __init__(self) -> None:
        try:
            import xlsxwriter
        except ImportError:
            raise MissingExtraError("--tasks xlsx", "XlsxWriter", "xlsx") from None
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self._newest: datetime.date | None = None
        self._row = 0
        self._cut = 0
        self._text = self._format()
        # As if typed after an apostrophe: the text stays a text when somebody edits the cell.
        self._quoted = self._format(quote_prefix=True)
        self._day = self._format(num_format="dd/mm/yyyy", align="left")
        self._sheet = self._book.add_worksheet("Nhiệm vụ")
        self._heading()

    def _format(self, **properties: object) -> Format:
        plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
        return self._book.add_format({**plain, "border": 1, "border_color": "#B0B0B0", **properties})

    def _heading(self) -> None:
        head = self._format(bold=True, align="center", valign="vcenter", bg_color="#DDE7F0")
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, head)
        self._sheet.freeze_panes(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&R&P/&N")

    def add(self, row: TaskRow) -> None:
        """Writes the row of one task."""
        self._row += 1
        if self._row >= _MAX_ROWS:
            raise LimitExceededError(f"more than {_MAX_ROWS - 1} tasks do not fit on a sheet; use --tasks csv, or fewer papers")
        if row.date and (self._newest is None or row.date > self._newest):
            self._newest = row.date
        values = cells(row)
        self._sheet.set_row(self._row, _height(values))
        for column, cell in enumerate(values):
            if isinstance(cell, datetime.date) and cell >= _FIRST_DAY:
                self._sheet.write_datetime(self._row, column, datetime.datetime(cell.year, cell.month, cell.day), self._day)
            elif not cell:
                self._sheet.write_blank(self._row, column, None, self._text)
            else:
                self._write_text(column, cell if isinstance(cell, str) else f"{cell:%d/%m/%Y}")

    def _write_text(self, column: int, text: str) -> None:
        if len(text) > _MAX_CELL:
            text = text[: _MAX_CELL - 1] + "…"
            self._cut += 1
        self._sheet.write_string(self._row, column, text, self._text if safe_cell(text) == text else self._quoted)

    def finish(self) -> bytes:
        """The bytes of the workbook."""
        last = len(COLUMNS) - 1
        self._sheet.autofilter(0, 0, self._row, last)
        self._sheet.print_area(0, 0, self._row, _PRINTED - 1)
        # 1.1 is the number of a task here, not a number to count with.
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + last)}{self._row + 1}"})
        made = file_day(self._newest).replace(tzinfo=None)
        self._book.set_properties({"title": "Bảng theo dõi nhiệm vụ", "author": "vndocparse", "created": made})
        self._book.close()
        return self._out.getvalue()

    def remarks(self) -> list[str]:
        """Says texts that were cut."""
        return [f"{self._cut} cells were cut to the {_MAX_CELL} characters that a cell can hold"] if self._cut else []


def _height(values: tuple[str | datetime.date, ...]) -> float:
    """The height that shows every line. Excel would find it when it opens the file, LibreOffice does not."""
    lines = 1
    for text, width in zip(values, _WIDTHS, strict=True):
        letters = int(width * (_CAPITAL if isinstance(text, str) and is_upper(text) else _SMALL))
        if isinstance(text, str) and len(text) > letters:
            lines = max(lines, len(textwrap.wrap(text[:_MAX_CELL], letters)))
    return min(lines * _LINE_HEIGHT, _MAX_HEIGHT)
