"""Rules on passages: the words of a source that notes rely on."""

from __future__ import annotations

from collections.abc import Iterator

from annotated_reader.corpus import Corpus
from annotated_reader.formats import Consulted, Located, ReferenceFile
from annotated_reader.support import Problem
from annotated_reader.texts import count_plain_words, fold_plain


def passages_are_short(corpus: Corpus) -> Iterator[Problem]:
    """A passage has at most 200 words of an official text or a work out of copyright, at most 50 of another."""
    for reference in corpus.references.values():
        for index, passage in enumerate(reference.value.passages):
            words, most = count_plain_words(passage.text), reference.value.most_words(passage)
            if words > most:
                yield Problem(
                    reference.place("passages", index, "text"),
                    "passages-are-short",
                    f"the passage has {words} words; at most {most} are allowed",
                    "Keep the words that notes rely on; put … where words are left out.",
                )


def passages_name_their_place(corpus: Corpus) -> Iterator[Problem]:
    """A passage says where in the work it stands, and no two of a work stand at the same place."""
    for reference in corpus.references.values():
        if reference.value.passages:
            yield from _misplaced(reference)


def _misplaced(reference: Located[ReferenceFile]) -> Iterator[Problem]:
    rule, seen = "passages-name-their-place", dict[str, int]()
    for index, passage in enumerate(reference.value.passages):
        if passage.at is None and not reference.value.is_single_article:
            yield Problem(
                reference.value_place("passages", index), rule, "the passage does not say where in the work it stands",
                "Add `at:`, as the pinpoints of notes have it: at: para. 195",
            )  # fmt: skip
            continue
        at = passage.at or ""
        if (first := seen.setdefault(_place_key(at), index)) != index:
            other = reference.place("passages", first)
            yield Problem(
                reference.value_place("passages", index, *(["at"] if at else [])), rule,
                f"there is another passage at {at}" if at else "there is another passage without `at`",
                f"It is at {other}; join the two, or give each its own place.",
            )  # fmt: skip


def is_same_place(one: str, other: str) -> bool:
    """Return whether two places of passages are written alike but for spaces, dashes and capitals."""
    return _place_key(one) == _place_key(other)


def _place_key(at: str) -> str:
    return fold_plain(at).replace(" ", "").casefold()


def passages_were_read(corpus: Corpus) -> Iterator[Problem]:
    """A work of which there are passages was read, at least in part."""
    for reference in corpus.references.values():
        if reference.value.passages and reference.value.consulted is Consulted.NOT_READ:
            yield Problem(
                reference.value_place("consulted"), "passages-were-read",
                "the work was not read, and yet it has passages",
                "Say what was read: consulted: extract",
            )  # fmt: skip
