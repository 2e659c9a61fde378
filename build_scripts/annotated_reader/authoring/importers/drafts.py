"""Imported notes on their way to YAML, cut to our limits; what does not fit is put in comments beside them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotated_reader.authoring.importers.selector_placement import PlacedQuote
from annotated_reader.checks import MAX_NOTE_WORDS, blocked_by, links_are_whole
from annotated_reader.corpus import Corpus
from annotated_reader.formats import (
    MAX_NOTE_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    NOTES_HEAD,
    RESERVED_NOTE_IDS,
    comment,
    item,
)
from annotated_reader.texts import count_words, link_is_allowed, link_targets, plain_text


@dataclass(frozen=True)
class Draft:
    """A note ready to be written: its keys and values, its place, and the comments beside it."""

    passage: PlacedQuote
    values: Mapping[str, object]
    remarks: tuple[str, ...] = ()


@dataclass
class ImportResult:
    """The result of an import: notes to be written, what was left out and why, and how many there were of each sort."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def leave(self, sort: str, label: str, reason: str) -> None:
        """Leave one annotation out."""
        self.counts[sort] += 1
        self.left.append(f"{label}: {reason}")

    def report(self) -> str:
        """Return what was done, for a person to read."""
        lines = [f"{sort}: {number}" for sort, number in sorted(self.counts.items())]
        return "\n".join([*lines, *(f"Left out {line}" for line in self.left)])

    def files(self, name: str) -> dict[str, str]:
        """Return the YAML files to write, by their names in the project.

        Args:
            name: of each file, without its ending.
        """
        by_article: dict[str, list[Draft]] = {}
        for draft in sorted(self.drafts, key=lambda draft: (draft.passage.span.start, draft.passage.span.end)):
            by_article.setdefault(draft.passage.article.slug, []).append(draft)
        return {f"annotations/{slug}/{name}.yml": as_yaml(drafts) for slug, drafts in by_article.items()}


def as_yaml(drafts: Iterable[Draft]) -> str:
    """Write a notes file."""
    notes = []
    for draft in drafts:
        remarks = "".join(comment(remark, 2) + "\n" for remark in draft.remarks)
        notes.append(f"{item(draft.values)}\n{remarks}")
    return NOTES_HEAD + "\n".join(notes)


class UniqueIds:
    """Makes ids from titles that nothing else has."""

    def __init__(self, corpus: Corpus, replaced: str = "") -> None:
        """Collect the ids in use, except those in the file that is about to be replaced."""
        notes = (note for article in corpus.articles for note in article.all_notes)
        kept = {note.value.id for note in notes if not note.document.file.endswith(f"/{replaced}.yml")}
        self.taken = kept | corpus.deleted_note_ids | corpus.faulty_ids | RESERVED_NOTE_IDS

    def take(self, title: str) -> str:
        """Make an id from a title and remember it; where the title has no Latin letters, leave it to be written."""
        stem = slug_of(title)
        if not stem:
            return "…"
        stem = f"note-{stem}" if re.fullmatch(r"p[0-9]+", stem) else stem
        name, count = stem, 1
        while name in self.taken:
            count += 1
            name = f"{stem}-{count}"
        self.taken.add(name)
        return name


def slug_of(title: str, length: int = 50) -> str:
    """Make an id from words: ASCII letters and digits, hyphens between, cut at a word."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while len("-".join(words)) > length and len(words) > 1:
        words.pop()
    return "-".join(words)[:length].strip("-")


def title_of(text: str) -> str:
    """Make a title of a note's first sentence, as long as a title may be, without a full stop."""
    words = plain_text(text[:MAX_NOTE_CHARACTERS])
    first = re.split(r"(?<=[.!?])\s", words, maxsplit=1)[0].strip()
    if len(first) > MAX_TITLE_CHARACTERS:
        first = first[: MAX_TITLE_CHARACTERS - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
    return first.rstrip(".").strip() or "Imported note"


def shortened(text: str) -> tuple[str, str]:
    """Cut a text to the length of a note, at a sentence or a word; return the note and the rest."""
    text = text.strip()
    if count_words(text) <= MAX_NOTE_WORDS and len(text) <= MAX_NOTE_CHARACTERS:
        return text, ""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    cut = min([*starts[MAX_NOTE_WORDS : MAX_NOTE_WORDS + 1], MAX_NOTE_CHARACTERS - 10])
    sentence = max((match.end() for match in re.finditer(r"[.!?…][”\")]?(?=\s)", text[:cut])), default=0)
    cut = sentence if sentence > cut // 2 else text.rfind(" ", 0, cut) if " " in text[:cut] else cut
    return text[:cut].strip() + " […]", text[cut:].strip()


def harmless(text: str, corpus: Corpus) -> str:
    """Show brackets as text where a link is not allowed or not complete; leave all other Markdown as it is."""
    targets = [target for _, target in link_targets(text)]
    if links_are_whole(text) and all(link_is_allowed(target) and not blocked_by(corpus, target) for target in targets):
        return text
    return text.replace("[", "&#91;").replace("]", "&#93;").replace("<", "&lt;")
