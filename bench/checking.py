"""A large corpus checked, in one process and in as many as there are processors."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bench.building import ENVIRONMENT
from bench.children import run
from bench.projects import ROOT, write_annotated
from bench.report import Table, seconds, size
from bench.settings import Settings
from bench.texts import make_texts, sentences_of

TIMES = 20
"""So many times the articles of the other measurements: 10,000 where nobody says otherwise."""
AIM = {"articles": 10_000, "seconds": 90, "bytes": 2e9}


def measure(settings: Settings) -> dict[str, Any]:
    """Check a corpus without mistakes; one run each, since so long a run averages out what else the machine does.

    Returns:
        ``articles``, and ``runs`` by number of processes: seconds, bytes.
    """
    articles = settings.articles * TIMES
    settings.say(f"writing {articles} articles with {settings.notes} notes each")
    write_annotated(make_texts(sentences_of(ROOT / "seeds"), articles, settings.notes, settings.seed), settings.folder)
    runs = {}
    for jobs in sorted({1, os.cpu_count() or 1}):
        cost = run(["annotated_reader", "check", "--jobs", str(jobs)], settings.folder, ENVIRONMENT)
        settings.say(f"{jobs} at a time: {seconds(cost.wall)}")
        runs[str(jobs)] = asdict(cost)
    return {"articles": articles, "notes": settings.notes, "runs": runs}


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results."""
    runs, articles = results["runs"], results["articles"]
    aim = f"aim for {AIM['articles']:,}: {AIM['seconds']} s on two processors, {size(AIM['bytes'])}"
    header = ("", *(f"{jobs} process{'es' if jobs != '1' else ''}" for jobs in runs))
    rows = (
        ("time", *(seconds(cost["wall"]) for cost in runs.values())),
        ("processor time", *(seconds(cost["cpu"]) for cost in runs.values())),
        ("memory at its peak, all processes", *(size(cost["memory"]) for cost in runs.values())),
        ("articles a second", *(f"{articles / cost['wall']:.0f}" for cost in runs.values())),
    )
    return (Table(f"Checking {articles:,} articles with {results['notes']} notes each ({aim})", header, rows),)
