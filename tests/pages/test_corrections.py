"""The corrections page tells every entry of every history, and every retraction."""

from __future__ import annotations

from bs4 import BeautifulSoup

from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages.context import RenderContext
from annotated_reader.pages.corrections import corrections, corrections_page
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
HISTORY = "history: [{date: 2026-11-24, was: It said *two* days., why: It was three.}]\n"


def _shown(project: TinyProject, contact: str = "") -> BeautifulSoup:
    (page,) = corrections_page(RenderContext(project.corpus(), SiteInfo(contact=contact)))
    return BeautifulSoup(page.html, "html.parser")


def test_without_corrections_the_page_says_so(project: TinyProject) -> None:
    assert "Nothing has been corrected" in _shown(project).get_text()


def test_each_entry_tells_what_stood_there_and_why_it_went(project: TinyProject) -> None:
    project.change("annotations/claims/strike-is-doctrine.yml", lambda text: text + HISTORY)
    page = _shown(project)
    (entry,) = page.select("li")
    assert [fact.get_text().strip() for fact in entry.select("dd")] == ["It said two days.", "It was three."]
    assert str(entry.select("a")[0]["href"]) == "../claims/strike-is-doctrine/"


def test_a_retracted_note_is_told_even_without_a_history(project: TinyProject) -> None:
    project.edit(NOTES, "  changed: 2026-11-23\n", "  changed: 2026-11-23\n  status: retracted\n")
    (entry,) = corrections(project.corpus())
    assert (entry.kind, entry.date.iso, entry.revision) == ("Note retracted", "2026-11-23", None)


def test_the_newest_correction_comes_first(project: TinyProject) -> None:
    project.change("annotations/claims/strike-is-doctrine.yml", lambda text: text + HISTORY)
    older = HISTORY.replace("2026-11-24", "2026-11-01")
    project.change("annotations/people/ada-cavo.yml", lambda text: text + older)
    assert [entry.kind for entry in corrections(project.corpus())] == ["Claim", "Person"]


def test_the_contact_address_stands_there_where_the_environment_gives_one(project: TinyProject) -> None:
    links = [str(link["href"]) for link in _shown(project, "desk@example.org").select("a")]
    assert "mailto:desk@example.org" in links
    assert not any(str(link["href"]).startswith("mailto:") for link in _shown(project).select("a"))
