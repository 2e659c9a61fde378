"""Suggesting a note in a real browser: from words selected to a file that `check` accepts and that marks them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page, Route, expect

from annotated_reader.checks.project import check_corpus
from annotated_reader.corpus import Corpus
from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages import RenderContext, build_pages
from annotated_reader.texts.quote_search import TextIndex
from annotated_reader.texts.seed import Span
from annotated_reader.texts.word_boundaries import has_whole_words, widen_to_words
from tests.browser.axe import SCREENS, needs_axe, violations
from tests.browser.reading import complaints_of, window
from tests.browser.serving import serve_folder
from tests.built_site import BuiltSite, built_once, parse, text_of, write_own_pages
from tests.project import TinyProject
from tests.sampling import rest_nightly

pytestmark = pytest.mark.xdist_group("suggest")

SEED = """\
He said “no”: the words were reckless 🚀🚀 and 'final'. He said it twice: C:\\new \\ #1.

Again he said “no”: the words were reckless. Then he left.

قال الأميرال إن الضربة دفاعية. ثم قال ذلك مرة أخرى، ثم قال ذلك.

The minister called it "reckless" too, and the words were reckless.

First point: nobody was told.
Second point: nobody was asked.

He didn’t tell the cafe\u0301 owner.

灯塔管理员每天 ภาษาไทย

I read this twice and agree.
"""
STRUCTURE = """\
structure:
  - {lines: 9-10, role: item}
  - {lines: 16, role: comment}
"""
NOTES = """\
- id: the-rocket
  kind: context
  title: The rocket
  quote: were reckless 🚀
  note: A rocket is shown.
  references: [charter]
  added: 2026-11-22
"""
PAGE = "articles/tiny/"
OPEN = "dialog.suggest[open]"


@dataclass(frozen=True)
class Choice:
    """Words to select: where they begin and end, each as a block's number and an offset in its text."""

    first: tuple[int, int]
    last: tuple[int, int]


def choice(number: int, words: str, before: str = "") -> Choice:
    """Choose words in a block, those that follow others where they stand twice."""
    line = [line for line in SEED.split("\n") if line][number - 1]
    start = line.index(before + words) + len(before)
    return Choice((number, start), (number, start + len(words)))


CHOICES = {
    "plain": choice(2, "Then he left"),
    "across-blocks": Choice(choice(1, "it twice").first, choice(2, "Again he said").last),
    "across-three-blocks": Choice(choice(2, "Then").first, choice(4, "The minister").last),
    "over-a-mark": choice(1, "words were reckless 🚀🚀 and"),
    "inside-a-mark": choice(1, "reckless"),
    "quotation-marks": choice(1, "“no”: the words"),
    "straight-quotation-marks": choice(4, '"reckless" too'),
    "backslashes": choice(1, "C:\\new \\ #1."),
    "emoji": choice(1, "🚀", "🚀"),
    "right-to-left": choice(3, "الضربة دفاعية"),
    "right-to-left-repeated": choice(3, "ثم قال ذلك", "، "),
    "repeated": choice(4, "the words were reckless"),
    "two-items": Choice(choice(5, "nobody was told").first, choice(6, "Second point").last),
    "white-space-at-the-ends": choice(2, " Then he "),
}
CUT = {
    "cut": (choice(4, "nister called i"), "minister called it"),
    "one-letter": (choice(5, "l", "to"), "told"),
    "with-apostrophe": (choice(7, "tel", "didn’t "), "tell"),
    "apostrophe": (choice(7, "t tel", "didn’"), "didn’t tell"),
    "punctuation": (choice(5, "irst point:"), "First point:"),
    "right-to-left": (choice(3, "ضربة دفا"), "الضربة دفاعية"),
    "across-blocks": (Choice(choice(5, "ld.").first, choice(6, "Sec").last), "told.\nSecond"),
    "accents": (choice(7, "afe", "the c"), "cafe\u0301"),
    "Han": (choice(8, "塔管"), "塔管"),
    "Thai": (choice(8, "ภาษ"), "ภาษ"),
}
"""Selections that begin or end inside a word, and the words that are meant."""
TITLE = "The words “no”: what: # they [mean]"
NOTE = 'First line: *a* # b\n\n- it\'s "so"\n\tand \\ a tab, 🚀 قال'

# Selects as a reader does; offsets count code points of a block's own text, without the numbers of notes.
SELECT = """([first, last]) => {
  const point = ([number, offset], atEnd) => {
    const walker = document.createTreeWalker(document.getElementById(`p${number}`), NodeFilter.SHOW_TEXT);
    let left = offset;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest('.ref')) continue;
      const points = [...node.data];
      const inside = left < points.length || (atEnd && left === points.length);
      if (inside) return [node, points.slice(0, left).join('').length];
      left -= points.length;
    }
  };
  getSelection().setBaseAndExtent(...point(first, false), ...point(last, true));
}"""


