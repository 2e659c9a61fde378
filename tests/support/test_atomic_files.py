"""Writing into the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotated_reader.support.atomic_files import FileRefusedError, replace_file, write_new


def test_a_file_that_exists_is_replaced_only_by_force(tmp_path: Path) -> None:
    write_new(tmp_path, {"a/b.yml": b"one"})
    with pytest.raises(FileRefusedError, match=r"a/b\.yml exists; nothing was written"):
        write_new(tmp_path, {"a/a.yml": b"first", "a/b.yml": b"two"})
    assert (tmp_path / "a/b.yml").read_bytes() == b"one"
    assert not (tmp_path / "a/a.yml").exists()
    write_new(tmp_path, {"a/b.yml": b"two"}, force=True)
    assert (tmp_path / "a/b.yml").read_bytes() == b"two"


@pytest.mark.parametrize("name", ["../out.yml", "a/../../out.yml", "/tmp/out.yml", "link/out.yml"])
def test_nothing_is_written_outside_the_project(tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(FileRefusedError, match="outside the project"):
        write_new(root, {name: b"x"}, force=True)
    assert not (tmp_path / "out.yml").exists()


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        replace_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yml"]
    assert path.read_bytes() == b"old"


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640
