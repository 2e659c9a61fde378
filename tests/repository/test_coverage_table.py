"""``docs/coverage.md`` accounts for every sentence of every article."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Article
from annotated_reader.formats.schema import Role
from tests.conftest import ROOT

TABLE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
ARTICLES = load_corpus(ROOT).articles
_ROW = re.compile(r"\| (\d+) \| (.*) \| ([^|]*) \|")


def _rows(article: Article) -> list[tuple[int, str, str]]:
    """Give the table's rows of an article: line, sentence, and the notes or the reason."""
    section = TABLE.split(f"Slug `{article.slug}`")[1].split("\n## ")[0]
    return [(int(m[1]), m[2], m[3].strip()) for m in map(_ROW.fullmatch, section.splitlines()) if m]


def _plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_sentence_of_an_article_has_a_row(article: Article) -> None:
    told: defaultdict[int, str] = defaultdict(str)
    for line, sentence, _ in _rows(article):
        told[line] += sentence
    for block in article.seed.blocks:
        if block.role is not Role.COMMENT:
            assert _plain(told.pop(block.line, "")) == _plain(block.text), f"line {block.line}"
    assert not told


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_row_names_notes_that_exist_or_a_reason(article: Article) -> None:
    ids = {note.id for note in article.current_notes}
    linked: set[str] = set()
    for line, _, why in _rows(article):
        assert why, f"line {line} is open"
        linked.update(re.findall(r"`([a-z0-9-]+)`", why))
    assert linked == ids
