"""Texts and annotations that mean harm, as many of them as `check` accepts, in every place that takes words.

What `check` refuses stands here too, each with the rule that refuses it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.built_site import write_own_pages
from tests.project import write_file

EVIL = "https://evil.example"

PAYLOADS: Mapping[str, str] = {
    "script": "<script>alert(1)</script>",
    "script-from-elsewhere": f"<script src={EVIL}/x.js></script>",
    "closes-json-ld": "</script><script>alert(1)</script><script type='application/ld+json'>",
    "closes-json-ld-in-capitals": "</ScRiPt ><sCrIpT>alert(1)//",
    "opens-a-comment": "<!--<script>alert(1)//",
    "closes-a-comment": "--><script>alert(1)</script>",
    "closes-a-title": "</title></textarea></style></noscript></template><script>alert(1)</script>",
    "closes-an-attribute": '"><script>alert(1)</script>',
    "closes-a-single-quote": "'><img src=x onerror=alert(1)>",
    "adds-an-attribute": '" onmouseover="alert(1)" autofocus onfocus="alert(1)" x="',
    "adds-a-single-attribute": "' onmouseover='alert(1)' style='position:fixed;inset:0' x='",
    "image": "<img src=x onerror=alert(1)>",
    "image-from-elsewhere": f"<img src={EVIL}/pixel.png srcset={EVIL}/2.png>",
    "svg": "<svg/onload=alert(1)><animate onbegin=alert(1) attributeName=x dur=1s>",
    "svg-link": "<svg><a xlink:href=javascript:alert(1)><text y=20>press</text></a></svg>",
    "mutation": "<math><mtext></form><form><mglyph><svg><mtext><textarea>"
    '<path id="</textarea><img onerror=alert(1) src=1>">',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "details": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "animation": "<x style=animation-name:x onanimationstart=alert(1)>",
    "frame": "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "object": f"<object data={EVIL}></object><embed src={EVIL}>",
    "base": f"<base href={EVIL}/><meta http-equiv=refresh content=0;url={EVIL}>",
    "style": f"<style>@import '{EVIL}/x.css'</style><link rel=stylesheet href={EVIL}/x.css>",
    "form": "<form action=javascript:alert(1)><input autofocus onfocus=alert(1)><button>x</button></form>",
    "link": "<a href=javascript:alert(1) onclick=alert(1)>press</a>",
    "references": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x onerror=alert(1)&#62;",
    "percent": "%3Cscript%3Ealert(1)%3C/script%3E",
    "javascript-escapes": "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e \\x3cimg src=x onerror=alert(1)\\x3e",
    "wide": "＜script＞alert(1)＜/script＞ ＂ onmouseover=＂alert(1)",
    "templates": "{{ 7 * 7 }} {% include '/etc/passwd' %} ${alert(1)} <%= 7 %> [[7]] {{constructor('alert(1)')()}}",
    "prototype": "__proto__ constructor toString hasOwnProperty",
    "formula": "=HYPERLINK('https://evil.example','x')",
    "backwards": "\u202eexe.fdp\u202c \u2066x\u2069 zero\u200bwidth",
    "line-separators": "one\u2028two\u2029three",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "backslashes": "\\\\\\' + alert(1) + \\' */alert(1)/* `${alert(1)}`",
    "cdata": "]]><![CDATA[<script>alert(1)</script>]]><?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>",
}
"""Words that would run a script, load something or leave their place if they were ever taken for anything but words."""

_TOGETHER = 3
"""So many payloads share an entity, so that there are not too many pages to open."""

CONSTRUCTS: Mapping[str, str] = {
    "plain": "{}",
    "emphasis": "*{}* **{}** ***{}***",
    "code": "`{}` ``{}``",
    "code-block": "Words.\n\n    {}\n\nWords.",
    "fence": "```{}\n{}\n```",
    "quotation": "> {}\n>\n> > {}",
    "list": "- {}\n    - {}\n\n1. {}",
    "heading": "# {}\n\n{}\n===",
    "link-words": f"[{{}}]({EVIL}/page)",
    "link-title": f"[words]({EVIL}/page '{{}}')",
    "reference": f"[{{}}][there-{{number}}]\n\n[there-{{number}}]: {EVIL}/page '{{}}'",
    "attributes": "*words*{{: onclick='{}' }}",
    "table": "| {} |\n| --- |\n| {} |",
    "inline-footnote": "words^{}",
    "abbreviation": "words\n\n*[words]: {}",
}
"""Every construct of Markdown, and some that only its extensions know, with places for a payload."""

_SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "JAVASCRIPT:alert(1)", "javascript:alert(1)//https://example.org/",
    "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "\\javascript:alert(1)", "javascript\\:alert(1)",
    "%6Aavascript:alert(1)", "\u00adjavascript:alert(1)", "\u200bjavascript:alert(1)", "ｊavascript:alert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg/onload=alert(1)>", "blob:https://example.org/1", "file:///etc/passwd", "about:blank",
    "//evil.example/", "\\\\evil.example", "/\\evil.example", "https:/evil.example", "https:\\\\evil.example",
    "https://user:pass@evil.example/", "ftp://evil.example/", "https://evil.example/\"onmouseover=\"alert(1)",
    "https://evil.example/'onmouseover='alert(1)", "https://evil.example/`x", "mailto:a@evil.example?body=x",
    "view-source:https://evil.example/", "intent://evil", "x", "../../seeds/", "?query", "&#1;javascript:alert(1)",
)  # fmt: skip
_LINKS = ("[press]({})", "[press](<{}>)", "[press][there]\n\n[there]: {}", "[press][there]\n\n[there]: <{}>")

REFUSED_LINKS: tuple[str, ...] = tuple(link.format(scheme) for scheme in _SCHEMES for link in _LINKS)
"""Notes with a link that `links-in-notes-are-safe` or `links-in-notes-are-whole` refuses."""


def _dump(value: object) -> str:
    """Write YAML: JSON is YAML too, but for two characters that can't stand in it as they are."""
    return json.dumps(value, ensure_ascii=True) + "\n"


