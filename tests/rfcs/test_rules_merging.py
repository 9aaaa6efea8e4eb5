"""Two people edit one RFC at the same time."""

from dataclasses import replace

from rituals.rfcs.merging import merge
from tests.rfcs.making import TEXT


def test_what_each_of_two_changed_is_put_together() -> None:
    mine, theirs = replace(TEXT, risks="It may be slow."), replace(TEXT, title="One queue")
    merged = merge(TEXT, mine, theirs)
    assert merged.text == replace(TEXT, risks="It may be slow.", title="One queue")
    assert merged.both == ()


def test_where_both_changed_the_same_part_mine_stands_and_its_name_is_told() -> None:
    mine, theirs = (
        replace(TEXT, title="One queue"),
        replace(TEXT, title="A single queue", impact="All teams."),
    )
    merged = merge(TEXT, mine, theirs)
    assert merged.text == replace(TEXT, title="One queue", impact="All teams.")
    assert merged.both == ("title",)


def test_what_both_changed_alike_is_no_matter() -> None:
    same = replace(TEXT, title="One queue")
    assert merge(TEXT, same, same).both == ()
