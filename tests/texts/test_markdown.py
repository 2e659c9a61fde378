"""Notes' Markdown: what is shown, what is only text, and where links may lead."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.formats.schema import MAX_NOTE_CHARACTERS
from annotated_reader.texts.markdown import (
    Fault,
    count_words,
    faulty_markup,
    link_is_allowed,
    link_targets,
    plain_text,
    render_note,
)

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "br"}


def rendered(text: str, root: str = "") -> BeautifulSoup:
    """Render a note and parse the result."""
    return BeautifulSoup(render_note(text, root), "html.parser")


def only(text: str, name: str, root: str = "") -> Tag:
    """Render a note in which one element of a name must be."""
    (element,) = rendered(text, root).find_all(name)
    assert isinstance(element, Tag)
    return element


def targets(text: str, root: str = "") -> list[str | None]:
    """Render a note and give where its links lead, nothing for those that lead nowhere."""
    return [None if link.get("href") is None else str(link["href"]) for link in rendered(text, root).find_all("a")]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        pytest.param("a *few* words", "em", "few", id="emphasis"),
        pytest.param("a **few** words", "strong", "few", id="strong"),
        pytest.param("a `few` words", "code", "few", id="code"),
        pytest.param("> a few words", "blockquote", "a few words", id="quotation"),
        pytest.param("1. few\n", "ol", "few", id="numbered-list"),
        pytest.param("- few\n", "ul", "few", id="list"),
        pytest.param("[few](https://un.org/en) words", "a", "few", id="link"),
        pytest.param("<https://un.org/en>", "a", "https://un.org/en", id="address-in-angle-brackets"),
    ],
)
def test_markdown_is_shown(text: str, name: str, words: str) -> None:
    assert only(text, name).get_text().strip() == words


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("1972. A gate.\n\n1980. A door.", ["1972. A gate.", "1980. A door."], id="years"),
        pytest.param("1972. A gate.\n1980. A door.", ["1972. A gate.", "1980. A door."], id="years-line-by-line"),
        pytest.param("7. März: Bau.\n\n19. April: Ende.", ["7. März: Bau.", "19. April: Ende."], id="days"),
        pytest.param("1. Mai 1900: x\n\n1. Juni 1901: y", ["1. Mai 1900: x", "1. Juni 1901: y"], id="two-first-days"),
        pytest.param("1. Mai: x\n\n3. Mai: y", ["1. Mai: x", "3. Mai: y"], id="a-first-day-and-a-third"),
        pytest.param("Two days:\n1. Mai: x\n8. Mai: y", ["Two days:", "1. Mai: x", "8. Mai: y"], id="under-a-line"),
        pytest.param("1986. The Court ruled.", ["1986. The Court ruled."], id="one-year"),
        pytest.param("He left on\n1. May 1986.", ["He left on\n1. May 1986."], id="a-day-inside-a-sentence"),
        pytest.param("He left in\n1986. She stayed.", ["He left in\n1986. She stayed."], id="a-year-inside-a-sentence"),
        pytest.param("02. x\n\n03. y", ["02. x", "03. y"], id="leading-zeros"),
        pytest.param("1. 7. May\n\n2. 8. May", ["1. 7. May", "2. 8. May"], id="days-in-steps"),
    ],
)  # fmt: skip
def test_a_number_at_the_start_of_a_line_stays_as_it_was_written(text: str, paragraphs: list[str]) -> None:
    soup = rendered(text)
    assert soup.find_all(["ol", "li"]) == []
    assert [paragraph.get_text() for paragraph in soup.find_all("p")] == paragraphs
    assert plain_text(text) == " ".join(" ".join(paragraphs).split())


@pytest.mark.parametrize(
    "text", ["1. a\n2. b\n3. c", "1) a\n2) b\n3) c", "So:\n1. a\n2. b\n3. c", "1. a\n\n2. b\n\n3. c"]
)
def test_steps_are_an_ordered_list(text: str) -> None:
    assert [item.get_text().strip() for item in only(text, "ol").find_all("li")] == ["a", "b", "c"]
    assert re.sub(r"[.)]", "", plain_text(text)).endswith("1 a 2 b 3 c")


def test_days_in_a_bullet_list_keep_their_numbers() -> None:
    assert [item.get_text() for item in rendered("- 7. May\n- 9. May").find_all("li")] == ["7. May", "9. May"]
    (item,) = rendered("- 7. May: x\n  9. May: y").find_all("li")
    assert [str(part) for part in item.contents] == ["7. May: x", "<br/>", "\n9. May: y"]


def test_a_list_right_under_a_line_is_a_list() -> None:
    soup = rendered("The keeper named two:\n- rust\n- frost")
    assert only("The keeper named two:\n- rust\n- frost", "p").get_text() == "The keeper named two:"
    assert [item.get_text() for item in soup.find_all("li")] == ["rust", "frost"]


def test_a_fenced_block_keeps_its_lines() -> None:
    code = only("```python\na <b>\nc\n```", "code")
    assert [str(part) for part in code.contents] == ["a <b>", "<br/>", "c"]


@pytest.mark.parametrize("text", ["    four spaces", "three\n\n     five", "- a\n\n        deep"])
def test_indentation_alone_makes_no_code(text: str) -> None:
    assert rendered(text).find_all(["code", "pre"]) == []


@pytest.mark.parametrize(
    "text", ["![x](https://un.org/x.png)", "[^1]", "[^1]: The text of it.", "# x", "---", "x\n==="]
)
def test_what_notes_do_not_have_is_shown_as_it_was_written(text: str) -> None:
    assert only(text, "p").get_text() == text


def test_a_line_that_ends_in_two_spaces_is_broken() -> None:
    assert only("one  \ntwo", "br").parent is not None


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<p onclick=alert(1)>x",
        "<!-- comment -->",
        "<svg/onload=alert(1)>",
        "<iframe src=//evil.example>",
        "<style>*{display:none}</style>",
        "</details></article>",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "<DIV\nCLASS=x>y",
        "<?php x ?>",
        "<![CDATA[x]]>",
        "a < b > c & d",
        "&lt;b&gt;".replace("&lt;", "<").replace("&gt;", ">"),
        "# no heading",
        "[TOC]",
        "{: .note }",
        "!!! note",
        "*[HTML]: none",
        "snake_case_word",
        "1️⃣ keycap, $x$ and 😀",
    ],
    ids=repr,
)
def test_what_is_no_markdown_of_ours_is_shown_as_it_was_written(text: str) -> None:
    soup = rendered(text)
    assert soup.get_text().strip() == text
    assert {tag.name for tag in soup.find_all(True)} <= {"p"}


def test_raw_html_inside_markdown_is_text_too() -> None:
    assert only("**<b>x</b>**", "strong").get_text() == "<b>x</b>"
    assert only("`<b>`", "code").get_text() == "<b>"
    assert only("[<b>](https://un.org/en)", "a").get_text() == "<b>"


def test_written_entities_stand_for_their_characters_and_never_for_tags() -> None:
    soup = rendered("&lt;script&gt; &copy; &#60;b&#62;")
    assert soup.get_text() == "<script> © <b>"
    assert [tag.name for tag in soup.find_all(True)] == ["p"]


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://un.org/x.png)",
        "![x][r]\n\n[r]: https://un.org/x.png",
        '<img src="https://un.org/x.png">',
        "![x]\n\n[x]: https://un.org/x.png",
    ],
)
def test_there_are_no_images(text: str) -> None:
    assert rendered(text).find_all("img") == []


SCHEMES = [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://un.org/",
    "tel:1",
    "blob:x",
    "view-source:x",
    "about:blank",
]
DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda target: target,
    "capitals": str.upper,
    "mixed-case": lambda target: "".join(c.upper() if i % 2 else c for i, c in enumerate(target)),
    "decimal-entity": lambda target: f"&#{ord(target[0])};{target[1:]}",
    "decimal-entity-padded": lambda target: f"&#0000{ord(target[0])};{target[1:]}",
    "hex-entity": lambda target: f"&#x{ord(target[0]):x};{target[1:]}",
    "named-colon": lambda target: target.replace(":", "&colon;", 1),
    "every-letter-an-entity": lambda target: "".join(f"&#{ord(c)};" for c in target),
    "entity-twice": lambda target: f"&amp;#{ord(target[0])};{target[1:]}",
    "tab-inside": lambda target: f"{target[:4]}\t{target[4:]}",
    "tab-entity-inside": lambda target: f"{target[:4]}&Tab;{target[4:]}",
    "line-end-inside": lambda target: f"{target[:4]}\n{target[4:]}",
    "line-end-entity-inside": lambda target: f"{target[:4]}&NewLine;{target[4:]}",
    "space-before": lambda target: f"  {target}",
    "control-entity-before": lambda target: f"&#1;{target}",
    "zero-width-before": lambda target: f"\u200b{target}",
    "soft-hyphen-inside": lambda target: f"{target[:4]}\u00ad{target[4:]}",
    "backslash-colon": lambda target: target.replace(":", "\\:", 1),
    "backslash-first": lambda target: f"\\{target}",
    "percent-colon": lambda target: target.replace(":", "%3A", 1),
    "stash-mark": lambda target: f"\x02{target}\x03",
    "stashed-letter": lambda target: f"\x02{ord(target[0])}\x03{target[1:]}",
    "full-width-letter": lambda target: f"{chr(ord(target[0]) + 0xFEE0)}{target[1:]}",
    "slashes-first": lambda target: f"//{target}",
    "after-a-path": lambda target: f"/x/{target}",
    "after-a-hash": lambda target: f"#{target}",
    "emphasis-inside": lambda target: f"{target[:4]}*x*{target[4:]}",
    "code-inside": lambda target: f"{target[:4]}`x`{target[4:]}",
}
LINKS = {
    "inline": "[x]({})",
    "inline-in-angles": "[x](<{}>)",
    "inline-with-title": '[x]({} "title")',
    "reference": "[x][r]\n\n[r]: {}",
    "reference-in-angles": "[x][r]\n\n[r]: <{}>",
    "reference-with-title": "[x][r]\n\n[r]: {} 'title'",
    "collapsed-reference": "[x][]\n\n[x]: {}",
    "short-reference": "[x]\n\n[x]: {}",
    "autolink": "<{}>",
    "in-a-list": "- [x]({})",
    "in-a-quotation": "> [x]({})",
    "in-emphasis": "**[x]({})**",
    "image-as-link": "[![x]({0})]({0})",
    "nested": "[[x]({0})]({0})",
}


@pytest.mark.parametrize("form", LINKS)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_link_leads_out_of_the_web_however_it_is_disguised(disguise: str, form: str) -> None:
    for scheme in SCHEMES:
        for target in targets(LINKS[form].format(DISGUISES[disguise](scheme))):
            assert target is None or leads_nowhere_bad(target), (scheme, target)


def leads_nowhere_bad(target: str) -> bool:
    """Read a target as a browser does, and say whether it stays on the web or on the site."""
    seen = re.sub(r"[\t\n\r]", "", target).strip("".join(map(chr, range(33)))).replace("\\", "/")
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", seen)
    if scheme:
        return scheme.group().lower() in {"http:", "https:", "mailto:"}
    return not seen.startswith("//")


@pytest.mark.parametrize(
    "target",
    [
        "https://www.un.org/en/about-us/un-charter/chapter-7",
        "http://example.org/",
        "HTTPS://Example.ORG/a",
        "https://example.org",
        "https://example.org:8443/a?b=c&d=e#f",
        "https://undocs.org/S/RES/1973(2011)",
        "https://en.wikipedia.org/wiki/Caroline_(ship)",
        "https://ru.wikipedia.org/wiki/Дрангоне",
        "https://пример.испытание/статья",
        "https://xn--e1afmkfd.xn--80akhbyknj4f/",
        "https://例え.テスト/ページ",
        "https://example.org/100%25",
        "mailto:editor@example.org",
        "#note-id",
        "/articles/tiny/#note-id",
        "/references/un-charter-51/",
        "/",
    ],
)
def test_links_lead_to_the_web_to_mailboxes_and_into_the_site(target: str) -> None:
    assert link_is_allowed(target)
    assert targets(f"[x]({target})", "../../") == [f"../../{target[1:]}" if target.startswith("/") else target]


@pytest.mark.parametrize(
    "target",
    [
        pytest.param("", id="empty"),
        pytest.param("//evil.example/", id="protocol-relative"),
        pytest.param("/\\evil.example", id="slash-backslash"),
        pytest.param("\\\\evil.example", id="backslashes"),
        pytest.param("\\/evil.example", id="backslash-slash"),
        pytest.param("///evil.example", id="three-slashes"),
        pytest.param("/./evil", id="dot-segment"),
        pytest.param("/../../evil/", id="out-of-the-site"),
        pytest.param("https:evil.example", id="no-slashes"),
        pytest.param("https:/evil.example/", id="one-slash"),
        pytest.param("https:\\\\evil.example", id="https-backslashes"),
        pytest.param("https://evil.example\\@un.org/", id="backslash-in-the-host"),
        pytest.param("https://un.org@evil.example/", id="credentials"),
        pytest.param("https://127.0.0.1/", id="number"),
        pytest.param("https://0x7f.1/", id="hexadecimal-number"),
        pytest.param("https://[::1]/", id="ipv6"),
        pytest.param("https://localhost/", id="no-dot"),
        pytest.param("https://./", id="only-a-dot"),
        pytest.param("https://un.org:999999/", id="long-port"),
        pytest.param("https://un.org/a b", id="space"),
        pytest.param("https://un.org/<b>", id="angle-brackets"),
        pytest.param('https://un.org/"onclick=x', id="quotation-mark"),
        pytest.param("https://un.org/\u202egpj", id="mark-of-direction"),
        pytest.param("https://un.org/\u200b", id="zero-width-space"),
        pytest.param("https://un.org/\x7f", id="control-character"),
        pytest.param("https://un.org/a\n", id="line-end"),
        pytest.param("mailto:a@b.org?body=x", id="mail-with-a-body"),
        pytest.param("mailto:a@b.org,c@d.org", id="mail-to-two"),
        pytest.param("page.html", id="relative-file"),
        pytest.param("../other/", id="relative"),
        pytest.param("/assets/reader/reader.js", id="a-file-of-the-site"),
        pytest.param("#a b", id="space-in-a-fragment"),
        pytest.param("#:~:text=x", id="text-fragment"),
    ],
)
def test_other_targets_are_refused(target: str) -> None:
    assert not link_is_allowed(target)
    assert all(link is None or leads_nowhere_bad(link) for link in targets(f"[x](<{target}>)"))


def test_links_from_the_sites_root_work_under_any_path() -> None:
    assert targets("[x](/)", "../../") == ["../../"]
    assert targets("[x](/)", "") == ["./"]
    assert targets("[x](/references/a/#b)", "../") == ["../references/a/#b"]
    assert targets("[x](#a)", "../../") == ["#a"]


def test_an_entity_in_a_target_counts_as_the_character_that_it_stands_for() -> None:
    assert targets("[x](https://un.org/&#60;b&#62;)") == [None]
    assert targets("[x](https://un.org/?a=1&amp;b=2)") == ["https://un.org/?a=1&b=2"]


def test_a_link_has_no_attributes_but_its_target() -> None:
    assert only('[x](https://un.org/en "a title")', "a").attrs == {"href": "https://un.org/en"}


def test_a_backslash_keeps_markdown_from_being_read() -> None:
    assert targets(r"[x](https://un.org/a\_b\_c)") == ["https://un.org/a_b_c"]
    assert rendered(r"\*no\* \[no\](x)").get_text() == "*no* [no](x)"


TRICKY = [
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "!",
    "*",
    "_",
    "`",
    "\\",
    "&#106;",
    "&colon;",
    ":",
    "javascript",
    "data",
    "https://un.org/a",
    "/",
    "//",
    "#",
    "x",
    " ",
    "\n",
    "\n\n",
    "[x]: ",
    "1. ",
    "- ",
    "> ",
    "    ",
    "'",
    '"',
    "\x02",
    "\x03",
    "klzzwxh:0000",
    "amp",
    "&",
    ";",
    "\t",
    "é",
]
MARKDOWN = st.lists(st.sampled_from(TRICKY), max_size=40).map("".join)


@given(MARKDOWN | st.text(max_size=100))
def test_any_note_becomes_harmless_html(text: str) -> None:
    soup = rendered(text, "../../")
    assert {tag.name for tag in soup.find_all(True)} <= TAGS
    for tag in soup.find_all(True):
        assert set(tag.attrs) <= ({"href"} if tag.name == "a" else set())
    assert all(target is None or leads_nowhere_bad(target) for target in targets(text, "../../"))


@given(MARKDOWN)
def test_no_link_loses_its_target_unnoticed(text: str) -> None:
    if None in targets(text):
        assert any(not link_is_allowed(target) for _, target in link_targets(text))


@given(MARKDOWN)
def test_every_web_link_shown_is_among_those_that_are_checked(text: str) -> None:
    shown = {html.unescape(target) for target in targets(text) if target and urlsplit(target).scheme}
    found = {target for _, target in link_targets(text)}
    assert all(any(target.startswith(other) for other in found) for target in shown)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[x](https://un.org/a)", [(4, "https://un.org/a")]),
        ("[x]( <javascript:y> 'z')", [(6, "javascript:y")]),
        ("see\n\n[x]: data:y 'title'\n", [(10, "data:y")]),
        ("<vbscript:x>", [(1, "vbscript:x")]),
        ("[x](&#106;avascript:y)", [(4, "javascript:y")]),
        (r"[x](https://un.org/a\_b)", [(4, "https://un.org/a_b")]),
        ("[x]()", [(4, "")]),
        ("[x](https://un.org/a_(b))", [(4, "https://un.org/a_(b)")]),
        ("[x](https://un.org/a_(b)_(c(d)))", [(4, "https://un.org/a_(b)_(c(d))")]),
        ("[x](https://пример.испытание/а)", [(4, "https://пример.испытание/а")]),
        ("[x](<https://un.org/a b>)", [(5, "https://un.org/a b")]),
        ("`[x](javascript:y)` [z](#a)", [(24, "#a")]),
        ("```\n[x](javascript:y)\n```\n", []),
        ("``a ` [x](b:c) ``", []),
        ("- a\n\n  > b `c\n  > d` [x\n  > y](#z)", [(31, "#z")]),
        ("a\r\nb [x](#z)", [(9, "#z")]),
        ("1986. [x](#z)\n\n7. [y](#w)", [(10, "#z"), (22, "#w")]),
        ("[^1]: The text of it.", []),
        ("![x](https://un.org/x.png)", []),
        ("no [link] (here)", []),
    ],
)
def test_links_are_found_with_their_offsets(text: str, found: list[tuple[int, str]]) -> None:
    assert list(link_targets(text)) == found


BOMBS = {
    "brackets": "[",
    "brackets-and-parentheses": "[a](",
    "links-in-links": "[a](b",
    "images": "![",
    "closing-brackets": "](",
    "stars": "*",
    "stars-and-underscores": "*_",
    "emphasis-never-closed": "*a **b ",
    "backticks": "`",
    "angle-brackets": "<",
    "ampersands": "&",
    "quotations": ">",
    "quotations-with-spaces": "> ",
    "numbered-lists": "1. ",
    "lists": "- ",
    "definitions": "[a]: ",
    "backslashes": "\\",
    "line-ends": "\n",
    "everything": "[*_`<(",
}


@pytest.mark.parametrize("piece", BOMBS.values(), ids=BOMBS)
def test_the_longest_note_is_rendered_whatever_it_repeats(piece: str) -> None:
    text = (piece * MAX_NOTE_CHARACTERS)[:MAX_NOTE_CHARACTERS]
    assert {tag.name for tag in rendered(text).find_all(True)} <= TAGS
    assert all(0 <= offset < len(text) for offset, _ in link_targets(text))
    assert all(0 <= offset < len(text) for offset, *_ in faulty_markup(text))
    assert count_words(text) <= len(text)


def test_a_note_nested_too_deep_is_shown_as_written_and_spoils_no_other() -> None:
    for text in ("1. " * 600, "> " * 900, "- " * 900, "- > " * 400):
        assert rendered(text).get_text() == text
        assert plain_text(text) == text.strip()
    assert only("a *few* words", "em").get_text() == "few"
    assert rendered("a *few* words").find_all("ol") == []


def test_notes_rendered_in_many_threads_keep_to_their_pages() -> None:
    roots = [f"{'../' * (number % 7)}r{number}/" for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        links = list(threads.map(lambda root: targets("[x](/a/) *y* [z][r]\n\n[r]: /b/", root), roots))
    assert links == [[f"{root}a/", f"{root}b/"] for root in roots]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("one *two* [three](https://un.org/en)\n\nfour", "one two three four"),
        ("- a\n- b", "a b"),
        ("one  \ntwo", "one two"),
        ("`<b>` & <i>", "<b> & <i>"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
    ],
)
def test_plain_text_has_neither_marks_nor_tags(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two", 2),
        ("one\n\n two ", 2),
        ("see [the Charter](https://un.org/a_b_c)", 3),
        ("- a\n- b", 2),
        ("a—b", 1),
    ],
)
def test_words_are_counted_as_readers_see_them(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("[x](https://un.org/a b)", [(4, Fault.SPACE)], id="space"),
        pytest.param("See <https://un.org/a b>, `<https://un.org/a b>`.", [(5, Fault.SPACE)], id="space, in < and >"),
        pytest.param("[x](https://un.org/a_(b) c)", [(2, Fault.LINK)], id="parentheses-and-space"),
        pytest.param("[x](https://un.org/a\nand", [(2, Fault.LINK)], id="never-closed"),
        pytest.param("[x](https://un.org/(a)", [(2, Fault.LINK)], id="one-parenthesis-missing"),
        pytest.param("[x (https://un.org/a)", [(0, Fault.LINK)], id="bracket-never-closed"),
        pytest.param("[x] (https://un.org/a)", [(0, Fault.LINK)], id="gap"),
        pytest.param("[[x](#a)](#b)", [(8, Fault.LINK)], id="link-in-a-link"),
        pytest.param("[x]: <data:a<b>>", [(0, Fault.LINK)], id="definition"),
        pytest.param("See.\n\n[x]: #a", [(6, Fault.UNUSED)], id="definition-of-no-use"),
        pytest.param("[X] y\n\n[x]: #a\n> [x]: #b", [(17, Fault.UNUSED)], id="second-definition"),
        pytest.param("`[x]`\n\n[x]: #a", [(7, Fault.UNUSED)], id="definition-for-code"),
        pytest.param("[y][x] and [x][] and [X]\n\n[x]: #a", [], id="definition-in-use"),
        pytest.param("a.[^1] b.[^2]\n\n[^1]: c", [(2, Fault.FOOTNOTE)], id="footnotes"),
        pytest.param("see ![x](https://un.org/x.png)", [(4, Fault.IMAGE)], id="image"),
        pytest.param("`[^1]` `](x` `[x] (https://un.org)` \\[^1]", [], id="in-code"),
        pytest.param("```\n[^1]\n[x](y\n```", [], id="in-a-fence"),
        pytest.param("[x](https://un.org/a_(b) 'title')", [], id="whole"),
        pytest.param("[sic] and f(x)[0] (1)", [], id="words"),
    ],
)
def test_markup_that_readers_would_see_is_found(text: str, found: list[tuple[int, Fault]]) -> None:
    assert [(offset, fault) for offset, fault, _ in faulty_markup(text)] == found
