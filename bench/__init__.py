"""Measurements of the annotated reader: ``python -m bench`` (or ``make bench``) takes them and prints tables.

``texts`` makes a corpus from the seeds, ``projects`` writes it in three ways, ``children`` runs a command and measures
it. Each measurement is a module with one function, listed in ``sections``; ``report`` prints what they give.
"""
