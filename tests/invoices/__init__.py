"""Tests of the invoices: filing, rules, review, search, export."""
