"""No regular expression of the engine takes more than linear time, whatever text it is given.

Every pattern is found in the source, with the ways in which it is used there; its own characters, alone and in pairs,
make the texts that it is pumped with. A text four times as long may take about four times as long; where it takes more
than eight times, one sixteen times as long tells growth from noise.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from annotated_reader.corpus.note_sentences import MAX_MARKED
from tests.conftest import PACKAGE

ENGINE = PACKAGE

BOUNDED = {"pages.word_diff._QUOTED": MAX_MARKED}
"""Patterns that only ever see a text cut to this length; it may take them twenty milliseconds."""

OUR_OWN = {"site.portable._MARKUP", "site.portable._ATTRIBUTE", "site.theme_files._FOR_WRITERS", "pages.context._ID"}
"""Patterns that see nothing but the engine's own HTML, in which what people wrote is escaped."""

_ORDINARY = "a \n"
_LENGTH = 500  # pieces of one or two code points
_MOST_GROWTH = 8  # from a text to one four times as long: linear is 4, quadratic 16
_NOTHING = 0.001  # seconds of the processor: the longer text takes most linear patterns a tenth of it


def patterns() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Find every pattern, by its name or its line, and the way in which it is used: search, match or fullmatch."""
    for path in sorted(ENGINE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        name = ".".join(path.relative_to(ENGINE).with_suffix("").parts)
        if name in {"__main__", "site.plugin"}:
            continue
        module = importlib.import_module(f"annotated_reader.{name.removesuffix('.__init__')}")
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


def seconds(use: Callable[[str], object], text: str, repeats: int = 1) -> float:
    """Take the processor's time of one use: the best of so many."""
    return min(_seconds(use, text) for _ in range(repeats))


def _seconds(use: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    use(text)
    return time.process_time() - started


def outgrows(use: Callable[[str], object], few: str, many: str) -> bool:
    """Whether a text four times as long takes more than eight times as long, each time: once is noise."""
    return all(seconds(use, many, 3) > _MOST_GROWTH * seconds(use, few, 3) for _ in range(3))


def using(pattern: re.Pattern[str], way: str) -> Callable[[str], object]:
    """Use a pattern: a search goes on to the end of the text."""
    return (lambda text: sum(1 for _ in pattern.finditer(text))) if way == "search" else getattr(pattern, way)


FOUND = [found for found in patterns() if found[0] not in OUR_OWN]


@pytest.mark.parametrize(("name", "pattern", "way"), FOUND, ids=[f"{name}-{way}" for name, _, way in FOUND])
def test_a_pattern_takes_linear_time(name: str, pattern: re.Pattern[str], way: str) -> None:
    use = using(pattern, way)
    if name in BOUNDED:
        slow = [text for text in texts(pattern, BOUNDED[name]) if seconds(use, text[: BOUNDED[name]]) > 0.02]
        assert all(seconds(use, text[: BOUNDED[name]], 5) < 0.02 for text in slow)
        return
    sizes = (texts(pattern, length) for length in (_LENGTH, 4 * _LENGTH, 16 * _LENGTH))
    suspects = (sized for sized in zip(*sizes, strict=True) if seconds(use, sized[1]) > _NOTHING)
    told = (few[:8] for few, many, most in suspects if outgrows(use, few, many) and outgrows(use, many, most))
    assert next(told, None) is None


def test_patterns_are_found_wherever_they_stand() -> None:
    names = {name for name, _, _ in FOUND}
    assert {"corpus.discovery._ID_LINE", "texts.markdown._UNREAD_LINK", "texts.sentences._SENTENCE_END"} <= names
    assert any(name.startswith("formats.schema.") for name in names)
    assert BOUNDED.keys() <= names


def test_a_pattern_that_takes_quadratic_time_is_told() -> None:
    with pytest.raises(AssertionError):
        test_a_pattern_takes_linear_time("quadratic", re.compile(r"^\s*id:", re.MULTILINE), "search")
