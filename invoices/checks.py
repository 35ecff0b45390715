"""What `manage.py check` tells the operator: which part of this installation is missing, and how to mend it.

Only that command asks (see management/commands/check.py): `migrate` and the others wait for no broker, and
`extract` and `benchmark` need neither database nor broker.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from invoices import spending, vitals
from invoices.extraction import engines

TOLD_ONLY = ("console", "dummy", "locmem", "filebased")


def engines_check(**_: Any) -> list[CheckMessage]:
    """Which engines are ready, what the chosen ones and the others lack; without any no image can be read.

    Asks nobody on another machine: see engines_probe.
    """
    chosen = _chosen_engines()
    lacking = {engine.name: problems for engine in chosen if (problems := engine.check())}
    ready = [f"{engine.name} {engine.version}".strip() for engine in chosen if engine.name not in lacking]
    messages: list[CheckMessage] = [
        Warning(f"El motor de lectura «{name}» no está listo. {problem}", id="radica.W001")
        for name, problems in lacking.items()
        for problem in problems
    ]
    if ready:
        messages.append(Info(f"Motores de lectura listos: {', '.join(ready)}.", id="radica.I003"))
    messages += _not_chosen({engine.name for engine in chosen})
    if not set(settings.RADICA_ENGINE_CHAIN) - set(lacking):
        messages.append(
            Error(
                "Ningún motor de lectura está listo: las fotos y los escaneos no se pueden leer.",
                hint="Corrige al menos uno de los motores de RADICA_ENGINE_CHAIN.",
                id="radica.E001",
            )
        )
    return messages


def engines_probe(**_: Any) -> list[CheckMessage]:
    """Asks the engines of our own network whether they answer; those that cost money are not asked."""
    return [
        Warning(f"El motor de lectura «{engine.name}» no está listo. {problem}", id="radica.W001")
        for engine in _chosen_engines()
        if not engine.check()
        for problem in getattr(engine, "probe", list)()
    ]


def _chosen_engines() -> tuple[engines.Engine, ...]:
    names = [*settings.RADICA_ENGINE_CHAIN, settings.RADICA_SECOND_OPINION]
    wanted = [name for name in dict.fromkeys(names) if name]
    return engines.load(settings.RADICA_ENGINES, wanted).engines if wanted else ()


def _not_chosen(chosen: set[str]) -> Iterator[CheckMessage]:
    """What stands in the way of every engine that could be chosen and is not."""
    others = [name for name in settings.RADICA_ENGINES if name not in chosen]
    for engine in engines.load(settings.RADICA_ENGINES, others).engines if others else ():
        hint = " ".join(engine.check()) or "Está listo; se elige en RADICA_ENGINE_CHAIN."
        yield Info(f"El motor de lectura «{engine.name}» no está elegido.", hint=hint, id="radica.I005")


def spending_check(**_: Any) -> list[CheckMessage]:
    """What the paid engines in use have cost this month; one that has spent it all reads nothing more."""
    try:
        months = list(spending.spent())
    except DatabaseError:
        # database_check says so.
        return []
    return [
        Warning(
            f"{one.sentence} Llegó al tope y no lee más este mes.",
            hint="Sube su tope (RADICA_…_MONTHLY_CAP) o espera al mes siguiente; mientras tanto leen los demás.",
            id="radica.W008",
        )
        if one.is_over
        else Info(one.sentence, id="radica.I004")
        for one in months
    ]


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
    if any(engine.name == "google_vision" for engine in _chosen_engines()):
        # It may have a key of its own, and says itself when it has none.
        return []
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
    spending_check,
    poppler_check,
    storage_check,
    database_check,
    broker_check,
    mail_check,
    keys_check,
)
