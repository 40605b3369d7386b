"""`synthesis.toml`: which designs vote, the strata, and the thresholds of certainty and verdict."""

from pipeline.protocol.toml import Part


class Synthesis(Part):
    """How votes become support."""
