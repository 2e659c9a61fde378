"""Which key was meant by one that is unknown."""

from __future__ import annotations

import pytest

from annotated_reader.formats.meant_keys import ELSEWHERE, SYNONYMS, meant_key
from annotated_reader.formats.new_reference import describe_first, reference_id, source_address
from annotated_reader.formats.schema import ClaimFile, NoteFile, ReferenceFile
from annotated_reader.formats.schema.shared import Entity
from annotated_reader.formats.validation_messages import keys_of


@pytest.mark.parametrize("model", SYNONYMS, ids=lambda model: model.__name__)
def test_every_synonym_stands_for_a_key_and_is_none(model: type[Entity]) -> None:
    keys = set(keys_of(model))
    assert set(SYNONYMS[model].values()) <= keys
    assert not keys & SYNONYMS[model].keys()
    assert SYNONYMS[model].keys() & ELSEWHERE.get(model, {}).keys() <= {"exact"}, (
        "only it needs both its key and a hint"
    )


@pytest.mark.parametrize(
    ("model", "written", "meant"),
    [
        (NoteFile, "sources", "references"),
        (NoteFile, "Sources", "references"),
        (NoteFile, "cited-works", "references"),
        (NoteFile, "url", "references"),
        (NoteFile, "author", "contributors"),
        (NoteFile, "reviewer", ""),
        (NoteFile, "reviewed-by", ""),
        (NoteFile, "review", "reviews"),
        (NoteFile, "comment", "note"),
        (NoteFile, "date", "added"),
        (NoteFile, "verdict", ""),
        (NoteFile, "refernces", "references"),
        (NoteFile, "\u200bkind", "kind"),
        (NoteFile, "-id", "id"),
        (ClaimFile, "sources", "references"),
        (ReferenceFile, "year", "issued"),
        (ReferenceFile, "doi", "DOI"),
        (ReferenceFile, "journal", "container-title"),
        (ReferenceFile, "container_title", "container-title"),
    ],
)
def test_a_key_is_found_by_its_sense_before_its_letters(model: type[Entity], written: str, meant: str) -> None:
    assert meant_key(written, model, keys_of(model)) == meant


@pytest.mark.parametrize(
    ("written", "address", "name"),
    [
        ("https://example.org/on-pines", "https://example.org/on-pines", "example-on-pines"),
        ("www.example.org/a/On_Pines.html?x=1", "https://www.example.org/a/On_Pines.html?x=1", "example-on-pines"),
        ("<https://example.org/>", "https://example.org/", "example"),
        ("[On pines](https://example.org/pines)", "https://example.org/pines", "example-pines"),
        ("https://doi.org/10.5555/iron_bars", "10.5555/iron_bars", "doi-iron-bars"),
        ("doi: 10.5555/12", "", ""),
        ("doi:10.5555/12", "10.5555/12", "doi-12"),
        ("https://例え.jp/松", "https://例え.jp/松", "a-name-for-it"),
        ("un-charter-51", "", ""),
        ("javascript:alert(1)", "", ""),
    ],
)
def test_an_address_is_told_from_an_id_and_gets_one(written: str, address: str, name: str) -> None:
    assert source_address(written) == address
    if address:
        assert reference_id(address) == name
        assert f"annotations/references/{name}.yml" in describe_first(address)
