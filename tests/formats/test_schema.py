"""What may stand in the files: short forms, limits, addresses; nothing is coerced in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from annotated_reader.formats.schema import (
    ArticleFile,
    Citation,
    CslName,
    GitHubName,
    Id,
    Kind,
    Language,
    LineRange,
    Quote,
    ReferenceFile,
    Role,
    Verdict,
    WebAddress,
)
from annotated_reader.formats.schema.shared import Citations

ADDRESS = TypeAdapter(WebAddress)


def accepts(kind: Any, value: object) -> bool:
    """Whether a type takes a value."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "address",
    [
        "https://www.un.org/en/about-us/un-charter/chapter-7",
        "http://example.org/a?b=c&d=e#f",
        "HTTPS://Example.ORG/",
        "https://undocs.org/S/RES/1973(2011)",
        "https://пример.рф/страница",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://example.org:8443/",
        "https://a_b.example.org/",
        "https://web.archive.org/web/2025/https://example.org/a",
        "https://example.org/a%20b;c=d,e~f!",
    ],
)
def test_addresses_of_pages_are_taken(address: str) -> None:
    assert ADDRESS.validate_python(f" {address} ") == address


SPACES = "an address has no spaces, quotation marks or angle brackets"
SCHEME = "an address starts with https:// (or http://)"
HOST = "an address names a host by its name, as in https://www.un.org/en/…"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("www.un.org/en", SCHEME),
        ("//www.un.org/en", SCHEME),
        ("javascript:alert(1)", SCHEME),
        ("JAVASCRIPT://un.org/%0aalert(1)", SCHEME),
        ("data:text/html,x", SCHEME),
        ("ftp://un.org/", SCHEME),
        ("file:///etc/passwd", SCHEME),
        ("", SCHEME),
        ("https:www.un.org", HOST),
        ("https:/www.un.org", HOST),
        ("https:///www.un.org", HOST),
        ("https://", HOST),
        ("https://localhost/", HOST),
        ("https://un.org@evil.example/", HOST),
        ("https://@evil.example/", HOST),
        ("https://a:b@evil.example/", HOST),
        ("https://127.0.0.1/", HOST),
        ("https://127.1/", HOST),
        ("https://2130706433/", HOST),
        ("https://0x7f.0.0.1/", HOST),
        ("https://[::1]/", HOST),
        ("https://[::ffff:1.2.3.4]/", HOST),
        ("https://./", HOST),
        ("https://un..org/", HOST),
        ("https://.un.org/", HOST),
        ("https://a.b%2fevil.example/", HOST),
        ("https://un.org:99999/", "this is not an address"),
        ("https://un.org:x/", "this is not an address"),
        ("https://[un.org/", "this is not an address"),
        ("https://un.org/a b", SPACES),
        ("https://un.org/a\nb", SPACES),
        ("https://un.org/a\tb", SPACES),
        ('https://un.org/"onclick="x', SPACES),
        ("https://un.org/'x", SPACES),
        ("https://un.org/<b>", SPACES),
        ("https://un.org\\@evil.example/", SPACES),
        ("https://un.org/\x00", SPACES),
        ("https://un.org/\u202egpj.exe", SPACES),
        ("https://un\u200b.org/", SPACES),
        ("https://un.org/\u2028x", SPACES),
        ("https://un.org/`x`", SPACES),
    ],
    ids=ascii,
)
def test_other_addresses_are_refused_with_the_reason(address: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ADDRESS.validate_python(address)
    assert str(caught.value.errors()[0]["ctx"]["error"]) == message


@given(st.text(max_size=40) | st.text(max_size=30).map(lambda text: f"https://{text}"))
def test_no_address_can_break_out_of_an_attribute_or_name_no_host(address: str) -> None:
    if accepts(WebAddress, address):
        taken = ADDRESS.validate_python(address)
        assert taken.lower().startswith(("https://", "http://"))
        assert not set("\"'<>\\` \n\t") & set(taken)
        assert "." in taken.split("/")[2]


@pytest.mark.parametrize("value", ["a", "a-b", "7", "un-charter-51", "a" * 80])
def test_ids_are_taken(value: str) -> None:
    assert accepts(Id, value)


@pytest.mark.parametrize(
    "value", ["", "A", "a_b", "-a", "a-", "a--b", "a b", "é", "a/b", "..", "a\n", "٣", "a" * 81, 7, None], ids=repr
)
def test_other_ids_are_refused(value: object) -> None:
    assert not accepts(Id, value)


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        pytest.param("a", ("a", None), id="id"),
        pytest.param({"a": "para. 3"}, ("a", "para. 3"), id="id-with-a-pinpoint"),
        pytest.param({"a": 194}, ("a", "194"), id="pinpoint-as-a-number"),
        pytest.param({"id": "a"}, ("a", None), id="key-id"),
        pytest.param({"id": "a", "pinpoint": "p. 3"}, ("a", "p. 3"), id="both-keys"),
    ],
)
def test_a_citation_is_read_in_its_short_forms(written: object, citation: tuple[str, str | None]) -> None:
    (read,) = TypeAdapter(Citations).validate_python([written])
    assert (read.id, read.pinpoint) == citation
    assert Citation(id=read.id, pinpoint=read.pinpoint) == read


