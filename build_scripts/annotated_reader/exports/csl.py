"""All references as one CSL-JSON list, for reference managers.

Source: CSL-JSON schema 1.0.2 (``csl-data.json``).
"""

from __future__ import annotations

import json
from typing import Any

from annotated_reader.corpus import Corpus
from annotated_reader.exports.citations import csl_item
from annotated_reader.formats import ReferenceFile


def items(corpus: Corpus) -> list[dict[str, Any]]:
    """List the references in order of their ids, our summaries as notes, and their passages under ``custom``.

    ``custom`` is where CSL-JSON has a place for what it does not define; citations are not changed by it.
    """
    return [_item(each.value) for _, each in sorted(corpus.references.items())]


def _item(reference: ReferenceFile) -> dict[str, Any]:
    item = {**csl_item(reference), "note": reference.summary}
    passages = [passage.model_dump(mode="json", by_alias=True, exclude_none=True) for passage in reference.passages]
    return {**item, "custom": {"passages": passages}} if passages else item


def files(corpus: Corpus) -> dict[str, bytes]:
    """Return the content of the exported file, by its name."""
    text = json.dumps(items(corpus), ensure_ascii=False, indent=1) + "\n"
    return {"references.json": text.encode()}
