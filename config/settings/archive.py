"""Where originals are kept: a folder of this machine, or a bucket, by ARCHIVE_STORAGE.

Whatever the place, a file has no public address: it leaves through a permission check only.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

PLACES = ("local", "s3", "gcs")


def archive_storage(env: Env, data_dir: Path) -> dict[str, Any]:
    """The entry of Django's STORAGES for the archive."""
    place = env.str("ARCHIVE_STORAGE", default="local")
    if place == "local":
        return {
            "BACKEND": "invoices.storage.WriteOnceFileSystemStorage",
            "OPTIONS": {"location": env.str("ARCHIVE_DIR", default=str(data_dir / "archive"))},
        }
    if place not in PLACES:
        raise ImproperlyConfigured(f"ARCHIVE_STORAGE is {place!r}; it may be {', '.join(PLACES)}.")
    bucket = env.str("ARCHIVE_BUCKET", default="")
    if not bucket:
        raise ImproperlyConfigured(f"ARCHIVE_STORAGE={place} needs ARCHIVE_BUCKET, the name of the bucket.")
    return (_s3 if place == "s3" else _gcs)(env, bucket)


def _s3(env: Env, bucket: str) -> dict[str, Any]:
    # Keys come from the variables AWS names itself, or from the machine's role. A name is a hash, so
    # writing one again can only write the same bytes; the bucket's own versioning and lock do the rest.
    options = {
        "bucket_name": bucket,
        "location": env.str("ARCHIVE_PREFIX", default=""),
        "region_name": env.str("ARCHIVE_S3_REGION", default="") or None,
        "endpoint_url": env.str("ARCHIVE_S3_ENDPOINT", default="") or None,
        "default_acl": None,
        "querystring_auth": True,
        "querystring_expire": 60,
        "file_overwrite": True,
        "object_parameters": {"ServerSideEncryption": "AES256"},
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def _gcs(env: Env, bucket: str) -> dict[str, Any]:
    # Credentials come from GOOGLE_APPLICATION_CREDENTIALS or the machine's service account.
    options = {
        "bucket_name": bucket,
        "project_id": env.str("ARCHIVE_GCS_PROJECT", default="") or None,
        "location": env.str("ARCHIVE_PREFIX", default=""),
        "default_acl": None,
        "querystring_auth": True,
        "expiration": 60,
        "file_overwrite": True,
        "blob_chunk_size": 1024 * 1024,
    }
    return {"BACKEND": "storages.backends.gcloud.GoogleCloudStorage", "OPTIONS": options}
