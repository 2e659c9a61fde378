"""The engines that find the quotes of `bench.drift`: this project's two, and those of other packages."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from annotated_reader.texts.drifted_quotes import DriftIndex, DriftOutcome
from annotated_reader.texts.folding import Fold
from annotated_reader.texts.quote_search import Anchored, TextIndex
from annotated_reader.texts.seed import Span
from annotated_reader.texts.version_diff import VersionDiff
from bench.drift import Case, Scenario, trimmed

_FEW = 5
_PEERS = Path(__file__).with_name("peers")


@dataclass(frozen=True)
class Score:
    """How an engine did: counts of texts and cases, and seconds of the processor to prepare texts and to find quotes.

    ``exact`` has the very span; ``near`` shares nine tenths of it (intersection over union); ``wrong`` shares less than
    half, or is any answer for a passage that is gone; ``null`` is no answer.
    """

    texts: int = 0
    cases: int = 0
    exact: int = 0
    near: int = 0
    wrong: int = 0
    null: int = 0
    preparing: float = 0.0
    finding: float = 0.0

    def __add__(self, other: Score) -> Score:
        """Return the sum of two scores."""
        return Score(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


Find = Callable[[Case], Span | None]


def ours(scenario: Scenario) -> Find:
    """Find quotes as the build does: exact, folded, then by likeness of quote and context."""
    drift = DriftIndex(TextIndex(scenario.new))
    _ = drift.grams, drift.text.folded(Fold.TYPOGRAPHY)  # else made by the first quote, on its time

    def find(case: Case) -> Span | None:
        found = drift.text.locate(case.exact, case.prefix or None, case.suffix or None)
        if isinstance(found, Anchored):
            return found.span
        proposal = drift.propose(case.exact, case.prefix, case.suffix)
        return proposal.span if proposal.outcome is DriftOutcome.ANCHORED else None

    return find


def ours_with_old_text(scenario: Scenario) -> Find:
    """Find quotes as ``fix --yes`` does where git has the old text: by the diff alone."""
    diff = VersionDiff(scenario.old, scenario.new)
    _ = diff.map(Span(0, 1))  # compares the texts, which the first quote would otherwise pay for

    def find(case: Case) -> Span | None:
        return diff.map(Span(case.start, case.start + len(case.exact))).span

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


def score(scenario: Scenario, answers: list[Span | None]) -> Score:
    """Score answers against the truth."""
    overlaps = [
        _overlap(trimmed(scenario.new, found), case.truth) if case.truth else 0.0
        for case, found in zip(scenario.cases, answers, strict=True)
        if found is not None
    ]
    return Score(
        texts=1,
        cases=len(answers),
        exact=sum(overlap == 1.0 for overlap in overlaps),
        near=sum(overlap >= 0.9 for overlap in overlaps),
        wrong=sum(overlap < 0.5 for overlap in overlaps),
        null=len(answers) - len(overlaps),
    )


def run(scenario: Scenario) -> Iterator[tuple[str, Score | str]]:
    """Yield the score of every engine, or the reason why it can't run here."""
    for name, make in ENGINES.items():
        asked = _sample(scenario) if make is fuzzysearch_alone else scenario
        started = time.process_time()
        try:
            find = make(asked)
        except ImportError as error:
            yield name, f"{error.name} is not installed"
            continue
        prepared = time.process_time()
        answers = [find(case) for case in asked.cases]
        times = Score(preparing=prepared - started, finding=time.process_time() - prepared)
        yield name, score(asked, answers) + times


def _sample(scenario: Scenario) -> Scenario:
    """Take a few of the cases, for engines that need a tenth of a second or more for each."""
    return replace(scenario, cases=scenario.cases[:_FEW])


def run_node(scenario: Scenario, folder: Path = _PEERS) -> Iterator[tuple[str, Score | str]]:
    """Let the peers from npm answer, in one Node process: they are installed in ``folder`` by ``npm ci``."""
    node = shutil.which("node")
    if node is None or not (folder / "node_modules").is_dir():
        yield "dom-anchor-text-quote, diff-match-patch", "Node or their packages are not installed"
        return
    scenario = _sample(scenario)
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
        yield "dom-anchor-text-quote, diff-match-patch", f"{done.stderr.strip().splitlines()[-1:]}"
        return
    for name, answer in json.loads(done.stdout).items():
        spans = [Span(*pair) if pair else None for pair in answer["spans"]]
        yield name, score(scenario, spans) + Score(finding=answer["seconds"])
