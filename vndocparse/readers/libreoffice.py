"""LibreOffice, where it is installed, for files that the readers here refuse: it turns them into .docx, out of sight.

Each start has a profile of its own in a temporary folder, so that it neither meets a LibreOffice that is open nor leaves
anything behind; macros and links are off. Its processes are ended as a group when their time is over.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from ..layout import Document
from ..models import Diagnostic, Format
from .limits import Limits

PACKAGE = "LibreOffice Writer (Debian, Ubuntu: apt-get install libreoffice-writer; Windows, macOS: libreoffice.org)"
# The filter that a file is read with: left to guess, LibreOffice takes a broken file for plain text.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_SETTING = '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def program() -> str | None:
    """The program ``soffice``, or None where LibreOffice is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or next((place for place in _PLACES if Path(place).is_file()), None)


def read(data: bytes, form: Format, limits: Limits, reason: str, guess: bool = False) -> Document:
    """The document in ``data``, through LibreOffice; ``reason`` says why, and stands in the diagnostic ``read-by-libreoffice``;
    ``guess`` as in :func:`convert`.

    Raises :class:`UnsupportedFormatError` where LibreOffice is missing, :class:`LimitExceededError` where it takes too long,
    :class:`DamagedFileError` where it cannot read the file either.
    """
    converted = convert([data], form, limits, guess)[0]
    if converted is None:
        raise DamagedFileError("LibreOffice cannot read the file either; get it again")
    from . import docx

    document = docx.read(converted, limits)
    note = Diagnostic(code="read-by-libreoffice", severity="info", message=f"read through LibreOffice: {reason}")
    return replace(document, format=form, diagnostics=(note, *document.diagnostics))


def convert(files: Sequence[bytes], form: Format, limits: Limits, guess: bool = False) -> list[bytes | None]:
    """Files of one format as .docx, in one start of LibreOffice; None for each that it cannot read.

    ``guess`` leaves it to LibreOffice what the files are (Word 97 or an older one). The limit is
    ``limits.max_libreoffice_seconds`` for each file, half of it for each of two tries.
    """
    found = program()
    if found is None:
        raise UnsupportedFormatError(f"LibreOffice is not installed; install {PACKAGE}")
    seconds = limits.max_libreoffice_seconds * max(len(files), 1) / 2
    try:
        return _convert(found, files, form, seconds, guess)
    except _TooSlowError:
        pass  # about one start in thirty hangs; a second one, with a new profile, does not
    try:
        return _convert(found, files, form, seconds, guess)
    except _TooSlowError:
        raise LimitExceededError(
            f"LibreOffice needed more than {seconds:g} seconds; raise max_libreoffice_seconds or save the file as .docx"
        ) from None


class _TooSlowError(Exception):
    """The time of a start is over."""


def _convert(found: str, files: Sequence[bytes], form: Format, seconds: float, guess: bool) -> list[bytes | None]:
    """One start of LibreOffice; all that it writes stands in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="vndocparse-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        for name in ("in", "out", "profile/user"):
            (folder / name).mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        sources = [folder / "in" / f"{number}.{form}" for number in range(len(files))]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        profile = (folder / "profile").resolve().as_uri()
        words = [found, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nolockcheck"]
        words += [] if guess else [f"--infilter={_FILTERS[form]}"]
        words += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), *map(str, sources)]
        _run(words, folder, seconds)
        results = [folder / "out" / f"{source.stem}.docx" for source in sources]
        return [result.read_bytes() if result.is_file() and result.stat().st_size else None for result in results]


def _profile() -> str:
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n'


def _run(words: list[str], folder: Path, seconds: float) -> None:
    """Runs a program for some time at most, then ends it with all processes it started."""
    environment = {**os.environ, "HOME": str(folder)}
    options: dict[str, int | bool] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            **options,  # type: ignore[call-overload]
        )
    except OSError as error:
        raise UnsupportedFormatError(f"LibreOffice does not start ({error.strerror or error}); install {PACKAGE} anew") from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise _TooSlowError from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and those that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        import signal

        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of them have ended already
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
