"""Long lists split into numbered pages, so that no page grows with the corpus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from annotated_reader.pages.context import Page

T = TypeVar("T")

ARTICLES_ON_A_PAGE = 60
"""The most articles whose passages are shown on one page."""
FEW = 12
"""The most articles that a list names for each entry; the entry's own page names all of them."""

ACROSS = "across.html"
"""The theme's template of pages that look across the articles."""

_STEPS = (1, 10, 100)


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of a list: its items, its number counted from 1, and how many pages there are.

    ``start`` counts the items before it. ``first`` is the address of the list's first page, from the site's root;
    those that follow lie in the folder ``later``.
    """

    items: Sequence[T]
    number: int
    count: int
    start: int
    first: str
    later: str

    def address(self, number: int) -> str:
        """Return the address of one of the list's pages, from the site's root."""
        return self.first if number == 1 else f"{self.later}{number}/"

    @property
    def url(self) -> str:
        """The page's own address."""
        return self.address(self.number)

    @property
    def links(self) -> Mapping[str, str]:
        """The neighbours' addresses, as ``prev`` and ``next``; the first page has no ``prev``, the last no ``next``."""
        beside = {"prev": self.number - 1, "next": self.number + 1}
        return {name: self.address(number) for name, number in beside.items() if 1 <= number <= self.count}

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the pages to link: the first, the last, this one, and those one, ten and a hundred away."""
        near = {self.number + sign * step for step in _STEPS for sign in (-1, 1)}
        return sorted(number for number in near | {1, self.number, self.count} if 1 <= number <= self.count)

    def titled(self, title: str) -> str:
        """Return a title that distinguishes this page from the others of its list."""
        return title if self.number == 1 else f"{title}, page {self.number} of {self.count}"


def paged(items: Sequence[T], size: int, first: str, ids: Collection[str] = ()) -> Iterator[Part[T]]:
    """Cut a list into pages; an empty list has one.

    Args:
        items: the whole list.
        size: how many items a page holds at most.
        first: the address of the first page, which ends in a slash; those that follow lie under it.
        ids: what else has a page there; where one is a page's number, the pages go a folder deeper.
    """
    count = max(1, -(-len(items) // size))
    is_taken = any(str(number) in ids for number in range(2, count + 1))
    folder = f"{first}page_/" if is_taken else first
    for number in range(1, count + 1):
        start = (number - 1) * size
        yield Part(items[start : start + size], number, count, start, first, folder)


def page_of(
    part: Part[Any],
    title: str,
    description: str,
    body: Callable[[], Markup],
    template: str = ACROSS,
    more: Mapping[str, str] | None = None,
) -> Page:
    """Make one page of a list, whose title and description tell it from the others.

    Args:
        part: which one.
        title: of the list.
        description: of the list, for search engines.
        body: renders the page.
        template: the theme's; without one the page looks like those of the documentation.
        more: what else its head tells.
    """
    meta = {"template": template} if template else {}
    meta |= {"description": part.titled(description), **(more or {}), **part.links}
    return Page(part.url, part.titled(title), body, meta)
