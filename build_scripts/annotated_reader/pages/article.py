"""An article's page: its text, and each note after the first block that it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, groupby
from typing import NamedTuple

from markupsafe import Markup

from annotated_reader.corpus import Article, Note
from annotated_reader.exports import annotations_url, article_url
from annotated_reader.formats import ClaimFile, Role, fresh_reviews
from annotated_reader.pages.context import Page, RenderContext, direction_of
from annotated_reader.pages.head_metadata import article_head
from annotated_reader.pages.passages import ArticlePassages
from annotated_reader.texts import Block, flatten

MAX_SHARED_CLAIMS = 8
"""The most claims listed at an article's end, so that no page grows with the corpus."""


class Stretch(NamedTuple):
    """A stretch of a block under the same notes: ``notes`` from the outermost in.

    ``starts`` are the notes whose mark begins here: margin notes are placed beside it. ``ends`` are those whose mark
    ends here, and so are followed by their reference number.
    """

    text: str
    notes: Sequence[Note] = ()
    starts: Sequence[Note] = ()
    ends: Sequence[Note] = ()


class BlockView(NamedTuple):
    """A block with its marks, and the notes that follow it."""

    block: Block
    stretches: Sequence[Stretch]
    notes: Sequence[Note]


class Group(NamedTuple):
    """Adjacent blocks shown as one: a list, a stanza, a run of furniture; or a single block.

    ``notes`` are those of all its blocks, in order.
    """

    role: Role
    views: Sequence[BlockView]
    notes: Sequence[Note]


def block_views(article: Article) -> list[BlockView]:
    """Split an article's blocks where marks start and end, and put each note after its first block."""
    following: defaultdict[int, list[Note]] = defaultdict(list)
    touching: defaultdict[int, list[Note]] = defaultdict(list)
    for note in article.current_notes:
        following[note.blocks[0].number].append(note)
        for block in note.blocks:
            touching[block.number].append(note)
    return [
        BlockView(block, _stretches(article, block, touching.get(block.number, ())), following.get(block.number, ()))
        for block in article.seed.blocks
    ]


def _stretches(article: Article, block: Block, notes: Sequence[Note]) -> Sequence[Stretch]:
    """Split a block where marks start and end; a mark over several blocks starts in the first of them."""
    if not notes:
        return (Stretch(block.text),)
    text, number = article.seed.text, block.number
    return [
        Stretch(
            text[start:end],
            [notes[index] for index in reversed(here)],
            [notes[index] for index in starts if notes[index].blocks[0].number == number] if starts else (),
            [notes[index] for index in ends if notes[index].blocks[-1].number == number] if ends else (),
        )
        if here
        else Stretch(text[start:end])
        for start, end, here, starts, ends in flatten(block.span, [note.span for note in notes])
    ]


_GROUPED = {Role.ITEM, Role.VERSE, Role.FURNITURE, Role.COMMENT}


def groups(views: Sequence[BlockView]) -> list[Group]:
    """Group adjacent list items, verses, page furniture and comments."""
    result: list[Group] = []
    for role, run in groupby(views, key=lambda view: view.block.role):
        if role is Role.VERSE:
            result.extend(map(_group, _stanzas(tuple(run))))
        elif role in _GROUPED:
            result.append(_group(tuple(run)))
        else:
            result.extend([Group(role, (view,), view.notes) for view in run])
    return result


def _group(views: Sequence[BlockView]) -> Group:
    return Group(views[0].block.role, views, [note for view in views for note in view.notes])


def _stanzas(views: tuple[BlockView, ...]) -> Iterator[tuple[BlockView, ...]]:
    """Split verses into stanzas at blank lines."""
    stanza: list[BlockView] = []
    for view in views:
        stanza.append(view)
        if view.block.separator.count("\n") > 1 or view.block.separator.count("\r") > 1:
            yield tuple(stanza)
            stanza = []
    if stanza:
        yield tuple(stanza)


def withdrawn_quotes(article: Article) -> list[tuple[Note, Sequence[Stretch]]]:
    """Return each note of a withdrawn text with its words, as the note quotes them."""
    return [(note, (Stretch(note.data.quote.exact, (note,), (note,), (note,)),)) for note in article.current_notes]


