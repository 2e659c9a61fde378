"""YAML files: what is refused and where, what stays text, and where each key and value stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.formats.yaml.document import MAX_BYTES, Path, YamlDocument, YamlProblemError, parse_yaml, place_at
from annotated_reader.formats.yaml.errors import FORBIDDEN
from annotated_reader.formats.yaml.values import MAX_VALUES
from annotated_reader.support.problems import Place, Problem
from tests.conftest import ROOT


def parsed(text: str) -> YamlDocument:
    """Parse a text as the file ``f.yml``."""
    return parse_yaml(text.encode(), "f.yml")


def refused(data: str | bytes) -> Problem:
    """Return the problem for which a file is refused."""
    with pytest.raises(YamlProblemError) as caught:
        parse_yaml(data.encode() if isinstance(data, str) else data, "f.yml")
    return caught.value.problem


NOTES = """\
# a comment
- id: first
  quote:
    exact: "some words"
    prefix: before
  references:
    - one: para. 194
    - two
  claim: {id: c, stance: asserts}

- id: second
  note: |
    Text.
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        pytest.param((), (2, 1), (2, 1), id="top"),
        pytest.param((0,), (2, 3), (2, 3), id="list-item"),
        pytest.param((0, "id"), (2, 3), (2, 7), id="first-key"),
        pytest.param((0, "quote"), (3, 3), (4, 5), id="mapping"),
        pytest.param((0, "quote", "prefix"), (5, 5), (5, 13), id="nested-key"),
        pytest.param((0, "references"), (6, 3), (7, 5), id="list"),
        pytest.param((0, "references", 0), (7, 7), (7, 7), id="mapping-in-list"),
        pytest.param((0, "references", 0, "one"), (7, 7), (7, 12), id="key-in-list"),
        pytest.param((0, "references", 1), (8, 7), (8, 7), id="scalar-in-list"),
        pytest.param((0, "claim", "stance"), (9, 18), (9, 26), id="flow-mapping"),
        pytest.param((1, "id"), (11, 3), (11, 7), id="after-a-blank-line"),
        pytest.param((1, "note"), (12, 3), (12, 9), id="block-scalar"),
    ],
)
def test_every_key_and_value_has_its_place(path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
    document = parsed(NOTES)
    assert document.key_place(path) == Place("f.yml", *key)
    assert document.place(path) == Place("f.yml", *value)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param((0, "kind"), (2, 3), id="missing-in-an-item"),
        pytest.param((0, "quote", "exact", "x"), (4, 5), id="below-a-scalar"),
        pytest.param((0, "quote", "suffix"), (3, 3), id="missing-in-a-nested-mapping"),
        pytest.param((0, "claim", "x", 3, "y"), (9, 3), id="missing-far-below"),
        pytest.param((7,), (2, 1), id="no-such-item"),
    ],
)
def test_what_is_missing_has_its_parents_place(path: Path, place: tuple[int, int]) -> None:
    assert parsed(NOTES).key_place(path) == Place("f.yml", *place)


def test_a_scalar_knows_the_offsets_at_which_its_source_stands() -> None:
    text = 'a: "x\\ty" # no\nb: |\n  one\n  two\nc: plain words\n'
    scalars = parsed(text).scalars
    assert [text[scalars[(key,)].start : scalars[(key,)].end] for key in ("a", "b", "c")] == [
        '"x\\ty"',
        "|\n  one\n  two\n",
        "plain words",
    ]
    assert [scalars[(key,)].style for key in ("a", "b", "c")] == ['"', "|", ""]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\r\nb: 𝒳é\r\nc: 'x'\r\n", id="windows-lines-and-astral-characters"),
        pytest.param("a: 1\rb: y\rc: 'x'\r", id="old-mac-lines"),
        pytest.param("\ufeffa: 1\nb: y\nc: 'x'\n", id="byte-order-mark"),
        pytest.param("a: 'x\u2028y'\nb: |\n  z\x85  z\nc: 'x'\n", id="separators-inside-a-value"),
    ],
)
def test_offsets_and_lines_are_those_of_an_editor(text: str) -> None:
    document = parsed(text)
    scalar = document.scalars[("c",)]
    assert document.text[scalar.start : scalar.end] == "'x'"
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = document.place(("c",))
    assert lines[place.line - 1][place.column - 1 :] == "'x'"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("7", 7),
        ("-12", -12),
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0o7", "0o7"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("2025-06-01", "2025-06-01"),
        ("9" * 40, "9" * 40),
        ("'7'", "7"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("٣", "٣"),
        ("=", "="),
    ],
)
def test_only_true_false_null_and_plain_integers_are_typed(written: str, value: object) -> None:
    result = parsed(f"a: {written}\n").value["a"]
    assert result == value
    assert type(result) is type(value)


