"""A pull request that adds a valid note, source, claim or article passes the checks, whatever it says."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotated_reader.corpus import load_corpus
from annotated_reader.formats import parse_yaml
from tests.conftest import ROOT
from tests.project import write_file
from tests.repository.test_guides import CONTRIBUTE, article_of, first_note
from tests.repository.workflows import CONTEXT, fresh_clone, run, steps, with_our_tools
from tests.sampling import rest_nightly

pytestmark = [
    pytest.mark.xdist_group("contribution"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is a copy without history: nothing can be cloned"),
]

SEED = """\
A minister’s denial

By a reporter

The minister said on 4 December 2025 that nobody in the alliance had planned a first strike. “We defend,” he added.

He spoke of limits that are legal and ethical, as at the summit in The Hague on June 23-26, 2025.
"""
FILES = {
    "seeds/a-minister-denies.txt": SEED,
    "annotations/a-minister-denies/article.yml": f"""\
seed: a-minister-denies.txt
sha256: {hashlib.sha256(SEED.encode()).hexdigest()}
title: A minister’s denial
author: A reporter
publisher: The Example
published: 2025-12-05
url: https://www.example.com/denial
structure:
  - {{lines: 1, role: title}}
  - {{lines: 3, role: byline}}
""",
    "annotations/a-minister-denies/law.yml": """\
- id: minister-denied-a-plan
  kind: fact-check
  title: The denial is on record
  quote: nobody in the alliance had planned a first strike
  note: The record of the press conference has the sentence.
  references: [minister-press-conference]
  claim: {id: no-first-strike-was-planned, stance: reports}
  contributors: [octocat]
  added: 2026-11-29
- id: minister-cites-a-treaty
  kind: context
  title: The duty to defend is in a treaty
  quote: We defend
  note: A treaty without a pinpoint is cited here.
  references: [defence-treaty]
  added: 2026-11-29
- id: minister-names-limits
  kind: fact-check
  title: The limits are named in another order
  quote: limits that are legal and ethical
  note: The sentence is in the record.
  references: [minister-press-conference]
  claim: {id: obstacle-legal-not-moral, stance: denies}
  added: 2026-11-29
- id: minister-dates-the-summit
  kind: context
  title: The summit was shorter
  key: true
  quote: the summit in The Hague on June 23-26, 2025
  note: The declaration is dated 25 June 2025.
  references: [hague-declaration-2025]
  event: hague-summit-2025
  added: 2026-11-29
""",
    "annotations/references/minister-press-conference.yml": """\
id: minister-press-conference
title: Press conference of the minister
type: speech
author: [{family: Example, given: Ann}]
issued: 2025-12-04
publisher: Ministry of Examples
URL: https://www.example.com/press-conference
short: Example 2025
standing: primary
consulted: original
accessed: 2026-11-29
summary: The minister's answers to reporters.
""",
    "annotations/references/defence-treaty.yml": """\
id: defence-treaty
title: Treaty of Examples
type: treaty
issued: 1999-01-01
URL: https://www.example.com/treaty
short: Treaty of Examples
standing: primary
consulted: not-read
summary: A treaty.
""",
    "annotations/claims/no-first-strike-was-planned.yml": """\
id: no-first-strike-was-planned
finding: The denial is on record
statement: Nobody in the alliance planned a first strike.
verdict: not-checkable
reason: Plans of this kind are secret.
references: [minister-press-conference]
""",
}

READING_TEXTS = (
    "built/test_across.py",
    "built/test_articles.py",
    "built/test_every_page.py",
    "built/test_links.py",
    "built/test_references.py",
    "built/test_search_engines.py",
    "checks/test_quotations.py::test_a_word_changed_in_a_quotation_of_each_article_is_reported_there",
    "corpus/test_load.py::test_the_projects_own_corpus_is_clean",
    "exports/test_citations.py::test_every_reference_of_the_project_is_cited_without_a_stray_mark",
    "exports/test_jsonld.py::test_export_then_import_gives_back_the_same_notes",
    "exports/test_open_formats.py",
    "formats/test_json_schema.py::test_the_schemas_accept_all_annotations",
    "formats/test_yaml_document.py::test_kept_positions_are_the_parsers_own",
    "pages/test_across_articles.py",
    "pages/test_home.py::test_every_claim_is_listed_once_under_its_verdict",
    "repository/test_guides.py",
)
"""The tests that read the project's own texts and notes, but for those in a browser."""
FOLDERS = (
    "authoring",
    "built",
    "checks",
    "cli",
    "corpus",
    "exports",
    "formats",
    "pages",
    "repository/test_guides.py",
    "repository/test_legal_notes.py",
    "texts",
)
"""The folders of all tests that may read them, lest one be forgotten above."""


def add_all(project: Path) -> None:
    """Add the first note of each guide, and a whole article with all that it needs."""
    corpus = load_corpus(project)
    for name, guide in (("readme", ROOT / "README.md"), ("guide", CONTRIBUTE)):
        example = first_note(guide)
        (note,) = parse_yaml(example.encode(), guide.name).value
        write_file(project / "annotations" / article_of(corpus, note["quote"]) / f"{name}.yml", example)
    for name, content in FILES.items():
        write_file(project / name, content)


@dataclass(frozen=True)
class Clone:
    """A fresh clone with everything added, and the environment in which its commands run."""

    folder: Path
    environment: dict[str, str]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """Clone this checkout and add a contributor's files."""
    folder = fresh_clone(tmp_path_factory.mktemp("contribution") / "clone")
    add_all(folder)
    return Clone(folder, with_our_tools(folder) | {"PYTHONPATH": str(folder / "build_scripts"), "PYTEST_ADDOPTS": ""})


def test_the_check_of_a_pull_request_is_clean(clone: Clone) -> None:
    check, site = (step for step in steps("check.yml", CONTEXT) if step.job == "annotations")
    assert (check.shell, site.shell) == ('make check ARGS="--format github"', "make site")
    run(check, clone.folder, clone.environment)


@pytest.mark.nightly  # the tests below build the same site
def test_the_site_of_a_pull_request_is_built(clone: Clone) -> None:
    _, site = (step for step in steps("check.yml", CONTEXT) if step.job == "annotations")
    run(site, clone.folder, clone.environment)
    page = (clone.folder / "site/articles/a-minister-denies/index.html").read_text("utf-8")
    assert "minister-denied-a-plan" in page


@pytest.mark.timeout(1800)  # it runs other tests
@pytest.mark.parametrize("chosen", rest_nightly(["known to", "able to"]))
def test_the_tests_that_read_texts_and_notes_pass(clone: Clone, chosen: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "not second-texts"]
    command += [f"tests/{name}" for name in (READING_TEXTS if chosen == "known to" else FOLDERS)]
    done = subprocess.run(command, cwd=clone.folder, env=clone.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:]
