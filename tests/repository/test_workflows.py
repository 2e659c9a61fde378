"""The GitHub workflows: valid, safe, and their every command run in a fresh clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup

from annotated_reader.checks.link_rules import outside_links
from tests.browser.serving import serve_folder
from tests.built_site import ADDRESS
from tests.conftest import ROOT
from tests.project import TinyProject
from tests.proxy import network
from tests.repository.workflows import (
    CONTEXT,
    WORKFLOWS,
    Step,
    expressions,
    fresh_clone,
    load,
    run,
    steps,
    with_our_tools,
)

pytestmark = [
    pytest.mark.xdist_group("workflows"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is a copy without history: nothing can be cloned"),
]

NAMES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    """Run one of the environment's programs on the project."""
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_is_one_to_github(name: str) -> None:
    checked = tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(WORKFLOWS / name))
    assert checked.returncode == 0, checked.stdout


def test_dependabots_settings_are_some_to_github() -> None:
    checked = tool("check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")
    assert checked.returncode == 0, checked.stdout


def test_the_strictest_audit_finds_nothing_in_the_workflows() -> None:
    audited = tool("zizmor", "--offline", "--persona", "auditor", "--format", "plain", ".")
    assert audited.returncode == 0, audited.stdout + audited.stderr


def test_pull_requests_are_checked_without_secrets_or_the_right_to_write() -> None:
    workflow = load("check.yml")
    assert workflow["on"] == ["pull_request"]
    assert workflow["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())
    assert not [expression for expression in expressions("check.yml") if "secrets" in expression]


def test_only_the_job_that_deploys_may_write() -> None:
    workflow = load("pages.yml")
    assert workflow["permissions"] == {}
    writing = {
        name: job["permissions"] for name, job in workflow["jobs"].items() if "write" in job["permissions"].values()
    }
    assert writing == {"deploy": {"pages": "write", "id-token": "write"}}
    assert not [step for step in workflow["jobs"]["deploy"]["steps"] if "run" in step]


def test_every_night_all_tests_run_without_the_right_to_write_or_secrets() -> None:
    workflow = load("nightly.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
    assert [step.shell for step in steps("nightly.yml", {})] == ["make test-all", "make fuzz"]
    assert expressions("nightly.yml") == ["!cancelled()"]


@pytest.mark.parametrize("name", NAMES)
def test_a_fork_finds_no_name_or_address_of_ours_in_a_workflow(name: str) -> None:
    text = (WORKFLOWS / name).read_text("utf-8")
    assert "://" not in text
    assert "github.io" not in text


@pytest.mark.nightly
def test_the_steps_of_pull_requests_run_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = fresh_clone(tmp_path / "clone")
    environment = with_our_tools(clone)
    shells = list(steps("check.yml", CONTEXT))
    assert [step.shell for step in shells] == [
        'make check ARGS="--format github"',
        "make site",
        "make lint",
        "make test",
    ]
    for step in shells:
        run(step, clone, environment)
    with serve_folder(clone / "site") as address:
        crawl = Crawl(address, address, [address])
        assert len(crawl.pages) > 5
        assert not crawl.dead


LINKS = {"github.token": "token", "needs.links.outputs.patch": "    - a patch\n    + of two lines"}
"""The values of the expressions in the workflow that checks links."""


def link_step(name: str) -> Step:
    """Return a step of the workflow that checks links, by its name."""
    (found,) = [step for step in steps("links.yml", LINKS) if step.name == name]
    return found


def test_links_are_asked_after_on_a_schedule_and_only_the_job_that_runs_nothing_of_ours_may_write_an_issue() -> None:
    workflow = load("links.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    permissions = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert permissions == {"links": {"contents": "read"}, "propose": {"issues": "write"}}
    assert [list(step) for step in workflow["jobs"]["propose"]["steps"]] == [["name", "env", "run"]]
    assert not [expression for expression in expressions("links.yml") if "secrets" in expression]


def changed_project(folder: Path, archived: str) -> TinyProject:
    """Commit the small project, and add the address of an archived copy to a reference."""
    project = TinyProject(folder)
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    project.change("annotations/references/charter.yml", lambda text: f"{text}archived: {archived}\n")
    return project


def kept_changes(project: TinyProject, folder: Path) -> str:
    """Run the step that keeps what changed, and return its output as a runner reads it."""
    output = folder / "output"
    environment = {**os.environ, "RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(output)}
    run(link_step("Keep what changed"), project.root, environment)
    first, *lines = output.read_text().splitlines()
    name, _, end = first.partition("<<")
    assert name == "patch"
    assert lines.index(end) == len(lines) - 1
    return "\n".join(lines[:-1])


def test_what_changed_is_kept_as_a_patch_that_applies_and_as_one_block_of_code(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    address = "https://web.archive.org/web/20261120101112/https://www.un.org/```"
    project = changed_project(tmp_path / "project", address)
    changed = project.read("annotations/references/charter.yml")
    patch = kept_changes(project, tmp_path)
    assert all(line.startswith("    ") for line in patch.splitlines())
    subprocess.run(["git", "checkout", "-q", "."], cwd=project.root, check=True)
    text = "".join(line[4:] + "\n" for line in patch.splitlines())
    subprocess.run(["git", "apply"], input=text, text=True, cwd=project.root, check=True)
    assert project.read("annotations/references/charter.yml") == changed


def test_without_a_change_no_patch_is_kept(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    project = changed_project(tmp_path / "project", "x")
    subprocess.run(["git", "checkout", "-q", "."], cwd=project.root, check=True)
    assert kept_changes(project, tmp_path) == ""


def test_a_patch_that_is_too_long_for_an_issue_is_replaced_by_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    project = changed_project(tmp_path / "project", "x" * 70_000)
    patch = kept_changes(project, tmp_path)
    assert "make links ARGS=--archive" in patch
    assert len(patch) < 1_000


@pytest.mark.parametrize(("known", "command"), [("", "create"), ("7", "edit")])
def test_the_patch_is_proposed_in_one_issue(tmp_path: Path, known: str, command: str) -> None:
    log = tmp_path / "log"
    gh = tmp_path / "gh"
    gh.write_text(
        "#!/bin/bash\n"
        f'printf "%s\\n" "$*" >> {log}\n'
        f'if [ "$2" = list ]; then echo "{known}"; else cp "${{@: -1}}" {tmp_path}/written; fi\n'
    )
    gh.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    environment = {"PATH": path, "RUNNER_TEMP": str(tmp_path), "GITHUB_REPOSITORY": "example/some-repo"}
    run(link_step("Open or update the issue"), tmp_path, environment)
    asked, written = log.read_text().splitlines()
    assert asked.startswith("issue list --repo example/some-repo --app github-actions --state open")
    assert written.startswith(f"issue {command} ")
    assert (tmp_path / "written").read_text().endswith("\n\n    - a patch\n    + of two lines\n")


@pytest.mark.nightly
@pytest.mark.parametrize(("answer", "status"), [(200, 0), (404, 2)], ids=["all there", "one gone"])
def test_the_step_that_asks_after_links_fails_where_a_page_is_gone(tmp_path: Path, answer: int, status: int) -> None:
    clone = fresh_clone(tmp_path / "clone")
    shutil.rmtree(clone / "annotations")
    project = TinyProject(clone)
    for name in ("references/charter", "references/interview", "tiny/article"):
        project.change(f"annotations/{name}.yml", lambda text: text.replace("https://", "http://"))
    pages = [link for link, _ in outside_links(project.corpus())]
    step = link_step("Check that the pages respond")
    archive = "http://archive.example.org/wayback/available"
    with network({page: [200] for page in pages} | {pages[-1]: [answer]}) as known:
        asked = subprocess.run(
            ["bash", "-e", "-c", step.shell], cwd=clone, capture_output=True, text=True, check=False,
            env={**with_our_tools(clone), "http_proxy": known.address, "no_proxy": "",
                 "PYTHONPATH": f"{clone}/build_scripts", "ANNOTATED_READER_ARCHIVE": archive},
        )  # fmt: skip
    assert asked.returncode == status, asked.stdout + asked.stderr
    asked_for = {each.page for each in known.asked if not each.page.startswith(archive)}
    assert sorted(asked_for) == sorted(set(pages))
    told = [line for line in asked.stdout.splitlines() if line.startswith("::error file=annotations/references/")]
    assert len(told) == (status > 0)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the steps that publish in a fresh clone, and give the address at which the result is served."""
    clone = fresh_clone(tmp_path_factory.mktemp("published") / "clone")
    environment = with_our_tools(clone)
    for step in steps("pages.yml", CONTEXT):
        run(step, clone, environment)
    with serve_folder(clone / "site") as address:
        yield address


class Page(HTMLParser):
    """What a page links to or loads, from its address on, and the ids on it."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if {"href", "src"} & given.keys():
            self.links.append(urljoin(self.address, given.get("href") or given.get("src", "")))
        if "id" in given:
            self.ids.add(given["id"])


@dataclass
class Crawl:
    """All that can be reached by links on pages of the site; its public address leads to the same pages."""

    root: str
    public: str
    starts: list[str]
    dead: set[str] = field(default_factory=set)

    @cached_property
    def pages(self) -> dict[str, Page | None]:
        """Every address that was fetched, with its page if it is one."""
        pages: dict[str, Page | None] = {}
        wanted = [(start, "a start") for start in self.starts]
        fragments: list[tuple[str, str]] = []
        while wanted:
            link, source = wanted.pop()
            address, fragment = urldefrag(link.replace(self.public, self.root, 1))
            if not address.startswith(self.root):
                continue
            if fragment:
                fragments.append((address, unquote(fragment)))
            if address not in pages:
                pages[address] = page = self._fetch(address, source)
                wanted += [(link, address) for link in page.links] if page else []
        for address, fragment in fragments:
            page = pages[address]
            if page is None or fragment not in page.ids:
                self.dead.add(f"{address}#{fragment}")
        return pages

    def _fetch(self, address: str, source: str) -> Page | None:
        try:
            with urlopen(address) as answer:
                body = answer.read()
                return Page(body.decode(), address) if answer.headers.get_content_type() == "text/html" else None
        except HTTPError as error:
            self.dead.add(f"{address} from {source}: {error.code}")
            return None


@pytest.mark.nightly
def test_the_published_site_is_whole_below_the_repositorys_name(published: str) -> None:
    with urlopen(f"{published}sitemap.xml") as answer:
        mapped = [loc.get_text() for loc in BeautifulSoup(answer.read(), "xml").find_all("loc")]
    assert mapped and all(address.startswith(ADDRESS) for address in mapped)
    crawl = Crawl(published, ADDRESS, [published, *mapped])
    articles = {f"{published}articles/{path.parent.name}/" for path in ROOT.glob("annotations/*/article.yml")}
    assert articles and articles <= crawl.pages.keys()
    assert not crawl.dead


@pytest.mark.nightly
@pytest.mark.parametrize("missing", ["nothing", "articles/nothing/", "articles/nothing/deeper/still"])
def test_an_address_that_does_not_exist_shows_a_page_whose_links_work(published: str, missing: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(published + missing)
    assert refused.value.code == 404
    page = Page(refused.value.read().decode(), published + missing)
    inside = [urldefrag(link) for link in page.links if link.startswith((published, ADDRESS))]
    assert published in {address for address, _ in inside}
    for address, fragment in inside:
        if address == published + missing:
            assert fragment in page.ids
            continue
        with urlopen(address.replace(ADDRESS, published)) as answer:
            assert answer.read()
