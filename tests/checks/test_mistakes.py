"""The gallery of mistakes: each is made in the small project, and each gets the exact message in ``mistakes/``.

``python -m tests.checks.test_mistakes`` writes the messages anew, to be read through before they are committed.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from annotated_reader.checks.explanations import EXPLANATIONS
from annotated_reader.support.problems import Severity, as_github, as_json
from tests.project import FILES, SEED, TinyProject

GALLERY = Path(__file__).with_name("mistakes")
ARTICLE, NOTES = "annotations/tiny/article.yml", "annotations/tiny/notes.yml"
REFERENCE, CLAIM = "annotations/references/interview.yml", "annotations/claims/strike-is-doctrine.yml"
EVENT, PERSON = "annotations/events/interview-printed.yml", "annotations/people/ada-cavo.yml"
CHARTER = "annotations/references/charter.yml"
ONE = "annotations/tiny/one.yml"
PASSAGE = """\
  - at: question 5
    text: {text}
    from: https://archive.example.net/the-interview
    as: extract
    accessed: 2026-11-29
"""
NOTE = """\
- id: one
  kind: wording
  title: A title
  quote: a strike could be
  note: A note.
  added: 2026-11-22
"""

GONE = "  - {id: old-one, date: 2026-11-29, why: Merged with the other., see: admiral-said}\n"
DELETED = f"deleted_notes:\n{GONE}structure:"

REVIEW = "  reviews:\n    - {by: hubot, date: 2026-12-01, read: [], of: 3f9a2c1d}\n"
CITING_HASH = "418834ba"

Change = Callable[[TinyProject], object]


def edit(name: str, old: str, new: str) -> Change:
    """Change words of one of the small project's files."""
    return lambda project: project.edit(name, old, new)


def write(name: str, content: str | bytes) -> Change:
    """Write another file."""
    return lambda project: project.write(name, content)


def note(old: str, new: str) -> Change:
    """Write one more note, with a mistake in it."""
    assert NOTE.count(old) == 1, old
    return write(ONE, NOTE.replace(old, new))


def remove(name: str) -> Change:
    """Delete a file."""
    return lambda project: (project.root / name).unlink()


def rename(name: str, other: str) -> Change:
    """Move a file or a folder."""
    return lambda project: (project.root / name).rename(project.root / other)


def folder(name: str) -> Change:
    """Make a folder where a file should be."""
    return lambda project: (project.root / name).mkdir(parents=True)


def link(name: str, target: str) -> Change:
    """Make a link."""
    return lambda project: (project.root / name).symlink_to(target)


def both(*changes: Change) -> Change:
    """Make several changes."""
    return lambda project: [change(project) for change in changes]


def quoting(words: str) -> Change:
    """Quote words in the note that is confirmed."""
    return edit(NOTES, "    He spoke of **hybrid** attacks;", f"    {words}\n    He spoke of **hybrid** attacks;")


CHARTER_PASSAGE = FILES[CHARTER][FILES[CHARTER].index("passages:") :]


def passage(old: str = "", new: str = "", *, name: str = REFERENCE, text: str = "It could be defensive.") -> Change:
    """Give a reference one more passage, with a mistake in it."""
    lines = PASSAGE.format(text=text)
    assert old in lines, old
    return lambda project: project.change(name, lambda file: file + lines.replace(old, new))


def many_key_notes(project: TinyProject) -> None:
    """Make eight notes key notes."""
    words = [
        "admiral said",
        "He added",
        "Moscow called",
        "The minister",
        "First point",
        "Second point",
        "What followed",
    ]
    notes = [
        NOTE.replace("id: one", f"id: key-{i}\n  key: true").replace("a strike could be", w)
        for i, w in enumerate(words)
    ]
    project.write(ONE, "".join(notes))


def many_notes_on_a_sentence(project: TinyProject) -> None:
    """Put fifty notes on words on which there is one already."""
    project.write(ONE, "".join(NOTE.replace("id: one", f"id: one-{number}") for number in range(50)))


