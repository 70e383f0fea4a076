"""What a government runs: regions, chains, programs, measures, and the sources that say so."""

from programs.models.chain import IndustryChain, IndustryClass
from programs.models.evidence import EvidenceCheck
from programs.models.import_file import ImportFile
from programs.models.measure import Measure
from programs.models.program import Program
from programs.models.region import FormerRegionCode, Region
from programs.models.responsibility import Responsibility
from programs.models.revision import Revision
from programs.models.source import Citation, SourceDocument, SourceNote
from programs.models.tally import ChainTally, ProgramTally, RegionTally, SourceTally

__all__ = [
    "ChainTally",
    "Citation",
    "EvidenceCheck",
    "FormerRegionCode",
    "ImportFile",
    "IndustryChain",
    "IndustryClass",
    "Measure",
    "Program",
    "ProgramTally",
    "Region",
    "RegionTally",
    "Responsibility",
    "Revision",
    "SourceDocument",
    "SourceNote",
    "SourceTally",
]