def write_project(folder: Path) -> Path:
    """Write a project with one article of awkward words."""
    project = TinyProject(folder)
    project.seed(SEED, STRUCTURE, NOTES)
    write_own_pages(folder)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the article of awkward words."""
    site = built_once(tmp_path_factory, "suggest", write_project)
    assert site.status == 0, site.log
    return site


@pytest.fixture(scope="module")
def served(built: BuiltSite) -> Iterator[str]:
    """Serve it."""
    with serve_folder(built.folder) as address:
        yield address


@contextmanager
def opened(chromium: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open the article in a window of its own, and fail on whatever the browser complains of."""
    with window(chromium, **{"viewport": {"width": 1000, "height": 900}, **options}) as page:
        complaints = complaints_of(page)
        page.goto(f"{address}{PAGE}")
        yield page
    assert complaints == []


def select(page: Page, chosen: Choice) -> None:
    """Select words and ask for a note on them."""
    page.evaluate(SELECT, [list(chosen.first), list(chosen.last)])
    page.locator("[data-suggest=pick]").click()
    page.locator(OPEN).wait_for()
    page.locator(f"{OPEN} .suggest-more").evaluate("more => { more.open = true; }")


def mode_button(page: Page) -> Locator:
    """Open the panel; return its button that puts a button at each paragraph."""
    page.locator(".panel").evaluate("panel => panel.open = true")
    return page.locator("[data-suggest=mode]")


def field(page: Page, name: str) -> str:
    """Return what stands in a field."""
    return page.locator(f"{OPEN} [name={name}]").first.input_value()


def fill(page: Page, **values: str) -> None:
    """Fill fields of the dialog in."""
    for name, value in values.items():
        page.locator(f"{OPEN} [name={name}]").last.fill(value)


def way(page: Page, name: str) -> dict[str, str]:
    """Read the address of a way out: its query, with the path under ``path``."""
    address = urlsplit(page.locator(f"{OPEN} [data-way={name}]").get_attribute("href") or "")
    return {"path": address.path, **{key: values[0] for key, values in parse_qs(address.query).items()}}


def complaints(page: Page) -> list[str]:
    """Return what the dialog says that `check` would say."""
    return page.locator(f"{OPEN} .suggest-problems li").all_text_contents()


@dataclass(frozen=True)
class Suggested:
    """A project with the notes that were suggested, and its article's page."""

    corpus: Corpus
    page: BeautifulSoup


