import importlib
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from . import roles


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Personas"

    def ready(self) -> None:
        # Once after every migrate, when the last app of the table has its content types.
        last = [config for config in apps.get_app_configs() if config.label in roles.app_labels()][-1]
        importlib.import_module("accounts.demo")  # registers its check; it needs the models, which are loaded by now
        post_migrate.connect(apply_roles_after_migrate, sender=last, dispatch_uid="accounts.roles")


def apply_roles_after_migrate(*, using: str, apps: Any = apps, **kwargs: Any) -> None:
    """Keeps the groups equal to roles.py, whatever was clicked or migrated since."""
    if using == "default":
        roles.apply_roles(apps)
