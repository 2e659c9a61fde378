"""All files read, validated, anchored and joined: loaded once, never changed afterwards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

from build_scripts.anchoring import Ambiguous, Anchored, ContextDiffers, NotFound, Occurrence, Resolution, TextIndex
from build_scripts.fuzzy import DriftIndex, Outcome
from build_scripts.problems import Place, Problem, Severity, did_you_mean, split_lines
from build_scripts.reading import Located, mend_entity, read_entity
from build_scripts.schema import (
    RESERVED_SLUGS,
    ArticleFile,
    ClaimFile,
    Entity,
    EventFile,
    Kind,
    NoteFile,
    PersonFile,
    ReferenceFile,
    Role,
)
from build_scripts.seed_text import Block, SeedError, SeedText, Span, read_seed
from build_scripts.yaml_source import YamlDocument, YamlProblemError, parse_yaml

SHARED: Mapping[str, type[Entity]] = {
    "references": ReferenceFile,
    "claims": ClaimFile,
    "events": EventFile,
    "people": PersonFile,
}
BLOCKED_HOSTS = "blocked-hosts.yml"
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST_HINT = "Write one a line, as in `copies.example.org: a copy without its owner's leave`."
_ID_LINE = re.compile(r"^\s*(?:-\s+)?id:\s*['\"]?([^\s'\"#]+)", re.MULTILINE)


@dataclass(frozen=True)
class Note:
    """A note that stands beside its passage.

    ``number`` counts the article's notes in reading order from 1; ``blocks`` are those its span touches.
    """

    article: str
    number: int
    source: Located[NoteFile]
    span: Span
    blocks: tuple[Block, ...]

    @property
    def data(self) -> NoteFile:
        """What the contributor wrote."""
        return self.source.value

    @property
    def id(self) -> str:
        """The note's id."""
        return self.source.value.id


@dataclass(frozen=True)
class Article:
    """A text with its notes in reading order; ``unplaced`` are those with mistakes or whose words were not found."""

    slug: str
    source: Located[ArticleFile]
    seed: SeedText
    notes: tuple[Note, ...]
    unplaced: tuple[Located[NoteFile], ...] = ()

    @property
    def data(self) -> ArticleFile:
        """What ``article.yml`` says."""
        return self.source.value

    @cached_property
    def current_notes(self) -> tuple[Note, ...]:
        """The notes that have not been retracted."""
        return tuple(note for note in self.notes if note.data.status != "retracted")

    @cached_property
    def all_notes(self) -> tuple[Located[NoteFile], ...]:
        """Every note's file entry, placed or not."""
        return tuple(chain((note.source for note in self.notes), self.unplaced))


@dataclass(frozen=True)
class Corpus:
    """Everything the project holds, joined; ids resolve through the mappings.

    ``problems`` are those found while loading; ``faulty_ids`` name entities that exist but could not be read, so that
    nobody is blamed for citing them. ``files`` counts the YAML files read. ``blocked_hosts`` gives for each host that
    must not be linked the reason.
    """

    root: Path
    articles: tuple[Article, ...]
    references: Mapping[str, Located[ReferenceFile]]
    claims: Mapping[str, Located[ClaimFile]]
    events: Mapping[str, Located[EventFile]]
    people: Mapping[str, Located[PersonFile]]
    problems: tuple[Problem, ...]
    faulty_ids: frozenset[str]
    files: int
    blocked_hosts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """All placed notes, article by article."""
        return tuple(note for article in self.articles for note in article.notes)

    @cached_property
    def notes_by_id(self) -> Mapping[str, Note]:
        """Placed notes by id."""
        return {note.id: note for note in self.notes}

    @cached_property
    def notes_by_claim(self) -> Mapping[str, tuple[Note, ...]]:
        """Placed notes that have not been retracted, by the claim they are tied to, in reading order."""
        return _gathered((note.data.claim.id, note) for note in self._current if note.data.claim)

    @cached_property
    def notes_by_event(self) -> Mapping[str, tuple[Note, ...]]:
        """Placed notes that have not been retracted, by the event they are tied to, in reading order."""
        return _gathered((note.data.event, note) for note in self._current if note.data.event)

    @cached_property
    def _current(self) -> tuple[Note, ...]:
        return tuple(note for article in self.articles for note in article.current_notes)

    @cached_property
    def articles_by_slug(self) -> Mapping[str, Article]:
        """Articles by slug."""
        return {article.slug: article for article in self.articles}


