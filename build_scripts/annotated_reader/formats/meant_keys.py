"""Which key was meant by one that is unknown: words that people use instead, before words that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from annotated_reader.formats.schema import ClaimFile, EventFile, NoteFile, PersonFile, ReferenceFile
from annotated_reader.formats.schema.article import ArticleFile, DeletedNote, Response, StructureEntry
from annotated_reader.formats.schema.claim import Position
from annotated_reader.formats.schema.event import DateRange, Quotation, Translation
from annotated_reader.formats.schema.note import ClaimLink, NotQuotation, Quote, Review
from annotated_reader.formats.schema.reference import CslName, SourcePassage
from annotated_reader.formats.schema.shared import Revision
from annotated_reader.formats.yaml.likely_causes import without_invisible
from annotated_reader.support import nearest_word

_REFERENCES = (
    "source sources reference refs ref cite cites cited citation citations cited_works literature bibliography "
    "link links evidence footnote footnotes see_also"
)
_HISTORY = "revisions changelog changes versions"


def _words(**keys: str) -> dict[str, str]:
    """Return for each word the key that it stands for; ``keys`` has the words of each."""
    return {word: key.replace("__", "-") for key, words in keys.items() for word in words.split()}


SYNONYMS: Mapping[type[BaseModel], Mapping[str, str]] = {
    NoteFile: _words(
        id="name slug identifier anchor note_id",
        kind="type category categories class purpose motivation",
        title="heading headline subject point label caption",
        quote="exact words passage target selector quotation excerpt selection highlight quoted",
        note="text body comment content description annotation explanation remark message notes",
        references=f"{_REFERENCES} url urls uri address website doi",
        unsourced="no_references no_source no_sources without_source",
        not_quotations="no_quotation no_quotations not_quoted not_a_quotation",
        claim="claims claim_id",
        event="events event_id",
        see="related also cross_reference cross_references",
        language="lang locale",
        confidence="certainty confirmed sure",
        status="state",
        contributors="author authors by writer writers creator creators contributor editor editors written_by "
        "contributed_by user username github",
        reviews="review",
        added="date created created_at written on day published",
        changed="updated modified updated_at edited last_changed last_modified",
        history=_HISTORY,
    ),
    ClaimFile: _words(
        finding="title heading headline result conclusion",
        statement="claim text quote assertion body",
        verdict="rating status judgement judgment truth",
        reason="because why rationale justification",
        positions="sides views opinions",
        explanation="note details description comment",
        references=f"{_REFERENCES} url",
        history=_HISTORY,
    ),
    ReferenceFile: _words(
        type="kind category",
        title="name heading headline",
        short="short_title title_short abbreviation label short_name",
        author="authors by creator creators writer writers contributor contributors",
        editor="editors edited_by",
        issued="date year published publication_date dated released",
        publisher="publishers press published_by",
        container__title="journal magazine newspaper book booktitle container publication periodical",
        collection__title="series collection",
        volume="vol",
        issue="no issue_number",
        page="pages pp",
        number="report_number document_number docket",
        DOI="digital_object_identifier",
        URL="address link links website web uri href source",
        archived="archive archive_url archived_url wayback copy",
        dead="gone broken dead_link url_status",
        language="lang locale",
        standing="reliability quality rank",
        consulted="read access read_by",
        accessed="access_date retrieved read_on visited access_day",
        passages="passage words extract extracts excerpt excerpts quotation quotations quote quotes",
        summary="description abstract note notes text annotation comment",
        history=_HISTORY,
    ),
    EventFile: _words(
        title="name heading headline what",
        date="when day dates time year",
        place="where location city venue",
        description="text note summary details body",
        quotation="quote words said utterance",
        references=f"{_REFERENCES} url",
        history=_HISTORY,
    ),
    PersonFile: _words(
        name="title full_name",
        aliases="alias other_names also_known_as aka nicknames",
        kind="type category",
        description="role office bio text note summary position job",
        references=f"{_REFERENCES} url",
        history=_HISTORY,
    ),
    ArticleFile: _words(
        seed="file text source_file text_file filename path",
        sha256="hash checksum sha digest",
        title="name heading headline",
        author="authors by byline writer writers",
        publisher="site website newspaper journal published_by",
        published="date issued year publication_date dated",
        url="address link source original",
        language="lang locale",
        rights="licence license copyright",
        index="indexed robots searchable",
        lines="line part range",
        summary="abstract description note",
        about_source="about provenance source_note",
        references="sources reference refs ref cite cites citation citations literature bibliography links",
        responses="response answers answer reply replies",
        deleted_notes="deleted deleted_ids removed removed_notes merged merged_notes tombstones retracted reserved",
        structure="roles layout parts",
        history=_HISTORY,
    ),
    NotQuotation: _words(words="text quote quotation exact phrase", why="reason because note"),
    Quote: _words(exact="text words quote quotation passage", prefix="before", suffix="after", language="lang"),
    Review: _words(
        by="reviewer name who github",
        date="when on reviewed",
        read="references sources refs checked",
        of="hash sha sha256 version",
    ),
    ClaimLink: _words(id="claim name", stance="position verdict"),
    Position: _words(who="name by holder", holds="text position says view", references=f"{_REFERENCES} url"),
    Quotation: _words(
        speaker="by who person author said_by",
        original="text words exact quote",
        language="lang",
        translation="translated",
        completeness="complete extent",
    ),
    Translation: _words(text="words translation", by="translator author"),
    DateRange: {"start": "from", "begin": "from", "since": "from", "end": "to", "until": "to"},
    SourcePassage: _words(
        **{
            "at": "pinpoint place where page para paragraph article section locator",
            "text": "words quote exact passage content body",
            "language": "lang",
            "from": "url address link source href web uri found_at read_at",
            "as": "kind consulted found_as read_as",
            "accessed": "date access_date retrieved read_on visited access_day",
        }
    ),
    CslName: _words(family="last surname last_name lastname", given="first first_name firstname", literal="name"),
    StructureEntry: _words(lines="line number", role="type kind"),
    Response: _words(by="author from who name", date="when received", text="body answer response", url="link address"),
    DeletedNote: _words(
        id="note name note_id",
        date="when on deleted",
        why="reason because text note",
        see="replaced_by into merged_into instead replacement",
    ),
    Revision: _words(date="when on", was="before old from text", why="reason because"),
}
"""For each model, words that people write in place of one of its keys."""

ELSEWHERE: Mapping[type[BaseModel], Mapping[str, str]] = {
    NoteFile: dict.fromkeys(
        ("verdict", "rating", "judgement", "judgment"),
        "A verdict belongs to a claim, in annotations/claims/; the note names it: claim: {id: …, stance: asserts}",
    )
    | {
        "stance": "Write it with the claim: claim: {id: …, stance: asserts}",
        "exact": "Write it with the quote: quote: {exact: …, prefix: …}",
        "prefix": "Write it with the quote: quote: {exact: …, prefix: …}",
        "suffix": "Write it with the quote: quote: {exact: …, suffix: …}",
        "pinpoint": "Write it with the reference: - icj-nicaragua-1986: para. 195",
        "page": "Write it with the reference: - un-charter-51: p. 2",
        "speaker": "A speaker belongs to an event, in annotations/events/; the note names it: event: …",
    }
    | dict.fromkeys(
        ["reviewed_by", "reviewer", "reviewers", "reviewed", "checked_by", "checker", "approved_by", "verified_by"],
        "A review says what was read, and of which wording of the note: remove this line, and let the reviewer run "
        "`annotated-reader review NOTE --by NAME --read REFERENCE`, which writes `reviews`.",
    )
    | dict.fromkeys(
        ("tags", "tag", "keywords", "topics", "topic", "labels"),
        "Notes have no tags; `kind` says what a note is for. Leave this line out.",
    )
    | dict.fromkeys(
        ("line", "lines", "position", "paragraph"),
        "A note's place is found by its quote. Leave this line out.",
    ),
    ClaimFile: {
        "stance": "A stance belongs to a note on the claim: claim: {id: …, stance: asserts}",
        "article": "The articles are those whose notes name the claim. Leave this line out.",
        "articles": "The articles are those whose notes name the claim. Leave this line out.",
    },
    EventFile: {"speaker": "Write it with the words: quotation: {speaker: …, original: …, completeness: …}"},
}
"""Words for what is written at another place, with a hint that says where."""


FORMER_VALUES: Mapping[tuple[str, str], str] = {
    ("kind", "definition"): "What a reader needs to know, terms included, is context: kind: context",
}
"""For values that a key had in earlier versions, a hint that says what to write now."""


def hint_elsewhere(key: str, model: type[BaseModel]) -> str:
    """Return where to write what a key of a model is meant for, if not there; else an empty string."""
    return ELSEWHERE.get(model, {}).get(_plain(key), "")


def meant_key(key: str, model: type[BaseModel], known: Iterable[str]) -> str:
    """Return the key that was meant by an unknown one, or an empty string.

    Args:
        key: the unknown key.
        model: whose keys are known.
        known: them, as they are written in files.
    """
    known = list(known)
    plain = _plain(key)
    written = {_plain(other): other for other in known}
    if plain in written:
        return written[plain]
    if synonym := SYNONYMS.get(model, {}).get(plain):
        return synonym
    return "" if hint_elsewhere(key, model) else nearest_word(without_invisible(key), known)


def _plain(key: str) -> str:
    """Return a key in lower case, without what is invisible, a dash before it, and with `_` between words."""
    return re.sub(r"[\s_-]+", "_", without_invisible(key).lower()).strip("_")
