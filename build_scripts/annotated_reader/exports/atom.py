"""New, changed and retracted notes as an Atom feed.

Source: RFC 4287, The Atom Syndication Format.
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

from annotated_reader.corpus import Corpus, Note, assess_note
from annotated_reader.exports.site_info import LICENCE, SiteInfo
from annotated_reader.exports.urls import article_url, note_url
from annotated_reader.formats import PartialDate
from annotated_reader.texts import render_note

PATH = "feed.xml"
NEWEST = 100
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STATES = {"retracted": "Retracted: ", "corrected": "Corrected: "}
_RIGHTS = "Notes: CC BY 4.0. The words quoted belong to the articles’ authors and are not under this licence."


def _element(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element; characters that XML 1.0 can't hold are left out."""
    element = ET.SubElement(parent, name, {key: _NOT_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NOT_XML.sub("", text) or None
    return element


def _moment(note: Note) -> str:
    """Return the day of a note's last change as a date and time, as Atom requires."""
    day = note.data.dated
    if note.data.status == "retracted" and note.data.history:
        day = max(day, *(revision.date for revision in note.data.history))
    return _midnight(day)


def _midnight(day: PartialDate) -> str:
    return f"{date(day.year, day.month or 1, day.day or 1).isoformat()}T00:00:00Z"


def feed(corpus: Corpus, site: SiteInfo) -> bytes:
    """Write the feed of the notes that were changed last, at most ``NEWEST`` of them.

    Without the site's address, entries carry ``tag:`` ids and links relative to the feed.
    """
    root = ET.Element("feed", {"xmlns": _ATOM, f"{_XML}lang": "en"})
    if site.address:
        root.set(f"{_XML}base", site.address)
    notes = sorted(corpus.notes, key=_moment, reverse=True)[:NEWEST]
    _element(root, "title", f"{site.name}: notes")
    _element(root, "id", site.address or "tag:annotated-reader,2026:feed")
    _element(root, "updated", _moment(notes[0]) if notes else "1970-01-01T00:00:00Z")
    _element(_element(root, "author"), "name", site.name)
    _element(root, "rights", _RIGHTS)
    _element(root, "link", rel="self", type="application/atom+xml", href=site.address + PATH)
    _element(root, "link", rel="alternate", type="text/html", href=site.address or "./")
    _element(root, "link", rel="license", href=LICENCE)
    for note in notes:
        _entry(root, corpus, note, site)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, corpus: Corpus, note: Note, site: SiteInfo) -> None:
    data, article = note.data, corpus.articles_by_slug[note.article]
    address = note_url(note)
    entry = _element(root, "entry")
    _element(entry, "title", _STATES.get(data.status, "Changed: " if data.changed else "") + data.title)
    _element(entry, "id", site.address + address if site.address else f"tag:annotated-reader,2026:note:{note.id}")
    _element(entry, "link", rel="alternate", type="text/html", href=site.address + address)
    _element(entry, "published", _midnight(data.added))
    _element(entry, "updated", _moment(note))
    _element(entry, "category", term=data.kind.value, label=data.kind.label)
    _element(entry, "summary", f"{_known_of(corpus, note)}A note on: {article.data.title}")
    if data.status == "retracted":
        text = " ".join(revision.why for revision in data.history) or "The note has been retracted."
        _element(entry, "content", text, type="text")
    else:
        _element(
            entry,
            "content",
            str(render_note(data.note, site.address, site.address + article_url(note.article))),
            type="html",
        )


def _known_of(corpus: Corpus, note: Note) -> str:
    """Return what is known of the claim that a note checks, or that the note is unconfirmed, as a sentence."""
    if note.data.status == "retracted":
        return ""
    if assessment := assess_note(corpus, note):
        return f"{assessment.label}. "
    return "Unconfirmed. " if note.data.confidence == "unconfirmed" and note.data.references else ""
