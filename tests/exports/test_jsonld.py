"""Notes as W3C Web Annotations."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from annotated_reader.authoring.importers.w3c import import_w3c
from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.jsonld import files
from annotated_reader.exports.site_info import LICENCE, SiteInfo
from tests.conftest import ROOT, SOURCES
from tests.exports.w3c import broken_musts
from tests.project import SEED, TinyProject

SITE = SiteInfo(name="Reader", address="https://reader.example.org/sub/")


def exported(project: TinyProject) -> dict[str, Any]:
    """Export a project's notes: the page of its one article."""
    page: dict[str, Any] = json.loads(dict(files(project.corpus(), SITE))["articles/tiny/annotations.jsonld"])
    return page


def item(project: TinyProject, note_id: str) -> dict[str, Any]:
    """Export one note."""
    (found,) = [each for each in exported(project)["items"] if each["id"].endswith("#" + note_id)]
    return dict(found)


@pytest.mark.parametrize("of", ["tiny", pytest.param("all", marks=pytest.mark.nightly)])
def test_every_must_of_the_web_annotation_tests_is_met(project: TinyProject, of: str) -> None:
    corpus = project.corpus() if of == "tiny" else load_corpus(ROOT)
    documents = [json.loads(content) for name, content in files(corpus, SITE) if name.endswith(".jsonld")]
    assert [broken for each in documents for broken in broken_musts(each)] == []
    assert len(documents) == len(corpus.articles) + 1


def test_a_broken_must_would_be_found(project: TinyProject) -> None:
    page = exported(project)
    assert list(broken_musts(page)) == []
    del page["items"][0]["target"]
    assert "3.1-targetKeyFound" in " ".join(broken_musts(page))


def test_every_id_is_absolute_and_starts_with_the_sites_address(project: TinyProject) -> None:
    collection = json.loads(dict(files(project.corpus(), SITE))["data/notes.jsonld"])
    page = exported(project)
    assert collection["id"] == "https://reader.example.org/sub/data/notes.jsonld"
    assert collection["first"] == collection["last"] == page["id"]
    assert page["partOf"] == {"id": collection["id"], "type": "AnnotationCollection", "label": "Reader", "total": 3}
    assert collection["total"] == len(page["items"]) == 3
    assert page["items"][0]["id"] == "https://reader.example.org/sub/articles/tiny/#strike-called-defensive"


@pytest.mark.parametrize("address", ["", "reader.example.org/", "https://reader.example.org"])
def test_without_the_sites_address_nothing_is_exported(project: TinyProject, address: str) -> None:
    with pytest.raises(ValueError, match="site's address"):
        files(project.corpus(), SiteInfo(address=address))


def test_a_target_names_the_published_text_the_page_and_the_words_twice(project: TinyProject) -> None:
    target = item(project, "strike-called-defensive")["target"]
    assert target["source"] == "https://reader.example.org/sub/seeds/tiny.txt"
    assert target["scope"] == "https://reader.example.org/sub/articles/tiny/"
    quotation, position = target["selector"]
    published = dict(files(project.corpus(), SITE))["seeds/tiny.txt"].decode()
    assert published[position["start"] : position["end"]] == quotation["exact"] == "a strike could be seen as defensive"
    assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in SEED
    assert quotation["prefix"].endswith("said that “")


def test_positions_count_code_points_where_a_character_takes_two_utf_16_units(project: TinyProject) -> None:
    project.seed("😀😀 A title\n\nThe admiral was 😀 reckless.\n", notes=(
        "- {id: one, kind: wording, title: T, quote: reckless, note: N, added: 2026-11-22}\n"))  # fmt: skip
    _, position = item(project, "one")["target"]["selector"]
    text = dict(files(project.corpus(), SITE))["seeds/tiny.txt"].decode()
    assert list(text)[position["start"] : position["end"]] == list("reckless")


