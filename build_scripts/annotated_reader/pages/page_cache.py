"""A cache of rendered pages, for a server that rebuilds the site at every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass
class PageCache:
    """Pages as they were rendered before, by address, with what each was made from; of a large site the first ones.

    Made from the same objects, and from equal numbers, a page is the same.
    """

    most: int = 1_500
    pages: dict[str, tuple[tuple[object, ...], Markup]] = field(default_factory=dict)

    def html(self, url: str, sources: tuple[object, ...], render: Callable[[], Markup]) -> Markup:
        """Return a page from the cache, or render it."""
        before, html = self.pages.get(url, (None, Markup()))
        if before is None or not _same(before, sources):
            html = render()
            if before is not None or len(self.pages) < self.most:
                self.pages[url] = sources, html
        return html


def _same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    pairs = zip(before, now, strict=False)
    return len(before) == len(now) and all(
        one is other or (isinstance(one, int) and one == other) for one, other in pairs
    )
