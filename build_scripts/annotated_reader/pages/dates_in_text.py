"""Dates as articles write them, shown next to the correct ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotated_reader.formats import MONTHS, DateRange, PartialDate

_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_DAYS = r"(?P<first>[0-3]?[0-9])(?:\s*[-–—]\s*(?P<last>[0-3]?[0-9]))?(?:st|nd|rd|th)?"
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+{_DAYS}\b(?:,?\s+(?P<year>[12][0-9]{{3}})\b)?")
_DAY_FIRST = re.compile(rf"\b{_DAYS}\s+{_MONTH}\b(?:,?\s+(?P<year>[12][0-9]{{3}})\b)?")


@dataclass(frozen=True)
class WrittenDate:
    """A day or several days as a text writes them; ``year`` is 0 if the text names none."""

    words: str
    year: int
    month: int
    first: int
    last: int

    def differs_from(self, date: PartialDate | DateRange) -> bool:
        """Return whether the text's days differ from an event's; a less precise date never differs."""
        start, end = (date.start, date.end) if isinstance(date, DateRange) else (date, date)
        if not (start.day and end.day):
            return False
        year = self.year or start.year
        return ((year, self.month, self.first), (year, self.month, self.last)) != (
            (start.year, start.month, start.day),
            (end.year, end.month, end.day),
        )


def find_dates(text: str) -> Iterator[WrittenDate]:
    """Find the days that a text names in English, as in ``June 24-26`` or ``9 June 2025``."""
    for form in (_MONTH_FIRST, _DAY_FIRST):
        for match in form.finditer(text):
            first = int(match["first"])
            month = MONTHS.index(match["month"]) + 1
            yield WrittenDate(match[0], int(match["year"] or 0), month, first, int(match["last"] or first))
