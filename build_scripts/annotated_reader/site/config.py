"""What ``mkdocs.yml`` says, read without MkDocs, and the same said for a folder that needs no plugin of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pathspec import GitIgnoreSpec
from yaml_env_tag import construct_env_tag

from annotated_reader.exports import SiteInfo

NAME = "mkdocs.yml"
PLUGIN = "annotated-reader"


class SiteConfigError(Exception):
    """``mkdocs.yml`` is missing or can't be used; the message says why."""


class _MkDocsLoader(yaml.SafeLoader):
    """Loads YAML as MkDocs does: ``!ENV`` reads environment variables; other tags are kept unchanged."""


class _MkDocsDumper(yaml.SafeDumper):
    """Writes YAML with the tags that ``_MkDocsLoader`` kept."""


_MkDocsLoader.add_constructor("!ENV", construct_env_tag)
_MkDocsLoader.add_multi_constructor("", lambda _loader, _suffix, node: node)
_MkDocsDumper.add_multi_representer(yaml.Node, lambda _dumper, node: node)


class _Plugin(NamedTuple):
    name: str
    options: dict[str, Any]


@dataclass(frozen=True)
class SiteConfig:
    """The values of a project's ``mkdocs.yml``, and the project's folder."""

    root: Path
    values: Mapping[str, Any]

    @property
    def docs(self) -> Path:
        """The folder of hand-written pages."""
        return self.root / str(self.values.get("docs_dir", "docs"))

    def excludes(self, name: str) -> bool:
        """Whether ``exclude_docs`` keeps a file of ``docs``, named relative to it, out of the site."""
        return GitIgnoreSpec.from_lines(str(self.values.get("exclude_docs") or "").splitlines()).match_file(name)

    @property
    def overrides(self) -> Path | None:
        """The folder of the project's own theme overrides, where it has one; those of our theme win over them."""
        own = self._theme.get("custom_dir")
        return self.root / str(own) if own else None

    @property
    def site(self) -> SiteInfo:
        """The facts about the site that pages need."""
        options = next((plugin.options for plugin in self._plugins if plugin.name == PLUGIN), {})
        known = {field.name for field in fields(SiteInfo)}
        given = {name: str(value) for name, value in options.items() if name in known and value is not None}
        return SiteInfo(name=self.values["site_name"], address=self._address, **given)

    @property
    def _address(self) -> str:
        address = str(self.values.get("site_url") or "")
        return address and address.rstrip("/") + "/"

    @property
    def _theme(self) -> Mapping[str, Any]:
        theme = self.values.get("theme") or {}
        return {"name": theme} if isinstance(theme, str) else theme

    @property
    def _plugins(self) -> list[_Plugin]:
        """The plugins, in whichever of the three ways that MkDocs allows they are written."""
        plugins = self.values.get("plugins") or []
        if isinstance(plugins, dict):
            return [_Plugin(name, options or {}) for name, options in plugins.items()]
        named = (entry if isinstance(entry, dict) else {entry: {}} for entry in plugins)
        return [_Plugin(name, options or {}) for entry in named for name, options in entry.items()]

    def portable(self, docs: str, theme: str) -> str:
        """Write the configuration for a folder in which the generated pages stand among the others.

        Args:
            docs: the folder of pages, relative to the configuration.
            theme: the folder of theme overrides.

        Returns:
            YAML that MkDocs and Zensical read: our plugin left out, what it would give the templates put in, addresses
            from the environment resolved, full-text search off (both would turn it on by themselves).
        """
        plugins = {"search": {"enabled": False}}
        plugins |= {plugin.name: plugin.options for plugin in self._plugins if plugin.name != PLUGIN}
        reader = {"serving": False, "banner": "", "site": asdict(self.site)}
        values = {
            **self.values,
            "site_url": self._address,
            "docs_dir": docs,
            "site_dir": "site",
            "theme": {**self._theme, "custom_dir": theme, "variant": "classic"},  # Zensical's look that is Material's
            "plugins": plugins,
            "extra": {**(self.values.get("extra") or {}), "reader": reader},
        }
        return yaml.dump(values, Dumper=_MkDocsDumper, allow_unicode=True, sort_keys=False)


def read_site_config(root: Path) -> SiteConfig:
    """Read a project's ``mkdocs.yml``.

    Raises:
        SiteConfigError: when there is none, it is not YAML, lacks ``site_name`` or inherits from another file.
    """
    try:
        values = yaml.load((root / NAME).read_bytes(), Loader=_MkDocsLoader)  # noqa: S506 (a SafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise SiteConfigError(f"{NAME} can't be read: {error}") from None
    if not isinstance(values, dict) or not isinstance(values.get("site_name"), str):
        raise SiteConfigError(f"{NAME} has no site_name")
    if "INHERIT" in values:
        raise SiteConfigError(f"{NAME} inherits from another file; write everything in one")
    return SiteConfig(root, values)
