"""What an alert's risk comes from, and whether its record gives it once more."""

from .told import Told, read_told
from .wording import explain_lines

__all__ = ["Told", "explain_lines", "read_told"]
