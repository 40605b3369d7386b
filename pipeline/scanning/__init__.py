"""Scanning NLM's yearly files: keeping what a file gave, sharing out the work, what is current."""
