"""Whether the address of what was annotated is that of one of our articles: its original, our page, our text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urldefrag, urlsplit

from annotated_reader.corpus import Article, Corpus
from annotated_reader.exports import article_url, seed_url

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.IGNORECASE)


def articles_at(corpus: Corpus, addresses: Iterable[str], site: str = "") -> list[Article]:
    """List the articles that addresses name; our page, which names one article, goes before what several may share.

    Args:
        corpus: the project.
        addresses: of what was annotated.
        site: our own address, if it is known; else any site's page or text of that path counts as ours.
    """
    named = [urldefrag(address.strip()).url for address in addresses if address]
    scoped = [article for article in corpus.articles if _are_ours(named, article_url(article.slug), site)]
    return scoped or [
        article
        for article in corpus.articles
        if _are_ours(named, seed_url(article.data.seed), site)
        or (article.data.url and any(same_page(article.data.url, each) for each in named))
    ]


def is_our_text(article: Article, address: str, site: str = "") -> bool:
    """Whether an address is that of an article's text as we publish it."""
    return _are_ours([urldefrag(address).url], seed_url(article.data.seed), site)


def same_page(one: str, other: str) -> bool:
    """Whether two addresses lead to one page: scheme, ``www.``, a slash at the end and tracking codes may differ."""
    core = _core(one)
    return core is not None and core == _core(other)


def _core(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    query = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    return (host, parts.path.rstrip("/"), tuple(query)) if host else None


def _are_ours(addresses: Iterable[str], path: str, site: str) -> bool:
    if site:
        return any(same_page(address, site.rstrip("/") + "/" + path) for address in addresses)
    return any(address.endswith("/" + path) for address in addresses)
