"""What the package promises of itself: extras, errors, layers."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import vndocparse
from vndocparse import errors

ROOT = Path(__file__).resolve().parent.parent
# Bottom to top; a module imports only from its own row and the rows below it.
LAYERS = (
    ("version", "errors", "models"),
    ("text", "layout", "grammar", "encodings", "syllables"),
    ("readers",),
    ("parsers",),
    ("exports", "schema"),
    ("parser",),
    ("resolution", "output", "doctor"),
    ("archive",),
    ("cli",),
)


def row(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


def test_all_holds_every_extra_but_the_developers() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    wanted = {item for name, items in extras.items() if name not in ("all", "dev") for item in items}
    assert set(extras["all"]) == wanted


def test_every_name_of_the_package_can_be_imported() -> None:
    assert all(getattr(vndocparse, name) is not None for name in vndocparse.__all__)


def test_every_error_has_a_code_of_its_own_and_a_status() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert {kind.exit_status for kind in kinds} == {1, 2}


def test_imports_go_one_way() -> None:
    package = ROOT / "vndocparse"
    wrong = []
    for path in package.rglob("*.py"):
        parts = path.relative_to(package).with_suffix("").parts
        if parts[0] in ("__init__", "__main__"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == len(parts):
                targets = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
                wrong += [f"{'.'.join(parts)} imports {target}" for target in targets if row(target) > row(parts[0])]
    assert wrong == []
