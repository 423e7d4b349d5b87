"""Bad input gets one clear line and loses nothing; no string makes the parser fail or crawl."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vndocparse import Directive, VndocparseError, parse, parse_text
from vndocparse.errors import DamagedFileError, LimitExceededError, UnreadableFileError

WORDS = [
    "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG ỦY XÃ TÂN ĐÔNG", "Số 12-CV/ĐU", "Số     -CV/ĐU", "V/v tổng kết", "Tân Đông, ngày 02 tháng 3 năm 2019",
    "Kính gửi:", "- Các chi bộ;", "Thực hiện Kế hoạch số 98-KH/HU ngày 11/01/2019 của Huyện ủy", "1. Các chi bộ báo cáo trước ngày 15/3",
    "QUYẾT ĐỊNH", "Điều 1. Giao Ban Tổ chức", "Nơi nhận:", "- Lưu VT.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A", "SAO Y BẢN CHÍNH",
    "PHỤ LỤC I", "DỰ THẢO", "ĐẾN",
    "Số: 12", "a) Giao", "I- MỤC ĐÍCH", "29-09-2025 13:41:12 +07:00", "*", "-----", "\t", "|", "", " ", "217, 218",
]  # fmt: skip


def consistent(directive: Directive) -> None:
    """Spans lie inside the text, evidence points at values, and the JSON gives the object back."""
    size = len(directive.text)
    as_json = directive.model_dump_json()
    assert Directive.model_validate_json(as_json) == directive
    for pointer, evidence in directive.evidence.items():
        assert pointer.startswith("/")
        assert all(0 <= span.start <= span.end <= size for span in evidence.spans)
    if directive.number and directive.number.span:
        span = directive.number.span
        assert directive.text[span.start : span.end] == directive.number.raw


@given(st.text())
def test_no_string_makes_the_parser_fail(text: str) -> None:
    consistent(parse_text(text))


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["\n", " ", "\t", "\n\n", "   "]))
def test_no_order_of_the_parts_of_a_paper_makes_the_parser_fail(parts: list[str], glue: str) -> None:
    consistent(parse_text(glue.join(parts)))


def test_an_empty_text_gives_an_empty_directive() -> None:
    directive = parse_text("")
    assert (directive.text, directive.header.issuer, directive.number) == ("", None, None)
    assert [d.code for d in directive.diagnostics] == ["not-a-directive"]


def test_lone_surrogates_and_nul_are_replaced_and_said() -> None:
    directive = parse_text("Số 12\ud800-CV/ĐU\0")
    assert "\ufffd" in directive.text
    assert "replaced-characters" in {d.code for d in directive.diagnostics}


def test_a_news_text_invents_no_letterhead_but_its_citations_are_found() -> None:
    directive = parse_text(
        "Sáng nay, huyện tổ chức học tập Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.\n1. Bà con tham dự đông đủ."
    )
    assert directive.header == Directive.model_fields["header"].default
    assert (directive.number, directive.date, directive.signature, directive.tasks) == (None, None, None, ())
    assert directive.recipients.copied_to == ()
    assert [c.number.canonical for c in directive.cited_documents if c.number] == ["05-CT/TW"]
    assert "not-a-directive" in {d.code for d in directive.diagnostics}


HOSTILE = [
    " " * 4000,
    "A" * 4000,
    "Ủ B " * 1000,
    "1-" * 2000,
    "số " * 1500,
    "ngày tháng năm " * 300,
    "Quyết định số 1, 2, " * 250,
    "- " * 2000,
    "(" * 2000,
]


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "T/M ", "Nơi nhận: ", "Số 1-CV/ĐU ", "Kính gửi: ", "ĐẢNG CỘNG SẢN VIỆT NAM ", "PHỤ LỤC\n", "Điều 1. ", "SAO Y\n"]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            parse_text(text)
            best = min(best, time.process_time() - begin)
        return best

    small, large = seconds(25_000), seconds(100_000)
    assert large < 4 * small * 2.5 + 0.1


def run(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "vndocparse", *map(str, words)], capture_output=True, check=False, timeout=60)


def packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", content)
    return out.getvalue()


def word(paragraphs: bytes) -> bytes:
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="' + name + b'"><w:body>' + paragraphs + b"</w:body></w:document>"


def test_each_broken_file_costs_one_line_and_none_of_the_others(samples: Path, tmp_path: Path) -> None:
    good = (samples / "cong-van-121.docx").read_bytes()
    files = {
        "trong.docx": b"",
        "cut.docx": good[: len(good) // 2],
        "rac.bin": bytes(range(256)) * 8,
        "bom.docx": packed(word(b"<w:p/>" * 20_000_000)),
        "good.docx": good,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = run(*(tmp_path / name for name in files), tmp_path / "missing.docx", "--jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [line["error"]["code"] if "error" in line else line["number"]["canonical"] for line in lines] == [
        "damaged",
        "damaged",
        "unsupported-format",
        "limit-exceeded",
        "121-CV/ĐU",
        "unreadable",
    ]
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 5
    assert all(line.startswith(f"vndocparse: {tmp_path}") for line in errors)


def test_a_pdf_named_docx_is_read_as_what_it_is(samples: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_text((samples / "cong-van-121.txt").read_text(encoding="utf-8"), encoding="utf-8")
    directive = parse(path)
    assert directive.source.format == "txt"
    assert "format-mismatch" in {d.code for d in directive.diagnostics}
    assert directive.number is not None
    assert directive.number.canonical == "121-CV/ĐU"


def test_200_000_paragraphs_in_20_kb_are_read_in_linear_time_or_refused() -> None:
    data = packed(word(b"<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 200_000))
    begin = time.process_time()
    with contextlib.suppress(LimitExceededError):
        parse(data)
    assert time.process_time() - begin < 60


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_path_without_permission_is_said(tmp_path: Path) -> None:
    path = tmp_path / "kin.docx"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(UnreadableFileError, match="permission"):
        parse(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="folder"):
        parse(tmp_path)


def test_every_error_is_one_of_ours(tmp_path: Path) -> None:
    with pytest.raises(VndocparseError):
        parse(tmp_path / "missing.docx")
    with pytest.raises(DamagedFileError):
        parse(b"")
    with pytest.raises(TypeError, match="binary"):
        parse(io.StringIO("text"))  # type: ignore[arg-type]
