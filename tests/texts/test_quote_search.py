"""Quote to span: found as written, found folded, told apart by context, or refused with what mends it."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotated_reader.texts.folding import Fold, fold, fold_plain
from annotated_reader.texts.quote_search import (
    MAX_CONTEXT_CHARACTERS,
    Ambiguous,
    Anchored,
    CaseDiffers,
    ContextDiffers,
    InsideWords,
    NotFound,
    Resolution,
    TextIndex,
)
from annotated_reader.texts.seed import Span, read_seed
from annotated_reader.texts.word_boundaries import has_whole_words
from tests.conftest import ROOT
from tests.texts.odd_texts import INVISIBLE, texts

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def resolve(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> Resolution:
    """Find a quote in a text."""
    return TextIndex(text).resolve(exact, prefix, suffix)


def found(text: str, exact: str, prefix: str | None = None, suffix: str | None = None) -> str:
    """Find a quote in a text, and give the words that it was found as."""
    resolution = resolve(text, exact, prefix, suffix)
    assert isinstance(resolution, Anchored), resolution
    return text[resolution.span.start : resolution.span.end]


def test_a_quote_is_found_where_it_stands() -> None:
    assert resolve("one two three", "two") == Anchored(Span(4, 7), Fold.EXACT)


def test_the_line_end_of_a_yaml_block_is_not_part_of_the_quote() -> None:
    assert resolve("one two three", "two\n") == Anchored(Span(4, 7), Fold.EXACT)


def test_offsets_are_code_points() -> None:
    assert resolve("😀𝔘e\u0301 two", "two") == Anchored(Span(5, 8), Fold.EXACT)


@pytest.mark.parametrize(
    ("text", "quote", "words", "how"),
    [
        pytest.param("he said “no” then", 'said "no"', "said “no”", "typography", id="straight-quotation-marks"),
        pytest.param('he said "no" then', "said «no»", 'said "no"', "typography", id="angled-quotation-marks"),
        pytest.param("NATO’s aim", "NATO's aim", "NATO’s aim", "typography", id="apostrophe"),
        pytest.param("Slovʼyansk fell", "Slov'yansk fell", "Slovʼyansk fell", "typography", id="letter-apostrophe"),
        pytest.param("war—or peace", "war-or peace", "war—or peace", "typography", id="em-dash"),
        pytest.param("pages 5–7", "pages 5-7", "pages 5–7", "typography", id="en-dash"),
        pytest.param("minus −3", "minus -3", "minus −3", "typography", id="minus-sign"),
        pytest.param("co‑operate", "co-operate", "co‑operate", "typography", id="non-breaking-hyphen"),
        pytest.param("and so on… he", "and so on...", "and so on…", "typography", id="ellipsis-as-three-points"),
        pytest.param("and so on... he", "so on… he", "so on... he", "typography", id="three-points-as-ellipsis"),
        pytest.param("one  two\tthree", "one two three", "one  two\tthree", "typography", id="runs-of-space"),
        pytest.param("one two", "one \n  two", "one two", "typography", id="space-in-the-quote"),
        pytest.param("10\u00a0km away", "10 km away", "10\u00a0km away", "typography", id="no-break-space"),
        pytest.param("one\u3000two", "one two", "one\u3000two", "typography", id="wide-space"),
        pytest.param("one\u2028two", "one two", "one\u2028two", "typography", id="line-separator"),
        pytest.param(
            "pre\u00ademp\u00adtive war",
            "preemptive war",
            "pre\u00ademp\u00adtive war",
            "typography",
            id="soft-hyphens",
        ),
        pytest.param(
            "preemptive war", "pre\u00ademptive war", "preemptive war", "typography", id="soft-hyphen-in-the-quote"
        ),
        pytest.param("one\u200btwo", "onetwo", "one\u200btwo", "typography", id="zero-width-space"),
        pytest.param("one\x0ctwo\x07", "one two", "one\x0ctwo", "typography", id="control-characters"),
        pytest.param("one \ufeff two", "one two", "one \ufeff two", "typography", id="byte-order-mark-between-spaces"),
        pytest.param("the cafe\u0301 is", "café is", "cafe\u0301 is", "typography", id="decomposed-text"),
        pytest.param("the café is", "cafe\u0301 is", "café is", "typography", id="decomposed-quote"),
        pytest.param(
            "x\u0323\u0307 y", "x\u0307\u0323 y", "x\u0323\u0307 y", "typography", id="accents-in-another-order"
        ),
        pytest.param("한국 x", "\u1112\u1161\u11ab국 x", "한국 x", "typography", id="composed-hangul"),
        pytest.param("ﬁrst strike", "first strike", "ﬁrst strike", "typography", id="ligature"),
        pytest.param("x² ½", "x2 1⁄2", "x² ½", "typography", id="superscript-and-fraction"),
        pytest.param("ＮＡＴＯ said", "NATO said", "ＮＡＴＯ said", "typography", id="full-width-letters"),
        pytest.param("one\r\n\r\ntwo", "one\n\ntwo", "one\r\n\r\ntwo", "typography", id="windows-line-ends"),
        pytest.param("قال «ندرس» كل", 'قال "ندرس"', "قال «ندرس»", "typography", id="right-to-left"),
        pytest.param("a \u202bسلام\u202c b", "a سلام b", "a \u202bسلام\u202c b", "typography", id="marks-of-direction"),
        pytest.param("שָׁלוֹם", "\ufb2aָלוֹם", "שָׁלוֹם", "typography", id="hebrew-points"),
        pytest.param("“x” 𝒳 “y”", '𝒳 "y"', "𝒳 “y”", "typography", id="astral-letter"),
    ],
)
def test_a_quote_is_found_though_it_was_typed_another_way(text: str, quote: str, words: str, how: str) -> None:
    resolution = resolve(text, quote)
    assert isinstance(resolution, Anchored), resolution
    assert (text[resolution.span.start : resolution.span.end], str(resolution.fold)) == (words, how)


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("Is NATO Preparing", "is nato preparing", "Is NATO Preparing"),
        ("Große Straße", "GROSSE STRASSE", "Große Straße"),
        ("ΟΔΟΣ", "οδος", "ΟΔΟΣ"),
        ("He said “Yes…”", 'he  SAID "yes..."', "He said “Yes…”"),
    ],
    ids=["capitals", "sharp-s", "final-sigma", "all-at-once"],
)
def test_words_with_other_capitals_are_proposed_and_not_anchored(text: str, quote: str, words: str) -> None:
    resolution = resolve(text, quote)
    assert isinstance(resolution, CaseDiffers)
    assert text[resolution.span.start : resolution.span.end] == words


@pytest.mark.parametrize(
    ("text", "quote", "whole"),
    [
        ("The lamp is lit.", "mp is li", "lamp is lit"),
        ("The lamp is lit.", "lamp is l", "lamp is lit"),
        ("They went ashore.", "ash", "ashore"),
        ("Полк вышел рано.", "лк выш", "Полк вышел"),
        ("It was so\u00adber.", "so", "so\u00adber"),
        ("Before 1922.", "192", "1922"),
        ("the cafe\u0301", "caf", "cafe\u0301"),
    ],
    ids=["both ends", "the end", "a part of a word", "cyrillic", "soft hyphen", "figures", "accents"],
)
def test_a_quote_of_parts_of_words_is_refused_with_the_whole_words(text: str, quote: str, whole: str) -> None:
    resolution = resolve(text, quote)
    assert isinstance(resolution, InsideWords)
    assert text[resolution.whole.start : resolution.whole.end] == whole


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("灯塔管理员每天晚上点亮灯。", "管理员"),
        ("วันนี้ฝนตก", "ฝน"),
        ("NATO’s plan", "NATO"),
        ("a well-kept lamp", "kept lamp"),
        ("(lit)", "lit"),
        ("in 20% of cases", "20%"),
        ("日本NATO会議", "NATO"),
    ],
    ids=["chinese", "thai", "before an apostrophe", "after a hyphen", "in brackets", "a sign", "two scripts"],
)
def test_a_quote_may_begin_and_end_where_words_do(text: str, quote: str) -> None:
    start = text.index(quote)
    assert resolve(text, quote) == Anchored(Span(start, start + len(quote)), Fold.EXACT)


def test_a_whole_word_is_found_beside_longer_words_that_hold_it() -> None:
    assert resolve("ashore, ash, ashen", "ash") == Anchored(Span(8, 11), Fold.EXACT)


def test_the_nearest_passage_has_no_stray_words_at_its_edges() -> None:
    text = "The mast was cut from a single pine that came from the coast."
    nearest = resolve(text, "cut from a singel pine")
    assert isinstance(nearest, NotFound) and nearest.nearest
    assert text[nearest.nearest.start : nearest.nearest.end] == "cut from a single pine"


def test_the_hit_that_equals_exactly_wins_over_folded_ones() -> None:
    assert resolve("“it” 'it' \"it\"", "'it'") == Anchored(Span(5, 9), Fold.EXACT)


def test_the_hit_in_the_same_case_wins_over_others() -> None:
    assert resolve("the “War” and the “war”", '"war"') == Anchored(Span(18, 23), Fold.TYPOGRAPHY)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param("it ends…", "ends.", id="part-of-an-ellipsis"),
        pytest.param("the ﬁrst", "the f", id="part-of-a-ligature"),
        pytest.param("a café", "A CAFE", id="a-letter-without-its-accent"),
        pytest.param("x½", "X1", id="part-of-a-fraction"),
    ],
)
def test_no_folded_match_ends_inside_a_character(text: str, quote: str) -> None:
    assert isinstance(resolve(text, quote), NotFound)


@pytest.mark.parametrize("quote", ["\u200b", "\u00ad\ufeff", " \u2060 ", "\u200e"], ids=ascii)
def test_a_quote_of_nothing_visible_is_not_found(quote: str) -> None:
    assert resolve("one\u200b\u00ad\ufeff \u2060 two\u200e", quote) == NotFound(None, 0.0)


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        pytest.param("Moscow called them", None, 19, id="prefix"),
        pytest.param("moscow  called\nthem ", None, 19, id="prefix-folded"),
        pytest.param("em", None, 19, id="part-of-a-word"),
        pytest.param(None, ", said Rome", 44, id="suffix"),
        pytest.param(None, " , SAID", 44, id="suffix-folded"),
        pytest.param(None, "said Rome", None, id="suffix-a-comma-later"),
        pytest.param("it", ",", 44, id="both"),
        pytest.param("it", None, None, id="prefix-of-two"),
    ],
)
def test_context_decides_between_several_places(prefix: str | None, suffix: str | None, start: int | None) -> None:
    text = "Moscow called them reckless. Paris found it reckless, said Rome. Bonn found it reckless."
    resolution = resolve(text, "reckless", prefix, suffix)
    assert (resolution.span.start if isinstance(resolution, Anchored) else None) == start


def test_context_over_a_wide_gap_is_seen() -> None:
    text = "one" + "\n" * 500 + "reckless two" + " " * 500 + "reckless"
    assert found(text, "reckless", prefix="one") == "reckless"
    assert resolve(text, "reckless", prefix="two") == Anchored(Span(1015, 1023), Fold.EXACT)


def test_context_is_also_asked_for_where_the_words_stand_once() -> None:
    resolution = resolve("He called the words reckless in Moscow.", "reckless", prefix="the remark")
    assert isinstance(resolution, ContextDiffers)
    assert resolution.part == "prefix"
    (occurrence,) = resolution.occurrences
    assert (occurrence.prefix, occurrence.suffix) == ("called the words", "in Moscow.")


def test_a_suffix_that_does_not_match_is_named_as_such() -> None:
    resolution = resolve("a reckless b reckless c", "reckless", prefix="a", suffix="c")
    assert isinstance(resolution, ContextDiffers)
    assert resolution.part == "suffix"
    assert [occurrence.span.start for occurrence in resolution.occurrences] == [2]


def test_at_the_ends_of_the_text_there_is_no_context() -> None:
    assert isinstance(resolve("reckless", "reckless", prefix="x"), ContextDiffers)
    assert isinstance(resolve("reckless", "reckless", suffix="x"), ContextDiffers)


def test_a_quote_that_stands_twice_is_refused_with_both_places_told_apart() -> None:
    resolution = resolve("Moscow called them reckless. Paris called them reckless too.", "reckless")
    assert isinstance(resolution, Ambiguous)
    assert resolution.count == 2
    assert [(o.span.start, o.prefix, o.suffix) for o in resolution.occurrences] == [(19, "", "."), (47, "", "too.")]


def test_the_words_before_are_preferred_and_no_more_than_needed() -> None:
    resolution = resolve("in all Moscow reckless. in all Paris reckless.", "reckless")
    assert isinstance(resolution, Ambiguous)
    assert [(o.prefix, o.suffix) for o in resolution.occurrences] == [("Moscow", ""), ("Paris", "")]


def test_context_grows_on_both_sides_where_neither_is_enough() -> None:
    text = "p a x q. p a x r. p b x q."
    resolution = resolve(text, "x")
    assert isinstance(resolution, Ambiguous)
    assert [(o.prefix, o.suffix) for o in resolution.occurrences] == [("a", "q."), ("", "r."), ("b", "")]


def test_context_does_not_show_what_cannot_be_seen() -> None:
    resolution = resolve("pre\u00ademp\u200btive\u00a0 \r\nwar. A just war.", "war")
    assert isinstance(resolution, Ambiguous)
    assert resolution.occurrences[0].prefix == "preemptive"


def test_where_no_context_tells_places_apart_none_is_given() -> None:
    resolution = resolve("same line\n" * 300, "line")
    assert isinstance(resolution, Ambiguous)
    assert resolution.count == 300
    assert resolution.occurrences[5].prefix == resolution.occurrences[5].suffix == ""


def test_overlapping_places_count_as_several() -> None:
    assert isinstance(resolve("ha ha ha", "ha ha"), Ambiguous)


def test_a_hit_in_the_text_wins_over_hits_in_furniture() -> None:
    text = "Title\nTitle\nbody\nTitle"
    index = TextIndex(text, muted=(Span(6, 11), Span(17, 22)))
    assert index.resolve("Title") == Anchored(Span(0, 5), Fold.EXACT)
    assert isinstance(TextIndex(text).resolve("Title"), Ambiguous)
    assert index.resolve("Title", prefix="body") == Anchored(Span(17, 22), Fold.EXACT)


def test_a_quote_stands_only_in_the_articles_part_of_the_text() -> None:
    text = "chapter one\nchapter two\nchapter three\n"
    part = TextIndex(text, Span(12, 24))
    assert part.resolve("chapter") == Anchored(Span(12, 19), Fold.EXACT)
    assert part.resolve("chapter  two") == Anchored(Span(12, 23), Fold.TYPOGRAPHY)
    assert part.resolve("CHAPTER TWO") == CaseDiffers(Span(12, 23))
    outside = part.resolve("chapter three")
    assert isinstance(outside, NotFound)
    assert outside.nearest is not None
    assert 12 <= outside.nearest.start <= outside.nearest.end <= 24


def test_the_nearest_passage_does_not_reach_out_of_the_part() -> None:
    resolution = TextIndex("one twothreefour five", Span(7, 12)).resolve("thrae")
    assert isinstance(resolution, NotFound)
    assert resolution.nearest == Span(7, 12)


def test_in_a_part_without_text_nothing_is_found() -> None:
    assert TextIndex("one two", Span(7, 7)).resolve("two") == NotFound(None, 0.0)
    assert TextIndex("", None).resolve("two") == NotFound(None, 0.0)


def test_what_is_not_there_is_refused_with_the_nearest_passage() -> None:
    text = "The Court ruled that self-defence is lawful only after an armed attack. It said no more."
    resolution = resolve(text, "self-defense is legal only after armed attack")
    assert isinstance(resolution, NotFound)
    assert resolution.nearest is not None
    assert (
        text[resolution.nearest.start : resolution.nearest.end] == "self-defence is lawful only after an armed attack"
    )
    assert 80 < resolution.similarity < 95


def test_the_nearest_passage_to_a_long_quote_is_found_by_any_part_of_it() -> None:
    words = [f"word{number}" for number in range(2_000)]
    text = " ".join(words)
    quote = " ".join(["nothing like that"] * 20 + words[1_000:1_400])
    resolution = resolve(text, quote)
    assert isinstance(resolution, NotFound)
    assert resolution.nearest is not None
    assert "word1200" in text[resolution.nearest.start : resolution.nearest.end]
    assert 80 < resolution.similarity < 95


def test_what_is_not_there_at_all_is_like_nothing() -> None:
    resolution = resolve("The Court ruled.", "Привет")
    assert isinstance(resolution, NotFound)
    assert resolution.similarity < 30


COSTLY = {
    "a-short-word": ("the word is here, the " * 500, "the"),
    "a-script-without-spaces": ("北约研究对俄罗斯的打击是防御性的" * 200, "打击"),
    "one-long-word": ("ab" * 3000, "ba"),
    "long-words": (("x" * 300 + " ") * 100, "x x"),
    "wide-gap": ("a" + " " * 20_000 + "a", "a"),
    "long-and-not-there": ("word " * 20_000, "w0rd " * 3_000),
}


@pytest.mark.parametrize(("text", "quote"), COSTLY.values(), ids=COSTLY)
def test_a_costly_quote_gets_an_answer(text: str, quote: str) -> None:
    assert not isinstance(resolve(text, quote), Anchored)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_every_line_of_the_seeds_is_found_folded_or_refused_as_ambiguous(path: object) -> None:
    seed = read_seed(next(p for p in SEEDS if p == path).read_bytes())
    index = TextIndex(seed.text)
    for block in seed.blocks:
        quote = block.text.translate(str.maketrans("“”‘’–—\u00a0", "\"\"''-- "))
        resolution = index.resolve(quote)
        if isinstance(resolution, Ambiguous):
            assert block.span in [occurrence.span for occurrence in resolution.occurrences]
        else:
            assert isinstance(resolution, Anchored)
            words = seed.text[resolution.span.start : resolution.span.end]
            assert words in (block.text, block.text.strip())


@given(st.data(), texts)
def test_any_substring_that_stands_once_anchors_to_itself(data: st.DataObject, text: str) -> None:
    start, end = span_in(data, text)
    quote = text[start:end]
    assume(fold_plain(quote) and quote == quote.strip("\r\n"))
    assume(text.find(quote) == text.rfind(quote) and has_whole_words(text, Span(start, end)))
    assert resolve(text, quote) == Anchored(Span(start, end), Fold.EXACT)


def span_in(data: st.DataObject, text: str) -> tuple[int, int]:
    """Draw a stretch of a text, not empty."""
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1), "start")
    return start, data.draw(st.integers(start + 1, len(text)), "end")


QUOTATION_MARKS = "‘’‚‛“”„‟«»‹›\"'"
DASHES = "‐‑‒–—―−-"
SPACES = [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2003", "\u200b ", "\n\n  "]


def typed_otherwise(data: st.DataObject, quote: str) -> str:
    """Change a quote as people, programs and page makers do, without changing its words."""

    def other(match: re.Match[str]) -> str:
        char = match.group()
        if char in QUOTATION_MARKS:
            return data.draw(st.sampled_from(QUOTATION_MARKS))
        if char in DASHES:
            return data.draw(st.sampled_from(DASHES))
        if char in {"…", "..."}:
            return data.draw(st.sampled_from(["…", "..."]))
        if char.isspace():
            return data.draw(st.sampled_from(SPACES))
        return data.draw(st.sampled_from([char, f"\u00ad{char}", f"{char}\u200b", char.upper(), char.lower()]))

    changed = re.sub(rf"[{QUOTATION_MARKS}]|[{DASHES}]|…|\.\.\.|\s+|[A-Za-z](?![^\x00-\u02ff])", other, quote)
    return unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), changed)


def at_boundaries(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends between characters as readers see them, with visible ones."""
    folded = fold(text)
    edges = {*folded.starts, *folded.ends}
    return {start, end} <= edges and all(fold_plain(char) for char in (text[start], text[end - 1]))


