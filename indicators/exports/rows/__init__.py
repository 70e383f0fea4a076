"""One row per resource: what CSV, XLSX, JSON, the API and the data dictionary have in common.

Each module has the row, with a title and a meaning for every column, and what makes it of a fetched record.
"""

from indicators.exports.rows.base import Moment, Note, Place, Row, Stated
from indicators.exports.rows.chains import ChainRow, chain_row
from indicators.exports.rows.changes import ChangeRow, change_row
from indicators.exports.rows.indicators import IndicatorRow, indicator_row
from indicators.exports.rows.measures import MeasureRow, measure_row
from indicators.exports.rows.observations import ObservationRow, observation_row
from indicators.exports.rows.programs import ProgramRow, program_row
from indicators.exports.rows.regions import RegionRow, region_row
from indicators.exports.rows.sources import SourceRow, source_row

__all__ = [
    "ChainRow",
    "ChangeRow",
    "IndicatorRow",
    "MeasureRow",
    "Moment",
    "Note",
    "ObservationRow",
    "Place",
    "ProgramRow",
    "RegionRow",
    "Row",
    "SourceRow",
    "Stated",
    "chain_row",
    "change_row",
    "indicator_row",
    "measure_row",
    "observation_row",
    "program_row",
    "region_row",
    "source_row",
]
