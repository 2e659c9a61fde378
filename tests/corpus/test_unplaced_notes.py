"""Notes whose words have no sure place: kept out of the article, listed with their old quote, exported with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from annotated_reader.authoring.fix_quotes import plan_fixes
from annotated_reader.authoring.importers.w3c import import_w3c
from annotated_reader.checks.project import check_corpus
from annotated_reader.corpus.unplaced_notes import displaced_notes
from annotated_reader.exports.jsonld import PLACEMENT_KEY, files
from annotated_reader.exports.search_records import list_search_records
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages import build_pages
from annotated_reader.pages.article import article_pages
from annotated_reader.pages.context import RenderContext
from annotated_reader.pages.open_work import state_page
from annotated_reader.texts import DriftIndex, TextIndex
from tests.project import SEED, TinyProject

NOTES = "annotations/tiny/notes.yml"
SITE = SiteInfo(name="Reader", address="https://reader.example.org/")
OLD = "further away from our normal thinking"
REWORDED = SEED.replace(
    "He added that it is further away from our normal thinking.",
    "It was, he went on, much further off from the normal way that we think.",
)
DELETED = SEED.replace(" He added that it is further away from our normal thinking.", "")


@pytest.fixture(params=[(REWORDED, "review"), (DELETED, "orphan")], ids=["review", "orphan"])
def edited(request: pytest.FixtureRequest, project: TinyProject) -> tuple[TinyProject, str]:
    """Edit the text under a note, so that its words are like some of the text's, or are gone; and say which."""
    text, outcome = request.param
    project.write("seeds/tiny.txt", text)
    return project, outcome


def parsed(project: TinyProject, render: Any) -> BeautifulSoup:
    """Render a project's one page of a kind."""
    (page,) = render(RenderContext(project.corpus(), SITE))
    return BeautifulSoup(page.html, "html.parser")


def listed(project: TinyProject) -> list[Tag]:
    """Return what the state of the notes says of each note without a sure place."""
    return parsed(project, state_page).select("[id='tiny-waiting'] li")


def facts(entry: Tag) -> dict[str, str]:
    """Return an entry's facts by their names."""
    names, values = ([part.get_text() for part in entry.select(tag)] for tag in ("dt", "dd"))
    return dict(zip(names, values, strict=True))


def test_the_state_lists_a_note_without_a_sure_place_with_its_old_quote_and_the_command(
    edited: tuple[TinyProject, str],
) -> None:
    project, outcome = edited
    (entry,) = listed(project)
    words = " ".join(entry.select("p")[0].get_text().split())
    assert words == f"{'In review' if outcome == 'review' else 'Orphan'}: What the admiral said"
    told = facts(entry)
    assert told["Old quote"] == OLD
    assert told["What to run"] == "annotated-reader fix"
    assert told["Where"].startswith(f"{NOTES}:")
    now = "further off from the normal way that we think" if outcome == "review" else "No match was found"
    assert now in told["Most likely now"]


def test_the_states_table_counts_them_and_leads_there(edited: tuple[TinyProject, str]) -> None:
    project, _ = edited
    (link,) = parsed(project, state_page).select("tbody tr td:last-child a")
    assert (link["href"], link.get_text()) == ("#tiny-waiting", "1")


def test_no_reader_of_the_article_sees_it_and_no_search_finds_it(edited: tuple[TinyProject, str]) -> None:
    project, _ = edited
    assert not parsed(project, article_pages).select("[id='admiral-said'], [data-note='admiral-said']")
    assert "articles/tiny/#admiral-said" not in {record.url for record in list_search_records(project.corpus())}


def exported(project: TinyProject) -> dict[str, Any]:
    """Export the article's notes as Web Annotations."""
    page: dict[str, Any] = json.loads(dict(files(project.corpus(), SITE))["articles/tiny/annotations.jsonld"])
    return page


def test_the_export_keeps_its_old_quote_and_says_that_it_has_no_sure_place(edited: tuple[TinyProject, str]) -> None:
    project, outcome = edited
    page = exported(project)
    *placed, item = page["items"]
    assert item["id"] == "https://reader.example.org/articles/tiny/#admiral-said"
    assert item["target"]["selector"] == [{"type": "TextQuoteSelector", "exact": OLD}]
    assert item["target"]["source"] == "https://reader.example.org/seeds/tiny.txt"
    assert item[PLACEMENT_KEY] == outcome
    assert item["body"][0]["value"] == "The newspaper printed the sentence in full."
    assert len(placed) == 2 and not any(PLACEMENT_KEY in each for each in placed)
    assert page["partOf"]["total"] == 3


