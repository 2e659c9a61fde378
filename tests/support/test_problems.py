"""Problems: how mistakes are printed for people and for machines, and how the likely word is guessed."""

from __future__ import annotations

import json

import pytest

from annotated_reader.support.problems import (
    Place,
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    count_line,
    did_you_mean,
    split_lines,
    visible,
)


def printed(line: str, column: int, message: str = "wrong", hint: str = "") -> str:
    """Print a problem in the first line of a file."""
    return as_text([Problem(Place("a.yml", 1, column), "rule", message, hint)], lambda name: [line])


def caret_column(text: str) -> int:
    """Say in which column of the excerpt the caret stands, and see that it stands below the line."""
    rows = text.splitlines()
    (caret,) = [row for row in rows if row.endswith("^")]
    return len(caret) - 1


def test_a_problem_is_printed_with_its_place_its_line_a_caret_and_a_hint() -> None:
    problem = Problem(Place("annotations/a.yml", 2, 3), "schema", "unknown key `titel`", "Did you mean 'title'?")
    assert as_text([problem], lambda name: ["- id: a", "  titel: x"]) == (
        "annotations/a.yml:2:3: error: unknown key `titel`  [schema]\n"
        "    2 |   titel: x\n"
        "      |   ^\n"
        "      = hint: Did you mean 'title'?"
    )


def test_each_line_of_a_hint_is_marked() -> None:
    assert printed("x", 1, hint="first\nsecond").splitlines()[-2:] == ["      = hint: first", "      = hint: second"]


def test_problems_are_separated_by_a_blank_line_and_warnings_named_as_such() -> None:
    problems = [Problem(Place("a"), "r", "one"), Problem(Place("b"), "r", "two", severity=Severity.WARNING)]
    assert as_text(problems, lambda name: []) == "a:1:1: error: one  [r]\n\nb:1:1: warning: two  [r]"


def test_a_file_that_cannot_be_read_has_no_excerpt() -> None:
    assert printed_lines_of(Place("gone.yml", 7, 1), []) == ["gone.yml:7:1: error: wrong  [rule]"]


def printed_lines_of(place: Place, lines: list[str]) -> list[str]:
    """Print a problem somewhere in a file of these lines."""
    return as_text([Problem(place, "rule", "wrong")], lambda name: lines).splitlines()


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        pytest.param("title: x", 1, "title", id="first-column"),
        pytest.param("title: x", 9, "", id="after-the-end"),
        pytest.param("\t\tkey: x", 3, "key", id="tabs-count-as-one-column"),
        pytest.param("a: “naïve” key", 12, "key", id="composed-letters"),
        pytest.param("x" * 300 + " key " + "y" * 300, 302, "key", id="long-line-is-cut-on-both-sides"),
        pytest.param("key" + "y" * 300, 1, "key", id="long-line-is-cut-after"),
        pytest.param("x" * 300 + "key", 301, "key", id="long-line-is-cut-before"),
        pytest.param("\u202e\x1b key", 4, "key", id="invisible-characters-take-room"),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, under: str) -> None:
    shown = printed(line, column)
    row = next(row for row in shown.splitlines() if row.startswith("    1 | "))
    assert row[caret_column(shown) :].startswith(under)
    assert len(row) < 130


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        pytest.param("北约", 4, id="wide-letters-take-two-columns"),
        pytest.param("e\u0301", 1, id="a-combining-accent-takes-none"),
        pytest.param("😀", 2, id="an-emoji-takes-two"),
    ],
)
def test_the_caret_counts_columns_of_a_terminal(before: str, columns: int) -> None:
    assert caret_column(printed(f"{before}key", len(before) + 1)) == len("    1 | ") + columns


def test_a_windows_line_end_is_not_shown() -> None:
    assert as_text([Problem(Place("a.yml", 1, 1), "r", "m")], lambda name: split_lines("key: x\r\nb: y")).splitlines()[
        1
    ] == ("    1 | key: x")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [""], id="empty"),
        pytest.param("a\nb", ["a", "b"], id="unix"),
        pytest.param("a\r\nb\r\n", ["a", "b", ""], id="windows"),
        pytest.param("a\rb", ["a", "b"], id="old-mac"),
        pytest.param("a\u2028b\x85c\x0bd", ["a\u2028b\x85c\x0bd"], id="separators-that-editors-do-not-count"),
    ],
)
def test_lines_end_where_editors_end_them(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("\x1b", "<U+001B>"),
        ("\u202e", "<U+202E>"),
        ("\u200b", "<U+200B>"),
        ("\u2028", "<U+2028>"),
        ("\ue000", "<U+E000>"),
        ("\udcff", "<U+DCFF>"),
        ("\U000e0041", "<U+E0041>"),
        ("é", "é"),
        ("😀", "😀"),
    ],
)
def test_what_could_disguise_a_message_is_made_visible(char: str, shown: str) -> None:
    assert visible(char) == shown


