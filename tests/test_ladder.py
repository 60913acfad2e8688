"""A ladder: places from below it up to its highest rung, each with its height, its name and what people have there."""

import pytest

from coprod_audit.ladder import BELOW, Ladder, Rung

LOW = Rung("low", "the low rung", "a say", ("000, Box A",), "You have a say.")
HIGH = Rung("high", "the high rung", "a vote", ("000, Box A",))
LADDER = Ladder((LOW, HIGH), "below the ladder", "no say", "You have no say.")


def test_places_go_from_below_up_to_the_highest_rung() -> None:
    assert ("below", "low", "high") == LADDER.places
    assert [0, 1, 2] == [LADDER.height(place) for place in LADDER.places]


def test_a_rung_is_found_by_its_place_and_below_is_told_like_one() -> None:
    assert (LOW, HIGH) == (LADDER.at("low"), LADDER.at("high"))
    below = LADDER.at(BELOW)
    assert ("below the ladder", "no say", "You have no say.") == (below.title, below.has, below.easy)


def test_what_is_no_place_has_neither_height_nor_name() -> None:
    for ask in (LADDER.height, LADDER.at):
        with pytest.raises(ValueError, match="not in tuple"):
            ask("middle")
