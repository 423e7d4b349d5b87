"""What all tests share: where the samples are, and the labelled corpus if this machine has it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "corpus").is_dir():
        pytest.skip("no labelled corpus beside the checkout")
    return SHARED


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A Word file that was cut short."""
    path = tmp_path / "hong.docx"
    path.write_bytes(b"PK\x03\x04 cut short")
    return path
