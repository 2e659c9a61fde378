"""What quotes are held against: texts changed in known ways, and where each quote then stands."""

from __future__ import annotations

import random

import pytest

from annotated_reader.texts.seed import Span
from bench.anchoring import at_most
from bench.drift import Make, scenarios
from bench.engines import Score, score
from bench.prose import paragraphs, prose

pytestmark = pytest.mark.nightly

NAMES = list(scenarios(""))


@pytest.fixture(scope="module")
def makes() -> dict[str, Make]:
    """Return how each scenario is made; where a passage is taken out, prose that is not its own takes its place."""
    return scenarios(prose("test", 5_000, seed=1))


def test_what_thresholds_are_chosen_on_is_not_what_is_reported_on() -> None:
    assert not set(paragraphs("training")) & set(paragraphs("test"))


@pytest.mark.parametrize("name", [name for name in NAMES if "passages" not in name])
def test_a_truth_is_what_became_of_the_quote(makes: dict[str, Make], name: str) -> None:
    scenario = makes[name](prose("training", 6_000, seed=1), 20, random.Random(1))
    assert scenario.cases
    for case in scenario.cases:
        assert scenario.old[case.start :].startswith(case.exact)
        assert case.truth is not None
        now = scenario.new[case.truth.start : case.truth.end]
        assert now == now.strip()
        assert len(now) == pytest.approx(len(case.exact), rel=0.8)


@pytest.mark.parametrize("name", [name for name in NAMES if "passages" in name])
def test_what_was_taken_out_has_no_place(makes: dict[str, Make], name: str) -> None:
    scenario = makes[name](prose("training", 6_000, seed=1), 20, random.Random(1))
    assert len(scenario.cases) >= 10
    assert all(case.truth is None and case.exact not in scenario.new for case in scenario.cases)


def test_the_same_seed_makes_the_same_cases(makes: dict[str, Make]) -> None:
    for make in makes.values():
        first, second = (make(prose("training", 6_000, seed=1), 5, random.Random(1)) for _ in range(2))
        assert first == second


def test_answers_are_counted_by_how_much_of_the_place_they_share(makes: dict[str, Make]) -> None:
    scenario = makes["5% of characters"](prose("training", 6_000, seed=1), 4, random.Random(1))
    truths = [case.truth for case in scenario.cases]
    assert all(truths)
    short = [Span(truth.start, truth.end - len("x")) for truth in truths[1:2] if truth]
    found = score(scenario, [truths[0], *short, Span(0, 1), None])
    assert (found.cases, found.exact, found.near, found.wrong, found.null) == (4, 1, 2, 1, 1)
    assert (found + found).cases == 8
    assert Score() + found == found


@pytest.mark.parametrize(("count", "cases", "share"), [(0, 300, 0.01), (0, 2, 1.0), (5, 100, 0.112), (100, 100, 1.0)])
def test_a_count_is_given_with_what_it_speaks_for_at_most(count: int, cases: int, share: float) -> None:
    assert at_most(count, cases) == pytest.approx(share, abs=0.001)
