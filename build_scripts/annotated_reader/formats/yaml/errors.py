"""Why a file is not acceptable YAML: in plain words, with the place and how to correct it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, NamedTuple

import yaml

from annotated_reader.formats.yaml.likely_causes import Cause, likely_cause, merge_conflict
from annotated_reader.support import Place, Problem, line_starts

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: YAML 1.1, section 5.1, the set of characters."""

SPLIT = "Split the notes across several files in the same folder."


class YamlProblemError(Exception):
    """A file that can't be used as YAML; carries the one Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Syntax(NamedTuple):
    """What the parser says (a part of it), in words a non-programmer understands, and how to correct it.

    ``opening`` asks for the place where the faulty thing begins rather than for the one where the parser gave up,
    which may be the end of the file.
    """

    said: str
    message: str
    hint: str
    opening: bool = False


_SYNTAX = (
    _Syntax(
        "found a tab character",
        "a tab is used for indentation",
        "Indent with spaces, never tabs.",
    ),
    _Syntax(
        "mapping values are not allowed",
        "a colon appears where no key is allowed",
        'If this is a key, start it in the column of the keys above; put text that contains ": " in quotes, '
        "or write it as a block after `|`.",
    ),
    _Syntax(
        "did not find expected key",
        "the indentation changes here, or a text in quotes or brackets ended too early",
        "Keys of one entry start in the same column; text that contains quotation marks or begins with [ or { "
        "is best written as a block after `|`.",
    ),
    _Syntax(
        "could not find expected ':'",
        "this line is read as a key, but no colon and space follow it",
        "Write a space after the colon; indent a long text deeper, or write it as a block after `|`.",
        opening=True,
    ),
    _Syntax(
        "did not find expected '-' indicator",
        "the indentation of this list changes here",
        "Start each list item's '-' in the same column, and its keys in one column after it.",
    ),
    _Syntax(
        "block sequence entries are not allowed",
        "a list item starts where none is allowed",
        "Start the list on a new line below its key.",
    ),
    _Syntax(
        "found unexpected end of stream",
        "a quoted text is never closed",
        "Close it with the quotation mark it was opened with.",
        opening=True,
    ),
    _Syntax(
        "found unexpected document indicator",
        "a quoted text is never closed",
        "Close it with the quotation mark it was opened with.",
        opening=True,
    ),
    _Syntax(
        "did not find expected ',' or ']'",
        "this [ is never closed",
        "Close it with ], or write one item per line after `- `.",
        opening=True,
    ),
    _Syntax(
        "did not find expected ',' or '}'",
        "this { is never closed",
        "Close it with }, or write one key per line.",
        opening=True,
    ),
    _Syntax(
        "escape c",  # unknown escape character, invalid Unicode character escape code
        "a backslash in double quotes starts an unknown escape",
        "Use single quotes, or double the backslash.",
    ),
    _Syntax(
        "while scanning an a",  # an alias, an anchor
        "a value starts with a reserved character",
        "Put text that begins with * or & in quotes.",
        opening=True,
    ),
    _Syntax(
        "while scanning a block scalar",
        "a text starts on the line of its `|` or `>`",
        "Start it on the next line, indented deeper; put text that begins with | or > in quotes.",
        opening=True,
    ),
    _Syntax(
        "tag",
        "a tag (!) is not allowed here",
        "Put text that begins with ! in quotes.",
        opening=True,
    ),
    _Syntax(
        "did not find expected node content",
        "a value is missing here or starts with a reserved character",
        "Put text that begins with a reserved character in quotes.",
    ),
    _Syntax(
        "did not find expected <document start>",
        "there is something outside the list or mapping that makes up this file",
        "A file is either one list of notes (each starting with `- id:`) or one entry; check the indentation.",
    ),
)


_LINK_ITEM = re.compile(r"[ \t]*-[ \t]+\[[^\]\n]*\]\(")
_ITEM = re.compile(r"[ \t]*-[ \t]")
_LIST_IN_BRACKETS = re.compile(r"[ \t]*(?:-[ \t]+)?([\w-]+):[ \t]*\[[ \t]*([^\]\n]*)\][ \t]*(?:#.*)?")
_NAME = re.compile(r"@([^\s,\[\]{}'\"#]+)")
_KEY_BEFORE = re.compile(r"(\w+):[ \t]*\Z")
_BEFORE_NAMES = re.compile(r"\b(?:contributors?|authors?|review(?:ed_by|ers?|ed))[ \t]*:[\s\[\],'\"@A-Za-z0-9-]*\Z")
"""What comes before a GitHub name in a list of them, the key included."""


def place_at(text: str, offset: int, file: str) -> Place:
    """Turn an offset in a text into a place (line and column from 1)."""
    return place_in_lines(line_starts(text), offset, file)


def place_in_lines(starts: list[int], offset: int, file: str) -> Place:
    """Turn an offset into a place, where it is known at which offsets the lines start."""
    line = bisect_right(starts, offset)
    return Place(file, line, offset - starts[line - 1] + 1)


def offset_of(mark: Any) -> int:
    """Return a mark's offset: code points of the text."""
    return int(mark.index)


