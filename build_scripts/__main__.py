"""``python -m build_scripts`` is the same as ``annotated-reader``."""

from build_scripts.cli import main

main()
