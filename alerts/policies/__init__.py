"""The shipped Cedar policy and the schema that every policy is validated against."""

from pathlib import Path

DIRECTORY = Path(__file__).parent
SCHEMA = (DIRECTORY / "roguewatch.cedarschema").read_text(encoding="utf-8")
DEFAULT = (DIRECTORY / "default.cedar").read_text(encoding="utf-8")

__all__ = ["DEFAULT", "DIRECTORY", "SCHEMA"]
