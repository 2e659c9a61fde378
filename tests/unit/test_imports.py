"""Imports follow the flow of the data: from files to the corpus, from the corpus to pages and exports, never back."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.conftest import ROOT

ENGINE = ROOT / "build_scripts"

FLOW: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "small tools",
        (
            "alignment",
            "problems",
            "dates",
            "files",
            "history",
            "mapping",
            "memory_folder",
            "own_files",
            "site_info",
            "stable_index",
            "yaml_writer",
        ),
    ),
    ("YAML", ("yaml_problems", "yaml_events", "yaml_source")),
    ("what a file is", ("schema", "json_schemas", "formats", "site_config", "plain_markdown", "notes")),
    ("a file read", ("reading_words", "reading", "remembering", "seed_text", "splice")),
    ("quotes in texts", ("folding", "anchoring", "carrying", "fuzzy", "highlights")),
    ("all files joined", ("model", "project_files", "placement", "loading", "corpus")),
    ("what must hold", ("house_rules", "link_rules", "yaml_rules", "roll", "rules", "checking", "explanations")),
    (
        "what is made of it",
        ("citations", "github", "mentions", "search", "search_index", "sentences", "urls", "waiting"),
    ),
    ("exports", ("exports",)),
    ("pages", ("pages",)),
    ("help for contributors", ("fixing", "importers", "links", "scaffolding")),
    ("ways out", ("mkdocs_plugin", "writer")),
    ("ways in", ("cli", "__main__")),
)
"""Groups of modules (a package stands for all in it), each of which may import from itself and from those before."""

STAGES = {name: number for number, (_, names) in enumerate(FLOW) for name in names}
ONLY_IN = {
    "mkdocs": "mkdocs_plugin",
    "material": "mkdocs_plugin",
    "click": "cli",
    "citeproc": "citations",
    "requests": "links",
    "distributed": "mapping",
}


@cache
def modules() -> Mapping[str, ast.Module]:
    """Parse the engine's modules, by name without the package: ``corpus``, ``pages.article``, ``pages``."""
    found = {}
    for path in sorted(ENGINE.rglob("*.py")):
        parts = path.relative_to(ENGINE).with_suffix("").parts
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
    """List the engine's modules that a module imports."""
    inside = {target.removeprefix("build_scripts.") for target in imported(name) if target.startswith("build_scripts.")}
    return {target if target in modules() else target.rpartition(".")[0] for target in inside} - {""}


def stage(name: str) -> int:
    """Give a module's place in the flow."""
    return STAGES[name.partition(".")[0]]


MODULES = [name for name in modules() if name]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_its_place_in_the_flow(name: str) -> None:
    assert name.partition(".")[0] in STAGES, f"say in FLOW of this file where {name} stands"


@pytest.mark.parametrize("name", MODULES)
def test_no_module_imports_against_the_flow(name: str) -> None:
    against = {target for target in own_imports(name) if stage(target) > stage(name)}
    assert not against, f"{name} stands before {', '.join(sorted(against))}"


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
    users = {name.partition(".")[0] for name in MODULES if any(t.partition(".")[0] == library for t in imported(name))}
    assert users <= {ONLY_IN[library]}


@pytest.mark.parametrize("name", MODULES)
def test_no_module_imports_what_it_could_not_name(name: str) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(modules()[name]) if isinstance(node, ast.Call)}
    assert not called & {"__import__", "importlib.import_module", "import_module", "exec", "eval"}


def test_the_package_itself_imports_nothing() -> None:
    assert list(imported("")) == ["__future__.annotations"] or list(imported("")) == []
