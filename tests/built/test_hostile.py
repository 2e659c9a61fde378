"""A site of nothing but payloads: all that is accepted stands there as words, in the built files as in the browser.

What the pages must not hold is checked here on the parsed files; `tests/browser` opens each of them.
"""

from __future__ import annotations

import csv
import json
import sys
from xml.etree import ElementTree

import pytest

from annotated_reader.texts.markdown import link_is_allowed, render_note
from tests.built.hostile_texts import PAYLOADS, REFUSED_LINKS, write_hostile_texts
from tests.built.test_every_page import (
    test_a_strict_build_is_clean,
    test_every_page_describes_itself,
    test_every_page_has_one_main_heading,
    test_no_element_runs_a_script_on_an_event_or_a_link,
    test_no_id_stands_twice_on_a_page,
    test_no_page_changes_the_base_of_its_links_or_sends_its_reader_on,
    test_no_page_has_a_script_or_a_style_of_its_own_in_it,
    test_nothing_is_loaded_from_another_host,
    test_one_policy_allows_own_scripts_alone_on_every_page,
)
from tests.built_site import BuiltSite, built_once, elements, parse
from tests.project import TinyProject

__all__ = [
    "test_a_strict_build_is_clean",
    "test_every_page_describes_itself",
    "test_every_page_has_one_main_heading",
    "test_no_element_runs_a_script_on_an_event_or_a_link",
    "test_no_id_stands_twice_on_a_page",
    "test_no_page_changes_the_base_of_its_links_or_sends_its_reader_on",
    "test_no_page_has_a_script_or_a_style_of_its_own_in_it",
    "test_nothing_is_loaded_from_another_host",
    "test_one_policy_allows_own_scripts_alone_on_every_page",
]

pytestmark = pytest.mark.xdist_group("hostile")
NOTE = """\
- id: one
  kind: wording
  title: A title
  quote: a strike could be
  note: {note}
  added: 2026-11-22
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the site of payloads."""
    return built_once(tmp_path_factory, "hostile-texts", write_hostile_texts)


def test_every_payload_stands_on_its_articles_page_as_it_was_written(site: BuiltSite) -> None:
    page = site.pages["articles/articles-of-harm/"]
    words = {" ".join(note.get_text().split()) for note in page.select(".note-title")}
    assert {" ".join(payload[:90].rstrip(".").split()) for payload in PAYLOADS.values()} <= words
    assert [block.get_text()[:30] for block in page.select(".block")] == [
        f"{name} {' '.join(payload.split())} end"[:30] for name, payload in PAYLOADS.items()
    ]


def test_every_link_of_a_payload_leads_to_the_web_or_stays(site: BuiltSite) -> None:
    elsewhere = {
        str(link["href"])
        for _, link in elements(site, "#content a[href]")
        if ":" in str(link["href"]) and not str(link["href"]).startswith(("https://", "http://", "mailto:"))
    }
    assert elsewhere == set()


def test_data_in_pages_and_beside_them_is_whole(site: BuiltSite) -> None:
    found = [json.loads(tag.get_text()) for _, tag in elements(site, "script[type='application/ld+json']")]
    assert len(found) > len(PAYLOADS) // 3
    headlines = {thing["isBasedOn"]["headline"] for thing in found if "isBasedOn" in thing}
    assert headlines == {PAYLOADS["closes-json-ld"]}
    for path in (*site.folder.rglob("*.json"), *site.folder.rglob("*.jsonld")):
        json.loads(path.read_text("utf-8"))
    for path in (site.folder / "feed.xml", site.folder / "sitemap.xml"):
        ElementTree.parse(path)


def test_no_cell_of_the_table_is_a_formula(site: BuiltSite) -> None:
    csv.field_size_limit(sys.maxsize)
    with (site.folder / "data/notes.csv").open(encoding="utf-8-sig", newline="") as table:
        cells = [cell for row in csv.reader(table) for cell in row]
    assert f"'{PAYLOADS['formula']}" in cells
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))] == []


