"""What stands side by side: sentences, stances, words compared, dates, names, the overview."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Article, Corpus
from annotated_reader.corpus.name_mentions import mentions
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.formats.schema import DateRange, EventFile, PersonFile, Quotation, Translation
from annotated_reader.formats.schema.partial_date import PartialDate
from annotated_reader.pages.context import RenderContext, first_sentence
from annotated_reader.pages.dates_in_text import find_dates
from annotated_reader.pages.events import other_dates, words_to_compare
from annotated_reader.pages.passages import passage_of, passages_by_article, without
from annotated_reader.pages.timeline import TimelineEntry, periods
from annotated_reader.pages.timeline_axes import axes
from annotated_reader.pages.word_diff import DiffRun, compare_words, mark_new_words, quoted_words
from annotated_reader.texts.sentences import sentence_starts


def article_with(tmp_path: Path, text: str, quote: str, structure: str = "[]", display: str = "full") -> Corpus:
    """Load a project of one article with one note."""
    for folder in ("seeds", "annotations/one"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "annotations/one/article.yml").write_text(
        f"seed: a.txt\nsha256: {'0' * 64}\ntitle: T\nstructure: {structure}\ndisplay: {display}\n", encoding="utf-8"
    )
    (tmp_path / "annotations/one/notes.yml").write_text(
        f"- id: n\n  kind: context\n  title: T\n  quote: {json.dumps(quote)}\n  note: N\n  added: 2026-01-01\n",
        encoding="utf-8",
    )
    return load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("Adm. Dragone spoke. He left.", ["Adm. Dragone spoke. ", "He left."]),
        ("The U.S. Army came. It went.", ["The U.S. Army came. ", "It went."]),
        ("“Stop.” He stopped.", ["“Stop.” ", "He stopped."]),
        ("Nicaragua v. United States was decided.", ["Nicaragua v. United States was decided."]),
        ("Wait… what? Yes.", ["Wait… what? ", "Yes."]),
        ("这是一。这是二。", ["这是一。", "这是二。"]),
    ],
    ids=["plain", "title", "initials", "closing quote", "versus", "ellipsis before a small letter", "no spaces"],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    starts = [*sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == sentences


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One *word*\nhere. Two.", "One word here."),
        ("[One](/x) only", "One only"),
        ("Adm. Bauer left. So", "Adm. Bauer left."),
    ],
    ids=["markup", "no second", "title"],
)
def test_the_first_sentence_is_plain_text_on_one_line(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_passage_stands_in_its_own_sentence_and_no_other(tmp_path: Path) -> None:
    corpus = article_with(tmp_path, "First one. The second holds words here. Third.", "holds words")
    passage = passage_of(corpus, corpus.notes[0])
    assert (passage.before, passage.marked, passage.after) == ("The second ", "holds words", " here.")


def test_words_over_two_lines_keep_their_line_break(tmp_path: Path) -> None:
    corpus = article_with(tmp_path, "He called it:\nreckless,\ndangerous.", "reckless,\ndangerous")
    passage = passage_of(corpus, corpus.notes[0])
    assert (passage.before, passage.marked, passage.after) == ("", "reckless,\ndangerous", ".")


@pytest.mark.parametrize(
    ("structure", "display"),
    [("[{lines: 1, role: furniture}]", "full"), ("[]", "withdrawn")],
    ids=["furniture", "withdrawn"],
)
def test_of_furniture_and_of_withdrawn_texts_only_the_notes_own_words_are_shown(
    tmp_path: Path, structure: str, display: str
) -> None:
    corpus = article_with(tmp_path, "Some text that is long.", "text that", structure, display)
    passage = passage_of(corpus, corpus.notes[0])
    assert (passage.before, passage.marked, passage.after) == ("", "text that", "")


def test_in_a_withdrawn_text_a_passage_leads_to_its_words(tmp_path: Path) -> None:
    corpus = article_with(tmp_path, "Some text.", "text", display="withdrawn")
    assert passage_of(corpus, corpus.notes[0]).place == "articles/one/#n"


def test_a_long_sentence_is_shortened_at_whole_words(tmp_path: Path) -> None:
    corpus = article_with(tmp_path, "word " * 200 + "target" + " word" * 200, "target")
    passage = passage_of(corpus, corpus.notes[0])
    assert passage.before.startswith("… word ")
    assert passage.after.endswith(" word …")
    assert len(passage.before) + len(passage.after) < 600


def test_other_articles_that_make_a_notes_claim_are_found_and_its_own_is_not(corpus: Corpus) -> None:
    note = corpus.notes_by_id["ethics-was-named-first"]
    count, found = RenderContext(corpus, SiteInfo()).elsewhere(note)
    assert note.data.claim
    others = {other.article for other in corpus.notes_by_claim[note.data.claim.id]} - {note.article}
    assert {"nato-chiefs-demand", "internal-alarm"} <= others
    assert count == len(others)
    assert {side.article.slug for side in found} <= others
    assert all(passage.stance for side in found for passage in side.passages)


def test_every_article_either_makes_a_claim_or_is_named_as_silent(corpus: Corpus) -> None:
    for notes in corpus.notes_by_claim.values():
        articles = passages_by_article(corpus, notes)
        count, silent = without(corpus, notes, len(corpus.articles))
        assert {entry.article.slug for entry in articles} | {article.slug for article in silent} == set(
            corpus.articles_by_slug
        )
        assert (count, without(corpus, notes, count - 1)) == (len(silent), (count, ()))


def marked_up(runs: tuple[DiffRun, ...]) -> str:
    """Write runs in one line: +added+ and -left out-."""
    return " ".join({"added": f"+{r.text}+", "left-out": f"-{r.text}-", "same": r.text}[r.change] for r in runs)


@pytest.mark.parametrize(
    ("original", "version", "expected"),
    [
        (
            "Russia has teamed up with China.",
            "Russia has allied with China.",
            "Russia has -teamed up- +allied+ with China.",
        ),
        (
            "It is an EXTREMELY “irresponsible” step!",
            "an extremely irresponsible step",
            "an extremely irresponsible step",
        ),
        ("We would be sowing the seeds of war.", "sow the seeds of war", "-sowing- +sow+ the seeds of war"),
        (
            "Because of Russia, war has returned.",
            "War has returned at last.",
            "-Because of Russia,- War has returned +at last.+",
        ),
        ("A long speech about very many other things. We are ready now. More.", "we are ready now", "we are ready now"),
        ("We are studying everything.", "the option of launching a strike", ""),
        ("We are studying everything.", "", ""),
    ],
    ids=["replaced", "marks and capitals", "at the start", "before the start", "a stretch", "too free", "nothing"],
)
def test_words_are_compared_with_the_nearest_stretch_of_the_original(
    original: str, version: str, expected: str
) -> None:
    assert marked_up(compare_words(original, version)) == expected


def test_what_is_marked_as_the_articles_words_joined_is_its_version() -> None:
    runs = compare_words("Our militaries also need thousands more tanks.", "We need thousands of new tanks.")
    assert " ".join(run.text for run in runs if run.change != "left-out") == "We need thousands of new tanks."


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("is studying the option of a strike", "+is+ studying +the option of a+ strike"),
        ("“Pre-emptive strike”: studying", "“Pre-emptive strike”: studying"),
        ("nothing of the sort", ""),
        ("a strike, he said", ""),
    ],
    ids=["new words", "marks and hyphens", "no word shared", "one word shared"],
)
def test_in_a_free_version_the_words_that_the_original_does_not_have_are_marked(version: str, expected: str) -> None:
    assert marked_up(mark_new_words("We are studying every preemptive strike.", version)) == expected


def test_where_quotation_marks_stand_only_what_they_hold_is_compared() -> None:
    assert (
        quoted_words("“We are studying everything,” he said, “and more.”") == "We are studying everything, … and more."
    )
    assert quoted_words("no marks at all") == "no marks at all"


def test_a_version_is_held_against_the_translation_only_where_languages_differ() -> None:
    translation = Translation(text="ready", by="us")
    quotation = Quotation(speaker="x", original="готовы", language="ru", translation=translation, completeness="full")
    assert words_to_compare(quotation, "en-GB") == "ready"
    assert words_to_compare(quotation, "ru") == "готовы"


@pytest.mark.parametrize(
    ("text", "date", "differs"),
    [
        ("on June 24-26", DateRange.model_validate({"from": "2025-06-24", "to": "2025-06-25"}), True),
        ("on 24–25 June 2025", DateRange.model_validate({"from": "2025-06-24", "to": "2025-06-25"}), False),
        ("on June 9, 2025", PartialDate(2025, 6, 9), False),
        ("on June 9, 2024", PartialDate(2025, 6, 9), True),
        ("on June 9", PartialDate(2025, 6), False),
    ],
    ids=["a day too long", "the same days", "the same day", "another year", "known to the month only"],
)
def test_another_date_is_told_from_the_same_date(text: str, date: PartialDate | DateRange, differs: bool) -> None:
    assert [found.differs_from(date) for found in find_dates(text)] == [differs]


def test_the_wrong_date_of_the_hague_summit_is_found(corpus: Corpus) -> None:
    event = corpus.events["hague-summit-2025"].value
    assert "June 24-26" in [other.written.words for other in other_dates(corpus, event)]


def named(tmp_path: Path, text: str, *names: str) -> list[str]:
    """Return the words in a text that name somebody."""
    corpus = article_with(tmp_path, text, text.split()[0], "[{lines: 2, role: comment}]")
    person = PersonFile(id="p", name=names[0], aliases=names[1:], kind="person", description="d")
    article: Article = corpus.articles[0]
    return [article.seed.text[m.span.start : m.span.end] for m in mentions(article, person)]


def test_a_person_is_found_by_name_and_alias_in_whole_words(tmp_path: Path) -> None:
    text = "Yesterday Mark  Rutte spoke; Rutte’s words, not Rutten’s or rutte’s."
    assert named(tmp_path, text, "Mark Rutte", "Rutte") == ["Mark  Rutte", "Rutte"]


def test_nobody_is_looked_for_in_readers_comments(tmp_path: Path) -> None:
    assert named(tmp_path, "Nothing here.\nRutte is named here.", "Rutte") == []


def test_signs_in_a_name_are_no_pattern(tmp_path: Path) -> None:
    assert named(tmp_path, "Aplus B. and A+ B.", "A+ B.") == ["A+ B."]


def event(day: str) -> EventFile:
    """Make an event on a day."""
    return EventFile(id="e" + day, title="t", date=PartialDate.parse(day), description="d")


_FOUR_OF_1949 = ("1949-04-04", "1949-05", "1949-08-12", "1949-10")


@pytest.mark.parametrize(
    ("days", "named"),
    [
        (["1983", "1986-06-27"], {"1980s": 2}),
        (["1945-10-24", *_FOUR_OF_1949], {"1945": 1, "1949": 4}),
        (["1941", "1943-02-24", *_FOUR_OF_1949, "1950"], {"1941–1943": 2, "1949": 4, "1950s": 1}),
        (["2025-01-02", "2025-10-03", *["2025-11-04"] * 4], {"January to October 2025": 2, "November 2025": 4}),
        (["2025-10-02", *["2025-11-04"] * 4], {"October 2025": 1, "November 2025": 4}),
        (["2025", "2025-10-03", *["2025-11-04"] * 4], {"2025": 2, "November 2025": 4}),
    ],
)
def test_periods_are_named_by_what_is_in_them(days: list[str], named: dict[str, int]) -> None:
    entries = [TimelineEntry(event(day), (), ()) for day in days]
    assert {name: len(group) for name, group in periods(entries)} == named


def test_the_overview_gives_the_dense_year_and_its_dense_weeks_an_axis_each() -> None:
    old = [event(day) for day in ("1837-12-29", "1945", "1986-06")]
    dense = [event(f"2025-11-{day}") for day in range(20, 27)]
    drawn = axes([*old, event("2025-02-01"), *dense], {})
    assert [axis.name for axis in drawn] == ["1837 to 2025", "2025", "19 Nov to 27 Nov 2025"]
    assert [len(axis.dots) for axis in drawn] == [3, 1, 7]
    assert [axis.count for axis in drawn] == [11, 8, 7]


def test_every_event_stands_on_exactly_one_axis_and_no_dot_hides_another(corpus: Corpus) -> None:
    events = sorted((entry.value for entry in corpus.events.values()), key=lambda e: e.start)
    drawn = axes(events, {})
    assert sorted(dot.event.id for axis in drawn for dot in axis.dots) == sorted(corpus.events)
    for axis in drawn:
        places = [(dot.x, dot.level) for dot in axis.dots]
        assert len(set(places)) == len(places)
        assert all(0 <= x <= 100 for x, _ in places)


def test_the_events_that_matter_most_are_labelled_each_in_a_row_of_its_own_and_none_is_cut_off() -> None:
    events = [event(str(year)) for year in range(1900, 2001, 10)]
    weights = {shown.id: number % 4 for number, shown in enumerate(events)}
    labels = axes(events, weights)[0].labels
    assert {label.dot.event.start.year for label in labels} == {1920, 1930, 1960, 1970, 2000}
    assert [label.row for label in labels] == [0, 1, 2, 3, 4]
    assert [label.dot.event.start.year for label in labels] == [2000, 1970, 1960, 1920, 1930]
    assert [label.ends for label in labels] == [True, True, True, False, False]
    assert axes(events, {})[0].labels == ()


def test_few_events_need_one_axis_and_none_needs_none() -> None:
    assert [axis.name for axis in axes([event("1999"), event("2001")], {})] == ["1999 to 2001"]
    assert axes([], {}) == []
    assert axes([event("2001-05-05")], {})[0].name == "2001"


def test_leap_days_and_new_years_eve_can_be_drawn() -> None:
    assert all(0 <= dot.x <= 100 for dot in axes([event("2024-02-29"), event("2024-12-31")], {})[0].dots)
