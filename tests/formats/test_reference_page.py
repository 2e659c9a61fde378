"""The page of formats: true to the models, and to what `check` accepts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import markdown
import pytest
from bs4 import BeautifulSoup, Tag
from pydantic import ValidationError

from annotated_reader.formats.json_schema import SCHEMAS
from annotated_reader.formats.reference_page import PAGE, formats_page
from annotated_reader.formats.yaml.document import parse_yaml
from tests.conftest import ROOT

HEADINGS = {
    "article": "Articles",
    "notes": "Notes",
    "reference": "References",
    "claim": "Claims",
    "event": "Events",
    "person": "People and organisations",
}


@cache
def page() -> BeautifulSoup:
    """Return the page as the site shows it."""
    text = (ROOT / PAGE).read_text("utf-8").split("---\n", 2)[2]
    return BeautifulSoup(markdown.markdown(text, extensions=["tables", "toc"]), "html.parser")


def rows(heading: str) -> dict[str, Tag]:
    """List the rows of the table under a heading by the field each is about."""
    (title,) = [each for each in page().select("h2, h3") if each.get_text() == heading]
    table = title.find_next("table")
    assert table
    return {row.select("code")[0].get_text(): row for row in table.select("tbody tr")}


def examples() -> Iterator[Any]:
    """List every field with the example that stands beside it."""
    for name, heading in HEADINGS.items():
        for key, row in rows(heading).items():
            yield pytest.param(name, key, row.select("code")[-1].get_text(), id=f"{name}-{key}")


def test_the_page_is_what_the_models_say() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == formats_page(), "run: annotated-reader schema --write"


def test_every_kind_of_file_has_its_table() -> None:
    assert set(HEADINGS) == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_stands_there_and_says_whether_it_is_required(name: str) -> None:
    fields = {field.alias or key: field for key, field in SCHEMAS[name].model_fields.items()}
    said = {key: "(required)" in row.select("td")[0].get_text() for key, row in rows(HEADINGS[name]).items()}
    assert said == {key: field.is_required() for key, field in fields.items()}


@pytest.mark.parametrize(("name", "key", "example"), list(examples()))
def test_an_example_is_read_as_a_value_that_its_field_takes(name: str, key: str, example: str) -> None:
    value = parse_yaml(f"{key}: {example}\n".encode(), PAGE).value[key]
    with pytest.raises(ValidationError) as incomplete:
        SCHEMAS[name].model_validate({key: value})
    complaints = incomplete.value.errors()
    assert {each["type"] for each in complaints} == {"missing"}
    assert (key,) not in {each["loc"] for each in complaints}


def test_every_link_on_the_page_leads_to_a_heading_or_a_page() -> None:
    links = [str(link["href"]) for link in page().select("a[href]")]
    assert len(links) > 10
    assert [
        link
        for link in links
        if not (page().find(id=link[1:]) if link.startswith("#") else (ROOT / "docs" / link).exists())
    ] == []
