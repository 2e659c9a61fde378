"""References: a list by type, and a page for each with every passage that cites it, in its sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeVar

from markupsafe import Markup

from annotated_reader.corpus import Corpus, Note
from annotated_reader.exports import (
    bibtex,
    bibtex_path,
    coins,
    reference_url,
    split_pinpoint,
    uncited_fields,
)
from annotated_reader.formats import Citation, ClaimFile, EventFile, Located, ReferenceFile, passage_ids
from annotated_reader.pages.context import Asset, Page, RenderContext
from annotated_reader.pages.head_metadata import reference_head
from annotated_reader.pages.paging import ARTICLES_ON_A_PAGE, Part, page_of, paged
from annotated_reader.pages.passages import notes_by_article, passages_by_article
from annotated_reader.pages.source_passages import (
    ShownPassage,
    passages_for,
    quoted_in_claim,
    quoted_in_note,
    shown_passage,
)

GROUPS: Mapping[str, frozenset[str]] = {
    "Treaties": frozenset({"treaty"}),
    "Judgments and opinions": frozenset({"legal_case"}),
    "Resolutions and laws": frozenset({"legislation", "bill", "regulation", "standard"}),
    "Speeches": frozenset({"speech", "hearing"}),
    "Interviews and broadcasts": frozenset({"interview", "broadcast", "motion_picture"}),
    "Reports and documents": frozenset(
        {"report", "document", "personal_communication", "manuscript", "pamphlet", "dataset", "paper-conference"}
    ),
    "Books and journals": frozenset({"book", "chapter", "article-journal", "thesis", "review", "periodical"}),
    "Press": frozenset({"article-newspaper", "article-magazine", "article"}),
}
OTHER = "Web pages"
BIBLIOGRAPHY = "data/references.bib"
PAGE_SIZE = 500
MOST_PINPOINTS = 200


CitingEntity = TypeVar("CitingEntity", ClaimFile, EventFile)
ReferenceUse = tuple[Note, ...] | ClaimFile | EventFile
"""What cites a reference: an article's notes, a claim or an event."""


@dataclass(frozen=True)
class ReferenceUses:
    """Where a reference is cited: by notes, in reading order, each with its pinpoints; for claims and events.

    ``resting`` are the claims that cite it themselves or for one of their positions.
    """

    notes: Mapping[Note, Sequence[str]]
    claims: Sequence[ClaimFile]
    events: Sequence[EventFile]
    resting: Sequence[ClaimFile]


def group_of(reference: ReferenceFile) -> str:
    """Return the name of the group in which a reference is listed."""
    return next((name for name, types in GROUPS.items() if reference.type in types), OTHER)


def grouped(references: Iterable[ReferenceFile]) -> list[tuple[str, list[ReferenceFile]]]:
    """Group references by type, sorted by their short names."""
    found: defaultdict[str, list[ReferenceFile]] = defaultdict(list)
    for reference in sorted(references, key=lambda reference: reference.short.casefold()):
        found[group_of(reference)].append(reference)
    return [(name, found[name]) for name in (*GROUPS, OTHER) if found[name]]


def citing_notes(corpus: Corpus) -> Mapping[str, Mapping[Note, Sequence[str]]]:
    """Find the notes that cite each reference, in reading order, each with its pinpoints, by the reference's id."""
    found: defaultdict[str, dict[Note, list[str]]] = defaultdict(dict)
    for article in corpus.articles:
        for note in article.current_notes:
            for citation in note.data.references:
                pinpoints = found[citation.id].setdefault(note, [])
                if citation.pinpoint:
                    pinpoints.append(citation.pinpoint)
    return found


_NUMBER = re.compile(r"[0-9]+")


def pinpoint_counts(pinpoints: Iterable[Sequence[str]]) -> list[tuple[str, int]]:
    """Count the notes that point to each place, in the order of the places."""
    counts = Counter(
        chain.from_iterable({place for each in one for place in split_pinpoint(each)} for one in pinpoints)
    )
    return sorted(counts.items(), key=lambda item: _rank(item[0]))


@lru_cache(maxsize=2**12)
def _rank(place: str) -> tuple[list[int], str]:
    """Return a sort key that orders places by their numbers."""
    return [int(number) for number in _NUMBER.findall(place)], place


def _uses(entities: Iterable[Located[CitingEntity]]) -> Mapping[str, list[CitingEntity]]:
    """Find what cites each reference, by the reference's id."""
    uses: defaultdict[str, list[CitingEntity]] = defaultdict(list)
    for entity in entities:
        for reference_id in dict.fromkeys(citation.id for citation in entity.value.references):
            uses[reference_id].append(entity.value)
    return uses


def reference_pages(context: RenderContext) -> Iterator[Page]:
    """Render the list of references and a page for each."""
    notes = citing_notes(context.corpus)
    yield from _reference_lists(context, notes)
    resting = _resting_claims(context.corpus)
    claims, events = _uses(context.corpus.claims.values()), _uses(context.corpus.events.values())
    for reference_id, entry in context.corpus.references.items():
        cited = ReferenceUses(
            notes.get(reference_id, {}),
            claims.get(reference_id, ()),
            events.get(reference_id, ()),
            resting.get(reference_id, ()),
        )
        yield from _reference_page(context, entry.value, cited)


