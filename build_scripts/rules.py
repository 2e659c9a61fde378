"""What must hold across the files: each rule takes the corpus and yields the places where it does not.

A rule is called after what it demands, and its docstring is the rule in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from build_scripts.corpus import Corpus
from build_scripts.house_rules import (
    corpus_notes,
    key_notes_are_few,
    notes_have_a_source,
    placeholders_are_filled_in,
    quotations_have_a_source,
    texts_are_short,
    titles_are_short,
)
from build_scripts.link_rules import (
    addresses_are_https,
    addresses_name_a_page,
    hosts_are_not_blocked,
    links_in_notes_are_safe,
    links_in_notes_are_whole,
)
from build_scripts.problems import Place, Problem, Severity, did_you_mean, nearest_word
from build_scripts.reading import Located
from build_scripts.schema import Citation, Entity, Kind, NoteFile
from build_scripts.yaml_rules import number_signs_are_quoted

Rule = Callable[[Corpus], Iterator[Problem]]


def name_of(rule: Rule) -> str:
    """Give the name under which a rule is reported and explained."""
    return rule.__name__.replace("_", "-")


def _citing(corpus: Corpus) -> Iterator[tuple[Located[Entity], tuple[str | int, ...], tuple[Citation, ...]]]:
    """List every list of references: who has it, where it stands, and what it holds."""
    for _, note in corpus_notes(corpus):
        yield note, ("references",), note.value.references
    for article in corpus.articles:
        yield article.source, ("references",), article.data.references
    for claim in corpus.claims.values():
        yield claim, ("references",), claim.value.references
        for index, position in enumerate(claim.value.positions):
            yield claim, ("positions", index, "references"), position.references
    for event in corpus.events.values():
        yield event, ("references",), event.value.references
    for person in corpus.people.values():
        yield person, ("references",), person.value.references


def ids_resolve(corpus: Corpus) -> Iterator[Problem]:
    """Every id that is used names an entity that exists."""

    def unknown(
        entity: Located[Entity], path: tuple[str | int, ...], kind: str, used: str, known: Collection[str]
    ) -> Iterator[Problem]:
        if used not in known and used not in corpus.faulty_ids:
            hint = did_you_mean(used, known) or f"Add the {kind}, or write the id of one that exists."
            yield Problem(entity.value_place(*path), "ids-resolve", f"there is no {kind} '{used}'", hint)

    for entity, path, citations in _citing(corpus):
        for index, citation in enumerate(citations):
            yield from unknown(entity, (*path, index), "reference", citation.id, corpus.references)
    note_ids = {note.value.id for _, note in corpus_notes(corpus)}
    for _, note in corpus_notes(corpus):
        if note.value.claim:
            below = ("claim", "id")
            yield from unknown(note, below, "claim", note.value.claim.id, corpus.claims)
        if note.value.event:
            yield from unknown(note, ("event",), "event", note.value.event, corpus.events)
        for index, other in enumerate(note.value.see):
            yield from unknown(note, ("see", index), "note", other, note_ids)
    for event in corpus.events.values():
        if event.value.quotation:
            yield from unknown(event, ("quotation", "speaker"), "person", event.value.quotation.speaker, corpus.people)


def note_ids_are_unique(corpus: Corpus) -> Iterator[Problem]:
    """A note's id is used once in the whole corpus, since it is the note's address."""
    first: dict[str, Located[NoteFile]] = {}
    for _, note in corpus_notes(corpus):
        if (other := first.setdefault(note.value.id, note)) is not note:
            yield Problem(
                note.value_place("id"), "note-ids-are-unique", f"the id '{note.value.id}' is used a second time",
                f"It is used first in {other.value_place('id')}; choose another.",
            )  # fmt: skip


def note_ids_are_no_paragraph_numbers(corpus: Corpus) -> Iterator[Problem]:
    """A note's id is not p and a number, since these are the addresses of paragraphs."""
    for _, note in corpus_notes(corpus):
        if note.value.id[:1] == "p" and note.value.id[1:].isdigit():
            yield Problem(
                note.value_place("id"), "note-ids-are-no-paragraph-numbers",
                f"'{note.value.id}' is the address of a paragraph", "Choose an id that says what the note is about.",
            )  # fmt: skip


