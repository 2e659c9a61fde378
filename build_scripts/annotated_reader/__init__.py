"""The annotated reader: texts and their YAML annotations become a static site.

Ten rooms, from the ground up; each uses only those before it, by the names in their ``__init__``: ``support``,
``formats``, ``texts``, ``corpus``, ``checks``, ``exports``, ``authoring``, ``pages``, ``site``, ``cli``.
"""
