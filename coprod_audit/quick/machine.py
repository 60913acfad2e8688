"""Machines that read the answers of a sheet one after the other and say at the end what they come to.

What a machine has to hold in mind between two answers is a *state*. A state is made when a sheet first comes to it, and
kept while there is room, so that a sheet like those before is followed by one look-up an answer. What comes out depends
on the answers alone, never on which sheets were read before; only how soon does.
"""

from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar

Choice = str | None
"""An answer as a machine reads it: None where there is none."""

MOST_KEPT = 20_000
"""So many steps of a machine are kept, or answers of a few facts: some megabytes. What ships takes some thousands."""

_HELD: Final = object()
"""Under this key a state keeps what is held there."""

_State = dict[object, Any]
_Held = TypeVar("_Held", bound=Hashable)
_Key = TypeVar("_Key")
_Made = TypeVar("_Made")


class Remembered(dict[_Key, _Made]):
    """What `make` makes of a key, made when it is first asked for; kept while there is room."""

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[_Key], _Made]) -> None:
        super().__init__()
        self._make, self._most = make, MOST_KEPT

    def __missing__(self, key: _Key) -> _Made:
        made = self._make(key)
        if len(self) < self._most:
            self[key] = made
        return made


class Machine(Generic[_Held]):
    """Reads one answer to each of `facts`, in their order.

    It begins with holding `start`. `after(held, level, choice)` is what it holds once it has read the answer to the fact
    of that level, and `told(held)` what a whole sheet comes to. There is `room` for so many more steps to be kept.
    """

    def __init__(
        self,
        facts: Sequence[str],
        start: _Held,
        after: Callable[[_Held, int, Any], _Held],
        told: Callable[[_Held], Any],
    ) -> None:
        self.facts = tuple(facts)
        self.start, self.after, self.told = start, after, told
        self.room = MOST_KEPT
        self._made: dict[tuple[int, _Held], Any] = {}
        self._root = self._state(0, start)

    def read(self, choices: Sequence[Any]) -> Any:
        """What these answers come to, one for each of the facts."""
        state = self._root
        try:
            for choice in choices:
                state = state[choice]
        except KeyError:
            return self._follow(choices)
        return state

    def _follow(self, choices: Sequence[Any]) -> Any:
        """The same, where the answers lead to a state that was not there yet."""
        state = self._root
        for level, choice in enumerate(choices):
            if choice in state:
                state = state[choice]
            else:
                state = self._keep(state, choice, level + 1, self.after(state[_HELD], level, choice))
        return state

    def _keep(self, state: _State, choice: Choice, level: int, held: _Held) -> Any:
        found = self._made.get((level, held))
        if found is None:
            found = self._state(level, held)
        if self.room > 0:
            self.room -= 1
            state[choice] = self._made[level, held] = found
        return found

    def _state(self, level: int, held: _Held) -> Any:
        """A state, or past the last fact what the sheet comes to."""
        return {_HELD: held} if level < len(self.facts) else self.told(held)


def picker(facts: Sequence[str], order: Sequence[str]) -> Callable[[Sequence[Choice]], tuple[Choice, ...]]:
    """What picks the answers to `facts` out of answers in `order`."""
    places = [order.index(fact) for fact in facts]
    first, last = (places[0], places[0] + len(places)) if places else (0, 0)
    return itemgetter(slice(first, last)) if places == list(range(first, last)) else itemgetter(*places)
