"""All references as one CSL-JSON list, for reference managers.

Source: CSL-JSON schema 1.0.2 (``csl-data.json``).
"""

from __future__ import annotations

import json
from typing import Any

from annotated_reader.corpus import Corpus
from annotated_reader.exports.citations import csl_item


def items(corpus: Corpus) -> list[dict[str, Any]]:
    """List the references in order of their ids, our summaries as notes."""
    return [{**csl_item(each.value), "note": each.value.summary} for _, each in sorted(corpus.references.items())]


def files(corpus: Corpus) -> dict[str, bytes]:
    """Return the content of the exported file, by its name."""
    text = json.dumps(items(corpus), ensure_ascii=False, indent=1) + "\n"
    return {"references.json": text.encode()}
