"""`manage.py check`: Django's own checks, and whether everything Radica lives on is there."""

from typing import Any

from django.core.checks import register
from django.core.management.commands import check

from invoices.checks import OPERATOR_CHECKS, engines_check, engines_probe, spending_check

ENGINES = "engines"


class Command(check.Command):
    help = "Revisa el proyecto y dice qué falta en esta instalación: motores, archivo, cola de tareas, correo, claves."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        for one in OPERATOR_CHECKS:
            register(one, "radica")
        for one in (engines_check, spending_check):
            register(one, ENGINES)
        if ENGINES in (options["tags"] or ()):
            register(engines_probe, ENGINES)
        super().handle(*app_labels, **options)
