"""The one place that builds addresses on the site.

Addresses are relative to the site's root, without a leading slash, so that they work under any sub-path.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from annotated_reader.corpus import Note
from annotated_reader.formats import ReferenceFile, passage_ids


def article_url(slug: str) -> str:
    """Return an article's address."""
    return f"articles/{slug}/"


def note_url(note: Note) -> str:
    """Return a note's permalink, which opens it."""
    return note_address(note.article, note.id)


def note_address(slug: str, note_id: str) -> str:
    """Return a note's permalink by the ids of its article and its own."""
    return f"{article_url(slug)}#{note_id}"


def mark_id(note_id: str) -> str:
    """Return the HTML id of a note's reference number in the text; no note's id holds an underscore."""
    return f"ref_{note_id}"


def reference_url(reference_id: str) -> str:
    """Return a reference's address."""
    return f"references/{reference_id}/"


def passage_url(reference: ReferenceFile, number: int) -> str:
    """Return the address of one of a reference's passages, by its number among them."""
    return f"{reference_url(reference.id)}#{quote(passage_ids(reference)[number])}"


def claim_url(claim_id: str) -> str:
    """Return a claim's address."""
    return f"claims/{claim_id}/"


def event_url(event_id: str) -> str:
    """Return an event's address."""
    return f"events/{event_id}/"


def person_url(person_id: str) -> str:
    """Return the address of a person or organisation."""
    return f"people/{person_id}/"


def block_url(slug: str, number: int) -> str:
    """Return the address of an article's block, by its number."""
    return f"{article_url(slug)}#p{number}"


def bibtex_path(reference_id: str) -> str:
    """Return the path of a reference's BibTeX file."""
    return f"references/{reference_id}/{reference_id}.bib"


def from_page(address: str, page_url: str, site_address: str) -> str:
    """Return an address for other programs: absolute where the site's own is known, else relative to the page.

    Args:
        address: relative to the site's root.
        page_url: the page on which it will stand, relative to the root.
        site_address: the site's absolute address with a slash at its end, or nothing.
    """
    return (site_address or root_from(page_url)) + address


def root_from(page_url: str) -> str:
    """Return the path from a page to the site's root: ``../../`` from ``articles/x/``, ``./`` from the home page."""
    return "../" * page_url.count("/") or "./"


@lru_cache(maxsize=2**12)  # each of a text's notes names it
def seed_url(name: str) -> str:
    """Return the address of a seed's text as it is published for machines."""
    return f"seeds/{quote(name.removesuffix('.txt'))}.txt"


def annotations_url(slug: str = "") -> str:
    """Return the address of an article's notes as JSON-LD; without an article, that of the whole collection."""
    return f"{article_url(slug)}annotations.jsonld" if slug else "data/notes.jsonld"
