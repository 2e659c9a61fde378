"""The whole site as a folder of pages and templates, for tools that run no plugin of ours: Zensical, plain MkDocs.

A generated page becomes a Markdown file that holds its HTML on a single line. A raw HTML block ends at a blank line
or at an end tag, fences and lists start at a line's beginning: within one line there is nothing for Markdown to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from annotated_reader.corpus import Corpus, last_changes
from annotated_reader.exports import SiteInfo
from annotated_reader.formats import PartialDate
from annotated_reader.pages import Page, RenderContext, build_assets, build_pages, home_fragment
from annotated_reader.site.config import NAME, SiteConfig
from annotated_reader.site.theme_files import files_under, theme_files
from annotated_reader.support import (
    Progress,
    SyncCounts,
    WorkerFactory,
    in_process,
    map_in_order,
    no_progress,
    sync_folder,
)

_DOCS, _THEME = "docs", "theme"
_MARKUP = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\"[^\"]*\"|[\x01-\x1f]")
_BREAKS = {code: f"&#{code};" for code in (*range(1, 32), 0x2028, 0x2029)}
_WRITTEN_OUT = _BREAKS | {ord("["): "&#91;"}  # Zensical looks for Markdown links in raw HTML, too


def one_line(html: str) -> str:
    """Write HTML on a single line, in a ``div`` that takes no part in the layout.

    In texts and attributes line breaks, tabs (which Markdown expands) and other control characters become character
    references; between attributes, in scripts and in comments they become spaces, which are the same there.
    """
    pieces = _MARKUP.split(html.strip())
    pieces[::2] = (text.translate(_WRITTEN_OUT) for text in pieces[::2])
    pieces[1::2] = (_tag(markup) for markup in pieces[1::2])
    return f'<div class="generated" style="display: contents">{"".join(pieces)}</div>'


def _tag(markup: str) -> str:
    if markup.lower().startswith(("<script", "<style", "<!--")):
        return markup.translate(dict.fromkeys(_BREAKS, " "))
    return _ATTRIBUTE.sub(
        lambda match: match.group().translate(_WRITTEN_OUT) if len(match.group()) > 1 else " ", markup
    )


@dataclass(frozen=True, eq=False)
class _PageSource:
    """What each process lists the pages from; rendering adds nothing to it, so that it can always be sent on.

    It equals only itself, and so can be the key of a cache.
    """

    corpus: Corpus
    site: SiteInfo
    changes: Mapping[str, PartialDate]

    @property
    def context(self) -> RenderContext:
        """What the pages are rendered with."""
        return RenderContext(self.corpus, self.site, changes=self.changes)


@lru_cache(maxsize=1)
def _pages(source: _PageSource) -> Sequence[Page]:
    return list(build_pages(source.context))


def _page_file(source: _PageSource, number: int) -> tuple[str, bytes]:
    page = _pages(source)[number]
    return f"{_DOCS}/{page.source}", f"{page.front_matter}\n{one_line(page.html)}\n".encode()


def site_files(
    corpus: Corpus, config: SiteConfig, workers: WorkerFactory = in_process, progress: Progress = no_progress
) -> Iterator[tuple[str, bytes]]:
    """Make every file of the portable site: its path, and its content.

    Args:
        corpus: what the pages are made from.
        config: the project's configuration.
        workers: render the pages.
        progress: shows how many have been rendered.
    """
    yield NAME, config.portable(_DOCS, _THEME).encode()
    overrides = dict(files_under(config.overrides)) if config.overrides else {}
    theme = overrides | dict(theme_files())
    yield from ((f"{_THEME}/{name}", content) for name, content in theme.items())
    source = _PageSource(corpus, config.site, last_changes(corpus))
    context = source.context
    home = one_line(home_fragment(context))
    for name, content in files_under(config.docs):
        if config.excludes(name):
            continue
        yield f"{_DOCS}/{name}", content + f"\n\n{home}\n".encode() if name == "index.md" else content
    numbers = range(len(_pages(source)))
    yield from progress(map_in_order(_page_file, source, numbers, workers), len(numbers))
    yield from ((f"{_DOCS}/{asset.path}", asset.content) for asset in build_assets(context))


def write_site(
    corpus: Corpus,
    config: SiteConfig,
    folder: Path,
    workers: WorkerFactory = in_process,
    progress: Progress = no_progress,
) -> SyncCounts:
    """Write the portable site into a folder: ``mkdocs.yml``, ``docs/`` and ``theme/`` there are ours alone.

    Arguments are those of :func:`site_files`, and the folder.

    Raises:
        ForeignFilesError: if there are files that this did not write, or that were changed since; nothing is changed.
    """
    return sync_folder(folder, (NAME, _DOCS, _THEME), site_files(corpus, config, workers, progress))
