"""The timeline: every dated event, an overview drawn as SVG, and the articles that mention each event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from annotated_reader.corpus import Article
from annotated_reader.formats import EventFile, PartialDate
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
    """Group events, given in order of time, by decade, or by year and month where there are many.

    Returns:
        Each group with its name. Where a part of its decade or year is a group of its own, the name says what is left.
    """
    starts = [entry.event.start for entry in listed]
    decades, years, months = (Counter(name(start) for start in starts) for name in (_decade, _year, _month))

    def heading(entry: TimelineEntry) -> str:
        start = entry.event.start
        if years[_year(start)] < _DENSE:
            return _decade(start)
        return _month(start) if start.month and months[_month(start)] >= _DENSE else _year(start)

    groups = [(name, list(run)) for name, run in groupby(listed, key=heading)]
    in_all = decades | years | months
    return [(name if in_all[name] == len(run) else _from_first_to_last(name, run), run) for name, run in groups]


def _decade(date: PartialDate) -> str:
    return f"{date.year // 10 * 10}s"


def _year(date: PartialDate) -> str:
    return str(date.year)


def _month(date: PartialDate) -> str:
    return PartialDate(date.year, date.month).words


def _from_first_to_last(name: str, run: Sequence[TimelineEntry]) -> str:
    """Name events that are a part of a decade by their years, and those that are a part of a year by their months."""
    first, last = run[0].event.start, run[-1].event.start
    if name == _decade(first):
        return _year(first) if first.year == last.year else f"{first.year}–{last.year}"
    if first.month == last.month:
        return _month(first)
    return f"{_month(first).removesuffix(f' {first.year}')} to {_month(last)}" if first.month else _year(first)


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
