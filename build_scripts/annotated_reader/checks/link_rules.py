"""Rules on addresses: where links in notes and the addresses of works may lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote, urlsplit

from annotated_reader.checks.markdown_texts import WrittenText, markdown_texts, place_in_text
from annotated_reader.corpus import Corpus
from annotated_reader.formats import is_site
from annotated_reader.support import Place, Problem, Severity
from annotated_reader.texts import Fault, faulty_markup, link_is_allowed, link_targets

_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"'`{}|\\^]")


def addresses(corpus: Corpus) -> Iterator[WrittenText]:
    """List every address that is the value of a key."""
    for article in corpus.articles:
        yield WrittenText(article.source, ("url",), article.data.url or "")
        for index, response in enumerate(article.data.responses):
            yield WrittenText(article.source, ("responses", index, "url"), response.url or "")
    for reference in corpus.references.values():
        yield WrittenText(reference, ("URL",), reference.value.URL or "")
        yield WrittenText(reference, ("archived",), reference.value.archived or "")
        for index, passage in enumerate(reference.value.passages):
            yield WrittenText(reference, ("passages", index, "from"), passage.read_at)


def outside_links(corpus: Corpus) -> Iterator[tuple[str, Callable[[], Place]]]:
    """List every link that leads off the site, with a function that finds its place, which reads the file again."""
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
            if not link_is_allowed(target) and not link_is_allowed(_without_spaces(target)):
                encoded = _NOT_IN_ADDRESSES.sub(lambda match: quote(match[0]), target)
                hint = "Link to https://…, mailto:…, #note-id or /references/<id>/."
                yield Problem(
                    place_in_text(entity, path, offset), "links-in-notes-are-safe", f"a link leads to '{target}'",
                    f"Write some of its characters with %: {encoded}" if link_is_allowed(encoded) else hint,
                )  # fmt: skip


def links_in_notes_are_whole(corpus: Corpus) -> Iterator[Problem]:
    """A link in a note has both its brackets, both its parentheses and its words, and no spaces in its address."""
    for entity, path, text in markdown_texts(corpus):
        spaced = [
            (offset, target)
            for offset, target in link_targets(text)
            if not link_is_allowed(target) and link_is_allowed(_without_spaces(target))
        ]
        for offset, fault, words in faulty_markup(text):
            if fault is Fault.LINK:
                yield Problem(
                    place_in_text(entity, path, offset), "links-in-notes-are-whole",
                    "a link is not written whole, so readers would see its brackets",
                    "Write it as [words](https://…), on one line, with no space between ] and (.",
                )  # fmt: skip
            elif fault is Fault.UNUSED:
                yield Problem(
                    place_in_text(entity, path, offset), "links-in-notes-are-whole",
                    f"'[{words}]:' gives an address that no link uses, so readers would not see it",
                    f"Link words to it, as in [words][{words}], or delete it.",
                )  # fmt: skip
            elif fault is Fault.SPACE:
                spaced.append((offset, words))
        for offset, target in spaced:
            yield Problem(
                place_in_text(entity, path, offset), "links-in-notes-are-whole",
                f"the address '{target}' has a space in it",
                f"Write %20 for each space: {_without_spaces(target)}",
            )  # fmt: skip


def _without_spaces(target: str) -> str:
    return target.replace(" ", "%20")


def markdown_is_supported(corpus: Corpus) -> Iterator[Problem]:
    """A note has no footnotes and no images, which would be shown as they are written."""
    for entity, path, text in markdown_texts(corpus):
        for offset, fault, words in faulty_markup(text):
            if fault is Fault.FOOTNOTE:
                yield Problem(
                    place_in_text(entity, path, offset), "markdown-is-supported",
                    f"'{words}' is a footnote, and notes have none",
                    "Name the source under `references`, or write the words in the note itself.",
                )  # fmt: skip
            elif fault is Fault.IMAGE:
                yield Problem(
                    place_in_text(entity, path, offset), "markdown-is-supported",
                    "this is an image, and notes have none",
                    "Link to its page instead: [words](https://…).",
                )  # fmt: skip


def links_are_whole(text: str) -> bool:
    """Return whether every link in a text has its brackets and parentheses."""
    return not any(markup.fault in {Fault.LINK, Fault.SPACE} for markup in faulty_markup(text))


def addresses_name_a_page(corpus: Corpus) -> Iterator[Problem]:
    """An address names a page, never a bare domain."""
    for entity, path, address in addresses(corpus):
        if is_site(address):
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
    """Return the entry of the list that blocks an address: its host, or a domain that the host belongs to."""
    try:
        host = unicodedata.normalize("NFKC", urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    labels = host.split(".")
    return next((name for i in range(len(labels)) if (name := ".".join(labels[i:])) in corpus.blocked_hosts), None)
