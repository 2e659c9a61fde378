"""What is written as YAML reads back as what it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from annotated_reader.formats.yaml.document import parse_yaml
from annotated_reader.formats.yaml.emit import allowed, block, comment, entry, flow, item, scalar

# Control characters may stand in no file; importers take them out.
ALLOWED = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n")
TEXTS = st.text(alphabet=ALLOWED) | st.text(alphabet="ab \n\t:#-'\"|>\u2028\ufeff\x85😀é0.12")


def without_last_break(value: object) -> object:
    """Take the last line breaks from a text, or from the texts of a list: a block does not keep them."""
    if isinstance(value, list):
        return [without_last_break(each) for each in value]
    return value.rstrip("\n") if isinstance(value, str) else value


@given(TEXTS, TEXTS)
def test_any_text_reads_back_as_it_was(one: str, other: str) -> None:
    source = f"one: {scalar(one)}\nlist:\n  - other: {block(other, 6)}\n{comment(one, 2)}\nlast: 1\n"
    value = parse_yaml(source.encode(), "a.yml").value
    assert value["one"] == one
    assert value["list"][0]["other"].rstrip("\n") == other.rstrip("\n")
    assert value["last"] == 1


@given(TEXTS)
def test_readers_of_yaml_1_2_see_the_same_text(text: str) -> None:
    if not scalar(text)[:1].isdigit():  # a day is written as people write it, and read by some as a date
        assert YAML(typ="safe").load(f"text: {scalar(text)}")["text"] == text


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXTS | st.booleans() | st.lists(TEXTS, max_size=3), min_size=1
    )
)
def test_any_entry_reads_back_as_it_was(values: dict[str, object]) -> None:
    trimmed = {key: without_last_break(value) for key, value in values.items()}
    assert parse_yaml((entry(trimmed) + "\n").encode(), "a.yml").value == trimmed
    assert parse_yaml((item(trimmed) + "\n").encode(), "a.yml").value == [trimmed]


@given(st.text(alphabet=st.characters()))
def test_characters_that_yaml_forbids_are_left_out_so_that_the_file_can_be_read(text: str) -> None:
    assert parse_yaml(f"text: {scalar(text)}\nmore: {block(text, 2)}\n".encode(), "a.yml").value["text"] == allowed(
        text
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("An armed attack", "An armed attack"),
        ("no", '"no"'),
        ("The Court: what it held", '"The Court: what it held"'),
        ("1986", '"1986"'),
        ("2026-11-22", "2026-11-22"),
        ("", '""'),
    ],
    ids=["plain", "a word that some read as false", "a colon", "a number", "a day", "nothing"],
)
def test_a_text_is_quoted_only_where_it_must_be(text: str, written: str) -> None:
    assert scalar(text) == written


def test_a_long_text_becomes_a_block_and_a_list_stands_in_brackets() -> None:
    assert block("one\n\ntwo", 4) == "|-\n    one\n\n    two"
    assert flow(["ann", "no"]) == '[ann, "no"]'