def _gathered(pairs: Iterable[tuple[str, Note]]) -> Mapping[str, tuple[Note, ...]]:
    gathered: defaultdict[str, list[Note]] = defaultdict(list)
    for key, note in pairs:
        gathered[key].append(note)
    return {key: tuple(notes) for key, notes in gathered.items()}


def project_lines(root: Path) -> Callable[[str], list[str]]:
    """Give a function that reads a project file's lines for messages; unreadable files have none."""

    def lines(name: str) -> list[str]:
        path = root / name
        try:
            if not path.resolve().is_relative_to(root.resolve()):
                return []  # a link that leads out of the project: what lies there is not ours to show
            return split_lines(path.read_bytes().decode("utf-8-sig", "replace"))
        except (OSError, ValueError):  # ValueError: a name that no file can have
            return []

    return lines


class _Loader:
    """Reads one project's files, and keeps what goes wrong on the way."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.problems: list[Problem] = []
        self.faulty: set[str] = set()
        self.files = 0

    def name(self, path: Path) -> str:
        """Name a file relative to the project, with forward slashes; bytes that are no UTF-8 are shown as such."""
        return path.relative_to(self.root).as_posix().encode(errors="backslashreplace").decode()

    def complain(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(place, rule, message, hint))

    def inside(self, path: Path) -> bool:
        """Whether a path, its links followed, stays in the project."""
        return path.resolve().is_relative_to(self.root)

    def yaml_files(self, folder: Path) -> Iterator[Path]:
        """List a folder's YAML files in order, and complain of what is no such file."""
        for path in sorted(folder.iterdir()):
            place = Place(self.name(path))
            if path.name.startswith((".", "_")):
                continue
            if not self.inside(path):
                self.complain(place, "file-outside", "this link leads out of the project", "Put the file itself here.")
            elif path.is_dir():
                self.complain(
                    place,
                    "file-place",
                    "a folder stands where a file should",
                    "Move its files up into the folder, or remove it.",
                )
            elif path.suffix == ".yml" and path.is_file():
                yield path
            elif path.suffix.lower() in {".yaml", ".yml"}:
                self.complain(
                    place,
                    "file-name",
                    "this file is not read: its name ends in another way",
                    "Rename it to end in .yml.",
                )

    def document(self, path: Path) -> YamlDocument | None:
        """Parse a file; where that fails, remember the ids that stand in it."""
        self.files += 1
        try:
            data = path.read_bytes()
        except OSError as error:
            self.complain(Place(self.name(path)), "file-unreadable", f"the file can't be read: {error.strerror}")
            return None
        try:
            return parse_yaml(data, self.name(path))
        except YamlProblemError as problem:
            self.problems.append(problem.problem)
            self.faulty.update({path.stem, *_ID_LINE.findall(data.decode("utf-8", "replace"))})
            return None

    def entity(self, document: YamlDocument, path: tuple[int, ...], model: type[Entity]) -> Located[Entity] | None:
        """Validate one entity; where that fails, remember its id."""
        entity, problems = read_entity(document, path, model)
        self.problems.extend(problems)
        if entity is None:
            value = document.value[path[0]] if path else document.value
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                self.faulty.add(value["id"])
        return entity

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
        """Complain of a file that is not called after its entity's id."""
        entity_id = document.value.get("id") if isinstance(document.value, dict) else None
        if isinstance(entity_id, str) and _SLUG.fullmatch(entity_id) and entity_id != stem:
            self.faulty.add(stem)
            self.complain(
                document.key_place(("id",)), "id-is-file-name",
                f"the id '{entity_id}' differs from the file's name '{stem}'",
                f"Call the file {entity_id}.yml, or write id: {stem}.",
            )  # fmt: skip

    def blocked_hosts(self) -> dict[str, str]:
        """Read the hosts that must not be linked, each with its reason."""
        path = self.root / "annotations" / BLOCKED_HOSTS
        if not path.is_file() or not self.inside(path):
            return {}
        document = self.document(path)
        value = {} if document is None or document.value is None else document.value
        if not isinstance(value, dict):
            self.complain(Place(self.name(path)), "schema", "this file should hold hosts with reasons", _HOST_HINT)
            return {}
        assert document is not None or not value
        for host, reason in value.items():
            if document and not (_HOST.fullmatch(host) and isinstance(reason, str) and reason.strip()):
                self.complain(document.key_place((host,)), "schema", f"'{host}' is no host with a reason", _HOST_HINT)
        return {host: reason for host, reason in value.items() if isinstance(reason, str)}

    def article_folders(self) -> Iterator[Path]:
        """List the folders of articles in order of their names."""
        annotations = self.root / "annotations"
        for path in sorted(annotations.iterdir()) if annotations.is_dir() else ():
            place = Place(self.name(path))
            if path.name.startswith((".", "_")) or path.name in RESERVED_SLUGS or path.name == BLOCKED_HOSTS:
                continue
            if not path.is_dir():
                if path.suffix in {".yml", ".yaml"}:
                    self.complain(
                        place,
                        "file-place",
                        "this file stands in the folder of no article",
                        "Move it into annotations/<article>/.",
                    )
                continue
            if not self.inside(path):
                self.complain(
                    place, "file-outside", "this link leads out of the project", "Put the folder itself here."
                )
            elif not _SLUG.fullmatch(path.name):
                self.complain(
                    place,
                    "article-slug",
                    f"'{path.name}' can't be an article's address",
                    "Use small letters, digits and single hyphens.",
                )
                self.remember_ids(path)
            elif not (path / "article.yml").is_file():
                self.complain(
                    place, "article-missing", "this folder has no article.yml, so its notes belong to no article",
                    "Move the notes to an article's folder, or add an article.yml.",
                )  # fmt: skip
                self.remember_ids(path)
            else:
                yield path

    def remember_ids(self, folder: Path) -> None:
        """Remember the ids in a folder that can't be read as an article, so that nobody is blamed for naming them."""
        for path in self.yaml_files(folder):
            self.faulty.update({path.stem, *_ID_LINE.findall(path.read_bytes().decode("utf-8", "replace"))})

    def article(self, folder: Path) -> Article | None:
        """Read an article: its ``article.yml``, its seed and its notes."""
        notes: list[Located[NoteFile]] = []
        faulty_notes: list[Located[NoteFile]] = []
        source: Located[ArticleFile] | None = None
        for path in self.yaml_files(folder):
            document = self.document(path)
            if document is None:
                continue
            if path.name == "article.yml":
                source = self.article_file(document, folder.name)
            else:
                self.note_entities(document, notes, faulty_notes)
        seed = self.seed(source) if source else None
        if source is None or seed is None:
            self.faulty.update(note.value.id for note in notes)
            return None
        return place_notes(folder.name, source, seed, notes, self.problems.append, faulty_notes)

    def article_file(self, document: YamlDocument, slug: str) -> Located[ArticleFile] | None:
        """Read an ``article.yml``; where it has mistakes, what is sound of it, so that its notes can be placed."""
        source = self.entity(document, (), ArticleFile)
        if source is None:
            self.faulty.add(slug)
            # without its part of the seed, quotes would seem to stand in several places
            source = mend_entity(document, (), ArticleFile, {"title": slug}, frozenset({"lines"}))
        return source  # type: ignore[return-value]

    def note_entities(
        self, document: YamlDocument, notes: list[Located[NoteFile]], faulty: list[Located[NoteFile]]
    ) -> None:
        """Read the notes of a file, a list of them or a single one; those with mistakes go to ``faulty``."""
        if document.value is None:
            self.complain(
                Place(document.file), "file-empty", "the file holds no note", "Add a note, or delete the file."
            )
        elif isinstance(document.value, dict | list):
            for path in (
                [()] if isinstance(document.value, dict) else [(index,) for index in range(len(document.value))]
            ):
                if note := self.entity(document, path, NoteFile):
                    notes.append(note)  # type: ignore[arg-type]
                elif mended := _mended_note(document, path):
                    faulty.append(mended)
        else:
            self.complain(
                document.place(()),
                "schema",
                "this file should hold a list of notes",
                "Each note starts with `- id: …`.",
            )

    def seed(self, source: Located[ArticleFile]) -> SeedText | None:
        """Read an article's seed."""
        data = source.value
        path = self.root / "seeds" / data.seed
        place = source.place("seed")
        if data.seed in {".", ".."} or not self.inside(path):
            self.complain(
                place,
                "seed-missing",
                f"'{data.seed}' is not a file in seeds/",
                "Name a file that lies in seeds/ itself.",
            )
            return None
        try:
            content = path.read_bytes()
        except OSError:
            known = [entry.name for entry in (self.root / "seeds").iterdir()] if (self.root / "seeds").is_dir() else []
            hint = _seed_hint(data.seed, known)
            self.complain(place, "seed-missing", f"there is no file seeds/{data.seed}", hint)
            return None
        try:
            seed = read_seed(content, data.seed, data.structure, data.lines)
        except SeedError as error:
            self.complain(
                Place(f"seeds/{data.seed}", error.line, error.column),
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


def _mended_note(document: YamlDocument, path: tuple[int, ...]) -> Located[NoteFile] | None:
    """Give what is sound of a note with mistakes, for checks only: as of a kind that needs nothing else."""
    entry = document.value[path[0]] if path else document.value
    if not isinstance(entry, dict):
        return None
    stand_ins = {
        "id": f"in-line-{document.place(path).line}",
        "kind": "wording",
        "title": "…",
        "note": "…",
        "added": "0001",
    }
    mended = mend_entity(document, path, NoteFile, stand_ins, frozenset({"quote"}))
    if mended is None:
        return None
    return Located(mended.value.model_copy(update={"kind": Kind.WORDING}), document, path)


def _seed_hint(name: str, known: Iterable[str]) -> str:
    return did_you_mean(name, known) or "Put the text into seeds/ first."


def place_notes(
    slug: str,
    source: Located[ArticleFile],
    seed: SeedText,
    notes: Iterable[Located[NoteFile]],
    complain: Callable[[Problem], None],
    faulty: Iterable[Located[NoteFile]] = (),
) -> Article:
    """Anchor an article's notes and number them in reading order, retracted ones last.

    A pure function of one article: it can be mapped over any executor. Of ``faulty`` notes only the quotes are checked.
    """
    index = TextIndex(seed.text, seed.span, tuple(block.span for block in seed.blocks if block.role.folded_away))
    drift = DriftIndex(index) if seed.sha256 != source.value.sha256 else None
    placed: list[tuple[Span, Located[NoteFile]]] = []
    unplaced: list[Located[NoteFile]] = []
    for note in notes:
        span = _span_of(index, seed, note, complain, drift)
        if span is None:
            unplaced.append(note)
        else:
            placed.append((span, note))
    for note in faulty:
        _span_of(index, seed, note, complain)
        unplaced.append(note)
    placed.sort(key=lambda item: (item[1].value.status == "retracted", item[0].start, -item[0].end, item[1].value.id))
    numbered = tuple(
        Note(slug, number, note, span, tuple(seed.blocks_touching(span)))
        for number, (span, note) in enumerate(placed, start=1)
    )
    return Article(slug, source, seed, numbered, tuple(unplaced))


def _span_of(
    index: TextIndex,
    seed: SeedText,
    note: Located[NoteFile],
    complain: Callable[[Problem], None],
    drift: DriftIndex | None = None,
) -> Span | None:
    """Find a note's words where a note may stand, or complain.

    In a text that was edited since (``drift``) words that are gone are placed where quote and context leave no doubt.
    """
    quote = note.value.quote
    resolution = index.resolve(quote.exact, quote.prefix, quote.suffix)
    if isinstance(resolution, Anchored):
        return resolution.span if _may_stand(seed, resolution.span, note, complain) else None
    proposal = drift.propose(quote.exact, quote.prefix or "", quote.suffix or "") if drift else None
    if proposal and proposal.outcome is Outcome.ANCHORED and proposal.span is not None:
        return proposal.span if _may_stand(seed, proposal.span, note, complain) else None
    complain(_not_placed(seed, note, resolution))
    return None


def _may_stand(seed: SeedText, span: Span, note: Located[NoteFile], complain: Callable[[Problem], None]) -> bool:
    if any(block.role is Role.COMMENT for block in seed.blocks_touching(span)):
        complain(
            Problem(
                note.place("quote"), "quote-in-comment", f"the note '{note.value.id}' stands on a reader's comment",
                "Notes are about the article; readers who comment are private persons.",
            )
        )  # fmt: skip
        return False
    return True


def _not_placed(seed: SeedText, note: Located[NoteFile], resolution: Resolution) -> Problem:
    """Say why a quote has no place, and what would give it one."""
    place = note.place("quote")
    note_id = note.value.id
    match resolution:
        case Ambiguous(occurrences, count):
            return Problem(
                place, "quote-ambiguous", f"the quote of '{note_id}' stands in {count} places of the text",
                _places_hint(seed, occurrences),
            )  # fmt: skip
        case ContextDiffers(part, occurrences):
            side = "before" if part == "prefix" else "after"
            message = f"the {part} of '{note_id}' does not stand {side} its quote"
            if len(occurrences) > 1:
                return Problem(note.place("quote", part), "quote-context", message, _places_hint(seed, occurrences))
            around = occurrences[0].prefix if part == "prefix" else occurrences[0].suffix
            hint = f"Right {side} it stands: {_yaml_string(around)}" if around else f"Nothing stands {side} it."
            return Problem(note.place("quote", part), "quote-context", message, hint)
        case NotFound(nearest, similarity):
            if nearest is None or similarity < 50:
                hint = "Nothing like it stands there. Copy the words from the text."
            else:
                words = _shortened(seed.text[nearest.start : nearest.end])
                hint = (
                    f"Nearest, {int(similarity)}% alike, in line {seed.line_at(nearest.start)}: {_yaml_string(words)}"
                )
            return Problem(
                place, "quote-not-found", f"the words of '{note_id}' do not stand in seeds/{seed.name}", hint
            )
    raise AssertionError(resolution)


def _places_hint(seed: SeedText, occurrences: Sequence[Occurrence]) -> str:
    """List the first places of a quote, each with the context to paste."""
    lines = [_occurrence_line(seed, occurrence) for occurrence in occurrences[:6]]
    return "\n".join(["Write it as `exact:` and add what tells your place from the others:", *lines])


def _occurrence_line(seed: SeedText, occurrence: Occurrence) -> str:
    parts = [
        f"{name}: {_yaml_string(words)}"
        for name, words in (("prefix", occurrence.prefix), ("suffix", occurrence.suffix))
        if words
    ]
    return (
        f"line {seed.line_at(occurrence.span.start)}: {', '.join(parts) or 'nothing tells it apart; quote more words'}"
    )


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:157]}…"


