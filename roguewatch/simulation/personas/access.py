"""An access agent: works on requests for rights, and takes back what nobody needs."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import FIRST_NAMES, LAST_NAMES, SERVICES

ACCESS = Persona(
    cohort="access",
    share=0.08,
    tools=(
        Tool("list_requests", "read", "queue", items=(9, 0.6), size=(3_000, 0.5)),
        Tool("read_request", "read", "request", size=(1_600, 0.5)),
        Tool("read_user", "read", "user", size=(1_200, 0.4)),
        Tool("list_groups", "read", "group", items=(14, 0.5), size=(1_800, 0.5)),
        Tool("read_audit_log", "read", "log", items=(150, 1.0), size=(35_000, 1.0)),
        Tool("grant_role", "admin", "grant", credential=1, is_approved=True, p_denied=0.01),
        Tool("revoke_role", "admin", "grant", credential=1),
        Tool("issue_login", "auth", "user", reuses=0.7, credential=1, is_approved=True),
        Tool("close_request", "write", "request", reuses=0.95, size=(300, 0.5)),
        Tool("notify_user", "send", "address", size=(500, 0.5)),
    ),
    tasks=(
        Task(5.0, (("list_requests", 1, 1), ("read_request", 1, 1), ("read_user", 1, 1),
                   ("list_groups", 0, 1), ("grant_role", 1, 1), ("close_request", 1, 1),
                   ("notify_user", 0, 1))),
        Task(2.0, (("read_audit_log", 1, 3), ("read_user", 1, 2))),
        Task(1.0, (("list_groups", 1, 1), ("read_user", 1, 3), ("revoke_role", 1, 2))),
        Task(0.8, (("read_request", 1, 1), ("issue_login", 1, 1), ("close_request", 1, 1))),
        Task(1.0, (("list_groups", 1, 1), ("read_user", 10, 25), ("revoke_role", 4, 9)),
             trait="bulk", gap=(5.0, 0.6)),
    ),
    kinds={
        "queue": TargetKind(("requests:{system}",), n_own=2, p_new=0.005),
        "request": TargetKind(("request:{number}{number}",), n_own=6, p_new=0.7),
        "user": TargetKind(("user:{first}.{last}",), n_own=20, n_shared=60, p_new=0.2,
                           p_shared=0.3),
        "group": TargetKind(("group:{system}-{duty}",), n_own=6, n_shared=15, p_new=0.02,
                            p_shared=0.4),
        "grant": TargetKind(("role:{system}/{duty}",), n_own=8, n_shared=20, p_new=0.04,
                            p_shared=0.4),
        "log": TargetKind(("audit:{system}",), n_own=3, p_new=0.005),
        "address": TargetKind(("mailto:{first}.{last}@northwind.example",), n_own=20,
                              n_shared=60, p_new=0.2, p_shared=0.3),
    },
    fixed_words={},
    words={"system": SERVICES, "first": FIRST_NAMES, "last": LAST_NAMES,
           "duty": ("reader", "editor", "operator", "reviewer", "analyst", "helpdesk")},
    models=("sonnet-4.5", "gpt-5"),
    environments=(("production", 0.9), ("staging", 0.1)),
    credentials=("directory", "granter"),
    traits={"bulk": 0.25},
    rhythms=(("office", 0.85), ("always", 0.15)),
    sessions_per_day=3.4,
)  # fmt: skip
