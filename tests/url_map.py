"""Every address of the site, taken from the resolver, and how to fill in its blanks."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")


def routes() -> list[str]:
    """Each route once, as it is written: admin/purchasing/obra/<path:object_id>/change/."""
    return list(dict.fromkeys(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[Any], prefix: str) -> Iterator[str]:
    for entry in patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here)
        elif isinstance(entry, URLPattern):
            yield here


def fill(route: str, values: dict[str, Any]) -> str:
    """The path of a route; a blank that nobody knows how to fill is an error."""
    path = _NAMED_GROUP.sub(lambda found: str(values[found[1]]), route)
    path = _CONVERTED.sub(lambda found: str(values[found[1]]), path)
    return "/" + path.replace("^", "").replace("$", "")


def has_blanks(route: str) -> bool:
    return bool(_CONVERTED.search(route) or _NAMED_GROUP.search(route))
