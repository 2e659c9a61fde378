"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.project import TinyProject

settings.register_profile("project", deadline=None)  # a busy machine is no failure
settings.load_profile("project")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """A small clean project in a temporary folder, for the test to break."""
    return TinyProject(tmp_path)
