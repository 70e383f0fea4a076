"""The claim check on the real facts: each figure of a pasted text gets the verdict that a careful editor would give."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indicators.checking.result import check
from indicators.models import Observation
from programs.models import Program
from tests import records

TEXT = (
    "2021年，樟树市金属家具产业主营业务收入达352.6亿元，检验检测服务项目200项。"
    "景德镇产品合格率由95%提升到98%，位居全国第四位。"
)


def verdicts(text: str, program: str = "") -> list[tuple[str, str]]:
    result = check(text, Program.objects.get(slug=program) if program else None)
    return [(figure.verdict.value, figure.sentence) for figure in result.figures]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("樟树市2021年主营业务收入达352.6亿元。", "agrees"),
        ("樟树市2021年主营业务收入达3526000万元。", "agrees"),
        ("樟树市2021年主营业务收入达353亿元。", "agrees"),
        ("樟树市2021年主营业务收入突破350亿元。", "agrees"),
        ("樟树市金属家具产业主营业务收入增长136.7%。", "agrees"),
        ("景德镇陶瓷产业营收突破860亿元。", "agrees"),
        ("景德镇陶瓷产品合格率由96%提升到98%。", "agrees"),
        ("福建省日用陶瓷对欧出口额18.75亿元。", "agrees"),
        ("广东省帮助35000家链上企业。", "agrees"),
        ("福建省日用陶瓷年出口额从44.45亿元增长至110.45亿元，增长148.5%。", "agrees"),
        ("樟树市2021年主营业务收入达362.5亿元。", "differs"),
        ("樟树市2021年主营业务收入达352亿元。", "differs"),
        ("樟树市2021年主营业务收入达352.6万元。", "differs"),
        ("樟树市金属家具产业主营业务收入增长150%。", "differs"),
        ("景德镇产品合格率由95%提升到98%。", "differs"),
        ("景德镇陶瓷产业营收860亿元。", "stronger"),
        ("景德镇陶瓷产业营收突破900亿元。", "stronger"),
        ("福建省日用陶瓷生产企业3000家。", "stronger"),
        ("樟树市检验检测服务项目200项以上。", "stronger"),
        ("樟树市1家企业获评江西省井冈质量奖组织奖。", "stronger"),
        ("2023年，樟树市有效发明专利210件。", "stronger"),
        ("樟树市2021年主营业务收入达352.64亿元。", "stronger"),
        ("樟树市2019年主营业务收入达300亿元。", "unknown"),
        ("樟树市营收352.6亿元。", "unknown"),
        ("樟树市规模以上企业主营业务收入352.6亿元。", "unknown"),
        ("主营业务收入352.6亿元。", "unknown"),
        ("昆明市主营业务收入352.6亿元。", "unknown"),
        ("樟树市位居全国第四位。", "unknown"),
    ],
)
def test_a_figure_gets_its_verdict(portal, text, verdict):
    assert {found for found, _sentence in verdicts(text)} == {verdict}, verdicts(text)


def test_a_chosen_program_stands_in_for_a_name(portal):
    assert verdicts("主营业务收入352.6亿元。", "zhangshu-metal-furniture")[0][0] == "agrees"


def test_places_in_one_text_are_told_apart(portal):
    text = "樟树市主营业务收入352.6亿元。景德镇市陶瓷产业营收突破860亿元，樟树市有效发明专利210件。"
    assert [verdict for verdict, _sentence in verdicts(text)] == ["agrees"] * 3


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_marks_each_figure_and_shows_what_is_published(portal, language):
    page = Client().post(f"{language}/check/", {"text": TEXT}).content.decode()
    for verdict in ("agrees", "stronger", "differs", "unknown"):
        assert f'<mark class="{verdict}">' in page
        assert f'class="verdict {verdict}"' in page
    row = Observation.objects.get(program__slug="zhangshu-metal-furniture", value="352.6")
    assert f'href="{language}{row.get_absolute_url().removeprefix("/en")}"' in page
    assert row.citation
    assert html.escape(row.citation.phrase) in page
    assert re.search(r'popovertarget="evidence-1-\d+"', page)
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))
    assert "<style" not in page


def test_a_pasted_tag_is_text(portal, client):
    page = client.post("/check/", {"text": "<script>alert(1)</script>樟树市主营业务收入352.6亿元"}).content.decode()
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("data", [{"text": ""}, {"text": "亿" * 20_001}, {"text": TEXT, "program": "没有这样的项目"}])
def test_what_cannot_be_checked_is_said_and_nothing_is_lost(portal, client, data):
    page = client.post("/check/", data).content.decode()
    assert 'class="error"' in page
    assert "<mark" not in page
    assert data["text"] in page


def test_several_programs_that_answer_are_named(portal, client):
    page = client.post("/en/check/", {"text": TEXT, "program": "江西"}).content.decode()
    assert "Several programs answer to this" in page


def test_a_text_without_figures_says_so(portal, client):
    assert 'class="empty"' in client.post("/check/", {"text": "今天天气很好。"}).content.decode()


def test_the_token_is_asked_for(portal):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/check/", {"text": TEXT}).status_code == 403
    token = client.get("/check/").cookies["csrftoken"].value
    response = client.post("/check/", {"text": TEXT, "csrfmiddlewaretoken": token})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_too_many_texts_from_one_address_wait(portal, client, settings, monkeypatch):
    monkeypatch.setattr("qualityportal.api.limits.clock", lambda: 1_000.0)
    settings.CHECK_RATE = 2
    answers = [client.post("/check/", {"text": TEXT}) for _attempt in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "20"
    assert TEXT in answers[2].content.decode()
    assert client.get("/check/").status_code == 200


def test_nothing_that_is_typed_is_kept(portal, client):
    with CaptureQueriesContext(connection) as queries:
        client.post("/check/", {"text": TEXT})
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}
    assert not client.session.keys()


def test_the_cost_does_not_grow_with_the_data(portal):
    with CaptureQueriesContext(connection) as before:
        check(TEXT)
    place = records.region("360982")
    other = records.program("another", region=place, measures=0)
    for value in range(2001, 2021):
        records.observation(other, records.indicator(), str(value), **records.year(value))
    with CaptureQueriesContext(connection) as after:
        check(TEXT * 5)
    assert len(after) == len(before)


def test_only_what_is_published_is_held_against(portal):
    Observation.objects.filter(program__slug="zhangshu-metal-furniture", value="352.6").update(publication="draft")
    assert verdicts("樟树市2021年主营业务收入达352.6亿元。")[0][0] == "unknown"


def test_each_reason_reads_as_a_sentence(portal):
    for _verdict, sentence in verdicts(TEXT):
        assert sentence.endswith((".", "。"))
        assert "%(" not in sentence
