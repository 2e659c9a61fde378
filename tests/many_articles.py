"""A corpus of many tiny articles, to see what grows with it: all tell one claim and one event, and name one person."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.built_site import write_own_pages
from tests.project import write_file

_TEXT = (
    "Article number {0}\n\nAda Cavo spoke on 3 May 2025. She said that all was well in place {0}. Nobody asked why.\n"
)
_ARTICLE = """\
seed: {0}.txt
sha256: {1}
title: Article number {0}
history: [{{date: 2026-01-01, was: Another title., why: It was mistyped.}}]
structure: [{{lines: 1, role: title}}]
"""
_NOTES = """\
- id: said-{0}
  kind: fact-check
  title: All was not well in place {0}
  quote: all was well in place {0}
  note: It was not.
  references: [study: p. {0}]
  claim: {{id: all-well, stance: asserts}}
  added: 2026-01-01
- id: spoke-{0}
  kind: context
  title: She spoke in place {0}
  quote: spoke on 3 May 2025
  note: She did.
  references: [study]
  event: speech
  added: 2026-01-01
- id: asked-{0}
  kind: wording
  title: Somebody asked in place {0}
  quote: Nobody asked
  note: Somebody did.
  added: 2026-01-01
"""
_SHARED = {
    "references/study": "id: study\ntype: book\ntitle: A Study\nshort: A Study\nURL: https://example.com/study\n"
    "standing: analysis\nconsulted: original\naccessed: 2026-01-01\nsummary: A study.\n",
    "claims/all-well": "id: all-well\nfinding: Not all was well\nstatement: All was well.\nverdict: inaccurate\n"
    "reason: It was not.\nreferences: [study]\n",
    "events/speech": "id: speech\ntitle: The speech\ndate: 2025-05-02\ndescription: A speech.\nreferences: [study]\n",
    "people/ada-cavo": "id: ada-cavo\nname: Ada Cavo\nkind: person\ndescription: A speaker\nreferences: [study]\n",
}


def write_many_articles(root: Path, count: int) -> Path:
    """Write a corpus of ``count`` articles with three notes each.

    Returns:
        The folder that holds its seeds and annotations.
    """
    for name, text in _SHARED.items():
        write_file(root / "annotations" / f"{name}.yml", text)
    for number in range(1, count + 1):
        text = _TEXT.format(number)
        write_file(root / "seeds" / f"{number}.txt", text)
        folder = root / "annotations" / f"article-{number}"
        write_file(folder / "article.yml", _ARTICLE.format(number, hashlib.sha256(text.encode()).hexdigest()))
        write_file(folder / "notes.yml", _NOTES.format(number))
    return root


def write_site_of_many(root: Path, count: int = 120) -> Path:
    """Write such a corpus as a whole project, with our own pages and configuration."""
    write_own_pages(root)
    return write_many_articles(root, count)
