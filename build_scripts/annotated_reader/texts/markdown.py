"""Markdown as contributors write it: rendered as harmless HTML, as plain text, and searched for links.

All of it reads the tokens of one grammar (:mod:`annotated_reader.texts.markdown_grammar`). Raw HTML is shown as text,
a link keeps its target only where it leads to the web, to a mailbox or to a place on this site, and nh3 has the last
word on what is shown: its list of allowed elements is the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Any, NamedTuple

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape

from annotated_reader.formats import is_web_address
from annotated_reader.texts.markdown_grammar import PARSER, Link, parse

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "br"}
_SAFE = nh3.Cleaner(tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)
_IN_SITE = re.compile(r"/?(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*(?:#[A-Za-z0-9_.-]+)?")
_MAILBOX = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


def link_is_allowed(target: str) -> bool:
    """Return whether a note may link there: an http(s) page, a mailbox, ``#id`` or ``/place/on/this/site/#id``."""
    if _MAILBOX.fullmatch(target) or is_web_address(target):
        return True
    return bool(target) and bool(_IN_SITE.fullmatch(target)) and target[0] in "/#"


def _target(root: str, page: str, target: str) -> str | None:
    """Return a link's target as seen from its page, or nothing where a note may not link there."""
    if not link_is_allowed(target):
        return None
    if target.startswith("#"):
        return page + target
    return root + target[1:] or "./" if target.startswith("/") else target


class _Renderer(RendererHTML):
    """CommonMark's own rendering, but for links, code blocks and what is shown as it was written."""

    def link_open(self, tokens: Sequence[Token], index: int, _options: Any, env: Mapping[str, Any]) -> str:
        token = tokens[index]
        target = _target(env["root"], env["page"], str(token.attrs["href"]))
        if target is None:
            return "&lt;" if token.markup == "autolink" else "<a>"
        return f'<a href="{escape(target)}">'

    def link_close(self, tokens: Sequence[Token], index: int, _options: Any, _env: Mapping[str, Any]) -> str:
        refused = tokens[index].markup == "autolink" and _is_refused_address(tokens[index - 2])
        return "&gt;" if refused else "</a>"

    def fence(self, tokens: Sequence[Token], index: int, _options: Any, _env: Mapping[str, Any]) -> str:
        lines = tokens[index].content.rstrip("\n").split("\n")
        return f"<p><code>{'<br>'.join(map(escape, lines))}</code></p>\n"

    def paragraph_open(self, tokens: Sequence[Token], index: int, options: Any, env: MutableMapping[str, Any]) -> str:
        # a list without blank lines shows no paragraphs, but a number of the text may begin a second one in an item
        if tokens[index].hidden and tokens[index - 1].type == "paragraph_close":
            return "<br>\n"
        return self.renderToken(tokens, index, options, env)

    def image(self, tokens: Sequence[Token], index: int, _options: Any, _env: Mapping[str, Any]) -> str:
        return escape(tokens[index].meta["written"])

    def definition(self, *_: object) -> str:
        return ""


_RENDERER = _Renderer()


def render_note(text: str, root: str = "", page: str = "") -> Markup:
    """Return a note's Markdown as safe HTML.

    Args:
        text: Markdown; raw HTML in it is shown as text.
        root: the way from the page to the site's root, such as ``../../``, for links that start with ``/``.
        page: the address of the text's own page, for links that start with ``#``; empty on that page itself.
    """
    if text.count("](http") == text.count("]"):  # without a link into the site it is the same on every page
        return _render(text, "", "")
    return _render(text, root, page)


@lru_cache(maxsize=2**14)  # a page, the search and the exports show the same note
def _render(text: str, root: str, page: str) -> Markup:
    env: MutableMapping[str, Any] = {"root": root, "page": page}
    html = str(_RENDERER.render(parse(text).tokens, PARSER.options, env))
    return Markup(_SAFE.clean(html.rstrip("\n")))  # noqa: S704


@lru_cache(maxsize=2**14)
def plain_text(text: str) -> str:
    """Return a note's Markdown as plain text on one line, for search, feeds and exports."""
    return " ".join(" ".join(_pieces(parse(text).tokens)).split())


