"""What can go wrong, with the exit status of each kind and the remedy in its text.

A caller catches :class:`VndocparseError`; no other library's exception leaves this package. The message is one line that
says what is wrong and what to do; ``code`` is stable and meant for programs (it stands in ``--jsonl`` error records).
"""

from __future__ import annotations


class VndocparseError(Exception):
    """Root of everything this package raises on purpose."""

    code = "error"
    exit_status = 1


class UnreadableFileError(VndocparseError):
    """The path cannot be opened: it is missing, a folder, or not permitted."""

    code = "unreadable"

    @classmethod
    def of(cls, error: OSError, folder: str) -> UnreadableFileError:
        """What the system said when a file was opened or read, with the remedy; ``folder`` is that for a folder."""
        if isinstance(error, FileNotFoundError):
            return cls("no such file; check the name")
        if isinstance(error, IsADirectoryError):
            return cls(f"this is a folder; {folder}")
        if isinstance(error, PermissionError):
            return cls("permission denied; check the rights of the file")
        return cls(f"cannot be opened: {' '.join((error.strerror or str(error)).split())}; check the disk or the network")


class UnsupportedFormatError(VndocparseError):
    """The bytes are of a format that no installed reader understands."""

    code = "unsupported-format"


class DamagedFileError(VndocparseError):
    """The file is empty, cut short or not what its format promises."""

    code = "damaged"


class EncryptedFileError(VndocparseError):
    """The file is protected by a password."""

    code = "encrypted"


class LimitExceededError(VndocparseError):
    """The file is larger, once unpacked, than the documented limits allow."""

    code = "limit-exceeded"


class MissingEngineError(VndocparseError):
    """The file needs a program or a package that is not installed here (OCR); the message names what to install."""

    code = "missing-engine"


class GrammarError(VndocparseError):
    """A grammar file is wrong; the message names the file and the rule."""

    code = "grammar"
    exit_status = 2


class UsageError(VndocparseError):
    """The command line, or the combination of arguments, makes no sense."""

    code = "usage"
    exit_status = 2


class MissingExtraError(VndocparseError):
    """The work needs a package that an extra of this one brings; the message names the command that installs it."""

    code = "missing-extra"
    exit_status = 2

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(f"{what} needs {package}; install it with: pip install 'vndocparse[{extra}]'")


class StoreError(VndocparseError):
    """The store of an archive cannot be opened, read or written; what was written before stays whole."""

    code = "store"
