"""A site of other texts, made as docs/fork.md says: its commands are run as they stand, in a fresh copy."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from tests.built_site import ADDRESS, BuiltSite, text_of
from tests.conftest import ROOT
from tests.repository.workflows import fresh_clone, with_our_tools

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.xdist_group("fork-guide"),
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is a copy without history: nothing can be cloned"),
]

# Percy Bysshe Shelley, 1818
POEM = """\
Ozymandias

I met a traveller from an antique land,
Who said—“Two vast and trunkless legs of stone
Stand in the desert. . . . Near them, on the sand,
Half sunk a shattered visage lies, whose frown,
And wrinkled lip, and sneer of cold command,
Tell that its sculptor well those passions read
Which yet survive, stamped on these lifeless things,
The hand that mocked them, and the heart that fed;
And on the pedestal, these words appear:
My name is Ozymandias, King of Kings;
Look on my Works, ye Mighty, and despair!
Nothing beside remains. Round the decay
Of that colossal Wreck, boundless and bare
The lone and level sands stretch far away.”
"""
# written for this test
ARABIC = """\
الميناء القديم

كان الميناء القديم صغيرا، وكانت السفن تأتي إليه في الصيف فقط.

قال الحارس: «لا أحد يسأل عن الضوء إلا حين ينطفئ.»
"""
CHAPTERS = 40
WORDS = 80_000
_VOCABULARY = re.findall(r"[a-z]{3,}", POEM)


def book() -> str:
    """Write a book of random words: a table of contents, then chapters of paragraphs."""
    chance = random.Random(1818)
    titles = [f"Chapter {number}. The {chance.choice(_VOCABULARY).title()}" for number in range(1, CHAPTERS + 1)]
    parts = ["The Keeper of the Lamp", "Contents", "\n".join(titles)]
    for title in titles:
        parts.append(title)
        for _ in range(20):
            parts.append(" ".join(chance.choices(_VOCABULARY, k=WORDS // CHAPTERS // 20 + 1)).capitalize() + ".")
    return "\n\n".join(parts) + "\n"


def commands() -> str:
    """Take the shell commands from the guide's part on other texts."""
    guide = (ROOT / "docs/fork.md").read_text("utf-8")
    part = guide.split("## A site of other texts")[1].split("\n## ")[0]
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", part, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Follow the guide in a fresh copy, and give the site that it leads to."""
    folder = tmp_path_factory.mktemp("fork")
    copy = fresh_clone(folder / "copy")
    (copy / ".venv").symlink_to(sys.prefix)
    (folder / "texts").mkdir()
    for name, text in {"ozymandias": POEM, "old-harbour": ARABIC, "keeper": book()}.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-e", "-c", commands()],
        cwd=copy,
        env={**with_our_tools(copy), "PYTHONPATH": str(copy), "SITE_URL": ADDRESS},
        capture_output=True,
        text=True,
        check=False,
    )
    return BuiltSite(copy, copy / "site", done.returncode, done.stdout + done.stderr)


def blocks(page: BeautifulSoup) -> list[str]:
    """List an article's lines as the page shows them."""
    return [text_of(block) for block in page.select("article.reader .block")]


def test_every_command_of_the_guide_succeeds_and_the_check_finds_nothing(fork: BuiltSite) -> None:
    assert fork.status == 0, fork.log
    checks = [line for line in fork.log.splitlines() if line.startswith("No problems in")]
    assert len(checks) == 2  # of our texts, then of the new ones
    assert fork.corpus.files == CHAPTERS + 1 + 2 + 3


def test_nothing_of_our_texts_is_left(fork: BuiltSite) -> None:
    assert {article.data.seed for article in fork.corpus.articles} == {
        "ozymandias.txt", "old-harbour.txt", "keeper.txt"
    }  # fmt: skip
    home = fork.pages[""]
    assert home.title and home.title.get_text() == "Three texts"


def test_a_poem_shows_its_verses_as_lines_of_a_stanza(fork: BuiltSite) -> None:
    page = fork.pages["articles/ozymandias/"]
    (stanza,) = page.select("article.reader .stanza")
    assert [text_of(line) for line in stanza.select(".block--verse")] == POEM.splitlines()[2:]
    assert page.h1 and text_of(page.h1) == "Ozymandias"


def test_the_note_on_the_poem_stands_after_its_words_with_its_source(fork: BuiltSite) -> None:
    page = fork.pages["articles/ozymandias/"]
    (reference,) = page.select("article.reader .stanza .ref")
    (note,) = page.select("details.note")
    assert "Ozymandias, King of Kings" in text_of(reference.find_parent(class_="block") or page)
    assert note.select("#ozymandias-is-ramesses")
    assert note.select_one("a[href$='references/diodorus/']")


def test_an_arabic_text_runs_from_right_to_left_and_our_words_in_it_from_left_to_right(fork: BuiltSite) -> None:
    (article,) = fork.pages["articles/old-harbour/"].select("article.reader")
    assert (article["lang"], article["dir"]) == ("ar", "rtl")
    assert [text_of(block) for block in article.select(".block")] == [line for line in ARABIC.splitlines() if line]
    ours = article.select("details.note > summary, details.note > .note-body")
    assert [(part.get("lang"), part.get("dir")) for part in ours] == [("en", "ltr")] * 2


def test_a_book_has_a_page_for_each_chapter_and_none_of_its_words_is_lost(fork: BuiltSite) -> None:
    text = book()
    assert len(text.split()) >= WORDS
    pages = [fork.pages[f"articles/keeper-{number:02}/"] for number in range(CHAPTERS + 1)]
    assert [line for page in pages for line in blocks(page)] == [line for line in text.splitlines() if line]
    titles = [page.h1 and text_of(page.h1) for page in pages]
    assert titles == ["The Keeper of the Lamp", *text.splitlines()[4 : 4 + CHAPTERS]]
    assert sorted(path.name for path in (fork.project / "seeds").glob("*.txt")) == [
        "keeper.txt", "old-harbour.txt", "ozymandias.txt"
    ]  # fmt: skip


def test_every_link_of_the_new_site_leads_somewhere(fork: BuiltSite) -> None:
    links = [(str(link["href"]), address) for address, page in fork.pages.items() for link in page.select("a[href]")]
    assert len(links) > 1_000
    assert {link: why for link, address in links if (why := fork.dead_end(link, address))} == {}
