"""What is made once for each of a few large values, and kept while they are in use."""

from collections.abc import Callable
from functools import lru_cache
from operator import is_
from typing import Any, ParamSpec, TypeVar

_Values = ParamSpec("_Values")
_Made = TypeVar("_Made")


class _Same:
    """Values as the key of a cache, equal only to themselves: hashing a questionnaire costs more than judging."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(map(is_, self.values, other.values))

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.values)))


def made_once(make: Callable[_Values, _Made], most: int = 8) -> Callable[_Values, _Made]:
    """Make something once for each value, or several together (by identity), and keep what was made for the last `most`.

    Threads that ask at the same moment may each make it, and one is as good as the other. Where what is made goes
    on remembering, its maker says so.
    """
    kept: Callable[[_Same], _Made] = lru_cache(maxsize=most)(lambda key: make(*key.values))  # type: ignore[call-arg]

    def made(*values: _Values.args, **_: _Values.kwargs) -> _Made:
        return kept(_Same(values))

    return made