@pytest.fixture(scope="module")
def suggested(chromium: Browser, served: str, built: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Suggested:
    """Suggest a note for each choice, write what the link holds to files as GitHub would, and render that project."""
    folder = tmp_path_factory.mktemp("suggested") / "project"
    shutil.copytree(built.project, folder)
    with opened(chromium, served) as page:
        for name, chosen in CHOICES.items():
            select(page, chosen)
            fill(page, title=f"{name}: {TITLE}", note=NOTE, reference="charter: para. 2", contributor="@octocat")
            assert complaints(page) == ["Nothing to complain of."], name
            file = way(page, "file")
            assert file["path"] == "/example/some-repo/new/main"
            (folder / "annotations/tiny" / f"{name}.yml").write_text(
                file["value"].replace(Path(file["filename"]).stem, name), "utf-8"
            )
            assert file["filename"].startswith("annotations/tiny/")
            page.keyboard.press("Escape")
            page.locator(OPEN).wait_for(state="detached")
            page.evaluate("localStorage.clear()")  # of the draft
    corpus = load_corpus(folder)
    (html,) = (made.html for made in build_pages(RenderContext(corpus, SiteInfo())) if made.url == PAGE)
    return Suggested(corpus, parse(html))


def test_what_is_suggested_passes_check(suggested: Suggested) -> None:
    assert [problem.message for problem in check_corpus(suggested.corpus).problems] == []


@pytest.mark.parametrize("name", CHOICES)
def test_the_words_selected_are_the_words_marked(suggested: Suggested, name: str) -> None:
    (first, start), (last, end) = CHOICES[name].first, CHOICES[name].last
    page = suggested.page
    texts = [text_of(block) for number in range(first, last + 1) for block in page.select(f"#p{number}")]
    texts[-1] = texts[-1][:end]
    texts[0] = texts[0][start:]
    marked = [text_of(mark) for mark in page.select(f'.mark[data-note="{name}"]')]
    assert "".join(marked) == "".join(texts).strip()
    note = suggested.corpus.notes_by_id[name]
    assert note.blocks[0].number == first
    assert note.span.start == note.blocks[0].span.start + start + (name == "white-space-at-the-ends")


@pytest.mark.parametrize("name", CHOICES)
def test_title_note_and_source_arrive_as_they_were_written(suggested: Suggested, name: str) -> None:
    data = suggested.corpus.notes_by_id[name].data
    assert data.title == f"{name}: {TITLE}"
    assert data.note == NOTE
    assert [(cited.id, cited.pinpoint) for cited in data.references] == [("charter", "para. 2")]
    assert data.contributors == ("octocat",)


def test_the_context_is_the_one_that_the_build_would_give(chromium: Browser, served: str, built: BuiltSite) -> None:
    seed = built.corpus.articles_by_slug["tiny"].seed
    index = TextIndex(seed.text, seed.span)
    spans = [
        widen_to_words(seed.text, Span(start, start + length), seed.span)
        for start in range(0, 215, 3)
        for length in (1, 4, 9, 23)
    ]
    wanted = [
        {key: words for key, words in (("prefix", told.prefix), ("suffix", told.suffix)) if words}
        for told in map(index.told_apart, spans)
    ]
    with opened(chromium, served) as page:
        found = page.evaluate(
            """async (spans) => {
              const {readText, toldApart} = await import('../../assets/reader/suggest-note.js');
              const text = readText((await (await fetch('suggest.json')).json()).blocks);
              const at = (offset) => [...text.text].slice(0, offset).join('').length;
              return spans.map(([start, end]) => toldApart(text, [at(start), at(end)]) ?? {});
            }""",
            [[span.start, span.end] for span in spans],
        )
    assert sum(bool(each) for each in wanted) > 100
    assert found == wanted


@pytest.mark.parametrize("name", rest_nightly(CUT, 2))
def test_a_selection_is_widened_to_whole_words(chromium: Browser, served: str, name: str) -> None:
    chosen, words = CUT[name]
    with opened(chromium, served) as page:
        select(page, chosen)
        fill(page, title="A title", note="A note.", unsourced="Seen by all.")
        assert field(page, "words") == words
        assert way(page, "issue")["quote"] == words
        assert complaints(page) == ["Nothing to complain of."]


def test_words_typed_that_begin_or_end_inside_a_word_are_refused_with_the_whole_words(
    chromium: Browser, served: str
) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["plain"])
        fill(page, title="A title", note="A note.", unsourced="Seen by all.", words="hen he le")
        assert complaints(page) == ["These words begin or end inside a word. The whole words are: “Then he left”"]
        assert page.locator(f"{OPEN} pre").text_content() == ""
        fill(page, words="Then he left")
        assert complaints(page) == ["Nothing to complain of."]


@pytest.mark.parametrize("segmenter", [True, False], ids=["with Intl.Segmenter", "without it"])
def test_words_begin_and_end_where_the_build_says(
    chromium: Browser, served: str, built: BuiltSite, segmenter: bool
) -> None:
    seed = built.corpus.articles_by_slug["tiny"].seed
    spans = [
        Span(start, start + length)
        for start in range(len(seed.text) - 9)
        for length in (1, 2, 9)
        if not seed.text[start].isspace() and not seed.text[start + length - 1].isspace()
    ]
    with opened(chromium, served) as page:
        found = page.evaluate(
            """async ([spans, segmenter]) => {
              if (!segmenter) Intl.Segmenter = undefined;
              const {readText, toWords} = await import('../../assets/reader/suggest-note.js');
              const {text} = readText((await (await fetch('suggest.json')).json()).blocks);
              const at = (offset) => [...text].slice(0, offset).join('').length;
              return spans.map(([start, end]) => toWords(text, [at(start), at(end)]).map(
                (place) => [...text.slice(0, place)].length));
            }""",
            [[[span.start, span.end] for span in spans], segmenter],
        )
    assert len(spans) > 700
    for span, (start, end) in zip(spans, found, strict=True):
        wanted = widen_to_words(seed.text, span, seed.span)
        assert has_whole_words(seed.text, Span(start, end))
        assert start <= wanted.start
        assert end >= wanted.end
        assert segmenter or (start, end) == (wanted.start, wanted.end)


ADDRESS = "https://www.example.org/papers/On_Pines.html?page=2"


