"""Quotations are compared with their sources: a changed word is a problem at that word, whatever the marks."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from annotated_reader.checks import Comparison, SourceIndex
from annotated_reader.checks.project import check_project
from annotated_reader.checks.rules import has_errors
from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Article
from annotated_reader.formats import Located, NoteFile
from annotated_reader.support.problems import Place, Problem
from annotated_reader.texts import QuotedPart, quotations_in
from tests.conftest import ROOT
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
REFERENCE = "annotations/references/interview.yml"
EVENT = "annotations/events/interview-printed.yml"
SAID = "    He spoke of **hybrid** attacks;"


def quote(project: TinyProject, text: str) -> None:
    """Write words into the confirmed note, which has an event."""
    project.edit(NOTES, SAID, f"    {text}\n{SAID}")
    project.edit(NOTES, "  see: [reckless", "  event: interview-printed\n  see: [reckless")


SOURCES = {
    "its article": "a strike could be seen as defensive",
    "a passage": "seen as defensive, but only against hybrid attacks",
    "its event": "it is further away from our normal way of thinking",
    "a title": "Charter of the United Nations",
}
MARKS = {
    "curly": "“{}”",
    "straight": '"{}"',
    "angled": "«{}»",
    "low": "„{}“",
    "single": "‘{}’",
}


@pytest.mark.parametrize("marks", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("words", SOURCES.values(), ids=SOURCES)
def test_words_of_a_source_are_found_and_a_changed_one_is_reported_at_its_place(
    project: TinyProject, marks: str, words: str
) -> None:
    quote(project, marks.format(words))
    assert project.problems() == []
    last = words.split()[-1]
    project.edit(NOTES, marks.format(words), marks.format(words.replace(last, "tomatoes")))
    problem = project.one_problem()
    column = 6 + len(words) - len(last)
    assert (problem.rule, problem.place) == ("quotation-not-found", Place(NOTES, 8, column))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("“seen as *defensive* … [only] hybrid attacks.”", None),
        ("“seen as *defensive* … [only] hybird attacks.”", 35),
        ("“[b]ut only against hybrid attack[s]”", None),
        ("“[b]ut never against hybrid attack[s]”", 12),
        ("“could be as defensive, but only”", 15),
        ("“Seen As Defensive, but only ...”", None),
        ("“the admiral said that ‘a strike could be seen as defensive’”", None),
        ("“the admiral said that ‘a strike would be seen as defensive’”", 38),
        ("[“seen as defensive”](https://example.org/a-page)", None),
        ("[“seen as offensive”](https://example.org/a-page)", 15),
    ],
)
def test_parts_are_looked_for_each_by_itself(project: TinyProject, text: str, column: int | None) -> None:
    quote(project, text)
    assert [problem.place.column for problem in project.problems()] == ([column] if column else [])


def test_a_quotation_in_an_unconfirmed_note_is_counted_and_pointed_out(project: TinyProject) -> None:
    quote(project, "“no such words anywhere” and “seen as defensive”")
    project.edit(NOTES, "confidence: confirmed", "confidence: unconfirmed")
    checked = check_project(project.root)
    assert [(problem.rule, problem.severity) for problem in checked.problems] == [("quotation-not-found", "notice")]
    assert not has_errors(checked.problems, strict=True)
    assert checked.compared == Comparison(found=1, not_found=1, with_passage=2, without_passage=0)


def test_words_of_another_article_may_be_quoted(project: TinyProject) -> None:
    quote(project, "“the harbour bell rang twice”")
    assert project.one_problem().rule == "quotation-not-found"
    text = "The harbour bell rang twice that night.\n"
    project.write("seeds/other.txt", text)
    article = project.read("annotations/tiny/article.yml").split("structure:")[0]
    sha = hashlib.sha256(text.encode()).hexdigest()
    lines = [f"sha256: {sha}" if line.startswith("sha256:") else line for line in article.splitlines()]
    project.write("annotations/other/article.yml", "\n".join(lines).replace("tiny.txt", "other.txt") + "\n")
    project.write(
        "annotations/other/notes.yml",
        "- {id: bell, kind: wording, title: Bell, quote: bell rang, note: A bell., added: 2026-11-22}\n",
    )
    assert project.problems() == []


def test_a_translation_of_the_events_words_may_be_quoted(project: TinyProject) -> None:
    quote(project, "“it lies beyond what we usually think”")
    project.edit(
        EVENT,
        "  completeness:",
        "  translation: {text: It lies beyond what we usually think., by: TASS}\n  completeness:",
    )
    assert project.problems() == []


def test_words_that_quote_nobody_may_be_listed_with_a_reason(project: TinyProject) -> None:
    quote(project, "The proverb “an eye for an eye” says so.")
    assert project.one_problem().rule == "quotation-not-found"
    listed = "  not_quotations: [{words: an eye for an eye, why: A proverb.}]\n  see: [reckless"
    project.edit(NOTES, "  see: [reckless", listed)
    assert project.problems() == []


def test_quotations_in_titles_claims_events_and_summaries_are_compared_too(project: TinyProject) -> None:
    project.edit(NOTES, "title: The admiral spoke of hybrid attacks", "title: He said “never in my life”")
    assert project.one_problem().place == Place(NOTES, 4, 19)
    project.edit(REFERENCE, "in which the sentence was said", "with “none of these words”")
    project.edit(EVENT, "The interview is printed.", "It has “none of these either”.")
    project.edit("annotations/claims/strike-is-doctrine.yml", "The admiral called it", "The “admiral never called” it")
    index = SourceIndex.of(project.corpus())
    assert [quotation.user for quotation, _ in index.missing] == [
        "strike-called-defensive", "strike-is-doctrine", "interview-printed", "interview",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("references", "kind", "rule"),
    [
        ("[interview: question 4]", "context", None),
        ("[interview: question 5]", "context", "confirmed-notes-have-passages"),
        ("[charter]", "context", None),
        ("[interview]", "context", "confirmed-notes-have-passages"),
        ("[interview, book]", "context", None),
        ("[interview, same]", "context", "confirmed-notes-have-passages"),
        ("[interview, unread]", "context", "confirmed-notes-have-passages"),
        ("[interview: question 5, book]", "context", "confirmed-notes-have-passages"),
        ("[]", "wording", None),
    ],
)
def test_a_confirmed_note_shows_its_words_or_rests_on_two_independent_works(
    project: TinyProject, references: str, kind: str, rule: str | None
) -> None:
    book = (
        "id: {}\ntitle: A book\ntype: book\npublisher: {}\nshort: {}\nstanding: analysis\nconsulted: {}\nsummary: It.\n"
    )
    project.write("annotations/references/book.yml", book.format("book", "Another House", "Book", "original"))
    project.write("annotations/references/same.yml", book.format("same", "The Daily Example", "Same", "original"))
    project.write("annotations/references/unread.yml", book.format("unread", "Third House", "Unread", "not-read"))
    project.write(
        "annotations/tiny/one.yml",
        f"- {{id: one, kind: {kind}, title: A title, quote: a strike could be, note: A note., confidence: confirmed, "
        f"references: {references}, added: 2026-11-22}}\n",
    )
    problems = [problem.rule for problem in project.problems() if problem.rule != "references-are-used"]
    assert problems == ([rule] if rule else [])


def confirmed(note: Located[NoteFile], text: str) -> str:
    """Return a file's text with a note marked as confirmed."""
    lines = text.split("\n")
    end = next((n for n in range(note.line, len(lines)) if lines[n].startswith("- ")), len(lines))
    own = [line for line in lines[note.line - 1 : end] if not line.startswith("  confidence:")]
    return "\n".join([*lines[: note.line - 1], own[0], "  confidence: confirmed", *own[1:], *lines[end:]])


