"""Everybody can read: axe finds nothing, and assistive technology hears what eyes see."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from annotated_reader.corpus import Corpus, Note, assess_note
from tests.browser.axe import SCREENS, needs_axe, violations
from tests.browser.reading import ARTICLE, WINDOWS, Notes, Opened, number_of, read, settle, shown_ids, window
from tests.built_site import SLUGS, BuiltSite
from tests.sampling import rest_nightly


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), rest_nightly(SCREENS))
def test_axe_finds_nothing(chromium: Browser, home: str, scheme: Any, width: int) -> None:
    broken = {}
    with window(chromium, viewport={"width": width, "height": 844}, color_scheme=scheme) as page:
        for address in ("404.html", ARTICLE):
            page.goto(home + address)
            broken[address] = violations(page)
        read(page, f"{home}{ARTICLE}?notes=all")
        page.locator(number_of(shown_ids(page)[10])).click()
        page.locator("[data-note][open] .chip").first.focus()
        page.locator(".card-tip").wait_for()
        broken["an open note and a card"] = violations(page, "[data-note][open]", ".card-tip")
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        broken["all notes and details open"] = violations(page)
        page.evaluate("document.querySelector('.help').showModal()")
        broken["the help"] = violations(page, ".help")
    assert {place: rules for place, rules in broken.items() if rules} == {}


@needs_axe
@pytest.mark.parametrize("width", rest_nightly([390, 1440]))
def test_axe_finds_nothing_where_there_are_archived_copies_and_deleted_notes(
    chromium: Browser, second: str, width: int
) -> None:
    broken = {}
    with window(chromium, viewport={"width": width, "height": 844}) as page:
        for address in ("articles/as-written/?notes=all#outer", "articles/as-written/?notes=all#once-here"):
            read(page, second + address)
            broken[address] = violations(page, ".note[open]" if "outer" in address else ".deleted")
        for address in ("references/", "references/first-work/"):
            page.goto(second + address)
            broken[address] = violations(page)
    assert {place: rules for place, rules in broken.items() if rules} == {}


def expected_name(corpus: Corpus, note: Note) -> str:
    """Return the words by which a note's number is announced."""
    assessment = assess_note(corpus, note)
    return f"Note {note.number}, {(assessment or note.data.kind).label.lower()}"


def tree(page: Page) -> list[dict[str, Any]]:
    """Return the accessibility tree's nodes that are announced, in the page's order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node: dict[str, Any]) -> list[dict[str, Any]]:
        own = [] if node.get("ignored") else [node]
        return own + [n for child in node.get("childIds", []) if child in by_id for n in walk(by_id[child])]

    return walk(nodes[0])


def role(node: dict[str, Any]) -> str:
    """Return a node's role."""
    return str(node["role"]["value"])


def name(node: dict[str, Any]) -> str:
    """Return a node's name."""
    return str(node.get("name", {}).get("value", ""))


def test_each_note_has_one_named_reference_and_marks_are_plain_text(
    chromium: Browser, home: str, site: BuiltSite, notes: Notes
) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        shown_ids(page)
        heard = tree(page)
        names = [name(node) for node in heard if role(node).lower() in {"doc-noteref", "docnoteref"}]
    assert sorted(names) == sorted(expected_name(site.corpus, note) for note in notes)
    assert {role(node) for node in heard} & {"mark", "insertion", "deletion", "emphasis", "suggestion"} == set()


def test_notes_are_no_landmarks_and_follow_their_block(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        landmarks = {"banner", "navigation", "main", "contentinfo", "complementary", "region", "search", "form"}
        heard = tree(page)
        found = [role(node) for node in heard if role(node) in landmarks - {"region"}]
        regions = [name(node) for node in heard if role(node) == "region"]
        # the block of a note's first mark stands before the note, with no other block between
        astray = page.evaluate(
            """() => [...document.querySelectorAll(".text .note")].filter(note => {
              const block = document.querySelector(`.mark[data-note="${note.dataset.note}"]`).closest(".block");
              const all = [...document.querySelectorAll(".text .block, .text .note")];
              const between = all.slice(all.indexOf(block) + 1, all.indexOf(note));
              return between.some(other => other.matches(".block") && !other.closest(".folded, .stanza"));
            }).map(note => note.id)"""
        )
    assert sorted(found) == sorted(set(found)), "a landmark stands twice"
    assert set(found) <= {"banner", "navigation", "main", "contentinfo", "search"}
    assert sorted(regions) == ["Before you read", "Notes", "Text", "To sum up"]
    assert astray == []


@WINDOWS
def test_a_number_names_its_note_as_its_details_while_that_is_open(
    chromium: Browser, home: str, opened: Opened
) -> None:
    named = (
        "() => [...document.querySelectorAll('[aria-details]')].map(ref => [ref.id, ref.getAttribute('aria-details')])"
    )
    with opened(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        assert page.evaluate(named) == []
        note = shown_ids(page)[5]
        page.locator(number_of(note)).click()
        settle(page)
        assert page.evaluate(named) == [[f"ref_{note}", f"n_{note}"]]
        page.keyboard.press("Escape")
        settle(page)
        assert page.evaluate(named) == []


def test_a_headings_name_is_its_words_alone(site: BuiltSite) -> None:
    headings = [it for slug in SLUGS for it in site.pages[f"articles/{slug}/"].select("h1.block, h2.block")]
    noted = [it for it in headings if it.select(".ref")]
    assert noted
    for heading in noted:
        numbers = {id(part) for ref in heading.select(".ref") for part in ref.descendants}
        words = "".join(part for part in heading.find_all(string=True) if id(part) not in numbers)
        assert heading["aria-label"] == words
