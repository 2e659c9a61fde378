"""Notes as W3C Web Annotations: a collection, with a page for each article.

What the standard has a place for stands there; the rest of a note stands under ``reader:note``, whose keys the
published schema of notes explains, so that an import gives the same note back. Retracted notes are not exported. Notes
whose words have no sure place keep their old quote, and say under ``reader:placement`` whether they are in review or
orphans.

Source: W3C Web Annotation Data Model, W3C Recommendation 23 February 2017.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, chain
from typing import Any
from urllib.parse import unquote

from pydantic_core import to_json

from annotated_reader.corpus import Article, Corpus, DisplacedNote, Note, displaced_notes
from annotated_reader.exports.site_info import LICENCE, SiteInfo
from annotated_reader.exports.urls import annotations_url, article_url, note_address, reference_url, seed_url
from annotated_reader.formats import Kind, Located, NoteFile, PartialDate, Role
from annotated_reader.texts import Span

ANNO_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OWN_KEY = "reader:note"
PLACEMENT_KEY = "reader:placement"
CONTEXT_CHARACTERS = 32

MOTIVATIONS: Mapping[Kind, str] = {
    Kind.SOURCE_NOTE: "describing",
    Kind.CONTEXT: "commenting",
    Kind.CROSS_REFERENCE: "linking",
    Kind.FACT_CHECK: "assessing",
    Kind.QUOTATION: "identifying",
    Kind.WORDING: "commenting",
}

# Where the standard says it, or can be made to say it exactly, it is not said a second time.
_STANDARD = frozenset({"id", "note", "contributors", "added", "changed"})

Json = dict[str, Any]


def published_texts(corpus: Corpus) -> dict[str, str]:
    """Return the texts that notes point into, by address: readers' comments blanked, so that every offset stays true.

    A seed of which an article is withdrawn is not published.
    """
    by_seed: dict[str, list[Article]] = {}
    for article in corpus.articles:
        by_seed.setdefault(article.data.seed, []).append(article)
    return {
        seed_url(name): _without_comments(articles)
        for name, articles in by_seed.items()
        if all(_may_be_published(article) for article in articles)
    }


def _without_comments(articles: list[Article]) -> str:
    text = articles[0].seed.text
    spans = {block.span for article in articles for block in article.seed.blocks if block.role is Role.COMMENT}
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def _may_be_published(article: Article) -> bool:
    return article.data.display != "withdrawn"


def collection(corpus: Corpus, site: SiteInfo) -> Json:
    """Return the collection of all notes, which names its first and last page."""
    articles = corpus.articles
    result: Json = {
        "@context": _context(site),
        "id": site.address + annotations_url(),
        "type": "AnnotationCollection",
        "label": site.name,
        "total": sum(map(_count, articles)),
    }
    if articles:
        result["first"] = site.address + annotations_url(articles[0].slug)
        result["last"] = site.address + annotations_url(articles[-1].slug)
    return result


def pages(corpus: Corpus, site: SiteInfo) -> Iterator[tuple[str, Json]]:
    """Yield the annotation page of each article: its path from the site's root, and its content."""
    counts = [_count(article) for article in corpus.articles]
    starts = [0, *accumulate(counts)]
    addresses = [site.address + annotations_url(article.slug) for article in corpus.articles]
    whole = {
        "id": site.address + annotations_url(),
        "type": "AnnotationCollection",
        "label": site.name,
        "total": starts[-1],
    }
    for index, article in enumerate(corpus.articles):
        neighbours = {"prev": addresses[index - 1 : index], "next": addresses[index + 1 : index + 2]}
        yield (
            annotations_url(article.slug),
            {
                "@context": _context(site),
                "id": addresses[index],
                "type": "AnnotationPage",
                "label": article.data.title,
                "partOf": whole,
                "startIndex": starts[index],
                **{key: found[0] for key, found in neighbours.items() if found},
                "items": [*_placed(article, site), *(_displaced(note, site) for note in displaced_notes(article))],
            },
        )


def _count(article: Article) -> int:
    return len(article.current_notes) + sum(1 for _ in displaced_notes(article))


def _placed(article: Article, site: SiteInfo) -> Iterator[Json]:
    return (annotation(article, note, site) for note in article.current_notes)


def files(corpus: Corpus, site: SiteInfo) -> Iterator[tuple[str, bytes]]:
    """Return every file with its path from the site's root: the collection, each article's page, and the texts.

    Raises:
        ValueError: when the site has no address, without which no id is absolute.
    """
    if not site.address.startswith(("https://", "http://")) or not site.address.endswith("/"):
        raise ValueError("ids need the site's address, which starts with https:// and ends in a slash")
    return chain(
        [(annotations_url(), as_json(collection(corpus, site)))],
        ((path, as_json(page)) for path, page in pages(corpus, site)),
        ((unquote(address), text.encode()) for address, text in published_texts(corpus).items()),
    )


