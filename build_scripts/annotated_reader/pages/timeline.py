"""The timeline: every dated event, an overview drawn as SVG, and the articles that mention each event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from annotated_reader.corpus import Article
from annotated_reader.formats import EventFile
from annotated_reader.pages.compare import MAX_COLUMNS
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.events import OtherDate, other_dates
from annotated_reader.pages.paging import FEW, Part, page_of, paged
from annotated_reader.pages.passages import Passage, passage_of
from annotated_reader.pages.timeline_axes import axes

URL = "timeline/"
PAGE_SIZE = 300
_DENSE = 4


@dataclass(frozen=True)
class TimelineEntry:
    """An event, with the first passage of each article that is tied to it."""

    event: EventFile
    passages: tuple[tuple[Article, Passage], ...]
    other_dates: tuple[OtherDate, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The slugs of the articles that mention the event."""
        return tuple(article.slug for article, _ in self.passages)


def entries(context: RenderContext) -> list[TimelineEntry]:
    """List the events in order of time."""
    corpus = context.corpus
    result = []
    for located in corpus.events.values():
        event = located.value
        first: dict[str, Passage] = {}
        for note in corpus.notes_by_event.get(event.id, ()):
            first.setdefault(note.article, passage_of(corpus, note))
        passages = tuple((corpus.articles_by_slug[slug], passage) for slug, passage in first.items())
        result.append(TimelineEntry(event, passages, tuple(other_dates(corpus, event))))
    return sorted(result, key=lambda entry: (entry.event.start, entry.event.id))


def periods(listed: Sequence[TimelineEntry]) -> list[tuple[str, list[TimelineEntry]]]:
    """Group events by decade, or by year and month where there are many."""
    years = Counter(entry.event.start.year for entry in listed)
    months = Counter((entry.event.start.year, entry.event.start.month) for entry in listed)

    def heading(entry: TimelineEntry) -> str:
        start = entry.event.start
        if years[start.year] < _DENSE:
            return f"{start.year // 10 * 10}s"
        if start.month and months[start.year, start.month] >= _DENSE:
            return type(start)(start.year, start.month).words
        return str(start.year)

    return [(name, list(run)) for name, run in groupby(listed, key=heading)]


def timeline_page(context: RenderContext) -> Iterator[Page]:
    """Render the timeline."""
    description = "The events behind the articles in order of time, and which article tells of which."
    for part in paged(entries(context), PAGE_SIZE, URL):
        yield page_of(part, "Timeline", description, partial(_timeline_html, context, part))


def _timeline_html(context: RenderContext, part: Part[TimelineEntry]) -> Markup:
    return context.render(
        "timeline.html",
        part.url,
        part=part,
        periods=periods(part.items),
        articles_of={entry.event.id: entry.articles for entry in part.items},
        axes=axes([entry.event for entry in part.items], {entry.event.id: len(entry.articles) for entry in part.items}),
        sifted=len(context.corpus.articles) <= MAX_COLUMNS,
        few=FEW,
    )
