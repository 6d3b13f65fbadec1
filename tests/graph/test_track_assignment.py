"""Tracks: nets that touch lie on different ones, all others share the first that has room."""

from __future__ import annotations

import pytest

from genai_tui.graph.drawing.track_assignment import Extent, extent, tracks


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ((0, 4), (2, 9), 2), ((0, 4), (4, 9), 2), ((0, 4), (5, 9), 2), ((0, 4), (6, 9), 1), ((6, 9), (0, 4), 1),
        ((5, 9), (0, 4), 2), ((0, 9), (3, 4), 2), ((3, 4), (0, 9), 2),
    ],
)  # fmt: skip
def test_nets_that_touch_or_come_side_by_side_lie_on_different_tracks(
    one: tuple[int, int], other: tuple[int, int], count: int
) -> None:
    for first, second in ((one, other), (other, one)):
        track_of, used = tracks(
            {net: Extent(*span, (span[0],), (span[1],)) for net, span in enumerate((first, second))}
        )
        assert used == count == len(set(track_of.values()))


@pytest.mark.parametrize(
    ("above", "below", "span"), [((3,), (3,), None), ((3,), (4,), (3, 4)), ((7, 2), (5,), (2, 7)), ((), (1, 6), (1, 6))]
)  # fmt: skip
def test_a_net_reaches_over_all_its_columns(
    above: tuple[int, ...], below: tuple[int, ...], span: tuple[int, int] | None
) -> None:
    assert extent(above, below) == (span and Extent(*span, above, below))


def test_a_channel_with_very_many_nets_is_packed_from_the_left() -> None:
    nets = {net: Extent(3 * net, 3 * net + 1, (3 * net,), (3 * net + 1,)) for net in reversed(range(120))}
    assert tracks(nets) == (dict.fromkeys(sorted(nets), 0), 1)
    stairs = {net: Extent(net, net + 2, (net,), (net + 2,)) for net in range(120)}
    track_of, used = tracks(stairs)
    assert used == 4
    assert [track_of[net] for net in range(8)] == [0, 1, 2, 3, 0, 1, 2, 3]