@pytest.mark.parametrize("where", ["file", "message", "hint", "line"])
@pytest.mark.parametrize(
    "form", [as_github, lambda problems: as_text(problems, lambda name: ["\x1b[2Jx"])], ids=["github", "text"]
)
def test_no_escape_sequence_reaches_the_terminal(where: str, form: object) -> None:
    evil = "\x1b[2J\u202e"
    problem = Problem(
        Place(f"a{evil if where == 'file' else ''}.yml"),
        "rule",
        f"m{evil if where == 'message' else ''}",
        f"h{evil if where == 'hint' else ''}",
    )
    assert callable(form)
    assert not set("\x1b\u202e") & set(str(form([problem])))


def test_styles_are_left_to_the_terminal() -> None:
    shown = as_text(
        [Problem(Place("a"), "r", "m")], lambda name: ["x"], paint=lambda text, style: f"<{style}>{text}</>"
    )
    assert shown.splitlines()[0] == "<bold>a:1:1</>: <error>error</>: m<dim>  [r]</>"


def test_github_shows_a_problem_beside_its_line() -> None:
    problem = Problem(Place("annotations/a.yml", 2, 3), "yaml-syntax", "a tab", "Use spaces.", Severity.WARNING)
    assert (
        as_github([problem]) == "::warning file=annotations/a.yml,line=2,col=3,title=yaml-syntax::a tab%0AUse spaces."
    )


def test_github_values_cannot_break_out_of_their_field() -> None:
    problem = Problem(Place("a,b:c%\r\n.yml", 1, 1), "r", "100%", "one\ntwo")
    (row,) = as_github([problem]).splitlines()
    assert row == "::error file=a%2Cb%3Ac%25<U+000D><U+000A>.yml,line=1,col=1,title=r::100%25%0Aone%0Atwo"


def test_a_message_cannot_smuggle_in_a_workflow_command() -> None:
    problem = Problem(Place("a.yml"), "r", "x\n::set-output name=a::b\r::stop-commands::x", "y\n::add-mask::z")
    assert len(as_github([problem]).splitlines()) == 1


def test_json_holds_every_field_for_other_programs() -> None:
    problem = Problem(Place("a.yml", 2, 3), "rule", "“what”", "hint", Severity.WARNING)
    assert json.loads(as_json([problem])) == [
        {
            "file": "a.yml",
            "line": 2,
            "column": 3,
            "severity": "warning",
            "rule": "rule",
            "message": "“what”",
            "hint": "hint",
        }
    ]
    assert "“what”" in as_json([problem])


@pytest.mark.parametrize(
    ("errors", "warnings", "files", "line"),
    [
        (0, 0, 1, "No problems in 1 file."),
        (0, 0, 7, "No problems in 7 files."),
        (1, 0, 1, "1 error in 1 file."),
        (2, 1, 3, "2 errors and 1 warning in 3 files."),
        (0, 2, 3, "2 warnings in 3 files."),
    ],
)
def test_a_check_is_summed_up_in_one_line(errors: int, warnings: int, files: int, line: str) -> None:
    problems = [Problem(Place("a"), "r", str(n)) for n in range(errors)]
    problems += [Problem(Place("a"), "r", str(n), severity=Severity.WARNING) for n in range(warnings)]
    assert count_line(problems, files) == line


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        pytest.param("titel", ["title", "note", "kind"], "Did you mean 'title'?", id="transposed-letters"),
        pytest.param("qoute", ["quote", "note"], "Did you mean 'quote'?", id="transposed-at-the-start"),
        pytest.param(
            "un-charter-5", ["un-charter-51", "un-charter-42"], "Did you mean 'un-charter-51'?", id="letter-left-out"
        ),
        pytest.param(
            "charter-un-51", ["un-charter-51", "kant"], "Did you mean 'un-charter-51'?", id="words-in-another-order"
        ),
        pytest.param("FACT-CHECK", ["fact-check", "context"], "Did you mean 'fact-check'?", id="capitals"),
        pytest.param("url", ["URL", "title"], "Did you mean 'URL'?", id="small-letters"),
        pytest.param(
            "container_title", ["container-title", "title"], "Did you mean 'container-title'?", id="underscore"
        ),
        pytest.param("headline", ["title", "heading"], "Did you mean 'heading'?", id="shared-letters"),
        pytest.param("banana", ["title", "note"], "", id="nothing-near"),
        pytest.param("", ["title"], "", id="no-word"),
        pytest.param("title", [], "", id="nothing-known"),
    ],
)
def test_the_word_that_was_probably_meant_is_named(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


def test_problems_sort_by_file_line_and_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1)]
    assert sorted(Problem(place, "r", "m") for place in places) == [
        Problem(place, "r", "m") for place in reversed(places)
    ]