def _reference_lists(context: RenderContext, notes: Mapping[str, Mapping[Note, Sequence[str]]]) -> Iterator[Page]:
    description = "What the notes cite: treaties, judgments, resolutions, speeches, reports and press."
    groups = grouped(entry.value for entry in context.corpus.references.values())
    listed = [(name, reference) for name, references in groups for reference in references]
    for part in paged(listed, PAGE_SIZE, "references/", ids=context.corpus.references):
        runs = groupby(part.items, key=itemgetter(0))
        shown = [(name, [reference for _, reference in run]) for name, run in runs]
        body = partial(context.render, "references.html", part.url, part=part, groups=shown, notes=notes)
        yield page_of(part, "References", description, body)


def _reference_page(context: RenderContext, reference: ReferenceFile, cited: ReferenceUses) -> Iterator[Page]:
    """Yield a reference's page, and further pages if many articles, claims and events cite it."""
    description = f"{reference.short}: summary, and the passages that cite it."
    citing = notes_by_article(cited.notes)
    tied = (note for claim in cited.claims for note in context.corpus.notes_by_claim.get(claim.id, ()))
    articles = [context.corpus.articles_by_slug[note.article] for note in chain((notes[0] for notes in citing), tied)]
    uses: tuple[ReferenceUse, ...] = (*citing, *cited.claims, *cited.events)
    counts = pinpoint_counts(cited.notes.values())[:MOST_PINPOINTS]
    places = "; ".join([f"{place}: {count} {'note' if count == 1 else 'notes'}" for place, count in counts])
    for part in paged(uses, ARTICLES_ON_A_PAGE, reference_url(reference.id)):
        render = partial(_reference_html, context, reference, cited, places, part)
        body = partial(context.cached_html, part.url, articles, render)
        head = reference_head(context, reference) if part.number == 1 else {}
        yield page_of(part, f"{reference.short} (reference)", description, body, more=head)


def _reference_html(
    context: RenderContext, reference: ReferenceFile, cited: ReferenceUses, places: str, part: Part[ReferenceUse]
) -> Markup:
    return context.render(
        "reference.html",
        part.url,
        part=part,
        reference=reference,
        coins=coins(reference),
        facts=uncited_fields(reference, context.citations[reference.id]),
        citing=passages_by_article(
            context.corpus, chain.from_iterable(use for use in part.items if isinstance(use, tuple))
        ),
        passages=list(_passages(reference, cited)) if part.number == 1 and reference.passages else (),
        most=MOST_PINPOINTS,
        pinpoints=cited.notes,
        places=places,
        claims=[use for use in part.items if isinstance(use, ClaimFile)],
        events=[use for use in part.items if isinstance(use, EventFile)],
    )


def _passages(
    reference: ReferenceFile, cited: ReferenceUses
) -> Iterator[tuple[ShownPassage, str, list[Note], list[ClaimFile]]]:
    """Yield each passage with its HTML id, and the notes and claims that rest on it."""
    ids = passage_ids(reference)
    on_note = {note: _numbers(reference, note.data.references, quoted_in_note(note.data)) for note in cited.notes}
    on_claim = [(claim, _numbers(reference, _all_cited(claim), quoted_in_claim(claim))) for claim in cited.resting]
    for number in sorted(range(len(ids)), key=lambda number: _rank(reference.passages[number].at or "")):
        notes = [note for note, numbers in on_note.items() if number in numbers]
        claims = [claim for claim, numbers in on_claim if number in numbers]
        yield shown_passage(reference, number), ids[number], notes, claims


def _numbers(reference: ReferenceFile, citations: Iterable[Citation], quoted: Sequence[str]) -> set[int]:
    """Return the numbers of a reference's passages on which citations rest."""
    own = (citation for citation in citations if citation.id == reference.id)
    return {number for citation in own for number in passages_for(reference, citation, quoted)}


def _resting_claims(corpus: Corpus) -> Mapping[str, list[ClaimFile]]:
    """Find the claims that cite each reference, themselves or for a position, by the reference's id."""
    found: defaultdict[str, list[ClaimFile]] = defaultdict(list)
    for claim in corpus.claims.values():
        for reference_id in dict.fromkeys(citation.id for citation in _all_cited(claim.value)):
            found[reference_id].append(claim.value)
    return found


def _all_cited(claim: ClaimFile) -> Iterator[Citation]:
    return chain(claim.references, *(position.references for position in claim.positions))


def reference_assets(context: RenderContext) -> Iterator[Asset]:
    """Write each reference's BibTeX, and that of all of them."""
    references = [entry.value for entry in context.corpus.references.values()]
    yield Asset(BIBLIOGRAPHY, bibtex(references).encode())
    for reference in references:
        yield Asset(bibtex_path(reference.id), bibtex([reference]).encode())
