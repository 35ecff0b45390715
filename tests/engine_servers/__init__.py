"""Local servers that speak the protocols of the engines on other machines, also when these are unwell.

They see what the real client sends and answer in the service's own words; only the reading is not theirs:
a page that is not blank holds the print of `page.py`. Nothing here leaves the loopback.
"""
