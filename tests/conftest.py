"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from annotated_reader.corpus import Corpus, load_corpus
from tests.project import TinyProject

# A busy machine is no failure. The same examples in each run, or chance would refuse a change that is not at fault.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "build_scripts"
PACKAGE = SOURCES / "annotated_reader"

_LONG = (
    "repository/test_contribution.py", "repository/test_workflows.py", "repository/test_bench_builds.py",
    "built/test_portability.py", "browser/test_reader_in_firefox.py", "browser/test_reader_in_webkit.py",
    "browser/test_search.py", "browser/test_suggest.py", "browser/test_all_notes.py", "browser/test_serve.py",
    "browser/test_front_door.py", "browser/test_reader_in_chromium.py", "browser/test_reading_access.py",
    "browser/test_many_articles.py", "browser/test_reading_keyboard.py", "browser/test_hostile.py",
    "browser/test_reading_places.py", "browser/test_reading_sheet.py", "browser/test_reading_view.py",
    "site/test_write_over_executors.py", "repository/test_make_site.py",
    "repository/test_fork_guide.py", "built/test_markup.py", "corpus/test_limits.py",
)  # fmt: skip
"""The files that take longest, by the time that they took: begun last, one would keep a single worker at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    ranks = {ROOT / "tests" / name: rank for rank, name in enumerate(_LONG)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """A small clean project in a temporary folder, for the test to break."""
    return TinyProject(tmp_path)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Return the project's own corpus, loaded once; tests never change it."""
    return load_corpus(ROOT)
