"""What must hold across the files: each rule takes the corpus, or its roll, and yields the places where it does not.

A rule is called after what it demands, and its docstring is the rule in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from annotated_reader.checks.editorial_rules import (
    key_notes_are_few,
    notes_have_a_source,
    placeholders_are_filled_in,
    quotations_have_a_source,
    texts_are_short,
    titles_are_short,
)
from annotated_reader.checks.id_index import Roll, Where
from annotated_reader.checks.link_rules import (
    addresses_are_https,
    addresses_name_a_page,
    hosts_are_not_blocked,
    links_in_notes_are_safe,
    links_in_notes_are_whole,
    markdown_is_supported,
)
from annotated_reader.checks.site_links import links_in_notes_resolve
from annotated_reader.checks.yaml_rules import number_signs_are_quoted
from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import Kind
from annotated_reader.support import Place, Problem, Severity, did_you_mean, nearest_word

Rule = Callable[..., Iterator[Problem]]

_AT_A_TIME = 10
"""So many articles stay in the processor's cache while one rule after the other looks at them."""


def ids_resolve(roll: Roll) -> Iterator[Problem]:
    """Every id that is used names an entity that exists."""
    known: Mapping[str, Collection[str]] = {**roll.known, "note": {note_id for note_id, _ in roll.notes}}
    unknown = [use for use in roll.uses if use.id not in known[use.kind] and use.id not in roll.faulty_ids]
    hints = {(kind, used): did_you_mean(used, known[kind]) for kind, used, *_ in unknown}
    for kind, used, where, below in unknown:
        hint = hints[kind, used] or f"Add the {kind}, or write the id of one that exists."
        yield Problem(where.place(roll.root, *below), "ids-resolve", f"there is no {kind} '{used}'", hint)


def note_ids_are_unique(roll: Roll) -> Iterator[Problem]:
    """A note's id is used once in the whole corpus, since it is the note's address."""
    first: dict[str, Where] = {}
    for note_id, where in sorted(roll.notes):
        if (other := first.setdefault(note_id, where)) is not where:
            yield Problem(
                where.place(roll.root, "id"), "note-ids-are-unique", f"the id '{note_id}' is used a second time",
                f"It is used first in {other.place(roll.root, 'id')}; choose another.",
            )  # fmt: skip


def note_ids_are_no_paragraph_numbers(corpus: Corpus) -> Iterator[Problem]:
    """A note's id is not p and a number, since these are the addresses of paragraphs."""
    for note in corpus.all_notes:
        if note.value.id[:1] == "p" and note.value.id[1:].isdigit():
            yield Problem(
                note.value_place("id"), "note-ids-are-no-paragraph-numbers",
                f"'{note.value.id}' is the address of a paragraph", "Choose an id that says what the note is about.",
            )  # fmt: skip


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
                    note.place("kind"), rule, "a quotation needs `event`", "Name an event that has a `quotation`."
                )
            elif event is not None and event.value.quotation is None:
                yield Problem(
                    note.value_place("event"), rule, f"the event '{data.event}' has no `quotation` to compare with",
                    "Add the words to the event, or choose another kind.",
                )  # fmt: skip


def references_are_used(roll: Roll) -> Iterator[Problem]:
    """Every reference is cited somewhere."""
    references = roll.known["reference"]
    used = {use.id for use in roll.uses if use.kind == "reference"}
    used |= {nearest_word(misspelt, references) for misspelt in used - set(references)}
    for reference_id, where in references.items():
        if reference_id not in used and not roll.faulty_ids:
            yield Problem(
                where.place(roll.root, "id"), "references-are-used", f"nothing cites '{reference_id}'",
                "Cite it, or delete the file.", Severity.WARNING,
            )  # fmt: skip


def structure_fits_the_seed(corpus: Corpus) -> Iterator[Problem]:
    """The lines that an article names exist and hold text, and each has one role."""
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


