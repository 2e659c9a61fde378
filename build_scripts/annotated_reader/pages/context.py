"""What all pages share: the templates, the finished citations, the links."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from itertools import islice
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from annotated_reader.checks import SourceIndex
from annotated_reader.corpus import Article, Assessment, Corpus, Note, Rating, assess_note, rate_claim
from annotated_reader.exports import SiteInfo, format_citations, format_pinpoint, urls
from annotated_reader.exports import github_urls as github
from annotated_reader.formats import ClaimFile, Consulted, PartialDate, Stance, Standing, doi_address, fresh_reviews
from annotated_reader.pages.article_summary import ArticleSummary, summarize
from annotated_reader.pages.page_cache import PageCache
from annotated_reader.pages.passages import MAX_ELSEWHERE, ArticlePassages, article_label, passages_by_article
from annotated_reader.pages.source_passages import quoted_in_claim, quoted_in_note, shown_passages
from annotated_reader.texts import plain_text, render_note, sentence_starts

_ID = re.compile(r'\sid="([^"]+)"')
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "iw", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "arc"})

STANDINGS: Mapping[Standing, str] = {
    Standing.PRIMARY: "Primary source",
    Standing.REPORTING: "Reporting",
    Standing.ANALYSIS: "Analysis",
    Standing.PARTY: "An interested party’s own word",
}
CONSULTED: Mapping[Consulted, str] = {
    Consulted.ORIGINAL: "Read in the original",
    Consulted.COPY: "Read in a copy",
    Consulted.EXTRACT: "Read in part",
    Consulted.NOT_READ: "Not read by us; cited from other works",
}
COMPLETENESS: Mapping[str, str] = {
    "full": "These are all the words that were said.",
    "excerpt": "An excerpt of what was said.",
    "reported": "Known at second hand only.",
}


@dataclass(frozen=True)
class Page:
    """One generated page.

    ``url`` is relative to the site's root and ends in a slash; ``body`` renders the HTML, each time it is called, so
    that of a large site only the pages at hand take memory; ``meta`` is the page's front matter: ``template``,
    ``description``, for pages that search engines are asked not to index ``robots``, of a long list's pages ``prev``
    and ``next``, and what the head tells machines: ``og_type``, ``og_title``, ``alternate`` (where an article's
    annotations are), and ``json_ld``, which is safe inside a ``script`` element.
    """

    url: str
    title: str
    body: Callable[[], Markup]
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def html(self) -> Markup:
        """The page's HTML, rendered anew."""
        return self.body()

    @property
    def source(self) -> str:
        """The Markdown file whose page has this address.

        It lies in a folder of its own, as the page does, since Zensical resolves links in raw HTML from the file.
        """
        return f"{self.url}index.md"

    @property
    def front_matter(self) -> str:
        """The page's front matter, as JSON values, which are YAML too.

        Opening brackets in texts are escaped, since Zensical looks for Markdown links even here.
        """
        lines = (f"{key}: {_json(value)}\n" for key, value in {"title": self.title, **self.meta}.items())
        return f"---\n{''.join(lines)}---\n"

    @property
    def anchors(self) -> set[str]:
        """The ids on the page, to which links may lead."""
        return set(_ID.findall(self.html))


@dataclass(frozen=True)
class Asset:
    """A generated file that is not a page; ``path`` is relative to the site's root."""

    path: str
    content: bytes


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("[", "\\u005b") if isinstance(value, str) else text


def first_sentence(text: str) -> str:
    """Return the first sentence of a text in Markdown as plain text on one line."""
    plain = " ".join(plain_text(text).split())
    return plain[: next(islice(sentence_starts(plain), 1, None), len(plain))].rstrip()


def direction_of(language: str) -> str:
    """Return the direction of a language's script, for the ``dir`` attribute."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


@cache
def environment() -> Environment:
    """Return the template environment: autoescape on, undefined names are errors, white space trimmed."""
    templates = Environment(
        loader=PackageLoader("annotated_reader.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals.update(
        urls=urls,
        github=github,
        STANDINGS=STANDINGS,
        CONSULTED=CONSULTED,
        COMPLETENESS=COMPLETENESS,
        stances=Stance,
        article_label=article_label,
        direction_of=direction_of,
        fresh_reviews=fresh_reviews,
        doi_address=doi_address,
        first_sentence=first_sentence,
        format_pinpoint=format_pinpoint,
        quoted_in_claim=quoted_in_claim,
        quoted_in_note=quoted_in_note,
        shown_passages=shown_passages,
    )
    return templates


@cache
def _links_from(root: str) -> Callable[[str], str]:
    """Return a function that turns an address from the site's root into a link from a page at this depth."""
    return root.__add__