@pytest.mark.parametrize(
    "written",
    [7, None, True, [], {}, {"a": "b", "c": "d"}, {"a": None}, {"a": True}, {"a": " "}, {"a": ["b"]}],
    ids=repr,
)
def test_other_citations_are_refused(written: object) -> None:
    assert not accepts(Citations, [written])


@pytest.mark.parametrize(
    ("written", "lines"),
    [(5, (5, 5)), ("5", (5, 5)), ("5-8", (5, 8)), ("5 - 8", (5, 8)), ("7-7", (7, 7)), ("1-999999999", (1, 999999999))],
)
def test_lines_are_read_in_their_short_forms(written: object, lines: tuple[int, int]) -> None:
    read = LineRange.model_validate(written)
    assert (read.first, read.last) == lines
    assert LineRange(first=read.first, last=read.last) == read


@pytest.mark.parametrize(
    "written",
    [0, -1, True, None, "", "0", "05", "5-", "-5", "8-5", "5–8", "5,7", "a", "1-9999999999", "٣", 1.5, [5]],
    ids=repr,
)
def test_other_lines_are_refused(written: object) -> None:
    assert not accepts(LineRange, written)


def test_a_quote_is_read_in_its_short_form() -> None:
    assert Quote.model_validate("words") == Quote(exact="words")


@pytest.mark.parametrize(
    "written",
    [
        "",
        " \n",
        "x" * 20_001,
        {"exact": "x", "prefix": " "},
        {"exact": "x", "suffix": "y" * 1_001},
        {"prefix": "x"},
        7,
        None,
        ["x"],
    ],
    ids=lambda value: repr(value)[:30],
)
def test_other_quotes_are_refused(written: object) -> None:
    assert not accepts(Quote, written)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ({"family": "F", "given": "G"}, True),
        ({"family": "F"}, True),
        ({"literal": "L"}, True),
        ({"given": "G"}, False),
        ({"family": "F", "literal": "L"}, False),
        ({"given": "G", "literal": "L"}, False),
        ({}, False),
        ("A Name", False),
    ],
    ids=repr,
)
def test_a_name_is_either_literal_or_family_with_given(written: object, taken: bool) -> None:
    assert accepts(CslName, written) is taken


@pytest.mark.parametrize("value", ["en", "ru", "zh-Hans", "sr-Latn-RS", "es-419", "ckb"])
def test_language_tags_are_taken(value: str) -> None:
    assert accepts(Language, value)


@pytest.mark.parametrize("value", ["", "e", "english", "en_GB", "en-", "zh-Hans\n", '"><script>', 7], ids=repr)
def test_other_language_tags_are_refused(value: object) -> None:
    assert not accepts(Language, value)


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("octocat", True),
        ("a-b-c", True),
        ("a", True),
        ("x" * 39, True),
        ("x" * 40, False),
        ("-a", False),
        ("a-", False),
        ("a--b", False),
        ("@a", False),
        ("a/b", False),
        ("", False),
    ],
    ids=repr,
)
def test_github_names_are_those_that_github_gives(value: str, taken: bool) -> None:
    assert accepts(GitHubName, value) is taken


REFERENCE = {
    "id": "a",
    "type": "book",
    "title": "T",
    "short": "s",
    "standing": "primary",
    "consulted": "copy",
    "summary": "s",
}


def test_a_work_called_by_a_number_needs_no_quotes() -> None:
    book = ReferenceFile.model_validate({**REFERENCE, "title": 1984, "volume": 7, "page": 14})
    assert (book.title, book.volume, book.page) == ("1984", "7", "14")


