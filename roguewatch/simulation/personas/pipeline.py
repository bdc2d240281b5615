"""A pipeline agent: loads, checks and publishes tables, the same ones every time."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import NOUNS, SERVICES

PIPELINE = Persona(
    cohort="pipeline",
    share=0.12,
    tools=(
        Tool("list_objects", "read", "landing", items=(80, 0.5), size=(6_000, 0.4)),
        Tool("load_object", "read", "object", items=(900, 0.8), size=(400_000, 0.9)),
        Tool("check_schema", "read", "table", size=(1_500, 0.4)),
        Tool("transform", "execute", "step", size=(2_000, 0.5), p_failure=0.03),
        Tool("write_partition", "write", "partition", items=(4_000, 0.7), size=(500_000, 0.7)),
        Tool("publish_table", "write", "table", reuses=0.6, credential=1),
        Tool("delete_partition", "delete", "expired", environment="staging"),
        Tool("notify_owners", "send", "channel", size=(300, 0.4)),
    ),
    tasks=(
        Task(5.0, (("list_objects", 1, 1), ("load_object", 2, 5), ("transform", 1, 2),
                   ("write_partition", 1, 2), ("notify_owners", 0, 1)), gap=(11.0, 0.5)),
        Task(2.0, (("check_schema", 1, 3), ("transform", 1, 1), ("publish_table", 1, 1)),
             gap=(9.0, 0.5)),
        Task(1.0, (("list_objects", 1, 1), ("delete_partition", 1, 3)), trait="deletes",
             gap=(12.0, 0.6)),
        Task(1.0, (("list_objects", 1, 1), ("load_object", 20, 45), ("write_partition", 3, 6)),
             trait="bulk", gap=(3.0, 0.4)),
    ),
    kinds={
        "landing": TargetKind(("landing:{domain}",), n_own=2, p_new=0.003),
        "object": TargetKind(("landing:{domain}/{noun}/part-{number}",), n_own=4, p_new=0.9),
        "table": TargetKind(("lake:{domain}.{noun}s",), n_own=9, n_shared=20, p_new=0.01,
                            p_shared=0.2),
        "step": TargetKind(("job:{domain}/{noun}",), n_own=6, p_new=0.01),
        "partition": TargetKind(("lake:{domain}.{noun}s/day-{number}",), n_own=2, p_new=0.9),
        "expired": TargetKind(("scratch:{domain}.{noun}s/day-{number}",), n_own=0, p_new=1.0),
        "channel": TargetKind(("chat:#data-{domain}",), n_own=1, p_new=0.002),
    },
    fixed_words={"domain": SERVICES},
    words={"noun": NOUNS},
    models=("gpt-5-mini", "haiku-4.5"),
    environments=(("analytics", 0.9), ("staging", 0.1)),
    credentials=("lake", "publisher"),
    traits={"deletes": 0.3, "bulk": 0.25},
    rhythms=(("always", 0.7), ("night", 0.3)),
    sessions_per_day=5.5,
)  # fmt: skip
