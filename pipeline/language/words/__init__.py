"""Words: terms found in text or raw bytes, numerals, and short forms that an abstract defines."""
