"""Citations, word for word: law without capitals added, names as they are, no dates made up."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.bibtex import bibtex
from annotated_reader.exports.citations import csl_item, format_citations, language_name, uncited_fields
from annotated_reader.formats.schema import CSL_TYPES, ReferenceFile
from annotated_reader.formats.validate import Located, read_entity
from annotated_reader.formats.yaml.document import parse_yaml
from annotated_reader.texts.folding import fold_plain
from tests.conftest import ROOT

REQUIRED = "short: s\nstanding: primary\nconsulted: original\nsummary: s\n"


def reference(fields: str) -> Located[ReferenceFile]:
    """Read a reference from its YAML; id and what a citation does not show are added."""
    located, problems = read_entity(parse_yaml(f"id: x\n{fields}{REQUIRED}".encode(), "x.yml"), (), ReferenceFile)
    assert located, problems
    return located


def cited(fields: str) -> BeautifulSoup:
    """Render a reference's citation and parse it."""
    return BeautifulSoup(format_citations({"x": reference(fields)})["x"], "html.parser")


def marked(fields: str) -> str:
    """Render a citation as text, what is in italics between asterisks."""
    soup = cited(fields)
    for tag in soup.find_all("i"):
        assert isinstance(tag, Tag)
        tag.replace_with(f"*{tag.get_text()}*")
    return soup.get_text()


