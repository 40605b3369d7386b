"""Sentences: cut, given their roles, and marked with the words that an abstract means."""