@pytest.mark.parametrize("key", ["container_title", "publisher_place", "event_title"])
def test_csl_names_are_written_with_hyphens_only(key: str) -> None:
    assert not accepts(ReferenceFile, {**REFERENCE, key: "x"})
    assert accepts(ReferenceFile, {**REFERENCE, key.replace("_", "-"): "x"})


@pytest.mark.parametrize(
    ("key", "value", "taken"),
    [
        ("DOI", "10.1017/9781316822524", True),
        ("DOI", "https://doi.org/10.1017/9781316822524", False),
        ("DOI", '10.1017/"x', False),
        ("ISBN", "978-1-316-82252-4", True),
        ("ISBN", "9781316822524 (pbk)", False),
        ("short", "x" * 41, False),
        ("type", "law", False),
    ],
)
def test_identifiers_are_checked(key: str, value: str, taken: bool) -> None:
    assert accepts(ReferenceFile, {**REFERENCE, key: value}) is taken


ARTICLE = {"seed": "a.txt", "sha256": "0" * 64, "title": "T"}


@pytest.mark.parametrize(
    ("author", "authors"), [(None, ()), ("A", ("A",)), (["A", "B"], ("A", "B")), ([], ())], ids=repr
)
def test_authors_are_none_one_or_many(author: object, authors: tuple[str, ...]) -> None:
    assert ArticleFile.model_validate({**ARTICLE, "author": author}).authors == authors


@pytest.mark.parametrize("seed", ["../a.txt", "a/b.txt", "a\\b.txt", "", "a\x00.txt", "a\n.txt", "x" * 201], ids=ascii)
def test_a_seed_is_a_file_name_and_no_path(seed: str) -> None:
    assert not accepts(ArticleFile, {**ARTICLE, "seed": seed})


@pytest.mark.parametrize("value", ["no", "yes", "true", 0, 1, None], ids=repr)
def test_only_true_and_false_are_true_and_false(value: object) -> None:
    assert not accepts(ArticleFile, {**ARTICLE, "index": value})


def test_pages_are_kept_from_search_engines_unless_told_otherwise() -> None:
    assert ArticleFile.model_validate(ARTICLE).index is False
    assert ArticleFile.model_validate(ARTICLE).display == "full"


def test_what_was_read_does_not_change() -> None:
    article = ArticleFile.model_validate(ARTICLE)
    with pytest.raises(ValidationError):
        article.title = "Other"  # type: ignore[misc]


def test_kinds_and_verdicts_are_shown_in_words() -> None:
    assert [kind.label for kind in Kind] == [
        "Source note",
        "Context",
        "Cross reference",
        "Fact check",
        "Quotation",
        "Wording",
    ]
    assert Verdict.NO_EVIDENCE.label == "No evidence"


def test_furniture_and_comments_alone_are_folded_away() -> None:
    assert {role for role in Role if role.folded_away} == {Role.FURNITURE, Role.COMMENT}


def most_words(**reference: str) -> int:
    """How many words an English passage, read in 2026, may have."""
    passage = {"at": "p. 1", "text": "w", "language": "en", "from": "https://example.org/a", "as": "copy"}
    work = ReferenceFile.model_validate(
        {**REFERENCE, "language": "en", **reference, "passages": [{**passage, "accessed": "2026-11-29"}]}
    )
    return work.most_words(work.passages[0])


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ({"type": "treaty"}, 200),
        ({"type": "legal_case", "standing": "analysis"}, 200),
        ({"type": "document"}, 200),
        ({"type": "document", "standing": "party"}, 50),
        ({"type": "book", "issued": "1930"}, 200),
        ({"type": "book", "issued": "1931"}, 50),
        ({"type": "book", "issued": "1797", "language": "de"}, 50),
        ({"type": "book"}, 50),
        ({"type": "interview", "issued": "2025-11-30"}, 50),
    ],
    ids=repr,
)
def test_official_texts_and_old_works_may_be_quoted_at_more_length(reference: dict[str, str], words: int) -> None:
    assert most_words(**reference) == words


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Charter of the United Nations, Article 51", True),
        ("Charter of the United Nations, Article 2(4)", True),
        ("Articles on Responsibility of States", False),
        ("The North Atlantic Treaty", False),
    ],
)
def test_a_reference_to_a_single_article_is_known_by_its_title(title: str, is_one: bool) -> None:
    reference = ReferenceFile.model_validate({**REFERENCE, "type": "treaty", "title": title})
    assert reference.is_single_article is is_one
