"""Production settings: complete or not at all, and nothing for `check --deploy` to complain of."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPLETE = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "radica.example.co",
    "BROKER_URL": "redis://127.0.0.1:6379/0",
    "RADICA_BASE_URL": "https://radica.example.co",
    "EMAIL_URL": "smtp+tls://user:password@smtp.example.co:587",
    "DEFAULT_FROM_EMAIL": "Radica <radica@example.co>",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    clean |= {"DJANGO_SETTINGS_MODULE": "config.settings.prod"} | environment
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, timeout=120)


@pytest.fixture
def complete(tmp_path) -> dict[str, str]:
    return COMPLETE | {"DATABASE_URL": os.environ["DATABASE_URL"], "DATA_DIR": str(tmp_path)}


def security_issues(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in (done.stdout + done.stderr).splitlines() if "(security." in line or "Error" in line]


def test_check_deploy_has_nothing_to_say(complete):
    done = run("check", "--deploy", "--tag", "security", "--fail-level", "WARNING", **complete)
    assert done.returncode == 0, done.stderr
    assert not security_issues(done)


def test_everything_that_is_missing_is_named_at_once():
    done = run("check")
    assert done.returncode != 0
    for name in (*COMPLETE, "DATABASE_URL"):
        assert f"- {name} is missing" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is too short or not random"),
        ({"ALLOWED_HOSTS": "*"}, "must name the hosts"),
        ({"RADICA_BASE_URL": "http://radica.example.co"}, "must begin with https"),
        ({"RADICA_DEMO": "1"}, "demo users and demo data"),
    ],
)
def test_an_unsafe_value_is_refused(complete, change, said):
    done = run("check", **(complete | change))
    assert done.returncode != 0
    assert said in done.stderr
    assert "is missing" not in done.stderr


def test_static_files_are_collected_with_their_hash(complete, tmp_path):
    done = run("collectstatic", "--noinput", "--verbosity", "0", **complete)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()
