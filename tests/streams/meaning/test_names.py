"""Names are read once and kept; what was read before changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from streams.meaning.catalogue import has_telling_word, is_plain_telling, is_telling
from streams.meaning.names import Names
from streams.meaning.target import Target
from tests.streams.core_run import HASH_KEY

FOLDERS = [
    *("git:web/src", "/srv/app/prod", "mailbox:ann/inbox", "https://x.org/a", "/mnt/x", "~/x"),
    *("www.x.org/a", "arn:aws:iam::1:role/ops/a", "ann@x.org/a/b", "sh:cat /srv/a", ".aws/a"),
    *("c:/a/b", "/home/id_rsa/a", "//x/a", "/srv/./a", "Git:web/src", " /srv/app", "x/\u0130/a"),
]
LASTS = [
    *("a", "a.py", "token.txt", "id_rsa", ".env", "b.", "", "A", "a b", "msg-17", "*", "\u00e9"),
    *("x:80", "a@b", "..", "<b>", "a\\b", "prod", "c?d", "e\n", "x!"),
]
targets = st.builds("{}/{}".format, st.sampled_from(FOLDERS), st.sampled_from(LASTS))


def facts(target: Target) -> tuple[int, int, int, bool]:
    return target.hash, target.mixed, target.prefix, target.is_telling


@given(st.lists(targets, max_size=12))
def test_a_target_in_a_known_folder_is_read_as_any_other(resources: list[str]) -> None:
    names = Names(HASH_KEY, {})
    for resource in resources:
        assert facts(names.target(resource)) == facts(Names(HASH_KEY, {}).target(resource))


@given(st.text("abtoken-_./id!A \u00e9", max_size=12))
def test_of_a_plain_name_the_words_tell_all(name: str) -> None:
    told = is_plain_telling(name)
    assert told is None or told == has_telling_word(name) == is_telling(f"a/b/{name}")
