"""What the guides for contributors show works as it is shown."""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotated_reader.checks.project import check_corpus
from annotated_reader.cli import main
from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Corpus
from annotated_reader.formats.yaml.document import parse_yaml
from tests.conftest import ROOT

CONTRIBUTE = ROOT / "docs/contribute.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of our texts and annotations."""
    for folder in ("seeds", "annotations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def blocks(guide: Path, language: str) -> list[str]:
    """List a guide's blocks of code in a language."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", guide.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(block) for _, block in found]


def first_note(guide: Path) -> str:
    """Return a guide's example of a note, signed as its reader would."""
    example = blocks(guide, "yaml")[0]
    assert "your-github-name" in example
    return example.replace("your-github-name", "octocat")


def article_of(corpus: Corpus, quote: str) -> str:
    """Name the one article that has the words."""
    (slug,) = [article.slug for article in corpus.articles if quote in article.seed.text]
    return slug


@pytest.mark.parametrize("guide", [ROOT / "README.md", CONTRIBUTE], ids=lambda guide: str(guide.name))
def test_the_first_note_of_a_guide_passes_the_check_where_its_words_stand(project: Path, guide: Path) -> None:
    example = first_note(guide)
    (note,) = parse_yaml(example.encode(), guide.name).value
    corpus = load_corpus(project)
    if note["id"] not in corpus.notes_by_id:  # someone may have added it, as the guide says
        folder = project / "annotations" / article_of(corpus, note["quote"])
        (folder / "first.yml").write_text(example, encoding="utf-8")
        corpus = load_corpus(project)
    assert check_corpus(corpus).problems == []
    assert note["id"] in corpus.notes_by_id


def test_the_source_of_the_guide_with_its_passage_is_one_that_a_note_can_cite(project: Path) -> None:
    source = "".join(blocks(CONTRIBUTE, "yaml")[1:3])
    name = parse_yaml(source.encode(), CONTRIBUTE.name).value["id"]
    (project / f"annotations/references/{name}.yml").write_text(source, encoding="utf-8")
    assert check_corpus(load_corpus(project)).problems == []


def test_the_commands_for_an_editor_begin_a_note_that_says_what_it_lacks(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    lines = [shlex.split(line, comments=True) for line in blocks(CONTRIBUTE, "sh")[0].splitlines()]
    results = [CliRunner().invoke(main, line[1:]) for line in lines if line[0] == "annotated-reader"]
    assert [result.exit_code for result in results] == [0, 1]
    assert "`title` is still to be written" in results[1].stdout
