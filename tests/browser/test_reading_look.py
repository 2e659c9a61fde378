"""What the page looks like: kinds and verdicts told by word and shape, a head that says what a text is, calm type."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from annotated_reader.formats.schema import Kind, Verdict
from tests.browser.reading import ALL_ARTICLES, ARTICLE, box, number_of, phone, read, settle, shown_ids, window
from tests.built_site import SLUGS, BuiltSite, classes, text_of
from tests.sampling import rest_nightly


@pytest.mark.parametrize(
    ("scheme", "forced"),
    rest_nightly([("dark", "none"), ("light", "active"), ("light", "none"), ("dark", "active")], 2),
)
def test_kinds_and_verdicts_are_told_by_word_and_shape(chromium: Browser, home: str, scheme: Any, forced: Any) -> None:
    with window(chromium, color_scheme=scheme, forced_colors=forced) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        kinds = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(".note .kind")].map(kind => {
              const {clipPath, backgroundColor} = getComputedStyle(kind, "::before");
              return [kind.innerText, {clipPath, backgroundColor}];
            }))"""
        )
        verdicts = page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll(".note .verdict")]
              .filter(verdict => !verdict.matches(".verdict--stated, .verdict--unconfirmed"))
              .map(verdict => [verdict.innerText, getComputedStyle(verdict, "::before").content]))"""
        )
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert set(kinds) == {kind.label for kind in Kind}
    assert len({kind["clipPath"] for kind in kinds.values()}) == len(Kind)
    assert all(kind["backgroundColor"] not in {paper, "rgba(0, 0, 0, 0)"} for kind in kinds.values())
    assert set(verdicts) <= {verdict.label for verdict in Verdict}
    assert len(set(verdicts.values())) == len(verdicts) > 2


def test_the_switch_that_is_pressed_stands_out_in_forced_colours(chromium: Browser, home: str) -> None:
    with window(chromium, forced_colors="active") as page:
        read(page, home + ARTICLE)
        colours = page.locator(".views button").evaluate_all(
            "buttons => buttons.map(button => getComputedStyle(button).backgroundColor)"
        )
    assert colours[0] != colours[1] == colours[2]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_of_its_own_accord(chromium: Browser, home: str, motion: Any) -> None:
    with phone(chromium, reduced_motion=motion) as page:
        page.add_init_script(
            """for (const type of ["animationstart", "transitionrun"])
              addEventListener(type, event => { (window.moved ??= []).push(event.target.className); }, true);"""
        )
        read(page, f"{home}{ARTICLE}?notes=all")
        page.locator(number_of(shown_ids(page)[20])).tap()
        page.wait_for_timeout(300)
        assert page.evaluate("window.moved") is None
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_head_says_what_the_text_is(site: BuiltSite) -> None:
    for slug in SLUGS:
        data = site.corpus.articles_by_slug[slug].data
        page = site.pages[f"articles/{slug}/"]
        (title,) = page.select("h1")
        assert " ".join(text_of(title).split()) == data.title
        source = page.select_one(".article-head .article-source")
        assert source
        for words in (data.publisher, *data.authors, data.published and data.published.words):
            assert not words or words in source.get_text()
        assert "min read" in source.get_text()
        assert [link["href"] for link in source.select("a")] == ([data.url] if data.url else [])
        assert page.select_one(".preface")
        panel = page.select_one(".toolbar .panel")
        assert panel
        assert bool(panel.select_one(".about-source")) == bool(data.about_source)
        strip = panel.select_one("svg[role=img]")
        assert strip
        assert strip["aria-label"]
        notes = site.corpus.articles_by_slug[slug].current_notes
        ticks = [name for path in strip.select("path") for name in classes(path)]
        assert 0 < len(ticks) <= len(notes)
        assert set(ticks) <= {f"kind--{note.data.kind.value}" for note in notes}


@pytest.mark.parametrize(("width", "height", "most"), [(1280, 800, 620), (390, 844, 760)])
def test_the_text_begins_on_the_first_screen(chromium: Browser, home: str, width: int, height: int, most: int) -> None:
    with window(chromium, viewport={"width": width, "height": height}) as page:
        for article in ALL_ARTICLES:
            read(page, home + article)
            first = page.locator(".text .block--paragraph:visible").first.bounding_box()
            assert first
            assert first["y"] <= most, article


def test_the_strips_cells_are_as_wide_as_their_blocks_are_long(site: BuiltSite) -> None:
    slug = SLUGS[0]
    blocks = [b for b in site.corpus.articles_by_slug[slug].seed.blocks if not b.role.folded_away]
    cells = site.pages[f"articles/{slug}/"].select(".panel .strip rect")
    assert [cell["data-block"] for cell in cells] == [f"p{block.number}" for block in blocks]
    total = sum(len(block.text) for block in blocks)
    for cell, block in zip(cells, blocks, strict=True):
        assert float(str(cell["width"])) == pytest.approx(1000 * len(block.text) / total, abs=1.2)


def test_home_shows_each_article_as_a_card_and_no_verdicts(site: BuiltSite) -> None:
    for address, heading in (("", "h3 a"), ("articles/", "h2 a")):
        cards = site.pages[address].select(".card")
        assert len(cards) == len(SLUGS)
        for card in cards:
            assert card.select_one(heading)
            assert card.select_one(".card-facts")
        assert not site.pages[address].select(".verdict")
    for card in cards:
        assert card.select_one("svg[role=img]")
        assert card.select(".kind")
    heads = [site.pages[f"articles/{slug}/"].select(".article-head .verdict") for slug in SLUGS]
    assert [verdict for head in heads for verdict in head if not verdict.find_parent(class_="note")] == []


def test_lines_are_as_long_as_is_good_to_read(chromium: Browser, home: str) -> None:
    letters = {}
    with window(chromium) as page:
        read(page, home + ARTICLE)
        for width in (768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            settle(page)
            letters[width] = page.evaluate(
                """() => {
              const block = [...document.querySelectorAll(".text .block--paragraph")]
                .reduce((one, other) => one.textContent.length > other.textContent.length ? one : other);
              const range = document.createRange();
              range.selectNodeContents(block);
              const {height} = block.getBoundingClientRect();
              return block.textContent.length / Math.round(height / parseFloat(getComputedStyle(block).lineHeight));
            }"""
            )
    assert {width: count for width, count in letters.items() if not 60 <= count <= 80} == {}


def test_no_page_scrolls_sideways(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        for address in ("", "about/", "references/", f"{ARTICLE}?notes=all"):
            page.goto(home + address)
            for width in (320, 390, 768, 1280):
                page.set_viewport_size({"width": width, "height": 844})
                settle(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_colours_can_be_switched_and_are_remembered(chromium: Browser, home: str) -> None:
    with window(chromium, color_scheme="light") as page:
        read(page, home + ARTICLE)
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        switch = page.get_by_role("button", name="Colours")
        switch.click()
        switch.click()
        assert page.evaluate(paper) != light
        page.goto(home)
        assert page.evaluate(paper) != light
        assert page.get_by_role("button", name="Colours: dark").count() == 1


def test_the_toolbar_stays_in_reach(chromium: Browser, home: str) -> None:
    with phone(chromium) as page:
        read(page, home + ARTICLE)
        page.evaluate("scrollTo(0, 4000)")
        settle(page)
        assert box(page, ".toolbar")["top"] == 0


def test_a_narrow_screen_shows_all_kinds_in_the_panel(chromium: Browser, home: str) -> None:
    with window(chromium, viewport={"width": 320, "height": 700}) as page:
        read(page, home + ARTICLE)
        page.locator(".panel > summary").click()
        assert page.locator(".legend").evaluate("panel => panel.scrollWidth <= panel.clientWidth")
        boxes = [switch.bounding_box() for switch in page.locator(".kind-switch").all()]
        assert len(boxes) == 6
        assert all(place and 0 <= place["x"] <= place["x"] + place["width"] <= 320 for place in boxes)
