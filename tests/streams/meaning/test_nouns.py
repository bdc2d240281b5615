"""A tool is about the nouns in its name, whatever it does to them."""

import pytest

from streams.meaning.nouns import nouns


@pytest.mark.parametrize(
    ("tool", "expected"),
    [
        ("get_unread_emails", {"email"}),
        ("send_email", {"email"}),
        ("create_file", {"file"}),
        ("share_file", {"file"}),
        ("file_ticket", {"ticket"}),
        ("order_pizza", {"pizza"}),
        ("cancelOrder", {"order"}),
        ("list_posts", {"post"}),
        ("post_webpage", {"webpage"}),
        ("delete_all", set()),
        ("purge_mailbox", {"mailbox"}),
        ("mcp__drive__dispatchFiles", {"file"}),
        ("calendar.insert", {"calendar"}),
        ("ec2:TerminateInstances", {"instance"}),
        ("email_customer", {"email", "customer"}),
        ("mcp__all__get", {"mcp"}),
        ("share", set()),
        ("", set()),
    ],
)
def test_verbs_and_small_words_are_none(tool: str, expected: set[str]) -> None:
    assert nouns(tool) == expected
