"""One event's evidence, held against the thresholds."""

import msgspec


class Judgement(msgspec.Struct, gc=False):
    """One event's evidence against the thresholds, before anything is done about it."""

    time: float
    log_evidence: float
    risk: int
    is_alert: bool
    is_stop: bool
    direct: tuple[str, ...]
    """Direct detectors that reached their alert points."""
