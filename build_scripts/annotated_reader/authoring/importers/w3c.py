"""W3C Web Annotations: one, a page of them, or a collection with its pages in it.

An annotation that was exported from here gives back the note that it was.

Source: W3C Web Annotation Data Model, W3C Recommendation 23 February 2017.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urldefrag

import nh3
from pydantic import ValidationError

from annotated_reader.authoring.importers.drafts import Draft, ImportResult
from annotated_reader.authoring.importers.foreign_json import (
    ImportRefusedError,
    Thing,
    day,
    number,
    read_json,
    several,
    text,
)
from annotated_reader.authoring.importers.import_run import ImportRun
from annotated_reader.authoring.importers.selector_placement import NoPlaceError, PlacedQuote, Placer, Selection
from annotated_reader.authoring.importers.source_address import is_our_text
from annotated_reader.corpus import Article, Corpus
from annotated_reader.exports import OWN_KEY
from annotated_reader.formats import NoteFile, Role
from annotated_reader.texts import Anchored, Span

FILE = "w3c"
"""The name of the files that are written, without its ending."""

NOTES = "annotations imported"
OURS = "notes of our own brought back"
PRESENT = "notes left alone: they are here already"
SILENT = "annotations left out: they say nothing"
UNPLACED = "annotations left out: without a place in our texts"
MORE_TARGETS = "further targets left out: a note has one"
BROKEN = "entries left out: no annotations"
ABSENT = "pages not in the file: import them too"

_MAX_DEPTH = 100
_KINDS = {"linking": "cross-reference", "describing": "context", "assessing": "context", "identifying": "context"}


def import_w3c(data: bytes, corpus: Corpus, today: str, article: str | None = None, site: str = "") -> ImportResult:
    """Convert Web Annotations into notes.

    Args:
        data: JSON-LD, an Annotation, an AnnotationPage, an AnnotationCollection, or a list of these.
        corpus: the project, whose articles are looked through.
        today: the day of the import, YYYY-MM-DD, for annotations that bear no date.
        article: the slug of the only article to look in; else the target's address decides, then the words.
        site: our own address, if it is known.

    Raises:
        ImportRefusedError: when the file is none of these, or there is no such article.
    """
    run = ImportRun.begin(corpus, today, FILE, article, site)
    value = read_json(data)
    for each in value if isinstance(value, list) else [value]:
        for annotation in _annotations(each, run.outcome):
            _take(run, annotation)
    if not run.outcome.counts:
        raise ImportRefusedError("this holds no Web Annotation")
    return run.outcome


def _annotations(value: Any, outcome: ImportResult, depth: int = 0) -> Iterator[Thing]:
    """List the annotations of a collection, a page, or a single one; pages only named are reported."""
    types = several(value, "type") or several(value, "@type")
    if depth > _MAX_DEPTH:
        outcome.leave(BROKEN, "a page", "its pages follow one another without end")
    elif "AnnotationCollection" in types:
        first = value.get("first")
        if isinstance(first, Mapping):
            yield from _annotations(first, outcome, depth + 1)
        elif first is not None:
            outcome.leave(ABSENT, str(first)[:200], "the collection only names this page")
    elif "AnnotationPage" in types:
        yield from (each for item in several(value, "items") for each in _annotations(item, outcome, depth + 1))
        following = value.get("next")
        if isinstance(following, Mapping):
            yield from _annotations(following, outcome, depth + 1)
        elif following is not None:
            outcome.leave(ABSENT, str(following)[:200], "this page only names it as the next")
    elif "Annotation" in types:
        yield value
    else:
        outcome.leave(BROKEN, str(value)[:60], "it is no annotation")


def _take(run: ImportRun, annotation: Thing) -> None:
    own = annotation.get(OWN_KEY) if isinstance(annotation.get(OWN_KEY), Mapping) else None
    label = text(annotation, "id")[:300] or "an annotation without an id"
    try:
        sort = _convert(run, annotation, label) if own is None else _restore(run, annotation, own)
    except NoPlaceError as reason:
        run.outcome.leave(UNPLACED, label, str(reason))
        return
    run.outcome.counts[sort] += 1


def _restore(run: ImportRun, annotation: Thing, own: Thing) -> str:
    """Restore a note that was exported from here."""
    note_id = urldefrag(text(annotation, "id")).fragment
    if note_id in run.names.taken:
        return PRESENT
    body, passage = _words(annotation)[0], _passage(run, annotation)
    quote = own.get("quote", passage.quote["exact"])
    placer = run.placer(passage.article)
    values = {
        "id": note_id,
        **{key: own[key] for key in ("kind", "title", "key") if key in own},
        "quote": quote if _leads_to(placer, quote, passage.span) else passage.quote,
        "note": body,
        **{key: each for key, each in own.items() if key not in {"kind", "title", "key", "quote", "added", "changed"}},
        "contributors": [name for agent in several(annotation, "creator") if (name := text(agent, "nickname"))],
        "added": own.get("added") or day(annotation, "created") or run.today,
        "changed": own.get("changed") or day(annotation, "modified"),
    }
    values = {key: value for key, value in values.items() if value not in ("", [], None)}
    try:
        NoteFile.model_validate(values)
    except ValidationError as error:
        raise NoPlaceError(f"it is not a note of ours after all: {error.errors()[0]['msg']}") from None
    run.names.taken.add(note_id)
    run.outcome.drafts.append(Draft(passage, values))
    return OURS


def _leads_to(placer: Placer, quote: Any, span: Span) -> bool:
    """Whether a quote as it was written leads to the span that its annotation names."""
    written = quote if isinstance(quote, Mapping) else {"exact": quote}
    if not all(isinstance(value, str) for value in written.values()) or "exact" not in written:
        return False
    found = placer.index.resolve(written["exact"], written.get("prefix"), written.get("suffix"))
    return isinstance(found, Anchored) and found.span == span


def _convert(run: ImportRun, annotation: Thing, label: str) -> str:
    """Convert a foreign annotation into a note."""
    words = "\n\n".join(part for part in _words(annotation) if part)
    if not words:
        return SILENT
    passage = _passage(run, annotation)
    if len(several(annotation, "target")) > 1:
        run.outcome.counts[MORE_TARGETS] += len(several(annotation, "target")) - 1
    motivations = [each for each in several(annotation, "motivation") if isinstance(each, str)]
    kind = next((_KINDS[each] for each in motivations if each in _KINDS), "context")
    days = day(annotation, "created"), day(annotation, "modified")
    draft = run.draft(passage, words, days, kind, f"Imported: {_writer(annotation)} wrote it elsewhere")
    run.outcome.drafts.append(replace(draft, remarks=(f"from {label}", *draft.remarks)))
    return NOTES


def _writer(annotation: Thing) -> str:
    for agent in several(annotation, "creator"):
        name = agent if isinstance(agent, str) else text(agent, "name") or text(agent, "nickname") or text(agent, "id")
        if name:
            return " ".join(name.split())[:80]
    return "somebody"


def _words(annotation: Thing) -> list[str]:
    """Return the content of an annotation: its texts, tags and linked addresses, in order."""
    said = [text(annotation, "bodyValue")] if "bodyValue" in annotation else []
    for body in several(annotation, "body"):
        said.extend(_body_words(body))
    return said or [""]


def _body_words(body: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(body, str):
        yield f"<{body}>" if body.startswith(("https://", "http://")) else ""
    elif isinstance(body, Mapping) and "value" in body:
        value = text(body, "value").strip()
        yield _without_tags(value) if "html" in text(body, "format") else value
    elif isinstance(body, Mapping) and isinstance(body.get("source"), str) and OWN_KEY not in body:
        yield from _body_words(body["source"], depth + 1)
    elif isinstance(body, Mapping) and "items" in body and depth < 10:
        yield from (words for item in several(body, "items")[:1] for words in _body_words(item, depth + 1))


def _without_tags(value: str) -> str:
    return " ".join(html.unescape(nh3.clean(value, tags=set())).split())


def _passage(run: ImportRun, annotation: Thing) -> PlacedQuote:
    """Find the first target that has a place in one of our articles."""
    reasons: list[str] = []
    for target in several(annotation, "target"):
        try:
            return run.in_one_article(_addresses(target), partial(_placed, run, target))
        except NoPlaceError as reason:
            reasons.append(str(reason))
    raise NoPlaceError(reasons[0] if reasons else "it has no target")


def _addresses(target: Any) -> list[str]:
    """List the addresses that a target names: the original, our page, or our published text."""
    named = [target] if isinstance(target, str) else [text(target, key) for key in ("source", "scope", "id")]
    if isinstance(target, Mapping) and isinstance(target.get("source"), Mapping):
        named.append(text(target["source"], "id"))
    return named


def _placed(run: ImportRun, target: Any, article: Article, named: bool) -> PlacedQuote:
    selectors = several(target, "selector") if isinstance(target, Mapping) else []
    placer = run.placer(article)
    if not selectors:
        title = next((block for block in article.seed.blocks if block.role is Role.TITLE), None)
        if title is None or not named:
            raise NoPlaceError("it is about a whole page")
        return placer.place(Selection(title.text, span=title.span))
    selections = list(_selections(selectors))
    position = (
        next((each.span for each in selections if each.span is not None), None)
        if is_our_text(article, text(target, "source"), run.site)
        else None
    )
    quotation = next((each for each in selections if each.exact), None)
    if quotation:
        selection = Selection(quotation.exact, quotation.prefix, quotation.suffix, position)
        return placer.place_foreign(selection, source_known=named)
    if position is None:
        raise NoPlaceError("it has no selector that we can read")
    return placer.place_foreign(Selection(span=position), source_known=named)


def _selections(selectors: list[Any], depth: int = 0) -> Iterator[Selection]:
    """Read quote and position selectors, the most refined first; of a range the text from its start to its end."""
    for selector in selectors if depth < 10 else []:
        yield from _selections(several(selector, "refinedBy"), depth + 1)
        kind, start, end = text(selector, "type"), number(selector, "start"), number(selector, "end")
        if kind == "TextQuoteSelector":
            yield Selection(text(selector, "exact"), text(selector, "prefix"), text(selector, "suffix"))
        elif kind == "TextPositionSelector" and start is not None and end is not None:
            yield Selection(span=Span(start, end))
        elif kind == "RangeSelector":
            first = next(_selections(several(selector, "startSelector"), depth + 1), None)
            last = next(_selections(several(selector, "endSelector"), depth + 1), None)
            if first and last and first.span is not None and last.span is not None:
                yield Selection(span=Span(first.span.start, last.span.start))