def _yaml_string(text: str) -> str:
    """Write a text as a YAML double-quoted scalar on one line, ready to paste; what can't be seen is escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else _yaml_escape(char) for char in " ".join(escaped.split())) + '"'


def _yaml_escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def load_corpus(root: Path) -> Corpus:
    """Read a project: everything in ``annotations/`` and the seeds it names.

    All problems of all files are collected; what could be read is in the corpus.

    Args:
        root: the project's folder, which holds ``seeds/`` and ``annotations/``.
    """
    loader = _Loader(root)
    shared = {folder: loader.shared(folder, model) for folder, model in SHARED.items()}
    blocked_hosts = loader.blocked_hosts()
    articles = [article for folder in loader.article_folders() if (article := loader.article(folder))]
    articles.sort(
        key=lambda article: (article.data.seed, article.data.lines.first if article.data.lines else 0, article.slug)
    )
    return Corpus(
        root=loader.root,
        articles=tuple(articles),
        references=shared["references"],  # type: ignore[arg-type]
        claims=shared["claims"],  # type: ignore[arg-type]
        events=shared["events"],  # type: ignore[arg-type]
        people=shared["people"],  # type: ignore[arg-type]
        problems=tuple(loader.problems),
        faulty_ids=frozenset(loader.faulty),
        files=loader.files,
        blocked_hosts=blocked_hosts,
    )
