"""Quotes whose words were changed: anchored where there is no doubt, else left to people or given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.texts.drifted_quotes import BARE, MOVED, WRITTEN, Bar, DriftIndex, DriftOutcome, Proposal, Window
from annotated_reader.texts.quote_search import TextIndex
from annotated_reader.texts.seed import Span
from annotated_reader.texts.two_versions import SpanMapper

HARBOUR = "The harbour was closed to all ships at noon, because the pilots had walked out that morning."
MINISTER = "The minister told reporters in the evening that talks with the unions would begin on Monday."
PRICES = "Prices of fish rose by a fifth within two days, and the market hall stayed empty for a week."
WEATHER = "A storm from the north kept the smaller boats in port anyway, as the coast guard had warned."
TEXT = "\n\n".join((HARBOUR, MINISTER, PRICES, WEATHER))


def proposal(text: str, exact: str, prefix: str = "", suffix: str = "") -> Proposal:
    """Look for a quote in a text."""
    return DriftIndex(TextIndex(text)).propose(exact, prefix, suffix)


def words(text: str, found: Proposal) -> str:
    """Give the words of the place found."""
    assert found.span is not None
    return text[found.span.start : found.span.end]


def carried(old: str, new: str, passage: str) -> Proposal:
    """Carry a passage from an old text to a new one."""
    start = old.index(passage)
    return SpanMapper(TextIndex(old), DriftIndex(TextIndex(new))).map(Span(start, start + len(passage)))


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


@pytest.mark.parametrize("bar", [WRITTEN, BARE, MOVED], ids=["written", "bare", "moved"])
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


@given(st.data())
def test_in_an_unchanged_text_every_passage_is_carried_to_itself(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    if TEXT[start:end].strip() == TEXT[start:end]:
        found = carried(TEXT, TEXT, TEXT[start:end]) if TEXT.count(TEXT[start:end]) == 1 else None
        assert found is None or (found.outcome, found.span) == (DriftOutcome.ANCHORED, Span(start, end))


@given(st.data())
def test_a_deleted_passage_is_never_carried_anywhere(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 40))
    end = data.draw(st.integers(start + 30, min(len(TEXT), start + 200)))
    assert carried(TEXT, TEXT[:start] + TEXT[end:], TEXT[start:end]).outcome is not DriftOutcome.ANCHORED


def test_a_passage_is_carried_to_where_its_neighbours_stand_though_a_like_one_stands_by() -> None:
    old = f"{PRICES} {SIBLING}"
    new = old.replace("two days", "seven days").replace("ten days", "two days")
    found = carried(old, new, "a fifth within two days")
    assert words(new, found) == "a fifth within seven days"
    assert found.span == Span(new.index("a fifth"), new.index(", and"))


def test_a_moved_paragraph_takes_its_passages_with_it() -> None:
    new = "\n\n".join((WEATHER.replace("smaller", "small"), HARBOUR, MINISTER, PRICES))
    passage = "kept the smaller boats in port anyway"
    assert words(new, carried(TEXT, new, passage)) == "kept the small boats in port anyway"


def test_a_deleted_passage_is_not_taken_for_moved_to_what_was_always_like_it() -> None:
    old = "\n\n".join((HARBOUR, PRICES, MINISTER, SIBLING, WEATHER))
    new = "\n\n".join((HARBOUR, MINISTER, SIBLING, WEATHER))
    assert (
        carried(old, new, "rose by a fifth within two days, and the market hall").outcome is not DriftOutcome.ANCHORED
    )


def test_a_deleted_passage_is_not_carried_to_its_likes_beside_it_where_its_neighbours_closed_up() -> None:
    before = "The keeper writes down: - fare of the ferry (none if unknown or hard to learn) - number "
    passage = "of rooms (none if unknown or hard to learn) - number of beds in the inn (ten if"
    after = " unknown or hard to learn) - number of nights that were paid for, and whether it rained."
    new = (before + after).replace("ferry", "ferrry").replace("nights", "nihts")
    assert carried(before + passage + after, new, passage).outcome is not DriftOutcome.ANCHORED


@pytest.mark.parametrize("slip", ["", "s"], ids=["as it was", "with a slip"])
def test_a_replaced_passage_is_not_taken_for_moved_to_its_like_that_stood_there_before(slip: str) -> None:
    passage = "the harbour master rings the bell for a ship before the boats of the pilots leave"
    other = "a lamp is lit upon the mole, and whoever sees it tells it to the two next houses"
    here = f"When the tide is high, {passage} (the pilots come down from the hill)."
    there = f"When the tide is low, {passage.replace('before', 'after')} (the pilots come up from the quay)."
    old = "\n\n".join((MINISTER, f"{here} {there}", WEATHER))
    new = old.replace(passage, other, 1).replace("rings", f"rings{slip}")
    assert carried(old, new, passage).outcome is not DriftOutcome.ANCHORED
    assert words(new, carried(old, new, passage.replace("before", "after"))).startswith("the harbour master rings")
