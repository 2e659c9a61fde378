"""A foreign annotation is placed only with evidence, and on whole words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated_reader.authoring.importers.selector_placement import NoPlaceError, Placer, Selection
from annotated_reader.corpus.model import Article
from annotated_reader.texts.seed import Span
from annotated_reader.texts.word_boundaries import has_whole_words
from tests.project import TinyProject

TEXT = """\
Boats were kept ashore for two days.

Politicians split over the lamp. The lamp is lit again, and they destroy it; Troy fell.

A list of words: one lamp, two ropes.

灯塔管理员每天晚上点亮灯。他没有说话。
"""


def article_of(folder: Path, text: str) -> Article:
    """Load a project whose one article has this text."""
    project = TinyProject(folder)
    project.seed(text)
    return project.article()


@pytest.fixture(scope="module")
def placer(tmp_path_factory: pytest.TempPathFactory) -> Placer:
    """Return what places selections in the text above."""
    return Placer(article_of(tmp_path_factory.mktemp("placing"), TEXT))


def words(placer: Placer, selection: Selection, source_known: bool) -> str:
    """Place a selection and return the words."""
    return placer.place_foreign(selection, source_known).quote["exact"]


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection("two days", prefix="kept ashore for "), "two days"),
        (Selection("two days", suffix=".\n\nPoliticians split"), "two days"),
        (Selection("two days", "hore for ", ".\n\nPolitic"), "two days"),
        (Selection("Boats were kept ashore"), "Boats were kept ashore"),
        (Selection("灯塔管理员每天晚"), "灯塔管理员每天晚"),
        (Selection("他没有", prefix="点亮灯。"), "他没有"),
        (Selection("The lamp is lit aga"), "The lamp is lit again"),
        (Selection("kept ashore for two days.Politicians split"), "kept ashore for two days.\n\nPoliticians split"),
    ],
    ids=["prefix", "suffix", "both, cut", "four words", "eight Han", "Han, prefix", "four words and a part", "joined"],
)
def test_words_of_unknown_source_are_placed_by_context_or_by_their_number(
    placer: Placer, selection: Selection, found: str
) -> None:
    assert words(placer, selection, source_known=False) == found


@pytest.mark.parametrize(
    "selection",
    [
        Selection("Troy"),
        Selection("kept ashore for"),
        Selection("ept ashore for tw"),
        Selection("灯塔管理员每天"),
        Selection("Troy", prefix="fall of "),
        Selection("Troy", prefix=" "),
        Selection("Troy", suffix=". "),
        Selection("fell", prefix="y "),
        Selection("fell", prefix="Troy ", suffix=" apart"),
        Selection("fell", span=Span(TEXT.index("fell"), TEXT.index("fell") + 4)),
        Selection(span=Span(TEXT.index("Troy"), TEXT.index("Troy") + 4)),
    ],
    ids=[
        "one word", "three words", "two words and two parts", "seven Han", "prefix differs", "blank prefix", "stop",
        "part of a word before", "suffix differs", "its position", "only a position",
    ],
)  # fmt: skip
def test_without_evidence_nothing_is_placed(placer: Placer, selection: Selection) -> None:
    with pytest.raises(NoPlaceError, match="is not the address of this article"):
        placer.place_foreign(selection, source_known=False)


def test_words_inside_longer_words_are_told_as_such(placer: Placer) -> None:
    with pytest.raises(NoPlaceError, match="stand there only inside longer words: “ept ashore for tw”"):
        placer.place_foreign(Selection("ept ashore for tw"), source_known=False)


@pytest.mark.parametrize(
    ("exact", "found"),
    [("Troy", "Troy"), ("mp is li", "lamp is lit"), ("oliticians spl", "Politicians split"), ("他没", "他没")],
)
def test_of_a_known_source_few_words_are_enough_and_are_widened_to_whole_ones(
    placer: Placer, exact: str, found: str
) -> None:
    assert words(placer, Selection(exact), source_known=True) == found


@pytest.mark.parametrize("source_known", [True, False])
@pytest.mark.parametrize(
    ("exact", "reason"),
    [
        ("Ash", "do not stand"),
        ("ash", "begin or end inside a word: “ash”, of “ashore”"),
        ("olitician", "begin or end inside a word"),
        ("TWO DAYS", "have other capitals in the text: “TWO DAYS” is “two days” there"),
        ("kepta shore for two days", "do not stand"),
        ("the lamp is lit again", "have other capitals"),
    ],
)
def test_a_part_of_a_word_and_words_of_other_case_are_not_placed(
    placer: Placer, exact: str, reason: str, source_known: bool
) -> None:
    with pytest.raises(NoPlaceError, match=reason):
        placer.place_foreign(Selection(exact), source_known)


def test_a_part_of_a_word_is_widened_where_its_context_agrees(placer: Placer) -> None:
    assert words(placer, Selection("olitician", "for two days.P", "s split"), source_known=False) == "Politicians"


def test_context_that_hardly_agrees_decides_between_no_two_places(placer: Placer) -> None:
    with pytest.raises(NoPlaceError, match="stand 3 times, and nothing tells which is meant"):
        placer.place_foreign(Selection("lamp", prefix="a red "), source_known=True)
    with pytest.raises(NoPlaceError, match="stand 3 times"):
        placer.place_foreign(Selection("lamp", prefix="done"), source_known=True)
    assert placer.place_foreign(Selection("lamp", prefix="words: one "), source_known=True).span.start > 100


def test_words_that_a_person_chose_are_refused_inside_a_word_with_the_whole_words(placer: Placer) -> None:
    with pytest.raises(NoPlaceError, match="begin or end inside a word: “mp is li”, of “lamp is lit”"):
        placer.place(Selection("mp is li"))
    assert placer.place(Selection("lamp is lit")).quote["exact"] == "lamp is lit"


LETTERS = st.sampled_from("aAbtTro ,.\nяЯ灯e\u0301")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), text=st.text(LETTERS, min_size=8, max_size=60).filter(str.strip), known=st.booleans())
def test_no_short_selection_is_placed_inside_a_word_of_any_text(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, text: str, known: bool
) -> None:
    placer = Placer(article_of(tmp_path_factory.mktemp("random"), text))
    whole = placer.article.seed.text
    for _ in range(20):
        start = data.draw(st.integers(0, len(whole) - 1))
        exact = data.draw(st.just(whole[start : start + data.draw(st.integers(1, 12))]) | st.text(LETTERS, max_size=6))
        context = st.sampled_from(["", whole[max(0, start - 3) : start], whole[start + len(exact) :][:3], "a", "to "])
        selection = Selection(exact, data.draw(context), data.draw(context), Span(start, start + len(exact)))
        try:
            found = placer.place_foreign(selection, known)
        except NoPlaceError:
            continue
        assert has_whole_words(whole, found.span)
        assert found.quote["exact"] == whole[found.span.start : found.span.end]
        assert exact.strip() == "" or exact.strip()[0] in found.quote["exact"]