def test_readers_comments_are_blanked_in_the_published_text_and_in_no_context(project: TinyProject) -> None:
    published = dict(files(project.corpus(), SITE))["seeds/tiny.txt"].decode()
    assert len(published) == len(SEED)
    assert "I read this twice" not in published
    assert "Moscow called the words reckless." in published
    project.edit(
        "annotations/tiny/notes.yml", "quote: further away from our normal thinking", "quote: Exit mobile version"
    )
    quotation = item(project, "admiral-said")["target"]["selector"][0]
    assert quotation["exact"] == "Exit mobile version"
    assert "I read" not in quotation.get("suffix", "")


def test_a_withdrawn_text_is_not_published_and_only_its_quotes_are_given(project: TinyProject) -> None:
    project.edit("annotations/tiny/article.yml", "structure:", "display: withdrawn\nstructure:")
    made = dict(files(project.corpus(), SITE))
    assert "seeds/tiny.txt" not in made
    target = item(project, "strike-called-defensive")["target"]
    assert target["source"] == "https://reader.example.org/sub/articles/tiny/"
    assert target["selector"] == [{"type": "TextQuoteSelector", "exact": "a strike could be seen as defensive"}]


def test_rights_are_claimed_for_our_words_only(project: TinyProject) -> None:
    note = item(project, "strike-called-defensive")
    words, *sources = note["body"]
    assert words["rights"] == LICENCE
    assert "rights" not in note
    assert "rights" not in exported(project)
    assert [each["source"] for each in sources] == [
        "https://reader.example.org/sub/references/interview/",
        "https://reader.example.org/sub/references/charter/",
    ]


def test_kinds_are_motivations_and_contributors_creators(project: TinyProject) -> None:
    assert item(project, "strike-called-defensive")["motivation"] == "assessing"
    assert item(project, "strike-called-defensive")["creator"] == [{"type": "Person", "nickname": "octocat"}]
    assert item(project, "reckless-was-said-once")["motivation"] == "commenting"
    assert item(project, "reckless-was-said-once")["modified"] == "2026-11-23T00:00:00Z"


def test_a_retracted_note_is_not_exported(project: TinyProject) -> None:
    project.edit(
        "annotations/tiny/notes.yml",
        "title: What the admiral said",
        "title: What the admiral said\n  status: retracted",
    )
    assert [each["id"].rpartition("#")[2] for each in exported(project)["items"]] == [
        "strike-called-defensive",
        "reckless-was-said-once",
    ]


def brought_back(root: Path, target: Path) -> None:
    """Copy a project without its notes, import what was exported from it, and write the notes."""
    shutil.copytree(root / "annotations", target / "annotations")
    shutil.copytree(root / "seeds", target / "seeds")
    made = dict(files(load_corpus(root), SITE))
    for article in target.glob("annotations/*/article.yml"):
        for notes in article.parent.glob("*.yml"):
            if notes != article:
                notes.unlink()
        data = made[f"articles/{article.parent.name}/annotations.jsonld"]
        for name, text in import_w3c(data, load_corpus(target), "2026-11-22").files("back").items():
            (target / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("of", ["tiny", "all"])
def test_export_then_import_gives_back_the_same_notes(project: TinyProject, tmp_path: Path, of: str) -> None:
    root = project.root if of == "tiny" else ROOT
    target = tmp_path / "other"
    target.mkdir()
    brought_back(root, target)
    before, after = load_corpus(root), load_corpus(target)
    kept = {note.id: (note.data, note.span) for note in before.notes if note.data.status != "retracted"}
    assert {note.id: (note.data, note.span) for note in after.notes} == kept
    assert len(kept) >= 3


def test_the_site_publishes_the_export_and_links_it_from_the_article(project: TinyProject) -> None:
    project.write("docs/index.md", "# Reader\n")
    project.write("mkdocs.yml", "site_name: Reader\nsite_url: https://reader.example.org/sub/\n"
                  "theme: {name: material, font: false}\nplugins: [annotated-reader]\n")  # fmt: skip
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = project.root / "site"
    for name, content in files(project.corpus(), SITE):
        assert (site / name).read_bytes() == content
    page = BeautifulSoup((site / "articles/tiny/index.html").read_text(encoding="utf-8"), "html.parser")
    link = page.select_one('head > link[rel="alternate"][type="application/ld+json"]')
    assert link is not None
    assert (site / "articles/tiny" / str(link["href"])).resolve() == site / "articles/tiny/annotations.jsonld"
