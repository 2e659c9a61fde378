"""What must hold across the files.

Each rule takes a corpus, or its index of ids, and yields a problem for each place that breaks it. A rule is named after
what it demands, and its docstring is the rule in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from unicodedata import normalize

from annotated_reader.checks.claim_rules import claims_fit_their_notes
from annotated_reader.checks.deleted_notes import deleted_ids_stay_reserved, deletion_hint
from annotated_reader.checks.editorial_rules import (
    key_notes_are_few,
    key_notes_are_in_sight,
    notes_have_a_source,
    placeholders_are_filled_in,
    texts_are_short,
    titles_are_short,
)
from annotated_reader.checks.id_index import IdIndex
from annotated_reader.checks.link_rules import (
    addresses_are_https,
    addresses_name_a_page,
    hosts_are_not_blocked,
    links_in_notes_are_safe,
    links_in_notes_are_whole,
    markdown_is_supported,
)
from annotated_reader.checks.passage_rules import (
    passages_are_short,
    passages_name_their_place,
    passages_were_read,
)
from annotated_reader.checks.quote_rules import quotes_have_a_place
from annotated_reader.checks.review_rules import (
    reviewers_are_others,
    reviews_are_current,
    reviews_name_what_was_read,
)
from annotated_reader.checks.site_links import links_in_notes_resolve
from annotated_reader.checks.source_rules import SOURCE_RULES, not_quotations_are_in_marks, quotations_are_found
from annotated_reader.checks.yaml_rules import number_signs_are_quoted
from annotated_reader.corpus import Corpus, is_passed_over
from annotated_reader.formats import RESERVED_NOTE_IDS, Kind
from annotated_reader.support import Place, Problem, Severity, did_you_mean, nearest_word

Rule = Callable[..., Iterator[Problem]]


def ids_resolve(ids: IdIndex) -> Iterator[Problem]:
    """Every id that is used names an entity that exists."""
    unknown = [use for use in ids.unresolved if use.id not in ids.faulty_ids]
    deleted = {note.id: note for note in ids.deleted}
    hints = {(kind, used): did_you_mean(used, ids.known[kind]) for kind, used, _ in unknown}
    for kind, used, place in unknown:
        hint = hints[kind, used] or f"Add the {kind}, or write the id of one that exists."
        if kind == "note" and used in deleted:
            hint = deletion_hint(deleted[used])
        yield Problem(place, "ids-resolve", f"there is no {kind} '{used}'", hint)


def note_ids_are_unique(ids: IdIndex) -> Iterator[Problem]:
    """A note's id is used once in the whole corpus, since it is the note's address."""
    first: dict[str, Place] = {}
    for note_id, place in sorted(ids.notes):
        if (other := first.setdefault(note_id, place)) is not place:
            yield Problem(
                place, "note-ids-are-unique", f"the id '{note_id}' is used a second time",
                f"It is used first in {other}; choose another.",
            )  # fmt: skip


def note_ids_are_no_paragraph_numbers(corpus: Corpus) -> Iterator[Problem]:
    """A note's id is not p and a number, since these are the addresses of paragraphs."""
    for note_id, place in _note_addresses(corpus):
        if note_id[:1] == "p" and note_id[1:].isdigit():
            yield Problem(
                place(), "note-ids-are-no-paragraph-numbers", f"'{note_id}' is the address of a paragraph",
                "Choose an id that says what the note is about.",
            )  # fmt: skip


def note_ids_are_free(corpus: Corpus) -> Iterator[Problem]:
    """A note's id is none that an article's page uses for a part of its own."""
    for note_id, place in _note_addresses(corpus):
        if note_id in RESERVED_NOTE_IDS:
            yield Problem(
                place(), "note-ids-are-free",
                f"'{note_id}' is the address of another part of the page, so no link could lead to the note",
                "Choose an id that says what the note is about.",
            )  # fmt: skip


def _note_addresses(corpus: Corpus) -> Iterator[tuple[str, Callable[[], Place]]]:
    """List the ids of notes, deleted ones too, which are anchors on the articles' pages, each with its place."""
    for note in corpus.all_notes:
        yield note.value.id, partial(note.value_place, "id")
    for article in corpus.articles:
        for index, deleted in enumerate(article.data.deleted_notes):
            yield deleted.id, partial(article.source.value_place, "deleted_notes", index, "id")


def kinds_have_what_they_need(corpus: Corpus) -> Iterator[Problem]:
    """A fact-check names its claim and a reference; a quotation names an event that has its words."""
    for note in corpus.all_notes:
        data, rule = note.value, "kinds-have-what-they-need"
        if data.kind is Kind.FACT_CHECK and data.claim is None:
            yield Problem(
                note.place("kind"), rule, "a fact-check needs `claim`", "For example: claim: {id: …, stance: asserts}"
            )
        if data.kind is Kind.QUOTATION:
            event = corpus.events.get(data.event or "")
            if data.event is None:
                yield Problem(
                    note.place("kind"), rule, "a quotation needs `event`",
                    "For example: event: dragone-ft-interview, an event that has a `quotation`.",
                )  # fmt: skip
            elif event is not None and event.value.quotation is None:
                yield Problem(
                    note.value_place("event"), rule, f"the event '{data.event}' has no `quotation` to compare with",
                    "Add the words to the event, or choose another kind.",
                )  # fmt: skip


