"""What is measured: indicators, their observations, and the changes that sources state."""

from indicators.models.change import ReportedChange
from indicators.models.indicator import Breakdown, Indicator
from indicators.models.observation import Observation

__all__ = ["Breakdown", "Indicator", "Observation", "ReportedChange"]
