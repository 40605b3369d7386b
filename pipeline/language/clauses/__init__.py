"""Clauses: where a sentence is cut, and what a clause tells that is no finding of the study."""
