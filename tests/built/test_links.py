"""MkDocs does not see links inside generated HTML: these tests are the link check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.exports.urls import article_url, reference_url
from annotated_reader.pages import RenderContext, build_pages
from tests.built_site import ADDRESS, BuiltSite, elements

# Attributes that hold one address each (WHATWG HTML, index of attributes); srcset and style hold several.
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href")
_CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)|@import\s+(["'])(.*?)\3""", re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IDS = ("aria-details", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list")


def css_addresses(css: str) -> Iterator[str]:
    """Find what a style sheet or a style attribute loads."""
    for match in _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", css)):
        yield (match[2] or match[4] or "").strip()


def addresses(tag: Tag) -> Iterator[str]:
    """Find all that an element links to or loads."""
    for attribute in _ADDRESSES:
        if tag.has_attr(attribute):
            yield str(tag[attribute])
    for candidate in str(tag.get("srcset", "")).split(","):
        if candidate.strip():
            yield candidate.split()[0]
    yield from css_addresses(str(tag.get("style", "")))


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_that_exist(site: BuiltSite) -> None:
    dead = {
        f"{page}: <{tag.name}> {link} {why}"
        for page, tag in elements(site, "*")
        for link in addresses(tag)
        if (why := site.dead_end(link, page))
    }
    assert not dead


def test_everything_that_a_style_sheet_loads_is_on_the_site(site: BuiltSite) -> None:
    loaded = [
        (sheet.relative_to(site.folder).as_posix(), address)
        for sheet in site.folder.rglob("*.css")
        for address in css_addresses(sheet.read_text("utf-8"))
        if not address.startswith("data:")
    ]
    assert any(address.endswith(".woff2") for _, address in loaded)
    assert not [(sheet, address) for sheet, address in loaded if site.dead_end(address, sheet)]
    assert not [(sheet, address) for sheet, address in loaded if "//" in address]


def test_every_id_that_an_element_names_is_on_its_page(site: BuiltSite) -> None:
    missing = {
        f"{page}: {attribute}={name}"
        for page, tag in elements(site, ",".join(f"[{attribute}]" for attribute in _IDS))
        for attribute in _IDS
        for name in str(tag.get(attribute, "")).split()
        if name not in site.ids[page]
    }
    assert not missing


def test_the_home_page_leads_to_every_article(site: BuiltSite) -> None:
    found = {site.leads_to(link, "") for link in site.pages[""].select("main a[href], #content a[href]")}
    assert {article_url(article.slug) for article in site.corpus.articles} <= found


def test_the_list_of_references_leads_to_every_reference(site: BuiltSite) -> None:
    found = {site.leads_to(link, "references/") for link in site.pages["references/"].select("a[href]")}
    assert {reference_url(reference) for reference in site.corpus.references} <= found


def test_every_generated_page_can_be_reached_from_the_home_page(site: BuiltSite) -> None:
    reached = {""}
    waiting = [""]
    while waiting:
        page = waiting.pop()
        leading = {site.leads_to(link, page).split("#")[0] for link in site.pages[page].select("a[href]")}
        new = {address for address in leading if address in site.pages} - reached
        reached |= new
        waiting += new
    assert {page.url for page in build_pages(RenderContext(site.corpus, SiteInfo(address=ADDRESS)))} <= reached


def test_the_canonical_address_of_every_page_is_its_own(site: BuiltSite) -> None:
    canonical = {
        page: [str(tag["href"]) for tag in soup.select("link[rel=canonical]")] for page, soup in site.pages.items()
    }
    assert canonical.pop("404.html") == []
    assert canonical == {page: [ADDRESS + page] for page in canonical}
