"""Prose to measure on that every installation has: some to choose thresholds by, and other to report on."""

from __future__ import annotations

import ast
import random
import sysconfig
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path
from pydoc_data.topics import topics
from typing import Literal

Shelf = Literal["training", "test"]
"""``training`` was looked at while the thresholds of ``texts.drifted_quotes`` were chosen; ``test`` was not."""

_SEEDS = Path(__file__).parent.parent / "seeds"
_LEAST = 200  # code points of a paragraph
_TWIN = 0.1  # of its runs of words are another's: then it is a twin


def prose(shelf: Shelf, size: int, seed: int) -> str:
    """Return about ``size`` code points of prose: whole paragraphs in order, starting where the seed says."""
    shelved = paragraphs(shelf)
    at = random.Random(seed).randrange(len(shelved))  # noqa: S311 - repeatable, not secret
    return "\n\n".join((*shelved[at:], *shelved[:at]))[:size]


@lru_cache
def paragraphs(shelf: Shelf) -> tuple[str, ...]:
    """Return the paragraphs of a shelf that do not mostly repeat an earlier one: twins are a scenario of their own.

    For training: the seeds and what ``help()`` prints of the language. For the test: the docstrings of the standard
    library's modules and the descriptions of the packages that are installed.
    """
    parts, said = (_training(), set[str]()) if shelf == "training" else (_test(), _runs(*paragraphs("training")))
    kept: list[str] = []
    for part in (" ".join(part.split()) for text in parts for part in text.split("\n\n")):
        runs = _runs(part)
        if len(part) >= _LEAST and _is_prose(part) and len(runs & said) <= _TWIN * len(runs):
            kept.append(part)
            said |= runs
    return tuple(kept)


def _runs(*texts: str) -> set[str]:
    """Return all sequences of five words."""
    words = [text.split() for text in texts]
    return {" ".join(each[at : at + 5]) for each in words for at in range(len(each) - 4)}


def _is_prose(text: str) -> bool:
    return sum(char.isalpha() or char.isspace() for char in text) >= 0.9 * len(text)


def _training() -> Iterator[str]:
    for path in sorted(_SEEDS.glob("*.txt")):
        yield path.read_text("utf-8").replace("\n", "\n\n")
    yield from (topics[name] for name in sorted(topics))


def _test() -> Iterator[str]:
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        yield from _docstrings(path.read_text("utf-8"))
    for package in sorted(distributions(), key=lambda each: each.metadata["Name"]):
        yield str(package.metadata.json.get("description", ""))


def _docstrings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            yield ast.get_docstring(node) or ""
