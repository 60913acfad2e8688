"""What is made once for each of a few large values, and kept while they are in use."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Made = TypeVar("_Made")


class _Same(Generic[_Key]):
    """A value as the key of a cache, equal only to itself: hashing a questionnaire costs more than judging."""

    __slots__ = ("value",)

    def __init__(self, value: _Key) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def made_once(make: Callable[[_Key], _Made]) -> Callable[[_Key], _Made]:
    """Make something once for each value (by identity), and keep what was made for the last eight.

    Threads that ask at the same moment may each make it, and one is as good as the other. Where what is made goes
    on remembering, its maker says so.
    """
    kept = lru_cache(maxsize=8)(lambda key: make(key.value))

    def made(value: _Key) -> _Made:
        return kept(_Same(value))

    return made
