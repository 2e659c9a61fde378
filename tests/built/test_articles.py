"""An article's page: the text word for word, and every note of it in its place, linked both ways."""

from __future__ import annotations

import re
from itertools import pairwise

from bs4 import Tag
from bs4.element import NavigableString

from annotated_reader.corpus import assess_note
from annotated_reader.corpus.model import Note
from annotated_reader.exports import format_pinpoint
from annotated_reader.formats.schema import RESERVED_NOTE_IDS, Role
from annotated_reader.texts.seed import Span
from tests.built.conftest import ArticlePage
from tests.built_site import classes, text_of
from tests.conftest import ROOT

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_IN_RUNS = {Role.VERSE, Role.FURNITURE, Role.COMMENT}


def seed_lines(shown: ArticlePage) -> list[str]:
    """Return the lines of an article's seed that hold text, read anew from the file."""
    article = shown.article
    lines = _LINE_BREAK.split((shown.site.project / "seeds" / article.data.seed).read_bytes().decode("utf-8"))
    part = article.data.lines
    return [line for line in (lines[part.first - 1 : part.last] if part else lines) if line.strip("\ufeff \t\u00a0")]


def notes_on(shown: ArticlePage) -> list[Tag]:
    """Return the notes on an article's page in document order."""
    return shown.page.select("article.reader details.note")


def note_on(shown: ArticlePage, note: Note) -> Tag:
    """Return a note's element, the only one of that note."""
    (found,) = (details for details in shown.page.find_all("details") if details.get("data-note") == note.id)
    return found


def only(root: Tag, selector: str) -> Tag:
    """Return the one element that fits."""
    found = root.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def words_marked(shown: ArticlePage, note: Note) -> str:
    """Return the note's words as the seed has them, line breaks between blocks left out."""
    clipped = [note.span.clip(block.span) for block in note.blocks]
    return "".join(shown.article.seed.text[span.start : span.end] for span in clipped)


def test_the_text_equals_the_seed_line_by_line(shown: ArticlePage) -> None:
    blocks = shown.page.select("article.reader .block")
    assert [text_of(block) for block in blocks] == seed_lines(shown)


def test_paragraphs_are_numbered_in_order(shown: ArticlePage) -> None:
    blocks = shown.page.select("article.reader .block")
    assert [block["id"] for block in blocks] == [f"p{number}" for number in range(1, len(blocks) + 1)]


def test_nothing_but_marks_and_note_numbers_stands_in_the_text(shown: ArticlePage) -> None:
    inside = shown.page.select("article.reader .block *")
    assert not [
        tag for tag in inside if not (tag.name == "span" and "mark" in tag["class"]) and "ref" not in tag["class"]
    ]


def test_addresses_in_the_text_never_become_links(shown: ArticlePage) -> None:
    text = "\n".join(seed_lines(shown))
    addresses = set(re.findall(r"(?:https?://|www\.)[^\s<>)]+|\b[\w.-]+\.(?:com|org|ly)/[^\s<>)]+|[\w.]+@[\w.]+", text))
    links = {str(link["href"]) for link in shown.page.select("a[href]")} - {str(shown.article.data.url)}
    assert not {bare(address) for address in addresses} & {bare(link) for link in links}


def bare(address: str) -> str:
    """Return an address without what says how to get there, for comparison."""
    return re.sub(r"^(https?:|mailto:)/*", "", address).rstrip("/")


def test_furniture_and_comments_are_folded_away_under_a_summary(shown: ArticlePage) -> None:
    for block in shown.article.seed.blocks:
        folded = shown.by_id(f"p{block.number}").find_parent("details")
        assert bool(folded) == block.role.folded_away, block.line
        if folded:
            assert not folded.has_attr("open")
            assert only(folded, "summary").get_text(strip=True)


def test_every_note_is_there_once_and_in_reading_order(shown: ArticlePage) -> None:
    assert [note["data-note"] for note in notes_on(shown)] == [note.id for note in shown.article.current_notes]


def test_the_notes_are_numbered_in_document_order(shown: ArticlePage) -> None:
    numbers = [int(shown.by_id(f"ref_{note['data-note']}").get_text(strip=True)) for note in notes_on(shown)]
    assert numbers == list(range(1, len(numbers) + 1))
    for number, note in zip(numbers, notes_on(shown), strict=True):
        assert re.findall(r"\d+", only(note, ":scope > summary").get_text(" "))[0] == str(number)


def test_every_note_is_linked_both_ways(shown: ArticlePage) -> None:
    refs = shown.page.select(".ref")
    for note in shown.article.current_notes:
        (ref,) = (ref for ref in refs if ref.name == "a" and ref.get("href") == f"#{note.id}")
        details = note_on(shown, note)
        back = only(details, "a.back")
        assert (ref["role"], ref["id"], ref["aria-details"]) == ("doc-noteref", f"ref_{note.id}", f"n_{note.id}")
        assert (details["id"], only(details, f'[id="{note.id}"]')["class"]) == (f"n_{note.id}", ["note-body"])
        assert (back["role"], back["href"]) == ("doc-backlink", f"#ref_{note.id}")
    assert len(refs) == len(shown.article.current_notes)


