"""A server reads a project again and again: only what has changed is read and rendered anew."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markupsafe import Markup

from build_scripts.corpus import Corpus, load_corpus
from build_scripts.pages import Frame
from build_scripts.pages.article import article_pages
from build_scripts.remembering import Memory
from build_scripts.site_info import SiteInfo
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
SITE = SiteInfo()


@dataclass
class Server:
    """Loads one project, and renders its articles, as often as it is asked."""

    root: Path
    memory: Memory = field(default_factory=Memory)
    kept: dict[str, tuple[tuple[object, ...], Markup]] = field(default_factory=dict)

    def corpus(self) -> Corpus:
        return load_corpus(self.root, memory=self.memory)

    def articles(self) -> list[Markup]:
        """Render the articles with what was kept, and see that it is what would be rendered without."""
        corpus = self.corpus()
        shown = [page.html for page in article_pages(Frame(corpus, SITE, self.kept))]
        assert shown == [page.html for page in article_pages(Frame(load_corpus(self.root), SITE))]
        return shown


@pytest.fixture
def server(project: TinyProject) -> Server:
    """A server of the tiny project and of a second article that asserts the same claim."""
    other = project.root / "annotations/other"
    shutil.copytree(project.root / "annotations/tiny", other)
    notes = (other / "notes.yml").read_text("utf-8")
    for note_id in ("strike-called-defensive", "admiral-said", "reckless-was-said-once"):
        notes = notes.replace(note_id, f"{note_id}-too")
    (other / "notes.yml").write_text(notes, "utf-8")
    return Server(project.root)


def test_what_has_not_changed_is_the_same(server: Server) -> None:
    before, after = server.corpus(), server.corpus()
    assert all(one is other for one, other in zip(before.articles, after.articles, strict=True))
    assert before.references is after.references
    assert before.files == after.files == load_corpus(server.root).files


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (NOTES, "The newspaper printed", "A newspaper printed"),
        ("annotations/tiny/article.yml", "publisher: The Daily Example", "publisher: Another"),
        ("seeds/tiny.txt", "By Ann Author", "By Anna Author"),
    ],
    ids=["a note", "the article's file", "its text"],
)
def test_an_article_whose_files_changed_is_read_again(server: Server, file: str, old: str, new: str) -> None:
    before = server.corpus().articles_by_slug["tiny"]
    path = server.root / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    after = server.corpus().articles_by_slug["tiny"]
    fresh = load_corpus(server.root).articles_by_slug["tiny"]
    assert after is not before
    assert (after.data, after.seed, [n.data for n in after.notes]) == (
        fresh.data,
        fresh.seed,
        [n.data for n in fresh.notes],
    )


def test_mistakes_are_told_again_until_they_are_mended(server: Server) -> None:
    path = server.root / NOTES
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("kind: context", "kind: contxt"), "utf-8")
    problems = server.corpus().problems
    assert [problem.rule for problem in problems] == ["schema"]
    assert (server.corpus().problems, server.corpus().faulty_ids) == (problems, load_corpus(server.root).faulty_ids)
    path.write_text(sound, "utf-8")
    assert server.corpus().problems == ()


def test_an_article_that_has_gone_is_forgotten(server: Server) -> None:
    assert len(server.corpus().articles) == 2
    shutil.rmtree(server.root / "annotations/other")
    assert [article.slug for article in server.corpus().articles] == ["tiny"]


def test_an_article_that_nothing_touched_is_not_rendered_again(server: Server) -> None:
    first = server.articles()
    assert all(one is other for one, other in zip(first, server.articles(), strict=True))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("annotations/references/interview.yml", "short: Cavo 2025", "short: Cavo (2025)"),
        ("annotations/claims/strike-is-doctrine.yml", "verdict: inaccurate", "verdict: supported"),
        ("annotations/events/interview-printed.yml", "title: The Daily", "title: Yesterday the Daily"),
        ("annotations/tiny/notes.yml", "stance: reports", "stance: denies"),
        ("annotations/tiny/article.yml", "author: Ann Author", "author: Anna Author"),
    ],
    ids=["a work", "a claim", "an event", "what another article says", "who wrote another article"],
)
def test_a_page_shows_what_changed_elsewhere(server: Server, file: str, old: str, new: str) -> None:
    before, _ = server.articles()  # that of the other article
    path = server.root / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    after, _ = server.articles()
    assert before != after
