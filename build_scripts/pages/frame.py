"""What all pages share: the templates, the finished citations, the links."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as Scope
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from build_scripts import github, urls
from build_scripts.citations import format_citations
from build_scripts.corpus import Corpus
from build_scripts.notes import render_note
from build_scripts.pages.passages import article_label, elsewhere
from build_scripts.schema import Consulted, Stance, Standing
from build_scripts.site_info import SiteInfo

_ID = re.compile(r'\sid="([^"]+)"')

STANDINGS: Mapping[Standing, str] = {
    Standing.PRIMARY: "Primary source",
    Standing.REPORTING: "Reporting",
    Standing.ANALYSIS: "Analysis",
    Standing.PARTY: "An interested party’s own word",
}
CONSULTED: Mapping[Consulted, str] = {
    Consulted.ORIGINAL: "Read in the original",
    Consulted.COPY: "Read in a copy",
    Consulted.EXTRACT: "Read in part",
    Consulted.NOT_READ: "Not read by us; cited from other works",
}
COMPLETENESS: Mapping[str, str] = {
    "full": "These are all the words that were said.",
    "excerpt": "An excerpt of what was said.",
    "reported": "Known at second hand only.",
}


@dataclass(frozen=True)
class Page:
    """One generated page.

    ``url`` is relative to the site's root and ends in a slash; ``body`` renders the HTML, each time it is called, so
    that of a large site only the pages at hand take memory; ``meta`` is the page's front matter: ``template``,
    ``description``, for pages that search engines are asked not to index ``robots``, of a long list's pages ``prev``
    and ``next``, and what the head tells machines: ``og_type``, ``og_title``, ``alternate`` (where an article's
    annotations are), and ``json_ld``, which is safe inside a ``script`` element.
    """

    url: str
    title: str
    body: Callable[[], Markup]
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def html(self) -> Markup:
        """The page's HTML, rendered anew."""
        return self.body()

    @property
    def source(self) -> str:
        """The Markdown file whose page has this address.

        It lies in a folder of its own, as the page does, since Zensical resolves links in raw HTML from the file.
        """
        return f"{self.url}index.md"

    @property
    def front_matter(self) -> str:
        """The page's front matter, as JSON values, which are YAML too.

        Opening brackets in texts are escaped, since Zensical looks for Markdown links even here.
        """
        lines = (f"{key}: {_json(value)}\n" for key, value in {"title": self.title, **self.meta}.items())
        return f"---\n{''.join(lines)}---\n"

    @property
    def anchors(self) -> set[str]:
        """The ids on the page, to which links may lead."""
        return set(_ID.findall(self.html))


@dataclass(frozen=True)
class Asset:
    """One generated file that is no page: ``path`` is relative to the site's root and names the file."""

    path: str
    content: bytes


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("[", "\\u005b") if isinstance(value, str) else text


_SPECIAL = re.compile("[&<>\"']")


def _escaped(value: object) -> str:
    """Escape as ``escape`` does, but without a new ``Markup`` for each of the many texts that need nothing escaped."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SPECIAL.search(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return str(value) if kind is int else escape(value)


class _Macro(Macro):
    """A macro that takes what it is called with in order, without Jinja's search for more, where nothing is named."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Give the macro's HTML."""
        left_out = len(self.arguments) - len(arguments)
        if named or left_out < 0:
            return super().__call__(*arguments, **named)
        return Markup(self._func(*arguments, *[missing] * left_out))  # noqa: S704


class _Template(Template):
    """A template whose pieces are escaped by :func:`_escaped`: they are joined to one ``Markup`` in the end."""

    @classmethod
    def from_code(cls, *arguments: Any, **options: Any) -> Template:
        """Load compiled code; in it ``escape`` and ``Macro`` are global names."""
        template = super().from_code(*arguments, **options)
        template.root_render_func.__globals__.update(escape=_escaped, Macro=_Macro)
        return template


class _Compiler(CodeGenerator):
    """Compiles a dot to Python's own, and a call likewise.

    Ours are never keys of a mapping, and what we call asks for none of Jinja's own arguments.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Scope) -> None:  # noqa: N802
        """Write an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Scope, forward_caller: bool = False) -> None:  # noqa: N802
        """Write the call of a function or a macro."""
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class _Environment(Environment):
    template_class = _Template
    code_generator_class = _Compiler


@cache
def environment() -> Environment:
    """Give the one template environment: autoescape on, undefined names are errors, white space trimmed."""
    templates = _Environment(
        loader=PackageLoader("build_scripts", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals.update(
        urls=urls,
        github=github,
        STANDINGS=STANDINGS,
        CONSULTED=CONSULTED,
        COMPLETENESS=COMPLETENESS,
        stances=Stance,
        article_label=article_label,
        elsewhere=elsewhere,
    )
    return templates


@dataclass(frozen=True)
class Frame:
    """The corpus with all that more than one page needs, made once for a build.

    ``kept`` is for a server, which builds again and again: each article's page, with all the objects that it was made
    from.
    """

    corpus: Corpus
    site: SiteInfo
    kept: dict[str, tuple[tuple[object, ...], Markup]] | None = None

    @cached_property
    def citations(self) -> Mapping[str, Markup]:
        """Every reference's citation, by id."""
        return format_citations(self.corpus.references)

    def render(self, template: str, url: str, **values: Any) -> Markup:
        """Render a template for the page at ``url``; in it ``to(address)`` links from there, ``markdown`` renders."""
        root = urls.root_from(url)
        return Markup(  # noqa: S704
            environment()
            .get_template(template)
            .render(
                frame=self,
                corpus=self.corpus,
                site=self.site,
                citations=self.citations,
                to=lambda address: root + address,
                markdown=lambda text: render_note(text, root),
                **values,
            )
        )
