"""What readers can search, and the index that is made of it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.pagefind_index import SearchError, write_index
from annotated_reader.exports.search_records import SearchRecord, list_search_records, record_parts
from tests.many_articles import write_many_articles
from tests.project import TinyProject


def records(project: TinyProject) -> dict[str, SearchRecord]:
    """Return a project's records by where they lead."""
    return {record.url: record for record in list_search_records(project.corpus())}


def note(project: TinyProject, note_id: str) -> SearchRecord:
    """Return a note's record."""
    return records(project)[f"articles/tiny/#{note_id}"]


def test_every_line_of_the_text_can_be_found_but_furniture_and_comments(project: TinyProject) -> None:
    texts = {url: record.content for url, record in records(project).items() if record.filters["type"] == ("text",)}
    assert texts == {
        "articles/tiny/#p1": "The Admiral’s Warning",
        "articles/tiny/#p2": "By Ann Author",
        "articles/tiny/#p3": "The admiral said that “a strike could be seen as defensive”. "
        "He added that it is further away from our normal thinking.",
        "articles/tiny/#p4": "What followed",
        "articles/tiny/#p5": "Moscow called the words reckless. The minister called them reckless too.",
        "articles/tiny/#p6": "First point: nobody was told.",
        "articles/tiny/#p7": "Second point: nobody was asked.",
    }


def test_a_note_is_found_by_its_title_and_its_words_without_their_markup(project: TinyProject) -> None:
    record = note(project, "strike-called-defensive")
    assert record.title == "The admiral spoke of hybrid attacks"
    assert record.content == "He spoke of hybrid attacks; see the interview."


def test_a_note_can_be_narrowed_down_by_all_that_it_shows(project: TinyProject) -> None:
    assert note(project, "strike-called-defensive").filters == {
        "type": ("note",),
        "article": ("tiny The Admiral’s Warning",),
        "language": ("en",),
        "kind": ("fact-check",),
        "verdict": ("reports-inaccurate Reports a claim we found inaccurate",),
        "reference": ("interview Cavo 2025", "charter UN Charter Art. 51"),
    }


def test_a_note_is_found_by_its_passage_which_stands_in_its_sentence(project: TinyProject) -> None:
    before, marked, after = note(project, "admiral-said").passage.split("‖")
    assert (before, marked, after) == ("He added that it is ", "further away from our normal thinking", ".")


def test_a_passage_over_several_lines_is_kept_on_one(project: TinyProject) -> None:
    project.seed(
        "First line\nsecond\u00ad line.\n",
        notes='[{id: n, kind: wording, title: T, quote: "line second", note: N, added: 2026-01-01}]\n',
    )
    assert note(project, "n").passage == "First ‖line second‖ line."


def test_what_the_index_could_not_find_in_a_name_is_escaped(project: TinyProject) -> None:
    project.edit("annotations/tiny/article.yml", "title: The Admiral’s Warning", r"""title: '"100%" \o/'""")
    assert note(project, "admiral-said").filters["article"] == ("tiny %22100%25%22 %5Co/",)


def test_a_citation_of_something_unknown_keeps_its_id(project: TinyProject) -> None:
    project.edit("annotations/tiny/notes.yml", "- charter", "- treaty")
    assert note(project, "strike-called-defensive").filters["reference"][1] == "treaty treaty"


def test_a_verdict_is_a_facet_only_where_the_note_shows_it(project: TinyProject) -> None:
    project.edit(
        "annotations/tiny/notes.yml",
        "  note: Only the first is on record.\n",
        "  note: Only the first is on record.\n  claim: {id: strike-is-doctrine, stance: denies}\n",
    )
    assert "verdict" not in note(project, "reckless-was-said-once").filters


def test_a_record_names_whom_its_words_name(project: TinyProject) -> None:
    project.edit("annotations/people/ada-cavo.yml", "[the admiral]", "[The admiral]")
    named = {url for url, record in records(project).items() if record.filters.get("person") == ("ada-cavo Ada Cavo",)}
    assert named == {"articles/tiny/#p3", "articles/tiny/#strike-called-defensive"}


