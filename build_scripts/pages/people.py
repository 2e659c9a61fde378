"""A page for each person or organisation: one sourced line, and where the articles name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from build_scripts.corpus import Article, Corpus
from build_scripts.mentions import Mention, mentioned
from build_scripts.pages.claims import TEMPLATE
from build_scripts.pages.frame import Frame, Page
from build_scripts.schema import PersonFile
from build_scripts.seed_text import Block
from build_scripts.sentences import sentence_of
from build_scripts.urls import person_url


@dataclass(frozen=True)
class Named:
    """An article that names somebody: the first place in its sentence, and the blocks of all places."""

    article: Article
    before: str
    name: str
    after: str
    blocks: tuple[Block, ...]


def _named(article: Article, places: tuple[Mention, ...]) -> Named:
    """Show the first mention in running text, or the very first where none is."""
    text = article.seed.text
    first = next((place for place in places if place.block.number > 1), places[0])
    sentence = sentence_of(first.block, first.span)
    return Named(
        article,
        text[sentence.start : first.span.start],
        text[first.span.start : first.span.end],
        text[first.span.end : sentence.end],
        tuple({place.block.number: place.block for place in places}.values()),
    )


def naming(corpus: Corpus, person: PersonFile) -> tuple[Named, ...]:
    """Find the articles that name a person, in the order of the corpus."""
    found = mentioned(corpus.articles, person)
    return tuple(_named(article, found[article.slug]) for article in corpus.articles if article.slug in found)


def people_pages(frame: Frame) -> Iterator[Page]:
    """Render the list of people and organisations, and a page for each."""
    people = sorted((entry.value for entry in frame.corpus.people.values()), key=lambda person: person.name.casefold())
    named = {person.id: naming(frame.corpus, person) for person in people}
    url = "people/"
    groups = [
        ("People", [person for person in people if person.kind == "person"]),
        ("Organisations", [person for person in people if person.kind == "organisation"]),
    ]
    body = partial(frame.render, "people.html", url, groups=[group for group in groups if group[1]], named=named)
    description = "Who is named in the articles: one sourced line each, and where."
    yield Page(url, "People and organisations", body, {"template": TEMPLATE, "description": description})
    for person in people:
        yield _person_page(frame, person, named[person.id])


def _person_page(frame: Frame, person: PersonFile, named: tuple[Named, ...]) -> Page:
    url = person_url(person.id)
    events = sorted((entry.value for entry in frame.corpus.events.values()), key=lambda event: event.start)
    spoken = [event for event in events if event.quotation and event.quotation.speaker == person.id]
    body = partial(frame.render, "person.html", url, person=person, named=named, spoken=spoken)
    return Page(url, person.name, body, {"template": TEMPLATE, "description": person.description})
