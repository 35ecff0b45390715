"""The archive in a folder, in S3 and in Google Cloud: chosen by settings, the same promises everywhere."""

import hashlib
import uuid
import warnings
from collections.abc import Iterator

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from environ import Env

from config.settings.archive import archive_storage
from invoices import archive
from invoices.errors import ArchiveDamaged

DATA = b"%PDF-1.4 original"
SHA256 = hashlib.sha256(DATA).hexdigest()


def environment(**values: str) -> Env:
    env = Env()
    env.ENVIRON = values
    return env


@pytest.fixture
def s3(monkeypatch) -> Iterator[dict]:
    from moto.server import ThreadedMotoServer

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    # The server's memory is that of this process, whichever test started it.
    bucket = f"radica-{uuid.uuid4()}"
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=bucket)
    yield {
        "ARCHIVE_STORAGE": "s3",
        "ARCHIVE_BUCKET": bucket,
        "ARCHIVE_PREFIX": "originals",
        "ARCHIVE_S3_REGION": "us-east-1",
        "ARCHIVE_S3_ENDPOINT": endpoint,
    }
    server.stop()


@pytest.fixture
def gcs(monkeypatch) -> Iterator[dict]:
    from gcp_storage_emulator.server import create_server

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="radica-archive")
        server.start()
    host, port = server._api._httpd.socket.getsockname()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://{host}:{port}")
    yield {"ARCHIVE_STORAGE": "gcs", "ARCHIVE_BUCKET": "radica-archive", "ARCHIVE_GCS_PROJECT": "radica"}
    server.stop()


@pytest.fixture
def local(tmp_path) -> dict:
    return {"ARCHIVE_STORAGE": "local", "ARCHIVE_DIR": str(tmp_path / "archive")}


@pytest.fixture(params=["local", "s3", "gcs"])
def place(request, settings, tmp_path):
    chosen = archive_storage(environment(**request.getfixturevalue(request.param)), tmp_path)
    if request.param == "gcs":
        from google.auth.credentials import AnonymousCredentials

        chosen["OPTIONS"]["credentials"] = AnonymousCredentials()
    with override_settings(STORAGES=settings.STORAGES | {"archive": chosen}):
        yield request.param


def test_an_original_is_stored_read_back_and_found_again(place):
    assert archive.store(DATA) == SHA256
    assert archive.store(DATA) == SHA256
    assert archive.read(SHA256) == DATA
    with archive.open_original(SHA256) as file:
        assert file.read() == DATA
    assert archive.verify(SHA256) == "ok"
    assert list(archive.stored_paths()) == [archive.path_of(SHA256)]


def test_what_is_not_there_is_said_to_be_missing(place):
    assert archive.verify(SHA256) == "missing"
    with pytest.raises(ArchiveDamaged):
        archive.read(SHA256)


def test_a_bucket_holds_nothing_that_the_public_can_read(s3, settings, tmp_path):
    chosen = archive_storage(environment(**s3), tmp_path)
    assert (chosen["OPTIONS"]["default_acl"], chosen["OPTIONS"]["querystring_auth"]) == (None, True)
    with override_settings(STORAGES=settings.STORAGES | {"archive": chosen}):
        archive.store(DATA)
    client = boto3.client("s3", endpoint_url=s3["ARCHIVE_S3_ENDPOINT"], region_name="us-east-1")
    grants = client.get_object_acl(Bucket=s3["ARCHIVE_BUCKET"], Key=f"originals/{archive.path_of(SHA256)}")["Grants"]
    assert not [grant for grant in grants if "AllUsers" in grant["Grantee"].get("URI", "")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"ARCHIVE_STORAGE": "ftp"}, "local, s3, gcs"),
        ({"ARCHIVE_STORAGE": "s3"}, "ARCHIVE_BUCKET"),
        ({"ARCHIVE_STORAGE": "gcs"}, "ARCHIVE_BUCKET"),
    ],
)
def test_half_a_configuration_is_refused_in_words(values, said, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=said):
        archive_storage(environment(**values), tmp_path)