@given(st.data(), texts)
def test_a_quote_typed_otherwise_anchors_to_the_same_words(data: st.DataObject, text: str) -> None:
    start, end = span_in(data, text)
    assume(at_boundaries(text, start, end))
    quote = text[start:end]
    folded, needle = fold(text, case=True).text, fold(quote, case=True).text
    assume(needle.strip() and folded.find(needle.strip()) == folded.rfind(needle.strip()))
    assume(has_whole_words(text, Span(start, end)))
    resolution = resolve(text, typed_otherwise(data, quote))
    assert isinstance(resolution, Anchored | CaseDiffers), resolution
    found = text[resolution.span.start : resolution.span.end]
    assert found.strip("".join(INVISIBLE)) == quote.strip("".join(INVISIBLE))  # which may stand at either end of words


@given(texts)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    for case in (False, True):
        assert (
            fold(unicodedata.normalize("NFC", text), case).text == fold(unicodedata.normalize("NFD", text), case).text
        )


@given(texts, st.booleans())
def test_every_folded_character_knows_where_it_came_from(text: str, case: bool) -> None:
    folded = fold(text, case)
    assert len(folded.starts) == len(folded.text) + 1
    assert len(folded.ends) == len(folded.text)
    assert all(start < end for start, end in zip(folded.starts, folded.ends, strict=False))
    assert all(a == b or a < b for a, b in pairwise(folded.starts))
    assert "  " not in folded.text


