"""Whether any regular expression of the engine takes more than linear time on some text.

Every pattern is found in the source, with the ways in which it is used there; its own characters, alone and in pairs,
make the texts on which it is tried. A text four times as long may take about four times as long; where it takes more
than eight times, one sixteen times as long tells growth from noise.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import annotated_reader
from annotated_reader.corpus.note_sentences import MAX_MARKED
from bench.report import Table
from bench.settings import Settings

ENGINE = Path(annotated_reader.__file__).parent

BOUNDED = {"pages.word_diff._QUOTED": MAX_MARKED}
"""Patterns that only ever see a text cut to this length."""

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


Cost = Callable[[str], float]


def time_of(use: Callable[[str], object]) -> Cost:
    """Return a function that measures one use on a text: the least processor time of three, in seconds."""
    return lambda text: min(_seconds(use, text) for _ in range(3))


def _seconds(use: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    use(text)
    return time.process_time() - started


def outgrows(cost: Cost, few: str, many: str) -> bool:
    """Whether a text four times as long costs more than eight times as much, each time: once is noise."""
    return all(cost(many) > _MOST_GROWTH * cost(few) for _ in range(3))


def using(pattern: re.Pattern[str], way: str) -> Callable[[str], object]:
    """Use a pattern: a search goes on to the end of the text."""
    return (lambda text: sum(1 for _ in pattern.finditer(text))) if way == "search" else getattr(pattern, way)


def worst_text(pattern: re.Pattern[str], cost: Cost) -> str | None:
    """Return the beginning of a text on which a pattern takes more than linear time, or None."""
    sizes = (texts(pattern, length) for length in (_LENGTH, 4 * _LENGTH, 16 * _LENGTH))
    suspects = (sized for sized in zip(*sizes, strict=True) if cost(sized[1]) > _NOTHING)
    found = (few[:8] for few, many, most in suspects if outgrows(cost, few, many) and outgrows(cost, many, most))
    return next(found, None)


def found_patterns() -> list[tuple[str, re.Pattern[str], str]]:
    """List the patterns that see what people wrote."""
    return [found for found in patterns() if found[0] not in OUR_OWN]


def measure(settings: Settings) -> dict[str, Any]:
    """Try every pattern.

    Returns:
        ``tried``, the number of patterns; ``slow``, the text by the name of each that takes more than linear time;
        ``bounded``, the most seconds that each pattern of ``BOUNDED`` takes on a text of its length.
    """
    found = found_patterns()
    slow, bounded = {}, {}
    for name, pattern, way in found:
        settings.say(name)
        cost = time_of(using(pattern, way))
        if name in BOUNDED:
            bounded[name] = max(cost(text[: BOUNDED[name]]) for text in texts(pattern, BOUNDED[name]))
        elif (text := worst_text(pattern, cost)) is not None:
            slow[f"{name} ({way})"] = text
    return {"tried": len(found), "slow": slow, "bounded": bounded}


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results against their aims."""
    counted = (("patterns tried", str(results["tried"]), ""), ("more than linear", str(len(results["slow"])), "0"))
    bounded = ((f"{name}, milliseconds", f"{cost * 1000:.1f}", "20") for name, cost in results["bounded"].items())
    shown = [Table("Regular expressions", ("", "measured", "aim: at most"), (*counted, *bounded))]
    if results["slow"]:
        slow = tuple((name, repr(text)) for name, text in results["slow"].items())
        shown.append(Table("More than linear", ("pattern", "on a text that begins"), slow))
    return shown
