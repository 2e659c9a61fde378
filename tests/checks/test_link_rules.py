"""Links in notes: where they may lead, that what they name exists, and the very place of each mistake."""

from __future__ import annotations

import pytest

from annotated_reader.checks.link_rules import outside_links
from annotated_reader.checks.project import check_corpus, check_project
from annotated_reader.support.problems import Problem, Severity
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
ONE = "annotations/tiny/one.yml"
NOTE = """\
- id: one
  kind: wording
  title: A title
  quote: a strike could be
  note: {note}
  added: 2026-11-22
"""


def problems_of(project: TinyProject, note: str) -> list[Problem]:
    """Add a note whose text is written like this, and check the project."""
    project.write(ONE, NOTE.format(note=note))
    problems = check_corpus(project.corpus()).problems
    assert check_project(project.root).problems == problems
    return problems


def words_at(project: TinyProject, problem: Problem) -> str:
    """Return the rest of the line at which a problem is reported."""
    line = (project.root / problem.place.file).read_text(encoding="utf-8").split("\n")[problem.place.line - 1]
    return line[problem.place.column - 1 :]


@pytest.mark.parametrize(
    "note",
    [
        "See [the page](https://example.org/wiki/Lamp_(law)) of it.",
        "Write `[a](javascript:x)` and nothing happens.",
        "|\n    The keeper named:\n    - rust\n    - frost",
        "|\n    1972. The first gate.\n\n    1980. The second gate.",
        "See [the ministry](https://пример.испытание/ворота).",
        "See [another note](#admiral-said) and [this one](#one), [its mark](#ref_one), [a paragraph](#p3).",
        "See [it](/articles/tiny/), [a note](/articles/tiny/#admiral-said), [a paragraph](/articles/tiny/#p2).",
        "See [a](/references/interview/), [b](/claims/strike-is-doctrine/), [c](/events/interview-printed/).",
        "See [its words](/references/interview/#at-question-4) and [the work](/references/charter/#citation).",
        "See [all articles](/articles/) and [all claims](/claims/).",
        "See [the second page of all notes](/notes/2/).",
        "See [home](/), [the timeline](/timeline/), [works](/references/#interview), [claims](/compare/).",
    ],
)
def test_what_a_note_may_say_is_no_problem(project: TinyProject, note: str) -> None:
    assert problems_of(project, note if note.startswith("|") else f"'{note}'") == []


@pytest.mark.parametrize(
    "target",
    [
        "#nope",
        "#p0",
        "#p03",
        "#p99",
        "#ref_nope",
        "/articles/zz/",
        "/articles/references/",
        "/articles/tiny/#nope",
        "/references/nope/",
        "/references/interview/more/",
        "/references/interview/#nope",
        "/claims/nope/",
        "/events/",
        "/events/nope/",
        "/people/nope/",
        "/compare/nope/",
        "/state/tiny/#nope",
    ],
)
def test_a_link_to_what_is_not_on_the_site_is_an_error_at_its_address(project: TinyProject, target: str) -> None:
    (problem,) = problems_of(project, f"See [it]({target}).")
    assert (problem.rule, problem.severity) == ("links-in-notes-resolve", Severity.ERROR)
    assert words_at(project, problem).startswith(f"{target})")


def test_a_note_of_another_article_is_named_with_its_page(project: TinyProject) -> None:
    article = (project.root / "annotations/tiny/article.yml").read_text(encoding="utf-8")
    project.write("annotations/other/article.yml", article)
    project.write(
        "annotations/other/notes.yml", NOTE.format(note="See [it](#admiral-said).").replace("id: one", "id: two")
    )
    (problem,) = check_corpus(project.corpus()).problems
    assert problem.hint == "The note is at /articles/tiny/#admiral-said."


def test_a_passage_that_is_not_kept_is_likened_to_those_that_are(project: TinyProject) -> None:
    (problem,) = problems_of(project, "See [it](/references/interview/#at-question-5).")
    assert problem.hint == "Did you mean '/references/interview/#at-question-4'?"


def test_a_text_that_is_on_no_articles_page_names_the_page(project: TinyProject) -> None:
    project.edit("annotations/references/charter.yml", "self-defence.", "self-defence, see [it](#admiral-said).")
    problem = project.one_problem()
    assert problem.hint == "Name the page as well: /articles/<article>/#<note>."
    assert words_at(project, problem).startswith("#admiral-said)")


def test_what_exists_but_has_mistakes_is_not_called_missing(project: TinyProject) -> None:
    project.edit("annotations/references/interview.yml", "type: interview", "type: intervew")
    assert {problem.rule for problem in problems_of(project, "See [it](/references/interview/).")} == {"schema"}


