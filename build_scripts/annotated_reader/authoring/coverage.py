"""The table of coverage: every sentence of an article with its notes, or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from annotated_reader.corpus import Article
from annotated_reader.formats import (
    Located,
    Role,
    UncoveredSentence,
    YamlProblemError,
    parse_yaml,
    read_entity,
)
from annotated_reader.support import Place, Problem, Severity, resolve_inside
from annotated_reader.texts import Block, Span, sentence_starts

FOLDER = "coverage"
_RULE = "coverage"
_FURNITURE = "site navigation or notice"
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")

Reasons = Mapping[str, Located[UncoveredSentence]]
"""Why sentences have no note, by the sentence with its white space made single."""


@dataclass(frozen=True)
class SentenceCoverage:
    """A sentence of an article: ``notes`` are the ids of those on its words, ``reason`` is why there are none."""

    line: int
    text: str
    notes: tuple[str, ...]
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether the sentence has neither a note nor a reason."""
        return not (self.notes or self.reason)


def read_reasons(root: Path, slug: str) -> tuple[Reasons, list[Problem]]:
    """Read ``coverage/<slug>.yml``, which need not exist.

    Returns:
        The reasons, and a problem for each entry that can't be read.

    Raises:
        FileRefusedError: when the file is a link that leads out of the project.
    """
    name = f"{FOLDER}/{slug}.yml"
    path = resolve_inside(root, name)
    if not path.is_file():
        return {}, []
    try:
        document = parse_yaml(path.read_bytes(), name)
    except YamlProblemError as problem:
        return {}, [problem.problem]
    if not isinstance(document.value, list):
        return {}, [Problem(Place(name), _RULE, "this file is not a list", "Begin each entry with `- sentence:`.")]
    reasons: dict[str, Located[UncoveredSentence]] = {}
    problems: list[Problem] = []
    for index in range(len(document.value)):
        entry, mistakes = read_entity(document, (index,), UncoveredSentence)
        problems += mistakes
        if entry is not None:
            reasons[_plain(entry.value.sentence)] = entry
    return reasons, problems


def sentences(article: Article, reasons: Reasons) -> Iterator[SentenceCoverage]:
    """List an article's sentences in order; readers' comments are left out."""
    for block in article.seed.blocks:
        if block.role is Role.COMMENT:
            continue
        for span in _spans(block):
            text = _plain(article.seed.text[span.start : span.end])
            notes = tuple(
                note.id for note in article.current_notes if note.span.start < span.end and span.start < note.span.end
            )
            reason = reasons[text].value.reason if text in reasons else ""
            if block.role is Role.FURNITURE:
                reason = reason or _FURNITURE
            yield SentenceCoverage(block.line, text, notes, "" if notes else reason)


def _spans(block: Block) -> Iterator[Span]:
    """List the sentences of a block as spans of the seed."""
    starts = (*sentence_starts(block.text), len(block.text))
    for start, end in pairwise(starts):
        yield Span(block.span.start + start, block.span.start + end)


def stale_reasons(found: Sequence[SentenceCoverage], reasons: Reasons) -> Iterator[Problem]:
    """Warn of reasons whose sentence has a note by now, or is not in the text as it is written there."""
    notes = {sentence.text: sentence.notes for sentence in found}
    needed = {sentence.text for sentence in found if not sentence.notes}  # a text may say a sentence twice
    for text, entry in reasons.items():
        place = entry.place("sentence")
        if text not in notes:
            hint = "Copy the sentence anew from the text, or remove the entry."
            yield Problem(place, _RULE, "the text has no such sentence", hint, Severity.WARNING)
        elif text not in needed:
            message = f"this sentence has a note now: {', '.join(notes[text])}"
            yield Problem(place, _RULE, message, "Remove the entry.", Severity.WARNING)


def coverage_table(article: Article, found: Sequence[SentenceCoverage]) -> str:
    """Return an article's table in Markdown."""
    rows = "".join(f"| {sentence.line} | {_escape(sentence.text)} | {_answer(sentence)} |\n" for sentence in found)
    return (
        f"## {_escape(_plain(article.data.title))}\n\nArticle `{article.slug}`, text `seeds/{article.data.seed}`.\n\n"
        f"| Line | Sentence | Notes, or why there is none |\n|---|---|---|\n{rows}"
    )


def _answer(sentence: SentenceCoverage) -> str:
    if sentence.notes:
        return ", ".join(f"`{name}`" for name in sentence.notes)
    return _plain(sentence.reason).replace("|", r"\|") or "**open**"


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _plain(text: str) -> str:
    return " ".join(text.split())
