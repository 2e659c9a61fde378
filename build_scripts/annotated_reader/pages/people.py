"""A page for each person or organisation: one sourced line, and where the articles name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from annotated_reader.corpus import Article, Corpus, Mention, mentioned
from annotated_reader.exports import person_url
from annotated_reader.formats import PersonFile
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import ARTICLES_ON_A_PAGE, FEW, page_of, paged
from annotated_reader.texts import Block, sentence_of

PAGE_SIZE = 300
MOST_SPOKEN = 100


@dataclass(frozen=True)
class PersonMentions:
    """An article that names a person: the first mention in its sentence, and the blocks of all mentions."""

    article: Article
    before: str
    name: str
    after: str
    blocks: tuple[Block, ...]


def _mentions_in(article: Article, places: tuple[Mention, ...]) -> PersonMentions:
    """Return the first mention in running text, or the very first mention if there is none."""
    text = article.seed.text
    first = next((place for place in places if place.block.number > 1), places[0])
    sentence = sentence_of(first.block, first.span)
    return PersonMentions(
        article,
        text[sentence.start : first.span.start],
        text[first.span.start : first.span.end],
        text[first.span.end : sentence.end],
        tuple({place.block.number: place.block for place in places}.values()),
    )


def articles_naming(corpus: Corpus, person: PersonFile) -> tuple[PersonMentions, ...]:
    """Find the articles that name a person, in the order of the corpus."""
    found = mentioned(corpus.articles, person)
    return tuple(_mentions_in(article, found[article.slug]) for article in corpus.articles if article.slug in found)


def people_pages(context: RenderContext) -> Iterator[Page]:
    """Render the list of people and organisations, and a page for each."""
    people = sorted(
        (entry.value for entry in context.corpus.people.values()), key=lambda person: person.name.casefold()
    )
    named = {person.id: articles_naming(context.corpus, person) for person in people}
    yield from _people_lists(context, people, named)
    for person in people:
        yield from _person_page(context, person, named[person.id])


def _people_lists(
    context: RenderContext, people: Sequence[PersonFile], named: Mapping[str, tuple[PersonMentions, ...]]
) -> Iterator[Page]:
    description = "Who is named in the articles: one sourced line each, and where."
    by_kind = sorted(people, key=lambda person: person.kind != "person")
    for part in paged(by_kind, PAGE_SIZE, "people/", ids=context.corpus.people):
        runs = groupby(part.items, key=lambda person: person.kind)
        groups = [("People" if kind == "person" else "Organisations", list(run)) for kind, run in runs]
        body = partial(context.render, "people.html", part.url, part=part, groups=groups, named=named, few=FEW)
        yield page_of(part, "People and organisations", description, body)


def _person_page(context: RenderContext, person: PersonFile, named: tuple[PersonMentions, ...]) -> Iterator[Page]:
    events = sorted((entry.value for entry in context.corpus.events.values()), key=lambda event: event.start)
    spoken = [event for event in events if event.quotation and event.quotation.speaker == person.id]
    for part in paged(named, ARTICLES_ON_A_PAGE, person_url(person.id)):
        body = partial(
            context.render, "person.html", part.url, part=part, person=person, spoken=spoken, most=MOST_SPOKEN
        )
        yield page_of(part, person.name, person.description, body)