def test_a_source_that_is_no_reference_yet_is_described_in_a_file_that_passes_check(
    chromium: Browser, served: str, built: BuiltSite, tmp_path: Path
) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["plain"])
        fill(page, title="A title", note="A note.", reference=f"{ADDRESS}: p. 3")
        assert complaints(page) == [
            "“www.example.org” is not among this site’s references yet; the file says how to add it."
        ]
        file = way(page, "file")
    folder = tmp_path / "project"
    shutil.copytree(built.project, folder)
    (folder / file["filename"]).write_text(file["value"], "utf-8")
    assert [problem.message for problem in check_corpus(load_corpus(folder)).problems] == []
    described = [line.removeprefix("  #   ") for line in file["value"].splitlines() if line.startswith("  #   ")]
    assert 'references: [example-on-pines: "p. 3"]' in file["value"]
    assert described[:2] == ["id: example-on-pines", "type: webpage"]
    assert f'URL: "{ADDRESS}"' in described


def test_a_described_source_is_a_reference_once_it_is_filled_in(
    chromium: Browser, served: str, built: BuiltSite, tmp_path: Path
) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["plain"])
        fill(page, title="A title", note="A note.", reference=ADDRESS)
        written = way(page, "file")["value"]
    folder = tmp_path / "project"
    shutil.copytree(built.project, folder)
    lines = [line.removeprefix("  #   ") for line in written.splitlines() if line.startswith("  #   ")]
    filled = {"standing: …": "standing: analysis", "consulted: …": "consulted: original"}
    lines = [next((new for old, new in filled.items() if line.startswith(old)), line) for line in lines]
    text = "\n".join(lines).replace("…", "On pines")
    (folder / "annotations/references/example-on-pines.yml").write_text(f"{text}\n", "utf-8")
    assert [problem.rule for problem in check_corpus(load_corpus(folder)).problems] == ["references-are-used"]


def test_an_issue_holds_all_that_the_form_asks_for(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["repeated"])
        fill(page, title="A title", note="A note.", unsourced="Seen by all.")
        issue = way(page, "issue")
    assert issue["path"] == "/example/some-repo/issues/new"
    assert issue["template"] == "note.yml"
    assert {key: issue[key] for key in ("article", "quote", "prefix", "kind", "point", "note", "unsourced")} == {
        "article": "tiny", "quote": "the words were reckless", "prefix": "and", "kind": "Context",
        "point": "A title", "note": "A note.", "unsourced": "Seen by all.",
    }  # fmt: skip


@pytest.fixture(scope="module")
def begun(chromium: Browser, served: str) -> Iterator[Page]:
    """Return a page on which a suggestion is begun."""
    with opened(chromium, served) as page:
        select(page, CHOICES["plain"])
        yield page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Say what is missing, in one sentence."),
        ({"title": "x" * 91}, "The title has 91 characters; at most 90 are read."),
        ({"title": "It ends."}, "The title ends with a full stop."),
        ({"note": ""}, "Your words are missing."),
        ({"note": "word " * 121}, "The note has 121 words; at most 120 are read."),
        ({"unsourced": ""}, "The note names no reference and no reason for having none."),
        ({"reference": "no-such"}, "“no-such” is no reference of this site. In an issue, any source may be named."),
        ({"contributor": "two words"}, "This is no GitHub name."),
        ({"words": "not in the text"}, "These words do not stand in the text."),
        ({"words": "I read this twice"}, "A note may not stand on a reader’s comment."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_check_would_say_is_said_at_once(begun: Page, values: dict[str, str], said: str) -> None:
    sound = {"title": "A title", "note": "A note.", "unsourced": "Seen by all."}
    for cited in begun.locator(f"{OPEN} [name=reference]").all():
        cited.fill("")
    fill(begun, contributor="", words="Then he left", **sound)
    assert complaints(begun) == ["Nothing to complain of."]
    fill(begun, **values)
    assert complaints(begun) == [said]


@pytest.mark.parametrize(
    ("kind", "said"),
    [("fact-check", "A fact-check needs a claim."), ("quotation", "A quotation needs an event that has its words.")],
)
def test_a_kind_that_needs_more_says_so(chromium: Browser, served: str, kind: str, said: str) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["plain"])
        fill(page, title="A title", note="A note.", unsourced="Seen by all.")
        page.locator(f"{OPEN} [name=kind]").select_option(kind)
        assert complaints(page) == [said]
        page.locator(f"{OPEN} [name=claim]").select_option("strike-is-doctrine")
        page.locator(f"{OPEN} [name=event]").select_option("interview-printed")
        assert complaints(page) == ["Nothing to complain of."]
        assert 'claim: {id: "strike-is-doctrine", stance: asserts}' in way(page, "file")["value"]


