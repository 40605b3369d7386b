"""NCBI's E-utilities, asked so that no record is lost on the way.

`client` puts one request at a time and asks again until the reply is good; `replies` says which
replies are good; `listing` gets every PMID of a search, however many; `reconcile` brings records
and accounts for each one asked for. Only ESearch and EFetch are used.
See https://www.ncbi.nlm.nih.gov/books/NBK25499/.
"""