def _marked_lines() -> dict[str, str]:
    return {name: f"{name} {' '.join(payload.split())} end" for name, payload in PAYLOADS.items()}


def _notes() -> Iterator[dict[str, Any]]:
    """Make one note for each payload, on the line of the text that holds it, and one for each construct."""
    lines = _marked_lines()
    names = list(PAYLOADS)
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        yield {
            "id": f"on-{name}",
            "kind": ("fact-check", "quotation", "context")[number % 3],
            "title": payload[:90].rstrip("."),
            "quote": {"exact": lines[name], "prefix": lines[names[number - 1]]} if number else lines[name],
            "note": payload,
            "references": [{f"ref-{number // _TOGETHER}": payload}],
            "claim": {"id": f"claim-{number // _TOGETHER}", "stance": "reports"},
            "event": f"event-{number // _TOGETHER}",
            "see": [f"on-{names[number - 1]}"],
            "history": [{"date": "2026-01-01", "was": payload, "why": payload}],
            "status": "corrected",
            "added": "2026-01-01",
        }
    for number, (name, construct) in enumerate(CONSTRUCTS.items()):
        for start in range(0, len(PAYLOADS), 2 * _TOGETHER):
            yield {
                "id": f"{name}-{start}",
                "kind": "wording",
                "title": f"{name} {start}",
                "quote": lines[names[(number + start) % len(names)]],
                "note": "\n\n".join(_filled(construct, list(PAYLOADS.values())[start : start + 2 * _TOGETHER])),
                "references": ["ref-0"],
                "added": "2026-01-01",
            }


def _filled(construct: str, payloads: list[str]) -> Iterator[str]:
    """Put payloads into a construct; what would end a link or its title at once, which `check` refuses, is left out."""
    ends = "[]()'" if "'{}'" in construct else "[]()" if "[" in construct else ""
    for number, payload in enumerate(payloads):
        yield construct.format(*[payload.translate(dict.fromkeys(map(ord, ends)))] * 3, number=number)