def test_keys_are_always_text() -> None:
    assert parsed("no: a\n1: b\n1.10: c\n~: d\n").value == {"no": "a", "1": "b", "1.10": "c", "~": "d"}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\ufeff", "~\n"], ids=repr)
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert parsed(text).value is None


@pytest.mark.parametrize("text", ["%YAML 1.1\n---\na: 1\n", "---\na: 1\n...\n", "\ufeffa: 1\n"], ids=repr)
def test_a_single_document_may_be_marked_as_such(text: str) -> None:
    assert parsed(text).value == {"a": 1}


INDENTATION = (
    "the indentation changes here, or a text in quotes or brackets ended too early",
    "Keys of one entry start in the same column; text that contains quotation marks or begins with [ or { "
    "is best written as a block after `|`.",
)
COLON = (
    "a colon appears where no key is allowed",
    'If this is a key, start it in the column of the keys above; put text that contains ": " in quotes, '
    "or write it as a block after `|`.",
)
NO_COLON = (
    "this line is read as a key, but no colon and space follow it",
    "Write a space after the colon; indent a long text deeper, or write it as a block after `|`.",
)
TAB = ("a tab is used where only spaces are allowed", "Indent with spaces, never tabs.")


def reserved(char: str) -> tuple[str, str]:
    return f"unquoted text may not begin with {char}", "Put the whole text in quotes."


