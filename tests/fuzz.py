"""``make fuzz``: hostile bytes without end, led by the code that they reach (atheris, libFuzzer).

Whatever bytes a YAML file holds, they end in a corpus or in Problems, within a second and 200 MB; whatever a note says,
its HTML holds nothing but what notes may hold. What breaks this is kept in ``.cache/fuzz`` and read again first.

Arguments are libFuzzer's: ``make fuzz ARGS=-max_total_time=60`` stops after a minute instead of ten.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from html.parser import HTMLParser
from pathlib import Path

try:
    import atheris
except ImportError:
    version = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"atheris, which does the fuzzing, is not there for Python {version} on this system; nothing was fuzzed.")

with atheris.instrument_imports(include=["annotated_reader"]):
    from annotated_reader.checks.project import check_corpus
    from annotated_reader.checks.rules import has_errors
    from annotated_reader.corpus.discovery import project_lines
    from annotated_reader.corpus.load import load_corpus
    from annotated_reader.exports.site_info import SiteInfo
    from annotated_reader.formats.schema.shared import MAX_BRACKETS, MAX_NOTE_CHARACTERS
    from annotated_reader.pages import RenderContext, build_assets, build_pages
    from annotated_reader.support.problems import as_github, as_json, as_text
    from annotated_reader.texts.markdown import count_words, link_is_allowed, link_targets, render_note

from tests.conftest import ROOT
from tests.project import FILES, TinyProject

KEPT = ROOT / ".cache" / "fuzz"
MAX_SECONDS = 1.0  # of the processor
MAX_MEGABYTES = 200
_TEN_MINUTES = "-max_total_time=600"
_NOTE = b"n"
_TARGETS = {str(number).encode(): name for number, name in enumerate((*FILES, "annotations/blocked-hosts.yml"))}
_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "br"}


class TooCostlyError(Exception):
    """Bytes that took too much time or memory."""


class _Allowed(HTMLParser):
    """Fails on HTML that a note may not hold."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, tag
        assert all(name == "href" and link_is_allowed(value or "") for name, value in attrs), attrs


def a_note(text: str) -> None:
    """Render a note as it is rendered once it is accepted."""
    if len(text) > MAX_NOTE_CHARACTERS or text.count("[") > MAX_BRACKETS:
        return
    list(link_targets(text))
    count_words(text)
    _Allowed().feed(render_note(text, "/"))


def a_file(project: TinyProject, name: str, content: bytes) -> None:
    """Read a project in which one file holds these bytes; build its pages where they are accepted."""
    path = project.write(name, content)
    try:
        corpus = load_corpus(project.root)
        problems = check_corpus(corpus).problems
        as_text(problems, project_lines(project.root))
        as_github(problems)
        as_json(problems)
        if not has_errors(problems):
            context = RenderContext(corpus, SiteInfo(address="https://example.org/"))
            assert sum(1 for _ in build_pages(context)) and sum(1 for _ in build_assets(context))
    finally:
        path.unlink()
        if name in FILES:
            project.write(name, FILES[name])


def megabytes() -> float:
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def one_input(project: TinyProject, data: bytes) -> None:
    """Try one input: its first byte says what it is."""
    started, before = time.process_time(), megabytes()
    kind, content = data[:1], data[1:]
    if kind == _NOTE:
        a_note(content.decode("utf-8", "replace"))
    elif kind in _TARGETS:
        a_file(project, _TARGETS[kind], content)
    if time.process_time() - started > MAX_SECONDS or megabytes() - before > MAX_MEGABYTES:
        raise TooCostlyError(f"{time.process_time() - started:.1f} s, {megabytes() - before:.0f} MB")


def write_beginnings(folder: Path) -> Path:
    """Write valid files for libFuzzer to begin with, and their words for its dictionary."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, name in _TARGETS.items():
        content = kind + FILES.get(name, "copies.example.org: a copy\n").encode()
        (folder / kind.decode()).write_bytes(content)
    (folder / "note").write_bytes(
        _NOTE + b"*a* **b** `c` [d](https://example.org/) <e@example.org>\n\n> - 1. f\n\n[d]: /g"
    )
    words = sorted(
        {line.split(":")[0].strip(" -") for text in FILES.values() for line in text.splitlines() if ":" in line}
    )
    dictionary = folder.with_suffix(".dict")
    marks = [
        '"\\x5b"',
        '"]("',
        '"<"',
        '"\\x22"',
        '"|\\x0a  "',
        '"- "',
        '": "',
        '"{}"',
        '"javascript:"',
        '"&#"',
        '"\\xe2\\x80\\xae"',
    ]
    quoted = [f'"{word}: "' for word in words if word.replace("_", "").isalnum()]
    dictionary.write_text("\n".join([*marks, *quoted]) + "\n", encoding="utf-8")
    return dictionary


def main() -> None:
    """Fuzz until the time is over or something breaks."""
    dictionary = write_beginnings(KEPT / "corpus")
    given = sys.argv[1:]
    time_limit = [] if any(argument.startswith("-max_total_time") for argument in given) else [_TEN_MINUTES]
    options = [
        f"-dict={dictionary}",
        f"-artifact_prefix={KEPT}/",
        "-max_len=20000",
        "-len_control=0",
        "-timeout=30",
        "-rss_limit_mb=2048",
    ]
    with tempfile.TemporaryDirectory() as folder:
        project = TinyProject(Path(folder))
        arguments = [sys.argv[0], *options, *time_limit, *given, str(KEPT / "corpus")]
        atheris.Setup(arguments, lambda data: one_input(project, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
