"""Which files a project has, and their YAML; problems of files in the wrong place or that can't be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from annotated_reader.formats import ID_PATTERN, RESERVED_SLUGS, YamlDocument, YamlProblemError, parse_yaml
from annotated_reader.support import Place, Problem, split_lines

BLOCKED_HOSTS = "blocked-hosts.yml"
SLUG = re.compile(ID_PATTERN)
_ID_LINE = re.compile(r"^[ \t]*(?:-[ \t]+)?id:[ \t]*['\"]?([^\s'\"#]+)", re.MULTILINE)


def project_lines(root: Path) -> Callable[[str], list[str]]:
    """Return a function that reads a project file's lines for messages; unreadable files have none."""

    @lru_cache(maxsize=2)  # problems come file by file
    def lines(name: str) -> list[str]:
        path = root / name
        try:
            if not path.resolve().is_relative_to(root.resolve()):
                return []  # a link that leads out of the project: what is there must not be shown
            return split_lines(path.read_bytes().decode("utf-8-sig", "replace"))
        except (OSError, ValueError):  # ValueError: a name that no file can have
            return []

    return lines


class ProjectFiles:
    """Finds and parses one project's files, and keeps what goes wrong on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.faulty: set[str] = set()
        self.files = 0
        self._above = len(root.as_posix().rstrip("/")) + 1

    def name(self, path: Path) -> str:
        """Name a file relative to the project, with forward slashes; bytes that are no UTF-8 are shown as such."""
        return path.as_posix()[self._above :].encode(errors="backslashreplace").decode()

    def report(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Keep an error."""
        self.problems.append(Problem(place, rule, message, hint))

    def inside(self, path: Path) -> bool:
        """Whether a path of the project, its links followed, stays in it."""
        if path.is_symlink():
            return path.resolve().is_relative_to(self.root)
        return path == self.root or self.inside(path.parent)

    def yaml_files(self, folder: Path) -> Iterator[Path]:
        """List a folder's YAML files in order, and report what is no such file."""
        folder_is_inside = self.inside(folder)
        for entry in _entries(folder):
            path = folder / entry.name
            if not (self.inside(path) if entry.is_symlink() else folder_is_inside):
                self.report(
                    Place(self.name(path)), "file-outside", "this link points outside the project",
                    "Put the file itself here.",
                )  # fmt: skip
            elif entry.is_dir():
                self.report(
                    Place(self.name(path)),
                    "file-place",
                    "this is a folder, but only files are read here",
                    "Move its files up into the folder, or remove it.",
                )
            elif path.suffix == ".yml" and entry.is_file():
                yield path
            elif path.suffix.lower() in {".yaml", ".yml"}:
                self.report(
                    Place(self.name(path)),
                    "file-name",
                    "this file is not read, because its name does not end in .yml",
                    "Rename it to end in .yml.",
                )

    def article_folders(self) -> Iterator[Path]:
        """List the folders of articles in order of their names."""
        annotations = self.root / "annotations"
        for entry in _entries(annotations) if annotations.is_dir() else ():
            path = annotations / entry.name
            place = Place(self.name(path))
            if entry.name in RESERVED_SLUGS or entry.name == BLOCKED_HOSTS:
                continue
            if not entry.is_dir():
                if path.suffix in {".yml", ".yaml"}:
                    self.report(
                        place,
                        "file-place",
                        "this file is not in an article's folder",
                        "Move it into annotations/<article>/.",
                    )
                continue
            if not self.inside(path):
                self.report(
                    place, "file-outside", "this link points outside the project", "Put the folder itself here."
                )
            elif not SLUG.fullmatch(entry.name):
                self.report(
                    place,
                    "article-slug",
                    f"'{entry.name}' can't be an article's address",
                    "Use lower-case letters, digits and single hyphens.",
                )
                self.remember_ids(path)
            elif not (path / "article.yml").is_file():
                self.report(
                    place, "article-missing", "this folder has no article.yml, so its notes belong to no article",
                    "Move the notes to an article's folder, or add an article.yml.",
                )  # fmt: skip
                self.remember_ids(path)
            else:
                yield path

    def document(self, path: Path) -> YamlDocument | None:
        """Parse a file; where that fails, remember the ids in it."""
        self.files += 1
        try:
            data = path.read_bytes()
        except OSError as error:
            self.report(Place(self.name(path)), "file-unreadable", f"the file can't be read: {error.strerror}")
            return None
        try:
            return parse_yaml(data, self.name(path))
        except YamlProblemError as problem:
            self.problems.append(problem.problem)
            self.faulty.update({path.stem, *_ID_LINE.findall(data.decode("utf-8", "replace"))})
            return None

    def remember_ids(self, folder: Path) -> None:
        """Remember the ids in a folder that can't be read as an article, so that uses of them are not reported."""
        for path in self.yaml_files(folder):
            self.faulty.update({path.stem, *_ID_LINE.findall(path.read_bytes().decode("utf-8", "replace"))})


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """List a folder's entries by name, without those whose names start with a dot or an underscore."""
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if not entry.name.startswith((".", "_"))]
    return sorted(found, key=lambda entry: entry.name)
