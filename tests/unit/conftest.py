"""Fixtures that the unit tests share."""

from __future__ import annotations

import pytest

from build_scripts.corpus import Corpus, load_corpus
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Give the project's own corpus, loaded once; tests never change it."""
    return load_corpus(ROOT)
