"""What is large, or made to be costly: what reading it takes, up to the limits at which it is refused."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from annotated_reader.checks import check_project
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.formats import MAX_NOTE_CHARACTERS, MAX_NOTES_AN_ARTICLE, parse_yaml
from annotated_reader.formats.schema.shared import MAX_BRACKETS
from annotated_reader.pages import RenderContext, build_pages
from annotated_reader.texts import MAX_SEED_BYTES, TextIndex, count_words, link_targets, read_seed, render_note
from bench.projects import ROOT
from bench.report import Table, seconds, size
from bench.settings import Settings
from tests.corpus.test_limits import COSTLY, EVERYWHERE, LINE, many_notes
from tests.formats.test_yaml_document import LARGE as LARGE_FILES
from tests.project import TinyProject
from tests.texts.test_markdown import BOMBS
from tests.texts.test_quote_search import COSTLY as COSTLY_QUOTES
from tests.texts.test_seed import LARGE as LARGE_SEEDS

AIM_BYTES = 1.5e9
"""Of memory that the largest text may take."""

Act = Callable[[], object]


def measure(settings: Settings) -> dict[str, Any]:
    """Measure each act by itself.

    Returns:
        ``acts``, by name the ``seconds`` of the processor and the ``aim``; ``bytes``, the memory for the largest text.
    """
    acts = {}
    for name, aim, act in _acts(settings.folder):
        settings.say(name)
        started = time.process_time()
        act()
        acts[name] = {"seconds": time.process_time() - started, "aim": aim}
    return {"acts": acts, "bytes": _memory_of_largest_text()}


def _acts(folder: Path) -> Iterator[tuple[str, float, Act]]:
    """List what is measured: its name, the seconds that it may take, and the act."""
    yield "the largest text read, and quotes found in it", 30, _largest_text
    for name, (text, quote) in EVERYWHERE.items():
        yield f"words that are everywhere: {name}", 5, partial(_resolve, text, quote)
    for name, (text, quote) in COSTLY_QUOTES.items():
        yield f"a costly quote: {name}", 10, partial(_resolve, text, quote)
    for name, piece in BOMBS.items():
        accepted = (piece * MAX_NOTE_CHARACTERS)[:MAX_NOTE_CHARACTERS].count("[") <= MAX_BRACKETS
        yield f"the longest note: {name}", 0.1 if accepted else 5, partial(_render, piece)
    for name, text in LARGE_SEEDS.items():
        yield f"a large text: {name}", 5, partial(read_seed, text.encode())
    for name, text in LARGE_FILES.items():
        yield f"a large file: {name}", 5, partial(parse_yaml, text.encode(), "notes.yml")
    for name, content in COSTLY.items():
        project = TinyProject(folder / name)
        project.write("annotations/tiny/notes.yml", content)
        yield f"a costly file: {name}", 1, partial(check_project, project.root)
    yield from _crowded(folder)


def _crowded(folder: Path) -> Iterator[tuple[str, float, Act]]:
    quotes = [f"in word {number}." for number in range(MAX_NOTES_AN_ARTICLE)]
    lines = list(map(LINE.format, range(MAX_NOTES_AN_ARTICLE)))
    text = "".join(lines[:60])
    nested = [text[at : 4_500 - at].strip().join('""') for at in range(MAX_NOTES_AN_ARTICLE)]
    projects = (
        ("2,000 notes, a line each", 40, "\n".join(lines), quotes),
        ("2,000 notes side by side", 5, "".join(lines), quotes),
        ("2,000 notes within each other", 5, text, nested),
        ("2,000 notes on one very long line", 40, "".join(map(LINE.format, range(12_000))), quotes),
    )
    for number, (name, aim, seed, wanted) in enumerate(projects):
        project = TinyProject(folder / f"crowded-{number}")
        many_notes(project, seed, wanted, a_file=50 if wanted is nested else 500)
        yield f"{name}: read and shown", aim, partial(_read_and_show, project)


def _read_and_show(project: TinyProject) -> None:
    for page in build_pages(RenderContext(project.corpus(), SiteInfo())):
        assert page.html


def _resolve(text: str, quote: str) -> None:
    TextIndex(text).resolve(quote)


def _render(piece: str) -> None:
    text = (piece * MAX_NOTE_CHARACTERS)[:MAX_NOTE_CHARACTERS]
    render_note(text)
    list(link_targets(text))
    count_words(text)


def _largest_text() -> None:
    lines = [f"Man {number} came. " + LINE.format(number) for number in range(110_000)]
    seed = read_seed("\n".join(lines).encode()[:MAX_SEED_BYTES])
    index = TextIndex(seed.text, seed.span)
    index.resolve(lines[40_000][:80])
    index.resolve(lines[50_000][:80].replace("l", "L"))


def _memory_of_largest_text() -> float:
    """Return the bytes that a process of its own takes at most."""
    done = subprocess.run([sys.executable, "-m", "bench.limits"], cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results against their aims; what misses its aim is marked."""
    rows = tuple(
        (name, seconds(cost["seconds"]), seconds(cost["aim"]), "" if cost["seconds"] <= cost["aim"] else "missed")
        for name, cost in results["acts"].items()
    )
    memory = (
        "the largest text: memory", size(results["bytes"]), size(AIM_BYTES),
        "" if results["bytes"] <= AIM_BYTES else "missed",
    )  # fmt: skip
    return (Table("What is large or costly", ("", "processor time", "aim: at most", ""), (*rows, memory)),)


if __name__ == "__main__":
    _largest_text()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1024 if sys.platform == "linux" else 1))  # noqa: T201
