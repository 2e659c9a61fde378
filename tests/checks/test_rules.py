"""Rules over the corpus: broken in one place, each complains there, once, and says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotated_reader.checks.project import check_corpus
from annotated_reader.checks.rules import RULES, has_errors
from annotated_reader.support.problems import Place, Problem, Severity
from tests.project import SEED, TinyProject

ARTICLE = "annotations/tiny/article.yml"
NOTES = "annotations/tiny/notes.yml"
CHARTER = "annotations/references/charter.yml"
INTERVIEW = "annotations/references/interview.yml"
CLAIM = "annotations/claims/strike-is-doctrine.yml"
EVENT = "annotations/events/interview-printed.yml"
PERSON = "annotations/people/ada-cavo.yml"
TITLE = "title: What the admiral said"
WARNING = Severity.WARNING


def place_of(project: TinyProject, file: str, words: str) -> Place:
    """Return the place at which words stand that stand once in a file."""
    text = project.read(file)
    assert text.count(words) == 1, words
    before = text[: text.index(words)]
    return Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def test_the_fixture_project_keeps_every_rule(project: TinyProject) -> None:
    assert project.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "rule"),
    [
        pytest.param(
            NOTES,
            "    - interview: question 4",
            "    - intervew: question 4",
            "intervew",
            "ids-resolve",
            id="misspelt-reference-with-a-pinpoint",
        ),
        pytest.param(
            NOTES,
            "references: [interview]",
            "references: [nothing-like-it, interview]",
            "nothing-like-it",
            "ids-resolve",
            id="unknown-reference",
        ),
        pytest.param(
            NOTES,
            "id: strike-is-doctrine",
            "id: strike-is-docrtine",
            "strike-is-docrtine",
            "ids-resolve",
            id="misspelt-claim",
        ),
        pytest.param(
            NOTES,
            "event: interview-printed",
            "event: interview-print",
            "interview-print\n",
            "ids-resolve",
            id="misspelt-event",
        ),
        pytest.param(
            NOTES,
            "see: [reckless-was-said-once]",
            "see: [reckless-was-said]",
            "reckless-was-said]",
            "ids-resolve",
            id="misspelt-note",
        ),
        pytest.param(
            EVENT,
            "speaker: ada-cavo",
            "speaker: ada-cave",
            "ada-cave",
            "ids-resolve",
            id="misspelt-person",
        ),
        pytest.param(
            EVENT,
            "references: [interview]",
            "references: [interview, chartr]",
            "chartr",
            "ids-resolve",
            id="reference-of-an-event",
        ),
        pytest.param(
            PERSON,
            "references: [interview]",
            "references: [chartr]",
            "chartr",
            "ids-resolve",
            id="reference-of-a-person",
        ),
        pytest.param(
            CLAIM,
            "references: [interview]",
            "positions:\n  - who: A\n    holds: B\n    references: [chartr]",
            "chartr",
            "ids-resolve",
            id="reference-of-a-position",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            "references: [chartr]\nstructure:",
            "chartr",
            "ids-resolve",
            id="reference-of-an-article",
        ),
        pytest.param(
            NOTES,
            "- id: admiral-said",
            "- id: reckless-was-said-once",
            None,
            "note-ids-are-unique",
            id="note-id-twice",
        ),
        pytest.param(
            NOTES,
            "- id: admiral-said",
            "- id: p12",
            "p12",
            "note-ids-are-no-paragraph-numbers",
            id="note-id-like-a-paragraph",
        ),
        pytest.param(
            NOTES,
            "  claim: {id: strike-is-doctrine, stance: reports}\n",
            "",
            "kind: fact-check",
            "kinds-have-what-they-need",
            id="fact-check-without-a-claim",
        ),
        pytest.param(
            NOTES,
            "  event: interview-printed\n",
            "",
            "kind: quotation",
            "kinds-have-what-they-need",
            id="quotation-without-an-event",
        ),
        pytest.param(
            EVENT,
            "quotation:\n  speaker: ada-cavo\n"
            "  original: It is further away from our normal way of thinking.\n  completeness: excerpt\n",
            "",
            (NOTES, "interview-printed"),
            "kinds-have-what-they-need",
            id="quotation-of-an-event-without-words",
        ),
        pytest.param(
            NOTES,
            "  references: [interview]\n",
            "",
            "id: admiral-said",
            "notes-have-a-source",
            id="note-without-a-source",
        ),
        pytest.param(
            NOTES,
            "  references: [interview]\n",
            "  references: [interview]\n  unsourced: Nobody knows.\n",
            "unsourced: Nobody",
            "notes-have-a-source",
            id="sourced-and-unsourced",
        ),
        pytest.param(
            NOTES,
            TITLE,
            "title: What the admiral said.",
            "What the admiral said.",
            "titles-are-short",
            id="full-stop-in-a-title",
        ),
        pytest.param(
            NOTES,
            "note: Only the first is on record.",
            f"note: {'word ' * 121}",
            "note: word",
            "texts-are-short",
            id="long-note",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            f"summary: {'word ' * 81}\nstructure:",
            "summary:",
            "texts-are-short",
            id="long-summary",
        ),
        pytest.param(
            NOTES,
            "[the interview](/references/interview/)",
            "[the interview](javascript:alert(1))",
            "javascript:",
            "links-in-notes-are-safe",
            id="script-in-a-link",
        ),
        pytest.param(
            NOTES,
            "[the interview](/references/interview/)",
            "[the interview](//evil.example/)",
            "//evil",
            "links-in-notes-are-safe",
            id="protocol-relative-link",
        ),
        pytest.param(
            CHARTER,
            "summary: The right of self-defence.",
            "summary: |\n  The\n\n  right [x](data:y).",
            "data:y",
            "links-in-notes-are-safe",
            id="link-in-a-summary",
        ),
        pytest.param(
            CLAIM,
            "references:",
            "explanation: |\n\n\n    - one\n\n      - [x](data:y)\nreferences:",
            "data:y",
            "links-in-notes-are-safe",
            id="link-in-a-nested-list-after-blank-lines",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            "responses:\n  - {by: A, date: 2025, text: '[x](data:y)'}\nstructure:",
            "data:y",
            "links-in-notes-are-safe",
            id="link-in-a-response",
        ),
        pytest.param(
            CHARTER,
            "https://www.un.org/en/about-us/un-charter/chapter-7",
            "https://www.un.org/",
            "https://www.un.org/",
            "addresses-name-a-page",
            id="bare-domain",
        ),
        pytest.param(
            CHARTER,
            "https://www.un.org/en/about-us/un-charter/chapter-7",
            "https://www.un.org#top",
            "https://www.un.org#top",
            "addresses-name-a-page",
            id="bare-domain-with-a-fragment",
        ),
        pytest.param(
            CHARTER,
            "https://www.un.org/en",
            "http://www.un.org/en",
            "http://",
            "addresses-are-https",
            id="not-https",
        ),
        pytest.param(
            NOTES,
            "    - charter\n",
            "",
            (CHARTER, "charter\ntitle"),
            "references-are-used",
            id="unused-reference",
        ),
        pytest.param(
            ARTICLE,
            "lines: 11-12",
            "lines: 11-99",
            "{lines: 11-99",
            "structure-fits-the-seed",
            id="line-after-the-end",
        ),
        pytest.param(
            ARTICLE,
            "lines: 11-12",
            "lines: 11-16",
            "{lines: 11-16",
            "structure-fits-the-seed",
            id="line-right-after-the-end",
        ),
        pytest.param(
            ARTICLE,
            "lines: 7, role",
            "lines: 6, role",
            "{lines: 6",
            "structure-fits-the-seed",
            id="empty-line",
        ),
        pytest.param(
            ARTICLE,
            "lines: 7, role",
            "lines: 7-11, role",
            "{lines: 11-12",
            "structure-fits-the-seed",
            id="line-named-twice",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            "lines: 1-99\nstructure:",
            "lines: 1-99",
            "structure-fits-the-seed",
            id="part-after-the-end",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            "deleted_notes: [{id: p3, date: 2026-11-29, why: Merged.}]\nstructure:",
            "p3",
            "note-ids-are-no-paragraph-numbers",
            id="deleted-id-like-a-paragraph",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            "deleted_notes: [{id: content, date: 2026-11-29, why: Merged.}]\nstructure:",
            "content",
            "note-ids-are-free",
            id="deleted-id-of-the-page",
        ),
        pytest.param(
            ARTICLE,
            "structure:",
            "deleted_notes: [{id: old-one, date: 2026-11-29, why: 'See [it](#nope).'}]\nstructure:",
            "#nope",
            "links-in-notes-resolve",
            id="link-in-the-reason-of-a-deletion",
        ),
        pytest.param(
            NOTES,
            "changed: 2026-11-23",
            "changed: 2026-11-21",
            "2026-11-21",
            "dates-are-in-order",
            id="changed-before-added",
        ),
    ],
)
def test_a_broken_rule_is_told_once_at_its_place(
    project: TinyProject,
    file: str,
    old: str,
    new: str,
    at: str | tuple[str, str] | None,
    rule: str,
) -> None:
    project.edit(file, old, new)
    problem = project.one_problem()
    assert problem.rule == rule
    assert rule in RULES
    if at is not None:
        assert problem.place == (place_of(project, file, at) if isinstance(at, str) else place_of(project, *at))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(NOTES, "changed: 2026-11-23", "changed: 2026-11", id="changed-in-the-month-it-was-added"),
        pytest.param(NOTES, "  kind: context", "  kind: wording", id="wording"),
        pytest.param(NOTES, TITLE, "title: What the admiral said...", id="three-points-in-a-title"),
        pytest.param(NOTES, "Only the first is on record.", "word " * 120, id="120-words"),
        pytest.param(
            NOTES,
            "note: Only the first is on record.",
            "note: |\n" + "    [one](/a-b/#c)\n" * 100,
            id="addresses-are-no-words",
        ),
        pytest.param(
            CHARTER,
            "https://www.un.org/en/about-us/un-charter/chapter-7",
            "https://www.un.org/?page=7",
            id="page-by-its-query",
        ),
        pytest.param(EVENT, "date: 2025-11-30", "date: {from: 2025-11-30, to: 2025-11}", id="range-in-one-month"),
        pytest.param(ARTICLE, "  - {lines: 15, role: comment}\n", "", id="line-without-a-role"),
        pytest.param(
            NOTES,
            "  claim: {id: strike-is-doctrine, stance: reports}",
            "  claim: {stance: reports, id: strike-is-doctrine}",
            id="keys-in-another-order",
        ),
        pytest.param(NOTES, TITLE, "title: words # said by her", id="comment-with-a-space"),
        pytest.param(NOTES, TITLE, "title: C#5 and so on", id="number-sign-in-a-word"),
        pytest.param(NOTES, TITLE, 'title: "Resolution #5"', id="number-sign-in-quotes"),
        pytest.param(NOTES, TITLE, "title: >-\n    Resolution\n    #5", id="number-sign-in-a-block"),
        pytest.param(
            NOTES,
            TITLE,
            "title: A title\n  #TODO: say more",
            id="comment-on-a-line-of-its-own",
        ),
        pytest.param(NOTES, TITLE, "title: A title ## more", id="comment-of-two-signs"),
        pytest.param(NOTES, TITLE, "title: Israel and the U.S.", id="initials"),
        pytest.param(NOTES, TITLE, "title: What the court found at 3 p.m.", id="hours"),
        pytest.param(NOTES, TITLE, "title: Russia, China, Iran, etc.", id="abbreviation"),
    ],
)
def test_what_only_looks_like_a_mistake_is_let_through(project: TinyProject, file: str, old: str, new: str) -> None:
    project.edit(file, old, new)
    assert project.problems() == []


WARNINGS = {
    "titles-are-short",
    "number-signs-are-quoted",
    "addresses-are-https",
    "references-are-used",
    "seeds-have-an-article",
}


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (
            lambda project: project.edit(NOTES, TITLE, "title: What the admiral said."),
            "titles-are-short",
        ),
        (
            lambda project: project.edit(NOTES, TITLE, "title: Remark #1"),
            "number-signs-are-quoted",
        ),
        (lambda project: project.edit(CHARTER, "https://www.un.org/en", "http://www.un.org/en"), "addresses-are-https"),
        (lambda project: project.edit(NOTES, "    - charter\n", ""), "references-are-used"),
        (lambda project: project.write("seeds/other.txt", "Text.\n"), "seeds-have-an-article"),
        (lambda project: project.write("seeds/tiny.txt", SEED + "\n"), "seed-changed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lesser_mistakes_are_warnings_and_fail_in_strict_mode_only(
    project: TinyProject, spoil: Callable[[TinyProject], object], rule: str
) -> None:
    spoil(project)
    problem = project.one_problem()
    assert (problem.rule, problem.severity) == (rule, Severity.WARNING)
    assert not has_errors([problem])
    assert has_errors([problem], strict=True)


def test_a_text_without_an_article_is_named(project: TinyProject) -> None:
    project.write("seeds/other.txt", "Text.\n")
    project.write("seeds/README.md", "No text.\n")
    assert project.problems() == [
        Problem(
            Place("seeds/other.txt"),
            "seeds-have-an-article",
            "no article shows seeds/other.txt",
            "Add annotations/<article>/article.yml, or remove the text.",
            WARNING,
        )
    ]


@pytest.mark.parametrize(("last", "complaints"), [(7, 0), (8, 1), (10, 3)])
def test_an_article_has_at_most_seven_key_notes(project: TinyProject, last: int, complaints: int) -> None:
    more = "".join(
        f"- id: key-{number}\n  kind: wording\n  key: true\n  title: T\n"
        "  quote: The admiral said\n  note: N\n  added: 2026\n"
        for number in range(2, last + 1)
    )
    project.change(NOTES, lambda text: text + more)
    problems = project.problems()
    assert len(problems) == complaints
    assert {problem.rule for problem in problems} <= {"key-notes-are-few"}
    assert {problem.message for problem in problems} == {
        f"this is key note {number} of 'tiny'; at most 7 are allowed" for number in range(8, last + 1)
    }


def test_a_retracted_note_needs_no_source_and_is_no_key_note(project: TinyProject) -> None:
    more = "".join(
        f"- id: old-{number}\n  kind: context\n  key: true\n  title: T\n"
        "  quote: The admiral said\n  note: N\n  added: 2026\n  status: retracted\n"
        for number in range(9)
    )
    project.change(NOTES, lambda text: text + more)
    assert project.problems() == []


def test_whoever_names_an_entity_with_mistakes_is_not_blamed(project: TinyProject) -> None:
    project.edit(INTERVIEW, "type: interview", "type: intervew")
    problem = project.one_problem()
    assert problem.place.file == INTERVIEW


@pytest.mark.parametrize("file", [CHARTER, INTERVIEW, CLAIM, EVENT, PERSON, NOTES, ARTICLE])
def test_a_file_that_is_no_yaml_is_the_only_problem(project: TinyProject, file: str) -> None:
    project.change(file, lambda text: text + "\t- {\n")
    assert project.one_problem().place.file == file


@pytest.mark.parametrize("file", [CHARTER, INTERVIEW, CLAIM, EVENT, PERSON, NOTES, ARTICLE])
def test_a_file_that_is_gone_is_told_where_it_is_missed(project: TinyProject, file: str) -> None:
    (project.root / file).unlink()
    rules = {problem.rule for problem in project.problems()}
    assert rules <= {
        "ids-resolve",
        "links-in-notes-resolve",
        "article-missing",
        "references-are-used",
        "seeds-have-an-article",
        "kinds-have-what-they-need",
    }
    assert rules


def test_problems_come_by_file_and_line_and_none_twice(project: TinyProject) -> None:
    project.edit(NOTES, "references: [interview]", "references: [x, x]")
    project.edit(CHARTER, "https://www.un.org/en", "http://www.un.org/en")
    problems = check_corpus(project.corpus()).problems
    assert problems == sorted(problems)
    assert [problem.rule for problem in problems] == ["addresses-are-https", "ids-resolve", "ids-resolve"]
    assert len({str(problem.place) for problem in problems}) == 3


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_every_rule_says_in_one_sentence_what_it_demands(rule: Callable[..., object]) -> None:
    assert rule.__doc__ is not None
    assert rule.__doc__.endswith(".")
    assert "\n" not in rule.__doc__
