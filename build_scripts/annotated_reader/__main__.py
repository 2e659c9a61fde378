"""``python -m annotated_reader`` is the same as ``annotated-reader``."""

from annotated_reader.cli import main

main()
