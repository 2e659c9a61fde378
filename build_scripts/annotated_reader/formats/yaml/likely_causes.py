"""Mistakes that the parser notices too late, or not as what they are: each is found by trying to correct it.

The parser takes a blank that is no space for a letter, and a dash without a blank for the start of a word; it gives up
at some later place. Where a correction lets it read on, its place and its name are what a contributor needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import yaml

_MAX_TRIALS = 20
"""Each trial parses the file once more; a mistake is mostly right before the place where the parser gave up."""

BLANKS = (
    "\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufeff"
)
"""Characters that look like a space or like nothing, and are no spaces to YAML: a class of a regular expression."""
_BLANK = re.compile(f"[{BLANKS}]")
_KEY = r"['\"]?[A-Za-z_][A-Za-z_-]*['\"]?"
_START = r"^[ \t]*(?:-[ \t]+)?"


_WIDTHS = (1, 2, 4, 6)
"""How many spaces may be meant, in place of other characters, which may be wider or narrower."""


class Cause(NamedTuple):
    """A likely mistake: the offset of the characters that are wrong, what is wrong with them, and a hint."""

    offset: int
    message: str
    hint: str


class _Mistake(NamedTuple):
    """A pattern whose group ``wrong`` is to be replaced, and what is said about it; ``{}`` stands for its name."""

    pattern: re.Pattern[str]
    right: str
    message: str
    hint: str


_MISTAKES = (
    _Mistake(
        re.compile(rf"^(?P<wrong>[ \t]*[{BLANKS}][ \t{BLANKS}]*)(?=\S)", re.MULTILINE),
        "",
        "this line is indented with an invisible character that is not a space: {}",
        "Delete the characters before the text, and type spaces (the space bar) instead.",
    ),
    _Mistake(
        re.compile(rf"^[ \t]*-(?P<wrong>[ \t]*[{BLANKS}][ \t{BLANKS}]*)(?=\S)", re.MULTILINE),
        "",
        "after the dash comes an invisible character that is not a space: {}",
        "Delete it, and type one space (the space bar) instead.",
    ),
    _Mistake(
        re.compile(rf"{_START}{_KEY}(?P<wrong>[{BLANKS}]+)[ \t]*:", re.MULTILINE),
        "",
        "an invisible character stands before the colon: {}",
        "Delete it.",
    ),
    _Mistake(
        re.compile(rf"{_START}{_KEY}[ \t]*:(?P<wrong>[ \t]*[{BLANKS}][ \t{BLANKS}]*)", re.MULTILINE),
        "",
        "after the colon comes an invisible character that is not a space: {}",
        "Delete it, and type one space (the space bar) instead.",
    ),
    _Mistake(
        re.compile(rf"^[ \t]*(?P<wrong>-)(?={_KEY}[ \t]*:(?:[ \t]|$))", re.MULTILINE),
        "- ",
        "a space is missing after the dash",
        "Write `- id: …`, with a space between the dash and the key.",
    ),
    _Mistake(
        re.compile(rf"^[ \t]*(?P<wrong>[‐‑‒–—―−•·][ \t]*)(?={_KEY}[ \t]*:)", re.MULTILINE),
        "- ",
        "a list item starts with a character that is not a hyphen: {}",
        "Type a hyphen (-) and a space instead.",
    ),
    _Mistake(
        re.compile(rf"{_START}{_KEY}[ \t]*(?P<wrong>[：﹕︓])", re.MULTILINE),
        ": ",
        "after the key comes a character that is not an ordinary colon: {}",
        "Type a colon (:) and a space instead.",
    ),
    _Mistake(
        re.compile(rf"{_START}{_KEY}:[ \t]+(?P<wrong>[“”„«»‘’‚‹›][^\n]*[“”«»‘’‹›])[ \t\r]*$", re.MULTILINE),
        '"…"',
        "these are not quotation marks to YAML, so the text is not in quotes: {}",
        "Put the whole text in straight quotation marks (\" or '); curly ones and guillemets are part of the text.",
    ),
)


def name_of(char: str) -> str:
    """Name a character: its name and code point, as in ``NO-BREAK SPACE (U+00A0)``."""
    return f"{unicodedata.name(char, 'a character without a name')} (U+{ord(char):04X})"


def invisible_in(text: str) -> str:
    """Return the first invisible character in a text that is not a space, or an empty string."""
    found = _BLANK.search(text)
    return found[0] if found else ""


def without_invisible(text: str) -> str:
    """Return a text without invisible characters and spaces at its ends."""
    return _BLANK.sub("", text).strip()


def likely_cause(text: str, stopped: int) -> Cause | None:
    """Return the mistake because of which the parser gave up.

    Args:
        text: the file.
        stopped: the offset at which the parser gave up.
    """
    end = text.find("\n", stopped)
    candidates = sorted(_candidates(text, len(text) if end < 0 else end), key=lambda each: each[1].start("wrong"))
    for mistake, match in islice(reversed(candidates), _MAX_TRIALS):
        start, end = match.span("wrong")
        blanks = (" " * width for width in (end - start, *_WIDTHS))
        if any(
            _reads_on(text, start, end, right, stopped) for right in ((mistake.right,) if mistake.right else blanks)
        ):
            wrong = match["wrong"]
            char = invisible_in(wrong)
            return Cause(
                start + (wrong.index(char) if char else 0),
                mistake.message.format(name_of(char or wrong[0])),
                mistake.hint,
            )
    return None


def _candidates(text: str, end: int) -> Iterator[tuple[_Mistake, re.Match[str]]]:
    for mistake in _MISTAKES:
        for match in mistake.pattern.finditer(text, 0, end):
            yield mistake, match


def _reads_on(text: str, start: int, end: int, right: str, stopped: int) -> bool:
    """Whether the parser gets beyond the line where it stopped, once the characters of a span are replaced."""
    after = _stops_at(text[:start] + right + text[end:])
    return after is None or after - len(right) + end - start > _line_end(text, max(stopped, start))


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _stops_at(text: str) -> int | None:
    """Return where the parser gives up on a text, or None where it reads all of it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for _ in yaml.parse(text, Loader=loader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return int(mark.index) if mark else 0
    except yaml.YAMLError:
        return 0
    return None


_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)
_CONFLICT_MIDDLE = re.compile(r"^(?:={7}|[<>|]{7}(?: [^\r\n]*)?)\r?$", re.MULTILINE)


