"""Documents composed at random from the parts real invoices differ in: each number of these layouts looks like no other."""

from . import form, page, ticket

LAYOUTS = (page.LAYOUT, ticket.LAYOUT, form.LAYOUT)