def contents(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    """List the article's headings or, if there are fewer than two, the first words of each block."""
    blocks = [block for block in blocks if block.role is not Role.TITLE]
    headings = [block for block in blocks if block.role is Role.HEADING]
    if len(headings) > 1:
        return [(block.number, block.text.strip()) for block in headings]
    return [(block.number, _first_words(block.text)) for block in blocks]


def _first_words(text: str, count: int = 8) -> str:
    words = text.split(None, count)
    return " ".join(words[:count]) + ("…" if len(words) > count else "")


def shared_claims(context: RenderContext, article: Article) -> list[tuple[ClaimFile, list[ArticlePassages]]]:
    """Return the claims that other articles take up too, most articles first, each with how those put it."""
    corpus = context.corpus
    first_notes = {note.data.claim.id: note for note in article.current_notes if note.data.claim}
    elsewhere = {claim: context.elsewhere(note) for claim, note in first_notes.items() if claim in corpus.claims}
    claims = sorted((claim for claim in elsewhere if elsewhere[claim][0]), key=lambda claim: -elsewhere[claim][0])
    return [(corpus.claims[claim].value, elsewhere[claim][1]) for claim in claims[:MAX_SHARED_CLAIMS]]


def next_article(context: RenderContext, article: Article) -> Article | None:
    """Return the article after this one, the first after the last; None for the only one."""
    articles = context.corpus.articles
    following = articles[(articles.index(article) + 1) % len(articles)]
    return following if following is not article else None


def article_pages(context: RenderContext) -> Iterator[Page]:
    """Yield the page of every article."""
    for article in context.corpus.articles:
        yield article_page(context, article)


def article_page(context: RenderContext, article: Article) -> Page:
    """Return one article's page."""
    meta = {"template": "reader.html", **article_head(context, article)}
    if context.site.address:
        meta["alternate"] = annotations_url(article.slug)
    if not article.data.index:
        meta["robots"] = "noindex"
    return Page(article_url(article.slug), article.data.title, partial(_cached_html, context, article), meta)


def _cached_html(context: RenderContext, article: Article) -> Markup:
    """Return an article's HTML, from the cache if nothing it shows has changed."""
    render = partial(_article_html, context, article)
    return context.cached_html(article_url(article.slug), _sources(context, article), render)


def _sources(context: RenderContext, article: Article) -> Iterator[object]:
    """List what an article's page shows: itself, and articles on its claims or named by its notes."""
    corpus = context.corpus
    yield article
    yield next_article(context, article)
    notes = [note.data for note in article.current_notes]
    related = [other for note in notes for other in note.see]
    related += [deleted.see for deleted in article.data.deleted_notes if deleted.see]
    on_claims = (other for note in notes if note.claim for other in corpus.notes_by_claim.get(note.claim.id, ()))
    named = (corpus.notes_by_id[other] for other in related if other in corpus.notes_by_id)
    yield from (
        corpus.articles_by_slug[slug] for slug in dict.fromkeys(note.article for note in chain(on_claims, named))
    )


def _article_html(context: RenderContext, article: Article) -> Markup:
    full = article.data.display == "full"
    summary = context.summary(article)
    all_groups = groups(block_views(article)) if full else []
    titled = bool(all_groups) and all_groups[0].role is Role.TITLE
    return context.render(
        "article.html",
        article_url(article.slug),
        article=article,
        data=article.data,
        title_group=all_groups[0] if titled else None,
        groups=all_groups[1:] if titled else all_groups,
        direction=direction_of(article.data.language),
        glance=summary,
        key_notes=[note for note in article.current_notes if note.data.key],
        shared=shared_claims(context, article),
        next_article=next_article(context, article),
        kept=[] if full else withdrawn_quotes(article),
        contents=contents(summary.blocks) if full else [],
        as_of=context.as_of(article),
        reviewed=sum(bool(fresh_reviews(note.data)) for note in article.current_notes),
        retracted=[note for note in article.notes if note.data.status == "retracted"],
    )