def reviewers_are_others(corpus: Corpus) -> Iterator[Problem]:
    """A note is reviewed by somebody who did not write it."""
    for note in corpus.all_notes:
        if not note.value.reviewed_by:
            continue
        writers = {name.lower() for name in note.value.contributors}  # GitHub names differ in more than capitals
        for index, name in enumerate(note.value.reviewed_by):
            if name.lower() in writers:
                yield Problem(
                    note.value_place("reviewed_by", index), "reviewers-are-others",
                    f"'{name}' wrote this note and can't review it",
                    "A second person checks it.",
                )  # fmt: skip


def seeds_have_an_article(roll: Roll) -> Iterator[Problem]:
    """Every text in seeds/ belongs to an article."""
    folder = roll.root / "seeds"
    if roll.faulty_ids or roll.in_doubt or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.suffix == ".txt" and path.name not in roll.seeds:
            yield Problem(
                Place(f"seeds/{path.name}"), "seeds-have-an-article", f"no article shows seeds/{path.name}",
                "Add annotations/<article>/article.yml, or remove the text.", Severity.WARNING,
            )  # fmt: skip


PART_RULES: tuple[Callable[[Corpus], Iterator[Problem]], ...] = (
    note_ids_are_no_paragraph_numbers,
    kinds_have_what_they_need,
    notes_have_a_source,
    placeholders_are_filled_in,
    number_signs_are_quoted,
    titles_are_short,
    texts_are_short,
    key_notes_are_few,
    links_in_notes_are_safe,
    links_in_notes_are_whole,
    markdown_is_supported,
    addresses_name_a_page,
    addresses_are_https,
    hosts_are_not_blocked,
    quotations_have_a_source,
    structure_fits_the_seed,
    dates_are_in_order,
    reviewers_are_others,
)
"""What holds of a corpus if it holds of each article, with the events that it names, and of the shared entities."""

ROLL_RULES: tuple[Callable[[Roll], Iterator[Problem]], ...] = (
    ids_resolve,
    links_in_notes_resolve,
    note_ids_are_unique,
    references_are_used,
    seeds_have_an_article,
)
"""What holds of the whole only."""

_ALL: tuple[Rule, ...] = (*PART_RULES, *ROLL_RULES)
RULES: Mapping[str, Rule] = {rule.__name__.replace("_", "-"): rule for rule in _ALL}
"""All rules by the names under which they are reported and explained."""


def check_part(corpus: Corpus) -> set[Problem]:
    """Collect the problems of a corpus, or of a part of it, that it has by itself, those of loading among them."""
    return {*corpus.problems, *(problem for rule in PART_RULES for problem in rule(corpus))}


def check_roll(roll: Roll) -> set[Problem]:
    """Collect the problems that the whole of a corpus has."""
    return {problem for rule in ROLL_RULES for problem in rule(roll)}


def part_of(corpus: Corpus, articles: tuple[Article, ...]) -> Corpus:
    """Make a corpus of some articles and the events that they name."""
    named = {note.value.event for article in articles for note in article.all_notes if note.value.event}
    events = {event: corpus.events[event] for event in named & corpus.events.keys()}
    return replace(corpus, articles=articles, references={}, claims={}, events=events, people={}, problems=())


def check(corpus: Corpus) -> list[Problem]:
    """Collect every problem of a corpus: those of loading and those of the rules, by file and line."""
    found = check_part(replace(corpus, articles=())) | check_roll(Roll.of(corpus))
    for start in range(0, len(corpus.articles), _AT_A_TIME):
        found |= check_part(part_of(corpus, corpus.articles[start : start + _AT_A_TIME]))
    return sorted(found)


def has_errors(problems: Iterable[Problem], strict: bool = False) -> bool:
    """Whether a check fails: on any error, in strict mode on warnings too."""
    return any(strict or problem.severity is Severity.ERROR for problem in problems)
