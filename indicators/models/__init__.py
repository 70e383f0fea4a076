"""What is measured: indicators, their observations, the changes that sources state, what readers doubt, and articles
being read.
"""

from indicators.models.article import ArticleReading, FigureOutcome, IndicatorAlias, ReadFigure
from indicators.models.change import ReportedChange
from indicators.models.correction import Correction
from indicators.models.indicator import Breakdown, Indicator
from indicators.models.observation import Observation
from indicators.models.reported import ReportedIndicator

__all__ = [
    "ArticleReading",
    "Breakdown",
    "Correction",
    "FigureOutcome",
    "Indicator",
    "IndicatorAlias",
    "Observation",
    "ReadFigure",
    "ReportedChange",
    "ReportedIndicator",
]
