"""The site of payloads in a real Chromium: nothing runs, and nothing is asked of another host.

Every page is opened twice: as it is built, and with its Content-Security-Policy taken out, which alone must not be what
saves us.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.reading import read, window
from tests.browser.serving import serve_folder
from tests.built.hostile_texts import write_hostile_texts
from tests.built_site import BuiltSite, built_once
from tests.sampling import rest_nightly

pytestmark = pytest.mark.xdist_group("hostile")

ARTICLE = "articles/articles-of-harm/"
WITHDRAWN = "articles/withdrawn/"
_POLICY = re.compile(rb'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')

# Everything in the document, as the browser holds it, that is or runs a script which is not one of our files.
FOREIGN = r"""home => {
  const found = [];
  const script = /^[\s\0-\x20]*(javascript|vbscript|data):/i;
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (name === "script" && element.type !== "application/ld+json" && !element.src.startsWith(home))
      found.push(element.outerHTML);
    if (/^(iframe|frame|object|embed|base|style|applet|portal|template|animate|set)$/.test(name)) found.push(name);
    if (name === "meta" && element.httpEquiv.toLowerCase() === "refresh") found.push("refresh");
    for (const {name: attribute, value} of element.attributes)
      if (/^on|^srcdoc$/i.test(attribute) || (/(href|src|action|data)$/.test(attribute) && script.test(value)))
        found.push(`<${name} ${attribute}=${value}>`);
  }
  return found;
}"""


@dataclass(frozen=True)
class Watch:
    """What must not happen while pages are open: each time that it did, by page."""

    home: str
    heard: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        """Watch a page for as long as it is open."""

        def heard(what: str) -> None:
            self.heard.append(f"{page.url.removeprefix(self.home)}: {what}")

        def answered(dialog: Dialog) -> None:
            heard(f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("dialog", answered)
        page.on("console", lambda said: heard(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: heard(f"exception {error}"))
        page.on("popup", lambda popup: heard(f"window {popup.url}"))
        page.on("request", lambda asked: None if self.is_ours(asked.url) else heard(f"request {asked.url}"))
        return page

    def is_ours(self, address: str) -> bool:
        """Whether an address is one of the site's, or holds its own content."""
        return address.startswith((self.home, "data:", "blob:"))

    def look_at(self, page: Page) -> None:
        """Look through the document for what is not ours."""
        self.heard.extend(f"{page.url.removeprefix(self.home)}: {what}" for what in page.evaluate(FOREIGN, self.home))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the site of payloads."""
    built = built_once(tmp_path_factory, "hostile-texts", write_hostile_texts)
    assert built.status == 0, built.log
    return built


@pytest.fixture(scope="module", params=rest_nightly(["without-the-policy", "built"]))
def served(
    request: pytest.FixtureRequest, hostile: BuiltSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the site, as it is or with the policy taken out of every page."""
    folder = hostile.folder if request.param == "built" else _unprotected(hostile, tmp_path_factory.mktemp("bare"))
    with serve_folder(folder) as address:
        yield address


def _unprotected(site: BuiltSite, folder: Path) -> Path:
    shutil.copytree(site.folder, folder, dirs_exist_ok=True)
    for page in folder.rglob("*.html"):
        bare, count = _POLICY.subn(b"", page.read_bytes())
        assert count == 1, page
        page.write_bytes(bare)
    return folder


@pytest.fixture
def watch(served: str) -> Watch:
    """Watch whatever happens on the site."""
    return Watch(served)


@pytest.fixture
def page(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """Yield a watched page, and fail if it reported anything."""
    with window(chromium, viewport={"width": 1440, "height": 900}) as page:
        yield watch.over(page)
        watch.look_at(page)
    assert watch.heard == []


def of_each_kind(addresses: Iterable[str], most: int | None) -> Iterator[str]:
    """Return the first pages of each folder, and those that stand in none."""
    for folder, pages in groupby(sorted(addresses), key=lambda address: address.split("/")[0]):
        yield from islice(pages, most if folder != "articles" else None)


@pytest.mark.parametrize("most", rest_nightly([2, None]), ids=["of each kind", "all"])
def test_every_page_is_opened_and_nothing_runs(hostile: BuiltSite, page: Page, watch: Watch, most: int | None) -> None:
    for address in of_each_kind(hostile.pages, most):
        page.goto(watch.home + address.replace("404.html", ""))
        watch.look_at(page)


def test_notes_and_their_sources_cards_open_and_nothing_runs(page: Page, watch: Watch) -> None:
    for payload in ("script", "svg", "formula"):
        page.goto("about:blank")
        read(page, f"{watch.home}{ARTICLE}#on-{payload}")
        page.locator(f".note[data-note=on-{payload}] .chip").focus()
        page.get_by_role("tooltip").wait_for()
        watch.look_at(page)


@pytest.mark.parametrize(
    "words", rest_nightly(['"><img src=x onerror=alert(1)>', "script", "onerror alert", "javascript"])
)
def test_a_search_for_payloads_shows_words(page: Page, watch: Watch, words: str) -> None:
    page.goto(watch.home)
    page.keyboard.press("/")
    page.locator("dialog.search").get_by_role("searchbox").fill(words)
    expect(page.locator("dialog.search [role=status]")).not_to_be_empty()
    watch.look_at(page)


def test_a_suggestion_on_a_payload_shows_words(page: Page, watch: Watch) -> None:
    page.goto(watch.home + ARTICLE)
    page.evaluate("getSelection().selectAllChildren(document.getElementById('p3'))")
    page.locator("[data-suggest=pick]").click()
    form = page.locator("dialog.suggest[open]")
    for name in ("title", "note"):
        form.locator(f"[name={name}]").fill('"></textarea><img src=x onerror=alert(1)><script>alert(1)</script>')
    watch.look_at(page)


def test_an_address_made_by_a_stranger_shows_the_page(page: Page, watch: Watch) -> None:
    for place in ("<img src=x onerror=alert(1)>", "__proto__", "javascript:alert(1)", "%3Cscript%3E", "constructor"):
        page.goto(f"{watch.home}{WITHDRAWN}?notes={place}&hide={place}&kinds={place}#{place}")
        expect(page.locator("article.reader")).to_be_visible()
        watch.look_at(page)
