"""A seed's text as blocks: nothing is lost, roles go by line, a part keeps the whole's offsets."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.formats.schema import LineRange, Role, StructureEntry
from annotated_reader.texts.seed import (
    MAX_LINE_CHARACTERS,
    MAX_LINES,
    MAX_SEED_BYTES,
    SeedError,
    SeedText,
    Span,
    decode_seed,
    read_seed,
    roles_by_line,
)
from tests.conftest import ROOT
from tests.sampling import rest_nightly
from tests.texts.odd_texts import texts

SHA256 = {
    "000_ba425efb3d9e486a.txt": "78d92fa8679292fdf4e3010b9fd31a47e42511c1d9bb91ff944877f0838afee4",
    "001_514d5503edbfda23.txt": "300e2e7f7aff6aa447e61d0a3ca043ce7499ac991568546802df8ae788d50de3",
    "002_3187673e7047aee6.txt": "8f6effb83c88587a73ecfae97e313b183b256b3d0c0a715b8fba264c6df6e5bb",
    "003_019fc16326453279.txt": "093a95d308d1e6f694cfcca582df71aa0f8e69fdc54877c03f2ff5d5c28a242f",
    "004_b204a2e8972bd591.txt": "19d89fac60cb6680da82549818995df64ffb5d4649c13e7aef7381b61dec5795",
}


def read(text: str, structure: dict[str, Role] | None = None, part: str | None = None) -> SeedText:
    """Turn a text into blocks, roles given as ``{"3-4": Role.ITEM}``."""
    entries = [StructureEntry(lines=lines(named), role=role) for named, role in (structure or {}).items()]
    return read_seed(text.encode(), "a.txt", entries, lines(part) if part else None)


def lines(written: str) -> LineRange:
    """Read a range of lines as it is written in YAML."""
    return LineRange.model_validate(written)


@pytest.mark.parametrize("name", SHA256)
def test_the_seeds_are_as_they_were_received(name: str) -> None:
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == SHA256[name]


@pytest.mark.parametrize("name", SHA256)
def test_the_blocks_of_a_seed_joined_give_its_bytes_back(name: str) -> None:
    data = (ROOT / "seeds" / name).read_bytes()
    seed = read_seed(data, name)
    assert seed.joined().encode() == data
    assert seed.sha256 == SHA256[name]
    assert len(seed.blocks) > 10


@given(texts)
def test_the_blocks_of_any_text_joined_give_it_back(text: str) -> None:
    assert read(text).joined() == text


@given(texts)
def test_every_block_is_one_line_of_the_text_with_its_number(text: str) -> None:
    all_lines = re.split(r"\r\n|\r|\n", text)
    for number, block in enumerate(read(text).blocks, start=1):
        assert block.number == number
        assert block.text == all_lines[block.line - 1]
        assert text[block.span.start : block.span.end] == block.text
        assert block.text.strip()


@given(texts, st.integers(1, 8), st.integers(0, 8))
def test_the_part_that_an_article_takes_keeps_lines_and_offsets_of_the_whole(text: str, first: int, more: int) -> None:
    last = first + more
    whole, part = read(text), read(text, part=f"{first}-{last}")
    assert [(b.line, b.span, b.text) for b in part.blocks] == [
        (b.line, b.span, b.text) for b in whole.blocks if first <= b.line <= last
    ]
    ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]
    assert part.joined() == text[: ends[last - 1] if last <= len(ends) else len(text)]
    assert [block.number for block in part.blocks] == list(range(1, len(part.blocks) + 1))


@given(texts)
def test_one_part_after_another_gives_the_whole_text(text: str) -> None:
    head, tail = read(text, part="1-2"), read(text, part="3-999999999")
    assert tail.joined() == text
    assert tail.joined().startswith(head.joined())
    assert len(head.blocks) + len(tail.blocks) == len(read(text).blocks)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("\n\n", [], id="blank"),
        pytest.param("a", [(1, "a", "")], id="one-line"),
        pytest.param("a\n", [(1, "a", "\n")], id="line-end-at-the-end"),
        pytest.param("\n \na\n\t\n\nb", [(3, "a", "\n\t\n\n"), (6, "b", "")], id="blank-lines"),
        pytest.param("a\r\n\r\nb\r\n", [(1, "a", "\r\n\r\n"), (3, "b", "\r\n")], id="windows"),
        pytest.param("a\r\rb", [(1, "a", "\r\r"), (3, "b", "")], id="old-mac"),
        pytest.param("a\n\rb", [(1, "a", "\n\r"), (3, "b", "")], id="the-wrong-way-round"),
        pytest.param("\ufeffa\nb", [(1, "\ufeffa", "\n"), (2, "b", "")], id="byte-order-mark"),
        pytest.param("\ufeff\na", [(2, "a", "")], id="byte-order-mark-alone"),
        pytest.param("a\n\u3000\nb", [(1, "a", "\n\u3000\n"), (3, "b", "")], id="a-line-of-wide-space"),
        pytest.param("a\n\u200b\nb", [(1, "a", "\n\u200b\n"), (3, "b", "")], id="a-line-of-zero-width-space"),
        pytest.param("a\u2028b\x85c\x0bd", [(1, "a\u2028b\x85c\x0bd", "")], id="no-line-ends"),
        pytest.param("  a  \n", [(1, "  a  ", "\n")], id="space-around-is-text"),
    ],
)
def test_a_block_is_a_line_that_holds_text_with_all_that_follows(text: str, blocks: list[tuple[int, str, str]]) -> None:
    seed = read(text)
    assert [(block.line, block.text, block.separator) for block in seed.blocks] == blocks
    assert seed.joined() == text


def test_roles_go_by_line_and_a_line_not_named_is_a_paragraph() -> None:
    seed = read("T\n\nx\ny\nz\n", {"1": Role.TITLE, "3-4": Role.ITEM})
    assert [block.role for block in seed.blocks] == [Role.TITLE, Role.ITEM, Role.ITEM, Role.PARAGRAPH]


def test_of_two_roles_of_one_line_the_later_holds() -> None:
    entries = [StructureEntry(lines=lines("1-3"), role=Role.ITEM), StructureEntry(lines=lines("2"), role=Role.VERSE)]
    assert roles_by_line(entries, 3) == {1: Role.ITEM, 2: Role.VERSE, 3: Role.ITEM}


def test_a_structure_of_a_billion_lines_is_read() -> None:
    seed = read("a\nb", {"2-999999999": Role.ITEM})
    assert [block.role for block in seed.blocks] == [Role.PARAGRAPH, Role.ITEM]


LARGE = {
    "blank": "a" + "\n" * 240_000,
    "cr": "a" + "\r" * 240_000,
    "long": "a" * MAX_LINE_CHARACTERS,
    "short": "a\n" * 240_000,
}


@pytest.mark.parametrize("text", rest_nightly(LARGE.values(), 3), ids=LARGE)
def test_a_large_seed_is_read(text: str) -> None:
    assert read(text).joined() == text


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        pytest.param(b"a\nb\xe9", "the byte 0xE9 is not UTF-8", 2, 2, id="latin-1"),
        pytest.param("ü\r\nüü".encode() + b"\xff", "the byte 0xFF is not UTF-8", 2, 3, id="columns-are-code-points"),
        pytest.param(b"a\rb\x00", "the seed contains a NUL character", 2, 2, id="nul"),
        pytest.param(b"\x00", "the seed contains a NUL character", 1, 1, id="nul-first"),
        pytest.param("a".encode("utf-16"), "the byte 0xFF is not UTF-8", 1, 1, id="utf-16"),
        pytest.param(
            b"a" * (MAX_SEED_BYTES + 1),
            "the seed has 10,485,761 bytes; at most 10,485,760 are read",
            1,
            1,
            id="too-large",
        ),
        pytest.param(
            b"a\n" + b"b" * (MAX_LINE_CHARACTERS + 1),
            "this line has 1,048,577 characters; at most 1,048,576 are read",
            2,
            1,
            id="a-line-too-long",
        ),
        pytest.param(
            b"\n" * MAX_LINES,
            "the seed has 250,001 lines; at most 250,000 are read",
            250_001,
            1,
            id="too-many-lines",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, message: str, line: int, column: int) -> None:
    with pytest.raises(SeedError) as caught:
        decode_seed(data)
    assert (str(caught.value), caught.value.line, caught.value.column) == (message, line, column)


@given(texts, st.integers(0, 40), st.integers(1, 40))
def test_the_blocks_that_a_span_touches_are_those_it_shares_a_character_with(
    text: str, start: int, length: int
) -> None:
    span = Span(start, start + length)
    seed = read(text)
    assert list(seed.blocks_touching(span)) == [block for block in seed.blocks if block.span.touches(span)]


@given(texts)
def test_an_offset_lies_in_the_line_that_holds_it(text: str) -> None:
    seed = read(text)
    for number, match in enumerate(re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)", text), start=1):
        assert {seed.line_at(offset) for offset in range(*match.span())} == {number}


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\nb\r\n", 2), ("a\rb\r", 2), ("a\n\n", 2)],
    ids=repr,
)
def test_lines_are_counted_as_editors_count_them(text: str, count: int) -> None:
    assert read(text).line_count == count


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [
        (Span(0, 2), Span(1, 3), True),
        (Span(0, 2), Span(2, 3), False),
        (Span(2, 3), Span(0, 2), False),
        (Span(0, 9), Span(3, 4), True),
    ],
)
def test_spans_touch_where_they_share_a_character(one: Span, other: Span, touch: bool) -> None:
    assert one.touches(other) is touch
    if touch:
        assert len(one.clip(other)) > 0


def test_the_span_of_a_seed_covers_its_blocks_and_what_follows_them() -> None:
    assert read("\n\na\n\nb\n\n").span == Span(2, 8)
    assert read("a\nb\nc\n", part="2").span == Span(2, 4)


def test_the_span_of_a_part_without_text_is_empty() -> None:
    assert len(read("a\nb\n", part="7-9").span) == 0