def forbidden(char: str, place: Place) -> Problem:
    """Return the problem of a character that YAML does not allow."""
    return Problem(
        place,
        "yaml-syntax",
        f"the file contains a character that YAML does not allow (U+{ord(char):04X})",
        "Delete the character; it is invisible in most editors.",
    )


def syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """Return in plain words where and why the parser gave up."""
    said = f"{error.problem or ''} {error.context or ''}".strip()
    known = next((syntax for syntax in _SYNTAX if syntax.said in said), None)
    marks = (error.context_mark, error.problem_mark) if known and known.opening else (error.problem_mark,)
    mark = next((mark for mark in marks if mark), None)
    place = place_at(text, offset_of(mark) if mark else 0, file)
    stopped = offset_of(error.problem_mark or mark) if mark else 0
    if cause := merge_conflict(text, faulty=True) or likely_cause(text, stopped):
        return cause_problem(cause, text, file)
    special = _markdown_link(text, stopped) or _name_with_at(said, text, stopped) or _item_below_list(text, stopped)
    special = special or _by_character(said, text[offset_of(mark) :][:1] if mark else "")
    if special:
        return Problem(place, "yaml-syntax", *special)
    if known is None:
        return Problem(place, "yaml-syntax", f"this is not valid YAML: {said}", "Compare with an entry that works.")
    return Problem(place, "yaml-syntax", known.message, known.hint)


def cause_problem(cause: Cause, text: str, file: str) -> Problem:
    """Return the problem of a mistake that was found by itself."""
    return Problem(place_at(text, cause.offset, file), "yaml-syntax", cause.message, cause.hint)


def _markdown_link(text: str, offset: int) -> tuple[str, str] | None:
    """Return the message and hint for an item of a list that is a Markdown link."""
    if not _LINK_ITEM.match(text, text.rfind("\n", 0, offset) + 1):
        return None
    hint = "Name a reference by its id: `- un-charter-51`; put other text that begins with [ in quotes."
    return "an item that begins with [ can't be a Markdown link", hint


def _item_below_list(text: str, offset: int) -> tuple[str, str] | None:
    """Return the message and hint for an item on a line of its own below a list in brackets, which may be empty."""
    start = text.rfind("\n", 0, offset) + 1
    above = [line for line in text[:start].splitlines() if line.strip() and not line.lstrip().startswith("#")]
    brackets = _LIST_IN_BRACKETS.fullmatch(above[-1]) if above and _ITEM.match(text, start) else None
    if not brackets:
        return None
    if brackets[2]:
        hint = f"Write this item in the brackets too, or every item of `{brackets[1]}` on a line of its own after `- `."
    else:
        hint = f"Remove the [] after `{brackets[1]}:`."
    return "an item is below a list that ends on its own line", hint


def _name_with_at(said: str, text: str, offset: int) -> tuple[str, str] | None:
    """Return the message and hint for a GitHub name with its @, where names are listed."""
    name = _NAME.match(text, offset)
    if not name or "cannot start any token" not in said or not _BEFORE_NAMES.search(text, 0, offset):
        return None
    key = _KEY_BEFORE.search(text, text.rfind("\n", 0, offset) + 1, offset)
    right = f"{key[1]}: [{name[1]}]" if key else name[1]
    return f"a name starts with @ here: '{name[0]}'", f"Write it without the @: {right}"


def _by_character(said: str, char: str) -> tuple[str, str] | None:
    """Return the message and hint for the mistakes that show in the character at which the parser stopped."""
    if "cannot start any token" in said and char != "\t":
        return f"unquoted text may not begin with {char}", "Put the whole text in quotes."
    if "cannot start any token" in said:
        return "a tab is used where only spaces are allowed", "Indent with spaces, never tabs."
    if "did not find expected key" in said and char == ":":
        hint = "Write the key before it; in a list of references the id, as in `- icj-nicaragua-1986: para. 194`."
        return "there is nothing before this colon", hint
    return None