def test_a_note_names_whom_its_passage_names(project: TinyProject) -> None:
    project.edit("annotations/people/ada-cavo.yml", "[the admiral]", "[our normal]")
    assert note(project, "admiral-said").filters["person"] == ("ada-cavo Ada Cavo",)


def test_a_retracted_note_is_not_found(project: TinyProject) -> None:
    project.edit(
        "annotations/tiny/notes.yml",
        "  event: interview-printed\n",
        "  event: interview-printed\n  status: retracted\n",
    )
    assert "articles/tiny/#admiral-said" not in records(project)


def test_a_withdrawn_text_is_not_found_but_its_notes_are(project: TinyProject) -> None:
    project.edit("annotations/tiny/article.yml", "structure:", "display: withdrawn\nstructure:")
    assert {record.filters["type"] for record in records(project).values()} == {("note",)}


def test_text_and_markup_that_nobody_sees_does_not_part_words(project: TinyProject) -> None:
    project.seed("A\u200bB  soft\u00adware\t\u2060\ufeffend <b>bold</b>\n")
    assert [record.content for record in list_search_records(project.corpus())] == ["AB software end <b>bold</b>"]


def test_a_text_and_a_note_keep_their_languages(project: TinyProject) -> None:
    project.edit("annotations/tiny/article.yml", "publisher:", "language: ar\npublisher:")
    project.edit(
        "annotations/tiny/notes.yml", "  event: interview-printed\n", "  event: interview-printed\n  language: ru\n"
    )
    found = {url: record.filters["language"] for url, record in records(project).items()}
    assert found["articles/tiny/#p1"] == ("ar",)
    assert found["articles/tiny/#admiral-said"] == ("ru",)
    assert found["articles/tiny/#strike-called-defensive"] == ("en",)


def test_records_come_in_reading_order(project: TinyProject) -> None:
    places = [record.url.partition("#")[2] for record in list_search_records(project.corpus())]
    notes = ["strike-called-defensive", "admiral-said", "reckless-was-said-once"]
    assert places == [*(f"p{number}" for number in range(1, 8)), *notes]


def test_a_large_corpus_is_shared_out_among_parts_and_no_article_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = load_corpus(write_many_articles(tmp_path, 10))
    (of_one,) = record_parts(replace(corpus, articles=corpus.articles[:1]))
    size = len(list(of_one)) + 1  # a title, two paragraphs, three notes; and room that is too little for a second one
    monkeypatch.setattr("annotated_reader.exports.search_records.MAX_RECORDS", 3 * size)
    parts = [list(part) for part in record_parts(corpus)]
    assert [record for part in parts for record in part] == list(list_search_records(corpus))
    articles = [{record.filters["article"] for record in part} for part in parts]
    assert [len(found) for found in articles] == [3, 3, 3, 1]
    assert len(set().union(*articles)) == 10


def test_a_corpus_without_articles_has_an_index_too(project: TinyProject) -> None:
    assert [list(part) for part in record_parts(replace(project.corpus(), articles=(), references={}))] == [[]]


UNSTABLE = re.compile(r"filter/.*\.pf_filter$|pagefind\..*\.pf_meta$|pagefind-entry\.json$")
"""Files in which Pagefind lists filters and their values in a random order."""

SOME = (
    SearchRecord("a/#p1", "A <b>bold</b> strike", "", "", {"type": ("text",), "person": ("x", "y", "z")}),
    SearchRecord(
        "a/#n",
        "Words of a note",
        "Its title",
        "The ‖words‖.",
        {"type": ("note",), "kind": ("context",), "person": ("z",)},
    ),
    SearchRecord("b/#p1", "كلمات", "", "", {"type": ("text",), "person": tuple(f"person-{n}" for n in range(300))}),
)


