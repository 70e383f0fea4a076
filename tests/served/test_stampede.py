"""On a news day many ask for the same page before it is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from unittest import mock
from urllib.parse import urlsplit

import pytest

from tests import records


@pytest.mark.django_db(transaction=True)
def test_many_readers_of_a_cold_page_cost_one_rendering(live_server):
    figure = records.observation(records.program())
    place = urlsplit(live_server.url)

    def read(_number: int) -> int:
        link = HTTPConnection(place.hostname, place.port, timeout=60)
        link.request("GET", f"/programs/{figure.program.slug}/")
        answer = link.getresponse()
        answer.read()
        link.close()
        return answer.status

    with (
        mock.patch("qualityportal.pages.program.charts_of", return_value=[]) as drawing,
        ThreadPoolExecutor(50) as readers,
    ):
        assert set(readers.map(read, range(200))) == {200}
    assert drawing.call_count == 1
