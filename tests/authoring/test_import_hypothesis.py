"""Annotations from Hypothesis become notes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotated_reader.authoring.importers.drafts import ImportResult
from annotated_reader.authoring.importers.foreign_json import ImportRefusedError
from annotated_reader.authoring.importers.hypothesis import (
    BROKEN,
    HIDDEN,
    HIGHLIGHTS,
    LOST_REPLIES,
    NOTES,
    PAGE_NOTES,
    PRIVATE,
    REPLIES,
    UNPLACED,
    import_hypothesis,
)
from annotated_reader.authoring.importers.page_text import PageText
from tests.authoring.imported import written
from tests.project import SEED, TinyProject

ADDRESS = "https://daily.example.org/warning"
QUOTE = {
    "type": "TextQuoteSelector",
    "exact": "a strike could be seen as defensive",
    "prefix": "said that “",
    "suffix": "”. He",
}
FILE = "annotations/tiny/imported.yml"


def annotation(
    text: str = "This was said of hybrid attacks.", *selectors: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """Make an annotation as the API gives it."""
    return {
        "id": "Abc-1",
        "created": "2025-12-03T10:00:00.123456+00:00",
        "updated": "2025-12-03T10:00:00.123456+00:00",
        "user": "acct:ann@hypothes.is",
        "uri": ADDRESS,
        "text": text,
        "tags": [],
        "group": "__world__",
        "hidden": False,
        "permissions": {"read": ["group:__world__"], "update": ["acct:ann@hypothes.is"]},
        "document": {"title": ["The Admiral’s Warning"]},
        "target": [{"source": ADDRESS, "selector": list(selectors or [QUOTE])}],
        "links": {"html": "https://hypothes.is/a/Abc-1"},
        "user_info": {"display_name": None},
        **more,
    }


def run(project: TinyProject, *rows: Any, page: PageText | None = None, **options: Any) -> ImportResult:
    """Import a search answer."""
    data = json.dumps({"total": len(rows), "rows": list(rows)}).encode()
    return import_hypothesis(data, project.corpus(), "2026-11-22", page=page, **options)


def test_an_annotation_becomes_a_note_that_says_where_it_came_from(project: TinyProject) -> None:
    outcome = run(project, annotation(updated="2025-12-05T00:00:00+00:00", tags=["wording", "nato"]))
    (note,) = written(project, outcome)
    assert note["words"] == "a strike could be seen as defensive"
    assert note["title"] == "This was said of hybrid attacks"
    assert note["id"] == "this-was-said-of-hybrid-attacks"
    assert note["kind"] == "wording"
    assert (note["added"], note["changed"]) == ("2025-12-03", "2025-12-05")
    assert "where ann wrote it" in note["unsourced"]
    assert outcome.counts == {NOTES: 1}
    assert "# from https://hypothes.is/a/Abc-1 by ann" in project.read(FILE)


def test_the_clients_export_is_read_like_a_search_answer(project: TinyProject) -> None:
    export = {
        "export_date": "2025-12-06T00:00:00.000Z", "export_userid": "acct:ann@hypothes.is",
        "client_version": "1.1400.0", "annotations": [annotation()],
    }  # fmt: skip
    outcome = import_hypothesis(json.dumps(export).encode(), project.corpus(), "2026-11-22")
    assert outcome.counts == {NOTES: 1}
    assert len(written(project, outcome)) == 1


def test_page_notes_highlights_private_and_hidden_ones_are_each_handled_and_counted(project: TinyProject) -> None:
    outcome = run(
        project,
        annotation(),
        annotation("About the page.", id="p", target=[{"source": ADDRESS}]),
        annotation("", id="h"),
        annotation(id="x", hidden=True),
        annotation(id="q", permissions={"read": ["acct:ann@hypothes.is"]}),
        annotation(id="g", permissions={"read": ["group:abc123"]}),
        "no annotation",
    )
    assert outcome.counts == {NOTES: 1, PAGE_NOTES: 1, HIGHLIGHTS: 1, HIDDEN: 1, PRIVATE: 2, BROKEN: 1}
    assert sorted(note["words"] for note in written(project, outcome)) == [
        "The Admiral’s Warning",
        "a strike could be seen as defensive",
    ]
    assert len(outcome.left) == 5
    assert "annotations left out: not public: 2" in outcome.report()


def test_private_ones_are_taken_when_asked_for(project: TinyProject) -> None:
    outcome = run(project, annotation(permissions={"read": ["acct:ann@hypothes.is"]}), include_private=True)
    assert outcome.counts == {NOTES: 1}


def test_replies_stand_as_comments_under_the_note_they_answer(project: TinyProject) -> None:
    outcome = run(
        project,
        annotation(
            "I doubt it.\nid: injected", id="r2", references=["Abc-1", "r1"], created="2025-12-04T11:00:00+00:00"
        ),
        annotation(
            "Source?", id="r1", references=["Abc-1"], created="2025-12-04T10:00:00+00:00", user="acct:bob@hypothes.is"
        ),
        annotation("To nobody", id="r3", references=["gone"]),
        annotation(),
    )
    assert outcome.counts == {NOTES: 1, REPLIES: 2, LOST_REPLIES: 1}
    assert len(written(project, outcome)) == 1
    text = project.read(FILE)
    assert text.index("  # reply by bob: Source?") < text.index("  # reply by ann: I doubt it.\n  # id: injected")
    assert "To nobody" not in text


def test_the_context_decides_between_two_places(project: TinyProject) -> None:
    first = {"type": "TextQuoteSelector", "exact": "reckless", "prefix": "Moscow called the words ", "suffix": ". The"}
    second = {
        "type": "TextQuoteSelector",
        "exact": "reckless",
        "prefix": "inister called them ",
        "suffix": " too.\n\nFirst",
    }
    notes = written(project, run(project, annotation("One.", first), annotation("Two.", second, id="b")))
    assert [(note["title"], note["start"]) for note in notes] == [
        ("One", SEED.index("reckless")),
        ("Two", SEED.rindex("reckless")),
    ]


def test_words_that_stand_twice_without_context_are_reported_not_guessed(project: TinyProject) -> None:
    outcome = run(project, annotation("Two.", {"type": "TextQuoteSelector", "exact": "reckless"}))
    assert outcome.counts == {UNPLACED: 1}
    assert outcome.left == [
        "https://hypothes.is/a/Abc-1 by ann: its words stand 2 times, and nothing tells which is meant: “reckless”"
    ]


def test_words_that_a_browser_joined_without_a_space_are_found(project: TinyProject) -> None:
    joined = {"type": "TextQuoteSelector", "exact": "them reckless too.First point: nobody", "prefix": "", "suffix": ""}
    (note,) = written(project, run(project, annotation("Joined.", joined)))
    assert note["words"] == "them reckless too.\n\nFirst point: nobody"


def test_a_note_on_a_readers_comment_is_left_out(project: TinyProject) -> None:
    outcome = run(project, annotation("Who?", {"type": "TextQuoteSelector", "exact": "I read this twice"}))
    assert outcome.left == ["https://hypothes.is/a/Abc-1 by ann: it stands on a reader's comment"]


PAGE = """<html><head><title>😀</title></head><body><header>😀 Menu</header><!-- not counted -->
<script>var counted = "😀";</script><main><p>The admiral said that “a strike could be seen as defensive”. He added.</p>
<p>Moscow called the words reckless. The minister called them <b>reckless</b> too.</p></main></body></html>"""


def test_a_position_in_the_saved_page_is_counted_in_utf_16(project: TinyProject) -> None:
    page = PageText.read(PAGE, html=True)
    at = page.text.index("a strike could be seen as defensive")
    start = at + page.text[:at].count("😀")  # each takes two units
    assert page.text[:at].count("😀") == 2
    position = {
        "type": "TextPositionSelector",
        "start": start,
        "end": start + len("a strike could be seen as defensive"),
    }
    (note,) = written(project, run(project, annotation("By position.", position), page=page))
    assert note["words"] == "a strike could be seen as defensive"


def test_a_range_in_the_saved_page_is_followed_to_its_words(project: TinyProject) -> None:
    selector = {
        "type": "RangeSelector", "startContainer": "/main[1]/p[2]/b[1]", "startOffset": 0,
        "endContainer": "/main[1]/p[2]/b[1]", "endOffset": 8,
    }  # fmt: skip
    (note,) = written(project, run(project, annotation("By range.", selector), page=PageText.read(PAGE, html=True)))
    assert note["start"] == SEED.rindex("reckless")


@pytest.mark.parametrize(
    "path", ["/main[9]/p[1]", "//p", "/main[1]/p[1]/@x", "/main[1]/../p", "id('x')", "/script[1]/b[1]"]
)
def test_a_range_that_leads_nowhere_is_reported(project: TinyProject, path: str) -> None:
    selector = {"type": "RangeSelector", "startContainer": path, "startOffset": 0, "endContainer": path, "endOffset": 8}
    outcome = run(project, annotation("Nowhere.", selector), page=PageText.read(PAGE, html=True))
    assert outcome.counts == {UNPLACED: 1}


def test_positions_in_a_plain_text_are_turned_into_code_points(project: TinyProject) -> None:
    text = "😀😀 Head\n\nThe words were reckless, and he was reckless.\n"
    project.seed(text)
    at = text.rindex("reckless")
    quote = {"type": "TextQuoteSelector", "exact": "reckless"}
    position = {"type": "TextPositionSelector", "start": at + 2, "end": at + 2 + len("reckless")}
    outcome = run(project, annotation("The second.", quote, position))
    (draft,) = outcome.drafts
    assert draft.passage.span.start == at
    assert draft.values["quote"] == {"exact": "reckless", "prefix": "was"}


def test_half_a_character_in_a_context_does_no_harm(project: TinyProject) -> None:
    selector = {
        "type": "TextQuoteSelector",
        "exact": "reckless",
        "prefix": "\ud83d the words ",
        "suffix": ". The mini\ud83d",
    }
    (note,) = written(project, run(project, annotation("Half \ud83d a face.", selector)))
    assert note["start"] == SEED.index("reckless")
    assert note["note"] == "Half  a face."


@pytest.mark.parametrize(
    "text",
    [
        "See [this](javascript:alert(1)) now",
        "See <javascript:alert(1)> now",
        "[a]: data:text/html,x\n\nSee [a] now",
        "See [this](https://copies.example/x) now",
        "See [this](https://example.org/x",
        "See [this] (https://example.org/x) now",
        "<script>alert(1)</script>",
        "- id: injected\n  kind: context",
        "'''\"\"\"\n%YAML 1.2\n---\n*alias &anchor !tag\n\ttab",
        "= 1 | > | @ ` % {a: b} [c] # d: e",
        "\x00\x1b[31mred\x07\u2028next\u0085more\ufeff\u202eevil",
    ],
)
def test_hostile_words_stay_words(project: TinyProject, text: str) -> None:
    project.write("annotations/blocked-hosts.yml", "copies.example: unlicensed copies\n")
    notes = written(project, run(project, annotation(text, tags=["a\nid: b", "# c"], user="acct:x\ny: z@hypothes.is")))
    assert len(notes) == 1
    assert notes[0]["status"] == "current"


def test_a_long_annotation_is_cut_at_a_sentence_and_nothing_is_lost(project: TinyProject) -> None:
    sentences = " ".join(f"Sentence number {n} has exactly seven words." for n in range(40))
    (note,) = written(project, run(project, annotation(sentences)))
    assert note["note"].endswith("seven words. […]")
    assert "Sentence number 39 has exactly seven words." in project.read(FILE)


def test_two_annotations_with_the_same_words_get_two_ids(project: TinyProject) -> None:
    notes = written(
        project, run(project, annotation("Same."), annotation("Same.", id="b"), annotation("Same.", id="b"))
    )
    assert sorted(note["id"] for note in notes) == ["same", "same-2"]


def test_the_words_find_the_article_where_the_address_does_not(project: TinyProject) -> None:
    assert run(project, annotation(uri="https://mirror.example.org/x")).counts == {NOTES: 1}
    page_note = annotation("A page.", uri="https://mirror.example.org/x", target=[{"source": "x"}])
    assert run(project, page_note).counts == {UNPLACED: 1}


@pytest.mark.parametrize("data", [b"", b"{", b'"x"', b"{}", b"[" * 100_000, b"\xff\xfe", b'{"type": "Annotation"}'])
def test_a_file_that_is_no_export_is_refused(project: TinyProject, data: bytes) -> None:
    with pytest.raises(ImportRefusedError):
        import_hypothesis(data, project.corpus(), "2026-11-22")


def test_values_of_unexpected_types_do_no_harm(project: TinyProject) -> None:
    odd: list[Any] = [
        {"target": {}}, {"target": []}, {"target": [None, 3]}, {"id": 5, "text": 7, "target": [{"selector": "x"}]},
        annotation(created=5, updated=None, user=[], tags="x", links=3, permissions="all", references="Abc"),
        annotation("Odd", {"type": "TextPositionSelector", "start": -1, "end": 1e9}, id="n", permissions={"read": 0}),
    ]  # fmt: skip
    outcome = run(project, *odd)
    assert outcome.drafts == []
    assert len(outcome.left) == len(odd)


def test_an_article_that_does_not_exist_is_refused(project: TinyProject) -> None:
    with pytest.raises(ImportRefusedError, match="no article 'other'"):
        run(project, annotation(), article="other")


def test_of_two_places_that_are_alike_the_one_in_the_text_goes_before_the_one_in_furniture(
    project: TinyProject,
) -> None:
    project.seed(
        "The Title\n\nWords.\n\nThe Title\n",
        "structure:\n  - {lines: 1, role: title}\n  - {lines: 5, role: furniture}\n",
    )
    (draft,) = run(project, annotation("Once.", {"type": "TextQuoteSelector", "exact": "The Title"})).drafts
    assert draft.passage.span.start == 0


@pytest.mark.parametrize(
    ("address", "placed"),
    [(ADDRESS, True), ("https://reader.example.org/articles/tiny/", True), ("https://else.example.org/", False)],
)
def test_of_another_page_few_words_are_no_evidence(project: TinyProject, address: str, placed: bool) -> None:
    selectors = {"type": "TextQuoteSelector", "exact": "Moscow"}, {"type": "TextPositionSelector", "start": 1, "end": 7}
    outcome = run(project, annotation("Where?", *selectors, uri=address))
    assert outcome.counts == {NOTES if placed else UNPLACED: 1}
    page_note = annotation("About the page.", uri=address, target=[{"source": address}])
    assert run(project, page_note).counts == {PAGE_NOTES if placed else UNPLACED: 1}
