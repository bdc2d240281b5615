"""How the demo's configuration differs from the shipped one: mode and promotions, nothing else."""

from detectors.config import Config

PROMOTED = ("burst", "high_impact", "hijack", "spree", "unapproved", "volume")


def config_text() -> str:
    """Return the configuration as a user would write it.

    Examples
    --------
    >>> config_text().splitlines()[:4]
    ['mode = "suspend"', '', '[detectors.burst]', 'stage = "promoted"']
    """
    lines = ['mode = "suspend"']
    for name in PROMOTED:
        lines += ["", f"[detectors.{name}]", 'stage = "promoted"']
    return "\n".join(lines) + "\n"


def demo_config() -> Config:
    """Return the configuration that worker and control read in the demo."""
    return Config.parse(config_text())
