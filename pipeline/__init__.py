"""Evidence review as software: from PubMed records to the support of each claim."""

__version__ = "0.1.0"
