"""Which files a project has, and their YAML; problems of files in the wrong place or that can't be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from annotated_reader.formats import ID_PATTERN, RESERVED_SLUGS, YamlDocument, YamlProblemError, parse_yaml
from annotated_reader.support import Place, Problem, Severity, did_you_mean, split_lines

BLOCKED_HOSTS = "blocked-hosts.yml"
SLUG = re.compile(ID_PATTERN)
_ID_LINE = re.compile(r"^[ \t]*(?:-[ \t]+)?id:[ \t]*['\"]?([^\s'\"#]+)", re.MULTILINE)
_LITTER = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "@eadir", "__macosx", "lost+found"}
_EDITORS_OWN = re.compile(r".*\.sw[a-px]|#.*#|~\$.*", re.IGNORECASE | re.DOTALL)
_FOR_PEOPLE = re.compile(r"(readme|licen[cs]e)(\.[a-z.]*)?", re.IGNORECASE)
_BACKUP = re.compile(r"~|\.(bak|backup|old|orig|rej|tmp)", re.IGNORECASE)


def is_passed_over(name: str) -> bool:
    """Whether a file is none of the project's: one that operating systems and editors leave, or one for people."""
    is_litter = name.startswith(".") or name.lower() in _LITTER or _EDITORS_OWN.fullmatch(name)
    return bool(is_litter or _FOR_PEOPLE.fullmatch(name))


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
    """Finds and parses one project's files, and collects their problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.faulty: set[str] = set()
        self.files = 0
        self._above = len(root.as_posix().rstrip("/")) + 1

    def name(self, path: Path) -> str:
        """Return a path relative to the project, with forward slashes; bytes that are not UTF-8 are escaped."""
        return path.as_posix()[self._above :].encode(errors="backslashreplace").decode()

    def report(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Keep an error."""
        self.problems.append(Problem(place, rule, message, hint))

    def warn_of_unread(self, path: Path) -> None:
        """Warn of a file that nothing reads."""
        self.problems.append(
            Problem(
                Place(self.name(path)), "file-name", "this file is not read, because its name does not end in .yml",
                _what_to_do_with(path), Severity.WARNING,
            )
        )  # fmt: skip

    def inside(self, path: Path) -> bool:
        """Return whether a path, with its links resolved, lies in the project."""
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
            else:
                self.warn_of_unread(path)

    def article_folders(self) -> Iterator[Path]:
        """List the folders of articles in order of their names."""
        annotations = self.root / "annotations"
        for entry in _entries(annotations) if annotations.is_dir() else ():
            path = annotations / entry.name
            place = Place(self.name(path))
            if entry.name in RESERVED_SLUGS or entry.name == BLOCKED_HOSTS:
                continue
            if not entry.is_dir():
                if path.suffix.lower() in {".yml", ".yaml"}:
                    self.report(
                        place,
                        "file-place",
                        "this file is not in an article's folder",
                        "Move it into annotations/<article>/.",
                    )
                else:
                    self.warn_of_unread(path)
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
                hint = "Move the notes to an article's folder, or add an article.yml."
                near = did_you_mean(entry.name, {*RESERVED_SLUGS, *_article_names(annotations)})
                self.report(
                    place, "article-missing", "this folder has no article.yml, so its notes belong to no article",
                    f"{near}\n{hint}" if near else hint,
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
    """List a folder's entries by name, without what is passed over and names that start with an underscore."""
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if not (entry.name.startswith("_") or is_passed_over(entry.name))]
    return sorted(found, key=lambda entry: entry.name)


def _article_names(annotations: Path) -> list[str]:
    """List the names of the folders that are articles'."""
    return [entry.name for entry in _entries(annotations) if (annotations / entry.name / "article.yml").is_file()]


def _what_to_do_with(path: Path) -> str:
    """Return a hint about a file that is not read: how to name it, or where it belongs."""
    stem = path.name.split(".")[0].rstrip("~") or "notes"
    if _BACKUP.search(path.name, len(stem)):
        return "Delete it, if it is an old copy of another file; git keeps the earlier versions."
    if (path.parent / f"{stem}.yml").exists():
        return f"If it holds annotations, add them to {stem}.yml; else move it out of annotations/."
    if path.parent.name == "annotations":
        return (
            f"If it holds notes in YAML, move it to annotations/<article>/{stem}.yml; else move it out of annotations/."
        )
    return f"If it holds annotations in YAML, rename it to {stem}.yml; else move it out of annotations/."


MAX_SEEDS_SEARCHED = 500
"""Of a larger project only so many texts are searched for words that were quoted in the wrong article."""


def find_article_with(root: Path, words: str, but: str) -> str | None:
    """Find an article whose text holds these words.

    Args:
        root: the project's folder.
        words: as a note quotes them; white space does not count.
        but: the file name of the text in which they were not found.

    Returns:
        The slug of the first such article by name; None where no other text has them.
    """
    wanted = " ".join(words.split())
    folder = root / "seeds"
    for entry in _entries(folder)[:MAX_SEEDS_SEARCHED] if folder.is_dir() else ():
        if entry.name == but or not entry.is_file(follow_symlinks=False):
            continue
        text = Path(entry.path).read_bytes().decode("utf-8", "replace")
        if wanted in " ".join(text.split()):
            return _article_showing(root, entry.name)
    return None


def _article_showing(root: Path, seed: str) -> str | None:
    for entry in _entries(root / "annotations"):
        article = Path(entry.path) / "article.yml"
        if not entry.is_dir(follow_symlinks=False) or not article.is_file():
            continue
        try:
            value = parse_yaml(article.read_bytes(), "article.yml").value
        except (OSError, YamlProblemError):
            continue
        if isinstance(value, dict) and value.get("seed") == seed:
            return entry.name
    return None
