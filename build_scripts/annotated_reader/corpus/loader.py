"""An article's files, and those that all articles share, read, validated and anchored."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

from annotated_reader.corpus.cache import FolderCache, LoadedFolder, stamp_of, stamps_of
from annotated_reader.corpus.discovery import BLOCKED_HOSTS, SLUG, ProjectFiles
from annotated_reader.corpus.model import Article
from annotated_reader.corpus.placement import place_notes
from annotated_reader.formats import (
    MAX_NOTES_A_FILE,
    MAX_NOTES_AN_ARTICLE,
    SPLIT,
    ArticleFile,
    Entity,
    Located,
    NoteFile,
    YamlDocument,
    read_entity,
    read_notes,
    salvage_entity,
    salvage_note,
)
from annotated_reader.support import Place, Problem, Severity, ShallowCloneError, did_you_mean, find_version
from annotated_reader.texts import SeedError, SeedText, decode_seed, read_seed

T = TypeVar("T")

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_HOST_HINT = "Write one per line, as in `copies.example.org: a copy without its owner's permission`."


class Loader(ProjectFiles):
    """Reads and validates one project's files."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.seeds: list[Path] = []

    def entity(self, document: YamlDocument, path: tuple[int, ...], model: type[Entity]) -> Located[Entity] | None:
        """Validate one entity; where that fails, remember its id."""
        entity, problems = read_entity(document, path, model)
        self.problems.extend(problems)
        if entity is None:
            self.remember_id(document, path)
        return entity

    def remember_id(self, document: YamlDocument, path: tuple[int, ...]) -> None:
        """Remember the id of an entity that is not read, so that uses of it are not reported."""
        value = document.value[path[0]] if path else document.value
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            self.faulty.add(value["id"])

    def shared(self, folder: str, model: type[Entity]) -> dict[str, Located[Entity]]:
        """Read one of the folders of shared entities: one entity a file, named as its id."""
        found: dict[str, Located[Entity]] = {}
        directory = self.root / "annotations" / folder
        for path in self.yaml_files(directory) if directory.is_dir() else ():
            document = self.document(path)
            if document is None:
                continue
            self.check_name(document, path.stem)
            entity = self.entity(document, (), model)
            if entity is None:
                self.faulty.add(path.stem)
                continue
            found[entity.value.id] = entity  # type: ignore[attr-defined]
        return found

    def check_name(self, document: YamlDocument, stem: str) -> None:
        """Report a file that is not named after its entity's id."""
        entity_id = document.value.get("id") if isinstance(document.value, dict) else None
        if isinstance(entity_id, str) and SLUG.fullmatch(entity_id) and entity_id != stem:
            self.faulty.add(stem)
            self.report(
                document.key_place(("id",)), "id-is-file-name",
                f"the id '{entity_id}' differs from the file's name '{stem}'",
                f"Rename the file to {entity_id}.yml, or write id: {stem}.",
            )  # fmt: skip

    def blocked_hosts(self) -> dict[str, str]:
        """Read the hosts that must not be linked, each with its reason."""
        path = self.root / "annotations" / BLOCKED_HOSTS
        if not path.is_file() or not self.inside(path):
            return {}
        document = self.document(path)
        value = {} if document is None or document.value is None else document.value
        if not isinstance(value, dict):
            self.report(Place(self.name(path)), "schema", "this file should hold hosts with reasons", _HOST_HINT)
            return {}
        assert document is not None or not value
        for host, reason in value.items():
            if document and not (_HOST.fullmatch(host) and isinstance(reason, str) and reason.strip()):
                self.report(document.key_place((host,)), "schema", f"'{host}' is not a host with a reason", _HOST_HINT)
        return {host: reason for host, reason in value.items() if isinstance(reason, str)}

    def article(self, folder: Path) -> Article | None:
        """Read an article: its ``article.yml``, its seed and its notes."""
        notes: list[Located[NoteFile]] = []
        faulty_notes: list[Located[NoteFile]] = []
        source: Located[ArticleFile] | None = None
        count = 0
        for path in self.yaml_files(folder):
            document = self.document(path)
            if document is None:
                continue
            if path.name == "article.yml":
                source = self.article_file(document, folder.name)
            elif found := self.entries(document):
                room = MAX_NOTES_AN_ARTICLE - count
                count += len(found)
                if count <= MAX_NOTES_AN_ARTICLE:
                    self.note_entities(document, found, notes, faulty_notes)
                else:
                    self.too_many_notes(document, found, room)
        seed = self.seed(source) if source else None
        if source is None or seed is None:
            self.faulty.update(note.value.id for note in notes)
            return None
        return place_notes(folder.name, source, seed, notes, faulty_notes, self.earlier_text(source, seed))

    def article_file(self, document: YamlDocument, slug: str) -> Located[ArticleFile] | None:
        """Read an ``article.yml``; where it has mistakes, what is valid in it, so that its notes can be placed."""
        source = self.entity(document, (), ArticleFile)
        if source is None:
            self.faulty.add(slug)
            # without its part of the seed, quotes would seem to stand in several places
            source = salvage_entity(document, (), ArticleFile, {"title": slug}, frozenset({"lines"}))
        return source  # type: ignore[return-value]

    def entries(self, document: YamlDocument) -> list[tuple[int, ...]]:
        """Return the paths of a file's notes, a list or a single one; report where it has none, or too many."""
        value = document.value
        if isinstance(value, dict):
            return [()]
        if isinstance(value, list) and len(value) <= MAX_NOTES_A_FILE:
            return [(index,) for index in range(len(value))]
        if isinstance(value, list):
            message = f"the file holds {len(value):,} notes; at most {MAX_NOTES_A_FILE:,} are read"
            self.report(document.place((MAX_NOTES_A_FILE,)), "yaml-size", message, SPLIT)
        elif value is None:
            self.report(
                Place(document.file), "file-empty", "the file contains no notes", "Add a note, or delete the file."
            )
        else:
            self.report(
                document.place(()),
                "schema",
                "this file should hold a list of notes",
                "Each note starts with `- id: …`.",
            )
        return []

    def too_many_notes(self, document: YamlDocument, paths: list[tuple[int, ...]], room: int) -> None:
        """Report the first note over the limit; of its file and of later ones only the ids are read."""
        if room >= 0:
            self.report(
                document.place(paths[room]), "article-crowded",
                f"the article has more than {MAX_NOTES_AN_ARTICLE:,} notes; "
                "those in this file and in later ones are not read",
                "Split the text into several articles, each with a part of it: `lines: 1-400` in article.yml.",
            )  # fmt: skip
        for path in paths:
            self.remember_id(document, path)

    def note_entities(
        self,
        document: YamlDocument,
        paths: list[tuple[int, ...]],
        notes: list[Located[NoteFile]],
        faulty: list[Located[NoteFile]],
    ) -> None:
        """Read the notes of a file; those with mistakes go to ``faulty``."""
        if sound := read_notes(document):
            notes.extend(sound)
            return
        for path in paths:
            if note := self.entity(document, path, NoteFile):
                notes.append(note)  # type: ignore[arg-type]
            elif salvaged := salvage_note(document, path):
                faulty.append(salvaged)

    def seed_path(self, name: str) -> Path:
        """Return the path of a seed; its letters may be composed otherwise in the file's name, as macOS does."""
        folder = self.root / "seeds"
        path = folder / name
        if name.isascii() or path.exists() or not folder.is_dir():
            return path
        composed = normalize("NFC", name)
        return next((each for each in sorted(folder.iterdir()) if normalize("NFC", each.name) == composed), path)

    def seed(self, source: Located[ArticleFile]) -> SeedText | None:
        """Read an article's seed."""
        data = source.value
        path = self.seed_path(data.seed)
        self.seeds.append(path)
        if data.seed in {".", ".."} or not self.inside(path):
            self.report(
                source.place("seed"),
                "seed-missing",
                f"'{data.seed}' is not a file in seeds/",
                "Name a file that lies in seeds/ itself.",
            )
            return None
        try:
            content = path.read_bytes()
        except OSError:
            known = [entry.name for entry in (self.root / "seeds").iterdir()] if (self.root / "seeds").is_dir() else []
            hint = did_you_mean(data.seed, known) or "Put the text into seeds/ first."
            self.report(source.place("seed"), "seed-missing", f"there is no file seeds/{data.seed}", hint)
            return None
        try:
            seed = read_seed(content, path.name, data.structure, data.lines)
        except SeedError as error:
            self.report(
                Place(f"seeds/{path.name}", error.line, error.column),
                "seed-unreadable",
                str(error),
                "Save it as UTF-8 text.",
            )
            return None
        if seed.sha256 != data.sha256:
            self.problems.append(
                Problem(
                    source.place("sha256"), "seed-changed",
                    f"seeds/{data.seed} is not the text the quotes were written against",
                    f"If you changed the text, run: annotated-reader fix. Its sha256 is now {seed.sha256}",
                    Severity.WARNING,
                )
            )  # fmt: skip
        return seed

    def earlier_text(self, source: Located[ArticleFile], seed: SeedText) -> str | None:
        """Return the text that an article's quotes were written against, where it was changed since and git has it."""
        if seed.sha256 == source.value.sha256:
            return None
        try:
            content = find_version(self.root, f"seeds/{seed.name}", source.value.sha256)
            return decode_seed(content) if content is not None else None
        except (ShallowCloneError, SeedError):
            return None


def read_folder(
    root: Path, folder: Path, read: Callable[[Loader], T], cache: FolderCache | None = None
) -> LoadedFolder[T]:
    """Read a folder, unless it is cached and nothing has changed since.

    Args:
        root: the project's folder.
        folder: the folder.
        read: reads it.
        cache: what was read before.
    """
    if cache and (cached := cache.get(folder)):
        return cached
    before = stamp_of(folder) if cache else None
    loader = Loader(root)
    value = read(loader)
    loaded = LoadedFolder(value, tuple(loader.problems), frozenset(loader.faulty), loader.files, tuple(loader.seeds))
    if cache:
        cache.put(folder, loaded, {folder: before, **stamps_of(loaded.seeds)})
    return loaded
