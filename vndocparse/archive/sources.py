"""The files of an archive: folders walked in order of name, lists of paths, zip files, addresses that fsspec reaches."""

from __future__ import annotations

import datetime
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..errors import UnreadableFileError, UsageError, VndocparseError
from .reading import file_system, is_remote, open_file

IN_ZIP = "!/"
"""Stands between a zip file and the file within: ``nam-2017.zip!/so 5/12-CV.docx``."""
_SKIPPED = ("Thumbs.db", "desktop.ini")
_PACKAGE_PARTS = ("[Content_Types].xml", "mimetype")


class Item(NamedTuple):
    """A file that was met. ``path`` names it in the store: absolute, and bytes that are no text written ``\\xff``.

    ``size`` in bytes and ``modified_ns`` (nanoseconds since 1970) tell that a file was changed; None where not known.
    ``problem`` is why it cannot even be looked at.
    """

    path: str
    location: str
    member: str | None = None
    size: int | None = None
    modified_ns: int | None = None
    problem: VndocparseError | None = None


class Sources:
    """The sources of a run. Iterating yields every file once a source; ``prefixes`` and ``gaps`` are known afterwards.

    Raises :class:`UsageError` at once for a source that does not exist.
    """

    def __init__(self, sources: Iterable[str], passed_over: Iterable[str] = ()) -> None:
        self.names = [_absolute(source) for source in sources]
        self._passed_over = frozenset(passed_over)
        self.prefixes: list[str] = []
        """What stood under these prefixes of paths and was not met has vanished."""
        self.gaps: list[str] = []
        """But not what is under these: they could not be listed."""
        for name in self.names:
            self._check(name)

    def _check(self, name: str) -> None:
        plain = name.removeprefix("@")
        if is_remote(plain):
            file_system(plain)  # says what is missing to reach it
        elif not os.path.lexists(plain):
            raise UsageError(f"{_shown(plain)}: no such file or folder; check the name")

    def __iter__(self) -> Iterator[Item]:
        for name in self.names:
            if name.startswith("@"):
                yield from self._listed(name[1:])
            elif is_remote(name):
                yield from self._remote(name)
            elif os.path.isdir(name):
                self.prefixes.append(_shown(os.path.join(name, "")))
                yield from self._walk(name)
            else:
                yield from self._file(name)

    def _listed(self, name: str) -> Iterator[Item]:
        """The lines of a list: files, folders, zip files or addresses; blank lines and those that begin with # say nothing."""
        try:
            lines = Path(name).open(encoding="utf-8-sig", errors="surrogateescape")  # noqa: SIM115  closed below
        except OSError as error:
            raise UsageError(f"{_shown(name)}: the list cannot be read ({error.strerror or error}); check its name and rights") from None
        with lines:
            for line in lines:
                entry = line.strip("\r\n")
                if not entry.strip() or entry.startswith("#"):
                    continue
                place = _absolute(entry)
                if is_remote(place):
                    yield from self._remote(place)
                elif os.path.isdir(place):
                    self.prefixes.append(_shown(os.path.join(place, "")))
                    yield from self._walk(place)
                else:
                    yield from self._file(place)

    def _walk(self, folder: str) -> Iterator[Item]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.gaps.append(_shown(os.path.join(folder, "")))
            problem = UnreadableFileError(f"the folder cannot be listed ({error.strerror or error}); check its rights")
            yield Item(_shown(folder), folder, problem=problem)
            return
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name in _SKIPPED:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path)
            elif not (entry.is_symlink() and os.path.isdir(entry.path)):  # it may lead back to where we are
                yield from self._file(entry.path)

    def _file(self, path: str) -> Iterator[Item]:
        if path in self._passed_over:
            return
        shown = _shown(path)
        try:
            facts = os.stat(path)
        except OSError as error:
            what = (
                "no such file; check the name" if isinstance(error, FileNotFoundError) else f"{error.strerror or error}; check its rights"
            )
            yield Item(shown, path, problem=UnreadableFileError(what))
            return
        if not stat.S_ISREG(facts.st_mode):
            yield Item(shown, path, problem=UnreadableFileError("no regular file but a device or a pipe; leave it out"))
        elif path.lower().endswith(".zip"):
            yield from self._zip(shown, path, facts.st_size, facts.st_mtime_ns)
        else:
            yield Item(shown, path, None, facts.st_size, facts.st_mtime_ns)

    def _zip(self, shown: str, location: str, size: int | None, modified_ns: int | None) -> Iterator[Item]:
        try:
            with open_file(location) as stream, zipfile.ZipFile(stream) as archive:
                members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        except Exception:  # zipfile raises a dozen kinds; a worker reads the file itself and says what is wrong with it
            self.gaps.append(shown + IN_ZIP)
            yield Item(shown, location, None, size, modified_ns)
            return
        if any(name in members for name in _PACKAGE_PARTS):
            yield Item(shown, location, None, size, modified_ns)  # a document that is named .zip
            return
        self.prefixes.append(shown + IN_ZIP)
        for name in sorted(members):
            last = name.rpartition("/")[2]
            if not last.startswith((".", "~$")) and last not in _SKIPPED and not name.startswith("__MACOSX/"):
                info = members[name]
                # The time in a zip file counts two seconds; the check sum tells more.
                yield Item(_shown(shown + IN_ZIP + name), location, name, info.file_size, _moment(info.date_time) * 2**32 + info.CRC)

    def _remote(self, address: str) -> Iterator[Item]:
        try:
            system, root = file_system(address)
            found = system.find(root, detail=True)
        except VndocparseError:
            raise
        except Exception as error:  # each kind of storage raises its own
            raise UsageError(f"{address}: cannot be listed ({' '.join(str(error).split())[:200]}); check address and rights") from None
        if not found and not system.exists(root):
            raise UsageError(f"{address}: nothing is there; check the address")
        if list(found) != [root]:
            self.prefixes.append(system.unstrip_protocol(root).rstrip("/") + "/")
        for path in sorted(found):
            last = path.rpartition("/")[2]
            if last.startswith((".", "~$")) or last in _SKIPPED:
                continue
            facts, whole = found[path], system.unstrip_protocol(path)
            size, modified = facts.get("size"), _remote_time(facts)
            if last.lower().endswith(".zip"):
                yield from self._zip(whole, whole, size, modified)
            else:
                yield Item(whole, whole, None, size, modified)


def _absolute(source: str) -> str:
    if source.startswith("@") and not os.path.lexists(source):
        return "@" + os.path.abspath(source[1:])
    return source if is_remote(source) else os.path.abspath(source)


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _moment(parts: tuple[int, int, int, int, int, int]) -> int:
    """Something that differs when the time does, small enough for 31 bits."""
    year, month, day, hour, minute, second = parts
    return ((((year - 1980) % 64 * 12 + month) * 31 + day) * 24 + hour) * 1800 % 2**30 + minute * 30 + second // 2


def _remote_time(facts: dict[str, object]) -> int | None:
    for name in ("mtime", "LastModified", "last_modified", "modified", "created"):
        value = facts.get(name)
        if isinstance(value, datetime.datetime):
            return int(value.timestamp() * 1_000_000) * 1000
        if isinstance(value, int | float):
            return int(value * 1_000_000) * 1000
    return None
