"""Programs that call the API as somebody."""

import pytest
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from accounts.models import User
from tests.invoices import making


def program_of(user: User) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.create(user=user).key}")
    return client


@pytest.fixture
def ana(db) -> User:
    return making.clerk()


@pytest.fixture
def program(ana) -> APIClient:
    """The clerk's program."""
    return program_of(ana)
