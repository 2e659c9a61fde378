"""Rules on addresses: where links in notes and the addresses of works may lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

from annotated_reader.corpus import Corpus
from annotated_reader.formats import Entity, Located, Path, value_at
from annotated_reader.support import Place, Problem, Severity, split_lines
from annotated_reader.texts import link_is_allowed, link_targets

Words = tuple[Located[Entity], Path, str]
"""A text or an address: who has it, at which key, and what it says."""

_UNCLOSED = re.compile(
    r"\]\((?:(?!\]\()[^)\n])*+(?=\n|\Z)|\[[^\[\]\n]*\((?=https?://)|\[[^\[\]\n]+\]\s+\((?=https?://)"
)


def markdown_texts(corpus: Corpus) -> Iterator[Words]:
    """List every text that is shown as Markdown."""
    for article in corpus.articles:
        for note in article.all_notes:
            yield note, ("note",), note.value.note
        yield article.source, ("summary",), article.data.summary or ""
        yield article.source, ("about_source",), article.data.about_source or ""
        for index, response in enumerate(article.data.responses):
            yield article.source, ("responses", index, "text"), response.text
    for reference in corpus.references.values():
        yield reference, ("summary",), reference.value.summary
    for claim in corpus.claims.values():
        yield claim, ("explanation",), claim.value.explanation or ""
        for index, position in enumerate(claim.value.positions):
            yield claim, ("positions", index, "holds"), position.holds
    for event in corpus.events.values():
        yield event, ("description",), event.value.description


def addresses(corpus: Corpus) -> Iterator[Words]:
    """List every address that stands under a key of its own."""
    for article in corpus.articles:
        yield article.source, ("url",), article.data.url or ""
        for index, response in enumerate(article.data.responses):
            yield article.source, ("responses", index, "url"), response.url or ""
    for reference in corpus.references.values():
        yield reference, ("URL",), reference.value.URL or ""
        yield reference, ("archived",), reference.value.archived or ""


def outside_links(corpus: Corpus) -> Iterator[tuple[str, Callable[[], Place]]]:
    """List every link that leads off the site, with what finds its place: to find one, a whole file is read again."""
    for entity, path, address in addresses(corpus):
        if address:
            yield address, partial(entity.value_place, *path)
    for entity, path, text in markdown_texts(corpus):
        for offset, target in link_targets(text):
            if target.lower().startswith(("https://", "http://")):
                yield target, partial(place_in_text, entity, path, offset)


def links_in_notes_are_safe(corpus: Corpus) -> Iterator[Problem]:
    """A link in a note leads to an http(s) page, a mailbox, or a place on this site."""
    for entity, path, text in markdown_texts(corpus):
        for offset, target in link_targets(text):
            if not link_is_allowed(target):
                yield Problem(
                    place_in_text(entity, path, offset), "links-in-notes-are-safe", f"a link leads to '{target}'",
                    "Link to https://…, mailto:…, #note-id or /references/<id>/.",
                )  # fmt: skip


def links_in_notes_are_whole(corpus: Corpus) -> Iterator[Problem]:
    """A link in a note has both its brackets and both its parentheses."""
    for entity, path, text in markdown_texts(corpus):
        for match in _UNCLOSED.finditer(text) if "[" in text or "](" in text else ():
            yield Problem(
                place_in_text(entity, path, match.start()), "links-in-notes-are-whole",
                "a link is not written whole, so readers would see its brackets",
                "Write it as [words](https://…), on one line, with no space between ] and (.",
            )  # fmt: skip


def links_are_whole(text: str) -> bool:
    """Whether every link in a text has its brackets and parentheses."""
    return _UNCLOSED.search(text) is None


def addresses_name_a_page(corpus: Corpus) -> Iterator[Problem]:
    """An address names a page, never a bare domain."""
    for entity, path, address in addresses(corpus):
        parts = urlsplit(address)
        if address and parts.path in {"", "/"} and not parts.query:
            yield Problem(
                entity.value_place(*path), "addresses-name-a-page", f"'{address}' names a site, not a page",
                "Give the address of the page itself, or leave it out.",
            )  # fmt: skip


def addresses_are_https(corpus: Corpus) -> Iterator[Problem]:
    """An address starts with https, unless the site has none."""
    for entity, path, address in addresses(corpus):
        if address and urlsplit(address).scheme.lower() != "https":
            yield Problem(
                entity.value_place(*path), "addresses-are-https", f"'{address}' is not https",
                "Write https:// if the site has it.", Severity.WARNING,
            )  # fmt: skip


def hosts_are_not_blocked(corpus: Corpus) -> Iterator[Problem]:
    """No address and no link leads to a host that annotations/blocked-hosts.yml lists."""
    if not corpus.blocked_hosts:
        return
    for link, place in outside_links(corpus):
        if host := blocked_by(corpus, link):
            yield Problem(
                place(), "hosts-are-not-blocked", f"{host} must not be linked: {corpus.blocked_hosts[host].strip()}",
                "Link to the original, or cite the work without an address.",
            )  # fmt: skip


def blocked_by(corpus: Corpus, address: str) -> str | None:
    """Name the entry of the list that blocks an address: its host, or a domain that the host belongs to."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    labels = host.split(".")
    return next((name for i in range(len(labels)) if (name := ".".join(labels[i:])) in corpus.blocked_hosts), None)


def place_in_text(entity: Located[Entity], path: Path, offset: int) -> Place:
    """Give the place of an offset in a block scalar's text: block scalars start on the line after their key.

    Args:
        entity: who has the text.
        path: at which key.
        offset: in the text as it was read, in code points.
    """
    start = entity.value_place(*path)
    scalar = entity.document.scalars.get((*entity.path, *path))
    if scalar is None or scalar.style != "|":
        return start
    raw: str = value_at(entity.written, path)
    offset += len(raw) - len(raw.lstrip())  # the text as it was read has no space around it
    above = raw.count("\n", 0, offset)
    source = split_lines(entity.document.text)[start.line + above]
    indent = len(source) - len(raw.split("\n")[above])
    return Place(start.file, start.line + 1 + above, indent + offset - (raw.rfind("\n", 0, offset) + 1) + 1)