def kinds_have_what_they_need(corpus: Corpus) -> Iterator[Problem]:
    """A fact-check names its claim and a reference; a quotation names an event that has its words."""
    for _, note in corpus_notes(corpus):
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


def references_are_used(corpus: Corpus) -> Iterator[Problem]:
    """Every reference is cited somewhere."""
    used = {citation.id for _, _, citations in _citing(corpus) for citation in citations}
    used |= {nearest_word(misspelt, corpus.references) for misspelt in used - set(corpus.references)}
    for reference_id, reference in corpus.references.items():
        if reference_id not in used and not corpus.faulty_ids:
            yield Problem(
                reference.value_place("id"), "references-are-used", f"nothing cites '{reference_id}'",
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
            place, named = article.source.place("structure", index), entry.lines
            if named.last > last:
                yield Problem(place, rule, f"the seed has {last} lines, no line {named.last}", "Count the lines again.")
                continue
            holding_text = lines.intersection(range(named.first, named.last + 1))
            if not holding_text and part is None:
                yield Problem(place, rule, f"line {named.first} is empty", "Name a line that holds text.")
            if twice := holding_text & seen:
                yield Problem(place, rule, f"line {min(twice)} has a role already", "Name each line once.")
            seen |= holding_text


def dates_are_in_order(corpus: Corpus) -> Iterator[Problem]:
    """A note is not changed before it was added."""
    for _, note in corpus_notes(corpus):
        if note.value.changed and note.value.changed.is_before(note.value.added):
            yield Problem(
                note.value_place("changed"),
                "dates-are-in-order",
                "the note was changed before it was added",
                "Check both dates.",
            )


def reviewers_are_others(corpus: Corpus) -> Iterator[Problem]:
    """A note is reviewed by somebody who did not write it."""
    for _, note in corpus_notes(corpus):
        writers = {name.lower() for name in note.value.contributors}  # GitHub names differ in more than capitals
        for index, name in enumerate(note.value.reviewed_by):
            if name.lower() in writers:
                yield Problem(
                    note.value_place("reviewed_by", index), "reviewers-are-others",
                    f"'{name}' wrote this note and can't review it",
                    "A second person checks it.",
                )  # fmt: skip


def seeds_have_an_article(corpus: Corpus) -> Iterator[Problem]:
    """Every text in seeds/ belongs to an article."""
    folder = corpus.root / "seeds"
    used = {article.data.seed for article in corpus.articles}
    for path in sorted(folder.iterdir()) if folder.is_dir() and not corpus.faulty_ids else ():
        if (
            path.suffix == ".txt"
            and path.name not in used
            and "article.yml" not in {p.place.file[-11:] for p in corpus.problems}
        ):
            yield Problem(
                Place(f"seeds/{path.name}"), "seeds-have-an-article", f"no article shows seeds/{path.name}",
                "Add annotations/<article>/article.yml, or remove the text.", Severity.WARNING,
            )  # fmt: skip


RULES: tuple[Rule, ...] = (
    ids_resolve,
    note_ids_are_unique,
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
    addresses_name_a_page,
    addresses_are_https,
    hosts_are_not_blocked,
    quotations_have_a_source,
    references_are_used,
    structure_fits_the_seed,
    dates_are_in_order,
    reviewers_are_others,
    seeds_have_an_article,
)


def check(corpus: Corpus, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Collect every problem of a corpus: those of loading and those of the rules, by file and line."""
    found = {*corpus.problems, *(problem for rule in rules for problem in rule(corpus))}
    return sorted(found)


def has_errors(problems: Iterable[Problem], strict: bool = False) -> bool:
    """Whether a check fails: on any error, in strict mode on warnings too."""
    return any(strict or problem.severity is Severity.ERROR for problem in problems)


def by_name(rules: Iterable[Rule] = RULES) -> Mapping[str, Rule]:
    """Give the rules by their names."""
    return {name_of(rule): rule for rule in rules}
