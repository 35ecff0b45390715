"""manage.py load_demo: the fictional company with its people, orders and invoices. Only in demo mode."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from invoices.demo import records
from invoices.demo.documents import documents
from invoices.demo.history import NotDecided, load_documents


class Command(BaseCommand):
    help = (
        "Carga la empresa de demostración: personas, proveedores, obras, órdenes y facturas. Solo en modo demostración."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            raise CommandError(
                "Los datos de demostración solo se cargan en modo demostración (make run). "
                "Sus claves las conoce todo el mundo."
            )
        try:
            people = records.load_people()
        except records.NameTaken as taken:
            raise CommandError(
                f"Ya hay una persona «{taken}» que no es de demostración. Usa otra base de datos para la demostración."
            ) from taken
        today = records.first_day(people)
        records.load_purchasing(today=today, by=people["admin"], limited=people["residente"])
        self._file(documents(today), people)
        self._print_logins()

    def _file(self, papers: Any, people: dict[str, Any]) -> None:
        with tqdm(total=len(papers), desc="Facturas", unit="archivo", file=sys.stderr, disable=None) as bar:
            try:
                filed = load_documents(papers, by=people["contabilidad"], compras=people["compras"], said=bar.update)
            except NotDecided as problem:
                raise CommandError(f"No se pudo completar la demostración. {problem}") from problem
        self.stdout.write(f"Facturas de demostración nuevas: {filed}.")

    def _print_logins(self) -> None:
        self.stdout.write(f"Usuarios de demostración, todos con la clave {records.PASSWORD}:")
        for login in records.LOGINS:
            self.stdout.write(f"  {login.username:<14}{login.role or 'Administrador':<14}{login.does}")
