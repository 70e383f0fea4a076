"""Makers of accounts, and signing in as a person does: through the form."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.test import Client

PASSWORD = "porcelain-Blue-42"
LOGIN = "/admin/login/"


def administrator(username: str = "chen", **fields: Any) -> User:
    return get_user_model().objects.create_superuser(username, password=PASSWORD, **fields)


def staff(username: str = "wang", **fields: Any) -> User:
    return get_user_model().objects.create_user(username, password=PASSWORD, is_staff=True, **fields)


def sign_in(client: Client, username: str = "chen", password: str = PASSWORD, **fields: Any) -> Any:
    """Posts the form; `address` is where the request comes from."""
    origin = {"REMOTE_ADDR": fields.pop("address")} if "address" in fields else {}
    path = fields.pop("path", LOGIN)
    return client.post(path, {"username": username, "password": password, "token": "", **fields}, **origin)


def is_signed_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200
