"""Quotes without a place: what else the message says."""

from __future__ import annotations

import hashlib

import pytest

from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
OTHER = "The sail was dyed with bark,\nand nobody knew why.\n"


@pytest.fixture
def two(project: TinyProject) -> TinyProject:
    """The small project with a second article."""
    digest = hashlib.sha256(OTHER.encode()).hexdigest()
    project.write("seeds/sail.txt", OTHER)
    project.write("annotations/sail/article.yml", f"seed: sail.txt\nsha256: {digest}\ntitle: The sail\nstructure: []\n")
    return project


@pytest.mark.parametrize(
    "words", ["sail was dyed with bark", "dyed with bark, and nobody"], ids=["a line", "two lines"]
)
def test_a_quote_of_another_articles_words_names_that_article(two: TinyProject, words: str) -> None:
    two.edit(NOTES, "quote: a strike could be seen as defensive", f'quote: "{words}"')
    (problem,) = (each for each in two.problems() if each.rule == "quote-not-found")
    assert problem.hint.startswith("They are in the article 'sail'")


def test_a_quote_of_nobodys_words_names_no_article(two: TinyProject) -> None:
    two.edit(NOTES, "quote: a strike could be seen as defensive", "quote: the anchor was made of glass")
    (problem,) = (each for each in two.problems() if each.rule == "quote-not-found")
    assert "article" not in problem.hint