DASH = (
    "the indentation of this list changes here",
    "Start each list item's '-' in the same column, and its keys in one column after it.",
)
OPEN_QUOTE = ("a quoted text is never closed", "Close it with the quotation mark it was opened with.")
OPEN_LIST = ("this [ is never closed", "Close it with ], or write one item per line after `- `.")
OPEN_MAPPING = ("this { is never closed", "Close it with }, or write one key per line.")
ESCAPE = ("a backslash in double quotes starts an unknown escape", "Use single quotes, or double the backslash.")
TAG = ("a tag (!) is not allowed here", "Put text that begins with ! in quotes.")
FOLLOWS_PIPE = (
    "a text starts on the line of its `|` or `>`",
    "Start it on the next line, indented deeper; put text that begins with | or > in quotes.",
)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param("- id: a\n  kind: x\n   title: y\n", (3, 9), COLON, id="key-indented-too-far"),
        pytest.param("- id: a\n kind: x\n", (2, 2), DASH, id="key-indented-too-little"),
        pytest.param("- id: a\nkind: x\n", (2, 1), DASH, id="key-not-indented"),
        pytest.param("- a:\n      b: x\n    c: y\n", (3, 5), INDENTATION, id="key-between-two-columns"),
        pytest.param("a: Breaking: NATO\n", (1, 12), COLON, id="colon-in-plain-text"),
        pytest.param("a:b\nc: x\n", (2, 2), COLON, id="no-space-after-the-first-colon"),
        pytest.param("- id: a\n  kind:x\n  title: y\n", (2, 3), NO_COLON, id="no-space-after-a-colon"),
        pytest.param("- a: |\n    x\n  more\n  b: y\n", (3, 3), NO_COLON, id="block-text-not-indented"),
        pytest.param(
            "- id: a\n\tkind: x\n",
            (2, 1),
            ("a tab is used for indentation", "Indent with spaces, never tabs."),
            id="tab",
        ),
        pytest.param("a:\n\tb: x\n", (2, 1), TAB, id="tab-before-a-key"),
        pytest.param("a: @x\n", (1, 4), reserved("@"), id="at-sign"),
        pytest.param("a: %x\n", (1, 4), reserved("%"), id="percent-sign"),
        pytest.param("a: `x`\n", (1, 4), reserved("`"), id="backtick"),
        pytest.param('a: "one "two" three"\n', (1, 10), INDENTATION, id="quotation-marks-inside-quotes"),
        pytest.param("a: 'it's so'\n", (1, 8), INDENTATION, id="apostrophe-inside-quotes"),
        pytest.param("a: [draft] NATO\n", (1, 12), INDENTATION, id="text-in-brackets-first"),
        pytest.param('a: "never closed\nb: x\n', (1, 4), OPEN_QUOTE, id="open-quote"),
        pytest.param("a: 'x\n--- y\n", (1, 4), OPEN_QUOTE, id="open-quote-before-a-document-mark"),
        pytest.param("a: [b, c\nd: e\n", (1, 4), OPEN_LIST, id="open-bracket"),
        pytest.param("a: {b: c\nd: e\n", (1, 4), OPEN_MAPPING, id="open-brace"),
        pytest.param('a: "C:\\path"\n', (1, 7), ESCAPE, id="backslash"),
        pytest.param('a: "\\ud800"\n', (1, 7), ESCAPE, id="half-of-a-surrogate-pair"),
        pytest.param(
            "a: - x\n",
            (1, 4),
            ("a list item starts where none is allowed", "Start the list on a new line below its key."),
            id="list-on-the-keys-line",
        ),
        pytest.param("a: > x\n", (1, 4), FOLLOWS_PIPE, id="text-after-greater-than"),
        pytest.param(
            "a: *x* y\n",
            (1, 4),
            ("a value starts with a reserved character", "Put text that begins with * or & in quotes."),
            id="markdown-emphasis",
        ),
        pytest.param("a: !<x y\n", (1, 4), TAG, id="open-tag"),
        pytest.param("a: !e!x y\n", (1, 4), TAG, id="unknown-tag-handle"),
        pytest.param(
            "a: [b,, c]\n",
            (1, 7),
            (
                "a value is missing here or starts with a reserved character",
                "Put text that begins with a reserved character in quotes.",
            ),
            id="comma-twice",
        ),
        pytest.param(
            "  a: 1\n b: 2\n",
            (2, 2),
            (
                "there is something outside the list or mapping that makes up this file",
                "A file is either one list of notes (each starting with `- id:`) or one entry; check the indentation.",
            ),
            id="outside",
        ),
        pytest.param(
            "a: ? x\n",
            (1, 4),
            (
                "this is not valid YAML: mapping keys are not allowed in this context",
                "Compare with an entry that works.",
            ),
            id="anything-else",
        ),
    ],
)
def test_what_is_no_yaml_is_told_in_words(text: str, place: tuple[int, int], said: tuple[str, str]) -> None:
    assert refused(text) == Problem(Place("f.yml", *place), "yaml-syntax", *said)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "a: 1\nb: 2\na: 3\n",
            Problem(
                Place("f.yml", 3, 1),
                "yaml-duplicate-key",
                "the key 'a' appears here a second time",
                "It first appears in line 1; keep one of them.",
            ),
            id="duplicate-key",
        ),
        pytest.param(
            "x: {a: 1, 'a': 2}\n",
            Problem(
                Place("f.yml", 1, 11),
                "yaml-duplicate-key",
                "the key 'a' appears here a second time",
                "It first appears in line 1; keep one of them.",
            ),
            id="duplicate-key-in-braces-quoted",
        ),
        pytest.param(
            "a: &x [1]\nb: *x\n",
            Problem(
                Place("f.yml", 1, 4),
                "yaml-alias",
                "anchors (&x) are not allowed",
                "Remove it, or put text that begins with & in quotes.",
            ),
            id="anchor",
        ),
        pytest.param(
            "&x a: 1\n",
            Problem(
                Place("f.yml", 1, 1),
                "yaml-alias",
                "anchors (&x) are not allowed",
                "Remove it, or put text that begins with & in quotes.",
            ),
            id="anchor-on-a-key",
        ),
        pytest.param(
            "a: *x\n",
            Problem(Place("f.yml", 1, 4), "yaml-alias", "aliases (*x) are not allowed", "Write the value out again."),
            id="alias",
        ),
        pytest.param(
            "- *x\n",
            Problem(Place("f.yml", 1, 3), "yaml-alias", "aliases (*x) are not allowed", "Write the value out again."),
            id="alias-in-a-list",
        ),
        pytest.param(
            "*x : 1\n",
            Problem(Place("f.yml", 1, 1), "yaml-alias", "aliases (*x) are not allowed", "Write the value out again."),
            id="alias-as-a-key",
        ),
        pytest.param(
            "a:\n  <<: {b: 1}\n",
            Problem(
                Place("f.yml", 2, 3), "yaml-merge-key", "merge keys (<<) are not allowed", "Write the keys out again."
            ),
            id="merge-key",
        ),
        pytest.param(
            "a: !!python/object:os.system x\n",
            Problem(
                Place("f.yml", 1, 4),
                "yaml-tag",
                "tags (tag:yaml.org,2002:python/object:os.system) are not allowed",
                "Remove it, or put text that begins with ! in quotes.",
            ),
            id="python-tag",
        ),
        pytest.param(
            "a: !!str 1\n",
            Problem(
                Place("f.yml", 1, 4),
                "yaml-tag",
                "tags (tag:yaml.org,2002:str) are not allowed",
                "Remove it, or put text that begins with ! in quotes.",
            ),
            id="harmless-tag",
        ),
        pytest.param(
            "!!map {a: 1}\n",
            Problem(
                Place("f.yml", 1, 1),
                "yaml-tag",
                "tags (tag:yaml.org,2002:map) are not allowed",
                "Remove it, or put text that begins with ! in quotes.",
            ),
            id="tag-on-a-mapping",
        ),
        pytest.param(
            "a: ! x\n",
            Problem(
                Place("f.yml", 1, 4),
                "yaml-tag",
                "tags (!) are not allowed",
                "Remove it, or put text that begins with ! in quotes.",
            ),
            id="tag-without-a-name",
        ),
        pytest.param(
            "? [a]\n: b\n",
            Problem(
                Place("f.yml", 1, 3), "yaml-key", "a key must be a word", "Put text that begins with [ or { in quotes."
            ),
            id="list-as-a-key",
        ),
        pytest.param(
            "{{a: 1}: 2}\n",
            Problem(
                Place("f.yml", 1, 2), "yaml-key", "a key must be a word", "Put text that begins with [ or { in quotes."
            ),
            id="mapping-as-a-key",
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            Problem(
                Place("f.yml", 2, 1),
                "yaml-documents",
                "a second document starts here (---)",
                "Use one document per file.",
            ),
            id="second-document",
        ),
    ],
)
def test_surprises_are_refused(text: str, problem: Problem) -> None:
    assert refused(text) == problem


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert parsed("'<<': 1\n").value == {"<<": 1}


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        pytest.param(
            b"a: b\nc: \0d\n", (2, 4), "the file contains a character that YAML does not allow (U+0000)", id="nul"
        ),
        pytest.param(
            b"a: \x1b[2J\n", (1, 4), "the file contains a character that YAML does not allow (U+001B)", id="escape"
        ),
        pytest.param(
            "é: \x80\n".encode(),
            (1, 4),
            "the file contains a character that YAML does not allow (U+0080)",
            id="c1-control",
        ),
        pytest.param(
            "a: \ufffe\n".encode(),
            (1, 4),
            "the file contains a character that YAML does not allow (U+FFFE)",
            id="noncharacter",
        ),
        pytest.param(
            b'a: 1\nb: "x\\x02y"\n',
            (2, 4),
            "the file contains a character that YAML does not allow (U+0002)",
            id="escaped-in-a-value",
        ),
        pytest.param(
            b'"\\0": 1\n',
            (1, 1),
            "the file contains a character that YAML does not allow (U+0000)",
            id="escaped-in-a-key",
        ),
        pytest.param(
            b"\xef\xbb\xbf\xef\xbb\xbfa: 1\n",
            (1, 1),
            "the file contains a character that YAML does not allow (U+FEFF)",
            id="two-byte-order-marks",
        ),
    ],
)
def test_control_characters_are_refused(data: bytes, place: tuple[int, int], message: str) -> None:
    hint = "Delete the character; it is invisible in most editors."
    assert refused(data) == Problem(Place("f.yml", *place), "yaml-syntax", message, hint)


