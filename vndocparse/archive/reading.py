"""The bytes of a file of an archive: a path, a member of a zip file, or an address that fsspec reaches (s3://, hdfs://)."""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError, MissingExtraError, UnreadableFileError

_ENCRYPTED = 1
_opened: tuple[str, zipfile.ZipFile, IO[bytes]] | None = None


def is_remote(location: str) -> bool:
    """Is it an address and no path?"""
    return "://" in location


def file_system(location: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it. Raises MissingExtraError without fsspec or its driver."""
    try:
        import fsspec
    except ImportError:
        raise MissingExtraError(f"{location}", "fsspec", "remote") from None
    try:
        system, path = fsspec.core.url_to_fs(location)
    except ImportError as error:
        raise UnreadableFileError(f"a package for such addresses is missing; {error}") from None
    except ValueError as error:
        raise UnreadableFileError(f"no known kind of address ({error}); see the protocols that fsspec knows") from None
    return system, path


def read_bytes(location: str, member: str | None, most: int) -> bytes:
    """The bytes of a file of at most ``most`` bytes; raises the error that tells what to do, as parse() does."""
    if member is not None:
        return _member(location, member, most)
    with _said(), open_file(location) as stream:
        return _bounded(stream.read(most + 1), most)


def open_file(location: str) -> IO[bytes]:
    """A binary file, local or remote."""
    if not is_remote(location):
        return Path(location).open("rb")
    system, path = file_system(location)
    opened: IO[bytes] = system.open(path, "rb")
    return opened


def _member(location: str, member: str, most: int) -> bytes:
    with _said():
        archive = _archive(location)
        try:
            info = archive.getinfo(member)
            if info.flag_bits & _ENCRYPTED:
                raise EncryptedFileError("the file in the archive is protected by a password; unpack it by hand")
            with archive.open(info) as stream:
                return _bounded(stream.read(most + 1), most)
        except KeyError:
            raise UnreadableFileError("no such file in the archive any more; run the command again") from None
        except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zlib.error) as error:
            raise DamagedFileError(f"damaged within the archive ({' '.join(str(error).split())[:80]}); unpack it by hand") from None


def _archive(location: str) -> zipfile.ZipFile:
    """The zip file; the last one stays open, since its files come one after the other."""
    global _opened
    if _opened is None or _opened[0] != location:
        if _opened is not None:
            _opened[1].close()
            _opened[2].close()
            _opened = None
        stream = open_file(location)
        try:
            _opened = (location, zipfile.ZipFile(stream), stream)
        except Exception:
            stream.close()
            raise DamagedFileError("the zip file is cut short or damaged; copy or download it again") from None
    return _opened[1]


def _bounded(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise LimitExceededError(f"the file is larger than {most // 1024**2} MB; split it, or raise Limits.max_bytes")
    return data


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Turns what a file system raises into our errors."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableFileError("no such file; check the name") from None
    except IsADirectoryError:
        raise UnreadableFileError("this is a folder; name it as a source of the archive") from None
    except PermissionError:
        raise UnreadableFileError("permission denied; check the rights of the file") from None
    except OSError as error:
        raise UnreadableFileError(
            f"cannot be opened: {' '.join((error.strerror or str(error)).split())}; check the disk or the network"
        ) from None