def test_pages_written_by_hand_are_looked_for_in_docs(project: TinyProject) -> None:
    note = "See [a](/about/), [b](/decisions/one/), [c](/decisions/) and [d](/abuot/)."
    assert problems_of(project, note) == []  # a site may keep its pages elsewhere
    project.write("docs/about.md", "# About\n")
    project.write("docs/decisions/one.md", "# One\n")
    project.write("docs/decisions/index.md", "# Decisions\n")
    (problem,) = problems_of(project, note)
    assert (problem.rule, problem.severity) == ("links-in-notes-resolve", Severity.WARNING)
    assert words_at(project, problem).startswith("/abuot/")


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("See [it](data:x).", id="plain"),
        pytest.param("See\n    it, ever\n\n    so far [it](data:x).", id="plain-on-many-lines"),
        pytest.param("'It''s [it](data:x).'", id="single-quotes"),
        pytest.param("'It''s\n\n    said ''so'' [it](data:x).'", id="single-quotes-on-many-lines"),
        pytest.param('"A \\"word\\"\\nand \\u00e9\\u00a0\\x41\\_\\ttab [it](data:x)."', id="double-quotes"),
        pytest.param('"  A line \\\n    goes on\n\n    and on [it](data:x)."', id="double-quotes-on-many-lines"),
        pytest.param("|\n    A line.\n\n    > - [it](data:x)", id="block"),
        pytest.param("|2-  # why\n\n      A line.\n    [it](data:x)", id="block-with-an-indentation"),
        pytest.param(">\n    A line\n    goes on.\n\n      more [it](data:x)", id="folded"),
        pytest.param(">-\n    A line\n    goes on [it\n    at last](data:x)", id="folded-inside-a-link"),
    ],
)
def test_a_mistake_is_reported_at_its_very_place_however_the_text_is_written(project: TinyProject, note: str) -> None:
    (problem,) = problems_of(project, note)
    assert problem.rule == "links-in-notes-are-safe"
    assert words_at(project, problem).startswith("data:x)")


@pytest.mark.parametrize(
    ("key", "file", "was"),
    [
        ("rights: ", "annotations/tiny/article.yml", "structure:"),
        ("history: [{date: 2026-01-01, was: It was., why: ", "annotations/tiny/article.yml", "structure:"),
        ("history: [{date: 2026-01-01, why: It was., was: ", "annotations/people/ada-cavo.yml", "kind:"),
    ],
)
def test_rights_and_histories_are_checked_like_notes(project: TinyProject, key: str, file: str, was: str) -> None:
    end = "}]" if "[{" in key else ""
    project.edit(file, was, f"{key}'See [it](data:x).'{end}\n{was}")
    problem = project.one_problem()
    assert problem.rule == "links-in-notes-are-safe"
    assert words_at(project, problem).startswith("data:x)")


def test_a_footnote_is_reported_once_as_what_it_is(project: TinyProject) -> None:
    (problem,) = problems_of(project, '"The gate was old.[^1]\\n\\n[^1]: So the plan has it.[^2]"')
    assert problem.message == "'[^1]' is a footnote, and notes have none"
    assert words_at(project, problem).startswith("[^1]\\n")


def test_links_off_the_site_are_asked_for_whole(project: TinyProject) -> None:
    project.write(
        ONE, NOTE.format(note="See [the page](https://example.org/Lamp_(law)), `[b](https://example.org/b)`.")
    )
    links = [link for link, _ in outside_links(project.corpus())]
    assert "https://example.org/Lamp_(law)" in links
    assert "https://example.org/b" not in links


def test_a_blocked_host_is_found_in_wide_letters_too(project: TinyProject) -> None:
    project.write("annotations/blocked-hosts.yml", "copies.example.net: an unlicensed copy\n")
    (problem,) = problems_of(project, "See [the copy](https://ｃopies.example.net/page).")
    assert problem.rule == "hosts-are-not-blocked"


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("https://example.org/Coup_d'état", "https://example.org/Coup_d%27état"),
        ("https://example.org/a|b", "https://example.org/a%7Cb"),
        ("https://example.org/a\u00a0b", "https://example.org/a%C2%A0b"),
        ("https://exa'mple.org/a", "/references/<id>/."),
        ("javascript:'x'", "/references/<id>/."),
    ],
)
def test_an_address_with_characters_that_addresses_do_not_have_is_shown_as_it_can_be_written(
    project: TinyProject, address: str, hint: str
) -> None:
    (problem,) = problems_of(project, f'"See [it]({address})."')
    assert problem.rule == "links-in-notes-are-safe"
    assert problem.hint.endswith(hint)
