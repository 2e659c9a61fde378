"""Quotes found again in edited texts: this engine and its peers."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bench.drift import prose, scenarios
from bench.engines import Score, run, run_node
from bench.report import Table
from bench.settings import Settings
from build_scripts.anchoring import Anchored, TextIndex

_QUOTES = 1_000


def measure(settings: Settings) -> dict[str, Any]:
    """Let every engine find 1,000 quotes in each scenario, and time exact anchoring by itself."""
    scores: list[dict[str, Any]] = []
    skipped: set[str] = set()
    for scenario in scenarios(_QUOTES, settings.seed):
        settings.say(scenario.name)
        for result in (*run(scenario), *run_node(scenario)):
            if isinstance(result, Score):
                scores.append(asdict(result))
            else:
                skipped.add(result)
    return {"scores": scores, "skipped": sorted(skipped), "exact_milliseconds": _exact_alone()}


def _exact_alone() -> float:
    """Time exact anchoring of 1,000 quotes in 100 kB, preparation included, in milliseconds; the best of five.

    The processor's time is taken. Quotes that stand in several places are left out: to tell these apart costs more.
    """
    text = prose(100_000)
    candidates = (text[start : start + 80] for start in range(0, 99_900, 98))
    quotes = [quote for quote in candidates if text.count(quote) == 1][:_QUOTES]
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        index = TextIndex(text)
        found = [index.resolve(quote) for quote in quotes]
        best = min(best, time.process_time() - start)
        assert [each for each in found if isinstance(each, Anchored)] == found and len(found) == _QUOTES
    return best * 1000


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """One table for each scenario, and a line for exact anchoring."""
    shown: list[Table] = []
    for name in dict.fromkeys(score["scenario"] for score in results["scores"]):
        rows = tuple(_row(score) for score in results["scores"] if score["scenario"] == name)
        shown.append(Table(name, ("engine", "exact", "IoU ≥ 0.9", "wrong", "null", "ms a quote"), rows))
    alone = (("1,000 quotes in 100 kB", f"{results['exact_milliseconds']:.1f} ms"),)
    shown.append(Table("Exact anchoring", ("", "in all"), alone))
    if results["skipped"]:
        shown.append(Table("Skipped", ("engine and reason",), tuple((reason,) for reason in results["skipped"])))
    return shown


def _row(score: Mapping[str, Any]) -> tuple[str, ...]:
    shares = (f"{score[key]:.1%}" for key in ("exact", "near", "wrong", "null"))
    return (score["engine"], *shares, f"{score['milliseconds']:.2f}")
