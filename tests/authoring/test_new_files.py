"""``new`` and ``note``: files to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotated_reader.authoring.importers.saved_page import FoundText, read_page, read_plain
from annotated_reader.authoring.new_files import article_file, seed_of
from annotated_reader.checks.project import check_corpus
from annotated_reader.cli import main
from annotated_reader.corpus.load import load_corpus
from annotated_reader.formats.schema import Role
from tests.project import SEED, TinyProject

PAGE = """<!doctype html><html lang="en-GB"><head><title>The Daily | The Story</title>
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
"headline": "The Story: what's up", "author": [{"name": "Ann Author"}, {"name": "Bob"}],
"datePublished": "2025-06-11T10:00:00Z", "publisher": {"name": "The Daily"}}]}</script>
<link rel="canonical" href="https://daily.example.org/story"></head><body><nav>Menu</nav>
<article><h1>The Story: what's up</h1><p>By Ann Author</p><p>First <b>para</b>graph.<br>Second&nbsp;line.</p>
<h2>What followed</h2><ul><li>one</li><li><p>two</p></li></ul>
<figure><img src=x><figcaption>A caption</figcaption></figure>
<blockquote><p>Quoted words</p></blockquote><script>alert(1)</script><form><button>Subscribe</button></form>
<aside>Read also</aside></article><footer>Imprint</footer></body></html>"""


@pytest.fixture
def run(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("GITHUB_ACTOR", raising=False)
    return Runner(project)


class Runner:
    """Runs the command line in a project."""

    def __init__(self, project: TinyProject) -> None:
        self.project = project

    def __call__(self, *arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result


def roles(found: FoundText) -> list[tuple[str, str]]:
    """List a text's lines with the roles that were proposed."""
    return [(line.role.value, line.text) for line in found.lines if line.text]


def test_a_saved_page_gives_its_text_and_what_it_says_of_itself() -> None:
    found = read_page(PAGE)
    assert (found.title, found.authors, found.publisher) == ("The Story: what's up", ("Ann Author", "Bob"), "The Daily")
    assert (found.published, found.url, found.language) == ("2025-06-11", "https://daily.example.org/story", "en-GB")
    assert roles(found) == [
        ("title", "The Story: what's up"),
        ("byline", "By Ann Author"),
        ("paragraph", "First paragraph."),
        ("paragraph", "Second line."),
        ("heading", "What followed"),
        ("item", "one"),
        ("item", "two"),
        ("caption", "A caption"),
        ("quotation", "Quoted words"),
        ("furniture", "Read also"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta property="og:title" content="T"><meta name="author" content="A">'
            '<meta property="article:published_time" content="2025-06-01">'
            '<meta property="og:url" content="https://e.org/x"><meta property="og:site_name" content="P">',
            ("T", ("A",), "P", "2025-06-01", "https://e.org/x"),
        ),
        (
            '<meta name="citation_title" content="T"><meta name="citation_author" content="A">'
            '<meta name="citation_author" content="B"><meta name="citation_publication_date" content="2025/06">',
            ("T", ("A", "B"), "", "2025-06", ""),
        ),
        ("<title>T</title>", ("T", (), "", "", "")),
        (
            '<script type="application/ld+json">{"@type": "Article", "headline": 5, "author": "A"}</script>',
            ("", ("A",), "", "", ""),
        ),
        (
            '<script type="application/ld+json">{broken</script><link rel="canonical" href="javascript:x">',
            ("", (), "", "", ""),
        ),
    ],
    ids=["open graph", "highwire", "title element", "json-ld of odd types", "broken json-ld"],
)
def test_metadata_is_taken_from_where_a_page_has_it(head: str, expected: tuple[object, ...]) -> None:
    found = read_page(f"<html><head>{head}</head><body><p>Words.</p></body></html>")
    assert (found.title, found.authors, found.publisher, found.published, found.url) == expected


def test_a_page_nested_thousands_deep_is_read() -> None:
    deep = "<div>" * 3_000 + "Words." + "</div>" * 3_000
    assert read_page(f"<html><body><p>Before.</p>{deep}</body></html>").lines[0].text == "Before."


def test_a_plain_text_keeps_its_bytes_and_gets_roles() -> None:
    content = "The Title\r\n\r\nA paragraph.\r\n• one\r\n2. two\r\n".encode()
    found = read_plain(content)
    assert roles(found) == [
        ("title", "The Title"),
        ("paragraph", "A paragraph."),
        ("item", "• one"),
        ("item", "2. two"),
    ]
    assert "{lines: 4, role: item}  # • one" in article_file(found, "a.txt", content)


def test_the_text_of_a_page_is_laid_out_a_line_a_block() -> None:
    assert (
        seed_of(read_page("<body><h1>T</h1><p>One\n two.</p><ul><li>a</li><li>b</li></ul></body>"))
        == "T\n\nOne two.\n\na\nb\n"
    )


