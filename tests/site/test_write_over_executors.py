"""The same site, byte for byte, whoever does the work: this process, several, or a cluster that loses a machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from annotated_reader.corpus.load import load_corpus
from annotated_reader.site.config import read_site_config
from annotated_reader.site.portable import site_files
from annotated_reader.support.parallel import (
    Progress,
    WorkerFactory,
    WorkersLostError,
    cluster,
    in_process,
    no_progress,
    processes,
)
from bench.projects import ROOT, write_annotated
from bench.texts import make_texts, sentences_of

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("executors")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project of articles that tell of each other's claims."""
    root = tmp_path_factory.mktemp("executors") / "project"
    write_annotated(make_texts(sentences_of(ROOT / "seeds"), articles=60, notes=10, seed=5), root)
    return root


def made(
    project: Path, workers: WorkerFactory, reading: Progress = no_progress, writing: Progress = no_progress
) -> dict[str, bytes]:
    """Make the site's files."""
    corpus = load_corpus(project, workers, reading)
    return dict(site_files(corpus, read_site_config(project), workers, writing))


@pytest.fixture(scope="module")
def expected(project: Path) -> dict[str, bytes]:
    files = made(project, in_process)
    assert sum(name.startswith("docs/articles/") and name.endswith("index.md") for name in files) == 60
    return files


def test_processes_write_the_same(project: Path, expected: dict[str, bytes]) -> None:
    assert made(project, processes(2)) == expected


@pytest.mark.parametrize("phase", ["reading", "writing"])
def test_a_cluster_that_loses_a_worker_midway_writes_the_same(
    project: Path, expected: dict[str, bytes], phase: str
) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as machines:
        killed = []

        def kill_midway(results: Iterable[Any], count: int) -> Iterator[Any]:
            for number, result in enumerate(results):
                if number == count // 3:
                    killed.append(machines.workers[0].pid)
                    os.kill(killed[0], signal.SIGKILL)
                yield result

        with cluster(machines.scheduler_address) as workers:
            assert made(project, workers, **{phase: kill_midway}) == expected
        assert len(killed) == 1


def test_a_cluster_that_loses_all_workers_is_given_up_in_words_and_quietly(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as machines:

        def kill_all(results: Iterable[Any], count: int) -> Iterator[Any]:
            for number, result in enumerate(results):
                if number == count // 3:
                    for worker in machines.workers.values():
                        os.kill(worker.pid, signal.SIGKILL)
                yield result

        with (
            pytest.raises(WorkersLostError, match="has lost its workers"),
            cluster(machines.scheduler_address) as workers,
        ):
            made(project, workers, writing=kill_all)
        assert "Traceback" not in capfd.readouterr().err
