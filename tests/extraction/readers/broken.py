"""A reader whose library is not installed."""

raise ModuleNotFoundError("No module named 'rapidocr'")
