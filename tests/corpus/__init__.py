"""Documents of our own making: fictional companies, many layouts, exact truth. See `generate`."""
