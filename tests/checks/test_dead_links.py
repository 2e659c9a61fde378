"""``links``: pages that no longer answer are told at their place in the files, and every host is asked politely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result

from annotated_reader.checks.dead_links import Politeness, dead_links, request_all
from annotated_reader.cli import main
from annotated_reader.support.problems import Place, Problem, Severity
from tests.project import TinyProject
from tests.proxy import HUNG_UP, SILENT, Answer, Network, network

CHARTER = "annotations/references/charter.yml"
PAGE = "http://www.un.org/en/about-us/un-charter/chapter-7"
INTERVIEW = "http://daily.example.org/interview"
WARNING = "http://daily.example.org/warning"
MEND = "Open it in a browser. Write the page's new address, or that of an archived copy (`archived:` in a reference)."
HASTE = Politeness(pause=0, timeout=60)


@pytest.fixture
def project(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> TinyProject:
    """Return the small project with addresses that our own network can answer for."""
    for name in (CHARTER, "annotations/references/interview.yml", "annotations/tiny/article.yml"):
        project.change(name, lambda text: text.partition("passages:")[0].replace("https://", "http://"))
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return project


def ask(
    project: TinyProject,
    monkeypatch: pytest.MonkeyPatch,
    answers: Mapping[str, Sequence[Answer]] | None = None,
    politeness: Politeness = HASTE,
) -> tuple[list[Problem], Network]:
    """Ask for the project's pages, which are all there but for those that answer otherwise."""
    with network({PAGE: [200], INTERVIEW: [200], WARNING: [200], **(answers or {})}, silence=20) as known:
        monkeypatch.setenv("http_proxy", known.address)
        corpus = project.corpus()
        return dead_links(corpus, request_all(corpus, politeness)), known


@pytest.mark.parametrize(
    ("answers", "severity", "message", "hint"),
    [
        ([404], "error", "the page is gone: 404 Not Found", MEND),
        ([410], "error", "the page is gone: 410 Gone", MEND),
        ([(301, "http://nowhere.example.org/x")], "error", "the page is gone: 404 Not Found", MEND),
        ([HUNG_UP], "error", "the page does not answer: no connection (ProxyError)", MEND),
        ([(302, PAGE)], "error", "the page does not answer: it redirects too many times", MEND),
        ([(302, "file:///etc/passwd")], "error", "the page does not answer: no connection (InvalidSchema)", MEND),
        ([500], "warning", "the page answers 500 Internal Server Error", MEND),
        ([599], "warning", "the page answers 599", MEND),
        ([(301, INTERVIEW)], "warning", "the page has moved permanently", f"Write {INTERVIEW}"),
        ([(308, INTERVIEW)], "warning", "the page has moved permanently", f"Write {INTERVIEW}"),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, list) else "",
)
def test_a_page_that_can_not_be_read_where_it_was_is_told_at_its_line(
    project: TinyProject,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[Answer],
    severity: str,
    message: str,
    hint: str,
) -> None:
    found, _ = ask(project, monkeypatch, {PAGE: answers})
    assert found == [Problem(Place(CHARTER, 6, 6), "links-lead-somewhere", message, hint, Severity(severity))]


def test_a_page_that_never_answers_is_told_at_its_line(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = ask(project, monkeypatch, {PAGE: [SILENT]}, Politeness(pause=0, timeout=2))
    message = "the page does not answer: no answer within 2 seconds"
    assert Problem(Place(CHARTER, 6, 6), "links-lead-somewhere", message, MEND) in found


@pytest.mark.parametrize(
    "answers",
    [[200], [204], [(302, INTERVIEW)], [403], [401], [429], [451], [503, 200], [HUNG_UP, 200]],
    ids=["there", "empty", "sent on for now", *["refused"] * 4, "a trouble that passes", "a line that drops once"],
)
def test_a_page_that_answers_or_will_not_tell_a_program_is_let_be(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, answers: list[Answer]
) -> None:
    found, known = ask(project, monkeypatch, {PAGE: answers})
    assert found == []
    assert known.counts[PAGE] == len(answers)


def test_a_link_in_a_note_is_told_at_its_very_place(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "annotations/tiny/notes.yml"
    project.edit(
        notes, "He spoke of **hybrid**", "See [a page](http://gone.example.org/a?b=1#part). He spoke of **hybrid**"
    )
    found, known = ask(project, monkeypatch)
    assert [(problem.place, problem.message) for problem in found] == [
        (Place(notes, 8, 18), "the page is gone: 404 Not Found")
    ]
    assert known.counts["http://gone.example.org/a?b=1"] == 1


def test_a_page_that_is_linked_twice_is_asked_for_once_and_told_of_twice(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.edit("annotations/references/interview.yml", INTERVIEW, f"{PAGE}#article-51")
    found, known = ask(project, monkeypatch, {PAGE: [404]})
    assert [problem.place.file for problem in found] == [CHARTER, "annotations/references/interview.yml"]
    assert known.counts[PAGE] == 1


def test_an_address_is_data_and_reaches_its_host_as_it_is_written(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "http://daily.example.org/$(touch%20x);echo&&%0D%0AX:%20y"
    project.edit(CHARTER, PAGE, odd)
    found, known = ask(project, monkeypatch, {odd: [200]})
    assert found == []
    assert known.counts[odd] == 1


def test_a_host_is_asked_for_one_page_at_a_time_with_a_pause_and_told_who_asks(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "example/some-repo")
    _, known = ask(project, monkeypatch, {}, Politeness(pause=0.2, timeout=5))
    asked = [each for each in known.asked if urlsplit(each.page).hostname == "daily.example.org"]
    assert [each.page for each in asked] == [INTERVIEW, WARNING]
    assert all(later.came - earlier.came >= 0.2 for earlier, later in pairwise(asked))
    assert {each.by for each in known.asked} == {"annotated-reader links (+https://github.com/example/some-repo)"}


def command(project: TinyProject, monkeypatch: pytest.MonkeyPatch, answer: Answer, *options: str) -> Result:
    """Run the command where the Charter's page gives an answer."""
    monkeypatch.chdir(project.root)
    with network({PAGE: [answer], INTERVIEW: [200], WARNING: [200]}) as known:
        monkeypatch.setenv("http_proxy", known.address)
        return CliRunner().invoke(main, ["links", "--pause", "0", *options])


@pytest.mark.parametrize(("answer", "status"), [(200, 0), (404, 1), (500, 0), (403, 0)])
def test_only_pages_that_are_gone_or_silent_make_the_command_fail(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, answer: int, status: int
) -> None:
    result = command(project, monkeypatch, answer)
    assert result.exit_code == status
    refused = int(answer == 403)
    assert result.stderr == f"3 pages checked; {refused} of unknown state, since they refuse automated requests.\n"


def test_the_command_tells_github_where_a_dead_link_stands(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = command(project, monkeypatch, 404, "--format", "github")
    assert result.stdout.startswith(
        f"::error file={CHARTER},line=6,col=6,title=links-lead-somewhere::the page is gone: 404 Not Found%0A"
    )
    assert result.stdout.count("\n") == 1


def test_the_page_where_a_passage_was_read_is_asked_for_too(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    passage = "passages: [{text: The lamp., from: 'http://gone.example.org/a', as: copy, accessed: 2026-11-22}]\n"
    project.change(CHARTER, lambda text: text + passage)
    found, _ = ask(project, monkeypatch)
    assert [(problem.place, problem.message) for problem in found] == [
        (Place(CHARTER, 12, 36), "the page is gone: 404 Not Found")
    ]
