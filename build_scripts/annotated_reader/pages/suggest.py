"""What the browser needs to turn a selection into a note: the text by blocks, and all ids; fetched when first used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from annotated_reader.checks import MAX_NOTE_WORDS
from annotated_reader.corpus import Article
from annotated_reader.exports import article_url
from annotated_reader.exports import github_urls as github
from annotated_reader.formats import (
    MAX_NOTE_CHARACTERS,
    MAX_QUOTE_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    RESERVED_NOTE_IDS,
    Kind,
    Role,
    Stance,
)
from annotated_reader.pages.context import Asset, RenderContext

SHARED = "data/suggest.json"


def suggest_assets(context: RenderContext) -> Iterator[Asset]:
    """Yield the shared file, and one for each article whose text is shown."""
    yield Asset(SHARED, to_json(_shared(context)))
    for article in context.corpus.articles:
        if article.data.display == "full":
            yield Asset(f"{article_url(article.slug)}suggest.json", to_json({"blocks": _blocks(article)}))


def _shared(context: RenderContext) -> dict[str, Any]:
    corpus, site = context.corpus, context.site
    noted = {note.value.id for article in corpus.articles for note in article.all_notes}
    return {
        "ids": sorted(noted | corpus.deleted_note_ids | corpus.faulty_ids | RESERVED_NOTE_IDS),
        "references": {key: reference.value.short for key, reference in corpus.references.items()},
        "claims": {key: claim.value.finding for key, claim in corpus.claims.items()},
        "events": {key: event.value.title for key, event in corpus.events.items() if event.value.quotation},
        "kinds": {kind.value: kind.label for kind in Kind},
        "stances": [stance.value for stance in Stance],
        "limits": {
            "title": MAX_TITLE_CHARACTERS,
            "words": MAX_NOTE_WORDS,
            "note": MAX_NOTE_CHARACTERS,
            "quote": MAX_QUOTE_CHARACTERS,
            "address": github.MAX_ADDRESS_BYTES,
        },
        "newFile": github.new_file_url(site),
        "newIssue": github.issue_url(site, "note"),
    }


def _blocks(article: Article) -> list[list[object]]:
    """Return each block's number, text and separator, and whether it is collapsed (1) or a reader's comment (2)."""
    return [
        [block.number, block.text, block.separator, block.role.folded_away + (block.role is Role.COMMENT)]
        for block in article.seed.blocks
    ]
