"""Every note, mark and paragraph has an address that leads there, and a way back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reading import (
    ARTICLE,
    PHONE_FIRST,
    WINDOWS,
    Notes,
    Opened,
    await_mark_in_view,
    box,
    number_of,
    open_ids,
    phone,
    read,
    settle,
    shown_ids,
    until,
    window,
)
from tests.built_site import BuiltSite
from tests.sampling import rest_nightly


def some_notes(notes: Notes) -> list[str]:
    """Return the first note, a middle one, one that is no key note, and the last."""
    plain = next(note for note in notes[len(notes) // 2 :] if not note.data.key)
    return [notes[0].id, notes[30].id, plain.id, notes[-1].id]


@PHONE_FIRST
@pytest.mark.parametrize("query", rest_nightly(["?notes=none", "", "?notes=all&hide=fact-check context"]))
def test_a_permalink_opens_its_note_with_the_mark_in_view_whatever_is_hidden(
    chromium: Browser, home: str, notes: Notes, opened: Opened, query: str
) -> None:
    with opened(chromium) as page:
        for note in some_notes(notes):
            page.goto("about:blank")
            read(page, f"{home}{ARTICLE}{query}#{note}")
            assert open_ids(page) == [note]
            assert page.locator(number_of(note)).is_visible()
            await_mark_in_view(page, note)


def test_a_permalink_overrides_a_choice_that_is_remembered(chromium: Browser, home: str, notes: Notes) -> None:
    note = some_notes(notes)[2]
    with window(chromium) as page:
        read(page, home + ARTICLE)
        page.get_by_role("button", name="Text only", exact=True).click()
        read(page, f"{home}articles/could-be-defensive/")
        read(page, f"{home}{ARTICLE}#{note}")
        assert open_ids(page) == [note]
        assert shown_ids(page) == [note]


def test_a_link_to_another_note_opens_it(chromium: Browser, home: str, notes: Notes) -> None:
    first, other, *_ = some_notes(notes)
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}#{first}")
        page.evaluate("id => location.hash = id", other)
        settle(page)
        assert other in open_ids(page)
        await_mark_in_view(page, other)


@PHONE_FIRST
def test_a_link_to_a_mark_brings_it_into_view(chromium: Browser, home: str, notes: Notes, opened: Opened) -> None:
    with opened(chromium) as page:
        for note in some_notes(notes):
            page.goto("about:blank")
            read(page, f"{home}{ARTICLE}#ref_{note}")
            await_mark_in_view(page, note)
            assert open_ids(page) == []


def test_copy_link_gives_the_address_and_cite_a_citation_with_the_date(
    chromium: Browser, home: str, notes: Notes
) -> None:
    note = notes[30]
    with window(chromium, permissions=["clipboard-read", "clipboard-write"]) as page:
        read(page, f"{home}{ARTICLE}?notes=all#p4")
        page.locator(number_of(note.id)).click()
        opened = page.locator(f"#{note.id}")
        opened.get_by_role("button", name="Copy link").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert page.get_by_role("status").text_content() == "Copied"
        opened.get_by_role("button", name="Cite this note").click()
        cited = page.evaluate("navigator.clipboard.readText()")
        title = page.locator("h1").get_attribute("data-title") or page.locator(".reader").get_attribute("data-title")
    assert copied == f"{home}{ARTICLE}#{note.id}"
    for part in (f"“{note.data.title}”", f"“{title}”", "Annotated reader", note.data.dated.words, copied):
        assert part in cited


def test_where_nothing_may_be_copied_the_address_is_shown(chromium: Browser, home: str, notes: Notes) -> None:
    note = some_notes(notes)[0]
    with window(chromium) as page:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        read(page, f"{home}{ARTICLE}#{note}")
        page.get_by_role("button", name="Copy link").click()
        assert page.locator(f"#{note}").get_by_role("button", name=f"#{note}").is_visible()


@WINDOWS
def test_a_paragraphs_address_leads_to_it_under_the_bar(chromium: Browser, home: str, opened: Opened) -> None:
    with opened(chromium) as page:
        read(page, f"{home}{ARTICLE}#p12")
        assert 0 < box(page, ".toolbar")["bottom"] <= box(page, "#p12")["top"] < 200


@pytest.mark.parametrize("fonts", [True, False], ids=["own-fonts", "fallback-fonts"])
@pytest.mark.parametrize("width", [320, 360, 390])
def test_a_narrow_bar_does_not_cover_the_paragraph_either(
    chromium: Browser, home: str, width: int, fonts: bool
) -> None:
    with window(chromium, viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True) as page:
        if not fonts:
            page.route("**/*.woff2", lambda route: route.abort())
        read(page, f"{home}{ARTICLE}#p12")
        bar = box(page, ".toolbar")
        assert 0 < bar["bottom"] <= box(page, "#p12")["top"] < 200
        assert bar["height"] < 60


def test_a_paragraphs_number_shows_its_address_when_looked_for(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, home + ARTICLE)
        number = page.locator(".pn[href='#p12']")
        page.locator("#p12").hover()
        assert number.evaluate("a => getComputedStyle(a).opacity") == "1"
        assert number.evaluate("a => getComputedStyle(a, '::before').content.includes('12')")
        number.click()
        assert urlsplit(page.url).fragment == "p12"


@WINDOWS
def test_the_way_back_ends_with_the_mark_in_view(chromium: Browser, home: str, notes: Notes, opened: Opened) -> None:
    with opened(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        shown_ids(page)
        for note in some_notes(notes):
            number = page.locator(number_of(note))
            number.scroll_into_view_if_needed()
            number.click()
            settle(page)
            page.locator(f'[id="{note}"] [data-act=back]').click()
            settle(page)
            assert page.evaluate("document.activeElement.id") == f"ref_{note}"
            await_mark_in_view(page, note)


def test_a_cell_of_the_strip_leads_to_its_block(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, home + ARTICLE)
        page.locator(".panel > summary").click()
        strip = box(page, ".reader .strip")
        page.mouse.click(strip["left"] + strip["width"] * 0.7, strip["top"] + strip["height"] / 2)
        settle(page)
        block = urlsplit(page.url).fragment
        assert block.startswith("p")
        assert int(block[1:]) > 10
        assert 0 < box(page, f"#{block}")["top"] < 300


@pytest.mark.parametrize(("width", "in_panel"), [(1240, False), (1239, True), (390, True)])
def test_the_strip_stands_in_the_left_margin_where_there_is_one(
    chromium: Browser, home: str, width: int, in_panel: bool
) -> None:
    with window(chromium, viewport={"width": width, "height": 800}) as page:
        read(page, home + ARTICLE)
        page.locator(".panel > summary").click()
        strip = page.locator(".reader .strip:visible")
        assert strip.evaluate("strip => Boolean(strip.closest('.panel'))") == in_panel


def test_the_contents_lead_wherever_the_strip_leads(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, home + ARTICLE)
        page.locator(".panel > summary").click()
        page.locator(".contents > summary").click()
        links = page.get_by_role("navigation", name="Contents").get_by_role("link")
        assert links.count() > 2
        links.last.click()
        settle(page)
        assert box(page, f"#{urlsplit(page.url).fragment}")["top"] < 900


def test_back_from_a_claim_finds_the_note_open(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, home + ARTICLE)
        note = next(note for note in shown_ids(page) if page.locator(f"#{note} a[href*='/claims/']").count())
        page.locator(number_of(note)).click()
        page.locator(f"#{note} a[href*='/claims/']").first.click()
        page.wait_for_url("**/claims/**")
        page.go_back()
        expect(page.locator(f"#n_{note}")).to_have_attribute("open", "")
        await_mark_in_view(page, note)


def test_a_reader_who_scrolls_on_from_a_link_is_not_taken_back(chromium: Browser, home: str, notes: Notes) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all#{notes[30].id}")
        until(page, "document.querySelector('.note[open]')")
        page.mouse.move(300, 400)
        page.mouse.wheel(0, -2_500)
        page.wait_for_timeout(500)
        assert not 0 <= box(page, f".mark[data-note='{notes[30].id}']")["top"] <= 900


def test_a_summary_is_short_also_after_the_text_alone_was_chosen(chromium: Browser, home: str) -> None:
    with phone(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=none")
        page.evaluate("document.querySelector('[data-view=key]').click()")
        settle(page)
        assert page.locator(".summary > button").is_visible()


def test_a_note_is_offered_on_the_articles_words_only(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, home + ARTICLE)
        page.locator(".text .ref:visible").first.click()
        offered = page.evaluate(
            """async () => {
              const seen = [];
              for (const place of [".text .block--paragraph", ".note[open] .note-text p", ".ending h2", ".toolbar"]) {
                getSelection().selectAllChildren(document.querySelector(place));
                await new Promise(done => setTimeout(done, 50));
                seen.push(!document.querySelector("[data-suggest=pick]").hidden);
              }
              return seen;
            }"""
        )
    assert offered == [True, False, False, False]


def test_the_end_leads_to_key_notes_shared_claims_and_the_next_article(site: BuiltSite) -> None:
    page = site.pages[ARTICLE]
    article = site.corpus.articles_by_slug[ARTICLE.split("/")[1]]
    links = [str(link["href"]) for link in page.select(".ending a")]
    assert [f"#{note.id}" for note in article.current_notes if note.data.key] == [it for it in links if it[0] == "#"]
    assert any("/claims/" in link for link in links)
    following = site.corpus.articles[(site.corpus.articles.index(article) + 1) % len(site.corpus.articles)]
    assert links[-1].endswith(f"/articles/{following.slug}/")
