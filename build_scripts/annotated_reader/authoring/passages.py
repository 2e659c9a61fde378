"""Passages of sources, added to the files of their references and checked before anything is written."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from annotated_reader.checks import check_reference, is_same_place
from annotated_reader.corpus import Corpus
from annotated_reader.formats import (
    Located,
    ReferenceFile,
    SpliceError,
    append_item,
    parse_yaml,
    read_entity,
)
from annotated_reader.support import Problem

_WIDTH = 100
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


class PassageRefusedError(Exception):
    """A passage that can't be added; ``problems`` are those that the file would have, in ``text``."""

    def __init__(self, reason: str, problems: tuple[Problem, ...] = (), text: str = "") -> None:
        super().__init__(reason)
        self.problems, self.text = problems, text


def passage_values(
    text: str, at: str | None, address: str, read_as: str, language: str | None, accessed: str
) -> dict[str, str]:
    """Return a passage as its file has it, its text laid out in lines of at most 100 characters.

    Args:
        text: as it was pasted; a blank line separates paragraphs.
        at: the place in the work.
        address: where the words were read.
        read_as: original, copy or extract.
        language: of the words, if not that of the work.
        accessed: the day on which they were read.
    """
    paragraphs = (" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(text.strip()))
    lines = "\n\n".join(
        textwrap.fill(each, _WIDTH, break_long_words=False, break_on_hyphens=False) for each in paragraphs
    )
    values = {"at": at, "text": lines, "language": language, "from": address, "as": read_as, "accessed": accessed}
    return {key: value for key, value in values.items() if value is not None}


def add_passage(corpus: Corpus, reference: Located[ReferenceFile], values: Mapping[str, str]) -> str:
    """Return the text of a reference's file with one more passage; every other byte stays as it was.

    Raises:
        PassageRefusedError: if there is a passage at that place, or the file would have a problem that it has not now.
    """
    at = values.get("at", "")
    if any(is_same_place(passage.at or "", at) for passage in reference.value.passages):
        raise PassageRefusedError(
            f"'{reference.value.id}' has a passage {f'at {at}' if at else 'without a place'} already"
        )
    try:
        text = append_item(reference.document, "passages", values)
    except SpliceError:
        raise PassageRefusedError(
            f"`passages` in {reference.document.file} is not a list with one item a line; write the passage by hand"
        ) from None
    if problems := _new_problems(corpus, reference, text):
        raise PassageRefusedError("the passage would not pass the check", problems, text)
    return text


def _new_problems(corpus: Corpus, before: Located[ReferenceFile], text: str) -> tuple[Problem, ...]:
    """Return the problems that a reference's file would have, without those that it has."""
    after, problems = read_entity(parse_yaml(text.encode(), before.document.file), (), ReferenceFile)
    if after is None:
        return tuple(problems)
    known = {(problem.rule, problem.message) for problem in check_reference(corpus, before)}
    found = check_reference(corpus, after)
    return tuple(problem for problem in found if (problem.rule, problem.message) not in known)
