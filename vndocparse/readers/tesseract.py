"""Tesseract, the OCR engine: where it is, what it can read, and the words of one image.

Two ways lead to it: tesserocr holds the engine in this process (an engine is started once and reads page after page),
pytesseract starts the command ``tesseract`` for every image. Both need the trained data of Vietnamese, ``vie``. Nothing is
imported before a scan is read.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ..errors import LimitExceededError, MissingEngineError

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGE = "vie"
_DATA = f"{LANGUAGE}.traineddata"
Layout = Literal["page", "block", "line"]
_MODES: dict[Layout, int] = {"page": 3, "block": 6, "line": 7}
# Where packages and installers put the trained data: Debian and its kin, Fedora, Arch, source builds, Homebrew, MacPorts.
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)
_WORD_LEVEL = "5"
_LEAST_DPI, _MOST_DPI = 70, 2400


class Word(NamedTuple):
    """A word of an image: its text, its box in pixels (left, top, right, bottom), how sure the engine is (0 to 1), its line."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    line: tuple[int, int, int]


class Engine:
    """An open Tesseract, for one thread. ``name`` is the package that leads to it."""

    name = ""

    def words(self, image: Image, dpi: float, layout: Layout = "page", seconds: float = 0) -> list[Word]:
        """The words of ``image`` in reading order; ``seconds`` bounds the time where it is not 0.

        Raises :class:`LimitExceededError` when the time is over.
        """
        table = self._table(image, min(max(round(dpi), _LEAST_DPI), _MOST_DPI), _MODES[layout], seconds)
        return list(_words(table))

    def _table(self, image: Image, dpi: int, mode: int, seconds: float) -> str:
        raise NotImplementedError


class _InProcess(Engine):
    name = "tesserocr"

    def __init__(self, folder: Path) -> None:
        import tesserocr

        self._api: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY)
        self._api.SetVariable("debug_file", os.devnull)

    def _table(self, image: Image, dpi: int, mode: int, seconds: float) -> str:
        api = self._api
        api.SetPageSegMode(mode)
        api.SetImage(image)
        api.SetSourceResolution(dpi)
        if not api.Recognize(round(seconds * 1000)):
            raise _too_slow(seconds)
        return str(api.GetTSVText(0))


class _Command(Engine):
    name = "pytesseract"

    def __init__(self, command: str, folder: Path | None) -> None:
        import pytesseract

        self._module: Any = pytesseract
        pytesseract.pytesseract.tesseract_cmd = command
        self._folder = f'--tessdata-dir "{folder}" ' if folder else ""

    def _table(self, image: Image, dpi: int, mode: int, seconds: float) -> str:
        config = f"{self._folder}--oem 1 --psm {mode} --dpi {dpi}"
        try:
            return str(self._module.image_to_data(image, lang=LANGUAGE, config=config, timeout=seconds))
        except RuntimeError as error:
            if "timeout" in str(error).lower():
                raise _too_slow(seconds) from None
            raise MissingEngineError(f"Tesseract failed: {str(error).splitlines()[0][:200]}; see 'vndocparse doctor'") from None


def _too_slow(seconds: float) -> LimitExceededError:
    return LimitExceededError(f"OCR of a page took more than {seconds:g} s; split the file, or raise max_ocr_seconds")


def _words(table: str) -> Iterator[Word]:
    for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == 12 and row[0] == _WORD_LEVEL and (text := row[11].strip()):
            left, top, width, height = map(int, row[6:10])
            box = (left, top, left + width, top + height)
            yield Word(text, box, max(float(row[10]), 0.0) / 100, (int(row[2]), int(row[3]), int(row[4])))


# --- what is installed ------------------------------------------------------------------------------------------------------


class Installed(NamedTuple):
    """What this machine has: versions of the two packages, of the library or command, the folder of the data, its languages."""

    tesserocr: str | None
    pytesseract: str | None
    command: str | None
    engine: str | None
    folder: str | None
    languages: tuple[str, ...]


