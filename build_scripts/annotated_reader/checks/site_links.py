"""Links to places inside the site lead to pages, notes and paragraphs that exist.

Pages that a site's owner writes by hand are looked for in ``docs/``, where there is such a folder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from annotated_reader.checks.deleted_notes import deletion_hint
from annotated_reader.checks.id_index import IdIndex, SiteLink
from annotated_reader.support import Problem, Severity, nearest_word

_LISTS = frozenset({"articles", "references", "claims", "events", "people"})
"""What has a page for each entity; the timeline lists the events, the others have pages of their own that list them."""
_NO_LIST_PAGE = frozenset({"events"})
_ON_REFERENCE_PAGES = frozenset({"citation", "words", "told"})
"""The ids that every reference's page may have, besides those of its passages."""
_GENERATED = frozenset({"compare", "corrections", "data", "notes", "state", "timeline"})


def links_in_notes_resolve(ids: IdIndex) -> Iterator[Problem]:
    """A link to a place on this site leads to a page, a note or a paragraph that exists."""
    places = _Places(ids)
    for link in ids.site_links:
        if found := places.fault(link):
            message, hint, severity = found
            yield Problem(link.place, "links-in-notes-resolve", message, hint, severity)


class _Places:
    """The pages of the site and the anchors on the pages of articles and references."""

    def __init__(self, ids: IdIndex) -> None:
        self.ids = ids
        self.pages: Mapping[str, Collection[str]] = {
            "articles": ids.articles,
            "references": ids.known["reference"],
            "claims": ids.known["claim"],
            "events": ids.known["event"],
            "people": ids.known["person"],
        }
        self.notes = {note_id: place.file.split("/")[1] for note_id, place in ids.notes}
        self.deleted = {(note.place.file.split("/")[1], note.id): note for note in ids.deleted}
        self.notes_of: dict[str, list[str]] = {}
        for note_id, slug in self.notes.items():
            self.notes_of.setdefault(slug, []).append(note_id)

    def fault(self, link: SiteLink) -> tuple[str, str, Severity] | None:
        """Return what is wrong with a link: the message, the hint and how bad it is."""
        path, _, anchor = link.target.partition("#")
        if not path:
            return self._anchor_fault(link.article, anchor, link.target)
        kind, *rest = path.strip("/").split("/")
        if kind in _LISTS and (rest or kind in _NO_LIST_PAGE):
            return self._page_fault(kind, "/".join(rest), anchor, link.target)
        if kind in _GENERATED and rest and not rest[-1].isdigit() and not self._is_document(path.strip("/")):
            return f"the link leads to '{link.target}', but there is no such page", f"Link to /{kind}/.", Severity.ERROR
        return None if kind in {"", *_LISTS, *_GENERATED} else self._document_fault(path.strip("/"), link.target)

    def _page_fault(self, kind: str, name: str, anchor: str, target: str) -> tuple[str, str, Severity] | None:
        if name in self.ids.faulty_ids or (kind == "articles" and self._is_article(name)):
            return self._anchor_fault(name, anchor, target) if name in self.ids.articles else None
        if name in self.pages[kind]:
            return self._passage_fault(name, anchor, target) if kind == "references" else None
        nearest = nearest_word(name, self.pages[kind]) if name else None
        hint = (
            f"Did you mean '/{kind}/{nearest}/'?"
            if nearest
            else f"Link to /{kind}/<id>/ with the id of one that exists."
        )
        return f"the link leads to '{target}', but there is no such page", hint, Severity.ERROR

    def _passage_fault(self, name: str, anchor: str, target: str) -> tuple[str, str, Severity] | None:
        passages = self.ids.passages.get(name, ())
        if not anchor or anchor in passages or anchor in _ON_REFERENCE_PAGES:
            return None
        message = f"the link leads to '{target}', but no words of '{name}' are kept under that name"
        nearest = nearest_word(anchor, passages)
        hint = f"Did you mean '/references/{name}/#{nearest}'?" if nearest else f"Link to /references/{name}/."
        return message, hint, Severity.ERROR

    def _is_article(self, name: str) -> bool:
        """Return whether there is such an article, with mistakes perhaps."""
        return name in self.ids.articles or (self.ids.root / "annotations" / name / "article.yml").is_file()

    def _anchor_fault(self, slug: str | None, anchor: str, target: str) -> tuple[str, str, Severity] | None:
        if slug is None:
            message = f"the link leads to '{target}', but this text is not on an article's page"
            return message, "Name the page as well: /articles/<article>/#<note>.", Severity.ERROR
        note_id = anchor.removeprefix("ref_")
        if (
            not anchor
            or self.notes.get(note_id) == slug
            or note_id in self.ids.faulty_ids
            or self._is_block(slug, anchor)
        ):
            return None
        if deleted := self.deleted.get((slug, anchor)):
            return f"the link leads to '{target}', a note that was deleted", deletion_hint(deleted), Severity.ERROR
        message = f"the link leads to '{target}', but the article '{slug}' has no such note or paragraph"
        if other := self.notes.get(note_id):
            return message, f"The note is at /articles/{other}/#{anchor}.", Severity.ERROR
        nearest = nearest_word(note_id, self.notes_of.get(slug, ()))
        hint = f"Did you mean '#{nearest}'?" if nearest else "Link to a note's id, or to a paragraph: #p3."
        return message, hint, Severity.ERROR

    def _is_block(self, slug: str, anchor: str) -> bool:
        number = anchor[1:]
        known = slug in self.ids.articles and number.isdigit() and number[0] != "0" and len(number) < 9
        return anchor[0] == "p" and known and int(number) <= self.ids.articles[slug]

    def _document_fault(self, path: str, target: str) -> tuple[str, str, Severity] | None:
        if not (self.ids.root / "docs").is_dir() or self._is_document(path):
            return None
        return (
            f"the link leads to '{target}', but docs/{path}.md does not exist",
            "Check the address; pages of articles begin with /articles/.", Severity.WARNING,
        )  # fmt: skip

    def _is_document(self, path: str) -> bool:
        docs = self.ids.root / "docs"
        return (docs / f"{path}.md").is_file() or (docs / path / "index.md").is_file()
