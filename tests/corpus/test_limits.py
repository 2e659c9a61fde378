"""What is large is read, or refused with a clear limit. What it costs is measured by `make bench ARGS=limits`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated_reader.corpus.model import Obstacle
from annotated_reader.corpus.placement import MAX_NOTES_ON_A_PLACE
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.formats.schema import MAX_NOTE_CHARACTERS, MAX_NOTES_AN_ARTICLE, MAX_QUOTE_CHARACTERS
from annotated_reader.formats.schema.shared import MAX_BRACKETS
from annotated_reader.pages import RenderContext, build_pages
from annotated_reader.support.problems import Severity
from annotated_reader.texts.markdown import count_words, link_targets, render_note
from annotated_reader.texts.quote_search import _LONG_TEXT, MAX_PLACES, Ambiguous, Anchored, TextIndex
from annotated_reader.texts.seed import MAX_SEED_BYTES, read_seed
from tests.project import FILES, TinyProject
from tests.sampling import rest_nightly

NOTE = "- {{id: n-{number}, kind: wording, title: T, quote: {quote}, note: N, added: 2026}}\n"
LINE = "The admiral said that it was further away from our normal thinking, in word {}. "


def many_notes(project: TinyProject, text: str, quotes: list[str], a_file: int = 500) -> None:
    """Replace the text of the small project, and add a note on each of these words, so many to a file."""
    project.seed(text)
    for start in range(0, len(quotes), a_file):
        notes = (NOTE.format(number=start + at, quote=quote) for at, quote in enumerate(quotes[start : start + a_file]))
        project.write(f"annotations/tiny/notes-{start}.yml", "".join(notes))


def test_an_article_of_two_thousand_notes_is_read_and_shown(project: TinyProject) -> None:
    quotes = [f"in word {number}." for number in range(2_000)]
    many_notes(project, "\n".join(map(LINE.format, range(2_000))), quotes)
    corpus = project.corpus()
    assert len(corpus.articles[0].notes) == 2_000
    assert any("article" in page.url for page in build_pages(RenderContext(corpus, SiteInfo())))


def test_an_article_of_more_notes_is_refused_at_the_first_too_many(project: TinyProject) -> None:
    more = MAX_NOTES_AN_ARTICLE + 700
    many_notes(project, "".join(map(LINE.format, range(more))), [f"in word {number}." for number in range(more)])
    first = NOTE.format(number="first", quote="in word 1.").replace("{", "{see: [n-600, n-2400], ")
    project.write("annotations/tiny/a-first.yml", first)
    (project.root / "annotations/tiny/notes.yml").unlink()
    (problem,) = {problem for problem in project.problems() if problem.severity is Severity.ERROR}
    assert (str(problem.place), problem.rule) == ("annotations/tiny/notes-2000.yml:500:3", "article-crowded")
    assert "more than 2,000 notes" in problem.message
    assert "`lines: 1-400`" in problem.hint
    assert len(project.article().notes) == 1_501  # notes-2500 and notes-500 come after


def test_of_two_thousand_notes_within_each_other_fifty_are_shown_and_the_others_refused(
    project: TinyProject,
) -> None:
    words = [f"w{number}" for number in range(4_500)]
    quotes = (" ".join(words[at : 4_500 - at]) for at in range(2_000))
    many_notes(project, " ".join(words), [quote[:19_000].rsplit(" ", 1)[0].join('""') for quote in quotes], a_file=8)
    corpus = project.corpus()
    refused = corpus.articles[0].unplaced
    assert [note.obstacle for note in refused] == [Obstacle.CROWDED] * (2_000 - MAX_NOTES_ON_A_PLACE)
    (page,) = (page for page in build_pages(RenderContext(corpus, SiteInfo())) if page.url == "articles/tiny/")
    assert len(page.html) < 2_000_000


@pytest.mark.parametrize(
    ("quote", "refused"),
    [("was", 1), ("said that", 1), ("said", 0), ("away", 0)],
    ids=["in", "over", "before", "after"],
)
def test_fifty_notes_take_no_room_but_on_their_own_words(project: TinyProject, quote: str, refused: int) -> None:
    text = "The admiral said that it was further away."
    retracted = NOTE.replace("wording,", "wording, status: retracted,").format(number=51, quote="that it")
    many_notes(project, text, [*["that it was"] * 50, quote])
    project.write("annotations/tiny/retracted.yml", retracted)
    assert [note.obstacle for note in project.article().unplaced] == [Obstacle.CROWDED] * refused


def test_a_page_of_two_thousand_notes_side_by_side_grows_with_their_number(project: TinyProject) -> None:
    many_notes(project, "".join(map(LINE.format, range(2_000))), [f"in word {number}." for number in range(2_000)])
    corpus = project.corpus()
    assert not corpus.articles[0].unplaced
    (page,) = (page for page in build_pages(RenderContext(corpus, SiteInfo())) if page.url == "articles/tiny/")
    assert len(page.html) < 2_000 * 2_000


@pytest.mark.nightly
def test_two_thousand_notes_on_one_long_line_are_read(project: TinyProject) -> None:
    many_notes(project, "".join(map(LINE.format, range(12_000))), [f"in word {number}." for number in range(2_000)])
    assert len(project.article().notes) == 2_000


def test_a_quote_of_twenty_thousand_characters_is_found_and_a_longer_one_refused(project: TinyProject) -> None:
    text = "".join(map(LINE.format, range(400)))
    many_notes(project, text, [text[:MAX_QUOTE_CHARACTERS].strip().join('""')])
    assert len(project.article().notes) == 1
    many_notes(project, text, [text[: MAX_QUOTE_CHARACTERS + 1].join('""')])
    message = "`quote` has 20001 characters; at most 20000 are allowed"
    assert message in {problem.message for problem in project.problems()}


EVERYWHERE = {
    "one-character": ("灯" * 2**20, "灯" * 100),
    "two-letters": ("a b " * 2**18, "a b " * 2_500 + "a b"),
    "a-short-word": ("a " * 2**19, "a"),
    "lines": ("same words again.\n" * 50_000, "words"),
}


@pytest.mark.parametrize(("text", "quote"), EVERYWHERE.values(), ids=EVERYWHERE)
def test_words_that_stand_everywhere_are_refused(project: TinyProject, text: str, quote: str) -> None:
    assert TextIndex(text).resolve(quote) == Ambiguous((), MAX_PLACES)
    many_notes(project, text[:40_000], [quote.join('""')])
    (problem,) = (problem for problem in project.problems() if problem.rule.startswith("quote"))
    assert problem.rule == "quote-ambiguous"
    assert problem.hint == "Quote more words; these appear in too many places to tell apart."


@given(
    st.lists(st.sampled_from(["a", "b", "ab"]), min_size=26, max_size=60),
    st.integers(0, 10),
    st.integers(16, 30),
    st.integers(0, 20),
)
def test_a_long_quote_is_found_wherever_it_stands(words: list[str], first: int, count: int, before: int) -> None:
    quote = " ".join(words[first : first + count])
    text = f"{'b' * before} {' '.join(words)} {'c' * _LONG_TEXT}"
    assert len(quote) >= 31
    places = {at for at in range(1, len(text)) if text[at - 1] == " " and text.startswith(f"{quote} ", at)}
    assert {span.start for span in TextIndex(text).occurrences(quote)} == places != set()


@pytest.mark.nightly
def test_quotes_are_found_in_the_largest_text() -> None:
    lines = [f"Man {number} came. " + LINE.format(number) for number in range(110_000)]
    seed = read_seed("\n".join(lines).encode()[:MAX_SEED_BYTES])
    index = TextIndex(seed.text, seed.span)
    assert isinstance(index.resolve(lines[40_000][:80]), Anchored)
    assert isinstance(index.resolve(lines[50_000][:80].replace("l", "L")), Anchored)


@given(st.text("[]()!*_`<>&\\:#-+1.\"' \na", min_size=1, max_size=12))
@settings(max_examples=30)
def test_a_note_of_two_thousand_adversarial_characters_is_rendered_or_refused(piece: str) -> None:
    text = (piece * MAX_NOTE_CHARACTERS)[:MAX_NOTE_CHARACTERS]
    if text.count("[") > MAX_BRACKETS:
        return
    assert "<script" not in render_note(text)
    list(link_targets(text))
    count_words(text)


def test_a_note_of_very_many_brackets_is_refused(project: TinyProject) -> None:
    project.edit("annotations/tiny/notes.yml", "Only the first is on record.", "'" + "[a" * 300 + "'")
    problem = project.one_problem()
    assert problem.message == "`note`: it has 300 opening square brackets; at most 200 are allowed"


_K = 256 * 1024
COSTLY = {
    "empty-items": b"- \n" * 6_600,
    "small-entries": b"- a: b\n" * 6_600,
    "braces": b"[" + b"{}," * 19_000 + b"]",
    "keys": b"".join(b"k%d:\n" % number for number in range(9_900)),
    "keys-of-a-note": b"- id: x\n" + b"".join(b"  k%d:\n" % number for number in range(9_900)),
    "references": b"- id: x\n  references: [" + b"{}," * 19_000 + b"]\n",
    "unknown-references": b"- {id: x, kind: wording, title: T, quote: reckless, note: N, added: 2026, references: ["
    + b",".join(b"interviex%d" % number for number in range(15_000))
    + b"]}\n",
    "blank-lines": b" \n" * (_K // 2 - 10) + b": : :",
    "one-long-word": b"- {kind: " + b"a" * (_K - 100) + b"}",
    "lines-named-again": b"structure: [" + b"{lines: 1-900000, role: item}," * 3_900 + b"]",
}


@pytest.mark.parametrize("name", rest_nightly(["annotations/tiny/notes.yml", "annotations/tiny/article.yml"]))
@pytest.mark.parametrize("content", COSTLY.values(), ids=COSTLY)
def test_a_file_that_is_made_to_be_costly_is_refused(project: TinyProject, content: bytes, name: str) -> None:
    project.write(name, content)
    assert project.problems()


@given(st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_a_file_holds_end_in_a_corpus_or_in_problems(project: TinyProject, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in FILES if name.endswith(".yml")]))
    sound = FILES[name].encode()
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 40)))
    put_in = data.draw(st.binary(max_size=30) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")))
    project.write(name, sound[:start] + put_in + sound[end:])
    assert all(problem.message for problem in project.problems())
    project.write(name, sound)
