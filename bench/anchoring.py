"""Find quotes in edited texts: this engine and its peers."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from math import sqrt
from typing import Any

from annotated_reader.texts.quote_search import Anchored, TextIndex
from annotated_reader.texts.seed import Span
from annotated_reader.texts.word_boundaries import widen_to_words
from bench.drift import Make, Scenario, scenarios
from bench.engines import Score, run, run_node
from bench.fixing import measure_fix, table
from bench.prose import Shelf, prose
from bench.report import Table
from bench.settings import Settings

_TEXTS = {6_000: 10, 100_000: 5}  # how many texts of each size a scenario's quotes come from…
_FIXED_NOTES = 10_000
_MOST_TEXTS = 60  # …or more, where a text has no room for its share


def measure(settings: Settings) -> dict[str, Any]:
    """Measure every engine on the quotes of each scenario, and exact anchoring by itself."""
    results: dict[str, dict[str, Any]] = {}
    skipped: dict[str, str] = {}
    for size in _TEXTS:
        for name, make in scenarios(prose(_other(settings.shelf), 30_000, settings.seed)).items():
            title = f"{size // 1000} kB: {name}"
            settings.say(title)
            scores: defaultdict[str, Score] = defaultdict(Score)
            for scenario in _texts(make, size, settings):
                for engine, score in (*run(scenario), *run_node(scenario)):
                    if isinstance(score, Score):
                        scores[engine] += score
                    else:
                        skipped[engine] = score
            results[title] = {engine: asdict(score) for engine, score in scores.items()}
    settings.say("fix --yes")
    folder = settings.folder / "fixing"
    folder.mkdir(parents=True)
    return {
        "scores": results,
        "skipped": skipped,
        "exact_milliseconds": _exact_alone(settings),
        "fix": measure_fix(_FIXED_NOTES, settings.seed, folder),
    }


def _other(shelf: Shelf) -> Shelf:
    return "training" if shelf == "test" else "test"


def _texts(make: Make, size: int, settings: Settings) -> Iterator[Scenario]:
    """Yield edited texts until there are as many quotes as requested."""
    left = settings.quotes
    for number in range(_MOST_TEXTS):
        if left <= 0:
            return
        seed = settings.seed * _MOST_TEXTS + number
        text = prose(settings.shelf, size, seed)
        scenario = make(text, min(left, -(-settings.quotes // _TEXTS[size])), random.Random(seed))  # noqa: S311
        left -= len(scenario.cases)
        yield scenario


def _exact_alone(settings: Settings) -> float:
    """Time exact anchoring of 1,000 quotes in 100 kB, preparation included, in milliseconds; the best of five."""
    text = prose(settings.shelf, 100_000, settings.seed)
    spans = (widen_to_words(text, Span(start, start + 80), Span(0, len(text))) for start in range(0, 99_000, 99))
    quotes = [text[span.start : span.end] for span in spans]
    quotes = [quote for quote in quotes if text.count(quote) == 1]
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        index = TextIndex(text)
        found = [index.resolve(quote) for quote in quotes]
        best = min(best, time.process_time() - start)
        assert all(isinstance(each, Anchored) for each in found)
    return 1_000 * best * 1_000 / len(quotes)


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """One table for each scenario, and a line for exact anchoring."""
    header = ("engine", "exact", "IoU ≥ 0.9", "null", "wrong", "… at most", "ms a quote", "ms to prepare")
    shown = [
        Table(name, header, tuple(_row(engine, Score(**score)) for engine, score in scores.items()))
        for name, scores in results["scores"].items()
    ]
    engines = dict.fromkeys(engine for scores in results["scores"].values() for engine in scores)
    shown.append(
        Table("All scenarios together", header, tuple(_row(engine, _total(results, engine)) for engine in engines))
    )
    alone = (("1,000 quotes in 100 kB", f"{results['exact_milliseconds']:.1f} ms"),)
    shown.append(table(results["fix"]))
    shown.append(Table("Exact anchoring (aim: at most 10 ms)", ("", "in all"), alone))
    if results["skipped"]:
        shown.append(Table("Skipped", ("engine", "reason"), tuple(results["skipped"].items())))
    return shown


def _total(results: Mapping[str, Any], engine: str) -> Score:
    return sum((Score(**scores[engine]) for scores in results["scores"].values() if engine in scores), Score())


def _row(engine: str, score: Score) -> tuple[str, ...]:
    shares = (f"{count / score.cases:.1%}" for count in (score.exact, score.near, score.null))
    wrong = (f"{score.wrong} of {score.cases:,}", f"< {at_most(score.wrong, score.cases):.2%}")
    return (
        engine,
        *shares,
        *wrong,
        f"{1_000 * score.finding / score.cases:.2f}",
        f"{1_000 * score.preparing / score.texts:.0f}",
    )


def at_most(count: int, cases: int) -> float:
    """Return the upper bound of a share, with 95% confidence.

    For none it is the rule of three (Hanley and Lippman-Hand 1983), else the upper end of Wilson's score interval.
    """
    if not count:
        return min(1.0, 3 / cases)
    z, share = 1.96, count / cases
    middle = share + z * z / (2 * cases)
    return (middle + z * sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases))) / (1 + z * z / cases)
