"""When a database counts as gone: at once where it refuses, after a while where it is only slow."""

from __future__ import annotations

import pytest

from qualityportal.databases import health
from qualityportal.databases.health import GONE, Known, Watch

WELL = Known(answers=True, lag=0)


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(health.time, "monotonic", lambda: now[0])

    def forward(seconds: float) -> None:
        now[0] += seconds

    return forward


@pytest.fixture
def asked(monkeypatch):
    """What the database says; None where it does not answer in time."""
    said: list[Known | None] = [WELL]
    monkeypatch.setattr(Watch, "_ask", lambda _self: said[0])
    return said


def test_one_that_refuses_is_gone_at_once_and_back_at_once(clock, asked):
    watch = Watch("default")
    assert watch.known() == WELL
    for said in (GONE, WELL):
        asked[0] = said
        clock(1.1)
        assert watch.known() == said


def test_one_that_is_slow_is_given_up_only_after_a_while(clock, asked):
    watch = Watch("default")
    watch.known()
    asked[0] = None
    for _second in range(9):
        clock(1.1)
        assert watch.known().answers
    clock(2)
    assert not watch.known().answers
    asked[0] = WELL
    clock(1.1)
    assert watch.known().answers


def test_one_answer_in_time_ends_the_doubt(clock, asked):
    watch = Watch("default")
    for said in (WELL, None, WELL, None):
        asked[0] = said
        clock(9)
        assert watch.known().answers


def test_whoever_sees_it_fail_has_it_asked_again(clock, asked):
    watch = Watch("default")
    assert watch.known().answers
    watch.lost()
    assert watch.known().answers
    asked[0] = GONE
    watch.lost()
    assert not watch.known().answers
