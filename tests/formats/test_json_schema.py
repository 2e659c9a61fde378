"""The JSON Schemas that editors use, held against what ``check`` says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from annotated_reader.formats.json_schema import SCHEMAS, as_json, json_schema
from annotated_reader.support.problems import Severity
from tests.conftest import ROOT
from tests.project import TinyProject

FOLDERS = {"reference": "references", "claim": "claims", "event": "events", "person": "people"}
NOTE = "id: one\nkind: wording\ntitle: A title\nquote: a strike could be\nnote: A note.\nadded: 2026-11-22\n"
OTHERS = {
    "article": "annotations/tiny/article.yml",
    "reference": "annotations/references/interview.yml",
    "claim": "annotations/claims/strike-is-doctrine.yml",
    "event": "annotations/events/interview-printed.yml",
    "person": "annotations/people/ada-cavo.yml",
}


def refused(name: str, files: list[Path]) -> set[str]:
    """Return the files that check-jsonschema, which reads YAML its own way, refuses under one of our schemas."""
    options = ["-o", "json", "--schemafile", str(ROOT / f"docs/schema/{name}.json")]
    done = CliRunner().invoke(check_jsonschema, [*options, *map(str, files)])
    assert done.exit_code in {0, 1}, done.output
    report = json.loads(done.stdout)
    return {each["filename"] for each in [*report.get("errors", []), *report.get("parse_errors", [])]}


def fields(schema: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """List every key that a schema describes, conditions left out."""
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            yield f"{path}/{key}", value
        for key, value in schema.items():
            if key not in {"allOf", "if"}:
                yield from fields(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from fields(value, f"{path}/{index}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schema_is_what_the_command_prints(name: str) -> None:
    assert (ROOT / f"docs/schema/{name}.json").read_text(encoding="utf-8") == as_json(name), (
        "run: annotated-reader schema --write"
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_a_description_and_an_example(name: str) -> None:
    described = list(fields(json_schema(name)))
    assert len(described) > 5
    assert [path for path, field in described if not (field.get("description") and field.get("examples"))] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_accept_all_annotations(name: str) -> None:
    annotations = ROOT / "annotations"
    if name in FOLDERS:
        files = sorted((annotations / FOLDERS[name]).glob("*.yml"))
    else:
        files = [
            f
            for a in annotations.glob("*/article.yml")
            for f in a.parent.glob("*.yml")
            if (f == a) == (name == "article")
        ]
    assert files
    assert refused(name, files) == set()


# The text that is replaced, what replaces it, and whether the file is good.
NOTE_CASES: dict[str, tuple[str, str, bool]] = {
    "as it is": ("", "", True),
    "a plain date": ("added: 2026-11-22", "added: 2026-11-22", True),
    "a quoted date": ("added: 2026-11-22", 'added: "2026-11-22"', True),
    "a month": ("added: 2026-11-22", "added: 2026-11", True),
    "a bare year": ("added: 2026-11-22", "added: 2026", True),
    "a date and a time": ("added: 2026-11-22", "added: 2026-11-22T10:00:00Z", False),
    "a month that does not exist": ("added: 2026-11-22", "added: 2026-13-22", False),
    "an American date": ("added: 2026-11-22", "added: 11/22/2026", False),
    "a word that YAML 1.1 reads as false": ("title: A title", "title: no", True),
    "a time of day": ("title: A title", "title: 12:30", True),
    "a number as a title": ("title: A title", "title: 1984", False),
    "true as a title": ("title: A title", "title: true", False),
    "an empty title": ("title: A title", 'title: "  "', False),
    "no value": ("title: A title", "title:", False),
    "a title of 90 characters": ("title: A title", f"title: {'x' * 90}", True),
    "a title of 91 characters": ("title: A title", f"title: {'x' * 91}", False),
    "a note of 2,000 characters": ("note: A note.", f"note: |\n  {'x' * 2000}", True),
    # the schema leaves room for the line break that ends a block
    "a note of 2,002 characters": ("note: A note.", f"note: {'x' * 2002}", False),
    "an unknown key": ("title: A title", "title: A title\ntitel: A title", False),
    "a missing key": ("note: A note.\n", "", False),
    "a key that stands twice": ("title: A title", "title: A title\ntitle: B", False),
    "an unknown kind": ("kind: wording", "kind: opinion", False),
    "a fact-check without a claim": ("kind: wording", "kind: fact-check\nreferences: [interview]", False),
    "a fact-check with a claim": (
        "kind: wording",
        "kind: fact-check\nreferences: [interview]\nclaim: {id: strike-is-doctrine, stance: reports}",
        True,
    ),
    "a quotation without an event": ("kind: wording", "kind: quotation\nreferences: [interview]", False),
    "a note without a source": ("kind: wording", "kind: context", False),
    "a note without a source that says why": ("kind: wording", "kind: context\nunsourced: Common knowledge.", True),
    "a retracted note without a source": ("kind: wording", "kind: context\nstatus: retracted", True),
    "a pinpoint": ("kind: wording", "kind: context\nreferences: [{interview: question 4}]", True),
    "a number as a pinpoint": ("kind: wording", "kind: context\nreferences: [{interview: 4}]", True),
    "a number with a point as a pinpoint": ("kind: wording", "kind: context\nreferences: [{interview: 1.10}]", True),
    "a pinpoint without a value": ("kind: wording", "kind: context\nreferences: [{interview: }]", False),
    "one reference that is no list": ("kind: wording", "kind: context\nreferences: interview", False),
    "a quote with its prefix": ("quote: a strike could be", "quote: {exact: reckless, prefix: called the words}", True),
    "a quote without exact": ("quote: a strike could be", "quote: {prefix: called the words}", False),
    "a name that GitHub does not allow": ("kind: wording", "kind: wording\ncontributors: [-ann]", False),
    "an id in capitals": ("id: one", "id: One", False),
}

OTHER_CASES: dict[str, tuple[str, str, str, bool]] = {
    "article as it is": ("article", "", "", True),
    "a bare year of publication": ("article", "published: 2025-12-01", "published: 2025", True),
    "several authors": ("article", "author: Ann Author", "author: [Ann Author, Bob]", True),
    "an author left empty": ("article", "author: Ann Author", "author:", True),
    "lines that run as text": ("article", "lines: 11-12", "lines: 11 - 12", True),
    "lines in words": ("article", "lines: 11-12", "lines: eleven", False),
    "an unknown role": ("article", "role: byline", "role: autor", False),
    "an address without a scheme": ("article", "url: https://daily", "url: daily", False),
    "an ftp address": ("article", "url: https://daily", "url: ftp://daily", False),
    "an address with a space": ("article", "example.org/warning", '"example.org/a b"', False),
    "an address with a password": ("article", "url: https://daily", "url: https://a:b@daily", False),
    "an address that is a number": (
        "article",
        "url: https://daily.example.org/warning",
        "url: https://127.0.0.1/x",
        False,
    ),
    "a short hash": ("article", "sha256: ", "sha256: ab #", False),
    "display with another word": ("article", "structure:", "display: hidden\nstructure:", False),
    "reference as it is": ("reference", "", "", True),
    "a number as a volume": ("reference", "short:", "volume: 114\nshort:", True),
    "a number with a point as an edition": ("reference", "short:", "edition: 1.10\nshort:", True),
    "a number as an ISBN": ("reference", "short:", "ISBN: 9781316822524\nshort:", True),
    "an unknown type": ("reference", "type: interview", "type: intreview", False),
    "a name in one piece": ("reference", "{family: Cavo, given: Ada}", "{literal: Ada Cavo}", True),
    "a name in both forms": ("reference", "{family: Cavo, given: Ada}", "{literal: Ada Cavo, family: Cavo}", False),
    "a name with nothing in it": ("reference", "{family: Cavo, given: Ada}", "{given: Ada}", False),
    "a javascript address": (
        "reference",
        "URL: https://daily.example.org/interview",
        "URL: javascript:alert(1)",
        False,
    ),
    "claim as it is": ("claim", "", "", True),
    "a disputed claim without positions": ("claim", "verdict: inaccurate", "verdict: disputed", False),
    "a disputed claim with two": (
        "claim",
        "verdict: inaccurate",
        "verdict: disputed\npositions: [{who: A, holds: B}, {who: C, holds: D}]",
        True,
    ),
    "an unknown verdict": ("claim", "verdict: inaccurate", "verdict: false", False),
    "event as it is": ("event", "", "", True),
    "an event over several days": ("event", "date: 2025-11-30", "date: {from: 2025-11-30, to: 2025-12-01}", True),
    "an event without an end": ("event", "date: 2025-11-30", "date: {from: 2025-11-30}", False),
    "person as it is": ("person", "", "", True),
    "a person of another kind": ("person", "kind: person", "kind: robot", False),
    "one alias that is no list": ("person", "aliases: [the admiral]", "aliases: the admiral", False),
}

# What one file can't show, or JSON Schema can't count: these only ``check`` refuses.
ONLY_CHECK_REFUSES: dict[str, tuple[str, str, str]] = {
    "a day that its month does not have": ("event", "date: 2025-11-30", "date: 2025-02-30"),
    "a range that runs backwards": ("event", "date: 2025-11-30", "date: {from: 2025-12-01, to: 2025-11-30}"),
    "lines that run backwards": ("article", "lines: 11-12", "lines: 12-11"),
    "a reference that does not exist": ("claim", "[interview]", "[intreview]"),
}
# Plain text that YAML 1.2 reads as a number: ``check`` takes it as the text that it is, an editor asks for quotes.
ONLY_THE_SCHEMA_REFUSES: dict[str, tuple[str, str, str]] = {
    "a title that looks like a number with a point": ("claim", "finding: A remark, not a doctrine", "finding: 1.10"),
    "a title that looks like a hexadecimal number": ("claim", "finding: A remark, not a doctrine", "finding: 0x10"),
}


def tiny(project: TinyProject, name: str, old: str, new: str) -> Path:
    """Change one file of the tiny project and give its path."""
    if name == "notes":
        return project.write("annotations/tiny/one.yml", NOTE.replace(old, new, 1) if old else NOTE)
    return project.edit(OTHERS[name], old, new) if old else project.root / OTHERS[name]


def check_refuses(project: TinyProject, path: Path) -> bool:
    """Whether ``check`` finds an error in a file."""
    file = path.relative_to(project.root).as_posix()
    return any(p.place.file == file and p.severity is Severity.ERROR for p in project.problems())


def changed_files(
    tmp_path: Path, name: str, cases: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[TinyProject, Path]]:
    """Make a project for each case, with its one change."""
    made = {}
    for index, (case, (old, new)) in enumerate(cases.items()):
        project = TinyProject(tmp_path / f"{name}-{index}")
        made[case] = (project, tiny(project, name, old, new))
    return made


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_and_check_agree_on_good_and_bad_files(tmp_path: Path, name: str) -> None:
    table = {case: (*each[:2], each[2]) for case, each in NOTE_CASES.items()} if name == "notes" else {
        case: each[1:] for case, each in OTHER_CASES.items() if each[0] == name
    }  # fmt: skip
    made = changed_files(tmp_path, name, {case: each[:2] for case, each in table.items()})
    by_schema = refused(name, [path for _, path in made.values()])
    wanted = {case: good for case, (_, _, good) in table.items()}
    assert {case: str(path) not in by_schema for case, (_, path) in made.items()} == wanted
    assert {case: not check_refuses(project, path) for case, (project, path) in made.items()} == wanted


@pytest.mark.parametrize("case", ONLY_CHECK_REFUSES)
def test_what_a_schema_cannot_see_check_refuses(project: TinyProject, case: str) -> None:
    name, old, new = ONLY_CHECK_REFUSES[case]
    path = tiny(project, name, old, new)
    assert refused(name, [path]) == set()
    assert check_refuses(project, path)


@pytest.mark.parametrize("case", ONLY_THE_SCHEMA_REFUSES)
def test_text_that_looks_like_a_number_is_the_one_thing_that_only_the_schema_refuses(
    project: TinyProject, case: str
) -> None:
    name, old, new = ONLY_THE_SCHEMA_REFUSES[case]
    path = tiny(project, name, old, new)
    assert refused(name, [path]) == {str(path)}
    assert not check_refuses(project, path)
