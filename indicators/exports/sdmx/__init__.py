"""Observations in the forms of SDMX 3.0 (ISO 17369): decision 15."""
