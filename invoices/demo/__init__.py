"""A fictional construction company with its suppliers, orders and invoices, to try Radica and to test reading.

Nothing here is real: the companies do not exist and their NITs lie in a range the DIAN has not given out.
Pure functions make the documents in memory with their truth beside them; only `records` and `history`
touch the database.
"""
