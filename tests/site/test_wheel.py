"""The wheel alone, with a configuration of five lines, makes a site whose notes can be opened."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT

_CONFIG = """\
site_name: My reader
theme:
  name: material
plugins:
  - annotated-reader
"""
_SEED = "A title\n\nThe admiral said that a strike could be seen as defensive.\n"
_ARTICLE = f"""\
seed: first.txt
sha256: {hashlib.sha256(_SEED.encode()).hexdigest()}
title: A title
structure: [{{lines: 1, role: title}}]
"""
_NOTES = """\
- id: who-said-it
  kind: context
  title: Who said it
  quote: The admiral
  note: He chaired the committee.
  unsourced: Common knowledge.
  added: 2026-01-01
"""


def run(command: list[str], folder: Path) -> str:
    """Run a command without this checkout on Python's path, and return what it printed."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the Python of an environment into which the wheel was installed; dependencies come from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], folder)
    (wheel,) = folder.glob("*.whl")
    run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], folder)
    python = str(folder / "venv/bin/python")
    run([*pip, "--python", python, "install", "--no-deps", "--no-index", str(wheel)], folder)
    (packages,) = (folder / "venv/lib").glob("python*/site-packages")
    # A path in a .pth file is searched last, and the .pth files in it, such as an editable install's, are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python


@pytest.fixture(scope="module")
def site(python: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("project")
    for name, text in {
        "mkdocs.yml": _CONFIG,
        "docs/index.md": "# My reader\n",
        "seeds/first.txt": _SEED,
        "annotations/first/article.yml": _ARTICLE,
        "annotations/first/notes.yml": _NOTES,
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")
    run([python, "-m", "mkdocs", "build", "--strict"], project)
    return project / "site"


def test_the_package_is_loaded_from_the_wheel(python: str, tmp_path: Path) -> None:
    loaded = Path(run([python, "-c", "import annotated_reader; print(annotated_reader.__file__)"], tmp_path).strip())
    assert loaded.is_relative_to(Path(python).parent.parent)


def test_a_note_stands_closed_after_its_words_and_can_be_opened(site: Path) -> None:
    page = BeautifulSoup((site / "articles/first/index.html").read_bytes(), "html.parser")
    (note,) = page.select("details.note[data-note=who-said-it]")
    assert not note.has_attr("open")
    assert "Who said it" in note.select_one("summary").get_text()  # type: ignore[union-attr]
    assert "He chaired the committee." in note.get_text()
    (mark,) = page.select(".mark[data-note=who-said-it]")
    assert mark.get_text() == "The admiral"
    assert page.select_one("a[role=doc-noteref][href='#who-said-it']")


def test_the_pages_styles_scripts_and_fonts_are_there(site: Path) -> None:
    address = "articles/first/index.html"
    page = BeautifulSoup((site / address).read_bytes(), "html.parser")
    styles = [str(link["href"]) for link in page.select("link[rel=stylesheet], link[rel=preload], link[rel=icon]")]
    scripts = [str(script["src"]) for script in page.select("script[src]")]
    assert styles
    assert scripts
    assert [name for name in (*styles, *scripts) if not (site / urljoin(address, name)).is_file()] == []


def test_the_text_can_be_searched(site: Path) -> None:
    assert (site / "pagefind/all.js").is_file()
    assert list(site.glob("pagefind/fragment/*"))
