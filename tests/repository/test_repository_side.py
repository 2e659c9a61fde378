"""What the repository asks of those who contribute: forms, owners, hooks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.project import NOTES
from tests.repository.workflows import fresh_clone

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
has_history = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="this is a copy without history: nothing can be cloned"
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.stem))
def test_a_form_is_one_to_github(form: Path) -> None:
    schema = "vendor.github-issue-config" if form.stem == "config" else "vendor.github-issue-forms"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(form)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def owners() -> Iterator[tuple[str, list[str]]]:
    """List the patterns of CODEOWNERS in order, each with its owners."""
    for line in (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, *names = line.split()
            yield pattern, names


def matches(repository: Path, pattern: str, path: str) -> bool:
    """Whether a pattern covers a path, as git says of its own patterns, whose form those of CODEOWNERS share."""
    (repository / ".git/info/exclude").write_text(f"{pattern}\n", encoding="utf-8")
    return (
        subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=repository, check=False).returncode == 0
    )


@pytest.mark.parametrize(
    ("path", "owned"),
    [
        *((path, True) for path in (
            "build_scripts/annotated_reader/checks/rules.py", ".github/workflows/check.yml",
            "build_scripts/annotated_reader/pages/templates/note.html",
            ".github/CODEOWNERS", ".ci/run", ".pre-commit-config.yaml", "mkdocs.yml", "Makefile", "pyproject.toml",
            "requirements/serve.txt", "package-lock.json", ".npmrc", "docs/about.md",
            "build_scripts/annotated_reader/site/theme/assets/reader/site.js",
            "tests/conftest.py", "seeds/any.txt", "annotations/blocked-hosts.yml",
        )),
        *((path, False) for path in ("annotations/any-article/law.yml", "annotations/references/any.yml")),
    ],
)  # fmt: skip
def test_all_but_notes_waits_for_an_owner(tmp_path: Path, path: str, owned: bool) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    deciding = [names for pattern, names in owners() if matches(tmp_path, pattern, path)][-1]
    assert bool(deciding) == owned


def test_a_fork_names_its_owner_in_one_line() -> None:
    assert len([pattern for pattern, names in owners() if names]) == 1


def hooks() -> list[dict[str, object]]:
    """List the hooks that contributors may install."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    return [hook for repository in config["repos"] for hook in repository["hooks"]]


def test_hooks_are_commands_of_this_project_and_fetch_nothing() -> None:
    assert {hook["language"] for hook in hooks()} == {"system"}
    assert not any({"additional_dependencies", "stages"} & set(hook) for hook in hooks())
    programs = {str(hook["entry"]).split()[0] for hook in hooks()}
    assert programs == {".venv/bin/python", "node_modules/.bin/biome"}


@pytest.mark.nightly
@has_history
@pytest.mark.skipif(not PRE_COMMIT.exists(), reason="pre-commit is not installed; `make test` installs it")
def test_the_hooks_pass_what_is_here_and_stop_a_mistake(tmp_path: Path) -> None:
    clone = fresh_clone(tmp_path / "clone")
    (clone / ".venv").symlink_to(sys.prefix)
    (clone / "node_modules").symlink_to(ROOT / "node_modules")

    def pre_commit(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PRE_COMMIT_HOME": str(tmp_path / "home"),
            "PYTHONPATH": str(clone / "build_scripts"),
        }
        return subprocess.run(
            [PRE_COMMIT, *arguments], cwd=clone, env=environment, capture_output=True, text=True, check=False
        )

    assert pre_commit("validate-config").returncode == 0
    everything = pre_commit("run", "--all-files")
    assert everything.returncode == 0, everything.stdout + everything.stderr
    assert len(re.findall(r"\.Passed$", everything.stdout, re.MULTILINE)) == len(hooks())
    added = next(clone.glob("annotations/*/article.yml")).with_name("added.yml")
    added.write_text(NOTES, encoding="utf-8")
    subprocess.run(["git", "add", str(added)], cwd=clone, check=True)
    stopped = pre_commit("run")
    assert stopped.returncode == 1
    assert f"{added.relative_to(clone)}:" in stopped.stdout
