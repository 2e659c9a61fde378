"""The same texts and notes written in three ways: for this project, as footnotes by hand, and without the notes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.texts import Remark, Source, Text, Texts, escaped

ROOT = Path(__file__).resolve().parent.parent

CONFIGS = {"alone": "mkdocs.yml", "with search": "with-search.yml"}
"""Each way is built without full-text search and with its own: Pagefind's here, Material's there."""

# What someone sets up who writes footnotes with Material and cares for speed: articles not in the navigation, no fonts
# from elsewhere.
_MATERIAL = """\
site_name: Bench
theme: {name: material, font: false}
plugins: []
nav: [{Home: index.md}]
not_in_nav: /articles/
markdown_extensions: [attr_list, footnotes, tables, toc]
"""


def write_annotated(texts: Texts, folder: Path) -> None:
    """Write the texts as seeds and their notes as annotations, with this checkout's pages and settings."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    plugin = "  - annotated-reader:\n"
    assert plugin in settings
    _write(folder / CONFIGS["alone"], settings.replace(plugin, f"{plugin}      search: false\n"))
    _write(folder / CONFIGS["with search"], settings)
    for source in texts.sources:
        _write(folder / f"annotations/references/{source.id}.yml", _reference(source))
    for claim in dict.fromkeys(remark.claim for text in texts.articles for remark in text.remarks if remark.claim):
        _write(folder / f"annotations/claims/{claim}.yml", _claim(claim, texts.sources[0]))
    for text in texts.articles:
        seed = "\n\n".join((text.title, *text.paragraphs)) + "\n"
        _write(folder / f"seeds/{text.slug}.txt", seed)
        _write(folder / f"annotations/{text.slug}/article.yml", _article(text, seed))
        _write(folder / f"annotations/{text.slug}/notes.yml", "".join(map(_note, text.remarks)))


def write_footnotes(texts: Texts, folder: Path) -> None:
    """Write the texts as Markdown with a footnote for each note."""
    _write_material(texts, folder, _with_footnotes)


def write_bare(texts: Texts, folder: Path) -> None:
    """Write the texts as Markdown without any notes."""
    _write_material(texts, folder, lambda text: (escaped(paragraph) for paragraph in text.paragraphs))


WAYS: Mapping[str, Callable[[Texts, Path], None]] = {
    "annotated": write_annotated,
    "footnotes": write_footnotes,
    "bare": write_bare,
}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_material(texts: Texts, folder: Path, paragraphs: Callable[[Text], Iterator[str]]) -> None:
    _write(folder / CONFIGS["alone"], _MATERIAL)
    _write(folder / CONFIGS["with search"], _MATERIAL.replace("plugins: []", "plugins: [search]"))
    listed = (f"- [{escaped(text.title)}](articles/{text.slug}.md)\n" for text in texts.articles)
    _write(folder / "docs/index.md", "# Articles\n\n" + "".join(listed))
    for text in texts.articles:
        _write(
            folder / f"docs/articles/{text.slug}.md",
            "\n\n".join((f"# {escaped(text.title)}", *paragraphs(text))) + "\n",
        )


def _with_footnotes(text: Text) -> Iterator[str]:
    for number, paragraph in enumerate(text.paragraphs):
        remarks = [remark for remark in text.remarks if remark.paragraph == number]
        ends = sorted((paragraph.index(remark.quote) + len(remark.quote), remark.id) for remark in remarks)
        starts = [0, *(end for end, _ in ends)]
        marks = [*(f"[^{remark_id}]" for _, remark_id in ends), ""]
        stops = [*starts[1:], len(paragraph)]
        pieces = zip(starts, stops, marks, strict=True)
        yield "".join(escaped(paragraph[start:stop]) + mark for start, stop, mark in pieces)
    yield from (_footnote(remark) for remark in text.remarks)


def _footnote(remark: Remark) -> str:
    sources = "; ".join(f"[{escaped(source.title)}]({source.url}), {pinpoint}" for source, pinpoint in remark.sources)
    return f"[^{remark.id}]: **{remark.kind.capitalize()}: {escaped(remark.title)}.** {remark.markdown} {sources}."


def _yaml(**values: object) -> str:
    """Write a mapping; JSON values are YAML too."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _reference(source: Source) -> str:
    return _yaml(
        id=source.id, title=source.title, type="report", issued="2020-01-01", publisher="Library", URL=source.url,
        short=f"Library {source.id[-5:]}", standing="primary", consulted="original", accessed="2026-11-22",
        summary=source.summary,
    )  # fmt: skip


def _claim(claim_id: str, source: Source) -> str:
    return _yaml(
        id=claim_id, finding="The record says otherwise", statement="It is so.", verdict="inaccurate",
        reason="The record says so.", references=[source.id],
    )  # fmt: skip


def _article(text: Text, seed: str) -> str:
    return _yaml(
        seed=f"{text.slug}.txt", sha256=hashlib.sha256(seed.encode()).hexdigest(), title=text.title,
        author="Bench", published="2026-01-01", structure=[{"lines": 1, "role": "title"}],
    )  # fmt: skip


def _note(remark: Remark) -> str:
    fields = _yaml(
        id=remark.id, kind=remark.kind, title=remark.title, quote=remark.quote, note=remark.markdown,
        references=[{source.id: pinpoint} for source, pinpoint in remark.sources],
        confidence="unconfirmed", contributors=["bench"], added="2026-11-22",
    )  # fmt: skip
    claimed = _yaml(claim={"id": remark.claim, "stance": "asserts"}) if remark.claim else ""
    return "- " + "  ".join((fields + claimed).splitlines(keepends=True))
