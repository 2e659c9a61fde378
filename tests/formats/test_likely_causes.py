"""What the parser notices too late: blanks that are no spaces, dashes without one, the marks of a merge."""

from __future__ import annotations

import pytest

from annotated_reader.formats.yaml.document import YamlProblemError, parse_yaml
from annotated_reader.support import Problem

ENTRY = "- id: one\n  kind: context\n  title: A title\n"
INVISIBLE = ["\u00a0", "\u2007", "\u202f", "\u3000", "\u200b", "\u2060", "\u00ad", "\u00a0\u00a0", " \u00a0"]


def problem_of(text: str) -> Problem:
    """Return the one problem of a file that is refused."""
    with pytest.raises(YamlProblemError) as refused:
        parse_yaml(text.encode(), "x.yml")
    return refused.value.problem


@pytest.mark.parametrize("blank", INVISIBLE, ids=ascii)
@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("  kind:", "{}kind:", 2, 1),
        ("kind: c", "kind:{}c", 2, 8),
        ("id: o", "id:{}o", 1, 6),
        ("- id", "-{}id", 1, 2),
        ("title: A", "title:{}A", 3, 9),
    ],
    ids=["indentation", "after a colon", "after the first colon", "after a dash", "in the last line"],
)
def test_an_invisible_blank_is_named_where_it_is(blank: str, old: str, new: str, line: int, column: int) -> None:
    text = ENTRY.replace(old, new.format(blank))
    if blank[0] == " " and old != "  kind:":
        parse_yaml(text.encode(), "x.yml")  # after an ordinary space it is a part of the value
        return
    problem = problem_of(text)
    column += blank.index(blank.strip(" "))
    assert (problem.place.line, problem.place.column) == (line, column)
    assert f"(U+{ord(blank[-1]):04X})" in problem.message


def test_an_invisible_blank_in_a_text_is_not_taken_for_the_mistake() -> None:
    text = "- id: one\n  note: |\n    \u00a0\u00a0key: an example\n  title: A: b\n"
    problem = problem_of(text)
    assert (problem.place.line, problem.message) == (4, "a colon appears where no key is allowed")


def test_of_several_blanks_the_first_is_named() -> None:
    assert problem_of(ENTRY.replace("  ", "\u00a0\u00a0")).place.line == 2


@pytest.mark.parametrize("label", ["HEAD", "", "Stashed changes"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_marks_of_a_merge_are_found_even_where_yaml_takes_them_for_text(label: str, end: str) -> None:
    lines = ["- id: one", '  title: "A', f"<<<<<<< {label}".rstrip(), "  b", "=======", "  c", ">>>>>>> other", '  d"']
    problem = problem_of(end.join(lines))
    assert problem.place.line == 3
    assert problem.hint.startswith("Keep one version, line 4 or line 6,")


@pytest.mark.parametrize(
    "text", ["# ======= heading =======\n- id: one\n", "- id: '<<<<<<< x'\n", "- id: |\n    =======\n"]
)
def test_what_only_looks_like_such_a_mark_is_left_alone(text: str) -> None:
    assert parse_yaml(text.encode(), "x.yml").value[0]["id"]


@pytest.mark.parametrize("dash", ["-", "–", "— ", "• "])
def test_a_list_item_without_a_dash_and_a_space_is_found_in_its_line(dash: str) -> None:
    problem = problem_of(ENTRY + ENTRY.replace("- id: one", f"{dash}id: two"))
    assert (problem.place.line, problem.place.column) == (4, 1)
