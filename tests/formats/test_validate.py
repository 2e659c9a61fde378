"""YAML values to models: every mistake in words, at the line of its key, and once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotated_reader.formats.schema import (
    ArticleFile,
    ClaimFile,
    Entity,
    EventFile,
    NoteFile,
    PersonFile,
    ReferenceFile,
)
from annotated_reader.formats.validate import Located, read_entity, salvage_entity
from annotated_reader.formats.yaml.document import Path, parse_yaml
from annotated_reader.support.problems import Place, Problem

NOTE = """\
- id: a-note
  kind: context
  title: A title
  quote:
    exact: words
    prefix: before
  note: Text.
  references:
    - one
    - two: para. 3
  claim: {id: a-claim, stance: asserts}
  key: false
  added: 2026-11-22
"""
ARTICLE = f"""\
seed: a.txt
sha256: {"0" * 64}
title: A title
author: Somebody
published: 2025-06
structure:
  - {{lines: 1, role: title}}
  - {{lines: 3-5, role: item}}
"""
REFERENCE = """\
id: a-reference
title: A title
type: treaty
author: [{family: F, given: G}]
issued: 1945-06-26
URL: https://www.un.org/en/charter
short: Short
standing: primary
consulted: original
summary: Text.
"""
CLAIM = """\
id: a-claim
finding: A finding
statement: A statement.
verdict: disputed
reason: A reason.
positions:
  - {who: A, holds: B}
  - {who: C, holds: D}
"""
EVENT = """\
id: an-event
title: A title
date: 2025-11-30
description: Text.
quotation:
  speaker: a-person
  original: Words.
  completeness: full
