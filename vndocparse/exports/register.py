"""The office's register of documents (sổ đăng ký văn bản) as CSV: one row a paper."""

from __future__ import annotations

import csv
import io

from ..models import Directive

COLUMNS = ("Số, ký hiệu", "Ngày văn bản", "Thể loại", "Cơ quan ban hành", "Trích yếu", "Nơi gửi đến", "Người ký", "Cần kiểm tra", "Tệp")
"""Number, date, type, issuer, subject, addressees, signer, doubtful, file."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """``text`` as a spreadsheet shows it without running it: a leading ``= + - @`` is quoted by an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def register_header() -> str:
    """The heading line of the register."""
    return _line(COLUMNS)


def register_row(directive: Directive) -> str:
    """One line of the register. A blank serial or an unknown day leaves its cell as far as it is known."""
    number, header, signature = directive.number, directive.header, directive.signature
    signer = " - ".join(part for part in (signature.title, signature.name) if part) if signature else ""
    addressees = directive.recipients.addressed_to or directive.recipients.copied_to
    cells = (
        number.canonical if number else "",
        directive.date.strftime("%d/%m/%Y") if directive.date else directive.date_known or "",
        header.type.name if header.type else "",
        header.issuer or "",
        header.subject or "",
        "; ".join(entry.name for entry in addressees),
        signer,
        "x" if directive.needs_review else "",
        directive.source.path or "",
    )
    return _line(tuple(safe_cell(cell) for cell in cells))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
