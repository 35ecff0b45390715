"""Our own benchmark documents: a seeded generator of fictional Colombian invoices with their truth."""
