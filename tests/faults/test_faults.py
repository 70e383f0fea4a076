"""Each part is stopped while readers read."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.conftest import Cluster, until
from tests.faults.servers import Postgres, Redis

PAGES = ["/", "/programs/", "/en/programs/zhangshu-metal-furniture/", "/indicators/", "/regions/360000/"]
NOTE = "cannot be reached at the moment"
EVERYWHERE = "/en/about/"


@contextmanager
def readers(cluster: Cluster) -> Iterator[Counter[int]]:
    """Four readers, who each time ask for something that no cache has; gives how often which status came."""
    seen: Counter[int] = Counter()
    over = threading.Event()

    def read(reader: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            seen[cluster.get(f"{PAGES[number % len(PAGES)]}?n={reader}-{number}").status] += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    try:
        until(lambda: seen[200] > 10)
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


@contextmanager
def stopped(server: Postgres | Redis) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


def more(seen: Counter[int], pages: int = 20) -> None:
    """Waits for so many more answers."""
    before = seen.total()
    until(lambda: seen.total() >= before + pages)


def shows(cluster: Cluster, name: str) -> bool:
    return name in cluster.get("/en/programs/zhangshu-metal-furniture/").text


def test_a_write_on_the_primary_is_read_through_the_replica(cluster):
    cluster.primary.sql("UPDATE programs_program SET name_en = 'By way of the replica'")
    until(lambda: shows(cluster, "By way of the replica"))


def test_a_replica_that_lags_is_left_for_the_primary(cluster):
    cluster.replica.sql("SELECT pg_wal_replay_pause()")
    try:
        cluster.primary.sql("UPDATE programs_program SET name_en = 'Not replayed yet'")
        until(lambda: shows(cluster, "Not replayed yet"))
    finally:
        cluster.replica.sql("SELECT pg_wal_replay_resume()")


def test_without_the_replica_readers_notice_nothing(cluster):
    with readers(cluster) as seen:
        with stopped(cluster.replica):
            more(seen)
        more(seen)
    assert set(seen) == {200}


def test_without_redis_readers_notice_nothing(cluster):
    with readers(cluster) as seen:
        with stopped(cluster.redis):
            more(seen)
        more(seen)
    assert set(seen) == {200}


def test_without_the_primary_pages_go_on_with_a_note_and_nothing_can_be_saved(cluster):
    until(lambda: NOTE not in cluster.get(EVERYWHERE).text)
    with readers(cluster) as seen:
        with stopped(cluster.primary):
            until(lambda: NOTE in cluster.get(EVERYWHERE).text)
            more(seen)
            for admin in (cluster.get("/en/admin/"), cluster.get("/en/admin/login/", "POST")):
                assert admin.status == 503
                assert "Nothing was saved" in admin.text
            assert cluster.get("/readyz").status == 200
        until(lambda: NOTE not in cluster.get(EVERYWHERE).text)
        more(seen)
    assert set(seen) == {200}
    assert cluster.get("/en/admin/login/").status == 200


def test_without_any_database_the_pages_that_are_kept_go_on(cluster):
    until(lambda: NOTE not in cluster.get(EVERYWHERE).text)
    with stopped(cluster.primary), stopped(cluster.replica):
        until(lambda: cluster.get("/en/programs/?n=never-seen").status == 503)
        assert NOTE in cluster.get(EVERYWHERE).text
        assert cluster.get("/readyz").status == 503
        assert cluster.get("/healthz").status == 200
    until(lambda: cluster.get("/en/programs/?n=never-seen").status == 200)
