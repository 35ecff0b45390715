"""What `manage.py check` tells the operator: which part of this installation is missing, and how to mend it.

Only that command asks (see management/commands/check.py): `migrate` and the others wait for no broker, and
`extract` and `benchmark` need neither database nor broker.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from invoices import vitals
from invoices.extraction import engines

TOLD_ONLY = ("console", "dummy", "locmem", "filebased")


def engines_check(**_: Any) -> list[CheckMessage]:
    """Each engine of the chain says what it lacks; without any engine no image can be read."""
    chain = engines.load(settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN)
    lacking = {engine.name: problems for engine in chain.engines if (problems := engine.check())}
    messages: list[CheckMessage] = [
        Warning(f"El motor de lectura «{name}» no está listo. {problem}", id="radica.W001")
        for name, problems in lacking.items()
        for problem in problems
    ]
    if len(lacking) == len(chain.engines):
        messages.append(
            Error(
                "Ningún motor de lectura está listo: las fotos y los escaneos no se pueden leer.",
                hint="Corrige al menos uno de los motores de RADICA_ENGINE_CHAIN.",
                id="radica.E001",
            )
        )
    return messages


def poppler_check(**_: Any) -> list[CheckMessage]:
    if shutil.which("pdftoppm"):
        return []
    return [
        Warning(
            "Falta Poppler, que abre los PDF que el lector principal no puede abrir.",
            hint="Instálalo con: apt-get install poppler-utils.",
            id="radica.W002",
        )
    ]


def storage_check(**_: Any) -> list[CheckMessage]:
    return _ask(
        vitals.check_storage,
        Error,
        "radica.E002",
        "Revisa que la carpeta exista y que el usuario de este proceso pueda escribir en ella, o las credenciales "
        "del almacenamiento configurado en STORAGES.",
    )


def database_check(**_: Any) -> list[CheckMessage]:
    """Reachable, and its tables up to date."""
    missing = _ask(
        vitals.check_database, Warning, "radica.W003", "Revisa DATABASE_URL y que PostgreSQL esté en marcha."
    )
    if missing:
        return missing
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return []
    return [Warning("Las tablas no están al día.", hint="Ejecuta: manage.py migrate.", id="radica.W004")]


def broker_check(**_: Any) -> list[CheckMessage]:
    return _ask(
        vitals.check_broker,
        Warning,
        "radica.W005",
        "Revisa BROKER_URL y que Redis esté en marcha. Lo que se suba queda guardado y se lee cuando vuelva.",
    )


def mail_check(**_: Any) -> list[CheckMessage]:
    backend: str = settings.EMAIL_BACKEND
    if not any(f".{kind}." in backend for kind in TOLD_ONLY):
        return []
    return [
        Info(
            "Los correos no salen de esta máquina: Compras no recibe el aviso de una factura bloqueada.",
            hint="Define EMAIL_URL, por ejemplo smtp+tls://usuario:clave@servidor:587.",
            id="radica.I001",
        )
    ]


def keys_check(**_: Any) -> list[CheckMessage]:
    """Google's services are optional; whoever named one must have given its key."""
    key = os.environ.get("GOOGLE_APPLICATION_CREDENTIALS", "")
    if key:
        if os.access(key, os.R_OK):
            return []
        return [
            Warning(
                "No se puede leer el archivo de la clave de Google.",
                hint="GOOGLE_APPLICATION_CREDENTIALS debe ser la ruta de un archivo que este usuario pueda leer.",
                id="radica.W006",
            )
        ]
    hint = "Guarda la clave de la cuenta de servicio en un archivo y pon su ruta en GOOGLE_APPLICATION_CREDENTIALS."
    if "google_vision" in settings.RADICA_ENGINE_CHAIN:
        return [Warning("Google Vision está elegido como motor, pero no hay clave.", hint=hint, id="radica.W007")]
    return [
        Info(
            "No hay clave de Google: Vision y Drive no se usan; las facturas se leen con los motores de esta máquina.",
            hint=hint,
            id="radica.I002",
        )
    ]


def _ask(check: vitals.Check, kind: Callable[..., CheckMessage], number: str, hint: str) -> list[CheckMessage]:
    found = vitals.run(number, check)
    return [] if found["ok"] else [kind(found["detail"], hint=hint, id=number)]


OPERATOR_CHECKS: Sequence[Any] = (
    engines_check,
    poppler_check,
    storage_check,
    database_check,
    broker_check,
    mail_check,
    keys_check,
)
