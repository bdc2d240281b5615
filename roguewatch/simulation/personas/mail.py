"""A mail assistant: reads, files and answers one person's mail."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import COMPANIES, FIRST_NAMES, LAST_NAMES, NOUNS

MAIL = Persona(
    cohort="mail",
    share=0.24,
    tools=(
        Tool("list_messages", "read", "folder", items=(18, 0.6), size=(6_000, 0.6)),
        Tool("read_message", "read", "message", size=(7_000, 1.2)),
        Tool("search_mail", "read", "folder", items=(7, 0.8), size=(3_000, 0.8)),
        Tool("read_contact", "read", "contact", size=(700, 0.4)),
        Tool("read_calendar", "read", "calendar", items=(6, 0.5), size=(2_000, 0.5)),
        Tool("label_message", "write", "message", reuses=0.9),
        Tool("archive_message", "write", "message", reuses=0.9),
        Tool("draft_reply", "write", "message", size=(900, 0.7), reuses=0.95),
        Tool("send_message", "send", "recipient", size=(1_200, 0.8), credential=1),
        Tool("create_event", "write", "calendar", size=(500, 0.4)),
        Tool("delete_message", "delete", "message", reuses=0.7),
    ),
    tasks=(
        Task(4.0, (("list_messages", 1, 1), ("read_message", 2, 5), ("label_message", 0, 3))),
        Task(3.0, (("read_message", 1, 2), ("read_contact", 0, 1), ("draft_reply", 1, 1),
                   ("send_message", 1, 1))),
        Task(1.5, (("search_mail", 1, 2), ("read_message", 1, 3))),
        Task(1.2, (("read_calendar", 1, 2), ("create_event", 1, 1), ("send_message", 0, 1))),
        Task(1.5, (("list_messages", 1, 1), ("archive_message", 1, 5))),
        Task(1.0, (("list_messages", 1, 1), ("read_message", 1, 2), ("delete_message", 1, 3)),
             trait="deletes", gap=(15.0, 1.1)),
        Task(1.0, (("list_messages", 1, 1), ("archive_message", 15, 35)), trait="bulk",
             gap=(1.5, 0.5)),
    ),
    kinds={
        "folder": TargetKind(("mailbox:{user}/{folder}",), n_own=6, p_new=0.01),
        "message": TargetKind(("mailbox:{user}/inbox/msg-{hex}",), n_own=25, p_new=0.75),
        "contact": TargetKind(("contact:{first}.{last}@{company}.example",), n_own=24, n_shared=60,
                              p_new=0.04, p_shared=0.2),
        "recipient": TargetKind(("mailto:{first}.{last}@{company}.example",), n_own=28,
                                n_shared=60, p_new=0.04, p_shared=0.25),
        "calendar": TargetKind(("calendar:{user}/{noun}",), n_own=4, p_new=0.05),
    },
    fixed_words={"user": tuple(f"{f}.{n}" for f in FIRST_NAMES for n in LAST_NAMES)},
    words={
        "folder": ("inbox", "invoices", "travel", "team", "newsletters", "projects", "later"),
        "first": FIRST_NAMES, "last": LAST_NAMES, "company": COMPANIES, "noun": NOUNS,
    },
    models=("sonnet-4.5", "haiku-4.5", "gpt-5-mini"),
    environments=(("production", 1.0),),
    credentials=("mailbox", "outbox"),
    traits={"deletes": 0.34, "bulk": 0.15},
    rhythms=(("office", 0.85), ("always", 0.15)),
    sessions_per_day=4.4,
    has_principal=True,
)  # fmt: skip
