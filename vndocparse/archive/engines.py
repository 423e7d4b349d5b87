"""The engines by name: ``local``, ``ray``, or ``MODULE:FUNCTION`` for one of the user's own."""

from __future__ import annotations

from importlib import import_module

from ..errors import UsageError
from .work import Engine

_BUILT_IN = {"local": "vndocparse.archive.local:local", "ray": "vndocparse.archive.on_ray:on_ray"}


def engine_named(name: str) -> Engine:
    """The engine of that name. Raises UsageError where there is none, MissingExtraError where its packages are missing."""
    module, _, function = _BUILT_IN.get(name, name).partition(":")
    if not function:
        raise UsageError(f"'{name}' is no engine; use local, ray, or MODULE:FUNCTION for your own")
    try:
        engine: Engine = getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the engine '{name}' cannot be loaded ({error}); see docs/scale.md") from None
    return engine
