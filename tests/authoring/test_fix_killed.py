"""``annotated-reader fix`` killed at every step in turn: each file is wholly old or new, and a second run ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotated_reader.authoring.fix_quotes import apply_fix, plan_fixes
from tests.conftest import ROOT
from tests.project import TinyProject

pytestmark = pytest.mark.nightly

FIRST, SECOND, ARTICLE = "annotations/tiny/notes.yml", "annotations/tiny/more.yml", "annotations/tiny/article.yml"
MORE = """\
- id: nobody-was-told
  kind: wording
  title: Nobody
  quote: nobody was told
  note: N.
  added: 2026-11-22
"""
# Python tells of each step (a file opened, made, renamed, its mode changed) before it takes it: PEP 578.
# The engine is loaded once; each run is a child of that process, and dies alone.
KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv.pop(1))
from annotated_reader.cli import main

def run(left):
    def hook(event, arguments):
        nonlocal left
        opened = event == "open" and "annotations" in str(arguments[0]) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if opened or event in ("os.rename", "os.chmod", "os.remove", "os.mkdir", "tempfile.mkstemp"):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    with open(os.devnull, "w") as sys.stdout:
        main(["fix", "--yes"])

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        run(int(line))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def edited(project: TinyProject) -> TinyProject:
    """Return a project of two files of notes whose text was edited after git had it."""
    project.write(SECOND, MORE)
    git(project.root, "init", "-q")
    git(project.root, "add", ".")
    git(project.root, "commit", "-qm", "first")
    project.change(
        "seeds/tiny.txt",
        lambda text: text.replace(
            "a strike could be seen as defensive", "a strike could be seen as deffensive"
        ).replace("nobody was told", "nobody was tolld"),
    )
    return project


Fix = Callable[[int], int]
"""Runs the command until so many steps are begun, 0 lets it end; gives its status."""


@pytest.fixture
def fix(edited: TinyProject) -> Iterator[Fix]:
    """Return the command in the edited project."""
    command = [sys.executable, "-c", KILLED, str(ROOT)]
    with subprocess.Popen(command, cwd=edited.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin and parent.stdout
        ask, answers = parent.stdin, parent.stdout

        def run(steps: int) -> int:
            print(steps, file=ask, flush=True)
            return int(answers.readline())

        yield run


def end(project: TinyProject) -> None:
    """Run it to its end, in this process, which is faster."""
    for plan in plan_fixes(project.corpus()):
        apply_fix(project.root, plan, [move for move in plan.moves if move.edits])


def contents(project: TinyProject) -> dict[str, str]:
    """Return the files of annotations as they are."""
    return {name: project.read(name) for name in (FIRST, SECOND, ARTICLE)}


def test_a_fix_killed_at_any_step_leaves_whole_files_and_is_ended_by_a_second_run(
    edited: TinyProject, fix: Fix
) -> None:
    old = contents(edited)
    assert fix(0) == 0
    new = contents(edited)
    assert all(old[name] != new[name] for name in old)
    statuses: list[int] = []
    while not statuses or statuses[-1] == -signal.SIGKILL:
        for name, content in old.items():
            edited.write(name, content)
        statuses.append(fix(len(statuses) + 1))
        assert all(content in (old[name], new[name]) for name, content in contents(edited).items())
        end(edited)
        assert contents(edited) == new
        assert edited.problems() == []
    assert len(statuses) > 3 * len(old)
    assert statuses[-1] == 0
