"""What all tests share: a portal filled from the seed files, small record makers, a clean cache."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import caches
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.test import TransactionTestCase
from whitenoise import WhiteNoise

from indicators.models import Breakdown, Indicator, Observation, ReportedChange
from programs import models as programs
from programs.knowledge import begin_history
from qualityportal.audit import guard
from qualityportal.roles import make_roles
from seeds.files import read_seeds
from seeds.loader import load
from seeds.models import LoadedRecord
from tests import records
from tests.migrated import django_db_setup  # noqa: F401  pytest finds it here

FILLED = [
    *(programs.Region, programs.FormerRegionCode, programs.IndustryClass, programs.IndustryChain),
    *(programs.SourceDocument, programs.Citation, programs.Program, programs.Measure, programs.SourceNote),
    programs.EvidenceCheck,
    *(Indicator, Breakdown, Observation, ReportedChange, LoadedRecord),
]


@pytest.fixture(autouse=True)
def memory_caches(settings):
    """Charts are cached in memory, apart from those of the running portal."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {name: {"BACKEND": memory, "LOCATION": f"test-{name}"} for name in settings.CACHES}
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def static_files_found_once():
    """Each test's client starts the middleware anew; the hundreds of collected files are looked through once."""
    look, found = WhiteNoise.update_files_dictionary, {}

    def remembered(whitenoise, root, prefix):
        if (root, prefix) not in found:
            look(whitenoise, root, prefix)
            found[root, prefix] = dict(whitenoise.files)
        whitenoise.files.update(found[root, prefix])

    with mock.patch.object(WhiteNoise, "update_files_dictionary", remembered):
        yield


@pytest.fixture(autouse=True, scope="session")
def emptied_audit_log():
    """Tests that commit empty all tables after themselves; for that moment the audit log is not guarded."""
    empty = vars(TransactionTestCase)["_fixture_teardown"]

    def unguarded(case):
        guard.remove(connection)
        try:
            empty(case)
        finally:
            guard.install(connection)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", unguarded):
        yield


SNAPSHOT: list[tuple[type[models.Model], list[models.Model]]] = []
STATEMENTS: list[tuple[str, Any]] = []


def fill() -> None:
    """Loads the seeds on the first call; later ones put the same rows back, which is far faster, and from the third on
    with the very statements of the second, which spares making them.

    Figures are numbered from 1 whatever ran before: tests of all pages know one by its address.
    """
    if not SNAPSHOT:
        with connection.cursor() as cursor:
            key = {"table": Observation._meta.db_table, "column": "id"}
            for statement in connection.ops.sequence_reset_by_name_sql(no_style(), [key]):
                cursor.execute(statement)
        load(read_seeds())
        joins: list[Any] = [f.remote_field.through for model in FILLED for f in model._meta.many_to_many]
        for model in [*FILLED, *joins]:
            SNAPSHOT.append((model, list(model._default_manager.order_by("pk"))))
    elif not STATEMENTS:
        with transaction.atomic(), connection.execute_wrapper(remembered):  # a BEGIN of its own would be kept too
            put_back()
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in STATEMENTS:
                cursor.execute(statement, values)


def put_back() -> None:
    for model, rows in SNAPSHOT:
        model._default_manager.bulk_create(rows)
    begin_history()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model for model, _rows in SNAPSHOT]):
            cursor.execute(statement)


def remembered(execute, statement, values, many, context):
    STATEMENTS.append((statement, values))
    return execute(statement, values, many, context)


def roles() -> None:
    """The groups that a migration makes; a test that empties the database takes them away."""
    make_roles(Group.objects, Permission.objects)


@pytest.fixture
def portal(db):
    """The five programs of the seed files, loaded as `load_seeds` does."""
    fill()


@pytest.fixture
def program(db):
    """A published program with one measure and no figures."""
    return records.program()
