"""The bench compares like with like: its three builds show the same text, and two of them the same notes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from bench.building import ENVIRONMENT
from bench.children import run
from bench.projects import WAYS
from bench.texts import Texts, make_texts, sentences_of
from tests.built_site import parse
from tests.conftest import PACKAGE, ROOT

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("bench")]


@pytest.fixture(scope="module")
def texts() -> Texts:
    return make_texts(sentences_of(ROOT / "seeds"), articles=4, notes=20, seed=3)


@pytest.fixture(scope="module")
def sites(texts: Texts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {way: tmp_path_factory.mktemp(way) for way in WAYS}
    for way, write in WAYS.items():
        write(texts, folders[way])
        run(["mkdocs", "build", "--quiet", "--strict"], folders[way], ENVIRONMENT)
    return {way: folder / "site" for way, folder in folders.items()}


def page(site: Path, slug: str) -> BeautifulSoup:
    return parse((site / "articles" / slug / "index.html").read_text("utf-8"))


def words(tag: Tag) -> str:
    """Return an element's text without the marks of notes, white space made single."""
    marks = {id(mark) for mark in tag.select("a.ref, sup")}
    strings = (s for s in tag.find_all(string=True) if not any(id(up) in marks for up in s.parents))
    return " ".join("".join(strings).split())


def test_all_three_builds_show_every_paragraph(texts: Texts, sites: dict[str, Path]) -> None:
    for text in texts.articles:
        for way, site in sites.items():
            shown = [
                words(paragraph) for paragraph in page(site, text.slug).select("p") if not paragraph.find_parent("li")
            ]
            assert [line for line in shown if line in text.paragraphs] == list(text.paragraphs), (way, text.slug)


def test_footnotes_say_what_the_notes_say(texts: Texts, sites: dict[str, Path]) -> None:
    for text in texts.articles:
        ours = [words(note) for note in page(sites["annotated"], text.slug).select(".note-text")]
        theirs = [words(note) for note in page(sites["footnotes"], text.slug).select(".footnote li")]
        assert len(ours) == len(theirs) == 20
        # a footnote's title stands before, its sources and its way back after
        assert all(any(note in footnote for footnote in theirs) for note in ours)


def test_a_run_prints_its_tables_and_keeps_its_figures(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("<!-- bench: building --><!-- /bench: building -->\n")
    done = subprocess.run(
        [sys.executable, "-m", "bench", "building", "--articles", "3", "--notes", "4", "--repeats", "1",
         "--json", str(tmp_path / "results.json"), "--page", str(tmp_path / "page.md")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "results.json").read_text())["sections"]["building"]
    assert set(results) == set(WAYS)
    assert results["footnotes"]["alone"]["ratio"] == {"wall": 1, "cpu": 1}
    assert all(way["page"]["gzip"] < way["page"]["raw"] for way in results.values())
    assert results["annotated"]["page"]["raw"] > results["bare"]["page"]["raw"]
    assert results["annotated"]["shipped"]["js"]["raw"] > (PACKAGE / "site/theme/assets/reader/cards.js").stat().st_size
    lines = [re.split(r"\s{2,}", line) for line in done.stdout.splitlines()]
    assert ["… against footnotes", f"{results['annotated']['alone']['ratio']['wall']:.2f}", "1.00"] in [
        line[:3] for line in lines
    ]
    assert "| style sheets |" in (tmp_path / "page.md").read_text()


def test_a_large_corpus_is_checked_and_a_growing_one_built(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "checking", "growth", "--articles", "2", "--notes", "3",
         "--json", str(tmp_path / "results.json")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "results.json").read_text())["sections"]
    assert results["checking"]["articles"] == 40
    assert all(cost["cpu"] > 0 for cost in results["checking"]["runs"].values())
    assert list(results["growth"]) == ["2", "20"]
    for found in results["growth"].values():
        assert found["page"]["gzip"] < found["page"]["raw"] <= found["largest"]
        assert found["search"] > 10_000
