"""The records of this app in Django's admin, one module per subject."""

from indicators.admin import change, indicator, observation, program

__all__ = ["change", "indicator", "observation", "program"]
