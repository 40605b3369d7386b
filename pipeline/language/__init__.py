"""Reading abstracts: words to mentions, text to sentences, clauses to stance.

Knows the English of results; knows no claim, no criterion and no file. What to look for comes from
the protocol as term lists.
"""
