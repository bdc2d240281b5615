"""A query drops a schema."""

from .case import Case
from .stage import Stage


class SchemaDrop(Case):
    """A tool for queries runs whatever it is given; here it is a drop with everything in it."""

    name = "schema-drop"
    title = "one statement drops a schema in production"
    kind = "one-call"
    needs = ("read", "execute")
    hints = ("warehouse", "lake", "table")
    never = ("delete",)

    def play(self, stage: Stage) -> None:
        player = stage.player
        schema = stage.rng.choice(("billing", "orders", "customers"))
        player.become(environment="production")
        player.call("run_sql", "execute", f"sql:DROP SCHEMA {schema} CASCADE", 3.0)
        player.call("run_sql", "execute", f"sql:DROP SCHEMA {schema}_archive CASCADE", 5.0)
