"""Records of documents as Vietnamese archives enter them by hand (Thông tư 02/2019/TT-BNV, the data of a văn bản).

What a paper cannot tell is blank: codes that the archive gives, the state of the paper, notes written on it. docs/archive.md
holds the mapping.
"""

from __future__ import annotations

from typing import Any

RECORD: tuple[tuple[str, str] | tuple[str, str, type], ...] = (
    ("docId", "Mã định danh văn bản"),
    ("fileCode", "Mã hồ sơ"),
    ("docOrdinal", "Số thứ tự văn bản trong hồ sơ"),
    ("typeName", "Tên loại văn bản"),
    ("codeNumber", "Số của văn bản"),
    ("codeNotation", "Ký hiệu của văn bản"),
    ("issuedDate", "Ngày, tháng, năm văn bản"),
    ("organName", "Tên cơ quan, tổ chức ban hành văn bản"),
    ("subject", "Trích yếu nội dung"),
    ("language", "Ngôn ngữ"),
    ("numberOfPage", "Số lượng trang của văn bản", int),
    ("inforSign", "Ký hiệu thông tin"),
    ("keyword", "Từ khóa"),
    ("mode", "Chế độ sử dụng"),
    ("confidenceLevel", "Mức độ tin cậy"),
    ("autograph", "Bút tích"),
    ("format", "Tình trạng vật lý"),
    ("description", "Ghi chú"),
)
"""Name, heading and kind (text, unless told) of each field, in the order of the circular."""

_PICTURES = ("tiff", "jpeg", "png")


def record(document: dict[str, Any]) -> dict[str, Any]:
    """The record of a row of ``documents``."""
    scanned = document["ocr"] or document["format"] in _PICTURES
    remarks = ("Dự thảo" if document["draft"] else None, document["copy_kind"], document["urgency"], document["circulation"])
    known = {
        "typeName": document["type_name"],
        "codeNumber": document["serial"],
        "codeNotation": _notation(document["number"], document["serial"]),
        "issuedDate": _day(document["date"]),
        "organName": document["issuer"],
        "subject": document["subject"],
        "language": "Tiếng Việt" if document["vietnamese"] else None,
        "numberOfPage": document["pages"],
        "mode": document["secrecy"],
        "confidenceLevel": "Số hóa" if scanned else None,
        "description": "; ".join(filter(None, remarks)) or None,
    }
    return {name: known.get(name) for name, *_ in RECORD}


def _notation(number: str | None, serial: str | None) -> str | None:
    """What follows the serial: ``CV/ĐU`` of ``121-CV/ĐU``, ``2020/NĐ-CP`` of ``30/2020/NĐ-CP``."""
    if not number:
        return None
    return number.removeprefix(serial or "").lstrip("-/") or None


def _day(date: str | None) -> str | None:
    """``28/05/2019`` of an ISO date."""
    return "/".join(reversed(date.split("-"))) if date else None
