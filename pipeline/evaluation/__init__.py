"""Measuring the screen and the tagger on records that people have coded."""
