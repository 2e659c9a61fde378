"""Generated HTML on its way through Markdown, and the front matter above it."""

from __future__ import annotations

import string

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup, escape

from annotated_reader.pages import Page
from annotated_reader.site.portable import one_line

EXTENSIONS = {
    "as MkDocs is set up": ["attr_list", "tables", "toc"],
    "as Zensical adds": ["attr_list", "tables", "toc", "pymdownx.superfences"],
    "as others like it": ["extra", "sane_lists", "pymdownx.superfences", "pymdownx.magiclink", "pymdownx.tilde"],
}
MARKDOWN = [
    "\n\n# heading\n\n* list\n\n1. list\n\n",
    "text\n\n    indented code\n\ntext",
    "```\nfence\n```\n~~~ python\nfence\n~~~",
    "[link](missing.md) ![image](gone.png) [^1] [a][b]\n\n[b]: https://example.org",
    "{: .class #id } {{ macro }} {% if %} [TOC]",
    "*[HTML]: abbreviation\n\nTerm\n:   definition\n\na | b\n--|--\n1 | 2",
    "tab\there\r\nand\x0bcontrol\x0c\x02characters\x03\u2028\u2029",
    "</div> <div markdown='1'> *a* <!-- --> <script>&lt;",
    "trailing spaces   \n   leading",
    "wzxhzdk:0 \x02wzxhzdk:0\x03",
]


def through_markdown(html: str, extensions: list[str]) -> Tag:
    """Send HTML through Python-Markdown as a page of its own, and give the element that it made."""
    made = Markdown(extensions=extensions).convert(f"{html}\n")
    root = BeautifulSoup(made, "html.parser").find("div", class_="generated")
    assert isinstance(root, Tag) and root.parent is not None and root.find_next_sibling() is None
    return root


def as_page(text: str) -> Markup:
    """Make a page of a text, and of as much of it as YAML lets into an attribute."""
    title = "".join(char for char in text if char.isprintable() or char in "\t\r\n")
    page = Markup('<article>\n\n<p id="p1"\ntitle="{0}">{1}</p>\n  <ul>\n<li>\n{1}</li></ul></article>\n<h2>{1}</h2>')
    return page.format(title, text)


@pytest.mark.parametrize("extensions", EXTENSIONS.values(), ids=EXTENSIONS)
@pytest.mark.parametrize("text", MARKDOWN)
def test_no_markdown_syntax_in_a_generated_page_has_an_effect(text: str, extensions: list[str]) -> None:
    html = as_page(text)
    shown, meant = through_markdown(one_line(html), extensions), BeautifulSoup(html, "html.parser")
    assert shown.get_text() == meant.get_text()
    assert [(tag.name, tag.attrs) for tag in shown.find_all()] == [(tag.name, tag.attrs) for tag in meant.find_all()]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from(string.punctuation)))
def test_any_text_comes_through_markdown_as_it_was(text: str) -> None:
    paragraph = through_markdown(one_line(f"<p>[{escape(text)}]</p>"), ["attr_list", "toc"]).p
    assert paragraph is not None
    assert paragraph.get_text() == f"[{text}]"


def test_a_page_is_one_line() -> None:
    line = one_line('<p\nclass="a\nb">\n\n<pre>\n a\n</pre></p><script type="application/ld+json">{\n"a":\t1}</script>')
    assert line.isprintable()
    soup = BeautifulSoup(line, "html.parser")
    assert soup.pre is not None and soup.pre.get_text() == "\n a\n"
    assert soup.script is not None and yaml.safe_load(soup.script.get_text()) == {"a": 1}


@pytest.mark.parametrize(
    "title", ["Plain", 'With "quotes": and # signs', "[x](y.md)", "back\\slash\nand line", "yes", "Ω\u2028"]
)
def test_front_matter_says_what_the_page_says(title: str) -> None:
    page = Page("articles/x/", title, Markup, {"template": "reader.html", "hide": ["toc"], "weight": 3})
    text = page.front_matter
    assert yaml.safe_load(text.strip("-\n")) == {
        "title": title,
        "template": "reader.html",
        "hide": ["toc"],
        "weight": 3,
    }
    assert "[x" not in text, "Zensical looks for links here"
