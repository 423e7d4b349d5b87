"""The bytes of a file of an archive: a path, a member of a zip file, or an address that fsspec reaches (s3://, hdfs://)."""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ..errors import DamagedFileError, EncryptedFileError, LimitExceededError, MissingExtraError, UnreadableFileError

_ENCRYPTED = 1
_PIECE = 1024 * 1024
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
    with _opened_for_reading(location, member) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise LimitExceededError(f"the file is larger than {most // 1024**2} MB; split it, or raise Limits.max_bytes")
    return data


def open_file(location: str) -> IO[bytes]:
    """A binary file, local or remote."""
    if not is_remote(location):
        return Path(location).open("rb")
    system, path = file_system(location)
    opened: IO[bytes] = system.open(path, "rb")
    return opened


def digest_of(location: str, member: str | None) -> str:
    """The SHA-256 of a file's bytes in hex, read piece by piece; raises as :func:`read_bytes` does."""
    digest = hashlib.sha256()
    with _opened_for_reading(location, member) as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


@contextlib.contextmanager
def _opened_for_reading(location: str, member: str | None) -> Iterator[IO[bytes]]:
    """The stream of a file or member; whatever goes wrong while it is read comes out as one of our errors."""
    try:
        if member is None:
            with open_file(location) as stream:
                yield stream
            return
        try:
            archive = _archive(location)
            info = archive.getinfo(member)
            if info.flag_bits & _ENCRYPTED:
                raise EncryptedFileError("the file in the archive is protected by a password; unpack it by hand")
            with archive.open(info) as stream:
                yield stream
        except KeyError:
            raise UnreadableFileError("no such file in the archive any more; run the command again") from None
        except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, zlib.error) as error:
            raise DamagedFileError(f"damaged within the archive ({' '.join(str(error).split())[:80]}); unpack it by hand") from None
    except OSError as error:
        raise UnreadableFileError.of(error, "name it as a source of the archive") from None


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
