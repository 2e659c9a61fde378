"""W3C Web Annotations become notes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotated_reader.authoring.importers.drafts import ImportResult
from annotated_reader.authoring.importers.foreign_json import ImportRefusedError
from annotated_reader.authoring.importers.w3c import (
    ABSENT,
    BROKEN,
    MORE_TARGETS,
    NOTES,
    OURS,
    PRESENT,
    SILENT,
    UNPLACED,
    import_w3c,
)
from annotated_reader.exports.jsonld import files
from annotated_reader.exports.site_info import SiteInfo
from tests.authoring.imported import written
from tests.project import SEED, TinyProject

SITE = SiteInfo(name="Reader", address="https://reader.example.org/")
ADDRESS = "https://daily.example.org/warning"
QUOTE = {"type": "TextQuoteSelector", "exact": "a strike could be seen as defensive"}


def annotation(body: Any = "Said of hybrid attacks.", selector: Any = QUOTE, **more: Any) -> dict[str, Any]:
    """Make an annotation from elsewhere."""
    said = {"type": "TextualBody", "value": body} if isinstance(body, str) else body
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example.net/1",
        "type": "Annotation",
        "created": "2025-12-03T10:00:00Z",
        "creator": {"type": "Person", "name": "Ann"},
        "body": said,
        "target": {"source": ADDRESS, "selector": selector},
        **more,
    }


def run(project: TinyProject, value: Any, **options: Any) -> ImportResult:
    """Import a value."""
    return import_w3c(json.dumps(value).encode(), project.corpus(), "2026-11-22", **options)


def test_a_single_annotation_becomes_a_note(project: TinyProject) -> None:
    (note,) = written(project, run(project, annotation(motivation="linking")))
    assert (note["words"], note["kind"]) == ("a strike could be seen as defensive", "cross-reference")
    assert note["added"] == "2025-12-03"
    assert "Ann wrote it" in note["unsourced"]


def test_a_page_and_a_collection_are_taken_apart_and_absent_pages_reported(project: TinyProject) -> None:
    page = {
        "type": "AnnotationPage",
        "items": [annotation(), annotation("Two.")],
        "next": "https://notes.example.net/p2",
    }
    collection = {"type": "AnnotationCollection", "total": 9, "first": page}
    assert run(project, page).counts == {NOTES: 2, ABSENT: 1}
    assert run(project, collection).counts == {NOTES: 2, ABSENT: 1}
    assert run(project, {"type": "AnnotationCollection", "first": "https://notes.example.net/p1"}).counts == {ABSENT: 1}


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ({"type": "TextualBody", "value": "Plain."}, "Plain."),
        (
            {
                "type": "TextualBody",
                "value": "<p>In <b>HTML</b> &amp; more</p><script>x()</script>",
                "format": "text/html",
            },
            "In HTML & more",
        ),
        ([{"type": "TextualBody", "value": "One."}, {"type": "TextualBody", "value": "Two."}], "One.\n\nTwo."),
        ({"type": "Choice", "items": [{"type": "TextualBody", "value": "First."}, {"value": "Other."}]}, "First."),
        ("https://example.org/about", "https://example.org/about"),
        ({"type": "SpecificResource", "source": "https://example.org/about"}, "<https://example.org/about>"),
    ],
    ids=["text", "html", "two", "a choice", "an address as text", "a resource"],
)
def test_the_words_of_every_form_of_body_are_kept(project: TinyProject, body: Any, note: str) -> None:
    (found,) = written(project, run(project, annotation(body)))
    assert found["note"] == note


def test_a_body_value_counts_as_words_and_no_body_as_silence(project: TinyProject) -> None:
    value = annotation()
    del value["body"]
    assert run(project, value).counts == {SILENT: 1}
    assert run(project, {**value, "bodyValue": "Said."}).counts == {NOTES: 1}


AT = SEED.index("Moscow")
OURS_AT = {"source": "https://reader.example.org/seeds/tiny.txt"}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"source": ADDRESS, "selector": [{"type": "SvgSelector", "value": "<svg/>"}, QUOTE]}, QUOTE["exact"]),
        ({"source": ADDRESS, "selector": {"type": "FragmentSelector", "refinedBy": QUOTE}}, QUOTE["exact"]),
        ({**OURS_AT, "selector": {"type": "TextPositionSelector", "start": AT, "end": AT + 6}}, "Moscow"),
        (
            {**OURS_AT, "selector": {
                "type": "RangeSelector",
                "startSelector": {"type": "TextPositionSelector", "start": AT, "end": AT},
                "endSelector": {"type": "TextPositionSelector", "start": AT + 6, "end": AT + 6},
            }},
            "Moscow",
        ),
        (ADDRESS, "The Admiral’s Warning"),
        ("https://reader.example.org/articles/tiny/", "The Admiral’s Warning"),
    ],
    ids=["among others", "refined", "position", "range", "the original", "our page"],
)  # fmt: skip
def test_every_selector_that_means_text_is_followed(project: TinyProject, target: Any, words: str) -> None:
    (note,) = written(project, run(project, annotation(target=target)))
    assert note["words"] == words


@pytest.mark.parametrize(
    "selector",
    [
        {"type": "TextPositionSelector", "start": 3, "end": 9},
        {"type": "CssSelector", "value": "p"},
        {"type": "TextQuoteSelector", "exact": "words of another text altogether"},
        {"type": "TextQuoteSelector", "exact": "reckless"},
    ],
    ids=["a position in a text that is not ours", "css", "other words", "words that stand twice"],
)
def test_what_has_no_sure_place_is_reported(project: TinyProject, selector: Any) -> None:
    outcome = run(project, annotation(selector=selector))
    assert outcome.counts == {UNPLACED: 1}
    assert outcome.left[0].startswith("https://notes.example.net/1: ")


def test_of_several_targets_the_first_that_has_a_place_is_taken(project: TinyProject) -> None:
    targets = [
        {"source": "https://else.example/", "selector": {"type": "SvgSelector"}},
        {"source": ADDRESS, "selector": QUOTE},
    ]
    assert run(project, annotation(target=targets)).counts == {NOTES: 1, MORE_TARGETS: 1}


def test_notes_that_are_here_already_are_left_alone(project: TinyProject) -> None:
    page = dict(files(project.corpus(), SITE))["articles/tiny/annotations.jsonld"]
    outcome = import_w3c(page, project.corpus(), "2026-11-22")
    assert outcome.counts == {PRESENT: 3}
    assert outcome.files("w3c") == {}


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"kind": "context"},
        {"kind": "context", "title": "T", "confidence": "sure"},
        {"kind": "context", "title": "T", "evil": 1},
    ],
    ids=["nothing", "no title", "a wrong word", "an unknown key"],
)
def test_what_only_looks_like_a_note_of_ours_is_reported(project: TinyProject, own: dict[str, Any]) -> None:
    outcome = run(project, annotation(id="https://x.example/#my-note", **{"reader:note": own}))
    assert outcome.counts == {UNPLACED: 1}
    assert "not a note of ours after all" in outcome.left[0]


def test_a_note_of_ours_whose_words_were_put_elsewhere_follows_its_selector(project: TinyProject) -> None:
    own = {"kind": "wording", "title": "T", "quote": "further away"}
    value = annotation(id="https://x.example/#my-note", **{"reader:note": own})
    outcome = run(project, value)
    assert outcome.counts == {OURS: 1}
    (note,) = written(project, outcome)
    assert note["words"] == QUOTE["exact"]


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000])
def test_a_file_without_annotations_is_refused(project: TinyProject, data: bytes) -> None:
    with pytest.raises(ImportRefusedError):
        import_w3c(data, project.corpus(), "2026-11-22")


def test_pages_nested_without_end_are_given_up(project: TinyProject) -> None:
    value: dict[str, Any] = {"type": "AnnotationPage", "items": []}
    for _ in range(300):
        value = {"type": "AnnotationPage", "items": [], "next": value}
    assert run(project, value).counts == {BROKEN: 1}


ELSEWHERE = {"source": "https://example.org/another-page", "selector": {"type": "TextQuoteSelector", "exact": "Ash"}}


def test_an_annotation_of_another_page_is_not_placed_inside_a_word(project: TinyProject) -> None:
    project.seed("Tides\n\nBoats were kept ashore for two days.\n")
    outcome = run(project, annotation(target=ELSEWHERE))
    assert outcome.left == ["https://notes.example.net/1: its words do not stand in the text: “Ash”"]
    assert outcome.files("w3c") == {}


def test_a_word_that_is_also_in_a_text_is_not_placed_there_without_evidence(project: TinyProject) -> None:
    selector = {"type": "TextQuoteSelector", "exact": "Moscow"}
    elsewhere = {"source": "https://example.org/another-page", "selector": selector}
    assert run(project, annotation(target=elsewhere)).counts == {UNPLACED: 1}
    assert run(project, annotation(target=elsewhere), article="tiny").counts == {UNPLACED: 1}
    assert run(project, annotation(target={**elsewhere, "source": ADDRESS})).counts == {NOTES: 1}
    agreeing = {**selector, "suffix": " called the words"}
    assert run(project, annotation(target={**elsewhere, "selector": agreeing})).counts == {NOTES: 1}


@pytest.mark.parametrize(
    ("source", "placed"),
    [
        ("https://reader.example.org/articles/tiny/", True),
        ("https://reader.example.org/articles/tiny/#p3", True),
        ("https://reader.example.org/seeds/tiny.txt", True),
        ("https://news.example.com/articles/tiny/", False),
        ("http://www.daily.example.org/warning/?utm_source=x", True),
        ("https://daily.example.org/warning?id=2", False),
        ("https://daily.example.org/", False),
    ],
)
def test_a_source_is_known_by_the_originals_address_or_our_own(project: TinyProject, source: str, placed: bool) -> None:
    target = {"source": source, "selector": {"type": "TextQuoteSelector", "exact": "Moscow"}}
    outcome = run(project, annotation(target=target), site="https://reader.example.org/")
    assert outcome.counts == {NOTES if placed else UNPLACED: 1}
