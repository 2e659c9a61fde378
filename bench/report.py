"""Results as tables for people; the same tables stand on the site's page on performance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table with a title; the first column names its rows."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """Print it for a terminal."""
        lines = (self.header, *self.rows)
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.header))]
        printed = ["  ".join(_fit(cell, width, i) for i, (cell, width) in enumerate(zip(line, widths, strict=True)))
                   for line in lines]  # fmt: skip
        return "\n".join((self.title, *(line.rstrip() for line in printed)))

    def markdown(self) -> str:
        """Print it as Markdown."""
        rule = ("---", *("---:" for _ in self.header[1:]))
        lines = (f"| {' | '.join(line)} |" for line in (self.header, rule, *self.rows))
        return f"**{self.title}**\n\n" + "\n".join(lines)


def _fit(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)


def seconds(value: float) -> str:
    """Write a time."""
    return f"{value:.2f} s"


def size(value: float) -> str:
    """Write a number of bytes, in decimal units."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if value >= factor:
            return f"{value / factor:.1f} {unit}"
    return f"{value:.0f} B"


def put_into(page: str, section: str, tables: Sequence[Table]) -> str:
    """Replace the tables of a section in a Markdown page, between its two comments.

    Raises:
        ValueError: when the page has no such place.
    """
    opening, closing = f"<!-- bench: {section} -->", f"<!-- /bench: {section} -->"
    place = re.compile(f"{re.escape(opening)}.*?{re.escape(closing)}", re.DOTALL)
    if not place.search(page):
        raise ValueError(f"the page has no place for {section}: {opening} … {closing}")
    filled = "\n\n".join((opening, *(table.markdown() for table in tables), closing))
    return place.sub(lambda _: filled, page)
