"""The scorer of legacy text tells what is read right from what is not."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = ROOT / "benchmarks" / "legacy_text.py"
    if not path.exists():
        pytest.skip("the benchmarks are not in this archive")
    spec = importlib.util.spec_from_file_location("legacy_text", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["legacy_text"] = module
    spec.loader.exec_module(module)
    return module


WRITTEN = (
    "Bộ Tài chính\tCộng hòa xã hội chủ nghĩa Việt Nam\nSố: 117/2000/TT-BTC\tHà Nội, ngày 21 tháng 12 năm 2000\nCăn cứ Quyết định số 176"
)


@pytest.mark.parametrize(
    ("found", "equal"),
    [
        (WRITTEN, 1.0),
        (WRITTEN.upper(), 1.0),
        (WRITTEN.replace(" ", "\n"), 1.0),
        (WRITTEN.replace("Tài chính", "Tàichính"), 1.0),
        (
            "\n".join(
                [
                    "Cộng hòa xã hội chủ nghĩa Việt Nam",
                    "Hà Nội, ngày 21 tháng 12 năm 2000",
                    "Bộ Tài chính",
                    "Số: 117/2000/TT-BTC",
                    "Căn cứ Quyết định số 176",
                ]
            ),
            1.0,
        ),
        (WRITTEN.replace("ộ", "é"), 18 / 22),
        (WRITTEN.partition("Căn")[0], 16 / 22),
        ("", 0.0),
    ],
    ids=["the same", "in capitals", "wrapped", "glued", "columns in another order", "a letter misread", "cut short", "nothing"],
)
def test_the_share_of_letters_with_diacritics_that_are_right(scorer: ModuleType, found: str, equal: float) -> None:
    result, _ = scorer.score(WRITTEN, found)
    assert result.equal / result.letters == pytest.approx(equal)


def test_what_is_misread_is_told(scorer: ModuleType) -> None:
    _, wrong = scorer.score("Đảng ủy xã", "Đang ủy xã")
    assert wrong == {("ả", "a"): 1}
