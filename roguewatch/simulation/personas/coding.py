"""A coding agent: reads, edits and tests one or two repositories."""

from ..persona import Persona
from ..target_kind import TargetKind
from ..task import Task
from ..tool import Tool
from ..words import NOUNS, SERVICES

CODING = Persona(
    cohort="coding",
    share=0.26,
    tools=(
        Tool("read_file", "read", "file", size=(5_000, 1.0)),
        Tool("search_code", "read", "tree", items=(6, 0.9), size=(2_500, 0.9)),
        Tool("list_directory", "read", "tree", items=(14, 0.7), size=(900, 0.6)),
        Tool("fetch_docs", "read", "docs", size=(28_000, 0.8), p_failure=0.03),
        Tool("edit_file", "write", "file", size=(1_400, 1.0), reuses=0.8),
        Tool("create_file", "write", "new_file", size=(1_800, 1.0), p_denied=0.0),
        Tool("run_tests", "execute", "suite", size=(9_000, 0.9), p_failure=0.18),
        Tool("run_command", "execute", "command", size=(2_500, 1.2), p_failure=0.06),
        Tool("commit_changes", "write", "branch", items=(3, 0.7), size=(4_000, 0.9)),
        Tool("open_pull_request", "write", "pull_request", size=(2_000, 0.6), credential=1),
        Tool("post_review_comment", "send", "pull_request", size=(500, 0.7), credential=1),
        Tool("delete_file", "delete", "file", reuses=0.5),
    ),
    tasks=(
        Task(4.0, (("search_code", 1, 2), ("read_file", 2, 5), ("edit_file", 1, 3),
                   ("run_tests", 1, 2))),
        Task(2.0, (("list_directory", 1, 1), ("read_file", 1, 4), ("create_file", 1, 1),
                   ("edit_file", 0, 2), ("run_tests", 1, 1), ("commit_changes", 1, 1))),
        Task(1.5, (("fetch_docs", 1, 2), ("read_file", 1, 3), ("edit_file", 1, 2))),
        Task(1.5, (("run_command", 1, 3), ("read_file", 1, 2))),
        Task(1.0, (("run_tests", 1, 1), ("commit_changes", 1, 1), ("open_pull_request", 1, 1))),
        Task(0.8, (("read_file", 2, 6), ("post_review_comment", 1, 2))),
        Task(1.0, (("search_code", 1, 1), ("read_file", 0, 2), ("delete_file", 1, 3),
                   ("run_tests", 1, 1)), trait="deletes", gap=(14.0, 1.0)),
        Task(1.0, (("search_code", 1, 1), ("edit_file", 12, 30), ("run_tests", 1, 1),
                   ("commit_changes", 1, 1)), trait="bulk", gap=(2.5, 0.5)),
    ),
    kinds={
        "file": TargetKind(("git:{repo}/src/{area}/{noun}_{noun}.py",
                            "git:{repo}/tests/{area}/test_{noun}.py",
                            "git:{repo}/src/{area}/{noun}.py"), n_own=45, p_new=0.07),
        "new_file": TargetKind(("git:{repo}/src/{area}/{noun}_{noun}_{number}.py",),
                               n_own=0, p_new=1.0),
        "tree": TargetKind(("git:{repo}/src/{area}", "git:{repo}/tests/{area}"),
                           n_own=8, p_new=0.02),
        "docs": TargetKind(("https://docs.{library}.example/{noun}",), n_own=6, n_shared=40,
                           p_new=0.1, p_shared=0.5),
        "suite": TargetKind(("git:{repo}/tests", "git:{repo}/tests/{area}"), n_own=4, p_new=0.01),
        "command": TargetKind(("sh:{verb} {repo}",), n_own=5, p_new=0.04),
        "branch": TargetKind(("git:{repo}@feature/{noun}-{number}",), n_own=3, p_new=0.35),
        "pull_request": TargetKind(("git:{repo}/pull/{number}",), n_own=3, p_new=0.4),
    },
    fixed_words={"repo": tuple(f"{s}-{kind}" for s in SERVICES for kind in ("api", "web", "jobs"))},
    words={
        "area": ("api", "core", "db", "handlers", "jobs", "models", "rules", "views"),
        "noun": NOUNS,
        "library": ("asyncq", "datakit", "formwork", "httplane", "pathways", "sqlbridge"),
        "verb": ("make build", "make lint", "uv sync", "git status", "git log", "npm run build",
                 "python -m tools.codegen", "docker compose ps", "make docs"),
    },
    models=("sonnet-4.5", "gpt-5-codex", "gemini-3-pro"),
    environments=(("development", 0.8), ("ci", 0.2)),
    credentials=("workspace", "forge"),
    traits={"deletes": 0.34, "bulk": 0.15},
    rhythms=(("office", 0.8), ("always", 0.15), ("night", 0.05)),
    sessions_per_day=3.6,
    has_principal=True,
)  # fmt: skip