def many_notes_on_an_article(project: TinyProject) -> None:
    """Put two files of a thousand notes beside the article's own; retracted ones find room on the same words."""
    retracted = NOTE.replace("kind:", "status: retracted\n  kind:")
    for name in ("one", "two"):
        notes = (retracted.replace("id: one", f"id: {name}-{number}") for number in range(1_000))
        project.write(f"annotations/tiny/{name}.yml", "".join(notes))


WORDS = " ".join(["word"] * 121)
MISTAKES: Mapping[str, Change] = {
    # YAML itself
    "a-tab-for-indentation": note("  kind:", "\tkind:"),
    "a-key-too-far-in": note("  kind: wording", "    kind: wording"),
    "a-key-too-far-out": note("  kind: wording", " kind: wording"),
    "an-unquoted-colon": note("A title", "The Court: what it held"),
    "a-colon-without-a-space": note("title: A title", "title:A title"),
    "a-quotation-mark-not-closed": note("A title", '"A title'),
    "a-quotation-mark-closed-too-early": note("A title", '"A" title'),
    "a-bracket-not-closed": note("  added:", "  see: [admiral-said\n  added:"),
    "a-brace-not-closed": note("  added:", "  claim: {id: strike-is-doctrine\n  added:"),
    "a-backslash-in-quotes": note("A title", '"A \\title \\q"'),
    "text-that-begins-with-an-at-sign": note("A title", "@ann says so"),
    "text-that-begins-with-a-percent-sign": note("A title", "%5 of it"),
    "text-that-begins-with-an-asterisk": note("A title", "*So* it is"),
    "text-that-begins-with-an-ampersand": note("A title", "&c and so on"),
    "text-that-begins-with-an-exclamation-mark": note("A title", "!Stop"),
    "text-that-begins-with-a-bracket": note("title: A title", "[a, b]: A title"),
    "a-long-text-that-is-not-indented": note("A note.", "A note\nthat goes on here."),
    "text-cut-off-by-a-number-sign": note("A title", "Resolution #487 of 1981"),
    "a-list-item-on-the-keys-line": note("  added:", "  see: - admiral-said\n  added:"),
    "a-list-item-below-an-empty-list": note("  added:", "  references: []\n    - interview\n  added:"),
    "a-list-item-below-a-list-in-brackets": note(
        "  added:", "  references: [interview]  # one\n\n  # and another\n  - charter: p. 2\n  added:"
    ),
    "a-list-that-changes-its-indentation": write(
        ONE, NOTE + NOTE.replace("- id: one", " - id: two").replace("\n  ", "\n   ")
    ),
    "a-duplicate-key": note("  title: A title", "  title: A title\n  kind: context"),
    "a-merge-key": note("  added:", "  <<: {kind: context}\n  added:"),
    "an-alias-bomb": write(ONE, "- &a [x, x]\n- &b [*a, *a]\n- &c [*b, *b]\n"),
    "thirty-thousand-levels": write(ONE, "[" * 30_000),
    "more-than-one-document": write(ONE, f"{NOTE}---\n{NOTE}"),
    "a-nul-byte": write(ONE, NOTE.encode().replace(b"A note.", b"A\0note.")),
    "a-control-character-as-an-escape": note("A note.", '"A \\u001b[31mred note."'),
    "latin-1-bytes": write(ONE, NOTE.replace("A note.", "Zurück.").encode("latin-1")),
    "utf-16": write(ONE, NOTE.encode("utf-16")),
    "a-file-too-large": write(ONE, "# " + "x" * 300_000),
    "json-cut-off": write(ONE, '[{"id": "one", "kind": "wording",'),
    "no-break-spaces-for-indentation": note("  kind:", "\u00a0\u00a0kind:"),
    "an-ideographic-space-after-a-colon": note("kind: wording", "kind:\u3000wording"),
    "a-narrow-no-break-space-after-a-dash": note("- id:", "-\u202fid:"),
    "a-figure-space-before-a-colon": note("title: A title", "title\u2007: A title"),
    "a-zero-width-space-before-a-key": note("  kind:", "  \u200bkind:"),
    "a-no-break-space-before-a-value": note("kind: wording", "kind: \u00a0wording"),
    "a-dash-without-a-space": note("- id: one", "-id: one"),
    "a-second-dash-without-a-space": write(ONE, NOTE + NOTE.replace("- id: one", "-id: two")),
    "a-single-line-with-a-dash-without-a-space": write(ONE, "-id: one\n"),
    "a-dash-without-a-space-in-a-list": note("  added:", "  references:\n    -interview\n  added:"),
    "an-en-dash-as-a-list-item": note("- id: one", "– id: one"),
    "a-full-width-colon": note("kind: wording", "kind：wording"),
    "curly-quotes-around-a-colon": note("A title", "“The Court: what it held”"),
    "a-merge-conflict": note(
        "  kind: wording", "<<<<<<< HEAD\n  kind: wording\n=======\n  kind: context\n  key: true\n>>>>>>> more"
    ),
    "a-merge-conflict-with-its-base": note(
        "A note.", '"A\n<<<<<<< HEAD\n  note\n||||||| 0123abc\n  nota\n=======\n>>>>>>> more\n  here."'
    ),
    "the-rest-of-a-merge-conflict": note("  kind: wording", "  kind: wording\n======="),
    "a-contributor-with-an-unquoted-at-sign": note("  added:", "  contributors: [ann, @octocat]\n  added:"),
    "a-reviewer-with-an-unquoted-at-sign": note("  added:", "  contributors:\n    - @octocat\n  added:"),
    "a-contributor-with-an-at-sign-and-no-list": note("  added:", "  contributors: @octo_cat\n  added:"),
    "a-contributor-by-a-persons-name": note("  added:", "  contributors: [Jane Doe]\n  added:"),
    "a-markdown-link-as-a-list-item": note(
        "  added:", "  references:\n    - [On pines](https://example.org/on-pines)\n  added:"
    ),
    # files and folders
    "files-that-are-not-read": both(
        *(write(f"annotations/tiny/{name}", NOTE) for name in ("notes.yml.txt", "law.json", "zz.txt", "notes.yml~")),
        write("annotations/claims/strike.txt", "id: strike\n"),
        write("annotations/law.txt", NOTE),
        write("seeds/tiny.docx", b"PK"),
        folder("seeds/more"),
    ),
    "an-empty-file": write(ONE, ""),
    "only-comments": write(ONE, "# to be written\n"),
    "a-word-instead-of-notes": write(ONE, "to be written\n"),
    "a-directory-named-like-a-file": folder("annotations/tiny/x.yml"),
    "a-file-with-another-ending": write("annotations/tiny/law.yaml", NOTE),
    "a-file-in-the-folder-of-no-article": write("annotations/law.yml", NOTE),
    "a-folder-without-an-article": write("annotations/other/law.yml", NOTE),
    "a-folder-named-almost-like-an-article": write("annotations/tinny/law.yml", NOTE),
    "a-folder-named-almost-like-that-of-references": write("annotations/reference/charta.yml", FILES[CHARTER]),
    "notes-in-the-folder-of-references": write("annotations/references/law.yml", NOTE),
    "notes-in-the-file-of-an-article": write(ARTICLE, NOTE),
    "a-list-of-claims": edit(CLAIM, FILES[CLAIM], "- " + FILES[CLAIM].replace("\n", "\n  ")),
    "a-folder-with-a-capital-letter": rename("annotations/tiny", "annotations/Tiny"),
    "a-link-out-of-the-project": link("annotations/tiny/linked.yml", "/etc/hostname"),
    "a-folder-linked-from-outside": link("annotations/linked", "/etc"),
    "a-file-named-other-than-its-id": rename(REFERENCE, "annotations/references/intervew.yml"),
    # the format
    "no-as-a-word": note("kind: wording", "kind: wording\n  key: no"),
    "an-unknown-key-one-letter-off": note("  added:", "  refernces: [interview]\n  added:"),
    "an-unknown-key": note("  added:", "  colour: red\n  added:"),
    "sources-in-place-of-references": note("  added:", "  sources: [pine-book]\n  added:"),
    "an-author-in-place-of-contributors": note("  added:", "  author: [ann]\n  added:"),
    "a-text-in-place-of-a-note": note("  note:", "  text:"),
    "a-date-in-place-of-added": note("  added:", "  date:"),
    "a-verdict-on-a-note": note("  added:", "  verdict: inaccurate\n  added:"),
    "tags-on-a-note": note("  added:", "  tags: [law]\n  added:"),
    "a-year-of-a-reference": edit(REFERENCE, "issued:", "year:"),
    "an-address-as-a-reference": note("  added:", "  references: [https://example.org/on-pines]\n  added:"),
    "a-site-as-a-reference": note("  added:", "  references: [www.example.org]\n  added:"),
    "a-new-reference-with-nothing-filled-in": write(
        "annotations/references/on-pines.yml",
        "id: on-pines\ntype: webpage\ntitle: …\nshort: …\nURL: …\nstanding: …\nconsulted: …\nissued: …\nsummary: …\n",
    ),
    "a-doi-as-a-reference-of-a-claim": edit(
        CLAIM, "references: [interview]", "references:\n  - interview\n  - doi:10.5555/iron_bars_7: p. 3"
    ),
    "a-link-on-a-note": note("  added:", "  link: www.example.org/on_pines.html\n  added:"),
    "a-reviewer-with-an-at-sign": note("  added:", REVIEW.replace("hubot", "'@finch'") + "  added:"),
    "a-contributor-with-an-address": note("  added:", "  contributors: [https://github.com/octocat]\n  added:"),
    "an-id-to-be-written": note("id: one", "id: …"),
    "a-reference-to-be-written": edit(
        REFERENCE, "summary: The interview in which the sentence was said.", "summary: …"
    ),
    "a-capital-letter-in-a-key": note("  title:", "  Title:"),
    "a-missing-key": note("  title: A title\n", ""),
    "a-key-without-a-value": note("title: A title", "title:"),
    "an-unknown-kind": note("kind: wording", "kind: factcheck"),
    "a-number-as-a-title": note("A title", "1984"),
    "an-id-with-spaces": note("id: one", "id: My Note"),
    "one-reference-that-is-no-list": note("  added:", "  references: interview\n  added:"),
    "a-pinpoint-without-a-colon": note(
        "  added:",
        "  references:\n    - un-charter para. 4\n    - charter, 3\n    - interview#q4\n    - the charter\n  added:",
    ),
    "a-pinpoint-with-no-reference": note("  added:", "  references:\n    - : para. 194\n  added:"),
    "a-pinpoint-without-a-value": note("  added:", "  references:\n    - interview:\n  added:"),
    "two-references-in-one-item": note("  added:", "  references:\n    - {interview: p. 1, charter: p. 2}\n  added:"),
    "a-date-that-does-not-exist": note("2026-11-22", "2026-02-30"),
    "a-month-that-does-not-exist": note("2026-11-22", "2026-13-01"),
    "an-american-date": note("2026-11-22", "11/22/2026"),
    "a-quote-without-exact": note("quote: a strike could be", "quote: {prefix: said that}"),
    "a-claim-in-one-word": note("  added:", "  claim: strike-is-doctrine\n  added:"),
    "a-stance-that-does-not-exist": note("  added:", "  claim: {id: strike-is-doctrine, stance: claims}\n  added:"),
    "a-contributor-with-an-at-sign": note("  added:", '  contributors: ["@octocat"]\n  added:'),
    "a-note-too-long-to-read": note("A note.", "x" * 2001),
    "a-claim-without-a-verdict": edit(CLAIM, "verdict: inaccurate\n", ""),
    "disputed-without-positions": edit(CLAIM, "verdict: inaccurate", "verdict: disputed"),
    "a-finding-too-long": edit(CLAIM, "A remark, not a doctrine", "x" * 76),
    "an-unknown-reference-type": edit(REFERENCE, "type: interview", "type: newspaper"),
    "a-javascript-address": edit(REFERENCE, "https://daily.example.org/interview", "javascript:alert(1)"),
    "an-address-without-https": edit(REFERENCE, "https://daily.example.org/interview", "daily.example.org/interview"),
    "an-address-that-is-a-number": edit(REFERENCE, "daily.example.org/interview", "127.0.0.1/interview"),
    "a-name-as-plain-text": edit(REFERENCE, "[{family: Cavo, given: Ada}]", "Ada Cavo"),
    "a-range-of-dates-backwards": edit(EVENT, "date: 2025-11-30", "date: {from: 2025-12-01, to: 2025-11-30}"),
    "an-unknown-role": edit(ARTICLE, "role: byline", "role: author"),
    "lines-backwards": edit(ARTICLE, "11-12", "12-11"),
    "lines-in-words": edit(ARTICLE, "11-12", "eleven to twelve"),
    # texts and quotes
    "a-quote-that-is-not-there": note("a strike could be", "words that nobody wrote about tomatoes"),
    "a-quote-almost-right": note("a strike could be", "a strike would be seen as offensive"),
    "a-quote-inside-words": note("a strike could be", "trike could b"),
    "a-quote-in-other-capitals": note("a strike could be", "A STRIKE COULD BE"),
    "a-claim-of-other-words": edit(
        "annotations/claims/strike-is-doctrine.yml",
        "The alliance has made the pre-emptive strike its doctrine",
        "Herons nest in June",
    ),
    "a-quote-with-curly-quotation-marks": note("a strike could be", "“a strike could be”"),
    "a-quote-in-guillemets": note("a strike could be", "«a strike could be»"),
    "a-quote-in-low-quotation-marks": note("a strike could be", "„a strike could be“"),
    "a-quote-in-quotation-marks-that-is-not-there": note("a strike could be", "“a strike will be”"),
    "a-quote-that-is-there-twice": note("a strike could be", "reckless"),
    "a-quote-that-is-there-twelve-times": both(
        lambda project: project.seed("".join(f"Line {number} has a lamp.\n\n" for number in range(1, 13))),
        note("a strike could be", "lamp"),
    ),
    "a-quote-with-its-context-beside-it": note(
        "quote: a strike could be", "exact: reckless\n  prefix: Moscow called the words"
    ),
    "a-quote-in-a-readers-comment": note("a strike could be", "I read this twice"),
    "a-prefix-that-does-not-stand-there": note(
        "quote: a strike could be", "quote: {exact: Moscow called, prefix: said}"
    ),
    "a-suffix-that-does-not-stand-there": note(
        "quote: a strike could be", "quote: {exact: Moscow called, suffix: her words}"
    ),
    "a-wrong-sha256": edit(
        ARTICLE, "sha256: ", "sha256: 0000000000000000000000000000000000000000000000000000000000000000 # "
    ),
    "a-sha256-too-short": edit(ARTICLE, "sha256: ", "sha256: abc # "),
    "a-seed-that-does-not-exist": edit(ARTICLE, "seed: tiny.txt", "seed: tinny.txt"),
    "a-seed-in-another-folder": edit(ARTICLE, "seed: tiny.txt", "seed: ../secret.txt"),
    "a-seed-in-latin-1": write(
        "seeds/tiny.txt",
        SEED.replace("’", "'").replace("“", '"').replace("”", '"').replace("twice", "zurück").encode("latin-1"),
    ),
    "a-seed-with-a-nul-byte": write("seeds/tiny.txt", SEED.replace("Moscow", "Mos\0cow")),
    "a-seed-without-an-article": write("seeds/other.txt", "Another text.\n"),
    "a-line-that-the-text-does-not-have": edit(ARTICLE, "{lines: 15,", "{lines: 150,"),
    "an-empty-line-with-a-role": edit(ARTICLE, "{lines: 7,", "{lines: 8,"),
    "a-line-with-two-roles": edit(ARTICLE, "{lines: 7,", "{lines: 1,"),
    # across files
    "an-unknown-reference": edit(NOTES, "references: [interview]", "references: [intervew]"),
    "an-unknown-claim": edit(NOTES, "id: strike-is-doctrine, stance", "id: strike-is-doctrin, stance"),
    "an-unknown-event": edit(NOTES, "event: interview-printed", "event: something-else-altogether"),
    "an-unknown-note": edit(NOTES, "see: [reckless-was-said-once]", "see: [reckless-was-said]"),
    "an-unknown-speaker": edit(EVENT, "speaker: ada-cavo", "speaker: ada"),
    "two-featured-events": both(
        edit(EVENT, "quotation:", "feature: true\nquotation:"),
        write(
            "annotations/events/speech.yml",
            "id: speech\ntitle: A speech\ndate: 2025\ndescription: A speech.\nfeature: true\n"
            "quotation: {speaker: ada-cavo, original: All is well., completeness: full}\n",
        ),
    ),
    "a-featured-event-without-words": write(
        "annotations/events/ship-sails.yml",
        "id: ship-sails\ntitle: A ship sails\ndate: 2025\ndescription: It sails.\nfeature: true\n",
    ),
    "an-id-used-twice-in-two-files": note("id: one", "id: admiral-said"),
    "an-id-like-a-paragraph-number": note("id: one", "id: p12"),
    "an-id-of-the-page-itself": note("id: one", "id: content"),
    "a-fact-check-without-a-claim": note("kind: wording", "kind: fact-check\n  references: [interview]"),
    "a-quotation-without-an-event": note("kind: wording", "kind: quotation\n  references: [interview]"),
    "a-quotation-of-an-event-without-words": both(
        edit(NOTES, "event: interview-printed", "event: ship-sails"),
        write(
            "annotations/events/ship-sails.yml",
            "id: ship-sails\ntitle: A ship sails\ndate: 2025\ndescription: It sails.\n",
        ),
    ),
    # house rules
    "a-title-too-long": note("A title", "A title that goes on and on " * 4),
    "a-title-with-a-full-stop": note("A title", "The admiral was misquoted."),
    "a-note-of-more-than-120-words": note("note: A note.", f"note: |\n    {WORDS}"),
    "a-summary-of-more-than-80-words": edit(ARTICLE, "structure:", f"summary: {' '.join(['word'] * 81)}\nstructure:"),
    "a-note-without-a-source": note("kind: wording", "kind: context"),
    "a-source-and-a-reason-for-none": note(
        "kind: wording", "kind: context\n  references: [interview]\n  unsourced: None known."
    ),
    "a-quotation-without-a-source": note("A note.", "He said “never in all my years at sea” to her."),
    "a-quotation-with-a-word-changed-in-an-unconfirmed-note": note(
        "note: A note.", "note: He spoke of “our usual thinking about strikes”.\n  references: [interview]"
    ),
    "a-quotation-of-no-source-in-a-claim": edit(
        CLAIM, "further away from normal thinking", "“further away from usual thinking”"
    ),
    "a-quotation-with-a-word-changed": quoting("“further away from our regular thinking”"),
    "a-quotation-with-a-word-changed-in-a-later-line": quoting(
        'He said "it is further ... from our\n    normal [way of] thinking\n    than anybody knew".'
    ),
    "a-quotation-of-words-like-no-others": quoting("«трава растёт только ночью»"),
    "a-passage-changed-under-its-quotation": both(
        quoting("“only against hybrid attacks”"), edit(REFERENCE, "against hybrid attacks", "against attacks")
    ),
    "a-confirmed-note-without-a-passage": edit(NOTES, "interview: question 4", "interview: questions 4-6"),
    "a-confirmed-note-on-a-single-article-without-a-passage": edit(CHARTER, CHARTER_PASSAGE, ""),
    "a-confirmed-note-on-one-work": edit(
        NOTES, "  added: 2026-11-22\n  changed:", "  confidence: confirmed\n  added: 2026-11-22\n  changed:"
    ),
    "an-exception-for-words-that-are-not-quoted": note(
        "  added:", "  not_quotations:\n    - {words: an eye for an eye, why: A proverb.}\n  added:"
    ),
    "an-exception-without-a-reason": note("  added:", "  not_quotations:\n    - words: an eye for an eye\n  added:"),
    "a-passage-of-more-than-50-words": passage(text=" ".join(["word"] * 51)),
    "a-passage-of-a-treaty-of-more-than-200-words": passage(name=CHARTER, text=" ".join(["word"] * 201)),
    "a-passage-in-japanese-of-more-than-50-words": passage(text="提督は攻撃が防御と見なされうると述べた。" * 6),
    "a-passage-without-a-place": passage("at: question 5\n    ", ""),
    "two-passages-at-one-place": passage("question 5", "Question  4"),
    "an-empty-passage": passage(text='""'),
    "a-passage-read-as-something-else": passage("as: extract", "as: quoted"),
    "a-passage-from-no-address": passage("https://archive.example.net/the-interview", "the interview"),
    "a-passage-with-another-word-for-a-key": passage("from:", "url:"),
    "a-passage-of-a-work-that-was-not-read": edit(REFERENCE, "consulted: extract", "consulted: not-read"),
    "an-eighth-key-note": many_key_notes,
    "a-key-note-in-a-line-that-is-collapsed": note(
        "quote: a strike could be\n", "key: true\n  quote: Exit mobile version\n"
    ),
    "a-definition-as-it-was-written-before": note("kind: wording", "kind: definition"),
    "a-fifty-first-note-on-the-same-words": many_notes_on_a_sentence,
    "an-article-of-too-many-notes": many_notes_on_an_article,
    "a-reference-that-nothing-cites": write(
        "annotations/references/unused.yml", FILES[REFERENCE].replace("id: interview", "id: unused")
    ),
    "a-javascript-link": note("note: A note.", "note: |\n    See [this\n    page](javascript:alert(1))."),
    "a-link-without-its-end": note(
        "note: A note.", "note: |\n    See [the page](https://example.org/page\n    and more."
    ),
    "a-link-with-a-space-in-it": note("A note.", "See [the page] (https://example.org/page)."),
    "a-space-in-an-address": note(
        "note: A note.",
        "note: |\n    See [a](https://example.org/the plan) and\n    [b](<https://example.org/the map>).",
    ),
    "links-to-nothing-on-this-site": note(
        "note: A note.",
        "note: >\n    See [a](#admiral-sad), [b](/references/intervew/),\n\n"
        "    [c](/claims/nothing-like-it/), [d](#p900) and\n    [e](/articles/tinny/).",
    ),
    "a-footnote-in-a-note": note("note: A note.", "note: |\n    It was old.[^1]\n\n    [^1]: So the plan has it."),
    "an-address-that-no-link-uses": note(
        "note: A note.", "note: |\n    It was old.\n\n    [plan]: https://daily.example.org/plan"
    ),
    "an-image-in-a-note": note("A note.", "See ![the plan](https://example.org/plan.png)."),
    "a-bare-domain": edit(REFERENCE, "daily.example.org/interview", "daily.example.org/"),
    "an-address-without-the-s": edit(REFERENCE, "https://daily", "http://daily"),
    "a-blocked-host": both(
        write("annotations/blocked-hosts.yml", "example.org: an unlicensed copy\n"),
        note("A note.", "See [the copy](https://copies.example.org/page)."),
        edit(REFERENCE, "daily.example.org/interview", "daily.example.com/interview"),
        edit(ARTICLE, "https://daily.example.org/", "https://daily.example.com/"),
    ),
    "a-blocked-host-without-a-reason": write("annotations/blocked-hosts.yml", "example.net:\n"),
    "a-list-of-blocked-hosts": write("annotations/blocked-hosts.yml", "- example.net\n"),
    "a-note-changed-before-it-was-added": note("added: 2026-11-22", "added: 2026-11-22\n  changed: 2026-11-21"),
    "a-note-reviewed-by-its-writer": note(
        "  added:", f"  contributors: [hubot]\n{REVIEW.replace('3f9a2c1d', '91559e69')}  added:"
    ),
    "a-review-as-it-was-written-before": note("  added:", "  reviewed_by: [hubot]\n  added:"),
    "a-review-of-what-the-note-said-before": note("  added:", f"{REVIEW}  added:"),
    "a-review-that-does-not-say-what-was-read": note(
        "  added:", f"{REVIEW.replace('3f9a2c1d', CITING_HASH)}  references: [interview]\n  added:"
    ),
    "a-review-by-a-reader-of-something-else": note(
        "  added:",
        f"{REVIEW.replace('3f9a2c1d', CITING_HASH).replace('read: []', 'read: [intervew]')}"
        "  references: [interview]\n  added:",
    ),
    "a-review-without-a-hash": note("  added:", f"{REVIEW.replace(', of: 3f9a2c1d', '')}  added:"),
    "an-id-of-a-deleted-note": both(edit(ARTICLE, "structure:", DELETED), note("id: one", "id: old-one")),
    "a-note-deleted-twice": edit(ARTICLE, "structure:", DELETED.replace("structure", f"{GONE}structure")),
    "a-successor-that-does-not-exist": edit(ARTICLE, "structure:", DELETED.replace("admiral-said", "admiral-sayd")),
    "a-deleted-note-without-a-reason": edit(ARTICLE, "structure:", DELETED.replace("why:", "reason:")),
    "a-see-of-a-deleted-note": both(
        edit(ARTICLE, "structure:", DELETED), note("  added:", "  see: [old-one]\n  added:")
    ),
    "a-link-to-a-deleted-note": both(
        edit(ARTICLE, "structure:", DELETED.replace(", see: admiral-said", "")), note("A note.", "See [it](#old-one).")
    ),
    "a-name-copied-from-the-guide": note(
        "  added:", f"  contributors: [your-github-name]\n{REVIEW.replace('hubot', 'your-github-name')}  added:"
    ),
    "a-placeholder-left-in": note("A title", "…"),
    # disguise
    "a-message-in-disguise": note("A title", "\u202eA title\u202c."),
    "two-mistakes-in-one-file": note(
        "title: A title\n  quote: a strike could be", "titel: A title\n  quote: no such words at all"
    ),
}

