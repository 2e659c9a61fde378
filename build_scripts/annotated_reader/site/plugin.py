"""The one place that knows MkDocs: hands the engine a project, and MkDocs the engine's pages.

MkDocs learns of generated pages from the start, by title and front matter. Each is rendered shortly before it is
written and dropped afterwards; of a large site, several processes render them. Python-Markdown never parses HTML.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from annotated_reader.checks import SourceIndex, check_corpus, has_errors
from annotated_reader.corpus import Corpus, FolderCache, Stamp, last_changes, load_corpus, project_lines, stamp_of
from annotated_reader.exports import INDEX_FOLDER, SearchError, SiteInfo, list_search_records, record_parts, write_index
from annotated_reader.pages import Page, PageCache, RenderContext, build_assets, build_pages, environment, home_fragment
from annotated_reader.site.theme_files import ASSETS, THEME, material_sheet, theme_files
from annotated_reader.support import Problem, Severity, as_text, forked, kept_from_collection, map_in_order

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.annotated_reader")

MAX_RECORDS_SERVED = 2_000
"""Under ``serve`` a larger corpus gets no search: its index would take over a second of every rebuild."""

_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.NOTICE: logging.INFO}
_TEMPLATES = Path(__file__).parent.parent / "pages/templates"


class ReaderConfig(Config):
    """Options under ``annotated-reader:`` in ``mkdocs.yml``."""

    repository = config_options.Type(str, default="")
    branch = config_options.Type(str, default="main")
    contact = config_options.Type(str, default="")
    search = config_options.Type(bool, default=True)


class _GeneratedPage(MkDocsPage):
    """A generated page; its HTML exists only while MkDocs renders the page template."""

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.title, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        """Set the front matter; there is no Markdown to read."""
        del config
        self.markdown = ""
        self.meta = {"title": self.made.title, **self.made.meta}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do nothing: the HTML is rendered later."""
        del config, files
        self.content = ""

    @property
    def present_anchor_ids(self) -> set[str]:  # type: ignore[override]
        """The ids to which links may lead: asked for only where a page of the documentation links into this one."""
        return self.made.anchors


class _RenderedPages:
    """The HTML of generated pages, rendered a little ahead of MkDocs; many pages are rendered in several processes."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._results = map_in_order(_rendered, pages, range(len(pages)), forked)
        self._waiting = dict(islice(self._results, 1))  # which starts the processes

    def take(self, page: Page) -> str:
        """Return a page's HTML, and drop it; pages before it stay until they are asked for."""
        while page.url not in self._waiting:
            url, html = next(self._results)
            self._waiting[url] = html
        return self._waiting.pop(page.url)


def _rendered(pages: Sequence[Page], number: int) -> tuple[str, str]:
    page = pages[number]
    return page.url, str(page.html)


