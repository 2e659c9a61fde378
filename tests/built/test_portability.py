"""The written site under tools that run no plugin of ours: Zensical, and MkDocs with nothing but Material."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from annotated_reader.exports.pagefind_index import INDEX_FOLDER
from annotated_reader.site.theme_files import MATERIAL, material_sheet
from tests.built_site import BuiltSite, build_site, elements, environment, five_articles
from tests.conftest import ROOT, SOURCES
from tests.project import TinyProject

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("portability")]  # one worker builds, and reads what it built

BUILDERS = {
    "zensical": ["zensical", "build", "--strict"],
    "mkdocs": ["mkdocs", "build", "--strict", "--quiet"],
}
HOSTILE = """\
Title with *stars* and [a link](nowhere.md)

```

    indented, with a \ttab and `code` and ~~~

* [ ] not a list: {{ macro }} {% if %} {: .class } [TOC] [^1] [a][b]

[b]: https://nowhere.example
*[HTML]: not an abbreviation
# not a heading &amp; <b>not bold</b> &lt; <!-- not a comment --> $x$ :smile: www.example.org
"""


def run(command: list[str], folder: Path) -> None:
    """Run one of our environment's modules in a folder; what it prints is shown where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def write(project: Path, folder: Path) -> None:
    """Write a project's portable site into a folder, with the engine of this checkout."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from annotated_reader.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(SOURCES), "write", str(folder)],
        cwd=project, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return five_articles(tmp_path_factory)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project's own portable site; what other tools build of it goes into other folders."""
    folder = tmp_path_factory.mktemp("written")
    write(ROOT, folder)
    return folder


def built_elsewhere(written: Path, builder: str, folder: Path) -> BuiltSite:
    """Let another tool build a copy of the written site."""
    shutil.copytree(written, folder)
    run(BUILDERS[builder], folder)
    return BuiltSite(ROOT, folder / "site", 0, "")


@pytest.fixture(scope="module", params=BUILDERS)
def other(request: pytest.FixtureRequest, written: Path, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the same site as another tool builds it from the written folder."""
    return built_elsewhere(written, request.param, tmp_path_factory.mktemp(request.param) / "copy")


def blocks(site: BuiltSite) -> dict[str, str]:
    """Return the text of every block of every article, character for character, by its address."""
    return {f"{page}#{block['id']}": block.get_text() for page, block in elements(site, "article .block")}


def notes(site: BuiltSite) -> dict[str, tuple[str, ...]]:
    """Return the words of every note, by its address."""
    return {f"{page}#{note['id']}": tuple(note.stripped_strings) for page, note in elements(site, "details.note")}


def links(site: BuiltSite) -> list[tuple[str, str, str]]:
    """Return every link of every page's content: the page, where it leads, its words."""
    found = elements(site, "#content a[href]")
    return [(page, site.leads_to(link, page), " ".join(link.stripped_strings)) for page, link in found]


def markup(site: BuiltSite, page: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the elements of a page's content with their attributes, the wrapper that carries it left out."""
    (content,) = site.pages[page].select("#content")
    for tag in content.find_all():
        if "generated" not in tag.get_attribute_list("class"):
            yield tag.name, {**tag.attrs, "href": site.leads_to(tag, page) if tag.has_attr("href") else None}


def files(site: BuiltSite) -> list[Path]:
    """List the files of a site, those left out that belong to its search, which only our plugin sets up."""
    paths = (path.relative_to(site.folder) for path in site.folder.rglob("*") if path.is_file())
    return [path for path in paths if path.parts[0] != INDEX_FOLDER]


def test_the_pages_are_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    assert sorted(other.pages) == sorted(ours.pages)


def test_the_text_of_the_articles_is_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    assert blocks(ours)
    assert blocks(other) == blocks(ours)


def test_the_notes_are_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    assert len(notes(ours)) == sum(len(article.current_notes) for article in ours.corpus.articles)
    assert notes(other) == notes(ours)


def test_the_links_are_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    assert links(other) == links(ours)


def test_every_element_of_every_page_is_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    differing = [page for page in ours.pages if [*markup(other, page)] != [*markup(ours, page)]]
    assert not differing


def test_search_engines_are_told_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    def told(site: BuiltSite) -> dict[str, list[str]]:
        tags = "meta[name=robots], meta[name=description], link[rel=canonical], title"
        return {
            page: sorted(str(tag.get("content") or tag.get("href") or tag.string) for tag in soup.select(tags))
            for page, soup in site.pages.items()
        }

    def mapped(site: BuiltSite) -> set[str]:
        sitemap = BeautifulSoup((site.folder / "sitemap.xml").read_text("utf-8"), "xml")
        return {loc.get_text() for loc in sitemap.find_all("loc")}

    assert told(other) == told(ours)
    assert mapped(other) == mapped(ours)


def test_the_pages_obey_the_same_policy(ours: BuiltSite, other: BuiltSite) -> None:
    def policies(site: BuiltSite) -> set[str]:
        return {str(tag["content"]) for _, tag in elements(site, "meta[http-equiv=Content-Security-Policy]")}

    assert policies(other) == policies(ours)
    assert not [page for page, _ in elements(other, "script:not([src]):not([type='application/ld+json'])")]


def test_the_pages_wear_materials_style_sheet(ours: BuiltSite, other: BuiltSite) -> None:
    for site in (ours, other):
        worn = {page for page, tag in elements(site, "link[rel=stylesheet]") if site.leads_to(tag, page) == MATERIAL}
        assert worn == set(site.pages)
    sent = (ours.folder / MATERIAL).read_text("utf-8")
    assert (other.folder / MATERIAL).read_text("utf-8") == sent
    whole = material_sheet().read_text("utf-8")
    assert "width" in "".join(re.findall("@media[^{]*", whole))
    assert "width" not in "".join(re.findall("@media[^{]*", sent))
    assert len(sent) > len(whole) * 0.8
    assert sent.count("{") == sent.count("}")


def test_the_data_in_the_pages_is_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    def data(site: BuiltSite) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for page, tag in elements(site, "script[type='application/ld+json']"):
            found.setdefault(page, []).append(json.loads(tag.get_text()))
        return found

    assert data(ours)
    assert data(other) == data(ours)


def test_the_files_that_are_no_pages_are_the_same(ours: BuiltSite, other: BuiltSite) -> None:
    generated = [path for path in files(ours) if path.suffix in {".json", ".jsonld", ".csv", ".yml", ".bib", ".txt"}]
    generated += [path for path in files(ours) if path.name == "feed.xml"]
    assert not [path for path in generated if (other.folder / path).read_bytes() != (ours.folder / path).read_bytes()]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TinyProject:
    """Return a project whose text is full of Markdown, with our own pages."""
    project = TinyProject(tmp_path_factory.mktemp("hostile"))
    project.seed(HOSTILE)
    project.write("mkdocs.yml", (ROOT / "mkdocs.yml").read_text("utf-8"))
    for page in (ROOT / "docs").glob("*.md"):
        project.write(f"docs/{page.name}", f"# {page.stem}\n")
    return project


@pytest.fixture(scope="module")
def hostile_blocks(hostile: TinyProject, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the blocks of that text as our own build shows them."""
    return blocks(build_site(hostile.root, tmp_path_factory.mktemp("ours")))


@pytest.fixture(scope="module")
def hostile_written(hostile: TinyProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write that project's portable site."""
    folder = tmp_path_factory.mktemp("written-hostile")
    write(hostile.root, folder)
    return folder


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_text_full_of_markdown_comes_through_as_it_is(
    hostile_written: Path, hostile_blocks: dict[str, str], tmp_path: Path, builder: str
) -> None:
    other = built_elsewhere(hostile_written, builder, tmp_path / "copy")
    assert blocks(other) == hostile_blocks
    assert [text for _, text in sorted(blocks(other).items())] == [
        line for line in HOSTILE.splitlines() if line.strip()
    ]
