"""Quotes whose words were changed: anchored where there is no doubt, else left to people or given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotated_reader.texts.drifted_quotes import BARE, WRITTEN, Bar, DriftIndex, DriftOutcome, Proposal, Window
from annotated_reader.texts.quote_search import TextIndex

HARBOUR = "The harbour was closed to all ships at noon, because the pilots had walked out that morning."
MINISTER = "The minister told reporters in the evening that talks with the unions would begin on Monday."
PRICES = "Prices of fish rose by a fifth within two days, and the market hall stayed empty for a week."
WEATHER = "A storm from the north kept the smaller boats in port anyway, as the coast guard had warned."
TEXT = "\n\n".join((HARBOUR, MINISTER, PRICES, WEATHER))


def proposal(text: str, exact: str, prefix: str = "", suffix: str = "") -> Proposal:
    """Find the likeliest place of a quote in a text."""
    return DriftIndex(TextIndex(text)).propose(exact, prefix, suffix)


def words(text: str, found: Proposal) -> str:
    """Return the words of the place found."""
    assert found.span is not None
    return text[found.span.start : found.span.end]


def test_a_drifted_quote_is_anchored_by_its_context() -> None:
    new = TEXT.replace("reporters in the evening", "reporters that evening")
    found = proposal(new, "told reporters in the evening that talks", "The minister ", " with the unions")
    assert (found.outcome, words(new, found)) == (DriftOutcome.ANCHORED, "told reporters that evening that talks")


def test_the_words_at_the_ends_stay_whole() -> None:
    new = TEXT.replace("reporters", "reportersx").replace("evening", "eveninq")
    found = proposal(new, "reporters in the evening", "The minister told ", " that talks with")
    assert words(new, found) == "reportersx in the eveninq"


def test_a_quote_alone_is_anchored_after_no_more_than_a_slip() -> None:
    slip = proposal(TEXT.replace("pilots", "pilotts"), HARBOUR)
    more = proposal(TEXT.replace("pilots had walked out", "crews had gone home"), HARBOUR)
    assert (slip.outcome, more.outcome) == (DriftOutcome.ANCHORED, DriftOutcome.REVIEW)


def test_words_that_are_not_there_are_an_orphan() -> None:
    found = proposal(TEXT, "nobody had ever written these words", "Until today ", " in this text")
    assert found.outcome is DriftOutcome.ORPHAN


@pytest.mark.parametrize("exact", ["", " ", "\n"])
def test_nothing_is_found_of_nothing(exact: str) -> None:
    assert proposal(TEXT, exact, "The minister ", " that talks").outcome is DriftOutcome.ORPHAN


def test_where_two_places_are_as_like_people_decide() -> None:
    new = f"{TEXT}\n\n{TEXT}".replace("two days", "2 days")
    assert (
        proposal(new, "by a fifth within two days", "Prices of fish rose ", ", and the market").outcome
        is DriftOutcome.REVIEW
    )


WITH_CONTEXT = (
    "rose by a fifth within two days, and",
    "Prices of fish ",
    " the market hall stayed empty for a week",
)
SIBLING = "Prices of bread rose by a fifth within ten days, and the market hall shut early each Monday."


def test_a_deleted_quote_is_not_anchored_to_its_like_while_its_context_stands_closed_up() -> None:
    old = f"{TEXT} {SIBLING}"
    quote, prefix, suffix = WITH_CONTEXT
    assert proposal(old.replace("two days", "2 days"), quote, prefix, suffix).outcome is DriftOutcome.ANCHORED
    assert proposal(old.replace(f" {quote}", ""), quote, prefix, suffix).outcome is not DriftOutcome.ANCHORED


def test_a_replaced_quote_is_not_anchored_to_its_like_while_its_context_stands_around_other_words() -> None:
    old = f"{TEXT} {SIBLING}"
    quote, prefix, suffix = WITH_CONTEXT
    new = old.replace(quote, "are what they were before the strike;")
    assert proposal(new, quote, prefix, suffix).outcome is not DriftOutcome.ANCHORED


@pytest.mark.parametrize("bar", [WRITTEN, BARE], ids=["written", "bare"])
@pytest.mark.parametrize(
    "at",
    [
        pytest.param(lambda bar, height: replace(bar, quote=height), id="quote"),
        pytest.param(lambda bar, height: replace(bar, joint=height), id="joint"),
        pytest.param(lambda bar, height: replace(bar, context=height), id="context"),
        pytest.param(lambda bar, height: replace(bar, margin=height), id="margin"),
    ],
)
def test_a_higher_bar_never_lets_more_through(bar: Bar, at: Callable[[Bar, float], Bar]) -> None:
    drift = DriftIndex(TextIndex(TEXT.replace("reporters", "the press").replace("fifth", "quarter")))
    windows = [Window.of(text[20:70], text[:20], text[70:]) for text in (HARBOUR, MINISTER, PRICES, SIBLING)]
    for window in windows:
        passed = [drift.find(window, at(bar, step / 10)).outcome is DriftOutcome.ANCHORED for step in range(11)]
        assert passed == sorted(passed, reverse=True)
