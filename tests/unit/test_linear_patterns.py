"""No regular expression of the engine takes more than linear time, whatever text it is given.

Every pattern is found in the source, with the ways in which it is used there; its own characters, alone and in pairs,
make the texts that it is pumped with. A text four times as long may take about four times as long.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from build_scripts.sentences import MAX_MARKED
from tests.conftest import ROOT

ENGINE = ROOT / "build_scripts"

BOUNDED = {"pages.wording._QUOTED": MAX_MARKED}
"""Patterns that only ever see a text cut to this length; it may take them twenty milliseconds."""

OUR_OWN = {"writer._MARKUP", "writer._ATTRIBUTE", "pages.frame._ID"}
"""Patterns that see nothing but the engine's own HTML, in which what people wrote is escaped."""

_ORDINARY = "a \n"
_LENGTH = 500  # pieces of one or two code points
_NOTHING = 0.001  # seconds of the processor: the longer text takes most linear patterns a tenth of it


def patterns() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Find every pattern, by its name or its line, and the way in which it is used: search, match or fullmatch."""
    for path in sorted(ENGINE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        name = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
        if name in {"__main__", "mkdocs_plugin"}:
            continue
        module = importlib.import_module(f"build_scripts.{name.removesuffix('.__init__')}")
        for variable, value in vars(module).items():
            if isinstance(value, re.Pattern) and re.search(rf"^{variable} = re\.compile", source, re.MULTILINE):
                for way in sorted(set(map(_way, re.findall(rf"\b{variable}\.(\w+)\(", source)))) or ["search"]:
                    yield f"{name}.{variable}", value, way
        yield from _written_inline(name, ast.parse(source))


def _way(method: str) -> str:
    return method if method in {"match", "fullmatch"} else "search"


def _written_inline(name: str, tree: ast.Module) -> Iterator[tuple[str, re.Pattern[str], str]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and (node.func.value.id, node.func.attr) != ("re", "compile")
            and node.func.value.id == "re"
            and isinstance(node.args[0], ast.Constant)
        ):
            flags = re.MULTILINE if any("MULTILINE" in ast.unparse(argument) for argument in node.args[1:]) else 0
            yield f"{name}:{node.lineno}", re.compile(str(node.args[0].value), flags), _way(node.func.attr)


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Make texts of a pattern's own characters, in many of which it nearly matches everywhere."""
    written = re.sub(r"\\\w|\(\?.|[:{}|]", "", pattern.pattern).replace("\\", "")
    letters = list(dict.fromkeys(_ORDINARY + re.sub(r"[a-zA-Z1-9]", "", written)))[:16]
    beginning = re.match(r"\^?([\w #/]*)", written)
    for piece in (*letters, *map("".join, product(letters, repeat=2))):
        yield piece * length
        yield (beginning[1] if beginning else "") + "a" + piece * length + "\x00"


def seconds(use: Callable[[str], object], text: str) -> float:
    """Take the processor's time of one use."""
    started = time.process_time()
    use(text)
    return time.process_time() - started


def using(pattern: re.Pattern[str], way: str) -> Callable[[str], object]:
    """Use a pattern: a search goes on to the end of the text."""
    return (lambda text: sum(1 for _ in pattern.finditer(text))) if way == "search" else getattr(pattern, way)


FOUND = [found for found in patterns() if found[0] not in OUR_OWN]


@pytest.mark.parametrize(("name", "pattern", "way"), FOUND, ids=[f"{name}-{way}" for name, _, way in FOUND])
def test_a_pattern_takes_linear_time(name: str, pattern: re.Pattern[str], way: str) -> None:
    use = using(pattern, way)
    if name in BOUNDED:
        assert max(seconds(use, text[: BOUNDED[name]]) for text in texts(pattern, BOUNDED[name])) < 0.02
        return
    short, long = texts(pattern, _LENGTH), texts(pattern, 4 * _LENGTH)
    suspects = ((few, many) for few, many in zip(short, long, strict=True) if seconds(use, many) > _NOTHING)
    growth = {
        few[:8]: min(seconds(use, many) for _ in range(3)) / max(1e-6, min(seconds(use, few) for _ in range(3)))
        for few, many in suspects
    }
    assert {piece: ratio for piece, ratio in growth.items() if ratio > 8} == {}


def test_patterns_are_found_wherever_they_stand() -> None:
    names = {name for name, _, _ in FOUND}
    assert {"project_files._ID_LINE", "notes._LINK", "sentences._SENTENCE_END"} <= names
    assert any(name.startswith("schema.") for name in names)
    assert BOUNDED.keys() <= names


def test_a_pattern_that_takes_quadratic_time_is_told() -> None:
    with pytest.raises(AssertionError):
        test_a_pattern_takes_linear_time("quadratic", re.compile(r"^\s*id:", re.MULTILINE), "search")