_open = threading.local()


def engine() -> Engine:
    """The Tesseract of this thread with its Vietnamese data: starting one takes as long as a tenth of a page.

    Raises :class:`MissingEngineError`, which names what to install.
    """
    found: Engine | None = getattr(_open, "engine", None)
    if found is None:
        found = _open.engine = _started()
    return found


def _started() -> Engine:
    # One thread: its four work against each other on pages of this size, and the variable is read when the library loads.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    if lack := missing():
        raise MissingEngineError(lack)
    folder = data_folder()
    if _version("tesserocr") and folder:
        try:
            return _InProcess(folder)
        except (ImportError, RuntimeError) as error:
            if not (_version("pytesseract") and command()):
                raise MissingEngineError(
                    f"tesserocr does not start ({error}); reinstall it: pip install --force-reinstall tesserocr"
                ) from None
    return _Command(command() or "tesseract", folder)


def missing() -> str | None:
    """What of OCR is not installed, with the command that installs it; None when scans can be read."""
    if not _version("Pillow") or not (_version("tesserocr") or _version("pytesseract")):
        return "a scan needs OCR, which is not installed: pip install 'vndocparse[ocr]'"
    if not _version("tesserocr") and not command():
        return f"a scan needs Tesseract, which is not installed: {_remedy()}"
    if not data_folder():
        return f"Tesseract has no Vietnamese data ({_DATA}): {_remedy(data_only=True)}"
    return None


def _remedy(data_only: bool = False) -> str:
    """The command that installs Tesseract with Vietnamese on this kind of machine."""
    if sys.platform == "win32":
        return "run the installer of UB Mannheim (winget install UB-Mannheim.TesseractOCR) and choose the language Vietnamese"
    if sys.platform == "darwin":
        return "brew install tesseract-lang" if data_only else "brew install tesseract tesseract-lang"
    if shutil.which("dnf"):
        return "sudo dnf install tesseract tesseract-langpack-vie"
    return "sudo apt-get install tesseract-ocr-vie" if data_only else "sudo apt-get install tesseract-ocr tesseract-ocr-vie"


def command() -> str | None:
    """The path of the command ``tesseract``."""
    if found := shutil.which("tesseract"):
        return found
    programs = [os.environ.get(name) for name in ("ProgramFiles", "LOCALAPPDATA")] if os.name == "nt" else []
    tries = [Path(folder) / "Tesseract-OCR" / "tesseract.exe" for folder in programs if folder]
    return next((str(path) for path in tries if path.is_file()), None)


def data_folder() -> Path | None:
    """The folder with the trained data of Vietnamese: ``TESSDATA_PREFIX`` first, then where packages put it."""
    return next((folder for folder in _data_folders() if (folder / _DATA).is_file()), None)


def _data_folders() -> Iterator[Path]:
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        yield Path(prefix)
        yield Path(prefix) / "tessdata"
    if found := command():
        yield Path(found).parent / "tessdata"
        yield Path(found).resolve().parent.parent / "share" / "tessdata"
    yield from map(Path, _FOLDERS)


@cache
def _version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def installed() -> Installed:
    """What there is of OCR on this machine; starts nothing but ``tesseract --version``."""
    folder = next((folder for folder in _data_folders() if any(folder.glob("*.traineddata"))), None)
    languages = tuple(sorted(path.stem for path in folder.glob("*.traineddata"))) if folder else ()
    path = command()
    return Installed(
        _version("tesserocr"),
        _version("pytesseract"),
        path,
        _engine_version(path),
        str(data_folder() or folder or "") or None,
        languages,
    )


def _engine_version(path: str | None) -> str | None:
    if _version("tesserocr"):
        try:
            import tesserocr

            return str(tesserocr.tesseract_version()).split()[1]
        except (ImportError, IndexError):
            pass
    if not path:
        return None
    import subprocess

    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return (told.stdout or told.stderr).splitlines()[0].removeprefix("tesseract").strip() if told.stdout or told.stderr else None
