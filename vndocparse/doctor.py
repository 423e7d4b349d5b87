"""What this machine can and cannot read: formats, the programs behind them with their versions, what to install for the rest."""

from __future__ import annotations

import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .readers import libreoffice, tesseract
from .version import __version__

_PACKAGES = ("lxml", "pydantic", "pdfplumber", "pypdfium2", "olefile", "Pillow", "tesserocr", "pytesseract", "XlsxWriter", "icalendar")
_ALWAYS = (
    ("docx", "Word (.docx)"),
    ("pdf", "PDF with a text layer"),
    ("doc", "Word 97-2003 (.doc)"),
    ("rtf", "RTF"),
    ("odt", "OpenDocument (.odt)"),
    ("html", "web pages (.html)"),
    ("txt", "plain text"),
)
_SCANS = (("pdf-scan", "PDF without a text layer (scans)"), ("tiff", "TIFF"), ("jpeg", "JPEG"), ("png", "PNG"))
_SECONDS = 20


def examine() -> dict[str, Any]:
    """What there is, as plain data.

    ``formats``: a list of {``format``, ``name``, ``readable``, ``by``, ``remedy``}; ``ocr``: the engine, its version, the
    folder and the languages of its data; ``libreoffice``: its program and version; ``packages``: version or null of each.
    """
    lack = tesseract.missing()
    ocr = tesseract.installed()
    program = libreoffice.program()
    lacks = {"doc": None if _installed("olefile") else "pip install olefile"}
    formats: list[dict[str, Any]] = [
        {"format": form, "name": name, "readable": not lacks.get(form), "by": "vndocparse", "remedy": lacks.get(form)}
        for form, name in _ALWAYS
    ]
    way = "tesserocr" if ocr.tesserocr else "pytesseract"
    formats += [
        {"format": form, "name": name, "readable": lack is None, "by": None if lack else f"Tesseract {ocr.engine} by {way}", "remedy": lack}
        for form, name in _SCANS
    ]
    return {
        "vndocparse": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "formats": formats,
        "ocr": {
            "ready": lack is None,
            "engine": ocr.engine,
            "command": ocr.command,
            "data": ocr.folder,
            "languages": list(ocr.languages),
            "vietnamese": tesseract.LANGUAGE in ocr.languages,
            "remedy": lack,
        },
        "libreoffice": {
            "program": program,
            "version": _told(program) if program else None,
            "remedy": None if program else f"install {libreoffice.PACKAGE}",
        },
        "packages": {name: _installed(name) for name in _PACKAGES},
    }


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _told(program: str) -> str | None:
    """What ``program --version`` says on its first line."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return told.splitlines()[0].strip() if told.strip() else None


def as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def as_text(found: dict[str, Any]) -> str:
    """For a person: what can be read, then what cannot and the remedy, then versions."""
    lines = [f"vndocparse {found['vndocparse']}, Python {found['python']}, {found['system']}", "", "Formats:"]
    for form in found["formats"]:
        by = f" ({form['by']})" if form["by"] and form["by"] != "vndocparse" else ""
        mark, how = ("yes", by) if form["readable"] else ("NO ", f": {form['remedy']}")
        lines.append(f"  {mark}  {form['name']}{how}")
    ocr, office = found["ocr"], found["libreoffice"]
    lines += ["", "OCR:"]
    if ocr["remedy"]:
        lines.append(f"  NO   {ocr['remedy']}")
    if ocr["engine"]:
        lines.append(f"  Tesseract {ocr['engine']}; data in {ocr['data'] or 'no known folder'}: {', '.join(ocr['languages']) or 'none'}")
    lines += ["", "LibreOffice (for old or damaged .doc, .rtf and .odt that the readers refuse):"]
    lines.append(f"  {office['version'] or office['program']}" if office["program"] else f"  not installed; {office['remedy']}")
    lines += ["", "Packages:", *(f"  {name} {number or '-'}" for name, number in found["packages"].items())]
    return "\n".join(lines) + "\n"
