"""What is large is read in bounded time and memory, or refused with a clear limit."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotated_reader.corpus.model import Obstacle
from annotated_reader.corpus.placement import MAX_NOTES_ON_A_PLACE
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.formats.schema import MAX_NOTE_CHARACTERS, MAX_NOTES_AN_ARTICLE, MAX_QUOTE_CHARACTERS
from annotated_reader.pages import RenderContext, build_pages
from annotated_reader.support.problems import Problem, Severity
from annotated_reader.texts.markdown import count_words, link_targets, render_note
from annotated_reader.texts.quote_search import _LONG_TEXT, MAX_PLACES, Ambiguous, TextIndex
from annotated_reader.texts.seed import MAX_SEED_BYTES
from tests.conftest import ROOT
from tests.project import FILES, TinyProject

NOTE = "- {{id: n-{number}, kind: wording, title: T, quote: {quote}, note: N, added: 2026}}\n"
LINE = "The admiral said that it was further away from our normal thinking, in word {}. "


def seconds_of(started: float) -> float:
    """Tell the processor's seconds since a moment."""
    return time.process_time() - started


def _slowness() -> float:
    """Tell how slow this machine is now, against one on which a million steps take 25 ms."""
    started = time.process_time()
    for _ in range(1_000_000):
        pass
    return max(1.0, seconds_of(started) / 0.025)


def is_soon_done(act: Callable[[], object], seconds: float) -> bool:
    """Whether something takes at most so many seconds of the processor: on a slow machine more, and once is noise."""
    for _ in range(3):
        started = time.process_time()
        act()
        if (taken := seconds_of(started)) < seconds or taken < seconds * _slowness():
            return True
    return False


def many_notes(project: TinyProject, text: str, quotes: list[str], a_file: int = 500) -> None:
    """Give the small project another text, and a note on each of these words of it, so many to a file."""
    project.seed(text)
    for start in range(0, len(quotes), a_file):
        notes = (NOTE.format(number=start + at, quote=quote) for at, quote in enumerate(quotes[start : start + a_file]))
        project.write(f"annotations/tiny/notes-{start}.yml", "".join(notes))


def test_an_article_of_two_thousand_notes_is_read_and_shown(project: TinyProject) -> None:
    quotes = [f"in word {number}." for number in range(2_000)]
    many_notes(project, "\n".join(map(LINE.format, range(2_000))), quotes)
    started = time.process_time()
    corpus = project.corpus()
    assert len(corpus.articles[0].notes) == 2_000
    assert any("article" in page.url for page in build_pages(RenderContext(corpus, SiteInfo())))
    assert seconds_of(started) < 40


def test_an_article_of_more_notes_is_refused_at_the_first_too_many(project: TinyProject) -> None:
    more = MAX_NOTES_AN_ARTICLE + 700
    many_notes(project, "".join(map(LINE.format, range(more))), [f"in word {number}." for number in range(more)])
    first = NOTE.format(number="first", quote="in word 1.").replace("{", "{see: [n-600, n-2400], ")
    project.write("annotations/tiny/a-first.yml", first)
    (project.root / "annotations/tiny/notes.yml").unlink()
    found: list[Problem] = []
    assert is_soon_done(lambda: found.extend(project.problems()), 5)
    (problem,) = {problem for problem in found if problem.severity is Severity.ERROR}
    assert (str(problem.place), problem.rule) == ("annotations/tiny/notes-2000.yml:500:3", "article-crowded")
    assert "more than 2,000 notes" in problem.message
    assert "`lines: 1-400`" in problem.hint
    assert len(project.article().notes) == 1_501  # notes-2500 and notes-500 come after


def test_of_two_thousand_notes_within_each_other_fifty_are_shown_and_the_others_refused_soon(
    project: TinyProject,
) -> None:
    text = "".join(map(LINE.format, range(60)))
    many_notes(project, text, [text[at : 4_500 - at].strip().join('""') for at in range(2_000)], a_file=50)
    started = time.process_time()
    corpus = project.corpus()
    refused = corpus.articles[0].unplaced
    assert [note.obstacle for note in refused] == [Obstacle.CROWDED] * (2_000 - MAX_NOTES_ON_A_PLACE)
    (page,) = (page for page in build_pages(RenderContext(corpus, SiteInfo())) if page.url == "articles/tiny/")
    assert len(page.html) < 2_000_000
    assert seconds_of(started) < 5 * _slowness()


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
    started = time.process_time()
    corpus = project.corpus()
    assert not corpus.articles[0].unplaced
    (page,) = (page for page in build_pages(RenderContext(corpus, SiteInfo())) if page.url == "articles/tiny/")
    assert len(page.html) < 2_000 * 2_000
    assert seconds_of(started) < 5 * _slowness()


