"""Tests: one folder for each room of the package, ``built/`` the built pages, ``browser/`` what browsers do,
``repository/`` what the repository itself promises: its guides, workflows, commands and benchmarks.
"""
