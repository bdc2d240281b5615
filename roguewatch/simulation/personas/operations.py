"""An operations agent: watches services, deploys and scales them."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import NOUNS, REGIONS, SERVICES

OPERATIONS = Persona(
    cohort="operations",
    share=0.14,
    tools=(
        Tool("get_metrics", "read", "service", items=(30, 0.6), size=(5_000, 0.6)),
        Tool("read_logs", "read", "service", items=(120, 1.1), size=(30_000, 1.1)),
        Tool("list_deployments", "read", "cluster", items=(12, 0.4), size=(2_000, 0.4)),
        Tool("read_config", "read", "config", size=(1_500, 0.6)),
        Tool("update_config", "write", "config", size=(1_500, 0.6), reuses=0.85, credential=1),
        Tool("deploy_service", "execute", "service", reuses=0.9, p_failure=0.05, credential=1),
        Tool("restart_service", "execute", "service", reuses=0.9, credential=1),
        Tool("scale_service", "admin", "service", reuses=0.9, credential=1),
        Tool("post_status", "send", "channel", size=(400, 0.6)),
        Tool("delete_preview", "delete", "preview", credential=1, environment="staging"),
    ),
    tasks=(
        Task(5.0, (("get_metrics", 1, 3), ("read_logs", 1, 3))),
        Task(2.0, (("list_deployments", 1, 1), ("read_config", 1, 2), ("update_config", 1, 1),
                   ("deploy_service", 1, 1), ("get_metrics", 1, 3), ("post_status", 1, 1))),
        Task(1.2, (("get_metrics", 1, 2), ("read_logs", 1, 2), ("restart_service", 1, 1),
                   ("get_metrics", 1, 2))),
        Task(0.8, (("get_metrics", 1, 1), ("scale_service", 1, 1))),
        Task(1.0, (("list_deployments", 1, 1), ("delete_preview", 1, 2)), trait="deletes",
             gap=(20.0, 1.0)),
        Task(1.0, (("list_deployments", 1, 1), ("restart_service", 10, 24)), trait="bulk",
             gap=(4.0, 0.4)),
    ),
    kinds={
        "service": TargetKind(("service:{region}/{service}",), n_own=7, n_shared=20, p_new=0.01,
                              p_shared=0.2),
        "cluster": TargetKind(("cluster:{region}",), n_own=2, p_new=0.005),
        "config": TargetKind(("config:{region}/{service}/{noun}",), n_own=14, p_new=0.04),
        "channel": TargetKind(("chat:#deploys-{region}", "chat:#incidents-{region}"), n_own=2,
                              n_shared=3, p_new=0.003, p_shared=0.2),
        "preview": TargetKind(("preview:{service}-pr-{number}",), n_own=0, p_new=1.0),
    },
    fixed_words={"region": REGIONS},
    words={"service": SERVICES, "noun": NOUNS},
    models=("gpt-5", "sonnet-4.5"),
    environments=(("production", 0.6), ("staging", 0.4)),
    credentials=("observer", "deployer"),
    traits={"deletes": 0.25, "bulk": 0.25},
    rhythms=(("office", 0.45), ("always", 0.45), ("night", 0.1)),
    sessions_per_day=4.6,
)  # fmt: skip