@pytest.mark.parametrize("digits", ["00000001", "1B000000", "0000202E", "FFFE0000", "0000FFFE", "0001F4A5"])
def test_no_escape_spells_out_a_character_that_is_not_allowed(digits: str) -> None:
    for code in range(0x20, 0x7F):
        try:
            value = parsed(f'a: "\\{chr(code)}{digits}"').value["a"]
        except YamlProblemError:
            continue
        assert not FORBIDDEN.search(value), chr(code)


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        pytest.param("a: b\nü: é\n".encode().replace("é".encode(), b"\xe9"), (2, 4), "0xE9", id="latin-1"),
        pytest.param(b"\xef\xbb\xbfab: \xe9\n", (1, 5), "0xE9", id="latin-1-after-a-byte-order-mark"),
        pytest.param(b"a: 1\r\nb: \x80", (2, 4), "0x80", id="windows-1252"),
        pytest.param("a: b\n".encode("utf-16"), (1, 1), "0xFF", id="utf-16"),
        pytest.param(b"a: \xf0\x9f\x98", (1, 4), "0xF0", id="cut-emoji"),
        pytest.param(b"a: \xed\xa0\x80", (1, 4), "0xED", id="surrogate"),
        pytest.param(b"a: \xc0\xaf", (1, 4), "0xC0", id="overlong"),
    ],
)
def test_other_encodings_than_utf_8_are_refused(data: bytes, place: tuple[int, int], byte: str) -> None:
    message = f"the byte {byte} is not UTF-8"
    hint = "Save the file as UTF-8 (in most editors: Save with encoding)."
    assert refused(data) == Problem(Place("f.yml", *place), "yaml-encoding", message, hint)


