"""`manage.py check`: Django's own checks, and whether everything Radica lives on is there."""

from typing import Any

from django.core.checks import register
from django.core.management.commands import check

from invoices.checks import OPERATOR_CHECKS


class Command(check.Command):
    help = "Revisa el proyecto y dice qué falta en esta instalación: motores, archivo, cola de tareas, correo, claves."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        for one in OPERATOR_CHECKS:
            register(one, "radica")
        super().handle(*app_labels, **options)