def _pieces(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            yield token.info + token.markup  # the number of an ordered list's item
        elif token.type == "fence":
            yield token.content
        elif token.children is not None:
            yield "".join(_words(token.children, index) for index in range(len(token.children)))


def _words(tokens: Sequence[Token], index: int) -> str:
    """Return what a reader sees of a piece of inline markup."""
    token = tokens[index]
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return str(token.meta["written"])
        case "link_open" if _is_refused_address(token):
            return "<"
        case "link_close" if token.markup == "autolink" and _is_refused_address(tokens[index - 2]):
            return ">"
        case _:
            return ""


def _is_refused_address(opening: Token) -> bool:
    """Return whether a link is an address in angle brackets that leads where a note may not: it is shown as text."""
    return opening.markup == "autolink" and not link_is_allowed(str(opening.attrs["href"]))


def count_words(text: str) -> int:
    """Count the words that a reader sees; addresses of links are not among them."""
    return len(plain_text(text).split())


class Fault(Enum):
    """What is wrong with a piece of Markdown that readers would see as it was written."""

    LINK = auto()
    SPACE = auto()
    UNUSED = auto()
    FOOTNOTE = auto()
    IMAGE = auto()


class FaultyMarkup(NamedTuple):
    """A piece of Markdown that is not shown as its writer meant, at an offset in code points."""

    offset: int
    fault: Fault
    words: str


@lru_cache(maxsize=2**14)  # several rules look at the same note
def link_targets(text: str) -> tuple[Link, ...]:
    """Find all links in a note's Markdown."""
    if "[" not in text and "<" not in text:
        return ()
    return tuple(parse(text).links())


_HIDDEN = "\0"
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_UNREAD_LINK = re.compile(
    rf"\]\([ \t]*+<?(?P<address>[^)\n{_HIDDEN}]*+)(?P<end>\)?)"
    rf"|\[[^\[\]\n{_HIDDEN}]*\((?=https?://)|\[[^\[\]\n{_HIDDEN}]+\]\s+\((?=https?://)"
)
_UNREAD_DEFINITION = re.compile(
    rf"^[ >]*+\[[^\[\]\n{_HIDDEN}]++\]:[ \t]*+<?[A-Za-z][A-Za-z0-9+.-]*+:[^\s{_HIDDEN}]", re.MULTILINE
)
_UNREAD_ADDRESS = re.compile(rf"<(https?://[^<>\s{_HIDDEN}]++[ \t][^<>\n{_HIDDEN}]*+)>")
_FOOTNOTE = re.compile(rf"\[\^[^\s\[\]{_HIDDEN}]+\]")
_SPACED = re.compile(r"[^\s\"']+(?:[ \t]++[^\s\"']+)+")


@lru_cache(maxsize=2**14)
def faulty_markup(text: str) -> tuple[FaultyMarkup, ...]:
    """Find links that are not written whole or not used, footnotes (the first) and images; code is left alone."""
    if not any(sign in text for sign in ("[", "](", "<http")):
        return ()
    return tuple(sorted(_faulty_markup(text), key=lambda markup: markup.offset))


def _faulty_markup(text: str) -> Iterator[FaultyMarkup]:
    parsed, visible = parse(text), list(text)
    for start, label in parsed.unused_definitions():
        yield FaultyMarkup(text.index("[", start), Fault.UNUSED, label)
    for kind, start, end in parsed.spans():
        if kind == "image":
            yield FaultyMarkup(start, Fault.IMAGE, text[start:end])
        visible[start:end] = [char if char == "\n" else _HIDDEN for char in text[start:end]]
    words = _ESCAPED.sub(_HIDDEN * 2, "".join(visible))
    if footnote := _FOOTNOTE.search(words):
        yield FaultyMarkup(footnote.start(), Fault.FOOTNOTE, footnote[0])
    for match in _UNREAD_ADDRESS.finditer(words):
        yield FaultyMarkup(match.start(1), Fault.SPACE, match[1].rstrip(" \t"))
    for match in _UNREAD_DEFINITION.finditer(words):
        yield FaultyMarkup(match.start(), Fault.LINK, match[0])
    for match in _UNREAD_LINK.finditer(words):
        address = match["address"]
        if match["end"] and _SPACED.fullmatch(address.rstrip("> \t")):
            yield FaultyMarkup(match.start("address"), Fault.SPACE, address.rstrip("> \t"))
        else:
            yield FaultyMarkup(match.start(), Fault.LINK, match[0])