@dataclass(frozen=True)
class RenderContext:
    """The corpus with all that more than one page needs, made once for a build.

    ``cache`` is for a server, which builds again and again. ``changes`` has the day on which the meaning of a note last
    changed, by the note's id, where that is known. ``checked`` is what a check of the corpus has found of its sources.
    """

    corpus: Corpus
    site: SiteInfo
    cache: PageCache | None = None
    changes: Mapping[str, PartialDate] = field(default_factory=dict)
    checked: SourceIndex | None = None

    def cached_html(self, url: str, sources: Iterable[object], render: Callable[[], Markup]) -> Markup:
        """Render a page, or return its cached HTML if everything it is made from is the same.

        Args:
            url: the page's.
            sources: the objects that it is made from, or numbers; the site, works, claims and events need not be named.
            render: makes the HTML.
        """
        if self.cache is None:
            return render()
        corpus = self.corpus
        shared = (self.site, corpus.references, corpus.claims, corpus.events)
        return self.cache.html(url, (*shared, *sources), render)

    def prepare(self) -> None:
        """Load what most pages need, so that processes forked after this share it."""
        for name in environment().list_templates():
            environment().get_template(name)
        _ = self.citations

    @cached_property
    def sources(self) -> SourceIndex:
        """What the notes quote and point to, compared with the words kept of the sources."""
        return self.checked or SourceIndex.of(self.corpus)

    @cached_property
    def citations(self) -> Mapping[str, Markup]:
        """Every reference's citation, by id."""
        return format_citations(self.corpus.references)

    @cached_property
    def assessment(self) -> Callable[[Note], Assessment | None]:
        """A function that returns the assessment of the claim at a note's passage, or None."""
        return cache(lambda note: assess_note(self.corpus, note))

    def as_of(self, article: Article) -> PartialDate | None:
        """Return the day of the last change of an article's notes."""
        days = [note.data.dated for note in article.current_notes]
        days += [self.changes[note.id] for note in article.current_notes if note.id in self.changes]
        return max(days, default=None)

    @cached_property
    def rating(self) -> Callable[[ClaimFile], Rating]:
        """A function that returns the verdict on a claim with its confidence."""
        return cache(lambda claim: rate_claim(self.corpus, claim))

    @cached_property
    def passages_on_claim(self) -> Callable[[str], tuple[ArticlePassages, ...]]:
        """A function that returns the articles on a claim, by its id, each with its passages."""
        return cache(lambda claim_id: passages_by_article(self.corpus, self.corpus.notes_by_claim.get(claim_id, ())))

    @cached_property
    def summary(self) -> Callable[[Article], ArticleSummary]:
        """A function that returns the summary of an article."""
        return cache(summarize)

    def elsewhere(self, note: Note) -> tuple[int, list[ArticlePassages]]:
        """Find how other articles put the claim that a note is tied to.

        Returns:
            How many articles do, and what the first ``MAX_ELSEWHERE`` of them say; the claim's own page has them all.
        """
        articles = self.passages_on_claim(note.data.claim.id) if note.data.claim else ()
        others = (entry for entry in articles if entry.article.slug != note.article)
        return max(0, len(articles) - 1), list(islice(others, MAX_ELSEWHERE))

    @cached_property
    def once(self) -> Callable[..., Markup]:
        """A function that calls a macro once for the same arguments, since many pages show the same pieces."""
        return lru_cache(maxsize=2**15)(lambda macro, *arguments: macro(*arguments))

    def render(self, template: str, url: str, **values: Any) -> Markup:
        """Render a template for the page at ``url``; in it ``to(address)`` links from there, ``markdown`` renders.

        ``once(macro, …)`` is for pieces that many pages show.
        """
        root = urls.root_from(url)
        return Markup(  # noqa: S704
            environment()
            .get_template(template)
            .render(
                context=self,
                corpus=self.corpus,
                site=self.site,
                citations=self.citations,
                to=_links_from(root),
                once=self.once,
                markdown=partial(render_note, root=root),
                **values,
            )
        )
