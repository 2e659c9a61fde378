"""Imports follow the flow of the data: from files to the corpus, from the corpus to pages and exports, never back."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.conftest import PACKAGE

NAME = PACKAGE.name

ROOMS = ("support", "formats", "texts", "corpus", "checks", "exports", "authoring", "pages", "site", "cli")
"""From the ground up; import-linter holds in `make lint` that none imports from one above it."""

ONLY_IN = {
    "mkdocs": "site.plugin",
    "material": "site.plugin",
    "click": "cli",
    "citeproc": "exports.citations",
    "babel": "exports.citations",
    "requests": "checks",
    "distributed": "support.parallel",
}


@cache
def modules() -> Mapping[str, ast.Module]:
    """Parse the engine's modules, by name without the package: ``corpus``, ``pages.article``, ``pages``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imported(name: str) -> Iterator[str]:
    """List everything that a module imports, wherever in it the import stands, by full name."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively in line {node.lineno}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(name: str) -> set[str]:
    """List the package's modules that a module imports."""
    inside = {target.removeprefix(f"{NAME}.") for target in imported(name) if target.startswith(f"{NAME}.")}
    return {target if target in modules() else target.rpartition(".")[0] for target in inside} - {""}


def room(name: str) -> str:
    """Return the room that a module is in."""
    return name.partition(".")[0]


MODULES = [name for name in modules() if name]


def test_the_package_is_its_rooms_and_nothing_else() -> None:
    assert {path.name for path in PACKAGE.iterdir()} - {"__pycache__"} == {
        *ROOMS, "__init__.py", "__main__.py", "py.typed",
    }  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_a_room_is_entered_by_its_door(name: str) -> None:
    for target in imported(name):
        package, _, inside = target.partition(".")
        if package == NAME and room(inside) != room(name):
            assert inside.count(".") <= 1, f"{name} imports {inside} past the __init__ of its room"


def test_no_imports_run_in_a_circle() -> None:
    done: set[str] = set()

    def follow(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way[way.index(name) :], name))
        if name not in done:
            for target in sorted(own_imports(name)):
                follow(target, (*way, name))
            done.add(name)

    for name in MODULES:
        follow(name, ())
    assert done == set(MODULES)


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_to_one_room_only(library: str) -> None:
    users = {name for name in MODULES if any(target.partition(".")[0] == library for target in imported(name))}
    assert all(f"{name}.".startswith(f"{ONLY_IN[library]}.") for name in users)


@pytest.mark.parametrize("name", MODULES)
def test_no_module_imports_what_it_could_not_name(name: str) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(modules()[name]) if isinstance(node, ast.Call)}
    assert not called & {"__import__", "importlib.import_module", "import_module", "exec", "eval"}


def test_the_package_itself_imports_nothing() -> None:
    assert list(imported("")) == ["__future__.annotations"] or list(imported("")) == []