"""
PERSON = "id: a-person\nname: A Name\nkind: person\ndescription: A line\n"

SOURCES: dict[str, tuple[str, Path, type[Entity]]] = {
    "note": (NOTE, (0,), NoteFile),
    "article": (ARTICLE, (), ArticleFile),
    "reference": (REFERENCE, (), ReferenceFile),
    "claim": (CLAIM, (), ClaimFile),
    "event": (EVENT, (), EventFile),
    "person": (PERSON, (), PersonFile),
}


def read(kind: str, change: Callable[[str], str] = str) -> tuple[Located[Entity] | None, list[Problem]]:
    """Read an entity whose source was changed."""
    text, path, model = SOURCES[kind]
    return read_entity(parse_yaml(change(text).encode(), "f.yml"), path, model)


def mistakes(kind: str, old: str, new: str) -> list[Problem]:
    """Read an entity in which some words were replaced, and give what is wrong with it."""
    assert SOURCES[kind][0].count(old) == 1, old
    entity, problems = read(kind, lambda text: text.replace(old, new))
    assert (entity is None) == bool(problems)
    return problems


@pytest.mark.parametrize("kind", SOURCES)
def test_a_sound_entity_is_read(kind: str) -> None:
    entity, problems = read(kind)
    assert problems == []
    assert entity is not None
    assert isinstance(entity.value, SOURCES[kind][2])


def test_an_entity_knows_where_it_and_its_keys_stand() -> None:
    entity, _ = read("note")
    assert entity is not None
    assert entity.line == 1
    assert entity.place("quote", "prefix") == Place("f.yml", 6, 5)
    assert entity.value_place("claim", "stance") == Place("f.yml", 11, 32)
    assert entity.place("event") == Place("f.yml", 1, 3)


ADDRESS = "For example: URL: https://www.icj-cij.org/case/70"
SHORT_FORM = "a quote is the words themselves, or exact with prefix and suffix"
CITATIONS = "For example: references: [un-charter-51, {icj-nicaragua-1986: para. 194}]"


@pytest.mark.parametrize(
    ("kind", "old", "new", "place"),
    [
        pytest.param(
            "note",
            "  title: A title\n",
            "",
            (1, 3),
            id="note-without-a-title",
        ),
        pytest.param(
            "note",
            "id: a-note\n  kind",
            "kind",
            (1, 3),
            id="note-without-an-id",
        ),
        pytest.param(
            "note",
            ", stance: asserts",
            "",
            (11, 3),
            id="nested-key-left-out",
        ),
        pytest.param(
            "note",
            "    exact: words\n",
            "",
            (4, 3),
            id="quote-without-exact",
        ),
        pytest.param(
            "event",
            "  completeness: full\n",
            "",
            (5, 1),
            id="quotation-without-completeness",
        ),
        pytest.param(
            "event",
            "2025-11-30",
            "{from: 2025-11-30}",
            (3, 1),
            id="range-without-an-end",
        ),
        pytest.param(
            "claim",
            ", holds: D",
            "",
            (8, 5),
            id="key-of-a-list-item",
        ),
        # unknown keys: did you mean
        pytest.param(
            "note",
            "  title:",
            "  titel:",
            (3, 3),
            id="misspelt-required-key-is-one-mistake",
        ),
        pytest.param(
            "note",
            "    exact:",
            "    exakt:",
            (5, 5),
            id="misspelt-nested-required-key",
        ),
        pytest.param(
            "note",
            "  references:",
            "  refernces:",
            (8, 3),
            id="misspelt-optional-key",
        ),
        pytest.param(
            "note",
            "    prefix:",
            "    prefx:",
            (6, 5),
            id="misspelt-nested-key",
        ),
        pytest.param(
            "note",
            "  key: false",
            "  banana: false",
            (12, 3),
            id="key-like-no-other",
        ),
        pytest.param(
            "reference",
            "issued: 1945-06-26",
            "container_title: x",
            (5, 1),
            id="underscore-for-hyphen",
        ),
        pytest.param("reference", "URL:", "url:", (6, 1), id="small-letters"),
        pytest.param(
            "reference",
            "given:",
            "givn:",
            (4, 22),
            id="key-in-a-list-in-brackets",
        ),
        pytest.param(
            "event",
            "2025-11-30",
            "{from: 2025-11, to: 2025-12, x: 1}",
            (3, 36),
            id="key-in-a-range",
        ),
        # words from a list
        pytest.param(
            "note",
            "kind: context",
            "kind: contxt",
            (2, 3),
            id="misspelt-kind",
        ),
        pytest.param(
            "note",
            "kind: context",
            "kind: 7",
            (2, 3),
            id="number-as-kind",
        ),
        pytest.param(
            "note",
            "stance: asserts",
            "stance: assert",
            (11, 24),
            id="misspelt-stance",
        ),
        pytest.param(
            "article",
            "role: item",
            "role: items",
            (8, 18),
            id="misspelt-role",
        ),
        pytest.param(
            "reference",
            "type: treaty",
            "type: Treaty",
            (3, 1),
            id="capital-in-a-type",
        ),
        pytest.param(
            "person",
            "kind: person",
            "kind: organization",
            (3, 1),
            id="american-spelling",
        ),
        # types
        pytest.param(
            "note",
            "title: A title",
            "title: 1984",
            (3, 3),
            id="number-for-text",
        ),
        pytest.param(
            "note",
            "title: A title",
            "title:",
            (3, 3),
            id="nothing-for-text",
        ),
        pytest.param(
            "note",
            "note: Text.",
            f"note: {'x' * 2001}",
            (7, 3),
            id="long-note",
        ),
        pytest.param(
            "note",
            "key: false",
            "key: no",
            (12, 3),
            id="norway",
        ),
        pytest.param(
            "note",
            "key: false",
            'key: "true"',
            (12, 3),
            id="quoted-true",
        ),
        pytest.param(
            "note",
            "claim: {id: a-claim, stance: asserts}",
            "claim: a-claim",
            (11, 3),
            id="id-for-a-claim-link",
        ),
        pytest.param(
            "note",
            "  key: false",
            "  see: other",
            (12, 3),
            id="text-for-a-list",
        ),
        pytest.param(
            "article",
            "author: Somebody",
            "author: [A, 7]",
            (4, 13),
            id="one-of-many",
        ),
        pytest.param(
            "reference",
            "[{family: F, given: G}]",
            "Somebody",
            (4, 1),
            id="text-for-names",
        ),
        pytest.param(
            "reference",
            "{family: F, given: G}",
            "Somebody",
            (4, 10),
            id="text-for-a-name",
        ),
        # ids
        pytest.param("note", "id: a-note", "id: A Note", (1, 3), id="id-with-a-space"),
        pytest.param("note", "id: a-note", "id: a--note", (1, 3), id="id-with-two-hyphens"),
        pytest.param("note", "id: a-note", 'id: "a-note\\n"', (1, 3), id="id-with-a-line-end"),
        pytest.param("note", "id: a-note", "id: ünit", (1, 3), id="id-with-an-umlaut"),
        pytest.param(
            "note",
            "id: a-note",
            f"id: {'a' * 81}",
            (1, 3),
            id="long-id",
        ),
        pytest.param("note", "    - one\n", "    - One\n", (9, 7), id="id-of-a-reference"),
        pytest.param("note", "two: para. 3", "Two: para. 3", (10, 7), id="id-with-a-pinpoint"),
        # references
        pytest.param(
            "note",
            "two: para. 3",
            "two:",
            (10, 7),
            id="no-pinpoint",
        ),
        pytest.param(
            "note",
            "two: para. 3",
            "two: x\n      three: y",
            (10, 7),
            id="two-in-one-item",
        ),
        pytest.param(
            "note",
            "two: para. 3",
            "7",
            (10, 7),
            id="number-for-a-reference",
        ),
        # dates
        pytest.param(
            "note",
            "added: 2026-11-22",
            "added: 2026-13-01",
            (13, 3),
            id="month-13",
        ),
        pytest.param(
            "note",
            "added: 2026-11-22",
            "added: 22.11.2026",
            (13, 3),
            id="date-in-another-form",
        ),
        pytest.param(
            "article",
            "published: 2025-06",
            "published: 2025-06-31",
            (5, 1),
            id="june-31",
        ),
        pytest.param(
            "event",
            "2025-11-30",
            "someday",
            (3, 1),
            id="word-for-a-date",
        ),
        pytest.param(
            "event",
            "2025-11-30",
            "{from: 2025-12, to: 2025-13}",
            (3, 23),
            id="bad-end-of-a-range",
        ),
        # lines
        pytest.param(
            "article",
            "lines: 3-5",
            "lines: 5-3",
            (8, 6),
            id="lines-backwards",
        ),
        pytest.param(
            "article",
            "lines: 3-5",
            "lines: 0",
            (8, 6),
            id="line-0",
        ),
        pytest.param(
            "article",
            "lines: 3-5",
            "lines: all",
            (8, 6),
            id="word-for-lines",
        ),
        pytest.param(
            "article",
            f"{'0' * 64}",
            "abc",
            (2, 1),
            id="no-hash",
        ),
        pytest.param(
            "article",
            "seed: a.txt",
            "seed: ../a.txt",
            (1, 1),
            id="seed-outside",
        ),
        # addresses
        pytest.param(
            "reference",
            "https://www.un.org/en/charter",
            "www.un.org/en",
            (6, 1),
            id="no-scheme",
        ),
        pytest.param(
            "reference",
            "https://www.un.org/en/charter",
            "javascript:alert(1)",
            (6, 1),
            id="script",
        ),
        # what only holds for the whole
        pytest.param(
            "claim",
            "  - {who: C, holds: D}\n",
            "",
            (1, 1),
            id="one-position",
        ),
    ],
)
def test_a_mistake_is_told_once_at_its_place(kind: str, old: str, new: str, place: tuple[int, int]) -> None:
    (problem,) = mistakes(kind, old, new)
    assert (problem.place, problem.rule) == (Place("f.yml", *place), "schema")


@pytest.mark.parametrize(
    ("kind", "old", "new", "place", "message", "hint"),
    [
        pytest.param(
            "note",
            "title: A title",
            "title: true",
            (3, 3),
            "`title` should be text, not true/false",
            'Put it in quotes: title: "true"',
            id="true-for-text",
        ),
        pytest.param(
            "note",
            "title: A title",
            "title: [a]",
            (3, 3),
            "`title` should be text, not a list",
            "For example: title: Nicaragua left imminent threats undecided",
            id="list-for-text",
        ),
        pytest.param(
            "note",
            "title: A title",
            "title: {a: b}",
            (3, 3),
            "`title` should be text, not `key: value` lines",
            "For example: title: Nicaragua left imminent threats undecided",
            id="mapping-for-text",
        ),
        pytest.param(
            "note",
            "title: A title",
            'title: " "',
            (3, 3),
            "`title` is empty",
            "For example: title: Nicaragua left imminent threats undecided",
            id="blank-text",
        ),
        pytest.param(
            "note",
            "key: false",
            "key: 1",
            (12, 3),
            "`key` should be true or false, not the number 1",
            "Write true or false, without quotes.",
            id="one-for-true",
        ),
        pytest.param(
            "article",
            "author: Somebody",
            "author: {name: x}",
            (4, 1),
            "`author` should be text, not `key: value` lines",
            "For example: author: Alexander Bartosh",
            id="mapping-for-one-or-many",
        ),
        pytest.param(
            "reference",
            "family: F, ",
            "",
            (4, 10),
            "`author`: a name is either literal, or family with given",
            "For example: author: [{family: Rutte, given: Mark}]",
            id="given-name-alone",
        ),
        pytest.param(
            "note",
            "two: para. 3",
            "two: [3]",
            (10, 7),
            "`references`: a pinpoint is text, as in 'two: para. 194'",
            CITATIONS,
            id="list-for-a-pinpoint",
        ),
        pytest.param(
            "note",
            "quote:\n    exact: words\n    prefix: before",
            "quote:",
            (4, 3),
            f"`quote`: {SHORT_FORM}",
            "For example: quote: only legitimate under",
            id="no-quote",
        ),
        pytest.param(
            "note",
            "quote:\n    exact: words\n    prefix: before",
            "quote: [a]",
            (4, 3),
            f"`quote`: {SHORT_FORM}",
            "For example: quote: only legitimate under",
            id="list-for-a-quote",
        ),
        pytest.param(
            "note",
            "exact: words",
            'exact: "  "',
            (5, 5),
            "`exact` is empty",
            "For example: exact: an armed attack",
            id="blank-quote",
        ),
        pytest.param(
            "event",
            "2025-11-30",
            "{from: 2025-12, to: 2025-11}",
            (3, 1),
            "`date`: the range ends (2025-11) before it begins (2025-12)",
            "For example: date: 2025-11-30",
            id="range-backwards",
        ),
        pytest.param(
            "reference",
            "https://www.un.org/en/charter",
            "https://un org/",
            (6, 1),
            "`URL`: an address has no spaces, quotation marks or angle brackets",
            ADDRESS,
            id="space",
        ),
    ],
)
def test_a_mistake_that_the_gallery_lacks_is_told_with_what_corrects_it(
    kind: str, old: str, new: str, place: tuple[int, int], message: str, hint: str
) -> None:
    assert mistakes(kind, old, new) == [Problem(Place("f.yml", *place), "schema", message, hint)]


def test_a_title_that_is_too_long_breaks_the_rule_on_titles() -> None:
    (problem,) = mistakes("note", "title: A title", f"title: {'x' * 91}")
    assert (problem.rule, problem.place) == ("titles-are-short", Place("f.yml", 3, 3))
    assert (problem.message, problem.hint) == ("`title` has 91 characters; at most 90 are allowed", "Shorten it.")


def test_all_mistakes_of_an_entity_are_told_at_once() -> None:
    def spoil(text: str) -> str:
        for old, new in (
            ("title:", "titel:"),
            ("context", "contxt"),
            ("2026-11-22", "2026-11-31"),
            ("- one", "- One"),
            ("false", "no"),
        ):
            text = text.replace(old, new)
        return text

    _, problems = read("note", spoil)
    assert sorted((problem.place.line, problem.message) for problem in problems) == [
        (2, "'contxt' is not a valid `kind`"),
        (3, "unknown key `titel`"),
        (9, "'One' is not an id"),
        (12, "`key` should be true or false, not 'no'"),
        (13, "`added`: there is no such day as 2026-11-31"),
    ]


def test_a_key_that_is_misspelt_twice_is_told_twice_and_not_as_missing() -> None:
    messages = {problem.message for problem in mistakes("note", "  title: A title", "  titel: a\n  titl: b")}
    assert messages == {"unknown key `titel`", "unknown key `titl`"}


def test_an_unknown_key_does_not_hide_that_another_is_missing() -> None:
    messages = {problem.message for problem in mistakes("note", "  title: A title", "  banana: a")}
    assert messages == {"unknown key `banana`", "the key `title` is missing"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- just words\n", "this entry is not a mapping of keys to values"),
        ("- [a]\n", "this entry is not a mapping of keys to values"),
        ("-\n", "this entry is empty"),
        ("- 7\n", "this entry is not a mapping of keys to values"),
    ],
    ids=repr,
)
def test_what_is_no_entry_at_all_is_refused(text: str, message: str) -> None:
    entity, problems = read_entity(parse_yaml(text.encode(), "f.yml"), (0,), NoteFile)
    assert entity is None
    assert [(problem.message, problem.hint) for problem in problems] == [
        (message, "An entry is made of `key: value` lines.")
    ]


STAND_INS = {"title": "…", "note": "…", "added": "0001"}


def salvaged(change: Callable[[str], str]) -> NoteFile | None:
    """Read what is sound of a note with mistakes."""
    entity = salvage_entity(parse_yaml(change(NOTE).encode(), "f.yml"), (0,), NoteFile, STAND_INS, frozenset({"quote"}))
    return entity.value if entity else None


def test_what_is_sound_of_a_note_with_mistakes_can_still_be_checked() -> None:
    note = salvaged(
        lambda text: text.replace("title:", "titel:").replace("- one", "- One").replace("2026-11-22", "soon")
    )
    assert note is not None
    assert note.title == "A title"
    assert [citation.id for citation in note.references] == ["two"]
    assert note.added.year == 1


def test_faulty_list_items_are_left_out_whatever_their_order() -> None:
    items = "".join(f"    - {'Bad' if number % 3 else 'good'}{number}\n" for number in range(14))
    note = salvaged(lambda text: text.replace("    - one\n    - two: para. 3\n", items))
    assert note is not None
    assert [citation.id for citation in note.references] == ["good0", "good3", "good6", "good9", "good12"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("    prefix: before", "    prefix: 7", id="vital-key"),
        pytest.param("    exact: words\n", "", id="nested-key-missing"),
        pytest.param("kind: context", "kind: x", id="required-key-without-stand-in"),
    ],
)
def test_of_a_note_with_graver_mistakes_nothing_is_made(old: str, new: str) -> None:
    assert NOTE.count(old) == 1
    assert salvaged(lambda text: text.replace(old, new)) is None


def test_the_document_itself_is_not_changed_by_mending() -> None:
    document = parse_yaml(NOTE.replace("title:", "titel:").encode(), "f.yml")
    salvage_entity(document, (0,), NoteFile, STAND_INS)
    assert "titel" in document.value[0]
