"""`make site` on a machine that fails: killed, its disk full, its folder closed. The last good site stays whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.built_site import environment
from tests.conftest import ROOT, SOURCES
from tests.project import TinyProject

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("make-site")]
_BUILD_SECONDS = 120


class Workshop(TinyProject):
    """The small project with all that `make site` needs, and a .venv that is the one of these tests."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        for name in ("Makefile", "mkdocs.yml", "pyproject.toml", "requirements/serve.txt"):
            self.write(name, (ROOT / name).read_bytes())
        for page in (ROOT / "docs").glob("*.md"):
            self.write(f"docs/{page.name}", f"# {page.stem}\n")
        python = self.write(".venv/bin/python", f'#!/bin/sh\nPYTHONPATH="{SOURCES}" exec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        self.write(".venv/.ready-to-serve", f"{root}\n")

    def start(self, *before: str) -> subprocess.Popen[str]:
        """Run `make site` in a process group of its own."""
        return subprocess.Popen(
            [*before, "make", "--no-print-directory", "site"], cwd=self.root, env=environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def make(self, *before: str) -> tuple[int, str]:
        """Run `make site` to its end; gives its status and what it said."""
        process = self.start(*before)
        said, _ = process.communicate(timeout=_BUILD_SECONDS)
        return process.returncode, said

    def say(self, words: str) -> None:
        """Change what a note says, and with it the site."""
        self.change("annotations/tiny/notes.yml", lambda text: text.replace("The newspaper printed", words))


def digests(folder: Path) -> dict[str, str]:
    """Return the contents of all files of a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Return a project with a good site."""
    workshop = Workshop(tmp_path / "project")
    status, said = workshop.make()
    assert status == 0, said
    assert (workshop.root / "site/index.html").is_file()
    return workshop


def failed_in_one_line(said: str) -> bool:
    """Whether a failure was told in one line of ours or the system's, besides the line with which make ends."""
    told = [line for line in said.splitlines() if "make: ***" not in line and not line.startswith(("INFO", ".venv"))]
    return "Traceback" not in said and len([line for line in told if line.strip()]) == 1


def test_a_site_is_whole_whenever_its_building_is_killed(workshop: Workshop) -> None:
    whole = [digests(workshop.root / "site")]
    sources = digests(workshop.root / "annotations")
    workshop.say("The paper printed")
    sources |= {"tiny/notes.yml": digests(workshop.root / "annotations")["tiny/notes.yml"]}
    started = time.monotonic()
    assert workshop.make()[0] == 0
    seconds = time.monotonic() - started
    whole.append(digests(workshop.root / "site"))
    assert whole[0] != whole[1]
    for moment in (0.3, 0.8, 0.95, 1.0):
        process = workshop.start()
        time.sleep(seconds * moment)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        found = workshop.root / "site"
        assert digests(found if found.exists() else workshop.root / "site.old") in whole
    assert digests(workshop.root / "annotations") == sources
    assert workshop.make()[0] == 0
    assert digests(workshop.root / "site") == whole[1]
    assert not list(workshop.root.glob("site.*"))


def test_a_full_disk_leaves_the_last_good_site_and_says_so_in_a_line(workshop: Workshop) -> None:
    before = digests(workshop.root)
    # A limit on the size of files fails as a full disk does, in the middle of a file, and needs no root.
    status, said = workshop.make("bash", "-c", 'ulimit -f 8 && exec "$@"', "--")
    assert status
    assert failed_in_one_line(said), said
    assert "File too large" in said
    assert digests(workshop.root) == before


def test_a_closed_folder_leaves_the_last_good_site_and_says_so_in_a_line(workshop: Workshop) -> None:
    before = digests(workshop.root)
    ordinary: tuple[str, ...] = ()
    if os.geteuid() == 0:
        ordinary = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")
        if not shutil.which("setpriv") or subprocess.run([*ordinary, "true"], capture_output=True).returncode:
            pytest.skip("root writes where nobody may, and can't be made ordinary here: this needs setpriv")
    workshop.root.chmod(0o555)
    try:
        status, said = workshop.make(*ordinary)
    finally:
        workshop.root.chmod(0o755)
    assert status
    assert failed_in_one_line(said), said
    assert "Permission denied" in said
    assert digests(workshop.root) == before
