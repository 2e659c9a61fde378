"""What the bench measures: the same texts in three ways, the same at every run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from annotated_reader.checks.project import check_corpus
from annotated_reader.corpus.load import load_corpus
from bench import reading
from bench.children import ChildFailedError, run
from bench.lighthouse import judge
from bench.projects import ROOT, write_annotated
from bench.report import Table, put_into, size
from bench.texts import Texts, make_texts, sentences_of

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def texts() -> Texts:
    return make_texts(sentences_of(ROOT / "seeds"), articles=12, notes=20, seed=7)


def test_the_same_seed_makes_the_same_corpus_and_another_seed_another(texts: Texts) -> None:
    sentences = sentences_of(ROOT / "seeds")
    assert make_texts(sentences, articles=12, notes=20, seed=7) == texts
    assert make_texts(sentences, articles=12, notes=20, seed=8) != texts


def test_the_corpus_has_the_size_that_was_asked_for(texts: Texts) -> None:
    assert Counter(len(text.remarks) for text in texts.articles) == {20: 12}
    words = [sum(len(paragraph.split()) for paragraph in text.paragraphs) for text in texts.articles]
    assert 800 < sum(words) / len(words) < 1_400


def test_the_project_made_from_it_is_clean(texts: Texts, tmp_path: Path) -> None:
    write_annotated(texts, tmp_path)
    corpus = load_corpus(tmp_path)
    assert check_corpus(corpus).problems == []
    assert [len(article.current_notes) for article in corpus.articles] == [20] * 12


def test_a_child_is_measured(tmp_path: Path) -> None:
    (tmp_path / "busy.py").write_text(
        "data = bytearray(100_000_000)\nwhile __import__('time').process_time() < 0.3: pass\n"
    )
    cost = run(["busy"], tmp_path, {})
    assert cost.wall >= cost.cpu * 0.9 >= 0.25
    assert 100_000_000 < cost.memory < 200_000_000


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells what pages are shared")
def test_the_memory_of_what_a_child_starts_counts_too(tmp_path: Path) -> None:
    (tmp_path / "hold.py").write_text("import time\ndata = bytearray(b'x') * 80_000_000\ntime.sleep(2)\n")
    (tmp_path / "pair.py").write_text(
        "import subprocess, sys\n"
        "data = bytearray(b'x') * 80_000_000\n"
        "subprocess.run([sys.executable, 'hold.py'], check=True)\n"
    )
    assert 160_000_000 < run(["pair"], tmp_path, {}).memory < 300_000_000


def test_a_child_that_fails_is_reported_with_what_it_said(tmp_path: Path) -> None:
    (tmp_path / "faulty.py").write_text("raise SystemExit('no luck')\n")
    with pytest.raises(ChildFailedError, match="no luck"):
        run(["faulty"], tmp_path, {})


TABLE = Table("Time", ("", "one", "two"), (("building", "1.00 s", "12.00 s"), ("x", "2", "3")))


def test_a_table_lines_up_on_a_terminal() -> None:
    assert TABLE.text().splitlines() == [
        "Time",
        "             one      two",
        "building  1.00 s  12.00 s",
        "x              2        3",
    ]


def test_a_pages_tables_are_replaced_and_nothing_else() -> None:
    page = "before\n<!-- bench: a -->\nold\n<!-- /bench: a -->\nafter\n"
    once = put_into(page, "a", [TABLE])
    assert "| building | 1.00 s | 12.00 s |" in once.splitlines()
    assert "old" not in once
    assert once.startswith("before\n") and once.endswith("\nafter\n")
    assert put_into(once, "a", [TABLE]) == once
    with pytest.raises(ValueError, match="no place for b"):
        put_into(page, "b", [TABLE])


@pytest.mark.parametrize(("number", "written"), [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (2_345_678, "2.3 MB")])
def test_sizes_are_written_in_decimal_units(number: int, written: str) -> None:
    assert size(number) == written


def test_without_the_package_lighthouse_is_skipped_in_words(tmp_path: Path) -> None:
    judged = judge("http://127.0.0.1:1/", "chromium", tmp_path / "report.json", 1, folder=tmp_path)
    (said,) = judged.values()
    assert "not installed" in said
    results = {"weights": {}, "elsewhere": [], "shift": {}, "work": {}, "lighthouse": judged}
    assert reading.tables(results)[-1].rows == ((said,),)


def test_what_reading_costs_stands_beside_its_budgets() -> None:
    weights, loading, work, lighthouse = reading.tables(
        {
            "weights": {"scripts": {"raw": 9_000, "gzip": 5_000}},
            "elsewhere": ["https://elsewhere.example/"],
            "shift": {"phone": 0.25},
            "work": {"opening": {"few": 10.0, "many": 70.0}},
            "lighthouse": {"version": "12.0.0", "scores": {"seo": 60}, "failed": {"seo": ["is-crawlable"]}},
        }
    )
    assert weights.rows == (("scripts", "9000 B", "5000 B", "6144 B"),)
    assert loading.rows == (("requests to other hosts", "1", "0"), ("layout shift, phone", "0.250", "0"))
    assert work.rows == (("opening", "10 ms", "70 ms", "60 ms", "100 ms"),)
    assert lighthouse.rows == (("seo", "60", "100", "is-crawlable"),)