def test_a_quote_with_context_keeps_it(project: TinyProject) -> None:
    project.write("seeds/tiny.txt", SEED.replace("Moscow called the words reckless.", "All agreed with every one."))
    (item,) = [each for each in exported(project)["items"] if PLACEMENT_KEY in each]
    quote = {"exact": "reckless", "prefix": "Moscow called the words"}
    assert item["target"]["selector"] == [{"type": "TextQuoteSelector", **quote}]
    assert item["reader:note"]["quote"] == quote


def test_an_import_of_it_invents_no_place(edited: tuple[TinyProject, str]) -> None:
    project, _ = edited
    page = exported(project)
    project.write(NOTES, "[]\n")
    outcome = import_w3c(json.dumps(page).encode(), project.corpus(), "2026-11-22")
    assert "admiral-said" not in {draft.values["id"] for draft in outcome.drafts}


def test_in_a_text_that_was_not_edited_the_check_says_what_is_wrong(project: TinyProject) -> None:
    project.edit(NOTES, "quote: further away from our normal thinking", "quote: words of my own")
    (entry,) = listed(project)
    assert facts(entry)["What to run"] == "annotated-reader check annotations/tiny"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"quote: {OLD}", "quote: I read this twice"),
        (f"  quote: {OLD}\n", f"  quote: {OLD} no more\n  kindness: much\n"),
        (f"  quote: {OLD}\n", f"  quote: {OLD} no more\n  status: retracted\n"),
    ],
    ids=["on a reader's comment", "with another mistake", "retracted"],
)
def test_what_only_check_should_speak_of_is_neither_listed_nor_exported(
    project: TinyProject, old: str, new: str
) -> None:
    project.edit(NOTES, old, new)
    assert project.problems() or "retracted" in new
    assert listed(project) == []
    assert not any(PLACEMENT_KEY in item for item in exported(project)["items"])


def test_words_of_readers_comments_and_of_withdrawn_texts_are_never_proposed(project: TinyProject) -> None:
    project.edit(NOTES, f"quote: {OLD}", "quote: I have read this two times and agree")
    (entry,) = listed(project)
    assert "agree" not in facts(entry)["Most likely now"]
    project.edit(NOTES, "quote: I have read this two times and agree", f"quote: rather {OLD}")
    project.edit("annotations/tiny/article.yml", "structure:", "display: withdrawn\nstructure:")
    assert [note.proposed for note in displaced_notes(project.article())] == [None]


@pytest.mark.parametrize(
    ("quote", "text"),
    [("words of my own", SEED), (OLD, REWORDED), ("reckless", SEED)],
    ids=["not there", "edited away", "in two places"],
)
def test_a_check_and_a_build_look_for_a_broken_quote_once(
    project: TinyProject, quote: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("seeds/tiny.txt", text)
    project.edit(NOTES, f"quote: {OLD}", f"quote: {quote}")
    calls: Counter[str] = Counter()

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: object, exact: str, prefix: str | None = None, suffix: str | None = None) -> Any:
            calls[method.__name__] += exact == quote and not prefix
            return method(self, exact, prefix, suffix)

        return call

    monkeypatch.setattr(TextIndex, "resolve", counted(TextIndex.resolve))
    monkeypatch.setattr(DriftIndex, "propose", counted(DriftIndex.propose))
    corpus = project.corpus()
    assert check_corpus(corpus).problems
    assert len(dict(files(corpus, SITE))) > 1
    assert all(page.html for page in build_pages(RenderContext(corpus, SITE)))
    list(plan_fixes(corpus))
    assert calls == {"resolve": 1, "propose": 1}


def test_a_claim_without_a_fact_check_in_the_article_is_listed_once(project: TinyProject) -> None:
    assert not parsed(project, state_page).select("[id='tiny-unchecked']")
    project.edit(NOTES, "kind: fact-check", "kind: context")
    project.edit(NOTES, "  changed: 2026-11-23\n", "  claim: {id: strike-is-doctrine, stance: denies}\n")
    (entry,) = parsed(project, state_page).select("[id='tiny-unchecked'] li")
    assert [str(link["href"]) for link in entry.select("a")] == [
        "../claims/strike-is-doctrine/", "../articles/tiny/#strike-called-defensive",
    ]  # fmt: skip