class AnnotatedReaderPlugin(BasePlugin[ReaderConfig]):
    """Puts the articles, and all that is made from their annotations, on the site."""

    def __init__(self) -> None:
        self._serving = False
        self._corpus: Corpus | None = None
        self._sources: SourceIndex | None = None
        self._problems: list[Problem] = []
        self._context: RenderContext | None = None
        self._folders: FolderCache | None = None
        self._pages: PageCache | None = None
        self._templates: Stamp = None
        self._rendered: _RenderedPages | None = None
        self._thread = ThreadPoolExecutor(1)
        self._index: Future[None] | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember how MkDocs was called; defining this also keeps the plugin between rebuilds."""
        del dirty
        self._serving = environment().auto_reload = command == "serve"
        if self._serving:
            self._folders, self._pages = FolderCache(), PageCache()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the corpus; under ``serve`` a corpus with errors leaves the last good pages."""
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        root = Path(config.config_file_path).parent
        with nullcontext() if self._serving else kept_from_collection():
            corpus = load_corpus(root, cache=self._folders)
            checked = check_corpus(corpus)
        self._problems = checked.problems
        self._report(root)
        if self._corpus is None or not (self._serving and has_errors(self._problems)):
            self._corpus, self._sources = corpus, checked.sources
        if self._pages and self._templates != stamp_of(_TEMPLATES):
            self._pages.pages.clear()
        self._templates = stamp_of(_TEMPLATES)
        site = SiteInfo(
            name=config.site_name,
            address=config.site_url or "",
            repository=self.config.repository,
            branch=self.config.branch,
            contact=self.config.contact,
        )
        if self._context and self._context.site == site:
            site = self._context.site
        self._context = RenderContext(
            self._corpus, site, self._pages, {} if self._serving else last_changes(self._corpus), self._sources
        )
        config.extra["reader"] = {
            "serving": self._serving,
            "banner": self._banner(root),
            "site": site,
            "search": self.config.search,
        }
        return config

    def _report(self, root: Path) -> None:
        """Log every problem; in strict mode MkDocs counts them and stops."""
        for problem in self._problems:
            log.log(_LEVELS[problem.severity], "%s", as_text([problem], project_lines(root)))

    def _banner(self, root: Path) -> Markup:
        shown = [problem for problem in self._problems if problem.severity is not Severity.NOTICE]
        if not (self._serving and shown):
            return Markup()
        return Markup(  # noqa: S704
            environment().get_template("banner.html").render(problems=shown, text=as_text(shown, project_lines(root)))
        )

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a page, without its HTML as yet, for each that is generated."""
        assert self._context
        pages = list(build_pages(self._context))
        if not self._serving:
            self._context.prepare()
            # Before the search index gets a thread: a process with threads must not be forked.
            self._rendered = _RenderedPages(pages)
        self._begin_index(Path(config.site_dir))
        for page in pages:
            file = File.generated(config, page.source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(file)
            _GeneratedPage(page, file, config)  # makes itself the file's page
        self._leave_out_materials(files)
        self._publish_theme_assets(files, config)
        return files

    @staticmethod
    def _leave_out_materials(files: Files) -> None:
        """Leave out Material's own files, which no page of ours asks for: its scripts alone have two megabytes."""
        theme = material_sheet().parents[2]
        for file in list(files):
            if file.src_dir and Path(file.src_dir) == theme:
                files.remove(file)

    @staticmethod
    def _publish_theme_assets(files: Files, config: MkDocsConfig) -> None:
        """Put the theme's assets in their published form in place of those that MkDocs found in its folder."""
        for file in list(files):
            if file.src_uri.startswith(ASSETS):
                files.remove(file)
        for path, content in theme_files():
            if path.startswith(ASSETS):
                files.append(File.generated(config, path, content=content))

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Append the featured utterance and the articles to the home page."""
        del config, files
        assert self._context
        return html + str(home_fragment(self._context)) if page.is_homepage else html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Render a generated page, now that it is about to be written."""
        del config, nav
        if isinstance(page, _GeneratedPage):
            page.content = self._rendered.take(page.made) if self._rendered else str(page.made.html)
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Discard a generated page's HTML."""
        del config
        if isinstance(page, _GeneratedPage):
            page.content = ""
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that are no pages, and wait for the index of what readers can search."""
        assert self._context
        for asset in build_assets(self._context):
            write_file(asset.content, f"{config.site_dir}/{asset.path}")
        self._finish_index()

    def _begin_index(self, site: Path) -> None:
        """Have Pagefind, which takes longest, index what readers can search while the pages are made."""
        assert self._corpus
        self._index = None
        if self.config.search and not (self._serving and self._is_large(self._corpus)):
            self._index = self._thread.submit(write_index, record_parts(self._corpus), site / INDEX_FOLDER)

    @staticmethod
    def _is_large(corpus: Corpus) -> bool:
        """Whether an index would take too long for a server that makes it at every change."""
        return next(islice(list_search_records(corpus), MAX_RECORDS_SERVED, None), None) is not None

    def _finish_index(self) -> None:
        """Wait for the index; without one the dialog says so, and a strict build fails."""
        if self._index is None:
            return
        try:
            self._index.result()
        except SearchError as error:
            log.warning("%s", error)

    def on_build_error(self, *, error: Exception) -> None:
        """Say in one line that a disk is full or a folder closed; under ``serve`` MkDocs itself tells, and goes on.

        Raises:
            PluginError: in place of what the operating system says.
        """
        if isinstance(error, OSError) and not self._serving:
            raise PluginError(f"The site can't be written: {error.strerror}: {error.filename or 'site'}") from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when a text, an annotation or a template changes."""
        del builder
        root = Path(config.config_file_path).parent
        for folder in (root / "seeds", root / "annotations", _TEMPLATES, THEME):
            if folder.is_dir():
                server.watch(str(folder))
        return server