def index(folder: Path, of: Iterable[SearchRecord] = SOME) -> Path:
    """Write an index."""
    write_index([of], folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fragments(folder: Path) -> dict[str, dict[str, Any]]:
    """Read what an index holds of each record, by where it leads."""
    texts = (gzip.decompress(path.read_bytes()) for path in folder.glob("fragment/*"))
    found = (json.loads(text.removeprefix(b"pagefind_dcd")) for text in texts)
    return {fragment["url"].removeprefix("/").removesuffix(".html"): fragment for fragment in found}


def test_an_index_holds_each_record_as_it_is(tmp_path: Path) -> None:
    held = fragments(index(tmp_path))
    assert {url: fragment["content"] for url, fragment in held.items()} == {
        record.url: record.content for record in SOME
    }
    assert held["a/#n"]["meta"] == {"title": "Its title", "passage": "The ‖words‖."}
    assert held["a/#p1"]["meta"] == {}
    assert held["a/#p1"]["filters"] == {"type": ["text"], "person": ["x", "y", "z"]}


def test_markup_and_character_references_stay_as_they_are(tmp_path: Path) -> None:
    text = "<i>one</i> &lt;b&gt; two & three &amp; &quot;four&quot;"
    (held,) = fragments(index(tmp_path, [SearchRecord("a/#n", text, text, text, {"kind": (text,)})])).values()
    assert held["content"] == text
    assert held["meta"] == {"title": text, "passage": text}
    assert held["filters"] == {"kind": [text]}


def test_each_part_holds_its_records_and_only_the_first_the_scripts(tmp_path: Path) -> None:
    write_index([SOME[:1], SOME[1:2], SOME[2:]], tmp_path)
    parts = [tmp_path, tmp_path / "2", tmp_path / "3"]
    assert [list(fragments(part)) for part in parts] == [[record.url] for record in SOME]
    assert "[2, 3]" in (tmp_path / "all.js").read_text()
    assert list(tmp_path.glob("[0-9]/*.js")) + list(tmp_path.glob("[0-9]/wasm*")) == []


def test_texts_of_all_languages_are_in_one_index(tmp_path: Path) -> None:
    entry = json.loads((index(tmp_path) / "pagefind-entry.json").read_bytes())
    assert {language: about["page_count"] for language, about in entry["languages"].items()} == {"en": 3}


def test_equal_records_make_equal_files_but_for_the_lists_of_filters(tmp_path: Path) -> None:
    made = [contents(index(tmp_path / str(attempt))) for attempt in range(8)]
    stable = [{name: content for name, content in each.items() if not UNSTABLE.match(name)} for each in made]
    assert any(name.startswith("index/") for name in stable[0])
    assert all(each == stable[0] for each in stable)


def test_a_folder_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SearchError):
        index(tmp_path / "file/index")


def test_a_corpus_without_records_has_a_search_that_finds_nothing(tmp_path: Path) -> None:
    assert contents(index(tmp_path, ())).keys() == {"all.js"}
    assert "results: []" in (tmp_path / "all.js").read_text()


def test_an_index_takes_the_place_of_an_older_one_and_holds_nothing_that_no_page_asks_for(tmp_path: Path) -> None:
    index(tmp_path, SOME[:1])
    index(tmp_path, SOME[1:])
    assert fragments(tmp_path).keys() == {"a/#n", "b/#p1"}
    assert {path.name for path in tmp_path.iterdir() if path.suffix != ".pf_meta"} == {
        "all.js", "pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind",
        "fragment", "index", "filter",
    }  # fmt: skip


@pytest.mark.parametrize("program", ["/there/is/no/pagefind", "/bin/false"], ids=["missing", "failing"])
def test_a_pagefind_that_is_missing_or_fails_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", program)
    with pytest.raises(SearchError, match=r"^Pagefind could not make the search index: "):
        index(tmp_path)