def found_quotation(article: Article) -> tuple[Located[NoteFile], QuotedPart] | None:
    """Return a note of an article, and words that it quotes, from the text or from a source; None where none quotes."""
    found = (
        (note.source, quoted.parts[0])
        for note in article.notes
        for quoted in quotations_in(note.data.note)
        if note.data.references and len(quoted.parts) == 1 and not note.data.not_quotations
        and quoted.words in (ROOT / note.source.document.file).read_text("utf-8")
    )  # fmt: skip
    return next(found, None)


def test_a_word_changed_in_a_quotation_of_each_article_is_reported_there(tmp_path: Path) -> None:
    for folder in ("annotations", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    expected = set[tuple[str, int]]()
    for note, part in filter(None, map(found_quotation, load_corpus(tmp_path).articles)):
        path = tmp_path / note.document.file
        last = part.words.split()[-1]
        changed = part.words.removesuffix(last) + "zyxwvut"
        text = path.read_text("utf-8")
        start = text.index(part.words, text.index("  note:", text.index(f"id: {note.value.id}\n")))
        text = text[:start] + text[start:].replace(part.words, changed, 1)
        text = confirmed(note, text)
        path.write_text(text, "utf-8")
        expected.add((note.document.file, text[: text.index("zyxwvut")].count("\n") + 1))
    problems = [problem for problem in check_project(tmp_path).problems if "zyxwvut" in problem.message]
    assert {(problem.place.file, problem.place.line) for problem in problems} == expected != set()
    assert len(expected) == 5
    assert {problem.rule for problem in problems} == {"quotation-not-found"}
    assert all(_points_at_the_word(tmp_path, problem) for problem in problems)


def _points_at_the_word(root: Path, problem: Problem) -> bool:
    line = (root / problem.place.file).read_text("utf-8").split("\n")[problem.place.line - 1]
    return line.startswith("zyxwvut", problem.place.column - 1)
