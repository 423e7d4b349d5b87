"""What comes out of a store, as tables: papers, their citations, tasks and other parts, failures, and archival records."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, select

from .filters import Filter
from .record import RECORD, record
from .tables import citations, contents, diagnostics, documents, failures, files, recipients, tasks

Row = dict[str, Any]

_AT_A_TIME = 500


class Field(NamedTuple):
    """A column: its name for programs, its heading for people, its kind for files that know kinds."""

    name: str
    heading: str
    kind: type = str


class View(NamedTuple):
    """A table of results. ``query`` asks for its rows; ``made`` turns a row of the query into one of ``fields``."""

    fields: tuple[Field, ...]
    query: Callable[[], Select[Any]]
    order: Sequence[Any]
    made: Callable[[Row], Row] | None = None
    filtered: bool = True


_PAPER = (
    Field("path", "Tệp"),
    Field("paper_number", "Số, ký hiệu"),
    Field("paper_date", "Ngày văn bản"),
    Field("paper_issuer", "Cơ quan ban hành"),
)
_DOCUMENT = (
    Field("path", "Tệp"),
    Field("sha256", "SHA-256"),
    Field("format", "Định dạng"),
    Field("pages", "Số trang", int),
    Field("number", "Số, ký hiệu"),
    Field("serial", "Số"),
    Field("type_code", "Mã thể loại"),
    Field("type_name", "Thể loại"),
    Field("date", "Ngày văn bản"),
    Field("date_known", "Ngày (phần đã biết)"),
    Field("issuer", "Cơ quan ban hành"),
    Field("parent_issuer", "Cơ quan cấp trên"),
    Field("deciding_body", "Cơ quan quyết định"),
    Field("place", "Địa danh"),
    Field("subject", "Trích yếu"),
    Field("secrecy", "Độ mật"),
    Field("urgency", "Độ khẩn"),
    Field("circulation", "Phạm vi lưu hành"),
    Field("draft", "Dự thảo", bool),
    Field("signer_authority", "Thẩm quyền ký"),
    Field("signer_title", "Chức vụ người ký"),
    Field("signer_name", "Người ký"),
    Field("archive_line", "Nơi lưu"),
    Field("identity", "Định danh"),
    Field("needs_review", "Cần kiểm tra", bool),
    Field("parser_version", "Phiên bản"),
)
_CITATION = (
    *_PAPER,
    Field("ordinal", "Thứ tự", int),
    Field("raw", "Viện dẫn"),
    Field("type_name", "Thể loại"),
    Field("number", "Số, ký hiệu viện dẫn"),
    Field("date", "Ngày viện dẫn"),
    Field("issuer", "Cơ quan ban hành viện dẫn"),
    Field("title", "Trích yếu viện dẫn"),
    Field("congress_term", "Khóa"),
    Field("plenum", "Hội nghị lần thứ"),
    Field("provisions", "Điều khoản"),
    Field("relation", "Quan hệ"),
    Field("self_reference", "Tự viện dẫn", bool),
    Field("within", "Vị trí"),
    Field("identity", "Định danh"),
    Field("identity_ambiguous", "Định danh chưa rõ", bool),
)
_TASK = (
    *_PAPER,
    Field("number", "Mục"),
    Field("text", "Nội dung nhiệm vụ"),
    Field("lead", "Chủ trì"),
    Field("cooperating", "Phối hợp"),
    Field("monitoring", "Đơn vị theo dõi"),
    Field("reporting", "Đơn vị báo cáo"),
    Field("due", "Thời hạn"),
    Field("before", "Trước ngày", bool),
    Field("start", "Từ ngày"),
    Field("recurrence", "Quy tắc lặp (RRULE)"),
    Field("deadline", "Thời hạn ghi trong văn bản"),
    Field("cited", "Văn bản viện dẫn"),
    Field("notes", "Ghi chú"),
    Field("uid", "Mã nhiệm vụ"),
)
_RECIPIENT = (*_PAPER, Field("kind", "Loại"), Field("name", "Nơi nhận"), Field("purpose", "Mục đích"))
_DIAGNOSTIC = (
    *_PAPER,
    Field("code", "Mã"),
    Field("severity", "Mức độ"),
    Field("message", "Nội dung"),
    Field("field", "Trường"),
)
_FAILURE = (Field("path", "Tệp"), Field("code", "Mã lỗi"), Field("reason", "Lý do"), Field("remedy", "Cách xử lý"))


def _part(table: Table, fields: tuple[Field, ...]) -> View:
    paper = (
        documents.c.path,
        documents.c.number.label("paper_number"),
        documents.c.date.label("paper_date"),
        documents.c.issuer.label("paper_issuer"),
    )
    own = [table.c[field.name] for field in fields if field not in _PAPER]
    order = (documents.c.path, documents.c.id, table.c.ordinal)
    return View(fields, lambda: select(*paper, *own).join_from(documents, table), order)


def _whole() -> Select[Any]:
    return select(documents)


_BY_PATH = (documents.c.path, documents.c.id)
VIEWS: dict[str, View] = {
    "documents": View(_DOCUMENT, _whole, _BY_PATH),
    "records": View(tuple(Field(*one) for one in RECORD), _whole, _BY_PATH, record),
    "citations": _part(citations, _CITATION),
    "tasks": _part(tasks, _TASK),
    "recipients": _part(recipients, _RECIPIENT),
    "diagnostics": _part(diagnostics, _DIAGNOSTIC),
    "failures": View(
        _FAILURE,
        lambda: select(files.c.path, failures.c.code, failures.c.reason, failures.c.remedy).join_from(failures, files),
        (files.c.path,),
        filtered=False,
    ),
}


def view_rows(connection: Connection, view: View, wanted: Filter, limit: int | None, offset: int) -> Iterator[Row]:
    """The rows of a view in the order of paths, streamed; values are str, int, bool or None."""
    names = [field.name for field in view.fields]
    if view.order is _BY_PATH:
        query = _papers(view.query(), wanted, limit, offset)
    else:
        query = (
            view.query().where(*(wanted.conditions() if view.filtered else ())).order_by(*view.order).limit(limit).offset(offset or None)
        )
    for row in _streamed(connection, query):
        made = view.made(row) if view.made else row
        yield {name: made[name] for name in names}


def directives(connection: Connection, wanted: Filter, limit: int | None, offset: int) -> Iterator[str]:
    """The whole Directives as lines of JSON, in the order of paths."""
    query = _papers(select(contents.c.directive).join_from(documents, contents), wanted, limit, offset)
    for row in _streamed(connection, query):
        yield zlib.decompress(row["directive"]).decode("utf-8")


def _papers(query: Select[Any], wanted: Filter, limit: int | None, offset: int) -> Select[Any]:
    """``query`` for the papers wanted, or a page of them, which is found first: to pass over papers reads indexes alone."""
    if limit is None and not offset:
        return query.where(*wanted.conditions()).order_by(*_BY_PATH)
    page = (
        select(documents.c.id, documents.c.path)
        .where(*wanted.conditions())
        .order_by(*_BY_PATH)
        .limit(limit)
        .offset(offset or None)
        .subquery()
    )
    return query.join(page, page.c.id == documents.c.id).order_by(page.c.path, page.c.id)


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Row]:
    for row in connection.execution_options(yield_per=_AT_A_TIME).execute(query).mappings():
        yield dict(row)