def one_event_is_featured(ids: IdIndex) -> Iterator[Problem]:
    """At most one event has `feature: true`, and it has a `quotation`, which the home page shows."""
    rule, first = "one-event-is-featured", None
    for event in sorted(ids.featured, key=lambda event: event.place):
        if not event.has_words:
            yield Problem(
                event.place, rule, f"the event '{event.id}' has no `quotation` to show on the home page",
                "Add the words to the event, or remove `feature:`.",
            )  # fmt: skip
        elif first is None:
            first = event
        else:
            yield Problem(
                event.place, rule, f"a second event has `feature: true`: '{event.id}'",
                f"The first is '{first.id}' in {first.place}; keep one of them.",
            )  # fmt: skip


def references_are_used(ids: IdIndex) -> Iterator[Problem]:
    """Every reference is cited somewhere."""
    references = ids.known["reference"]
    used = ids.cited | {nearest_word(misspelt, references) for misspelt in ids.cited - references}
    for reference_id, place in ids.references:
        if reference_id not in used and not ids.faulty_ids:
            yield Problem(
                place, "references-are-used", f"nothing cites '{reference_id}'", "Cite it, or delete the file.",
                Severity.WARNING,
            )  # fmt: skip


def structure_fits_the_seed(corpus: Corpus) -> Iterator[Problem]:
    """The lines that an article names exist and contain text, and each has one role."""
    rule = "structure-fits-the-seed"
    for article in corpus.articles:
        lines, last = {block.line for block in article.seed.blocks}, article.seed.line_count
        part = article.data.lines
        if part and part.last > last:
            yield Problem(
                article.source.place("lines"),
                rule,
                f"the seed has {last} lines, no line {part.last}",
                "Count the lines again.",
            )
        seen: set[int] = set()
        for index, entry in enumerate(article.data.structure):
            named = entry.lines
            holding_text = lines.intersection(range(named.first, min(named.last, last) + 1))
            complaint = None
            if named.last > last:
                complaint = f"the seed has {last} lines, no line {named.last}", "Count the lines again."
            elif not holding_text and part is None:
                complaint = f"line {named.first} is empty", "Name a line that holds text."
            elif twice := holding_text & seen:
                complaint = f"line {min(twice)} has a role already", "Name each line once."
            if complaint:
                yield Problem(article.source.place("structure", index), rule, *complaint)
            if named.last <= last:
                seen |= holding_text


def dates_are_in_order(corpus: Corpus) -> Iterator[Problem]:
    """A note is not changed before it was added."""
    for note in corpus.all_notes:
        if note.value.changed and note.value.changed.is_before(note.value.added):
            yield Problem(
                note.value_place("changed"),
                "dates-are-in-order",
                "the note was changed before it was added",
                "Check both dates.",
            )


def seeds_have_an_article(ids: IdIndex) -> Iterator[Problem]:
    """Every text in seeds/ belongs to an article."""
    folder = ids.root / "seeds"
    if ids.faulty_ids or ids.in_doubt or not folder.is_dir():
        return
    shown = {normalize("NFC", seed) for seed in ids.seeds}
    for path in sorted(folder.iterdir()):
        if is_passed_over(path.name) or normalize("NFC", path.name) in shown:
            continue
        place = Place(f"seeds/{path.name}")
        if path.suffix == ".txt" and path.is_file():
            message, hint = (
                f"no article shows {place.file}",
                "Add annotations/<article>/article.yml, or remove the text.",
            )
        elif path.is_file():
            message = f"{place.file} is not read: no article shows it, and it does not end in .txt"
            hint = "Save the text as UTF-8 in a file that ends in .txt, or remove the file."
        else:
            message, hint = (
                f"{place.file} is not a file, so it is not read",
                "Move its texts up into seeds/, or remove it.",
            )
        yield Problem(place, "seeds-have-an-article", message, hint, Severity.WARNING)


PART_RULES: tuple[Callable[[Corpus], Iterator[Problem]], ...] = (
    quotes_have_a_place,
    note_ids_are_no_paragraph_numbers,
    note_ids_are_free,
    kinds_have_what_they_need,
    claims_fit_their_notes,
    notes_have_a_source,
    placeholders_are_filled_in,
    number_signs_are_quoted,
    titles_are_short,
    texts_are_short,
    key_notes_are_few,
    key_notes_are_in_sight,
    links_in_notes_are_safe,
    links_in_notes_are_whole,
    markdown_is_supported,
    addresses_name_a_page,
    addresses_are_https,
    hosts_are_not_blocked,
    passages_are_short,
    passages_name_their_place,
    passages_were_read,
    not_quotations_are_in_marks,
    structure_fits_the_seed,
    dates_are_in_order,
    reviewers_are_others,
    reviews_name_what_was_read,
    reviews_are_current,
)
"""Rules that can be checked for each article, with the claims and events that it names, and for the shared entities."""

ID_RULES: tuple[Callable[[IdIndex], Iterator[Problem]], ...] = (
    ids_resolve,
    links_in_notes_resolve,
    note_ids_are_unique,
    deleted_ids_stay_reserved,
    one_event_is_featured,
    references_are_used,
    seeds_have_an_article,
)
"""Rules that need the ids of the whole corpus."""

_ALL: tuple[Rule, ...] = (*PART_RULES, *ID_RULES, *SOURCE_RULES)
_NAMED_OTHERWISE: frozenset[Rule] = frozenset({quotes_have_a_place, quotations_are_found})
RULES: Mapping[str, Rule] = {rule.__name__.replace("_", "-"): rule for rule in _ALL if rule not in _NAMED_OTHERWISE}
"""All rules by the names under which they are reported and explained.

Those on quotes and quotations are not among them: they report under names of their own.
"""


def has_errors(problems: Iterable[Problem], strict: bool = False) -> bool:
    """Whether a check fails: on any error, in strict mode on warnings too."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in failing for problem in problems)
