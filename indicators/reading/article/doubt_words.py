"""A sentence for every doubt, in English; a caller with a language translates the same sentences."""

from __future__ import annotations

from indicators.reading.article.reading import Doubt, Doubted

SENTENCES: dict[Doubt, str] = {
    Doubt.RATE_DIFFERS: "The figures give %(computed)s, the article says %(stated)s.",
    Doubt.RATE_CUT: "The figures give %(computed)s; the article’s %(stated)s is cut, not rounded.",
    Doubt.POINTS_DIFFER: "In percentage points, the figures give %(computed)s, the article says %(stated)s.",
    Doubt.MULTIPLE_DIFFERS: "The figures give %(computed)s times, the article says %(stated)s.",
    Doubt.SHARE_DIFFERS: "The figures give a share of %(computed)s, the article says %(stated)s.",
    Doubt.SUM_DIFFERS: "The parts add up to %(computed)s, the article’s total is %(stated)s.",
    Doubt.TWO_VALUES: "The article also gives %(other)s for this, in paragraph %(paragraph)s.",
    Doubt.REPEAT: "Stated before in paragraph %(paragraph)s: one figure with two citations.",
    Doubt.PORTAL_DIFFERS: "The portal holds %(held)s for this.",
    Doubt.PORTAL_HAS: "The portal already holds this figure.",
    Doubt.SIGNS_DIFFER: "Two signs say different things.",
    Doubt.TIMES_MORE: "“Grown by %(stated)s times” can mean that many times more or that many times as much.",
    Doubt.ROUNDED_FRACTION: "The article states a fraction; the percent is rounded.",
    Doubt.UNIT_GUESSED: "The article gives no unit; this one is guessed.",
    Doubt.RATE_OF_PERCENT: "A percent that grows by %(stated)s: percent or percentage points?",
    Doubt.PROVISIONAL: "The article calls this provisional.",
    Doubt.LEFT_OUT: "The article has more figures than are read; those after this one are left out.",
}


def in_words(doubted: Doubted) -> str:
    return SENTENCES[doubted.doubt] % dict(doubted.data)
