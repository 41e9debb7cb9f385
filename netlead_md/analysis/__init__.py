"""From the network and a day to the book (SPEC §3). Pure: the same notes and day give the same book."""

from netlead_md.analysis.engine import (
    AnalysisResult,
    AnalysisRun,
    analyse,
    analyse_incremental,
    finish_analysis,
    start_analysis,
)
from netlead_md.analysis.history import monthly_history, on_days
from netlead_md.analysis.introductions import find_paths
from netlead_md.analysis.scores import EntityScores
from netlead_md.analysis.trust import TrustGrounds, trust_grounds, trust_signs, trust_working

__all__ = [
    "AnalysisResult",
    "AnalysisRun",
    "EntityScores",
    "TrustGrounds",
    "analyse",
    "analyse_incremental",
    "find_paths",
    "finish_analysis",
    "monthly_history",
    "on_days",
    "start_analysis",
    "trust_grounds",
    "trust_signs",
    "trust_working",
]
