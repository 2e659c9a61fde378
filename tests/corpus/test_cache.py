"""A server reads a project again and again: only what has changed is read and rendered anew."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markupsafe import Markup

from annotated_reader.corpus.cache import FolderCache
from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages import RenderContext, all_notes, articles, build_pages, home_fragment
from annotated_reader.pages import open_work as state
from annotated_reader.pages.page_cache import PageCache
from tests.project import TinyProject

ARTICLE, NOTES = "annotations/tiny/article.yml", "annotations/tiny/notes.yml"
SITE = SiteInfo()
ARTICLES = {"articles/tiny/", "articles/other/"}
WORKS = {"references/interview/"}
LISTED = {"notes/"}
HOME = {"", "articles/"}


@dataclass
class Server:
    """Loads one project, and renders its pages, as often as it is asked."""

    root: Path
    cache: FolderCache = field(default_factory=FolderCache)
    page_cache: PageCache = field(default_factory=PageCache)

    def corpus(self) -> Corpus:
        return load_corpus(self.root, cache=self.cache)

    def pages(self) -> dict[str, Markup]:
        """Render every page with what was kept, by address, and see that it is what would be rendered without."""
        shown = _rendered(RenderContext(self.corpus(), SITE, self.page_cache))
        assert shown == _rendered(RenderContext(load_corpus(self.root), SITE))
        return shown

    def edit(self, file: str, old: str, new: str) -> None:
        """Change some words of a file, which must be there."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def _rendered(context: RenderContext) -> dict[str, Markup]:
    return {"": home_fragment(context), **{page.url: page.html for page in build_pages(context)}}


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
        (ARTICLE, "publisher: The Daily Example", "publisher: Another"),
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


def test_a_page_that_nothing_touched_is_not_rendered_again(server: Server) -> None:
    first = server.pages()
    second = server.pages()
    assert set(server.page_cache.pages) == ARTICLES | WORKS | LISTED | HOME | {"references/charter/"}
    assert all(first[url] is second[url] for url in server.page_cache.pages)


def test_an_edit_leaves_the_pages_that_it_is_not_on(server: Server) -> None:
    server.edit("annotations/other/notes.yml", "    - charter\n", "")
    first = server.pages()
    server.edit("annotations/other/notes.yml", "The newspaper printed", "A newspaper printed")
    second = server.pages()
    assert first["references/charter/"] is second["references/charter/"]
    assert first["articles/other/"] != second["articles/other/"]


@pytest.mark.parametrize(
    ("file", "old", "new", "touched"),
    [
        ("annotations/references/interview.yml", "short: Cavo 2025", "short: Cavo (2025)", ARTICLES | WORKS),
        ("annotations/claims/strike-is-doctrine.yml", "verdict: inaccurate", "verdict: supported", ARTICLES | LISTED),
        ("annotations/events/interview-printed.yml", "title: The Daily", "title: Yesterday the Daily", ARTICLES),
        (NOTES, "stance: reports", "stance: denies", {"articles/other/"}),
        (NOTES, "title: ", "title: Indeed, ", {"articles/tiny/"} | WORKS | LISTED),
        (NOTES, "  confidence: confirmed", "  status: retracted", ARTICLES | WORKS | LISTED | HOME),
        (ARTICLE, "author: Ann Author", "author: Anna Author", ARTICLES | HOME),
        (ARTICLE, "author: Ann Author", "display: withdrawn", ARTICLES | WORKS | LISTED),
    ],
    ids=["a work", "a claim", "an event", "a stance", "titles", "a retraction", "an author", "a withdrawal"],
)
def test_every_page_shows_what_changed_elsewhere(
    server: Server, file: str, old: str, new: str, touched: set[str]
) -> None:
    before = server.pages()
    server.edit(file, old, new)
    after = server.pages()
    assert touched <= {url for url in after if before.get(url) != after[url]}


def test_pages_of_what_has_gone_are_not_shown_again(server: Server) -> None:
    server.pages()
    shutil.rmtree(server.root / "annotations/other")
    assert "articles/other/" not in server.pages()


def test_of_a_large_site_only_the_first_pages_are_kept(server: Server) -> None:
    server.page_cache = PageCache(most=1)
    server.pages()
    assert len(server.page_cache.pages) == 1
    server.edit(NOTES, "The newspaper printed", "A newspaper printed")
    server.pages()
    assert len(server.page_cache.pages) == 1


def test_lists_of_several_pages_show_every_edit(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (articles, state, all_notes):
        monkeypatch.setattr(module, "PAGE_SIZE", 1)
    pages = server.pages()
    assert {"articles/2/", "state/2/", "notes/6/"} <= set(pages)
    server.edit("annotations/other/notes.yml", "  confidence: confirmed", "  confidence: unconfirmed")
    assert server.pages()["state/2/"] != pages["state/2/"] or server.pages()["state/"] != pages["state/"]
    server.edit(NOTES, "  confidence: confirmed", "  status: retracted")
    assert "notes/6/" not in server.pages()
    server.edit(NOTES, "  status: retracted", "  confidence: confirmed")
    server.edit("annotations/other/notes.yml", "  confidence: unconfirmed", "  status: retracted")
    server.pages()
    shutil.rmtree(server.root / "annotations/other")
    assert "articles/2/" not in server.pages()
