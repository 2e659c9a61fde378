"""A page for each claim: what is so, why, and how each article puts it, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from build_scripts.pages.frame import Frame, Page
from build_scripts.pages.linked_data import claim_head
from build_scripts.pages.passages import sides, without
from build_scripts.schema import ClaimFile
from build_scripts.urls import claim_url

TEMPLATE = "across.html"


def claim_pages(frame: Frame) -> Iterator[Page]:
    """Render the page of every claim."""
    for entry in frame.corpus.claims.values():
        yield _claim_page(frame, entry.value)


def _claim_page(frame: Frame, claim: ClaimFile) -> Page:
    meta = {"template": TEMPLATE, **claim_head(frame, claim)}
    return Page(claim_url(claim.id), claim.finding, partial(_claim_html, frame, claim), meta)


def _claim_html(frame: Frame, claim: ClaimFile) -> Markup:
    told = sides(frame.corpus, frame.corpus.notes_by_claim.get(claim.id, ()))
    return frame.render("claim.html", claim_url(claim.id), claim=claim, told=told, silent=without(frame.corpus, told))
