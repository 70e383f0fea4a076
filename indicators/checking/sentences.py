"""A verdict in words: one for the mark, and a sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from indicators.reading.quoting.verdicts import Reason, Verdict

WORDS = {
    Verdict.AGREES: _("agrees"),
    Verdict.STRONGER: _("stronger than the source"),
    Verdict.DIFFERS: _("differs"),
    Verdict.UNKNOWN: _("not known here"),
}
SENTENCES = {
    Reason.SAME: _("The portal holds the same: %(held)s."),
    Reason.WEAKER: _("True: the portal holds %(held)s, which says more."),
    Reason.COMPUTED: _("No source states this change, but the published figures give it: %(formula)s."),
    Reason.PLAN_REACHED: _("Quoted as a plan; the portal holds it as a result: %(held)s."),
    Reason.BOUND: _("The source states only a bound, %(held)s; the text gives it as an exact or stronger number."),
    Reason.ABOUT: _("The source says %(held)s; the text leaves out that this is a rough number."),
    Reason.MORE_DIGITS: _("The text gives more digits than the source, which states %(held)s."),
    Reason.BEYOND: _("The source does not say as much: it states %(held)s."),
    Reason.PLAN: _("The source states a plan, %(held)s; the text gives it as a result."),
    Reason.PROVISIONAL: _("The source calls this provisional, %(held)s; the text gives it as final."),
    Reason.DATED: _("The number is that of the source, %(held)s, but the source does not say for which time."),
    Reason.VALUE: _("The text says %(quoted)s; the portal holds %(held)s."),
    Reason.CUT: _(
        "The portal holds %(held)s; rounded, it is another number than %(quoted)s, which cuts the digits off."
    ),
    Reason.OTHER_PERIOD: _("The portal holds no figure for this time, but others: %(held)s."),
    Reason.NO_PLAN: _("The portal holds no plan of this, only results: %(held)s."),
    Reason.NO_FIGURE: _(
        "No published figure has this name and unit. It may be named differently here, or not be recorded."
    ),
    Reason.NO_PROGRAM: _("The text names no program that the portal knows. Choose one, and check again."),
    Reason.NO_CHANGE: _("No published source states this change, and the published figures do not give it."),
    Reason.RANK: _("Places in a ranking are not recorded here."),
}


def sentence(reason: Reason, *, quoted: str, held: Sequence[str], formula: str = "") -> str:
    return str(SENTENCES[reason]) % {"quoted": quoted, "held": "; ".join(held), "formula": formula}
