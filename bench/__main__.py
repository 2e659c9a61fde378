"""``python -m bench``: measures, prints tables, keeps the results as JSON."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

import click

from bench.prose import Shelf
from bench.report import put_into
from bench.sections import SECTIONS
from bench.settings import Settings

_RESULTS = Path(__file__).parent / "results"
_SITE_TOOLS = ("mkdocs", "mkdocs-material", "Markdown", "PyYAML", "pydantic", "Jinja2")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sections", nargs=-1, type=click.Choice(list(SECTIONS)))
@click.option("--articles", default=500, show_default=True, help="How many articles.")
@click.option("--notes", default=20, show_default=True, help="How many notes on each.")
@click.option("--repeats", default=5, show_default=True, help="How often each build is measured; medians are shown.")
@click.option("--seed", default=1, show_default=True, help="Of the random numbers that make the texts.")
@click.option("--quotes", default=1_000, show_default=True, help="How many in each scenario of edited texts.")
@click.option(
    "--shelf",
    default="test",
    type=click.Choice(get_args(Shelf)),
    help="Which prose is edited: thresholds are chosen on the other.",
)
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Where to keep the results.")
@click.option("--page", type=click.Path(exists=True, path_type=Path), help="A Markdown page whose tables to renew.")
def main(
    sections: tuple[str, ...],
    articles: int,
    notes: int,
    repeats: int,
    seed: int,
    quotes: int,
    shelf: Shelf,
    json_path: Path | None,
    page: Path | None,
) -> None:
    """Measure SECTIONS, or all of them."""
    results: dict[str, Any] = {"taken": datetime.now(UTC).isoformat(timespec="seconds"), "on": _surroundings()}
    results |= {
        "articles": articles,
        "notes": notes,
        "repeats": repeats,
        "seed": seed,
        "quotes": quotes,
        "shelf": shelf,
    }
    results["sections"] = {}
    for name in sections or SECTIONS:
        section = SECTIONS[name]
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            settings = Settings(
                articles,
                notes,
                repeats,
                seed,
                quotes,
                shelf,
                Path(folder),
                lambda text: click.echo(f"… {text}", err=True),
            )
            results["sections"][name] = section.measure(settings)
            tables = section.tables(results["sections"][name])
            # before the folder is deleted, which takes minutes where it holds thousands of articles
            click.echo("\n\n".join((f"== {section.title}", *(table.text() for table in tables))) + "\n")
            if page:
                page.write_text(put_into(page.read_text("utf-8"), name, tables), "utf-8")
    path = json_path or _RESULTS / f"{results['taken'].replace(':', '')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    click.echo(f"Kept in {path}")


def _surroundings() -> dict[str, Any]:
    """Return what the figures depend on, without anything that identifies a machine."""
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "versions": {name: version(name) for name in _SITE_TOOLS},
    }


if __name__ == "__main__":
    main()
