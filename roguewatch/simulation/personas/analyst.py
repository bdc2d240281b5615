"""A data analyst: queries tables, keeps dashboards, sends reports."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import FIRST_NAMES, LAST_NAMES, NOUNS, SERVICES

ANALYST = Persona(
    cohort="data",
    share=0.18,
    tools=(
        Tool("list_tables", "read", "schema", items=(22, 0.6), size=(1_500, 0.5)),
        Tool("describe_table", "read", "table", size=(1_200, 0.5)),
        Tool("run_query", "read", "table", items=(400, 1.6), size=(40_000, 1.5), p_failure=0.06),
        Tool("read_dashboard", "read", "dashboard", size=(9_000, 0.7)),
        Tool("update_dashboard", "write", "dashboard", size=(2_500, 0.7), reuses=0.7),
        Tool("write_table", "write", "scratch", items=(2_000, 1.2), size=(120_000, 1.2)),
        Tool("run_notebook", "execute", "notebook", size=(30_000, 0.9), p_failure=0.05),
        Tool("export_rows", "write", "export", items=(1_500, 1.3), size=(200_000, 1.3)),
        Tool("send_report", "send", "recipient", size=(60_000, 0.8), credential=1),
    ),
    tasks=(
        Task(4.0, (("list_tables", 0, 1), ("describe_table", 1, 2), ("run_query", 2, 6))),
        Task(2.5, (("read_dashboard", 1, 2), ("run_query", 1, 3), ("update_dashboard", 1, 2))),
        Task(1.2, (("run_query", 1, 2), ("export_rows", 1, 1), ("send_report", 1, 1))),
        Task(1.2, (("run_notebook", 1, 2), ("write_table", 1, 1))),
        Task(1.0, (("list_tables", 1, 1), ("run_query", 20, 40), ("write_table", 1, 2)),
             trait="bulk", gap=(3.0, 0.5)),
    ),
    kinds={
        "schema": TargetKind(("warehouse:{domain}",), n_own=2, n_shared=10, p_new=0.01,
                             p_shared=0.4),
        "table": TargetKind(("warehouse:{domain}.{noun}s", "warehouse:{domain}.{noun}_daily"),
                            n_own=16, n_shared=40, p_new=0.05, p_shared=0.35),
        "dashboard": TargetKind(("dashboard:{domain}/{noun}-overview",), n_own=5, n_shared=15,
                                p_new=0.03, p_shared=0.3),
        "scratch": TargetKind(("warehouse:scratch.{noun}_{number}",), n_own=3, p_new=0.4),
        "notebook": TargetKind(("notebook:{domain}/{noun}",), n_own=6, p_new=0.06),
        "export": TargetKind(("bucket:exports/{domain}/{noun}.csv",), n_own=5, p_new=0.08),
        "recipient": TargetKind(("mailto:{first}.{last}@northwind.example",), n_own=7, n_shared=20,
                                p_new=0.04, p_shared=0.3),
    },
    fixed_words={"domain": SERVICES},
    words={"noun": NOUNS, "first": FIRST_NAMES, "last": LAST_NAMES},
    models=("gpt-5", "sonnet-4.5"),
    environments=(("analytics", 1.0),),
    credentials=("warehouse", "reports"),
    traits={"bulk": 0.2},
    rhythms=(("office", 0.7), ("night", 0.2), ("always", 0.1)),
    sessions_per_day=4.2,
)  # fmt: skip
