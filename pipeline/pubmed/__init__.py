"""Reading PubMed's XML: its elements to articles. Knows NLM's format, no stage and no claim.

Formats: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
"""
