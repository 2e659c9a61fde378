"""``annotated-reader check``: what a contributor sees who broke several things at once."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from annotated_reader.cli import main
from tests.conftest import ROOT
from tests.project import TinyProject

ARTICLE = "annotations/tiny/article.yml"
NOTES = "annotations/tiny/notes.yml"
CHARTER = "annotations/references/charter.yml"
INTERVIEW = "annotations/references/interview.yml"
CLAIM = "annotations/claims/strike-is-doctrine.yml"
EVENT = "annotations/events/interview-printed.yml"
PERSON = "annotations/people/ada-cavo.yml"

SIX = (
    (NOTES, "quote: a strike could be seen as defensive", "quote: a strike might be seen as defensive"),
    (NOTES, "references: [interview]", "references: [intervew]"),
    (NOTES, "  title: What the admiral said", "  titel: What the admiral said"),
    (ARTICLE, "published: 2025-12-01", "published: 2025-12-32"),
    (CHARTER, "URL: https://www.un.org", "URL: htps://www.un.org"),
    (CLAIM, "verdict: inaccurate", "  verdict: inaccurate"),
)
PRINTED = """\
annotations/claims/strike-is-doctrine.yml:4:10: error: a colon appears where no key is allowed  [yaml-syntax]
    4 |   verdict: inaccurate
      |          ^
      = hint: If this is a key, start it in the column of the keys above; put text that contains ": " in quotes, \
or write it as a block after `|`.

annotations/references/charter.yml:6:1: error: `URL`: an address starts with https:// (or http://)  [schema]
    6 | URL: htps://www.un.org/en/about-us/un-charter/chapter-7
      | ^
      = hint: For example: URL: https://www.icj-cij.org/case/70

annotations/tiny/article.yml:6:1: error: `published`: there is no such day as 2025-12-32  [schema]
    6 | published: 2025-12-32
      | ^
      = hint: For example: published: 2025-06

annotations/tiny/notes.yml:6:3: error: the words of 'strike-called-defensive' are not in seeds/tiny.txt  \
[quote-not-found]
    6 |   quote: a strike might be seen as defensive
      |   ^
      = hint: The closest match (85%), in line 5: "a strike could be seen as defensive"

annotations/tiny/notes.yml:20:3: error: unknown key `titel`  [schema]
   20 |   titel: What the admiral said
      |   ^
      = hint: Did you mean 'title'?

annotations/tiny/notes.yml:23:16: error: there is no reference 'intervew'  [ids-resolve]
   23 |   references: [intervew]
      |                ^
      = hint: Did you mean 'interview'?