def test_a_file_may_have_256_kib_and_no_more() -> None:
    text = "a: " + "x" * (MAX_BYTES - 3)
    assert parsed(text).value == {"a": "x" * (MAX_BYTES - 3)}
    assert refused(text + "x") == Problem(
        Place("f.yml"),
        "yaml-size",
        "the file has 262,145 bytes; at most 262,144 are read",
        "Split the notes across several files in the same folder.",
    )


def test_twenty_levels_are_read_and_one_more_is_refused() -> None:
    assert parsed("[" * 20 + "]" * 20).value is not None
    assert refused("[" * 21 + "x" + "]" * 21).message == "nested more than 20 levels deep"
    assert parsed("".join(f"{' ' * n}a:\n" for n in range(20))).value is not None
    deeper = refused("".join(f"{' ' * n}a:\n" for n in range(21)) + " " * 21 + "a: x\n")
    assert (deeper.rule, deeper.place, deeper.hint) == ("yaml-depth", Place("f.yml", 21, 21), "Flatten the structure.")


@pytest.mark.parametrize(
    ("piece", "rule"),
    [
        pytest.param("[", "yaml-depth", id="lists"),
        pytest.param("[\n", "yaml-depth", id="lists-on-lines-of-their-own"),
        pytest.param("{a: ", "yaml-depth", id="mappings"),
        pytest.param("- ", "yaml-depth", id="block-lists"),
        pytest.param("? ", "yaml-key", id="block-keys"),
        pytest.param("{? ", "yaml-key", id="flow-keys"),
    ],
)
def test_nesting_thirty_thousand_deep_is_refused_and_crashes_nothing(piece: str, rule: str) -> None:
    assert refused(piece * 30_000).rule == rule


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
    assert refused("a: &a [x]\n" + levels).place == Place("f.yml", 1, 4)