@pytest.mark.parametrize("note", REFUSED_LINKS)
def test_a_link_that_could_do_harm_is_refused(project: TinyProject, note: str) -> None:
    project.write("annotations/tiny/one.yml", NOTE.format(note=json.dumps(note)))
    rules = {problem.rule for problem in project.problems()}
    assert rules and rules <= {"links-in-notes-are-safe", "links-in-notes-are-whole", "yaml-syntax"}


@pytest.mark.parametrize("note", REFUSED_LINKS)
def test_a_link_that_was_refused_does_no_harm_where_it_is_rendered_all_the_same(note: str) -> None:
    page = parse(render_note(note, "../../"))
    assert [link["href"] for link in page.select("[href]") if not link_is_allowed(str(link["href"]))] == []
    assert {tag.name for tag in page.find_all()} <= {"p", "a", "em", "strong", "code"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        pytest.param("../annotations/tiny/article.yml", "schema", id="a-path"),
        pytest.param("..", "seed-missing", id="the-folder-above"),
        pytest.param("/etc/passwd", "schema", id="an-absolute-path"),
        pytest.param("..\\..\\secret.txt", "schema", id="backslashes"),
        pytest.param("linked.txt", "seed-missing", id="a-link-out"),
        pytest.param("linked-folder", "seed-missing", id="a-link-to-a-folder"),
        pytest.param("tiny.txt/../../secret.txt", "schema", id="through-a-file"),
        pytest.param("CON", "seed-missing", id="a-device"),
        pytest.param("%2e%2e%2fsecret.txt", "seed-missing", id="percent"),
        pytest.param("．．／secret.txt", "seed-missing", id="wide"),
    ],
)
def test_a_seed_lies_in_its_folder_and_nowhere_else(
    project: TinyProject, tmp_path_factory: pytest.TempPathFactory, name: str, rule: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("the secret words")
    (project.root / "seeds/linked.txt").symlink_to(outside / "secret.txt")
    (project.root / "seeds/linked-folder").symlink_to(outside)
    project.edit("annotations/tiny/article.yml", "seed: tiny.txt", f"seed: {json.dumps(name)}")
    problems = project.problems()
    assert rule in {problem.rule for problem in problems}
    assert "the secret words" not in project.printed(problems)


@pytest.mark.parametrize(
    "name", ["../x", "__proto__", "constructor.prototype", "a/b", "x\u202ey", "A", "a--b", "", "-a"]
)
@pytest.mark.parametrize("kind", ["note", "reference", "claim", "event", "person"])
def test_an_id_that_is_more_than_a_name_is_refused(project: TinyProject, kind: str, name: str) -> None:
    files = {
        "note": ("tiny/notes.yml", "- id: admiral-said"), "reference": ("references/charter.yml", "id: charter"),
        "claim": ("claims/strike-is-doctrine.yml", "id: strike-is-doctrine"),
        "event": ("events/interview-printed.yml", "id: interview-printed"),
        "person": ("people/ada-cavo.yml", "id: ada-cavo"),
    }  # fmt: skip
    file, old = files[kind]
    project.edit(f"annotations/{file}", f"{old}\n", f"{old.partition('id: ')[0]}id: {json.dumps(name)}\n")
    why = "`id` contains an invisible character" if "\u202e" in name else f"'{name}' is not an id"
    assert any(problem.rule == "schema" and problem.message.startswith(why) for problem in project.problems())


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\u200d", "\u2060", "\ufeff", "\u2028", "\u00ad", "\U000e0041", "\ue000"]
)
def test_what_can_not_be_seen_is_shown_in_what_check_says(project: TinyProject, sign: str) -> None:
    project.edit("annotations/tiny/notes.yml", "further away from our normal thinking", f"further {sign}away for ever")
    printed = project.printed()
    assert f"<U+{ord(sign):04X}>" in printed
    assert sign not in printed


def test_a_file_named_to_disguise_itself_is_named_openly(project: TinyProject) -> None:
    project.write("annotations/tiny/\u202elmy.yml", "- nothing\n")
    printed = project.printed()
    assert "annotations/tiny/<U+202E>lmy.yml:1:3" in printed
    assert "\u202e" not in printed
