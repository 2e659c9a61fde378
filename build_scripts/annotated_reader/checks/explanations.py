"""What each rule requires, in one sentence and an example: the catalogue behind ``annotated-reader explain``."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

from annotated_reader.checks.rules import RULES


@dataclass(frozen=True)
class Explanation:
    """One rule: what it requires, with an example that breaks it and one that follows it."""

    demand: str
    wrong: str
    right: str


_FILES = {
    "yaml-syntax": Explanation(
        "A file is YAML: spaces for indentation, a space after each colon and each dash, quotation marks closed.",
        "title: The Court: what it held",
        'title: "The Court: what it held"',
    ),
    "yaml-encoding": Explanation("A file is saved as UTF-8.", "Zurück saved as Latin-1", "Zurück saved as UTF-8"),
    "yaml-size": Explanation(
        "A file has at most 256 KiB, 20,000 keys and values, and 1,000 notes.",
        "notes.yml with 3,000 notes",
        "law.yml, history.yml and quotations.yml with some each",
    ),
    "yaml-depth": Explanation(
        "Lists and mappings are nested at most 20 levels deep.", "[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]", "[x]"
    ),
    "yaml-documents": Explanation("A file contains one document.", "id: one\n---\nid: two", "two files, or one list"),
    "yaml-duplicate-key": Explanation(
        "A key appears once in its entry.", "kind: context\nkind: wording", "kind: context"
    ),
    "yaml-key": Explanation("A key is a word.", "[a, b]: text", "a: text"),
    "yaml-alias": Explanation(
        "A value is written out where it is used, without anchors (&name) and aliases (*name).",
        "first: &it text\nsecond: *it",
        "first: text\nsecond: text",
    ),
    "yaml-merge-key": Explanation(
        "The keys of an entry are written out, without merge keys (<<).", "<<: {kind: context}", "kind: context"
    ),
    "yaml-tag": Explanation(
        "Values have no tags; text that begins with an exclamation mark is put in quotes.",
        "title: !important",
        'title: "!important"',
    ),
    "schema": Explanation(
        "An entry has the keys of its kind and no others, each with a value of the right form.",
        "refrences: [un-charter-51]",
        "references: [un-charter-51]",
    ),
    "file-name": Explanation("An annotation file's name ends in .yml; no other is read.", "law.yml.txt", "law.yml"),
    "file-place": Explanation(
        "An annotation file is in an article's folder, or in one of references, claims, events and people.",
        "annotations/law.yml",
        "annotations/my-article/law.yml",
    ),
    "file-outside": Explanation(
        "Files and folders are in the project itself, not behind a link that points outside it.",
        "law.yml -> /home/me/law.yml",
        "law.yml, a file",
    ),
    "file-unreadable": Explanation(
        "A file can be read by the person who checks it.",
        "a file without the permission to read it",
        "a file that can be read",
    ),
    "file-empty": Explanation("A notes file contains at least one note.", "# only a comment", "- id: first-note\n  …"),
    "id-is-file-name": Explanation(
        "A reference, claim, event or person is in a file that is named after its id.",
        "id: un-charter in un-charter-51.yml",
        "id: un-charter-51 in un-charter-51.yml",
    ),
    "article-slug": Explanation(
        "An article's folder has a name of lower-case letters, digits and single hyphens: it is the article's address.",
        "annotations/My Article/",
        "annotations/my-article/",
    ),
    "article-missing": Explanation(
        "A folder of notes has an article.yml that says what text they are about.",
        "annotations/my-article/ with law.yml only",
        "annotations/my-article/ with article.yml and law.yml",
    ),
    "seed-missing": Explanation(
        "The text that an article names is in seeds/.", "seed: my-artcile.txt", "seed: my-article.txt"
    ),
    "seed-unreadable": Explanation(
        "A text is plain text, saved as UTF-8, of at most 10 MiB and 250,000 lines, none over a million characters.",
        "a Word document",
        "a .txt file saved as UTF-8",
    ),
    "seed-changed": Explanation(
        "A text is the one that its notes' quotes were written against; its SHA-256 says so.",
        "sha256 of an earlier version",
        "sha256 as `sha256sum seeds/my-article.txt` prints it, once the quotes are corrected",
    ),
    "quote-not-found": Explanation(
        "The words of a quote are in the text.",
        "quote: the words from memory",
        "quote: the words copied from the text",
    ),
    "quote-inside-word": Explanation(
        "A quote begins and ends with whole words.",
        "quote: mp is li",
        "quote: lamp is lit",
    ),
    "quote-ambiguous": Explanation(
        "A quote appears once in the text, or its prefix or suffix says which place is meant.",
        "quote: self-defence",
        "quote: {exact: self-defence, prefix: right of}",
    ),
    "quote-context": Explanation(
        "A prefix comes directly before its quote, a suffix directly after it.",
        "quote: {exact: an armed attack, prefix: in case of}",
        "quote: {exact: an armed attack, prefix: only after}",
    ),
    "quotation-not-found": Explanation(
        "Words in quotation marks in a confirmed note stand in an article, a passage or title of a reference that the "
        "note cites, or its event's words; in other notes and entries this is only pointed out.",
        "the Court found “no necessity whatever” (nobody wrote it down)",
        "the Court’s words copied into `passages` of the reference, and quoted as they stand there",
    ),
    "links-lead-somewhere": Explanation(
        "A linked page still answers; only `annotated-reader links` checks this.",
        "URL of a page that answers 404 Not Found",
        "the page's new address, or that of an archived copy",
    ),
    "quote-crowded": Explanation(
        "At most 50 notes are on the same words.",
        "sixty notes on the same sentence",
        "a few notes on it, each with a point of its own",
    ),
    "article-crowded": Explanation(
        "An article has at most 2,000 notes, in all of its files together.",
        "a book as one article of 3,000 notes",
        "an article for each of its chapters: `lines: 1-400` in one article.yml, `lines: 401-900` in the next",
    ),
    "quote-in-comment": Explanation(
        "Notes are about the article, never about a reader's comment under it.",
        "quote: I agree with every word (a reader's)",
        "quote: words of the article",
    ),
}

_RULES = {
    "ids-resolve": ("references: [un-chartr-51]", "references: [un-charter-51]"),
    "note-ids-are-unique": ("id: article-51 in two files", "id: article-51-text and id: article-51-practice"),
    "note-ids-are-no-paragraph-numbers": ("id: p12", "id: nicaragua-left-imminence-open"),
    "note-ids-are-free": ("id: content", "id: what-the-treaty-contains"),
    "one-event-is-featured": ("feature: true in two events", "feature: true in one event with a `quotation`"),
    "deleted-ids-stay-reserved": (
        "id: summit-date, which is in `deleted_notes` of an article",
        "id: summit-was-two-days",
    ),
    "kinds-have-what-they-need": (
        "kind: fact-check",
        "kind: fact-check\nclaim: {id: obstacle-legal-not-moral, stance: asserts}",
    ),
    "claims-fit-their-notes": (
        "quote: the lamp is lit\nclaim: {id: ships-were-lost, stance: asserts}",
        "quote: the lamp is lit\nclaim: {id: lamp-was-lit, stance: asserts}",
    ),
    "notes-have-a-source": ("a note without references", "references:\n  - un-charter-51"),
    "placeholders-are-filled-in": ("title: …", "title: The Court left imminent threats open"),
    "number-signs-are-quoted": ("title: Resolution #487 of 1981", 'title: "Resolution #487 of 1981"'),
    "titles-are-short": ("title: The Court ruled.", "title: The Court left imminent threats open"),
    "texts-are-short": ("a note of 180 words", "two notes, each with one point"),
    "key-notes-are-few": ("key: true on eight notes of one article", "key: true on the seven that matter most"),
    "key-notes-are-in-sight": (
        "key: true on a note whose quote stands in a saved page's menu",
        "key: true on a note whose quote stands in the text itself",
    ),
    "links-in-notes-are-safe": (
        "[the text](javascript:alert(1))",
        "[the text](https://www.un.org/en/about-us/un-charter)",
    ),
    "links-in-notes-are-whole": (
        "[the text](https://www.un.org/en/about-us",
        "[the text](https://www.un.org/en/about-us)",
    ),
    "links-in-notes-resolve": (
        "[the Charter](/references/un-chartr/)",
        "[the Charter](/references/un-charter-51/)",
    ),
    "markdown-is-supported": (
        "It was old.[^1]",
        "It was old.\nreferences:\n  - un-charter-51",
    ),
    "addresses-name-a-page": ("URL: https://www.un.org/", "URL: https://www.un.org/en/about-us/un-charter/chapter-7"),
    "addresses-are-https": ("URL: http://www.icj-cij.org/case/70", "URL: https://www.icj-cij.org/case/70"),
    "hosts-are-not-blocked": ("URL of an unlicensed copy", "the address of the original, or none"),
    "quotations-have-a-source": (
        "He said “never in my life again”, and no reference",
        "the same with references: [interview]",
    ),
    "passages-are-short": (
        "text: a whole page of a newspaper",
        "text: the sentence that the note relies on",
    ),
    "passages-name-their-place": (
        "passages:\n  - text: the words of paragraph 195",
        "passages:\n  - at: para. 195\n    text: the words of paragraph 195",
    ),
    "confirmed-notes-have-passages": (
        "references:\n  - icj-nicaragua-1986: para. 195\nconfidence: confirmed, and no passage at para. 195",
        "the same, with a passage at para. 195 in icj-nicaragua-1986.yml",
    ),
    "not-quotations-are-in-marks": (
        "not_quotations:\n  - {words: words that the note does not have, why: A proverb.}",
        "not_quotations:\n  - {words: an eye for an eye, why: A proverb.}",
    ),
    "passages-were-read": ("consulted: not-read and passages", "consulted: extract and passages"),
    "references-are-used": ("references/un-charter-2.yml that nothing cites", "references: [un-charter-2]"),
    "structure-fits-the-seed": ("{lines: 500, role: item} for a text of 80 lines", "{lines: 50, role: item}"),
    "dates-are-in-order": ("added: 2026-11-22\nchanged: 2026-11-21", "added: 2026-11-22\nchanged: 2026-11-23"),
    "reviewers-are-others": (
        "contributors: [ann]\nreviews:\n  - {by: ann, date: 2026-12-01, read: [un-charter-51], of: 3f9a2c1d}",
        "contributors: [ann]\nreviews:\n  - {by: bob, date: 2026-12-01, read: [un-charter-51], of: 3f9a2c1d}",
    ),
    "reviews-name-what-was-read": (
        "- {by: bob, date: 2026-12-01, of: 3f9a2c1d}",
        "- {by: bob, date: 2026-12-01, read: [un-charter-51], of: 3f9a2c1d}",
    ),
    "reviews-are-current": (
        "a note that was changed after its review",
        "a note that was changed, and then reviewed again with `annotated-reader review`",
    ),
    "seeds-have-an-article": (
        "seeds/new.txt and no article that names it",
        "annotations/new/article.yml with seed: new.txt",
    ),
}

EXPLANATIONS: Mapping[str, Explanation] = {
    **_FILES,
    **{
        name: Explanation(inspect.cleandoc(rule.__doc__ or "").splitlines()[0], *_RULES[name])
        for name, rule in RULES.items()
    },
}
"""Every name under which ``check`` can report a problem."""


def as_text(name: str) -> str:
    """Return one rule for people to read: what it requires, what breaks it and what follows it."""
    explanation = EXPLANATIONS[name]
    return (
        f"{name}\n\n{explanation.demand}\n\nWrong:\n{_indented(explanation.wrong)}\n\n"
        f"Right:\n{_indented(explanation.right)}"
    )


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
