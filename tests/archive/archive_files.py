"""What the tests of archives share: a small archive in every state a file can be in, and the command run on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

LETTER = """HUYỆN ỦY BẮC HÀ
*
Số {serial}-CV/HU
V/v {subject}
ĐẢNG CỘNG SẢN VIỆT NAM
Bắc Hà, ngày {day} tháng 4 năm 2022
Kính gửi: Các chi bộ.
Thực hiện Kế hoạch số 5-KH/TU ngày 02/3/2022 của Tỉnh ủy, Huyện ủy đề nghị:
1. Các chi bộ báo cáo trước ngày 15/5/2022.
Nơi nhận:
- Như trên;
- Lưu VPHU.
T/M HUYỆN ỦY
BÍ THƯ
Nguyễn Văn A
"""


def letter(serial: int, subject: str = "tổng kết công tác", day: int = 12) -> str:
    """A letter of one district with that serial."""
    return LETTER.format(serial=serial, subject=subject, day=f"{day:02}")


def write_letters(folder: Path, number: int) -> list[Path]:
    """``number`` letters in ``folder``, serials from 1."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{serial:04}-CV.txt" for serial in range(1, number + 1)]
    for serial, path in enumerate(paths, 1):
        path.write_text(letter(serial), encoding="utf-8")
    return paths


def command(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "vndocparse", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
        env={**os.environ, **environment},
    )


def archive(source: str | Path, store: str | Path, *words: str, **environment: str) -> dict[str, Any]:
    """Archives ``source`` and gives the summary that ``--log-json`` writes."""
    done = command("archive", source, "--store", store, "--log-json", *words, **environment)
    assert "Traceback" not in done.stderr, done.stderr
    summary: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    assert summary["event"] == "summary"
    return summary
