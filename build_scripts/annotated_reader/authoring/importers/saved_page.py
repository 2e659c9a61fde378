"""A saved web page becomes a text and what is known of it; nothing is fetched.

Source of the metadata, in this order: JSON-LD (schema.org ``Article`` and its kin), then ``meta`` elements
(Open Graph, Dublin Core, Highwire), then the elements of the page itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from annotated_reader.authoring.importers.foreign_json import clean
from annotated_reader.formats import LANGUAGE_PATTERN, Role
from annotated_reader.texts import read_seed

_ARTICLES = {
    "Article",
    "NewsArticle",
    "BlogPosting",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "Report",
    "ScholarlyArticle",
}
_SKIPPED = {"script", "style", "noscript", "template", "nav", "form", "button", "svg", "iframe", "select", "dialog"}
_FURNITURE = {"aside", "footer"}
_BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "pre", "div", "section", "article",
    "main", "header", "footer", "aside", "ul", "ol", "dl", "dt", "dd", "table", "tr", "figure", "address", "hr", "body",
}  # fmt: skip
_ROLES = {
    "h1": Role.TITLE, "h2": Role.HEADING, "h3": Role.HEADING, "h4": Role.HEADING, "h5": Role.HEADING,
    "h6": Role.HEADING, "li": Role.ITEM, "blockquote": Role.QUOTATION, "figcaption": Role.CAPTION,
}  # fmt: skip
_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?")
_ITEM = re.compile(r"[•*‣◦–-]\s+\S|[0-9]{1,2}[.)]\s+\S")
_MAX_DEPTH = 200


@dataclass(frozen=True)
class FoundLine:
    """A line of the text, and what it seems to be."""

    text: str
    role: Role


@dataclass(frozen=True)
class FoundText:
    """What a file holds: its lines, and what it says of itself; empty where it says nothing."""

    lines: tuple[FoundLine, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


def read_page(content: str) -> FoundText:
    """Extract title, byline, date, address and the article's text from a saved page."""
    soup = BeautifulSoup(content, "html.parser")
    data = _json_ld(soup)
    root = soup.html
    lines = _deduplicated(_lines(_article_element(soup)))
    title = (
        _line(data.get("headline"))
        or _meta(soup, "og:title", "citation_title", "dc.title")
        or _own(soup, "h1", "title")
    )
    authors = _names(data.get("author")) or _many_meta(
        soup, "author", "article:author", "citation_author", "dc.creator"
    )
    return FoundText(
        lines=tuple(_with_roles(lines, title, authors)),
        title=title,
        authors=tuple(name for name in authors if not name.startswith("http")),
        publisher=next(iter(_names(data.get("publisher"))), "") or _meta(soup, "og:site_name", "dc.publisher"),
        published=_day(_line(data.get("datePublished"))) or _published(soup),
        url=_address(soup, data),
        language=_language(root),
    )


def read_plain(content: bytes) -> FoundText:
    """Read a plain text: its first line is taken for the title, lines with a bullet or a number for list items.

    Raises:
        SeedError: when it can't be read as text.
    """
    lines = [block.text.strip() for block in read_seed(content).blocks]
    found = [FoundLine(line, Role.ITEM if _ITEM.match(line) else Role.PARAGRAPH) for line in lines]
    title = [FoundLine(found[0].text, Role.TITLE)] if found else []
    return FoundText((*title, *found[1:]), title=_line(lines[0]) if lines else "")


