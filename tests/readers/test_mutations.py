"""Files that something went wrong with: every reader refuses them in one line or reads them, and does so in time."""

from __future__ import annotations

import contextlib
import random
import time
from pathlib import Path

import pytest

from vndocparse import VndocparseError
from vndocparse.readers import read_document
from vndocparse.readers.limits import Limits

CONVERTED = sorted(path for path in (Path(__file__).parent.parent / "data" / "converted").iterdir() if path.suffix != ".docx")


def damaged(data: bytes, seed: int) -> bytes:
    """A copy with a few bytes changed; every second one also with stretches doubled or lost, or its end cut off."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(chance.choice((1, 4, 30, 300))):
        at = chance.randrange(len(found))
        kind = chance.randrange(5 if seed % 2 else 3)
        if kind <= 1:
            found[at] = chance.randrange(256)
        elif kind == 2:
            at -= at % 4
            found[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"))
        elif kind == 3:
            del found[at : at + chance.randrange(1, 40)]
        else:
            found[at:at] = found[at : at + chance.randrange(1, 200)]
        if not found:
            return b"x"
    return bytes(found[: chance.randrange(1, len(found))]) if chance.random() < 0.1 else bytes(found)


@pytest.mark.parametrize("path", CONVERTED, ids=[path.name for path in CONVERTED])
def test_a_damaged_file_is_read_or_refused_in_time(path: Path) -> None:
    data = path.read_bytes()
    for seed in range(60):
        begin = time.process_time()
        with contextlib.suppress(VndocparseError):
            document = read_document(damaged(data, seed), path.name, Limits(max_libreoffice_seconds=0))
            assert all(line.text == document.text[line.start : line.end] for line in document.lines)
        assert time.process_time() - begin < 5, seed