6 errors in 7 files.
Quotations: 0 found, 0 not found. Pinpoints: 1 with a passage, 0 without.
"""


def broken(project: TinyProject) -> TinyProject:
    """Break a quote, an id, a key, a date, a URL and the indentation."""
    for file, old, new in SIX:
        project.edit(file, old, new)
    return project


def test_six_mistakes_at_once_are_six_problems_each_with_place_caret_and_hint(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken(project).root)
    result = CliRunner().invoke(main, ["check"])
    assert result.output == PRINTED
    assert result.exit_code == 1


def test_the_command_in_a_shell_prints_the_same_and_fails(project: TinyProject) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "annotated_reader", "check"],
        cwd=broken(project).root,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert (result.stdout.decode().replace("\r\n", "\n"), result.stderr, result.returncode) == (PRINTED, b"", 1)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_processes_find_the_same_in_many_articles(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    for number in range(2, 30):
        article = f"annotations/tiny-{number:02}"
        project.write(f"{article}/article.yml", project.read(ARTICLE))
        project.write(f"{article}/notes.yml", project.read(NOTES).replace("- id: ", f"- id: n{number}-"))
    project.edit("annotations/tiny-07/notes.yml", "see: [reckless", "see: [n8-reckless")
    project.edit("annotations/tiny-09/notes.yml", "see: [reckless", "see: [recless")
    project.edit("annotations/tiny-21/notes.yml", "- id: n21-admiral-said", "- id: n20-admiral-said")
    project.edit("annotations/tiny-22/notes.yml", "event: interview-printed", "event: interview-printd")
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(main, ["check", "--format", "json", "--jobs", jobs])
    found = [(entry["file"], entry["rule"], entry["message"]) for entry in json.loads(result.stdout)]
    assert found == [
        ("annotations/tiny-09/notes.yml", "ids-resolve", "there is no note 'recless-was-said-once'"),
        ("annotations/tiny-21/notes.yml", "note-ids-are-unique", "the id 'n20-admiral-said' is used a second time"),
        ("annotations/tiny-22/notes.yml", "ids-resolve", "there is no event 'interview-printd'"),
    ]
    assert result.stderr == ""


def test_the_same_six_are_shown_to_github_and_to_programs(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken(project).root)
    github = CliRunner().invoke(main, ["check", "--format", "github"])
    rows = github.output.splitlines()
    assert [row.split("::")[1].split(",title=")[0] for row in rows] == [
        f"error file={CLAIM},line=4,col=10",
        f"error file={CHARTER},line=6,col=1",
        f"error file={ARTICLE},line=6,col=1",
        f"error file={NOTES},line=6,col=3",
        f"error file={NOTES},line=20,col=3",
        f"error file={NOTES},line=23,col=16",
    ]
    listed = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).output)
    assert [(entry["line"], entry["column"]) for entry in listed] == [
        (4, 10),
        (6, 1),
        (6, 1),
        (6, 3),
        (20, 3),
        (23, 16),
    ]
    assert github.exit_code == 1


Mistake = tuple[str, str, str]
QUOTES: list[Mistake] = [
    (NOTES, "quote: a strike could be seen as defensive", "quote: a strike is seen as defensive"),
    (NOTES, "quote: further away from our normal thinking", "quote: called"),
    (NOTES, "prefix: Moscow called the words", "prefix: Paris called the words"),
    (NOTES, "    prefix: Moscow called the words\n", ""),
]
IDS: list[Mistake] = [
    (NOTES, "    - charter\n", "    - chartr\n"),
    (NOTES, "    - interview: question 4", "    - intervew: question 4"),
    (NOTES, "see: [reckless-was-said-once]", "see: [reckles-was-said-once]"),
    (NOTES, "claim: {id: strike-is-doctrine,", "claim: {id: strikes-are-doctrine,"),
    (NOTES, "event: interview-printed", "event: interview-was-printed"),
    (NOTES, "- id: admiral-said", "- id: Admiral said"),
    (EVENT, "speaker: ada-cavo", "speaker: ida-cavo"),
    (PERSON, "id: ada-cavo", "id: ida-cavo"),
    (CLAIM, "id: strike-is-doctrine", "id: strike_is_doctrine"),
]
KEYS: list[Mistake] = [
    (NOTES, "  kind: fact-check", "  kinds: fact-check"),
    (NOTES, "    exact: reckless", "    exakt: reckless"),
    (NOTES, "  see:", "  sees:"),
    (NOTES, "  confidence:", "  confidense:"),
    (ARTICLE, "seed:", "sede:"),
    (ARTICLE, "title: The", "titel: The"),
    (ARTICLE, "publisher:", "pulisher:"),
    (ARTICLE, "{lines: 7, role: heading}", "{line: 7, role: heading}"),
    (CHARTER, "short:", "shrt:"),
    (INTERVIEW, "consulted:", "consult:"),
]
DATES: list[Mistake] = [
    (NOTES, "  changed: 2026-11-23", "  changed: 2026-11-31"),
    (NOTES, "  event: interview-printed\n  added: 2026-11-22", "  event: interview-printed\n  added: 22 November"),
    (ARTICLE, "published: 2025-12-01", "published: 2025-00"),
    (CHARTER, "issued: 1945-06-26", "issued: 1945-6-26"),
    (CHARTER, "accessed: 2026-11-22", "accessed: yesterday"),
    (INTERVIEW, "issued: 2025-11-30", "issued: 2025-11-31"),
]
ADDRESSES: list[Mistake] = [
    (ARTICLE, "url: https://daily.example.org/warning", "url: daily.example.org/warning"),
    (CHARTER, "URL: https://www.un.org/en", "URL: https://www.un.org /en"),
    (INTERVIEW, "URL: https://daily.example.org/", "URL: https:/daily.example.org/"),
]
INDENTATIONS: list[Mistake] = [
    (CLAIM, "finding:", " finding:"),
    (CLAIM, "reason:", "\treason:"),
    (EVENT, "  speaker:", "   speaker:"),
    (EVENT, "  original:", " original:"),
    (PERSON, "id: ada-cavo\n", "- id: ada-cavo\n"),
    (INTERVIEW, "standing:", "  standing:"),
]
CHOICES = st.tuples(*map(st.sampled_from, (QUOTES, IDS, KEYS, DATES, ADDRESSES, INDENTATIONS)))


@given(CHOICES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_one_mistake_is_one_problem_in_whatever_company(project: TinyProject, mistakes: tuple[Mistake, ...]) -> None:
    files = [file for file, _, _ in mistakes]
    assume(files.count(files[-1]) == 1)
    # an id under a misspelt key is reported once the key is right
    assume(not {"see: [reckles-was-said-once]", "  sees:"} <= {new for _, _, new in mistakes})
    fresh = TinyProject(project.root)
    for file, old, new in mistakes:
        assume(fresh.read(file).count(old) == 1)
        fresh.edit(file, old, new)
    problems = fresh.problems()
    printed = fresh.printed(problems)
    assert sorted(problem.place.file for problem in problems) == sorted(files), printed
    assert all(problem.hint for problem in problems)
    assert len(re.findall(r"^ +\| +\^$", printed, re.MULTILINE)) == 6
    assert not re.search(r"^ +\d+ \| $", printed, re.MULTILINE)


@pytest.mark.parametrize(
    "mistake",
    [*QUOTES, *IDS, *KEYS, *DATES, *ADDRESSES, *INDENTATIONS],
    ids=lambda mistake: f"{mistake[0].split('/')[1]}-{mistake[2].strip()[:30]}",
)
def test_one_mistake_alone_is_one_problem(project: TinyProject, mistake: Mistake) -> None:
    project.edit(*mistake)
    problem = project.one_problem()
    assert problem.place.file == mistake[0]
    assert problem.hint
    line = project.read(mistake[0]).split("\n")[problem.place.line - 1]
    assert line.strip()
