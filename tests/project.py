"""The one fixture corpus: a small project that is clean in strict mode, for tests to break in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from annotated_reader.checks.project import check_corpus, check_project
from annotated_reader.corpus.discovery import project_lines
from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Article, Corpus
from annotated_reader.support.problems import Problem, as_text

SEED = """\
The Admiral’s Warning

By Ann Author

The admiral said that “a strike could be seen as defensive”. He added that it is further away from our normal thinking.

What followed

Moscow called the words reckless. The minister called them reckless too.

First point: nobody was told.
Second point: nobody was asked.

Exit mobile version
I read this twice and agree.
"""

ARTICLE = """\
seed: tiny.txt
sha256: {sha256}
title: The Admiral’s Warning
author: Ann Author
publisher: The Daily Example
published: 2025-12-01
url: https://daily.example.org/warning
structure:
  - {{lines: 1, role: title}}
  - {{lines: 3, role: byline}}
  - {{lines: 7, role: heading}}
  - {{lines: 11-12, role: item}}
  - {{lines: 14, role: furniture}}
  - {{lines: 15, role: comment}}
"""

NOTES = """\
# one note of each kind that needs something
- id: strike-called-defensive
  kind: fact-check
  title: The admiral spoke of hybrid attacks
  key: true
  quote: a strike could be seen as defensive
  note: |
    He spoke of **hybrid** attacks; see [the interview](/references/interview/).
  references:
    - interview: question 4
    - charter
  claim: {id: strike-is-doctrine, stance: reports}
  see: [reckless-was-said-once]
  confidence: confirmed
  contributors: [octocat]
  status: current
  added: 2026-11-22
- id: admiral-said
  kind: quotation
  title: What the admiral said
  quote: further away from our normal thinking
  note: The newspaper printed the sentence in full.
  references: [interview]
  event: interview-printed
  added: 2026-11-22
- id: reckless-was-said-once
  kind: context
  title: The spokeswoman’s word, and the minister’s
  quote:
    exact: reckless
    prefix: Moscow called the words
  note: Only the first is on record.
  references:
    - interview
  added: 2026-11-22
  changed: 2026-11-23
"""

FILES = {
    "seeds/tiny.txt": SEED,
    "annotations/tiny/article.yml": ARTICLE.format(sha256=hashlib.sha256(SEED.encode()).hexdigest()),
    "annotations/tiny/notes.yml": NOTES,
    "annotations/references/charter.yml": """\
id: charter
title: Charter of the United Nations, Article 51
type: treaty
issued: 1945-06-26
publisher: United Nations
URL: https://www.un.org/en/about-us/un-charter/chapter-7
short: UN Charter Art. 51
standing: primary
consulted: original
accessed: 2026-11-22
summary: The right of self-defence.
passages:
  - text: The lamp may be lit whenever a ship is in sight.
    from: https://treaties.example.net/charter/51
    as: copy
    accessed: 2026-11-23
""",
    "annotations/references/interview.yml": """\
id: interview
title: Interview with the admiral
type: interview
author: [{family: Cavo, given: Ada}]
issued: 2025-11-30
publisher: The Daily Example
URL: https://daily.example.org/interview
short: Cavo 2025
standing: primary
consulted: extract
summary: The interview in which the sentence was said.
passages:
  - at: question 4
    text: It could be seen as defensive, but only against hybrid attacks.
    from: https://archive.example.net/the-interview
    as: extract
    accessed: 2026-11-23
""",
    "annotations/claims/strike-is-doctrine.yml": """\
id: strike-is-doctrine
finding: A remark, not a doctrine
statement: The alliance has made the pre-emptive strike its doctrine.
verdict: inaccurate
reason: The admiral called it further away from normal thinking.
references: [interview]
""",
    "annotations/events/interview-printed.yml": """\
id: interview-printed
title: The Daily Example prints the interview
date: 2025-11-30
description: The interview is printed.
quotation:
  speaker: ada-cavo
  original: It is further away from our normal way of thinking.
  completeness: excerpt
references: [interview]
""",
    "annotations/people/ada-cavo.yml": """\
id: ada-cavo
name: Ada Cavo
aliases: [the admiral]
kind: person
description: Chair of the military committee in 2025
references: [interview]
""",
}


def write_file(path: Path, content: str | bytes) -> Path:
    """Write a file, line ends as given, and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TinyProject:
    """A project in a temporary folder: one article, three notes, one entity of each other kind."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, line ends as given, and its folders."""
        return write_file(self.root / name, content)

    def read(self, name: str) -> str:
        """Read a file, line ends as they are."""
        return (self.root / name).read_bytes().decode()

    def edit(self, name: str, old: str, new: str) -> Path:
        """Replace words that stand exactly once in a file."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))

    def change(self, name: str, how: Callable[[str], str]) -> Path:
        """Rewrite a file's text."""
        return self.write(name, how(self.read(name)))

    def seed(self, text: str, structure: str = "structure: []\n", notes: str = "") -> None:
        """Put another text in place of the seed, with its hash, a structure and notes of its own."""
        self.write("seeds/tiny.txt", text)
        head = ARTICLE.format(sha256=hashlib.sha256(text.encode()).hexdigest()).split("structure:")[0]
        self.write("annotations/tiny/article.yml", head + structure)
        self.write("annotations/tiny/notes.yml", notes or "[]\n")

    def corpus(self) -> Corpus:
        """Load the project."""
        return load_corpus(self.root)

    def article(self) -> Article:
        """Load the project's one article."""
        (article,) = self.corpus().articles
        return article

    def problems(self) -> list[Problem]:
        """Check the project, which gives the same whole and article by article."""
        problems = check_corpus(self.corpus()).problems
        assert check_project(self.root).problems == problems
        return problems

    def one_problem(self) -> Problem:
        """Check the project, which must have exactly one problem."""
        problems = self.problems()
        assert len(problems) == 1, self.printed(problems) or "no problem"
        return problems[0]

    def printed(self, problems: list[Problem] | None = None) -> str:
        """Print the project's problems as the command line does."""
        return as_text(self.problems() if problems is None else problems, project_lines(self.root))
