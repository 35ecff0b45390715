"""Reads an invoice document: bytes in, readings out.

It does not know Django, the database, suppliers' records or purchase orders; it saves nothing,
sends nothing and decides nothing. It never guesses: what cannot be read is missing from the result.
"""
