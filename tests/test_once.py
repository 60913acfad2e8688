"""What is made once for each value: told apart by identity, and not kept for ever."""

from coprod_audit.once import made_once

MOST_KEPT = 8


def test_it_is_made_once_for_each_value_and_equal_values_are_two() -> None:
    asked: list[list[int]] = []

    @made_once
    def made(value: list[int]) -> list[int]:
        asked.append(value)
        return [*value]

    one, same = [1], [1]
    assert made(one) is made(one)
    assert made(one) is not made(same)
    assert len(asked) == 2


def test_of_several_values_together_it_is_made_once_for_those_in_that_order() -> None:
    asked: list[tuple[list[int], list[int]]] = []

    @made_once
    def made(one: list[int], other: list[int]) -> list[int]:
        asked.append((one, other))
        return [*one, *other]

    one, other, same = [1], [2], [2]
    assert made(one, other) is made(one, other)
    assert made(one, other) is not made(one, same)
    assert (made(one, other), made(other, one)) == ([1, 2], [2, 1])
    assert asked == [(one, other), (one, same), (other, one)]


def test_a_value_that_cannot_be_hashed_will_do_and_the_last_eight_are_kept() -> None:
    asked: list[int] = []
    values = [{"n": n} for n in range(MOST_KEPT + 1)]

    @made_once
    def made(value: dict[str, int]) -> None:
        asked.append(value["n"])

    for value in (*values, values[-1], values[0]):
        made(value)
    assert asked == [*range(MOST_KEPT + 1), 0]
