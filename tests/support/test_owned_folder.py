"""A folder filled again and again: ours is kept exact, what is not ours is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotated_reader.support.owned_folder import LIST, ForeignFilesError, SyncCounts, sync_folder

OWN = ("site.yml", "docs")
FIRST = {"site.yml": b"1", "docs/a.md": b"a", "docs/deep/b.md": b"b"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sync_folder(tmp_path / "out", OWN, FIRST.items())
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_missing_folder_is_made_and_filled(folder: Path) -> None:
    assert contents(folder) == FIRST


def test_an_unchanged_file_is_not_written_again(folder: Path) -> None:
    before = (folder / "docs/a.md").stat().st_mtime_ns
    assert sync_folder(folder, OWN, [*FIRST.items(), ("docs/c.md", b"c")]) == SyncCounts(
        written=1, unchanged=3, removed=0
    )
    assert (folder / "docs/a.md").stat().st_mtime_ns == before


def test_files_no_longer_wanted_go_with_the_folders_they_leave_empty(folder: Path) -> None:
    assert sync_folder(folder, OWN, [("site.yml", b"2")]) == SyncCounts(written=1, unchanged=0, removed=2)
    assert contents(folder) == {"site.yml": b"2"}
    assert not (folder / "docs").exists()


@pytest.mark.parametrize("path", ["docs/a.md", "docs/new.md", "docs/deep/deeper/new.md", "site.yml"])
def test_a_file_that_is_not_ours_or_was_edited_is_named_and_nothing_is_changed(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(b"theirs")
    before = contents(folder)
    with pytest.raises(ForeignFilesError) as refused:
        sync_folder(folder, OWN, [("docs/a.md", b"new")])
    assert refused.value.paths == (path,)
    assert contents(folder) == before


def test_files_beside_ours_stay(folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site/index.html").write_bytes(b"built")
    (folder / "README").write_bytes(b"theirs")
    sync_folder(folder, OWN, [("site.yml", b"1")])
    assert contents(folder) == {"site.yml": b"1", "site/index.html": b"built", "README": b"theirs"}


@pytest.mark.parametrize("name", ["docs/a.md", "docs/deep"])
def test_a_link_in_our_place_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    elsewhere = (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(elsewhere)
    with pytest.raises(ForeignFilesError) as refused:
        sync_folder(folder, OWN, [("docs/a.md", b"new"), ("docs/deep/b.md", b"new")])
    assert refused.value.paths == (name,)


def test_a_run_that_was_stopped_is_completed_by_the_next(folder: Path) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield "docs/a.md", b"new"
        yield "docs/c.md", b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sync_folder(folder, OWN, stopped())
    assert contents(folder) == FIRST | {"docs/a.md": b"new", "docs/c.md": b"new"}
    sync_folder(folder, OWN, FIRST.items())
    assert contents(folder) == FIRST


def test_a_second_run_knows_what_the_first_removed(folder: Path) -> None:
    sync_folder(folder, OWN, [("site.yml", b"1")])
    (folder / "docs").mkdir()
    (folder / "docs/a.md").write_bytes(b"a")
    with pytest.raises(ForeignFilesError):
        sync_folder(folder, OWN, [("site.yml", b"1")])
