"""What the portal knew on a day in the past.

    at = moment(request.GET["as_of"])        # UnknownMoment says in a sentence what to give instead
    with as_known(at):
        rows = list(Observation.objects.live().for_series())   # any read: as the tables stood then

Reads are the same functions for today and for then. A query counts when it is sent: what is handed on to be read later
(a streamed answer) goes through `each`. `as_known(None)` is today, also inside another moment.

Search columns are not kept in the history: inside a moment they are empty, so whoever offers a search refuses it there.
"""

from programs.knowledge.beginning import begin_history
from programs.knowledge.moments import UnknownMoment, first_known, last_change, moment, text_of, words_of
from programs.knowledge.past import address, address_at, as_known, each, known_at

__all__ = [
    "UnknownMoment",
    "address",
    "address_at",
    "as_known",
    "begin_history",
    "each",
    "first_known",
    "known_at",
    "last_change",
    "moment",
    "text_of",
    "words_of",
]
