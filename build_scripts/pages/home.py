"""The list of articles that follows the home page's own words."""

from __future__ import annotations

from markupsafe import Markup

from build_scripts.pages.article import kind_counts, reading_minutes
from build_scripts.pages.frame import Frame
from build_scripts.pages.strip import strip_cells


def home_fragment(frame: Frame) -> Markup:
    """Render the articles as cards, for the end of the home page."""
    articles = [
        (article, kind_counts(article), reading_minutes(article), strip_cells(article))
        for article in frame.corpus.articles
    ]
    return frame.render("home.html", "", articles=articles)