def _shared(name: str, payloads: list[str]) -> dict[str, dict[str, Any]]:
    """Make one entity of each kind, all of whose words are payloads."""
    text, line, short = "\n\n".join(payloads), " ".join(" ".join(payloads).split())[:400], " ".join(payloads[0].split())
    reference, person = f"ref-{name}", f"person-{name}"
    web = f"{EVIL}/?q=%22%3E%3Cscript%3E&x=1#{name}"
    read = {"from": web, "as": "extract", "accessed": "2026-01-01"}
    quotation = {"speaker": person, "original": text, "completeness": "reported"}
    return {
        f"references/{reference}": {
            "id": reference, "type": "webpage", "title": line, "short": short[:40], "publisher": line,
            "author": [{"literal": line}, {"family": line, "given": line}], "container-title": line, "genre": line,
            "URL": web, "archived": web, "standing": "party", "consulted": "extract", "summary": text,
            "passages": [{**read, "at": payload, "text": payload} for payload in payloads],
        },
        f"claims/claim-{name}": {
            "id": f"claim-{name}", "finding": short[:75], "statement": line, "verdict": "disputed", "reason": line,
            "explanation": text, "positions": [{"who": line, "holds": text}] * 2, "references": [reference],
        },
        f"events/event-{name}": {
            "id": f"event-{name}", "title": line, "date": "2025-01-01", "place": line, "description": text,
            "quotation": quotation | {"translation": {"text": text, "by": line}}, "references": [reference],
        },
        f"people/{person}": {
            "id": person, "name": line, "aliases": [short[:20].strip()], "kind": "person", "description": line,
            "references": [reference],
        },
    }  # fmt: skip


def write_hostile_texts(project: Path) -> Path:
    """Write a project of nothing but payloads.

    Returns:
        The project's folder.
    """
    write_own_pages(project)
    seed = "\n".join(_marked_lines().values()).encode()
    words = " ".join(PAYLOADS["closes-an-attribute"].split())
    article = {
        "seed": "hostile.txt", "sha256": hashlib.sha256(seed).hexdigest(), "title": PAYLOADS["closes-json-ld"],
        "author": [PAYLOADS["closes-json-ld"], PAYLOADS["adds-an-attribute"]], "publisher": words,
        "url": f"{EVIL}/?a=%22%3E%3Cscript%3E", "rights": PAYLOADS["svg"], "summary": PAYLOADS["closes-json-ld"],
        "about_source": PAYLOADS["image"], "references": [{"ref-0": PAYLOADS["script"]}],
        "responses": [{"by": words, "date": "2026-01-01", "text": PAYLOADS["script"], "url": f"{EVIL}/a"}],
        "structure": [{"lines": 1, "role": "heading"}, {"lines": "2-3", "role": "item"}, {"lines": 4, "role": "verse"}],
        "index": True,
    }  # fmt: skip
    files = {"articles-of-harm/article": article, "articles-of-harm/notes": list(_notes())}
    for start in range(0, len(PAYLOADS), _TOGETHER):
        files |= _shared(str(start // _TOGETHER), list(PAYLOADS.values())[start : start + _TOGETHER])
    write_file(project / "seeds/hostile.txt", seed)
    write_file(project / "seeds/withdrawn.txt", seed + b"\n")
    for path, value in files.items():
        write_file(project / "annotations" / f"{path}.yml", _dump(value).encode())
    withdrawn = article | {"seed": "withdrawn.txt", "sha256": hashlib.sha256(seed + b"\n").hexdigest()}
    write_file(project / "annotations/withdrawn/article.yml", _dump(withdrawn | {"display": "withdrawn"}).encode())
    kept = [note | {"id": f"kept-{note['id']}", "see": []} for note in _notes() if note["id"].startswith("on-")]
    write_file(project / "annotations/withdrawn/notes.yml", _dump(kept).encode())
    return project
