"""The OpenAPI description is complete and true: Schemathesis attacks a real server with it."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from rest_framework.authtoken.models import Token

from tests.invoices import making

EXAMPLES = 10


def test_the_schema_is_made_without_a_single_warning(db):
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=io.StringIO())


def test_schema_and_documentation_are_for_those_who_are_logged_in(client, db):
    assert client.get("/api/schema/").status_code == 401
    assert client.get("/api/docs/").headers["Location"].startswith("/admin/login/")


def test_what_a_reader_of_the_schema_sees_is_spanish(client, db):
    client.force_login(making.clerk())
    schema = client.get("/api/schema/").json()
    texts = [operation["summary"] for path in schema["paths"].values() for operation in path.values()]
    assert "Radicar archivos" in texts
    described = [name for name, part in schema["components"]["schemas"].items() if "description" in part]
    assert all(name.endswith("Enum") for name in described)


@pytest.mark.django_db(transaction=True)
def test_nothing_schemathesis_invents_breaks_the_api_or_is_undocumented(live_server, settings, tmp_path):
    settings.RADICA_API_REQUESTS_PER_MINUTE = settings.RADICA_API_UPLOADS_PER_MINUTE = 1_000_000
    making.company()
    invoice = making.invoice()
    document = invoice.evidence.get().document
    token = Token.objects.create(user=making.person("sofia", is_superuser=True))
    # Real ids beside the invented ones, so that the answers with content are checked as well.
    (tmp_path / "schemathesis.toml").write_text(
        f"""
[[operations]]
include-path = "/api/invoices/{{public_id}}/"
parameters = {{ "path.public_id" = "{invoice.public_id}" }}
[[operations]]
include-path-regex = "/api/documents/"
parameters = {{ "path.public_id" = "{document.public_id}" }}
"""
    )
    done = run(live_server.url, token.key, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 selected / 6 total" in done.stdout


def run(url: str, token: str, folder: Path) -> subprocess.CompletedProcess:
    command = [str(Path(sys.executable).parent / "st"), "--config-file", str(folder / "schemathesis.toml")]
    command += [
        "run",
        "--no-color",
        f"{url}/api/schema/",
        "--header",
        f"Authorization: Token {token}",
        "--checks",
        "all",
    ]
    command += ["--exclude-checks", "positive_data_acceptance,negative_data_rejection"]
    command += ["--max-examples", str(EXAMPLES), "--seed", "1", "--phases", "coverage,fuzzing", "--warnings", "off"]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder)