CASES = {
    "case": (
        """\
title: Military and Paramilitary Activities in and against Nicaragua (Nicaragua v. United States of America), Merits
type: legal_case
issued: 1986-06-27
authority: International Court of Justice
container-title: I.C.J. Reports
collection-number: '1986'
page: '14'
""",
        "*Military and Paramilitary Activities in and against Nicaragua (Nicaragua v. United "
        "States of America), Merits*, "
        "International Court of Justice, 27 June 1986, I.C.J. Reports 1986, p. 14.",
    ),
    "treaty": (
        "title: Charter of the United Nations, Article 51\ntype: treaty\nissued: 1945-06-26\n"
        "event-place: San Francisco\npublisher: UN\n",
        "*Charter of the United Nations, Article 51*, San Francisco, 26 June 1945.",
    ),
    "UN resolution": (
        "title: Resolution 1973 (2011)\ntype: legislation\n"
        "authority: United Nations Security Council\nissued: 2011-03-17\n"
        "number: S/RES/1973 (2011)\n",
        "United Nations Security Council, *Resolution 1973 (2011)*, 17 March 2011, S/RES/1973 (2011).",
    ),
    "speech": (
        "title: Building a better NATO\ntype: speech\nauthor: [{family: Rutte, given: Mark}]\n"
        "event-title: Speech at Chatham House\nevent-place: London\nissued: 2025-06-09\npublisher: NATO\n",
        "Mark Rutte, “Building a better NATO”, Speech at Chatham House, London, 9 June 2025, NATO.",
    ),
    "interview": (
        "title: Nato considers being ‘more aggressive’\ntype: interview\n"
        "author: [{family: Cavo Dragone, given: Giuseppe}]\n"
        "interviewer: [{family: Foy, given: Henry}]\ncontainer-title: Financial Times\nissued: 2025-11-30\n",
        "Giuseppe Cavo Dragone, “Nato considers being ‘more aggressive’”, interviewed by Henry Foy, "
        "30 November 2025, *Financial Times*.",
    ),
    "newspaper": (
        "title: 'NATO foreign ministers meeting: What’s on the agenda?'\ntype: article-newspaper\n"
        "author: [{family: Pala, given: Melike}]\ncontainer-title: Anadolu Agency\nissued: 2025-12-02\npublisher: AA\n",
        "Melike Pala, “NATO foreign ministers meeting: What’s on the agenda?”, *Anadolu Agency*, 2 December 2025.",
    ),
    "newspaper without a byline": (
        "title: Title\ntype: article-newspaper\nissued: 2025-12\npublisher: Reuters, by way of Raw Story\n",
        "“Title”, Reuters, by way of Raw Story, December 2025.",
    ),
    "journal article": (
        "title: Self-Defense Against an Imminent or Actual Armed Attack\ntype: article-journal\n"
        "author: [{family: Bethlehem, given: Daniel}]\ncontainer-title: American Journal of International Law\n"
        "volume: 106\nissue: 4\nissued: 2012\npage: 769-777\n",
        "Daniel Bethlehem, “Self-Defense Against an Imminent or Actual Armed Attack”, "
        "*American Journal of International Law* 106 (4), 2012, pp. 769–777.",
    ),
    "book": (
        "title: International Law\ntype: book\nauthor: [{family: Shaw, given: Malcolm N.}]\nedition: '6'\n"
        "publisher: Cambridge University Press\nissued: 2008\n",
        "Malcolm N. Shaw, *International Law*, 6th edn, Cambridge University Press, 2008.",
    ),
    "book with an editor": (
        "title: Tallinn Manual 2.0\ntype: book\neditor: [{family: Schmitt, given: Michael N.}]\nissued: 2017\n",
        "Michael N. Schmitt (ed.), *Tallinn Manual 2.0*, 2017.",
    ),
    "book with a translator": (
        "title: The Peloponnesian War\ntype: book\nauthor: [{literal: Thucydides}]\n"
        "translator: [{family: Crawley, given: Richard}]\nissued: '1874'\n",
        "Thucydides, *The Peloponnesian War*, translated by Richard Crawley, 1874.",
    ),
    "chapter": (
        "title: Reprisals\ntype: chapter\ncontainer-title: A Handbook\nissued: 2001\npage: '7'\n",
        "“Reprisals”, *A Handbook*, 2001, p. 7.",
    ),
    "report": (
        "title: A more secure world\ntype: report\nauthor: [{literal: High-level Panel}]\nnumber: A/59/565\n"
        "publisher: United Nations\nissued: 2004-12-02\n",
        "High-level Panel, *A more secure world*, A/59/565, United Nations, 2 December 2004.",
    ),
    "web page": (
        "title: Missile strike, today\ntype: webpage\npublisher: Brighteon\nissued: 2025-12-01\nURL: https://example.org/a\n"
        "accessed: 2026-11-22\n",
        "“Missile strike, today”, Brighteon, 1 December 2025.",
    ),
    "blog post": (
        "title: Indefensible\ntype: post-weblog\nauthor: [{family: Haque, given: Adil Ahmad}]\n"
        "publisher: Just Security\nissued: 2025-06\n",
        "Adil Ahmad Haque, “Indefensible”, Just Security, June 2025.",
    ),
    "letter": (
        "title: Letter to Lord Ashburton, 6 August 1842\ntype: personal_communication\n"
        "author: [{family: Webster, given: Daniel}]\npublisher: The Avalon Project\nissued: 1842-08-06\n",
        "Daniel Webster, *Letter to Lord Ashburton, 6 August 1842*, The Avalon Project, 6 August 1842.",
    ),
    "a title that quotes": (
        "title: 'NATO is divided over “preemptive strikes”'\ntype: article-newspaper\npublisher: Ara\n",
        "“NATO is divided over ‘preemptive strikes’”, Ara.",
    ),
    "a body that publishes its own work": (
        "title: Official Website\ntype: report\nauthor: [{literal: NATO}]\npublisher: NATO\nissued: 2025\n",
        "NATO, *Official Website*, 2025.",
    ),
    "nothing known": ("title: Title\ntype: webpage\n", "“Title”."),
    "several authors": (
        "title: T\ntype: book\nauthor: [{family: A, given: B.}, {literal: The Court}, {family: C, given: D.}]\n",
        "B. A, The Court and D. C, *T*.",
    ),
    "two editors": (
        "title: T\ntype: book\neditor: [{family: A, given: B.}, {family: C, given: D.}]\n",
        "B. A and D. C (eds), *T*.",
    ),
    "a name with a particle": ("title: T\ntype: book\n"
    "author: [{family: von Clausewitz, given: Carl}]\n", "Carl von Clausewitz, *T*."),
    "a family name alone": ("title: T\ntype: book\nauthor: [{family: Thucydides}]\n", "Thucydides, *T*."),
    "an edition in words": ("title: T\ntype: book\nedition: revised\n", "*T*, revised."),
    "a title that ends in a question mark": ("title: Is it so?\ntype: book\n", "*Is it so?*"),
    "a quoted title that ends in an exclamation mark": ("title: Shut it!\ntype: webpage\n", "“Shut it!”"),
    "a chapter of an edited book": (
        "title: Hinges of iron\ntype: chapter\nauthor: [{family: Ravn, given: Ilse}]\n"
        "editor: [{family: Orme, given: Pia}]\ncontainer-title: A Book of Gates\npublisher: Lantern Press\n"
        "publisher-place: Venn\nissued: 2011\npage: 10-20\n",
        "Ilse Ravn, “Hinges of iron”, *A Book of Gates*, edited by Pia Orme, Lantern Press, Venn, 2011, pp. 10–20.",
    ),
    "a paper of a conference": (
        "title: Sand in locks\ntype: paper-conference\nauthor: [{family: Ravn, given: Ilse}]\n"
        "editor: [{family: Orme, given: Pia}]\ncontainer-title: Papers on Locks\nevent-title: Third Meeting on Locks\n"
        "publisher: Lantern Press\npublisher-place: Venn\nissued: 2014\npage: 3-8\n"
        "collection-title: Lock Series\ncollection-number: 9\n",
        "Ilse Ravn, “Sand in locks”, *Papers on Locks*, edited by Pia Orme, Third Meeting on Locks, Lock Series 9, "
        "Lantern Press, Venn, 2014, pp. 3–8.",
    ),
    "a volume of an edited work": (
        "title: The Gates\ntype: book\nauthor: [{family: Ravn, given: Ilse}]\neditor: [{family: Orme, given: Pia}]\n"
        "volume: 2\npublisher: Lantern Press\nissued: 2011\n",
        "Ilse Ravn, *The Gates*, edited by Pia Orme, vol. 2, Lantern Press, 2011.",
    ),
    "a case with its number": (
        "title: Mast v. Sail\ntype: legal_case\nauthority: Harbour Court\nnumber: No. 70\nissued: 2004-05-06\n",
        "*Mast v. Sail*, Harbour Court, No. 70, 6 May 2004.",
    ),
    "roman pages": ("title: T\ntype: book\npage: ii-vi\n", "*T*, pp. ii–vi."),
    "a Chinese name": (
        "title: 门的故事\ntype: book\nauthor: [{family: 林, given: 小溪}]\nissued: 1999\n",
        "林小溪, *门的故事*, 1999.",
    ),
    "a Korean name": ("title: T\ntype: book\nauthor: [{family: 김, given: 민수}]\n", "김민수, *T*."),
    "another script": ("title: Доктрина «X»\ntype: book\nissued: 2024\n", "*Доктрина «X»*, 2024."),
    "small letters stay small": ("title: eu and nato v. the rest\ntype: legal_case\n", "*eu and nato v. the rest*."),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_work_is_cited_word_for_word(name: str) -> None:
    fields, citation = CASES[name]
    assert marked(fields) == citation


@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_every_type_is_cited_with_its_title_and_its_date(csl_type: str) -> None:
    citation = marked(f"title: A Title of Its Own\ntype: {csl_type}\nissued: 2001-02-03\n")
    assert "A Title of Its Own" in citation
    assert "3 February 2001" in citation
    assert citation.endswith(".")


@pytest.mark.parametrize(
    ("issued", "shown"),
    [
        ("2025", "2025"),
        ("'2025'", "2025"),
        ("2025-06", "June 2025"),
        ("2025-06-01", "1 June 2025"),
        ("1841-04-24", "24 April 1841"),
    ],
)
def test_a_date_is_cited_no_more_precisely_than_it_is_known(issued: str, shown: str) -> None:
    assert marked(f"title: T\ntype: book\nissued: {issued}\n") == f"*T*, {shown}."


@pytest.mark.parametrize(
    "title",
    [
        "Q & A",
        "a < b > c",
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "&amp; &lt;i&gt;",
        "</i>",
        'say "no"',
        "5 * 3 _x_ $y$",
        "{{ x }}",
        "\\alpha",
    ],
    ids=repr,
)
@pytest.mark.parametrize("key", ["title", "publisher"])
def test_what_looks_like_markup_is_shown_as_it_was_written(key: str, title: str) -> None:
    other = "" if key == "title" else "title: T\n"
    soup = cited(f"{other}{key}: '{title}'\ntype: book\n")
    assert title in soup.get_text()
    assert [tag.name for tag in soup.find_all(True)] == ["i"]


def test_the_item_has_csls_own_names_and_date_parts() -> None:
    fields = (
        "title: T\ntype: interview\nissued: 2025-11\naccessed: 2026-11-22\ncontainer-title: C\nevent-title: E\n"
        "author: [{family: F, given: G}, {literal: L}]\nURL: https://example.org/a\narchived: https://example.org/b\n"
    )
    expected: dict[str, Any] = {
        "id": "x",
        "type": "interview",
        "title": "T",
        "author": [{"family": "F", "given": "G"}, {"literal": "L"}],
        "issued": {"date-parts": [[2025, 11]]},
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "container-title": "C",
        "event-title": "E",
        "URL": "https://example.org/a",
    }
    assert csl_item(reference(fields).value) == expected


def test_no_references_have_no_citations() -> None:
    assert format_citations({}) == {}


def test_every_reference_of_the_project_is_cited_without_a_stray_mark() -> None:
    references = load_corpus(ROOT).references
    for reference_id, citation in format_citations(references).items():
        text, title = (
            fold_plain(BeautifulSoup(citation, "html.parser").get_text()),
            references[reference_id].value.title,
        )
        assert fold_plain(title) in text
        around = text.replace(fold_plain(title), "T")
        assert not any(slip in around for slip in (", ,", "  ", " ,", "()", "none", "''")), text


FIELDS: dict[str, Any] = {
    **{role: [{"family": f"The {role}"}] for role in ("author", "editor", "interviewer", "translator")},
    **{
        name: f"The {name}"
        for name in (
            "publisher", "publisher-place", "authority", "container-title", "collection-title", "collection-number",
            "event-title", "event-place", "volume", "issue", "page", "number", "edition", "section", "genre", "medium",
        )
    },
}  # fmt: skip
"""Every field that says something of a work, with a value that tells where it went."""


def shown_fields(csl_type: str, fields: dict[str, Any]) -> set[str]:
    """Find which fields a reference's page shows, in the citation or beside it."""
    required = {"id": "x", "title": "T", "short": "s", "standing": "primary", "consulted": "original", "summary": "s"}
    read = ReferenceFile.model_validate({**required, "type": csl_type, **fields})
    located = Located(read, parse_yaml(b"id: x", "x.yml"), ())
    citation = format_citations({"x": located})["x"]
    beside = "".join(value for _, value in uncited_fields(read, citation))
    return {name for name in fields if f"The {name}" in citation.striptags() + beside}


@pytest.mark.parametrize("csl_type", CSL_TYPES)
def test_every_field_that_is_entered_is_shown_for_every_type(csl_type: str) -> None:
    assert shown_fields(csl_type, FIELDS) == FIELDS.keys()
    for name, value in FIELDS.items():
        assert shown_fields(csl_type, {name: value}) == {name}


@pytest.mark.parametrize(
    ("tag", "name"),
    [("fi", "Finnish"), ("pt-BR", "Portuguese (Brazil)"), ("zh-Hant", "Chinese (Traditional)"), ("qqq", "qqq")],
)
def test_a_language_is_named_in_words(tag: str, name: str) -> None:
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1000/ab_cd", "https://doi.org/10.1000/ab_cd"),
        (
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
        ),
    ],
    ids=["with an underscore", "SICI"],
)
def test_a_doi_leads_to_its_work_where_there_is_no_url(doi: str, address: str) -> None:
    assert reference(f"title: T\ntype: book\nDOI: {doi}\n").value.address == address
    with_url = reference(f"title: T\ntype: book\nDOI: {doi}\nURL: https://example.org/t\n").value
    assert with_url.address == "https://example.org/t"


def test_a_doi_stands_in_bibtex_as_it_is() -> None:
    assert "  doi = {10.5555/iron_bars_7},\n" in bibtex(
        [reference("title: T\ntype: book\nDOI: 10.5555/iron_bars_7\n").value]
    )