# Whoever runs the tests as root can read every file; `check` asks no other host for anything.
NOT_SHOWN = {"file-unreadable", "links-lead-somewhere"}


def outcome(root: Path, name: str) -> tuple[TinyProject, str]:
    """Make a mistake, and give the project with what is printed."""
    project = TinyProject(root)
    MISTAKES[name](project)
    return project, project.printed() + "\n"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gets_its_exact_message(tmp_path: Path, name: str) -> None:
    _, printed = outcome(tmp_path, name)
    assert printed == (GALLERY / f"{name}.txt").read_text(encoding="utf-8")


def test_the_gallery_holds_every_mistake_and_nothing_else() -> None:
    assert len(MISTAKES) >= 60
    assert {path.stem for path in GALLERY.glob("*.txt")} == set(MISTAKES)


def test_every_rule_has_a_mistake_that_breaks_it() -> None:
    shown = {
        rule
        for path in GALLERY.glob("*.txt")
        for rule in re.findall(r"  \[([a-z0-9-]+)\]$", path.read_text(), re.MULTILINE)
    }
    assert shown == set(EXPLANATIONS) - NOT_SHOWN


@pytest.mark.parametrize("name", MISTAKES)
def test_github_and_json_tell_the_same_mistakes(tmp_path: Path, name: str) -> None:
    project, _ = outcome(tmp_path, name)
    problems = project.problems()
    rows = as_github(problems).split("\n")
    listed = json.loads(as_json(problems))
    assert len(rows) == len(listed) == len(problems) > 0
    for row, entry, problem in zip(rows, listed, problems, strict=True):
        command = re.fullmatch(
            r"::(error|warning|notice) file=([^,:]*),line=([0-9]+),col=([0-9]+),title=([^,:]*)::(.+)", row
        )
        assert command, row
        assert command.groups()[:5] == (
            entry["severity"],
            entry["file"],
            str(entry["line"]),
            str(entry["column"]),
            entry["rule"],
        )
        assert entry["hint"], "every mistake comes with what mends it"
        assert Severity(entry["severity"]) is problem.severity


if __name__ == "__main__":
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir()
    for each in MISTAKES:
        with tempfile.TemporaryDirectory() as temporary:
            (GALLERY / f"{each}.txt").write_text(outcome(Path(temporary).resolve(), each)[1], encoding="utf-8")
    sys.stdout.write(f"{len(MISTAKES)} mistakes\n")
