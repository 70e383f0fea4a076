"""The records of this app in Django's admin, one module per subject."""

from programs.admin import chain, measure, program, region, source

__all__ = ["chain", "measure", "program", "region", "source"]
