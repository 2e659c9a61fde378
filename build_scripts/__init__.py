"""The annotated reader: texts and their YAML annotations become a static site.

The modules follow the flow of the data: ``yaml_source`` and ``seed_text`` read files, ``schema`` types what
was read, ``anchoring`` finds each quote in its text, ``corpus`` joins them, ``rules`` checks the whole,
``pages`` turns it into HTML. ``mkdocs_plugin`` and ``cli`` are the two ways in.
"""
