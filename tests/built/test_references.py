"""A reference's page lists every passage that cites it, and leads to each."""

from __future__ import annotations

from collections import defaultdict

from bs4 import Tag

from annotated_reader.corpus.model import Note
from annotated_reader.exports import format_pinpoint
from annotated_reader.exports.urls import note_url, reference_url
from tests.built_site import BuiltSite

_QUOTED_CHARACTERS = 80
_SINGLE = str.maketrans("“”", "‘’")


def citing_notes(site: BuiltSite) -> dict[str, list[Note]]:
    """Find the notes that cite each reference, in reading order, by the reference's id."""
    found: defaultdict[str, list[Note]] = defaultdict(list)
    for article in site.corpus.articles:
        for note in article.current_notes:
            for reference in dict.fromkeys(citation.id for citation in note.data.references):
                found[reference].append(note)
    return found


def passages(site: BuiltSite, reference: str) -> list[tuple[str, Tag]]:
    """Find the passages on a reference's page: the address to which each leads, and the part that it stands in."""
    address = reference_url(reference)
    found = []
    for item in site.pages[address].select("[aria-labelledby=told] .told"):
        found.append((site.leads_to(item.select("a[href]")[0], address), item))
    return found


def plain(text: str) -> str:
    """Make all white space single."""
    return " ".join(text.split())


def test_a_reference_page_leads_to_the_place_of_every_passage_that_cites_it(site: BuiltSite) -> None:
    citing = citing_notes(site)
    assert citing
    for reference in site.corpus.references:
        found = [address for address, _ in passages(site, reference)]
        assert found == [note_url(note) for note in citing.get(reference, [])], reference


def test_a_passage_is_shown_in_its_own_words_with_its_note(site: BuiltSite) -> None:
    for reference, notes in citing_notes(site).items():
        for note, (_, item) in zip(notes, passages(site, reference), strict=True):
            seed = site.corpus.articles_by_slug[note.article].seed
            words = plain(seed.text[note.span.start : note.span.end])
            assert words[:_QUOTED_CHARACTERS] in plain(item.get_text()), note.id
            links = {site.leads_to(link, reference_url(reference)): link.get_text() for link in item.select("a[href]")}
            assert links.get(note_url(note)) == note.data.title, note.id


def test_a_passage_says_the_pinpoints_at_which_it_cites(site: BuiltSite) -> None:
    for reference, notes in citing_notes(site).items():
        for note, (_, item) in zip(notes, passages(site, reference), strict=True):
            for citation in note.data.references:
                if citation.id == reference and citation.pinpoint:
                    assert format_pinpoint(citation.pinpoint) in item.get_text(), (reference, note.id)


def test_a_reference_page_names_the_work_and_leads_to_it(site: BuiltSite) -> None:
    for reference, entry in site.corpus.references.items():
        page = site.pages[reference_url(reference)]
        assert page.h1 and page.h1.get_text(strip=True) == entry.value.short
        # Inside the quotation marks of a citation, those of the title become single ones.
        assert plain(entry.value.title).translate(_SINGLE) in plain(page.get_text()).translate(_SINGLE), reference
        if address := entry.value.readable_address:
            assert address in {str(link["href"]) for link in page.select("a[href]")}, reference
