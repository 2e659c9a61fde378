"""The same project with ten times as many articles: what a build takes, and what a reader downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.building import ENVIRONMENT, packed, page_weight
from bench.children import run
from bench.projects import CONFIGS, ROOT, write_annotated
from bench.report import Table, seconds, size
from bench.settings import Settings
from bench.texts import make_texts, sentences_of
from build_scripts.search import INDEX_FOLDER

AIM = 10.5
"""So many times the time may ten times the articles take."""
_SEARCH_START = ("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.en.pagefind")
_CONFIG = CONFIGS["with search"]


def measure(settings: Settings) -> dict[str, Any]:
    """Build projects with a fifth, once and twice the number of articles, search included; one run each.

    Returns:
        By number of articles: the ``cost`` (seconds, bytes), the median ``page`` of an article (bytes, raw and
        compressed), the ``largest`` page of all (bytes, raw), and what opening the ``search`` downloads (bytes).
    """
    sentences = sentences_of(ROOT / "seeds")
    found = {}
    for articles in (max(1, settings.articles // 5), settings.articles, settings.articles * 2):
        project = settings.folder / str(articles)
        write_annotated(make_texts(sentences, articles, settings.notes, settings.seed), project)
        settings.say(f"building {articles} articles")
        site = project / "site"
        cost = run(
            ["mkdocs", "build", "--quiet", "--config-file", _CONFIG, "--site-dir", str(site)], project, ENVIRONMENT
        )
        found[str(articles)] = {
            "cost": asdict(cost),
            "page": page_weight(site),
            "largest": max(page.stat().st_size for page in site.rglob("*.html")),
            "search": sum(packed(path.read_bytes()) for path in _search_start(site)),
        }
    return found


def _search_start(site: Path) -> list[Path]:
    """List what a browser loads before the first word is looked up."""
    return [path for pattern in _SEARCH_START for path in (site / INDEX_FOLDER).glob(pattern)]


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results."""
    costs = {int(articles): found["cost"] for articles, found in results.items()}
    least = min(costs)
    header = ("", *(f"{articles:,} articles" for articles in costs))
    rows = (
        ("time of a build", *(seconds(cost["wall"]) for cost in costs.values())),
        ("processor time", *(seconds(cost["cpu"]) for cost in costs.values())),
        ("… against the smallest", *(f"{cost['cpu'] / costs[least]['cpu']:.1f}" for cost in costs.values())),
        ("memory at its peak", *(size(cost["memory"]) for cost in costs.values())),
        ("… an article", *(size(cost["memory"] / articles) for articles, cost in costs.items())),
        ("an article's page, compressed", *(size(found["page"]["gzip"]) for found in results.values())),
        ("the largest page", *(size(found["largest"]) for found in results.values())),
        ("opening the search, compressed", *(size(found["search"]) for found in results.values())),
    )
    return (Table(f"Growth (aim: ten times the articles take at most {AIM} times the time)", header, rows),)
