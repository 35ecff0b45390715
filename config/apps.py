"""Makes the Celery application known to every process, the site's too: a task is rung through it."""

import importlib

from django.apps import AppConfig


class RadicaConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Not in config/__init__.py: config.embedded, which runs before the settings are read, would load Django.
        importlib.import_module("config.celery")