def _json_ld(soup: BeautifulSoup) -> Mapping[str, Any]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            value = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            kinds = thing.get("@type")
            if _ARTICLES.intersection([kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []):
                return thing
    return {}


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            yield each
            graph = each.get("@graph")
            yield from (thing for thing in (graph if isinstance(graph, list) else []) if isinstance(thing, Mapping))


def _line(value: Any) -> str:
    return " ".join(clean(value).split())[:400] if isinstance(value, str) else ""


def _names(value: Any) -> list[str]:
    """Read schema.org names: texts, things with a name, or lists of both."""
    several = value if isinstance(value, list) else [value]
    found = [each.get("name") if isinstance(each, Mapping) else each for each in several]
    return [name for each in found if (name := _line(each))]


def _many_meta(soup: BeautifulSoup, *names: str) -> list[str]:
    for name in names:
        found = [
            content
            for element in soup.find_all("meta")
            if str(element.get("name") or element.get("property") or "").lower() == name
            and (content := _line(element.get("content")))
        ]
        if found:
            return found
    return []


def _meta(soup: BeautifulSoup, *names: str) -> str:
    return next(iter(_many_meta(soup, *names)), "")


def _own(soup: BeautifulSoup, *names: str) -> str:
    return next((words for name in names if (element := soup.find(name)) and (words := _words(element))), "")


def _day(value: str) -> str:
    found = _DATE.match(value)
    return found.group() if found else ""


def _published(soup: BeautifulSoup) -> str:
    named = _meta(soup, "article:published_time", "citation_publication_date", "dc.date", "date")
    element = soup.find("time", datetime=True)
    return _day(named.replace("/", "-")) or (_day(str(element.get("datetime"))) if isinstance(element, Tag) else "")


def _address(soup: BeautifulSoup, data: Mapping[str, Any]) -> str:
    link = soup.find("link", rel="canonical")
    canonical = _line(link.get("href")) if isinstance(link, Tag) else ""
    candidates = (canonical, _meta(soup, "og:url"), _line(data.get("url")), _line(data.get("mainEntityOfPage")))
    return next((each for each in candidates if re.match(r"https?://[^/\s]+\.", each)), "")


def _language(root: Tag | None) -> str:
    value = _line(root.get("lang")) if root else ""
    return value if re.fullmatch(LANGUAGE_PATTERN, value) else ""


def _article_element(soup: BeautifulSoup) -> Tag:
    """Choose the element that holds the article: the one so marked with most words, else the page's main part."""
    marked: list[Tag] = [*soup.find_all("article"), *soup.select('[itemprop="articleBody"]')]
    if marked:
        return max(marked, key=lambda element: len(element.get_text()))
    main = soup.find("main") or soup.select_one('[role="main"]') or soup.body
    return main if isinstance(main, Tag) else soup


def _lines(element: Tag) -> list[FoundLine]:
    """Cut an element into lines at its blocks, each with the role of the innermost block that has one."""
    lines: list[FoundLine] = []
    pending: list[str] = []

    def flush(role: Role) -> None:
        words = " ".join(clean("".join(pending)).split())
        pending.clear()
        if words.strip("\ufeff"):
            lines.append(FoundLine(words, role))

    def walk(node: Tag, role: Role, depth: int) -> None:
        for child in node.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):
                    pending.append(str(child))
            elif isinstance(child, Tag) and child.name not in _SKIPPED and depth < _MAX_DEPTH:
                if child.name == "br":
                    flush(role)
                elif child.name in _BLOCKS:
                    flush(role)
                    inner = Role.FURNITURE if child.name in _FURNITURE else _ROLES.get(child.name, role)
                    walk(child, role if role in {Role.FURNITURE, Role.QUOTATION} else inner, depth + 1)
                    flush(role if role in {Role.FURNITURE, Role.QUOTATION} else inner)
                else:
                    walk(child, role, depth + 1)

    walk(element, Role.PARAGRAPH, 0)
    flush(Role.PARAGRAPH)
    return lines


def _deduplicated(lines: list[FoundLine]) -> list[FoundLine]:
    """Drop a line that only repeats the one before it, as saved pages do with captions and buttons."""
    return [line for index, line in enumerate(lines) if index == 0 or line.text != lines[index - 1].text]


def _with_roles(lines: list[FoundLine], title: str, authors: list[str]) -> Iterator[FoundLine]:
    """Mark the title and the byline, and put the title first if the article element lacks it."""
    if title and not any(line.role is Role.TITLE or line.text == title for line in lines):
        yield FoundLine(title, Role.TITLE)
    titled = False
    for line in lines:
        role = line.role
        if role is Role.TITLE or line.text == title:
            role, titled = (Role.HEADING if titled else Role.TITLE), True
        elif role is Role.PARAGRAPH and len(line.text) < 120 and any(author in line.text for author in authors):
            role = Role.BYLINE
        yield FoundLine(line.text, role)


def _words(element: Any) -> str:
    return _line(element.get_text(" ")) if isinstance(element, Tag) else ""