def test_new_writes_a_text_and_an_article_that_pass_check(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(PAGE, encoding="utf-8")
    assert run("new", "the-story", "--from", str(source)).exit_code == 0
    corpus = load_corpus(run.project.root)
    article = corpus.articles_by_slug["the-story"]
    assert check_corpus(corpus).problems == []
    assert article.data.authors == ("Ann Author", "Bob")
    assert {block.line: block.role for block in article.seed.blocks}[3] is Role.BYLINE
    written = run.project.read("annotations/the-story/article.yml")
    assert "  # - {lines: 5, role: paragraph}  # First paragraph.\n" in written
    assert written.startswith("# yaml-language-server: $schema=../../docs/schema/article.json\n")


@pytest.mark.parametrize("title", ["no", "A: b", "# x", "'", '"', "{a}", "- a", "*a", "x\u2028y", "😀", "\u202etxet"])
def test_any_title_makes_an_article_file_that_is_read_back(run: Runner, tmp_path: Path, title: str) -> None:
    source = tmp_path / "text.txt"
    source.write_text(f"{title}\n\nWords: #1 {{x}}\n", encoding="utf-8")
    assert run("new", "odd", "--from", str(source)).exit_code == 0
    article = load_corpus(run.project.root).articles_by_slug["odd"]
    assert article.data.title == " ".join(title.split())
    assert article.seed.blocks[0].role is Role.TITLE


@pytest.mark.parametrize("slug", ["../evil", "/tmp/evil", "A B", "references", "", "a/b", ".hidden", "a--b"])
def test_new_accepts_only_names_that_are_addresses(run: Runner, tmp_path: Path, slug: str) -> None:
    source = tmp_path / "text.txt"
    source.write_text("Words.\n", encoding="utf-8")
    before = sorted(run.project.root.rglob("*"))
    assert run("new", slug, "--from", str(source)).exit_code == 2
    assert sorted(run.project.root.rglob("*")) == before


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n\0", b"%PDF-1.7\n", b"PK\3\4\x14"], ids=["png", "pdf", "docx"])
def test_new_says_of_a_binary_file_that_it_is_no_text(run: Runner, tmp_path: Path, start: bytes) -> None:
    source = tmp_path / "x.bin"
    source.write_bytes(start)
    refused = run("new", "other", "--from", str(source))
    assert refused.exit_code == 2
    assert f"{source} is not text. Save the page as HTML, or its words as plain text in UTF-8." in refused.stderr


def test_new_replaces_nothing_without_force(run: Runner, tmp_path: Path) -> None:
    source = tmp_path / "text.txt"
    source.write_text("Other words.\n", encoding="utf-8")
    refused = run("new", "tiny", "--from", str(source))
    assert refused.exit_code == 2
    names = "seeds/tiny.txt, annotations/tiny/article.yml"
    assert f"{names} exist; nothing was written (--force replaces them)" in refused.stderr
    assert run.project.read("seeds/tiny.txt") == SEED
    assert run("new", "tiny", "--from", str(source), "--force").exit_code == 0
    assert run.project.read("seeds/tiny.txt") == "Other words.\n"


def test_new_writes_through_no_link_out_of_the_project(run: Runner, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (run.project.root / "annotations" / "linked").symlink_to(outside)
    source = tmp_path / "text.txt"
    source.write_text("Words.\n", encoding="utf-8")
    assert run("new", "linked", "--from", str(source), "--force").exit_code == 2
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"  \n", b"a\xff", b"a\0b"], ids=["nothing", "blank", "latin-1", "nul"])
def test_new_refuses_what_is_no_text(run: Runner, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "text.txt"
    source.write_bytes(content)
    assert run("new", "other", "--from", str(source)).exit_code == 2
    assert not (run.project.root / "annotations/other").exists()


BOOK = """\
The Keeper
by Nobody

Contents
Chapter 1. The Lamp
Chapter 2. The Storm

Chapter 1. The Lamp

He lit it.
Chapter and verse he knew by heart, and he said them over, which no heading of a chapter would go on to tell, at length.

CHAPTER 2. The Storm

It blew.
"""


def scaffold(run: Runner, tmp_path: Path, text: str, *options: str) -> Result:
    """Begin an article named ``given`` from a plain text."""
    source = tmp_path / "text.txt"
    source.write_text(text, encoding="utf-8")
    return run("new", "given", "--from", str(source), *options)


def test_a_book_becomes_one_text_and_an_article_for_each_chapter(run: Runner, tmp_path: Path) -> None:
    assert scaffold(run, tmp_path, BOOK, "--chapters", "Chapter").exit_code == 0
    corpus = load_corpus(run.project.root)
    assert check_corpus(corpus).problems == []
    parts = [article for article in corpus.articles if article.data.seed == "given.txt"]
    assert [(article.slug, article.data.title, article.seed.blocks[0].role) for article in parts] == [
        ("given-00", "The Keeper", Role.TITLE),
        ("given-01", "Chapter 1. The Lamp", Role.TITLE),
        ("given-02", "CHAPTER 2. The Storm", Role.TITLE),
    ]
    assert [block.text for article in parts for block in article.seed.blocks] == [
        line for line in BOOK.split("\n") if line
    ]
    assert sorted(path.name for path in (run.project.root / "seeds").iterdir()) == ["given.txt", "tiny.txt"]


def test_a_book_without_anything_before_its_first_chapter_has_no_chapter_of_number_0(
    run: Runner, tmp_path: Path
) -> None:
    assert scaffold(run, tmp_path, "IV\n\nWords.\n\nV\n\nMore.\n", "--chapters", "[IVX]+").exit_code == 0
    slugs = [article.slug for article in load_corpus(run.project.root).articles]
    assert slugs == ["given-01", "given-02", "tiny"]


@pytest.mark.parametrize(
    ("chapters", "said"),
    [("Canto", "no line followed by other text matches --chapters"), ("(", "'(' is not a regular expression")],
    ids=["no such line", "no regular expression"],
)
def test_a_book_without_chapters_is_told_and_nothing_is_written(
    run: Runner, tmp_path: Path, chapters: str, said: str
) -> None:
    before = sorted(run.project.root.rglob("*"))
    refused = scaffold(run, tmp_path, BOOK, "--chapters", chapters)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert {path.name for path in set(run.project.root.rglob("*")) - set(before)} == {"text.txt"}


def test_one_chapter_that_exists_keeps_the_whole_book_from_being_written(run: Runner, tmp_path: Path) -> None:
    run.project.write("annotations/given-02/article.yml", "mine")
    refused = scaffold(run, tmp_path, BOOK, "--chapters", "Chapter")
    assert refused.exit_code == 2
    assert "annotations/given-02/article.yml exists" in refused.stderr
    assert not (run.project.root / "seeds/given.txt").exists()
    assert run.project.read("annotations/given-02/article.yml") == "mine"


def test_a_poem_is_begun_as_verse_in_its_language(run: Runner, tmp_path: Path) -> None:
    poem = "أغنية\n\nسطر أول\nسطر ثان\n"
    assert scaffold(run, tmp_path, poem, "--role", "verse", "--language", "ar").exit_code == 0
    article = load_corpus(run.project.root).articles_by_slug["given"]
    assert [block.role for block in article.seed.blocks] == [Role.TITLE, Role.VERSE, Role.VERSE]
    assert article.data.language == "ar"


def test_a_language_that_is_none_is_refused(run: Runner, tmp_path: Path) -> None:
    refused = scaffold(run, tmp_path, BOOK, "--language", "Arabic, please")
    assert refused.exit_code == 2
    assert "is not a language tag" in refused.stderr


def test_note_appends_a_note_that_only_waits_for_its_words(run: Runner) -> None:
    assert run("note", "tiny", "--quote", "nobody was told", "--file", "law.yml").exit_code == 0
    assert [problem.rule for problem in run.project.problems()] == ["placeholders-are-filled-in"] * 3
    run.project.change("annotations/tiny/law.yml", lambda text: text.replace("…", "Words of mine"))
    assert run.project.problems() == []


def test_note_shows_where_references_are_written(run: Runner) -> None:
    assert run("note", "tiny", "--quote", "nobody was told", "--file", "law.yml").exit_code == 0
    law = run.project.read("annotations/tiny/law.yml").replace("…", "Words of mine")
    law = law.replace("  # references:", "  references:").replace("  #   - un-charter-51", "    - charter")
    run.project.write("annotations/tiny/law.yml", re.sub("  unsourced:.*\n", "", law))
    assert run.project.problems() == []
    note = next(note for note in run.project.article().notes if note.data.quote.exact == "nobody was told")
    assert [citation.id for citation in note.data.references] == ["charter"]


def test_note_leaves_what_stands_in_the_file_as_it_is(run: Runner) -> None:
    before = run.project.read("annotations/tiny/notes.yml")
    assert run("note", "tiny", "--quote", "nobody was told").stdout.startswith(
        "Wrote to annotations/tiny/notes.yml, line"
    )
    assert run.project.read("annotations/tiny/notes.yml").startswith(before)
    assert len(run.project.article().notes) == 4


def test_note_says_which_places_there_are_and_takes_the_one_that_is_chosen(run: Runner) -> None:
    before = run.project.read("annotations/tiny/notes.yml")
    several = run("note", "tiny", "--quote", "reckless")
    assert several.exit_code == 1
    assert several.stderr == (
        "These words occur 2 times; choose one with --number:\n"
        "  1. line 9: words [reckless] \n"
        "  2. line 9: them [reckless] \n"
    )
    assert run.project.read("annotations/tiny/notes.yml") == before
    assert run("note", "tiny", "--quote", "reckless", "--number", "2").exit_code == 0
    (note,) = [each for each in run.project.article().notes if each.id == "reckless"]
    assert note.span.start == SEED.rindex("reckless")


def test_note_lists_at_most_five_places_and_counts_the_rest(run: Runner) -> None:
    run.project.seed("".join(f"Line {number} has a lamp.\n\n" for number in range(1, 13)))
    several = run("note", "tiny", "--quote", "lamp").stderr.splitlines()
    assert several[0] == "These words occur 12 times; choose one with --number:"
    assert [line[:4] for line in several[1:-1]] == ["  1.", "  2.", "  3.", "  4.", "  5."]
    assert several[-1] == "  … and 7 more; quote more words to set yours apart"


@pytest.mark.parametrize(
    ("quote", "hints"),
    [
        ("First point: noboddy was told", ['The closest match, in line 11: "First point: nobody was told"']),
        ("obody was told", ['Quote whole words, as in line 11: "nobody was told"']),
        (
            "“Second point”",
            ["The quotation marks “…” are part of the value; leave them out: quote: Second point"],
        ),
        ("“Second piont”", ['The closest match, in line 12: "Second point"']),
        ("no such words at all", []),
    ],
    ids=["a typo", "inside a word", "quotation marks", "quotation marks around a typo", "nothing like it"],
)
def test_note_shows_what_may_have_been_meant(run: Runner, quote: str, hints: list[str]) -> None:
    result = run("note", "tiny", "--quote", quote)
    assert result.exit_code == 1
    assert [re.sub(r" \([0-9]+%\)", "", line) for line in result.stderr.splitlines()[1:]] == hints


def test_note_names_the_article_that_has_the_words(run: Runner) -> None:
    run.project.write("seeds/lamps.txt", "The lamp was lit at noon by nobody.\n")
    article = run.project.read("annotations/tiny/article.yml").split("structure:")[0]
    run.project.write("annotations/lamps/article.yml", article.replace("tiny.txt", "lamps.txt"))
    result = run("note", "tiny", "--quote", "lamp was lit at noon")
    assert result.stderr.splitlines()[-1] == "The article with these words is lamps"


def test_note_makes_up_no_id_for_words_without_latin_letters(run: Runner) -> None:
    run.project.seed("桅杆是用一棵松树做成的。\n")
    assert run("note", "tiny", "--quote", "一棵松树").exit_code == 0
    assert "- id: …" in run.project.read("annotations/tiny/notes.yml")
    problems = run.project.problems()
    assert {problem.rule for problem in problems} == {"placeholders-are-filled-in"}
    assert problems[0].message == "`id` is still to be written"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("tiny", "--quote", "words of another text"), 1, "its words do not stand in the text"),
        (("tiny", "--quote", "I read this twice"), 1, "it stands on a reader's comment"),
        (("tiny", "--quote", " "), 2, "the quote is empty"),
        (("tinny", "--quote", "reckless"), 2, "Did you mean 'tiny'?"),
        (("tiny", "--quote", "reckless", "--number", "3"), 2, "the words occur 2 times, not 3"),
        (("tiny", "--quote", "nobody was told", "--file", "../x.yml"), 2, "can't be the name of a notes file"),
        (("tiny", "--quote", "nobody was told", "--file", "article.yml"), 2, "can't be the name of a notes file"),
    ],
    ids=[
        "not there",
        "a comment",
        "no words",
        "no article",
        "no such number",
        "another folder",
        "the article's own file",
    ],
)
def test_note_says_why_it_wrote_none(run: Runner, arguments: tuple[str, ...], status: int, said: str) -> None:
    before = {path: path.read_bytes() for path in run.project.root.rglob("*.yml")}
    result = run("note", *arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert {path: path.read_bytes() for path in run.project.root.rglob("*.yml")} == before


def test_note_appends_to_no_broken_file(run: Runner) -> None:
    run.project.write("annotations/tiny/broken.yml", "- id: [\n")
    result = run("note", "tiny", "--quote", "nobody was told", "--file", "broken.yml")
    assert result.exit_code == 2
    assert "fix the file first" in result.stderr
    assert run.project.read("annotations/tiny/broken.yml") == "- id: [\n"


def test_fix_says_that_there_is_nothing_to_do(run: Runner) -> None:
    result = run("fix")
    assert (result.exit_code, result.stdout) == (0, "No quote needs an update.\n")