def merge_conflict(text: str, *, faulty: bool) -> Cause | None:
    """Return the first mark that a merge left in a file.

    Args:
        text: the file.
        faulty: whether the parser refused it: a line of equals signs alone is then such a mark, too.
    """
    if not faulty and not any(mark * 7 in text for mark in "<>|"):
        return None
    found = (_CONFLICT_MIDDLE if faulty else _CONFLICT).search(text)
    if found is None:
        return None
    return Cause(
        found.start(),
        f"a merge has left its conflict mark here ({found[0][:7]})",
        _versions(text, found.start()),
    )


def _versions(text: str, first: int) -> str:
    """Say which lines are the two versions of a conflict."""
    rest = "and delete the lines that begin with <<<<<<<, |||||||, ======= and >>>>>>>."
    marks = {found[0][0]: found.start() for found in reversed(list(_CONFLICT_MIDDLE.finditer(text, first)))}
    if not (text.startswith("<", first) and {"=", ">"} <= marks.keys() and marks["="] < marks[">"]):
        return f"Keep one of the two versions, {rest}"
    ours_end = marks["|"] if "|" in marks and marks["|"] < marks["="] else marks["="]
    ours, theirs = _lines(text, first, ours_end), _lines(text, marks["="], marks[">"])
    return f"Keep one version, {ours} or {theirs}, {rest}"


def _lines(text: str, before: int, after: int) -> str:
    """Name the lines between two marks."""
    first, last = text.count("\n", 0, before) + 2, text.count("\n", 0, after)
    if first > last:
        return "nothing"
    return f"line {first}" if first == last else f"lines {first}-{last}"
