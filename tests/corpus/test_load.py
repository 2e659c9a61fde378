"""Loading: everything read once, every mistake of every file collected, hints that can be pasted."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from annotated_reader.checks.project import check_corpus
from annotated_reader.corpus.discovery import project_lines
from annotated_reader.corpus.load import load_corpus
from annotated_reader.support.problems import Place, Problem, Severity
from tests.conftest import ROOT
from tests.project import SEED, TinyProject
from tests.texts.odd_texts import texts

ARTICLE = "annotations/tiny/article.yml"
NOTES = "annotations/tiny/notes.yml"
CHARTER = "annotations/references/charter.yml"


def test_everything_is_joined(project: TinyProject) -> None:
    corpus = project.corpus()
    assert [article.slug for article in corpus.articles] == ["tiny"]
    assert set(corpus.references) == {"charter", "interview"}
    assert (set(corpus.claims), set(corpus.events), set(corpus.people)) == (
        {"strike-is-doctrine"},
        {"interview-printed"},
        {"ada-cavo"},
    )
    assert set(corpus.notes_by_id) == {"strike-called-defensive", "admiral-said", "reckless-was-said-once"}
    assert corpus.articles_by_slug["tiny"] is corpus.articles[0]
    assert (corpus.problems, corpus.faulty_ids, corpus.files) == ((), frozenset(), 7)


def test_notes_are_numbered_in_reading_order_and_know_their_words(project: TinyProject) -> None:
    article = project.article()
    shown = [(note.number, note.id, article.seed.text[note.span.start : note.span.end]) for note in article.notes]
    assert shown == [
        (1, "strike-called-defensive", "a strike could be seen as defensive"),
        (2, "admiral-said", "further away from our normal thinking"),
        (3, "reckless-was-said-once", "reckless"),
    ]
    assert [[block.line for block in note.blocks] for note in article.notes] == [[5], [5], [9]]


def test_of_notes_that_begin_together_the_longer_comes_first_and_retracted_ones_last(project: TinyProject) -> None:
    project.seed("One two three four.\n")
    notes = [
        ("short", "One", "current"),
        ("gone", "One two three", "retracted"),
        ("long", "One two", "current"),
        ("late", "four", "current"),
    ]
    project.write(
        NOTES,
        "".join(
            f"- {{id: {i}, kind: wording, title: T, quote: {q}, note: N, added: 2026, status: {s}}}\n"
            for i, q, s in notes
        ),
    )
    article = project.article()
    assert [note.id for note in article.notes] == ["long", "short", "late", "gone"]
    assert [note.id for note in article.current_notes] == ["long", "short", "late"]


def test_a_note_may_span_blocks_and_stand_on_furniture(project: TinyProject) -> None:
    project.edit(
        NOTES,
        "quote: further away from our normal thinking",
        "quote: |\n    nobody was told.\n    Second point: nobody was asked.\n\n    Exit mobile version",
    )
    article = project.article()
    assert project.problems() == []
    assert [block.line for block in article.notes[2].blocks] == [11, 12, 14]


def test_the_projects_own_corpus_is_clean() -> None:
    assert check_corpus(load_corpus(ROOT)).problems == []


def test_a_file_may_hold_one_note_alone(project: TinyProject) -> None:
    project.write(
        "annotations/tiny/more.yml", "id: alone\nkind: wording\ntitle: T\nquote: Moscow\nnote: N\nadded: 2026\n"
    )
    assert project.problems() == []
    assert "alone" in project.corpus().notes_by_id


def test_windows_line_ends_in_every_file_change_nothing(project: TinyProject) -> None:
    before = [(note.id, note.number) for note in project.article().notes]
    for path in project.root.rglob("*.*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    changed = hashlib.sha256((project.root / "seeds/tiny.txt").read_bytes()).hexdigest()
    project.change(ARTICLE, lambda text: re.sub(r"[0-9a-f]{64}", changed, text))
    assert project.problems() == []
    assert [(note.id, note.number) for note in project.article().notes] == before


@pytest.mark.parametrize(
    ("name", "content", "place", "rule"),
    [
        pytest.param(
            "annotations/tiny/more.yaml",
            "",
            None,
            "file-name",
            id="yaml",
        ),
        pytest.param(
            "annotations/tiny/more.Yml",
            "",
            None,
            "file-name",
            id="capital-yml",
        ),
        pytest.param(
            "annotations/references/more.YAML",
            "",
            None,
            "file-name",
            id="capital-yaml",
        ),
        pytest.param(
            "annotations/loose.yml",
            "",
            None,
            "file-place",
            id="loose-file",
        ),
        pytest.param(
            "annotations/tiny/deeper/more.yml",
            "",
            "annotations/tiny/deeper",
            "file-place",
            id="folder-in-a-folder",
        ),
        pytest.param(
            "annotations/references/un/charter.yml",
            "",
            "annotations/references/un",
            "file-place",
            id="folder-of-references",
        ),
        pytest.param(
            "annotations/Other Article/notes.yml",
            "",
            "annotations/Other Article",
            "article-slug",
            id="slug",
        ),
        pytest.param(
            "annotations/other/notes.yml",
            "- id: x\n",
            "annotations/other",
            "article-missing",
            id="no-article-file",
        ),
        pytest.param(
            "annotations/tiny/more.yml",
            "",
            None,
            "file-empty",
            id="empty-notes",
        ),
        pytest.param(
            "annotations/tiny/more.yml",
            "just words\n",
            None,
            "schema",
            id="words-for-notes",
        ),
        pytest.param(
            "annotations/people/more.yml",
            "# nobody\n",
            None,
            "schema",
            id="empty-entity",
        ),
        pytest.param(
            "annotations/people/more.yml",
            "- id: more\n",
            None,
            "schema",
            id="list-for-an-entity",
        ),
    ],
)
def test_a_file_out_of_place_is_named(
    project: TinyProject,
    name: str,
    content: str,
    place: str | None,
    rule: str,
) -> None:
    project.write(name, content)
    problem = project.one_problem()
    assert (problem.place, problem.rule) == (Place(place or name), rule)


@pytest.mark.parametrize(
    "name",
    [
        "annotations/tiny/.draft.yml",
        "annotations/tiny/_draft.yml",
        "annotations/_drafts/notes.yml",
        "annotations/tiny/README.md",
        "annotations/.git/x.yml",
        "annotations/README.md",
        "annotations/.DS_Store",
        "annotations/tiny/._notes.yml",
        "annotations/tiny/.notes.yml.swp",
        "annotations/tiny/notes.yml.swp",
        "annotations/tiny/#notes.yml#",
        "annotations/tiny/.#notes.yml",
        "annotations/tiny/~$notes.docx",
        "annotations/tiny/Thumbs.db",
        "annotations/claims/desktop.ini",
        "annotations/Thumbs.db",
        "annotations/__MACOSX/._tiny",
        "seeds/._tiny.txt",
        "seeds/.tiny.txt",
        "seeds/.DS_Store",
        "seeds/Thumbs.db",
        "seeds/README.md",
    ],
)
def test_drafts_and_other_files_are_passed_over(project: TinyProject, name: str) -> None:
    project.write(name, "{{{ no yaml")
    assert project.problems() == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("annotations/tiny/notes.yml.txt", "add them to notes.yml"),
        ("annotations/tiny/law.yml.txt", "rename it to law.yml"),
        ("annotations/tiny/zz.txt", "rename it to zz.yml"),
        ("annotations/tiny/law.json", "rename it to law.yml"),
        ("annotations/tiny/law.yaml.md", "rename it to law.yml"),
        ("annotations/tiny/notes", "add them to notes.yml"),
        ("annotations/tiny/notes.yml~", "old copy"),
        ("annotations/tiny/notes.yml.bak", "old copy"),
        ("annotations/tiny/notes.yml.orig", "old copy"),
        ("annotations/events/ship.txt", "rename it to ship.yml"),
        ("annotations/law.txt", "move it to annotations/<article>/law.yml"),
        ("seeds/tiny.docx", "ends in .txt"),
        ("seeds/other.TXT", "ends in .txt"),
    ],
)
def test_a_file_that_nothing_reads_is_a_warning(project: TinyProject, name: str, hint: str) -> None:
    project.write(name, "- id: law\n")
    problem = project.one_problem()
    assert (problem.place, problem.severity) == (Place(name), Severity.WARNING)
    assert "not read" in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(("in_file", "on_disk"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_seed_is_found_whose_name_is_composed_otherwise(
    project: TinyProject, in_file: Literal["NFC", "NFD"], on_disk: Literal["NFC", "NFD"]
) -> None:
    name, written = normalize(on_disk, "Mühle.txt"), normalize(in_file, "Mühle.txt")
    (project.root / "seeds/tiny.txt").rename(project.root / "seeds" / name)
    project.edit("annotations/tiny/article.yml", "seed: tiny.txt", f"seed: {written}")
    assert project.problems() == []
    assert project.article().seed.name == name


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("annotations/tiny/evil.yml", "notes.yml"),
        ("annotations/people/evil.yml", "notes.yml"),
        ("annotations/evil", "."),
    ],
)
def test_links_out_of_the_project_are_not_followed(
    project: TinyProject, tmp_path_factory: pytest.TempPathFactory, name: str, target: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "notes.yml").write_text("id: secret\n", encoding="utf-8")
    (outside / "article.yml").write_text("seed: x\n", encoding="utf-8")
    (project.root / name).symlink_to(outside / target)
    problem = project.one_problem()
    assert (problem.place, problem.rule) == (Place(name), "file-outside")
    assert problem.message == "this link points outside the project"


def test_a_seed_that_is_a_link_out_of_the_project_is_not_read(
    project: TinyProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (project.root / "seeds/link.txt").symlink_to(secret)
    project.edit(ARTICLE, "seed: tiny.txt", "seed: link.txt")
    problem = next(problem for problem in project.problems() if problem.rule == "seed-missing")
    assert problem.message == "'link.txt' is not a file in seeds/"
    assert project.corpus().articles == ()


def test_a_name_that_is_no_utf_8_is_shown_and_crashes_nothing(project: TinyProject) -> None:
    folder = os.fsencode(project.root / "annotations/tiny")
    try:
        Path(os.fsdecode(folder + b"/b\xff.yml")).write_bytes(b"- {id: A}\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    printed = project.printed()
    assert "annotations/tiny/b\\udcff.yml:1:3: error: the key `kind` is missing" in printed
    printed.encode()


@pytest.mark.parametrize(
    ("seed", "message", "hint"),
    [
        ("tinny.txt", "there is no file seeds/tinny.txt", "Did you mean 'tiny.txt'?"),
        ("000_ba425efb.txt", "there is no file seeds/000_ba425efb.txt", "Put the text into seeds/ first."),
        ("..", "'..' is not a file in seeds/", "Name a file that lies in seeds/ itself."),
        (".", "'.' is not a file in seeds/", "Name a file that lies in seeds/ itself."),
    ],
)
def test_a_seed_that_is_not_there_is_told_at_its_key(project: TinyProject, seed: str, message: str, hint: str) -> None:
    project.edit(ARTICLE, "seed: tiny.txt", f"seed: {seed}")
    assert project.problems()[0] == Problem(Place(ARTICLE, 1, 1), "seed-missing", message, hint)


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"one\r\ntw\xf6", Place("seeds/tiny.txt", 2, 3), "the byte 0xF6 is not UTF-8"),
        (b"one\0", Place("seeds/tiny.txt", 1, 4), "the seed contains a NUL character"),
    ],
)
def test_a_seed_that_is_no_text_is_told_at_its_place(
    project: TinyProject, data: bytes, place: Place, message: str
) -> None:
    project.write("seeds/tiny.txt", data)
    assert project.one_problem() == Problem(place, "seed-unreadable", message, "Save it as UTF-8 text.")


def test_a_seed_that_was_changed_is_a_warning_with_the_command_that_mends_it(project: TinyProject) -> None:
    text = SEED + "\n"
    project.write("seeds/tiny.txt", text)
    assert project.one_problem() == Problem(
        Place(ARTICLE, 2, 1),
        "seed-changed",
        "seeds/tiny.txt is not the text the quotes were written against",
        f"If you changed the text, run: annotated-reader fix. Its sha256 is now "
        f"{hashlib.sha256(text.encode()).hexdigest()}",
        Severity.WARNING,
    )


def test_an_id_that_differs_from_its_files_name_is_told_and_nobody_else_is_blamed(project: TinyProject) -> None:
    project.edit(CHARTER, "id: charter", "id: un-charter")
    assert project.one_problem() == Problem(
        Place(CHARTER, 1, 1),
        "id-is-file-name",
        "the id 'un-charter' differs from the file's name 'charter'",
        "Rename the file to un-charter.yml, or write id: charter.",
    )


QUOTE = "quote: further away from our normal thinking"


@pytest.mark.parametrize(
    ("quote", "place", "rule", "message", "hint"),
    [
        pytest.param(
            "quote: further away from normal thinking",
            (21, 3),
            "quote-not-found",
            "the words of 'admiral-said' are not in seeds/tiny.txt",
            'The closest match (94%), in line 5: "further away from our normal thinking"',
            id="not-found",
        ),
        pytest.param(
            "quote: Ἐν ἀρχῇ ἦν ὁ λόγος",
            (21, 3),
            "quote-not-found",
            "the words of 'admiral-said' are not in seeds/tiny.txt",
            "The text has nothing like it. Copy the words from the text.",
            id="nothing-like-it",
        ),
        pytest.param(
            "quote: reckless",
            (21, 3),
            "quote-ambiguous",
            "the quote of 'admiral-said' appears in 2 places in the text",
            "Give the quote the context of the place that you mean:\n"
            'line 9: quote: {exact: "reckless", prefix: "words"}\nline 9: quote: {exact: "reckless", prefix: "them"}',
            id="twice",
        ),
        pytest.param(
            "quote: {exact: normal thinking, prefix: their}",
            (21, 35),
            "quote-context",
            "the prefix of 'admiral-said' does not come before its quote",
            'Directly before the quote: "away from our"',
            id="other-prefix",
        ),
        pytest.param(
            "quote: {exact: normal, suffix: thoughts}",
            (21, 26),
            "quote-context",
            "the suffix of 'admiral-said' does not come after its quote",
            'Directly after the quote: "thinking. What followed"',
            id="other-suffix",
        ),
        pytest.param(
            "quote: {exact: The Admiral’s Warning, prefix: x}",
            (21, 41),
            "quote-context",
            "the prefix of 'admiral-said' does not come before its quote",
            "There is nothing before it.",
            id="at-the-start",
        ),
        pytest.param(
            "quote: {exact: reckless, prefix: was}",
            (21, 28),
            "quote-context",
            "the prefix of 'admiral-said' does not come before its quote",
            "Give the quote the context of the place that you mean:\n"
            'line 9: quote: {exact: "reckless", prefix: "words"}\nline 9: quote: {exact: "reckless", prefix: "them"}',
            id="other-prefix-of-two",
        ),
        pytest.param(
            "quote: I read this twice",
            (21, 3),
            "quote-in-comment",
            "the note 'admiral-said' is on a reader's comment",
            "Notes are about the article; readers who comment are private individuals.",
            id="comment",
        ),
        pytest.param(
            "quote: |\n    Exit mobile version\n    I read",
            (21, 3),
            "quote-in-comment",
            "the note 'admiral-said' is on a reader's comment",
            "Notes are about the article; readers who comment are private individuals.",
            id="partly-in-a-comment",
        ),
    ],
)
def test_a_quote_without_a_place_is_told_with_what_would_give_it_one(
    project: TinyProject, quote: str, place: tuple[int, int], rule: str, message: str, hint: str
) -> None:
    project.edit(NOTES, QUOTE, quote)
    assert project.one_problem() == Problem(Place(NOTES, *place), rule, message, hint)
    assert [note.source.value.id for note in project.article().unplaced] == ["admiral-said"]
    assert len(project.article().notes) == 2


def test_a_common_word_is_said_to_stand_in_all_its_places_and_the_first_five_are_shown(project: TinyProject) -> None:
    project.seed(
        "word here. " * 30 + "\n",
        notes="- {id: n, kind: wording, title: T, quote: word, note: N, added: 2026, references: [charter]}\n",
    )
    problem = project.one_problem()
    assert problem.message == "the quote of 'n' appears in 30 places in the text"
    assert len(problem.hint.splitlines()) == 7
    assert problem.hint.splitlines()[-1] == "… and 25 more"


def test_where_no_context_tells_places_apart_that_is_said(project: TinyProject) -> None:
    project.seed(
        "same words again.\n" * 200,
        notes="- {id: n, kind: wording, title: T, quote: words, note: N, added: 2026, references: [charter]}\n",
    )
    assert project.one_problem().hint.splitlines()[-2] == "line 5: no context sets it apart; quote more words"


def pasted(line: str) -> dict[str, str]:
    """Read what a hint offers to paste, as YAML."""
    offered = line.split(": ", 1)[1]
    return {key: yaml.safe_load(words) for key, words in re.findall(r'(prefix|suffix): ("(?:[^"\\]|\\.)*")', offered)}


@given(texts.filter(lambda text: "\0" not in text))
@example("À\xad\u0651\u064e")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_what_the_hint_offers_resolves_once_it_is_pasted_into_the_file(project: TinyProject, words: str) -> None:
    text = f"{words} it {words}x it y{words}\n\nand it {words}"
    if not text.encode().strip():
        return
    project.seed(text, notes="- {id: n, kind: wording, title: T, quote: it, note: N, added: 2026}\n")
    problem = next((each for each in project.problems() if each.rule.startswith("quote")), None)
    assume(problem is not None)
    assert problem is not None
    for line in project.printed([problem]).splitlines():
        context = pasted(line.split("hint: ")[1]) if " line " in line and "hint: line" in line else {}
        if context:
            quote: dict[str, Any] = {"exact": "it", **context}
            note = {"id": "n", "kind": "wording", "title": "T", "quote": quote, "note": "N", "added": "2026"}
            project.write(NOTES, yaml.safe_dump([note], allow_unicode=False))
            assert [p for p in project.problems() if p.rule.startswith("quote")] == []


def test_a_quote_from_outside_the_articles_part_is_not_found(project: TinyProject) -> None:
    project.edit(ARTICLE, "structure:", "lines: 1-7\nstructure:")
    rules = {problem.rule for problem in project.problems()}
    assert rules == {"quote-not-found"}


def test_an_article_whose_part_is_unknown_is_told_once_and_its_quotes_are_not_blamed(project: TinyProject) -> None:
    project.seed(SEED * 2, "structure: []\nlines: 1 to 7\n", project.read(NOTES))
    assert project.one_problem().message == "`lines`: lines are written 5 or 5-8"


def test_a_part_without_text_has_no_notes_and_crashes_nothing(project: TinyProject) -> None:
    project.edit(ARTICLE, "structure:", "lines: 90-99\nstructure:")
    assert {problem.rule for problem in project.problems()} == {"quote-not-found", "structure-fits-the-seed"}
    assert project.article().notes == ()


def test_all_problems_of_all_files_are_told_in_one_run(project: TinyProject) -> None:
    for file, old, new in (
        (ARTICLE, "published: 2025-12-01", "published: 2025-12-32"),
        (NOTES, QUOTE, "quote: no such words"),
        (NOTES, "kind: context", "kind: contxt"),
        (CHARTER, "type: treaty", "type: treatise"),
        ("annotations/references/interview.yml", "standing: primary", "standing: first"),
        ("annotations/claims/strike-is-doctrine.yml", "verdict: inaccurate", "verdict: wrong"),
        ("annotations/events/interview-printed.yml", "date: 2025-11-30", "date: soon"),
        ("annotations/people/ada-cavo.yml", "kind: person", "kind: admiral"),
    ):
        project.edit(file, old, new)
    project.write("annotations/tiny/more.yml", "- id: [\n")
    files = [problem.place.file for problem in project.problems()]
    assert sorted(files) == sorted(
        [
            ARTICLE,
            NOTES,
            NOTES,
            CHARTER,
            "annotations/references/interview.yml",
            "annotations/claims/strike-is-doctrine.yml",
            "annotations/events/interview-printed.yml",
            "annotations/people/ada-cavo.yml",
            "annotations/tiny/more.yml",
        ]
    )


def test_one_mistake_in_a_note_does_not_hide_another(project: TinyProject) -> None:
    project.edit(NOTES, "  title: What the admiral said", "  titel: What the admiral said")
    project.edit(NOTES, QUOTE, "quote: no such words")
    project.edit(NOTES, "references: [interview]", "references: [intervew]")
    project.edit(NOTES, "event: interview-printed\n  added: 2026-11-22", "event: interview-printed\n  added: soon")
    assert [(problem.place.line, problem.rule) for problem in project.problems()] == [
        (20, "schema"),
        (21, "quote-not-found"),
        (23, "ids-resolve"),
        (25, "schema"),
    ]


def test_a_note_with_mistakes_is_on_no_page(project: TinyProject) -> None:
    project.edit(NOTES, "  title: What the admiral said", "  titel: What the admiral said")
    assert "admiral-said" not in project.corpus().notes_by_id


def test_the_lines_of_a_file_that_is_not_there_are_none(project: TinyProject) -> None:
    lines = project_lines(project.root)
    assert lines("annotations/none.yml") == lines("annotations") == lines("a\0b") == []
    assert lines(NOTES)[1] == "- id: strike-called-defensive"


def test_an_empty_project_is_clean(tmp_path: Path) -> None:
    assert check_corpus(load_corpus(tmp_path)).problems == []


@pytest.mark.parametrize(
    "change",
    [lambda text: text * 2, lambda text: text.replace("\n", "\n\n"), lambda text: text.upper()],
    ids=["twice", "gaps", "capitals"],
)
def test_any_text_in_place_of_the_seed_is_loaded(project: TinyProject, change: Callable[[str], str]) -> None:
    project.write("seeds/tiny.txt", change(SEED))
    assert all(problem.place.file for problem in project.problems())


@given(st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_quote_is_placed_or_refused(project: TinyProject, quote: str) -> None:
    project.write(
        NOTES,
        yaml.safe_dump([{"id": "n", "kind": "wording", "title": "T", "quote": quote, "note": "N", "added": "2026"}]),
    )
    corpus = project.corpus()
    assert len(corpus.notes) + len(check_corpus(corpus).problems) >= 1
    for note in corpus.notes:
        assert note.blocks
