"""The MkDocs plugin, the portable writer, the configuration and the theme."""

from __future__ import annotations

from annotated_reader.site.config import SiteConfigError, read_site_config
from annotated_reader.site.portable import write_site

__all__ = [
    "SiteConfigError",
    "read_site_config",
    "write_site",
]
