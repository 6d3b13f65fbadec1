"""Pin assignment: one column for each line that ends at a box or passes a gap, as near as possible to where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def room_for(pins: int) -> int:
    """Return the columns that a number of pins takes: with one free between two, while they are few."""
    return 2 * pins + 1 if pins <= 10 else pins + pins // 3 + 4


def nearest_columns(
    columns: Sequence[int], wishes: Sequence[float], kept: Mapping[int, int] | None = None
) -> list[int] | None:
    """Return one column for each wish, in order, with the least sum of distances; None if there are too few columns.

    `kept` gives columns that only one wish may have, each with the number of that wish.
    """
    count, there = len(wishes), len(columns)
    owners = [kept.get(column, -1) for column in columns] if kept else [-1] * there
    if count > there:
        return None
    before = [0.0] * (there + 1)
    choices: list[list[int]] = []
    for number, wish in enumerate(wishes):
        now = [float("inf")] * (there + 1)
        choice = [-1] * (there + 1)
        for place in range(number + 1, there - (count - number) + 2):
            take = before[place - 1] + abs(columns[place - 1] - wish)
            if take < now[place - 1] and owners[place - 1] in (-1, number):
                now[place], choice[place] = take, place - 1
            else:
                now[place], choice[place] = now[place - 1], choice[place - 1]
        choices.append(choice)
        before = now
    if before[there] == float("inf"):
        return None
    found = [0] * count
    place = there
    for number in range(count - 1, -1, -1):
        taken = choices[number][place]
        found[number] = columns[taken]
        place = taken
    return found


def apart(columns: list[int], high: int) -> list[int]:
    """Return columns with one free between any two, none beyond `high`."""
    for place in range(1, len(columns)):
        columns[place] = max(columns[place], columns[place - 1] + 2)
    if columns and columns[-1] > high:
        columns[-1] = high
        for place in range(len(columns) - 2, -1, -1):
            columns[place] = min(columns[place], columns[place + 1] - 2)
    return columns


def pick(
    columns: Iterable[int], nets: Sequence[int], wishes: dict[int, float], hanging: dict[int, int]
) -> dict[int, int] | None:
    """Return a column for each net that no other net uses from above; None if there are too few.

    The columns are in the order of the nets wherever that is possible. `hanging` gives the net that uses a column from
    above.
    """
    mine = set(nets)
    usable = [column for column in columns if column not in hanging or hanging[column] in mine]
    if len(usable) < len(nets):
        return None
    highest = -float("inf")
    rising = []
    for net in nets:
        highest = max(highest, wishes[net])
        rising.append(highest)
    numbers = {net: number for number, net in enumerate(nets)}
    kept = {column: numbers[hanging[column]] for column in usable if column in hanging}
    in_order = nearest_columns(usable, rising, kept)
    if in_order is not None:
        return dict(zip(nets, in_order, strict=True))
    chosen = nearest_columns(usable, rising)
    assert chosen is not None
    found: dict[int, int] = {}
    wrong = []
    for net, column in zip(nets, chosen, strict=True):
        if hanging.get(column, net) == net:
            found[net] = column
        else:
            wrong.append(net)
    used = set(found.values())
    for net in wrong:
        free = [column for column in usable if column not in used and hanging.get(column, net) == net]
        if not free:
            return None
        found[net] = min(free, key=lambda column: (abs(column - wishes[net]), column))
        used.add(found[net])
    return found
