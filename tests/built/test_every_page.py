"""What holds for every page of a site, whatever stands on it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages import RenderContext, build_pages
from annotated_reader.site.theme_files import ASSETS, theme_files
from tests.built_site import ADDRESS, BuiltSite, elements

# Scripts of other types are data, which a browser never runs.
_SCRIPT_TYPES = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}
_LOADED = "script[src], img[src], iframe[src], video, audio, source, track, embed, object, input[src], link[href], form"
_LINKS_THAT_LOAD_NOTHING = {"canonical", "license", "alternate", "next", "prev", "author", "help", "search"}
_ALLOWED_SOURCES = {
    "script-src": {"'self'", "'wasm-unsafe-eval'"},
    "style-src-attr": {"'self'", "'none'", "'unsafe-inline'"},
}
_NO_OTHER_HOST = {"'self'", "'none'", "data:", "blob:"}


def policy_of(page: BeautifulSoup) -> dict[str, set[str]]:
    """Read a page's Content-Security-Policy: its directives, each with its sources (CSP Level 3, section 2.2)."""
    (meta,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    directives = [directive.split() for directive in str(meta["content"]).split(";") if directive.strip()]
    return {name: set(sources) for name, *sources in directives}


def test_a_strict_build_is_clean(site: BuiltSite) -> None:
    assert (site.status, site.complaints) == (0, [])


def test_every_generated_page_is_built(site: BuiltSite) -> None:
    pages = build_pages(RenderContext(site.corpus, SiteInfo(address=ADDRESS)))
    assert {page.url for page in pages} | {"", "404.html", "about/"} <= set(site.pages)


def test_every_page_has_one_main_heading(site: BuiltSite) -> None:
    headings = {
        page: [heading.get_text(strip=True) for heading in soup.select("h1")] for page, soup in site.pages.items()
    }
    assert not {page: found for page, found in headings.items() if len(found) != 1 or not found[0]}


def test_every_page_says_its_language_and_its_title(site: BuiltSite) -> None:
    for page, soup in site.pages.items():
        assert soup.html and soup.html.get("lang"), page
        titles = [title.get_text(strip=True) for title in soup.select("head > title")]
        assert len(titles) == 1 and titles[0], page


def test_no_two_pages_have_the_same_title(site: BuiltSite) -> None:
    titles = Counter(soup.select("head > title")[0].get_text(strip=True) for soup in site.pages.values())
    assert not {title: times for title, times in titles.items() if times > 1}


def test_no_id_stands_twice_on_a_page(site: BuiltSite) -> None:
    for page, soup in site.pages.items():
        times = Counter(str(tag["id"]) for tag in soup.select("[id]"))
        assert not {name: count for name, count in times.items() if count > 1 or not name.strip()}, page


def test_one_policy_allows_own_scripts_alone_on_every_page(site: BuiltSite) -> None:
    policies = {page: policy_of(soup) for page, soup in site.pages.items()}
    policy = policies[""]
    assert {page for page, other in policies.items() if other != policy} == set()
    assert "'self'" in policy["script-src"]
    assert policy["default-src"] == {"'none'"}
    assert policy["base-uri"] == {"'none'"}
    for name, sources in policy.items():
        assert sources <= _ALLOWED_SOURCES.get(name, _NO_OTHER_HOST), name


def test_the_policy_comes_before_all_that_it_governs(site: BuiltSite) -> None:
    for page, soup in site.pages.items():
        assert soup.head, page
        first = soup.head.find(["script", "style", "link", "meta"], attrs={"charset": False, "name": False})
        assert isinstance(first, Tag) and first.get("http-equiv") == "Content-Security-Policy", page


def test_no_page_has_a_script_or_a_style_of_its_own_in_it(site: BuiltSite) -> None:
    inline = {
        f"{page}: <{tag.name}> {tag.get_text()[:60]}"
        for page, tag in elements(site, "script:not([src]), style")
        if tag.name == "style" or str(tag.get("type", "")) in _SCRIPT_TYPES
    }
    assert not inline


def test_no_element_runs_a_script_on_an_event_or_a_link(site: BuiltSite) -> None:
    running = {
        f"{page}: <{tag.name} {name}={value}>"
        for page, tag in elements(site, "*")
        for name, value in tag.attrs.items()
        if name.startswith("on")
        or name == "srcdoc"
        or (tag.name != "meta" and str(value).strip().lower().startswith(("javascript:", "vbscript:")))
    }
    assert not running


def test_nothing_is_loaded_from_another_host(site: BuiltSite) -> None:
    elsewhere = {
        f"{page}: {tag.name} {value}"
        for page, tag in elements(site, _LOADED)
        if not _LINKS_THAT_LOAD_NOTHING.intersection(tag.get_attribute_list("rel"))
        for name in ("src", "href", "data", "poster", "action", "srcset")
        if (value := str(tag.get(name, ""))) and not urljoin(ADDRESS + page, value).startswith((ADDRESS, "data:"))
    }
    assert not elsewhere


def test_the_site_holds_no_script_that_no_page_asks_for(site: BuiltSite) -> None:
    """Nor any file of Material's but what is used of its style sheet."""
    assets = {path.relative_to(site.folder).as_posix() for path in site.folder.glob("assets/**/*") if path.is_file()}
    own = {path.relative_to(site.project / "docs").as_posix() for path in site.project.glob("docs/assets/**/*")}
    theme = {path for path, _ in theme_files() if path.startswith(ASSETS)}
    assert assets - own == theme


def test_italics_are_preloaded_where_they_are_used(site: BuiltSite) -> None:
    preloading = {page for page, _ in elements(site, "link[rel=preload][href$='italic.woff2']")}
    shown = {page for page, _ in elements(site, ".page:not(.page--article) i")}
    assert preloading == shown != set()


def test_no_page_changes_the_base_of_its_links_or_sends_its_reader_on(site: BuiltSite) -> None:
    assert not [page for page, _ in elements(site, "base, meta[http-equiv=refresh i]")]


@pytest.mark.parametrize("name", ["viewport", "description"])
def test_every_page_describes_itself(site: BuiltSite, name: str) -> None:
    for page, soup in site.pages.items():
        assert [bool(tag.get("content")) for tag in soup.select(f"head > meta[name={name}]")] == [True], page
