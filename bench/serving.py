"""The edit loop: how soon a saved edit is on the page that ``mkdocs serve`` shows."""

from __future__ import annotations

import re
import shutil
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.projects import ROOT, write_annotated
from bench.report import Table, seconds
from bench.settings import Settings
from bench.texts import make_texts, sentences_of
from tests.browser.serving import LiveServer, mkdocs_serve

AIMS = {"own": 1.5, "many": 4.0}
"""Seconds from the save to the page: for this project's texts, and for 500 articles."""
_PAUSE = 0.02
_GIVE_UP = 120
_TITLE = re.compile(r"^  title: .*$", re.MULTILINE)
_TICKS = 100  # a second, on Linux wherever it runs


def measure(settings: Settings) -> dict[str, Any]:
    """Edit a note's title again and again while a server runs, and ask for its page until it shows it.

    Returns:
        For each project the number of ``articles``, and of each edit after the first the ``wall`` seconds until it was
        shown and the server's seconds on the processor (``cpu``, where the system tells).
    """
    texts = make_texts(sentences_of(ROOT / "seeds"), settings.articles, settings.notes, settings.seed)
    own, many = settings.folder / "own", settings.folder / "many"
    _copy_own(own)
    write_annotated(texts, many)
    return {name: _edits(folder, settings) for name, folder in (("own", own), ("many", many))}


def _copy_own(target: Path) -> None:
    """Copy what a contributor to this project edits."""
    target.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", target)
    for name in ("docs", "seeds", "annotations"):
        shutil.copytree(ROOT / name, target / name)


def _edits(project: Path, settings: Settings) -> dict[str, Any]:
    articles = sorted(path.parent for path in (project / "annotations").glob("*/article.yml"))
    settings.say(f"serving {len(articles)} articles")
    notes = min(path for path in articles[0].glob("*.yml") if path.name != "article.yml")
    with mkdocs_serve(project) as server:
        _edit(server, notes, 0)  # whatever is made at the first change only
        edits = [_edit(server, notes, number) for number in range(1, settings.repeats + 1)]
    return {"articles": len(articles), "edits": edits}


def _edit(server: LiveServer, notes: Path, number: int) -> dict[str, float | None]:
    words = f"Edit number {number} of this bench"
    address = f"{server.address}articles/{notes.parent.name}/"
    spent = _processor_seconds(server)
    began = time.perf_counter()
    notes.write_text(_TITLE.sub(f"  title: {words}", notes.read_text("utf-8"), count=1), "utf-8")
    while words not in _get(address):
        if time.perf_counter() - began > _GIVE_UP:
            raise TimeoutError(f"{address} does not show the edit:\n{server.said()}")
        time.sleep(_PAUSE)
    wall = time.perf_counter() - began
    return {"wall": wall, "cpu": None if spent is None else (_processor_seconds(server) or spent) - spent}


def _get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 (our own server)
        return str(answer.read().decode())


def _processor_seconds(server: LiveServer) -> float | None:
    """Ask Linux for the seconds that a server and the children it waited for had of the processor."""
    try:
        fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return sum(map(int, fields[11:15])) / _TICKS


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results."""
    header = ("", *(f"{found['articles']} articles" for found in results.values()))
    rows = (
        ("aim", *(seconds(AIMS[name]) for name in results)),
        ("median", *(seconds(median(_of("wall", found))) for found in results.values())),
        ("best", *(seconds(min(_of("wall", found))) for found in results.values())),
        ("processor time, median", *(_cpu(found) for found in results.values())),
    )
    return (Table("From a saved edit to the page", header, rows),)


def _of(kind: str, found: Mapping[str, Any]) -> list[float]:
    return [edit[kind] for edit in found["edits"] if edit[kind] is not None]


def _cpu(found: Mapping[str, Any]) -> str:
    return seconds(median(_of("cpu", found))) if _of("cpu", found) else "—"
