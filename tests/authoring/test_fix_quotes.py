"""``fix``: quotes carried over to an edited text, and written without touching anything else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from annotated_reader.authoring.fix_quotes import ArticleFix, Certainty, apply_fix, plan_fixes
from annotated_reader.checks.project import check_corpus
from annotated_reader.corpus.load import load_corpus
from annotated_reader.formats.yaml.document import parse_yaml
from annotated_reader.formats.yaml.edit import Edit, SpliceError, splice
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"


def _git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def tracked(project: TinyProject) -> TinyProject:
    """The small project with its first state in git."""
    _git(project.root, "init", "-q")
    _git(project.root, "add", ".")
    _git(project.root, "commit", "-qm", "first")
    return project


def _fix(project: TinyProject) -> ArticleFix:
    (fix,) = plan_fixes(project.corpus())
    return fix


def _accept_all(project: TinyProject, fix: ArticleFix) -> list[str]:
    return apply_fix(project.root, fix, [move for move in fix.moves if move.edits])


def test_an_unchanged_text_asks_for_nothing(tracked: TinyProject) -> None:
    assert list(plan_fixes(tracked.corpus())) == []


@pytest.mark.parametrize(
    ("words", "certainty"),
    [("a strike could be seen as deffensive", Certainty.SAFE), ("a strike might be seen as defensive", Certainty.ASK)],
    ids=["hardly changed", "another word"],
)
def test_a_changed_quote_is_carried_over_and_written(tracked: TinyProject, words: str, certainty: Certainty) -> None:
    tracked.edit("seeds/tiny.txt", "a strike could be seen as defensive", words)
    before = tracked.read(NOTES)
    fix = _fix(tracked)
    assert fix.carried
    moved = {move.note.value.id: move for move in fix.moves}["strike-called-defensive"]
    assert (moved.certainty, moved.new) == (certainty, words)
    assert _accept_all(tracked, fix) == [NOTES, "annotations/tiny/article.yml"]
    assert tracked.read(NOTES) == before.replace("a strike could be seen as defensive", words)
    assert tracked.problems() == []


def test_fixing_twice_changes_nothing_more(tracked: TinyProject) -> None:
    tracked.edit("seeds/tiny.txt", "a strike could be seen", "a strike might be seen")
    _accept_all(tracked, _fix(tracked))
    assert list(plan_fixes(tracked.corpus())) == []


def test_a_crash_between_the_files_is_finished_by_running_again(tracked: TinyProject) -> None:
    tracked.edit("seeds/tiny.txt", "a strike could be seen", "a strike might be seen")
    article = tracked.read("annotations/tiny/article.yml")
    _accept_all(tracked, _fix(tracked))
    tracked.write("annotations/tiny/article.yml", article)  # as if the last file had not been written
    again = _fix(tracked)
    assert not any(move.edits for move in again.moves)
    assert _accept_all(tracked, again) == ["annotations/tiny/article.yml"]
    assert tracked.problems() == []


def test_structure_lines_move_with_the_text(tracked: TinyProject) -> None:
    tracked.change(
        "seeds/tiny.txt", lambda text: text.replace("By Ann Author\n", "By Ann Author\n\nA new paragraph.\n")
    )
    _accept_all(tracked, _fix(tracked))
    text = tracked.read("annotations/tiny/article.yml")
    assert "- {lines: 9, role: heading}" in text
    assert "- {lines: 13-14, role: item}" in text
    assert tracked.problems() == []


def test_the_part_of_the_text_moves_with_its_lines(tracked: TinyProject) -> None:
    tracked.edit("annotations/tiny/article.yml", "structure:", "lines: 3-15\nstructure:")
    tracked.edit("annotations/tiny/article.yml", "  - {lines: 1, role: title}\n", "")
    assert tracked.problems() == []
    tracked.change("seeds/tiny.txt", lambda text: "An imprint\n\n" + text)
    _accept_all(tracked, _fix(tracked))
    assert "\nlines: 5-17\n" in tracked.read("annotations/tiny/article.yml")
    assert tracked.problems() == []


@pytest.mark.parametrize(
    ("words", "line"),
    [("By Ann Author\n\n", 10), ("What followed\n\n", 11), ("Exit mobile version\n", 13)],
    ids=["byline", "heading", "furniture"],
)
def test_the_role_of_a_deleted_line_is_not_given_to_the_next_one(tracked: TinyProject, words: str, line: int) -> None:
    tracked.edit("seeds/tiny.txt", words, "")
    before = tracked.read("annotations/tiny/article.yml")
    fix = _fix(tracked)
    assert [(place.file, place.line) for place in fix.deleted_lines] == [("annotations/tiny/article.yml", line)]
    _accept_all(tracked, fix)
    assert tracked.read("annotations/tiny/article.yml") == before
    rows = before.split("\n")
    tracked.write("annotations/tiny/article.yml", "\n".join([*rows[: line - 1], *rows[line:]]))
    _accept_all(tracked, _fix(tracked))
    assert tracked.problems() == []
    roles = {block.text: block.role for block in tracked.article().seed.blocks}
    assert roles["I read this twice and agree."] == "comment"
    assert roles["First point: nobody was told."] == "item"


def test_a_role_of_several_lines_stays_with_those_that_are_left(tracked: TinyProject) -> None:
    tracked.change("seeds/tiny.txt", lambda text: "New\n" + text.replace("First point: nobody was told.\n", ""))
    _accept_all(tracked, _fix(tracked))
    assert "- {lines: 12, role: item}" in tracked.read("annotations/tiny/article.yml")
    assert tracked.problems() == []


def test_a_deleted_passage_is_lost_and_keeps_the_old_digest(tracked: TinyProject) -> None:
    tracked.change(
        "seeds/tiny.txt", lambda text: text.replace("He added that it is further away from our normal thinking.", "")
    )
    fix = _fix(tracked)
    lost = [move.note.value.id for move in fix.moves if move.certainty is Certainty.LOST]
    assert lost == ["admiral-said"]
    assert "annotations/tiny/article.yml" not in _accept_all(tracked, fix)


def test_a_quote_that_now_stands_twice_gets_the_context_it_needs(tracked: TinyProject) -> None:
    tracked.change(
        "seeds/tiny.txt",
        lambda text: text.replace("First point", "He called it further away from our normal thinking.\nFirst point"),
    )
    _accept_all(tracked, _fix(tracked))
    note = next(n for n in tracked.article().notes if n.id == "admiral-said")
    assert note.data.quote.prefix or note.data.quote.suffix
    assert note.span.start < tracked.read("seeds/tiny.txt").index("What followed")


def test_without_history_a_change_is_never_safe(project: TinyProject) -> None:
    project.edit("seeds/tiny.txt", "a strike could be seen", "a strike might be seen")
    fix = _fix(project)
    assert not fix.carried
    changed = [move for move in fix.moves if move.edits]
    assert [move.certainty for move in changed] == [Certainty.ASK]


def test_a_shallow_clone_is_told_from_one_without_the_text(
    tracked: TinyProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tracked.edit("seeds/tiny.txt", "a strike could be seen", "a strike might be seen")
    _git(tracked.root, "commit", "-qam", "second")
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    _git(tracked.root, "clone", "-q", "--depth", "1", f"file://{tracked.root}", str(clone))
    (fix,) = plan_fixes(load_corpus(clone))
    assert fix.shallow
    assert not fix.carried


def test_comments_and_layout_stay_as_they_were(tracked: TinyProject) -> None:
    tracked.change(
        NOTES,
        lambda text: text.replace(
            "  quote: a strike could be seen as defensive\n",
            "  quote:   >-   # folded\n    a strike could\n    be seen as defensive\n\n",
        ),
    )
    tracked.edit("seeds/tiny.txt", "a strike could be seen", "a strike might be seen")
    before = tracked.read(NOTES)
    _accept_all(tracked, _fix(tracked))
    after = tracked.read(NOTES)
    assert [
        line
        for line in before.splitlines()
        if "quote" not in line and "strike could" not in line and "be seen" not in line
    ] == [
        line
        for line in after.splitlines()
        if "quote" not in line and "strike might" not in line and "be seen" not in line
    ]
    assert check_corpus(tracked.corpus()).problems == []


@pytest.mark.parametrize(
    "value", ["yes: no", "a # b", '"quoted"', "- dash", "tab\there", "emoji 🙂", "line\nbreak", "12", "null"]
)
@pytest.mark.parametrize(
    "source",
    [
        "- quote: old\n  note: x\n",
        "- quote: 'old'\n  note: x\n",
        '- quote: "old"\n',
        "- quote: >-\n    old\n  note: x\n",
        "- {quote: old, note: x}\n",
    ],
)
def test_any_text_spliced_reads_back_as_itself(value: str, source: str) -> None:
    document = parse_yaml(source.encode(), "x.yml")
    edited = splice(document, [Edit((0, "quote"), value)])
    assert parse_yaml(edited.encode(), "x.yml").value[0]["quote"] == value
    assert edited.startswith("- ")


def test_a_splice_that_would_not_read_back_is_refused() -> None:
    document = parse_yaml(b"- {quote: old}\n", "x.yml")
    with pytest.raises(SpliceError):
        splice(document, [Edit((0, "quote"), "words", (("prefix", "before"),))])