LARGE = {
    "many-items": "- " + "\n- ".join(f"a{n}: {n}" for n in range(6_000)),
    "many-keys": "\n".join(f"a{n}: {n}" for n in range(9_000)),
    "many-blank-lines": "a: |\n" + "  \n" * 80_000 + "  x",
    "many-empty-lists": "a: [" + "[], " * 19_000 + "]",
    "long-comment": "#" * 200_000 + "\na: 1",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_large_file_is_read(text: str) -> None:
    assert parsed(text).value


def test_a_file_of_very_many_values_is_refused_at_the_first_that_is_too_many() -> None:
    assert len(parsed("- a\n" * (MAX_VALUES - 1)).value) == MAX_VALUES - 1
    problem = refused("- a\n" * MAX_VALUES)
    assert (problem.rule, problem.place) == ("yaml-size", Place("f.yml", MAX_VALUES, 3))
    assert problem.message == "the file has more than 20,000 keys and values; no more are read"
    assert problem.hint == "Split the notes across several files in the same folder."


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused_and_never_crash(data: bytes) -> None:
    try:
        document = parse_yaml(data, "f.yml")
    except YamlProblemError as problem:
        assert problem.problem.place.line >= 1
        assert problem.problem.hint
    else:
        assert document.file == "f.yml"


YAML_LIKE = st.text(st.sampled_from(list("ab: -[]{}\"'|>&*!#%@`\n\t\r,?~<\\\u2028\x85\ufeffé😀")), max_size=60)


@given(YAML_LIKE)
def test_places_always_lie_in_the_file(text: str) -> None:
    try:
        places = [parsed(text).place(())]
    except YamlProblemError as problem:
        places = [problem.problem.place]
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.sampled_from("abcé-"), min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(PLAIN, st.booleans())
def test_what_another_program_wrote_is_read_back(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, default_style='"', sort_keys=False)
    text = text.replace('!!null "null"', "null").replace('!!int "', '"').replace('!!bool "', '"')
    assert parsed(text).value == as_text_but_null(value)


def as_text_but_null(value: object) -> object:
    """Return a value as it reads when every scalar but null is in quotes."""
    if isinstance(value, list):
        return [as_text_but_null(item) for item in value]
    if isinstance(value, dict):
        return {key: as_text_but_null(item) for key, item in value.items()}
    if value is None or isinstance(value, str):
        return value
    return str(value).lower()


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("ab\ncd", 0, (1, 1)),
        ("ab\ncd", 2, (1, 3)),
        ("ab\ncd", 3, (2, 1)),
        ("ab\r\ncd", 4, (2, 1)),
        ("ab\rcd", 4, (2, 2)),
        ("", 0, (1, 1)),
        ("😀\n😀x", 3, (2, 2)),
    ],
)
def test_an_offset_is_turned_into_line_and_column(text: str, offset: int, place: tuple[int, int]) -> None:
    assert place_at(text, offset, "f") == Place("f", *place)


def _parsed_offsets(events: Iterator[yaml.Event], path: Path, found: dict[Path, tuple[int, int]]) -> bool:
    """Note where the parser itself puts each value; false at the end of a list."""
    event = next(events)
    if isinstance(event, yaml.SequenceEndEvent):
        return False
    assert event.start_mark and event.end_mark
    found[path] = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.SequenceStartEvent):
        index = 0
        while _parsed_offsets(events, (*path, index), found):
            index += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while isinstance(key := next(events), yaml.ScalarEvent):
            _parsed_offsets(events, (*path, key.value), found)
    return True


@pytest.mark.parametrize("file", sorted((ROOT / "annotations").rglob("*.yml"))[::20], ids=lambda file: file.stem)
def test_kept_positions_are_the_parsers_own(file: FilePath) -> None:
    data = file.read_bytes()
    document = parse_yaml(data, "x.yml")
    events = (
        e for e in yaml.parse(data.decode()) if not isinstance(e, yaml.StreamStartEvent | yaml.DocumentStartEvent)
    )
    found: dict[Path, tuple[int, int]] = {}
    _parsed_offsets(events, (), found)
    scalars = {path: (scalar.start, scalar.end) for path, scalar in document.scalars.items()}
    assert scalars == {path: found[path] for path in scalars}
    for path, (start, _) in found.items():
        assert document.place(path) == place_at(document.text, start, "x.yml")
