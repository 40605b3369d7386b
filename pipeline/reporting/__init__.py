"""Showing people what `evidence.duckdb` says: the page, the terminal table, the README block."""
