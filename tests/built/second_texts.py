"""A second set of texts and annotations: what a maintainer of another site would put in place of ours.

Small, and nasty on purpose: every role, marks that nest, overlap and cross blocks, text that looks like Markdown, HTML,
templates and TeX, an author's answer, a retracted note, a withdrawn article, a text from right to left, and a seed of
which two articles each take a part.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.built_site import write_own_pages
from tests.project import write_file

AS_WRITTEN = """\
*Stars*, _lines_ & <b>tags</b> for $5, "quoted"
By O'Neil & Söhne <desk@example.com>

# No heading
## A heading? With #tags and 100 % <em>emphasis</em>
1. no list
- no list either
    four spaces, no code
> no quotation
| no | table |
| --- | --- |
---
<script>alert("seed")</script><img src=x onerror=alert(1)><!-- no comment --></p></article>
&amp; &lt;b&gt; &copy; &#42; stay as they were typed
`code` ~~struck~~ **bold** __bold__ \\*escaped\\* ***
[link](https://example.com/a) ![image](https://example.com/i.png) <https://example.com/auto>
https://example.com/donate?a=1&b=2 www.example.com someone@example.com javascript:alert(1)
BTC 1AGiuuVR4uCqz5tZtyf6ekm5BQEWQwfLvz
$x^2$ and $$\\frac{1}{2}$$ and \\(y_1\\)
1️⃣ keycap, 👩‍👩‍👧‍👦 family, 🇪🇺 flag, e\u0301 combined, \U0001d54f astral, no\u00adbreak, zero\u200bwidth
{{ page.title }} {% raw %} {# nothing #} ${template} %s {0}
:smile: [TOC] {: .class } [^1] *[HTML]: abbreviation !!! note
  two  spaces\tand a tab  \n
first item with *stars*
second item, <i>tagged</i>
a verse
another verse

a stanza of its own
“Quoted words,” he said.
A picture of nothing
Share on Example: https://example.com/share
Donate at example.com/donate
I disagree, <b>loudly</b>. https://example.com/troll
Views are the author's.
"""

RIGHT_TO_LEFT = """\
\ufeffعنوان قصير\r
\r
قال الأميرال: "ندرس كل شيء".\r
"""

BOOK = """\
A book of two chapters
Chapter one
It was dark.
Chapter two
It was light.
"""

WITHDRAWN = """\
A withdrawn title
The first withdrawn line, which nobody may read here any more.
The second withdrawn line names a river and a bridge.
"""

SEEDS = {
    "as-written.txt": AS_WRITTEN,
    "right-to-left.txt": RIGHT_TO_LEFT,
    "book.txt": BOOK,
    "withdrawn.txt": WITHDRAWN,
}

ARTICLES = {
    "as-written": """\
seed: as-written.txt
title: '*Stars*, _lines_ & <b>tags</b> for $5, "quoted"'
author: [O'Neil & Söhne, "A <b>second</b> author"]
publisher: Example & Sons
published: 2025-06
url: https://example.com/original?a=1&b=2
rights: Ours.
summary: A summary with *emphasis*, <b>no tag</b> and [a link](/references/first-work/).
about_source: From [a site](https://example.com/about).
references: [{first-work: p. 3}]
responses:
  - {by: The author, date: 2026-01-02, text: I stand by *every* word., url: https://example.com/answer}
deleted_notes:
  - {id: once-here, date: 2026-01-03, why: "Merged: *both* said <b>the same</b>.", see: inner}
  - {id: gone-for-good, date: 2026-01-04, why: It repeated the text.}
structure:
  - {lines: 1, role: title}
  - {lines: 2, role: byline}
  - {lines: 4, role: standfirst}
  - {lines: 5, role: heading}
  - {lines: 25-26, role: item}
  - {lines: 27-30, role: verse}
  - {lines: 31, role: quotation}
  - {lines: 32, role: caption}
  - {lines: 33-34, role: furniture}
  - {lines: 35, role: comment}
  - {lines: 36, role: disclaimer}
""",
    "right-to-left": """\
seed: right-to-left.txt
title: عنوان قصير
language: ar
index: true
structure:
  - {lines: 1, role: title}
""",
    "chapter-one": """\
seed: book.txt
title: Chapter one
lines: 2-3
index: true
structure:
  - {lines: 2, role: heading}
""",
    "chapter-two": """\
seed: book.txt
title: Chapter two
lines: 4-5
structure:
  - {lines: 4, role: title}
""",
    "withdrawn": """\
seed: withdrawn.txt
title: A withdrawn title
display: withdrawn
structure:
  - {lines: 1, role: title}
""",
}

NOTES = {
    "as-written": r"""
- id: outer
  kind: fact-check
  title: 'An outer note with <b>tags</b>, "quotes" & *stars*'
  key: true
  quote: '<script>alert("seed")</script><img src=x onerror=alert(1)>'
  note: |
    <script>alert("note")</script> <img src=x onerror=alert(1)> **bold**

    <iframe src="https://example.com/"></iframe>

    [good](https://example.com/good) and [here](#inner) and [there](/references/second-work/)
  references: [{first-work: 'p. 1 <b>'}, second-work]
  claim: {id: seeds-are-safe, stance: asserts}
  added: 2026-01-01
- id: inner
  kind: wording
  title: An inner note
  quote: alert("seed")
  note: Inside the outer one.
  references: [{first-work: p. 2}, {first-work: p. 4}]
  see: [outer, taken-back]
  added: 2026-01-01
- id: overlapping
  kind: context
  title: A note that overlaps two others and crosses three blocks
  quote:
    exact: |-
      src=x onerror=alert(1)><!-- no comment --></p></article>
      &amp; &lt;b&gt; &copy; &#42; stay as they were typed
      `code`
    prefix: '<img '
    suffix: ' ~~struck~~'
  note: Three blocks.
  references: [first-work]
  added: 2026-01-01
- id: same-words
  kind: context
  title: A second note on the same words
  quote: alert("seed")
  note: The same words as another note.
  references: [first-work]
  added: 2026-01-01
- id: on-the-title
  kind: source-note
  title: A note on the title
  quote: '*Stars*, _lines_ & <b>tags</b> for $5, "quoted"'
  note: On all of the title.
  references: [first-work]
  added: 2026-01-01
- id: on-keycap
  kind: context
  title: A note on a keycap
  quote: 1️⃣ keycap, 👩‍👩‍👧‍👦
  note: Astral.
  references: [first-work]
  added: 2026-01-01
- id: on-an-item
  kind: context
  title: A note on an item
  quote: with *stars*
  note: In a list.
  references: [first-work]
  added: 2026-01-01
- id: on-two-items
  kind: context
  title: A note on two items
  quote: {exact: "*stars*\nsecond"}
  note: In a list, from one item to the next.
  references: [first-work]
  added: 2026-01-01
- id: on-a-verse
  kind: context
  title: A note on a verse
  quote: another verse
  note: In a stanza.
  references: [first-work]
  added: 2026-01-01
- id: on-furniture
  kind: source-note
  title: A note on page furniture
  quote: Donate at
  note: On furniture.
  references: [first-work]
  added: 2026-01-01
- id: taken-back
  kind: context
  title: A retracted note
  quote: no list either
  note: Was wrong.
  status: retracted
  references: [second-work]
  added: 2026-01-01
  changed: 2026-02-01
  history: [{date: 2026-02-01, was: Was wrong., why: It was wrong.}]
- id: told
  kind: quotation
  title: What was said
  quote: “Quoted words,”
  note: As told.
  event: a-speech
  references: [first-work]
  added: 2026-01-01
""",
    "right-to-left": """\
- id: everything
  kind: quotation
  title: “Everything” is the agency's word
  quote: {exact: ندرس كل شيء, language: ar}
  note: The words of the agency.
  event: a-speech
  references: [second-work]
  added: 2026-01-01
""",
    "chapter-one": """\
- id: dark
  kind: context
  title: How dark it was
  quote: dark
  note: Very.
  references: [first-work]
  added: 2026-01-01
""",
    "withdrawn": """\
- id: the-river
  kind: context
  title: Which river
  quote: a river
  note: It was a stream.
  references: [first-work]
  added: 2026-01-01
""",
}

SHARED = {
    "references/first-work": """\
id: first-work
type: book
title: 'The First Work & its "quotes", 1 < 2, <b>tags</b> and <more'
author: [{family: O'Neil, given: Ann}]
issued: 1999
short: First <b>Work</b> & co
URL: https://example.com/first?a=1&b=2
archived: https://web.archive.org/web/20260101000000/https://example.com/first?a=1&b=2
dead: 2026-01-05
standing: analysis
consulted: original
passages:
  - at: p. 1 <b>
    text: '<script>alert("passage")</script> as *it* stands & "quotes" in it'
    from: https://example.com/first?a=1&b=2
    as: copy
    accessed: 2026-01-01
  - at: pp. 2-4
    text: المصباح مضاء في الليل
    language: ar
    from: https://example.com/arabic
    as: extract
    accessed: 2026-01-01
summary: What it says, in *short*.
""",
    "references/second-work": """\
id: second-work
type: webpage
title: The Second Work
short: Second Work
standing: party
consulted: not-read
summary: Unread.
""",
    "claims/seeds-are-safe": """\
id: seeds-are-safe
finding: Seeds are shown as text
statement: Seeds can run scripts.
verdict: inaccurate
reason: They are escaped.
references: [first-work]
""",
    "events/a-speech": """\
id: a-speech
title: A speech
date: 2025-05-04
description: Somebody spoke.
quotation: {speaker: ann-oneil, original: “Quoted words”, completeness: full}
references: [first-work]
""",
    "people/ann-oneil": """\
id: ann-oneil
name: Ann O'Neil
kind: person
description: An author.
references: [first-work]
""",
}


def write_second_texts(project: Path) -> Path:
    """Write a project that differs from ours in its texts and annotations alone.

    Returns:
        The project's folder.
    """
    write_own_pages(project)
    for name, text in SEEDS.items():
        write_file(project / "seeds" / name, text)
    for slug, article in ARTICLES.items():
        seed = article.split("\n", 1)[0].removeprefix("seed: ")
        digest = hashlib.sha256(SEEDS[seed].encode()).hexdigest()
        write_file(project / "annotations" / slug / "article.yml", f"{article}sha256: {digest}\n")
    for slug, notes in NOTES.items():
        write_file(project / "annotations" / slug / "notes.yml", notes)
    for name, entity in SHARED.items():
        write_file(project / "annotations" / f"{name}.yml", entity)
    return project
