"""How tests are shared out among processes: each imports all files, and the places where tests wait are there."""

from __future__ import annotations

from tests.parallel import HERE, WAITING, files_from


def test_every_process_has_all_files_and_begins_with_others() -> None:
    orders = [files_from(share, 4) for share in range(4)]
    assert {len(each) for each in orders} == {len(set(orders[0]))}
    assert len({each[0] for each in orders}) == 4
    assert all(set(each) == set(orders[0]) for each in orders)


def test_the_places_where_tests_wait_are_there() -> None:
    assert [place for place in WAITING if not (HERE / place).exists()] == []