def test_two_thousand_notes_on_one_long_line_are_read(project: TinyProject) -> None:
    many_notes(project, "".join(map(LINE.format, range(12_000))), [f"in word {number}." for number in range(2_000)])
    started = time.process_time()
    assert len(project.article().notes) == 2_000
    assert seconds_of(started) < 40


def test_a_quote_of_twenty_thousand_characters_is_found_and_a_longer_one_refused(project: TinyProject) -> None:
    text = "".join(map(LINE.format, range(400)))
    many_notes(project, text, [text[:MAX_QUOTE_CHARACTERS].strip().join('""')])
    assert len(project.article().notes) == 1
    many_notes(project, text, [text[: MAX_QUOTE_CHARACTERS + 1].join('""')])
    message = "`quote` has 20001 characters; at most 20000 are allowed"
    assert message in {problem.message for problem in project.problems()}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("a" * 2**20, "a" * 100, id="one-letter"),
        pytest.param("ab" * 2**19, "ab" * 5_000, id="two-letters"),
        pytest.param("a " * 2**19, "a", id="a-short-word"),
        pytest.param("same words again.\n" * 50_000, "words", id="lines"),
    ],
)
def test_words_that_stand_everywhere_are_refused_soon(project: TinyProject, text: str, quote: str) -> None:
    started = time.process_time()
    assert TextIndex(text).resolve(quote) == Ambiguous((), MAX_PLACES)
    assert seconds_of(started) < 5
    many_notes(project, text[:40_000], [quote.join('""')])
    (problem,) = (problem for problem in project.problems() if problem.rule.startswith("quote"))
    assert problem.rule == "quote-ambiguous"
    assert problem.hint == "Quote more words; these appear in too many places to tell apart."


@given(st.text("ab ", max_size=120), st.integers(0, 119), st.integers(31, 60), st.integers(0, 20))
def test_a_long_quote_is_found_wherever_it_stands(text: str, start: int, length: int, before: int) -> None:
    text = "b" * before + text
    quote = text[start : start + length]
    text += "c" * _LONG_TEXT
    places = {at for at in range(len(text)) if quote.strip() and text.startswith(quote, at)}
    found = TextIndex(text).occurrences(quote) if len(quote) >= 31 else []
    assert {span.start for span in found} == (places if len(quote) >= 31 else set())


def test_the_largest_text_is_read_in_bounded_time_and_memory() -> None:
    code = f"""
import resource, time
from annotated_reader.texts import Anchored, TextIndex
from annotated_reader.texts import read_seed
line = {LINE!r}
lines = [f"Man {{number}} came. " + line.format(number) for number in range(110_000)]
data = "\\n".join(lines).encode()[:{MAX_SEED_BYTES}]
seed = read_seed(data)
index = TextIndex(seed.text, seed.span)
assert isinstance(index.resolve(lines[40_000][:80]), Anchored)
assert isinstance(index.resolve(lines[50_000][:80].replace("l", "L")), Anchored)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seconds, kilobytes = map(float, done.stdout.split())
    assert seconds < 30
    assert kilobytes < 1_500_000


@given(st.text("[]()!*_`<>&\\:#-+1.\"' \na", min_size=1, max_size=12))
def test_a_note_of_two_thousand_adversarial_characters_is_rendered_at_once_or_refused(piece: str) -> None:
    text = (piece * MAX_NOTE_CHARACTERS)[:MAX_NOTE_CHARACTERS]
    if text.count("[") > 200:
        return
    assert is_soon_done(lambda: (render_note(text), list(link_targets(text)), count_words(text)), 0.1)


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


@pytest.mark.parametrize("name", ["annotations/tiny/notes.yml", "annotations/tiny/article.yml"])
@pytest.mark.parametrize("content", COSTLY.values(), ids=COSTLY)
def test_a_file_that_is_made_to_be_costly_is_refused_soon(project: TinyProject, content: bytes, name: str) -> None:
    project.write(name, content)
    found: list[Problem] = []
    assert is_soon_done(lambda: found.extend(project.problems()), 2)  # one on a quiet machine
    assert found


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_a_file_holds_end_in_a_corpus_or_in_problems(project: TinyProject, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in FILES if name.endswith(".yml")]))
    sound = FILES[name].encode()
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 40)))
    put_in = data.draw(st.binary(max_size=30) | st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace")))
    project.write(name, sound[:start] + put_in + sound[end:])
    assert is_soon_done(project.printed, 2)  # one on a quiet machine
    project.write(name, sound)
