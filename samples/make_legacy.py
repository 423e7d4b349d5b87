"""Writes the paper of ``huong-dan-tcvn3-2001.doc`` as .docx: ``python samples/make_legacy.py FOLDER``; LibreOffice made the .doc of it.

    soffice --headless --convert-to doc huong-dan-tcvn3-2001.docx

Its text is in TCVN3 (ABC): bytes of an 8-bit code in the fonts .VnTime and, for capitals, .VnTimeH, whose small letters look
like capitals. A program that does not know these fonts shows ``H­íng dÉn`` for Hướng dẫn.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from word_paper import Paper

HERE = Path(__file__).parent


def table() -> dict[int, str]:
    """Vietnamese letter -> what Western Windows shows for its byte."""
    rows = (line.split("\t") for line in (HERE.parent / "grammars" / "legacy_encodings.tsv").read_text(encoding="utf-8").splitlines())
    return {ord(row[2]): bytes.fromhex(row[1]).decode("cp1252") for row in rows if row[0] == "tcvn3"}


TABLE = table()
# Capitals with a tone have no code of their own; words in capitals are typed in small letters in the H font.
CAPITALS = re.compile(r"([^\W\d_a-zà-ỹđ]{2,}(?:[ .,]+[^\W\d_a-zà-ỹđ]{2,})*|[ÀÁẢÃẠẦẤẨẪẬẰẮẲẴẶÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ])")


def encode(run: Any) -> None:
    """Turns a run of Unicode text into runs of TCVN3 text."""
    parts = [part for part in CAPITALS.split(run.text) if part]
    previous = run._r
    for number, part in enumerate(parts):
        element = run._r if number == 0 else _copy(run._r, previous)
        previous = element
        capital = CAPITALS.fullmatch(part) is not None
        element.find(qn("w:t")).text = (part.lower() if capital else part).translate(TABLE)
        element.find(qn("w:t")).set(qn("xml:space"), "preserve")
        properties = element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for slot in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(slot), ".VnTimeH" if capital else ".VnTime")


def _copy(element: Any, after: Any) -> Any:
    copied = element.__copy__()
    after.addnext(copied)
    return copied


def huong_dan_tcvn3_2001() -> Paper:
    """Guidance of the organisation board of a district, as typed in 2001."""
    paper = Paper()
    paper.head(
        ["HUYỆN UỶ PHÚ LỘC", "**BAN TỔ CHỨC**", "*", "Số 07-HD/BTC"],
        ["##ĐẢNG CỘNG SẢN VIỆT NAM##", "//Phú Lộc, ngày 12 tháng 3 năm 2001//"],
    )
    paper.title("HƯỚNG DẪN", "về đánh giá chất lượng tổ chức cơ sở đảng và đảng viên năm 2001")
    paper.text(
        "Thực hiện Hướng dẫn số 06-HD/TCTW ngày 22/01/2001 của Ban Tổ chức Trung ương về đánh giá chất lượng tổ chức cơ sở đảng và "
        "đảng viên, Ban Tổ chức Huyện uỷ hướng dẫn như sau:",
        "1- Các chi bộ trực thuộc họp kiểm điểm, bỏ phiếu phân loại đảng viên, gửi kết quả về đảng uỷ cơ sở trước ngày 15/11/2001.",
        "2- Các đảng uỷ cơ sở xét, công nhận kết quả phân loại chi bộ; báo cáo Ban Tổ chức Huyện uỷ trước ngày 30/11/2001.",
        "3- Giao Văn phòng Huyện uỷ tổng hợp, báo cáo Ban Thường vụ Huyện uỷ.",
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Ban Tổ chức Huyện uỷ để được hướng dẫn thêm./.",
    )
    paper.foot(
        ["- Ban Thường vụ Huyện uỷ (để b/c),", "- Các đảng uỷ, chi bộ cơ sở,", "- Lưu BTC."],
        ["**TRƯỞNG BAN**", "", "(Đã ký)", "", "**Phan Văn N**"],
    )
    return paper


def main(folder: Path) -> None:
    """Writes the .docx into the folder."""
    paper = huong_dan_tcvn3_2001()
    for paragraph in paper.document.element.iter(qn("w:p")):
        for element in list(paragraph.iter(qn("w:r"))):
            if element.find(qn("w:t")) is not None:
                from docx.text.run import Run

                encode(Run(element, None))  # type: ignore[arg-type]
    paper.save(folder / "huong-dan-tcvn3-2001.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path.cwd())