def test_a_draft_survives_a_reload(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["repeated"])
        fill(page, title="A title", note="A note.", reference="charter")
        page.reload()
        mode_button(page).click()
        page.get_by_role("button", name="Continue your draft").click()
        page.locator(OPEN).wait_for()
        assert [field(page, name) for name in ("title", "note", "reference", "words")] == [
            "A title", "A note.", "charter", "the words were reckless",
        ]  # fmt: skip
        assert way(page, "issue")["prefix"] == "and"


def test_an_address_that_is_too_long_says_why_it_is_off(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        select(page, CHOICES["plain"])
        fill(page, title="A title", note="ж" * 1_990, unsourced="Seen by all.")
        for name in ("issue", "file"):
            link = page.locator(f"{OPEN} [data-way={name}]")
            expect(link).to_be_visible()
            expect(link).not_to_have_attribute("href", "")
            assert link.get_attribute("href") is None
            assert "too long for an address" in (link.locator("xpath=following-sibling::span").text_content() or "")
        assert page.locator(f"{OPEN} [data-way=copy]").is_enabled()


def test_the_file_can_be_downloaded_and_copied_under_the_policy(chromium: Browser, served: str) -> None:
    with opened(chromium, served, permissions=["clipboard-read", "clipboard-write"]) as page:
        select(page, CHOICES["plain"])
        fill(page, title="Down it goes", note="A note.", unsourced="Seen by all.")
        wanted = way(page, "file")["value"]
        with page.expect_download() as download:
            page.locator(f"{OPEN} [data-way=save]").click()
        assert download.value.suggested_filename == "down-it-goes.yml"
        assert Path(download.value.path()).read_text("utf-8") == wanted
        page.locator(f"{OPEN} [data-way=copy]").click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == wanted


def test_suggest_mode_needs_no_pointer(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        mode_button(page).focus()
        page.keyboard.press("Enter")
        button = page.get_by_role("button", name="Suggest a note on: Again he said")
        button.focus()
        page.keyboard.press("Enter")
        page.locator(OPEN).wait_for()
        assert field(page, "words") == "Again he said “no”: the words were reckless. Then he left."
        fill(page, words="the words   were reckless")
        assert way(page, "issue")["suffix"] == "."
        page.keyboard.press("Escape")
        expect(page.locator("dialog.suggest")).to_be_hidden()
        expect(button).to_be_focused()
        mode_button(page).click()
        expect(page.locator(".suggest-block")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_offer_stands_right_below_the_words(chromium: Browser, served: str, width: int) -> None:
    with opened(chromium, served, viewport={"width": width, "height": 700}, has_touch=True) as page:
        page.evaluate(SELECT, [list(CHOICES["plain"].first), list(CHOICES["plain"].last)])
        offer = page.locator("[data-suggest=pick]")
        offer.wait_for()
        box = offer.bounding_box()
        words = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
        end = page.evaluate("document.querySelector('.text').getBoundingClientRect().right")
        assert box
        assert 0 <= box["y"] - words["bottom"] < 24
        assert box["x"] == pytest.approx(min(words["left"], end - box["width"]), abs=1)
        assert box["height"] >= 44
        offer.tap()
        page.locator(OPEN).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), rest_nightly(SCREENS))
def test_axe_finds_nothing_in_the_dialog_and_in_suggest_mode(
    chromium: Browser, served: str, scheme: str, width: int
) -> None:
    with opened(chromium, served, viewport={"width": width, "height": 844}, color_scheme=scheme) as page:
        mode_button(page).click()
        page.locator(".suggest-block").first.wait_for()
        assert violations(page) == []
        select(page, CHOICES["plain"])
        page.locator(f"{OPEN} .suggest-file summary").click()
        assert violations(page) == []


def test_nothing_of_it_is_loaded_before_it_is_used(chromium: Browser, served: str) -> None:
    asked: list[str] = []
    with window(chromium) as page:
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
        page.goto(f"{served}{PAGE}", wait_until="networkidle")
    assert "site.js" in asked
    assert [name for name in asked if "suggest" in name] == []


def test_without_a_repository_the_ways_to_github_say_why_they_are_off(chromium: Browser, served: str) -> None:
    def forget(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "newFile": "", "newIssue": ""})

    with window(chromium) as page:
        page.route("**/data/suggest.json", forget)
        page.goto(f"{served}{PAGE}")
        select(page, CHOICES["plain"])
        for name in ("issue", "file"):
            link = page.locator(f"{OPEN} [data-way={name}]")
            assert link.get_attribute("href") is None
            expect(link.locator("xpath=following-sibling::span")).to_have_text("Off: this site names no repository.")
