"""Scripts and style sheets are sent without what is for their writers, and an article's script as one file."""

from __future__ import annotations

import re

import pytest

from annotated_reader.site.theme_files import ASSETS, SCRIPT, THEME, lean, theme_files


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("// Why.\nlet a;\n\n  // More.\n  a = 1; // kept\n", "let a;\na = 1; // kept\n"),
        (
            "/** What it gives.\n *  In two lines. */\nfunction f() {\n  /* why */\n  g();\n}\n",
            "function f() {\ng();\n}\n",
        ),
        ('const a = "https://x.example"; /* kept */ b();\n', 'const a = "https://x.example"; /* kept */ b();\n'),
        (
            ".a {\n  color: red; /* kept */\n\n  & b {\n    top: 0;\n  }\n}\n",
            ".a {\ncolor: red; /* kept */\n& b {\ntop: 0;\n}\n}\n",
        ),
        ("/* one */\na\n/* two */\n", "a\n"),
    ],
    ids=["lines of comments", "blocks of comments", "strings", "indents", "each comment by itself"],
)
def test_comments_and_indents_go_and_nothing_else(written: str, sent: str) -> None:
    assert lean(written) == sent


def test_the_script_of_articles_holds_its_own_modules_and_no_name_twice() -> None:
    sent = {path: content.decode() for path, content in theme_files() if path.endswith(".js")}
    imported = re.findall(r'^import .*"\./(.*)";', sent[SCRIPT], re.MULTILINE)
    assert {SCRIPT.replace("article.js", name) for name in imported} <= sent.keys()
    assert "function placeNotes(" in sent[SCRIPT]
    assert "export" not in sent[SCRIPT]
    written = "\n".join((THEME / ASSETS / f"{name}.js").read_text("utf-8") for name in ("margin", "copying", "article"))
    names = re.findall(r"^(?:export )?(?:const|let|(?:async )?function) (\w+)", written, re.MULTILINE)
    assert sorted(set(names)) == sorted(names)
