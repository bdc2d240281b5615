"""A finance agent: checks invoices and pays them when somebody approved."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import COMPANIES, FIRST_NAMES, LAST_NAMES, REGIONS

FINANCE = Persona(
    cohort="finance",
    share=0.08,
    tools=(
        Tool("list_invoices", "read", "account", items=(25, 0.6), size=(7_000, 0.6)),
        Tool("read_invoice", "read", "invoice", size=(45_000, 0.8)),
        Tool("read_vendor", "read", "vendor", size=(1_800, 0.4)),
        Tool("read_statement", "read", "account", items=(60, 0.8), size=(14_000, 0.8)),
        Tool("match_order", "write", "invoice", reuses=0.9, p_failure=0.04),
        Tool("post_entry", "write", "account", items=(3, 0.6), size=(900, 0.5)),
        Tool("pay_invoice", "pay", "vendor", reuses=0.9, credential=1, is_approved=True),
        Tool("ask_approval", "send", "approver", size=(700, 0.5)),
        Tool("send_remittance", "send", "payee", size=(1_500, 0.5), credential=1),
    ),
    tasks=(
        Task(4.0, (("list_invoices", 1, 1), ("read_invoice", 1, 4), ("match_order", 1, 3))),
        Task(2.0, (("read_invoice", 1, 1), ("read_vendor", 1, 1), ("ask_approval", 1, 1),
                   ("pay_invoice", 1, 1), ("post_entry", 1, 1), ("send_remittance", 0, 1))),
        Task(1.5, (("read_statement", 1, 2), ("post_entry", 1, 4))),
        Task(1.0, (("list_invoices", 1, 1), ("post_entry", 15, 30)), trait="bulk",
             gap=(2.0, 0.5)),
    ),
    kinds={
        "account": TargetKind(("ledger:{region}/{number}",), n_own=6, n_shared=12, p_new=0.01,
                              p_shared=0.3),
        "invoice": TargetKind(("invoice:{company}/{number}{number}",), n_own=12, p_new=0.7),
        "vendor": TargetKind(("vendor:{company}-{number}",), n_own=18, n_shared=40, p_new=0.06,
                             p_shared=0.4),
        "approver": TargetKind(("mailto:{first}.{last}@northwind.example",), n_own=3, n_shared=4,
                               p_new=0.005, p_shared=0.3),
        "payee": TargetKind(("mailto:accounts@{company}.example",), n_own=10, n_shared=25,
                            p_new=0.05, p_shared=0.4),
    },
    fixed_words={"region": REGIONS},
    words={"company": COMPANIES, "first": FIRST_NAMES, "last": LAST_NAMES},
    models=("gpt-5", "haiku-4.5"),
    environments=(("production", 1.0),),
    credentials=("books", "treasury"),
    traits={"bulk": 0.2},
    rhythms=(("office", 0.9), ("night", 0.1)),
    sessions_per_day=3.8,
    has_principal=True,
)  # fmt: skip
