"""Runs the shell of GitHub workflows as a runner would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.built_site import ADDRESS
from tests.conftest import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
CONTEXT = {
    "github.event.repository.default_branch": "main",
    "steps.pages.outputs.base_url": ADDRESS.rstrip("/"),
    "vars.SITE_CONTACT": "",
}
"""The values of the expressions that our workflows use."""
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass(frozen=True)
class Step:
    """A step that runs a shell; ``environment`` is what the workflow, its job and the step itself set."""

    job: str
    name: str
    shell: str
    environment: Mapping[str, str]


def load(name: str) -> dict[str, Any]:
    """Read a workflow; ``on`` is a text here, not YAML 1.1's true."""
    loaded: dict[str, Any] = yaml.load((WORKFLOWS / name).read_bytes(), Loader=yaml.BaseLoader)
    return loaded


def expressions(name: str) -> list[str]:
    """List the expressions that a workflow uses."""
    return _EXPRESSION.findall((WORKFLOWS / name).read_text("utf-8"))


def steps(name: str, context: Mapping[str, str]) -> Iterator[Step]:
    """List the steps of a workflow that run a shell, in order.

    Args:
        name: the workflow's file name.
        context: values of the expressions that it may use; any other is an error.
    """
    workflow = load(name)
    for job_name, job in workflow["jobs"].items():
        for step in job["steps"]:
            given = {**workflow.get("env", {}), **job.get("env", {}), **step.get("env", {})}
            environment = {key: _EXPRESSION.sub(lambda match: context[match[1]], value) for key, value in given.items()}
            if "run" in step:
                assert not _EXPRESSION.search(step["run"]), "expressions in a shell can be injected into: use env"
                yield Step(job_name, step["name"], step["run"], environment)


def fresh_clone(folder: Path) -> Path:
    """Clone this repository, and bring the clone to what stands here, as if it had just been committed."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    for name in listed.stdout.decode().split("\0")[:-1]:
        target = folder / name
        target.unlink(missing_ok=True)
        if (ROOT / name).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    return folder


def with_our_tools(clone: Path) -> dict[str, str]:
    """Return an environment in which the clone's Makefile uses this run's Python and Node packages.

    Installing them takes minutes. The Makefile's own variables say where they are and that they are ready.
    """
    ready = clone.with_name(f"{clone.name}.ready")
    ready.mkdir()
    stamps = {"SERVE_READY": ready / "serve", "TEST_READY": ready / "test"}
    if (ROOT / "node_modules").is_dir():
        stamps["NODE_READY"] = ready / "node"
        (clone / "node_modules").symlink_to(ROOT / "node_modules")
    for stamp in stamps.values():
        stamp.write_text(f"{clone}\n")
    variables = {"PY": sys.executable, **stamps}
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "MAKE", "SITE_"))}
    return {
        **own,
        "MAKEFLAGS": " ".join(f"{name}={value}" for name, value in variables.items()),
        "PYTEST_ADDOPTS": "tests/support/test_owned_folder.py",  # else these tests would run themselves
        "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache"),
        "CI": "true",
        "GITHUB_REPOSITORY": "example/some-repo",
    }


def run(step: Step, clone: Path, environment: Mapping[str, str]) -> None:
    """Run a step as GitHub's runners do by default; what it prints is shown where it fails."""
    done = subprocess.run(
        ["bash", "-e", "-c", step.shell],
        cwd=clone, env={**environment, **step.environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{step.name}:\n{done.stdout}{done.stderr}"
