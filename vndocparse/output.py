"""Where results go: standard output as UTF-8 on any console, or a file that is replaced only when all is written."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from .errors import UsageError


class Sink(Protocol):
    """Takes text and writes it as UTF-8; bytes go out as they are."""

    def write(self, text: str) -> None: ...

    def write_bytes(self, data: bytes) -> None: ...


class _Stream:
    """Writes at once; nothing is opened before the first word, so that a run without results leaves no trace."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        self.write_bytes(text.encode("utf-8"))

    def write_bytes(self, data: bytes) -> None:
        self._stream.write(data)
        self._stream.flush()


class _Replacing:
    """Writes to a file beside the target; :meth:`finish` puts it in the target's place."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._stream: BinaryIO | None = None
        self._path: Path | None = None

    def write(self, text: str) -> None:
        self.write_bytes(text.encode("utf-8"))

    def write_bytes(self, data: bytes) -> None:
        if self._stream is None:
            try:
                handle, name = tempfile.mkstemp(prefix=f".{self._target.name}.", dir=self._target.parent or ".")
            except OSError as error:
                raise UsageError(f"{self._target}: cannot be written: {error.strerror or error}") from None
            self._path, self._stream = Path(name), os.fdopen(handle, "wb")
        self._stream.write(data)

    def finish(self) -> None:
        if self._stream is None or self._path is None:
            return
        self._stream.close()
        # mkstemp makes files for the owner alone; give the new file what any new file would get.
        mask = os.umask(0)
        os.umask(mask)
        with contextlib.suppress(OSError):
            self._path.chmod(0o666 & ~mask)
        try:
            self._path.replace(self._target)
        except OSError as error:
            self.discard()
            raise UsageError(f"{self._target}: cannot be written: {error.strerror or error}") from None

    def discard(self) -> None:
        if self._stream is not None:
            self._stream.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)


@contextlib.contextmanager
def open_sink(target: str | None) -> Iterator[Sink]:
    """A sink for ``-o FILE`` (atomic) or standard output."""
    if target is None:
        yield _Stream(sys.stdout.buffer)
        return
    sink = _Replacing(Path(target))
    try:
        yield sink
    except BaseException:
        sink.discard()
        raise
    sink.finish()
