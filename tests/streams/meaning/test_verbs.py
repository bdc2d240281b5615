"""The verb class follows from the words of a tool's name, whoever made the tool."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines.features import ACTIONS, Action
from streams.meaning.verbs import verb_of

VECTORS = Path(__file__).parents[2] / "vectors" / "iam-actions.json"
READS = ("Read", "List")

CASES: dict[Action, str] = {
    "read": "list_issues issues_list getUser SearchWeb read_file file_read pull_request_read"
    " mcp__github__get_issue email_search query_database describe-table"
    " contacts_by_email_search restaurants_by_type_find look_up_order review_document"
    " visitPage extractTable whoami fs/stat check_status BatchGetItems message_list order_list",
    "write": "create_issue add_comment updateRecord mkdir put_object git.commit set_config"
    " make_event composeDraft amend_record alterTable extend_trial vote_on_post"
    " move_file calendar.events.insert upload_file rename_channel",
    "delete": "delete_file DeleteVolume remove_user rm email_delete events.delete drop_table"
    " purge_queue calendar/events/delete bulk_delete batch_delete_items",
    "send": "send_email email_send reply_to_thread publish_post gmail.sendMessage notify_user"
    " post_message message_post respond_to_ticket relayMessage",
    "execute": "run_command bash shell execute_sql runPython terminal browser_click deploy_app"
    " start_job trigger_workflow invoke_function python",
    "pay": "purchase_item pay_invoice refund_order transfer_funds create_payment buy_shares"
    " send_money process_payment schedule_transaction remitFunds",
    "auth": "login assume_role create_api_key reset_password update_credentials",
    "admin": "grant_access update_user_permissions add_collaborator chmod set_iam_policy"
    " revoke_token create_role",
    "other": "calculator text_to_speech exchange_rate credit_score zip_code x"
    " frobnicate 123 日本語 _ -",
}


@pytest.mark.parametrize(
    ("tool", "action"),
    [(t, action) for action, tools in CASES.items() for t in tools.split()],
)
def test_known_shapes_of_names(tool: str, action: Action) -> None:
    assert verb_of(tool) == action


def test_the_servers_name_is_asked_last() -> None:
    """A server called delete-tools may list what it has."""
    assert verb_of("mcp__delete_tools__list_all") == "read"
    assert verb_of("search/thing") == "read"


def test_a_rule_about_time_or_size_is_no_right() -> None:
    assert verb_of("put_lifecycle_policy") == "write"
    assert verb_of("put_bucket_policy") == "admin"


@given(st.text(max_size=300))
def test_any_name_has_a_class(tool: str) -> None:
    assert verb_of(tool) in ACTIONS


@pytest.mark.parametrize("text", ["a" * 60_000, "aA" * 30_000, "_" * 60_000, "delete_" * 9_000])
def test_a_long_name_costs_little(text: str) -> None:
    started = time.perf_counter()
    for i in range(50):
        verb_of(f"{i}{text}")
    assert time.perf_counter() - started < 1.0


def test_names_that_nobody_here_chose_are_told_apart() -> None:
    """AWS says of each action whether it reads; the words were not made from these names."""
    levels: dict[str, str] = json.loads(VECTORS.read_text(encoding="utf-8"))["actions"]
    told = {name: verb_of(name) for name in levels if verb_of(name) != "other"}
    right = [n for n, action in told.items() if (action == "read") == (levels[n] in READS)]
    changes = [n for n in levels if levels[n] not in READS]
    missed = [n for n in changes if told.get(n) == "read"]
    assert len(told) >= 0.95 * len(levels)
    assert len(right) >= 0.97 * len(told)
    assert len(missed) <= 0.03 * len(changes)
