"""``passage``: pasted words go into a reference's file, which otherwise stays as it was, or nothing is written."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from annotated_reader.checks.project import check_corpus
from annotated_reader.cli import main
from tests.project import FILES, TinyProject

REFERENCE = "annotations/references/interview.yml"
CHARTER = "annotations/references/charter.yml"
ADDRESS = "https://archive.example.net/page"
WITHOUT = FILES[REFERENCE].partition("passages:")[0]


def paste(project: TinyProject, monkeypatch: pytest.MonkeyPatch, text: str, *options: str, at: str = "p. 7") -> Result:
    """Run the command on the interview."""
    monkeypatch.chdir(project.root)
    arguments = ["passage", "interview", "--at", at, "--from", ADDRESS, "--accessed", "2026-11-29", *options]
    return CliRunner().invoke(main, arguments, input=text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FILES[REFERENCE], "{}  - at: p. 7\n    {}\n"),
        (WITHOUT, "{}passages:\n  - at: p. 7\n    {}\n"),
        (WITHOUT.rstrip("\n"), "{}\npassages:\n  - at: p. 7\n    {}\n"),
        (FILES[REFERENCE] + "\n# a last word\n", None),
    ],
    ids=["one more", "the first", "no line end", "a comment after it"],
)
def test_a_passage_is_added_and_the_rest_stays(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, before: str, after: str | None
) -> None:
    project.write(REFERENCE, before)
    result = paste(project, monkeypatch, " “The lamp”\r\n  is: lit. \r\n")
    assert (result.exit_code, result.output) == (0, f"Wrote a passage of 'interview' to {REFERENCE}\n")
    lines = f"text: '“The lamp” is: lit.'\n    from: {ADDRESS}\n    as: copy\n    accessed: 2026-11-29"
    written = project.read(REFERENCE).replace('text: "“The lamp” is: lit."', "text: '“The lamp” is: lit.'")
    written = written.replace(f'from: "{ADDRESS}"', f"from: {ADDRESS}")
    if after is None:
        assert written == FILES[REFERENCE] + f"  - at: p. 7\n    {lines}\n\n# a last word\n"
    else:
        assert written == after.format(before, lines)
    assert project.corpus().references["interview"].value.passages[-1].text == "“The lamp” is: lit."


@pytest.mark.parametrize(
    "written",
    ["[]", "[{at: p. 1, text: T., from: https://example.net/a, as: copy, accessed: 2026-11-22}]"],
)
def test_a_list_in_another_style_is_left_as_it_is(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    project.write(REFERENCE, f"{WITHOUT}passages: {written}\n")
    result = paste(project, monkeypatch, "The lamp.")
    assert result.exit_code == 1
    assert "is not a list with one item a line; write the passage by hand" in result.output
    assert project.read(REFERENCE) == f"{WITHOUT}passages: {written}\n"


def test_a_long_text_of_several_paragraphs_is_laid_out_in_lines(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(["lamp"] * 24)
    assert paste(project, monkeypatch, f"{words}\n\n{words}\n", "--language", "la", "--as", "original").exit_code == 0
    assert "\n    text: |-\n      lamp lamp" in project.read(REFERENCE)
    assert max(map(len, project.read(REFERENCE).split("\n"))) <= 106
    passage = project.corpus().references["interview"].value.passages[-1]
    assert [" ".join(part.split()) for part in passage.text.split("\n\n")] == [words, words]
    assert (passage.language, passage.read_as) == ("la", "original")
    assert check_corpus(project.corpus()).problems == []


@pytest.mark.parametrize(
    ("text", "options", "at", "said"),
    [
        ("The lamp.", [], "Question 4", "has a passage at Question 4 already"),
        ("word " * 51, [], "p. 7", "the passage has 51 words; at most 50 are allowed"),
        ("The lamp.", ["--from", "the interview"], "p. 7", "`from`: an address has no spaces"),
        ("The lamp.", ["--from", "https://example.net/"], "p. 7", "names a site, not a page"),
        ("The lamp.", ["--language", "no tongue"], "p. 7", "`language` does not have the right form"),
        ("The lamp.", ["--accessed", "yesterday"], "p. 7", "a date is written YYYY"),
        (" \n", [], "p. 7", "there is no text on standard input"),
        ("x" * 70_000, [], "p. 7", "more than 64 KiB"),
        ("The lamp.", ["--as", "rumour"], "p. 7", "Invalid value for '--as'"),
    ],
)
def test_what_would_not_pass_the_check_is_not_written(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, text: str, options: list[str], at: str, said: str
) -> None:
    result = paste(project, monkeypatch, text, *options, at=at)
    assert result.exit_code in {1, 2}
    assert said in result.output
    assert project.read(REFERENCE) == FILES[REFERENCE]


def test_a_single_article_needs_no_place_but_has_one_passage(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    command = ["passage", "charter", "--from", ADDRESS]
    result = CliRunner().invoke(main, command, input="The lamp.")
    assert "'charter' has a passage without a place already" in result.output
    project.write(CHARTER, FILES[CHARTER].partition("passages:")[0])
    assert CliRunner().invoke(main, command, input="The lamp.").exit_code == 0
    assert project.corpus().references["charter"].value.passages[0].text == "The lamp."


def test_a_misspelt_reference_is_a_usage_error(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(main, ["passage", "intervew", "--from", ADDRESS], input="The lamp.")
    assert result.exit_code == 2
    assert "there is no reference 'intervew'. Did you mean 'interview'?" in result.output


def test_text_that_is_not_utf_8_is_refused(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    result = CliRunner().invoke(main, ["passage", "charter", "--from", ADDRESS], input=b"Zur\xfcck")
    assert (result.exit_code, "is not UTF-8" in result.output) == (2, True)
