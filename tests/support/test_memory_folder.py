"""A server's site lies in memory where there is room, and on disk as before where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotated_reader.support import memory_folder
from annotated_reader.support.memory_folder import in_memory


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place that stands for memory, with room enough."""
    monkeypatch.setattr(memory_folder, "ROOM", 1)
    folder = tmp_path / "memory"
    folder.mkdir()
    return folder


def test_files_go_to_memory_and_are_found_where_they_were_put(site: Path, memory: Path) -> None:
    moved = in_memory(site, memory)
    assert moved
    (site / "index.html").write_text("Here", "utf-8")
    assert [path.read_text("utf-8") for path in memory.glob("*/index.html")] == ["Here"]


def test_nothing_is_left_of_it(site: Path, memory: Path) -> None:
    moved = in_memory(site, memory)
    assert moved
    (site / "index.html").touch()
    moved.remove()
    assert not site.exists()
    assert not [*memory.iterdir()]


def test_without_such_a_place_the_folder_stays(site: Path, tmp_path: Path) -> None:
    assert in_memory(site, tmp_path / "nowhere") is None
    assert site.is_dir()
    assert not site.is_symlink()


def test_with_too_little_room_the_folder_stays(site: Path, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_folder, "ROOM", 2**63)
    assert in_memory(site, memory) is None
    assert not site.is_symlink()
    assert not [*memory.iterdir()]


def test_a_folder_with_files_stays(site: Path, memory: Path) -> None:
    (site / "index.html").touch()
    assert in_memory(site, memory) is None
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert not [*memory.iterdir()]
