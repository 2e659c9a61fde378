"""Scripts and style sheets are sent without what is for their writers."""

from __future__ import annotations

import pytest

from annotated_reader.site.theme_files import lean


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
