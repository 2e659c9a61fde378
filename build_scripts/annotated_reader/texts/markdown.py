"""Markdown as contributors write it becomes HTML that can do no harm.

Raw HTML is shown as text. What Python-Markdown makes is sanitised by nh3 (an allow-list), and a link is kept only
where it leads to the web, to a mailbox or to a place on this site.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from functools import lru_cache, partial
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from annotated_reader.texts.plain_markdown import render_plain

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "br"}
_SAFE = nh3.Cleaner(tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, link_rel=None)
_TEXT = nh3.Cleaner(tags=set())
_IN_SITE = re.compile(r"/?(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*(?:#[A-Za-z0-9_.-]+)?")
_MAILBOX = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_WEB = re.compile(
    r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]*(?::[0-9]{1,5})?(?:[/?#][^\s<>\"'`\\^{}|]*)?", re.IGNORECASE
)


def link_is_allowed(target: str) -> bool:
    """Whether a link may stand in a note: an http(s) page, a mailbox, ``#id`` or ``/place/on/this/site/#id``."""
    if _MAILBOX.fullmatch(target) or _WEB.fullmatch(target):
        return target.isprintable()
    return bool(target) and bool(_IN_SITE.fullmatch(target)) and target[0] in "/#"


def _target(root: str, target: str) -> str | None:
    """Give the target that a link gets, from the page on which it stands; none where it is not allowed."""
    if not link_is_allowed(target):
        return None
    return root + target[1:] or "./" if target.startswith("/") else target


class _Links(Treeprocessor):
    """Resolves links from the site's root, and takes the target from those that are not allowed."""

    root = ""

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            target = _target(self.root, html.unescape(element.get("href", "")))
            if target is None:
                element.attrib.pop("href", None)
            else:
                element.set("href", target)
            element.attrib.pop("title", None)


class _Parser(threading.local):
    """A Markdown parser for each thread, since it keeps state while it works."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Make the parser anew."""
        self.markdown = Markdown(output_format="html")
        self.markdown.preprocessors.deregister("html_block")
        for pattern in ("html", "automail", "image_link", "image_reference", "short_image_ref"):
            self.markdown.inlinePatterns.deregister(pattern)
        self.markdown.parser.blockprocessors.deregister("hashheader")
        self.markdown.parser.blockprocessors.deregister("setextheader")
        self.markdown.parser.blockprocessors["olist"].LAZY_OL = False  # type: ignore[attr-defined] # keeps "1986."
        self.links = _Links(self.markdown)
        self.markdown.treeprocessors.register(self.links, "links", -1)  # after backslashes have been resolved


_PARSER = _Parser()


def render_note(text: str, root: str = "") -> Markup:
    """Turn a note's Markdown into safe HTML.

    Args:
        text: Markdown; raw HTML in it is shown as text.
        root: the way from the page to the site's root, such as ``../../``, for links that start with ``/``.
    """
    leads_away = text.count("](http") == text.count("]")
    return _render(text, "" if leads_away else root)  # without a link into the site the same wherever it stands


@lru_cache(maxsize=2**14)  # a page, the search and the exports show the same note
def _render(text: str, root: str) -> Markup:
    plain = render_plain(text, partial(_target, root))
    return parse_note(text, root) if plain is None else Markup(plain)  # noqa: S704


def parse_note(text: str, root: str = "") -> Markup:
    """Turn any note's Markdown into safe HTML: what :func:`render_note` does where there is no shorter way."""
    _PARSER.links.root = root
    try:
        converted = _PARSER.markdown.reset().convert(text)
    except RecursionError:  # lists nested hundreds deep, in the midst of which the parser stopped
        _PARSER.renew()
        return escape(text)
    return Markup(_SAFE.clean(converted))  # noqa: S704


@lru_cache(maxsize=2**14)
def plain_text(text: str) -> str:
    """Turn a note's Markdown into plain text, for search, feeds and exports."""
    return " ".join(html.unescape(_TEXT.clean(str(render_note(text)))).split())


_LINK = re.compile(
    r"\]\(\s*<?((?:\\.|[^\s)>\\])*)|^\s{0,3}\[[^\[\]]+\]:\s*<?([^\s>]+)|<([A-Za-z][A-Za-z0-9+.-]{0,30}:[^<>\s]*)>",
    re.MULTILINE,
)
_TARGET = re.compile(r"\]\((?:(?!\]\()[^)])*+\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")


def link_targets(text: str) -> Iterator[tuple[int, str]]:
    """Find the links that a note's Markdown holds, each with its offset, for checking."""
    if "[" not in text and "<" not in text:
        return
    for match in _LINK.finditer(text):
        target = next(group for group in match.groups() if group is not None)
        yield match.start(match.lastindex or 0), html.unescape(_ESCAPED.sub(r"\1", target))


def count_words(text: str) -> int:
    """Count the words a reader sees, addresses of links not among them."""
    return len(_TARGET.sub("]", text).split())
