"""What machines read in a page's head: schema.org data as JSON-LD, and Open Graph."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from pydantic_core import to_json

from annotated_reader.corpus import Article, Note
from annotated_reader.exports import (
    LICENCE,
    article_url,
    claim_url,
    format_pinpoint,
    from_page,
    passage_url,
    reference_url,
)
from annotated_reader.formats import ClaimFile, CslName, ReferenceFile, Stance, Verdict
from annotated_reader.pages.context import RenderContext
from annotated_reader.texts import plain_text

MAX_DESCRIPTION = 300
MAX_APPEARANCES = 100


def as_json_ld(data: Mapping[str, Any]) -> str:
    """Write JSON-LD that is safe inside a ``script`` element: no ``<``, ``>`` or ``&`` stands in it.

    Source: JSON-LD 1.1, section 7.2, restrictions for contents of JSON-LD script elements.
    """
    text = to_json({"@context": "https://schema.org", **data}).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def shortened(text: str, limit: int = MAX_DESCRIPTION) -> str:
    """Shorten a text to a limit in code points, at a word."""
    return text if len(text) <= limit else text[: limit - 1].rsplit(None, 1)[0].rstrip(",;:–") + "…"


def _publisher(context: RenderContext, page_url: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": context.site.name, "url": from_page("", page_url, context.site.address)}


def original_work(article: Article) -> dict[str, Any]:
    """Describe the text that the notes are on, as far as it is known."""
    data = article.data
    work: dict[str, Any] = {"@type": "Article", "headline": data.title, "inLanguage": data.language}
    if data.authors:
        work["author"] = [{"@type": "Person", "name": name} for name in data.authors]
    if data.publisher:
        work["publisher"] = {"@type": "Organization", "name": data.publisher}
    if data.published:
        work["datePublished"] = data.published.iso
    if data.url:
        work["url"] = data.url
    return work


def _dates(notes: tuple[Note, ...]) -> dict[str, str]:
    """Return the dates on which the first note was added and the last one changed."""
    if not notes:
        return {}
    first, last = min(note.data.added for note in notes), max(note.data.dated for note in notes)
    return {"datePublished": first.iso, "dateModified": last.iso}


def article_head(context: RenderContext, article: Article) -> dict[str, str]:
    """Return the metadata of an article's page: it is a work of its own, based on the text that it annotates."""
    url = article_url(article.slug)
    heading = f"Notes on: {article.data.title}"
    summary = shortened(plain_text(article.data.summary)) if article.data.summary else heading
    json_ld = as_json_ld(
        {
            "@type": "Article",
            "headline": heading,
            "description": summary,
            "url": from_page(url, url, context.site.address),
            "author": _publisher(context, url),
            "publisher": _publisher(context, url),
            "inLanguage": "en",
            "license": LICENCE,
            **_dates(article.current_notes),
            "isBasedOn": original_work(article),
        }
    )
    return {"description": summary, "og_type": "article", "og_title": heading, "json_ld": json_ld}


def claim_head(context: RenderContext, claim: ClaimFile) -> dict[str, str]:
    """Return a claim page's head: Open Graph tells the finding; ``ClaimReview`` wherever the claim can be checked.

    Source: schema.org/ClaimReview. The verdict is given in words only: it is no point on a scale.
    """
    url = claim_url(claim.id)
    rating = context.rating(claim)
    description = claim.reason if rating.is_confirmed else f"Unconfirmed: {claim.reason}"
    head = {"description": description, "og_type": "article", "og_title": claim.finding}
    if claim.verdict is Verdict.NOT_CHECKABLE:
        return head
    notes = context.corpus.notes_by_claim.get(claim.id, ())
    making = dict.fromkeys(n.article for n in notes if n.data.claim and n.data.claim.stance is Stance.ASSERTS)
    appearances = [original_work(context.corpus.articles_by_slug[slug]) for slug in islice(making, MAX_APPEARANCES)]
    review = {
        "@type": "ClaimReview",
        "url": from_page(url, url, context.site.address),
        "name": claim.finding,
        "claimReviewed": claim.statement,
        "reviewBody": claim.reason,
        "author": _publisher(context, url),
        "inLanguage": "en",
        "license": LICENCE,
        **_dates(notes),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": rating.label,
            "ratingExplanation": claim.reason,
        },
        "itemReviewed": {"@type": "Claim", "name": claim.statement, "appearance": appearances},
    }
    return {**head, "json_ld": as_json_ld(review)}


def reference_head(context: RenderContext, reference: ReferenceFile) -> dict[str, str]:
    """Return the metadata of the page of a reference that has passages: the work, and the words kept of it.

    Source: schema.org/Quotation and schema.org/hasPart.
    """
    if not reference.passages:
        return {}
    url = reference_url(reference.id)
    work: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": reference.title,
        "author": [_agent(name) for name in reference.author],
        "publisher": {"@type": "Organization", "name": reference.publisher} if reference.publisher else None,
        "datePublished": reference.issued.iso if reference.issued else None,
        "inLanguage": reference.language,
        "url": reference.address,
        "hasPart": [_quotation(context, reference, url, number) for number in range(len(reference.passages))],
    }
    return {"json_ld": as_json_ld({key: value for key, value in work.items() if value})}


def _agent(name: CslName) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": " ".join(part for part in (name.given, name.family) if part)}


def _quotation(context: RenderContext, reference: ReferenceFile, page_url: str, number: int) -> dict[str, str]:
    passage = reference.passages[number]
    place = f", {format_pinpoint(passage.at)}" if passage.at else ""
    language = passage.language or reference.language
    return {
        "@type": "Quotation",
        "text": passage.text,
        "citation": f"{reference.title}{place}",
        "url": from_page(passage_url(reference, number), page_url, context.site.address),
        "isBasedOn": passage.read_at,
        **({"inLanguage": language} if language else {}),
    }
