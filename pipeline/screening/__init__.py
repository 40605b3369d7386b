"""Reading an article for the screen: its subject, design, comparators and size.

Each module answers one question from a `Reading`, which holds what the protocol's words found.
"""
