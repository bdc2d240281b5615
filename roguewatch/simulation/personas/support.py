"""A support agent: answers customers, and posts inside the company with approval."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import COMPANIES, NOUNS

SUPPORT = Persona(
    cohort="support",
    share=0.18,
    tools=(
        Tool("read_ticket", "read", "ticket", size=(3_000, 0.9)),
        Tool("search_articles", "read", "articles", items=(5, 0.6), size=(2_500, 0.6)),
        Tool("read_customer", "read", "customer", size=(1_500, 0.5)),
        Tool("read_thread", "read", "channel", items=(9, 0.8), size=(4_000, 0.8)),
        Tool("update_ticket", "write", "ticket", size=(400, 0.6), reuses=0.95),
        Tool("reply_to_customer", "send", "ticket", size=(900, 0.7), reuses=0.95, credential=1),
        Tool("post_message", "send", "channel", size=(600, 0.7), reuses=0.6, is_approved=True),
        Tool("issue_refund", "pay", "customer", reuses=0.95, is_approved=True),
    ),
    tasks=(
        Task(5.0, (("read_ticket", 1, 1), ("read_customer", 0, 1), ("search_articles", 1, 2),
                   ("reply_to_customer", 1, 1), ("update_ticket", 1, 1))),
        Task(2.0, (("read_ticket", 2, 4), ("update_ticket", 1, 3))),
        Task(1.4, (("read_thread", 1, 2), ("post_message", 1, 2))),
        Task(0.6, (("read_ticket", 1, 1), ("read_customer", 1, 1), ("issue_refund", 1, 1),
                   ("reply_to_customer", 1, 1)), trait="refunds"),
        Task(1.0, (("read_ticket", 1, 1), ("update_ticket", 15, 30)), trait="bulk",
             gap=(2.0, 0.5)),
    ),
    kinds={
        "ticket": TargetKind(("ticket:{number}{number}",), n_own=12, p_new=0.7),
        "articles": TargetKind(("kb:{noun}/{noun}",), n_own=12, n_shared=60, p_new=0.05,
                               p_shared=0.6),
        "customer": TargetKind(("customer:{company}-{number}",), n_own=15, n_shared=40,
                               p_new=0.5, p_shared=0.15),
        "channel": TargetKind(("chat:#{channel}-{team}",), n_own=3, n_shared=6, p_new=0.004,
                              p_shared=0.3),
    },
    fixed_words={"team": ("billing", "onboarding", "logistics", "accounts", "returns", "platform")},
    words={
        "noun": NOUNS, "company": COMPANIES,
        "channel": ("support", "handover", "alerts", "questions", "standup", "escalations"),
    },
    models=("haiku-4.5", "gpt-5-mini"),
    environments=(("production", 1.0),),
    credentials=("helpdesk", "outreach"),
    traits={"refunds": 0.4, "bulk": 0.12},
    rhythms=(("office", 0.6), ("always", 0.4)),
    sessions_per_day=4.0,
)  # fmt: skip