def as_json(value: Json) -> bytes:
    """Write JSON as it is published: without spaces, and of a page one annotation a line."""
    text = to_json({key: each for key, each in value.items() if key != "items"})
    if "items" in value:
        text = b'%b,"items":[\n%b\n]}' % (text[:-1], b",\n".join(map(to_json, value["items"])))
    return text + b"\n"


def annotation(article: Article, note: Note, site: SiteInfo) -> Json:
    """Return the annotation of one note."""
    result = _annotation(article, note.source, site)
    result["target"] = _target(article, note, site)
    result[OWN_KEY] = _own(article, note)
    return result


def _displaced(note: DisplacedNote, site: SiteInfo) -> Json:
    """Return the annotation of a note that could not be placed: its target is the quote as written."""
    quote = note.source.value.quote
    written = (("exact", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix))
    selector = {"type": "TextQuoteSelector", **{key: words for key, words in written if words}}
    return {
        **_annotation(note.article, note.source, site),
        "target": {**_text_of(note.article, site), "selector": [selector]},
        OWN_KEY: _as_written(note.source),
        PLACEMENT_KEY: note.outcome.value,
    }


def _annotation(article: Article, note: Located[NoteFile], site: SiteInfo) -> Json:
    """Return an annotation without its target."""
    data = note.value
    result: Json = {
        "id": site.address + note_address(article.slug, data.id),
        "type": "Annotation",
        "motivation": MOTIVATIONS[data.kind],
    }
    for key, date in (("created", data.added), ("modified", data.changed)):
        if date and date.day:
            result[key] = _time(date)
    if data.contributors:
        result["creator"] = [{"type": "Person", "nickname": name} for name in data.contributors]
    words = {
        "type": "TextualBody",
        "value": data.note,
        "format": "text/markdown",
        "language": data.language or "en",
        "purpose": MOTIVATIONS[data.kind],
        "rights": LICENCE,
    }
    sources = [
        {"type": "SpecificResource", "source": site.address + reference_url(citation.id), "purpose": "linking"}
        for citation in data.references
    ]
    result["body"] = [words, *sources]
    return result


def _context(site: SiteInfo) -> list[Any]:
    own = {"reader": f"{site.address}schema/notes.json#", OWN_KEY: {"@type": "@json"}}
    return [ANNO_CONTEXT, own]


def _time(date: PartialDate) -> str:
    return f"{date.iso}T00:00:00Z"


def _text_of(article: Article, site: SiteInfo) -> Json:
    """Return the source of a target: the published text if there is one, in the scope of its page."""
    where = site.address + article_url(article.slug)
    if not _may_be_published(article):
        return {"type": "SpecificResource", "source": where}
    return {"type": "SpecificResource", "source": site.address + seed_url(article.data.seed), "scope": where}


def _target(article: Article, note: Note, site: SiteInfo) -> Json:
    """Return the selectors of a note's words: by quotation, and by position if the text is published.

    The position counts code points of the published text, as the standard demands of selections of text.
    """
    text = article.seed.text
    quotation = {"type": "TextQuoteSelector", "exact": text[note.span.start : note.span.end]}
    if not _may_be_published(article):
        return {**_text_of(article, site), "selector": [quotation]}
    prefix, suffix = _surroundings(article, note)
    quotation |= {key: value for key, value in (("prefix", prefix), ("suffix", suffix)) if value}
    position = {"type": "TextPositionSelector", "start": note.span.start, "end": note.span.end}
    return {**_text_of(article, site), "selector": [quotation, position]}


def _surroundings(article: Article, note: Note) -> tuple[str, str]:
    """Return the text right before and after a note's words, up to where furniture or a reader's comment begins."""
    span, text = note.span, article.seed.text
    room = Span(max(0, span.start - CONTEXT_CHARACTERS), min(len(text), span.end + CONTEXT_CHARACTERS))
    muted = [b.span for b in article.seed.blocks_touching(room) if b.role.folded_away and b not in note.blocks]
    start = max((stretch.end for stretch in muted if stretch.end <= span.start), default=room.start)
    end = min((stretch.start for stretch in muted if stretch.start >= span.end), default=room.end)
    return text[start : span.start], text[span.end : end]


def _own(article: Article, note: Note) -> Json:
    """Return the properties that the standard does not cover, with the quote if it differs from the words."""
    own = _as_written(note.source)
    if own["quote"] == article.seed.text[note.span.start : note.span.end]:
        del own["quote"]
    return own


def _as_written(note: Located[NoteFile]) -> Json:
    """Return the properties that the standard does not cover, in the form of the YAML files, and the quote."""
    written = note.written.items()
    own: Json = {key: each for key, each in written if key not in _STANDARD}
    for key in ("added", "changed"):
        date: PartialDate | None = getattr(note.value, key)
        if date and not date.day:
            own[key] = date.iso
    return own