def test_a_reference_number_says_what_its_note_is(shown: ArticlePage) -> None:
    for note in shown.article.current_notes:
        ref = shown.by_id(f"ref_{note.id}")
        what = assess_note(shown.site.corpus, note) or note.data.kind
        assert ref["aria-label"] == f"Note {note.number}, {what.label.lower()}"


def test_a_note_shows_its_title_and_its_words(shown: ArticlePage) -> None:
    for note in shown.article.current_notes:
        details = note_on(shown, note)
        assert note.data.title in only(details, ":scope > summary").get_text()
        assert len(only(details, ".note-body").get_text(strip=True)) > 20


def test_marks_cover_the_words_of_their_note_and_no_more(shown: ArticlePage) -> None:
    all_marks = shown.page.select(".mark")
    for note in shown.article.current_notes:
        marks = [mark for mark in all_marks if mark.get("data-note") == note.id]
        assert "".join(map(text_of, marks)) == words_marked(shown, note), note.id
        assert {name for mark in marks for name in classes(mark)} == {"mark", f"kind--{note.data.kind.value}"}
        assert {mark.has_attr("data-key") for mark in marks} == {note.data.key}


def test_a_reference_number_stands_where_its_passage_ends(shown: ArticlePage) -> None:
    for note in shown.article.current_notes:
        ref = shown.by_id(f"ref_{note.id}")
        block = ref.find_parent(class_="block")
        last = note.blocks[-1]
        assert block and block["id"] == f"p{last.number}", note.id
        # What follows the number in its block, and what follows the span in the seed, must be the same words.
        inside = list(block.descendants)
        (place,) = (place for place, each in enumerate(inside) if each is ref)
        after = [
            str(string)
            for string in inside[place:]
            if isinstance(string, NavigableString) and not string.find_parent(class_="ref")
        ]
        rest = Span(min(note.span.end, last.span.end), last.span.end)
        assert "".join(after) == shown.article.seed.text[rest.start : rest.end], note.id


def test_a_note_follows_the_first_block_that_it_touches(shown: ArticlePage) -> None:
    blocks = shown.article.seed.blocks
    for note in shown.article.current_notes:
        first = note.blocks[0]
        before = note_on(shown, note).find_previous(class_="block")
        assert isinstance(before, Tag), note.id
        between = blocks[first.number - 1 : int(str(before["id"])[1:])]
        # A stanza and a run of furniture stay whole; their notes follow the last line.
        assert between and between[0] == first, note.id
        assert between == (first,) or {block.role for block in between} == {first.role} <= _IN_RUNS, note.id


def test_a_note_on_a_list_item_stands_in_the_item(shown: ArticlePage) -> None:
    for note in shown.article.current_notes:
        item = shown.by_id(f"p{note.blocks[0].number}").find_parent("li")
        assert item is note_on(shown, note).find_parent("li"), note.id


def test_adjacent_items_form_one_list(shown: ArticlePage) -> None:
    blocks = shown.article.seed.blocks
    for block, following in pairwise(blocks):
        if block.role is following.role is Role.ITEM:
            lists = [shown.by_id(f"p{one.number}").find_parent(["ul", "ol"]) for one in (block, following)]
            assert lists[0] is not None and lists[0] is lists[1], block.line


def test_a_note_cites_its_references_with_their_pinpoints(shown: ArticlePage) -> None:
    for note in shown.article.current_notes:
        details = note_on(shown, note)
        address = f"articles/{shown.article.slug}/"
        cited = [shown.site.leads_to(link, address) for link in details.select("a[data-reference]")]
        assert cited == [f"references/{citation.id}/" for citation in note.data.references], note.id
        for citation in note.data.references:
            assert format_pinpoint(citation.pinpoint or "") in details.get_text(), note.id


def test_the_article_says_its_language_and_direction(shown: ArticlePage) -> None:
    reader = only(shown.page, "article.reader")
    language = shown.article.data.language
    assert (reader["lang"], reader["dir"]) == (language, "rtl" if language == "ar" else "ltr")


def ids_in_scripts() -> set[str]:
    """Find the ids that the theme's scripts give to what they add to a page."""
    folder = ROOT / "build_scripts/annotated_reader/site/theme/assets"
    scripts = (path.read_text("utf-8") for path in sorted(folder.rglob("*.js")))
    given = re.compile(r"""\bid=["']([\w-]+)["']|\.id = ["']([\w-]+)["']|\bid: ["']([\w-]+)["']""")
    return {name for script in scripts for found in given.findall(script) for name in found if name}


def test_notes_may_have_no_id_of_another_part_of_the_page(shown: ArticlePage) -> None:
    notes = {note.id for note in shown.article.notes} | {note.id for note in shown.article.data.deleted_notes}
    of_its_own = re.compile(r"p[0-9]+|(n|ref)_.*")
    own = {str(tag["id"]) for tag in shown.page.find_all(id=True)} - notes
    own = {name for name in own if not of_its_own.fullmatch(name)}
    assert {"content", "suggest-title", "card-tip"} <= own | ids_in_scripts()
    assert own | ids_in_scripts() == RESERVED_NOTE_IDS
