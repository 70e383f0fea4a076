"""The records of this app in Django's admin, one module per subject."""

from indicators import tabular  # registers its tables for import and export
from indicators.admin import article, change, correction, indicator, observation, program

__all__ = ["article", "change", "correction", "indicator", "observation", "program", "tabular"]
