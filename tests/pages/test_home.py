"""The home page: which utterance it shows, with which version of each article, and the lists that it leads to."""

from __future__ import annotations

import hashlib

from bs4 import BeautifulSoup

from annotated_reader.corpus.model import Corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.formats.schema import Verdict
from annotated_reader.pages import RenderContext, build_pages, home_fragment
from annotated_reader.pages.featured import Featured, featured_utterance, opening
from tests.project import TinyProject

EVENT, NOTES = "annotations/events/interview-printed.yml", "annotations/tiny/notes.yml"
SPEECH = """\
id: speech
title: A speech
date: 2025-11-30
description: A speech.
quotation: {speaker: ada-cavo, original: Nobody was told and nobody was asked., completeness: full}
"""
ON_SPEECH = """\
- id: nobody-asked
  kind: wording
  title: Nobody is said to have been asked
  quote: Moscow called the words
  note: N.
  event: speech
  added: 2026-11-22
"""
OTHER_ARTICLE = """\
seed: other.txt
sha256: {sha256}
title: Another
published: {published}
"""


def shown(project: TinyProject) -> Featured:
    """Return the utterance that a project's home page shows."""
    found = featured_utterance(project.corpus())
    assert found
    return found


def with_another_article(project: TinyProject, notes: str = "", published: str = "2025-12-02") -> None:
    """Add a second article, which need not tell of anything."""
    text = "It is far away from our normal thinking, he said.\n"
    project.write("seeds/other.txt", text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    project.write("annotations/other/article.yml", OTHER_ARTICLE.format(published=published, sha256=sha256))
    if notes:
        project.write("annotations/other/notes.yml", notes)


def html_of(corpus: Corpus) -> BeautifulSoup:
    """Render what follows the home page's own words."""
    return BeautifulSoup(home_fragment(RenderContext(corpus, SiteInfo())), "html.parser")


def test_the_utterance_that_most_articles_tell_is_shown(project: TinyProject) -> None:
    project.write("annotations/events/speech.yml", SPEECH)
    project.change(NOTES, lambda text: text + ON_SPEECH)
    with_another_article(
        project, ON_SPEECH.replace("nobody-asked", "told-elsewhere").replace("Moscow called the words", "It is far")
    )
    assert shown(project).event.id == "speech"
    assert len(shown(project).versions) == 2


def test_a_featured_event_is_shown_though_others_are_told_more_often(project: TinyProject) -> None:
    test_the_utterance_that_most_articles_tell_is_shown(project)
    project.edit(EVENT, "quotation:", "feature: true\nquotation:")
    assert shown(project).event.id == "interview-printed"


def test_where_no_article_tells_an_utterance_the_articles_alone_are_shown(project: TinyProject) -> None:
    project.edit(NOTES, "  event: interview-printed\n", "")
    assert featured_utterance(project.corpus()) is None
    page = html_of(project.corpus())
    assert not page.select(".featured")
    assert [link["href"] for link in page.select(".card a")] == ["./articles/tiny/"]


def test_the_words_that_differ_are_marked_and_the_note_is_led_to(project: TinyProject) -> None:
    page = html_of(project.corpus())
    (side,) = page.select(".featured .side")
    assert [mark.get_text() for mark in side.select("mark")] == ["further away from our normal thinking"]
    assert [(mark.name, mark.get_text()) for mark in side.select(".version > *")] == [("del", "way of")]
    assert side.select(".passage-source a")[0]["href"] == "./articles/tiny/#admiral-said"


def test_of_an_articles_versions_a_key_notes_is_shown_and_one_with_other_words_first(project: TinyProject) -> None:
    exact = ON_SPEECH.replace("event: speech", "event: interview-printed").replace("nobody-asked", "exact")
    exact = exact.replace("quote: Moscow called the words", "quote: it is further away")
    project.change(NOTES, lambda text: text + exact)
    notes = [version.passage.note.id for version in shown(project).versions]
    assert notes == ["admiral-said"]
    project.change(NOTES, lambda text: text.replace("- id: exact\n", "- id: exact\n  key: true\n"))
    assert [version.passage.note.id for version in shown(project).versions] == ["exact"]


def test_only_an_article_that_could_tell_of_it_is_named_as_silent(project: TinyProject) -> None:
    with_another_article(project)
    assert [article.slug for article in shown(project).silent] == ["other"]
    with_another_article(project, published="2025-06-09")
    assert shown(project).silent == ()


def test_of_a_long_utterance_the_first_sentences_are_shown() -> None:
    sentence = "It has exactly six words here. "
    assert opening(sentence * 3) == (sentence * 3).strip()
    assert opening(sentence * 20) == (sentence * 10).strip()
    assert opening("word " * 80) == ("word " * 80).strip()


def test_every_claim_is_listed_once_under_its_verdict(corpus: Corpus) -> None:
    (page,) = [page for page in build_pages(RenderContext(corpus, SiteInfo())) if page.url == "claims/"]
    listed = BeautifulSoup(page.html, "html.parser")
    found = {
        str(section.select("h2")[0]["id"]).removeprefix("v_"): [str(link["href"]) for link in section.select("h3 a")]
        for section in listed.select("section")
    }
    for verdict in Verdict:
        claims = [key for key, claim in corpus.claims.items() if claim.value.verdict is verdict]
        assert sorted(found.get(verdict.value, [])) == sorted(f"../claims/{claim}/" for claim in claims)
