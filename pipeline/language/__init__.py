"""Reading abstracts: words to mentions, text to sentences, clauses to findings, findings to stance.

Knows the English of results; knows no claim, no criterion and no file. What to look for comes from
the protocol as term lists. Its modules, from the words up:

- words: vocabulary, raw, lexicon, numerals, abbreviations, short_forms
- sentences: sentences, roles, telling, marks, marking, arms, frame
- clauses: headings, parentheses, clauses, outset, asides, exceptions
- what they refer to: memory, scope, denials, references
- what their words tell: gaps, groups, runs, polarity, negation, extent
- whom they compare: comparisons, turning, told, statements
- what their figures show: figures, p_values, intervals, inferences, amounts, contrasts, belonging,
  shown, figured, effects
- the abstract: findings, notes, passage, reading; each claim: comparators, evidence, weighing
"""
