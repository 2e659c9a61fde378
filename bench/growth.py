"""The same project with ten times as many articles: what a build takes, and what a reader downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotated_reader.exports.pagefind_index import INDEX_FOLDER
from bench.building import ENVIRONMENT, packed, page_weight
from bench.children import run
from bench.projects import CONFIGS, ROOT, write_annotated
from bench.report import Table, seconds, size
from bench.settings import Settings
from bench.texts import make_texts, sentences_of

AIM = 10.5
"""So many times the time may ten times the articles take."""
_TIMES = 10
_SEARCH_START = ("all.js", "pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.en.pagefind")


def measure(settings: Settings) -> dict[str, Any]:
    """Build a project, and one with ten times as many articles, without search and with it; one run each.

    Returns:
        By number of articles: for each of ``CONFIGS`` the ``cost`` (seconds, bytes); the median ``page`` of an article
        (bytes, raw and compressed), the ``largest`` page of all (bytes, raw), and what opening the ``search`` downloads
        (bytes).
    """
    return {str(articles): _build(articles, settings) for articles in (settings.articles, settings.articles * _TIMES)}


def _build(articles: int, settings: Settings) -> dict[str, Any]:
    project = settings.folder / str(articles)
    write_annotated(make_texts(sentences_of(ROOT / "seeds"), articles, settings.notes, settings.seed), project)
    costs = {}
    for name, config in CONFIGS.items():
        settings.say(f"building {articles} articles {name}")
        site = project / f"site-{Path(config).stem}"
        command = ["mkdocs", "build", "--quiet", "--config-file", config, "--site-dir", str(site)]
        costs[name] = asdict(run(command, project, ENVIRONMENT))
    return {
        "cost": costs,
        "page": page_weight(site),
        "largest": max(page.stat().st_size for page in site.rglob("*.html")),
        "search": sum(packed(path.read_bytes()) for path in _search_start(site)),
    }


def _search_start(site: Path) -> list[Path]:
    """List what a browser loads before the first word is looked up."""
    return [path for pattern in _SEARCH_START for path in (site / INDEX_FOLDER).rglob(pattern)]


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results."""
    header = ("", *(f"{int(articles):,} articles" for articles in results))
    building = tuple(row for config in CONFIGS for row in _costs(config, results))
    reading = (
        ("an article's page, compressed", *(size(found["page"]["gzip"]) for found in results.values())),
        ("the largest page", *(size(found["largest"]) for found in results.values())),
        ("opening the search, compressed", *(size(found["search"]) for found in results.values())),
    )
    return (
        Table(f"Growth (aim: {_TIMES} times the articles take at most {AIM} times the time)", header, building),
        Table("What a reader downloads", header, reading),
    )


def _costs(config: str, results: Mapping[str, Any]) -> Sequence[tuple[str, ...]]:
    costs = {int(articles): found["cost"][config] for articles, found in results.items()}
    least = costs[min(costs)]
    return (
        (f"{config}: time", *(seconds(cost["wall"]) for cost in costs.values())),
        ("… against the smaller", *(f"{cost['wall'] / least['wall']:.1f}" for cost in costs.values())),
        ("processor time", *(seconds(cost["cpu"]) for cost in costs.values())),
        ("… against the smaller", *(f"{cost['cpu'] / least['cpu']:.1f}" for cost in costs.values())),
        ("memory at its peak", *(size(cost["memory"]) for cost in costs.values())),
        ("… an article", *(size(cost["memory"] / articles) for articles, cost in costs.items())),
    )
