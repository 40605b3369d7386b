"""Reading abstracts: words to mentions, text to sentences, clauses to findings, findings to stance.

Knows the English of results; knows no claim, no criterion and no file. What to look for comes from
the protocol as term lists. A package a step, from the words up: `words`, `sentences`, `clauses`,
`references` (what a clause refers to), `statements` (what it says of which outcome, against whom),
`figures` (what its numbers show). Then, for the abstract, `passage` reads a sentence (with
`afterwords` on what was told before), `reading` all of them, and `notes` keeps the `findings`; and
for each claim `evidence` sorts them, with `comparators`, and `weighing` gives the
stance, with what `harm` and `undecided` find.
"""
