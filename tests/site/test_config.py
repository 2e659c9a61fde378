"""mkdocs.yml read without MkDocs, and written for a folder that needs no plugin of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.site.config import SiteConfig, SiteConfigError, read_site_config


def config(folder: Path, text: str) -> SiteConfig:
    (folder / "mkdocs.yml").write_text(text)
    return read_site_config(folder)


PLUGINS = {
    "a list": "plugins:\n  - tags\n  - annotated-reader: {branch: trunk}\n",
    "a mapping": "plugins:\n  tags: {}\n  annotated-reader: {branch: trunk}\n",
}


@pytest.mark.parametrize("plugins", PLUGINS.values(), ids=PLUGINS)
def test_the_plugin_is_left_out_and_others_stay(tmp_path: Path, plugins: str) -> None:
    written = yaml.safe_load(config(tmp_path, f"site_name: A\n{plugins}").portable("docs", "theme"))
    assert written["plugins"] == {"search": {"enabled": False}, "tags": {}}
    assert written["extra"]["reader"]["site"]["branch"] == "trunk"


def test_options_that_pages_need_not_know_are_passed_over(tmp_path: Path) -> None:
    assert config(tmp_path, "site_name: A\nplugins:\n- annotated-reader: {search: false}\n").site == SiteInfo(name="A")


def test_a_bare_plugin_name_has_no_options(tmp_path: Path) -> None:
    assert config(tmp_path, "site_name: A\nplugins: [annotated-reader]\n").site == SiteInfo(name="A")


def test_the_environment_is_read_as_mkdocs_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/name")
    monkeypatch.setenv("SITE_CONTACT", "")
    monkeypatch.delenv("SITE_URL", raising=False)
    options = "{repository: !ENV GITHUB_REPOSITORY, contact: !ENV [SITE_CONTACT, a@b.example]}"
    text = f'site_name: A\nsite_url: !ENV [SITE_URL, ""]\nplugins:\n- annotated-reader: {options}\n'
    assert config(tmp_path, text).site == SiteInfo(name="A", repository="owner/name")


@pytest.mark.parametrize("address", ["https://owner.example/repo", "https://owner.example/repo/"])
def test_the_sites_address_ends_in_a_slash_as_with_mkdocs(tmp_path: Path, address: str) -> None:
    read = config(tmp_path, f"site_name: A\nsite_url: {address}\n")
    assert read.site.address == "https://owner.example/repo/"
    assert yaml.safe_load(read.portable("docs", "theme"))["site_url"] == "https://owner.example/repo/"


def test_tags_that_other_tools_understand_are_kept(tmp_path: Path) -> None:
    text = "site_name: A\nmarkdown_extensions:\n- emoji: {index: !!python/name:material.extensions.emoji.twemoji }\n"
    assert "!!python/name:material.extensions.emoji.twemoji" in config(tmp_path, text).portable("docs", "theme")


def test_the_projects_own_theme_overrides_are_known(tmp_path: Path) -> None:
    with_overrides = config(tmp_path, "site_name: A\ntheme: {name: material, custom_dir: own}\n")
    assert with_overrides.overrides == tmp_path / "own"
    assert config(tmp_path, "site_name: A\ntheme: material\n").overrides is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mkdocs.yml has no site_name"),
        ("site_url: x", "mkdocs.yml has no site_name"),
        ("site_name: A\nINHERIT: other.yml", "mkdocs.yml inherits from another file; write everything in one"),
    ],
)
def test_a_configuration_that_can_not_be_used_is_refused_in_words(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SiteConfigError) as refused:
        config(tmp_path, text)
    assert str(refused.value) == message


def test_a_missing_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteConfigError, match=r"mkdocs\.yml can't be read"):
        read_site_config(tmp_path)
