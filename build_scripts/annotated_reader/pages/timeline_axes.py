"""The timeline's overview: three axes, each giving room to the dense part of the one above it.

All places across are in percent of the drawing's width, so that it fits any screen while its letters keep their size.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotated_reader.formats import MONTHS, EventFile, PartialDate

DOT = 2.9
MARGIN = 2.5
LEAST_FOR_ZOOM = 6
LONGEST_WINDOW = 31
MOST_LABELS = 5
LAST_START = 55
"""The percent of the width up to which a label begins at its dot; further on it ends there, so as not to be cut off."""

Days = tuple[datetime.date, datetime.date]
Ticks = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Dot:
    """An event on an axis: ``x`` in percent; ``level`` counts stacked dots from 0."""

    event: EventFile
    x: float
    level: int


@dataclass(frozen=True)
class Zoom:
    """The part of an axis, in percent, whose events are drawn on the next axis."""

    start: float
    end: float

    @property
    def width(self) -> float:
        """Its width, wide enough to be seen."""
        return round(max(self.end - self.start, 0.5), 2)


@dataclass(frozen=True)
class Label:
    """The title beside a dot that matters: ``row`` counts from the top; ``ends`` says that it ends at the dot."""

    dot: Dot
    row: int
    ends: bool


@dataclass(frozen=True)
class Axis:
    """A stretch of time: its name, ticks as (percent, label), dots, the number of its events, the part shown larger."""

    name: str
    ticks: Ticks
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    count: int
    zoom: Zoom | None = None

    @property
    def levels(self) -> int:
        """The most dots stacked at one place."""
        return max((dot.level for dot in self.dots), default=0) + 1


def day_of(date: PartialDate) -> datetime.date:
    """Return a day for a date: the middle of the known period."""
    return datetime.date(date.year, date.month or 7, date.day or (15 if date.month else 1))


def _place(day: datetime.date, first: datetime.date, last: datetime.date) -> float:
    share = (day - first).days / max(1, (last - first).days)
    return round(MARGIN + (100 - 2 * MARGIN) * share, 2)


def _dots(events: Sequence[EventFile], first: datetime.date, last: datetime.date) -> tuple[Dot, ...]:
    """Place events from left to right; a dot that would hide another is stacked on it."""
    dots: list[Dot] = []
    for event in events:
        x = _place(day_of(event.start), first, last)
        taken = {dot.level for dot in dots if abs(dot.x - x) < DOT}
        dots.append(Dot(event, x, next(level for level in range(len(dots) + 1) if level not in taken)))
    return tuple(dots)


def _labels(dots: Sequence[Dot], weights: Mapping[str, int]) -> tuple[Label, ...]:
    """Label the dots of the greatest weight, each in a row of its own.

    A label that begins at its dot has those that begin further right below it, one that ends at its dot those that end
    further left; so the lines from labels to dots cross few others.
    """
    ranked = sorted(dots, key=lambda dot: -weights.get(dot.event.id, 0))[:MOST_LABELS]
    chosen = [dot for dot in ranked if weights.get(dot.event.id, 0)]
    ending = sorted((dot for dot in chosen if dot.x > LAST_START), key=lambda dot: (-dot.x, dot.level))
    starting = sorted((dot for dot in chosen if dot.x <= LAST_START), key=lambda dot: (dot.x, dot.level))
    return tuple(Label(dot, row, dot.x > LAST_START) for row, dot in enumerate((*ending, *starting)))


def dense_year(events: Sequence[EventFile]) -> int:
    """Return the year with the most events if it needs an axis of its own, else 0."""
    if not events or events[0].start.year == events[-1].start.year:
        return 0
    year, count = Counter(event.start.year for event in events).most_common(1)[0]
    return year if count >= LEAST_FOR_ZOOM else 0


def dense_weeks(events: Sequence[EventFile]) -> Days | None:
    """Return the weeks of a year with most of its events, if they need an axis of their own."""
    days = sorted(day_of(event.start) for event in events if event.start.day)
    windows = [[other for other in days if 0 <= (other - day).days <= LONGEST_WINDOW] for day in days]
    fullest = max(windows, key=len, default=[])
    if len(fullest) < LEAST_FOR_ZOOM:
        return None
    return fullest[0] - datetime.timedelta(1), fullest[-1] + datetime.timedelta(1)


def axes(events: Sequence[EventFile], weights: Mapping[str, int]) -> list[Axis]:
    """Lay out the overview.

    Args:
        events: in order of time.
        weights: how much an event matters, by its id; those that matter most are labelled.

    Returns:
        One axis for all years; one for the dense year and one for its dense weeks, where there are such.
    """
    if not events:
        return []
    years = (datetime.date(events[0].start.year, 1, 1), datetime.date(events[-1].start.year, 12, 31))
    year = dense_year(events)
    if not year:
        return [_axis(events, weights, years, _year_ticks(*years))]
    in_year = [event for event in events if event.start.year == year]
    whole = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    result = [_axis(events, weights, years, _year_ticks(*years), whole, in_year)]
    weeks = dense_weeks(in_year)
    if not weeks:
        return [*result, _axis(in_year, weights, whole, _month_ticks(*whole))]
    in_weeks = [event for event in in_year if event.start.day and weeks[0] <= day_of(event.start) <= weeks[1]]
    result.append(_axis(in_year, weights, whole, _month_ticks(*whole), weeks, in_weeks))
    return [*result, _axis(in_weeks, weights, weeks, _day_ticks(*weeks))]


def _axis(
    events: Sequence[EventFile],
    weights: Mapping[str, int],
    days: Days,
    ticks: Ticks,
    part: Days | None = None,
    moved: Sequence[EventFile] = (),
) -> Axis:
    """Lay out one axis; the events in its dense part are counted there and drawn on the next."""
    first, last = days
    name = f"{first.year} to {last.year}" if first.year != last.year else str(first.year)
    if (last - first).days < 300:
        name = f"{_day_words(first)} to {_day_words(last)} {last.year}"
    zoom = Zoom(_place(part[0], *days), _place(part[1], *days)) if part else None
    dots = _dots([event for event in events if event not in moved], *days)
    return Axis(name, ticks, dots, _labels(dots, weights), len(events), zoom)


def _ticks(days: Sequence[datetime.date], label: Callable[[datetime.date], str], span: Days) -> Ticks:
    return tuple((_place(day, *span), label(day)) for day in days)


def _year_ticks(first: datetime.date, last: datetime.date) -> Ticks:
    step = next(step for step in (1, 2, 5, 10, 25, 50, 100, 500, 10_000) if (last.year - first.year) / step <= 6)
    days = [datetime.date(year, 1, 1) for year in range(first.year - first.year % step + step, last.year + 1, step)]
    return _ticks(days, lambda day: str(day.year), (first, last))


def _month_ticks(first: datetime.date, last: datetime.date) -> Ticks:
    days = [datetime.date(first.year, month, 1) for month in range(1, 13, 2)]
    return _ticks(days, lambda day: MONTHS[day.month - 1][:3], (first, last))


def _day_ticks(first: datetime.date, last: datetime.date) -> Ticks:
    step = max(1, (last - first).days // 4)
    days = [first + datetime.timedelta(offset) for offset in range(1, (last - first).days, step)]
    return _ticks(days, _day_words, (first, last))


def _day_words(day: datetime.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"
