"""From a tried configuration to one that every worker scores by, and back."""

from .differing import differences
from .preparing import measure, prepare
from .publishing import newest, publish, rollback

__all__ = ["differences", "measure", "newest", "prepare", "publish", "rollback"]
