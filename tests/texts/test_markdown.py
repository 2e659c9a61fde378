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
from annotated_reader.texts.markdown import count_words, link_is_allowed, link_targets, plain_text, render_note


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


def test_a_list_keeps_the_number_it_starts_with() -> None:
    assert only("1986. The Court decided.", "ol")["start"] == "1986"


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
    assert {tag.name for tag in soup.find_all(True)} <= {
        "p",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "code",
        "br",
    }
    for tag in soup.find_all(True):
        assert set(tag.attrs) <= ({"href"} if tag.name == "a" else {"start"} if tag.name == "ol" else set())
    assert all(target is None or leads_nowhere_bad(target) for target in targets(text, "../../"))
    assert "\x02" not in str(soup)


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
def test_the_longest_note_is_rendered(piece: str) -> None:
    text = (piece * MAX_NOTE_CHARACTERS)[:MAX_NOTE_CHARACTERS]
    assert "<script" not in render_note(text)
    list(link_targets(text))
    count_words(text)


def test_a_note_nested_too_deep_is_shown_as_written_and_spoils_no_other() -> None:
    text = "1. " * 600
    assert rendered(text).get_text() == text
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
    [("", 0), ("one two", 2), ("one\n\n two ", 2), ("see [the Charter](https://un.org/a b c)", 3), ("a—b", 1)],
)
def test_words_are_counted_as_readers_see_them(text: str, words: int) -> None:
    assert count_words(text) == words
