"""Problems in input files, with their positions and hints, and functions that print them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel


class Severity(StrEnum):
    """An error always fails a check; a warning fails it only in strict mode, and a notice never does."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file: ``file`` relative to the project, ``line`` and ``column`` from 1, in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake: its position, the rule that it breaks, what is wrong, and a hint how to fix it."""

    place: Place
    rule: str
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR, compare=False)


LineReader = Callable[[str], list[str]]
"""Returns the lines of a file, given its path in the project; an empty list if it can't be read."""

_LONGEST_WORD = 200
"""In characters; a longer word is not compared."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    r"""Split a text into lines as editors do: at ``\n``, ``\r\n`` and ``\r``, and nowhere else."""
    return _LINE_END.split(text)


def line_starts(text: str) -> list[int]:
    """Return the offset of the start of each line, for the lines of :func:`split_lines`."""
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or an empty string if none is similar.

    Case is ignored. A transposition counts as one error (optimal string alignment). If no word is within the allowed
    number of errors, one that shares most of its letters is returned.
    """
    candidates = {other.lower(): other for other in sorted(set(known))}
    word = word.lower()
    if not candidates or not word or len(word) > _LONGEST_WORD:
        return ""
    errors = max(1, len(word) // 4)
    near = process.extractOne(word, candidates.keys(), scorer=OSA.distance, score_cutoff=errors)
    similar = process.extractOne(word, candidates.keys(), scorer=Indel.normalized_similarity, score_cutoff=0.75)
    return candidates[(near or similar or ("",))[0]] if near or similar else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint with the known word that was probably meant, or an empty string if none is similar."""
    nearest = nearest_word(word, known)
    return f"Did you mean '{nearest}'?" if nearest else ""


def visible(text: str) -> str:
    """Return a text with control, format and private-use characters as ``<U+202E>``, so that they can't disguise it."""
    return "".join(
        f"<U+{ord(char):04X}>" if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} else char
        for char in text
    )


def _width(text: str) -> int:
    """Return the width of a text in terminal columns: none for combining marks, two for wide characters."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _excerpt(problem: Problem, lines: list[str], width: int = 100) -> list[str]:
    """Return the line of a problem with a caret under its column; a long line is shortened."""
    number, column = problem.place.line, problem.place.column
    if not 1 <= number <= len(lines):
        return []
    line = lines[number - 1]
    start = max(0, column - 1 - width // 2) if len(line) > width else 0
    before, after = line[start : column - 1], line[column - 1 : start + width]
    shown_before = visible(before.replace("\t", " "))
    gutter = f"{number:>5} | "
    ellipsis_before = "…" if start else ""
    ellipsis_after = "…" if start + width < len(line) else ""
    return [
        f"{gutter}{ellipsis_before}{shown_before}{visible(after.replace(chr(9), ' '))}{ellipsis_after}",
        f"{' ' * (len(gutter) - 2)}| {' ' * (len(ellipsis_before) + _width(shown_before))}^",
    ]


def count_line(problems: list[Problem], files: int) -> str:
    """Return a summary of a check in one line."""
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[kind]} {kind}{'s' if counts[kind] != 1 else ''}" for kind in Severity if counts[kind]]
    told = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else (parts or ["No problems"])[0]
    return f"{told} in {files} file{'s' if files != 1 else ''}."


def as_text(problems: list[Problem], lines: LineReader, paint: Callable[[str, str], str] | None = None) -> str:
    """Return problems as text for people: position, message, the line with a caret, a hint.

    Args:
        problems: in the order of printing.
        lines: returns a file's lines.
        paint: ``(text, style) -> text`` for a terminal; styles are the severities, ``bold`` and ``dim``.
    """
    paint = paint or (lambda text, _style: text)
    blocks = []
    for problem in problems:
        head = f"{paint(visible(str(problem.place)), 'bold')}: {paint(problem.severity, problem.severity)}: "
        rows = [head + visible(problem.message) + paint(f"  [{problem.rule}]", "dim")]
        rows += [paint(row, "dim") for row in _excerpt(problem, lines(problem.place.file))]
        rows += [f"      = hint: {visible(line)}" for line in problem.hint.splitlines()]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def as_github(problems: list[Problem]) -> str:
    """Return problems as GitHub workflow commands, which GitHub shows beside the changed lines.

    Source: GitHub Docs, "Workflow commands for GitHub Actions"; values are escaped as the runner's toolkit does.
    """
    rows = []
    for problem in problems:
        place = problem.place
        message = "\n".join(visible(line) for line in (problem.message, *problem.hint.splitlines()))
        rows.append(
            f"::{problem.severity} file={_escape_property(visible(place.file))},line={place.line},col={place.column},"
            f"title={_escape_property(problem.rule)}::{_escape_data(message)}"
        )
    return "\n".join(rows)


def as_json(problems: list[Problem]) -> str:
    """Return problems as a JSON list, for other programs."""
    return json.dumps(
        [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "severity": str(problem.severity),
                "rule": problem.rule,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )
