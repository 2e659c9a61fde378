"""Annotations from Hypothesis: what its search API answers, or what its client exports.

Source: Hypothesis API 1.0 (``/api/search``: ``rows``, ``replies``), the client's JSON export (``annotations``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from annotated_reader.authoring.importers.drafts import Draft, ImportResult
from annotated_reader.authoring.importers.foreign_json import (
    ImportRefusedError,
    Thing,
    clean,
    day,
    number,
    read_json,
    several,
    text,
)
from annotated_reader.authoring.importers.import_run import ImportRun
from annotated_reader.authoring.importers.page_text import PageText, span_in
from annotated_reader.authoring.importers.selector_placement import NoPlaceError, PlacedQuote, Selection
from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import Kind, Role

FILE = "hypothesis"
"""The name of the files that are written, without its ending."""

NOTES = "annotations imported"
PAGE_NOTES = "page notes imported, on the article's title"
REPLIES = "replies kept as comments under the note they answer"
HIGHLIGHTS = "highlights left out: they say nothing"
PRIVATE = "annotations left out: not public"
HIDDEN = "annotations left out: hidden by moderators"
UNPLACED = "annotations left out: without a place in our texts"
LOST_REPLIES = "replies left out: what they answer was not imported"
BROKEN = "entries left out: no annotations"


@dataclass(frozen=True)
class _Import:
    """An import, and what it alone has: the document that was annotated, and whether to take what is not public."""

    run: ImportRun
    page: PageText | None
    include_private: bool

    @property
    def outcome(self) -> ImportResult:
        return self.run.outcome


def import_hypothesis(
    data: bytes,
    corpus: Corpus,
    today: str,
    article: str | None = None,
    page: PageText | None = None,
    include_private: bool = False,
    site: str = "",
) -> ImportResult:
    """Convert a Hypothesis file into notes.

    Args:
        data: JSON, as the API or the client wrote it.
        corpus: the project, whose articles are looked through.
        today: the day of the import, YYYY-MM-DD, for annotations that bear no date.
        article: the slug of the only article to look in; else the address decides, then the words.
        page: the document that was annotated, for selectors that only count positions.
        include_private: whether annotations that only their writer or a group may read are taken too.
        site: our own address, if it is known.

    Raises:
        ImportRefusedError: when the file is no such file, or there is no such article.
    """
    own = _Import(ImportRun.begin(corpus, today, FILE, article, site), page, include_private)
    entries = list(_entries(read_json(data), own.outcome))
    replies = _replies_by_root(entries)
    for entry in entries:
        if not several(entry, "references"):
            _take(own, entry, replies.pop(text(entry, "id"), []))
    for lost in replies.values():
        _leave_out_replies(own, lost)
    return own.outcome


def _entries(value: Any, outcome: ImportResult) -> Iterator[Thing]:
    """List the annotations of a search answer, an export, a bare list or a single one, each once."""
    if isinstance(value, Mapping) and not ("rows" in value or "annotations" in value or "target" in value):
        raise ImportRefusedError("this is neither a Hypothesis search answer (rows) nor a client export (annotations)")
    found: list[Any] = value if isinstance(value, list) else []
    if isinstance(value, Mapping):
        found = [*several(value, "rows"), *several(value, "annotations"), *several(value, "replies")]
        found = found or ([value] if "target" in value else [])
    elif not isinstance(value, list):
        raise ImportRefusedError("this is no list of annotations")
    seen: set[str] = set()
    for each in found:
        if not isinstance(each, Mapping) or not isinstance(each.get("target", []), list):
            outcome.leave(BROKEN, "an entry", "it is no annotation")
        elif not (name := text(each, "id")) or name not in seen:
            seen.add(name)
            yield each


def _replies_by_root(entries: list[Thing]) -> dict[str, list[Thing]]:
    """Group replies by the annotation at the head of their thread, oldest first."""
    grouped: dict[str, list[Thing]] = {}
    for entry in sorted(entries, key=lambda entry: text(entry, "created")):
        thread = several(entry, "references")
        if thread:
            grouped.setdefault(thread[0] if isinstance(thread[0], str) else "", []).append(entry)
    return grouped


def _take(own: _Import, entry: Thing, replies: list[Thing]) -> None:
    """Import one annotation with its replies, or leave both out."""
    kept = [reply for reply in replies if _public(reply, own.include_private) and not reply.get("hidden")]
    sort = _sort_left_out(entry, own.include_private)
    if sort is None:
        try:
            passage, counted = _passage(own, entry)
            own.outcome.drafts.append(_draft(own, entry, passage, kept))
            own.outcome.counts[counted] += 1
            own.outcome.counts.update({REPLIES: len(kept)} if kept else {})
            for reply in replies:
                if reply not in kept:
                    own.outcome.leave(PRIVATE, _label(reply), "it is not public")
            return
        except NoPlaceError as reason:
            own.outcome.leave(UNPLACED, _label(entry), str(reason))
    else:
        own.outcome.leave(sort, _label(entry), sort.partition(": ")[2])
    _leave_out_replies(own, replies)


def _leave_out_replies(own: _Import, replies: list[Thing]) -> None:
    for reply in replies:
        own.outcome.leave(LOST_REPLIES, _label(reply), "it answers an annotation that was not imported")


def _sort_left_out(entry: Thing, include_private: bool) -> str | None:
    if entry.get("hidden"):
        return HIDDEN
    if not _public(entry, include_private):
        return PRIVATE
    return None if text(entry, "text").strip() else HIGHLIGHTS


def _public(entry: Thing, include_private: bool) -> bool:
    readers = several(entry.get("permissions"), "read")
    return include_private or not readers or "group:__world__" in readers


def _selectors(entry: Thing) -> list[Thing]:
    targets = [target for target in several(entry, "target") if isinstance(target, Mapping)]
    return [s for target in targets[:1] for s in several(target, "selector") if isinstance(s, Mapping)]


def _passage(own: _Import, entry: Thing) -> tuple[PlacedQuote, str]:
    """Find an annotation's place: in the article it names, or in the only one that has its words."""
    run, addresses = own.run, [text(entry, "uri")]
    selectors = _selectors(entry)
    if not selectors:
        return run.in_one_article(addresses, partial(_on_title, run)), PAGE_NOTES
    return run.in_one_article(addresses, partial(_placed, own, selectors)), NOTES


def _on_title(run: ImportRun, article: Article, named: bool) -> PlacedQuote:
    if not named:
        raise NoPlaceError("it is about a whole page that is none of our articles")
    for block in article.seed.blocks:
        if block.role is Role.TITLE:
            return run.placer(article).place(Selection(block.text, span=block.span))
    raise NoPlaceError("it is about the whole page, and the article names no title to put it on")


def _placed(own: _Import, selectors: list[Thing], article: Article, named: bool) -> PlacedQuote:
    """Try an annotation's selectors: its quote, then its range and its position in the page, then in our text."""
    first: NoPlaceError | None = None
    for selection in _selections(own, article, selectors):
        try:
            return own.run.placer(article).place_foreign(selection, source_known=named)
        except NoPlaceError as reason:
            first = first or reason
    raise first or NoPlaceError("it has no selector that we can read")


def _selections(own: _Import, article: Article, selectors: list[Thing]) -> Iterator[Selection]:
    position = next((s for s in selectors if s.get("type") == "TextPositionSelector"), None)
    start, end = number(position, "start"), number(position, "end")
    counted = start is not None and end is not None
    plain = own.page is None or own.page.body is None
    span = span_in(article.seed.text, start or 0, end or 0) if counted and plain else None
    for selector in selectors:
        if selector.get("type") == "TextQuoteSelector" and text(selector, "exact").strip():
            yield Selection(text(selector, "exact"), text(selector, "prefix"), text(selector, "suffix"), span)
    for selector in selectors if own.page else []:
        if selector.get("type") == "RangeSelector":
            points = (number(selector, "startOffset"), number(selector, "endOffset"))
            if own.page and points[0] is not None and points[1] is not None:
                found = own.page.between(
                    text(selector, "startContainer"), points[0], text(selector, "endContainer"), points[1]
                )
                yield from [found] if found else []
    if own.page and counted and (found := own.page.at(start or 0, end or 0)):
        yield found


def _draft(own: _Import, entry: Thing, passage: PlacedQuote, replies: list[Thing]) -> Draft:
    """Write an annotation as a note; what a note has no place for is kept in comments."""
    tags = [clean(tag) for tag in several(entry, "tags") if isinstance(tag, str)]
    free = {Kind.CONTEXT, Kind.SOURCE_NOTE, Kind.CROSS_REFERENCE, Kind.WORDING}
    kind = next((tag.lower() for tag in tags if tag.lower() in free), Kind.CONTEXT.value)
    origin = f"Imported from Hypothesis, where {_writer(entry)} wrote it"
    days = day(entry, "created"), day(entry, "updated")
    draft = own.run.draft(passage, text(entry, "text").strip(), days, kind, origin)
    head = [f"from {_label(entry)}", *([f"tags: {', '.join(tags)}"] if tags else [])]
    said = [f"reply by {_writer(reply)}: {text(reply, 'text').strip()}" for reply in replies]
    return replace(draft, remarks=(*head, *draft.remarks, *said))


def _writer(entry: Thing) -> str:
    """Return the author of an annotation: ``acct:ann@hypothes.is`` is ann."""
    name = text(entry, "user").removeprefix("acct:").split("@")[0]
    return " ".join(name.split())[:80] or "somebody"


def _label(entry: Thing) -> str:
    """Return a one-line label of an annotation, for a report or a comment."""
    address = text(entry.get("links"), "html") or text(entry, "id") or "an annotation without an id"
    return " ".join(f"{address} by {_writer(entry)}".split())[:300]
