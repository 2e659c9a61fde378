"""Tests: ``unit/`` the engine, ``site/`` the built output, ``browser/`` what a browser does."""
