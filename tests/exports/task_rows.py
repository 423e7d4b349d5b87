"""Rows of a follow-up sheet for the tests, with only what a test is about."""

from __future__ import annotations

import datetime
from typing import Any

from vndocparse.exports.tasks import TaskRow

PLAIN = TaskRow(
    number="47-CT/TU",
    date=datetime.date(2019, 8, 15),
    date_known=None,
    issuer="TỈNH ỦY ĐÔNG HẢI",
    subject="phòng cháy, chữa cháy rừng",
    secrecy=None,
    path="2",
    text="Ban cán sự đảng rà soát phương án.",
    lead=("Ban cán sự đảng",),
    cooperating=(),
    monitoring=(),
    reporting=(),
    kind=None,
    start=None,
    due=None,
    before=False,
    to_the_end=False,
    recurrence=None,
    deadline=None,
    cited=(),
    notes=(),
    file="47-CT.docx",
    uid="a" * 32,
)


def row(**values: Any) -> TaskRow:
    return PLAIN._replace(**values)


def due(day: str, **values: Any) -> TaskRow:
    return row(kind="due", due=datetime.date.fromisoformat(day), **values)


def recurring(rule: str, paper: str | None = "2019-08-15", **values: Any) -> TaskRow:
    return row(kind="recurring", recurrence=rule, date=datetime.date.fromisoformat(paper) if paper else None, **values)
