"""The engines that `bench.drift` compares: ours in two ways, and peers from their packages."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from bench.drift import Case, Scenario
from build_scripts.anchoring import Anchored, TextIndex
from build_scripts.fuzzy import DriftIndex, Outcome
from build_scripts.seed_text import Span

_PEERS = Path(__file__).with_name("peers")


@dataclass(frozen=True)
class Score:
    """How an engine did in a scenario: shares of the cases, and milliseconds a quote."""

    engine: str
    scenario: str
    cases: int
    exact: float
    near: float
    wrong: float
    null: float
    milliseconds: float


Find = Callable[[Case], Span | None]


def ours(scenario: Scenario) -> Find:
    """Find quotes as the build does: exact, folded, then by likeness of quote and context."""
    index = TextIndex(scenario.new)
    drift = DriftIndex(index)

    def find(case: Case) -> Span | None:
        found = index.resolve(case.exact, case.prefix or None, case.suffix or None)
        if isinstance(found, Anchored):
            return found.span
        proposal = drift.propose(case.exact, case.prefix, case.suffix)
        return proposal.span if proposal.outcome is Outcome.ANCHORED else None

    return find


def ours_with_old_text(scenario: Scenario) -> Find:
    """Find quotes as ``fix`` does where git has the old text."""
    old, drift = DriftIndex(TextIndex(scenario.old)), DriftIndex(TextIndex(scenario.new))

    def find(case: Case) -> Span | None:
        proposal = drift.carry(old, Span(case.start, case.start + len(case.exact)))
        return proposal.span if proposal.outcome is Outcome.ANCHORED else None

    return find


def rapidfuzz_alone(scenario: Scenario) -> Find:
    """Take the stretch of the text that is most like the quote, if it is 70% like it, context left aside."""

    def find(case: Case) -> Span | None:
        found = fuzz.partial_ratio_alignment(case.exact, scenario.new, score_cutoff=70)
        return Span(found.dest_start, found.dest_end) if found and found.dest_start < found.dest_end else None

    return find


def fuzzysearch_alone(scenario: Scenario) -> Find:
    """Take fuzzysearch's nearest match within a quarter of the quote's length, context left aside.

    Raises:
        ImportError: where the package is not installed.
    """
    from fuzzysearch import find_near_matches

    def find(case: Case) -> Span | None:
        matches = find_near_matches(case.exact, scenario.new, max_l_dist=len(case.exact) // 4)
        best = min(matches, key=lambda match: match.dist, default=None)
        return Span(best.start, best.end) if best else None

    return find


ENGINES: dict[str, Callable[[Scenario], Find]] = {
    "this engine": ours,
    "this engine, old text at hand": ours_with_old_text,
    "rapidfuzz alone": rapidfuzz_alone,
    "fuzzysearch alone": fuzzysearch_alone,
}


def _overlap(found: Span, truth: Span) -> float:
    shared = min(found.end, truth.end) - max(found.start, truth.start)
    return max(0, shared) / (max(found.end, truth.end) - min(found.start, truth.start))


def score(engine: str, scenario: Scenario, answers: list[Span | None], seconds: float) -> Score:
    """Hold answers against the truth: wrong is less than half of the right place, or any for a deleted one."""
    exact = near = wrong = 0
    for case, found in zip(scenario.cases, answers, strict=True):
        if found is None:
            continue
        overlap = _overlap(found, case.truth) if case.truth else 0.0
        exact += found == case.truth
        near += overlap >= 0.9
        wrong += overlap < 0.5
    count = len(scenario.cases)
    null = sum(found is None for found in answers)
    shares = (exact / count, near / count, wrong / count, null / count)
    return Score(engine, scenario.name, count, *shares, 1000 * seconds / count)


def run(scenario: Scenario) -> Iterator[Score | str]:
    """Let every engine answer; one that can't run here yields why instead."""
    for name, make in ENGINES.items():
        try:
            find = make(scenario)
        except ImportError as error:
            yield f"{name}: skipped, {error.name} is not installed"
            continue
        start = time.perf_counter()
        answers = [find(case) for case in scenario.cases]
        yield score(name, scenario, answers, time.perf_counter() - start)


def run_node(scenario: Scenario, folder: Path = _PEERS) -> Iterator[Score | str]:
    """Let the peers from npm answer, in one Node process: they are installed in ``folder`` by ``npm ci``."""
    node = shutil.which("node")
    if node is None or not (folder / "node_modules").is_dir():
        yield "dom-anchor-text-quote, diff-match-patch: skipped, Node or their packages are not installed"
        return
    question = {"text": scenario.new, "cases": [[c.exact, c.prefix, c.suffix, c.start] for c in scenario.cases]}
    done = subprocess.run(  # noqa: S603 - our own script
        [node, str(folder / "peers.mjs")],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        yield f"dom-anchor-text-quote, diff-match-patch: skipped, {done.stderr.strip().splitlines()[-1:]}"
        return
    for name, answer in json.loads(done.stdout).items():
        spans = [Span(*pair) if pair else None for pair in answer["spans"]]
        yield score(name, scenario, spans, answer["seconds"])
