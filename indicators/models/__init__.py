"""What is measured: indicators, their observations, the changes that sources state, and what readers doubt."""

from indicators.models.change import ReportedChange
from indicators.models.correction import Correction
from indicators.models.indicator import Breakdown, Indicator
from indicators.models.observation import Observation
from indicators.models.reported import ReportedIndicator

__all__ = ["Breakdown", "Correction", "Indicator", "Observation", "ReportedChange", "ReportedIndicator"]