WORDS = st.lists(
    st.sampled_from(["a", "b", "re-", "war", "war.", "“war”", "e\u0301", "Å", "العربية", "😀", "is\u00ad"]),
    min_size=2,
    max_size=60,
)
GAPS = st.sampled_from([" ", "  ", "\n\n", "\r\n", "\u00a0", "\t"])


@given(st.data(), WORDS)
def test_the_context_printed_for_each_place_resolves_to_that_place(data: st.DataObject, words: list[str]) -> None:
    text = "".join(word + data.draw(GAPS) for word in words)
    quote = data.draw(st.sampled_from(words))
    resolution = resolve(text, quote)
    assume(isinstance(resolution, Ambiguous))
    assert isinstance(resolution, Ambiguous)
    for place in resolution.occurrences:
        if place.prefix or place.suffix:
            pasted = resolve(text, quote, place.prefix or None, place.suffix or None)
            assert pasted == Anchored(place.span, pasted.fold if isinstance(pasted, Anchored) else Fold.EXACT)
            assert len(place.prefix) <= MAX_CONTEXT_CHARACTERS
            assert len(place.suffix) <= MAX_CONTEXT_CHARACTERS
            assert_shortest(text, quote, place.prefix, place.suffix)


def assert_shortest(text: str, quote: str, prefix: str, suffix: str) -> None:
    """See that one word less on each side would not tell the place."""
    shorter_prefix, shorter_suffix = " ".join(prefix.split()[1:]), " ".join(suffix.split()[:-1])
    if shorter_prefix or shorter_suffix:
        assert isinstance(resolve(text, quote, shorter_prefix or None, shorter_suffix or None), Ambiguous)


@given(st.data(), texts)
def test_the_context_printed_resolves_in_any_text(data: st.DataObject, text: str) -> None:
    text = text * 2
    start, end = span_in(data, text)
    assume(at_boundaries(text, start, end))
    resolution = resolve(text, text[start:end])
    assume(isinstance(resolution, Ambiguous))
    assert isinstance(resolution, Ambiguous)
    for place in resolution.occurrences:
        if (place.prefix or place.suffix) and at_boundaries(text, place.span.start, place.span.end):
            pasted = resolve(text, text[start:end], place.prefix or None, place.suffix or None)
            assert isinstance(pasted, Anchored)
            assert pasted.span == place.span
