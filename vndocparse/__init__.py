"""vndocparse: Vietnamese Party directives as data.

>>> from vndocparse import parse
>>> parse("121-CV.docx").number.canonical  # doctest: +SKIP
'121-CV/ĐU'
"""

from __future__ import annotations

from .version import __version__

TYPE_CHECKING = False  # as typing's own, without importing typing for `vndocparse --version`
if TYPE_CHECKING:
    from typing import Any

    from .archive.many import parse_many
    from .encodings import to_unicode
    from .errors import VndocparseError
    from .models import Directive
    from .parser import Parser, parse, parse_text
    from .parsers.citations import parse_citations
    from .resolution import resolve_citations

__all__ = [
    "Directive",
    "Parser",
    "VndocparseError",
    "__version__",
    "parse",
    "parse_citations",
    "parse_many",
    "parse_text",
    "resolve_citations",
    "to_unicode",
]

# Names are imported when first used, so that `vndocparse --version` need not load Pydantic.
_HOME = {
    "Directive": "models",
    "Parser": "parser",
    "VndocparseError": "errors",
    "parse": "parser",
    "parse_citations": "parsers.citations",
    "parse_many": "archive.many",
    "parse_text": "parser",
    "resolve_citations": "resolution",
    "to_unicode": "encodings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
